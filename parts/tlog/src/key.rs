//! Keys of signed notes in their text forms.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};

use crate::hash::short_id;
use crate::{Error, Result};

/// What a key's signatures mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyKind {
    /// Ed25519 over the note text: the log itself. Algorithm byte 1.
    Ed25519,
    /// A witness's Ed25519 cosignature with its time (`cosignature/v1`). Algorithm byte 4.
    CosignatureV1,
}

impl KeyKind {
    fn byte(self) -> u8 {
        match self {
            KeyKind::Ed25519 => 1,
            KeyKind::CosignatureV1 => 4,
        }
    }

    fn from_byte(byte: u8) -> Result<KeyKind> {
        match byte {
            1 => Ok(KeyKind::Ed25519),
            4 => Ok(KeyKind::CosignatureV1),
            _ => Err(Error::Key("jenis kunci tidak dikenal")),
        }
    }
}

/// A public key with the name under which it signs. Its text form is `name+id+base64`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    kind: KeyKind,
    public: [u8; 32],
}

impl VerifierKey {
    /// A key from its parts. The name is refused if it is empty or has blanks, plus signs or control characters.
    pub fn new(name: &str, kind: KeyKind, public: [u8; 32]) -> Result<VerifierKey> {
        check_name(name)?;
        Ok(VerifierKey { name: name.to_owned(), kind, public })
    }

    /// Reads `name+id+base64`; the id must be that of the key.
    pub fn parse(text: &str) -> Result<VerifierKey> {
        let (name, id, material) = split_key(text)?;
        let (kind, public) = material.split_first().ok_or(Error::Key("kunci kosong"))?;
        let public = public.try_into().map_err(|_| Error::Key("panjang kunci bukan 32 bita"))?;
        let key = VerifierKey::new(name, KeyKind::from_byte(*kind)?, public)?;
        if key.id() == id { Ok(key) } else { Err(Error::Key("id tidak cocok dengan kunci")) }
    }

    /// The name under which the key signs.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What its signatures mean.
    pub fn kind(&self) -> KeyKind {
        self.kind
    }

    /// The key id: an identifier, not a fingerprint to rely on.
    pub fn id(&self) -> u32 {
        short_id(&[self.name.as_bytes(), b"\n", &[self.kind.byte()], &self.public])
    }

    /// Checks a signature over a note text; for a cosignature returns the time in it, in seconds since 1970.
    pub(crate) fn verify(&self, text: &str, signature: &[u8]) -> Result<Option<u64>> {
        let key = UnparsedPublicKey::new(&ED25519, self.public);
        let bad = || Error::BadSignature(self.name.clone());
        match self.kind {
            KeyKind::Ed25519 => {
                key.verify(text.as_bytes(), signature).map_err(|_| bad())?;
                Ok(None)
            }
            KeyKind::CosignatureV1 => {
                let (time, signature) = signature.split_first_chunk::<8>().ok_or_else(bad)?;
                let time = u64::from_be_bytes(*time);
                if i64::try_from(time).is_err() {
                    return Err(bad());
                }
                let message = format!("cosignature/v1\ntime {time}\n{text}");
                key.verify(message.as_bytes(), signature).map_err(|_| bad())?;
                Ok(Some(time))
            }
        }
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let material: Vec<u8> = std::iter::once(self.kind.byte()).chain(self.public).collect();
        write!(formatter, "{}+{:08x}+{}", self.name, self.id(), STANDARD.encode(material))
    }
}

/// The secret key of a log. `Debug` shows only its public half.
pub struct SignerKey {
    seed: [u8; 32],
    pair: Ed25519KeyPair,
    verifier: VerifierKey,
}

impl SignerKey {
    /// A key from 32 bytes that the caller takes from a cryptographic random source.
    pub fn from_seed(name: &str, seed: [u8; 32]) -> Result<SignerKey> {
        let pair =
            Ed25519KeyPair::from_seed_unchecked(&seed).map_err(|_| Error::Key("kunci rahasia tidak dapat dipakai"))?;
        let public = pair.public_key().as_ref().try_into().map_err(|_| Error::Key("panjang kunci bukan 32 bita"))?;
        let verifier = VerifierKey::new(name, KeyKind::Ed25519, public)?;
        Ok(SignerKey { seed, pair, verifier })
    }

    /// Reads `PRIVATE+KEY+name+id+base64`.
    pub fn parse(text: &str) -> Result<SignerKey> {
        let rest = text.strip_prefix("PRIVATE+KEY+").ok_or(Error::Key("bukan kunci rahasia"))?;
        let (name, id, material) = split_key(rest)?;
        let (kind, seed) = material.split_first().ok_or(Error::Key("kunci kosong"))?;
        if KeyKind::from_byte(*kind)? != KeyKind::Ed25519 {
            return Err(Error::Key("jenis kunci tidak dikenal"));
        }
        let seed = seed.try_into().map_err(|_| Error::Key("panjang kunci bukan 32 bita"))?;
        let key = SignerKey::from_seed(name, seed)?;
        if key.verifier.id() == id { Ok(key) } else { Err(Error::Key("id tidak cocok dengan kunci")) }
    }

