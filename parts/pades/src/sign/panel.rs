//! The visible panel: the one page of another PDF as the appearance of a field (ISO 32000-1 section 8.10 and 12.5.5).
use std::collections::{BTreeMap, VecDeque};
use std::io::Write as _;

use crate::pdf::{Dict, Id, MAX_DEPTH, Pdf, Update, Value};
use crate::sign::Panel;
use crate::{Error, Result};

/// The largest PDF that is taken as a panel, in bytes: letters and a small picture.
const MAX_PANEL: usize = 8 * 1024 * 1024;

/// The most objects that a panel brings along.
const MAX_COPIED: usize = 5_000;

/// The rectangle of the field.
pub fn rectangle(panel: &Panel) -> Result<Vec<Value>> {
    let [left, bottom, right, top] = panel.rect;
    let finite = panel.rect.iter().all(|number| number.is_finite() && number.abs() <= 20_000.0);
    if !finite || right - left < 1.0 || top - bottom < 1.0 {
        return Err(Error::BadPanel("the rectangle is empty or far outside"));
    }
    Ok(panel.rect.iter().map(|number| Value::Real(format!("{number:.2}").into_bytes())).collect())
}

/// Copies the page of `appearance` with all that it needs into the update, as a form; returns the form.
pub fn embed(update: &mut Update<'_, '_>, appearance: &[u8]) -> Result<Id> {
    if appearance.len() > MAX_PANEL {
        let (size, limit) = (appearance.len() as u64, MAX_PANEL as u64);
        return Err(Error::TooLarge { what: "panel", size, limit });
    }
    let pdf = Pdf::open(appearance).map_err(|_| Error::BadPanel("it is no readable PDF"))?;
    let pages = pdf.pages().map_err(|_| Error::BadPanel("it is no readable PDF"))?;
    let [page] = pages.as_slice() else { return Err(Error::BadPanel("it has not exactly one page")) };
    let Value::Dict(page) = pdf.get(*page)? else { return Err(Error::BadPanel("its page is no dictionary")) };
    let bounds = pdf.inherited(&page, "MediaBox")?;
    let sides = match bounds.array() {
        Some(sides) => sides.iter().map(|side| Ok(pdf.resolve(side)?.number())).collect::<Result<Vec<_>>>()?,
        None => Vec::new(),
    };
    let &[Some(left), Some(bottom), Some(right), Some(top)] = sides.as_slice() else {
        return Err(Error::BadPanel("its page has no size"));
    };
    if right <= left || top <= bottom {
        return Err(Error::BadPanel("its page has no size"));
    }

    let mut copier = Copier { pdf: &pdf, names: BTreeMap::new(), waiting: VecDeque::new() };
    let mut form = Dict::default().with("Type", "XObject").with("Subtype", "Form");
    form.set("BBox", [left, bottom, right, top].map(|side| Value::Real(format!("{side:.2}").into_bytes())).to_vec());
    let resources = pdf.inherited(&page, "Resources")?;
    let resources = copier.copy(update, &resources, 0)?;
    form.set("Resources", if resources == Value::Null { Dict::default().into() } else { resources });
    if let Some(group) = page.get("Group") {
        form.set("Group", copier.copy(update, group, 0)?);
    }
    let id = update.allocate();
    match pdf.at(&page, "Contents")? {
        Value::Stream(stream) => {
            for key in ["Filter", "DecodeParms"] {
                if let Some(value) = stream.dict.get(key) {
                    form.set(key, copier.copy(update, value, 0)?);
                }
            }
            update.put_stream(id, form, pdf.raw(&stream)?);
        }
        Value::Array(parts) => {
            // The parts of a content are one text; a word never goes across two of them.
            let mut whole = Vec::new();
            for part in parts {
                let Value::Stream(stream) = pdf.resolve(&part)? else {
                    return Err(Error::BadPanel("its page is broken"));
                };
                whole.extend(pdf.unpack(&stream)?);
                whole.push(b'\n');
            }
            let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
            let packed = packed.write_all(&whole).and_then(|()| packed.finish());
            let packed = packed.map_err(|_| Error::BadPanel("its page is broken"))?;
            update.put_stream(id, form.with("Filter", "FlateDecode"), &packed);
        }
        Value::Null
        | Value::Bool(_)
        | Value::Int(_)
        | Value::Real(_)
        | Value::Name(_)
        | Value::Text(..)
        | Value::Dict(_)
        | Value::Ref(_) => return Err(Error::BadPanel("its page is empty")),
    }
    copier.rest(update)?;
    Ok(id)
}

/// Copies objects from one file into an update of another one.
struct Copier<'p, 'a> {
    pdf: &'p Pdf<'a>,
    /// Old name to new name.
    names: BTreeMap<Id, Id>,
    waiting: VecDeque<(Id, Id)>,
}

impl Copier<'_, '_> {
    /// The value with new names for what it refers to.
    fn copy(&mut self, update: &mut Update<'_, '_>, value: &Value, depth: usize) -> Result<Value> {
        if depth > MAX_DEPTH {
            return Err(Error::TooDeep);
        }
        Ok(match value {
            Value::Null | Value::Bool(_) | Value::Int(_) | Value::Real(_) | Value::Name(_) | Value::Text(..) => {
                value.clone()
            }
            Value::Array(list) => {
                let list: Result<Vec<Value>> = list.iter().map(|value| self.copy(update, value, depth + 1)).collect();
                Value::Array(list?)
            }
            Value::Dict(dict) => Value::Dict(self.copy_dict(update, dict, depth)?),
            Value::Stream(_) => return Err(Error::BadPanel("its page is broken")),
            Value::Ref(old) => {
                if let Some(new) = self.names.get(old) {
                    return Ok(Value::Ref(*new));
                }
                if self.names.len() >= MAX_COPIED {
                    return Err(Error::BadPanel("it has too many objects"));
                }
                let new = update.allocate();
                self.names.insert(*old, new);
                self.waiting.push_back((*old, new));
                Value::Ref(new)
            }
        })
    }

    fn copy_dict(&mut self, update: &mut Update<'_, '_>, dict: &Dict, depth: usize) -> Result<Dict> {
        let mut copied = Dict::default();
        for (key, value) in &dict.0 {
            // These lead back to the page or to its structure, which stay behind.
            if [&b"Parent"[..], b"StructParent", b"StructParents", b"P", b"Pg"].contains(&key.as_slice()) {
                continue;
            }
            copied.0.push((key.clone(), self.copy(update, value, depth + 1)?));
        }
        Ok(copied)
    }

    /// Copies everything that was referred to.
    fn rest(&mut self, update: &mut Update<'_, '_>) -> Result<()> {
        while let Some((old, new)) = self.waiting.pop_front() {
            let value = self.pdf.get(old)?;
            if let Value::Stream(stream) = &value {
                let mut dict = stream.dict.clone();
                dict.remove("Length");
                let dict = self.copy_dict(update, &dict, 0)?;
                update.put_stream(new, dict, self.pdf.raw(stream)?);
            } else {
                let whole = value.dict().is_some_and(|dict| dict.is("Type", "Page") || dict.is("Type", "Catalog"));
                let copied = if whole { Value::Null } else { self.copy(update, &value, 0)? };
                update.put(new, &copied);
            }
        }
        Ok(())
    }
}
