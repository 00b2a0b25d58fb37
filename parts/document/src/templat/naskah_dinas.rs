//! Letters of offices in two layouts.

use serde::{Serialize, Serializer};
use time::Date;

use super::{Identitas, Kertas, Kop, berkas};
use crate::Template;

/// A letter. Both layouts, and templates that users write, read the same data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SuratDinas {
    /// Paper.
    pub kertas: Kertas,
    /// Letterhead.
    pub kop: Kop,
    /// What kind of letter: "Surat Edaran".
    pub jenis: String,
    /// Its number.
    pub nomor: String,
    /// How urgent.
    pub sifat: String,
    /// Printed above the letterhead; none for an ordinary letter.
    pub keamanan: Option<String>,
    /// What is attached.
    pub lampiran: String,
    /// What it is about.
    pub perihal: String,
    /// Place of signing.
    pub tempat: String,
    /// Its date; none while it is a draft.
    #[serde(serialize_with = "iso_atau_kosong")]
    pub tanggal: Option<Date>,
    /// Addressees, one line each.
    pub kepada: Vec<String>,
    /// Who gets a copy, one line each.
    pub tembusan: Vec<String>,
    /// The text.
    pub bagian: Vec<BagianSurat>,
    /// The signer's office, one line each.
    pub jabatan: Vec<String>,
    /// The signer's name.
    pub nama: String,
    /// The signer's rank and class.
    pub pangkat: Option<String>,
    /// The signer's NIP.
    pub nip: Option<String>,
    /// The key under which [`crate::Area::name`] reports the place of the signature.
    pub kunci: String,
    /// Marked as a draft on every page.
    pub konsep: bool,
    /// Foot of every page.
    pub identitas: Identitas,
}

/// A passage of a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BagianSurat {
    /// `paragraf`, `butir` or `bagian`.
    pub gaya: String,
    /// The text; line breaks stay.
    pub teks: String,
}

impl SuratDinas {
    /// Date on the right, number and addressees above the text.
    pub const KORESPONDENSI: Template = Template::built_in("naskah_korespondensi", berkas!("naskah_korespondensi.typ"));
    /// Title in the middle, number and subject below it.
    pub const JUDUL: Template = Template::built_in("naskah_judul", berkas!("naskah_judul.typ"));
}

fn iso_atau_kosong<S: Serializer>(date: &Option<Date>, out: S) -> Result<S::Ok, S::Error> {
    match date {
        Some(date) => out.collect_str(date),
        None => out.serialize_none(),
    }
}
