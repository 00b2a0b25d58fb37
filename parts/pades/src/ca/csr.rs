//! Requests for certificates (PKCS #10, RFC 2986).
use crate::algorithm::{PublicKey, SignedPart};
use crate::certificate::extension_of;
use crate::der::{self, Fault, Named as _, Read};
use crate::key::Key;
use crate::{Error, Name, Result, name, oid, pem};

/// The largest request that is read, in bytes.
const MAX_REQUEST: usize = 64 * 1024;

/// A request whose own signature holds: who sent it has the key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Csr {
    der: Vec<u8>,
    subject: Name,
    key: PublicKey,
    dns_names: Vec<String>,
}

impl Csr {
    /// Reads a request and checks its signature.
    ///
    /// # Errors
    /// [`Error::Malformed`], [`Error::TooLarge`], [`Error::WrongSignature`], [`Error::Unsupported`].
    pub fn from_der(der: &[u8]) -> Result<Csr> {
        if der.len() > MAX_REQUEST {
            return Err(Error::TooLarge { what: "CSR", size: der.len() as u64, limit: MAX_REQUEST as u64 });
        }
        let csr = read(der).of("CSR")?;
        SignedPart::read(der).of("CSR")?.verify(&csr.key)?;
        Ok(csr)
    }

    /// Reads a request from PEM or DER.
    ///
    /// # Errors
    /// As [`Csr::from_der`].
    pub fn from_pem(text: &[u8]) -> Result<Csr> {
        if text.first() == Some(&der::SEQUENCE) {
            return Csr::from_der(text);
        }
        let blocks = pem::decode(text, &["CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST"])?;
        Csr::from_der(blocks.first().ok_or(Error::Malformed("CSR"))?)
    }

    /// Makes a request.
    ///
    /// # Errors
    /// [`Error::Random`].
    pub fn make(subject: &Name, key: &Key) -> Result<Csr> {
        let algorithm = key.algorithm().identifier().ok_or(Error::BadKey)?;
        let body = der::sequence(&[
            der::number_of(0),
            subject.der().to_vec(),
            key.public_key().der().to_vec(),
            der::tlv(der::context(0), &[]),
        ]);
        Csr::from_der(&super::signed(&body, &algorithm, key)?)
    }

    /// Its bytes.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// As text.
    #[must_use]
    pub fn pem(&self) -> String {
        pem::encode("CERTIFICATE REQUEST", &self.der)
    }

    /// Whose certificate is wanted. What it says is a wish; the authority decides the name.
    #[must_use]
    pub fn subject(&self) -> &Name {
        &self.subject
    }

    /// The key.
    #[must_use]
    pub fn public_key(&self) -> &PublicKey {
        &self.key
    }

    /// The names of machines that are wished for.
    #[must_use]
    pub fn dns_names(&self) -> &[String] {
        &self.dns_names
    }
}

fn read(bytes: &[u8]) -> Read<Csr> {
    let part = SignedPart::read(bytes)?;
    let mut fields = der::only(part.body, der::SEQUENCE)?.inside();
    if fields.small()? != 0 {
        return Err(Fault);
    }
    let subject = Name::read(fields.expect(der::SEQUENCE)?.whole)?;
    let key = PublicKey::read(fields.expect(der::SEQUENCE)?.whole)?;
    let mut dns_names = Vec::new();
    if let Some(attributes) = fields.optional(der::context(0))? {
        for attribute in attributes.inside().all()? {
            let mut attribute = attribute.inside();
            if attribute.oid()? != oid::EXTENSION_REQUEST {
                continue;
            }
            for extension in attribute.expect(der::SET)?.inside().sequence()?.all()? {
                let (oid, _, value) = extension_of(extension)?;
                if oid == oid::SUBJECT_ALT_NAME {
                    let names = der::only(value, der::SEQUENCE)?.inside().all()?;
                    let dns = names.into_iter().filter(|name| name.tag == der::context_plain(2));
                    dns_names.extend(dns.map(|dns| name::text(der::IA5_STRING, dns.value)));
                }
            }
        }
    }
    fields.end()?;
    Ok(Csr { der: bytes.to_vec(), subject, key, dns_names })
}
