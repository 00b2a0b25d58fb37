//! Cryptographic Message Syntax (RFC 5652): signed data with one signer, as PAdES asks (ETSI EN 319 142-1 section 6.3).
use crate::algorithm::{Digest, SignatureAlgorithm, sha1};
use crate::certificate::Certificate;
use crate::der::{self, Fault, Named as _, Read, Reader};
use crate::{Error, Result, oid};

/// The most certificates that are read out of one CMS.
const MAX_CERTIFICATES: usize = 64;

/// Why a CMS does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CmsFault {
    /// The signed attributes name another digest.
    Digest,
    /// The signature over the attributes does not hold.
    Signature,
    /// The attributes name another certificate as the signer's, or none (RFC 5035).
    SigningCertificate,
    /// An algorithm that is not accepted.
    Unsupported,
    /// An attribute is missing, doubled or broken.
    Unreadable,
}

/// Which certificate is the signer's.
#[derive(Debug, Clone, PartialEq, Eq)]
enum SignerId {
    IssuerAndSerial { issuer: Vec<u8>, serial: Vec<u8> },
    KeyId(Vec<u8>),
}

/// The attributes of a signer: type and the values as they stand.
type Attributes = Vec<(String, Vec<Vec<u8>>)>;

/// A signed CMS with one signer.
#[derive(Debug, Clone)]
pub(crate) struct Cms {
    pub content_type: String,
    pub content: Option<Vec<u8>>,
    pub certificates: Vec<Certificate>,
    pub signature: Vec<u8>,
    signer: SignerId,
    digest: Option<Digest>,
    algorithm: Option<SignatureAlgorithm>,
    /// The signed attributes under the tag SET, as they are signed.
    signed: Option<Vec<u8>>,
    attributes: Attributes,
    unsigned: Attributes,
}

impl Cms {
    /// Reads a CMS; zeros may follow it, as they fill the place reserved in a PDF.
    pub fn read(bytes: &[u8]) -> Read<Cms> {
        if bytes.get(1) == Some(&0x80) {
            return Cms::read_definite(&der::definite(bytes)?);
        }
        let mut reader = Reader::new(bytes);
        let whole = reader.expect(der::SEQUENCE)?.whole;
        if reader.rest().iter().any(|byte| *byte != 0) {
            return Err(Fault);
        }
        // The outside may be definite and still hold parts that are not.
        Cms::read_definite(whole).or_else(|Fault| Cms::read_definite(&der::definite(whole)?))
    }

    fn read_definite(bytes: &[u8]) -> Read<Cms> {
        let mut outer = der::only(bytes, der::SEQUENCE)?.inside();
        if outer.oid()? != oid::SIGNED_DATA {
            return Err(Fault);
        }
        let mut data = outer.expect(der::context(0))?.inside().sequence()?;
        data.small()?;
        data.expect(der::SET)?;
        let mut inner = data.sequence()?;
        let content_type = inner.oid()?;
        let content = match inner.optional(der::context(0))? {
            Some(content) => Some(content.inside().expect(der::OCTET_STRING)?.value.to_vec()),
            None => None,
        };
        let mut certificates = Vec::new();
        if let Some(set) = data.optional(der::context(0))? {
            for element in set.inside().all()?.into_iter().filter(|element| element.tag == der::SEQUENCE) {
                if certificates.len() >= MAX_CERTIFICATES {
                    return Err(Fault);
                }
                // One that cannot be read cannot be used either; whether the signer's is there shows later.
                certificates.extend(Certificate::from_der(element.whole).ok());
            }
        }
        data.optional(der::context(1))?;
        let mut signers = data.expect(der::SET)?.inside();
        data.end()?;
        let mut signer = signers.sequence()?;
        signers.end()?;

        signer.small()?;
        let id = match signer.optional(der::context_plain(0))? {
            Some(key) => SignerId::KeyId(key.value.to_vec()),
            None => {
                let mut id = signer.sequence()?;
                let issuer = id.expect(der::SEQUENCE)?.whole.to_vec();
                SignerId::IssuerAndSerial { issuer, serial: id.integer()?.to_vec() }
            }
        };
        let digest = Digest::read(&mut signer)?;
        let mut signed = None;
        let mut list = Vec::new();
        if let Some(element) = signer.optional(der::context(0))? {
            list = attributes(element.inside())?;
            signed = Some(der::tlv(der::SET, element.value));
        }
        let algorithm = SignatureAlgorithm::read(&mut signer, digest)?;
        let signature = signer.expect(der::OCTET_STRING)?.value.to_vec();
        let unsigned = match signer.optional(der::context(1))? {
            Some(element) => attributes(element.inside())?,
            None => Vec::new(),
        };
        signer.end()?;
        Ok(Cms {
            content_type,
            content,
            certificates,
            signature,
            signer: id,
            digest,
            algorithm,
            signed,
            attributes: list,
            unsigned,
        })
    }

