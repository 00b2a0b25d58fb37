//! Private keys on this machine, and what else may sign: anything behind [`Signer`].
use ring::rand::SecureRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _, RSA_PKCS1_SHA256, RsaKeyPair};
use ring::{aead, rand::SystemRandom};

use crate::algorithm::{Digest, PublicKey, SignatureAlgorithm};
use crate::der;
use crate::{Certificate, Error, Result, pem};

/// Something that signs: a key here, a smart card, a hardware module or a remote service.
pub trait Signer: Send + Sync {
    /// The certificate of the signer first, then those above it; the root may be left out.
    fn chain(&self) -> &[Certificate];

    /// How it signs.
    fn algorithm(&self) -> SignatureAlgorithm;

    /// Signs a message (not a digest). ECDSA signatures are DER.
    ///
    /// # Errors
    /// [`Error::Signer`] with the words of what signs.
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>>;
}

enum Pair {
    P256(Box<EcdsaKeyPair>),
    Rsa(Box<RsaKeyPair>),
}

/// A private key: P-256, or RSA of 2048 to 4096 bits. It is never shown by `Debug`.
pub struct Key {
    pkcs8: Vec<u8>,
    pair: Pair,
    public: PublicKey,
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Key").field("kind", &self.public.kind()).finish_non_exhaustive()
    }
}

impl Key {
    /// Makes a P-256 key.
    ///
    /// # Errors
    /// [`Error::Random`].
    pub fn generate(random: &dyn SecureRandom) -> Result<Key> {
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, random).map_err(|_| Error::Random)?;
        Key::from_pkcs8(pkcs8.as_ref())
    }

    /// Reads an unencrypted PKCS #8 key, DER or PEM.
    ///
    /// # Errors
    /// [`Error::BadKey`].
    pub fn from_pkcs8(bytes: &[u8]) -> Result<Key> {
        let pkcs8 = if bytes.first() == Some(&der::SEQUENCE) {
            bytes.to_vec()
        } else {
            let blocks = pem::decode(bytes, &["PRIVATE KEY"]).map_err(|_| Error::BadKey)?;
            blocks.into_iter().next().ok_or(Error::BadKey)?
        };
        // The randomness is for blinding while the key is read.
        let ec = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &pkcs8, &SystemRandom::new());
        let (pair, public) = match ec {
            Ok(pair) => {
                let public = PublicKey::p256(pair.public_key().as_ref());
                (Pair::P256(Box::new(pair)), public)
            }
            Err(_) => {
                let pair = RsaKeyPair::from_pkcs8(&pkcs8).map_err(|_| Error::BadKey)?;
                let public = PublicKey::rsa(pair.public_key().as_ref());
                (Pair::Rsa(Box::new(pair)), public)
            }
        };
        Ok(Key { pkcs8, pair, public: public.map_err(|_| Error::BadKey)? })
    }

    /// The key itself, unencrypted.
    #[must_use]
    pub fn to_pkcs8(&self) -> &[u8] {
        &self.pkcs8
    }

    /// Its public half.
    #[must_use]
    pub fn public_key(&self) -> &PublicKey {
        &self.public
    }

    /// How it signs: ECDSA with SHA-256, or RSA PKCS #1 with SHA-256.
    #[must_use]
    pub fn algorithm(&self) -> SignatureAlgorithm {
        match &self.pair {
            Pair::P256(_) => SignatureAlgorithm::Ecdsa(Digest::Sha256),
            Pair::Rsa(_) => SignatureAlgorithm::RsaPkcs1(Digest::Sha256),
        }
    }

    /// Signs a message.
    ///
    /// # Errors
    /// [`Error::Random`]; ECDSA and the blinding of RSA need it.
    pub fn sign(&self, message: &[u8]) -> Result<Vec<u8>> {
        let random = SystemRandom::new();
        match &self.pair {
            Pair::P256(pair) => Ok(pair.sign(&random, message).map_err(|_| Error::Random)?.as_ref().to_vec()),
            Pair::Rsa(pair) => {
                let mut signature = vec![0; pair.public().modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &random, message, &mut signature).map_err(|_| Error::Random)?;
                Ok(signature)
            }
        }
    }

    /// Seals the key with a passphrase, as text to store or to carry away.
    ///
    /// The passphrase becomes a key by Argon2id (64 MiB, 3 passes), which seals by ChaCha20-Poly1305; the parameters stand
    /// before the sealed bytes and are covered by the seal, so a change of any byte is found.
    ///
    /// # Errors
    /// [`Error::WeakPassphrase`] below 8 characters, [`Error::Random`].
    pub fn seal(&self, passphrase: &str, random: &dyn SecureRandom) -> Result<String> {
        self.seal_with(passphrase, random, MEMORY, PASSES)
    }

    fn seal_with(&self, passphrase: &str, random: &dyn SecureRandom, memory: u32, passes: u32) -> Result<String> {
        if passphrase.chars().count() < 8 {
            return Err(Error::WeakPassphrase);
        }
        let mut salt = [0; SALT];
        let mut nonce = [0; aead::NONCE_LEN];
        random.fill(&mut salt).map_err(|_| Error::Random)?;
        random.fill(&mut nonce).map_err(|_| Error::Random)?;
        let mut header = vec![FORMAT];
        header.extend(memory.to_be_bytes());
        header.extend(passes.to_be_bytes());
        header.extend(salt);
        header.extend(nonce);
        let mut sealed = self.pkcs8.clone();
        derive(passphrase, &salt, memory, passes)?
            .seal_in_place_append_tag(aead::Nonce::assume_unique_for_key(nonce), aead::Aad::from(&header), &mut sealed)
            .map_err(|_| Error::Random)?;
        header.extend(sealed);
        Ok(pem::encode(LABEL, &header))
    }

    /// Opens a key that [`Key::seal`] sealed.
    ///
    /// # Errors
    /// [`Error::Malformed`] when the text is none, [`Error::WrongPassphrase`] when the passphrase or a byte is wrong.
    pub fn unseal(text: &str, passphrase: &str) -> Result<Key> {
        let broken = Error::Malformed("sealed key");
        let blocks = pem::decode(text.as_bytes(), &[LABEL]).map_err(|_| broken.clone())?;
        let block = blocks.first().ok_or(broken.clone())?;
        let (header, sealed) = block.split_at_checked(HEADER).ok_or(broken.clone())?;
        let (format, rest) = header.split_first().ok_or(broken.clone())?;
        let (memory, rest) = rest.split_first_chunk::<4>().ok_or(broken.clone())?;
        let (passes, rest) = rest.split_first_chunk::<4>().ok_or(broken.clone())?;
        let (salt, nonce) = rest.split_first_chunk::<SALT>().ok_or(broken.clone())?;
        let (memory, passes) = (u32::from_be_bytes(*memory), u32::from_be_bytes(*passes));
        // A text made by somebody else must not make us compute for hours.
        if *format != FORMAT || memory > MEMORY * 4 || passes > PASSES * 4 {
            return Err(broken);
        }
        let nonce = aead::Nonce::try_assume_unique_for_key(nonce).map_err(|_| broken.clone())?;
        let mut opened = sealed.to_vec();
        let pkcs8 = derive(passphrase, salt, memory, passes)?
            .open_in_place(nonce, aead::Aad::from(header), &mut opened)
            .map_err(|_| Error::WrongPassphrase)?;
        Key::from_pkcs8(pkcs8)
    }
}