    /// The secret text form, to be kept sealed. Not `Display`, so that no log line prints it by accident.
    pub fn to_secret_text(&self) -> String {
        let material: Vec<u8> = std::iter::once(KeyKind::Ed25519.byte()).chain(self.seed).collect();
        let (name, id) = (self.verifier.name(), self.verifier.id());
        format!("PRIVATE+KEY+{name}+{id:08x}+{}", STANDARD.encode(material))
    }

    /// The public half.
    pub fn verifier(&self) -> &VerifierKey {
        &self.verifier
    }

    /// The 64-byte signature over a note text.
    pub(crate) fn sign(&self, text: &str) -> Vec<u8> {
        self.pair.sign(text.as_bytes()).as_ref().to_vec()
    }
}

impl fmt::Debug for SignerKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("SignerKey").field("verifier", &self.verifier).finish_non_exhaustive()
    }
}

/// Refuses key names that the note format cannot carry.
pub(crate) fn check_name(name: &str) -> Result<()> {
    let unfit = |character: char| character == '+' || character.is_whitespace() || character.is_control();
    if name.is_empty() || name.contains(unfit) {
        return Err(Error::Key("nama kunci kosong atau memuat spasi atau tanda tambah"));
    }
    Ok(())
}

/// Name, id and decoded material of either text form.
fn split_key(text: &str) -> Result<(&str, u32, Vec<u8>)> {
    let mut parts = text.splitn(3, '+');
    let (Some(name), Some(id), Some(material)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(Error::Key("bagian kunci tidak lengkap"));
    };
    let hexadecimal = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    if id.len() != 8 || !id.bytes().all(hexadecimal) {
        return Err(Error::Key("id kunci bukan 8 angka heksadesimal"));
    }
    let id = u32::from_str_radix(id, 16).map_err(|_| Error::Key("id kunci bukan 8 angka heksadesimal"))?;
    let material = STANDARD.decode(material).map_err(|_| Error::Key("bukan base64"))?;
    Ok((name, id, material))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A key pair that is public knowledge: the example of the Go implementation of notes.
    const SECRET: &str = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    const PUBLIC: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    #[test]
    fn text_forms() {
        let signer = SignerKey::parse(SECRET).unwrap();
        assert_eq!(signer.to_secret_text(), SECRET);
        assert_eq!(signer.verifier().to_string(), PUBLIC);
        let verifier = VerifierKey::parse(PUBLIC).unwrap();
        assert_eq!(&verifier, signer.verifier());
        assert_eq!((verifier.name(), verifier.id(), verifier.kind()), ("PeterNeumann", 0xc74f_20a3, KeyKind::Ed25519));
        assert!(verifier.verify("a\n", &signer.sign("a\n")).is_ok());
        assert!(verifier.verify("b\n", &signer.sign("a\n")).is_err());
    }

    #[test]
    fn the_secret_stays_out_of_debug() {
        let shown = format!("{:?}", SignerKey::from_seed("log", [0x5a; 32]).unwrap());
        assert!(!shown.contains("90, 90") && !shown.contains("5a5a"), "{shown}");
    }

    #[test]
    fn the_same_key_has_another_id_as_witness() {
        let log = VerifierKey::parse(PUBLIC).unwrap();
        let witness = VerifierKey::new(log.name(), KeyKind::CosignatureV1, log.public).unwrap();
        assert_ne!(log.id(), witness.id());
        assert_eq!(VerifierKey::parse(&witness.to_string()).unwrap(), witness);
    }

    #[test]
    fn bad_keys() {
        let bad = [
            "",
            "a",
            "a+b",
            "a+00000000+",
            "a+00000000+AQ==",
            PUBLIC.trim_start_matches("Peter"),
            &PUBLIC.replace("c74f20a3", "C74F20A3"),
            &PUBLIC.replace("c74f20a3", "c74f20a4"),
            &PUBLIC.replace("c74f20a3", "+74f20a3"),
            &PUBLIC.replace("ARpc", "Ahpc"),
            &PUBLIC[..PUBLIC.len() - 4],
            &PUBLIC.replace("PeterNeumann", "Peter Neumann"),
            &format!("{PUBLIC}\n"),
        ];
        for text in bad {
            assert!(VerifierKey::parse(text).is_err(), "{text}");
            assert!(SignerKey::parse(&format!("PRIVATE+KEY+{text}")).is_err(), "{text}");
        }
        assert!(SignerKey::parse(PUBLIC).is_err());
        for name in ["", "a b", "a+b", "a\u{a0}b", "a\nb", "a\u{7f}"] {
            assert!(SignerKey::from_seed(name, [1; 32]).is_err(), "{name:?}");
        }
    }

    proptest! {
        #[test]
        fn any_key_round_trips(name in "[^ \\s+\\pC]{1,20}", seed: [u8; 32]) {
            let signer = SignerKey::from_seed(&name, seed).unwrap();
            let read = SignerKey::parse(&signer.to_secret_text()).unwrap();
            prop_assert_eq!(read.verifier(), signer.verifier());
            prop_assert_eq!(&VerifierKey::parse(&signer.verifier().to_string()).unwrap(), signer.verifier());
        }

        #[test]
        fn reading_never_panics(text in "(PRIVATE\\+KEY\\+)?[a-z+]{0,6}[0-9a-f]{7,9}\\+[A-Za-z0-9+/=]{0,50}") {
            let _ = VerifierKey::parse(&text);
            let _ = SignerKey::parse(&text);
        }
    }
}
