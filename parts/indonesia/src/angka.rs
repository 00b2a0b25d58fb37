//! Numbers and money: `1.250.000,50`, `Rp1.250.000,00`, `satu juta dua ratus lima puluh ribu rupiah`, `BAB IV`.
//!
//! Exact numbers are integers with a scale: 12550 at scale 2 is 125,50. Money is integer sen, that is, scale 2.

mod romawi;
mod terbilang;
mod urai;

pub use romawi::{romawi, urai_romawi};
pub use terbilang::{terbilang, terbilang_rupiah, urutan};
pub use urai::{KesalahanAngka, urai_baku, urai_bulat, urai_desimal, urai_rupiah};

/// The largest scale that an `i64` can have and still hold a digit before the comma.
pub const SKALA_TERBESAR: u8 = 18;

fn ribuan(digits: &str) -> String {
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    grouped
}

/// Whole and fractional digits of a scaled number, without sign.
fn bagian(nilai: i64, skala: u8) -> (String, String) {
    let skala = usize::from(skala.min(SKALA_TERBESAR));
    let digits = format!("{:0>width$}", nilai.unsigned_abs(), width = skala + 1);
    let (whole, fraction) = digits.split_at(digits.len() - skala);
    (ribuan(whole), fraction.to_owned())
}

/// A whole number with dots: `-1.250.000`.
pub fn bulat(nilai: i64) -> String {
    desimal(nilai, 0)
}

/// A scaled number with all its decimals: 125050 at scale 2 is `1.250,50`. A scale above [`SKALA_TERBESAR`] counts as that.
pub fn desimal(nilai: i64, skala: u8) -> String {
    let (whole, fraction) = bagian(nilai, skala);
    let sign = if nilai < 0 { "-" } else { "" };
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole},{fraction}") }
}

/// A scaled number without zeros at its end: 125050 at scale 2 is `1.250,5`.
pub fn desimal_ringkas(nilai: i64, skala: u8) -> String {
    let text = desimal(nilai, skala);
    if text.contains(',') { text.trim_end_matches('0').trim_end_matches(',').to_owned() } else { text }
}

/// A scaled number as machines write it: 125050 at scale 2 is `1250.50`. For JSON, CSV and number inputs.
pub fn baku(nilai: i64, skala: u8) -> String {
    desimal(nilai, skala).replace('.', "").replace(',', ".")
}

/// A percentage from a scaled number of percent: 1250 at scale 2 is `12,5%`.
pub fn persen(nilai: i64, skala: u8) -> String {
    format!("{}%", desimal_ringkas(nilai, skala))
}

/// A measured number with this many decimals (at most 17), such as an index: 2.684 with two is `2,68`. The binary number
/// is rounded as it is; for exact rounding use a scaled integer. Not a number is `–`.
pub fn pecahan(nilai: f64, desimal: usize) -> String {
    if !nilai.is_finite() {
        return "–".to_owned();
    }
    let text = format!("{:.*}", desimal.min(17), nilai.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let zero = text.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    let sign = if nilai < 0.0 && !zero { "-" } else { "" };
    let whole = ribuan(whole);
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole},{fraction}") }
}

/// Money from sen, always with two decimals: `Rp1.250.000,00`, `-Rp0,05`.
pub fn rupiah(sen: i64) -> String {
    let (whole, fraction) = bagian(sen, 2);
    format!("{}Rp{whole},{fraction}", if sen < 0 { "-" } else { "" })
}

/// Money from sen, with decimals only if there are sen: `Rp1.250.000`, `Rp1.250.000,50`.
pub fn rupiah_ringkas(sen: i64) -> String {
    let text = rupiah(sen);
    text.strip_suffix(",00").map_or(text.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn whole_numbers() {
        let rows = [
            (0, "0"),
            (7, "7"),
            (-7, "-7"),
            (999, "999"),
            (1000, "1.000"),
            (-100_000, "-100.000"),
            (1_250_000, "1.250.000"),
            (i64::MAX, "9.223.372.036.854.775.807"),
            (i64::MIN, "-9.223.372.036.854.775.808"),
        ];
        for (nilai, text) in rows {
            assert_eq!(bulat(nilai), text);
        }
    }

    #[test]
    fn scaled_numbers() {
        let rows = [
            (125_050, 2, "1.250,50", "1.250,5"),
            (5, 2, "0,05", "0,05"),
            (-5, 2, "-0,05", "-0,05"),
            (100, 2, "1,00", "1"),
            (100, 0, "100", "100"),
            (0, 3, "0,000", "0"),
            (i64::MIN, 18, "-9,223372036854775808", "-9,223372036854775808"),
            (1, 200, "0,000000000000000001", "0,000000000000000001"),
        ];
        for (nilai, skala, full, short) in rows {
            assert_eq!(desimal(nilai, skala), full);
            assert_eq!(desimal_ringkas(nilai, skala), short);
        }
        assert_eq!(baku(-125_050, 2), "-1250.50");
        assert_eq!(persen(1250, 2), "12,5%");
        assert_eq!(persen(100, 0), "100%");
    }

    #[test]
    fn measured_numbers() {
        let rows = [
            (2.684, 2, "2,68"),
            (-0.001, 2, "0,00"),
            (-0.0, 0, "0"),
            (-1.5, 1, "-1,5"),
            (1234.5, 1, "1.234,5"),
            (3.0, 0, "3"),
            (f64::NAN, 2, "–"),
            (f64::NEG_INFINITY, 2, "–"),
        ];
        for (nilai, digits, text) in rows {
            assert_eq!(pecahan(nilai, digits), text);
        }
    }

    #[test]
    fn money() {
        let rows = [
            (125_000_000, "Rp1.250.000,00", "Rp1.250.000"),
            (125_000_050, "Rp1.250.000,50", "Rp1.250.000,50"),
            (-5, "-Rp0,05", "-Rp0,05"),
            (0, "Rp0,00", "Rp0"),
            (i64::MIN, "-Rp92.233.720.368.547.758,08", "-Rp92.233.720.368.547.758,08"),
        ];
        for (sen, full, short) in rows {
            assert_eq!(rupiah(sen), full);
            assert_eq!(rupiah_ringkas(sen), short);
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(nilai: i64, skala in 0u8..=18) {
            prop_assert_eq!(urai_desimal(&desimal(nilai, skala), skala), Ok(nilai));
            prop_assert_eq!(urai_baku(&baku(nilai, skala), skala), Ok(nilai));
            prop_assert_eq!(urai_rupiah(&rupiah(nilai)), Ok(nilai));
            prop_assert_eq!(urai_rupiah(&rupiah_ringkas(nilai)), Ok(nilai));
            prop_assert_eq!(urai_bulat(&bulat(nilai)), Ok(nilai));
        }

        #[test]
        fn measured_numbers_never_panic(nilai: f64, digits: usize) {
            prop_assert!(!pecahan(nilai, digits).is_empty());
        }
    }
}
