//! Keys on a PKCS #11 token (a smart card, a USB token, a hardware module) that is plugged into the machine of the program.
//!
//! The library of the maker is loaded when it is first needed; its path comes from the configuration of the machine. All
//! calls here block, some for seconds: callers run them aside. A PIN is given to a token once for each batch, never tried
//! again, and not even once where the token says that one more failure locks it.
mod galat;
mod penanda;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex, PoisonError};

use cryptoki::context::{CInitializeArgs, CInitializeFlags, Pkcs11};
use cryptoki::error::RvError;
use cryptoki::object::{Attribute, AttributeType, CertificateType, ObjectClass};
use cryptoki::session::Session;
use cryptoki::slot::{Slot, TokenInfo};
use pades::Certificate;

pub use galat::Galat;
pub use penanda::{PenandaToken, rantai};

/// Most certificates read from one token.
const TERBANYAK: usize = 50;

/// What a token says of its PIN.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeadaanPin {
    /// Nothing is wrong.
    Baik,
    /// It was wrong lately.
    PernahSalah,
    /// One more wrong PIN locks the token.
    PercobaanTerakhir,
    /// The token is locked.
    Terkunci,
    /// Nobody has set a PIN yet.
    BelumDiatur,
}

impl KeadaanPin {
    fn dari(info: &TokenInfo) -> KeadaanPin {
        if info.user_pin_locked() {
            KeadaanPin::Terkunci
        } else if !info.user_pin_initialized() {
            KeadaanPin::BelumDiatur
        } else if info.user_pin_final_try() {
            KeadaanPin::PercobaanTerakhir
        } else if info.user_pin_count_low() {
            KeadaanPin::PernahSalah
        } else {
            KeadaanPin::Baik
        }
    }

    /// The words on pages.
    pub const fn teks(self) -> &'static str {
        match self {
            KeadaanPin::Baik => "Siap",
            KeadaanPin::PernahSalah => "PIN terakhir salah",
            KeadaanPin::PercobaanTerakhir => "Satu kali salah lagi, token terkunci",
            KeadaanPin::Terkunci => "Terkunci",
            KeadaanPin::BelumDiatur => "PIN belum dibuat",
        }
    }

    /// Why no PIN is given to the token now.
    pub fn halangan(self) -> Option<Galat> {
        match self {
            KeadaanPin::Baik | KeadaanPin::PernahSalah => None,
            KeadaanPin::PercobaanTerakhir => Some(Galat::PinTerakhir),
            KeadaanPin::Terkunci => Some(Galat::PinTerkunci),
            KeadaanPin::BelumDiatur => Some(Galat::PinBelumDiatur),
        }
    }
}

/// A token as it shows itself to anybody, without a PIN.
#[derive(Debug, Clone)]
pub struct Token {
    /// Number of its slot.
    pub slot: u64,
    /// What it is called.
    pub label: String,
    /// Who made it, and its model.
    pub pembuat: String,
    /// Serial number.
    pub nomor_seri: String,
    /// What it says of its PIN.
    pub pin: KeadaanPin,
    /// The certificates on it.
    pub sertifikat: Vec<Certificate>,
}

/// Libraries that were loaded; each stays until the program ends, since unloading one breaks what it started.
static PUSTAKA: LazyLock<Mutex<BTreeMap<PathBuf, Pkcs11>>> = LazyLock::new(Mutex::default);

/// Loads the library, or takes the one that is loaded.
fn pustaka(jalan: &Path) -> Result<Pkcs11, Galat> {
    if !jalan.is_absolute() {
        return Err(Galat::PustakaGagal(format!("{} bukan jalur lengkap", jalan.display())));
    }
    let mut semua = PUSTAKA.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(ada) = semua.get(jalan) {
        return Ok(ada.clone());
    }
    let baru = Pkcs11::new(jalan).map_err(|cause| Galat::PustakaGagal(cause.to_string()))?;
    match baru.initialize(CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK)) {
        Ok(()) | Err(cryptoki::error::Error::Pkcs11(RvError::CryptokiAlreadyInitialized, _)) => {}
        Err(cause) => return Err(Galat::PustakaGagal(cause.to_string())),
    }
    semua.insert(jalan.to_owned(), baru.clone());
    Ok(baru)
}

