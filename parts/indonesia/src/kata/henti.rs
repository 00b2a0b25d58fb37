//! Stop words: words so common in official Indonesian that a search for them finds everything.

/// Sorted, folded.
const STOP_WORDS: [&str; 47] = [
    "ada", "adalah", "agar", "akan", "antara", "apabila", "atas", "atau", "bagi", "bahwa", "belum", "dalam", "dan",
    "dapat", "dari", "demi", "dengan", "di", "hal", "harus", "ialah", "ini", "itu", "jika", "juga", "kami", "karena",
    "ke", "kepada", "maka", "oleh", "para", "pada", "saat", "sampai", "saya", "sebagai", "secara", "sehingga", "serta",
    "suatu", "telah", "tentang", "terhadap", "untuk", "yaitu", "yang",
];

/// Whether a folded word carries no meaning for searching.
pub(super) fn is_stop_word(word: &str) -> bool {
    STOP_WORDS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stop_words_are_folded_and_unique() {
        for (position, word) in STOP_WORDS.iter().enumerate() {
            assert!(word.chars().all(|letter| letter.is_ascii_lowercase()), "{word}");
            assert!(!STOP_WORDS[..position].contains(word), "{word}");
        }
        assert!(is_stop_word("yang"));
        assert!(!is_stop_word("tidak"));
    }
}
