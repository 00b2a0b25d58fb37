//! The fonts of every document, and the characters that they can show.

use std::sync::LazyLock;

use serde_json::Value;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

pub(crate) struct Fonts {
    pub(crate) book: LazyHash<FontBook>,
    pub(crate) fonts: Vec<Font>,
}

/// The family of the text; also the default of supplied templates.
pub(crate) const TEXT: &str = "TeX Gyre Heros";
/// The family of codes, and of the signs that the text font lacks.
pub(crate) const MONO: &str = "DejaVu Sans Mono";

const FILES: [&[u8]; 5] = [
    include_bytes!("../fonts/texgyreheros-regular.otf"),
    include_bytes!("../fonts/texgyreheros-bold.otf"),
    include_bytes!("../fonts/texgyreheros-italic.otf"),
    include_bytes!("../fonts/texgyreheros-bolditalic.otf"),
    include_bytes!("../fonts/DejaVuSansMono.ttf"),
];

pub(crate) static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    let fonts: Vec<Font> = FILES.iter().flat_map(|data| Font::iter(Bytes::new(*data))).collect();
    Fonts { book: LazyHash::new(FontBook::from_fonts(&fonts)), fonts }
});

/// Shown in place of a character that no font has: PDF/A forbids the font's own "missing" box.
const MISSING: char = '□';

/// The text as the document can show it: signs that no font has become `□`, invisible controls (among them those that
/// turn the reading direction and could disguise a name) are dropped, line ends become `\n`.
pub fn printable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        match character {
            '\n' | '\t' => shown.push(character),
            '\r' => {
                if rest.peek() != Some(&'\n') {
                    shown.push('\n');
                }
            }
            '\u{2028}' | '\u{2029}' => shown.push('\n'),
            _ if is_hidden(character) => {}
            _ if character.is_ascii() || has_glyph(character) => shown.push(character),
            _ => shown.push(MISSING),
        }
    }
    shown
}

/// Controls, joiners, direction marks, variation selectors, tags and noncharacters.
fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF0}'..='\u{FFFB}' | '\u{FFFE}'..='\u{FFFF}'
            | '\u{E0000}'..='\u{E0FFF}')
}

/// The private area is refused by PDF/A even where a font has something there.
fn has_glyph(character: char) -> bool {
    let private = matches!(character, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}');
    !private && FONTS.fonts.iter().any(|font| font.info().coverage.contains(u32::from(character)))
}

/// The data with every text made [`printable`]; names of fields stay.
pub(crate) fn printable_data(data: &Value) -> Value {
    match data {
        Value::String(text) => Value::String(printable(text)),
        Value::Array(items) => Value::Array(items.iter().map(printable_data).collect()),
        Value::Object(fields) => {
            Value::Object(fields.iter().map(|(name, value)| (name.clone(), printable_data(value))).collect())
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => data.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_font_loads() {
        assert_eq!(FONTS.fonts.len(), 5);
        assert!(FONTS.book.contains_family(&TEXT.to_lowercase()));
        assert!(FONTS.book.contains_family(&MONO.to_lowercase()));
        assert!(has_glyph(MISSING), "the replacement itself must be printable");
    }

    #[test]
    fn what_cannot_be_shown_is_replaced_or_dropped() {
        for (given, shown) in [
            ("Siti Nurhaliza, S.Kom.", "Siti Nurhaliza, S.Kom."),
            ("pagi 😀", "pagi □"),
            ("ꦗꦮ", "□□"),
            ("a\u{202E}b\u{200D}c\u{0}d\u{FEFF}e", "abcde"),
            ("satu\r\ndua\rtiga\u{2028}empat", "satu\ndua\ntiga\nempat"),
            ("\u{F8FF}", "□"),
            ("≥ 2,60 → “Baik” – Rp1.000", "≥ 2,60 → “Baik” – Rp1.000"),
        ] {
            assert_eq!(printable(given), shown, "{given:?}");
        }
    }
}
