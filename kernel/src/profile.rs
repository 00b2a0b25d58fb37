//! The regency: one TOML file says who it is and what its regulation asks. Nothing in code asks which regency it is.
//!
//! The kernel reads `[daerah]`; every module reads the sections that are its own through [`Profile::section`].
use std::path::Path;
use std::sync::Arc;

use indonesia::tanggal::Zona;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::{Error, Result};

/// Who the regency is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Identity {
    /// Name with its kind, such as `Kabupaten Contoh`.
    pub nama: String,
    /// Province.
    pub provinsi: String,
    /// Code of the region, such as `14.09`.
    pub kode: String,
    /// `WIB`, `WITA` or `WIT`.
    pub zona_waktu: String,
    /// Capital.
    #[serde(default)]
    pub ibu_kota: String,
    /// Domain.
    pub domain: Domain,
}

/// The domain of the regency.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Domain {
    /// Such as `contohkab.go.id`.
    pub nama: String,
}

/// A profile file.
#[derive(Debug, Clone)]
pub struct Profile {
    /// Name of the file without ending.
    pub key: String,
    /// Who the regency is.
    pub identity: Identity,
    /// Its districts and villages as CSV (`kode,nama,induk,jenis`); empty when the file names none.
    pub regions: String,
    zone: Zona,
    text: Arc<str>,
    table: toml::Table,
}

impl Profile {
    /// Reads a profile from its text.
    ///
    /// # Errors
    /// Names the file, the key and what is expected.
    pub fn parse(key: &str, text: &str) -> Result<Profile> {
        let table: toml::Table = text.parse().map_err(|cause| Error::refused(format!("Profil {key}: {cause}")))?;
        let identity: Identity = section(key, &table, "daerah")?;
        let zone = identity.zona_waktu.parse::<Zona>().map_err(|_| {
            Error::refused(format!(
                "Profil {key}: zona_waktu harus WIB, WITA, atau WIT, bukan \"{}\"",
                identity.zona_waktu
            ))
        })?;
        Ok(Profile { key: key.to_owned(), identity, regions: String::new(), zone, text: text.into(), table })
    }

    /// Reads a profile file.
    pub fn read(path: &Path) -> Result<Profile> {
        let key = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let text = std::fs::read_to_string(path)
            .map_err(|cause| Error::refused(format!("Berkas profil {} tidak terbaca: {cause}", path.display())))?;
        let mut profile = Profile::parse(&key, &text)?;
        let daerah: toml::Table = profile.section("daerah")?;
        if let Some(name) = daerah.get("wilayah").and_then(toml::Value::as_str) {
            let regions = path.parent().unwrap_or(Path::new(".")).join(name);
            profile.regions = std::fs::read_to_string(&regions).map_err(|cause| {
                Error::refused(format!("Berkas wilayah {} tidak terbaca: {cause}", regions.display()))
            })?;
        }
        Ok(profile)
    }

    /// A section of the file as the type of the module that owns it.
    ///
    /// # Errors
    /// When the section is missing or malformed.
    pub fn section<T: DeserializeOwned>(&self, name: &str) -> Result<T> {
        section(&self.key, &self.table, name)
    }
    /// The whole file as it is written, for a module that reads it strictly, keys and lines included. Clones of a profile share it.
    pub fn text(&self) -> &Arc<str> {
        &self.text
    }
    /// Whether the file has the section.
    pub fn has(&self, name: &str) -> bool {
        self.table.contains_key(name)
    }

    /// Name of the regency, such as `Kabupaten Contoh`.
    pub fn name(&self) -> String {
        self.identity.nama.clone()
    }
    /// The line under the name.
    pub fn tagline(&self) -> String {
        format!("Provinsi {}", self.identity.provinsi)
    }
    /// Its zone.
    pub fn zone(&self) -> Zona {
        self.zone
    }
}

fn section<T: DeserializeOwned>(key: &str, table: &toml::Table, name: &str) -> Result<T> {
    let value =
        table.get(name).cloned().ok_or_else(|| Error::refused(format!("Profil {key}: bagian [{name}] tidak ada")))?;
    value.try_into().map_err(|cause| Error::refused(format!("Profil {key}, bagian [{name}]: {cause}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "[daerah]\nnama = \"Kabupaten Contoh\"\nprovinsi = \"Contoh\"\nkode = \"99.01\"\nzona_waktu = \"WITA\"\ndomain = { nama = \"contohkab.go.id\" }\n";

    #[test]
    fn a_profile_says_its_zone_and_names_what_is_wrong() {
        let profile = Profile::parse("contoh", TEXT).unwrap();
        assert_eq!(profile.zone().selisih().whole_hours(), 8);
        let wrong = Profile::parse("contoh", &TEXT.replace("WITA", "GMT")).unwrap_err().to_string();
        assert!(wrong.contains("zona_waktu"), "{wrong}");
        assert!(Profile::parse("contoh", "").unwrap_err().to_string().contains("[daerah]"));
    }
}
