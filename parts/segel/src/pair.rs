//! Pairs of keys: everybody can seal for a person, the person alone opens.
use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::{Deserializable as _, Kem as _, OpModeR, OpModeS, Serializable as _};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use crate::{Error, Result};

type Kem = X25519HkdfSha256;
type PublicKey = <Kem as hpke::Kem>::PublicKey;
type PrivateKey = <Kem as hpke::Kem>::PrivateKey;
type Encapped = <Kem as hpke::Kem>::EncappedKey;

/// Length of the key of the moment that stands before what was sealed.
const ENCAPPED: usize = 32;
/// What sealing adds to a text, in bytes.
pub const SEALED_OVERHEAD: usize = ENCAPPED + 16;

/// The half of a pair that anybody may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Public([u8; 32]);

/// The half that only its holder has; wiped when dropped.
#[derive(Clone)]
pub struct Secret(Zeroizing<[u8; 32]>);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

impl Secret {
    /// A new pair.
    pub fn fresh() -> Secret {
        let (secret, _) = Kem::gen_keypair(&mut rand_core::OsRng);
        Secret::of(&secret)
    }

    /// The secret key of these 32 bytes.
    ///
    /// # Errors
    /// [`Error::Malformed`] for any other number of bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Secret> {
        let bytes = <[u8; 32]>::try_from(bytes).map_err(|_| Error::Malformed)?;
        Ok(Secret(Zeroizing::new(bytes)))
    }

    fn of(key: &PrivateKey) -> Secret {
        let mut bytes = Zeroizing::new([0; 32]);
        key.write_exact(bytes.as_mut());
        Secret(bytes)
    }

    fn key(&self) -> Result<PrivateKey> {
        PrivateKey::from_bytes(self.0.as_ref()).map_err(|_| Error::Malformed)
    }

    /// Its bytes, to be sealed with a key or for somebody.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The other half.
    ///
    /// # Errors
    /// [`Error::Malformed`], never for a key made here.
    pub fn public(&self) -> Result<Public> {
        let mut bytes = [0; 32];
        Kem::sk_to_pk(&self.key()?).write_exact(&mut bytes);
        Ok(Public(bytes))
    }

    /// Opens what was sealed for this pair with the same purpose and subject.
    ///
    /// # Errors
    /// [`Error::Closed`].
    pub fn open(&self, purpose: &str, about: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
        let (encapped, rest) = sealed.split_at_checked(ENCAPPED).ok_or(Error::Closed)?;
        let encapped = Encapped::from_bytes(encapped).map_err(|_| Error::Closed)?;
        let key = self.key()?;
        let plain = hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, Kem>(
            &OpModeR::Base,
            &key,
            &encapped,
            purpose.as_bytes(),
            rest,
            about,
        );
        plain.map(Zeroizing::new).map_err(|_| Error::Closed)
    }
}

impl Public {
    /// The public key of these 32 bytes.
    ///
    /// # Errors
    /// [`Error::Malformed`] for any other number of bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Public> {
        <[u8; 32]>::try_from(bytes).map(Public).map_err(|_| Error::Malformed)
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Seals so that only the holder of the secret half opens. [`SEALED_OVERHEAD`] bytes longer than the text.
    ///
    /// # Errors
    /// [`Error::Malformed`] when this is no key to which anything can be sealed.
    pub fn seal(&self, purpose: &str, about: &[u8], plain: &[u8]) -> Result<Vec<u8>> {
        let key = PublicKey::from_bytes(&self.0).map_err(|_| Error::Malformed)?;
        let (encapped, sealed) = hpke::single_shot_seal::<ChaCha20Poly1305, HkdfSha256, Kem, _>(
            &OpModeS::Base,
            &key,
            purpose.as_bytes(),
            plain,
            about,
            &mut rand_core::OsRng,
        )
        .map_err(|_| Error::Malformed)?;
        Ok([encapped.to_bytes().as_slice(), &sealed].concat())
    }