    /// The signer's certificate, from the CMS or from what else is at hand.
    pub fn signer<'a>(&'a self, others: &'a [Certificate]) -> Option<&'a Certificate> {
        self.certificates.iter().chain(others).find(|certificate| match &self.signer {
            SignerId::IssuerAndSerial { issuer, serial } => {
                certificate.issuer().der() == issuer && certificate.serial() == serial
            }
            SignerId::KeyId(id) => certificate.subject_key_id() == Some(id),
        })
    }

    /// The one value of a signed attribute; `Ok(None)`: it is not there.
    fn signed_value(&self, oid: &str) -> std::result::Result<Option<&[u8]>, CmsFault> {
        let mut found = self.attributes.iter().filter(|(name, _)| name == oid);
        match (found.next(), found.next()) {
            (None, _) => Ok(None),
            (Some((_, values)), None) => match values.as_slice() {
                [value] => Ok(Some(value)),
                _ => Err(CmsFault::Unreadable),
            },
            (Some(_), Some(_)) => Err(CmsFault::Unreadable),
        }
    }

    /// The values of an unsigned attribute.
    pub fn unsigned_values(&self, oid: &str) -> Vec<&[u8]> {
        let of_name = self.unsigned.iter().filter(|(name, _)| name == oid);
        of_name.flat_map(|(_, values)| values.iter().map(Vec::as_slice)).collect()
    }

    /// The time that the signer claims in the CMS, if any.
    pub fn signing_time(&self) -> Option<time::OffsetDateTime> {
        let value = self.signed_value(oid::SIGNING_TIME).ok()??;
        Reader::new(value).time().ok()
    }

    /// Whether it names the signer's certificate inside the signature (the attribute that PAdES demands).
    pub fn names_certificate(&self) -> bool {
        [oid::SIGNING_CERTIFICATE_V2, oid::SIGNING_CERTIFICATE]
            .iter()
            .any(|name| self.signed_value(name).is_ok_and(|value| value.is_some()))
    }

    /// Checks everything that the CMS itself can prove: that the attributes name this content and this certificate and that
    /// the key of the certificate signed them. `digest` computes the digest of what is signed.
    pub fn check(
        &self,
        certificate: &Certificate,
        digest: impl FnOnce(Digest) -> Vec<u8>,
    ) -> std::result::Result<(), CmsFault> {
        let wanted = self.digest.ok_or(CmsFault::Unsupported)?;
        let algorithm = self.algorithm.ok_or(CmsFault::Unsupported)?;
        let signed = self.signed.as_ref().ok_or(CmsFault::Unsupported)?;
        let content_type = self.signed_value(oid::CONTENT_TYPE)?.ok_or(CmsFault::Unreadable)?;
        if Reader::new(content_type).oid().as_deref() != Ok(&self.content_type) {
            return Err(CmsFault::Unreadable);
        }
        let named = self.signed_value(oid::MESSAGE_DIGEST)?.ok_or(CmsFault::Unreadable)?;
        let named = der::only(named, der::OCTET_STRING).map_err(|Fault| CmsFault::Unreadable)?;
        if named.value != digest(wanted) {
            return Err(CmsFault::Digest);
        }
        certificate.public_key().verify(algorithm, signed, &self.signature).map_err(|error| {
            if error == Error::WrongSignature { CmsFault::Signature } else { CmsFault::Unsupported }
        })?;
        let named =
            match (self.signed_value(oid::SIGNING_CERTIFICATE_V2)?, self.signed_value(oid::SIGNING_CERTIFICATE)?) {
                (Some(value), _) => ess(value, certificate, true),
                (None, Some(value)) => ess(value, certificate, false),
                (None, None) => Ok(()),
            };
        named.map_err(|Fault| CmsFault::SigningCertificate)
    }
}

