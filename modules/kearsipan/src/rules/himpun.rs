//! Which open file collects a record that comes.
use std::collections::BTreeSet;

use super::kode::silsilah;

/// By what a file collects, beside its unit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Aturan {
    /// Words that all stand in the title; none for every title.
    pub kata: Option<String>,
    /// Kind of record; none for every kind.
    pub jenis: Option<String>,
    /// Records of other years than that of the file too.
    pub lintas_tahun: bool,
}

impl Aturan {
    /// Whether it says more than code and year.
    pub fn menyempit(&self) -> bool {
        self.kata.is_some() || self.jenis.is_some()
    }
}

/// What is known of a record that comes.
#[derive(Debug, Clone, Copy)]
pub struct Datang<'a> {
    /// Classification code; none while it has none.
    pub kode: Option<&'a str>,
    /// Year of the record.
    pub tahun: i64,
    /// Title and number.
    pub judul: &'a str,
    /// Kind of record.
    pub jenis: &'a str,
}

/// A file that may collect it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calon<K> {
    /// Which one.
    pub id: K,
    /// Its code.
    pub kode: String,
    /// Its year.
    pub tahun: i64,
    /// Its rule.
    pub aturan: Aturan,
}

/// The stems of a text, so that words fit in any form.
fn akar(teks: &str) -> BTreeSet<String> {
    let akar = kernel::search::stems(teks);
    akar.split(|c: char| !c.is_alphanumeric()).filter(|kata| !kata.is_empty()).map(str::to_lowercase).collect()
}

/// Whether a file collects a record: its code is that of the record or above it, and its rule fits. A record without a code
/// goes only where words of its title lead it.
pub fn cocok<K>(calon: &Calon<K>, datang: &Datang<'_>) -> bool {
    let kode = match datang.kode {
        Some(kode) => silsilah(kode).any(|satu| satu == calon.kode),
        None => calon.aturan.kata.is_some(),
    };
    let tahun = calon.aturan.lintas_tahun || calon.tahun == datang.tahun;
    let jenis = calon.aturan.jenis.as_deref().is_none_or(|jenis| jenis.eq_ignore_ascii_case(datang.jenis));
    let kata = calon.aturan.kata.as_deref().is_none_or(|kata| {
        let diminta = akar(kata);
        !diminta.is_empty() && diminta.is_subset(&akar(datang.judul))
    });
    kode && tahun && jenis && kata
}

/// The file that says most about the record: words before kind before depth of the code; of equals the one opened last.
pub fn pilih<K: Copy + Ord>(calon: &[Calon<K>], datang: &Datang<'_>) -> Option<K> {
    let dekat = |satu: &&Calon<K>| {
        let kata = satu.aturan.kata.as_deref().map_or(0, |kata| akar(kata).len());
        (kata, satu.aturan.jenis.is_some(), super::kode::tingkat(&satu.kode), !satu.aturan.lintas_tahun, satu.id)
    };
    calon.iter().filter(|satu| cocok(satu, datang)).max_by_key(dekat).map(|satu| satu.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calon(id: u8, kode: &str, tahun: i64, kata: &str, jenis: &str, lintas_tahun: bool) -> Calon<u8> {
        let isi = |teks: &str| Some(teks.to_owned()).filter(|teks| !teks.is_empty());
        Calon { id, kode: kode.to_owned(), tahun, aturan: Aturan { kata: isi(kata), jenis: isi(jenis), lintas_tahun } }
    }

    #[test]
    fn the_file_that_says_most_collects() {
        let semua = [
            calon(1, "500.12", 2026, "", "", false),
            calon(2, "500.12.6", 2026, "", "", false),
            calon(3, "500", 2026, "pengadaan laptop", "", false),
            calon(4, "500", 2026, "pengadaan laptop", "Undangan", false),
            calon(5, "500", 2020, "perkara 12", "", true),
            calon(6, "600", 2026, "", "Laporan", false),
        ];
        let kasus = [
            (Some("500.12"), 2026, "Rapat", "Surat Dinas", Some(1)),
            (Some("500.12.6"), 2026, "Rapat", "Surat Dinas", Some(2)),
            (Some("500.12.6.1"), 2026, "Rapat", "Surat Dinas", Some(2)),
            (Some("500.12.6"), 2025, "Rapat", "Surat Dinas", None),
            (Some("500.12.6"), 2026, "Undangan PENGADAAN dua laptop", "Surat Dinas", Some(3)),
            (Some("500.12.6"), 2026, "Pengadaan laptop", "undangan", Some(4)),
            (Some("500.9"), 2026, "Pengadaan meja", "Surat Dinas", None),
            (Some("500.9"), 2031, "Sidang perkara nomor 12", "Surat Dinas", Some(5)),
            (None, 2026, "Laptop untuk pengadaan", "Surat Dinas", Some(3)),
            (None, 2026, "Rapat", "Laporan", None),
            (Some("600.1"), 2026, "Rapat", "Laporan", Some(6)),
            (Some("600.1"), 2026, "Rapat", "Undangan", None),
            (Some("60"), 2026, "Rapat", "Laporan", None),
        ];
        for (kode, tahun, judul, jenis, harap) in kasus {
            assert_eq!(pilih(&semua, &Datang { kode, tahun, judul, jenis }), harap, "{kode:?} {tahun} {judul} {jenis}");
        }
    }

    #[test]
    fn words_that_are_none_collect_nothing() {
        let tanda = calon(1, "500", 2026, "…", "", false);
        assert!(!cocok(&tanda, &Datang { kode: Some("500"), tahun: 2026, judul: "…", jenis: "" }));
    }
}
