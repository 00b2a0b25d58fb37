//! Verifying: for each signature of a PDF who, when, whether it is whole, what came afterwards, and whether its certificates
//! are trusted and not revoked (after ETSI EN 319 102-1, without its process words).
//!
//! Nothing is fetched: revocation data comes from the PDF itself and from the caller. A signature is judged at the instant
//! that a trusted time stamp proves, otherwise at the instant of the question.
mod chain;
mod changes;
mod range;
mod report;

use time::OffsetDateTime;

pub use report::{
    After, ChainVerdict, Covers, Integrity, Kind, RangeFault, Report, Revocation, Signature, Stamp, Verdict, When, Who,
};

use crate::certificate::Certificate;
use crate::cms::{Cms, CmsFault};
use crate::oid;
use crate::pdf::{Pdf, Value, from_date, from_text};
use crate::revocation::{Crl, OcspResponse};
use crate::sign::Level;
use crate::sign::field::{Field, fields, of_signature};
use crate::stamp::Token;
use crate::{Error, Result};
use chain::{Chain, Data, Material, Purpose};
use range::Covered;

/// The most signatures of one file.
const MAX_SIGNATURES: usize = 100;

/// What is trusted and what is known besides the PDF.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Trust {
    /// Certificates that are trusted by themselves, for signers and for time stamps.
    pub anchors: Vec<Certificate>,
    /// Certificates between those and the signers', in case a PDF does not bring them.
    pub intermediates: Vec<Certificate>,
    /// Lists of revoked certificates.
    pub crls: Vec<Crl>,
    /// Answers of OCSP responders.
    pub ocsps: Vec<OcspResponse>,
}

/// Verifies all signatures of a PDF. `now` is when the question is asked.
///
/// # Errors
/// Only when the file cannot be read as a PDF: [`Error::NotPdf`], [`Error::Broken`], [`Error::Encrypted`],
/// [`Error::TooLarge`], [`Error::TooDeep`]. A PDF without signatures gives an empty report.
pub fn verify(pdf: &[u8], trust: &Trust, now: OffsetDateTime) -> Result<Report> {
    let file = Pdf::open(pdf)?;
    let mut signed: Vec<Field> =
        fields(&file)?.into_iter().filter(|field| field.is_signature && field.value.is_some()).collect();
    if signed.len() > MAX_SIGNATURES {
        let (size, limit) = (signed.len() as u64, MAX_SIGNATURES as u64);
        return Err(Error::TooLarge { what: "signatures", size, limit });
    }
    let store = store(&file)?;
    let mut examined: Vec<Examined> = signed.drain(..).map(|field| examine(&file, field)).collect();
    examined.sort_by_key(|one| one.covered.as_ref().map_or(0, |covered| covered.end));

    // Backwards: a later time stamp proves what came before it.
    let judge = Judge { trust, store: &store, now };
    let mut proof = Proof { at: now, stamped: false, holds: false, keeps_store: false };
    let mut signatures = Vec::new();
    for one in examined.into_iter().rev() {
        signatures.push(judge.signature(&file, one, &mut proof));
    }
    signatures.reverse();
    Ok(Report { signatures, size: pdf.len() })
}

/// The security store of a file, as far as it can be read.
struct Store {
    certificates: Vec<Certificate>,
    crls: Vec<Crl>,
    ocsps: Vec<OcspResponse>,
}

fn store(pdf: &Pdf<'_>) -> Result<Store> {
    let mut store = Store { certificates: Vec::new(), crls: Vec::new(), ocsps: Vec::new() };
    let Some(dict) = pdf.dict_at(&pdf.catalog()?, "DSS")? else { return Ok(store) };
    for (_, bytes) in crate::sign::stored(pdf, &pdf.array_at(&dict, "Certs")?)? {
        store.certificates.extend(Certificate::from_der(&bytes).ok());
    }
    for (_, bytes) in crate::sign::stored(pdf, &pdf.array_at(&dict, "CRLs")?)? {
        store.crls.extend(Crl::from_der(&bytes).ok());
    }
    for (_, bytes) in crate::sign::stored(pdf, &pdf.array_at(&dict, "OCSPs")?)? {
        store.ocsps.extend(OcspResponse::from_der(&bytes).ok());
    }
    Ok(store)
}