/// Checks the first certificate identifier of a signing-certificate attribute (RFC 5035; RFC 2634 for the older one).
fn ess(value: &[u8], certificate: &Certificate, second: bool) -> Read<()> {
    let mut list = der::only(value, der::SEQUENCE)?.inside().sequence()?;
    let mut first = list.sequence()?;
    let expected = if !second {
        sha1(certificate.der())
    } else if first.tag() == Some(der::SEQUENCE) {
        Digest::read(&mut first)?.ok_or(Fault)?.of(&[certificate.der()])
    } else {
        Digest::Sha256.of(&[certificate.der()])
    };
    if first.expect(der::OCTET_STRING)?.value == expected { Ok(()) } else { Err(Fault) }
}

fn attributes(set: Reader<'_>) -> Read<Attributes> {
    let mut list = Vec::new();
    for attribute in set.all()? {
        let mut fields = attribute.inside();
        let name = fields.oid()?;
        let values = fields.expect(der::SET)?.inside().all()?;
        fields.end()?;
        list.push((name, values.into_iter().map(|value| value.whole.to_vec()).collect()));
    }
    Ok(list)
}

/// One attribute with one value.
fn attribute(name: &str, value: Vec<u8>) -> Vec<u8> {
    der::sequence(&[der::oid(name), der::set_of(vec![value])])
}

/// A signature that waits for its key: everything is decided but the signature value. It is how keys elsewhere (a remote
/// service, a card) sign without seeing the document.
#[derive(Debug, Clone)]
pub struct Draft {
    chain: Vec<Certificate>,
    algorithm: SignatureAlgorithm,
    content_type: &'static str,
    content: Option<Vec<u8>>,
    attributes: Vec<u8>,
}

impl Draft {
    /// A signature over a detached content of this digest: content-type, message-digest and signing-certificate-v2
    /// (ETSI EN 319 142-1 section 6.3), no signing-time, since PAdES keeps the claimed time in the PDF.
    ///
    /// # Errors
    /// [`Error::NoCertificate`] when the chain is empty; [`Error::Unsupported`] for ECDSA with SHA-512 and for digests of
    /// another length than the algorithm's.
    pub fn detached(digest: &[u8], chain: &[Certificate], algorithm: SignatureAlgorithm) -> Result<Draft> {
        if digest.len() != algorithm.digest().size() {
            return Err(Error::WrongDigest);
        }
        Draft::new(oid::DATA, None, digest, chain, algorithm)
    }

    /// A signature over a content that travels inside.
    pub(crate) fn around(
        content_type: &'static str,
        content: Vec<u8>,
        chain: &[Certificate],
        algorithm: SignatureAlgorithm,
    ) -> Result<Draft> {
        let digest = algorithm.digest().of(&[&content]);
        Draft::new(content_type, Some(content), &digest, chain, algorithm)
    }

    fn new(
        content_type: &'static str,
        content: Option<Vec<u8>>,
        digest: &[u8],
        chain: &[Certificate],
        algorithm: SignatureAlgorithm,
    ) -> Result<Draft> {
        let own = chain.first().ok_or(Error::NoCertificate)?;
        algorithm.identifier().ok_or(Error::Unsupported("ECDSA with SHA-512"))?;
        let id = der::sequence(&[der::octets(&Digest::Sha256.of(&[own.der()]))]);
        let attributes = der::set_of(vec![
            attribute(oid::CONTENT_TYPE, der::oid(content_type)),
            attribute(oid::MESSAGE_DIGEST, der::octets(digest)),
            attribute(oid::SIGNING_CERTIFICATE_V2, der::sequence(&[der::sequence(&[id])])),
        ]);
        Ok(Draft { chain: chain.to_vec(), algorithm, content_type, content, attributes })
    }

    /// The bytes to sign: the signed attributes. Whoever signs digests them first, as the algorithm says.
    #[must_use]
    pub fn to_be_signed(&self) -> &[u8] {
        &self.attributes
    }

    /// The digest of [`Draft::to_be_signed`], for services that sign digests.
    #[must_use]
    pub fn digest(&self) -> Vec<u8> {
        self.algorithm.digest().of(&[&self.attributes])
    }