/// A certificate on a token, with what leads to its key.
struct Tersimpan {
    sertifikat: Certificate,
    kunci: Vec<u8>,
}

/// The certificates that a session shows. What is no certificate of X.509 is left out.
fn sertifikat(sesi: &Session) -> Result<Vec<Tersimpan>, Galat> {
    let cari = [Attribute::Class(ObjectClass::CERTIFICATE), Attribute::CertificateType(CertificateType::X_509)];
    let mut semua = vec![];
    for objek in sesi.find_objects(&cari)?.into_iter().take(TERBANYAK) {
        let (mut der, mut kunci) = (vec![], vec![]);
        for satu in sesi.get_attributes(objek, &[AttributeType::Value, AttributeType::Id])? {
            if let Attribute::Value(isi) = satu {
                der = isi;
            } else if let Attribute::Id(isi) = satu {
                kunci = isi;
            }
        }
        if let Ok(sertifikat) = Certificate::from_der(&der) {
            semua.push(Tersimpan { sertifikat, kunci });
        }
    }
    Ok(semua)
}

fn slot_berisi(konteks: &Pkcs11) -> Result<Vec<(Slot, TokenInfo)>, Galat> {
    let mut semua = vec![];
    for slot in konteks.get_slots_with_token()? {
        // A token can be pulled out between two calls.
        match konteks.get_token_info(slot) {
            Ok(info) if info.token_initialized() => semua.push((slot, info)),
            Ok(_) => {}
            Err(cause) => {
                let galat = Galat::from(cause);
                if !matches!(galat, Galat::TidakTerpasang) {
                    return Err(galat);
                }
            }
        }
    }
    Ok(semua)
}

/// All tokens that are plugged in.
///
/// # Errors
/// [`Galat`], when the library cannot be used.
pub fn daftar(jalan: &Path) -> Result<Vec<Token>, Galat> {
    let konteks = pustaka(jalan)?;
    let mut semua = vec![];
    for (slot, info) in slot_berisi(&konteks)? {
        let sesi = konteks.open_ro_session(slot)?;
        let teks = |isi: &str| isi.trim().chars().filter(|huruf| !huruf.is_control()).collect::<String>();
        semua.push(Token {
            slot: slot.id(),
            label: teks(info.label()),
            pembuat: teks(&format!("{} {}", info.manufacturer_id().trim(), info.model().trim())),
            nomor_seri: teks(info.serial_number()),
            pin: KeadaanPin::dari(&info),
            sertifikat: sertifikat(&sesi)?.into_iter().map(|satu| satu.sertifikat).collect(),
        });
    }
    Ok(semua)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_that_would_lock_gets_no_pin() {
        for (pin, terhalang) in [
            (KeadaanPin::Baik, false),
            (KeadaanPin::PernahSalah, false),
            (KeadaanPin::PercobaanTerakhir, true),
            (KeadaanPin::Terkunci, true),
            (KeadaanPin::BelumDiatur, true),
        ] {
            assert_eq!(pin.halangan().is_some(), terhalang, "{pin:?}");
        }
    }

    #[test]
    fn a_library_that_is_none_is_told() {
        let jalan = std::env::temp_dir().join("pendopo-bukan-pustaka.so");
        std::fs::write(&jalan, b"bukan pustaka").unwrap();
        assert!(matches!(daftar(&jalan), Err(Galat::PustakaGagal(_))));
        std::fs::remove_file(&jalan).unwrap();
        assert!(matches!(daftar(&jalan), Err(Galat::PustakaGagal(_))), "a library that is not there");
        assert!(matches!(daftar(Path::new("libsofthsm2.so")), Err(Galat::PustakaGagal(_))), "a bare name");
    }
}
