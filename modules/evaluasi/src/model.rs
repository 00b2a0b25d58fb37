//! Nouns: an instrument with its domains, aspects and indicators; scores; a result.

use std::collections::BTreeMap;
use std::str::FromStr;

use serde::Deserialize;
use thiserror::Error;

use crate::angka::{Pecahan, tulis_ringkas};

/// Where a fact of an instrument comes from. Anything but `Peraturan` and `Pedoman` is shown with a warning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sumber {
    /// The regulation itself.
    #[default]
    Peraturan,
    /// An official guideline to the regulation.
    Pedoman,
    /// Remembered, not found in any text that we read.
    Ingatan,
    /// Our own analysis, no rule of anybody.
    Analisis,
    /// Training material made while the regulation was a draft.
    BimtekRancangan,
}

impl Sumber {
    /// Indonesian warning to show beside the fact; `None` when it is official.
    pub const fn peringatan(self) -> Option<&'static str> {
        match self {
            Self::Peraturan | Self::Pedoman => None,
            Self::Ingatan => Some("Belum ditemukan dalam teks resmi."),
            Self::Analisis => Some("Analisis kami, bukan bunyi peraturan."),
            Self::BimtekRancangan => {
                Some("Dari bahan bimbingan teknis saat peraturan masih rancangan; cocokkan dengan teks resmi.")
            }
        }
    }
}

/// Whether scores are whole levels or may lie between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum JenisNilai {
    /// Whole numbers only.
    Bulat,
    /// Decimals allowed.
    Desimal,
}

/// The scores an instrument accepts.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RentangNilai {
    /// Whole or decimal.
    pub jenis: JenisNilai,
    /// Lowest level (0 in 2018, 1 later).
    pub minimum: u8,
    /// Highest level.
    pub maksimum: u8,
    /// Whether 0 is accepted as "not assessed" although the lowest level is 1.
    pub nol_diterima: bool,
}

/// How long a review stays valid as evidence.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AturanKesegaran {
    /// Months; a review must be younger than this.
    pub bulan: u16,
    /// Where the rule comes from.
    #[serde(default)]
    pub sumber: Sumber,
    /// Explanation for the evaluator.
    pub catatan: String,
}

/// A predicate and the lowest index that earns it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Predikat {
    /// For example `Sangat Baik`.
    pub nama: String,
    /// Second name, for example `Melembaga` (Pemdi).
    pub sebutan: Option<String>,
    /// Lowest index, inclusive.
    pub batas_bawah: Pecahan,
}

/// Names of one level.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamaTingkat {
    /// The level.
    pub nilai: u8,
    /// Its name where a process is judged.
    pub proses: String,
    /// Its name where a service is judged.
    pub layanan: String,
    /// Where the names come from.
    #[serde(default)]
    pub sumber: Sumber,
}

/// A domain: a group of aspects. Pemdi has none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Domain {
    /// 1, 2, 3 …
    pub nomor: u8,
    /// Its name.
    pub nama: String,
    /// Weight in per cent of the index.
    pub bobot: Pecahan,
}

/// An aspect: a group of indicators.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aspek {
    /// 1, 2, 3 …
    pub nomor: u8,
    /// The domain, `None` where the instrument has none.
    pub domain: Option<u8>,
    /// Its name.
    pub nama: String,
    /// Weight in per cent of the index.
    pub bobot: Pecahan,
    /// Where the name comes from.
    pub sumber: Sumber,
}

/// Whether an indicator judges a process or a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kapabilitas {
    /// How mature a process or policy is.
    Proses,
    /// How far a service goes.
    Layanan,
}

/// What one level of one indicator demands, in our own words.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kriteria {
    /// The level.
    pub tingkat: u8,
    /// One or two plain sentences.
    pub isi: String,
    /// What usually proves it.
    #[serde(default)]
    pub bukti: Option<String>,
}

