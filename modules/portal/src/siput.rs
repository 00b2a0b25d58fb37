//! The last part of an address, made from a title.
use kernel::indonesia::kata::slug;

/// Longest, in characters.
pub const TERPANJANG: usize = 80;

/// An address from a title or from what a person typed; empty when nothing of it can stand in one. Words are not cut.
pub fn dari(text: &str) -> String {
    let whole = slug(text);
    if whole.len() <= TERPANJANG {
        return whole;
    }
    let cut = whole.get(..=TERPANJANG).unwrap_or(&whole);
    let end = cut.rfind('-').filter(|end| *end > 0).unwrap_or(TERPANJANG);
    cut.get(..end).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_become_addresses() {
        let table = [
            ("Pasar Induk dibuka!", "pasar-induk-dibuka"),
            ("  Jam  Layanan -- Kantor ", "jam-layanan-kantor"),
            ("???", ""),
            ("DINKES", "dinkes"),
        ];
        for (title, expected) in table {
            assert_eq!(dari(title), expected, "{title}");
        }
        let long = dari(&"kata panjang sekali ".repeat(20));
        assert!(long.len() <= TERPANJANG && !long.ends_with('-') && long.starts_with("kata-panjang"), "{long}");
        let one = dari(&"a".repeat(200));
        assert!(!one.is_empty() && one.len() <= TERPANJANG, "{one}");
    }
}
