use evaluasi::rules::alur::{
    ALUR, FaktaPeriode, Jalur, Keadaan, Penolakan, Peran, SebutanPeran, Syarat, Tindakan, putuskan, tampak,
};

/// Every act in every state on the way with external assessors: who may (K coordinator, S supervisor, O operator,
/// A member, E external assessor) and where it leads; `-` is refused. Columns are the states in order.
const TABEL: &str = "
AturPeriode        KS:0  -      -     -    -      -
MulaiPenilaian     KS:1  -      -     -    -      -
IsiNilai           -     SOA:1  -     -    -      -
AjukanValidasi     -     SO:2   -     -    -      -
ValidasiJawaban    -     -      S:2   -    -      -
Kembalikan         -     -      KS:1  -    -      -
SetujuiHasil       -     -      K:2   -    -      -
Kirim              -     -      KS:3  -    -      -
TarikKembali       -     -      -     K:2  -      -
MulaiEksternal     -     -      -     E:4  -      -
IsiNilaiEksternal  -     -      -     -    E:4    -
BeriRekomendasi    -     -      -     -    E:4    -
JawabKlarifikasi   -     -      -     -    SOA:4  -
Bekukan            -     -      -     -    K:5    -
";

/// The rows that differ on the internal way.
const TABEL_INTERNAL: &str = "
Kirim              -     -      -     -    -      -
TarikKembali       -     -      -     -    -      -
MulaiEksternal     -     -      -     -    -      -
IsiNilaiEksternal  -     -      -     -    -      -
BeriRekomendasi    -     -      S:2   -    -      -
JawabKlarifikasi   -     -      -     -    -      -
Bekukan            -     -      K:5   -    -      -
";

const LENGKAP: FaktaPeriode = FaktaPeriode {
    tim_lengkap: true,
    semua_dinilai: true,
    semua_divalidasi: true,
    hasil_disetujui: true,
    semua_dinilai_eksternal: true,
    alasan_diisi: true,
};

fn huruf(peran: Peran) -> char {
    match peran {
        Peran::Koordinator => 'K',
        Peran::Supervisor => 'S',
        Peran::Operator => 'O',
        Peran::Anggota => 'A',
        Peran::AsesorEksternal => 'E',
    }
}

fn sel(jalur: Jalur, tindakan: Tindakan, keadaan: Keadaan) -> Option<(String, Keadaan)> {
    let nama = format!("{tindakan:?}");
    let cari = |tabel: &'static str| tabel.lines().find(|baris| baris.split_whitespace().next() == Some(nama.as_str()));
    let baris = match jalur {
        Jalur::Internal => cari(TABEL_INTERNAL).or_else(|| cari(TABEL)),
        Jalur::DenganEksternal => cari(TABEL),
    };
    let kolom = Keadaan::SEMUA.iter().position(|k| *k == keadaan).unwrap();
    let isi = baris.unwrap().split_whitespace().nth(kolom + 1).unwrap();
    let (boleh, ke) = isi.split_once(':')?;
    Some((boleh.to_owned(), Keadaan::SEMUA[ke.parse::<usize>().unwrap()]))
}

#[test]
fn every_act_in_every_state_by_every_role() {
    let mut diizinkan = 0;
    for jalur in [Jalur::DenganEksternal, Jalur::Internal] {
        for keadaan in Keadaan::SEMUA {
            for tindakan in Tindakan::SEMUA {
                for peran in Peran::SEMUA {
                    let hasil = putuskan(jalur, keadaan, tindakan, &[peran], LENGKAP);
                    let tempat = format!("{jalur:?} {keadaan:?} {tindakan:?} {peran:?}");
                    match sel(jalur, tindakan, keadaan) {
                        None => assert_eq!(hasil, Err(Penolakan::BukanSaatnya { tindakan, keadaan }), "{tempat}"),
                        Some((boleh, ke)) if boleh.contains(huruf(peran)) => {
                            diizinkan += 1;
                            assert_eq!(hasil, Ok(ke), "{tempat}");
                            assert!(tampak(jalur, keadaan, &[peran]).contains(&tindakan), "{tempat}");
                        }
                        Some(_) => {
                            assert!(matches!(hasil, Err(Penolakan::BukanPeran { .. })), "{tempat}");
                            assert!(!tampak(jalur, keadaan, &[peran]).contains(&tindakan), "{tempat}");
                        }
                    }
                }
            }
        }
    }
    assert_eq!(diizinkan, 23 + 15);
}