/// A figure that another agency publishes and that decides the level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NilaiLuar {
    /// Name of the figure.
    pub nama: String,
    /// Who publishes it.
    pub pembina: String,
    /// Lowest and highest figure, and the bounds between the levels, when they are known.
    pub konversi: Option<KonversiLuar>,
}

/// How an outside figure becomes a level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KonversiLuar {
    /// Lowest figure.
    pub minimum: Pecahan,
    /// Highest figure.
    pub maksimum: Pecahan,
    /// Bounds between levels, ascending: one fewer than there are levels.
    pub batas: Vec<Pecahan>,
    /// Whether a figure on a bound belongs to the level below it.
    pub batas_termasuk_bawah: bool,
}

/// One indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indikator {
    /// `1` … `47`, or `35-2`.
    pub kode: String,
    /// Its name.
    pub nama: String,
    /// Number of its aspect.
    pub aspek: u8,
    /// Weight in per cent of the index.
    pub bobot: Pecahan,
    /// Process or service.
    pub kapabilitas: Kapabilitas,
    /// The question to answer, in our own words.
    pub pertanyaan: String,
    /// Levels that need a fresh review as evidence.
    pub reviu: Vec<u8>,
    /// One entry per level, ascending.
    pub kriteria: Vec<Kriteria>,
    /// Where the criteria come from.
    pub sumber_kriteria: Sumber,
    /// Outside figure, where one exists.
    pub nilai_luar: Option<NilaiLuar>,
}

impl Indikator {
    /// The criterion of that level.
    pub fn kriteria_tingkat(&self, tingkat: u8) -> Option<&Kriteria> {
        self.kriteria.iter().find(|k| k.tingkat == tingkat)
    }
}

/// Rough counterparts between an older instrument and this one.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pemetaan {
    /// Id of the older instrument.
    pub dari_instrumen: String,
    /// Codes there.
    pub dari: Vec<String>,
    /// Codes here.
    pub ke: Vec<String>,
    /// Always our own analysis so far.
    pub sumber: Sumber,
    /// Explanation.
    #[serde(default)]
    pub catatan: Option<String>,
}

/// An instrument: everything needed to score and to calculate. Only [`crate::instrumen::muat`] makes one, so its
/// numbering, its references and its weights are sound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instrumen {
    /// For example `permenpanrb-59-2020`.
    pub id: String,
    /// Name for people.
    pub nama: String,
    /// What the index is called: `Indeks SPBE`, `Indeks Pemdi`.
    pub nama_indeks: String,
    /// The regulation.
    pub dasar_hukum: String,
    /// First assessment year.
    pub tahun_dari: u16,
    /// Last assessment year; `None` while in force.
    pub tahun_sampai: Option<u16>,
    /// Notes to show with the instrument, reservations included.
    pub catatan: Vec<String>,
    /// Accepted scores.
    pub nilai: RentangNilai,
    /// Freshness of reviews, where the instrument has such a rule.
    pub kesegaran: Option<AturanKesegaran>,
    /// Predicates above the lowest, best first.
    pub predikat_atas: Vec<Predikat>,
    /// The predicate of everything below them; its bound is 0.
    pub predikat_terendah: Predikat,
    /// Level names, ascending.
    pub tingkat: Vec<NamaTingkat>,
    /// Domains by number; empty for Pemdi.
    pub domain: Vec<Domain>,
    /// Aspects by number.
    pub aspek: Vec<Aspek>,
    /// Indicators in the order of the instrument.
    pub indikator: Vec<Indikator>,
    /// Counterparts of older instruments.
    pub pemetaan: Vec<Pemetaan>,
}

impl Instrumen {
    /// The indicator with that code.
    pub fn indikator(&self, kode: &str) -> Option<&Indikator> {
        self.indikator.iter().find(|i| i.kode == kode)
    }

    /// Indicators of one aspect, in order.
    pub fn indikator_aspek(&self, aspek: u8) -> impl Iterator<Item = &Indikator> {
        self.indikator.iter().filter(move |i| i.aspek == aspek)
    }

