//! How many respondents are enough: the table of Krejcie and Morgan, from its formula.

/// Respondents needed for a population, at 95% confidence and 5% error; the whole population where it is small.
///
/// The formula is `X²·N·P(1-P) / (d²(N-1) + X²·P(1-P))` with X² = 3.841, P = 0.5, d = 0.05, reckoned in whole numbers.
pub fn krejcie_morgan(populasi: i64) -> i64 {
    if populasi <= 0 {
        return 0;
    }
    let populasi_besar = i128::from(populasi);
    let bawah = 250 * (populasi_besar - 1) + 96_025;
    let hasil = (2 * 96_025 * populasi_besar + bawah) / (2 * bawah);
    i64::try_from(hasil).unwrap_or(i64::MAX).min(populasi)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_printed_table() {
        let table = [
            (0, 0),
            (-5, 0),
            (1, 1),
            (10, 10),
            (15, 14),
            (100, 80),
            (220, 140),
            (500, 217),
            (1_000, 278),
            (5_000, 357),
            (10_000, 370),
            (75_000, 382),
            (1_000_000, 384),
            (i64::MAX, 384),
        ];
        for (populasi, harap) in table {
            assert_eq!(krejcie_morgan(populasi), harap, "{populasi}");
        }
    }

    proptest! {
        #[test]
        fn more_people_never_need_fewer_respondents(populasi in 1_i64..10_000_000) {
            prop_assert!(krejcie_morgan(populasi) <= krejcie_morgan(populasi + 1));
            prop_assert!(krejcie_morgan(populasi) <= populasi);
        }
    }
}
