//! Regular expressions: the fixed ones of kinds, and those that an agency writes.
//!
//! Only a part of the language is taken in which ECMA-262 (what JSON Schema refers to) and ours mean the same and no
//! program that reads the schema can be kept busy: no look-around, no references back, no repetition of a repetition.

use std::sync::LazyLock;

use regex::Regex;

/// Longest pattern of an agency.
const MAX: usize = 200;
/// Most repetitions.
const REPEAT: u32 = 1000;

/// Letters that are not to be seen, as the inside of a class.
const UNSEEN: &str = "\\u007f-\\u009f\\u202a-\\u202e\\u2066-\\u2069\\ufeff";

/// What every line of text must meet: nothing hidden, not only blanks.
pub(crate) fn line() -> String {
    let bad = format!("\\u0000-\\u001f{UNSEEN}");
    format!("^[^{bad}]*[^ {bad}][^{bad}]*$")
}

/// What the name of a file must meet: nothing hidden.
pub(crate) fn unhidden() -> String {
    format!("^[^\\u0000-\\u001f{UNSEEN}]*$")
}

/// What every long text must meet.
pub(crate) fn lines() -> String {
    let bad = format!("\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f{UNSEEN}");
    format!("^[^{bad}]*[^ \\t\\n\\r{bad}][^{bad}]*$")
}

/// A day in a year that is believed. Whether the month has the day is asked by `format`.
pub(crate) const DATE: &str = "^(?:1[89]|2[0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}$";
/// A time of day.
pub(crate) const TIME: &str = "^(?:[01][0-9]|2[0-3]):[0-5][0-9]$";
/// A telephone number here or abroad.
pub(crate) const PHONE: &str = "^(?:0[1-9][0-9]{6,12}|\\+[1-9][0-9]{6,14})$";
/// A stored file.
pub(crate) const UUID: &str = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$";
/// An e-mail address as people have them; [`EMAIL_LOCAL`] too.
pub(crate) const EMAIL: &str = "^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z]{2,63}$";
/// At most 64 characters before the `@`.
pub(crate) const EMAIL_LOCAL: &str = "^[^@]{1,64}@";
/// Longest e-mail address.
pub(crate) const EMAIL_MAX: usize = 254;

/// A NIK: area, a birth date that exists in one of two centuries (day + 40 for women), a number other than 0000.
pub(crate) const NIK: &str = "^(?:1[1-9]|[2-9][0-9])[0-9]{4}(?:\
    (?:0[1-9]|[15][0-9]|2[0-8]|4[1-9]|6[0-8])(?:0[1-9]|1[0-2])[0-9]{2}\
    |(?:29|30|69|70)(?:0[13-9]|1[0-2])[0-9]{2}\
    |(?:31|71)(?:0[13578]|1[02])[0-9]{2}\
    |(?:29|69)02(?:[02468][048]|[13579][26]))\
    (?:[0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)$";

pub(crate) fn is_email(text: &str) -> bool {
    static SHAPE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(EMAIL).ok());
    let local = text.split('@').next().unwrap_or_default();
    text.len() <= EMAIL_MAX && local.len() <= 64 && SHAPE.as_ref().is_some_and(|shape| shape.is_match(text))
}

pub(crate) fn is_phone(text: &str) -> bool {
    static SHAPE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(PHONE).ok());
    SHAPE.as_ref().is_some_and(|shape| shape.is_match(text))
}

/// Whether a text meets a pattern of an agency; one that is not allowed is met by nothing.
pub(crate) fn meets(pattern: &str, text: &str) -> bool {
    compiled(pattern).is_ok_and(|regex| regex.is_match(text))
}

/// What is wrong with a pattern that an agency wrote, for the person; `None` when it may be used.
pub fn pattern_fault(pattern: &str) -> Option<String> {
    compiled(pattern).err()
}

fn compiled(pattern: &str) -> Result<Regex, String> {
    if pattern.is_empty() || pattern.chars().count() > MAX {
        return Err(format!("Pola paling banyak {MAX} karakter dan tidak boleh kosong."));
    }
    let ours = translated(pattern)?;
    regex::RegexBuilder::new(&ours)
        .size_limit(1 << 18)
        .dfa_size_limit(1 << 18)
        .nest_limit(20)
        .build()
        .map_err(|_| "Pola tidak terbaca. Periksa kurung dan tanda ulangnya.".to_owned())
}

