//! Reading numbers as people type them.

use super::SKALA_TERBESAR;

/// Why a typed number is refused; `Display` is the sentence beside the field.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KesalahanAngka {
    /// Nothing was typed.
    #[error("Isi angka.")]
    Kosong,
    /// There is something that is not a number.
    #[error("Tulis angka saja, misalnya 1.250.000 atau 12,5.")]
    BukanAngka,
    /// Dots and commas stand where they could mean two things, or as they do in English.
    #[error("Tulis titik untuk ribuan dan koma untuk desimal, misalnya 1.250.000,50.")]
    Taksa,
    /// More decimals than the field keeps.
    #[error("{}", kelebihan_desimal(*.0))]
    TerlaluTeliti(u8),
    /// Out of the range of the field.
    #[error("Angka terlalu besar.")]
    TerlaluBesar,
}

fn kelebihan_desimal(skala: u8) -> String {
    match skala {
        0 => "Tulis bilangan bulat tanpa koma.".to_owned(),
        _ => format!("Tulis paling banyak {skala} angka di belakang koma."),
    }
}

/// Reads a whole number: `1250000` or `1.250.000`.
pub fn urai_bulat(text: &str) -> Result<i64, KesalahanAngka> {
    urai_desimal(text, 0)
}

/// Reads money into sen: `Rp 1.250.000`, `1.250.000,50`, `Rp1.250.000,-`.
pub fn urai_rupiah(text: &str) -> Result<i64, KesalahanAngka> {
    let text = text.trim();
    let (negative, rest) = tanda(text);
    let rest = rest.trim_start();
    let amount = match rest.get(..2) {
        Some(mark) if mark.eq_ignore_ascii_case("rp") => {
            let amount = rest.get(2..).unwrap_or_default();
            amount.strip_prefix('.').unwrap_or(amount).trim_start()
        }
        Some(_) | None => rest,
    };
    let amount = [",-", ",–", ",—"].iter().find_map(|dash| amount.strip_suffix(dash)).unwrap_or(amount);
    let (inner, amount) = if negative { (false, amount) } else { tanda(amount) };
    urai(amount, 2, negative || inner)
}

/// Reads a number with dots for thousands and a comma for decimals into an integer of this scale (at most
/// [`SKALA_TERBESAR`]): `1.250,5` at scale 2 is 125050. Zeros past the scale are fine, other digits are refused. What an
/// English reader could take for another number (`1.5`, `1,250`, `1,250.50`) is refused rather than guessed, except that
/// `1.250` is read as here: one thousand two hundred and fifty.
pub fn urai_desimal(text: &str, skala: u8) -> Result<i64, KesalahanAngka> {
    let (negative, rest) = tanda(text.trim());
    urai(rest, skala.min(SKALA_TERBESAR), negative)
}

