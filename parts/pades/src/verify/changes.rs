//! What came after a signature. Two states of a file are compared object by object: the one that was signed and the one of
//! now. Only additions that are known to leave the pages as they were count as harmless; everything else is a change.
use std::collections::{BTreeMap, BTreeSet};

use crate::Result;
use crate::pdf::{Dict, Entry, Id, Lexer, Pdf, Value};
use crate::sign::field::{Field, fields};
use crate::verify::report::After;

/// The most findings of one comparison.
const MAX_FOUND: usize = 100;

/// What the objects of the signed state are there for.
#[derive(Debug, Default)]
struct Roles {
    form: Option<Id>,
    field_list: Option<Id>,
    fields: BTreeMap<Id, Field>,
    pages: BTreeSet<Id>,
    annotation_lists: BTreeSet<Id>,
    store: BTreeSet<Id>,
    metadata: BTreeSet<Id>,
}

struct Changes<'p, 'a> {
    old: &'p Pdf<'a>,
    new: &'p Pdf<'a>,
    roles: Roles,
    found: Vec<After>,
    /// Widgets of new signature fields, which may appear among the annotations of a page.
    widgets: BTreeSet<Id>,
    /// Annotations that appeared.
    annotations: Vec<Value>,
}

/// Compares the signed state with the state of now.
pub fn after(old: &Pdf<'_>, new: &Pdf<'_>) -> Vec<After> {
    match compare(old, new) {
        Ok(found) => found,
        Err(error) => vec![After::Other { what: error.to_string() }],
    }
}

fn compare(old: &Pdf<'_>, new: &Pdf<'_>) -> Result<Vec<After>> {
    let roles = roles(old)?;
    let (widgets, annotations) = (BTreeSet::new(), Vec::new());
    let mut changes = Changes { old, new, roles, found: Vec::new(), widgets, annotations };
    if old.root()? != new.root()? {
        changes.other("another catalog");
        return Ok(changes.found);
    }
    let info = old.trailer()?.get("Info");
    if info != new.trailer()?.get("Info") {
        changes.add(After::Metadata);
    }

    let mut appeared = BTreeSet::new();
    let mut changed = Vec::new();
    let numbers: BTreeSet<u32> = old.entries().keys().chain(new.entries().keys()).copied().collect();
    for number in numbers {
        match (old.entry(number), new.entry(number)) {
            (before, now) if before == now => {}
            (Entry::Free, Entry::At { .. } | Entry::In { .. }) => {
                appeared.insert(number);
            }
            (Entry::At { generation, .. }, _) => changed.push(Id { number, generation }),
            (Entry::In { .. }, _) => changed.push(Id { number, generation: 0 }),
            (Entry::Free, Entry::Free) => {}
        }
    }
    for id in changed {
        let (before, now) = (old.get(id)?, new.get(id)?);
        if before != now {
            changes.object(id, &before, &now)?;
        }
    }
    for annotation in std::mem::take(&mut changes.annotations) {
        if !annotation.reference().is_some_and(|id| changes.widgets.contains(&id)) {
            changes.other("an annotation");
        }
    }
    if !appeared.is_empty() && awaited(old, &appeared) {
        changes.other("an object that signed objects pointed to before it was there");
    }
    if !accounted(old, new) {
        changes.other("bytes outside of objects");
    }
    Ok(changes.found)
}