/// A signature as far as the file alone tells.
struct Examined {
    field: Field,
    /// `None`: the range is not sound, so nothing of it is believed.
    covered: Option<Covered>,
    integrity: Integrity,
    content: Content,
    after: Vec<After>,
    has_store: bool,
}

/// What the gap of a signature holds.
enum Content {
    Nothing,
    Cms(Box<Cms>),
    Token(Box<Token>),
}

fn examine(file: &Pdf<'_>, field: Field) -> Examined {
    let mut one = Examined {
        field,
        covered: None,
        integrity: Integrity::Unreadable,
        content: Content::Nothing,
        after: Vec::new(),
        has_store: false,
    };
    let covered = match range::covered(file, &one.field) {
        Ok(covered) => covered,
        Err(integrity) => {
            one.integrity = integrity;
            return one;
        }
    };
    match revision(file, &one.field, &covered) {
        Ok((after, has_store)) => {
            one.after = after;
            one.has_store = has_store;
            (one.integrity, one.content) = content(file, &covered);
        }
        Err(fault) => one.integrity = Integrity::Range(fault),
    }
    one.covered = Some(covered);
    one
}

/// What came after the revision that a signature covers, and whether that revision had a store.
fn revision(file: &Pdf<'_>, field: &Field, covered: &Covered) -> std::result::Result<(Vec<After>, bool), RangeFault> {
    let bytes = file.bytes().get(..covered.end).ok_or(RangeFault::Numbers)?;
    let old = Pdf::open(bytes).map_err(|_| RangeFault::Revision)?;
    range::is_revision(&old, file, field, covered)?;
    let has_store = old.catalog().map_err(|_| RangeFault::Revision)?.get("DSS").is_some();
    Ok((if covered.end == file.bytes().len() { Vec::new() } else { changes::after(&old, file) }, has_store))
}

/// Reads what the gap holds and checks it against the covered bytes, without asking whom it is from.
fn content(file: &Pdf<'_>, covered: &Covered) -> (Integrity, Content) {
    let sub_filter = covered.dict.get("SubFilter").and_then(Value::name).unwrap_or_default();
    let (Some(before), Some(after)) = (file.bytes().get(..covered.gap), file.bytes().get(covered.after..covered.end))
    else {
        return (Integrity::Range(RangeFault::Numbers), Content::Nothing);
    };
    match sub_filter {
        b"ETSI.RFC3161" => match Token::read(&covered.contents) {
            Ok(token) => {
                let integrity = if token.stamps(&[before, after]) { Integrity::Whole } else { Integrity::Digest };
                (integrity, Content::Token(Box::new(token)))
            }
            Err(_) => (Integrity::Unreadable, Content::Nothing),
        },
        b"ETSI.CAdES.detached" | b"adbe.pkcs7.detached" => match Cms::read(&covered.contents) {
            Ok(cms) if cms.content.is_none() && cms.content_type == oid::DATA => {
                (Integrity::Whole, Content::Cms(Box::new(cms)))
            }
            Ok(_) | Err(_) => (Integrity::Unreadable, Content::Nothing),
        },
        _ => (Integrity::Unsupported, Content::Nothing),
    }
}

fn integrity_of(fault: CmsFault) -> Integrity {
    match fault {
        CmsFault::Digest => Integrity::Digest,
        CmsFault::Signature => Integrity::Signature,
        CmsFault::SigningCertificate => Integrity::SigningCertificate,
        CmsFault::Unsupported => Integrity::Unsupported,
        CmsFault::Unreadable => Integrity::Unreadable,
    }
}

/// What later time stamps prove: that everything before them was there.
struct Proof {
    /// The instant at which what comes earlier in the file is judged.
    at: OffsetDateTime,
    /// A trusted time stamp says so; otherwise the instant is now.
    stamped: bool,
    /// There is a later document time stamp that holds, trusted or not.
    holds: bool,
    /// Such a stamp covers a security store.
    keeps_store: bool,
}

