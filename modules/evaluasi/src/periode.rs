//! Nouns of an assessment period: the period, its team, one answer per indicator, evidence, notes, recommendations.

use std::collections::BTreeMap;

use kernel::{Error, Result};
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use crate::angka::{Pecahan, dari_skala, ke_skala};
use crate::model::{Indikator, Instrumen, Nilai, PredikatDari};
use crate::rules::alur::{FaktaPeriode, Jalur, Keadaan, Peran};
use crate::rules::tingkat::{Pemenuhan, TingkatTercapai, tingkat_tercapai};

/// Decimals with which scores are stored.
pub const SKALA: u32 = 4;

/// A score as stored.
///
/// # Errors
/// [`Error::Internal`] for a score that no instrument accepts.
pub fn simpan_nilai(nilai: Pecahan) -> Result<i64> {
    ke_skala(nilai, SKALA).ok_or_else(|| Error::internal("a score that does not fit its column"))
}

/// One assessment: a year, an instrument, a team.
#[derive(Debug, Clone)]
pub struct Periode {
    /// Row.
    pub id: Uuid,
    /// Grows with each change of the period itself (not of its answers).
    pub version: i64,
    /// Unit that opened it.
    pub unit: Option<Uuid>,
    /// Who opened it.
    pub owner: Option<Uuid>,
    /// Year assessed.
    pub tahun: u16,
    /// Name, unique in its year.
    pub nama: String,
    /// The instrument.
    pub instrumen: &'static Instrumen,
    /// With external assessors or without.
    pub jalur: Jalur,
    /// From what the predicate is read.
    pub basis: PredikatDari,
    /// Where it stands.
    pub keadaan: Keadaan,
    /// Day on which the age of reviews is measured.
    pub tanggal_penilaian: Date,
    /// Until when the team scores.
    pub tenggat_isi: Option<Date>,
    /// Until when answers are validated.
    pub tenggat_validasi: Option<Date>,
    /// Until when the external assessors score.
    pub tenggat_eksternal: Option<Date>,
    /// Index to reach.
    pub sasaran: Option<Pecahan>,
    /// The coordinator approved the result.
    pub disetujui: bool,
    /// What the Berita Acara says beside the scores.
    pub acara: Acara,
    /// Stored Berita Acara.
    pub berkas_acara: Option<Uuid>,
    /// SHA-256 of the frozen scores.
    pub sidik: Option<String>,
    /// When it was frozen.
    pub dibekukan: Option<OffsetDateTime>,
}

/// Words of the Berita Acara that people write; lists have one entry per line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Acara {
    /// Number in the agency's book.
    pub nomor: String,
    /// Place of the meeting.
    pub tempat: String,
    /// Regulations and decrees.
    pub dasar: String,
    /// Strengths.
    pub kekuatan: String,
    /// Weaknesses.
    pub kelemahan: String,
}

impl Periode {
    /// Its page.
    pub fn href(&self) -> String {
        format!("/evaluasi/{}", self.id)
    }

    /// The page of one of its indicators.
    pub fn href_indikator(&self, kode: &str) -> String {
        format!("/evaluasi/{}/indikator/{kode}", self.id)
    }

    /// Whether nothing may change any more.
    pub fn beku(&self) -> bool {
        self.keadaan == Keadaan::Final
    }

    /// Whether scores of external assessors exist or are being given.
    pub fn ada_eksternal(&self) -> bool {
        match self.jalur {
            Jalur::Internal => false,
            Jalur::DenganEksternal => match self.keadaan {
                Keadaan::PenilaianEksternal | Keadaan::Final => true,
                Keadaan::Persiapan | Keadaan::PenilaianMandiri | Keadaan::ValidasiInternal | Keadaan::Dikirim => false,
            },
        }
    }

