//! Time stamps (RFC 3161, with the certificate identifier of RFC 5816): asking for one and reading it.
use ring::rand::SecureRandom;
use time::OffsetDateTime;

use crate::algorithm::{Digest, array};
use crate::certificate::Certificate;
use crate::cms::{self, Cms, CmsFault};
use crate::der::{self, Fault, Named as _, Read, Reader};
use crate::error::TsaFault;
use crate::{Error, Result, name, oid};

/// The way to a time-stamping authority: over HTTP a POST of `application/timestamp-query`.
pub trait Tsa: Send + Sync {
    /// Sends a request and returns the reply, both DER.
    ///
    /// # Errors
    /// [`Error::Signer`] with what went wrong on the way.
    fn query(&self, request: &[u8]) -> Result<Vec<u8>>;
}

/// A question to a time-stamping authority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TsaQuery {
    digest: [u8; 32],
    nonce: Vec<u8>,
}

impl TsaQuery {
    /// Asks for a stamp over a SHA-256.
    ///
    /// # Errors
    /// [`Error::Random`].
    pub fn new(digest: &[u8; 32], random: &dyn SecureRandom) -> Result<TsaQuery> {
        let mut nonce = [0; 16];
        random.fill(&mut nonce).map_err(|_| Error::Random)?;
        Ok(TsaQuery { digest: *digest, nonce: nonce.to_vec() })
    }

    /// A question that was written down: the digest and the nonce that [`TsaQuery::nonce`] gave.
    #[must_use]
    pub fn again(digest: [u8; 32], nonce: Vec<u8>) -> TsaQuery {
        TsaQuery { digest, nonce }
    }

    /// The number that the answer must repeat.
    #[must_use]
    pub fn nonce(&self) -> &[u8] {
        &self.nonce
    }

    /// The request: `application/timestamp-query`.
    #[must_use]
    pub fn der(&self) -> Vec<u8> {
        let algorithm = der::sequence(&[der::oid(oid::SHA256), der::null()]);
        der::sequence(&[
            der::number_of(1),
            der::sequence(&[algorithm, der::octets(&self.digest)]),
            der::unsigned(&self.nonce),
            der::truth(),
        ])
    }

    /// Checks the reply (`application/timestamp-reply`): granted, our digest, our nonce, signed by the certificate it
    /// carries, and that one meant for time stamping only. Whether the authority is trusted is not decided here.
    ///
    /// # Errors
    /// [`Error::Tsa`] with what is wrong.
    pub fn accept(&self, reply: &[u8]) -> Result<Token> {
        let malformed = |Fault| Error::Tsa(TsaFault::Malformed);
        let token = granted(reply).map_err(malformed)?.map_err(Error::Tsa)?;
        let token = Token::read(token).map_err(malformed)?;
        if token.imprint != (Digest::Sha256, self.digest.to_vec()) {
            return Err(Error::Tsa(TsaFault::Imprint));
        }
        let asked = der::unsigned(&self.nonce);
        let asked = der::only(&asked, der::INTEGER).map_err(malformed)?.value;
        if token.nonce.as_deref() != Some(asked) {
            return Err(Error::Tsa(TsaFault::Nonce));
        }
        token.authority(&[]).map_err(|fault| match fault {
            CmsFault::SigningCertificate => Error::Tsa(TsaFault::Certificate),
            CmsFault::Digest | CmsFault::Signature | CmsFault::Unsupported => Error::Tsa(TsaFault::Signature),
            CmsFault::Unreadable => Error::Tsa(TsaFault::Malformed),
        })?;
        Ok(token)
    }
}

/// The token of a TimeStampResp, or why there is none.
fn granted(reply: &[u8]) -> Read<std::result::Result<&[u8], TsaFault>> {
    let mut fields = der::only(reply, der::SEQUENCE)?.inside();
    let mut info = fields.sequence()?;
    let status = u32::try_from(info.small()?).map_err(|_| Fault)?;
    let words = info.optional(der::SEQUENCE)?.map(|text| name::free_text(text.inside()));
    let failure = info.optional(der::BIT_STRING)?.and_then(|bits| first_bit(bits.value));
    if status > 1 {
        let failure = failure.map(|bit| format!("failure {bit}"));
        let reason = [words, failure].into_iter().flatten().collect::<Vec<_>>().join("; ");
        return Ok(Err(TsaFault::Rejected { status, reason }));
    }
    let token = fields.expect(der::SEQUENCE)?.whole;
    fields.end()?;
    Ok(Ok(token))
}

