//! A responder for the state of certificates (RFC 6960, nonces as in RFC 9654).
use time::OffsetDateTime;

use crate::certificate::Certificate;
use crate::der::{self, Fault, Read, Reader};
use crate::key::Key;
use crate::revocation::{CertId, Reason, Status, find_nonce};
use crate::{Error, Result, oid};

/// The largest request that is answered, in bytes.
const MAX_REQUEST: usize = 16 * 1024;

/// The most certificates that are asked for at once.
const MAX_ASKED: usize = 32;

/// The longest nonce that is repeated (RFC 9654: 1 to 128 bytes).
const MAX_NONCE: usize = 128;

/// Answers about the certificates of one issuer.
#[derive(Debug)]
pub struct OcspResponder {
    key: Key,
    certificate: Certificate,
    issuer: Certificate,
}

/// A request as far as it matters.
struct Asked {
    ids: Vec<CertId>,
    nonce: Option<Vec<u8>>,
}

impl OcspResponder {
    /// A responder with a certificate that the issuer appointed for it, or the issuer's own key and certificate.
    ///
    /// # Errors
    /// [`Error::KeyMismatch`]; [`Error::NoCertificate`] when the certificate is not meant for OCSP and not the issuer's.
    pub fn new(key: Key, certificate: Certificate, issuer: Certificate) -> Result<OcspResponder> {
        if certificate.public_key().bits() != key.public_key().bits() {
            return Err(Error::KeyMismatch);
        }
        if certificate != issuer && !certificate.is_for_ocsp() {
            return Err(Error::NoCertificate);
        }
        Ok(OcspResponder { key, certificate, issuer })
    }

    /// Whether a request asks about a certificate of this issuer.
    #[must_use]
    pub fn is_asked(&self, request: &[u8]) -> bool {
        read(request).is_ok_and(|asked| asked.ids.iter().any(|id| id.is_of(&self.issuer)))
    }

    /// Answers a request (`application/ocsp-request`) with a response (`application/ocsp-response`). There is always one:
    /// what cannot be read is answered with malformedRequest, certificates of other issuers are unknown. `state` is asked
    /// for each number; `now` is when the answer is made, `next_update` until when it may be kept.
    ///
    /// # Errors
    /// [`Error::Random`] when the answer cannot be signed.
    pub fn respond(
        &self,
        request: &[u8],
        state: &mut dyn FnMut(&[u8]) -> Status,
        now: OffsetDateTime,
        next_update: OffsetDateTime,
    ) -> Result<Vec<u8>> {
        let asked = match read(request) {
            Ok(asked) if !asked.ids.is_empty() => asked,
            // malformedRequest, without a body
            Ok(_) | Err(Fault) => return Ok(der::sequence(&[der::tlv(der::ENUMERATED, &[1])])),
        };
        let responses: Vec<Vec<u8>> = asked
            .ids
            .iter()
            .map(|id| {
                let status = if id.is_of(&self.issuer) { state(&id.serial) } else { Status::Unknown };
                der::sequence(&[
                    id.whole.clone(),
                    status_der(status),
                    der::generalized(now),
                    der::tlv(der::context(0), &der::generalized(next_update)),
                ])
            })
            .collect();
        let mut data = vec![
            der::tlv(der::context(2), &der::octets(&super::key_id(self.key.public_key()))),
            der::generalized(now),
            der::sequence(&responses),
        ];
        if let Some(nonce) = &asked.nonce {
            let extension = super::profile::extension(oid::OCSP_NONCE, false, &der::octets(nonce));
            data.push(der::tlv(der::context(1), &der::sequence(&[extension])));
        }
        let data = der::sequence(&data);
        let algorithm = self.key.algorithm().identifier().ok_or(Error::BadKey)?;
        let signature = self.key.sign(&data)?;
        let certificates = der::tlv(der::context(0), &der::sequence(&[self.certificate.der()]));
        let basic = der::sequence(&[data, algorithm, der::bits(&signature), certificates]);
        let body = der::sequence(&[der::oid(oid::OCSP_BASIC), der::octets(&basic)]);
        Ok(der::sequence(&[der::tlv(der::ENUMERATED, &[0]), der::tlv(der::context(0), &body)]))
    }
}

fn status_der(status: Status) -> Vec<u8> {
    match status {
        Status::Good => der::tlv(der::context_plain(0), &[]),
        Status::Unknown => der::tlv(der::context_plain(2), &[]),
        Status::Revoked { at, reason } => {
            let mut fields = vec![der::generalized(at)];
            if reason != Reason::Unspecified {
                fields.push(der::tlv(der::context(0), &der::tlv(der::ENUMERATED, &[reason.code()])));
            }
            der::constructed(der::context(1), &fields)
        }
    }
}

fn read(request: &[u8]) -> Read<Asked> {
    if request.len() > MAX_REQUEST {
        return Err(Fault);
    }
    let mut outer = der::only(request, der::SEQUENCE)?.inside();
    let mut body = outer.sequence()?;
    outer.optional(der::context(0))?;
    outer.end()?;
    body.optional(der::context(0))?;
    body.optional(der::context(1))?;
    let mut ids = Vec::new();
    for single in body.sequence()?.all()? {
        ids.push(CertId::read(&mut Reader::new(single.value))?);
        if ids.len() > MAX_ASKED {
            return Err(Fault);
        }
    }
    let nonce = match body.optional(der::context(2))? {
        Some(extensions) => find_nonce(extensions.inside())?,
        None => None,
    };
    body.end()?;
    if nonce.as_ref().is_some_and(|nonce| nonce.is_empty() || nonce.len() > MAX_NONCE) {
        return Err(Fault);
    }
    Ok(Asked { ids, nonce })
}