    /// Something that looks like `length` bytes sealed for this pair and opens for nobody.
    ///
    /// # Errors
    /// As [`Public::seal`].
    pub fn decoy(&self, length: usize) -> Result<Vec<u8>> {
        // Sealed for a key that is thrown away at once: the bytes have the look of any other, the first 32 too.
        Secret::fresh().public()?.seal("decoy", &[], &vec![0; length])
    }

    /// Eight groups of four digits that two people can read to each other to see that they mean the same key.
    pub fn fingerprint(&self) -> String {
        let hash = Sha256::digest(self.0);
        let pairs = hash.as_chunks::<2>().0;
        let groups: Vec<String> =
            pairs.iter().take(8).map(|pair| format!("{:04}", u16::from_be_bytes(*pair) % 10_000)).collect();
        groups.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unhex(text: &str) -> Vec<u8> {
        (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
    }

    #[test]
    fn what_is_sealed_for_somebody_opens_for_nobody_else() {
        let (sari, budi) = (Secret::fresh(), Secret::fresh());
        let sealed = sari.public().unwrap().seal("uji", b"satu", b"rahasia").unwrap();
        assert_eq!(sealed.len(), 7 + SEALED_OVERHEAD);
        assert_eq!(sari.open("uji", b"satu", &sealed).unwrap().as_slice(), b"rahasia");
        assert_eq!(budi.open("uji", b"satu", &sealed), Err(Error::Closed));
        assert_eq!(sari.open("lain", b"satu", &sealed), Err(Error::Closed));
        assert_eq!(sari.open("uji", b"dua", &sealed), Err(Error::Closed));
        for place in [0, 31, 32, sealed.len() - 1] {
            let mut changed = sealed.clone();
            changed[place] ^= 1;
            assert_eq!(sari.open("uji", b"satu", &changed), Err(Error::Closed), "{place}");
        }
        assert_eq!(sari.open("uji", b"satu", &sealed[..20]), Err(Error::Closed));
    }

    #[test]
    fn a_secret_key_comes_back_from_its_bytes() {
        let secret = Secret::fresh();
        let again = Secret::from_bytes(secret.bytes()).unwrap();
        assert_eq!(again.public(), secret.public());
        assert_eq!(Secret::from_bytes(&[1; 31]).unwrap_err(), Error::Malformed);
        assert_eq!(format!("{secret:?}"), "Secret");
    }

    #[test]
    fn a_decoy_has_the_length_of_the_real_thing_and_stays_closed() {
        let secret = Secret::fresh();
        let public = secret.public().unwrap();
        let decoy = public.decoy(64).unwrap();
        assert_eq!(decoy.len(), public.seal("uji", b"", &[0; 64]).unwrap().len());
        assert!(secret.open("uji", b"", &decoy).is_err());
    }

    #[test]
    fn it_opens_what_the_standard_sealed() {
        // RFC 9180, appendix A.2.1 (DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20Poly1305), base mode, sequence number 0.
        let secret =
            Secret::from_bytes(&unhex("8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb")).unwrap();
        let enc = unhex("1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a");
        let text = unhex("1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db21993c62ce81883d2dd1b51a28");
        assert_eq!(
            secret.public().unwrap().bytes().to_vec(),
            unhex("4310ee97d88cc1f088a5576c77ab0cf5c3ac797f3d95139c6c84b5429c59662a")
        );
        let key = secret.key().unwrap();
        let opened = hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, Kem>(
            &OpModeR::Base,
            &key,
            &Encapped::from_bytes(&enc).unwrap(),
            &unhex("4f6465206f6e2061204772656369616e2055726e"),
            &text,
            &unhex("436f756e742d30"),
        );
        assert_eq!(opened.unwrap(), b"Beauty is truth, truth beauty");
    }

    #[test]
    fn fingerprints_are_groups_of_digits_that_differ() {
        let (one, other) = (Secret::fresh().public().unwrap(), Secret::fresh().public().unwrap());
        assert_eq!(one.fingerprint().len(), 8 * 5 - 1);
        assert!(one.fingerprint().chars().all(|c| c.is_ascii_digit() || c == ' '));
        assert_ne!(one.fingerprint(), other.fingerprint());
    }
}