fn roles(pdf: &Pdf<'_>) -> Result<Roles> {
    let mut roles = Roles::default();
    let catalog = pdf.catalog()?;
    let reference = |dict: &Dict, key: &str| dict.get(key).and_then(Value::reference);
    roles.form = reference(&catalog, "AcroForm");
    if let Some(form) = pdf.dict_at(&catalog, "AcroForm")? {
        roles.field_list = reference(&form, "Fields");
    }
    for field in fields(pdf)? {
        for kid in pdf.array_at(&field.dict, "Kids")? {
            if let Some(id) = kid.reference() {
                roles.fields.insert(id, field.clone());
            }
        }
        roles.fields.insert(field.id, field);
    }
    for id in pdf.pages()? {
        if let Value::Dict(page) = pdf.get(id)? {
            roles.annotation_lists.extend(reference(&page, "Annots"));
        }
        roles.pages.insert(id);
    }
    roles.metadata.extend(reference(&catalog, "Metadata"));
    roles.metadata.extend(reference(pdf.trailer()?, "Info"));
    roles.store.extend(reference(&catalog, "DSS"));
    if let Some(store) = pdf.dict_at(&catalog, "DSS")? {
        for key in ["Certs", "CRLs", "OCSPs", "VRI"] {
            roles.store.extend(reference(&store, key));
        }
        if let Some(vri) = pdf.dict_at(&store, "VRI")? {
            roles.store.extend(vri.0.iter().filter_map(|(_, value)| value.reference()));
        }
    }
    Ok(roles)
}

/// Whether signed objects point to objects that were not there when they were signed: a change prepared in advance.
fn awaited(old: &Pdf<'_>, appeared: &BTreeSet<u32>) -> bool {
    fn points(value: &Value, to: &BTreeSet<u32>) -> bool {
        match value {
            Value::Ref(id) => to.contains(&id.number),
            Value::Array(list) => list.iter().any(|value| points(value, to)),
            Value::Dict(dict) => dict.0.iter().any(|(_, value)| points(value, to)),
            Value::Stream(stream) => stream.dict.0.iter().any(|(_, value)| points(value, to)),
            Value::Null | Value::Bool(_) | Value::Int(_) | Value::Real(_) | Value::Name(_) | Value::Text(..) => false,
        }
    }
    old.entries().iter().any(|(number, entry)| {
        let generation = match entry {
            Entry::Free => return false,
            Entry::At { generation, .. } => *generation,
            Entry::In { .. } => 0,
        };
        old.get(Id { number: *number, generation }).is_ok_and(|value| points(&value, appeared))
    })
}

/// Whether all bytes after the signed ones belong to objects and cross-references that the file names. Readers that repair
/// files may find more in such bytes than others do.
fn accounted(old: &Pdf<'_>, new: &Pdf<'_>) -> bool {
    let from = old.bytes().len();
    let mut spans = Vec::new();
    for section in new.sections.iter().filter(|section| section.span.start >= from) {
        spans.push(section.span.clone());
        for (number, entry) in &section.entries {
            if let Entry::At { offset, generation } = entry
                && *offset >= from
            {
                let Ok((_, end)) = new.object(*offset, Id { number: *number, generation: *generation }, 0) else {
                    return false;
                };
                spans.push(*offset..end);
            }
        }
    }
    spans.sort_by_key(|span| span.start);
    let mut at = from;
    for span in spans {
        if span.start > at && !blank(new.bytes(), at, span.start) {
            return false;
        }
        at = at.max(span.end);
    }
    blank(new.bytes(), at, new.bytes().len())
}

/// Whether a stretch holds only white space, end marks and pointers to cross-references.
fn blank(bytes: &[u8], from: usize, to: usize) -> bool {
    let Some(stretch) = bytes.get(from..to) else { return false };
    let mut at = 0;
    while let Some(byte) = stretch.get(at) {
        let rest = stretch.get(at..).unwrap_or_default();
        if matches!(byte, 0 | b'\t' | b'\n' | 0x0c | b'\r' | b' ') {
            at += 1;
        } else if rest.starts_with(b"%%EOF") {
            at += 5;
        } else {
            let mut lexer = Lexer::new(stretch, at);
            if !lexer.take(b"startxref") || lexer.digits().is_none() {
                return false;
            }
            at = lexer.at();
        }
    }
    true
}

impl Changes<'_, '_> {
    fn add(&mut self, found: After) {
        if self.found.len() < MAX_FOUND && !self.found.contains(&found) {
            self.found.push(found);
        }
    }

    fn other(&mut self, what: &str) {
        self.add(After::Other { what: what.to_owned() });
    }

