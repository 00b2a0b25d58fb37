//! The five texts of the corpus; read from the folder in PENDOPO_CORPUS.

use std::collections::BTreeSet;

use peraturan::urai::{Jenis, JenisKeraguan, istilah, rujukan, urai};

fn naskah(nama: &str) -> String {
    let Ok(folder) = std::env::var("PENDOPO_CORPUS") else {
        panic!("set PENDOPO_CORPUS to the folder that holds the five regulation texts");
    };
    let jalan = std::path::Path::new(&folder).join(nama);
    std::fs::read_to_string(&jalan).unwrap_or_else(|galat| panic!("PENDOPO_CORPUS: {}: {galat}", jalan.display()))
}

/// Ayat per pasal, counted by hand in the texts (0: the pasal has no ayat).
const HARAPAN: [(&str, &[usize]); 5] = [
    ("natuna-perbup-18-2021.txt", &[0, 2, 3, 8, 2, 6, 4, 3, 2, 2, 2, 3, 9, 7, 2, 3, 2, 3, 2, 4, 0, 0, 0]),
    (
        "mukomuko-perda-1-2020.txt",
        &[
            0, 0, 0, 0, 0, 2, 5, 2, 6, 6, 0, 2, 2, 0, 0, 5, 3, 4, 3, 3, 3, 3, 2, 4, 6, 3, 4, 2, 4, 3, 2, 4, 4, 4, 4, 5,
            4, 4, 7, 4, 2, 4, 4, 3, 3, 5, 5, 4, 5, 0, 3, 0,
        ],
    ),
    (
        "bulungan-perbup-2-2020.txt",
        &[0, 8, 0, 0, 2, 2, 2, 2, 6, 8, 5, 3, 2, 4, 4, 8, 7, 7, 3, 2, 2, 4, 3, 2, 2, 0, 0, 0, 4, 0, 0],
    ),
    (
        "kuantan-singingi-perbup-33-2020.txt",
        &[
            0, 8, 2, 3, 5, 7, 8, 9, 9, 3, 6, 6, 7, 10, 8, 2, 9, 5, 8, 5, 8, 9, 4, 7, 4, 6, 2, 7, 5, 5, 7, 0, 6, 5, 6,
            0, 3, 0, 0, 0, 3, 0, 6, 2, 4, 4, 3, 2, 4, 0, 2, 0, 4, 2, 4, 2, 3, 0, 6, 2, 3, 0, 4, 0, 7, 6, 5, 2, 0, 3, 0,
            3, 3, 4, 0, 2, 5, 0, 0, 0,
        ],
    ),
    ("sigi-perbup-27-2019.txt", &[0, 0, 3, 0, 2, 4, 3, 4, 0, 2, 5, 7, 0, 13, 2, 0, 2, 4, 5, 6, 2, 2, 5, 0]),
];

#[test]
fn every_pasal_once_and_in_order_with_its_ayat() {
    let mut salah = Vec::new();
    for (nama, harap) in HARAPAN {
        let hasil = urai(&naskah(nama));
        let pasal = hasil.pasal();
        let nomor: Vec<String> = pasal.iter().map(|p| p.nomor.clone()).collect();
        let harap_nomor: Vec<String> = (1..=harap.len()).map(|n| n.to_string()).collect();
        if nomor != harap_nomor {
            salah.push(format!("{nama}: {nomor:?}"));
            continue;
        }
        for (satu, banyak) in pasal.iter().zip(harap) {
            let ada = satu.anak_jenis(Jenis::Ayat).count();
            if ada != *banyak {
                let nomor: Vec<_> = satu.anak.iter().map(|a| a.sebutan.as_str()).collect();
                salah.push(format!("{nama} pasal {}: {ada} ayat, harus {banyak}: {nomor:?}", satu.nomor));
            }
        }
    }
    assert!(salah.is_empty(), "{}", salah.join("\n"));
}

#[test]
fn no_word_is_lost_or_doubled() {
    for (nama, _) in HARAPAN {
        let sumber = naskah(nama);
        let selisih = crate::kata::selisih(&sumber, &urai(&sumber));
        assert!(selisih.is_empty(), "{nama}: {selisih:?}");
    }
}

