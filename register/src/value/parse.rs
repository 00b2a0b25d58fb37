//! From text to a typed value and back: CSV cells, single form controls, defaults, filters.
use kernel::Val;
use kernel::indonesia::angka;
use kernel::indonesia::tanggal::{self, Zona};
use serde_json::Value as Json;
use unicode_normalization::UnicodeNormalization as _;
use uuid::Uuid;

use super::{Style, json, number, when};
use crate::field::option_label;
use crate::{Field, Kind};

/// Longest code, or name of one in a file, in characters.
pub(crate) const CODE_MAX: usize = 300;

/// What is wrong with a value: one sentence for the person.
pub type Fault = String;

/// Text as it is kept: composed, without blanks around it, line ends as `\n`.
///
/// # Errors
/// Control characters, and marks that turn the direction of writing round (they make a text look like another).
pub fn clean(raw: &str, lines: bool) -> Result<String, &'static str> {
    let text: String = raw.replace("\r\n", "\n").nfc().collect();
    let text = text.trim();
    let turned = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    let hidden = |c: char| (c.is_control() && !(lines && (c == '\n' || c == '\t'))) || turned(c);
    if text.contains(hidden) {
        Err("memuat karakter yang tidak terlihat. Ketik ulang isian ini.")
    } else {
        Ok(text.to_owned())
    }
}

/// Reads one value. Empty text is no value ([`Val::Null`]); whether one is needed is asked elsewhere.
///
/// # Errors
/// What is wrong and what to do, with the label of the field.
pub fn text(field: &Field, raw: &str, style: Style, zone: Zona) -> Result<Val, Fault> {
    let label = field.label;
    let clean = clean(raw, matches!(field.kind, Kind::LongText { .. })).map_err(|fault| format!("{label} {fault}"))?;
    let clean = clean.as_str();
    if clean.is_empty() {
        return Ok(Val::Null);
    }
    match &field.kind {
        Kind::Text { max } | Kind::LongText { max } => {
            let count = clean.chars().count();
            if count > *max {
                return Err(format!("{label} paling panjang {max} karakter; sekarang {count}. Persingkat isiannya."));
            }
            Ok(Val::Text(clean.to_owned()))
        }
        Kind::Integer { min, max } => scaled(label, clean, 0, *min, *max, style),
        Kind::Money => number::parse_money(clean, style).map(Val::Int).map_err(|fault| format!("{label}: {fault}")),
        Kind::Decimal { scale, min, max } => scaled(label, clean, *scale, *min, *max, style),
        Kind::Date => tanggal::urai(clean).map(Val::Date).map_err(|fault| format!("{label}: {fault}")),
        Kind::DateTime => when::moment(clean, zone)
            .map(Val::Time)
            .ok_or_else(|| format!("{label} bukan tanggal dan jam. Tulis misalnya 31-12-2026 14.30.")),
        Kind::YesNo => match clean.to_lowercase().as_str() {
            "ya" | "y" | "true" | "benar" | "1" => Ok(Val::Bool(true)),
            "tidak" | "t" | "false" | "salah" | "0" => Ok(Val::Bool(false)),
            _ => Err(format!("{label} harus ya atau tidak.")),
        },
        Kind::Choice(options) => match option_key(options, clean) {
            Some(key) => Ok(Val::Text(key.to_owned())),
            None => Err(format!(
                "{label} tidak mengenal pilihan \"{}\". Pilih salah satu: {}.",
                short(clean),
                known(options)
            )),
        },
        // Whether the list knows it is asked where the lists are; see [`crate::codes`].
        Kind::Code { .. } if clean.chars().count() > CODE_MAX => {
            Err(format!("{label} paling panjang {CODE_MAX} karakter. Pilih dari daftarnya."))
        }
        Kind::Code { .. } => Ok(Val::Text(clean.to_owned())),
        Kind::ManyChoice(options) => {
            let chosen = clean.split(['|', ';']).map(str::trim).filter(|part| !part.is_empty());
            many(label, options, chosen)
        }
        Kind::Reference { .. } | Kind::Person | Kind::Unit | Kind::File => clean
            .parse::<Uuid>()
            .map(Val::Uuid)
            .map_err(|_| format!("{label} tidak menunjuk catatan yang ada. Pilih dari daftar.")),
        Kind::Table(_) | Kind::Location => match serde_json::from_str::<Json>(clean) {
            Ok(tree) => json::parse(field, &tree, zone),
            Err(_) => Err(format!("{label} harus berupa JSON seperti pada berkas ekspor.")),
        },
        Kind::Computed { .. } => Ok(Val::Null),
    }
}

