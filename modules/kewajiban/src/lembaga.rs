//! Who owes and who examines, in terms of the units and roles that the directory knows.

use crate::model::DaftarKewajiban;
use crate::profil::{JenisPerangkat, Peran, PerangkatDaerah};
use crate::rules::pelaksanaan::Penanggung;
use kernel::module::Unit;
use kernel::{App, Result};
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error as Salah, StrDeserializer};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Every unit of the regency, with ways to find them.
#[derive(Debug, Clone, Default)]
pub struct Lembaga {
    unit: Vec<Unit>,
    menurut_kode: BTreeMap<String, usize>,
    menurut_id: BTreeMap<Uuid, usize>,
}

fn kata<T: for<'de> Deserialize<'de>>(teks: &str) -> Option<T> {
    let sumber: StrDeserializer<'_, Salah> = teks.into_deserializer();
    T::deserialize(sumber).ok()
}

impl Lembaga {
    /// Reads the units once.
    pub async fn baca(app: &App) -> Result<Lembaga> {
        Ok(Lembaga::dari(app.units().await?))
    }

    fn dari(unit: Vec<Unit>) -> Lembaga {
        let menurut_kode = unit.iter().enumerate().map(|(place, satu)| (satu.code.clone(), place)).collect();
        let menurut_id = unit.iter().enumerate().map(|(place, satu)| (satu.id, place)).collect();
        Lembaga { unit, menurut_kode, menurut_id }
    }

    /// All units by name.
    pub fn semua(&self) -> &[Unit] {
        &self.unit
    }
    /// The unit with this code.
    pub fn kode(&self, kode: &str) -> Option<&Unit> {
        self.menurut_kode.get(kode).and_then(|place| self.unit.get(*place))
    }
    /// The unit of this record.
    pub fn id(&self, id: Uuid) -> Option<&Unit> {
        self.menurut_id.get(&id).and_then(|place| self.unit.get(*place))
    }

    /// The units in the form in which the rules count them. A unit of an unknown kind is an agency if it stands as one.
    pub fn perangkat(&self) -> Vec<PerangkatDaerah> {
        self.unit
            .iter()
            .map(|unit| {
                let jenis = kata::<JenisPerangkat>(&unit.kind);
                let jenis = jenis.unwrap_or(if unit.is_agency { JenisPerangkat::Dinas } else { JenisPerangkat::Unit });
                let induk =
                    unit.parent.filter(|_| !unit.is_agency).and_then(|id| self.id(id)).map(|atas| atas.code.clone());
                PerangkatDaerah {
                    kode: unit.code.clone(),
                    nama: unit.name.clone(),
                    singkatan: None,
                    jenis,
                    induk,
                    peran: unit.roles.iter().filter_map(|peran| kata::<Peran>(peran)).collect(),
                }
            })
            .collect()
    }

    /// The unit whose people work for the one who owes: the agency itself; for a position or a team the agency that carries its role,
    /// else the secretariat of the regency.
    pub fn rumah(&self, daftar: &DaftarKewajiban, penanggung: &Penanggung) -> Option<Uuid> {
        let membawa = |peran: Peran| self.unit.iter().find(|unit| unit.roles.iter().any(|satu| satu == peran.kode()));
        let sekretariat = || self.unit.iter().find(|unit| unit.kind == "sekretariat_daerah");
        let unit = match penanggung {
            Penanggung::Perangkat(kode) => self.kode(kode),
            Penanggung::Jabatan(kode) => {
                let jabatan = daftar.profil.jabatan.iter().find(|satu| satu.kode == *kode);
                jabatan.and_then(|satu| satu.peran.iter().find_map(|peran| membawa(*peran))).or_else(sekretariat)
            }
            Penanggung::Tim(kode) => {
                let tim = daftar.profil.tim.iter().find(|satu| satu.kode == *kode);
                tim.and_then(|satu| membawa(satu.peran)).or_else(sekretariat)
            }
        };
        unit.map(|unit| unit.id)
    }

