//! Signing with a certificate of the regency's own authority: the key of a person opens with their passphrase.
use std::sync::Arc;

use kernel::{App, Error, Result};
use pades::sign::{Evidence, Level, Order, Panel, Request};
use pades::{Key, LocalSigner};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{Hasil, Tugas, galat};
use crate::model::{Pengaturan, Sandi, Tingkat};
use crate::{panel, pki, store};

/// Bytes kept free for a signature with its time stamp and two chains.
const TEMPAT: usize = 24 * 1024;

/// An opened key with what goes into its signatures.
pub struct PenandaPki {
    signer: Arc<LocalSigner>,
    tsa: Option<Arc<pki::Penanggal>>,
    bukti: Arc<Evidence>,
    tingkat: Tingkat,
}

/// The authority of time stamps of this program, asked without a network.
pub struct TsaDalam {
    penanggal: Arc<pki::Penanggal>,
    pada: OffsetDateTime,
}

impl pades::Tsa for TsaDalam {
    fn query(&self, request_der: &[u8]) -> pades::Result<Vec<u8>> {
        self.penanggal.jawab(request_der, self.pada)
    }
}

/// Certificates and revocation lists of the own authority, for signatures that last.
pub async fn bukti(app: &App) -> Result<Evidence> {
    let mut certificates = vec![];
    let mut crls = vec![];
    for otoritas in store::pki::aktif(app).await? {
        certificates.push(pades::Certificate::from_der(&otoritas.sertifikat).map_err(Error::internal)?);
        if let Some(crl) = &otoritas.crl {
            crls.push(pades::Crl::from_der(crl).map_err(Error::internal)?);
        }
    }
    if let Some(crl) = pki::crl_penerbit(app).await? {
        crls.push(pades::Crl::from_der(&crl).map_err(Error::internal)?);
    }
    Ok(Evidence { certificates, crls, ocsps: vec![] })
}

/// Opens the key of an account.
pub(super) async fn buka(
    app: &App,
    pengaturan: &Pengaturan,
    akun: Uuid,
    sandi: &Sandi,
) -> Result<std::result::Result<PenandaPki, Hasil>> {
    let Some(milik) = store::pki::berlaku(app, akun).await? else {
        let pesan = "Anda belum memiliki sertifikat elektronik yang berlaku. Hubungi administrator.";
        return Ok(Err(Hasil::PenandaDitolak(pesan.into())));
    };
    let rantai = pki::rantai(app, &milik).await?;
    let (teks, sandi) = (milik.kunci.clone(), sandi.clone());
    // Opening takes long on purpose, so that guessing does.
    let dibuka =
        tokio::task::spawn_blocking(move || Key::unseal(&teks, sandi.buka())).await.map_err(Error::internal)?;
    let key = match dibuka {
        Ok(key) => key,
        Err(pades::Error::WrongPassphrase) => return Ok(Err(Hasil::SandiSalah)),
        Err(cause) => return Err(Error::internal(cause)),
    };
    let signer = LocalSigner::new(key, rantai).map_err(Error::internal)?;
    let tsa = match pengaturan.tingkat {
        Tingkat::B => None,
        Tingkat::T | Tingkat::Lt | Tingkat::Lta => pki::penanggal(app).await?.map(Arc::new),
    };
    // Without an authority of time stamps there is nothing above the plain signature.
    let tingkat = if tsa.is_some() { pengaturan.tingkat } else { Tingkat::B };
    let bukti = match tingkat {
        Tingkat::B | Tingkat::T => Evidence::default(),
        Tingkat::Lt | Tingkat::Lta => bukti(app).await?,
    };
    Ok(Ok(PenandaPki { signer: Arc::new(signer), tsa, bukti: Arc::new(bukti), tingkat }))
}

impl PenandaPki {
    pub(super) async fn tandatangani(&self, app: &App, tugas: Tugas<'_>) -> Result<Hasil> {
        let gambar = panel::buat(app, tugas.permintaan, tugas.nama, tugas.pada).await?;
        let permintaan = tugas.permintaan;
        let mut request = Request::new(&format!("TTE{}", permintaan.id.simple()), tugas.pada);
        request.name = Some(tugas.nama.to_owned());
        request.reason = Some(permintaan.kapasitas.clone());
        request.location = Some(app.profile.name());
        request.reserve = TEMPAT;
        request.panel = match (permintaan.panel, gambar) {
            (Some(tempat), Some(appearance)) => Some(Panel {
                page: u32::try_from(tempat.page).unwrap_or(u32::MAX),
                rect: [
                    tempat.x as f32,
                    tempat.y as f32,
                    (tempat.x + tempat.width) as f32,
                    (tempat.y + tempat.height) as f32,
                ],
                appearance,
            }),
            (Some(_) | None, _) => None,
        };
        let (signer, tsa, bukti) = (self.signer.clone(), self.tsa.clone(), self.bukti.clone());
        let (tingkat, pada, pdf) = (self.tingkat, tugas.pada, tugas.pdf);
        let hasil = tokio::task::spawn_blocking(move || {
            let tsa = tsa.map(|penanggal| TsaDalam { penanggal, pada });
            let order = Order {
                level: level(tingkat),
                signer: signer.as_ref(),
                tsa: tsa.as_ref().map(|tsa| tsa as &dyn pades::Tsa),
                evidence: &bukti,
            };
            pades::sign::sign(&pdf, &request, &order, &pki::acak())
        })
        .await
        .map_err(Error::internal)?;
        Ok(match hasil {
            Ok(pdf) => Hasil::Selesai { pdf, tingkat: self.tingkat.kode().to_owned() },
            Err(cause) => Hasil::Gagal(galat::naskah(&cause)),
        })
    }
}

fn level(tingkat: Tingkat) -> Level {
    match tingkat {
        Tingkat::B => Level::B,
        Tingkat::T => Level::T,
        Tingkat::Lt => Level::Lt,
        Tingkat::Lta => Level::Lta,
    }
}
