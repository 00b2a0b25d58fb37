//! Likeness of two short texts, for hints such as "this may be entered already".

use std::collections::BTreeSet;

/// Characters that are compared; enough for any name or title.
const MAX_CHARS: usize = 400;

fn trigrams(text: &str) -> BTreeSet<[char; 3]> {
    let mut set = BTreeSet::new();
    let cut = text.char_indices().nth(MAX_CHARS).map_or(text.len(), |(position, _)| position);
    for token in super::tokens(text.get(..cut).unwrap_or(text)) {
        let padded: Vec<char> = "  ".chars().chain(token.word.chars()).chain(std::iter::once(' ')).collect();
        for window in padded.windows(3) {
            if let [first, second, third] = window {
                set.insert([*first, *second, *third]);
            }
        }
    }
    set
}

/// How alike two texts are, from 0 (nothing in common) to 1 (same words): shared trigrams of words over all trigrams.
/// Case, diacritics, signs and the order of words do not matter. About 0.5 and more is worth showing.
pub fn kemiripan(left: &str, right: &str) -> f64 {
    let (left, right) = (trigrams(left), trigrams(right));
    let shared = left.intersection(&right).count();
    let all = left.len() + right.len() - shared;
    if all == 0 { 0.0 } else { shared as f64 / all as f64 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn likeness() {
        let alike = |left, right| kemiripan(left, right);
        assert_eq!(alike("Dinas Pekerjaan Umum", "dinas  pekerjaan umum."), 1.0);
        assert_eq!(alike("Umum Dinas Pekerjaan", "Dinas Pekerjaan Umum"), 1.0);
        assert!(alike("Dinas Kesehatan", "Dinas Kesehatn") > 0.7);
        assert!(alike("Dinas Kesehatan", "Badan Keuangan") < 0.4);
        assert_eq!(alike("abc", "xyz"), 0.0);
        assert_eq!(alike("", ""), 0.0);
        assert_eq!(alike("...", "abc"), 0.0);
    }

    proptest! {
        #[test]
        fn bounds_and_symmetry(left: String, right: String) {
            let likeness = kemiripan(&left, &right);
            prop_assert!((0.0..=1.0).contains(&likeness));
            prop_assert_eq!(likeness, kemiripan(&right, &left));
            prop_assert!(kemiripan(&left, &left) == 1.0 || crate::kata::tokens(&left).next().is_none());
        }
    }
}