/// Reads a number as machines write it (JSON, number inputs, spreadsheet cells): `-1250.5`, a dot for decimals, nothing
/// between thousands, no exponent. For files and interfaces, never for what a person typed into a text field.
pub fn urai_baku(text: &str, skala: u8) -> Result<i64, KesalahanAngka> {
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |digits| (true, digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    if text.is_empty() {
        return Err(KesalahanAngka::Kosong);
    }
    let number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !number(whole) || !number(fraction) {
        return Err(KesalahanAngka::BukanAngka);
    }
    skalakan(whole, fraction, skala.min(SKALA_TERBESAR), negative)
}

fn tanda(text: &str) -> (bool, &str) {
    match text.strip_prefix(['-', '−', '–']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

fn urai(text: &str, skala: u8, negative: bool) -> Result<i64, KesalahanAngka> {
    if text.is_empty() {
        return Err(KesalahanAngka::Kosong);
    }
    if !text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',')) {
        return Err(KesalahanAngka::BukanAngka);
    }
    let (whole, fraction) = text.split_once(',').map_or((text, None), |(whole, rest)| (whole, Some(rest)));
    let fraction = match fraction {
        Some("") => return Err(KesalahanAngka::BukanAngka),
        Some(fraction) if fraction.contains(['.', ',']) => return Err(KesalahanAngka::Taksa),
        // "1,250" is 1250 to some; only a field that keeps three decimals makes its meaning plain.
        Some(fraction) if fraction.len() == 3 && skala < 3 && !whole.contains('.') => {
            return Err(KesalahanAngka::Taksa);
        }
        Some(fraction) => fraction,
        None => "",
    };
    skalakan(&tanpa_titik(whole)?, fraction, skala, negative)
}

/// The scaled integer of whole and fractional digits.
fn skalakan(whole: &str, fraction: &str, skala: u8, negative: bool) -> Result<i64, KesalahanAngka> {
    let kept = fraction.trim_end_matches('0');
    if kept.len() > usize::from(skala) {
        return Err(KesalahanAngka::TerlaluTeliti(skala));
    }
    let mut value: i128 = 0;
    let digits = whole.bytes().chain(kept.bytes()).chain(std::iter::repeat_n(b'0', usize::from(skala) - kept.len()));
    for digit in digits {
        value = value * 10 + i128::from(digit - b'0');
        if value > i128::from(u64::MAX) {
            return Err(KesalahanAngka::TerlaluBesar);
        }
    }
    i64::try_from(if negative { -value } else { value }).map_err(|_| KesalahanAngka::TerlaluBesar)
}

/// The whole part without its dots, which must part groups of three.
fn tanpa_titik(whole: &str) -> Result<String, KesalahanAngka> {
    if whole.is_empty() {
        return Err(KesalahanAngka::BukanAngka);
    }
    if !whole.contains('.') {
        return Ok(whole.to_owned());
    }
    let mut groups = whole.split('.');
    let first = groups.next().unwrap_or_default();
    let fits = (1..=3).contains(&first.len()) && !first.starts_with('0') && groups.all(|group| group.len() == 3);
    if fits { Ok(whole.replace('.', "")) } else { Err(KesalahanAngka::Taksa) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::KesalahanAngka::*;
    use super::*;

    #[test]
    fn typed_numbers() {
        let rows = [
            ("1.250.000,50", 2, Ok(125_000_050)),
            ("1250000", 2, Ok(125_000_000)),
            ("1250000,5", 2, Ok(125_000_050)),
            (" 12 ", 0, Ok(12)),
            ("+12", 0, Ok(12)),
            ("−12,5", 1, Ok(-125)),
            ("0,05", 2, Ok(5)),
            ("007", 0, Ok(7)),
            ("1.250", 2, Ok(125_000)),
            ("12,5000", 1, Ok(125)),
            ("1,250", 3, Ok(1250)),
            ("1.000,250", 2, Ok(100_025)),
            ("1,250", 2, Err(Taksa)),
            ("1,000", 0, Err(Taksa)),
            ("1,250,000", 2, Err(Taksa)),
            ("1,250,000.50", 2, Err(Taksa)),
            ("1.5", 2, Err(Taksa)),
            ("0.125", 2, Err(Taksa)),
            ("1.25.000", 2, Err(Taksa)),
            ("1250.000", 2, Err(Taksa)),
            (".500", 2, Err(Taksa)),
            ("1..000", 2, Err(Taksa)),
            (",5", 2, Err(BukanAngka)),
            ("5,", 2, Err(BukanAngka)),
            ("--5", 2, Err(BukanAngka)),
            ("12 000", 2, Err(BukanAngka)),
            ("1e5", 2, Err(BukanAngka)),
            ("٣", 2, Err(BukanAngka)),
            ("", 2, Err(Kosong)),
            ("  ", 2, Err(Kosong)),
            ("-", 2, Err(Kosong)),
            ("1,55", 1, Err(TerlaluTeliti(1))),
            ("1,5", 0, Err(TerlaluTeliti(0))),
            ("9223372036854775807", 0, Ok(i64::MAX)),
            ("-9223372036854775808", 0, Ok(i64::MIN)),
            ("9223372036854775808", 0, Err(TerlaluBesar)),
            ("92233720368547758,08", 2, Err(TerlaluBesar)),
            ("99999999999999999999999999999999999999999999999999", 0, Err(TerlaluBesar)),
        ];
        for (text, skala, expected) in rows {
            assert_eq!(urai_desimal(text, skala), expected, "{text:?} at {skala}");
        }
    }

    #[test]
    fn numbers_of_machines() {
        let rows = [
            ("1250000.5", 2, Ok(125_000_050)),
            ("-0.05", 2, Ok(-5)),
            ("3", 4, Ok(30_000)),
            ("3.000", 0, Ok(3)),
            ("3.25", 1, Err(TerlaluTeliti(1))),
            ("", 2, Err(Kosong)),
            ("-", 2, Err(BukanAngka)),
            (".5", 2, Err(BukanAngka)),
            ("5.", 2, Err(BukanAngka)),
            ("1.250.000", 2, Err(BukanAngka)),
            ("1,5", 2, Err(BukanAngka)),
            ("1e3", 2, Err(BukanAngka)),
            (" 1", 2, Err(BukanAngka)),
            ("99999999999999999999", 0, Err(TerlaluBesar)),
        ];
        for (text, skala, expected) in rows {
            assert_eq!(urai_baku(text, skala), expected, "{text:?} at {skala}");
        }
    }

    #[test]
    fn typed_money() {
        let rows = [
            ("Rp 1.250.000", Ok(125_000_000)),
            ("Rp1.250.000,50", Ok(125_000_050)),
            ("rp. 1.000,-", Ok(100_000)),
            ("RP\u{a0}5", Ok(500)),
            ("-Rp1.000", Ok(-100_000)),
            ("Rp -1.000", Ok(-100_000)),
            ("1.000,–", Ok(100_000)),
            ("-Rp-1.000", Err(BukanAngka)),
            ("Rp", Err(Kosong)),
            ("Rp1,250,000.50", Err(Taksa)),
            ("USD 5", Err(BukanAngka)),
            ("5 ribu", Err(BukanAngka)),
            ("é", Err(BukanAngka)),
        ];
        for (text, expected) in rows {
            assert_eq!(urai_rupiah(text), expected, "{text:?}");
        }
    }

    #[test]
    fn errors_are_sentences() {
        assert_eq!(TerlaluTeliti(2).to_string(), "Tulis paling banyak 2 angka di belakang koma.");
        assert_eq!(TerlaluTeliti(0).to_string(), "Tulis bilangan bulat tanpa koma.");
    }

    proptest! {
        #[test]
        fn reading_never_panics(text in "\\PC{0,12}|[-+]?(Rp)?[0-9.,]{0,30}", skala: u8) {
            let _ = urai_desimal(&text, skala);
            let _ = urai_rupiah(&text);
            let _ = urai_baku(&text, skala);
        }
    }
}