    /// How it is to be signed.
    #[must_use]
    pub fn algorithm(&self) -> SignatureAlgorithm {
        self.algorithm
    }

    /// Puts the signature in.
    ///
    /// # Errors
    /// [`Error::WrongSignature`] when it does not verify with the first certificate of the chain.
    pub fn finish(&self, signature: &[u8]) -> Result<Vec<u8>> {
        let mut certificates: Vec<&[u8]> = self.chain.iter().map(Certificate::der).collect();
        certificates.sort_unstable();
        certificates.dedup();
        self.assemble(signature, &certificates)
    }

    /// Without the certificates, for who has them already (RFC 3161: certReq false).
    pub(crate) fn finish_bare(&self, signature: &[u8]) -> Result<Vec<u8>> {
        self.assemble(signature, &[])
    }

    fn assemble(&self, signature: &[u8], certificates: &[&[u8]]) -> Result<Vec<u8>> {
        let own = self.chain.first().ok_or(Error::NoCertificate)?;
        own.public_key().verify(self.algorithm, &self.attributes, signature)?;
        let algorithm = self.algorithm.identifier().ok_or(Error::Unsupported("ECDSA with SHA-512"))?;
        let digest = self.algorithm.digest().algorithm();
        let signed = der::only(&self.attributes, der::SET).of("attributes")?;
        let signer = der::sequence(&[
            der::number_of(1),
            der::sequence(&[own.issuer().der().to_vec(), der::tlv(der::INTEGER, own.serial())]),
            digest.clone(),
            der::tlv(der::context(0), signed.value),
            algorithm,
            der::octets(signature),
        ]);
        let content = match &self.content {
            None => der::sequence(&[der::oid(self.content_type)]),
            Some(content) => {
                let inside = der::tlv(der::context(0), &der::octets(content));
                der::sequence(&[der::oid(self.content_type), inside])
            }
        };
        let version = der::number_of(if self.content_type == oid::DATA { 1 } else { 3 });
        let mut parts = vec![version, der::set_of(vec![digest]), content];
        if !certificates.is_empty() {
            parts.push(der::constructed(der::context(0), certificates));
        }
        parts.push(der::set_of(vec![signer]));
        let data = der::sequence(&parts);
        Ok(der::sequence(&[der::oid(oid::SIGNED_DATA), der::tlv(der::context(0), &data)]))
    }
}

/// The SHA-256 of the signature value of a CMS: what its time stamp is asked for.
///
/// # Errors
/// [`Error::Malformed`] when it is no CMS with one signer.
pub fn signature_digest(cms: &[u8]) -> Result<[u8; 32]> {
    Ok(crate::algorithm::sha256(&Cms::read(cms).of("CMS")?.signature))
}

/// Adds an unsigned attribute to the one signer, keeping all else as it stands.
pub(crate) fn add_unsigned(cms: &[u8], name: &str, value: &[u8]) -> Result<Vec<u8>> {
    add(cms, attribute(name, value.to_vec())).of("CMS")
}

fn add(cms: &[u8], attribute: Vec<u8>) -> Read<Vec<u8>> {
    let whole = der::definite(cms)?;
    let mut outer = der::only(&whole, der::SEQUENCE)?.inside();
    let kind = outer.expect(der::OID)?.whole;
    let mut data = outer.expect(der::context(0))?.inside().sequence()?.all()?;
    let signers = data.pop().filter(|signers| signers.tag == der::SET).ok_or(Fault)?;
    let mut signers = signers.inside();
    let mut fields = signers.sequence()?.all()?;
    signers.end()?;
    let mut unsigned = vec![attribute];
    if let Some(last) = fields.pop_if(|last| last.tag == der::context(1)) {
        unsigned.extend(last.inside().all()?.into_iter().map(|old| old.whole.to_vec()));
    }
    unsigned.sort();
    let mut signer: Vec<Vec<u8>> = fields.iter().map(|field| field.whole.to_vec()).collect();
    signer.push(der::constructed(der::context(1), &unsigned));
    let mut parts: Vec<Vec<u8>> = data.iter().map(|part| part.whole.to_vec()).collect();
    parts.push(der::set_of(vec![der::sequence(&signer)]));
    let data = der::tlv(der::context(0), &der::sequence(&parts));
    Ok(der::sequence(&[kind.to_vec(), data]))
}
