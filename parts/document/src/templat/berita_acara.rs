//! Berita Acara of an evaluation, ready for signing.

use serde::Serialize;
use time::Date;

use super::dasar::iso;
use super::{Identitas, Kertas, Kop, Naskah, PenandaTangan, berkas};
use crate::Template;

/// The minutes of one internal evaluation: who scored, what came out, what follows, who signs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BeritaAcara {
    /// Paper.
    pub kertas: Kertas,
    /// Letterhead.
    pub kop: Kop,
    /// What it is about, after the words "Berita Acara": "Penilaian Mandiri SPBE".
    pub judul: String,
    /// The year evaluated.
    pub tahun: i32,
    /// Its number in the agency's book.
    pub nomor: String,
    /// The day of the meeting; printed in words.
    #[serde(serialize_with = "iso")]
    pub tanggal: Date,
    /// The place of the meeting.
    pub tempat: String,
    /// The instrument by its full name.
    pub instrumen: String,
    /// Regulations and decrees on which the evaluation rests.
    pub dasar: Vec<String>,
    /// The team.
    pub tim: Vec<Anggota>,
    /// The scores.
    pub domain: Vec<Domain>,
    /// The index and its predicate.
    pub hasil: Hasil,
    /// Strengths.
    pub kekuatan: Vec<String>,
    /// Weaknesses.
    pub kelemahan: Vec<String>,
    /// Recommendations.
    pub rekomendasi: Vec<String>,
    /// Who signs, two in a row.
    pub penanda_tangan: Vec<PenandaTangan>,
    /// Who takes note, centred below.
    pub mengetahui: Option<PenandaTangan>,
    /// The attachments.
    pub lampiran: Vec<Lampiran>,
    /// Foot of every page.
    pub identitas: Identitas,
}

/// A member of the team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Anggota {
    /// Name with titles.
    pub nama: String,
    /// NIP.
    pub nip: Option<String>,
    /// Office.
    pub jabatan: String,
    /// Role in the team.
    pub peran: String,
}

/// A domain of the instrument; figures as printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Domain {
    /// "Domain 1 – Kebijakan".
    pub nama: String,
    /// Weight.
    pub bobot: String,
    /// Its index.
    pub indeks: String,
    /// Its aspects.
    pub aspek: Vec<Aspek>,
}

/// An aspect of a domain; figures as printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Aspek {
    /// "Aspek 1 – ..".
    pub nama: String,
    /// Weight.
    pub bobot: String,
    /// Its index.
    pub indeks: String,
    /// Its indicators.
    pub indikator: Vec<Indikator>,
}

/// An indicator; figures as printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Indikator {
    /// "35" or "35-2".
    pub nomor: String,
    /// What it measures.
    pub nama: String,
    /// The level reached.
    pub tingkat: String,
    /// Weight.
    pub bobot: String,
    /// Level times weight, or the score where the instrument has decimals.
    pub nilai: String,
}

/// Index and predicate; figures as printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hasil {
    /// The index.
    pub indeks: String,
    /// The predicate.
    pub predikat: String,
    /// From what the predicate was read: "indeks penuh", "indeks dua desimal".
    pub dasar: String,
    /// The other basis, when it would give another predicate.
    pub berbeda: Option<HasilBerbeda>,
}

/// What the other basis would give.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HasilBerbeda {
    /// That basis.
    pub dasar: String,
    /// The index on it.
    pub indeks: String,
    /// The predicate on it.
    pub predikat: String,
}

/// An attachment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lampiran {
    /// Its title.
    pub nama: String,
    /// What it is, where it lies.
    pub keterangan: Option<String>,
    /// Its fingerprint.
    pub sidik: Option<String>,
}

impl Naskah for BeritaAcara {
    const TEMPLATE: Template = Template::built_in("berita_acara_evaluasi", berkas!("berita_acara_evaluasi.typ"));
}
