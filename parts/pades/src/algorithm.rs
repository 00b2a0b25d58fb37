//! Digests, signature algorithms and public keys. Verification is done by `ring`.
use ring::digest::{self, Context};
use ring::signature::{self, UnparsedPublicKey, VerificationAlgorithm};

use crate::der::{self, Named as _, Read, Reader};
use crate::{Error, Result, oid};

/// A digest of the SHA-2 family.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Digest {
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
}

impl Digest {
    /// The digest of all these pieces, one after the other.
    #[must_use]
    pub fn of(self, pieces: &[&[u8]]) -> Vec<u8> {
        let mut context = Context::new(match self {
            Digest::Sha256 => &digest::SHA256,
            Digest::Sha384 => &digest::SHA384,
            Digest::Sha512 => &digest::SHA512,
        });
        for piece in pieces {
            context.update(piece);
        }
        context.finish().as_ref().to_vec()
    }

    pub(crate) fn oid(self) -> &'static str {
        match self {
            Digest::Sha256 => oid::SHA256,
            Digest::Sha384 => oid::SHA384,
            Digest::Sha512 => oid::SHA512,
        }
    }

    /// The length in bytes.
    #[must_use]
    pub fn size(self) -> usize {
        match self {
            Digest::Sha256 => 32,
            Digest::Sha384 => 48,
            Digest::Sha512 => 64,
        }
    }

    pub(crate) fn algorithm(self) -> Vec<u8> {
        der::sequence(&[der::oid(self.oid())])
    }

    pub(crate) fn named(oid: &str) -> Option<Digest> {
        match oid {
            oid::SHA256 => Some(Digest::Sha256),
            oid::SHA384 => Some(Digest::Sha384),
            oid::SHA512 => Some(Digest::Sha512),
            _ => None,
        }
    }

    /// Reads an AlgorithmIdentifier of a digest: no parameters, or NULL. `Ok(None)`: another algorithm.
    pub(crate) fn read(reader: &mut Reader<'_>) -> Read<Option<Digest>> {
        let mut inside = reader.sequence()?;
        let oid = inside.oid()?;
        if !inside.is_empty() {
            inside.expect(der::NULL)?;
        }
        inside.end()?;
        Ok(Digest::named(&oid))
    }
}

/// SHA-256 of some bytes.
#[must_use]
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    array(digest::digest(&digest::SHA256, bytes).as_ref())
}

/// SHA-1, for the identifiers of keys and certificates that older formats use; nothing is trusted because of it.
pub(crate) fn sha1(bytes: &[u8]) -> Vec<u8> {
    digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, bytes).as_ref().to_vec()
}

/// The 32 bytes of a SHA-256.
pub(crate) fn array(bytes: &[u8]) -> [u8; 32] {
    let mut out = [0; 32];
    for (to, from) in out.iter_mut().zip(bytes) {
        *to = *from;
    }
    out
}

/// How a signature is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignatureAlgorithm {
    /// RSA with PKCS #1 v1.5 padding.
    RsaPkcs1(Digest),
    /// RSA with PSS padding: salt as long as the digest, MGF1 with the same digest.
    RsaPss(Digest),
    /// ECDSA; the curve is the one of the key.
    Ecdsa(Digest),
}

impl SignatureAlgorithm {
    /// Its digest.
    #[must_use]
    pub fn digest(self) -> Digest {
        match self {
            SignatureAlgorithm::RsaPkcs1(digest)
            | SignatureAlgorithm::RsaPss(digest)
            | SignatureAlgorithm::Ecdsa(digest) => digest,
        }
    }

    /// The AlgorithmIdentifier (RFC 4055, RFC 5758). `None`: ECDSA with SHA-512, which `ring` does not do.
    pub(crate) fn identifier(self) -> Option<Vec<u8>> {
        match self {
            SignatureAlgorithm::RsaPkcs1(digest) => {
                let oid = match digest {
                    Digest::Sha256 => oid::RSA_SHA256,
                    Digest::Sha384 => oid::RSA_SHA384,
                    Digest::Sha512 => oid::RSA_SHA512,
                };
                Some(der::sequence(&[der::oid(oid), der::null()]))
            }
            SignatureAlgorithm::RsaPss(digest) => {
                let hash = der::sequence(&[der::oid(digest.oid()), der::null()]);
                let mask = der::sequence(&[der::oid(oid::MGF1), hash.clone()]);
                let parameters = der::sequence(&[
                    der::tlv(der::context(0), &hash),
                    der::tlv(der::context(1), &mask),
                    der::tlv(der::context(2), &der::number_of(digest.size() as u64)),
                ]);
                Some(der::sequence(&[der::oid(oid::RSA_PSS), parameters]))
            }
            SignatureAlgorithm::Ecdsa(digest) => match digest {
                Digest::Sha256 => Some(der::sequence(&[der::oid(oid::ECDSA_SHA256)])),
                Digest::Sha384 => Some(der::sequence(&[der::oid(oid::ECDSA_SHA384)])),
                Digest::Sha512 => None,
            },
        }
    }