    /// Aspects of one domain, in order.
    pub fn aspek_domain(&self, domain: u8) -> impl Iterator<Item = &Aspek> {
        self.aspek.iter().filter(move |a| a.domain == Some(domain))
    }

    /// All predicates, best first.
    pub fn predikat(&self) -> impl Iterator<Item = &Predikat> {
        self.predikat_atas.iter().chain(std::iter::once(&self.predikat_terendah))
    }

    /// Name of a level for a kind of indicator.
    pub fn nama_tingkat(&self, kapabilitas: Kapabilitas, tingkat: u8) -> Option<&str> {
        self.tingkat.iter().find(|t| t.nilai == tingkat).map(|t| match kapabilitas {
            Kapabilitas::Proses => t.proses.as_str(),
            Kapabilitas::Layanan => t.layanan.as_str(),
        })
    }

    /// Whether the instrument is used for an assessment of that year.
    pub fn berlaku(&self, tahun: u16) -> bool {
        self.tahun_dari <= tahun && self.tahun_sampai.is_none_or(|sampai| tahun <= sampai)
    }
}

/// Which figure decides the predicate. Official results used both: full indices in 2024, two decimals in 2023.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PredikatDari {
    /// The exact index: 3.4985 is below 3.5.
    IndeksPenuh,
    /// The index as published, rounded half up to two decimals: 3.4985 counts as 3.50.
    Indeks2Desimal,
}

impl PredikatDari {
    /// Both, in the order in which a setting offers them.
    pub const SEMUA: [Self; 2] = [Self::IndeksPenuh, Self::Indeks2Desimal];

    /// The word used in settings and on the command line.
    pub const fn id(self) -> &'static str {
        match self {
            Self::IndeksPenuh => "indeks_penuh",
            Self::Indeks2Desimal => "indeks_2_desimal",
        }
    }

    /// What people read.
    pub const fn nama(self) -> &'static str {
        match self {
            Self::IndeksPenuh => "indeks penuh",
            Self::Indeks2Desimal => "indeks dua desimal",
        }
    }

    /// The other basis.
    pub const fn lain(self) -> Self {
        match self {
            Self::IndeksPenuh => Self::Indeks2Desimal,
            Self::Indeks2Desimal => Self::IndeksPenuh,
        }
    }
}

impl FromStr for PredikatDari {
    type Err = String;

    fn from_str(teks: &str) -> Result<Self, String> {
        Self::SEMUA
            .into_iter()
            .find(|basis| basis.id() == teks)
            .ok_or_else(|| format!("\"{teks}\" tidak dikenal; pilih indeks_penuh atau indeks_2_desimal"))
    }
}

/// Why a score is refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum GalatNilai {
    /// No such indicator in the instrument.
    #[error("indikator \"{0}\" tidak ada dalam instrumen ini")]
    IndikatorTidakDikenal(String),
    /// The indicator was scored already.
    #[error("indikator {0} diberi nilai dua kali")]
    Ganda(String),
    /// A decimal where only whole levels exist.
    #[error("nilai {nilai} untuk indikator {kode} harus bilangan bulat")]
    HarusBulat {
        /// The indicator.
        kode: String,
        /// What was given.
        nilai: String,
    },
    /// Outside the range.
    #[error("nilai {nilai} untuk indikator {kode} di luar rentang {rentang}")]
    DiLuarRentang {
        /// The indicator.
        kode: String,
        /// What was given.
        nilai: String,
        /// Accepted range in words.
        rentang: String,
    },
}

impl RentangNilai {
    /// The range in words, for messages.
    pub fn dalam_kata(&self) -> String {
        let nol = if self.nol_diterima && self.minimum > 0 { " (atau 0 bila tidak dinilai)" } else { "" };
        format!("{} sampai {}{nol}", self.minimum, self.maksimum)
    }