/// Doubts that a reader finds too: file, pasal (empty: the whole text), kind.
const RAGU: [(&str, &str, JenisKeraguan); 21] = [
    ("natuna-perbup-18-2021.txt", "", JenisKeraguan::Urutan),
    ("natuna-perbup-18-2021.txt", "", JenisKeraguan::NomorHilang),
    ("natuna-perbup-18-2021.txt", "", JenisKeraguan::KalimatTerputus),
    ("natuna-perbup-18-2021.txt", "1", JenisKeraguan::Istilah),
    ("natuna-perbup-18-2021.txt", "4", JenisKeraguan::RujukanTidakCocok),
    ("natuna-perbup-18-2021.txt", "6", JenisKeraguan::AyatKembar),
    ("mukomuko-perda-1-2020.txt", "", JenisKeraguan::TidakTerbaca),
    ("mukomuko-perda-1-2020.txt", "1", JenisKeraguan::Istilah),
    ("mukomuko-perda-1-2020.txt", "31", JenisKeraguan::KalimatTerputus),
    ("bulungan-perbup-2-2020.txt", "9", JenisKeraguan::LampiranTiada),
    ("bulungan-perbup-2-2020.txt", "16", JenisKeraguan::RujukanMaju),
    ("bulungan-perbup-2-2020.txt", "17", JenisKeraguan::RujukanTidakCocok),
    ("kuantan-singingi-perbup-33-2020.txt", "10", JenisKeraguan::NomorDiduga),
    ("kuantan-singingi-perbup-33-2020.txt", "33", JenisKeraguan::RujukanMenggantung),
    ("kuantan-singingi-perbup-33-2020.txt", "35", JenisKeraguan::RujukanMenggantung),
    ("kuantan-singingi-perbup-33-2020.txt", "35", JenisKeraguan::RujukanDiri),
    ("kuantan-singingi-perbup-33-2020.txt", "63", JenisKeraguan::RujukanMenggantung),
    ("kuantan-singingi-perbup-33-2020.txt", "", JenisKeraguan::NomorGanda),
    ("sigi-perbup-27-2019.txt", "1", JenisKeraguan::Istilah),
    ("sigi-perbup-27-2019.txt", "14", JenisKeraguan::RujukanDiri),
    ("mukomuko-perda-1-2020.txt", "", JenisKeraguan::NomorGanda),
];

#[test]
fn the_mistakes_of_the_laws_are_listed_and_no_others() {
    for (nama, _) in HARAPAN {
        let ada: BTreeSet<(String, JenisKeraguan)> =
            urai(&naskah(nama)).keraguan.into_iter().map(|satu| (satu.pasal.unwrap_or_default(), satu.jenis)).collect();
        let harap: BTreeSet<_> = RAGU
            .iter()
            .filter(|(satu, ..)| *satu == nama)
            .map(|(_, pasal, jenis)| ((*pasal).to_owned(), *jenis))
            .collect();
        assert_eq!(ada, harap, "{nama}");
    }
}

/// Per text: definitions, bab, items of Menimbang and Mengingat, references inside (counted apart from the parser) and those that dangle.
const HITUNGAN: [(&str, [usize; 6]); 5] = [
    ("natuna-perbup-18-2021.txt", [22, 5, 3, 20, 30, 0]),
    ("mukomuko-perda-1-2020.txt", [43, 8, 4, 13, 106, 0]),
    ("bulungan-perbup-2-2020.txt", [24, 7, 3, 4, 68, 0]),
    ("kuantan-singingi-perbup-33-2020.txt", [37, 8, 3, 17, 99, 4]),
    ("sigi-perbup-27-2019.txt", [33, 9, 4, 5, 22, 0]),
];

#[test]
fn definitions_and_references_are_counted() {
    for (nama, harap) in HITUNGAN {
        let hasil = urai(&naskah(nama));
        let rujukan = rujukan(&hasil);
        let ada = [
            istilah(&hasil).len(),
            hasil.batang.len(),
            hasil.pembukaan.menimbang.len(),
            hasil.pembukaan.mengingat.len(),
            rujukan.len(),
            rujukan.iter().filter(|satu| !satu.ada).count(),
        ];
        assert_eq!(ada, harap, "{nama}");
    }
}

#[test]
fn the_heads_and_dates_are_read() {
    let tabel = [
        ("natuna-perbup-18-2021.txt", "perbup", "18", "2021", "NATUNA", Some("2021-04-23")),
        ("mukomuko-perda-1-2020.txt", "perda", "1", "2020", "MUKOMUKO", None),
        ("bulungan-perbup-2-2020.txt", "perbup", "2", "2020", "BULUNGAN", Some("2020-02-12")),
        ("kuantan-singingi-perbup-33-2020.txt", "perbup", "33", "2020", "KUANTAN SINGINGI", Some("2020-07-29")),
        ("sigi-perbup-27-2019.txt", "perbup", "27", "2019", "SIGI", Some("2019-10-14")),
    ];
    for (nama, jenis, nomor, tahun, daerah, tanggal) in tabel {
        let hasil = urai(&naskah(nama));
        let kepala = &hasil.kepala;
        assert_eq!(
            (&*kepala.kode_jenis, &*kepala.nomor, &*kepala.tahun, &*kepala.daerah),
            (jenis, nomor, tahun, daerah)
        );
        assert_eq!(hasil.penutup.ditetapkan.and_then(|sah| sah.tanggal).as_deref(), tanggal, "{nama}");
    }
}
