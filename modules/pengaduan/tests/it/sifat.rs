//! Properties of clocks and flow, on dates and states that nobody thought of.
use kernel::indonesia::kerja::Kalender;
use kernel::indonesia::tanggal::Zona;
use pengaduan::model::{Keadaan, Klasifikasi};
use pengaduan::rules::alur::{Ihwal, Tindakan, boleh, menurut, pilihan, setelah};
use pengaduan::rules::{jam, samar};
use pengaduan::setelan::Setelan;
use pengaduan::store::jejak::Peran;
use proptest::prelude::*;
use time::{Date, Duration};

fn tanggal() -> impl Strategy<Value = Date> {
    (0i64..12_000).prop_map(|hari| time::macros::date!(2020 - 01 - 01) + Duration::days(hari))
}

fn keadaan() -> impl Strategy<Value = Keadaan> {
    prop::sample::select(Keadaan::SEMUA)
}

fn kelas() -> impl Strategy<Value = Option<Klasifikasi>> {
    prop::option::of(prop::sample::select(Klasifikasi::SEMUA))
}

fn kalender() -> Kalender {
    Kalender::lima_hari(Zona::Wib, [])
}

proptest! {
    #[test]
    fn a_deadline_is_a_working_day_after_its_beginning_and_final_states_have_none(
        keadaan in keadaan(), kelas in kelas(), mulai in tanggal(), lama in 0i64..40,
    ) {
        let (kalender, setelan) = (kalender(), Setelan::default());
        let hari_ini = mulai + Duration::days(lama);
        let clock = jam::jam(&kalender, &setelan, keadaan, kelas, mulai, hari_ini);
        if !keadaan.aktif() {
            prop_assert_eq!(clock.batas, None);
        }
        for hari in clock.batas.into_iter().chain(clock.tenggat) {
            prop_assert!(kalender.is_hari_kerja(hari) && hari > mulai);
        }
        if let (Some(batas), Some(tenggat)) = (clock.batas, clock.tenggat)
            && keadaan.di_perangkat_daerah()
        {
            prop_assert!(batas <= tenggat, "the next step is never due after the whole");
        }
        prop_assert_eq!(jam::baca(jam::simpan(clock.batas)), clock.batas);
    }

    #[test]
    fn telling_higher_up_only_rises_with_time(keadaan in keadaan(), batas in tanggal(), a in 0i64..60, b in 0i64..60) {
        let (kalender, setelan) = (kalender(), Setelan::default());
        let tingkat = |lewat| jam::eskalasi(&kalender, &setelan, keadaan, Some(batas), batas + Duration::days(lewat));
        let (awal, akhir) = (tingkat(a.min(b)), tingkat(a.max(b)));
        prop_assert!(awal <= akhir && (0..=2).contains(&akhir));
        prop_assert_eq!(tingkat(0), 0);
        if matches!(keadaan, Keadaan::Dilengkapi | Keadaan::Dijawab) || !keadaan.aktif() {
            prop_assert_eq!(akhir, 0);
        }
    }

    #[test]
    fn masking_twice_is_masking_once_and_no_long_number_is_left(teks in "[A-Za-z0-9 .,@+-]{0,120}", nama in "[A-Z][a-z]{3,8}") {
        let sekali = samar::samarkan(&teks, Some(&nama));
        prop_assert_eq!(&samar::samarkan(&sekali, Some(&nama)), &sekali);
        let panjang = sekali.split(|huruf: char| !huruf.is_ascii_digit()).map(str::len).max().unwrap_or(0);
        prop_assert!(panjang < 9, "{}", sekali);
        prop_assert!(!sekali.to_lowercase().split_whitespace().any(|kata| kata == nama.to_lowercase()));
    }

    #[test]
    fn any_walk_keeps_what_must_hold(langkah in prop::collection::vec((0usize..40, 0usize..5), 0..60)) {
        let peran = [Peran::Pelapor, Peran::Koordinator, Peran::Petugas, Peran::Pengawas, Peran::Sistem];
        let mut ihwal = Ihwal { keadaan: Keadaan::Baru, berunit: false, pernah_selesai: false, putaran: 1 };
        for (pilih, siapa) in langkah {
            let semua = pilihan(ihwal, peran[siapa]);
            let Some(tindakan) = semua.get(pilih % semua.len().max(1)).copied() else { continue };
            let ke = setelah(ihwal, tindakan).unwrap();
            let berunit = [(Tindakan::Disposisi, true), (Tindakan::Teruskan, true), (Tindakan::Kembalikan, false)];
            ihwal.berunit = menurut(&berunit, tindakan, ihwal.berunit);
            ihwal.pernah_selesai |= tindakan == Tindakan::Selesaikan;
            if matches!(tindakan, Tindakan::BukaLagi | Tindakan::Kabulkan) {
                ihwal.putaran += 1;
            }
            ihwal.keadaan = ke;
            prop_assert!(!ke.di_perangkat_daerah() || ihwal.berunit, "{tindakan:?} leads to an agency that is none");
            prop_assert!(ke != Keadaan::Dijawab || ihwal.pernah_selesai);
            prop_assert!(ihwal.putaran < 60);
        }
    }
}

