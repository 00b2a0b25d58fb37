//! Signing (ETSI EN 319 142-1). A file only ever grows: each signature, its revocation data and its time stamp are
//! incremental updates, so that earlier signatures stay whole.
//!
//! In one go: [`sign()`]. With a key elsewhere, in steps: [`prepare`] makes the file with a hole and the digest; [`Draft`]
//! makes the bytes that the key signs; [`Draft::finish`] the CMS; [`fill`] puts it into the hole. A remote service that
//! makes whole CMS signatures takes the digest and gives what [`fill`] takes.
mod dss;
pub(crate) use dss::stored;
pub(crate) mod field;
mod panel;
mod prepare;

use ring::rand::SecureRandom;
use time::OffsetDateTime;

pub use crate::cms::{Draft, signature_digest};
pub use crate::stamp::{TsaQuery, add_timestamp};
pub use dss::{Evidence, add_dss};
pub use field::{Inspection, inspect};
pub use prepare::{Prepared, fill, prepare, prepare_timestamp};

use crate::key::Signer;
use crate::stamp::Tsa;
use crate::{Error, Result};

/// A baseline level of PAdES (ETSI EN 319 142-1 section 6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// B-B: a signature that names its certificate.
    B,
    /// B-T: with a proof of when it existed.
    T,
    /// B-LT: with all certificates and revocation data for verifying it later.
    Lt,
    /// B-LTA: with a time stamp over all that, to be renewed before its algorithms or certificates age.
    Lta,
}

/// What a certifying signature permits afterwards (DocMDP, ISO 32000-1 section 12.8.2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Permission {
    /// No change at all; revocation data and document time stamps may be added all the same.
    Nothing,
    /// Filling in forms and signing.
    FillForms,
    /// Also annotations.
    Annotate,
}

/// How many bytes are reserved for a CMS when nobody says otherwise: room for a chain of four certificates and a time stamp.
pub const RESERVE: usize = 24 * 1024;

/// The most bytes that can be reserved for a CMS.
pub const MAX_RESERVE: usize = 1024 * 1024;

/// A signature to be made.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// The name of the field: new in the file, without full stops.
    pub field: String,
    /// The name that readers show.
    pub name: Option<String>,
    /// The reason that readers show.
    pub reason: Option<String>,
    /// The place that readers show.
    pub location: Option<String>,
    /// How to reach the signer.
    pub contact: Option<String>,
    /// When, as the signer claims.
    pub at: OffsetDateTime,
    /// What shows on a page; `None`: nothing does.
    pub panel: Option<Panel>,
    /// How many bytes are reserved for the CMS.
    pub reserve: usize,
    /// Makes it a certifying signature: only the first of a file can be one.
    pub certify: Option<Permission>,
}

impl Request {
    /// An invisible signature in a field of this name.
    #[must_use]
    pub fn new(field: &str, at: OffsetDateTime) -> Request {
        Request {
            field: field.to_owned(),
            name: None,
            reason: None,
            location: None,
            contact: None,
            at,
            panel: None,
            reserve: RESERVE,
            certify: None,
        }
    }
}

/// What shows of a signature.
#[derive(Debug, Clone, PartialEq)]
pub struct Panel {
    /// The page, from 1.
    pub page: u32,
    /// Left, bottom, right, top in points from the lower left corner of the page, which is not turned.
    pub rect: [f32; 4],
    /// The appearance: a PDF of one page, fitted into the rectangle.
    pub appearance: Vec<u8>,
}

/// How a signature is made in one go.
#[derive(Clone, Copy)]
pub struct Order<'a> {
    /// The level to reach.
    pub level: Level,
    /// Who signs.
    pub signer: &'a dyn Signer,
    /// Who stamps the time; from [`Level::T`] on.
    pub tsa: Option<&'a dyn Tsa>,
    /// Certificates and revocation data; from [`Level::Lt`] on.
    pub evidence: &'a Evidence,
}

/// Signs a PDF up to a level. The field of the document time stamp of [`Level::Lta`] bears the name of the signature's field
/// and `Arsip`.
///
/// # Errors
/// As [`prepare`], [`fill`], [`add_dss`] and [`document_timestamp`]; [`Error::NoTsa`] and [`Error::NoEvidence`] when the
/// level needs them, and what the signer says.
pub fn sign(pdf: &[u8], request: &Request, order: &Order<'_>, random: &dyn SecureRandom) -> Result<Vec<u8>> {
    let tsa = match (order.level, order.tsa) {
        (Level::B, _) => None,
        (Level::T | Level::Lt | Level::Lta, None) => return Err(Error::NoTsa),
        (Level::T | Level::Lt | Level::Lta, Some(tsa)) => Some(tsa),
    };
    if order.level >= Level::Lt && order.evidence.is_empty() {
        return Err(Error::NoEvidence);
    }
    let prepared = prepare(pdf, request)?;
    let mut cms = sign_digest(&prepared.digest, order.signer)?;
    if let Some(tsa) = tsa {
        let query = TsaQuery::new(&signature_digest(&cms)?, random)?;
        let token = query.accept(&tsa.query(&query.der())?)?;
        cms = add_timestamp(&cms, &token)?;
    }
    let mut signed = fill(&prepared, &cms)?;
    if order.level >= Level::Lt {
        let mut evidence = order.evidence.clone();
        evidence.certificates.extend(order.signer.chain().iter().cloned());
        signed = add_dss(&signed, &evidence)?;
    }
    if let (Level::Lta, Some(tsa)) = (order.level, tsa) {
        signed = document_timestamp(&signed, &format!("{}Arsip", request.field), tsa, random)?;
    }
    Ok(signed)
}

/// A detached CMS over a SHA-256, made with a signer at hand: what [`fill`] takes.
///
/// # Errors
/// As [`Draft::detached`] and [`Draft::finish`]; what the signer says.
pub fn sign_digest(digest: &[u8; 32], signer: &dyn Signer) -> Result<Vec<u8>> {
    let draft = Draft::detached(digest, signer.chain(), signer.algorithm())?;
    draft.finish(&signer.sign(draft.to_be_signed())?)
}

/// Adds a time stamp over the whole document: what makes B-LTA out of B-LT, and renews it.
///
/// # Errors
/// As [`prepare_timestamp`], [`TsaQuery::accept`] and [`fill`].
pub fn document_timestamp(pdf: &[u8], field: &str, tsa: &dyn Tsa, random: &dyn SecureRandom) -> Result<Vec<u8>> {
    let prepared = prepare_timestamp(pdf, field)?;
    let query = TsaQuery::new(&prepared.digest, random)?;
    let token = query.accept(&tsa.query(&query.der())?)?;
    fill(&prepared, token.der())
}