    /// Reads an AlgorithmIdentifier. In CMS the signature may be named only by its key kind (RSA), the digest apart.
    /// `Ok(None)`: an algorithm that is not accepted, such as SHA-1.
    pub(crate) fn read(reader: &mut Reader<'_>, apart: Option<Digest>) -> Read<Option<SignatureAlgorithm>> {
        let mut inside = reader.sequence()?;
        let oid = inside.oid()?;
        if oid == oid::RSA_PSS {
            return pss(inside);
        }
        if !inside.is_empty() {
            inside.expect(der::NULL)?;
        }
        inside.end()?;
        Ok(match oid.as_str() {
            oid::RSA_SHA256 => Some(SignatureAlgorithm::RsaPkcs1(Digest::Sha256)),
            oid::RSA_SHA384 => Some(SignatureAlgorithm::RsaPkcs1(Digest::Sha384)),
            oid::RSA_SHA512 => Some(SignatureAlgorithm::RsaPkcs1(Digest::Sha512)),
            oid::RSA => apart.map(SignatureAlgorithm::RsaPkcs1),
            oid::ECDSA_SHA256 => Some(SignatureAlgorithm::Ecdsa(Digest::Sha256)),
            oid::ECDSA_SHA384 => Some(SignatureAlgorithm::Ecdsa(Digest::Sha384)),
            _ => None,
        })
    }
}

/// The parameters of RSASSA-PSS; only those that `ring` verifies.
fn pss(mut inside: Reader<'_>) -> Read<Option<SignatureAlgorithm>> {
    // Absent parameters mean SHA-1.
    if inside.is_empty() {
        return Ok(None);
    }
    let mut fields = inside.sequence()?;
    inside.end()?;
    let hash = match fields.optional(der::context(0))? {
        Some(field) => Digest::read(&mut field.inside())?,
        None => None,
    };
    let mask = match fields.optional(der::context(1))? {
        Some(field) => {
            let mut mask = field.inside().sequence()?;
            if mask.oid()? == oid::MGF1 { Digest::read(&mut mask)? } else { None }
        }
        None => None,
    };
    let salt = match fields.optional(der::context(2))? {
        Some(field) => field.inside().small()?,
        None => 20,
    };
    Ok(hash.filter(|hash| mask == Some(*hash) && salt == hash.size() as u64).map(SignatureAlgorithm::RsaPss))
}

/// An ECDSA signature as tokens give it, both numbers one after the other in the same length, in the form that goes into
/// signatures (ECDSA-Sig-Value, RFC 3279 section 2.2.3).
///
/// # Errors
/// [`Error::Malformed`] when it is empty, odd in length or longer than any curve's.
pub fn ecdsa_der(pair: &[u8]) -> Result<Vec<u8>> {
    let half = pair.len() / 2;
    match pair.split_at_checked(half) {
        Some((first, second)) if half > 0 && first.len() == second.len() && half <= 66 => {
            Ok(der::sequence(&[der::unsigned(first), der::unsigned(second)]))
        }
        Some(_) | None => Err(Error::Malformed("ECDSA signature")),
    }
}

/// A SHA-256 with the name of its algorithm in front: what RSA with PKCS #1 v1.5 signs (DigestInfo, RFC 8017 section 9.2),
/// for tokens that do not digest themselves.
#[must_use]
pub fn digest_info(message: &[u8]) -> Vec<u8> {
    der::sequence(&[der::sequence(&[der::oid(oid::SHA256), der::null()]), der::octets(&sha256(message))])
}

/// The kind of a public key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyKind {
    /// RSA, with the length of its modulus in bits.
    Rsa(usize),
    /// NIST P-256.
    P256,
    /// NIST P-384.
    P384,
    /// Something that this crate cannot verify with.
    Other,
}

