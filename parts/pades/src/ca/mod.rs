//! A small certificate authority (RFC 5280): a root, an issuing authority below it, and certificates for people, seals,
//! time stamping, OCSP and TLS. It keeps no register: what was issued and revoked is the caller's to remember.
mod csr;
mod ocsp;
mod profile;
mod tsa;

use ring::rand::SecureRandom;
use time::OffsetDateTime;

pub use csr::Csr;
pub use ocsp::OcspResponder;
pub use profile::{Profile, Urls};
pub use tsa::TsaResponder;

use crate::algorithm::{PublicKey, sha1};
use crate::certificate::Certificate;
use crate::key::Key;
use crate::revocation::{Crl, Reason, Revoked};
use crate::{Error, Name, Result, der, oid};

/// From when until when a certificate is valid, both inclusive, in whole seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Validity {
    /// First instant.
    pub from: OffsetDateTime,
    /// Last instant.
    pub to: OffsetDateTime,
}

/// What is asked of an authority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Application {
    /// Whose certificate it becomes.
    pub subject: Name,
    /// The key of that person or machine.
    pub public_key: PublicKey,
    /// What it is for.
    pub profile: Profile,
    /// How long it is valid; within the validity of the authority.
    pub validity: Validity,
}

/// An authority: its key and its certificates.
#[derive(Debug)]
pub struct Authority {
    key: Key,
    own: Certificate,
    chain: Vec<Certificate>,
}

impl Authority {
    /// Makes a root: a certificate that signs itself.
    ///
    /// # Errors
    /// [`Error::NotIssued`] for a validity of nothing, [`Error::Random`].
    pub fn root(name: &Name, key: Key, validity: Validity, random: &dyn SecureRandom) -> Result<Authority> {
        let extensions = profile::extensions(&Profile::Root, key.public_key(), key.public_key(), &Urls::default())?;
        let part = Part { issuer: name, subject: name, key: key.public_key(), validity, extensions };
        let certificate = make(&part, &key, random)?;
        Ok(Authority { key, own: certificate.clone(), chain: vec![certificate] })
    }

    /// Opens an authority that was made before: its key and its chain, its own certificate first.
    ///
    /// # Errors
    /// [`Error::NoCertificate`] when the certificate is missing or no authority's, [`Error::KeyMismatch`] when the key is
    /// another one.
    pub fn open(key: Key, chain: Vec<Certificate>) -> Result<Authority> {
        let own = chain.first().ok_or(Error::NoCertificate)?.clone();
        if !own.is_ca() || !own.key_usage().is_none_or(|usage| usage.key_cert_sign) {
            return Err(Error::NoCertificate);
        }
        if own.public_key().bits() != key.public_key().bits() {
            return Err(Error::KeyMismatch);
        }
        Ok(Authority { key, own, chain })
    }

    /// Its own certificate.
    #[must_use]
    pub fn certificate(&self) -> &Certificate {
        &self.own
    }

    /// Its own certificate and those above it.
    #[must_use]
    pub fn chain(&self) -> &[Certificate] {
        &self.chain
    }

    /// The key.
    #[must_use]
    pub fn key(&self) -> &Key {
        &self.key
    }

    /// Issues a certificate with a random number of 128 bits. `urls` says where its state can be looked up.
    ///
    /// # Errors
    /// [`Error::NotIssued`] when the validity is empty or goes beyond the authority's, a key is too weak, the profile is an
    /// authority and this one may have none below it, or a URL or machine name is not one.
    pub fn issue(&self, application: &Application, urls: &Urls, random: &dyn SecureRandom) -> Result<Certificate> {
        let own = &self.own;
        let (from, to) = (application.validity.from, application.validity.to);
        if from < own.not_before() || to > own.not_after() {
            return Err(Error::NotIssued("the validity goes beyond the authority's"));
        }
        if application.profile.is_authority() && own.path_len() == Some(0) {
            return Err(Error::NotIssued("this authority may have no authority below it"));
        }
        profile::strong(&application.public_key)?;
        let extensions = profile::extensions(&application.profile, &application.public_key, own.public_key(), urls)?;
        let part = Part {
            issuer: own.subject(),
            subject: &application.subject,
            key: &application.public_key,
            validity: application.validity,
            extensions,
        };
        make(&part, &self.key, random)
    }

