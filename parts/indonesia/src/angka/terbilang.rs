//! Numbers in words.

const SATUAN: [&str; 12] =
    ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"];
const RIBUAN: [(u64, &str); 6] = [
    (1_000_000_000_000_000_000, "kuintiliun"),
    (1_000_000_000_000_000, "kuadriliun"),
    (1_000_000_000_000, "triliun"),
    (1_000_000_000, "miliar"),
    (1_000_000, "juta"),
    (1_000, "ribu"),
];

/// Words for a number below a thousand; nothing for zero.
fn ratusan(nilai: u64, words: &mut Vec<&'static str>) {
    let satuan = |nilai: u64| usize::try_from(nilai).ok().and_then(|nilai| SATUAN.get(nilai)).copied().unwrap_or("");
    let (hundreds, rest) = (nilai / 100, nilai % 100);
    match hundreds {
        0 => {}
        1 => words.push("seratus"),
        more => words.extend([satuan(more), "ratus"]),
    }
    match rest {
        0 => {}
        small @ 1..=11 => words.push(satuan(small)),
        teen @ 12..=19 => words.extend([satuan(teen - 10), "belas"]),
        more => {
            words.extend([satuan(more / 10), "puluh"]);
            if more % 10 > 0 {
                words.push(satuan(more % 10));
            }
        }
    }
}

/// A whole number in words: 1.250.000 is `satu juta dua ratus lima puluh ribu`; a negative one begins with `minus`.
pub fn terbilang(nilai: i64) -> String {
    let mut words = Vec::new();
    if nilai < 0 {
        words.push("minus");
    }
    let mut rest = nilai.unsigned_abs();
    if rest == 0 {
        words.push("nol");
    }
    for (unit, name) in RIBUAN {
        match rest / unit {
            0 => {}
            1 if unit == 1_000 => words.push("seribu"),
            count => {
                ratusan(count, &mut words);
                words.push(name);
            }
        }
        rest %= unit;
    }
    ratusan(rest, &mut words);
    words.join(" ")
}

/// Money from sen in words: `satu juta dua ratus lima puluh ribu rupiah`, `seribu rupiah lima puluh sen`.
pub fn terbilang_rupiah(sen: i64) -> String {
    let minus = if sen < 0 { "minus " } else { "" };
    // Below a quintillion after the division, so both fit.
    let whole = i64::try_from(sen.unsigned_abs() / 100).unwrap_or(i64::MAX);
    let rest = i64::try_from(sen.unsigned_abs() % 100).unwrap_or(0);
    match (whole, rest) {
        (0, rest) if rest > 0 => format!("{minus}{} sen", terbilang(rest)),
        (whole, 0) => format!("{minus}{} rupiah", terbilang(whole)),
        (whole, rest) => format!("{minus}{} rupiah {} sen", terbilang(whole), terbilang(rest)),
    }
}

/// The place in an order: `pertama`, `kedua`, `kedua puluh satu`. Zero, which is no place, is `kenol`.
pub fn urutan(nomor: u32) -> String {
    if nomor == 1 { "pertama".to_owned() } else { format!("ke{}", terbilang(i64::from(nomor))) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words() {
        let rows = [
            (0, "nol"),
            (8, "delapan"),
            (10, "sepuluh"),
            (11, "sebelas"),
            (12, "dua belas"),
            (19, "sembilan belas"),
            (20, "dua puluh"),
            (99, "sembilan puluh sembilan"),
            (100, "seratus"),
            (111, "seratus sebelas"),
            (1000, "seribu"),
            (1001, "seribu satu"),
            (2026, "dua ribu dua puluh enam"),
            (11_000, "sebelas ribu"),
            (100_000, "seratus ribu"),
            (101_000, "seratus satu ribu"),
            (1_001_000, "satu juta seribu"),
            (1_250_000, "satu juta dua ratus lima puluh ribu"),
            (1_000_000_000, "satu miliar"),
            (-5, "minus lima"),
            (
                i64::MIN,
                "minus sembilan kuintiliun dua ratus dua puluh tiga kuadriliun tiga ratus tujuh puluh dua triliun tiga puluh enam miliar delapan ratus lima puluh empat juta tujuh ratus tujuh puluh lima ribu delapan ratus delapan",
            ),
        ];
        for (nilai, text) in rows {
            assert_eq!(terbilang(nilai), text);
        }
    }

    #[test]
    fn money_and_order() {
        assert_eq!(terbilang_rupiah(125_000_000), "satu juta dua ratus lima puluh ribu rupiah");
        assert_eq!(terbilang_rupiah(100_050), "seribu rupiah lima puluh sen");
        assert_eq!(terbilang_rupiah(5), "lima sen");
        assert_eq!(terbilang_rupiah(0), "nol rupiah");
        assert_eq!(terbilang_rupiah(-100), "minus satu rupiah");
        assert_eq!(urutan(1), "pertama");
        assert_eq!(urutan(2), "kedua");
        assert_eq!(urutan(21), "kedua puluh satu");
    }

    /// Adds up words again.
    fn value(words: &str) -> i128 {
        let (mut total, mut group, mut last): (i128, i128, i128) = (0, 0, 0);
        for word in words.split(' ') {
            match word {
                "minus" | "nol" => {}
                "belas" => (group, last) = (group + last + 10, 0),
                "puluh" => (group, last) = (group + last * 10, 0),
                "ratus" => (group, last) = (group + last * 100, 0),
                "seratus" => group += 100,
                "seribu" => total += 1000,
                other => match RIBUAN.iter().find(|(_, name)| *name == other) {
                    Some((unit, _)) => (total, group, last) = (total + (group + last) * i128::from(*unit), 0, 0),
                    None => last = SATUAN.iter().position(|name| *name == other).unwrap() as i128,
                },
            }
        }
        let sum = total + group + last;
        if words.starts_with("minus") { -sum } else { sum }
    }

    proptest! {
        #[test]
        fn words_add_up(nilai: i64, small in -100_000i64..100_000) {
            prop_assert_eq!(value(&terbilang(nilai)), i128::from(nilai));
            prop_assert_eq!(value(&terbilang(small)), i128::from(small));
            prop_assert!(terbilang_rupiah(nilai).ends_with("rupiah") || terbilang_rupiah(nilai).ends_with("sen"));
        }
    }
}
