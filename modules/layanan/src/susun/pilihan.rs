//! Choices as lines of text: `Teks | keterangan [kode]`, one for each choice.
use formulir::Choice;
use kernel::indonesia::kata;

/// As they are written into the box.
pub fn tulis(pilihan: &[Choice]) -> String {
    let satu = |choice: &Choice| {
        let keterangan = if choice.hint.is_empty() { String::new() } else { format!(" | {}", choice.hint) };
        format!("{}{keterangan} [{}]", choice.label, choice.value)
    };
    pilihan.iter().map(satu).collect::<Vec<_>>().join("\n")
}

/// Reads the lines of the box. A line without a code gets one from its words that no other line has.
pub fn baca(teks: &str) -> Vec<Choice> {
    let mut semua: Vec<Choice> = Vec::new();
    for baris in teks.lines().map(str::trim).filter(|baris| !baris.is_empty()) {
        let (isi, kode) = match baris.strip_suffix(']').and_then(|isi| isi.rsplit_once('[')) {
            Some((isi, kode)) if !kode.trim().is_empty() => (isi, kode.trim().to_owned()),
            Some(_) | None => (baris, String::new()),
        };
        let (label, hint) = isi.split_once('|').unwrap_or((isi, ""));
        semua.push(Choice { value: kode, label: label.trim().to_owned(), hint: hint.trim().to_owned() });
    }
    for nomor in 0..semua.len() {
        let Some(choice) = semua.get(nomor).filter(|choice| choice.value.is_empty()) else { continue };
        let kode = bebas(&choice.label, &semua);
        if let Some(choice) = semua.get_mut(nomor) {
            choice.value = kode;
        }
    }
    semua
}

fn bebas(label: &str, semua: &[Choice]) -> String {
    let slug = kata::slug(label).replace('-', "_");
    let slug: String = slug.chars().filter(|huruf| huruf.is_ascii_alphanumeric() || *huruf == '_').take(50).collect();
    let dasar = if slug.is_empty() { "pilihan".to_owned() } else { slug };
    let bernomor = (2..=semua.len() + 2).map(|nomor| format!("{dasar}_{nomor}"));
    let mut calon = std::iter::once(dasar.clone()).chain(bernomor);
    calon.find(|kode| !semua.iter().any(|choice| choice.value == *kode)).unwrap_or(dasar)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_choices() {
        let table = [
            ("Ya\nTidak", vec![("ya", "Ya", ""), ("tidak", "Tidak", "")]),
            (
                "  Sewa | per bulan [sewa]  \n\n Milik sendiri ",
                vec![("sewa", "Sewa", "per bulan"), ("milik_sendiri", "Milik sendiri", "")],
            ),
            ("Sama\nSama\nLain [sama_2]", vec![("sama", "Sama", ""), ("sama_3", "Sama", ""), ("sama_2", "Lain", "")]),
            ("Ukuran [besar] \nx []", vec![("besar", "Ukuran", ""), ("x", "x []", "")]),
            ("!!!", vec![("pilihan", "!!!", "")]),
            ("", vec![]),
        ];
        for (teks, harap) in table {
            let dapat = baca(teks);
            let dapat: Vec<(&str, &str, &str)> = dapat
                .iter()
                .map(|choice| (choice.value.as_str(), choice.label.as_str(), choice.hint.as_str()))
                .collect();
            assert_eq!(dapat, harap, "{teks}");
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        for teks in ["A | b [c]\nD [e]", "Perseorangan [orang]"] {
            assert_eq!(tulis(&baca(teks)), teks);
        }
    }
}
