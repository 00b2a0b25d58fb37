//! Properties of the rules, on schedules and dates that nobody thought of.

use crate::rules::{awal, jadwal, konteks};
use crate::{senin_jumat, t};
use kewajiban::profil::{Alamat, GeserLibur};
use kewajiban::rules::masa::{self, AwalSiklus, Konteks};
use kewajiban::rules::{hari_kerja, status};
use proptest::prelude::*;
use time::{Date, Duration};

fn tanggal() -> impl Strategy<Value = Date> {
    (0i64..20_000).prop_map(|hari| t(2000, 1, 1) + Duration::days(hari))
}

fn berkala() -> impl Strategy<Value = String> {
    let selang = prop_oneof![
        Just("bulan"),
        Just("2 bulan"),
        Just("triwulan"),
        Just("semester"),
        Just("tahun"),
        Just("2 tahun"),
        Just("5 tahun")
    ];
    let acuan = prop_oneof![Just("kalender"), Just("rpjmd"), Just("arsitektur"), Just("peraturan")];
    (selang, acuan).prop_map(|(selang, acuan)| format!("{{ tiap = \"{selang}\", acuan = \"{acuan}\" }}"))
}

fn awal_acak() -> impl Strategy<Value = AwalSiklus> {
    (tanggal(), tanggal(), tanggal()).prop_map(|(peraturan, rpjmd, arsitektur)| AwalSiklus {
        peraturan,
        rpjmd,
        arsitektur,
        ..awal()
    })
}

