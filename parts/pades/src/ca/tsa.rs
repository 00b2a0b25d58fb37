//! A time-stamping authority (RFC 3161, with the certificate identifier of RFC 5816).
use ring::rand::SecureRandom;
use time::OffsetDateTime;

use crate::algorithm::Digest;
use crate::cms::Draft;
use crate::der::{self, Read};
use crate::key::{Key, LocalSigner, Signer as _};
use crate::{Certificate, Error, Result, oid};

/// The largest request that is answered, in bytes.
const MAX_REQUEST: usize = 16 * 1024;

/// Bits of PKIFailureInfo.
const BAD_ALGORITHM: u8 = 0;
const BAD_REQUEST: u8 = 2;
const BAD_FORMAT: u8 = 5;
const BAD_POLICY: u8 = 15;
const BAD_EXTENSION: u8 = 16;

/// Answers requests for time stamps.
#[derive(Debug)]
pub struct TsaResponder {
    signer: LocalSigner,
    policy: String,
    accuracy_seconds: u64,
}

struct Asked {
    imprint: Vec<u8>,
    policy: Option<String>,
    nonce: Option<Vec<u8>>,
    certificate: bool,
}

impl TsaResponder {
    /// An authority with its key, its chain (own certificate first), the object identifier of its policy and how far its
    /// clock may be off.
    ///
    /// # Errors
    /// [`Error::KeyMismatch`]; [`Error::NoCertificate`] when the certificate is not meant for time stamping only;
    /// [`Error::Malformed`] when the policy is no object identifier.
    pub fn new(key: Key, chain: Vec<Certificate>, policy: &str, accuracy_seconds: u64) -> Result<TsaResponder> {
        if !chain.first().is_some_and(Certificate::is_for_time_stamping) {
            return Err(Error::NoCertificate);
        }
        if !der::is_oid(policy) {
            return Err(Error::Malformed("object identifier"));
        }
        Ok(TsaResponder { signer: LocalSigner::new(key, chain)?, policy: policy.to_owned(), accuracy_seconds })
    }

    /// Answers a request (`application/timestamp-query`) with a reply (`application/timestamp-reply`): a stamp of `now` with
    /// a random number of 128 bits, or a rejection that says why.
    ///
    /// # Errors
    /// [`Error::Random`] when the stamp cannot be signed.
    pub fn respond(&self, request: &[u8], now: OffsetDateTime, random: &dyn SecureRandom) -> Result<Vec<u8>> {
        let asked = match read(request) {
            Ok(Ok(asked)) => asked,
            Ok(Err(bit)) => return Ok(rejection(bit)),
            Err(_) => return Ok(rejection(BAD_FORMAT)),
        };
        if asked.policy.as_ref().is_some_and(|policy| *policy != self.policy) {
            return Ok(rejection(BAD_POLICY));
        }
        let mut fields = vec![
            der::number_of(1),
            der::oid(&self.policy),
            asked.imprint,
            der::unsigned(&super::serial(random)?),
            der::generalized(now),
            der::sequence(&[der::number_of(self.accuracy_seconds)]),
        ];
        fields.extend(asked.nonce.map(|nonce| der::tlv(der::INTEGER, &nonce)));
        let draft = Draft::around(oid::TST_INFO, der::sequence(&fields), self.signer.chain(), self.signer.algorithm())?;
        let signature = self.signer.sign(draft.to_be_signed())?;
        let token = if asked.certificate { draft.finish(&signature)? } else { draft.finish_bare(&signature)? };
        Ok(der::sequence(&[der::sequence(&[der::number_of(0)]), token]))
    }
}

/// PKIStatus 2 with one failure bit.
fn rejection(bit: u8) -> Vec<u8> {
    der::sequence(&[der::sequence(&[der::number_of(2), der::named_bits(&[bit])])])
}

/// The request, or the failure bit that it deserves.
fn read(request: &[u8]) -> Read<std::result::Result<Asked, u8>> {
    if request.len() > MAX_REQUEST {
        return Ok(Err(BAD_REQUEST));
    }
    let mut fields = der::only(request, der::SEQUENCE)?.inside();
    if fields.small()? != 1 {
        return Ok(Err(BAD_REQUEST));
    }
    let imprint = fields.expect(der::SEQUENCE)?;
    let mut inside = imprint.inside();
    let Some(digest) = Digest::read(&mut inside)? else { return Ok(Err(BAD_ALGORITHM)) };
    let hash = inside.expect(der::OCTET_STRING)?.value;
    inside.end()?;
    if hash.len() != digest.size() {
        return Ok(Err(BAD_FORMAT));
    }
    let policy = if fields.tag() == Some(der::OID) { Some(fields.oid()?) } else { None };
    let nonce = if fields.tag() == Some(der::INTEGER) { Some(fields.integer()?.to_vec()) } else { None };
    let certificate = fields.optional(der::BOOLEAN)?.is_some_and(|wanted| wanted.value != [0]);
    if nonce.as_ref().is_some_and(|nonce| nonce.len() > 64) {
        return Ok(Err(BAD_REQUEST));
    }
    if fields.optional(der::context(0))?.is_some() {
        return Ok(Err(BAD_EXTENSION));
    }
    fields.end()?;
    Ok(Ok(Asked { imprint: imprint.whole.to_vec(), policy, nonce, certificate }))
}