const LABEL: &str = "SEALED PRIVATE KEY";
const FORMAT: u8 = 1;
const MEMORY: u32 = 64 * 1024;
const PASSES: u32 = 3;
const SALT: usize = 16;
const HEADER: usize = 1 + 4 + 4 + SALT + aead::NONCE_LEN;

fn derive(passphrase: &str, salt: &[u8], memory: u32, passes: u32) -> Result<aead::LessSafeKey> {
    let broken = |_| Error::Malformed("sealed key");
    let parameters = argon2::Params::new(memory, passes, 1, Some(32)).map_err(broken)?;
    let argon2 = argon2::Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, parameters);
    let mut key = [0; 32];
    argon2.hash_password_into(passphrase.as_bytes(), salt, &mut key).map_err(broken)?;
    let key = aead::UnboundKey::new(&aead::CHACHA20_POLY1305, &key).map_err(|_| Error::BadKey)?;
    Ok(aead::LessSafeKey::new(key))
}

/// A key on this machine together with its certificates.
#[derive(Debug)]
pub struct LocalSigner {
    key: Key,
    chain: Vec<Certificate>,
}

impl LocalSigner {
    /// A key and its chain, its own certificate first.
    ///
    /// # Errors
    /// [`Error::NoCertificate`] when the chain is empty, [`Error::KeyMismatch`] when key and certificate do not belong
    /// together.
    pub fn new(key: Key, chain: Vec<Certificate>) -> Result<LocalSigner> {
        let own = chain.first().ok_or(Error::NoCertificate)?;
        if own.public_key().bits() != key.public_key().bits() {
            return Err(Error::KeyMismatch);
        }
        Ok(LocalSigner { key, chain })
    }

    /// The key.
    #[must_use]
    pub fn key(&self) -> &Key {
        &self.key
    }
}

impl Signer for LocalSigner {
    fn chain(&self) -> &[Certificate] {
        &self.chain
    }

    fn algorithm(&self) -> SignatureAlgorithm {
        self.key.algorithm()
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>> {
        self.key.sign(message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_key_opens_only_whole_and_with_its_passphrase() {
        let random = SystemRandom::new();
        let key = Key::generate(&random).unwrap();
        let text = key.seal_with("kata sandi", &random, 64, 1).unwrap();
        assert_eq!(Key::unseal(&text, "kata sandi").unwrap().to_pkcs8(), key.to_pkcs8());
        assert_eq!(Key::unseal(&text, "kata sandj").unwrap_err(), Error::WrongPassphrase);
        assert_eq!(key.seal("pendek", &random), Err(Error::WeakPassphrase));
        assert!(!format!("{key:?}").contains("pkcs8"));
        let block = pem::decode(text.as_bytes(), &[LABEL]).unwrap().remove(0);
        for at in 0..block.len() {
            let mut changed = block.clone();
            changed[at] ^= 1;
            assert!(Key::unseal(&pem::encode(LABEL, &changed), "kata sandi").is_err(), "byte {at}");
            let cut = pem::encode(LABEL, &block[..at]);
            assert!(Key::unseal(&cut, "kata sandi").is_err(), "cut at {at}");
        }
        for text in ["", "-----BEGIN SEALED PRIVATE KEY-----\nAA==\n-----END SEALED PRIVATE KEY-----\n"] {
            assert_eq!(Key::unseal(text, "kata sandi").unwrap_err(), Error::Malformed("sealed key"));
        }
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for bytes in [&b""[..], b"0\x03\x02\x01\x00", b"-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----"] {
            assert_eq!(Key::from_pkcs8(bytes).unwrap_err(), Error::BadKey);
        }
    }
}
