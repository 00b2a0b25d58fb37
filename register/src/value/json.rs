//! Values in JSON, for the API and for the rows of a table field. Money and decimals are texts (`"1250000.50"`), so that
//! no reader loses digits; numbers are understood too.
use kernel::Val;
use kernel::indonesia::angka::KesalahanAngka;
use kernel::indonesia::tanggal::Zona;
use serde_json::{Map, Value as Json, json};
use time::UtcOffset;

use super::parse::{self, Fault};
use super::{Style, number, when};
use crate::field::TABLE_MAX;
use crate::{Field, Kind};

/// A value for a program.
pub fn write(kind: &Kind, value: &Val) -> Json {
    match (kind, value) {
        (_, Val::Null) => Json::Null,
        (Kind::Computed { shown_as, .. }, value) => write(shown_as, value),
        (Kind::Money, Val::Int(number)) => plain_decimal(*number, 2),
        (Kind::Decimal { scale, .. }, Val::Int(number)) => plain_decimal(*number, *scale),
        (_, Val::Int(number)) => json!(number),
        (_, Val::Bool(yes)) => json!(yes),
        (_, Val::Date(day)) => json!(when::iso_day(*day)),
        (_, Val::Time(at)) => json!(when::iso_moment(*at, UtcOffset::UTC)),
        (_, Val::Uuid(id)) => json!(id),
        (_, Val::Text(text)) => json!(text),
        (_, Val::Json(tree)) => tree.clone(),
        (_, Val::Real(number)) => json!(number),
        (_, Val::Blob(_)) => Json::Null,
    }
}

fn plain_decimal(number: i64, scale: u8) -> Json {
    let text = number::machine(number, scale);
    // The extra zero of three decimals is for files, where people's numbers stand too.
    json!(if scale == 3 { text.strip_suffix('0').unwrap_or(&text).to_owned() } else { text })
}

/// Reads a value that a program sent.
///
/// # Errors
/// What is wrong, with the label of the field.
pub fn parse(field: &Field, sent: &Json, zone: Zona) -> Result<Val, Fault> {
    let label = field.label;
    let wrong = |expected: &str| Err(format!("{label} harus {expected}."));
    match (&field.kind, sent) {
        (_, Json::Null) => Ok(Val::Null),
        (Kind::Computed { .. }, _) => Ok(Val::Null),
        (Kind::Money, Json::String(text)) => decimal(label, text, 2, i64::MIN, i64::MAX),
        (Kind::Money, Json::Number(number)) => decimal(label, &number::of_json(number), 2, i64::MIN, i64::MAX),
        (Kind::Decimal { scale, min, max }, Json::String(text)) => decimal(label, text, *scale, *min, *max),
        (Kind::Decimal { scale, min, max }, Json::Number(number)) => {
            decimal(label, &number::of_json(number), *scale, *min, *max)
        }
        (Kind::Money | Kind::Decimal { .. }, _) => wrong("teks bilangan seperti \"1250.50\""),
        (Kind::Integer { min, max }, Json::Number(number)) => match number.as_i64() {
            Some(number) => parse::bounded(label, number, 0, *min, *max),
            None => wrong("bilangan bulat"),
        },
        (Kind::Integer { .. }, _) => wrong("bilangan bulat"),
        (Kind::YesNo, Json::Bool(yes)) => Ok(Val::Bool(*yes)),
        (Kind::YesNo, _) => wrong("true atau false"),
        (Kind::ManyChoice(options), Json::Array(keys)) => {
            let texts: Option<Vec<&str>> = keys.iter().map(Json::as_str).collect();
            match texts {
                Some(texts) => parse::many(label, options, texts.into_iter()),
                None => wrong("daftar kunci pilihan"),
            }
        }
        (Kind::ManyChoice(_), _) => wrong("daftar kunci pilihan"),
        (Kind::Table(columns), Json::Array(rows)) => table(label, columns, rows, zone),
        (Kind::Table(_), _) => wrong("daftar baris"),
        (Kind::Location, Json::Object(parts)) => location(label, parts),
        (Kind::Location, _) => wrong("objek dengan wilayah, lintang, dan bujur"),
        (Kind::DateTime, Json::String(text)) => when::moment(text, zone)
            .map(Val::Time)
            .ok_or_else(|| format!("{label} harus waktu menurut RFC 3339, misalnya 2026-12-31T14:30:00+07:00.")),
        (
            Kind::Text { .. }
            | Kind::LongText { .. }
            | Kind::Date
            | Kind::Choice(_)
            | Kind::Code { .. }
            | Kind::Reference { .. }
            | Kind::Person
            | Kind::Unit
            | Kind::File,
            Json::String(text),
        ) => parse::text(field, text, Style::File, zone),
        (
            Kind::Text { .. }
            | Kind::LongText { .. }
            | Kind::Date
            | Kind::DateTime
            | Kind::Choice(_)
            | Kind::Code { .. }
            | Kind::Reference { .. }
            | Kind::Person
            | Kind::Unit
            | Kind::File,
            _,
        ) => wrong("teks"),
    }
}