/// The number of the first bit that is set in a bit string.
fn first_bit(value: &[u8]) -> Option<usize> {
    let bytes = value.get(1..)?;
    let at = bytes.iter().position(|byte| *byte != 0)?;
    Some(at * 8 + bytes.get(at)?.leading_zeros() as usize)
}

/// A time-stamp token.
#[derive(Debug, Clone)]
pub struct Token {
    der: Vec<u8>,
    at: OffsetDateTime,
    policy: String,
    serial: Vec<u8>,
    nonce: Option<Vec<u8>>,
    imprint: (Digest, Vec<u8>),
    cms: Cms,
}

impl Token {
    /// Reads a token; nothing is checked by reading it.
    ///
    /// # Errors
    /// [`Error::Malformed`]; also when the imprint is made with an algorithm below SHA-256.
    pub fn from_der(der: &[u8]) -> Result<Token> {
        Token::read(der).of("time stamp")
    }

    pub(crate) fn read(bytes: &[u8]) -> Read<Token> {
        let cms = Cms::read(bytes)?;
        let content = cms.content.as_deref().filter(|_| cms.content_type == oid::TST_INFO).ok_or(Fault)?;
        let mut info = der::only(content, der::SEQUENCE)?.inside();
        if info.small()? != 1 {
            return Err(Fault);
        }
        let policy = info.oid()?;
        let mut imprint = info.sequence()?;
        let digest = Digest::read(&mut imprint)?.ok_or(Fault)?;
        let hash = imprint.expect(der::OCTET_STRING)?.value.to_vec();
        imprint.end()?;
        if hash.len() != digest.size() {
            return Err(Fault);
        }
        let serial = info.integer()?.to_vec();
        let at = info.expect(der::GENERALIZED_TIME)?;
        let at = Reader::new(at.whole).time()?;
        info.optional(der::SEQUENCE)?;
        info.optional(der::BOOLEAN)?;
        let nonce = info.optional(der::INTEGER)?.map(|nonce| nonce.value.to_vec());
        info.optional(der::context(0))?;
        info.optional(der::context(1))?;
        info.end()?;
        Ok(Token { der: bytes.to_vec(), at, policy, serial, nonce, imprint: (digest, hash), cms })
    }

    /// Its bytes.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// When the authority stamped.
    #[must_use]
    pub fn at(&self) -> OffsetDateTime {
        self.at
    }

    /// The policy under which it stamped, an object identifier.
    #[must_use]
    pub fn policy(&self) -> &str {
        &self.policy
    }

    /// The number of the stamp at the authority.
    #[must_use]
    pub fn serial(&self) -> &[u8] {
        &self.serial
    }

    /// The certificates that came along.
    #[must_use]
    pub fn certificates(&self) -> &[Certificate] {
        &self.cms.certificates
    }

    /// Whether it stamps these pieces, one after the other.
    #[must_use]
    pub fn stamps(&self, pieces: &[&[u8]]) -> bool {
        let (digest, hash) = &self.imprint;
        digest.of(pieces) == *hash
    }

    /// The certificate that signed it, when everything that the token itself can prove holds (RFC 3161 section 2.4.2).
    pub(crate) fn authority(&self, others: &[Certificate]) -> std::result::Result<Certificate, CmsFault> {
        let certificate = self.cms.signer(others).ok_or(CmsFault::SigningCertificate)?;
        let content = self.cms.content.as_deref().ok_or(CmsFault::Unreadable)?;
        self.cms.check(certificate, |digest| digest.of(&[content]))?;
        if !self.cms.names_certificate() || !certificate.is_for_time_stamping() {
            return Err(CmsFault::SigningCertificate);
        }
        Ok(certificate.clone())
    }

    /// The SHA-256 it stamps, if it is one.
    pub(crate) fn sha256(&self) -> Option<[u8; 32]> {
        let (digest, hash) = &self.imprint;
        (*digest == Digest::Sha256).then(|| array(hash))
    }
}

/// Adds a stamp over the signature value to a CMS: what makes B-T out of B-B (ETSI EN 319 142-1 section 6.3).
///
/// # Errors
/// [`Error::Malformed`] when it is no CMS; [`Error::WrongDigest`] when the stamp is not over its signature.
pub fn add_timestamp(cms: &[u8], token: &Token) -> Result<Vec<u8>> {
    let read = Cms::read(cms).of("CMS")?;
    if !token.stamps(&[&read.signature]) {
        return Err(Error::WrongDigest);
    }
    cms::add_unsigned(cms, oid::TIME_STAMP_TOKEN, token.der())
}
