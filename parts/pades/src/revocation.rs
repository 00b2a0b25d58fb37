//! Lists of revoked certificates (RFC 5280 section 5) and answers about the state of one (RFC 6960).
use time::OffsetDateTime;

use crate::algorithm::{Digest, PublicKey, SignedPart, sha1};
use crate::certificate::{Certificate, extension_of};
use crate::der::{self, Fault, Named as _, Read, Reader};
use crate::{Name, Result, oid, pem};

/// The most entries that are read from one list.
const MAX_ENTRIES: usize = 1_000_000;

/// Why a certificate was revoked (RFC 5280 section 5.3.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reason {
    /// Not told.
    #[default]
    Unspecified,
    /// Somebody else may have the key.
    KeyCompromise,
    /// Somebody else may have the key of the authority.
    CaCompromise,
    /// The person has another office or name.
    AffiliationChanged,
    /// There is a newer certificate.
    Superseded,
    /// No longer needed.
    CessationOfOperation,
    /// Suspended.
    CertificateHold,
    /// What it says of the person no longer holds.
    PrivilegeWithdrawn,
}

impl Reason {
    /// Its number in lists and answers.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Reason::Unspecified => 0,
            Reason::KeyCompromise => 1,
            Reason::CaCompromise => 2,
            Reason::AffiliationChanged => 3,
            Reason::Superseded => 4,
            Reason::CessationOfOperation => 5,
            Reason::CertificateHold => 6,
            Reason::PrivilegeWithdrawn => 9,
        }
    }

    /// The reason of a number; unknown ones are unspecified.
    #[must_use]
    pub fn of_code(code: u64) -> Reason {
        match code {
            1 => Reason::KeyCompromise,
            2 => Reason::CaCompromise,
            3 => Reason::AffiliationChanged,
            4 => Reason::Superseded,
            5 => Reason::CessationOfOperation,
            6 => Reason::CertificateHold,
            9 => Reason::PrivilegeWithdrawn,
            _ => Reason::Unspecified,
        }
    }
}

/// A revoked certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revoked {
    /// The number of the certificate, as [`Certificate::serial`] gives it.
    pub serial: Vec<u8>,
    /// Since when.
    pub at: OffsetDateTime,
    /// Why.
    pub reason: Reason,
}

/// A list of revoked certificates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crl {
    der: Vec<u8>,
    issuer: Name,
    this_update: OffsetDateTime,
    next_update: Option<OffsetDateTime>,
    number: Option<Vec<u8>>,
    entries: Vec<Revoked>,
    /// It speaks of a part of the certificates only, in a way that this crate does not follow.
    partial: bool,
}

impl Crl {
    /// Reads a list; nothing is checked by reading it.
    ///
    /// # Errors
    /// [`crate::Error::Malformed`].
    pub fn from_der(der: &[u8]) -> Result<Crl> {
        crl(der).of("CRL")
    }

    /// Its bytes.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// As text.
    #[must_use]
    pub fn pem(&self) -> String {
        pem::encode("X509 CRL", &self.der)
    }

    /// Who made it.
    #[must_use]
    pub fn issuer(&self) -> &Name {
        &self.issuer
    }

    /// As of when it speaks.
    #[must_use]
    pub fn this_update(&self) -> OffsetDateTime {
        self.this_update
    }

    /// When the next one comes at the latest.
    #[must_use]
    pub fn next_update(&self) -> Option<OffsetDateTime> {
        self.next_update
    }

    /// Its number, big-endian.
    #[must_use]
    pub fn number(&self) -> Option<&[u8]> {
        self.number.as_deref()
    }

    /// The revoked certificates.
    #[must_use]
    pub fn entries(&self) -> &[Revoked] {
        &self.entries
    }

    /// Whether it is a whole list of this issuer, signed by its key.
    pub(crate) fn is_from(&self, issuer: &Certificate) -> bool {
        let may = issuer.key_usage().is_none_or(|usage| usage.crl_sign);
        may && !self.partial
            && self.issuer == *issuer.subject()
            && SignedPart::read(&self.der).is_ok_and(|part| part.verify(issuer.public_key()).is_ok())
    }

    /// The entry of a certificate.
    pub(crate) fn entry(&self, certificate: &Certificate) -> Option<&Revoked> {
        self.entries.iter().find(|entry| entry.serial == certificate.serial())
    }
}

