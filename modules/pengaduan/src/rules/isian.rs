//! What a form may say, and how long.
use kernel::FieldError;

/// Characters of a title.
pub const JUDUL: usize = 120;
/// Characters of the text.
pub const URAIAN: usize = 5_000;
/// Characters of a landmark.
pub const PATOKAN: usize = 200;
/// Characters of a name, an address or a number.
pub const PENDEK: usize = 120;
/// Characters of an answer or a reason.
pub const JAWABAN: usize = 3_000;
/// Fewest characters of the text: less says nothing.
pub const URAIAN_SEDIKIT: usize = 20;

/// The text without what cannot be seen, at most so long.
pub fn potong(teks: &str, panjang: usize) -> String {
    let bersih = teks.replace("\r\n", "\n");
    let mut hasil = String::new();
    for huruf in bersih.trim().chars().filter(|huruf| !tersembunyi(*huruf)).take(panjang) {
        hasil.push(huruf);
    }
    hasil.trim_end().to_owned()
}

/// Control characters but the end of a line and the tab, and marks that turn the direction of text or that nobody sees: with them a text
/// can show something else than it says.
fn tersembunyi(huruf: char) -> bool {
    huruf.is_control() && !matches!(huruf, '\n' | '\t')
        || matches!(huruf, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// The title, or the beginning of the text where none was given.
pub fn judul(judul: &str, uraian: &str) -> String {
    let satu_baris = |teks: &str| teks.split_whitespace().collect::<Vec<_>>().join(" ");
    let judul = satu_baris(&potong(judul, JUDUL));
    if judul.is_empty() { kernel::indonesia::kalimat::potong(&satu_baris(&potong(uraian, URAIAN)), 80) } else { judul }
}

/// What is wrong with a text that must be there.
pub fn wajib(
    field: &'static str,
    teks: &str,
    sedikit: usize,
    banyak: usize,
    kosong: &'static str,
) -> Option<FieldError> {
    let panjang = potong(teks, usize::MAX).chars().count();
    if panjang == 0 {
        Some(FieldError::new(field, kosong))
    } else if panjang < sedikit {
        Some(FieldError::new(field, format!("Terlalu pendek. Tulis paling sedikit {sedikit} huruf")))
    } else {
        terlalu_panjang(field, teks, banyak)
    }
}

/// What is wrong with a text that may be missing.
pub fn terlalu_panjang(field: &'static str, teks: &str, banyak: usize) -> Option<FieldError> {
    let panjang = teks.chars().count();
    (panjang > banyak)
        .then(|| FieldError::new(field, format!("Terlalu panjang: {panjang} huruf. Paling banyak {banyak} huruf")))
}

/// Whether this looks like an e-mail address.
pub fn surel(teks: &str) -> bool {
    let Some((nama, domain)) = teks.rsplit_once('@') else { return false };
    let wajar = |satu: &str| {
        !satu.is_empty()
            && satu.chars().all(|huruf| {
                huruf.is_ascii_graphic()
                    && !matches!(huruf, '<' | '>' | '(' | ')' | ',' | ';' | ':' | '"' | '\\' | '@' | '[' | ']')
            })
    };
    wajar(nama)
        && wajar(domain)
        && domain.contains('.')
        && !domain.starts_with('.')
        && !domain.ends_with('.')
        && teks.len() <= 200
}

/// Whether this looks like a telephone number.
pub fn telepon(teks: &str) -> bool {
    let angka = teks.chars().filter(char::is_ascii_digit).count();
    (8..=15).contains(&angka)
        && teks.chars().all(|huruf| huruf.is_ascii_digit() || matches!(huruf, '+' | '-' | ' ' | '(' | ')' | '.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_lose_what_cannot_be_seen() {
        let table = [
            ("  jalan\r\nrusak \u{0}", "jalan\nrusak"),
            ("a\u{202e}b\u{200b}c", "abc"),
            ("é ö 😀", "é ö 😀"),
            ("\u{feff}", ""),
        ];
        for (dari, jadi) in table {
            assert_eq!(potong(dari, 100), jadi);
        }
        assert_eq!(potong("abcdef", 3), "abc");
        assert_eq!(judul(" ", "Jalan\nrusak  berat"), "Jalan rusak berat");
    }

    #[test]
    fn addresses_and_numbers_are_told_from_other_things() {
        for (teks, harap) in
            [("a@b.id", true), ("a@b", false), ("@b.id", false), ("a b@c.id", false), ("a@b.id\nBcc: x@y.id", false)]
        {
            assert_eq!(surel(teks), harap, "{teks}");
        }
        for (teks, harap) in
            [("0812-3456-7890", true), ("+62 812 3456 789", true), ("123", false), ("0812x3456789", false)]
        {
            assert_eq!(telepon(teks), harap, "{teks}");
        }
    }
}