/// A public key: the SubjectPublicKeyInfo of a certificate (RFC 5280 section 4.1.2.7).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey {
    der: Vec<u8>,
    kind: KeyKind,
    bits: Vec<u8>,
}

impl PublicKey {
    /// Reads a SubjectPublicKeyInfo.
    ///
    /// # Errors
    /// [`Error::Malformed`] when the bytes are none.
    pub fn from_der(der: &[u8]) -> Result<PublicKey> {
        PublicKey::read(der).of("public key")
    }

    pub(crate) fn read(der: &[u8]) -> Read<PublicKey> {
        let mut fields = der::only(der, der::SEQUENCE)?.inside();
        let mut algorithm = fields.sequence()?;
        let bits = fields.bits()?.to_vec();
        fields.end()?;
        let kind = match algorithm.oid()?.as_str() {
            oid::RSA => {
                let mut numbers = der::only(&bits, der::SEQUENCE)?.inside();
                let modulus = numbers.integer()?;
                let digits: &[u8] = modulus.strip_prefix(&[0]).unwrap_or(modulus);
                KeyKind::Rsa(digits.len() * 8 - digits.first().map_or(0, |first| first.leading_zeros() as usize))
            }
            oid::EC => match algorithm.oid()?.as_str() {
                oid::P256 => KeyKind::P256,
                oid::P384 => KeyKind::P384,
                _ => KeyKind::Other,
            },
            _ => KeyKind::Other,
        };
        Ok(PublicKey { der: der.to_vec(), kind, bits })
    }

    /// Of an uncompressed point on P-256 (65 bytes).
    pub(crate) fn p256(point: &[u8]) -> Read<PublicKey> {
        let algorithm = der::sequence(&[der::oid(oid::EC), der::oid(oid::P256)]);
        PublicKey::read(&der::sequence(&[algorithm, der::bits(point)]))
    }

    /// Of an RSAPublicKey.
    pub(crate) fn rsa(numbers: &[u8]) -> Read<PublicKey> {
        let algorithm = der::sequence(&[der::oid(oid::RSA), der::null()]);
        PublicKey::read(&der::sequence(&[algorithm, der::bits(numbers)]))
    }

    /// The SubjectPublicKeyInfo.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> KeyKind {
        self.kind
    }

    /// The bits of the key without their algorithm: what key identifiers are digests of.
    pub(crate) fn bits(&self) -> &[u8] {
        &self.bits
    }

    /// Checks a signature over a message.
    ///
    /// # Errors
    /// [`Error::Unsupported`] when key and algorithm do not go together or the key is too short, [`Error::WrongSignature`]
    /// when the signature does not hold.
    pub fn verify(&self, algorithm: SignatureAlgorithm, message: &[u8], signature: &[u8]) -> Result<()> {
        use SignatureAlgorithm::{Ecdsa, RsaPkcs1, RsaPss};
        let with: &dyn VerificationAlgorithm = match (self.kind, algorithm) {
            (KeyKind::Rsa(bits), _) if bits < 2048 => return Err(Error::Unsupported("an RSA key below 2048 bits")),
            (KeyKind::Rsa(_), RsaPkcs1(Digest::Sha256)) => &signature::RSA_PKCS1_2048_8192_SHA256,
            (KeyKind::Rsa(_), RsaPkcs1(Digest::Sha384)) => &signature::RSA_PKCS1_2048_8192_SHA384,
            (KeyKind::Rsa(_), RsaPkcs1(Digest::Sha512)) => &signature::RSA_PKCS1_2048_8192_SHA512,
            (KeyKind::Rsa(_), RsaPss(Digest::Sha256)) => &signature::RSA_PSS_2048_8192_SHA256,
            (KeyKind::Rsa(_), RsaPss(Digest::Sha384)) => &signature::RSA_PSS_2048_8192_SHA384,
            (KeyKind::Rsa(_), RsaPss(Digest::Sha512)) => &signature::RSA_PSS_2048_8192_SHA512,
            (KeyKind::P256, Ecdsa(Digest::Sha256)) => &signature::ECDSA_P256_SHA256_ASN1,
            (KeyKind::P256, Ecdsa(Digest::Sha384)) => &signature::ECDSA_P256_SHA384_ASN1,
            (KeyKind::P384, Ecdsa(Digest::Sha256)) => &signature::ECDSA_P384_SHA256_ASN1,
            (KeyKind::P384, Ecdsa(Digest::Sha384)) => &signature::ECDSA_P384_SHA384_ASN1,
            (KeyKind::P256 | KeyKind::P384, Ecdsa(Digest::Sha512)) => {
                return Err(Error::Unsupported("ECDSA with SHA-512"));
            }
            (KeyKind::Rsa(_), Ecdsa(_)) | (KeyKind::P256 | KeyKind::P384, RsaPkcs1(_) | RsaPss(_)) => {
                return Err(Error::Unsupported("an algorithm of another kind of key"));
            }
            (KeyKind::Other, RsaPkcs1(_) | RsaPss(_) | Ecdsa(_)) => return Err(Error::Unsupported("this kind of key")),
        };
        UnparsedPublicKey::new(with, &self.bits).verify(message, signature).map_err(|_| Error::WrongSignature)
    }
}