proptest! {
    #[test]
    fn due_dates_strictly_increase_and_periods_leave_no_gap(
        teks in berkala(), awal in awal_acak(), sejak in tanggal(), lama in 0i64..6000,
        geser in prop_oneof![Just(GeserLibur::Tetap), Just(GeserLibur::Maju), Just(GeserLibur::Mundur)],
    ) {
        let konteks = Konteks { awal, geser, ..konteks(sejak, sejak + Duration::days(lama)) };
        let semua = masa::daftar(&jadwal(&teks), &konteks).unwrap();
        for dua in semua.windows(2) {
            prop_assert!(dua[0].jatuh < dua[1].jatuh, "{:?}", dua);
            prop_assert_eq!(dua[0].akhir.next_day(), Some(dua[1].mulai));
            prop_assert_ne!(&dua[0].kunci, &dua[1].kunci);
        }
        for masa in &semua {
            prop_assert!(masa.mulai <= masa.akhir && masa.akhir >= konteks.sejak && masa.mulai <= konteks.sampai);
        }
    }

    #[test]
    fn every_day_since_the_start_lies_in_one_period(teks in berkala(), awal in awal_acak(), hari in tanggal()) {
        let semua = masa::daftar(&jadwal(&teks), &Konteks { awal, ..konteks(hari, hari) }).unwrap();
        let mulai = if teks.contains("kalender") || teks.contains("peraturan") { awal.peraturan }
            else if teks.contains("rpjmd") { awal.rpjmd } else { awal.arsitektur };
        prop_assert_eq!(semua.len(), usize::from(hari >= mulai || semua.iter().any(|masa| masa.akhir >= mulai)));
        if hari >= mulai {
            prop_assert!(semua[0].mulai <= hari && hari <= semua[0].akhir);
        }
    }

    #[test]
    fn where_the_window_begins_does_not_change_keys_or_dates(teks in berkala(), awal in awal_acak(), sejak in tanggal(), geser in 0i64..3000) {
        let sampai = sejak + Duration::days(4000);
        let lebar = masa::daftar(&jadwal(&teks), &Konteks { awal, ..konteks(sejak, sampai) }).unwrap();
        let sempit = masa::daftar(&jadwal(&teks), &Konteks { awal, ..konteks(sejak + Duration::days(geser), sampai) }).unwrap();
        prop_assert!(lebar.ends_with(&sempit));
    }

    #[test]
    fn plan_reviews_come_twice_per_cycle_and_increase(tahun in 3u16..25, awal in awal_acak(), sejak in tanggal()) {
        let teks = format!("{{ paruh_waktu_dan_tahun_terakhir = {tahun}, acuan = \"rpjmd\" }}");
        let siklus = i64::from(tahun);
        let sejak = sejak.max(awal.rpjmd);
        let sampai = masa::tambah_bulan(sejak, siklus * 12 * 3).unwrap();
        let semua = masa::daftar(&jadwal(&teks), &Konteks { awal, ..konteks(sejak, sampai) }).unwrap();
        prop_assert!((5..=8).contains(&semua.len()), "{}", semua.len());
        for dua in semua.windows(2) {
            prop_assert!(dua[0].jatuh < dua[1].jatuh);
            prop_assert!(dua[0].akhir < dua[1].mulai);
        }
    }

    #[test]
    fn a_chain_of_fulfilments_has_no_gap_and_one_open_end(hari in prop::collection::vec(0i64..5000, 0..12), bulan in 1u32..60) {
        let terpenuhi: Vec<Date> = hari.iter().map(|hari| awal().peraturan + Duration::days(*hari)).collect();
        let teks = format!("{{ tiap = \"{bulan} bulan\", acuan = \"terakhir\" }}");
        let konteks = Konteks { terpenuhi: &terpenuhi, ..konteks(t(2030, 1, 1), t(2040, 1, 1)) };
        let semua = masa::daftar(&jadwal(&teks), &konteks).unwrap();
        let mut unik = terpenuhi.clone();
        unik.sort_unstable();
        unik.dedup();
        prop_assert_eq!(semua.len(), unik.len() + 1);
        for dua in semua.windows(2) {
            prop_assert_eq!(dua[0].akhir.next_day(), Some(dua[1].mulai));
            prop_assert!(dua[0].jatuh <= dua[1].jatuh);
        }
    }

    #[test]
    fn working_days_add_up(mulai in tanggal(), satu in 0u16..60, dua in 0u16..60) {
        let tengah = hari_kerja::tambah(mulai, satu, &senin_jumat).unwrap();
        prop_assert_eq!(hari_kerja::tambah(tengah, dua, &senin_jumat), hari_kerja::tambah(mulai, satu + dua, &senin_jumat));
        prop_assert_eq!(hari_kerja::hitung(mulai, tengah, &senin_jumat), u32::from(satu));
    }

    #[test]
    fn months_add_without_drift(mulai in tanggal(), bulan in -600i64..600) {
        let hasil = masa::tambah_bulan(mulai, bulan).unwrap();
        let urut = |hari: Date| i64::from(hari.year()) * 12 + i64::from(u8::from(hari.month()));
        prop_assert_eq!(urut(hasil) - urut(mulai), bulan);
        prop_assert!(hasil.day() == mulai.day() || (hasil.day() < mulai.day() && hasil.next_day().unwrap().day() == 1));
    }

    #[test]
    fn a_status_never_goes_back_while_open(hari in 0i64..800, dekat in 0u16..400) {
        let masa = masa::Masa { kunci: "x".to_owned(), mulai: t(2026, 1, 1), akhir: t(2026, 12, 31), jatuh: t(2026, 12, 31) };
        let pada = |hari: Date| status::status(&masa, status::Keputusan::Terbuka, hari, dekat);
        let hari = t(2025, 6, 1) + Duration::days(hari);
        prop_assert!(pada(hari) <= pada(hari + Duration::days(1)));
    }

    #[test]
    fn an_address_reads_back_as_it_was_written(
        pasal in 1u16..1000, sisipan in prop::option::of("[A-Z]"), ayat in prop::option::of(1u16..100),
        huruf in prop::option::of("[a-z]"), angka in prop::option::of(1u16..100),
    ) {
        let satu = |teks: Option<String>| teks.and_then(|teks| teks.chars().next());
        let alamat = Alamat { pasal, sisipan: satu(sisipan), ayat, huruf: satu(huruf), angka };
        prop_assert_eq!(alamat.to_string().parse::<Alamat>().unwrap(), alamat.clone());
        prop_assert!(alamat.hanya_pasal().mencakup(&alamat));
    }

    #[test]
    fn no_text_makes_the_address_reader_panic(teks in "\\PC{0,12}") {
        if let Ok(alamat) = teks.parse::<Alamat>() {
            prop_assert_eq!(alamat.to_string(), teks);
        }
    }
}
