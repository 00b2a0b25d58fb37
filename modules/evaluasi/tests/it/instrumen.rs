use std::collections::BTreeSet;

use evaluasi::angka::Pecahan;
use evaluasi::instrumen::{GalatInstrumen, cari, daftar_id, muat, semua, untuk_tahun};
use evaluasi::model::{Kapabilitas, Sumber};
use evaluasi::rules::tingkat::tingkat_dari_nilai_luar;

use crate::{p, pemdi, spbe, spbe_2018};

const TEKS_59: &str = include_str!("../../../../data/instrumen/permenpanrb-59-2020.toml");

#[test]
fn the_three_instruments_load_with_their_shape() {
    let bentuk: Vec<_> = semua()
        .unwrap()
        .iter()
        .map(|i| {
            (
                i.id.as_str(),
                i.domain.len(),
                i.aspek.len(),
                i.indikator.len(),
                i.indikator.iter().map(|x| x.kriteria.len()).sum::<usize>(),
            )
        })
        .collect();
    assert_eq!(
        bentuk,
        [
            ("permenpanrb-5-2018", 3, 7, 37, 222),
            ("permenpanrb-59-2020", 4, 8, 47, 235),
            ("pemdi-8-2026", 0, 7, 20, 100)
        ]
    );
    assert_eq!(daftar_id(), ["permenpanrb-5-2018", "permenpanrb-59-2020", "pemdi-8-2026"]);
}

#[test]
fn weights_are_those_of_the_regulations_and_sum_to_a_hundred() {
    for instrumen in semua().unwrap() {
        assert_eq!(instrumen.indikator.iter().map(|i| i.bobot).sum::<Pecahan>(), p("100"), "{}", instrumen.id);
    }
    for (kode, bobot) in [
        ("1", "1.30"),
        ("11", "2.5"),
        ("20", "2.5"),
        ("21", "1.5"),
        ("31", "1.5"),
        ("32", "2.75"),
        ("42", "3"),
        ("47", "3"),
    ] {
        assert_eq!(spbe().indikator(kode).unwrap().bobot, p(bobot), "{kode}");
    }
    for (kode, bobot) in [
        ("1", "1"),
        ("17", "1"),
        ("18", "4"),
        ("24", "4"),
        ("25", "5"),
        ("31", "5"),
        ("32", "20/6"),
        ("35", "10/3"),
        ("35-2", "10/3"),
        ("35-3", "10/3"),
    ] {
        assert_eq!(spbe_2018().indikator(kode).unwrap().bobot, p(bobot), "{kode}");
    }
    for (kode, bobot) in [("6", "3"), ("8", "4"), ("11", "3"), ("13", "5"), ("18", "3"), ("19", "10"), ("20", "15")] {
        assert_eq!(pemdi().indikator(kode).unwrap().bobot, p(bobot), "{kode}");
    }
}

#[test]
fn criteria_are_written_for_people() {
    for instrumen in semua().unwrap() {
        for indikator in &instrumen.indikator {
            let mut isi = BTreeSet::new();
            for kriteria in &indikator.kriteria {
                let tempat = format!("{} indikator {} tingkat {}", instrumen.id, indikator.kode, kriteria.tingkat);
                assert!(kriteria.isi.ends_with('.'), "{tempat}: {}", kriteria.isi);
                assert!(kriteria.isi.chars().count() <= 220, "{tempat} terlalu panjang");
                assert!(kriteria.isi.matches(". ").count() <= 1, "{tempat} lebih dari dua kalimat");
                assert!(!kriteria.isi.contains("Kriteria tingkat"), "{tempat} menyalin rumus kumulatif");
                assert!(isi.insert(&kriteria.isi), "{tempat} sama dengan tingkat lain");
                assert_eq!(kriteria.bukti.is_none(), kriteria.tingkat == 0, "{tempat}: contoh bukti");
            }
            assert!(indikator.pertanyaan.ends_with('?'), "{} {}", instrumen.id, indikator.kode);
        }
    }
}

#[test]
fn reviews_are_asked_where_the_guideline_asks_for_them() {
    for indikator in &spbe().indikator {
        let nomor: u8 = indikator.kode.parse().unwrap();
        let harus: &[u8] = if nomor == 3 || nomor >= 32 { &[5] } else { &[4] };
        assert_eq!(indikator.reviu, harus, "{nomor}");
        assert_eq!(indikator.kapabilitas, if nomor >= 32 { Kapabilitas::Layanan } else { Kapabilitas::Proses });
    }
    assert!(spbe_2018().indikator.iter().all(|i| i.reviu.is_empty()));
    assert!(spbe_2018().kesegaran.is_none());
}

#[test]
fn what_is_not_official_says_so() {
    assert!(spbe_2018().tingkat.iter().filter(|t| t.nilai > 0).all(|t| t.sumber == Sumber::Ingatan));
    let ingatan: Vec<u8> = spbe_2018().aspek.iter().filter(|a| a.sumber == Sumber::Ingatan).map(|a| a.nomor).collect();
    assert_eq!(ingatan, [2, 3, 4]);
    assert!(pemdi().indikator.iter().all(|i| i.sumber_kriteria == Sumber::BimtekRancangan));
    assert!(semua().unwrap().iter().flat_map(|i| &i.pemetaan).all(|p| p.sumber == Sumber::Analisis));
    assert!(Sumber::Ingatan.peringatan().is_some() && Sumber::Peraturan.peringatan().is_none());
}