/// A number of a program: a dot is always the decimal point.
fn decimal(label: &str, text: &str, scale: u8, min: i64, max: i64) -> Result<Val, Fault> {
    let number = number::plain(text, scale).map_err(|fault| {
        if fault == KesalahanAngka::BukanAngka {
            format!("{label} harus teks bilangan seperti \"1250.50\".")
        } else {
            format!("{label}: {fault}")
        }
    })?;
    parse::bounded(label, number, scale, min, max)
}

/// Rows of a table: each an object of the columns; rows without any value are left out.
fn table(label: &str, columns: &[Field], rows: &[Json], zone: Zona) -> Result<Val, Fault> {
    if rows.len() > TABLE_MAX {
        return Err(format!("{label} paling banyak {TABLE_MAX} baris; sekarang {}.", rows.len()));
    }
    let mut kept = Vec::new();
    for (place, row) in rows.iter().enumerate() {
        let at = |fault: Fault| format!("{label}, baris {}: {fault}", place + 1);
        let Json::Object(row) = row else { return Err(at("harus objek.".into())) };
        if let Some(unknown) = row.keys().find(|key| !columns.iter().any(|column| column.name == key.as_str())) {
            return Err(at(format!("kolom \"{}\" tidak dikenal.", parse::short(unknown))));
        }
        let mut cells = Map::new();
        for column in columns {
            let value = parse(column, row.get(column.name).unwrap_or(&Json::Null), zone).map_err(at)?;
            cells.insert(column.name.to_owned(), write(&column.kind, &value));
        }
        if cells.values().all(Json::is_null) {
            continue;
        }
        if let Some(missing) =
            columns.iter().find(|column| column.required && cells.get(column.name).is_none_or(Json::is_null))
        {
            return Err(at(format!("{} wajib diisi.", missing.label)));
        }
        kept.push(Json::Object(cells));
    }
    Ok(if kept.is_empty() { Val::Null } else { Val::Json(Json::Array(kept)) })
}

/// A place from its parts; latitude and longitude come together.
fn location(label: &str, parts: &Map<String, Json>) -> Result<Val, Fault> {
    let region = match parts.get("wilayah") {
        None | Some(Json::Null) => String::new(),
        Some(Json::String(text)) => text.trim().to_owned(),
        Some(_) => return Err(format!("{label}: kode wilayah harus teks.")),
    };
    let degrees = |name: &str, most: i64| -> Result<Option<i64>, Fault> {
        let text = match parts.get(name) {
            None | Some(Json::Null) => return Ok(None),
            Some(Json::String(text)) => text.clone(),
            Some(Json::Number(number)) => number.as_f64().map(|degree| format!("{degree:.6}")).unwrap_or_default(),
            Some(_) => return Err(format!("{label}: {name} harus bilangan.")),
        };
        match decimal(label, &text, 6, -most * 1_000_000, most * 1_000_000) {
            Ok(Val::Int(number)) => Ok(Some(number)),
            _ => {
                Err(format!("{label}: {name} harus bilangan antara -{most} dan {most} dengan paling banyak 6 desimal."))
            }
        }
    };
    place(label, &region, degrees("lintang", 90)?, degrees("bujur", 180)?)
}

/// A place from a code and millionths of degrees.
pub(crate) fn place(label: &str, region: &str, latitude: Option<i64>, longitude: Option<i64>) -> Result<Val, Fault> {
    let mut kept = Map::new();
    if !region.is_empty() {
        let digits = region.chars().filter(char::is_ascii_digit).count();
        if !region.chars().all(|c| c.is_ascii_digit() || c == '.') || !matches!(digits, 2 | 4 | 6 | 10) {
            return Err(format!("{label}: kode wilayah terdiri atas 2, 4, 6, atau 10 angka, misalnya 14.09.01.2001."));
        }
        kept.insert("wilayah".into(), json!(region));
    }
    match (latitude, longitude) {
        (Some(latitude), Some(longitude)) => {
            kept.insert("lintang".into(), json!(latitude as f64 / 1e6));
            kept.insert("bujur".into(), json!(longitude as f64 / 1e6));
        }
        (None, None) => {}
        (Some(_), None) | (None, Some(_)) => return Err(format!("{label}: isi lintang dan bujur keduanya.")),
    }
    Ok(if kept.is_empty() { Val::Null } else { Val::Json(Json::Object(kept)) })
}
