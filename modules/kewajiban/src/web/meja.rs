//! What almost every handler needs: the duties, the settings, the units.

use crate::katalog;
use crate::lembaga::Lembaga;
use crate::model::{DaftarKewajiban, Kewajiban};
use crate::store::{self, Setelan};
use kernel::{App, Result};
use std::sync::Arc;

/// The desk on which a request is worked: two statements.
pub struct Meja {
    /// The duties of the profile.
    pub daftar: Arc<DaftarKewajiban>,
    /// The settings.
    pub setelan: Setelan,
    /// The units.
    pub lembaga: Lembaga,
}

impl Meja {
    /// Reads what is needed.
    pub async fn buka(app: &App) -> Result<Meja> {
        let daftar = katalog::dari(app)?;
        let setelan = store::setelan::baca(app, &daftar).await?;
        let lembaga = Lembaga::baca(app).await?;
        Ok(Meja { daftar, setelan, lembaga })
    }

    /// Title of a duty; its code when the profile no longer has it.
    pub fn judul<'a>(&'a self, kode: &'a str) -> &'a str {
        self.daftar.cari(kode).map_or(kode, |satu| satu.judul.as_str())
    }
    /// The duty of a code.
    pub fn kewajiban(&self, kode: &str) -> Option<&Kewajiban> {
        self.daftar.cari(kode)
    }
    /// Name of the one who owes.
    pub fn nama(&self, penanggung: &str) -> String {
        self.lembaga.nama(&self.daftar, penanggung)
    }
}
