//! What a verification says. It says it in types: the words for people are the caller's.
use time::OffsetDateTime;

use crate::revocation::Reason;
use crate::sign::{Level, Permission};
use crate::{Certificate, NamePart};

/// A certificate's holder, for a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    /// CN, or the whole subject when there is none.
    pub common_name: String,
    /// O.
    pub organization: Option<String>,
    /// The whole subject.
    pub subject: String,
    /// The whole issuer.
    pub issuer: String,
    /// CN of the issuer, or the whole issuer.
    pub issuer_name: String,
    /// The number at the issuer, hexadecimal.
    pub serial: String,
    /// SHA-256 of the certificate, hexadecimal.
    pub fingerprint: String,
    /// Validity.
    pub not_before: OffsetDateTime,
    /// Validity, inclusive.
    pub not_after: OffsetDateTime,
}

impl From<&Certificate> for Who {
    fn from(certificate: &Certificate) -> Who {
        let (subject, issuer) = (certificate.subject(), certificate.issuer());
        Who {
            common_name: subject.common_name().map_or_else(|| subject.to_string(), str::to_owned),
            organization: subject.get(NamePart::Organization).map(str::to_owned),
            subject: subject.to_string(),
            issuer: issuer.to_string(),
            issuer_name: issuer.common_name().map_or_else(|| issuer.to_string(), str::to_owned),
            serial: certificate.serial_hex(),
            fingerprint: certificate.fingerprint_hex(),
            not_before: certificate.not_before(),
            not_after: certificate.not_after(),
        }
    }
}

/// What kind of signature it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Of a person or an agency.
    Signature,
    /// A time stamp over the document (ETSI EN 319 142-1 section 5.4.3).
    DocumentTimestamp,
}

/// When it was signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// A trusted time stamp proves that the signature was there at this instant.
    Stamped(OffsetDateTime),
    /// Only the signer says so.
    Claimed(OffsetDateTime),
    /// Nobody says.
    Unknown,
}

/// Why the signed range of a PDF is not what it must be: everything of a revision but the signature itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RangeFault {
    /// The range is missing, has not four numbers, or its numbers lie outside of the file.
    Numbers,
    /// It does not begin with the first byte of the file.
    Start,
    /// The gap is not exactly the contents of this signature.
    Gap,
    /// What it covers is no whole revision of the PDF.
    Revision,
    /// The signature is not the object that the signed revision holds.
    Shadowed,
}

/// Whether what was signed is still what it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Integrity {
    /// The signed bytes are unchanged and the signature holds.
    Whole,
    /// The range of signed bytes is not sound.
    Range(RangeFault),
    /// The signed bytes were changed.
    Digest,
    /// The signature does not hold.
    Signature,
    /// The signature names another certificate than the one that comes with it (RFC 5035).
    SigningCertificate,
    /// The signature cannot be read.
    Unreadable,
    /// It is made with an algorithm or format that is not accepted, such as SHA-1.
    Unsupported,
}

/// How far the signed range goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Covers {
    /// To the end of the file.
    WholeFile,
    /// To this byte; what follows came later.
    Until(usize),
}

/// What was added after a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum After {
    /// Another signature.
    Signature {
        /// Its field.
        field: String,
        /// It shows on a page, where it may cover what was signed.
        visible: bool,
    },
    /// A time stamp over the document.
    DocumentTimestamp {
        /// Its field.
        field: String,
    },
    /// Certificates and revocation data for later verification.
    Dss,
    /// A form field that was filled in.
    Form {
        /// Its name, as far as it has one.
        field: String,
    },
    /// Title, dates and the like.
    Metadata,
    /// Anything else: the document may show something that was not signed.
    Other {
        /// What, for the log.
        what: String,
    },
}

impl After {
    /// Whether the document may show something else than what was signed.
    #[must_use]
    pub fn changes(&self) -> bool {
        match self {
            After::Form { .. } | After::Other { .. } => true,
            After::Signature { .. } | After::DocumentTimestamp { .. } | After::Dss | After::Metadata => false,
        }
    }
}

/// Whether a certificate leads to a trusted one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChainVerdict {
    /// It does, and everything in between was valid then.
    Trusted,
    /// The signature carries no certificate of its signer.
    NoSigner,
    /// No chain leads to a trusted certificate.
    Unanchored,
    /// A certificate of the chain had expired.
    Expired,
    /// A certificate of the chain was not valid yet.
    NotYetValid,
    /// The certificate, or one above it, is not meant for this.
    WrongUsage,
    /// A certificate names a trusted issuer that did not sign it.
    Forged,
}