    fn periksa(&self, kode: &str, nilai: Pecahan) -> Result<(), GalatNilai> {
        let nol = self.nol_diterima && *nilai.numer() == 0;
        let minimum = Pecahan::from_integer(i128::from(self.minimum));
        let maksimum = Pecahan::from_integer(i128::from(self.maksimum));
        if !nol && (nilai < minimum || nilai > maksimum) {
            return Err(GalatNilai::DiLuarRentang {
                kode: kode.to_owned(),
                nilai: tulis_ringkas(nilai),
                rentang: self.dalam_kata(),
            });
        }
        match self.jenis {
            JenisNilai::Bulat if !nilai.is_integer() => {
                Err(GalatNilai::HarusBulat { kode: kode.to_owned(), nilai: tulis_ringkas(nilai) })
            }
            JenisNilai::Bulat | JenisNilai::Desimal => Ok(()),
        }
    }
}

/// Scores of one agency under one instrument, already checked. Indicators may be absent: they count as 0 and are reported.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Nilai(BTreeMap<String, Pecahan>);

impl Nilai {
    /// No scores yet.
    pub fn kosong() -> Self {
        Self::default()
    }

    /// Checked scores from pairs of code and score.
    ///
    /// # Errors
    /// [`GalatNilai`] for the first pair that does not fit the instrument.
    pub fn baru<K: AsRef<str>>(
        instrumen: &Instrumen,
        pasangan: impl IntoIterator<Item = (K, Pecahan)>,
    ) -> Result<Self, GalatNilai> {
        let mut nilai = Self::kosong();
        for (kode, angka) in pasangan {
            nilai.tambah(instrumen, kode.as_ref(), angka)?;
        }
        Ok(nilai)
    }

    /// Adds one score.
    ///
    /// # Errors
    /// [`GalatNilai`] when the code is unknown or scored already, or the score does not fit.
    pub fn tambah(&mut self, instrumen: &Instrumen, kode: &str, angka: Pecahan) -> Result<(), GalatNilai> {
        let indikator = instrumen.indikator(kode).ok_or_else(|| GalatNilai::IndikatorTidakDikenal(kode.to_owned()))?;
        instrumen.nilai.periksa(kode, angka)?;
        if self.0.contains_key(kode) {
            return Err(GalatNilai::Ganda(kode.to_owned()));
        }
        self.0.insert(indikator.kode.clone(), angka);
        Ok(())
    }

    /// The score of an indicator; `None` when it has not been assessed.
    pub fn ambil(&self, kode: &str) -> Option<Pecahan> {
        self.0.get(kode).copied()
    }

    /// The score that counts: 0 when not assessed.
    pub fn dihitung(&self, kode: &str) -> Pecahan {
        self.ambil(kode).unwrap_or_else(|| Pecahan::from_integer(0))
    }
}

/// Index of an aspect or of a domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HasilBagian {
    /// Number of the aspect or domain.
    pub nomor: u8,
    /// Its name.
    pub nama: String,
    /// Its weight in per cent.
    pub bobot: Pecahan,
    /// Its exact index.
    pub indeks: Pecahan,
}

/// The predicate under the basis that was not chosen, when it differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PredikatLain {
    /// The other basis.
    pub basis: PredikatDari,
    /// What it would give.
    pub predikat: Predikat,
}

/// Everything calculated from one set of scores. Nothing is rounded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hasil {
    /// Aspects by number.
    pub aspek: Vec<HasilBagian>,
    /// Domains by number; empty for Pemdi.
    pub domain: Vec<HasilBagian>,
    /// The exact index.
    pub indeks: Pecahan,
    /// The basis used for the predicate.
    pub basis: PredikatDari,
    /// The predicate.
    pub predikat: Predikat,
    /// Set when the other basis gives another predicate: to be flagged.
    pub predikat_lain: Option<PredikatLain>,
    /// Codes without a score, counted as 0.
    pub belum_dinilai: Vec<String>,
}