/// Every state times every act: what is not in the table is refused.
#[test]
fn every_state_times_every_act() {
    use Keadaan as K;
    use Tindakan as T;
    let table: &[(Tindakan, &[(Keadaan, Keadaan)])] = &[
        (T::Terima, &[]),
        (T::Eskalasi, &[]),
        (T::MintaKelengkapan, &[(K::Baru, K::Dilengkapi)]),
        (T::Tolak, &[(K::Baru, K::Ditolak), (K::Dilengkapi, K::Ditolak)]),
        (T::Disposisi, &[(K::Baru, K::Didisposisi), (K::Dilengkapi, K::Didisposisi)]),
        (
            T::Teruskan,
            &[(K::Didisposisi, K::Didisposisi), (K::Diproses, K::Didisposisi), (K::DibukaLagi, K::Didisposisi)],
        ),
        (T::Kembalikan, &[(K::Didisposisi, K::Baru), (K::Diproses, K::Baru), (K::DibukaLagi, K::Baru)]),
        (T::Jawab, &[(K::Didisposisi, K::Diproses), (K::Diproses, K::Diproses), (K::DibukaLagi, K::Diproses)]),
        (T::Selesaikan, &[(K::Didisposisi, K::Dijawab), (K::Diproses, K::Dijawab), (K::DibukaLagi, K::Dijawab)]),
        (T::Kabulkan, &[(K::Keberatan, K::DibukaLagi)]),
        (T::TolakKeberatan, &[(K::Keberatan, K::Selesai)]),
        (T::Setuju, &[(K::Dijawab, K::Selesai)]),
        (T::BukaLagi, &[(K::Dijawab, K::DibukaLagi), (K::Selesai, K::DibukaLagi)]),
        (T::Keberatan, &[(K::Dijawab, K::Keberatan), (K::Selesai, K::Keberatan), (K::Ditolak, K::Keberatan)]),
        (T::TutupOtomatis, &[(K::Dijawab, K::Selesai)]),
        (T::TidakLengkap, &[(K::Dilengkapi, K::Ditolak)]),
    ];
    for (tindakan, boleh) in table {
        for dari in K::SEMUA {
            let ihwal = Ihwal { keadaan: *dari, berunit: true, pernah_selesai: true, putaran: 1 };
            let harap = boleh.iter().find(|(satu, _)| satu == dari).map(|(_, ke)| *ke);
            assert_eq!(setelah(ihwal, *tindakan), harap, "{tindakan:?} from {dari:?}");
        }
    }
    let tanpa = Ihwal { keadaan: K::Keberatan, berunit: false, pernah_selesai: false, putaran: 1 };
    assert_eq!(setelah(tanpa, T::Kabulkan), Some(K::Baru));
    assert_eq!(setelah(tanpa, T::TolakKeberatan), Some(K::Ditolak));
    let sering = Ihwal { keadaan: K::Selesai, berunit: true, pernah_selesai: true, putaran: 3 };
    assert_eq!(setelah(sering, T::BukaLagi), None);
    // The reporter alone speaks for the reporter, the program alone closes.
    for tindakan in [T::Setuju, T::BukaLagi, T::Keberatan, T::Tambah] {
        assert!(Peran::SEMUA.iter().all(|peran| boleh(tindakan, *peran) == (*peran == Peran::Pelapor)));
    }
    for tindakan in [T::TutupOtomatis, T::TidakLengkap] {
        assert!(Peran::SEMUA.iter().all(|peran| boleh(tindakan, *peran) == (*peran == Peran::Sistem)));
    }
}
