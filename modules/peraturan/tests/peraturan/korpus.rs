//! The five texts of the corpus; read from the folder in PENDOPO_CORPUS.

use peraturan::urai::{Jenis, urai};

fn naskah(nama: &str) -> String {
    let folder =
        std::env::var("PENDOPO_CORPUS").expect("set PENDOPO_CORPUS to the folder that holds the five regulation texts");
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
