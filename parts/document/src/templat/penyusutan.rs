//! Berita Acara of archives destroyed or handed over.

use serde::Serialize;
use time::Date;

use super::dasar::iso;
use super::{Identitas, Kertas, Kop, Naskah, PenandaTangan, berkas};
use crate::Template;

/// What was destroyed or handed over, by whose consent, and who signs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BeritaAcaraArsip {
    /// Paper.
    pub kertas: Kertas,
    /// Letterhead.
    pub kop: Kop,
    /// After the words "Berita Acara": "Pemusnahan Arsip".
    pub judul: String,
    /// Its number.
    pub nomor: String,
    /// The day; printed in words.
    #[serde(serialize_with = "iso")]
    pub tanggal: Date,
    /// The place.
    pub tempat: String,
    /// What was done, one sentence that begins small and goes on after the place.
    pub perbuatan: String,
    /// Consents on which it rests, one line each.
    pub dasar: Vec<String>,
    /// The files.
    pub berkas: Vec<BerkasArsip>,
    /// Who signs, two in a row.
    pub penanda_tangan: Vec<PenandaTangan>,
    /// Foot of every page.
    pub identitas: Identitas,
}

/// One file of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BerkasArsip {
    /// Its number.
    pub nomor: String,
    /// What it is about.
    pub uraian: String,
    /// Years of its records.
    pub kurun: String,
    /// How many records.
    pub jumlah: String,
    /// Retention as printed: "2 + 3 tahun".
    pub retensi: String,
    /// What the assessors said.
    pub keterangan: String,
}

impl Naskah for BeritaAcaraArsip {
    const TEMPLATE: Template = Template::built_in("berita_acara_arsip", berkas!("berita_acara_arsip.typ"));
}