/// Walks through the pattern, refuses what is not ours, and writes what remains as our engine wants it.
fn translated(pattern: &str) -> Result<String, String> {
    let no = |what: &str| Err(format!("Pola memakai {what}, yang tidak didukung."));
    let mut out = String::new();
    let mut letters = pattern.chars().peekable();
    // For each open group and for the whole: whether something in it repeats.
    let mut repeats = vec![false];
    // Whether the part just read is a group in which something repeats; nothing before it can be repeated: `None`.
    let mut last: Option<bool> = None;
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => {
                match letters.next() {
                    Some('d') => out.push_str("[0-9]"),
                    Some(sign) if sign.is_ascii_punctuation() => out.extend(['\\', sign]),
                    Some(other) => return no(&format!("\\{other}")),
                    None => return Err("Pola berakhir dengan garis miring terbalik.".to_owned()),
                }
                last = Some(false);
            }
            '[' => {
                class(&mut letters, &mut out)?;
                last = Some(false);
            }
            '(' => {
                if letters.peek() == Some(&'?') {
                    letters.next();
                    if letters.next() != Some(':') {
                        return no("(?");
                    }
                }
                out.push_str("(?:");
                repeats.push(false);
                last = None;
            }
            ')' => {
                let inner = repeats.pop().unwrap_or_default();
                let Some(outer) = repeats.last_mut() else {
                    return Err("Pola menutup kurung yang tidak dibuka.".to_owned());
                };
                *outer |= inner;
                out.push(')');
                last = Some(inner);
            }
            '*' | '+' | '?' | '{' => {
                let Some(inner) = last else {
                    return Err(format!("Pola mengulang dengan {letter}, tetapi tidak ada yang diulang."));
                };
                let many = match letter {
                    '{' => bounds(&mut letters, &mut out)?,
                    sign => {
                        out.push(sign);
                        sign != '?'
                    }
                };
                if inner && many {
                    return no("pengulangan di dalam pengulangan");
                }
                if letters.peek() == Some(&'?') {
                    return no("pengulangan malas (tanda tanya setelah tanda ulang)");
                }
                if many && let Some(open) = repeats.last_mut() {
                    *open = true;
                }
                last = None;
            }
            '.' => {
                out.push_str("[^\\n\\r\\u{2028}\\u{2029}]");
                last = Some(false);
            }
            '^' | '$' | '|' => {
                out.push(letter);
                last = None;
            }
            ']' | '}' => return Err(format!("Tulis \\{letter} untuk tanda {letter}.")),
            letter if letter.is_control() => return no("karakter yang tidak terlihat"),
            letter => {
                out.push(letter);
                last = Some(false);
            }
        }
    }
    if repeats.len() == 1 { Ok(out) } else { Err("Pola membuka kurung yang tidak ditutup.".to_owned()) }
}

type Letters<'a> = std::iter::Peekable<std::str::Chars<'a>>;

/// A class such as `[A-Z0-9_-]`.
fn class(letters: &mut Letters<'_>, out: &mut String) -> Result<(), String> {
    out.push('[');
    if letters.peek() == Some(&'^') {
        letters.next();
        out.push('^');
    }
    let mut count = 0;
    while let Some(letter) = letters.next() {
        match letter {
            ']' if count > 0 => {
                out.push(']');
                return Ok(());
            }
            ']' | '[' => return Err(format!("Di dalam kurung siku tulis \\{letter} untuk tanda {letter}.")),
            '\\' => match letters.next() {
                Some('d') => out.push_str("0-9"),
                Some(sign) if sign.is_ascii_punctuation() => out.extend(['\\', sign]),
                Some(_) | None => {
                    return Err(
                        "Di dalam kurung siku hanya \\d dan tanda baca yang boleh didahului garis miring terbalik."
                            .to_owned(),
                    );
                }
            },
            // Twice the same sign means something else to our engine.
            '&' | '~' | '-' if letters.peek() == Some(&letter) => {
                return Err(format!("Di dalam kurung siku tulis {letter} satu kali saja."));
            }
            letter if letter.is_control() => return Err("Pola memuat karakter yang tidak terlihat.".to_owned()),
            letter => out.push(letter),
        }
        count += 1;
    }
    Err("Pola membuka kurung siku yang tidak ditutup.".to_owned())
}

