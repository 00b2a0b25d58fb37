//! Exact numbers between the form of people, which [`indonesia::angka`] reads and writes, and that of programs.
use kernel::indonesia::angka::{self, KesalahanAngka};

use super::Style;

/// Reads a number scaled by ten to the `scale`. In files a dot with anything but three digits behind it is a decimal
/// point; with three it parts thousands, as people write.
///
/// # Errors
/// What is wrong with it.
pub fn parse(text: &str, scale: u8, style: Style) -> Result<i64, KesalahanAngka> {
    let text = text.trim();
    if style == Style::File
        && let Some((whole, decimals)) = text.split_once('.')
        && decimals.len() != 3
        && digits(whole.strip_prefix('-').unwrap_or(whole))
        && digits(decimals)
    {
        return plain(text, scale);
    }
    angka::urai_desimal(text, scale)
}

/// Reads rupiah into sen; as [`parse`], with or without `Rp`.
///
/// # Errors
/// What is wrong with it.
pub fn parse_money(text: &str, style: Style) -> Result<i64, KesalahanAngka> {
    if style == Style::File {
        parse(text, 2, style).or_else(|_| angka::urai_rupiah(text))
    } else {
        angka::urai_rupiah(text)
    }
}

/// Reads a number of a program: a dot is always the decimal point, nothing parts thousands.
///
/// # Errors
/// What is wrong with it.
pub fn plain(text: &str, scale: u8) -> Result<i64, KesalahanAngka> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
    if !digits(whole.strip_prefix('-').unwrap_or(whole)) || !digits(decimals) {
        return Err(KesalahanAngka::BukanAngka);
    }
    match decimals.trim_end_matches('0') {
        "" => angka::urai_desimal(whole, scale),
        kept if kept.len() > usize::from(scale) => Err(KesalahanAngka::TerlaluTeliti(scale)),
        // Filled up to the scale, so that nobody can take the comma for one between thousands.
        kept => angka::urai_desimal(&format!("{whole},{kept:0<width$}", width = usize::from(scale)), scale),
    }
}

/// The digits of a JSON number, never as `5e-6`.
pub fn of_json(number: &serde_json::Number) -> String {
    match (number.as_i64(), number.as_f64()) {
        (Some(whole), _) => whole.to_string(),
        (None, Some(real)) => format!("{real}"),
        (None, None) => number.to_string(),
    }
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// As programs read it: `1250000.50`. With three decimals a zero follows (`1.2500`): nobody reads that dot as one
/// between thousands.
pub fn machine(number: i64, scale: u8) -> String {
    let text = angka::desimal(number, scale).replace('.', "").replace(',', ".");
    if scale == 3 { format!("{text}0") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_in_files() {
        let table = [
            ("1250000.50", 2, Ok(125_000_050)),
            ("1250000.5", 2, Ok(125_000_050)),
            ("-0.05", 2, Ok(-5)),
            ("1.250", 0, Ok(1250)),
            ("1.250", 3, Ok(1_250_000)),
            ("1.2500", 3, Ok(1250)),
            ("1.250,5", 2, Ok(125_050)),
            ("12.0", 0, Ok(12)),
            ("12.5", 0, Err(KesalahanAngka::TerlaluTeliti(0))),
        ];
        for (text, scale, expected) in table {
            assert_eq!(parse(text, scale, Style::File), expected, "{text}");
        }
        assert_eq!(parse_money("Rp1.250.000", Style::File), Ok(125_000_000));
        assert_eq!(parse_money("1250000.50", Style::File), Ok(125_000_050));
        assert!(parse("1250.50", 2, Style::Person).is_err());
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(number: i64, scale in 0_u8..=9) {
            prop_assert_eq!(parse(&machine(number, scale), scale, Style::File), Ok(number));
            prop_assert_eq!(parse(&angka::desimal(number, scale), scale, Style::File), Ok(number));
            let json = machine(number, scale);
            prop_assert_eq!(plain(&json, scale), Ok(number));
        }
    }
}
