//! Parts that several documents share.

use serde::Serialize;
use time::Date;

/// Paper. Indonesian offices print letters on F4 (215 x 330 mm).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kertas {
    /// 210 x 297 mm.
    A4,
    /// 215 x 330 mm, also called folio or HVS.
    #[default]
    F4,
}

/// The letterhead (kop naskah dinas).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Kop {
    /// The government, printed in capitals: "Pemerintah Kabupaten ..".
    pub pemerintah: String,
    /// The agency, printed in capitals below it.
    pub perangkat: Option<String>,
    /// Address, telephone, mail: one line each.
    pub alamat: Vec<String>,
    /// The regency's arms, or the state emblem, as a PNG, JPEG or SVG file (8 bits per channel), at most some 100 kB.
    pub lambang: Option<Vec<u8>>,
    /// What the picture shows, for who hears the document; empty: "Lambang daerah".
    pub teks_lambang: String,
    /// The head of the head of the regency: the picture stands above the names, in the middle.
    pub kepala_daerah: bool,
}

/// What identifies the document, printed at the foot of every page.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Identitas {
    /// The document's identifier or number in the system.
    pub dokumen: String,
    /// The fingerprint of the frozen data from which it was made (not of the file, which cannot hold its own).
    pub sidik: Option<String>,
    /// The address at which anybody can check it.
    pub verifikasi: Option<String>,
}

/// One signature: a place of fixed size is kept free and reported as [`crate::Area`].
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct PenandaTangan {
    /// The key under which [`crate::Area::name`] reports the place; unique in the document.
    pub kunci: String,
    /// "Ketua Tim", "Mengetahui".
    pub peran: String,
    /// The signer's office.
    pub jabatan: Option<String>,
    /// Name with titles.
    pub nama: String,
    /// Rank and class.
    pub pangkat: Option<String>,
    /// NIP, already in the wanted spacing.
    pub nip: Option<String>,
}

/// When and by whom a report was printed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Dicetak {
    /// The moment as shown, with its zone.
    pub pada: String,
    /// The person or the schedule.
    pub oleh: String,
}

/// Typst reads dates as `YYYY-MM-DD`, which is how `Date` prints itself.
pub(super) fn iso<S: serde::Serializer>(date: &Date, out: S) -> Result<S::Ok, S::Error> {
    out.collect_str(date)
}