    /// Makes an issuing authority below this one.
    ///
    /// # Errors
    /// As [`Authority::issue`].
    pub fn subordinate(
        &self,
        name: &Name,
        key: Key,
        validity: Validity,
        urls: &Urls,
        random: &dyn SecureRandom,
    ) -> Result<Authority> {
        let public_key = key.public_key().clone();
        let application = Application { subject: name.clone(), public_key, profile: Profile::IssuingCa, validity };
        let own = self.issue(&application, urls, random)?;
        let mut chain = vec![own.clone()];
        chain.extend(self.chain.iter().cloned());
        Ok(Authority { key, own, chain })
    }

    /// Makes a list of revoked certificates. `number` grows from list to list (RFC 5280 section 5.2.3).
    ///
    /// # Errors
    /// [`Error::NotIssued`] when the next list would come before this one.
    pub fn crl(
        &self,
        revoked: &[Revoked],
        number: u64,
        this_update: OffsetDateTime,
        next_update: OffsetDateTime,
    ) -> Result<Crl> {
        if next_update <= this_update {
            return Err(Error::NotIssued("the next list would come before this one"));
        }
        let own = &self.own;
        let entries: Vec<Vec<u8>> = revoked
            .iter()
            .map(|entry| {
                let mut fields = vec![der::tlv(der::INTEGER, &entry.serial), der::time(entry.at)];
                if entry.reason != Reason::Unspecified {
                    let code = der::tlv(der::ENUMERATED, &[entry.reason.code()]);
                    fields.push(der::sequence(&[profile::extension(oid::CRL_REASON, false, &code)]));
                }
                der::sequence(&fields)
            })
            .collect();
        let algorithm = self.key.algorithm().identifier().ok_or(Error::BadKey)?;
        let mut fields = vec![
            der::number_of(1),
            algorithm.clone(),
            own.subject().der().to_vec(),
            der::time(this_update),
            der::time(next_update),
        ];
        if !entries.is_empty() {
            fields.push(der::sequence(&entries));
        }
        let extensions = der::sequence(&[
            profile::authority_key(own.public_key()),
            profile::extension(oid::CRL_NUMBER, false, &der::number_of(number)),
        ]);
        fields.push(der::tlv(der::context(0), &extensions));
        Crl::from_der(&signed(&der::sequence(&fields), &algorithm, &self.key)?)
    }
}

/// The parts of a certificate that differ.
struct Part<'a> {
    issuer: &'a Name,
    subject: &'a Name,
    key: &'a PublicKey,
    validity: Validity,
    extensions: Vec<Vec<u8>>,
}

fn make(part: &Part<'_>, with: &Key, random: &dyn SecureRandom) -> Result<Certificate> {
    if part.validity.to <= part.validity.from {
        return Err(Error::NotIssued("the validity is empty"));
    }
    let algorithm = with.algorithm().identifier().ok_or(Error::BadKey)?;
    let body = der::sequence(&[
        der::tlv(der::context(0), &der::number_of(2)),
        der::unsigned(&serial(random)?),
        algorithm.clone(),
        part.issuer.der().to_vec(),
        der::sequence(&[der::time(part.validity.from), der::time(part.validity.to)]),
        part.subject.der().to_vec(),
        part.key.der().to_vec(),
        der::tlv(der::context(3), &der::sequence(&part.extensions)),
    ]);
    Certificate::from_der(&signed(&body, &algorithm, with)?)
}

/// A number of 128 random bits; the first is set, so that all have the same length and none is zero.
fn serial(random: &dyn SecureRandom) -> Result<[u8; 16]> {
    let mut serial = [0; 16];
    random.fill(&mut serial).map_err(|_| Error::Random)?;
    if let Some(first) = serial.first_mut() {
        *first = (*first & 0x7f) | 0x40;
    }
    Ok(serial)
}

/// Body, algorithm and signature over the body.
fn signed(body: &[u8], algorithm: &[u8], with: &Key) -> Result<Vec<u8>> {
    let signature = with.sign(body)?;
    Ok(der::sequence(&[body.to_vec(), algorithm.to_vec(), der::bits(&signature)]))
}

/// The identifier of a key (RFC 5280 section 4.2.1.2, method 1).
fn key_id(key: &PublicKey) -> Vec<u8> {
    sha1(key.bits())
}