#[test]
fn every_old_indicator_has_a_counterpart_in_pemdi() {
    let dipetakan: BTreeSet<&str> = pemdi()
        .pemetaan
        .iter()
        .filter(|p| p.dari_instrumen == spbe().id)
        .flat_map(|p| p.dari.iter().map(String::as_str))
        .collect();
    assert_eq!(dipetakan, spbe().indikator.iter().map(|i| i.kode.as_str()).collect());
}

#[test]
fn a_year_has_its_instrument() {
    for (tahun, id) in [
        (2018, Some("permenpanrb-5-2018")),
        (2020, Some("permenpanrb-5-2018")),
        (2021, Some("permenpanrb-59-2020")),
        (2025, Some("permenpanrb-59-2020")),
        (2026, Some("pemdi-8-2026")),
        (2040, Some("pemdi-8-2026")),
        (2017, None),
    ] {
        assert_eq!(untuk_tahun(tahun).unwrap().map(|i| i.id.as_str()), id, "{tahun}");
    }
}

#[test]
fn an_unknown_id_lists_the_known_ones() {
    let galat = cari("permenpanrb-60-2020").unwrap_err();
    assert_eq!(
        galat.to_string(),
        "instrumen \"permenpanrb-60-2020\" tidak dikenal; yang ada: permenpanrb-5-2018, permenpanrb-59-2020, pemdi-8-2026"
    );
}

#[test]
fn faulty_data_is_refused_with_its_fault() {
    for (cari, ganti, pesan) in [
        ("bobot = \"1.30\"", "bobot = \"1.31\"", "bobot aspek 1 berjumlah"),
        ("bobot = \"1.30\"", "bobot = \"1,3o\"", "bukan angka"),
        ("bobot = \"1.30\"", "bobot = \"0\"", "harus lebih dari 0"),
        (
            "nama = \"Perencanaan Strategis SPBE\"\nbobot = \"10\"",
            "nama = \"Perencanaan Strategis SPBE\"\nbobot = \"11\"",
            "bobot aspek 2 berjumlah",
        ),
        (
            "nama = \"Layanan SPBE\"\nbobot = \"45.5\"",
            "nama = \"Layanan SPBE\"\nbobot = \"45\"",
            "bobot domain 4 berjumlah",
        ),
        ("kode = \"2\"", "kode = \"1\"", "indikator 1 ditulis dua kali"),
        ("aspek = 1\nbobot", "aspek = 9\nbobot", "aspek 9 dari indikator 1 tidak ada"),
        ("nomor = 2\ndomain = 2", "nomor = 2\ndomain = 7", "domain aspek 2 tidak ada"),
        ("nomor = 3\ndomain", "nomor = 4\ndomain", "bernomor urut"),
        (
            "[[indikator.kriteria]]\ntingkat = 2",
            "[[indikator.kriteria]]\ntingkat = 3",
            "kriteria indikator 1 tidak lengkap",
        ),
        ("reviu = [4]", "reviu = [6]", "tingkat reviu indikator 1"),
        ("batas_bawah = \"3.5\"", "batas_bawah = \"4.5\"", "predikat harus urut"),
        ("batas_bawah = \"0\"", "batas_bawah = \"1\"", "batas yang terakhir 0"),
        ("tahun_sampai = 2025", "tahun_sampai = 2020", "mendahului"),
    ] {
        assert!(TEKS_59.contains(cari), "{cari}");
        let galat = muat(&TEKS_59.replacen(cari, ganti, 1)).unwrap_err();
        assert!(
            matches!(&galat, GalatInstrumen::Isi { pesan: p, .. } if p.contains(pesan)),
            "{cari} -> {ganti}: {galat}"
        );
    }
    assert!(matches!(muat("id = 1"), Err(GalatInstrumen::Bentuk(_))));
    assert!(matches!(muat(&TEKS_59.replacen("kapabilitas", "kapabilitasnya", 1)), Err(GalatInstrumen::Bentuk(_))));
}

#[test]
fn outside_figures_become_levels() {
    let konversi = |kode| pemdi().indikator(kode).unwrap().nilai_luar.as_ref().unwrap().konversi.as_ref().unwrap();
    for (kode, angka, tingkat) in [
        ("5", "0", Some(1)),
        ("5", "12,5", Some(1)),
        ("5", "12,6", Some(2)),
        ("5", "62,5", Some(3)),
        ("5", "75", Some(4)),
        ("5", "100", Some(5)),
        ("5", "100,1", None),
        ("5", "-1", None),
        ("6", "1,49", Some(1)),
        ("6", "1,5", Some(2)),
        ("6", "4", Some(5)),
        ("7", "1,79", Some(1)),
        ("7", "1,8", Some(2)),
        ("7", "4,2", Some(5)),
        ("7", "0", None),
    ] {
        assert_eq!(tingkat_dari_nilai_luar(pemdi(), konversi(kode), p(angka)), tingkat, "{kode} {angka}");
    }
    assert!(pemdi().indikator("10").unwrap().nilai_luar.as_ref().unwrap().konversi.is_none());
}

#[test]
fn levels_have_names_by_kind() {
    assert_eq!(spbe().nama_tingkat(Kapabilitas::Proses, 3), Some("Terdefinisi"));
    assert_eq!(spbe().nama_tingkat(Kapabilitas::Layanan, 3), Some("Transaksi"));
    assert_eq!(spbe().nama_tingkat(Kapabilitas::Layanan, 0), None);
}