    /// The date that counts in the present state.
    pub fn tenggat(&self) -> Option<Date> {
        match self.keadaan {
            Keadaan::Persiapan | Keadaan::PenilaianMandiri => self.tenggat_isi,
            Keadaan::ValidasiInternal => self.tenggat_validasi,
            Keadaan::Dikirim | Keadaan::PenilaianEksternal => self.tenggat_eksternal,
            Keadaan::Final => None,
        }
    }
}

/// A member of the team of a period.
#[derive(Debug, Clone)]
pub struct Anggota {
    /// Row.
    pub id: Uuid,
    /// Whose account.
    pub account: Uuid,
    /// Name of the person.
    pub nama: String,
    /// Role in this period.
    pub peran: Peran,
    /// Office, as it is to stand in the Berita Acara.
    pub jabatan: String,
    /// NIP for the Berita Acara; may be empty.
    pub nip: String,
}

/// How one answer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeadaanJawaban {
    /// Without a score.
    Kosong,
    /// Scored, not yet looked at.
    Diisi,
    /// Found good by the supervisor.
    Diterima,
    /// Sent back by the supervisor, with a reason.
    Dikembalikan,
}

impl KeadaanJawaban {
    /// All, in order.
    pub const SEMUA: [Self; 4] = [Self::Kosong, Self::Diisi, Self::Diterima, Self::Dikembalikan];

    /// The word stored in the database.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Kosong => "kosong",
            Self::Diisi => "diisi",
            Self::Diterima => "diterima",
            Self::Dikembalikan => "dikembalikan",
        }
    }

    /// What people read.
    pub const fn nama(self) -> &'static str {
        match self {
            Self::Kosong => "Belum dinilai",
            Self::Diisi => "Menunggu validasi",
            Self::Diterima => "Diterima",
            Self::Dikembalikan => "Perlu diperbaiki",
        }
    }

    /// From the stored word.
    pub fn dari_id(id: &str) -> Option<Self> {
        Self::SEMUA.into_iter().find(|keadaan| keadaan.id() == id)
    }
}

/// What was written on one level of one indicator.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct IsianTingkat {
    /// The criterion is judged fulfilled.
    pub terpenuhi: bool,
    /// What is the case.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub fakta: String,
    /// Why that fulfils the criterion, or not.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub analisis: String,
}

/// The answer to one indicator.
#[derive(Debug, Clone)]
pub struct Jawaban {
    /// Row.
    pub id: Uuid,
    /// Grows with each change.
    pub version: i64,
    /// The period.
    pub periode: Uuid,
    /// Code of the indicator.
    pub kode: String,
    /// Who is to answer, outside the team.
    pub responden: Option<Uuid>,
    /// Name of that person.
    pub responden_nama: Option<String>,
    /// Score of the self-assessment.
    pub nilai: Option<Pecahan>,
    /// Explanation of the whole answer.
    pub penjelasan: String,
    /// What was written per level.
    pub tingkat: BTreeMap<u8, IsianTingkat>,
    /// How it stands.
    pub keadaan: KeadaanJawaban,
    /// What the supervisor wrote.
    pub catatan_validasi: String,
    /// Score of the external assessors.
    pub nilai_eksternal: Option<Pecahan>,
    /// Their reason.
    pub alasan_eksternal: String,
}

impl Jawaban {
    /// The score that counts on a way: the assessors' where they take part.
    pub fn resmi(&self, jalur: Jalur) -> Option<Pecahan> {
        match jalur {
            Jalur::DenganEksternal => self.nilai_eksternal,
            Jalur::Internal => self.nilai,
        }
    }

    /// The level that its criteria and the evidence reach on the day of assessment.
    pub fn tercapai(
        &self,
        instrumen: &Instrumen,
        indikator: &Indikator,
        bukti: &[Bukti],
        tanggal: Date,
    ) -> TingkatTercapai {
        let pemenuhan = self.pemenuhan(bukti);
        tingkat_tercapai(instrumen, indikator, &pemenuhan, tanggal)
    }

