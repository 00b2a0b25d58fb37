//! The installation's own secrets: one master key, from which every other key is derived by purpose.
use std::path::Path;

use ring::rand::SecureRandom;
use ring::{aead, hkdf, hmac, rand};

use crate::{Error, Result};

/// Keys of this installation. `Debug` shows nothing of them.
pub struct Keys {
    master: hkdf::Prk,
    random: rand::SystemRandom,
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keys")
    }
}

struct Length(usize);
impl hkdf::KeyType for Length {
    fn len(&self) -> usize {
        self.0
    }
}

impl Keys {
    /// Keys from 32 secret bytes.
    pub fn from_master(master: &[u8; 32]) -> Keys {
        let salt = hkdf::Salt::new(hkdf::HKDF_SHA256, b"pendopo/v1");
        Keys { master: salt.extract(master), random: rand::SystemRandom::new() }
    }

    /// Reads the master key from a file, or makes one (readable by the owner only) when there is none.
    ///
    /// # Errors
    /// When the file is there and is not 32 bytes in hexadecimal, or cannot be read or written.
    pub fn open(path: &Path) -> Result<Keys> {
        match std::fs::read_to_string(path) {
            Ok(text) => {
                let bytes = unhex(text.trim()).ok_or_else(|| Error::internal("the key file is damaged"))?;
                let master = <[u8; 32]>::try_from(bytes).map_err(|_| Error::internal("the key file is damaged"))?;
                Ok(Keys::from_master(&master))
            }
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => {
                let mut master = [0_u8; 32];
                rand::SystemRandom::new().fill(&mut master).map_err(|_| Error::internal("no randomness"))?;
                write_private(path, hex(&master).as_bytes())?;
                Ok(Keys::from_master(&master))
            }
            Err(cause) => Err(cause.into()),
        }
    }

    /// `length` bytes that only this installation can make for this purpose.
    pub fn derive(&self, purpose: &str, length: usize) -> Result<Vec<u8>> {
        let info = [purpose.as_bytes()];
        let okm = self.master.expand(&info, Length(length)).map_err(|_| Error::internal("key too long"))?;
        let mut out = vec![0; length];
        okm.fill(&mut out).map_err(|_| Error::internal("key too long"))?;
        Ok(out)
    }

    /// Keyed hash (HMAC-SHA-256) of a message for one purpose.
    pub fn mac(&self, purpose: &str, message: &[u8]) -> Result<Vec<u8>> {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &self.derive(purpose, 32)?);
        Ok(hmac::sign(&key, message).as_ref().to_vec())
    }

    /// Whether the keyed hash is that of the message; takes the same time either way.
    pub fn mac_matches(&self, purpose: &str, message: &[u8], mac: &[u8]) -> Result<bool> {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &self.derive(purpose, 32)?);
        Ok(hmac::verify(&key, message, mac).is_ok())
    }

    /// Seals a small secret for the database (AES-256-GCM; nonce first).
    pub fn seal(&self, purpose: &str, secret: &[u8]) -> Result<Vec<u8>> {
        let nonce = self.random::<12>()?;
        let mut out = secret.to_vec();
        self.aead(purpose)?
            .seal_in_place_append_tag(aead::Nonce::assume_unique_for_key(nonce), aead::Aad::from(purpose), &mut out)
            .map_err(|_| Error::internal("sealing failed"))?;
        let mut sealed = nonce.to_vec();
        sealed.append(&mut out);
        Ok(sealed)
    }

    /// Opens what [`Keys::seal`] sealed for the same purpose.
    pub fn unseal(&self, purpose: &str, sealed: &[u8]) -> Result<Vec<u8>> {
        let (nonce, rest) = sealed.split_at_checked(12).ok_or_else(|| Error::internal("sealed value too short"))?;
        let nonce = aead::Nonce::try_assume_unique_for_key(nonce).map_err(|_| Error::internal("bad nonce"))?;
        let mut rest = rest.to_vec();
        let opened = self
            .aead(purpose)?
            .open_in_place(nonce, aead::Aad::from(purpose), &mut rest)
            .map_err(|_| Error::internal("sealed value is not ours or was changed"))?;
        Ok(opened.to_vec())
    }

    /// Fresh random bytes.
    pub fn random<const N: usize>(&self) -> Result<[u8; N]> {
        let mut bytes = [0; N];
        self.random.fill(&mut bytes).map_err(|_| Error::internal("no randomness"))?;
        Ok(bytes)
    }

    fn aead(&self, purpose: &str) -> Result<aead::LessSafeKey> {
        let key = self.derive(purpose, 32)?;
        let key = aead::UnboundKey::new(&aead::AES_256_GCM, &key).map_err(|_| Error::internal("bad key"))?;
        Ok(aead::LessSafeKey::new(key))
    }
}

/// Writes a file that only its owner may read; it must not exist yet.
pub fn write_private(path: &Path, bytes: &[u8]) -> Result<()> {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    Ok(())
}

/// Bytes as lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// Hexadecimal as bytes; nothing when it is not.
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.is_ascii() {
        return None;
    }
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_secret_opens_only_for_its_purpose_and_whole() {
        let keys = Keys::from_master(&[7; 32]);
        let sealed = keys.seal("totp", b"rahasia").unwrap();
        assert_eq!(keys.unseal("totp", &sealed).unwrap(), b"rahasia");
        assert!(keys.unseal("lain", &sealed).is_err());
        let mut changed = sealed.clone();
        *changed.last_mut().unwrap() ^= 1;
        assert!(keys.unseal("totp", &changed).is_err());
        assert!(keys.unseal("totp", &sealed[..5]).is_err());
    }

    #[test]
    fn hexadecimal_goes_both_ways() {
        assert_eq!(unhex(&hex(&[0, 255, 16])), Some(vec![0, 255, 16]));
        assert_eq!(unhex("0g"), None);
        assert_eq!(unhex("abc"), None);
        assert_eq!(unhex("é1"), None);
    }
}
