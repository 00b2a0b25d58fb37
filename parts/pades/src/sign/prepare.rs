//! The two steps of a signature: a file with a hole and its digest; the hole filled.
use std::ops::Range;

use crate::algorithm::{Digest, array};
use crate::cms::Cms;
use crate::pdf::{Dict, Id, Pdf, Update, Value, date, text};
use crate::sign::field::{fields, permission, signable};
use crate::sign::panel;
use crate::sign::{MAX_RESERVE, Permission, RESERVE, Request};
use crate::stamp::Token;
use crate::{Error, Result};

/// Room for four numbers of up to ten digits.
const RANGE: &str = "[0 ########## ########## ##########]";

/// A file that waits for its signature. It may be kept and filled later, also by another process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prepared {
    /// The file with zeros where the signature goes.
    pub pdf: Vec<u8>,
    /// Where the hexadecimal digits of the signature go.
    pub hole: Range<usize>,
    /// SHA-256 of everything around the hole and its delimiters: what is signed.
    pub digest: [u8; 32],
}

/// Adds a signature field with an empty signature to a PDF.
///
/// # Errors
/// [`Error::NotPdf`], [`Error::Broken`], [`Error::Encrypted`], [`Error::XfaForm`], [`Error::TooLarge`], [`Error::TooDeep`] for
/// files that cannot be signed soundly; [`Error::ChangesForbidden`] when a signature in it forbids another one, or when this
/// one shall certify and is not the first; [`Error::BadField`], [`Error::FieldExists`], [`Error::NoSuchPage`],
/// [`Error::BadPanel`] for the request.
pub fn prepare(pdf: &[u8], request: &Request) -> Result<Prepared> {
    let mut dict = Dict::default()
        .with("Type", "Sig")
        .with("Filter", "Adobe.PPKLite")
        .with("SubFilter", "ETSI.CAdES.detached")
        .with("M", date(request.at));
    let words = [
        ("Name", &request.name),
        ("Reason", &request.reason),
        ("Location", &request.location),
        ("ContactInfo", &request.contact),
    ];
    for (key, words) in words {
        if let Some(words) = words {
            dict.set(key, text(words));
        }
    }
    if let Some(permission) = request.certify {
        let level = match permission {
            Permission::Nothing => 1,
            Permission::FillForms => 2,
            Permission::Annotate => 3,
        };
        let parameters = Dict::default().with("Type", "TransformParams").with("P", level).with("V", "1.2");
        let reference = Dict::default()
            .with("Type", "SigRef")
            .with("TransformMethod", "DocMDP")
            .with("TransformParams", parameters);
        dict.set("Reference", vec![Value::from(reference)]);
    }
    add(pdf, &request.field, dict, Some(request))
}

/// Adds a field with an empty document time stamp to a PDF. [`Prepared::digest`] is what the time stamp is asked for; its
/// token fills the hole.
///
/// # Errors
/// As [`prepare`]; a certifying signature does not forbid it (ETSI EN 319 142-1 section 5.4.3).
pub fn prepare_timestamp(pdf: &[u8], field: &str) -> Result<Prepared> {
    let dict =
        Dict::default().with("Type", "DocTimeStamp").with("Filter", "Adobe.PPKLite").with("SubFilter", "ETSI.RFC3161");
    add(pdf, field, dict, None)
}

fn add(bytes: &[u8], field: &str, signature: Dict, request: Option<&Request>) -> Result<Prepared> {
    let pdf = Pdf::open(bytes)?;
    let pages = signable(&pdf)?;
    let there = fields(&pdf)?;
    if field.trim().is_empty() || field.len() > 127 || field.contains('.') || field.chars().any(char::is_control) {
        return Err(Error::BadField);
    }
    // A group of fields of this name counts as well.
    let prefix = format!("{field}.");
    if there.iter().any(|other| other.name == field || other.name.starts_with(&prefix)) {
        return Err(Error::FieldExists(field.to_owned()));
    }
    if let Some(request) = request {
        let signed = there.iter().any(|other| other.is_signature && other.value.is_some());
        let forbidden = match permission(&pdf)? {
            Some(Permission::Nothing) => true,
            // Signing is allowed; a new picture on a page is a change of the page.
            Some(Permission::FillForms | Permission::Annotate) => request.panel.is_some() || request.certify.is_some(),
            None => request.certify.is_some() && signed,
        };
        if forbidden {
            return Err(Error::ChangesForbidden);
        }
    }
    let reserve = request.map_or(RESERVE, |request| request.reserve);
    if !(1..=MAX_RESERVE).contains(&reserve) {
        return Err(Error::TooLarge { what: "reserve", size: reserve as u64, limit: MAX_RESERVE as u64 });
    }

    let panel = request.and_then(|request| request.panel.as_ref());
    let number = panel.map_or(1, |panel| panel.page);
    let index = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
    let page = *index.and_then(|index| pages.get(index)).ok_or(Error::NoSuchPage(number))?;
    let mut update = Update::new(&pdf)?;
    let (signature_id, widget_id) = (update.allocate(), update.allocate());

    let mut widget = Dict::default()
        .with("Type", "Annot")
        .with("Subtype", "Widget")
        .with("FT", "Sig")
        .with("T", text(field))
        // Printed and locked: 4 + 128.
        .with("F", 132)
        .with("P", page)
        .with("V", signature_id);
    match panel {
        None => widget.set("Rect", vec![Value::Int(0); 4]),
        Some(panel) => {
            widget.set("Rect", panel::rectangle(panel)?);
            let form = panel::embed(&mut update, &panel.appearance)?;
            widget.set("AP", Dict::default().with("N", form));
        }
    }
    if let Some(name) = request.and_then(|request| request.name.as_ref()) {
        // What a screen reader says of the field.
        widget.set("TU", text(name));
    }
    update.put(widget_id, &widget.into());
    annotate(&mut update, page, widget_id)?;
    let certifies = request.is_some_and(|request| request.certify.is_some());
    enlist(&mut update, widget_id, certifies.then_some(signature_id))?;

    let mut body = Vec::new();
    signature.write(&mut body);
    body.truncate(body.len().saturating_sub(2));
    body.extend(b"/ByteRange ");
    let range_at = body.len();
    body.extend(RANGE.bytes());
    body.extend(b"/Contents ");
    let contents_at = body.len();
    body.push(b'<');
    body.resize(body.len() + reserve * 2, b'0');
    body.extend(b">>>");
    let at = update.put_raw(signature_id, &body);

    let mut pdf = update.finish()?;
    let (gap, after) = (at + contents_at, at + contents_at + reserve * 2 + 2);
    let range = format!("[0 {gap} {after} {}]", pdf.len() - after);
    let range = format!("{range:<width$}", width = RANGE.len());
    let place = pdf.get_mut(at + range_at..at + range_at + RANGE.len());
    place.ok_or(Error::Broken("no room for the range"))?.copy_from_slice(range.as_bytes());
    let digest = digest(&pdf, gap, after).ok_or(Error::Broken("no room for the signature"))?;
    Ok(Prepared { pdf, hole: gap + 1..after - 1, digest })
}

