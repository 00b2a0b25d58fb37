//! Roman numerals, as chapters (BAB) and quarters are numbered.

const LAMBANG: [(u32, &str); 13] = [
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
];

/// The Roman numeral of 1 to 3999.
pub fn romawi(nilai: u32) -> Option<String> {
    if !(1..=3999).contains(&nilai) {
        return None;
    }
    let mut rest = nilai;
    let mut text = String::new();
    for (value, symbol) in LAMBANG {
        while rest >= value {
            text.push_str(symbol);
            rest -= value;
        }
    }
    Some(text)
}

/// Reads a Roman numeral in either case; only the usual spelling (IV, not IIII).
pub fn urai_romawi(text: &str) -> Option<u32> {
    // The longest, of 3888, has 15 letters.
    if text.len() > 15 {
        return None;
    }
    let text = text.to_ascii_uppercase();
    let mut rest = text.as_str();
    let mut value = 0;
    for (worth, symbol) in LAMBANG {
        while let Some(after) = rest.strip_prefix(symbol) {
            value += worth;
            rest = after;
        }
    }
    (rest.is_empty() && romawi(value)? == text).then_some(value)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numerals() {
        for (nilai, text) in
            [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (49, "XLIX"), (1994, "MCMXCIV"), (3999, "MMMCMXCIX")]
        {
            assert_eq!(romawi(nilai).as_deref(), Some(text));
            assert_eq!(urai_romawi(&text.to_lowercase()), Some(nilai));
        }
        assert_eq!(romawi(0), None);
        assert_eq!(romawi(4000), None);
        for bad in ["", "IIII", "VV", "IC", "A", "IVI", "MMMM", "XIV ", "Ⅳ"] {
            assert_eq!(urai_romawi(bad), None, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn round_trip(nilai in 1u32..4000, text in "[IVXLCDM]{0,17}|\\PC{0,5}") {
            prop_assert_eq!(urai_romawi(&romawi(nilai).unwrap()), Some(nilai));
            if let Some(read) = urai_romawi(&text) {
                prop_assert_eq!(romawi(read).unwrap(), text.to_ascii_uppercase());
            }
        }
    }
}
