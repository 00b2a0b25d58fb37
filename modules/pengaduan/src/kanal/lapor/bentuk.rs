//! What is said between Pendopo and the adapter of SP4N-LAPOR!, version 1: JSON objects with these fields. Nothing of a reporter is in them,
//! and texts are masked before they leave.
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::model::{Keadaan, Klasifikasi};
use crate::rules::isian;

/// Most reports of one answer.
pub const SEKALI: usize = 100;
/// Longest number of a report.
const NOMOR: usize = 80;

/// A report, in either direction.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Laporan {
    /// Its number on the side where it was made; ours is that of the receipt.
    pub nomor: String,
    /// One line.
    pub judul: String,
    /// What happened.
    pub uraian: String,
    /// Code of the category.
    #[serde(default)]
    pub kategori: Option<String>,
    /// Class: see [`Klasifikasi::kode`].
    #[serde(default)]
    pub klasifikasi: Option<String>,
    /// Code of the village.
    #[serde(default)]
    pub desa: Option<String>,
    /// Where it stands: `terbuka` or `selesai`.
    pub keadaan: String,
    /// When it came.
    #[serde(with = "time::serde::rfc3339")]
    pub diterima: OffsetDateTime,
    /// Last change.
    #[serde(with = "time::serde::rfc3339")]
    pub diubah: OffsetDateTime,
}

/// A page of reports that came.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Halaman {
    /// Reports, the oldest first.
    pub laporan: Vec<Laporan>,
    /// Where the next page begins; the same text means that there is nothing more.
    #[serde(default)]
    pub lanjut: Option<String>,
}

/// How one report stands on the other side.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Ringkas {
    /// Its number on the side where it was made.
    pub nomor: String,
    /// `pendopo` or `sp4n`: where it was made.
    pub asal: String,
    /// `terbuka` or `selesai`.
    pub keadaan: String,
}

/// How all of a span stand on the other side.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Rekap {
    /// One line for each.
    pub laporan: Vec<Ringkas>,
}

/// The word for a state.
pub const fn keadaan(keadaan: Keadaan) -> &'static str {
    if keadaan.aktif() { "terbuka" } else { "selesai" }
}

/// What is wrong with a report that came, if anything.
pub fn cacat(laporan: &Laporan) -> Option<&'static str> {
    let nomor = laporan.nomor.trim();
    if nomor.is_empty() || nomor.chars().count() > NOMOR || nomor.contains(char::is_control) {
        return Some("nomor kosong, terlalu panjang, atau memuat karakter yang tidak dapat dipakai");
    }
    if isian::potong(&laporan.uraian, isian::URAIAN).is_empty()
        && isian::potong(&laporan.judul, isian::JUDUL).is_empty()
    {
        return Some("judul dan uraian kosong");
    }
    if laporan.klasifikasi.as_deref().is_some_and(|kode| !kode.is_empty() && Klasifikasi::urai(kode).is_none()) {
        return Some("klasifikasi tidak dikenal");
    }
    if !["terbuka", "selesai"].contains(&laporan.keadaan.as_str()) {
        return Some("keadaan bukan terbuka atau selesai");
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn laporan() -> Laporan {
        serde_json::from_value(json!({
            "nomor": "LP-1", "judul": "Jalan", "uraian": "Berlubang", "keadaan": "terbuka",
            "diterima": "2026-11-20T09:00:00+07:00", "diubah": "2026-11-20T02:00:00Z", "lain": 1
        }))
        .unwrap()
    }

    #[test]
    fn a_report_is_checked_before_it_is_taken() {
        assert_eq!(laporan().diterima, laporan().diubah);
        assert_eq!(cacat(&laporan()), None);
        let table: [fn(&mut Laporan); 6] = [
            |satu| satu.nomor = " ".into(),
            |satu| satu.nomor = "x".repeat(81),
            |satu| satu.nomor = "a\nb".into(),
            |satu| (satu.judul, satu.uraian) = (" ".into(), "\u{200b}".into()),
            |satu| satu.klasifikasi = Some("lain".into()),
            |satu| satu.keadaan = "batal".into(),
        ];
        for ubah in table {
            let mut satu = laporan();
            ubah(&mut satu);
            assert!(cacat(&satu).is_some(), "{satu:?}");
        }
    }
}
