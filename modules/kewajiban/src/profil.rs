//! The general part of a profile: one TOML file per regency that carries everything in which regencies differ.
//!
//! Needs only serde, toml, time and thiserror, so that the kernel can read the same types. The sections of the module
//! `kewajiban` (`pemicu`, `kewajiban`, `tanpa_kewajiban`) are passed over here and read by [`crate::model`].
//! How to write a file: `docs/PROFILE.md`.

pub mod alamat;
pub mod galat;
mod lembaga;
mod pengaturan;
pub(crate) mod periksa;

pub use alamat::Alamat;
pub use galat::{GalatProfil, Masalah};
pub use lembaga::{
    AturanKecamatan, Bidang, Jabatan, JenisPerangkat, Koordinator, Lingkup, Peran, PerangkatDaerah, Tim, TugasTim,
    UnsurTim,
};
pub use pengaturan::{GeserLibur, Hari, Pengaturan, Pengingat, PredikatDari};
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use time::{Date, UtcOffset};

/// Version of the file format that this program reads.
pub const SKEMA: u16 = 1;

/// A whole profile file, general part.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profil {
    /// Version of the format; must be [`SKEMA`].
    pub skema: u16,
    /// Short name of the profile, equal to the file name without `.toml`.
    pub kode: String,
    pub daerah: Daerah,
    pub peraturan: Peraturan,
    /// What the regulation calls things; keys are [`KunciIstilah`].
    pub istilah: BTreeMap<KunciIstilah, Sebutan>,
    pub siklus: Siklus,
    #[serde(default)]
    pub pengaturan: Pengaturan,
    pub jabatan: Vec<Jabatan>,
    pub tim: Vec<Tim>,
    pub perangkat_daerah: Vec<PerangkatDaerah>,
    /// How districts appear as agencies; their names come from [`Daerah::wilayah`].
    pub kecamatan: AturanKecamatan,
    pub koordinator: Vec<Koordinator>,
    pub dokumen: BTreeMap<JenisDokumen, Dokumen>,
    /// Names for duties that other modules look up: `audit_pusat_data = "kode-kewajiban"`.
    #[serde(default)]
    pub acuan_kewajiban: BTreeMap<String, String>,
    /// Doubts about the text: contradictions, wrong references, unreadable places.
    #[serde(default)]
    pub catatan: Vec<Catatan>,
    /// Sections of the module `kewajiban`, not read here.
    #[serde(default, rename = "pemicu")]
    _pemicu: Option<toml::Value>,
    #[serde(default, rename = "kewajiban")]
    _kewajiban: Option<toml::Value>,
    #[serde(default, rename = "tanpa_kewajiban")]
    _tanpa_kewajiban: Option<toml::Value>,
    /// Section of the module `wbs`.
    #[serde(default, rename = "wbs")]
    _wbs: Option<toml::Value>,
    /// Section of the module `portal`.
    #[serde(default, rename = "portal")]
    _portal: Option<toml::Value>,
}

/// Who the regency is.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Daerah {
    /// Code of the Ministry of Home Affairs, `14.09`.
    pub kode: String,
    pub nama: String,
    pub nama_pendek: String,
    pub jenis: JenisDaerah,
    pub provinsi: String,
    pub ibu_kota: String,
    /// Title of the head of the regency: `Bupati` or `Wali Kota`.
    pub sebutan_kepala: String,
    pub zona_waktu: ZonaWaktu,
    pub domain: Domain,
    /// File of districts and villages, relative to the `data` folder.
    pub wilayah: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JenisDaerah {
    Kabupaten,
    Kota,
}

/// Indonesian time zones; none has daylight saving time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum ZonaWaktu {
    Wib,
    Wita,
    Wit,
}

impl ZonaWaktu {
    /// Distance to UTC: 7, 8 or 9 hours.
    pub fn selisih(self) -> UtcOffset {
        let jam = match self {
            Self::Wib => 7,
            Self::Wita => 8,
            Self::Wit => 9,
        };
        UtcOffset::from_hms(jam, 0, 0).unwrap_or(UtcOffset::UTC)
    }
}

/// The regency's internet domain and where the regulation names it (empty when it does not).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Domain {
    pub nama: String,
    pub sumber: Sumber,
    #[serde(default)]
    pub pasal: Vec<Alamat>,
}

/// Whether a value is written in the regulation or is our proposal that the administrator may change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sumber {
    Peraturan,
    #[default]
    Usulan,
}

