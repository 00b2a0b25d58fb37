//! Small pieces of sentences: lists, shortened texts, sizes, durations, and identity numbers that are shown in part.

mod identitas;

use std::time::Duration;

use crate::angka;

pub use identitas::{KesalahanIdentitas, Nik, Nip, samar_nama, samar_surel};

fn gabung<T: AsRef<str>>(items: &[T], word: &str) -> String {
    match items {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [first, second] => format!("{} {word} {}", first.as_ref(), second.as_ref()),
        [start @ .., last] => {
            let start: Vec<&str> = start.iter().map(AsRef::as_ref).collect();
            format!("{}, {word} {}", start.join(", "), last.as_ref())
        }
    }
}

/// `a`, `a dan b`, `a, b, dan c`
pub fn daftar_dan<T: AsRef<str>>(items: &[T]) -> String {
    gabung(items, "dan")
}

/// `a`, `a atau b`, `a, b, atau c`
pub fn daftar_atau<T: AsRef<str>>(items: &[T]) -> String {
    gabung(items, "atau")
}

/// The text in at most `length` characters, cut between words, with `…` where something is left out. A first word that is
/// too long is cut inside.
pub fn potong(text: &str, length: usize) -> String {
    let text = text.trim();
    let Some((limit, _)) = text.char_indices().nth(length) else { return text.to_owned() };
    if length == 0 {
        return String::new();
    }
    // One character is kept for the sign.
    let room = text.char_indices().nth(length - 1).map_or(limit, |(position, _)| position);
    let (kept, rest) = text.split_at(room);
    let whole_word = rest.starts_with(char::is_whitespace);
    let end = if whole_word { room } else { kept.rfind(char::is_whitespace).unwrap_or(room) };
    let kept = kept.get(..end).unwrap_or(kept).trim_end();
    let kept = kept.trim_end_matches([',', ';', ':', '.', '-', '–']).trim_end();
    format!("{kept}…")
}

/// A size in decimal units: `999 B`, `1,2 MB`; one decimal below ten, none from there on.
pub fn ukuran(bytes: u64) -> String {
    const UNITS: [&str; 7] = ["B", "kB", "MB", "GB", "TB", "PB", "EB"];
    let mut unit: u64 = 1;
    for (position, name) in UNITS.into_iter().enumerate() {
        // Tenths of the unit, rounded half up.
        let tenths = (u128::from(bytes) * 10 + u128::from(unit) / 2) / u128::from(unit);
        let last = position == UNITS.len() - 1;
        if position == 0 && bytes < 1000 {
            return format!("{bytes} B");
        }
        if position > 0 && tenths < 100 {
            return format!("{} {name}", angka::desimal_ringkas(i64::try_from(tenths).unwrap_or(i64::MAX), 1));
        }
        let whole = (u128::from(bytes) + u128::from(unit) / 2) / u128::from(unit);
        if position > 0 && (whole < 1000 || last) {
            return format!("{whole} {name}");
        }
        unit = unit.saturating_mul(1000);
    }
    format!("{bytes} B")
}

/// A duration in its two largest units: `2 jam 5 menit`, `3 hari`, `45 detik`; under a second `kurang dari 1 detik`.
/// A day is 24 hours.
pub fn durasi(duration: Duration) -> String {
    let seconds = duration.as_secs();
    let parts = [
        (seconds / 86_400, "hari"),
        (seconds / 3600 % 24, "jam"),
        (seconds / 60 % 60, "menit"),
        (seconds % 60, "detik"),
    ];
    // The unit after the largest, even if it is zero: 2 days and 3 minutes are "2 hari".
    let largest = parts.iter().position(|(count, _)| *count > 0);
    let Some(largest) = largest else { return "kurang dari 1 detik".to_owned() };
    let shown = parts.iter().skip(largest).take(2).filter(|(count, _)| *count > 0);
    let words: Vec<String> = shown.map(|(count, name)| format!("{count} {name}")).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lists() {
        let none: [&str; 0] = [];
        assert_eq!(daftar_dan(&none), "");
        assert_eq!(daftar_dan(&["a"]), "a");
        assert_eq!(daftar_dan(&["a", "b"]), "a dan b");
        assert_eq!(daftar_dan(&["a", "b", "c"]), "a, b, dan c");
        assert_eq!(daftar_atau(&["a".to_owned(), "b".to_owned(), "c".to_owned(), "d".to_owned()]), "a, b, c, atau d");
    }

    #[test]
    fn shortened() {
        let rows = [
            ("Dinas Komunikasi", 50, "Dinas Komunikasi"),
            ("Dinas Komunikasi", 16, "Dinas Komunikasi"),
            ("Dinas Komunikasi", 15, "Dinas…"),
            ("Dinas Komunikasi", 6, "Dinas…"),
            ("Dinas Komunikasi", 5, "Dina…"),
            ("Dinas, Komunikasi", 8, "Dinas…"),
            ("éééééé", 4, "ééé…"),
            ("abc", 0, ""),
            ("abc", 1, "…"),
            ("  abc  ", 3, "abc"),
        ];
        for (text, length, expected) in rows {
            assert_eq!(potong(text, length), expected, "{text} {length}");
        }
    }

    #[test]
    fn sizes() {
        let rows = [
            (0, "0 B"),
            (999, "999 B"),
            (1000, "1 kB"),
            (1249, "1,2 kB"),
            (1250, "1,3 kB"),
            (9949, "9,9 kB"),
            (9950, "10 kB"),
            (999_499, "999 kB"),
            (999_500, "1 MB"),
            (1_234_567, "1,2 MB"),
            (25_000_000_000, "25 GB"),
            (u64::MAX, "18 EB"),
        ];
        for (bytes, text) in rows {
            assert_eq!(ukuran(bytes), text, "{bytes}");
        }
    }

    #[test]
    fn durations() {
        let rows = [
            (0, "kurang dari 1 detik"),
            (45, "45 detik"),
            (60, "1 menit"),
            (125, "2 menit 5 detik"),
            (7500, "2 jam 5 menit"),
            (7200 + 5, "2 jam"),
            (86_400 * 3, "3 hari"),
            (86_400 + 3600 * 2 + 59, "1 hari 2 jam"),
            (86_400 * 2 + 180, "2 hari"),
        ];
        for (seconds, text) in rows {
            assert_eq!(durasi(Duration::from_secs(seconds)), text, "{seconds}");
        }
        assert_eq!(durasi(Duration::from_millis(900)), "kurang dari 1 detik");
    }

    proptest! {
        #[test]
        fn never_longer_than_asked(text: String, length in 0usize..40) {
            let short = potong(&text, length);
            prop_assert!(short.chars().count() <= length);
            prop_assert!(short.ends_with('…') || short == text.trim() || length == 0);
        }

        #[test]
        fn sizes_and_durations_never_panic(bytes: u64, seconds: u64, nanos in 0u32..1_000_000_000) {
            prop_assert!(!ukuran(bytes).starts_with("1000"));
            prop_assert!(!durasi(Duration::new(seconds, nanos)).is_empty());
        }
    }
}
