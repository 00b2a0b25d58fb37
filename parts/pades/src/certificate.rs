//! Certificates (X.509, RFC 5280).
use std::fmt::Write as _;

use time::OffsetDateTime;

use crate::algorithm::{PublicKey, SignedPart, sha256};
use crate::der::{self, Element, Fault, Named as _, Read, Reader};
use crate::{Error, Name, Result, oid, pem};

/// The largest certificate that is read, in bytes.
const MAX_CERTIFICATE: usize = 64 * 1024;

/// What a key may be used for (RFC 5280 section 4.2.1.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "these are the named bits of the extension")]
pub struct KeyUsage {
    /// Signatures, other than those over certificates and lists.
    pub digital_signature: bool,
    /// Signatures by which somebody commits to a content (once called nonRepudiation).
    pub content_commitment: bool,
    /// Encrypting keys.
    pub key_encipherment: bool,
    /// Encrypting data.
    pub data_encipherment: bool,
    /// Agreeing on keys.
    pub key_agreement: bool,
    /// Signing certificates.
    pub key_cert_sign: bool,
    /// Signing lists of revoked certificates.
    pub crl_sign: bool,
}

/// What the extensions of a certificate say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Extensions {
    key_usage: Option<KeyUsage>,
    extended: Vec<String>,
    extended_critical: bool,
    ca: bool,
    path_len: Option<u64>,
    subject_key: Option<Vec<u8>>,
    authority_key: Option<Vec<u8>>,
    crl_urls: Vec<String>,
    ocsp_urls: Vec<String>,
    issuer_urls: Vec<String>,
    dns_names: Vec<String>,
    policies: Vec<String>,
    ocsp_no_check: bool,
    unknown_critical: bool,
}

/// A certificate: its bytes and what they say. Nothing is checked by reading it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    der: Vec<u8>,
    serial: Vec<u8>,
    issuer: Name,
    subject: Name,
    not_before: OffsetDateTime,
    not_after: OffsetDateTime,
    key: PublicKey,
    extensions: Extensions,
}

impl Certificate {
    /// Reads a certificate from DER.
    ///
    /// # Errors
    /// [`Error::Malformed`] or [`Error::TooLarge`].
    pub fn from_der(der: &[u8]) -> Result<Certificate> {
        if der.len() > MAX_CERTIFICATE {
            let (size, limit) = (der.len() as u64, MAX_CERTIFICATE as u64);
            return Err(Error::TooLarge { what: "certificate", size, limit });
        }
        read(der).of("certificate")
    }

    /// Reads the first certificate of a PEM text; DER is taken too, so that a register may accept any uploaded file.
    ///
    /// # Errors
    /// As [`Certificate::from_der`]; [`Error::NoCertificate`] when there is none in the text.
    pub fn from_pem(text: &[u8]) -> Result<Certificate> {
        certificates_from_pem(text)?.into_iter().next().ok_or(Error::NoCertificate)
    }

    /// Its bytes.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// As text.
    #[must_use]
    pub fn pem(&self) -> String {
        pem::encode("CERTIFICATE", &self.der)
    }

    /// Whose it is.
    #[must_use]
    pub fn subject(&self) -> &Name {
        &self.subject
    }

    /// Who issued it.
    #[must_use]
    pub fn issuer(&self) -> &Name {
        &self.issuer
    }

    /// Its number at the issuer: big-endian, as in the certificate.
    #[must_use]
    pub fn serial(&self) -> &[u8] {
        &self.serial
    }

    /// Its number as hexadecimal digits in capitals, without leading zeros of the sign.
    #[must_use]
    pub fn serial_hex(&self) -> String {
        hex(self.serial.strip_prefix(&[0]).filter(|rest| !rest.is_empty()).unwrap_or(&self.serial))
    }

    /// From when it is valid.
    #[must_use]
    pub fn not_before(&self) -> OffsetDateTime {
        self.not_before
    }

    /// Until when it is valid, inclusive.
    #[must_use]
    pub fn not_after(&self) -> OffsetDateTime {
        self.not_after
    }

    /// Whether an instant lies in its validity.
    #[must_use]
    pub fn valid_at(&self, at: OffsetDateTime) -> bool {
        self.not_before <= at && at <= self.not_after
    }

    /// SHA-256 of the certificate.
    #[must_use]
    pub fn fingerprint(&self) -> [u8; 32] {
        sha256(&self.der)
    }

    /// [`Certificate::fingerprint`] as hexadecimal digits in capitals.
    #[must_use]
    pub fn fingerprint_hex(&self) -> String {
        hex(&self.fingerprint())
    }

    /// What the key may be used for; `None`: the certificate does not say.
    #[must_use]
    pub fn key_usage(&self) -> Option<KeyUsage> {
        self.extensions.key_usage
    }

