//! Values of code lists: a field of [`Kind::Code`] holds a code, and the list says what it is called and whether it may
//! still be chosen. The lists come from the module that fills the port [`kernel::module::Ports::codes`].
use std::collections::BTreeMap;

use kernel::module::Code;
use kernel::{App, FieldError, Result, Val};

use crate::value::parse::short;
use crate::{Field, Kind, Record};

/// Code lists by name, each in its order.
pub type Lists = BTreeMap<&'static str, Vec<Code>>;

/// The lists that these fields are chosen from; one statement each, none where no field is.
pub async fn lists(app: &App, fields: impl Iterator<Item = &'static Field>) -> Result<Lists> {
    let mut found = Lists::new();
    for field in fields {
        if let Kind::Code { list } = *field.shown_kind()
            && !found.contains_key(list)
        {
            found.insert(list, app.codes(list).await?);
        }
    }
    Ok(found)
}

/// What a code is called; the code itself when its list does not know it.
pub fn name<'a>(lists: &'a Lists, list: &str, code: &'a str) -> &'a str {
    let known = lists.get(list).into_iter().flatten().find(|known| known.code == code);
    known.map_or(code, |known| known.name.as_str())
}

/// The code that a text means: a code, or the name of exactly one code, whatever its case.
pub fn meant<'a>(lists: &'a Lists, list: &str, text: &str) -> Option<&'a Code> {
    let all = lists.get(list)?;
    if let Some(code) = all.iter().find(|code| code.code == text) {
        return Some(code);
    }
    let lower = text.to_lowercase();
    let mut named = all.iter().filter(|code| code.name.to_lowercase() == lower);
    match (named.next(), named.next()) {
        (Some(code), None) => Some(code),
        _ => None,
    }
}

/// What a value that is not in its list is told.
pub fn unknown(lists: &Lists, field: &Field, list: &str, text: &str) -> String {
    let some: Vec<&str> = lists
        .get(list)
        .into_iter()
        .flatten()
        .filter(|code| code.active)
        .take(8)
        .map(|code| code.name.as_str())
        .collect();
    let offered = if some.is_empty() {
        format!("Daftar kode \"{list}\" masih kosong; minta pengelolanya mengisi.")
    } else {
        format!("Pilih dari daftarnya, misalnya {}.", some.join(", "))
    };
    format!("{} tidak mengenal \"{}\". {offered}", field.label, short(text))
}

/// What is wrong with the codes that a change sets: unknown ones, and ones that are not in use any more. A code that the
/// record held before stays as it is.
pub fn refused(lists: &Lists, before: Option<&Record>, record: &Record) -> Vec<FieldError> {
    let mut errors = Vec::new();
    for (place, (field, value)) in record.fields().enumerate() {
        let (Kind::Code { list }, Val::Text(code)) = (field.kind, value) else { continue };
        if before.and_then(|before| before.values.get(place)) == Some(value) {
            continue;
        }
        match lists.get(list).into_iter().flatten().find(|known| known.code == *code) {
            Some(known) if known.active => {}
            Some(known) => errors.push(FieldError::new(
                field.name,
                format!("{}: \"{}\" tidak dipakai lagi. Pilih yang masih dipakai.", field.label, known.name),
            )),
            None => errors.push(FieldError::new(field.name, unknown(lists, field, list, code))),
        }
    }
    errors
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lists() -> Lists {
        let code = |code: &str, name: &str, active| Code { code: code.into(), name: name.into(), active };
        Lists::from([(
            "golongan",
            vec![
                code("1", "Juru", true),
                code("2", "Pengatur", true),
                code("3", "pengatur", true),
                code("4", "Lama", false),
            ],
        )])
    }

    #[test]
    fn a_text_means_a_code_or_the_only_one_of_that_name() {
        let lists = lists();
        for (text, code) in [
            ("1", Some("1")),
            ("juru", Some("1")),
            ("JURU", Some("1")),
            ("pengatur", None),
            ("Lama", Some("4")),
            ("x", None),
        ] {
            assert_eq!(meant(&lists, "golongan", text).map(|code| code.code.as_str()), code, "{text}");
        }
        assert_eq!(meant(&lists, "lain", "1"), None);
        assert_eq!(name(&lists, "golongan", "4"), "Lama");
        assert_eq!(name(&lists, "golongan", "9"), "9", "what no list knows stays readable");
    }
}