fn crl(bytes: &[u8]) -> Read<Crl> {
    let part = SignedPart::read(bytes)?;
    let mut fields = der::only(part.body, der::SEQUENCE)?.inside();
    fields.optional(der::INTEGER)?;
    fields.expect(der::SEQUENCE)?;
    let issuer = Name::read(fields.expect(der::SEQUENCE)?.whole)?;
    let this_update = fields.time()?;
    let next_update = match fields.tag() {
        Some(der::UTC_TIME | der::GENERALIZED_TIME) => Some(fields.time()?),
        _ => None,
    };
    let (mut entries, mut partial, mut number) = (Vec::new(), false, None);
    if let Some(list) = fields.optional(der::SEQUENCE)? {
        let mut list = list.inside();
        while !list.is_empty() {
            let mut entry = list.sequence()?;
            let (serial, at) = (entry.integer()?.to_vec(), entry.time()?);
            let mut reason = Reason::Unspecified;
            if let Some(extensions) = entry.optional(der::SEQUENCE)? {
                for extension in extensions.inside().all()? {
                    let (oid, critical, value) = extension_of(extension)?;
                    if oid == oid::CRL_REASON {
                        reason = code(value)?;
                    } else {
                        // Such as the issuer of an entry in a list for several authorities.
                        partial |= critical;
                    }
                }
            }
            entries.push(Revoked { serial, at, reason });
            if entries.len() > MAX_ENTRIES {
                return Err(Fault);
            }
        }
    }
    if let Some(extensions) = fields.optional(der::context(0))? {
        for extension in extensions.inside().sequence()?.all()? {
            let (oid, critical, value) = extension_of(extension)?;
            match oid.as_str() {
                oid::CRL_NUMBER => number = Some(der::only(value, der::INTEGER)?.value.to_vec()),
                // Only the place where the list lies is told: it still speaks of all certificates.
                oid::ISSUING_DISTRIBUTION_POINT => {
                    let fields = der::only(value, der::SEQUENCE)?.inside().all()?;
                    partial |= fields.iter().any(|field| field.tag != der::context(0));
                }
                _ => partial |= critical,
            }
        }
    }
    fields.end()?;
    Ok(Crl { der: bytes.to_vec(), issuer, this_update, next_update, number, entries, partial })
}

/// The reason in an extension of an entry.
fn code(value: &[u8]) -> Read<Reason> {
    let digits = der::only(value, der::ENUMERATED)?.value;
    Ok(Reason::of_code(
        digits.iter().fold(0, |sum: u64, digit| sum.saturating_mul(256).saturating_add(u64::from(*digit))),
    ))
}

/// What is said of a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Not revoked.
    Good,
    /// Revoked since then.
    Revoked {
        /// Since when.
        at: OffsetDateTime,
        /// Why.
        reason: Reason,
    },
    /// Not one that the responder knows.
    Unknown,
}

/// Which certificate is asked for: digests of its issuer's name and key, and its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CertId {
    /// The AlgorithmIdentifier as it stands, for the answer.
    pub whole: Vec<u8>,
    algorithm: String,
    name: Vec<u8>,
    key: Vec<u8>,
    pub serial: Vec<u8>,
}

impl CertId {
    pub fn read(reader: &mut Reader<'_>) -> Read<CertId> {
        let element = reader.expect(der::SEQUENCE)?;
        let mut fields = element.inside();
        let algorithm = fields.sequence()?.oid()?;
        let name = fields.expect(der::OCTET_STRING)?.value.to_vec();
        let key = fields.expect(der::OCTET_STRING)?.value.to_vec();
        let serial = fields.integer()?.to_vec();
        fields.end()?;
        Ok(CertId { whole: element.whole.to_vec(), algorithm, name, key, serial })
    }

    /// With SHA-1, which is no statement of trust here but the one algorithm that every responder knows (RFC 5019).
    pub fn encode(certificate: &Certificate, issuer: &Certificate) -> Vec<u8> {
        der::sequence(&[
            der::sequence(&[der::oid(oid::SHA1), der::null()]),
            der::octets(&sha1(issuer.subject().der())),
            der::octets(&sha1(issuer.public_key().bits())),
            der::tlv(der::INTEGER, certificate.serial()),
        ])
    }

    /// Whether it is a certificate of this issuer.
    pub fn is_of(&self, issuer: &Certificate) -> bool {
        let digest = |bytes: &[u8]| match self.algorithm.as_str() {
            oid::SHA1 => Some(sha1(bytes)),
            other => Digest::named(other).map(|digest| digest.of(&[bytes])),
        };
        digest(issuer.subject().der()).as_ref() == Some(&self.name)
            && digest(issuer.public_key().bits()).as_ref() == Some(&self.key)
    }
}

/// One statement of an OCSP response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Statement {
    id: CertId,
    pub status: Status,
    pub this_update: OffsetDateTime,
    pub next_update: Option<OffsetDateTime>,
}

/// An answer of an OCSP responder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OcspResponse {
    der: Vec<u8>,
    basic: Vec<u8>,
    produced_at: OffsetDateTime,
    statements: Vec<Statement>,
    certificates: Vec<Certificate>,
    nonce: Option<Vec<u8>>,
}

impl OcspResponse {
    /// Reads a successful response; nothing is checked by reading it.
    ///
    /// # Errors
    /// [`crate::Error::Malformed`]; also for a response that only says why there is none.
    pub fn from_der(der: &[u8]) -> Result<OcspResponse> {
        ocsp(der).of("OCSP response")
    }

    /// Its bytes.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// When it was made.
    #[must_use]
    pub fn produced_at(&self) -> OffsetDateTime {
        self.produced_at
    }

    /// The number of the question that it repeats.
    #[must_use]
    pub fn nonce(&self) -> Option<&[u8]> {
        self.nonce.as_deref()
    }

