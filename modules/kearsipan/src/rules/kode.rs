//! Classification codes: three digits, then numbers after dots, such as `500.12.6`. The code tells where it stands.

/// Longest code, in characters.
pub const PANJANG: usize = 40;

/// Whether a text is a code.
pub fn sah(kode: &str) -> bool {
    let mut bagian = kode.split('.');
    let pokok = bagian.next().unwrap_or_default();
    let angka = |teks: &str| !teks.is_empty() && teks.len() <= 4 && teks.bytes().all(|byte| byte.is_ascii_digit());
    pokok.len() == 3 && angka(pokok) && bagian.all(angka) && kode.len() <= PANJANG
}

/// The code above; none at the top.
pub fn induk(kode: &str) -> Option<&str> {
    kode.rsplit_once('.').map(|(induk, _)| induk)
}

/// How deep it stands, from 1.
pub fn tingkat(kode: &str) -> usize {
    kode.split('.').count()
}

/// The code itself and those above it, nearest first.
pub fn silsilah(kode: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(kode), |satu| induk(satu))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_told_from_other_texts() {
        let table = [
            ("000", true),
            ("500.12.6", true),
            ("500.12.10.1", true),
            ("", false),
            ("50", false),
            ("500.", false),
            ("500..1", false),
            ("00.15.21.1", false),
            ("500.a", false),
            ("500.1 ", false),
            ("500.12345", false),
        ];
        for (kode, harap) in table {
            assert_eq!(sah(kode), harap, "{kode}");
        }
    }

    #[test]
    fn a_code_knows_its_ancestors() {
        assert_eq!(silsilah("500.12.6").collect::<Vec<_>>(), ["500.12.6", "500.12", "500"]);
        assert_eq!((induk("500"), tingkat("500"), tingkat("500.12.6")), (None, 1, 3));
    }
}
