//! Why something cannot be signed, read or issued.

/// What is wrong with the answer of a time-stamping authority (RFC 3161 section 2.4.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TsaFault {
    /// The authority refused: its PKIStatus (2 = rejection, 3 = waiting, 4 and 5 about revocation) and its own words.
    Rejected {
        /// PKIStatus.
        status: u32,
        /// PKIFreeText and the number of the failure bit, for the log.
        reason: String,
    },
    /// The answer cannot be read as a time-stamp response.
    Malformed,
    /// The answer carries another nonce than the question, or none.
    Nonce,
    /// The answer stamps another digest than the one asked for.
    Imprint,
    /// The signature over the time stamp does not hold.
    Signature,
    /// The certificate of the authority is missing or not meant for time stamping only.
    Certificate,
}

/// Why an act of this crate failed. The texts are for logs; people read what the caller makes of the variants.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The bytes do not begin as a PDF does.
    #[error("not a PDF")]
    NotPdf,
    /// The PDF breaks its own format at a place that matters; it is not repaired, since others may repair it differently.
    #[error("broken PDF: {0}")]
    Broken(&'static str),
    /// The PDF is encrypted.
    #[error("the PDF is encrypted")]
    Encrypted,
    /// A certifying signature or a locked field forbids what is to be added (ISO 32000-1 12.8.2.2).
    #[error("a signature in the PDF forbids this change")]
    ChangesForbidden,
    /// The form of the PDF is an XFA form, whose pages are not in the PDF objects that a signature would cover.
    #[error("the PDF is an XFA form")]
    XfaForm,
    /// Something is larger than this crate reads.
    #[error("{what}: {size}, at most {limit}")]
    TooLarge {
        /// What is too large.
        what: &'static str,
        /// Its size (bytes or number).
        size: u64,
        /// The limit.
        limit: u64,
    },
    /// Objects are nested deeper than this crate reads.
    #[error("nested too deeply")]
    TooDeep,
    /// A field of this name is there already.
    #[error("the field {0} exists already")]
    FieldExists(String),
    /// The name of a field is empty, too long or holds a full stop.
    #[error("not a name of a field")]
    BadField,
    /// The PDF has no page of this number (from 1).
    #[error("no page {0}")]
    NoSuchPage(u32),
    /// The panel is no one-page PDF that can be embedded, or its rectangle is empty.
    #[error("panel: {0}")]
    BadPanel(&'static str),
    /// The CMS does not fit the place reserved for it.
    #[error("the CMS has {needed} bytes, {reserved} are reserved")]
    CmsTooLarge {
        /// Bytes of the CMS.
        needed: usize,
        /// Bytes reserved.
        reserved: usize,
    },
    /// The CMS or time stamp signs another digest than the one of this file.
    #[error("the CMS signs another digest")]
    WrongDigest,
    /// The signature does not verify with the certificate it should belong to.
    #[error("the signature does not fit the certificate")]
    WrongSignature,
    /// Key and certificate do not belong together.
    #[error("key and certificate do not belong together")]
    KeyMismatch,
    /// The key is unreadable, too small or of another kind than P-256 and RSA.
    #[error("the key is not usable")]
    BadKey,
    /// The passphrase is wrong, or the sealed key was changed.
    #[error("wrong passphrase, or the sealed key was changed")]
    WrongPassphrase,
    /// The passphrase is too short.
    #[error("the passphrase is too short")]
    WeakPassphrase,
    /// A chain of certificates is empty or misses what the act needs.
    #[error("no certificate for this")]
    NoCertificate,
    /// The level asks for a time-stamping authority and none was given.
    #[error("this level needs a time-stamping authority")]
    NoTsa,
    /// The level asks for certificates and revocation data and none were given.
    #[error("this level needs revocation data")]
    NoEvidence,
    /// What a time-stamping authority answered.
    #[error("time stamp: {0:?}")]
    Tsa(TsaFault),
    /// What a signer or the way to a time-stamping authority says.
    #[error("signer: {0}")]
    Signer(String),
    /// Not readable as what it should be.
    #[error("cannot be read as {0}")]
    Malformed(&'static str),
    /// Readable, but made with something that this crate does not know or does not accept.
    #[error("not supported: {0}")]
    Unsupported(&'static str),
    /// A certificate may not be issued so.
    #[error("not issued: {0}")]
    NotIssued(&'static str),
    /// The source of randomness failed.
    #[error("no randomness")]
    Random,
}

/// The result of this crate.
pub type Result<T> = std::result::Result<T, Error>;