    fn object(&mut self, id: Id, before: &Value, now: &Value) -> Result<()> {
        let (old, new) = (self.old, self.new);
        if id == old.root()? {
            return self.catalog(before, now);
        }
        if self.roles.pages.contains(&id) {
            return self.page(before, now);
        }
        if self.roles.form == Some(id) {
            return self.form(before.dict(), now.dict());
        }
        if let Some(field) = self.roles.fields.get(&id).cloned() {
            return self.field(&field, before, now);
        }
        let lists = (before.array(), now.array());
        if self.roles.field_list == Some(id) {
            return match lists {
                (Some(before), Some(now)) => self.field_list(before, now),
                (None, _) | (_, None) => {
                    self.other("the list of fields");
                    Ok(())
                }
            };
        }
        if self.roles.annotation_lists.contains(&id) {
            match lists {
                (Some(before), Some(now)) => self.annotation_list(before, now),
                (None, _) | (_, None) => self.other("the list of annotations"),
            }
            return Ok(());
        }
        if self.roles.metadata.contains(&id) {
            self.add(After::Metadata);
        } else if self.roles.store.contains(&id)
            && !shown(old)?.contains(&id.number)
            && !shown(new)?.contains(&id.number)
        {
            self.add(After::Dss);
        } else {
            self.other(&format!("object {}", id.number));
        }
        Ok(())
    }

    fn catalog(&mut self, before: &Value, now: &Value) -> Result<()> {
        let (Value::Dict(before), Value::Dict(now)) = (before, now) else {
            self.other("the catalog");
            return Ok(());
        };
        for key in keys(before, now) {
            let (was, is) = (before.get(&key), now.get(&key));
            if was == is {
                continue;
            }
            match key.as_str() {
                "AcroForm" => {
                    let was = self.old.dict_at(before, "AcroForm")?;
                    let is = self.new.dict_at(now, "AcroForm")?;
                    self.form(was.as_ref(), is.as_ref())?;
                }
                "DSS" | "Extensions" => self.add(After::Dss),
                "Metadata" => self.add(After::Metadata),
                key => self.other(&format!("the catalog: {key}")),
            }
        }
        Ok(())
    }

    fn form(&mut self, before: Option<&Dict>, now: Option<&Dict>) -> Result<()> {
        let Some(now) = now else {
            self.other("the form");
            return Ok(());
        };
        let existed = before.is_some();
        let before = before.cloned().unwrap_or_default();
        for key in keys(&before, now) {
            if before.get(&key) == now.get(&key) && key != "Fields" {
                continue;
            }
            match key.as_str() {
                "Fields" => {
                    let was = self.old.array_at(&before, "Fields")?;
                    let is = self.new.array_at(now, "Fields")?;
                    self.field_list(&was, &is)?;
                }
                "SigFlags" => {}
                "DA" | "DR" if !existed => {}
                "DA" | "DR" | "NeedAppearances" | "CO" | "Q" => self.add(After::Form { field: String::new() }),
                key => self.other(&format!("the form: {key}")),
            }
        }
        Ok(())
    }

    fn field_list(&mut self, before: &[Value], now: &[Value]) -> Result<()> {
        let Some(added) = now.strip_prefix(before) else {
            self.other("the list of fields");
            return Ok(());
        };
        for field in added {
            self.new_field(field)?;
        }
        Ok(())
    }

    fn new_field(&mut self, field: &Value) -> Result<()> {
        let added = fields(self.new)?.into_iter().find(|other| Some(other.id) == field.reference());
        let Some(added) = added.filter(|added| added.is_signature && self.old.entry(added.id.number) == Entry::Free)
        else {
            self.other("a field");
            return Ok(());
        };
        let mut widgets = vec![added.id];
        widgets.extend(self.new.array_at(&added.dict, "Kids")?.iter().filter_map(Value::reference));
        let mut visible = false;
        for id in widgets {
            let Value::Dict(widget) = self.new.get(id)? else { continue };
            if self.old.entry(id.number) != Entry::Free || widget.get("AA").is_some() || widget.get("A").is_some() {
                self.other("a field that does something");
                return Ok(());
            }
            visible |= self.shows(&widget)?;
            self.widgets.insert(id);
        }
        self.signed(&added, visible)
    }

