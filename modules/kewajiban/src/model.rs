//! The duties of one regulation: their types and the strict loader of the sections `pemicu`, `kewajiban`, `tanpa_kewajiban`.

mod jadwal;
pub(crate) mod periksa;
pub mod sistem;

pub use jadwal::{Acuan, Jadwal, JatuhTempo, Satuan, Selang};

use crate::profil::{Alamat, GalatProfil, Peran, Profil, Sumber};
use serde::Deserialize;
use std::collections::BTreeMap;

/// A profile with its duties, checked together.
#[derive(Debug, Clone)]
pub struct DaftarKewajiban {
    pub profil: Profil,
    /// Triggers by code, with the sentence that the person who reports one reads.
    pub pemicu: BTreeMap<String, String>,
    /// In the order of the file, which follows the regulation.
    pub kewajiban: Vec<Kewajiban>,
    pub tanpa_kewajiban: Vec<TanpaKewajiban>,
}

/// One duty. All texts are in our own words, never the sentence of the law.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kewajiban {
    /// Stable slug, unique in the file: `[a-z0-9-]`.
    pub kode: String,
    /// Short and imperative.
    pub judul: String,
    pub uraian: String,
    /// One provision or several.
    #[serde(deserialize_with = "satu_atau_banyak")]
    pub pasal: Vec<Alamat>,
    /// Who must do it. A role that several agencies carry makes one obligation for each.
    pub pelaku: Peran,
    /// Whether the regulation names this actor, or only the regency as a whole and the choice is our proposal.
    pub sumber_pelaku: Sumber,
    /// Who helps; has no obligation of its own.
    #[serde(default)]
    pub pendukung: Vec<Peran>,
    /// To whom it escalates first.
    pub koordinator: Peran,
    pub sifat: Sifat,
    #[serde(default)]
    pub kekuatan: Kekuatan,
    pub jadwal: Jadwal,
    /// Whether the period or trigger is the regulation's or our proposal.
    pub sumber_jadwal: Sumber,
    /// What counts as evidence.
    pub bukti: Vec<String>,
    /// Systems of the mission that it belongs to, such as `A4`.
    pub sistem: Vec<String>,
    /// Indicators of PermenPANRB 59/2020 that it supports, 1 to 47.
    #[serde(default)]
    pub indikator: Vec<u8>,
    /// Module whose records can fulfil it.
    #[serde(default)]
    pub modul: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sifat {
    /// Comes back at the end of each period.
    Berkala,
    /// Done once.
    Sekali,
    /// Arises when something happens.
    Bersyarat,
    /// Holds all the time; shown to hold once per period.
    TerusMenerus,
}

/// How far the provision binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kekuatan {
    /// The regulation demands it.
    #[default]
    Wajib,
    /// The regulation permits or offers it ("dapat"): reminded of, never escalated, not part of compliance.
    Dapat,
}

/// Provisions that put no duty on anybody, with the reason: together with the duties they account for every article.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TanpaKewajiban {
    #[serde(deserialize_with = "satu_atau_banyak")]
    pub pasal: Vec<Alamat>,
    pub alasan: String,
}

/// The module's sections; the general part was read and checked by [`Profil::baca`].
#[derive(Deserialize)]
struct Bagian {
    #[serde(default)]
    pemicu: BTreeMap<String, String>,
    kewajiban: Vec<Kewajiban>,
    #[serde(default)]
    tanpa_kewajiban: Vec<TanpaKewajiban>,
}

impl DaftarKewajiban {
    /// Reads a whole profile file: general part and duties. `berkas` is the file's name.
    ///
    /// # Errors
    /// One [`GalatProfil`] with the first fault of syntax, or with every fault of content of one part.
    pub fn baca(berkas: &str, teks: &str) -> Result<Self, GalatProfil> {
        let profil = Profil::baca(berkas, teks)?;
        let bagian: Bagian = toml::from_str(teks).map_err(|galat| GalatProfil::dari_toml(berkas, teks, &galat))?;
        let daftar = Self {
            profil,
            pemicu: bagian.pemicu,
            kewajiban: bagian.kewajiban,
            tanpa_kewajiban: bagian.tanpa_kewajiban,
        };
        GalatProfil::periksa(berkas, periksa::periksa(&daftar))?;
        Ok(daftar)
    }

    /// The duty with this code.
    pub fn cari(&self, kode: &str) -> Option<&Kewajiban> {
        self.kewajiban.iter().find(|kewajiban| kewajiban.kode == kode)
    }

    /// The duty that a name of `acuan_kewajiban` stands for, such as `audit_pusat_data`.
    pub fn acuan(&self, nama: &str) -> Option<&Kewajiban> {
        self.profil.acuan_kewajiban.get(nama).and_then(|kode| self.cari(kode))
    }

    /// The duties of an article or of a part of it: `54` finds those of `54(2)`, `54(2)` also finds one of the whole `54`.
    pub fn menurut_pasal(&self, alamat: &Alamat) -> Vec<&Kewajiban> {
        let kena = |satu: &Alamat| satu.mencakup(alamat) || alamat.mencakup(satu);
        self.kewajiban.iter().filter(|kewajiban| kewajiban.pasal.iter().any(kena)).collect()
    }
}

/// Accepts `"24(6)"` and `["24(6)", "24(7)"]`.
fn satu_atau_banyak<'de, D: serde::Deserializer<'de>>(sumber: D) -> Result<Vec<Alamat>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Bentuk {
        Satu(String),
        Banyak(Vec<String>),
    }
    let bentuk = Bentuk::deserialize(sumber).map_err(|_| {
        serde::de::Error::custom("pasal harus teks atau daftar teks; tulis \"24(6)\" atau [\"24(6)\", \"24(7)\"]")
    })?;
    let teks = match bentuk {
        Bentuk::Satu(satu) => vec![satu],
        Bentuk::Banyak(banyak) => banyak,
    };
    teks.iter().map(|satu| satu.parse().map_err(serde::de::Error::custom)).collect()
}
