//! Signing with a key that never leaves its token.
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};

use cryptoki::mechanism::{Mechanism, MechanismType};
use cryptoki::object::{Attribute, AttributeType, ObjectClass, ObjectHandle};
use cryptoki::session::{Session, UserType};
use cryptoki::types::RawAuthPin;
use pades::{Certificate, Digest, KeyKind, SignatureAlgorithm};
use time::OffsetDateTime;
use tokio::sync::OwnedMutexGuard;

use super::{Galat, KeadaanPin, pustaka, sertifikat, slot_berisi};
use crate::model::Sandi;

/// Longest chain of certificates.
const TERPANJANG: usize = 8;

/// One batch at a time for each token, by its serial number: whoever is signed in at a token is so for every session of the
/// program, so that another one could sign without a PIN.
static GILIRAN: LazyLock<Mutex<BTreeMap<String, Arc<tokio::sync::Mutex<()>>>>> = LazyLock::new(Mutex::default);

fn giliran(nomor_seri: &str) -> Result<OwnedMutexGuard<()>, Galat> {
    let milik = pegang(&GILIRAN).entry(nomor_seri.to_owned()).or_default().clone();
    milik.try_lock_owned().map_err(|_| Galat::Dipakai)
}

/// How the key signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cara {
    /// RSA, and the token digests.
    RsaUtuh,
    /// RSA over a digest that is made here.
    RsaSidik,
    /// ECDSA over a digest that is made here.
    Ecdsa,
}

/// A token that a person has opened with the PIN; it is signed out when this goes.
pub struct PenandaToken {
    rantai: Vec<Certificate>,
    cara: Cara,
    kunci: ObjectHandle,
    sesi: Mutex<Session>,
    galat: Mutex<Option<Galat>>,
    _giliran: OwnedMutexGuard<()>,
}

fn pegang<T>(isi: &Mutex<T>) -> MutexGuard<'_, T> {
    isi.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A certificate and those above it, the own one first, as far as they are found among the candidates.
pub fn rantai(milik: &Certificate, calon: &[Certificate]) -> Vec<Certificate> {
    let mut rantai = vec![milik.clone()];
    while rantai.len() < TERPANJANG {
        let Some(terakhir) = rantai.last() else { break };
        if terakhir.is_self_issued() {
            break;
        }
        let atas = calon.iter().find(|satu| {
            satu.is_ca() && satu.subject() == terakhir.issuer() && terakhir.signed_by(satu.public_key()).is_ok()
        });
        match atas {
            Some(atas) if !rantai.contains(atas) => rantai.push(atas.clone()),
            Some(_) | None => break,
        }
    }
    rantai
}

impl PenandaToken {
    /// Opens the token that holds this certificate, with the PIN. Blocks for as long as the token takes.
    ///
    /// # Errors
    /// [`Galat`]; after any of them nothing was signed and the PIN was given once at most.
    pub fn buka(
        jalan: &Path,
        milik: &Certificate,
        atas: &[Certificate],
        pin: &Sandi,
        pada: OffsetDateTime,
    ) -> Result<PenandaToken, Galat> {
        if !milik.valid_at(pada) || !milik.may_sign() {
            return Err(Galat::SertifikatTakBerlaku);
        }
        let konteks = pustaka(jalan)?;
        let semua = slot_berisi(&konteks)?;
        if semua.is_empty() {
            return Err(Galat::TidakTerpasang);
        }
        let sidik = milik.fingerprint();
        for (slot, info) in semua {
            let sesi = konteks.open_ro_session(slot)?;
            let mut ada = sertifikat(&sesi)?;
            let Some(tempat) = ada.iter().position(|satu| satu.sertifikat.fingerprint() == sidik) else { continue };
            let id = ada.swap_remove(tempat).kunci;
            let giliran = giliran(info.serial_number())?;
            if let Some(halangan) = KeadaanPin::dari(&info).halangan() {
                return Err(halangan);
            }
            let panjang = pin.buka().len();
            // The token would count it as a failure.
            if panjang < info.min_pin_length() || panjang > info.max_pin_length() {
                return Err(Galat::PinSalah);
            }
            let mechanisms = konteks.get_mechanism_list(slot)?;
            let cara = cara(milik, &mechanisms)?;
            masuk(&sesi, pin)?;
            let mut calon: Vec<Certificate> = ada.into_iter().map(|satu| satu.sertifikat).collect();
            calon.extend_from_slice(atas);
            let kunci = match kunci(&sesi, id) {
                Ok(kunci) => kunci,
                Err(galat) => {
                    keluar(&sesi);
                    return Err(galat);
                }
            };
            return Ok(PenandaToken {
                rantai: rantai(milik, &calon),
                cara,
                kunci,
                sesi: Mutex::new(sesi),
                galat: Mutex::default(),
                _giliran: giliran,
            });
        }
        Err(Galat::SertifikatTakAda)
    }