    /// Whether a widget takes up room on a page.
    fn shows(&self, widget: &Dict) -> Result<bool> {
        let sides = self.new.array_at(widget, "Rect")?;
        let sides: Vec<f64> = sides.iter().filter_map(Value::number).collect();
        Ok(matches!(sides.as_slice(), [left, bottom, right, top] if left != right && bottom != top))
    }

    /// Notes a signature that a field got.
    fn signed(&mut self, field: &Field, visible: bool) -> Result<()> {
        let value = field.value.as_ref().map(|value| self.new.resolve(value)).transpose()?;
        let name = field.name.clone();
        self.add(match value.as_ref().and_then(Value::dict) {
            None => After::Form { field: name },
            Some(signature) if signature.is("Type", "DocTimeStamp") => After::DocumentTimestamp { field: name },
            Some(_) => After::Signature { field: name, visible },
        });
        Ok(())
    }

    fn field(&mut self, field: &Field, before: &Value, now: &Value) -> Result<()> {
        let (Value::Dict(before), Value::Dict(now)) = (before, now) else {
            self.other("a field");
            return Ok(());
        };
        let allowed: &[&str] = if field.is_signature {
            if field.value.is_some() {
                self.other("a signed field");
                return Ok(());
            }
            &["V", "AP", "AS", "M", "F", "MK", "DA", "TU"]
        } else {
            &["V", "AP", "AS", "M", "MK", "RV", "I"]
        };
        for key in keys(before, now) {
            if before.get(&key) != now.get(&key) && !allowed.contains(&key.as_str()) {
                self.other(&format!("the field {}: {key}", field.name));
                return Ok(());
            }
        }
        if !field.is_signature {
            self.add(After::Form { field: field.name.clone() });
            return Ok(());
        }
        let Some(signed) = fields(self.new)?.into_iter().find(|other| other.id == field.id) else {
            self.other("a field");
            return Ok(());
        };
        let visible = self.shows(now)?;
        self.signed(&signed, visible)
    }

    fn page(&mut self, before: &Value, now: &Value) -> Result<()> {
        let (Value::Dict(before), Value::Dict(now)) = (before, now) else {
            self.other("a page");
            return Ok(());
        };
        for key in keys(before, now) {
            if before.get(&key) == now.get(&key) {
                continue;
            }
            if key == "Annots" {
                let was = self.old.array_at(before, "Annots")?;
                let is = self.new.array_at(now, "Annots")?;
                self.annotation_list(&was, &is);
            } else {
                self.other(&format!("a page: {key}"));
            }
        }
        Ok(())
    }

    fn annotation_list(&mut self, before: &[Value], now: &[Value]) {
        match now.strip_prefix(before) {
            Some(added) => self.annotations.extend_from_slice(added),
            None => self.other("the list of annotations"),
        }
    }
}

/// All keys of two dictionaries.
fn keys(one: &Dict, other: &Dict) -> BTreeSet<String> {
    one.0.iter().chain(&other.0).map(|(key, _)| String::from_utf8_lossy(key).into_owned()).collect()
}

/// The objects that a reader may show: all that the catalog leads to without the store.
fn shown(pdf: &Pdf<'_>) -> Result<BTreeSet<u32>> {
    let mut catalog = pdf.catalog()?;
    catalog.remove("DSS");
    let mut seen = BTreeSet::new();
    let mut waiting = vec![Value::Dict(catalog)];
    while let Some(value) = waiting.pop() {
        match value {
            Value::Ref(id) => {
                if seen.insert(id.number) {
                    waiting.push(pdf.get(id)?);
                }
            }
            Value::Array(list) => waiting.extend(list),
            Value::Dict(dict) => waiting.extend(dict.0.into_iter().map(|(_, value)| value)),
            Value::Stream(stream) => waiting.extend(stream.dict.0.into_iter().map(|(_, value)| value)),
            Value::Null | Value::Bool(_) | Value::Int(_) | Value::Real(_) | Value::Name(_) | Value::Text(..) => {}
        }
    }
    Ok(seen)
}
