//! Exact numbers: a whole number that stands for a decimal with a fixed count of digits behind the comma.
use super::Style;

/// What is wrong with a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Not written as a number.
    NotANumber,
    /// More digits behind the comma than are kept.
    TooManyDecimals,
    /// Past what can be kept.
    TooLarge,
}

/// Reads a number as people in Indonesia write it (`1.250.000,50`) or, from files, as programs do (`1250000.50`).
/// The result is scaled by ten to the `scale`.
pub fn parse(text: &str, scale: u8, style: Style) -> Result<i64, Fault> {
    let text = text.trim();
    let text = text.strip_prefix("Rp").map_or(text, |rest| rest.trim_start_matches(['.', ' ', '\u{a0}']));
    let (negative, digits) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, decimals) = split(digits, style).ok_or(Fault::NotANumber)?;
    let decimals = decimals.trim_end_matches('0');
    if decimals.len() > usize::from(scale) {
        return Err(Fault::TooManyDecimals);
    }
    let mut number: i128 = 0;
    for digit in whole.chars().chain(decimals.chars()) {
        let digit = digit.to_digit(10).ok_or(Fault::NotANumber)?;
        number = number.checked_mul(10).and_then(|number| number.checked_add(i128::from(digit))).ok_or(Fault::TooLarge)?;
        if number > i128::from(i64::MAX) * 10 {
            return Err(Fault::TooLarge);
        }
    }
    for _ in decimals.len()..usize::from(scale) {
        number = number.checked_mul(10).ok_or(Fault::TooLarge)?;
    }
    i64::try_from(if negative { -number } else { number }).map_err(|_| Fault::TooLarge)
}

/// Digits before and behind the comma.
fn split(text: &str, style: Style) -> Option<(String, String)> {
    let is_digits = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
    // In files a dot followed by anything but exactly three digits is a decimal point; with three it parts thousands.
    if style == Style::File
        && let Some((whole, decimals)) = text.split_once('.')
        && is_digits(whole)
        && is_digits(decimals)
        && decimals.len() != 3
    {
        return Some((whole.to_owned(), decimals.to_owned()));
    }
    let (whole, decimals) = match text.split_once(',') {
        Some((whole, decimals)) if is_digits(decimals) => (whole, decimals),
        Some(_) => return None,
        None => (text, ""),
    };
    if is_digits(whole) {
        return Some((whole.to_owned(), decimals.to_owned()));
    }
    let mut groups = whole.split(['.', ' ', '\u{a0}', '\u{202f}']);
    let first = groups.next()?;
    let right = is_digits(first) && first.len() <= 3 && groups.all(|group| group.len() == 3 && is_digits(group));
    right.then(|| (whole.chars().filter(char::is_ascii_digit).collect(), decimals.to_owned()))
}

/// As people read it: `1.250.000,50`; always with all decimals.
pub fn show(number: i64, scale: u8) -> String {
    let (whole, decimals) = parts(number, scale);
    let mut grouped = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    let sign = if number < 0 { "-" } else { "" };
    if decimals.is_empty() { format!("{sign}{grouped}") } else { format!("{sign}{grouped},{decimals}") }
}

/// Rupiah as people read it: `Rp1.250.000`, with sen only where there are some.
pub fn rupiah(sen: i64) -> String {
    let text = show(sen, 2);
    let text = text.strip_suffix(",00").unwrap_or(&text);
    match text.strip_prefix('-') {
        Some(rest) => format!("-Rp{rest}"),
        None => format!("Rp{text}"),
    }
}

/// As programs read it: `1250000.50`. With three decimals a zero follows (`1.2500`): nobody reads that dot as one
/// between thousands.
pub fn machine(number: i64, scale: u8) -> String {
    let (whole, decimals) = parts(number, scale);
    let sign = if number < 0 { "-" } else { "" };
    match decimals.len() {
        0 => format!("{sign}{whole}"),
        3 => format!("{sign}{whole}.{decimals}0"),
        _ => format!("{sign}{whole}.{decimals}"),
    }
}

fn parts(number: i64, scale: u8) -> (String, String) {
    let digits = format!("{:0>width$}", number.unsigned_abs(), width = usize::from(scale) + 1);
    let cut = digits.len() - usize::from(scale);
    let (whole, decimals) = digits.split_at_checked(cut).unwrap_or((&digits, ""));
    (whole.to_owned(), decimals.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_people() {
        let table = [
            ("1250", 0, Ok(1250)),
            ("1.250.000", 0, Ok(1_250_000)),
            ("1 250 000", 0, Ok(1_250_000)),
            ("-12", 0, Ok(-12)),
            ("1.250.000,50", 2, Ok(125_000_050)),
            ("Rp 1.250.000", 2, Ok(125_000_000)),
            ("Rp1.250.000,5", 2, Ok(125_000_050)),
            ("0,5", 2, Ok(50)),
            ("3,10", 1, Ok(31)),
            ("3,14", 1, Err(Fault::TooManyDecimals)),
            ("1250.50", 2, Err(Fault::NotANumber)),
            ("1.25", 2, Err(Fault::NotANumber)),
            ("12.50.000", 0, Err(Fault::NotANumber)),
            ("1,", 2, Err(Fault::NotANumber)),
            (",5", 2, Err(Fault::NotANumber)),
            ("", 0, Err(Fault::NotANumber)),
            ("-", 0, Err(Fault::NotANumber)),
            ("--1", 0, Err(Fault::NotANumber)),
            ("1e5", 0, Err(Fault::NotANumber)),
            ("\u{661}", 0, Err(Fault::NotANumber)),
            ("9223372036854775807", 0, Ok(i64::MAX)),
            ("9223372036854775808", 0, Err(Fault::TooLarge)),
            ("-9223372036854775808", 0, Ok(i64::MIN)),
            ("99999999999999999999999999999999999999999999", 0, Err(Fault::TooLarge)),
            ("92233720368547758,08", 2, Err(Fault::TooLarge)),
        ];
        for (text, scale, expected) in table {
            assert_eq!(parse(text, scale, Style::Person), expected, "{text}");
        }
    }

    #[test]
    fn numbers_in_files() {
        let table = [
            ("1250000.50", 2, Ok(125_000_050)),
            ("1250000.5", 2, Ok(125_000_050)),
            ("1.250", 0, Ok(1250)),
            ("1.250", 3, Ok(1_250_000)),
            ("1.2500", 3, Ok(1250)),
            ("1.250,5", 2, Ok(125_050)),
            ("12.0", 0, Ok(12)),
            ("12.5", 0, Err(Fault::TooManyDecimals)),
        ];
        for (text, scale, expected) in table {
            assert_eq!(parse(text, scale, Style::File), expected, "{text}");
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        for number in [0, 1, -1, 5, 99, 100, -100, 1234, 999_999, 1_250_000, i64::MAX, i64::MIN] {
            for scale in 0..=9 {
                assert_eq!(parse(&show(number, scale), scale, Style::Person), Ok(number), "{}", show(number, scale));
                assert_eq!(parse(&show(number, scale), scale, Style::File), Ok(number), "{}", show(number, scale));
                assert_eq!(parse(&machine(number, scale), scale, Style::File), Ok(number), "{}", machine(number, scale));
            }
            assert_eq!(parse(&rupiah(number), 2, Style::Person).ok(), (number >= 0).then_some(number), "{}", rupiah(number));
        }
        assert_eq!(show(-125_000_050, 2), "-1.250.000,50");
        assert_eq!(rupiah(125_000_000), "Rp1.250.000");
        assert_eq!(machine(-5, 2), "-0.05");
    }
}