/// `{2}`, `{2,}` or `{2,5}`. True when it repeats more than once.
fn bounds(letters: &mut Letters<'_>, out: &mut String) -> Result<bool, String> {
    let mut closed = false;
    let inside: String = letters
        .by_ref()
        .take_while(|letter| {
            closed = *letter == '}';
            !closed
        })
        .collect();
    let number = |text: &str| {
        text.parse::<u32>().ok().filter(|number| *number <= REPEAT && text.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let (from, to) = inside.split_once(',').map_or((inside.as_str(), None), |(from, to)| (from, Some(to)));
    let most = match (number(from), to) {
        (Some(from), None) => Some(from),
        (Some(_), Some("")) => Some(REPEAT),
        (Some(from), Some(to)) => number(to).filter(|to| *to >= from),
        (None, _) => None,
    };
    let Some(most) = most.filter(|_| closed) else {
        return Err(format!("Tulis jumlah ulangan seperti {{2}} atau {{2,5}}, paling banyak {REPEAT}."));
    };
    out.push('{');
    out.push_str(&inside);
    out.push('}');
    Ok(most > 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn patterns_of_agencies() {
        let good = [
            ("^[0-9]{13}$", "1234567890123", true),
            ("^[0-9]{13}$", "123", false),
            ("^\\d{5}$", "12345", true),
            ("^\\d{5}$", "١٢٣٤٥", false),
            ("^[A-Z]{1,2} \\d{1,4} [A-Z]{1,3}$", "AB 1234 CD", true),
            ("^(?:a|b)+$", "abba", true),
            ("^(SK|SP)/\\d+/20\\d{2}$", "SK/12/2026", true),
            ("^a.c$", "a\nc", false),
            ("^[^0-9]+$", "abc", true),
            ("x{0,2}y", "xy", true),
            ("^[a\\-z]$", "-", true),
        ];
        for (pattern, text, met) in good {
            assert_eq!(pattern_fault(pattern), None, "{pattern}");
            assert_eq!(meets(pattern, text), met, "{pattern} {text}");
        }
        let bad = [
            "",
            "(a+)+$",
            "((ab)*)*",
            "(a{2,})+",
            "(?=a)",
            "(?<n>a)",
            "(a)\\1",
            "\\w+",
            "\\p{L}",
            "a*?",
            "[[:alpha:]]",
            "[a&&b]",
            "[a--b]",
            "a{1,9999}",
            "a{3,2}",
            "a{x}",
            "(a",
            "a)",
            "[a",
            "a\\",
            "*a",
            "|*",
            "a\u{0}",
            "(?i)a",
            "[]",
            "a]",
            "a}",
            "(?:(?:a{900}){900}){900}",
            "[z-a]",
        ];
        for pattern in bad {
            assert!(pattern_fault(pattern).is_some(), "{pattern}");
            assert!(!meets(pattern, "a"), "{pattern}");
        }
        assert!(pattern_fault(&"a".repeat(MAX + 1)).is_some());
    }

    proptest! {
        #[test]
        fn no_pattern_breaks_anything(pattern in "[\\\\\\[\\](){}?*+^$|.,a-c0-9-]{0,20}", text in "[a-c0-9]{0,10}") {
            let _ = meets(&pattern, &text);
        }

        #[test]
        fn a_pattern_means_the_same_elsewhere(pattern in "[\\\\\\[\\](){}?*+^$|.,a-c0-3-]{1,12}", text in "[a-c0-3.,]{0,8}") {
            if pattern_fault(&pattern).is_none() {
                let schema = serde_json::json!({ "pattern": pattern });
                let theirs = jsonschema::draft202012::new(&schema).unwrap();
                prop_assert_eq!(meets(&pattern, &text), theirs.is_valid(&serde_json::json!(text)), "{} {}", pattern, text);
            }
        }

        #[test]
        fn the_pattern_of_a_nik_is_its_rule(area in 0_u32..100, day in 0_u32..80, month in 0_u32..15, year in 0_u32..100, serial in 0_u32..12) {
            let text = format!("{area:02}0101{day:02}{month:02}{year:02}{:04}", serial * 100);
            let rule = indonesia::kalimat::Nik::urai(&text).is_ok();
            prop_assert_eq!(Regex::new(NIK).unwrap().is_match(&text), rule, "{}", text);
        }
    }
}
