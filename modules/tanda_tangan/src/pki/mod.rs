//! The regency's own certificate authority: a root that signs an issuing authority, an answerer of OCSP and an authority
//! of time stamps; certificates for people and seals; revocation.
//!
//! The key of the root opens with a passphrase that only people know, and can be taken off this machine. The keys of the
//! other three are sealed with the installation's own key, since they answer without anybody beside them. The key of a
//! person opens with the person's passphrase only.
mod jawab;
mod silsilah;
mod terbit;

use kernel::{App, Error, Result};
use pades::ca::{Authority, OcspResponder, TsaResponder};
use pades::{Certificate, Key, Reason, Revoked, Status};
use ring::rand::SystemRandom;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

pub use jawab::{crl_bernama, crl_dari, ocsp, tsa};
pub use silsilah::{Anggota, Silsilah};
pub use terbit::{KunciAkar, Pemohon, Siap, cabut, crl_akar_baru, ganti_sandi, perbarui, siapkan, terbitkan};

use crate::store;
use crate::store::pki::{JenisOtoritas, Otoritas, Sertifikat};

/// For what the installation's key seals keys of authorities.
pub(crate) const SEGEL: &str = "tanda_tangan/otoritas";
/// Policy of the time stamps: the baseline policy of ETSI EN 319 421.
const KEBIJAKAN: &str = "0.4.0.2023.1.1";
/// How far the clock of the time stamps may be off, in seconds.
const TELITI: u64 = 1;
/// How long a list of revoked certificates may be used.
const UMUR_CRL: Duration = Duration::days(2);
/// How long an answer of OCSP may be used.
const UMUR_OCSP: Duration = Duration::hours(12);

/// Why a certificate is revoked: code, words, reason in the list.
pub const ALASAN_CABUT: &[(&str, &str, Reason)] = &[
    ("kunci_bocor", "Kunci atau kata sandi diketahui orang lain", Reason::KeyCompromise),
    ("pindah_tugas", "Pemilik pindah tugas", Reason::AffiliationChanged),
    ("diganti", "Diganti sertifikat baru", Reason::Superseded),
    ("berhenti", "Pemilik berhenti atau pensiun", Reason::CessationOfOperation),
];

/// Randomness of the machine.
pub(crate) fn acak() -> SystemRandom {
    SystemRandom::new()
}

/// Dates of what is made: certificates know whole seconds.
pub(crate) fn detik(pada: OffsetDateTime) -> OffsetDateTime {
    pada.replace_nanosecond(0).unwrap_or(pada)
}

/// The authority of time stamps.
pub struct Penanggal(TsaResponder);

impl Penanggal {
    /// The answer to a request of RFC 3161; a refusal when it is none.
    ///
    /// # Errors
    /// When cryptography fails.
    pub fn jawab(&self, request_der: &[u8], pada: OffsetDateTime) -> pades::Result<Vec<u8>> {
        self.0.respond(request_der, pada, &acak())
    }
}

fn sertifikat(der: &[u8]) -> Result<Certificate> {
    Certificate::from_der(der).map_err(Error::internal)
}

/// The key of an authority that answers by itself.
fn kunci(app: &App, otoritas: &Otoritas) -> Result<Key> {
    let sealed = otoritas.kunci.as_deref().ok_or_else(|| Error::internal("an authority without its key"))?;
    let pkcs8 = zeroize::Zeroizing::new(app.keys.unseal(SEGEL, sealed)?);
    Key::from_pkcs8(&pkcs8).map_err(Error::internal)
}

/// The issuing authority with its key; none while there is no authority.
pub(crate) async fn penerbit(app: &App) -> Result<Option<(Otoritas, Authority)>> {
    let silsilah = Silsilah::baca(app).await?;
    let Some(sendiri) = silsilah.aktif(JenisOtoritas::Penerbit) else { return Ok(None) };
    Ok(Some((sendiri.otoritas.clone(), terbuka(app, &silsilah, sendiri)?)))
}

/// An issuing authority, also an earlier one, with its key.
fn terbuka(app: &App, silsilah: &Silsilah, satu: &Anggota) -> Result<Authority> {
    let key = kunci(app, &satu.otoritas)?;
    Authority::open(key, silsilah.rantai(&satu.sertifikat)).map_err(Error::internal)
}

/// The authority of time stamps; none while there is no authority at all.
pub async fn penanggal(app: &App) -> Result<Option<Penanggal>> {
    let silsilah = Silsilah::baca(app).await?;
    let Some(sendiri) = silsilah.aktif(JenisOtoritas::Tsa) else { return Ok(None) };
    let key = kunci(app, &sendiri.otoritas)?;
    let rantai = silsilah.rantai(&sendiri.sertifikat);
    Ok(Some(Penanggal(TsaResponder::new(key, rantai, KEBIJAKAN, TELITI).map_err(Error::internal)?)))
}

/// The chain of a person's certificate, leaf first.
pub(crate) async fn rantai(app: &App, milik: &Sertifikat) -> Result<Vec<Certificate>> {
    Ok(Silsilah::baca(app).await?.rantai(&sertifikat(&milik.sertifikat)?))
}

/// Who answers OCSP for an issuing authority, and that authority: those in use first, then the earlier ones.
fn penjawab(app: &App, silsilah: &Silsilah) -> Result<Vec<(OcspResponder, Uuid)>> {
    let mut semua = vec![];
    let mut urut: Vec<&Anggota> =
        silsilah.semua().iter().filter(|satu| satu.otoritas.jenis == JenisOtoritas::Ocsp).collect();
    urut.sort_by_key(|satu| !satu.otoritas.aktif);
    for satu in urut {
        let Some(atas) = silsilah.induk(&satu.sertifikat) else { continue };
        let key = kunci(app, &satu.otoritas)?;
        let penjawab = OcspResponder::new(key, satu.sertifikat.clone(), atas.sertifikat.clone());
        semua.push((penjawab.map_err(Error::internal)?, atas.otoritas.id));
    }
    Ok(semua)
}
