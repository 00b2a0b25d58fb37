//! The form of a PDF: its fields, and whether another signature may be added.
use std::collections::BTreeSet;

use crate::pdf::{Dict, Id, MAX_WALK, Pdf, Value, from_text};
use crate::sign::Permission;
use crate::{Error, Result};

/// What a PDF says before it is signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspection {
    /// How many pages it has.
    pub pages: u32,
    /// The names of its fields.
    pub fields: Vec<String>,
    /// How many of its signature fields are signed (document time stamps too).
    pub signatures: usize,
    /// What a certifying signature in it permits.
    pub permission: Option<Permission>,
}

/// Whether a PDF can be signed, and what it holds.
///
/// # Errors
/// The same as [`super::prepare`] would give for the file itself.
pub fn inspect(pdf: &[u8]) -> Result<Inspection> {
    let pdf = Pdf::open(pdf)?;
    let pages = signable(&pdf)?.len();
    let fields = fields(&pdf)?;
    let permission = permission(&pdf)?;
    if permission == Some(Permission::Nothing) {
        return Err(Error::ChangesForbidden);
    }
    let signatures = fields.iter().filter(|field| field.is_signature && field.value.is_some()).count();
    let pages = u32::try_from(pages).map_err(|_| Error::Broken("a broken tree of pages"))?;
    Ok(Inspection { pages, fields: fields.into_iter().map(|field| field.name).collect(), signatures, permission })
}

/// A field of the form.
#[derive(Debug, Clone)]
pub struct Field {
    pub id: Id,
    /// Its full name: its own and those of the fields above it.
    pub name: String,
    pub dict: Dict,
    pub is_signature: bool,
    /// Its value as it stands.
    pub value: Option<Value>,
}

/// All fields that have no fields below them. Widgets below a field count as its parts.
pub fn fields(pdf: &Pdf<'_>) -> Result<Vec<Field>> {
    let mut found = Vec::new();
    let Some(form) = pdf.dict_at(&pdf.catalog()?, "AcroForm")? else { return Ok(found) };
    let mut seen = BTreeSet::new();
    let top = pdf.array_at(&form, "Fields")?;
    let mut waiting: Vec<(Value, Vec<String>, Dict)> =
        top.into_iter().rev().map(|field| (field, Vec::new(), Dict::default())).collect();
    while let Some((field, mut names, above)) = waiting.pop() {
        let Some(id) = field.reference() else { return Err(Error::Broken("a field of the form is no object")) };
        if !seen.insert(id) {
            return Err(Error::Broken("the fields of the form go in a circle"));
        }
        if seen.len() > MAX_WALK || names.len() > 32 {
            return Err(Error::TooLarge { what: "fields", size: seen.len() as u64, limit: MAX_WALK as u64 });
        }
        let Value::Dict(dict) = pdf.get(id)? else { continue };
        names.extend(from_text(&pdf.at(&dict, "T")?));
        // Type and value may come from above.
        let mut own = Dict::default();
        for key in ["FT", "V"] {
            if let Some(value) = dict.get(key).or(above.get(key)) {
                own.set(key, value.clone());
            }
        }
        let kids = pdf.array_at(&dict, "Kids")?;
        let mut below = Vec::new();
        for kid in kids {
            let named = match pdf.resolve(&kid)?.dict() {
                Some(kid) => kid.get("T").is_some(),
                None => false,
            };
            if named {
                below.push((kid, names.clone(), own.clone()));
            }
        }
        if below.is_empty() {
            let is_signature = pdf.at(&own, "FT")?.name() == Some(b"Sig");
            let value = own.get("V").cloned();
            found.push(Field { id, name: names.join("."), dict, is_signature, value });
        } else {
            waiting.extend(below.into_iter().rev());
        }
    }
    Ok(found)
}

/// Refuses what cannot be signed soundly; the pages otherwise.
pub fn signable(pdf: &Pdf<'_>) -> Result<Vec<Id>> {
    let catalog = pdf.catalog()?;
    if let Some(form) = pdf.dict_at(&catalog, "AcroForm")?
        && form.get("XFA").is_some()
    {
        return Err(Error::XfaForm);
    }
    if !matches!(pdf.bytes().get(pdf.end..), Some(rest) if rest.iter().all(|byte| matches!(byte, 0 | b'\r' | b'\n' | b' ' | b'\t')))
    {
        return Err(Error::Broken("something stands after its end mark"));
    }
    let pages = pdf.pages()?;
    for page in &pages {
        if !matches!(pdf.get(*page)?, Value::Dict(page) if page.is("Type", "Page")) {
            return Err(Error::Broken("a broken tree of pages"));
        }
    }
    if pages.is_empty() { Err(Error::Broken("no pages")) } else { Ok(pages) }
}

/// What the certifying signature of the file permits, and locks of signed fields that forbid everything.
pub fn permission(pdf: &Pdf<'_>) -> Result<Option<Permission>> {
    let mut found = None;
    let catalog = pdf.catalog()?;
    if let Some(permissions) = pdf.dict_at(&catalog, "Perms")?
        && let Some(signature) = pdf.dict_at(&permissions, "DocMDP")?
    {
        found = Some(of_signature(pdf, &signature)?.unwrap_or(Permission::FillForms));
    }
    for field in fields(pdf)? {
        let signed = field.is_signature && field.value.is_some();
        if signed
            && let Some(lock) = pdf.dict_at(&field.dict, "Lock")?
            && pdf.at(&lock, "P")?.int() == Some(1)
        {
            found = Some(Permission::Nothing);
        }
    }
    Ok(found)
}

/// What a signature permits afterwards, if it certifies.
pub fn of_signature(pdf: &Pdf<'_>, signature: &Dict) -> Result<Option<Permission>> {
    for reference in pdf.array_at(signature, "Reference")? {
        let Value::Dict(reference) = pdf.resolve(&reference)? else { continue };
        if pdf.at(&reference, "TransformMethod")?.name() != Some(b"DocMDP") {
            continue;
        }
        let parameters = pdf.dict_at(&reference, "TransformParams")?.unwrap_or_default();
        return Ok(Some(match pdf.at(&parameters, "P")?.int() {
            Some(1) => Permission::Nothing,
            Some(3) => Permission::Annotate,
            // 2 is what counts when nothing is said.
            _ => Permission::FillForms,
        }));
    }
    Ok(None)
}
