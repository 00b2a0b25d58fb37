//! Values as controls of a form hold them, and back. One field may be several controls: `lokasi.lintang`,
//! `anggota.0.nama`.
use kernel::indonesia::angka;
use kernel::indonesia::tanggal::Zona;
use kernel::web::Form;
use kernel::{FieldError, Val};
use serde_json::{Map, Value as Json};

use super::{Style, json, number, parse, show, when};
use crate::field::TABLE_MAX;
use crate::{Field, Kind};

/// Pairs of control name and text.
pub type Pairs = Vec<(String, String)>;

/// The controls of a value.
pub fn write(field: &Field, value: &Val, zone: Zona, out: &mut Pairs) {
    let name = field.name;
    match (&field.kind, value) {
        (Kind::ManyChoice(_), Val::Json(Json::Array(keys))) => {
            out.extend(keys.iter().filter_map(Json::as_str).map(|key| (name.to_owned(), key.to_owned())));
        }
        (Kind::Table(columns), Val::Json(Json::Array(rows))) => {
            for (place, row) in rows.iter().enumerate() {
                for column in *columns {
                    let value = show::cell(column, row, zone);
                    out.push((format!("{name}.{place}.{}", column.name), single(&column.kind, &value, zone)));
                }
            }
        }
        (Kind::Location, Val::Json(parts)) => {
            let degree = |key: &str| {
                parts.get(key).and_then(Json::as_f64).map(|degree| format!("{degree:.6}").replace('.', ","))
            };
            out.push((
                format!("{name}.wilayah"),
                parts.get("wilayah").and_then(Json::as_str).unwrap_or_default().to_owned(),
            ));
            out.push((format!("{name}.lintang"), degree("lintang").unwrap_or_default()));
            out.push((format!("{name}.bujur"), degree("bujur").unwrap_or_default()));
        }
        (kind, value) => out.push((name.to_owned(), single(kind, value, zone))),
    }
}

/// The text of one control.
fn single(kind: &Kind, value: &Val, zone: Zona) -> String {
    match (kind, value) {
        (Kind::Money, Val::Int(number)) => {
            let text = angka::desimal(*number, 2);
            text.strip_suffix(",00").unwrap_or(&text).to_owned()
        }
        (Kind::Decimal { scale, .. }, Val::Int(number)) => angka::desimal(*number, *scale),
        (_, Val::Date(day)) => when::input_day(*day),
        (_, Val::Time(at)) => when::input_moment(*at, zone),
        (kind, value) => parse::machine(kind, value, zone),
    }
}

/// Reads a value from the controls of a form.
///
/// # Errors
/// What is wrong, at the control where it is wrong.
pub fn read(field: &Field, form: &Form, zone: Zona) -> Result<Val, Vec<FieldError>> {
    let name = field.name;
    let here = |fault: String| vec![FieldError::new(name, fault)];
    match &field.kind {
        Kind::ManyChoice(options) => {
            let chosen: Vec<&str> = form.all(name).filter(|key| !key.is_empty()).collect();
            parse::many(field.label, options, chosen.into_iter()).map_err(here)
        }
        Kind::Table(columns) => table(field, columns, form, zone),
        Kind::Location => {
            let mut errors = Vec::new();
            let mut degree = |part: &str, label: &str, most: i64| {
                let name = format!("{name}.{part}");
                let text = form.get(&name);
                if text.is_empty() {
                    return None;
                }
                let most = most * 1_000_000;
                let read = number::parse(text, 6, Style::File).ok().filter(|number| (-most..=most).contains(number));
                if read.is_none() {
                    let text = format!(
                        "{label} harus bilangan derajat antara -{0} dan {0}, misalnya -0,512345.",
                        most / 1_000_000
                    );
                    errors.push(FieldError::new(name, text));
                }
                read
            };
            let (latitude, longitude) = (degree("lintang", "Lintang", 90), degree("bujur", "Bujur", 180));
            if !errors.is_empty() {
                return Err(errors);
            }
            let region = format!("{name}.wilayah");
            json::place(field.label, form.get(&region), latitude, longitude)
                .map_err(|fault| vec![FieldError::new(region, fault)])
        }
        Kind::Text { .. }
        | Kind::LongText { .. }
        | Kind::Integer { .. }
        | Kind::Money
        | Kind::Decimal { .. }
        | Kind::Date
        | Kind::DateTime
        | Kind::YesNo
        | Kind::Choice(_)
        | Kind::Code { .. }
        | Kind::Reference { .. }
        | Kind::Person
        | Kind::Unit
        | Kind::File
        | Kind::Computed { .. } => parse::text(field, form.get(name), Style::Person, zone).map_err(here),
    }
}

/// How many rows of a table field the form holds (the highest number in a name, plus one).
pub fn row_count(field: &Field, form: &Form) -> usize {
    let prefix = format!("{}.", field.name);
    let places = form
        .pairs()
        .iter()
        .filter_map(|(name, _)| name.strip_prefix(&prefix)?.split_once('.')?.0.parse::<usize>().ok());
    places.filter(|place| *place < TABLE_MAX).max().map_or(0, |place| place + 1)
}

fn table(field: &Field, columns: &[Field], form: &Form, zone: Zona) -> Result<Val, Vec<FieldError>> {
    let mut errors = Vec::new();
    let mut rows = Vec::new();
    for place in 0..row_count(field, form) {
        let control = |column: &Field| format!("{}.{place}.{}", field.name, column.name);
        if columns.iter().all(|column| form.get(&control(column)).is_empty()) {
            continue;
        }
        let mut row = Map::new();
        for column in columns {
            match parse::text(column, form.get(&control(column)), Style::Person, zone) {
                Ok(Val::Null) if column.required => errors.push(FieldError::new(control(column), required(column))),
                Ok(value) => {
                    row.insert(column.name.to_owned(), json::write(&column.kind, &value));
                }
                Err(fault) => errors.push(FieldError::new(control(column), fault)),
            }
        }
        rows.push(Json::Object(row));
    }
    match (errors.is_empty(), rows.is_empty()) {
        (false, _) => Err(errors),
        (true, true) => Ok(Val::Null),
        (true, false) => Ok(Val::Json(Json::Array(rows))),
    }
}

/// What a required field that was left empty is told.
pub fn required(field: &Field) -> String {
    match field.kind {
        Kind::Choice(_)
        | Kind::ManyChoice(_)
        | Kind::Code { .. }
        | Kind::YesNo
        | Kind::Reference { .. }
        | Kind::Person
        | Kind::Unit => {
            format!("Pilih {}.", lower_first(field.label))
        }
        Kind::File => format!("Unggah {}.", lower_first(field.label)),
        Kind::Text { .. }
        | Kind::LongText { .. }
        | Kind::Integer { .. }
        | Kind::Money
        | Kind::Decimal { .. }
        | Kind::Date
        | Kind::DateTime
        | Kind::Table(_)
        | Kind::Location
        | Kind::Computed { .. } => format!("Isi {}.", lower_first(field.label)),
    }
}

/// A label inside a sentence; abbreviations such as NIP stay as they are.
pub fn lower_first(label: &str) -> String {
    let mut letters = label.chars();
    let (first, second) = (letters.next(), label.chars().nth(1));
    match (first, second) {
        (Some(first), Some(second)) if second.is_uppercase() || second.is_ascii_digit() => {
            format!("{first}{}", letters.as_str())
        }
        (Some(first), _) => first.to_lowercase().chain(letters).collect(),
        (None, _) => String::new(),
    }
}
