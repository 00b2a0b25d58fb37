//! One key that seals and opens.
use chacha20poly1305::aead::{Aead as _, Payload};
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

use crate::{Error, Result, random};

/// Length of the nonce that stands before what was sealed.
const NONCE: usize = 24;

/// A symmetric key of 32 bytes.
#[derive(Clone)]
pub struct Key(Zeroizing<[u8; 32]>);

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key")
    }
}

impl Key {
    /// A new random key.
    ///
    /// # Errors
    /// [`Error::Machine`].
    pub fn fresh() -> Result<Key> {
        let mut bytes = Zeroizing::new([0; 32]);
        random(bytes.as_mut())?;
        Ok(Key(bytes))
    }

    /// The key of these 32 bytes.
    ///
    /// # Errors
    /// [`Error::Malformed`] for any other number of bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Key> {
        let bytes = <[u8; 32]>::try_from(bytes).map_err(|_| Error::Malformed)?;
        Ok(Key(Zeroizing::new(bytes)))
    }

    /// Its bytes, to be sealed for somebody.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Seals: a random nonce of 24 bytes, the text, 16 bytes that prove it.
    ///
    /// # Errors
    /// [`Error::Machine`].
    pub fn seal(&self, purpose: &str, about: &[u8], plain: &[u8]) -> Result<Vec<u8>> {
        let mut nonce = [0; NONCE];
        random(&mut nonce)?;
        let aad = framed(purpose, about);
        let sealed = self
            .cipher()
            .encrypt(XNonce::from_slice(&nonce), Payload { msg: plain, aad: &aad })
            .map_err(|_| Error::Machine)?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// Opens what was sealed with this key for the same purpose and subject.
    ///
    /// # Errors
    /// [`Error::Closed`].
    pub fn open(&self, purpose: &str, about: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
        let (nonce, rest) = sealed.split_at_checked(NONCE).ok_or(Error::Closed)?;
        let aad = framed(purpose, about);
        let plain = self.cipher().decrypt(XNonce::from_slice(nonce), Payload { msg: rest, aad: &aad });
        plain.map(Zeroizing::new).map_err(|_| Error::Closed)
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(self.0.as_ref().into())
    }
}

/// Purpose and subject as one text that no other pair makes.
pub(crate) fn framed(purpose: &str, about: &[u8]) -> Vec<u8> {
    let length = u32::try_from(purpose.len()).unwrap_or(u32::MAX).to_be_bytes();
    [length.as_slice(), purpose.as_bytes(), about].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_opens_for_its_key_purpose_and_subject_only() {
        let key = Key::fresh().unwrap();
        let sealed = key.seal("uji", b"satu", b"rahasia").unwrap();
        assert_eq!(key.open("uji", b"satu", &sealed).unwrap().as_slice(), b"rahasia");
        assert_eq!(key.open("lain", b"satu", &sealed), Err(Error::Closed));
        assert_eq!(key.open("uji", b"dua", &sealed), Err(Error::Closed));
        assert_eq!(Key::fresh().unwrap().open("uji", b"satu", &sealed), Err(Error::Closed));
        for place in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[place] ^= 1;
            assert_eq!(key.open("uji", b"satu", &changed), Err(Error::Closed), "{place}");
        }
        assert_eq!(key.open("uji", b"satu", &sealed[..10]), Err(Error::Closed));
    }

    #[test]
    fn the_same_text_is_never_sealed_alike() {
        let key = Key::fresh().unwrap();
        assert_ne!(key.seal("uji", b"", b"x").unwrap(), key.seal("uji", b"", b"x").unwrap());
    }

    #[test]
    fn purpose_and_subject_do_not_run_into_each_other() {
        assert_ne!(framed("ab", b"c"), framed("a", b"bc"));
    }

    #[test]
    fn the_cipher_is_the_one_of_the_standard() {
        // draft-irtf-cfrg-xchacha-03, appendix A.3.1: the tag and the first bytes of the ciphertext.
        let key = Key::from_bytes(&(0x80..=0x9f).collect::<Vec<u8>>()).unwrap();
        let nonce: Vec<u8> = (0x40..=0x57).collect();
        let aad = [0x50, 0x51, 0x52, 0x53, 0xc0, 0xc1, 0xc2, 0xc3, 0xc4, 0xc5, 0xc6, 0xc7];
        let text = b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.";
        let sealed = key.cipher().encrypt(XNonce::from_slice(&nonce), Payload { msg: text, aad: &aad }).unwrap();
        assert_eq!(sealed[..4], [0xbd, 0x6d, 0x17, 0x9d]);
        assert_eq!(sealed[sealed.len() - 16..][..4], [0xc0, 0x87, 0x59, 0x24]);
    }
}