struct Judge<'a> {
    trust: &'a Trust,
    store: &'a Store,
    now: OffsetDateTime,
}

/// A signer's chain, judged.
struct Judged {
    chain: Chain,
    revocation: Revocation,
}

impl Judge<'_> {
    fn chain(
        &self,
        leaf: &Certificate,
        purpose: Purpose,
        own: &[Certificate],
        at: OffsetDateTime,
        proven: bool,
    ) -> Judged {
        let pool: Vec<Certificate> =
            own.iter().chain(&self.store.certificates).chain(&self.trust.intermediates).cloned().collect();
        let chain = chain::build(leaf, purpose, Material { anchors: &self.trust.anchors, pool: &pool }, at);
        let data = [self.stored(), Data { crls: &self.trust.crls, ocsps: &self.trust.ocsps }];
        let revocation = match chain.path.len() {
            // A single certificate that is trusted by itself cannot be revoked by anybody; a single other one leads nowhere.
            0 | 1 if chain.verdict != ChainVerdict::Trusted => Revocation::Unknown,
            _ => chain::revocation(&chain.path, &data, at, proven, self.now),
        };
        Judged { chain, revocation }
    }

    fn stored(&self) -> Data<'_> {
        Data { crls: &self.store.crls, ocsps: &self.store.ocsps }
    }

    /// A time stamp, judged as what later stamps prove of it.
    fn stamp(&self, token: &Token, over: &[&[u8]], proof: &Proof) -> (Stamp, std::result::Result<(), CmsFault>) {
        let nothing = |holds| Stamp {
            at: token.at(),
            authority: None,
            holds,
            trust: ChainVerdict::NoSigner,
            revocation: Revocation::Unknown,
        };
        if !token.stamps(over) {
            return (nothing(false), Err(CmsFault::Digest));
        }
        let others = &self.store.certificates;
        match token.authority(others) {
            Ok(authority) => {
                let judged = self.chain(&authority, Purpose::Stamping, token.certificates(), proof.at, proof.stamped);
                let mut trust = judged.chain.verdict;
                // It must have been valid when it stamped as well.
                if trust == ChainVerdict::Trusted && !authority.valid_at(token.at()) {
                    trust = if token.at() < authority.not_before() {
                        ChainVerdict::NotYetValid
                    } else {
                        ChainVerdict::Expired
                    };
                }
                let authority = Some(Who::from(&authority));
                (Stamp { at: token.at(), authority, holds: true, trust, revocation: judged.revocation }, Ok(()))
            }
            Err(fault) => (nothing(false), Err(fault)),
        }
    }

    fn signature(&self, file: &Pdf<'_>, one: Examined, proof: &mut Proof) -> Signature {
        let empty = crate::pdf::Dict::default();
        let dict = one.covered.as_ref().map_or(&empty, |covered| &covered.dict);
        let words = |key: &str| file.at(dict, key).ok().as_ref().and_then(from_text).filter(|words| !words.is_empty());
        let end = one.covered.as_ref().map_or(0, |covered| covered.end);
        let is_stamp = dict.is("Type", "DocTimeStamp") || dict.is("SubFilter", "ETSI.RFC3161");
        let mut signature = Signature {
            field: one.field.name.clone(),
            kind: if is_stamp { Kind::DocumentTimestamp } else { Kind::Signature },
            signer: None,
            claimed_name: words("Name"),
            reason: words("Reason"),
            location: words("Location"),
            claimed_at: file.at(dict, "M").ok().as_ref().and_then(from_date),
            timestamp: None,
            when: When::Unknown,
            level: None,
            integrity: one.integrity,
            covers: if end == file.bytes().len() { Covers::WholeFile } else { Covers::Until(end) },
            after: one.after.clone(),
            chain: Vec::new(),
            trust: ChainVerdict::NoSigner,
            revocation: Revocation::Unknown,
            permission: of_signature(file, dict).unwrap_or_default(),
        };
        let Some(covered) = &one.covered else { return signature };
        let pieces = [file.bytes().get(..covered.gap), file.bytes().get(covered.after..covered.end)];
        let pieces = pieces.map(Option::unwrap_or_default);
        match &one.content {
            Content::Nothing => {}
            Content::Token(token) => self.document_timestamp(&mut signature, token, &pieces, one.has_store, proof),
            Content::Cms(cms) => self.person(&mut signature, cms, &pieces, covered, proof),
        }
        signature
    }

    fn document_timestamp(
        &self,
        to: &mut Signature,
        token: &Token,
        pieces: &[&[u8]],
        has_store: bool,
        proof: &mut Proof,
    ) {
        let (stamp, result) = self.stamp(token, pieces, proof);
        if let Err(fault) = result {
            to.integrity = integrity_of(fault);
        }
        if let Some(authority) = token.authority(&self.store.certificates).ok().as_ref() {
            let judged = self.chain(authority, Purpose::Stamping, token.certificates(), proof.at, proof.stamped);
            to.chain = judged.chain.path.iter().map(Who::from).collect();
            to.signer = Some(Who::from(authority));
        }
        to.claimed_at = Some(token.at());
        to.trust = stamp.trust;
        to.revocation = stamp.revocation;
        to.when = if trusted(&stamp) { When::Stamped(stamp.at) } else { When::Claimed(stamp.at) };
        if to.integrity == Integrity::Whole && !to.changed_after() {
            proof.holds = true;
            proof.keeps_store |= has_store;
            if trusted(&stamp) && stamp.at <= proof.at {
                proof.at = stamp.at;
                proof.stamped = true;
            }
        }
        to.timestamp = Some(stamp);
    }

    fn person(&self, to: &mut Signature, cms: &Cms, pieces: &[&[u8]], covered: &Covered, proof: &Proof) {
        to.claimed_at = to.claimed_at.or_else(|| cms.signing_time());
        to.when = to.claimed_at.map_or(When::Unknown, When::Claimed);
        let pades = covered.dict.is("SubFilter", "ETSI.CAdES.detached");
        let Some(signer) = cms.signer(&self.store.certificates) else {
            to.integrity = Integrity::Unreadable;
            return;
        };
        to.signer = Some(Who::from(signer));
        if let Err(fault) = cms.check(signer, |digest| digest.of(pieces)) {
            to.integrity = integrity_of(fault);
            return;
        }
        if pades && !cms.names_certificate() {
            to.integrity = Integrity::SigningCertificate;
            return;
        }

        let mut at = proof.at;
        let mut proven = proof.stamped;
        let mut holds = proof.holds;
        for token in cms.unsigned_values(oid::TIME_STAMP_TOKEN).into_iter().take(4) {
            let Ok(token) = Token::read(token) else { continue };
            let (stamp, _) = self.stamp(&token, &[&cms.signature], proof);
            holds |= stamp.holds;
            if trusted(&stamp) && stamp.at <= at {
                at = stamp.at;
                proven = true;
            }
            // The one that proves most is shown.
            if to.timestamp.as_ref().is_none_or(|shown| !trusted(shown) || (trusted(&stamp) && stamp.at < shown.at)) {
                to.timestamp = Some(stamp);
            }
        }
        if proven {
            to.when = When::Stamped(at);
        }
        let judged = self.chain(signer, Purpose::Signing, &cms.certificates, at, proven);
        to.chain = judged.chain.path.iter().map(Who::from).collect();
        to.trust = judged.chain.verdict;
        to.revocation = judged.revocation;
        if pades {
            let path = &judged.chain.path;
            let kept = path.len() > 1
                && !matches!(chain::revocation(path, &[self.stored()], at, proven, self.now), Revocation::Unknown);
            to.level = Some(match (holds, kept, proof.keeps_store) {
                (false, _, _) => Level::B,
                (true, false, _) => Level::T,
                (true, true, false) => Level::Lt,
                (true, true, true) => Level::Lta,
            });
        }
    }
}

/// Whether a stamp proves its instant.
fn trusted(stamp: &Stamp) -> bool {
    stamp.holds && stamp.trust == ChainVerdict::Trusted && !chain::undoes_stamps(stamp.revocation)
}