    /// What is known per level: the tick, and the date of the newest review given for it (or for the whole answer).
    pub fn pemenuhan(&self, bukti: &[Bukti]) -> BTreeMap<u8, Pemenuhan> {
        self.tingkat
            .iter()
            .map(|(tingkat, isian)| {
                let tanggal_reviu = bukti
                    .iter()
                    .filter(|b| b.reviu && b.jawaban == self.id && b.tingkat.is_none_or(|untuk| untuk == *tingkat))
                    .filter_map(|b| b.tanggal)
                    .max();
                (*tingkat, Pemenuhan { terpenuhi: isian.terpenuhi, tanggal_reviu })
            })
            .collect()
    }
}

/// What kind of thing a piece of evidence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JenisBukti {
    /// A record of this program, by its path.
    Rekaman,
    /// A stored file.
    Berkas,
    /// An address elsewhere.
    Tautan,
}

impl JenisBukti {
    /// The word stored in the database.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Rekaman => "rekaman",
            Self::Berkas => "berkas",
            Self::Tautan => "tautan",
        }
    }

    /// What people read.
    pub const fn nama(self) -> &'static str {
        match self {
            Self::Rekaman => "Data dalam sistem",
            Self::Berkas => "Berkas",
            Self::Tautan => "Tautan",
        }
    }

    /// From the stored word.
    pub fn dari_id(id: &str) -> Option<Self> {
        [Self::Rekaman, Self::Berkas, Self::Tautan].into_iter().find(|jenis| jenis.id() == id)
    }
}

/// One piece of evidence.
#[derive(Debug, Clone)]
pub struct Bukti {
    /// Row.
    pub id: Uuid,
    /// The answer.
    pub jawaban: Uuid,
    /// The level that it proves; the whole answer without one.
    pub tingkat: Option<u8>,
    /// What it is.
    pub jenis: JenisBukti,
    /// Its name.
    pub judul: String,
    /// Path or address; empty for a file.
    pub alamat: String,
    /// The file.
    pub berkas: Option<Uuid>,
    /// Date of the document.
    pub tanggal: Option<Date>,
    /// It is a review.
    pub reviu: bool,
    /// Who added it.
    pub oleh: Option<String>,
}

/// A note on an answer.
#[derive(Debug, Clone)]
pub struct Catatan {
    /// Who wrote it.
    pub oleh: Option<String>,
    /// When.
    pub pada: OffsetDateTime,
    /// Plain text.
    pub isi: String,
}

/// One act on a period, for its course.
#[derive(Debug, Clone)]
pub struct Jejak {
    /// Name of the act.
    pub tindakan: String,
    /// State afterwards.
    pub ke: String,
    /// Reason, where one was given.
    pub alasan: String,
    /// Who did it.
    pub oleh: Option<String>,
    /// When.
    pub pada: OffsetDateTime,
}

/// How far a recommendation has been followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeadaanTindakLanjut {
    /// Nothing yet.
    Belum,
    /// Under way.
    Berjalan,
    /// Done.
    Selesai,
    /// Will not be done, with a reason.
    TidakDilanjuti,
}

impl KeadaanTindakLanjut {
    /// All, in order.
    pub const SEMUA: [Self; 4] = [Self::Belum, Self::Berjalan, Self::Selesai, Self::TidakDilanjuti];

    /// The word stored in the database.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Belum => "belum",
            Self::Berjalan => "berjalan",
            Self::Selesai => "selesai",
            Self::TidakDilanjuti => "tidak_dilanjuti",
        }
    }

    /// What people read.
    pub const fn nama(self) -> &'static str {
        match self {
            Self::Belum => "Belum ditindaklanjuti",
            Self::Berjalan => "Sedang ditindaklanjuti",
            Self::Selesai => "Selesai",
            Self::TidakDilanjuti => "Tidak ditindaklanjuti",
        }
    }

    /// From the stored word.
    pub fn dari_id(id: &str) -> Option<Self> {
        Self::SEMUA.into_iter().find(|keadaan| keadaan.id() == id)
    }
}

