//! One template and its data to one PDF, in this process.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use typst::comemo;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Dict, Label, Selector, Smart};
use typst::introspection::{Introspector, MetadataElem};
use typst::utils::PicoStr;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::fonts::printable_data;
use crate::world::{Closed, datetime};
use crate::{Diagnostic, Error, Options, Standard, Template};

/// The name under which the library marks a signature area.
const AREA: &str = "area-tanda-tangan";

/// A finished document.
#[derive(Debug, Clone, PartialEq)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// Its number of pages.
    pub pages: usize,
    /// The places kept free for signatures, in reading order.
    pub areas: Vec<Area>,
    /// What Typst remarked; the author of a supplied template should see it.
    pub warnings: Vec<Diagnostic>,
}

/// A place kept free for one signature, in PDF points (1/72 inch) from the lower left corner of its page: the rectangle
/// of a visible signature is `[x, y, x + width, y + height]`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Area {
    /// The signer's key as the data gave it.
    pub name: String,
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

/// Forgets what the typesetter remembered of a document, however the attempt ended. Typst's memory is global and has no
/// bound of its own; two generations keep the shared library parsed.
struct Forget;

impl Drop for Forget {
    fn drop(&mut self) {
        comemo::evict(KEPT_GENERATIONS);
    }
}

const KEPT_GENERATIONS: usize = 2;

/// Sets `template` with `data`. Blocks for as long as it takes and has no limit of its own: a template that a user
/// supplied goes through a [`crate::Renderer`] with child processes instead.
///
/// Every text in `data` is shown literally, whatever signs it holds, and is made [`crate::printable`] first.
///
/// # Errors
/// [`Error::Template`] with lines for the author, [`Error::Data`], [`Error::Internal`].
pub fn render(template: &Template, data: &Value, options: &Options) -> Result<Pdf, Error> {
    let _forget = Forget;
    let data = serde_json::to_vec(&printable_data(data))?;
    let now = options.local();
    let world = Closed::new(template, data, now)?;
    let wrong = |found: &[SourceDiagnostic]| Error::Template {
        name: template.name().to_string(),
        diagnostics: found.iter().map(|one| Diagnostic::from_typst(&world, one)).collect(),
    };
    let compiled = typst::compile::<PagedDocument>(&world);
    let document = compiled.output.map_err(|found| wrong(&found))?;
    let warnings = compiled.warnings.iter().map(|one| Diagnostic::from_typst(&world, one)).collect();
    let bytes = typst_pdf::pdf(&document, &pdf_options(options)?).map_err(|found| wrong(&found))?;
    Ok(Pdf { bytes, pages: document.pages().len(), areas: areas(&document), warnings })
}

fn pdf_options(options: &Options) -> Result<PdfOptions, Error> {
    let archival = match options.standard {
        Standard::A2a => PdfStandard::A_2a,
        Standard::A2b => PdfStandard::A_2b,
    };
    let standards = PdfStandards::new(&[archival, PdfStandard::Ua_1])
        .map_err(|cause| Error::Internal(cause.message().to_string()))?;
    let minutes = options.zone().whole_seconds() / 60;
    let timestamp = datetime(options.local()).and_then(|local| Timestamp::new_local(local, minutes));
    Ok(PdfOptions {
        ident: options.ident.clone().map_or(Smart::Auto, Smart::Custom),
        creator: Smart::Custom(Some("Pendopo".into())),
        timestamp,
        standards,
        ..PdfOptions::default()
    })
}

fn areas(document: &PagedDocument) -> Vec<Area> {
    let Some(label) = Label::new(PicoStr::intern(AREA)) else { return Vec::new() };
    let found = document.introspector().query(&Selector::Label(label));
    found.iter().filter_map(|element| area(document, element)).collect()
}

fn area(document: &PagedDocument, element: &typst::foundations::Content) -> Option<Area> {
    let marked: Dict = element.to_packed::<MetadataElem>()?.value.clone().cast().ok()?;
    let position = document.introspector().position(element.location()?)?;
    let page = position.page.get();
    let page_height = document.pages().get(page - 1)?.frame.size().y;
    let number = |name: &str| marked.get(name).ok()?.clone().cast::<f64>().ok();
    let height = number("tinggi")?;
    Some(Area {
        name: marked.get("nama").ok()?.clone().cast().ok()?,
        page,
        x: position.point.x.to_pt(),
        y: page_height.to_pt() - position.point.y.to_pt() - height,
        width: number("lebar")?,
        height,
    })
}
