//! Marks of ayat, huruf and angka at the start of a text: whole, damaged, or standing alone.

use super::angka;
use super::kalimat;
use super::naskah::Jenis;

/// The shape of a mark; each shape is a list of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bentuk {
    /// `(1)`
    Ayat,
    /// `a.`
    HurufTitik,
    /// `1.`
    AngkaTitik,
    /// `a)`
    HurufKurung,
    /// `1)`
    AngkaKurung,
}

impl Bentuk {
    /// What a node with this mark is.
    pub fn jenis(self) -> Jenis {
        match self {
            Bentuk::Ayat => Jenis::Ayat,
            Bentuk::HurufTitik | Bentuk::HurufKurung => Jenis::Huruf,
            Bentuk::AngkaTitik | Bentuk::AngkaKurung => Jenis::Angka,
        }
    }

    /// The canonical number of a value.
    pub fn nomor(self, nilai: u32) -> String {
        match self {
            Bentuk::Ayat | Bentuk::AngkaTitik | Bentuk::AngkaKurung => nilai.to_string(),
            Bentuk::HurufTitik | Bentuk::HurufKurung => angka::ke_huruf(nilai),
        }
    }

    /// The mark of a value as printed.
    pub fn tulis(self, nilai: u32) -> String {
        let nomor = self.nomor(nilai);
        match self {
            Bentuk::Ayat => format!("({nomor})"),
            Bentuk::HurufTitik | Bentuk::AngkaTitik => format!("{nomor}."),
            Bentuk::HurufKurung | Bentuk::AngkaKurung => format!("{nomor})"),
        }
    }
}

/// A whole mark in front of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Penanda<'a> {
    pub bentuk: Bentuk,
    pub nilai: u32,
    /// The mark as written.
    pub tanda: &'a str,
    /// The text after it.
    pub sisa: &'a str,
    /// Written in capitals or with misread digits, so that it counts only where it is expected.
    pub lemah: bool,
}

/// Reads a whole mark at the start of a text.
pub(super) fn baca(teks: &str) -> Option<Penanda<'_>> {
    let buat = |bentuk, nilai, panjang: usize, lemah| {
        let (tanda, sisa) = (teks.get(..panjang)?, teks.get(panjang..)?);
        Some(Penanda { bentuk, nilai, tanda, sisa: sisa.trim_start(), lemah })
    };
    if let Some(dalam) = teks.strip_prefix('(') {
        let isi =
            dalam.get(..dalam.len().min(10)).or_else(|| dalam.get(..dalam.find(')')?.min(10)))?.split(')').next()?;
        dalam.get(isi.len()..)?.strip_prefix(')')?;
        let bersih = isi.trim();
        let panjang = isi.len() + 2;
        if let Some(nilai) = angka::digit(bersih).filter(|n| (1..1000).contains(n)) {
            return buat(Bentuk::Ayat, nilai, panjang, false);
        }
        let berangka = bersih.chars().count() <= 2
            && (bersih.bytes().any(|b| b.is_ascii_digit()) || matches!(bersih, "l" | "I" | "|"));
        let nilai = angka::angka_ocr(bersih).filter(|n| berangka && (1..100).contains(n))?;
        return buat(Bentuk::Ayat, nilai, panjang, true);
    }
    let batas = teks.char_indices().take(6).find(|(_, c)| matches!(c, '.' | ')'))?.0;
    let isi = teks.get(..batas)?;
    let kurung = teks.get(batas..)?.starts_with(')');
    let sisa = teks.get(batas + 1..)?;
    let angka_penuh = angka::digit(isi).filter(|n| (1..10_000).contains(n));
    // "1.5 juta" and "a.n." are not marks.
    let rapat = sisa
        .chars()
        .next()
        .is_some_and(|c| if angka_penuh.is_some() { c.is_ascii_digit() } else { !c.is_whitespace() });
    if rapat {
        return None;
    }
    if let Some(nilai) = angka_penuh {
        return buat(if kurung { Bentuk::AngkaKurung } else { Bentuk::AngkaTitik }, nilai, batas + 1, false);
    }
    let bentuk = if kurung { Bentuk::HurufKurung } else { Bentuk::HurufTitik };
    if let Some(nilai) = angka::huruf(isi) {
        return buat(bentuk, nilai, batas + 1, false);
    }
    let nilai = angka::huruf(&isi.to_lowercase()).filter(|_| isi.len() == 1)?;
    buat(bentuk, nilai, batas + 1, true)
}

/// A damaged ayat mark in front of a text: a short word with a bracket, a sign or one digit, then a capital. Gives mark and text.
pub(super) fn rusak(teks: &str) -> Option<(&str, &str)> {
    let (tanda, sisa) = teks.split_once(' ')?;
    let panjang = tanda.chars().count();
    if panjang > 3 || !kalimat::kapital(sisa) || sisa.starts_with('(') {
        return None;
    }
    let kurung = tanda.chars().any(|c| matches!(c, '(' | ')' | '[' | ']' | '{' | '}' | '@' | '©' | '®' | '¢'));
    let angka = panjang == 1 && tanda.bytes().all(|b| b.is_ascii_digit());
    let kata = tanda.chars().filter(|c| c.is_alphabetic()).count() >= 2;
    ((kurung && !kata) || angka || matches!(tanda, "B" | "8" | "S")).then_some((tanda, sisa))
}

