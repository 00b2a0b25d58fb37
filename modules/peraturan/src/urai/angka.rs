//! Numbers as regulations write them: Roman figures, ordinals in words, letters, and digits that OCR misread.

/// Value of a Roman figure in capitals, 1 to 3999; `None` if it is not one in canonical form.
pub fn romawi(teks: &str) -> Option<u32> {
    if teks.is_empty() || teks.len() > 15 {
        return None;
    }
    let mut jumlah = 0u32;
    let mut sebelum = 0u32;
    for huruf in teks.chars().rev() {
        let nilai = match huruf {
            'I' => 1,
            'V' => 5,
            'X' => 10,
            'L' => 50,
            'C' => 100,
            'D' => 500,
            'M' => 1000,
            _ => return None,
        };
        if nilai < sebelum {
            jumlah = jumlah.checked_sub(nilai)?;
        } else {
            jumlah += nilai;
            sebelum = nilai;
        }
    }
    (ke_romawi(jumlah) == teks).then_some(jumlah)
}

/// The Roman figure of a number; empty for 0.
pub fn ke_romawi(mut nilai: u32) -> String {
    const TANGGA: [(u32, &str); 13] = [
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
    let mut hasil = String::new();
    for (besar, tulisan) in TANGGA {
        while nilai >= besar && hasil.len() < 24 {
            hasil.push_str(tulisan);
            nilai -= besar;
        }
    }
    hasil
}

/// Position of a list letter: a = 1, z = 26, then aa = 27, bb = 28 (also written ab), to zz = 52. Lower case only.
pub fn huruf(teks: &str) -> Option<u32> {
    let mut isi = teks.chars();
    let satu = |c: char| c.is_ascii_lowercase().then(|| u32::from(c) - u32::from('a') + 1);
    let pertama = satu(isi.next()?)?;
    let Some(kedua) = isi.next() else { return Some(pertama) };
    let kedua = satu(kedua)?;
    (isi.next().is_none() && (pertama == kedua || pertama == 1)).then_some(26 + kedua)
}

/// The list letter of a position: 1 = a, 27 = aa, 28 = bb; empty for 0.
pub fn ke_huruf(nilai: u32) -> String {
    let Some(nol) = nilai.checked_sub(1) else { return String::new() };
    let satu = char::from(b'a' + u8::try_from(nol % 26).unwrap_or(0));
    std::iter::repeat_n(satu, usize::try_from(nol / 26).unwrap_or(0).min(4) + 1).collect()
}

/// Value of an ordinal in words without "ke": `satu`, `dua belas`, `duabelas`, `dua puluh satu`.
fn bilangan(teks: &str) -> Option<u32> {
    const SATUAN: [(&str, u32); 12] = [
        ("satu", 1),
        ("pertama", 1),
        ("dua", 2),
        ("tiga", 3),
        ("empat", 4),
        ("lima", 5),
        ("enam", 6),
        ("tujuh", 7),
        ("delapan", 8),
        ("sembilan", 9),
        ("sepuluh", 10),
        ("sebelas", 11),
    ];
    let satuan = |isi: &str| SATUAN.iter().find(|(kata, _)| *kata == isi).map(|(_, nilai)| *nilai);
    if let Some(nilai) = satuan(teks) {
        return Some(nilai);
    }
    if let Some(depan) = teks.strip_suffix("belas") {
        return satuan(depan).filter(|n| (2..=9).contains(n)).map(|n| n + 10);
    }
    let (depan, belakang) = teks.split_once("puluh")?;
    let puluh = satuan(depan).filter(|n| (2..=9).contains(n))? * 10;
    if belakang.is_empty() { Some(puluh) } else { satuan(belakang).filter(|n| *n <= 9).map(|n| puluh + n) }
}

/// Reads an ordinal at the start ("Kesatu", "Kedua belas", "KETIGABELAS"); gives value, the words as written and the rest.
pub fn urutan(teks: &str) -> Option<(u32, &str, &str)> {
    let mut terbaik = None;
    let mut gabungan = String::new();
    let mut akhir = 0usize;
    for kata in teks.split(' ').take(4) {
        akhir += kata.len();
        gabungan.push_str(&kata.to_lowercase());
        let isi = gabungan.strip_prefix("ke").unwrap_or(&gabungan);
        if gabungan.starts_with("ke") || gabungan == "pertama" {
            if let Some(nilai) = bilangan(isi) {
                terbaik = Some((nilai, teks.get(..akhir)?, teks.get(akhir..)?.trim_start()));
            }
        } else {
            break;
        }
        akhir += 1;
    }
    terbaik
}

/// Digits as OCR misreads them: `l0` is 10, `O` is 0, `S` is 5. `None` if a character cannot stand for a digit.
pub fn angka_ocr(teks: &str) -> Option<u32> {
    if teks.is_empty() || teks.len() > 6 {
        return None;
    }
    let mut nilai = 0u32;
    for c in teks.chars() {
        let digit = match c {
            '0'..='9' => u32::from(c) - u32::from('0'),
            'O' | 'o' | 'Q' => 0,
            'l' | 'I' | '|' | '!' | 'i' => 1,
            'Z' | 'z' => 2,
            'S' | 's' => 5,
            'B' => 8,
            _ => return None,
        };
        nilai = nilai.checked_mul(10)?.checked_add(digit)?;
    }
    Some(nilai)
}

/// Plain digits, at most six.
pub fn digit(teks: &str) -> Option<u32> {
    if teks.is_empty() || teks.len() > 6 || !teks.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    teks.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roman_figures_go_both_ways() {
        for nilai in 1..=400 {
            assert_eq!(romawi(&ke_romawi(nilai)), Some(nilai));
        }
        for salah in ["", "IIII", "VX", "A", "IC", "IXIX"] {
            assert_eq!(romawi(salah), None, "{salah}");
        }
    }

    #[test]
    fn list_letters_go_both_ways() {
        for nilai in 1..=52 {
            assert_eq!(huruf(&ke_huruf(nilai)), Some(nilai));
        }
        assert_eq!(huruf("ab"), Some(28));
        for salah in ["", "A", "aaa", "1", "é", "di", "ke"] {
            assert_eq!(huruf(salah), None, "{salah}");
        }
    }

    #[test]
    fn ordinals_in_words() {
        let tabel = [
            ("Kesatu", 1, ""),
            ("Pertama Umum", 1, "Umum"),
            ("Kedua", 2, ""),
            ("Kesepuluh", 10, ""),
            ("Kesebelas Layanan", 11, "Layanan"),
            ("Keduabelas", 12, ""),
            ("Ketujuh belas", 17, ""),
            ("KETIGA BELAS DATA", 13, "DATA"),
            ("Kedua Puluh", 20, ""),
            ("Kedua Puluh Satu Umum", 21, "Umum"),
        ];
        for (teks, nilai, sisa) in tabel {
            let (n, _, s) = urutan(teks).unwrap();
            assert_eq!((n, s), (nilai, sisa), "{teks}");
        }
        for salah in ["Organisasi", "Keuangan", "", "Ke", "Umum Kesatu"] {
            assert_eq!(urutan(salah), None, "{salah}");
        }
    }

    #[test]
    fn misread_digits() {
        for (teks, nilai) in
            [("l0", Some(10)), ("O", Some(0)), ("1S", Some(15)), ("7", Some(7)), ("x", None), ("", None)]
        {
            assert_eq!(angka_ocr(teks), nilai, "{teks}");
        }
    }
}