/// Reads a signed structure of X.509: the signed part with its header, algorithm, signature.
pub(crate) struct SignedPart<'a> {
    pub body: &'a [u8],
    pub algorithm: Option<SignatureAlgorithm>,
    pub signature: &'a [u8],
}

impl<'a> SignedPart<'a> {
    /// `SIGNED { .. }` of X.509: certificate, list of revoked certificates, request.
    pub fn read(der: &'a [u8]) -> Read<SignedPart<'a>> {
        let mut fields = der::only(der, der::SEQUENCE)?.inside();
        let part = SignedPart::fields(&mut fields)?;
        fields.end()?;
        Ok(part)
    }

    /// The three fields, when others may follow (OCSP).
    pub fn fields(fields: &mut Reader<'a>) -> Read<SignedPart<'a>> {
        let body = fields.expect(der::SEQUENCE)?.whole;
        let algorithm = SignatureAlgorithm::read(fields, None)?;
        let signature = fields.bits()?;
        Ok(SignedPart { body, algorithm, signature })
    }

    /// Checks the signature with a key.
    pub fn verify(&self, key: &PublicKey) -> Result<()> {
        let algorithm = self.algorithm.ok_or(Error::Unsupported("the signature algorithm"))?;
        key.verify(algorithm, self.body, self.signature)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_of_tokens_become_what_signatures_hold() {
        assert_eq!(ecdsa_der(&[0, 1, 0x80, 0]).unwrap(), [0x30, 8, 2, 1, 1, 2, 3, 0, 0x80, 0]);
        assert_eq!(ecdsa_der(&[0, 0]).unwrap(), [0x30, 6, 2, 1, 0, 2, 1, 0]);
        for broken in [&[][..], &[1], &[1, 2, 3], &[1; 134]] {
            assert!(ecdsa_der(broken).is_err(), "{broken:?}");
        }
        let info = digest_info(b"isi");
        assert_eq!((info.len(), &info[info.len() - 32..]), (51, &sha256(b"isi")[..]));
        assert_eq!(info[..6], [0x30, 0x31, 0x30, 0x0d, 6, 9]);
    }

    #[test]
    fn algorithms_go_there_and_back() {
        for digest in [Digest::Sha256, Digest::Sha384, Digest::Sha512] {
            assert_eq!(digest.of(&[b"a", b"b"]).len(), digest.size());
            for algorithm in [
                SignatureAlgorithm::RsaPkcs1(digest),
                SignatureAlgorithm::RsaPss(digest),
                SignatureAlgorithm::Ecdsa(digest),
            ] {
                let Some(der) = algorithm.identifier() else {
                    assert_eq!(algorithm, SignatureAlgorithm::Ecdsa(Digest::Sha512));
                    continue;
                };
                assert_eq!(SignatureAlgorithm::read(&mut Reader::new(&der), None), Ok(Some(algorithm)));
            }
        }
        let bare = der::sequence(&[der::oid(oid::RSA), der::null()]);
        assert_eq!(SignatureAlgorithm::read(&mut Reader::new(&bare), None), Ok(None));
        let apart = SignatureAlgorithm::read(&mut Reader::new(&bare), Some(Digest::Sha384));
        assert_eq!(apart, Ok(Some(SignatureAlgorithm::RsaPkcs1(Digest::Sha384))));
        let sha1 = der::sequence(&[der::oid("1.2.840.113549.1.1.5"), der::null()]);
        assert_eq!(SignatureAlgorithm::read(&mut Reader::new(&sha1), None), Ok(None));
    }
}