/// What a line is that holds no text of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lepas {
    /// A whole mark.
    Penanda,
    /// A number without ornaments.
    Angka,
    /// Remains of marks.
    Sampah,
}

/// Recognises a line without text: a lone mark, a lone number, remains of marks; `None` for text.
pub(super) fn lepas(teks: &str) -> Option<Lepas> {
    const KATA: [&str; 16] =
        ["dan", "di", "ke", "ini", "itu", "atau", "ia", "per", "apa", "hal", "hak", "wib", "ttd", "rp", "pp", "uu"];
    if teks.len() > 40 {
        return None;
    }
    if baca(teks).is_some_and(|penanda| penanda.sisa.is_empty()) {
        return Some(Lepas::Penanda);
    }
    if teks.bytes().all(|b| b.is_ascii_digit()) {
        return Some(Lepas::Angka);
    }
    let mut aneh = false;
    let mut pendek = true;
    let mut banyak = 0;
    for kata in teks.split(' ') {
        let huruf: String = kata.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
        if kata.chars().count() > 3 || KATA.contains(&huruf.as_str()) {
            return None;
        }
        banyak += 1;
        aneh |= kata
            .chars()
            .any(|c| c.is_ascii_digit() || matches!(c, '(' | ')' | '[' | ']' | '@' | '©' | '|' | '{' | '}'));
        pendek &= huruf.len() <= 1 || (huruf.len() == 2 && kata.chars().all(char::is_lowercase));
    }
    // "SPBE." ends a sentence; a lone sign or letter does not.
    let berakhir = teks.ends_with(['.', ';', ':']) && teks.chars().filter(|c| c.is_alphabetic()).count() >= 2;
    (!berakhir && (aneh || pendek) && banyak <= 12).then_some(Lepas::Sampah)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_marks() {
        let tabel = [
            ("(1) Bupati", Some((Bentuk::Ayat, 1, false, "Bupati"))),
            ("( 2 ) Bupati", Some((Bentuk::Ayat, 2, false, "Bupati"))),
            ("(3)Bupati", Some((Bentuk::Ayat, 3, false, "Bupati"))),
            ("(l) Bupati", Some((Bentuk::Ayat, 1, true, "Bupati"))),
            ("(lima) tahun", None),
            ("(dua) x", None),
            ("a. satu", Some((Bentuk::HurufTitik, 1, false, "satu"))),
            ("aa. satu", Some((Bentuk::HurufTitik, 27, false, "satu"))),
            ("C. satu", Some((Bentuk::HurufTitik, 3, true, "satu"))),
            ("a.n. Bupati", None),
            ("12. satu", Some((Bentuk::AngkaTitik, 12, false, "satu"))),
            ("1.5 juta", None),
            ("1) satu", Some((Bentuk::AngkaKurung, 1, false, "satu"))),
            ("b) satu", Some((Bentuk::HurufKurung, 2, false, "satu"))),
            ("H. Nama", Some((Bentuk::HurufTitik, 8, true, "Nama"))),
            ("(", None),
            ("(é) x", None),
            ("", None),
        ];
        for (teks, harap) in tabel {
            let hasil = baca(teks).map(|p| (p.bentuk, p.nilai, p.lemah, p.sisa));
            assert_eq!(hasil, harap, "{teks}");
        }
    }

    #[test]
    fn damaged_marks() {
        for teks in [
            "() Bupati",
            "8] Bupati",
            "(] Bupati",
            ") Bupati",
            "3 Bupati",
            "(1 Bupati",
            "(20 Bupati",
            "@ Bupati",
            "B Bupati",
        ] {
            assert_eq!(rusak(teks).map(|(_, sisa)| sisa), Some("Bupati"), "{teks}");
        }
        for teks in ["2 (dua) tahun", "Di Kota", "14 Hari", "(TIK) Kota", "a Bupati"] {
            assert_eq!(rusak(teks), None, "{teks}");
        }
    }

    #[test]
    fn lines_without_text() {
        for teks in ["()", "©)", "(©)", "@)", "RO 0T", "o0 o", "s e", "Y", ".8", "a", "5o o", "12,"] {
            assert_eq!(lepas(teks), Some(Lepas::Sampah), "{teks}");
        }
        for teks in ["(1)", "11.", "a."] {
            assert_eq!(lepas(teks), Some(Lepas::Penanda), "{teks}");
        }
        for teks in ["dan", "dan /atau", "TIK", "TIK.", "Umum", "IT dan", "di", "PD"] {
            assert_eq!(lepas(teks), None, "{teks}");
        }
        assert_eq!(lepas("2"), Some(Lepas::Angka));
    }
}
