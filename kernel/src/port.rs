//! What one module hands to another without knowing it: a document to be signed, a record to be archived.
//!
//! The asking module calls [`Write::ask_signature`] or [`Write::archive`] inside its own change, and the module that fills
//! the port (see [`Ports`](crate::module::Ports)) writes its rows in the same transaction: both are there, or neither.
//! Where no module fills the port, the asking one is told so and does without.
use std::pin::Pin;

use time::Date;
use uuid::Uuid;

use crate::{Result, Subject, Write};

/// A future that borrows the open change.
pub type Step<'a> = Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>>;

/// A PDF that somebody is to sign.
///
/// The outcome comes as an event of the signing module, for its own subject, heard by who asked:
/// - `tanda_tangan.selesai` with `{"untuk": kind, "id": uuid, "permintaan": uuid, "berkas": uuid}`: the signed PDF is this
///   file row, which belongs to the record that asked;
/// - `tanda_tangan.ditolak` with `{"untuk": kind, "id": uuid, "permintaan": uuid, "alasan": text}`.
#[derive(Debug, Clone)]
pub struct SignRequest {
    /// Id of the request, chosen by who asks; its page is `/tanda_tangan/permintaan/{id}`.
    pub id: Uuid,
    /// What is signed; signed bytes become a file of this record.
    pub subject: Subject,
    /// The unit that the record belongs to.
    pub unit: Option<Uuid>,
    /// What people call the document.
    pub title: String,
    /// Its number, by which anybody may look it up on the page of verification.
    pub number: Option<String>,
    /// The row in `file` of the PDF, which belongs to `subject`.
    pub document: Uuid,
    /// Who wants the signature, as the signer is told; the account of the change when nobody is named.
    pub asker: Option<Uuid>,
    /// Account that signs.
    pub signer: Uuid,
    /// In which capacity, such as "Plt. Kepala Dinas Komunikasi dan Informatika".
    pub capacity: String,
    /// Where the visible panel stands; an invisible signature when there is no place.
    pub panel: Option<Panel>,
    /// Printed as QR on the panel and asked for by the page of verification: at least 128 random bits, see
    /// [`Write::ask_signature`].
    pub code: String,
    /// The page of verification tells title and number; false for secret documents, of which it tells only whether a
    /// file is whole and who signed it.
    pub open: bool,
    /// Until when it should be signed.
    pub due: Option<Date>,
}

/// What stands below the name of somebody who signs, as far as it is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Employee {
    /// NIP in the spacing of letters, such as `19850101 201001 1 001`.
    pub nip: Option<String>,
    /// Rank and class, such as `Pembina, IV/a`.
    pub rank: Option<String>,
}

/// Tells of an account what stands below a signature.
pub type Employees = fn(crate::App, Uuid) -> crate::Work<Employee>;

/// A rectangle on a page, in PDF points from the lower left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Panel {
    /// Page, from 1.
    pub page: usize,
    /// Left edge.
    pub x: f64,
    /// Lower edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

/// Security class of a record (Biasa, Terbatas, Rahasia, Sangat Rahasia).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Security {
    /// Open to who has to do with it, and to the public on request.
    Biasa,
    /// Inside of the unit.
    Terbatas,
    /// For named people.
    Rahasia,
    /// For named people.
    SangatRahasia,
}

impl Security {
    /// All, from open to closed.
    pub const ALL: [Security; 4] = [Security::Biasa, Security::Terbatas, Security::Rahasia, Security::SangatRahasia];
    /// The word in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Security::Biasa => "biasa",
            Security::Terbatas => "terbatas",
            Security::Rahasia => "rahasia",
            Security::SangatRahasia => "sangat_rahasia",
        }
    }
    /// The word on pages.
    pub const fn label(self) -> &'static str {
        match self {
            Security::Biasa => "Biasa",
            Security::Terbatas => "Terbatas",
            Security::Rahasia => "Rahasia",
            Security::SangatRahasia => "Sangat Rahasia",
        }
    }
    /// From the word in the database or a form.
    pub fn parse(text: &str) -> Option<Security> {
        Security::ALL.into_iter().find(|each| each.as_str() == text)
    }
    /// Only named people may read it, and it is sealed where it lies.
    pub const fn is_secret(self) -> bool {
        matches!(self, Security::Rahasia | Security::SangatRahasia)
    }
}

/// A record that goes into the archive the moment it is final.
#[derive(Debug, Clone)]
pub struct ArchiveItem {
    /// The record; archived once, a second time replaces nothing.
    pub subject: Subject,
    /// The unit whose archive it belongs to (unit pengolah).
    pub unit: Uuid,
    /// The person in charge of it.
    pub owner: Option<Uuid>,
    /// Classification code, such as `500.12.6`; none when the record has none yet.
    pub code: Option<String>,
    /// Number of the letter.
    pub number: Option<String>,
    /// What it is about; of a secret record a neutral text.
    pub title: String,
    /// Kind of record, such as "Surat Dinas".
    pub kind: String,
    /// Date of the letter.
    pub date: Date,
    /// Security class.
    pub security: Security,
    /// Original or copy: "asli", "salinan", "tembusan", "pertinggal".
    pub development: &'static str,
    /// Rows in `file` that are the record.
    pub files: Vec<Uuid>,
    /// Other records that it answers or belongs together with.
    pub related: Vec<Uuid>,
}

/// A case that has come to its end, about which its applicant may be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finished {
    /// The case.
    pub subject: Subject,
    /// The unit that served.
    pub unit: Uuid,
    /// The record of the service, where the case is one of a service in the catalogue.
    pub service: Option<Uuid>,
    /// What the service is called.
    pub service_name: String,
    /// What the case is called, without personal data.
    pub title: String,
    /// When it ended.
    pub on: Date,
}

/// Makes a one-time survey for a finished case and tells its address.
pub type AskSurvey = for<'a> fn(&'a mut Write, Finished) -> Pin<Box<dyn Future<Output = Result<String>> + Send + 'a>>;

/// A district or village of the regency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// Code of the ministry, such as `14.09.01.2001`.
    pub code: String,
    /// Name without its kind.
    pub name: String,
    /// The region above.
    pub parent: Option<String>,
    /// `kecamatan`, `desa`, `kelurahan`, ..
    pub kind: String,
}

/// Tells the districts and villages, in the order of their codes.
pub type Regions = fn(crate::App) -> crate::Work<Vec<Region>>;

/// Takes a request for a signature.
pub type AskSignature = for<'a> fn(&'a mut Write, SignRequest) -> Step<'a>;
/// Takes a record into the archive.
pub type Archive = for<'a> fn(&'a mut Write, ArchiveItem) -> Step<'a>;
/// Withdraws a request that has not been signed; a signed one is [`Error::Refused`](crate::Error::Refused).
pub type WithdrawSignature = for<'a> fn(&'a mut Write, Uuid) -> Step<'a>;

/// What the signatures of a PDF are worth, in words, as a part of a page: who signed and when, whether the content is whole,
/// whether the signer is trusted, what was changed afterwards. A file that is no readable PDF is
/// [`Error::BadRequest`](crate::Error::BadRequest).
pub type CheckSignatures = fn(crate::App, Vec<u8>) -> crate::Work<maud::Markup>;
