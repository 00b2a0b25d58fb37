//! Who stands above whom: the authorities of the regency, those of today and the earlier ones.
//!
//! An authority that was renewed or replaced issues no more, and goes on answering for what it issued until its own
//! certificate ends.
use kernel::{App, Error, Result};
use pades::Certificate;
use uuid::Uuid;

use crate::store;
use crate::store::pki::{JenisOtoritas, Otoritas};

/// Longest chain.
const TERPANJANG: usize = 8;

/// An authority with its certificate read.
pub struct Anggota {
    /// The row.
    pub otoritas: Otoritas,
    /// Its certificate.
    pub sertifikat: Certificate,
}

/// All authorities.
pub struct Silsilah(Vec<Anggota>);

impl Silsilah {
    /// Reads them, newest first.
    ///
    /// # Errors
    /// When a stored certificate cannot be read.
    pub async fn baca(app: &App) -> Result<Silsilah> {
        let semua = store::pki::semua(app).await?;
        let semua = semua.into_iter().map(|otoritas| {
            let sertifikat = Certificate::from_der(&otoritas.sertifikat).map_err(Error::internal)?;
            Ok(Anggota { otoritas, sertifikat })
        });
        semua.collect::<Result<Vec<Anggota>>>().map(Silsilah)
    }

    /// All of them.
    pub fn semua(&self) -> &[Anggota] {
        &self.0
    }

    /// The one in use of a kind.
    pub fn aktif(&self, jenis: JenisOtoritas) -> Option<&Anggota> {
        self.0.iter().find(|satu| satu.otoritas.aktif && satu.otoritas.jenis == jenis)
    }

    /// The one of this row.
    pub fn dengan_id(&self, id: Uuid) -> Option<&Anggota> {
        self.0.iter().find(|satu| satu.otoritas.id == id)
    }

    /// The one whose certificate has this serial number.
    pub fn bernomor(&self, serial: &str) -> Option<&Anggota> {
        self.0.iter().find(|satu| satu.otoritas.serial.eq_ignore_ascii_case(serial))
    }

    /// The one that an address names: `akar` and `penerbit` are those in use, else a serial number.
    pub fn disebut(&self, nama: &str) -> Option<&Anggota> {
        match nama {
            "akar" => self.aktif(JenisOtoritas::Akar),
            "penerbit" => self.aktif(JenisOtoritas::Penerbit),
            nomor => self.bernomor(nomor),
        }
    }

    /// Who issued a certificate.
    pub fn induk(&self, sertifikat: &Certificate) -> Option<&Anggota> {
        self.0.iter().find(|satu| {
            satu.sertifikat.is_ca()
                && satu.sertifikat.subject() == sertifikat.issuer()
                && satu.sertifikat.subject_key_id() == sertifikat.authority_key_id()
        })
    }

    /// Those above a certificate, the nearest first.
    pub fn leluhur(&self, sertifikat: &Certificate) -> Vec<&Anggota> {
        let (mut semua, mut kini): (Vec<&Anggota>, _) = (vec![], sertifikat);
        while semua.len() < TERPANJANG && !kini.is_self_issued() {
            let Some(atas) = self.induk(kini) else { break };
            semua.push(atas);
            kini = &atas.sertifikat;
        }
        semua
    }

    /// A certificate and those above it.
    pub fn rantai(&self, sertifikat: &Certificate) -> Vec<Certificate> {
        let atas = self.leluhur(sertifikat).into_iter().map(|satu| satu.sertifikat.clone());
        std::iter::once(sertifikat.clone()).chain(atas).collect()
    }

    /// Whom a signature with this certificate needs: those in use, and those above it.
    pub fn terpakai(&self, milik: &Certificate) -> Vec<&Anggota> {
        let mut semua: Vec<&Anggota> = self.0.iter().filter(|satu| satu.otoritas.aktif).collect();
        for satu in self.leluhur(milik) {
            if !semua.iter().any(|ada| ada.otoritas.id == satu.otoritas.id) {
                semua.push(satu);
            }
        }
        semua
    }
}
