//! Who owes a duty, and the obligations that follow: one per actor and period, with a key that is the same however often it is computed.

use crate::model::{DaftarKewajiban, Kewajiban};
use crate::profil::{JenisPerangkat, Peran, PerangkatDaerah, Profil};
use crate::rules::hari_kerja::GalatTanggal;
use crate::rules::masa::{self, Konteks, Masa};
use std::fmt;

/// Who owes something.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Penanggung {
    /// `kode` of a kind of position that exists once, such as `bupati`.
    Jabatan(String),
    /// `kode` of a team.
    Tim(String),
    /// `kode` of an agency.
    Perangkat(String),
}

impl fmt::Display for Penanggung {
    /// The form that stands in keys: `pd:DISKOMINFO`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Jabatan(kode) => write!(f, "jabatan:{kode}"),
            Self::Tim(kode) => write!(f, "tim:{kode}"),
            Self::Perangkat(kode) => write!(f, "pd:{kode}"),
        }
    }
}

/// One obligation: this duty, by this actor, in this period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pelaksanaan {
    pub kewajiban: String,
    pub penanggung: Penanggung,
    pub masa: Masa,
}

impl Pelaksanaan {
    /// Unique and stable: `kode|penanggung|masa`. Neither code nor actor can contain `|`.
    pub fn kunci(&self) -> String {
        format!("{}|{}|{}", self.kewajiban, self.penanggung, self.masa.kunci)
    }
}

/// Everybody who carries a role, sorted and without repetition. `perangkat` are all agencies, districts included
/// ([`crate::wilayah::perangkat`]); only those at the top of the tree count for [`Peran::SetiapPd`].
pub fn pemegang(profil: &Profil, perangkat: &[PerangkatDaerah], peran: Peran) -> Vec<Penanggung> {
    let dari_perangkat = perangkat
        .iter()
        .filter(|pd| if peran == Peran::SetiapPd { mandiri(pd) } else { pd.peran.contains(&peran) })
        .map(|pd| Penanggung::Perangkat(pd.kode.clone()));
    let dari_jabatan = profil
        .jabatan
        .iter()
        .filter(|jabatan| jabatan.peran.contains(&peran))
        .map(|jabatan| Penanggung::Jabatan(jabatan.kode.clone()));
    let dari_tim = profil.tim.iter().filter(|tim| tim.peran == peran).map(|tim| Penanggung::Tim(tim.kode.clone()));
    let mut semua: Vec<Penanggung> = dari_perangkat.chain(dari_jabatan).chain(dari_tim).collect();
    semua.sort();
    semua.dedup();
    semua
}

/// An agency of its own, not a unit of one.
fn mandiri(pd: &PerangkatDaerah) -> bool {
    let sendiri = match pd.jenis {
        JenisPerangkat::SekretariatDaerah
        | JenisPerangkat::SekretariatDprd
        | JenisPerangkat::Inspektorat
        | JenisPerangkat::Dinas
        | JenisPerangkat::Badan
        | JenisPerangkat::RumahSakit
        | JenisPerangkat::Kecamatan => true,
        JenisPerangkat::Kelurahan | JenisPerangkat::Bagian | JenisPerangkat::Unit => false,
    };
    sendiri && pd.induk.is_none()
}

/// All obligations of all duties. `konteks` gives, for a duty and an actor, what has been fulfilled and what has happened.
///
/// # Errors
/// [`GalatTanggal`] as in [`masa::daftar`].
pub fn susun<'a>(
    daftar: &DaftarKewajiban,
    perangkat: &[PerangkatDaerah],
    konteks: &dyn Fn(&Kewajiban, &Penanggung) -> Konteks<'a>,
) -> Result<Vec<Pelaksanaan>, GalatTanggal> {
    let mut semua = Vec::new();
    for kewajiban in &daftar.kewajiban {
        for penanggung in pemegang(&daftar.profil, perangkat, kewajiban.pelaku) {
            for masa in masa::daftar(&kewajiban.jadwal, &konteks(kewajiban, &penanggung))? {
                semua.push(Pelaksanaan { kewajiban: kewajiban.kode.clone(), penanggung: penanggung.clone(), masa });
            }
        }
    }
    Ok(semua)
}
