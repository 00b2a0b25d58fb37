//! Exact fractions: read from text, rounded only when shown.

use num_rational::Ratio;
use thiserror::Error;

/// An exact fraction. Weights such as 10/3 and indices such as 1079/600 are held without loss.
pub type Pecahan = Ratio<i128>;

/// Digits accepted before the decimal sign; keeps every later product far inside `i128`.
const DIGIT_BULAT: usize = 9;
/// Digits accepted after the decimal sign.
const DIGIT_DESIMAL: usize = 6;
/// Most decimals that [`bulatkan`] and [`tulis`] honour.
const DESIMAL_TERBANYAK: u32 = 12;

/// Why a text is not a number that we accept.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum GalatAngka {
    /// Nothing but blanks.
    #[error("angka kosong")]
    Kosong,
    /// Not a decimal or a fraction.
    #[error("\"{0}\" bukan angka; tulis misalnya 3 atau 3,25")]
    BukanAngka(String),
    /// More digits than any score or weight needs.
    #[error("\"{0}\" terlalu panjang; paling banyak 9 angka di depan dan 6 angka di belakang koma")]
    TerlaluPanjang(String),
}

/// Reads `3`, `3,25`, `3.25` or `-0.5`. Thousand separators are refused: `1.000,5` is not a score.
///
/// # Errors
/// [`GalatAngka`] with the text as it was typed.
pub fn urai(teks: &str) -> Result<Pecahan, GalatAngka> {
    let rapi = teks.trim();
    if rapi.is_empty() {
        return Err(GalatAngka::Kosong);
    }
    desimal(rapi, rapi)
}

/// Like [`urai`], but also a fraction: `10/3`. For weights in data files, not for what people type.
///
/// # Errors
/// [`GalatAngka`] with the text as it was written.
pub fn urai_pecahan(teks: &str) -> Result<Pecahan, GalatAngka> {
    let Some((pembilang, penyebut)) = teks.split_once('/') else { return urai(teks) };
    let atas = desimal(pembilang, teks.trim())?;
    let bawah = desimal(penyebut, teks.trim())?;
    if *bawah.numer() == 0 {
        return Err(GalatAngka::BukanAngka(teks.trim().to_owned()));
    }
    Ok(atas / bawah)
}

fn desimal(bagian: &str, asli: &str) -> Result<Pecahan, GalatAngka> {
    let bukan = || GalatAngka::BukanAngka(asli.to_owned());
    let (minus, tanpa_tanda) = match bagian.trim().strip_prefix('-') {
        Some(sisa) => (true, sisa),
        None => (false, bagian.trim()),
    };
    let (bulat, pecahan) = tanpa_tanda.split_once([',', '.']).unwrap_or((tanpa_tanda, ""));
    let hanya_angka = |s: &str| s.chars().all(|c| c.is_ascii_digit());
    let tanda_tanpa_angka = tanpa_tanda.contains([',', '.']) && pecahan.is_empty();
    if bulat.is_empty() || !hanya_angka(bulat) || !hanya_angka(pecahan) || tanda_tanpa_angka {
        return Err(bukan());
    }
    if bulat.len() > DIGIT_BULAT || pecahan.len() > DIGIT_DESIMAL {
        return Err(GalatAngka::TerlaluPanjang(asli.to_owned()));
    }
    let angka: i128 = format!("{bulat}{pecahan}").parse().map_err(|_| bukan())?;
    let penyebut = sepuluh_pangkat(u32::try_from(pecahan.len()).map_err(|_| bukan())?);
    Ok(Ratio::new(if minus { -angka } else { angka }, penyebut))
}

fn sepuluh_pangkat(n: u32) -> i128 {
    10_i128.pow(n.min(DESIMAL_TERBANYAK))
}

/// The nearest fraction with that many decimals; a half goes up (away from zero for positive numbers): 1.795 becomes 1.80.
pub fn bulatkan(nilai: Pecahan, desimal: u32) -> Pecahan {
    let skala = sepuluh_pangkat(desimal);
    Ratio::new(ke_skala_i128(nilai, skala), skala)
}

fn ke_skala_i128(nilai: Pecahan, skala: i128) -> i128 {
    (nilai * Ratio::from_integer(skala) + Ratio::new(1, 2)).floor().to_integer()
}

/// Whole number of `10^-desimal` units, rounded half up: how scores are stored in a bigint column.
/// `None` when it does not fit.
pub fn ke_skala(nilai: Pecahan, desimal: u32) -> Option<i64> {
    i64::try_from(ke_skala_i128(nilai, sepuluh_pangkat(desimal))).ok()
}