/// Whether the certificates were revoked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Revocation {
    /// None was, says data that was made at this instant (the oldest of them).
    Good {
        /// When the data was made.
        checked_at: OffsetDateTime,
    },
    /// One was.
    Revoked {
        /// Since when.
        at: OffsetDateTime,
        /// Why.
        reason: Reason,
        /// It was revoked only after a trusted time stamp proves the signature; the signature stays valid.
        after_stamp: bool,
    },
    /// There is no data, or it is out of date.
    Unknown,
}

/// A time stamp over a signature, or the one that a document time stamp is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// The instant that it states.
    pub at: OffsetDateTime,
    /// Who stamped; `None` when its certificate is missing.
    pub authority: Option<Who>,
    /// Whether the stamp itself holds and is over this signature.
    pub holds: bool,
    /// Whether its authority is trusted.
    pub trust: ChainVerdict,
    /// Whether the authority's certificate was revoked.
    pub revocation: Revocation,
}

/// What a signature is worth, in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Whole, by a trusted and not revoked certificate.
    Valid,
    /// Whole, but something is missing to trust it: the chain, revocation data, an accepted algorithm.
    Indeterminate,
    /// Not whole, forged, revoked or changed afterwards.
    Invalid,
}

/// One signature of a PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// The name of its field.
    pub field: String,
    /// What kind it is.
    pub kind: Kind,
    /// Whose it is.
    pub signer: Option<Who>,
    /// The name that the PDF shows, unproven.
    pub claimed_name: Option<String>,
    /// The reason that the PDF shows, unproven but signed.
    pub reason: Option<String>,
    /// The place that the PDF shows, unproven but signed.
    pub location: Option<String>,
    /// The instant that the signer claims.
    pub claimed_at: Option<OffsetDateTime>,
    /// The time stamp over it.
    pub timestamp: Option<Stamp>,
    /// When it was signed.
    pub when: When,
    /// The level that it reaches; `None`: not PAdES (an older format), or not whole.
    pub level: Option<Level>,
    /// Whether what was signed is whole.
    pub integrity: Integrity,
    /// How far it covers the file.
    pub covers: Covers,
    /// What was added afterwards.
    pub after: Vec<After>,
    /// The chain, the signer first, as far as it could be built.
    pub chain: Vec<Who>,
    /// Whether it leads to a trusted certificate.
    pub trust: ChainVerdict,
    /// Whether a certificate of the chain was revoked.
    pub revocation: Revocation,
    /// What a certifying signature permits afterwards.
    pub permission: Option<Permission>,
}

impl Signature {
    /// Whether the document may show something else than what this signature signed.
    #[must_use]
    pub fn changed_after(&self) -> bool {
        self.after.iter().any(|after| match (self.permission, after) {
            // A certifying signature that permits to fill in forms, or more, expects it; one that forbids all changes takes
            // only what keeps it verifiable.
            (Some(Permission::FillForms | Permission::Annotate), After::Form { .. }) => false,
            (Some(Permission::Nothing), After::Signature { .. }) => true,
            (_, after) => after.changes(),
        })
    }

    /// What it is worth.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        match self.integrity {
            Integrity::Whole => {}
            Integrity::Unsupported => return Verdict::Indeterminate,
            Integrity::Range(_)
            | Integrity::Digest
            | Integrity::Signature
            | Integrity::SigningCertificate
            | Integrity::Unreadable => return Verdict::Invalid,
        }
        if self.changed_after() || self.trust == ChainVerdict::Forged {
            return Verdict::Invalid;
        }
        match self.revocation {
            Revocation::Revoked { after_stamp: false, .. } => return Verdict::Invalid,
            Revocation::Unknown => return Verdict::Indeterminate,
            Revocation::Good { .. } | Revocation::Revoked { after_stamp: true, .. } => {}
        }
        if self.trust == ChainVerdict::Trusted { Verdict::Valid } else { Verdict::Indeterminate }
    }
}

/// What a PDF holds of signatures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The signatures in the order in which they were made (by the end of what they cover).
    pub signatures: Vec<Signature>,
    /// The length of the file in bytes.
    pub size: usize,
}

impl Report {
    /// The worst verdict of all signatures; `None`: there is no signature.
    #[must_use]
    pub fn verdict(&self) -> Option<Verdict> {
        let verdicts: Vec<Verdict> = self.signatures.iter().map(Signature::verdict).collect();
        [Verdict::Invalid, Verdict::Indeterminate, Verdict::Valid]
            .into_iter()
            .find(|verdict| verdicts.contains(verdict))
    }
}