    /// Name of the one who owes, from the form in keys (`pd:DISKOMINFO`).
    pub fn nama(&self, daftar: &DaftarKewajiban, penanggung: &str) -> String {
        let (jenis, kode) = penanggung.split_once(':').unwrap_or(("", penanggung));
        let dari_profil = |nama: Option<&String>| nama.cloned().unwrap_or_else(|| kode.to_owned());
        match jenis {
            "jabatan" => {
                dari_profil(daftar.profil.jabatan.iter().find(|satu| satu.kode == kode).map(|satu| &satu.nama))
            }
            "tim" => dari_profil(daftar.profil.tim.iter().find(|satu| satu.kode == kode).map(|satu| &satu.nama)),
            _ => self.kode(kode).map_or_else(
                || {
                    let bawaan = daftar.profil.perangkat_daerah.iter().find(|satu| satu.kode == kode);
                    dari_profil(bawaan.map(|satu| &satu.nama))
                },
                |unit| unit.name.clone(),
            ),
        }
    }
}

/// The functional roles of the program whose holders act for a role of the profile. Roles that only units carry (walidata, kearsipan,
/// pengaduan, pengadaan, penyelenggara layanan) are stood for by Diskominfo and Sekda, who coordinate SPBE.
pub fn peran_program(peran: Peran) -> &'static [&'static str] {
    match peran {
        Peran::Bupati => &["bupati"],
        Peran::Sekda | Peran::PenanggungJawab => &["sekda"],
        Peran::TimKoordinasi => &["sekda", "diskominfo"],
        Peran::Evaluator => &["evaluator_penanggung_jawab", "evaluator_operator"],
        Peran::Tapd => &["sekda", "perencanaan", "keuangan_aset"],
        Peran::Diskominfo => &["diskominfo"],
        Peran::Perencanaan => &["perencanaan"],
        Peran::Organisasi => &["organisasi"],
        Peran::Pengawasan => &["pengawasan"],
        Peran::Kepegawaian => &["kepegawaian"],
        Peran::KeuanganAset => &["keuangan_aset"],
        Peran::Hukum => &["hukum"],
        Peran::Pengadaan
        | Peran::Kearsipan
        | Peran::Pengaduan
        | Peran::PenyelenggaraLayanan
        | Peran::Walidata
        | Peran::SetiapPd => &["diskominfo", "sekda"],
    }
}

/// Whether somebody with these roles examines what is coordinated by `koordinator`. Sekda, at the top, examines everything.
pub fn memeriksa(koordinator: Peran, peran: impl Fn(&str) -> bool) -> bool {
    peran("sekda") || peran_program(koordinator).iter().any(|satu| peran(satu))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(kode: &str, jenis: &str, peran: &[&str]) -> Unit {
        Unit {
            id: Uuid::now_v7(),
            code: kode.to_owned(),
            name: kode.to_owned(),
            short: kode.to_owned(),
            kind: jenis.to_owned(),
            parent: None,
            roles: peran.iter().map(|satu| (*satu).to_owned()).collect(),
            is_agency: true,
        }
    }

    #[test]
    fn units_become_agencies_of_the_rules() {
        let lembaga = Lembaga::dari(vec![
            unit("SETDA", "sekretariat_daerah", &[]),
            unit("ANEH", "lembaga_baru", &["hukum", "tak_dikenal"]),
        ]);
        let perangkat = lembaga.perangkat();
        assert_eq!(perangkat[0].jenis, JenisPerangkat::SekretariatDaerah);
        assert_eq!(
            (perangkat[1].jenis, perangkat[1].peran.as_slice()),
            (JenisPerangkat::Dinas, [Peran::Hukum].as_slice())
        );
    }

    #[test]
    fn the_coordinator_and_sekda_examine_and_nobody_else() {
        let hanya = |mau: &'static str| move |peran: &str| peran == mau;
        assert!(memeriksa(Peran::Diskominfo, hanya("diskominfo")));
        assert!(memeriksa(Peran::Diskominfo, hanya("sekda")));
        assert!(!memeriksa(Peran::Diskominfo, hanya("hukum")));
        assert!(memeriksa(Peran::Walidata, hanya("diskominfo")));
    }
}
