//! Parse and check: from what was sent to a record, with every error together.
use kernel::indonesia::tanggal::Zona;
use kernel::web::Form;
use kernel::{Error, FieldError, Result, Val};
use serde_json::{Map, Value as Json};

use crate::extra::{self, Extra};
use crate::value::{Style, form, json, parse};
use crate::{Class, Field, Kind, Record, Register};

/// A record as it would become, and what is wrong with it.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The record with every value that could be read.
    pub record: Record,
    /// Everything that is wrong, in the order of the fields.
    pub errors: Vec<FieldError>,
}

impl Draft {
    /// The record, if nothing is wrong.
    ///
    /// # Errors
    /// [`Error::Invalid`] with everything that is.
    pub fn into_result(self) -> Result<Record> {
        if self.errors.is_empty() { Ok(self.record) } else { Err(Error::Invalid(self.errors)) }
    }
}

/// A new record with the defaults of its fields.
pub fn fresh(register: &'static Register, id: uuid::Uuid, zone: Zona) -> Record {
    let mut record = Record::blank(register, id);
    for (field, slot) in register.fields.iter().zip(record.values.iter_mut()) {
        if !field.default.is_empty() {
            *slot = parse::text(field, field.default, Style::File, zone).unwrap_or(Val::Null);
        }
    }
    record
}

/// Whether a form writes this field at all.
pub fn is_typed(field: &Field) -> bool {
    !matches!(field.kind, Kind::Computed { .. })
}

/// From a whole form: fields that it does not name are emptied, as browsers leave out boxes that are not ticked. Files
/// stay as they are unless one was sent, and so do secrets left empty.
pub fn from_form(base: &Record, form: &Form, extras: &[Extra], zone: Zona) -> Draft {
    let mut record = base.clone();
    let mut errors = Vec::new();
    let mut sent_files = Vec::new();
    for (place, field) in base.register.fields.iter().enumerate() {
        let read = match (&field.kind, field.class) {
            (Kind::Computed { .. }, _) => continue,
            (Kind::File, _) => {
                if form.file(field.name).is_some() {
                    sent_files.push(field.name);
                } else if form.get(&format!("{}.lepas", field.name)) == kernel::page::YES
                    && let Some(slot) = record.values.get_mut(place)
                {
                    *slot = Val::Null;
                }
                continue;
            }
            (_, Class::Secret) if form.get(field.name).is_empty() => continue,
            (_, Class::Public | Class::Internal | Class::Personal | Class::Secret) => form::read(field, form, zone),
        };
        match (read, record.values.get_mut(place)) {
            (Ok(value), Some(slot)) => *slot = value,
            (Ok(_), None) => {}
            (Err(faults), _) => errors.extend(faults),
        }
    }
    errors.extend(extra::read_form(extras, form, zone, &mut record.extra));
    finish(record, errors, extras, &sent_files)
}

/// From the JSON of an API call: only what it names changes.
pub fn from_json(base: &Record, sent: &Map<String, Json>, extras: &[Extra], zone: Zona) -> Draft {
    let mut record = base.clone();
    let mut errors = Vec::new();
    for (name, value) in sent {
        match base.register.fields.iter().enumerate().find(|(_, field)| field.name == name) {
            Some((_, field)) if !is_typed(field) => {
                errors.push(FieldError::new(field.name, "Isian ini dihitung dan tidak dapat dikirim."))
            }
            Some((place, field)) => match (json::parse(field, value, zone), record.values.get_mut(place)) {
                (Ok(value), Some(slot)) => *slot = value,
                (Ok(_), None) => {}
                (Err(fault), _) => errors.push(FieldError::new(field.name, fault)),
            },
            None if name == "tambahan" => match value {
                Json::Object(values) => errors.extend(extras_from_json(extras, values, &mut record.extra)),
                Json::Null => {}
                Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Array(_) => {
                    errors.push(FieldError::new("tambahan", "Isian tambahan harus objek."));
                }
            },
            None if crate::OWN_COLUMNS.contains(&name.as_str()) => {
                errors.push(FieldError::new(name.clone(), "Isian ini diatur sistem dan tidak dapat dikirim."));
            }
            None => errors.push(FieldError::new(name.clone(), "Isian ini tidak dikenal. Lihat /api/v1/openapi.json.")),
        }
    }
    finish(record, errors, extras, &[])
}

fn extras_from_json(extras: &[Extra], values: &Map<String, Json>, into: &mut Map<String, Json>) -> Vec<FieldError> {
    let mut errors = Vec::new();
    for (name, value) in values {
        let control = format!("{}{name}", extra::PREFIX);
        match extras.iter().find(|extra| extra.name == *name) {
            None => errors.push(FieldError::new(control, "Isian tambahan ini tidak dikenal.")),
            Some(known) => match known.validate(value) {
                Ok(()) => extra::put(into, name, value.clone()),
                Err(fault) => errors.push(FieldError::new(control, fault)),
            },
        }
    }
    errors
}

/// Completes and checks a record whose values have been read: required fields, then (only when every value could be
/// read) the checks of the register.
pub fn finish(mut record: Record, mut errors: Vec<FieldError>, extras: &[Extra], sent_files: &[&str]) -> Draft {
    (record.register.hooks.complete)(&mut record);
    for (field, value) in record.fields() {
        let wrong = errors.iter().any(|error| error.field == field.name || inside(&error.field, field.name));
        if field.required && value.is_null() && !wrong && !sent_files.contains(&field.name) {
            errors.push(FieldError::new(field.name, form::required(field)));
        }
    }
    let absent = extra::missing(extras, &record.extra);
    errors.extend(
        absent.into_iter().filter(|error| !errors.iter().any(|known| known.field == error.field)).collect::<Vec<_>>(),
    );
    if errors.is_empty() {
        errors = (record.register.check)(&record);
    }
    let order = |error: &FieldError| {
        let fields = record.register.fields;
        fields
            .iter()
            .position(|field| error.field == field.name || inside(&error.field, field.name))
            .unwrap_or(fields.len())
    };
    errors.sort_by_key(order);
    Draft { record, errors }
}

/// Whether a control is a part of a field: `anggota.0.nama` of `anggota`.
fn inside(control: &str, field: &str) -> bool {
    control.strip_prefix(field).is_some_and(|rest| rest.starts_with('.'))
}

/// The controls of a record, for showing its form.
pub fn to_pairs(record: &Record, extras: &[Extra], zone: Zona) -> form::Pairs {
    let mut pairs = Vec::new();
    for (field, value) in record.fields() {
        if field.class != Class::Secret && is_typed(field) {
            form::write(field, value, zone, &mut pairs);
        }
    }
    for each in extras {
        pairs.push((each.control(), each.write(extra::value(record, each), Style::Person)));
    }
    pairs
}

/// The fields and extra fields that differ, by name.
pub fn changed(before: &Record, after: &Record) -> Vec<&'static Field> {
    let pairs = before.fields().zip(&after.values);
    pairs.filter(|((_, old), new)| old != new).map(|((field, _), _)| field).collect()
}
