//! Signing on this machine: with a certificate of the regency's own authority, whose key opens with the passphrase of the
//! person, or with a token, which opens with a PIN.
use std::sync::Arc;
use std::time::Duration;

use kernel::{App, Error, Result};
use pades::sign::{Evidence, Level, Order, Panel, Request};
use pades::{Certificate, Key, LocalSigner, Signer};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{Hasil, Tugas, galat};
use crate::model::{PenandaAkun, Pengaturan, Sandi, Tingkat};
use crate::token::{Galat, PenandaToken};
use crate::{panel, pki, store};

/// Bytes kept free for a signature with its time stamp and two chains.
const TEMPAT: usize = 24 * 1024;
/// How long a token may take for one signature, or to open.
const SABAR: Duration = Duration::from_secs(60);

/// An opened key with what goes into its signatures.
pub struct PenandaLokal {
    signer: Arc<dyn Signer>,
    token: Option<Arc<PenandaToken>>,
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

/// Certificates and revocation lists of the own authority for signatures that last: those in use, and the earlier ones
/// above this certificate.
pub async fn bukti(app: &App, milik: &Certificate) -> Result<Evidence> {
    let silsilah = pki::Silsilah::baca(app).await?;
    let (mut certificates, mut crls) = (vec![], vec![]);
    for satu in silsilah.terpakai(milik) {
        certificates.push(satu.sertifikat.clone());
        if let Some(crl) = pki::crl_dari(app, &silsilah, satu).await? {
            crls.push(pades::Crl::from_der(&crl).map_err(Error::internal)?);
        }
    }
    Ok(Evidence { certificates, crls, ocsps: vec![] })
}

/// Opens the key of an account that signs with the own authority.
pub(super) async fn buka_pki(
    app: &App,
    pengaturan: &Pengaturan,
    akun: Uuid,
    sandi: &Sandi,
) -> Result<std::result::Result<PenandaLokal, Hasil>> {
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
    let signer = Arc::new(LocalSigner::new(key, rantai).map_err(Error::internal)?);
    lengkap(app, pengaturan.tingkat, signer, None).await.map(Ok)
}

/// Opens the token that holds the certificate of an account.
pub(super) async fn buka_token(
    app: &App,
    pengaturan: &Pengaturan,
    akun: &PenandaAkun,
    pin: &Sandi,
) -> Result<std::result::Result<PenandaLokal, Hasil>> {
    let Some(jalan) = app.config.pkcs11.clone() else { return Ok(Err(Galat::TanpaPustaka.hasil())) };
    let Some(der) = &akun.sertifikat else { return Ok(Err(Galat::SertifikatTakAda.hasil())) };
    let milik = Certificate::from_der(der).map_err(Error::internal)?;
    let mut atas = vec![];
    for satu in store::jangkar::aktif(app).await? {
        atas.push(Certificate::from_der(&satu.sertifikat).map_err(Error::internal)?);
    }
    let (pin, pada) = (pin.clone(), app.now());
    let buka = tokio::task::spawn_blocking(move || PenandaToken::buka(&jalan, &milik, &atas, &pin, pada));
    let token = match tokio::time::timeout(SABAR, buka).await {
        Ok(dibuka) => match dibuka.map_err(Error::internal)? {
            Ok(token) => Arc::new(token),
            Err(galat) => {
                tracing::warn!(sebab = galat.sebab(), ?galat, "a token was not opened");
                return Ok(Err(galat.hasil()));
            }
        },
        Err(_) => return Ok(Err(Galat::TidakMenjawab.hasil())),
    };
    // Whoever issued the certificate of a token keeps its lists, without which nothing lasts.
    let tingkat = match pengaturan.tingkat {
        Tingkat::B => Tingkat::B,
        Tingkat::T | Tingkat::Lt | Tingkat::Lta => Tingkat::T,
    };
    lengkap(app, tingkat, token.clone(), Some(token)).await.map(Ok)
}

/// A key with what its signatures need at a level.
async fn lengkap(
    app: &App,
    tingkat: Tingkat,
    signer: Arc<dyn Signer>,
    token: Option<Arc<PenandaToken>>,
) -> Result<PenandaLokal> {
    let tsa = match tingkat {
        Tingkat::B => None,
        Tingkat::T | Tingkat::Lt | Tingkat::Lta => pki::penanggal(app).await?.map(Arc::new),
    };
    // Without an authority of time stamps there is nothing above the plain signature.
    let tingkat = if tsa.is_some() { tingkat } else { Tingkat::B };
    let bukti = match (tingkat, signer.chain().first()) {
        (Tingkat::Lt | Tingkat::Lta, Some(milik)) => bukti(app, milik).await?,
        (Tingkat::B | Tingkat::T | Tingkat::Lt | Tingkat::Lta, _) => Evidence::default(),
    };
    Ok(PenandaLokal { signer, token, tsa, bukti: Arc::new(bukti), tingkat })
}

impl PenandaLokal {
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
        let kerja = tokio::task::spawn_blocking(move || {
            let tsa = tsa.map(|penanggal| TsaDalam { penanggal, pada });
            let order = Order {
                level: level(tingkat),
                signer: signer.as_ref(),
                tsa: tsa.as_ref().map(|tsa| tsa as &dyn pades::Tsa),
                evidence: &bukti,
            };
            pades::sign::sign(&pdf, &request, &order, &pki::acak())
        });
        // A key in this process always comes back.
        let hasil = match &self.token {
            None => kerja.await,
            Some(_) => match tokio::time::timeout(SABAR, kerja).await {
                Ok(hasil) => hasil,
                Err(_) => return Ok(Galat::TidakMenjawab.hasil()),
            },
        };
        let hasil = hasil.map_err(Error::internal)?;
        Ok(match hasil {
            Ok(pdf) => Hasil::Selesai { pdf, tingkat: self.tingkat.kode().to_owned() },
            Err(pades::Error::Signer(teks)) => {
                let galat = self.token.as_ref().and_then(|token| token.galat()).unwrap_or(Galat::Lain(teks));
                tracing::warn!(sebab = galat.sebab(), ?galat, "a token did not sign");
                galat.hasil()
            }
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
