//! What a module shows visitors: offers, quick ways and parts of their home page, and what search engines take.
use time::OffsetDateTime;

use super::News;

/// What a module offers a visitor: a part of the home page of who is not signed in.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Offer {
    /// What it is called.
    pub title: &'static str,
    /// What one finds there, a sentence.
    pub about: String,
    /// A field to search it by, if there is one.
    pub search: Option<OfferSearch>,
    /// The newest of it, a handful.
    pub newest: Vec<News>,
    /// Where all of it is: label and address.
    pub more: Option<(&'static str, &'static str)>,
    /// Offers are sorted by this.
    pub order: u32,
}

/// A quick way for visitors: what most people come for, one tap on the home page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quick {
    /// What one does there, such as `Lapor pelanggaran`.
    pub label: &'static str,
    /// A few words more.
    pub about: &'static str,
    /// Where it leads.
    pub href: &'static str,
    /// Quick ways are sorted by this: to apply 10, to complain 20, to report wrongdoing 30, regulations 40, checking 50,
    /// agencies 60, judging services 70.
    pub order: u32,
}

/// Where a part of the home page of visitors stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// Above everything: what must not be missed.
    Top,
    /// Below the name of the regency, before the search.
    Greeting,
    /// After what the modules offer.
    Bottom,
}

/// A part of the home page of visitors that is more than an [`Offer`].
#[derive(Debug, Clone)]
pub struct FrontPart {
    /// Where it stands.
    pub place: Place,
    /// Parts of one place are sorted by this.
    pub order: u32,
    /// What it shows; a heading in it is an `h2`.
    pub content: maud::Markup,
}

/// What a module adds to the home page of visitors.
#[derive(Debug, Clone, Default)]
pub struct Front {
    /// Elements of the `head`: description, structured data.
    pub head: maud::Markup,
    /// Parts of the page.
    pub parts: Vec<FrontPart>,
}

/// A file with addresses for search engines, which the site map names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteMap {
    /// Its address on this site, such as `/jdih/peta.xml`; at most 50,000 addresses are in it.
    pub href: String,
    /// When something in it changed, if that is known.
    pub changed: Option<OffsetDateTime>,
}

/// The search field of an [`Offer`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OfferSearch {
    /// Where it is sent (GET).
    pub action: &'static str,
    /// Name of the field.
    pub field: &'static str,
    /// What to type.
    pub label: &'static str,
}