fn digest(pdf: &[u8], gap: usize, after: usize) -> Option<[u8; 32]> {
    Some(array(&Digest::Sha256.of(&[pdf.get(..gap)?, pdf.get(after..)?])))
}

/// Adds the widget to the annotations of its page.
fn annotate(update: &mut Update<'_, '_>, page_id: Id, widget: Id) -> Result<()> {
    let Value::Dict(mut page) = update.pdf.get(page_id)? else { return Err(Error::Broken("a page is no dictionary")) };
    let mut annotations = update.pdf.array_at(&page, "Annots")?;
    annotations.push(widget.into());
    match page.get("Annots") {
        Some(Value::Ref(id)) if matches!(update.pdf.get(*id)?, Value::Array(_)) => update.put(*id, &annotations.into()),
        _ => {
            page.set("Annots", annotations);
            update.put(page_id, &page.into());
        }
    }
    Ok(())
}

/// Adds the field to the form, and the form and the certifying signature to the catalog if need be.
fn enlist(update: &mut Update<'_, '_>, widget: Id, certifying: Option<Id>) -> Result<()> {
    let root = update.pdf.root()?;
    let mut catalog = update.pdf.catalog()?;
    let mut changed = false;
    let mut form = update.pdf.dict_at(&catalog, "AcroForm")?.unwrap_or_default();
    let mut fields = update.pdf.array_at(&form, "Fields")?;
    fields.push(widget.into());
    form.set("Fields", fields);
    // Signatures exist, and only appending keeps them.
    form.set("SigFlags", 3);
    match catalog.get("AcroForm") {
        Some(Value::Ref(id)) if matches!(update.pdf.get(*id)?, Value::Dict(_)) => update.put(*id, &form.into()),
        _ => {
            catalog.set("AcroForm", form);
            changed = true;
        }
    }
    if let Some(signature) = certifying {
        let permissions = update.pdf.dict_at(&catalog, "Perms")?.unwrap_or_default();
        catalog.set("Perms", permissions.with("DocMDP", signature));
        changed = true;
    }
    if changed {
        update.put(root, &catalog.into());
    }
    Ok(())
}

/// Puts a CMS, or the token of a document time stamp, into the hole.
///
/// # Errors
/// [`Error::CmsTooLarge`]; [`Error::Malformed`] when it is neither; [`Error::WrongDigest`] and [`Error::WrongSignature`] when
/// it does not sign this file; [`Error::NoCertificate`] when it comes without its signer's certificate.
pub fn fill(prepared: &Prepared, cms: &[u8]) -> Result<Vec<u8>> {
    let reserved = prepared.hole.len() / 2;
    if cms.len() > reserved {
        return Err(Error::CmsTooLarge { needed: cms.len(), reserved });
    }
    check(&prepared.digest, cms)?;
    let mut pdf = prepared.pdf.clone();
    let hole = pdf.get_mut(prepared.hole.clone()).ok_or(Error::Broken("no room for the signature"))?;
    let digits = cms.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    for (place, digit) in hole.iter_mut().zip(digits) {
        *place = char::from_digit(u32::from(digit), 16).map_or(b'0', |digit| digit as u8);
    }
    Ok(pdf)
}

/// Whether a CMS signs this digest: what somebody else made is not believed.
fn check(digest: &[u8; 32], cms: &[u8]) -> Result<()> {
    use crate::cms::CmsFault;
    use crate::der::Named as _;
    if let Ok(token) = Token::from_der(cms) {
        return if token.sha256() == Some(*digest) { Ok(()) } else { Err(Error::WrongDigest) };
    }
    let cms = Cms::read(cms).of("CMS")?;
    let signer = cms.signer(&[]).ok_or(Error::NoCertificate)?;
    cms.check(signer, |wanted| if wanted == Digest::Sha256 { digest.to_vec() } else { Vec::new() }).map_err(|fault| {
        match fault {
            CmsFault::Digest => Error::WrongDigest,
            CmsFault::Signature | CmsFault::SigningCertificate => Error::WrongSignature,
            CmsFault::Unsupported => Error::Unsupported("the algorithm of the signature"),
            CmsFault::Unreadable => Error::Malformed("CMS"),
        }
    })
}