/// One entry in the course of a follow-up.
#[derive(Debug, Clone)]
pub struct TindakLanjut {
    /// The recommendation.
    pub rekomendasi: Uuid,
    /// How far.
    pub keadaan: KeadaanTindakLanjut,
    /// What was done.
    pub uraian: String,
    /// Until when the rest is to be done.
    pub tenggat: Option<Date>,
    /// Who wrote it.
    pub oleh: Option<String>,
    /// When.
    pub pada: OffsetDateTime,
}

/// A recommendation with its follow-up, newest entry first.
#[derive(Debug, Clone)]
pub struct Rekomendasi {
    /// Row.
    pub id: Uuid,
    /// Code of the indicator, if it concerns one.
    pub kode: Option<String>,
    /// Plain text.
    pub isi: String,
    /// Who gave it.
    pub oleh: Option<String>,
    /// What followed.
    pub tindak_lanjut: Vec<TindakLanjut>,
}

impl Rekomendasi {
    /// How far it has been followed.
    pub fn keadaan(&self) -> KeadaanTindakLanjut {
        self.tindak_lanjut.first().map_or(KeadaanTindakLanjut::Belum, |tindak| tindak.keadaan)
    }
}

/// Scores of the self-assessment, ready to calculate with. A score that the instrument no longer accepts is left out.
pub fn nilai_mandiri(instrumen: &Instrumen, jawaban: &[Jawaban]) -> Nilai {
    kumpulkan(instrumen, jawaban, |j| j.nilai)
}

/// Scores of the external assessors.
pub fn nilai_eksternal(instrumen: &Instrumen, jawaban: &[Jawaban]) -> Nilai {
    kumpulkan(instrumen, jawaban, |j| j.nilai_eksternal)
}

/// Scores that count: the assessors' once they take part, before that the team's own.
pub fn nilai_dipakai(periode: &Periode, jawaban: &[Jawaban]) -> Nilai {
    if periode.ada_eksternal() {
        nilai_eksternal(periode.instrumen, jawaban)
    } else {
        nilai_mandiri(periode.instrumen, jawaban)
    }
}

fn kumpulkan(instrumen: &Instrumen, jawaban: &[Jawaban], ambil: impl Fn(&Jawaban) -> Option<Pecahan>) -> Nilai {
    let mut nilai = Nilai::kosong();
    for jawab in jawaban {
        if let Some(angka) = ambil(jawab) {
            // Scores were checked when they were written; a fault here means the instrument changed, and counts as no score.
            let _ = nilai.tambah(instrumen, &jawab.kode, angka);
        }
    }
    nilai
}

/// What holds now, for the conditions of the flow.
pub fn fakta(periode: &Periode, tim: &[Anggota], jawaban: &[Jawaban], alasan: &str) -> FaktaPeriode {
    let ada = |peran: Peran| tim.iter().any(|anggota| anggota.peran == peran);
    FaktaPeriode {
        tim_lengkap: ada(Peran::Supervisor) && ada(Peran::Operator),
        semua_dinilai: jawaban.iter().all(|j| j.nilai.is_some() && j.keadaan != KeadaanJawaban::Dikembalikan),
        semua_divalidasi: jawaban.iter().all(|j| j.keadaan == KeadaanJawaban::Diterima),
        hasil_disetujui: periode.disetujui,
        semua_dinilai_eksternal: jawaban
            .iter()
            .all(|j| j.nilai_eksternal.is_some() && !j.alasan_eksternal.trim().is_empty()),
        alasan_diisi: !alasan.trim().is_empty(),
    }
}

/// A stored score.
pub(crate) fn baca_nilai(satuan: Option<i64>) -> Option<Pecahan> {
    satuan.map(|satuan| dari_skala(satuan, SKALA))
}
