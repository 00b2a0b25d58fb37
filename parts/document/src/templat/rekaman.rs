//! One record with its history.

use serde::Serialize;

use super::{Dicetak, Identitas, Kertas, Kop, Lampiran, Naskah, berkas};
use crate::Template;

/// The page of one record, on paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rekaman {
    /// Paper.
    pub kertas: Kertas,
    /// Letterhead.
    pub kop: Option<Kop>,
    /// What kind of record: "Perangkat daerah".
    pub jenis: String,
    /// Its title.
    pub judul: String,
    /// The state of its flow.
    pub status: Option<String>,
    /// Its fields in groups.
    pub bagian: Vec<Bagian>,
    /// Its fields that are tables.
    pub tabel: Vec<TabelRekaman>,
    /// Its files.
    pub lampiran: Vec<Lampiran>,
    /// What happened to it, newest or oldest first as the caller likes.
    pub riwayat: Vec<Riwayat>,
    /// When and by whom.
    pub dicetak: Dicetak,
    /// Foot of every page.
    pub identitas: Option<Identitas>,
}

/// A group of fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Bagian {
    /// Its heading.
    pub judul: String,
    /// Its fields.
    pub isian: Vec<Isian>,
}

/// One field as shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Isian {
    /// Its label.
    pub label: String,
    /// Its value as shown; empty becomes a dash.
    pub nilai: String,
}

/// A field that is a table of rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TabelRekaman {
    /// Its label.
    pub judul: String,
    /// Its column headings; at least one.
    pub kolom: Vec<String>,
    /// Its rows, each with as many cells as columns.
    pub baris: Vec<Vec<String>>,
}

/// One event in the record's life.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Riwayat {
    /// When, as shown.
    pub waktu: String,
    /// Who.
    pub pelaku: String,
    /// What.
    pub peristiwa: String,
    /// Which fields changed.
    pub perubahan: Vec<Perubahan>,
}

/// A changed field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Perubahan {
    /// The field's label.
    pub label: String,
    /// Before.
    pub semula: String,
    /// After.
    pub menjadi: String,
}

impl Naskah for Rekaman {
    const TEMPLATE: Template = Template::built_in("rekaman", berkas!("rekaman.typ"));
}
