//! Through what documents are signed: the national service, the regency's own authority or a token. What comes back says
//! with certainty what happened, or says that nobody knows.
mod bsre;
mod galat;
mod halaman;
mod lokal;
mod segel;

use kernel::{App, Result};
use time::OffsetDateTime;

use crate::model::{Jenis, PenandaAkun, Pengaturan, Permintaan, Sandi, VersiBsre};

pub use bsre::{KlienBsre, StatusPengguna};
pub use galat::terjemah;
pub use lokal::{PenandaLokal, TsaDalam, bukti};
pub use segel::Aktivasi;

/// What became of a document that was given to be signed.
#[derive(Debug)]
pub enum Hasil {
    /// Signed, and checked to be whole.
    Selesai {
        /// The signed file.
        pdf: Vec<u8>,
        /// Level of the signature.
        tingkat: String,
    },
    /// The service was not reached: certainly nothing was signed.
    TidakMenjawab(String),
    /// The passphrase is wrong: nothing was signed, and no other document is tried with it.
    SandiSalah,
    /// The service signs nothing for this person or this program now.
    PenandaDitolak(String),
    /// The service refuses this document: nothing was signed.
    Gagal(String),
    /// The document reached the service, and nobody knows whether it was signed.
    TakPasti {
        /// What happened.
        pesan: String,
        /// What the service calls the document, when it told.
        acuan: Option<String>,
    },
}

/// A signer that is ready to sign many documents with the passphrase it was opened with.
pub enum Alat {
    /// The national service.
    Bsre {
        /// Its client.
        klien: KlienBsre,
        /// By which the service knows the person.
        nik: zeroize::Zeroizing<String>,
        /// The passphrase of the person.
        sandi: Sandi,
    },
    /// A seal of an agency at the national service.
    Segel {
        /// Its client.
        klien: KlienBsre,
        /// Number of its subscriber.
        pelanggan: zeroize::Zeroizing<String>,
        /// The code that activates it.
        aktivasi: Sandi,
    },
    /// A key on this machine: of the regency's own authority, or on a token.
    Lokal(PenandaLokal),
}

/// One document on its way to the signer.
pub struct Tugas<'a> {
    /// The request.
    pub permintaan: &'a Permintaan,
    /// The document.
    pub pdf: Vec<u8>,
    /// Name of the signer.
    pub nama: &'a str,
    /// The instant that the signature claims.
    pub pada: OffsetDateTime,
}

/// Opens the signer of an account with a passphrase. The inner error is an outcome that holds for every document.
pub async fn buka(
    app: &App,
    pengaturan: &Pengaturan,
    akun: &PenandaAkun,
    sandi: &Sandi,
) -> Result<std::result::Result<Alat, Hasil>> {
    match akun.jenis {
        Jenis::Bsre => {
            let Some(bsre) = &pengaturan.bsre else {
                return Ok(Err(Hasil::PenandaDitolak("Layanan BSrE belum diatur oleh administrator.".into())));
            };
            let Some(nik) = akun.nik.clone() else {
                return Ok(Err(Hasil::PenandaDitolak("NIK untuk layanan BSrE belum diisi oleh administrator.".into())));
            };
            if akun.segel {
                if bsre.versi != VersiBsre::V2 {
                    let pesan = "Segel BSrE memerlukan layanan versi v2.";
                    return Ok(Err(Hasil::PenandaDitolak(pesan.into())));
                }
                let klien = KlienBsre::new(bsre)?;
                return Ok(Ok(Alat::Segel { klien, pelanggan: nik, aktivasi: sandi.clone() }));
            }
            Ok(Ok(Alat::Bsre { klien: KlienBsre::new(bsre)?, nik, sandi: sandi.clone() }))
        }
        Jenis::Pki => lokal::buka_pki(app, pengaturan, akun.akun, sandi).await.map(|hasil| hasil.map(Alat::Lokal)),
        Jenis::Token => lokal::buka_token(app, pengaturan, akun, sandi).await.map(|hasil| hasil.map(Alat::Lokal)),
    }
}

impl Alat {
    /// Signs one document. Never tries again by itself.
    pub async fn tandatangani(&self, app: &App, tugas: Tugas<'_>) -> Result<Hasil> {
        let sebelum = match pades::sign::inspect(&tugas.pdf) {
            Ok(isi) => isi.signatures,
            Err(cause) => return Ok(Hasil::Gagal(galat::naskah(&cause))),
        };
        let hasil = match self {
            Alat::Bsre { klien, nik, sandi } => {
                let qr = crate::qr::alamat(app, &tugas.permintaan.kode);
                klien.tandatangani(nik, sandi, tugas.permintaan, &tugas.pdf, &qr).await?
            }
            Alat::Segel { klien, pelanggan, aktivasi } => {
                let qr = crate::qr::alamat(app, &tugas.permintaan.kode);
                klien.segel(pelanggan, aktivasi, tugas.permintaan, &tugas.pdf, &qr).await?
            }
            Alat::Lokal(penanda) => penanda.tandatangani(app, tugas).await?,
        };
        match hasil {
            Hasil::Selesai { pdf, tingkat } => Ok(utuh(pdf, tingkat, sebelum, app.now())),
            lain @ (Hasil::TidakMenjawab(_)
            | Hasil::SandiSalah
            | Hasil::PenandaDitolak(_)
            | Hasil::Gagal(_)
            | Hasil::TakPasti { .. }) => Ok(lain),
        }
    }
}

/// Looks at what came back before anybody is told that it is signed.
pub fn utuh(pdf: Vec<u8>, tingkat: String, sebelum: usize, now: OffsetDateTime) -> Hasil {
    let pesan = "Layanan menjawab, tetapi berkas yang dikirimnya tidak memuat tanda tangan yang utuh.";
    let Ok(laporan) = pades::verify::verify(&pdf, &crate::periksa::tanpa_jangkar(), now) else {
        return Hasil::TakPasti { pesan: pesan.into(), acuan: None };
    };
    let utuh = laporan.signatures.iter().all(|satu| matches!(satu.integrity, pades::verify::Integrity::Whole));
    if laporan.signatures.len() > sebelum && utuh {
        Hasil::Selesai { pdf, tingkat }
    } else {
        Hasil::TakPasti { pesan: pesan.into(), acuan: None }
    }
}