    /// What it says of a certificate, when it was signed by the issuer or by a responder that the issuer appointed
    /// (RFC 6960 section 4.2.2.2) and the responder's certificate was valid then.
    #[must_use]
    pub fn status(&self, certificate: &Certificate, issuer: &Certificate) -> Option<Status> {
        self.statement(certificate, issuer).map(|statement| statement.status)
    }

    pub(crate) fn statement(&self, certificate: &Certificate, issuer: &Certificate) -> Option<&Statement> {
        let about = |statement: &&Statement| statement.id.serial == certificate.serial() && statement.id.is_of(issuer);
        let found = self.statements.iter().find(about)?;
        self.signed_for(issuer).then_some(found)
    }

    /// The certificates that came along.
    #[must_use]
    pub fn certificates(&self) -> &[Certificate] {
        &self.certificates
    }

    fn signed_for(&self, issuer: &Certificate) -> bool {
        let Ok(mut fields) = der::only(&self.basic, der::SEQUENCE).map(der::Element::inside) else { return false };
        let Ok(part) = SignedPart::fields(&mut fields) else { return false };
        let holds = |key: &PublicKey| part.verify(key).is_ok();
        holds(issuer.public_key())
            || self.certificates.iter().any(|responder| {
                responder.is_for_ocsp()
                    && responder.may_sign()
                    && !responder.has_unknown_critical()
                    && responder.issuer() == issuer.subject()
                    && responder.valid_at(self.produced_at)
                    && holds(responder.public_key())
                    && responder.signed_by(issuer.public_key()).is_ok()
            })
    }
}

fn ocsp(bytes: &[u8]) -> Read<OcspResponse> {
    let mut fields = der::only(bytes, der::SEQUENCE)?.inside();
    if fields.expect(der::ENUMERATED)?.value != [0] {
        return Err(Fault);
    }
    let mut inner = fields.expect(der::context(0))?.inside().sequence()?;
    fields.end()?;
    if inner.oid()? != oid::OCSP_BASIC {
        return Err(Fault);
    }
    let basic = inner.expect(der::OCTET_STRING)?.value;
    let mut outer = der::only(basic, der::SEQUENCE)?.inside();
    let part = SignedPart::fields(&mut outer)?;
    let mut certificates = Vec::new();
    if let Some(list) = outer.optional(der::context(0))? {
        for element in list.inside().sequence()?.all()?.into_iter().take(16) {
            certificates.extend(Certificate::from_der(element.whole).ok());
        }
    }
    let mut data = der::only(part.body, der::SEQUENCE)?.inside();
    data.optional(der::context(0))?;
    let responder = data.any()?;
    if responder.tag != der::context(1) && responder.tag != der::context(2) {
        return Err(Fault);
    }
    let produced_at = data.time()?;
    let mut statements = Vec::new();
    for single in data.sequence()?.all()? {
        statements.push(statement(single.inside())?);
    }
    let mut nonce = None;
    if let Some(extensions) = data.optional(der::context(1))? {
        nonce = find_nonce(extensions.inside())?;
    }
    Ok(OcspResponse { der: bytes.to_vec(), basic: basic.to_vec(), produced_at, statements, certificates, nonce })
}

/// The nonce among extensions, unwrapped from its octet string (RFC 9654).
pub(crate) fn find_nonce(mut explicit: Reader<'_>) -> Read<Option<Vec<u8>>> {
    for extension in explicit.sequence()?.all()? {
        let (oid, _, value) = extension_of(extension)?;
        if oid == oid::OCSP_NONCE {
            let unwrapped = der::only(value, der::OCTET_STRING).map_or(value, |inner| inner.value);
            return Ok(Some(unwrapped.to_vec()));
        }
    }
    Ok(None)
}

fn statement(mut fields: Reader<'_>) -> Read<Statement> {
    let id = CertId::read(&mut fields)?;
    let status = fields.any()?;
    let status = if status.tag == der::context_plain(0) {
        Status::Good
    } else if status.tag == der::context(1) {
        let mut inside = status.inside();
        let at = inside.time()?;
        let reason = match inside.optional(der::context(0))? {
            Some(reason) => code(reason.value)?,
            None => Reason::Unspecified,
        };
        Status::Revoked { at, reason }
    } else if status.tag == der::context_plain(2) {
        Status::Unknown
    } else {
        return Err(Fault);
    };
    let this_update = fields.time()?;
    let next_update = match fields.optional(der::context(0))? {
        Some(next) => Some(next.inside().time()?),
        None => None,
    };
    Ok(Statement { id, status, this_update, next_update })
}

/// An OCSP request for one certificate, to be sent as `application/ocsp-request`.
#[must_use]
pub fn ocsp_request(certificate: &Certificate, issuer: &Certificate, nonce: Option<&[u8]>) -> Vec<u8> {
    let list = der::sequence(&[der::sequence(&[CertId::encode(certificate, issuer)])]);
    let mut body = vec![list];
    if let Some(nonce) = nonce {
        let extension = der::sequence(&[der::oid(oid::OCSP_NONCE), der::octets(&der::octets(nonce))]);
        body.push(der::tlv(der::context(2), &der::sequence(&[extension])));
    }
    der::sequence(&[der::sequence(&body)])
}