/// The keys chosen, in the order of the options, each once.
pub(crate) fn many<'a>(
    label: &str,
    options: crate::field::Options,
    chosen: impl Iterator<Item = &'a str>,
) -> Result<Val, Fault> {
    let mut keys = Vec::new();
    for text in chosen {
        match option_key(options, text) {
            Some(key) => keys.push(key),
            None => {
                return Err(format!(
                    "{label} tidak mengenal pilihan \"{}\". Pilih dari: {}.",
                    short(text),
                    known(options)
                ));
            }
        }
    }
    let ordered: Vec<Json> =
        options.iter().filter(|(key, _)| keys.contains(key)).map(|(key, _)| Json::from(*key)).collect();
    Ok(if ordered.is_empty() { Val::Null } else { Val::Json(Json::Array(ordered)) })
}

fn option_key(options: crate::field::Options, text: &str) -> Option<&'static str> {
    let by_key = options.iter().find(|(key, _)| *key == text);
    by_key
        .or_else(|| options.iter().find(|(_, label)| label.to_lowercase() == text.to_lowercase()))
        .map(|(key, _)| *key)
}

fn known(options: crate::field::Options) -> String {
    let some: Vec<&str> = options.iter().take(8).map(|(_, label)| *label).collect();
    let more = if options.len() > 8 { ", …" } else { "" };
    format!("{}{more}", some.join(", "))
}

/// The beginning of a text, for messages.
pub(crate) fn short(text: &str) -> String {
    let cut: String = text.chars().take(40).collect();
    if cut.len() < text.len() { format!("{cut}…") } else { cut }
}

/// A number within bounds.
pub(crate) fn scaled(label: &str, text: &str, scale: u8, min: i64, max: i64, style: Style) -> Result<Val, Fault> {
    let number = number::parse(text, scale, style).map_err(|fault| format!("{label}: {fault}"))?;
    bounded(label, number, scale, min, max)
}

/// A scaled number, if it is within bounds.
pub(crate) fn bounded(label: &str, number: i64, scale: u8, min: i64, max: i64) -> Result<Val, Fault> {
    if number < min {
        Err(format!("{label} paling kecil {}.", angka::desimal(min, scale)))
    } else if number > max {
        Err(format!("{label} paling besar {}.", angka::desimal(max, scale)))
    } else {
        Ok(Val::Int(number))
    }
}

/// The machine form, for CSV, cursors and addresses; [`text`] with [`Style::File`] reads it back.
pub fn machine(kind: &Kind, value: &Val, zone: Zona) -> String {
    match (kind, value) {
        (_, Val::Null) => String::new(),
        (Kind::Computed { shown_as, .. }, value) => machine(shown_as, value, zone),
        (Kind::Money, Val::Int(number)) => number::machine(*number, 2),
        (Kind::Decimal { scale, .. }, Val::Int(number)) => number::machine(*number, *scale),
        (_, Val::Int(number)) => number.to_string(),
        (_, Val::Bool(yes)) => if *yes { "ya" } else { "tidak" }.into(),
        (_, Val::Date(day)) => when::iso_day(*day),
        (_, Val::Time(at)) => when::iso_moment(*at, zone.selisih()),
        (_, Val::Uuid(id)) => id.to_string(),
        (_, Val::Text(text)) => text.clone(),
        (Kind::ManyChoice(_), Val::Json(Json::Array(keys))) => {
            keys.iter().filter_map(Json::as_str).collect::<Vec<_>>().join("|")
        }
        (_, Val::Json(tree)) => tree.to_string(),
        (_, Val::Real(number)) => number.to_string(),
        (_, Val::Blob(_)) => String::new(),
    }
}

/// The label of a choice.
pub(crate) fn choice_label(options: crate::field::Options, key: &str) -> String {
    option_label(options, key).to_owned()
}