    /// Extended key usages as object identifiers.
    #[must_use]
    pub fn extended_key_usage(&self) -> &[String] {
        &self.extensions.extended
    }

    /// Whether it may issue certificates.
    #[must_use]
    pub fn is_ca(&self) -> bool {
        self.extensions.ca
    }

    /// How many authorities may stand below it before the last certificate.
    #[must_use]
    pub fn path_len(&self) -> Option<u64> {
        self.extensions.path_len
    }

    /// Where lists of revoked certificates lie.
    #[must_use]
    pub fn crl_urls(&self) -> &[String] {
        &self.extensions.crl_urls
    }

    /// Where its state can be asked (RFC 6960).
    #[must_use]
    pub fn ocsp_urls(&self) -> &[String] {
        &self.extensions.ocsp_urls
    }

    /// Where the certificate of the issuer lies.
    #[must_use]
    pub fn issuer_urls(&self) -> &[String] {
        &self.extensions.issuer_urls
    }

    /// Names of machines.
    #[must_use]
    pub fn dns_names(&self) -> &[String] {
        &self.extensions.dns_names
    }

    /// Policies under which it was issued, as object identifiers.
    #[must_use]
    pub fn policies(&self) -> &[String] {
        &self.extensions.policies
    }

    /// The key.
    #[must_use]
    pub fn public_key(&self) -> &PublicKey {
        &self.key
    }

    /// Whether issuer and subject bear the same name.
    #[must_use]
    pub fn is_self_issued(&self) -> bool {
        self.issuer == self.subject
    }

    /// The identifier of its key.
    #[must_use]
    pub fn subject_key_id(&self) -> Option<&[u8]> {
        self.extensions.subject_key.as_deref()
    }

    /// The identifier of the key that signed it.
    #[must_use]
    pub fn authority_key_id(&self) -> Option<&[u8]> {
        self.extensions.authority_key.as_deref()
    }

    /// Meant for time stamps and nothing else (RFC 3161 section 2.3: the one usage, and critical).
    #[must_use]
    pub fn is_for_time_stamping(&self) -> bool {
        self.extensions.extended_critical && self.extensions.extended == [oid::TIME_STAMPING]
    }

    /// Meant for OCSP responses.
    #[must_use]
    pub fn is_for_ocsp(&self) -> bool {
        self.extensions.extended.iter().any(|usage| usage == oid::OCSP_SIGNING)
    }

    /// May sign documents: the key usage, if told, has a bit for signatures.
    #[must_use]
    pub fn may_sign(&self) -> bool {
        self.key_usage().is_none_or(|usage| usage.digital_signature || usage.content_commitment)
    }

    /// Its state need not be asked for (RFC 6960 section 4.2.2.2.1).
    pub(crate) fn ocsp_no_check(&self) -> bool {
        self.extensions.ocsp_no_check
    }

    /// It has a critical extension that this crate does not understand.
    pub(crate) fn has_unknown_critical(&self) -> bool {
        self.extensions.unknown_critical
    }

    /// Checks that the key of another certificate signed this one.
    ///
    /// # Errors
    /// As [`PublicKey::verify`].
    pub fn signed_by(&self, issuer: &PublicKey) -> Result<()> {
        SignedPart::read(&self.der).of("certificate")?.verify(issuer)
    }
}

/// All certificates of a PEM text, or the one that DER bytes are.
///
/// # Errors
/// As [`Certificate::from_der`].
pub fn certificates_from_pem(text: &[u8]) -> Result<Vec<Certificate>> {
    if text.first() == Some(&der::SEQUENCE) {
        return Ok(vec![Certificate::from_der(text)?]);
    }
    let blocks = pem::decode(text, &["CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE"])?;
    blocks.iter().map(|block| Certificate::from_der(block)).collect()
}

/// Bytes as hexadecimal digits in capitals.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String does not fail.
        let _ = write!(text, "{byte:02X}");
        text
    })
}

fn read(bytes: &[u8]) -> Read<Certificate> {
    let part = SignedPart::read(bytes)?;
    let mut fields = der::only(part.body, der::SEQUENCE)?.inside();
    let version = match fields.optional(der::context(0))? {
        Some(version) => version.inside().small()?,
        None => 0,
    };
    if version > 2 {
        return Err(Fault);
    }
    let serial = fields.integer()?.to_vec();
    // The algorithm inside must be the one outside; the bytes outside come right after the body.
    let inner = fields.expect(der::SEQUENCE)?.whole;
    let after = bytes.len().checked_sub(der::only(bytes, der::SEQUENCE)?.value.len()).ok_or(Fault)? + part.body.len();
    if !bytes.get(after..).is_some_and(|outer| outer.starts_with(inner)) {
        return Err(Fault);
    }
    let issuer = Name::read(fields.expect(der::SEQUENCE)?.whole)?;
    let mut validity = fields.sequence()?;
    let (not_before, not_after) = (validity.time()?, validity.time()?);
    let subject = Name::read(fields.expect(der::SEQUENCE)?.whole)?;
    let key = PublicKey::read(fields.expect(der::SEQUENCE)?.whole)?;
    fields.optional(der::context_plain(1))?;
    fields.optional(der::context_plain(2))?;
    let mut extensions = Extensions::default();
    if let Some(list) = fields.optional(der::context(3))? {
        let mut seen = Vec::new();
        for extension in list.inside().sequence()?.all()? {
            let (oid, critical, value) = extension_of(extension)?;
            if seen.contains(&oid) {
                return Err(Fault);
            }
            note(&mut extensions, &oid, critical, value)?;
            seen.push(oid);
        }
    }
    fields.end()?;
    Ok(Certificate { der: bytes.to_vec(), serial, issuer, subject, not_before, not_after, key, extensions })
}