#[test]
fn each_condition_alone_refuses() {
    use Keadaan::{Dikirim, PenilaianEksternal, PenilaianMandiri, Persiapan, ValidasiInternal};
    let tanpa = |syarat: Syarat| {
        let mut fakta = LENGKAP;
        match syarat {
            Syarat::TimLengkap => fakta.tim_lengkap = false,
            Syarat::SemuaDinilai => fakta.semua_dinilai = false,
            Syarat::SemuaDivalidasi => fakta.semua_divalidasi = false,
            Syarat::HasilDisetujui => fakta.hasil_disetujui = false,
            Syarat::SemuaDinilaiEksternal => fakta.semua_dinilai_eksternal = false,
            Syarat::AlasanDiisi => fakta.alasan_diisi = false,
        }
        fakta
    };
    let perlu = [
        (Jalur::DenganEksternal, Persiapan, Tindakan::MulaiPenilaian, Peran::Koordinator, &[Syarat::TimLengkap][..]),
        (Jalur::DenganEksternal, PenilaianMandiri, Tindakan::AjukanValidasi, Peran::Operator, &[Syarat::SemuaDinilai]),
        (Jalur::DenganEksternal, ValidasiInternal, Tindakan::Kembalikan, Peran::Supervisor, &[Syarat::AlasanDiisi]),
        (
            Jalur::DenganEksternal,
            ValidasiInternal,
            Tindakan::SetujuiHasil,
            Peran::Koordinator,
            &[Syarat::SemuaDivalidasi],
        ),
        (
            Jalur::DenganEksternal,
            ValidasiInternal,
            Tindakan::Kirim,
            Peran::Supervisor,
            &[Syarat::SemuaDivalidasi, Syarat::HasilDisetujui],
        ),
        (
            Jalur::Internal,
            ValidasiInternal,
            Tindakan::Bekukan,
            Peran::Koordinator,
            &[Syarat::SemuaDivalidasi, Syarat::HasilDisetujui],
        ),
        (Jalur::DenganEksternal, Dikirim, Tindakan::TarikKembali, Peran::Koordinator, &[Syarat::AlasanDiisi]),
        (
            Jalur::DenganEksternal,
            PenilaianEksternal,
            Tindakan::Bekukan,
            Peran::Koordinator,
            &[Syarat::SemuaDinilaiEksternal],
        ),
    ];
    let semua = [
        Syarat::TimLengkap,
        Syarat::SemuaDinilai,
        Syarat::SemuaDivalidasi,
        Syarat::HasilDisetujui,
        Syarat::SemuaDinilaiEksternal,
        Syarat::AlasanDiisi,
    ];
    for (jalur, keadaan, tindakan, peran, syarat) in perlu {
        for satu in semua {
            let hasil = putuskan(jalur, keadaan, tindakan, &[peran], tanpa(satu));
            if syarat.contains(&satu) {
                assert_eq!(hasil, Err(Penolakan::SyaratKurang(satu)), "{tindakan:?}");
            } else {
                assert!(hasil.is_ok(), "{tindakan:?} {satu:?}");
            }
        }
    }
    let bersyarat = ALUR.iter().filter(|l| !l.syarat.is_empty()).count();
    assert_eq!(bersyarat, perlu.len(), "every condition in the table is tried");
}

#[test]
fn one_of_several_roles_is_enough_and_none_is_not() {
    let coba = |peran: &[Peran]| {
        putuskan(Jalur::DenganEksternal, Keadaan::ValidasiInternal, Tindakan::SetujuiHasil, peran, LENGKAP)
    };
    assert!(coba(&[Peran::Operator, Peran::Koordinator]).is_ok());
    assert!(coba(&[]).is_err());
    assert!(tampak(Jalur::DenganEksternal, Keadaan::Persiapan, &[]).is_empty());
}

#[test]
fn final_is_final() {
    for jalur in [Jalur::DenganEksternal, Jalur::Internal] {
        assert!(tampak(jalur, Keadaan::Final, &Peran::SEMUA).is_empty());
    }
}

#[test]
fn refusals_use_the_names_of_the_regency() {
    let sebutan = SebutanPeran { koordinator: "Sekretaris Daerah".to_owned(), ..SebutanPeran::default() };
    let tolak = |keadaan, tindakan, peran: &[Peran], fakta| {
        putuskan(Jalur::DenganEksternal, keadaan, tindakan, peran, fakta).unwrap_err().pesan(&sebutan)
    };
    assert_eq!(
        tolak(Keadaan::ValidasiInternal, Tindakan::Kembalikan, &[Peran::Operator], LENGKAP),
        "\"Kembalikan untuk diperbaiki\" hanya dapat dilakukan oleh Sekretaris Daerah atau Penanggung jawab (supervisor)."
    );
    assert_eq!(
        tolak(Keadaan::Final, Tindakan::IsiNilai, &[Peran::Operator], LENGKAP),
        "\"Isi nilai\" tidak dapat dilakukan selagi periode berada pada Final."
    );
    assert_eq!(
        tolak(Keadaan::PenilaianMandiri, Tindakan::AjukanValidasi, &[Peran::Operator], FaktaPeriode::default()),
        "Masih ada indikator yang belum dinilai."
    );
}

#[test]
fn stored_words_come_back() {
    for keadaan in Keadaan::SEMUA {
        assert_eq!(Keadaan::dari_id(keadaan.id()), Some(keadaan));
    }
    for peran in Peran::SEMUA {
        assert_eq!(Peran::dari_id(peran.id()), Some(peran));
        assert!(!SebutanPeran::default().sebut(peran).is_empty());
    }
    for jalur in Jalur::SEMUA {
        assert_eq!(Jalur::dari_id(jalur.id()), Some(jalur));
    }
    for tindakan in Tindakan::SEMUA {
        assert_eq!(Tindakan::dari_id(tindakan.id()), Some(tindakan));
    }
    assert_eq!(Keadaan::dari_id("selesai"), None);
}
