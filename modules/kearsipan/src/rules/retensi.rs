//! The retention schedule (JRA): how long a closed file stays active and inactive, and what becomes of it then.
use kernel::indonesia::tanggal::tambah_bulan;
use kernel::port::Security;
use time::Date;

use super::kode::silsilah;

/// What becomes of a file whose retention has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nasib {
    /// It is destroyed.
    Musnah,
    /// It is handed over to the regency's archive and kept for ever.
    Permanen,
    /// People look at it and decide.
    DinilaiKembali,
}

impl Nasib {
    /// All.
    pub const SEMUA: [Nasib; 3] = [Nasib::Musnah, Nasib::Permanen, Nasib::DinilaiKembali];
    /// The word in the database.
    pub const fn kode(self) -> &'static str {
        match self {
            Nasib::Musnah => "musnah",
            Nasib::Permanen => "permanen",
            Nasib::DinilaiKembali => "dinilai_kembali",
        }
    }
    /// The word on pages.
    pub const fn teks(self) -> &'static str {
        match self {
            Nasib::Musnah => "Musnah",
            Nasib::Permanen => "Permanen",
            Nasib::DinilaiKembali => "Dinilai kembali",
        }
    }
    /// From the word in the database.
    pub fn urai(teks: &str) -> Option<Nasib> {
        Nasib::SEMUA.into_iter().find(|satu| satu.kode() == teks)
    }
}

/// What the schedule says of one code; what it does not say follows from the nearest code above that does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Jra {
    /// Years active, counted from the closing of the file.
    pub aktif: Option<i64>,
    /// Years inactive, counted from the end of the active ones.
    pub inaktif: Option<i64>,
    /// What then.
    pub nasib: Option<Nasib>,
    /// Security class of what is filed there.
    pub keamanan: Option<String>,
    /// Who may look at it.
    pub akses: Option<String>,
}

impl Jra {
    /// The security class of what is filed there.
    pub fn keamanan(&self) -> Option<Security> {
        self.keamanan.as_deref().and_then(Security::parse)
    }
}

/// The schedule of a code: each entry from itself or the nearest ancestor that has it. `cari` tells what one code says.
pub fn warisan<'a>(kode: &str, cari: impl Fn(&str) -> Option<&'a Jra>) -> Jra {
    let mut hasil = Jra::default();
    for satu in silsilah(kode).filter_map(cari) {
        hasil.aktif = hasil.aktif.or(satu.aktif);
        hasil.inaktif = hasil.inaktif.or(satu.inaktif);
        hasil.nasib = hasil.nasib.or(satu.nasib);
        hasil.keamanan = hasil.keamanan.or_else(|| satu.keamanan.clone());
        hasil.akses = hasil.akses.or_else(|| satu.akses.clone());
    }
    hasil
}

/// The same day `tahun` years later; of 29 February the 28th where there is none.
pub fn tambah_tahun(hari: Date, tahun: i64) -> Option<Date> {
    tambah_bulan(hari, i32::try_from(tahun.checked_mul(12)?).ok()?)
}

/// The last days on which a file is active and inactive, counted from its closing; none where the schedule is silent.
pub fn batas(ditutup: Date, jra: &Jra) -> (Option<Date>, Option<Date>) {
    let aktif = jra.aktif.and_then(|tahun| tambah_tahun(ditutup, tahun));
    let inaktif = aktif.zip(jra.inaktif).and_then(|(akhir, tahun)| tambah_tahun(akhir, tahun));
    (aktif, inaktif)
}

/// Whether a retention that ends on this day has ended: the day itself still counts.
pub fn habis(sampai: Option<Date>, hari_ini: Date) -> bool {
    sampai.is_some_and(|akhir| akhir < hari_ini)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use time::macros::date;

    use super::*;

    #[test]
    fn each_entry_comes_from_the_nearest_code_that_has_it() {
        let jra = |aktif: Option<i64>, inaktif, nasib| Jra { aktif, inaktif, nasib, ..Jra::default() };
        let tabel: BTreeMap<&str, Jra> = [
            ("500", jra(Some(2), Some(3), Some(Nasib::DinilaiKembali))),
            ("500.12", jra(None, Some(8), None)),
            ("500.12.6", jra(Some(0), None, Some(Nasib::Musnah))),
            ("500.12.7", jra(None, None, None)),
        ]
        .into();
        let kasus = [
            ("500", jra(Some(2), Some(3), Some(Nasib::DinilaiKembali))),
            ("500.12", jra(Some(2), Some(8), Some(Nasib::DinilaiKembali))),
            ("500.12.6", jra(Some(0), Some(8), Some(Nasib::Musnah))),
            ("500.12.6.9", jra(Some(0), Some(8), Some(Nasib::Musnah))),
            ("500.12.7", jra(Some(2), Some(8), Some(Nasib::DinilaiKembali))),
            ("900.1", Jra::default()),
        ];
        for (kode, harap) in kasus {
            assert_eq!(warisan(kode, |satu| tabel.get(satu)), harap, "{kode}");
        }
    }

    #[test]
    fn retention_counts_from_the_closing() {
        let jra = |aktif, inaktif| Jra { aktif, inaktif, ..Jra::default() };
        let kasus = [
            (date!(2024 - 02 - 29), jra(Some(2), Some(3)), (Some(date!(2026 - 02 - 28)), Some(date!(2029 - 02 - 28)))),
            (date!(2026 - 12 - 31), jra(Some(0), Some(0)), (Some(date!(2026 - 12 - 31)), Some(date!(2026 - 12 - 31)))),
            (date!(2026 - 01 - 01), jra(Some(1), None), (Some(date!(2027 - 01 - 01)), None)),
            (date!(2026 - 01 - 01), jra(None, Some(5)), (None, None)),
        ];
        for (ditutup, jra, harap) in kasus {
            assert_eq!(batas(ditutup, &jra), harap, "{ditutup} {jra:?}");
        }
    }

    #[test]
    fn the_last_day_still_counts() {
        let hari = date!(2026 - 11 - 20);
        assert!(!habis(Some(hari), hari) && !habis(None, hari));
        assert!(habis(Some(date!(2026 - 11 - 19)), hari));
    }
}