/// Identifier, criticality and contents of an extension.
pub(crate) fn extension_of(extension: Element<'_>) -> Read<(String, bool, &[u8])> {
    let mut fields = extension.inside();
    let oid = fields.oid()?;
    let critical = fields.optional(der::BOOLEAN)?.is_some_and(|critical| critical.value != [0]);
    let value = fields.expect(der::OCTET_STRING)?.value;
    fields.end()?;
    Ok((oid, critical, value))
}

fn note(to: &mut Extensions, oid: &str, critical: bool, value: &[u8]) -> Read<()> {
    match oid {
        oid::KEY_USAGE => to.key_usage = Some(usage(value)?),
        oid::EXTENDED_KEY_USAGE => {
            let mut list = der::only(value, der::SEQUENCE)?.inside();
            while !list.is_empty() {
                to.extended.push(list.oid()?);
            }
            to.extended_critical = critical;
        }
        oid::BASIC_CONSTRAINTS => {
            let mut fields = der::only(value, der::SEQUENCE)?.inside();
            to.ca = fields.optional(der::BOOLEAN)?.is_some_and(|ca| ca.value != [0]);
            to.path_len = if fields.is_empty() { None } else { Some(fields.small()?) };
        }
        oid::SUBJECT_KEY_ID => to.subject_key = Some(der::only(value, der::OCTET_STRING)?.value.to_vec()),
        oid::AUTHORITY_KEY_ID => {
            let mut fields = der::only(value, der::SEQUENCE)?.inside();
            to.authority_key = fields.optional(der::context_plain(0))?.map(|id| id.value.to_vec());
        }
        oid::CRL_DISTRIBUTION_POINTS => {
            for point in der::only(value, der::SEQUENCE)?.inside().all()? {
                let Some(name) = point.inside().optional(der::context(0))? else { continue };
                if let Some(full) = name.inside().optional(der::context(0))? {
                    to.crl_urls.extend(urls(full.inside())?);
                }
            }
        }
        oid::AUTHORITY_INFO_ACCESS => {
            for access in der::only(value, der::SEQUENCE)?.inside().all()? {
                let mut fields = access.inside();
                let method = fields.oid()?;
                let found = urls(fields)?;
                match method.as_str() {
                    oid::AD_OCSP => to.ocsp_urls.extend(found),
                    oid::AD_CA_ISSUERS => to.issuer_urls.extend(found),
                    _ => {}
                }
            }
        }
        oid::SUBJECT_ALT_NAME => {
            for name in der::only(value, der::SEQUENCE)?.inside().all()? {
                if name.tag == der::context_plain(2) {
                    to.dns_names.push(crate::name::text(der::IA5_STRING, name.value));
                }
            }
        }
        oid::CERTIFICATE_POLICIES => {
            for policy in der::only(value, der::SEQUENCE)?.inside().all()? {
                to.policies.push(policy.inside().oid()?);
            }
        }
        oid::OCSP_NO_CHECK => to.ocsp_no_check = true,
        _ => to.unknown_critical |= critical,
    }
    Ok(())
}

/// The URLs among general names.
fn urls(names: Reader<'_>) -> Read<Vec<String>> {
    let names = names.all()?;
    Ok(names
        .into_iter()
        .filter(|name| name.tag == der::context_plain(6))
        .map(|name| crate::name::text(der::IA5_STRING, name.value))
        .collect())
}

fn usage(value: &[u8]) -> Read<KeyUsage> {
    let bits = der::only(value, der::BIT_STRING)?.value;
    let first = bits.get(1).copied().unwrap_or(0);
    let bit = |number: u8| first & (0x80 >> number) != 0;
    Ok(KeyUsage {
        digital_signature: bit(0),
        content_commitment: bit(1),
        key_encipherment: bit(2),
        data_encipherment: bit(3),
        key_agreement: bit(4),
        key_cert_sign: bit(5),
        crl_sign: bit(6),
    })
}