/// The regulation itself.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Peraturan {
    pub jenis: String,
    pub singkatan: String,
    pub nomor: String,
    pub tahun: u16,
    pub tentang: String,
    pub tempat: String,
    /// Missing when the copy at hand is unreadable there; `catatan_tanggal` then says what can be read.
    #[serde(default, deserialize_with = "tanggal_opsional")]
    pub ditetapkan: Option<Date>,
    #[serde(default, deserialize_with = "tanggal_opsional")]
    pub diundangkan: Option<Date>,
    #[serde(default)]
    pub catatan_tanggal: Option<String>,
    /// Date from which the duties count; equals `diundangkan` where that is known.
    #[serde(deserialize_with = "tanggal")]
    pub berlaku: Date,
    /// Default name of the text to import.
    pub berkas: String,
    pub jumlah_pasal: u16,
    /// Regulations that this one repeals, in words.
    #[serde(default)]
    pub mencabut: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KunciIstilah {
    PerangkatDaerah,
    Diskominfo,
    PenanggungJawab,
    TimKoordinasi,
    Evaluator,
    Walidata,
    RencanaInduk,
    Arsitektur,
    PetaRencana,
    Reviu,
    JaringanIntra,
    PenghubungLayanan,
    PusatData,
    PemantauanEvaluasi,
}

/// The regulation's own word for something.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sebutan {
    pub sebutan: String,
    #[serde(default)]
    pub pasal: Vec<Alamat>,
}

/// First days of the cycles from which plans and reviews are counted. The administrator may change them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Siklus {
    #[serde(deserialize_with = "tanggal")]
    pub rpjmd: Date,
    #[serde(deserialize_with = "tanggal")]
    pub rencana_induk: Date,
    #[serde(deserialize_with = "tanggal")]
    pub arsitektur: Date,
    #[serde(deserialize_with = "tanggal")]
    pub peta_rencana: Date,
    pub sumber: Sumber,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JenisDokumen {
    RencanaInduk,
    Arsitektur,
    PetaRencana,
    RencanaAnggaran,
    ArsitekturKeamanan,
}

/// A planning document: its term, its legal form, and the duties about it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dokumen {
    /// Term in years; missing when the regulation sets none.
    #[serde(default)]
    pub masa_tahun: Option<u16>,
    #[serde(default)]
    pub pasal_masa: Vec<Alamat>,
    /// Such as `Keputusan Bupati`; missing when the regulation does not say.
    #[serde(default)]
    pub bentuk_hukum: Option<String>,
    #[serde(default)]
    pub pasal_bentuk: Vec<Alamat>,
    /// Who reviews it, where the regulation says so.
    #[serde(default)]
    pub peninjau: Option<Peran>,
    /// What it must contain at least, in our own words.
    #[serde(default)]
    pub isi: Vec<String>,
    #[serde(default)]
    pub pasal_isi: Vec<Alamat>,
    /// Codes of the duties about it: setting, periodic review, review on a trigger, monitoring. They carry periods and triggers.
    #[serde(default)]
    pub kewajiban: Vec<String>,
    #[serde(default)]
    pub catatan: Option<String>,
}

/// A doubt about the text of the regulation, shown beside the article.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Catatan {
    pub pasal: Vec<Alamat>,
    pub uraian: String,
}

impl Profil {
    /// Reads and checks a profile. `berkas` is the file's name, for messages and for the check that `kode` equals it.
    ///
    /// # Errors
    /// One [`GalatProfil`] with the first fault of syntax, or with every fault of content.
    pub fn baca(berkas: &str, teks: &str) -> Result<Self, GalatProfil> {
        let profil: Self = toml::from_str(teks).map_err(|galat| GalatProfil::dari_toml(berkas, teks, &galat))?;
        GalatProfil::periksa(berkas, periksa::periksa(berkas, &profil))?;
        Ok(profil)
    }

    /// Who coordinates `bidang`, if the profile says so.
    pub fn koordinator(&self, bidang: Bidang) -> Option<&Koordinator> {
        self.koordinator.iter().find(|koordinator| koordinator.bidang == bidang)
    }
}

fn tanggal<'de, D: Deserializer<'de>>(sumber: D) -> Result<Date, D::Error> {
    let nilai = toml::value::Datetime::deserialize(sumber)?;
    let salah =
        || serde::de::Error::custom("tanggal tidak lengkap atau tidak ada di kalender; tulis seperti 2020-07-29");
    if nilai.time.is_some() || nilai.offset.is_some() {
        return Err(salah());
    }
    let tanggal = nilai.date.ok_or_else(salah)?;
    let bulan = time::Month::try_from(tanggal.month).map_err(|_| salah())?;
    Date::from_calendar_date(i32::from(tanggal.year), bulan, tanggal.day).map_err(|_| salah())
}

fn tanggal_opsional<'de, D: Deserializer<'de>>(sumber: D) -> Result<Option<Date>, D::Error> {
    tanggal(sumber).map(Some)
}
