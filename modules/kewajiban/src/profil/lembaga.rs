//! Who does what: roles, positions, teams, agencies, coordinators.

use super::{Alamat, Sumber};
use serde::Deserialize;

/// What duties name as actor. Agencies, jabatan and teams of the profile carry these roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Peran {
    Bupati,
    Sekda,
    PenanggungJawab,
    TimKoordinasi,
    Evaluator,
    Tapd,
    Diskominfo,
    Perencanaan,
    Organisasi,
    Pengawasan,
    Kepegawaian,
    KeuanganAset,
    Pengadaan,
    Hukum,
    Kearsipan,
    Pengaduan,
    PenyelenggaraLayanan,
    Walidata,
    /// Every agency at the top of the tree and every district; carried by nobody in particular.
    SetiapPd,
}

impl Peran {
    /// The code as written in a profile.
    pub fn kode(self) -> &'static str {
        match self {
            Self::Bupati => "bupati",
            Self::Sekda => "sekda",
            Self::PenanggungJawab => "penanggung_jawab",
            Self::TimKoordinasi => "tim_koordinasi",
            Self::Evaluator => "evaluator",
            Self::Tapd => "tapd",
            Self::Diskominfo => "diskominfo",
            Self::Perencanaan => "perencanaan",
            Self::Organisasi => "organisasi",
            Self::Pengawasan => "pengawasan",
            Self::Kepegawaian => "kepegawaian",
            Self::KeuanganAset => "keuangan_aset",
            Self::Pengadaan => "pengadaan",
            Self::Hukum => "hukum",
            Self::Kearsipan => "kearsipan",
            Self::Pengaduan => "pengaduan",
            Self::PenyelenggaraLayanan => "penyelenggara_layanan",
            Self::Walidata => "walidata",
            Self::SetiapPd => "setiap_pd",
        }
    }
}

/// A kind of position and the functional roles that come with it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Jabatan {
    pub kode: String,
    pub nama: String,
    pub lingkup: Lingkup,
    #[serde(default)]
    pub peran: Vec<Peran>,
    #[serde(default)]
    pub pasal: Vec<Alamat>,
}

/// Where a kind of position exists: once in the regency, in every agency, or in agencies with one of some roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lingkup {
    Daerah,
    SetiapPd,
    PdTertentu,
}

/// A team that the regulation sets up.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tim {
    pub kode: String,
    pub nama: String,
    pub peran: Peran,
    /// Legal form of its constitution, such as `Keputusan Bupati`; missing when the regulation does not say.
    #[serde(default)]
    pub dibentuk_dengan: Option<String>,
    /// Who chairs or coordinates it, where the regulation says so.
    #[serde(default)]
    pub ketua: Option<Peran>,
    #[serde(default)]
    pub unsur: Vec<UnsurTim>,
    #[serde(default)]
    pub tugas: Vec<TugasTim>,
    #[serde(default)]
    pub pasal: Vec<Alamat>,
    /// Set when the team is not in the regulation but needed by it, as the budget team.
    #[serde(default)]
    pub sumber: Option<Sumber>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnsurTim {
    pub kode: String,
    pub nama: String,
    pub pasal: Alamat,
}

/// A task of a team, in our own words.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TugasTim {
    pub uraian: String,
    pub pasal: Alamat,
}

/// An agency or a unit of one.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PerangkatDaerah {
    pub kode: String,
    pub nama: String,
    #[serde(default)]
    pub singkatan: Option<String>,
    pub jenis: JenisPerangkat,
    /// `kode` of the agency that it belongs to; missing at the top.
    #[serde(default)]
    pub induk: Option<String>,
    #[serde(default)]
    pub peran: Vec<Peran>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JenisPerangkat {
    SekretariatDaerah,
    SekretariatDprd,
    Inspektorat,
    Dinas,
    Badan,
    RumahSakit,
    Kecamatan,
    Kelurahan,
    Bagian,
    Unit,
}

/// Districts become agencies, urban villages their units; both take these roles.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AturanKecamatan {
    #[serde(default)]
    pub peran: Vec<Peran>,
    /// Whether kelurahan are listed as units below their kecamatan.
    pub kelurahan: bool,
}

/// Who coordinates a subject, according to which provision.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Koordinator {
    pub bidang: Bidang,
    /// One or several; the first leads.
    pub peran: Vec<Peran>,
    pub sumber: Sumber,
    #[serde(default)]
    pub pasal: Vec<Alamat>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bidang {
    Spbe,
    RencanaInduk,
    Arsitektur,
    PetaRencana,
    Anggaran,
    ProsesBisnis,
    Data,
    Infrastruktur,
    Aplikasi,
    Keamanan,
    Layanan,
    IntegrasiLayanan,
    PusatData,
    Pencadangan,
    Domain,
    SitusWeb,
    Audit,
    PemantauanEvaluasi,
    EvaluasiMandiri,
    Pengaduan,
    Kearsipan,
    Kepegawaian,
    Kinerja,
    Pengadaan,
    PelaporanPelanggaran,
}