/// The inverse of [`ke_skala`]: 325 with 2 decimals is 3.25.
pub fn dari_skala(satuan: i64, desimal: u32) -> Pecahan {
    Ratio::new(i128::from(satuan), sepuluh_pangkat(desimal))
}

/// Text with exactly that many decimals, rounded half up, with the given decimal sign (`,` for people, `.` for files).
pub fn tulis(nilai: Pecahan, desimal: u32, tanda: char) -> String {
    let desimal = desimal.min(DESIMAL_TERBANYAK);
    let skala = sepuluh_pangkat(desimal);
    let satuan = ke_skala_i128(nilai, skala);
    let minus = if satuan < 0 { "-" } else { "" };
    let besar = satuan.unsigned_abs();
    let skala = skala.unsigned_abs();
    match desimal {
        0 => format!("{minus}{besar}"),
        n => format!("{minus}{}{tanda}{:0lebar$}", besar / skala, besar % skala, lebar = n as usize),
    }
}

/// Indonesian text of an index: two decimals with a comma.
pub fn tulis_indeks(nilai: Pecahan) -> String {
    tulis(nilai, 2, ',')
}

/// Indonesian text without trailing zeros (at most 4 decimals): `3`, `2,75`, `3,3333`.
pub fn tulis_ringkas(nilai: Pecahan) -> String {
    let penuh = tulis(nilai, 4, ',');
    penuh.trim_end_matches('0').trim_end_matches(',').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_exactly() {
        for (teks, atas, bawah) in
            [("3", 3, 1), (" 3,25 ", 13, 4), ("3.25", 13, 4), ("-0,5", -1, 2), ("0", 0, 1), ("1,30", 13, 10)]
        {
            assert_eq!(urai(teks), Ok(Ratio::new(atas, bawah)), "{teks}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused_with_what_was_typed() {
        assert_eq!(urai("  "), Err(GalatAngka::Kosong));
        for teks in ["tiga", "3,", ",5", "1.000,5", "1/0", "3e2", "NaN", "inf", "٣", "+3", "--3", "1/2"] {
            assert_eq!(urai(teks), Err(GalatAngka::BukanAngka(teks.to_owned())), "{teks}");
        }
        for teks in ["1234567890", "0,1234567"] {
            assert_eq!(urai(teks), Err(GalatAngka::TerlaluPanjang(teks.to_owned())), "{teks}");
        }
    }

    #[test]
    fn weights_may_be_fractions() {
        assert_eq!(urai_pecahan("10/3"), Ok(Ratio::new(10, 3)));
        assert_eq!(urai_pecahan("1,5/0.5"), Ok(Ratio::from_integer(3)));
        assert_eq!(urai_pecahan("2.5"), Ok(Ratio::new(5, 2)));
        for teks in ["1/0", "1/2/3", "/3", "3/"] {
            assert_eq!(urai_pecahan(teks), Err(GalatAngka::BukanAngka(teks.to_owned())), "{teks}");
        }
    }

    #[test]
    fn a_half_goes_up_and_nothing_else_moves() {
        for (teks, desimal, hasil) in [
            ("1,79625", 2, "1,80"),
            ("1,795", 2, "1,80"),
            ("1,794999", 2, "1,79"),
            ("3,4985", 2, "3,50"),
            ("10/3", 4, "3,3333"),
            ("20/3", 4, "6,6667"),
            ("0,00005", 4, "0,0001"),
            ("5", 4, "5,0000"),
            ("-0,005", 2, "0,00"),
            ("-0,006", 2, "-0,01"),
            ("2,5", 0, "3"),
        ] {
            assert_eq!(tulis(urai_pecahan(teks).unwrap(), desimal, ','), hasil, "{teks}");
        }
        assert_eq!(bulatkan(urai("1,795").unwrap(), 2), urai("1,8").unwrap());
    }

    #[test]
    fn stored_units_come_back() {
        assert_eq!(ke_skala(urai("3,25").unwrap(), 2), Some(325));
        assert_eq!(dari_skala(325, 2), urai("3,25").unwrap());
        assert_eq!(ke_skala(Ratio::from_integer(i128::from(i64::MAX)), 2), None);
    }

    #[test]
    fn short_text_has_no_trailing_zeros() {
        for (teks, hasil) in [("3", "3"), ("2,750", "2,75"), ("10/3", "3,3333"), ("100", "100"), ("0", "0")] {
            assert_eq!(tulis_ringkas(urai_pecahan(teks).unwrap()), hasil);
        }
    }
}