    /// Why the last signature was not made.
    pub fn galat(&self) -> Option<Galat> {
        pegang(&self.galat).take()
    }

    fn buat(&self, message: &[u8]) -> Result<Vec<u8>, Galat> {
        let sesi = pegang(&self.sesi);
        let tanda = match self.cara {
            Cara::RsaUtuh => sesi.sign(&Mechanism::Sha256RsaPkcs, self.kunci, message)?,
            Cara::RsaSidik => sesi.sign(&Mechanism::RsaPkcs, self.kunci, &pades::digest_info(message))?,
            Cara::Ecdsa => {
                let pasangan = sesi.sign(&Mechanism::Ecdsa, self.kunci, &pades::sha256(message))?;
                pades::ecdsa_der(&pasangan).map_err(|cause| Galat::Lain(cause.to_string()))?
            }
        };
        let Some(milik) = self.rantai.first() else { return Err(Galat::KunciLain) };
        milik.public_key().verify(algoritma(self.cara), message, &tanda).map_err(|_| Galat::KunciLain)?;
        Ok(tanda)
    }
}

/// Signs in, once.
fn masuk(sesi: &Session, pin: &Sandi) -> Result<(), Galat> {
    use cryptoki::error::{Error, RvError};
    // Taken over without a copy, and wiped when it goes.
    let pin = RawAuthPin::new(Box::new(pin.buka().as_bytes().to_vec()));
    match sesi.login_with_raw(UserType::User, &pin) {
        Ok(()) => Ok(()),
        // Somebody was left signed in, and the PIN was not looked at: it is now.
        Err(Error::Pkcs11(RvError::UserAlreadyLoggedIn, _)) => {
            sesi.logout()?;
            Ok(sesi.login_with_raw(UserType::User, &pin)?)
        }
        Err(cause) => Err(cause.into()),
    }
}

fn keluar(sesi: &Session) {
    if let Err(cause) = sesi.logout() {
        tracing::warn!(%cause, "a token was not signed out");
    }
}

/// The key that belongs to a certificate.
fn kunci(sesi: &Session, id: Vec<u8>) -> Result<ObjectHandle, Galat> {
    let cari = [Attribute::Class(ObjectClass::PRIVATE_KEY), Attribute::Id(id)];
    let kunci = sesi.find_objects(&cari)?.into_iter().next().ok_or(Galat::KunciTakAda)?;
    let setiap = sesi.get_attributes(kunci, &[AttributeType::AlwaysAuthenticate]).unwrap_or_default();
    // Such a key asks for the PIN at every single signature, which this program does not keep for that long.
    if setiap.iter().any(|satu| matches!(satu, Attribute::AlwaysAuthenticate(true))) {
        return Err(Galat::PinSetiapTanda);
    }
    Ok(kunci)
}

fn cara(milik: &Certificate, mechanisms: &[MechanismType]) -> Result<Cara, Galat> {
    match milik.public_key().kind() {
        KeyKind::P256 if mechanisms.contains(&MechanismType::ECDSA) => Ok(Cara::Ecdsa),
        KeyKind::Rsa(2048..=4096) if mechanisms.contains(&MechanismType::SHA256_RSA_PKCS) => Ok(Cara::RsaUtuh),
        KeyKind::Rsa(2048..=4096) if mechanisms.contains(&MechanismType::RSA_PKCS) => Ok(Cara::RsaSidik),
        KeyKind::P256 | KeyKind::Rsa(_) | KeyKind::P384 | KeyKind::Other => Err(Galat::KunciTakDidukung),
    }
}

fn algoritma(cara: Cara) -> SignatureAlgorithm {
    match cara {
        Cara::RsaUtuh | Cara::RsaSidik => SignatureAlgorithm::RsaPkcs1(Digest::Sha256),
        Cara::Ecdsa => SignatureAlgorithm::Ecdsa(Digest::Sha256),
    }
}

impl pades::Signer for PenandaToken {
    fn chain(&self) -> &[Certificate] {
        &self.rantai
    }

    fn algorithm(&self) -> SignatureAlgorithm {
        algoritma(self.cara)
    }

    fn sign(&self, message: &[u8]) -> pades::Result<Vec<u8>> {
        self.buat(message).map_err(|galat| {
            let teks = galat.teks();
            *pegang(&self.galat) = Some(galat);
            pades::Error::Signer(teks)
        })
    }
}

impl Drop for PenandaToken {
    fn drop(&mut self) {
        keluar(&pegang(&self.sesi));
    }
}
