//! Reports: the rows of a register, and compliance with duties.

use serde::Serialize;
use time::Date;

use super::dasar::iso;
use super::{Dicetak, Identitas, Kertas, Kop, Naskah, berkas};
use crate::Template;

/// The list of any register, up to some 5,000 rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LaporanRegister {
    /// Paper.
    pub kertas: Kertas,
    /// Landscape, for many columns.
    pub melintang: bool,
    /// Letterhead; without it the title stands alone.
    pub kop: Option<Kop>,
    /// Title, printed in capitals.
    pub judul: String,
    /// The filter in words, one line each.
    pub keterangan: Vec<String>,
    /// Whether a column of running numbers stands first.
    pub bernomor: bool,
    /// The columns.
    pub kolom: Vec<Kolom>,
    /// The rows; each has exactly as many cells as there are columns, else the document is refused.
    pub baris: Vec<Vec<String>>,
    /// The totals, one cell per column, empty where there is none.
    pub jumlah: Option<Vec<String>>,
    /// When and by whom.
    pub dicetak: Dicetak,
    /// Foot of every page.
    pub identitas: Option<Identitas>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Kolom {
    /// Its heading.
    pub judul: String,
    /// Its share of the width, in relation to the other columns; at least 1.
    pub bagian: u16,
    /// How its cells are set.
    pub rata: Rata,
}

/// Alignment of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Rata {
    /// Text.
    #[default]
    Kiri,
    /// Codes, dates.
    Tengah,
    /// Numbers.
    Kanan,
}

impl Naskah for LaporanRegister {
    const TEMPLATE: Template = Template::built_in("laporan_register", berkas!("laporan_register.typ"));
}

/// Compliance with duties over a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LaporanKepatuhan {
    /// Paper.
    pub kertas: Kertas,
    /// Letterhead.
    pub kop: Kop,
    /// Title, printed in capitals.
    pub judul: String,
    /// The period in words.
    pub periode: String,
    /// The day on which things stood so.
    #[serde(serialize_with = "iso")]
    pub per_tanggal: Date,
    /// All duties together.
    pub ringkasan: Hitungan,
    /// Per agency.
    pub perangkat: Vec<KepatuhanPerangkat>,
    /// Per article.
    pub pasal: Vec<KepatuhanPasal>,
    /// When and by whom.
    pub dicetak: Dicetak,
    /// Foot of every page.
    pub identitas: Option<Identitas>,
}

/// Duties counted; together they are all duties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Hitungan {
    /// Fulfilled.
    pub terpenuhi: u32,
    /// Open and not yet due.
    pub berjalan: u32,
    /// Overdue.
    pub terlambat: u32,
}

/// One agency's duties.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KepatuhanPerangkat {
    /// The agency.
    pub nama: String,
    /// Its duties.
    pub hitungan: Hitungan,
}

/// One article's duties.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KepatuhanPasal {
    /// "Pasal 12 ayat (2)".
    pub pasal: String,
    /// The duty in our own short words.
    pub kewajiban: String,
    /// Who has to do it.
    pub penanggung_jawab: String,
    /// How often it fell due, and what became of it.
    pub hitungan: Hitungan,
}

impl Naskah for LaporanKepatuhan {
    const TEMPLATE: Template = Template::built_in("laporan_kepatuhan", berkas!("laporan_kepatuhan.typ"));
}
