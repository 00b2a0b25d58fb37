//! The ledger of words: source, less what repairs took away, plus what they added, is the result.

use std::collections::BTreeMap;

use peraturan::urai::Naskah;

/// Words in lower case; characters that cannot be printed do not part a word.
pub fn kata(teks: &str) -> BTreeMap<String, i64> {
    let mut hasil = BTreeMap::new();
    let bersih: String = teks
        .chars()
        .filter(|c| !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}'))
        .collect();
    for satu in bersih.split(|c: char| !c.is_alphanumeric()).filter(|satu| !satu.is_empty()) {
        *hasil.entry(satu.to_lowercase()).or_insert(0) += 1;
    }
    hasil
}

/// Words that do not add up, with their surplus in the result (negative: lost).
pub fn selisih(sumber: &str, hasil: &Naskah) -> BTreeMap<String, i64> {
    let mut buku = kata(&hasil.teks());
    let mut tambah = |teks: &str, arah: i64| {
        for (satu, banyak) in kata(teks) {
            *buku.entry(satu).or_insert(0) += arah * banyak;
        }
    };
    tambah(sumber, -1);
    for perbaikan in &hasil.perbaikan {
        tambah(&perbaikan.sebelum, 1);
        tambah(&perbaikan.sesudah, -1);
    }
    buku.retain(|_, banyak| *banyak != 0);
    buku
}
