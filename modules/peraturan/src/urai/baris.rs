//! From raw text to clean lines: characters that cannot be printed, marks of markdown and HTML, and page furniture.

use super::catatan::Catatan;
use super::naskah::JenisPerbaikan;

/// Lines read into structure; what follows is kept as one text.
const BATAS_BARIS: usize = 600_000;

/// A line that is not empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Baris {
    /// Line of the source, from 1.
    pub nomor: usize,
    /// The clean text, single blanks, not empty.
    pub teks: String,
    /// An empty line (or the start of the text) stands before it.
    pub jeda: bool,
    /// It carried the bullet of a list.
    pub butir: bool,
}

/// Clean lines, and the rest past the limit.
pub(super) fn bersihkan(teks: &str, catatan: &mut Catatan) -> (Vec<Baris>, String) {
    let mut daftar: Vec<Baris> = Vec::new();
    let mut sisa = String::new();
    let mut jeda = true;
    let mut paraf = 0usize;
    let mut dibuang = 0usize;
    for (urut, mentah) in teks.split(['\n', '\u{2028}', '\u{2029}', '\u{85}']).enumerate() {
        let nomor = urut + 1;
        if daftar.len() >= BATAS_BARIS {
            sisa.push_str(mentah.trim());
            sisa.push('\n');
            continue;
        }
        for (letak, potong) in mentah.split('\u{c}').enumerate() {
            jeda |= letak > 0;
            let (isi, butir) = rapikan(potong, nomor, catatan);
            if isi.is_empty() {
                jeda = true;
                paraf = 0;
                continue;
            }
            if paraf > 0 && paraf <= 8 && baris_paraf(&isi) {
                paraf += 1;
                catatan.buang(nomor, JenisPerbaikan::PerabotHalaman, &isi, dibuang == nomor - 1);
                dibuang = nomor;
                continue;
            }
            paraf = 0;
            if kepala_paraf(&isi) {
                paraf = 1;
                catatan.buang(nomor, JenisPerbaikan::PerabotHalaman, &isi, false);
                dibuang = nomor;
                continue;
            }
            if perabot(&isi) {
                catatan.buang(nomor, JenisPerbaikan::PerabotHalaman, &isi, dibuang == nomor - 1);
                dibuang = nomor;
                jeda = true;
                continue;
            }
            if halaman_berhias(&isi) {
                catatan.buang(nomor, JenisPerbaikan::NomorHalaman, &isi, false);
                jeda = true;
                continue;
            }
            daftar.push(Baris { nomor, teks: isi, jeda, butir });
            jeda = false;
        }
    }
    (daftar, sisa)
}

/// One line without marks: the text with single blanks, and whether it had a bullet.
fn rapikan(mentah: &str, nomor: usize, catatan: &mut Catatan) -> (String, bool) {
    let (mut isi, kendali) =
        if bersih(mentah) { (mentah.trim().to_owned(), false) } else { saring(mentah, nomor, catatan) };
    if kendali {
        catatan.markah(nomor, "\u{fffd}");
    }
    if isi.contains('<') {
        isi = tanpa_tag(&isi, nomor, catatan);
    }
    isi.truncate(isi.trim_end().len());
    let pagar = isi.bytes().take_while(|b| *b == b'#').count();
    if pagar > 0
        && pagar <= 6
        && let Some(judul) = isi.get(pagar..).and_then(|sisa| sisa.strip_prefix(' '))
    {
        catatan.markah(nomor, "#");
        isi = judul.trim_start().to_owned();
    }
    for tanda in ["- ", "• ", "– ", "▪ ", "● ", "· ", "\u{f0b7} "] {
        if let Some(sisa) = isi.strip_prefix(tanda)
            && !halaman_berhias(&isi)
        {
            catatan.markah(nomor, tanda.trim_end());
            return (sisa.trim_start().to_owned(), true);
        }
    }
    (isi, false)
}

/// The common line: printable ASCII without marks, and no two blanks in a row except at its ends.
fn bersih(mentah: &str) -> bool {
    let bytes = mentah.trim().as_bytes();
    bytes.iter().all(|b| (b' '..=b'~').contains(b) && *b != b'*') && !mentah.trim().contains("  ")
}

/// Single blanks, no marks of emphasis, nothing that cannot be printed; true if there was such a thing.
fn saring(mentah: &str, nomor: usize, catatan: &mut Catatan) -> (String, bool) {
    let mut isi = String::with_capacity(mentah.len());
    let mut kosong = true;
    let mut kendali = false;
    let mut jalan = mentah.chars().peekable();
    while let Some(c) = jalan.next() {
        match c {
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' => {
                kendali = true
            }
            // Inside a word it is not a mark of emphasis.
            '*' if isi.ends_with(char::is_alphanumeric)
                && jalan.peek().is_some_and(|lanjut| lanjut.is_alphanumeric()) =>
            {
                isi.push('*');
                kosong = false;
            }
            '*' => catatan.markah(nomor, "*"),
            c if c.is_whitespace() => {
                if !kosong {
                    isi.push(' ');
                    kosong = true;
                }
            }
            c if c.is_control() => {
                kendali = true;
                if !kosong {
                    isi.push(' ');
                    kosong = true;
                }
            }
            c => {
                isi.push(c);
                kosong = false;
            }
        }
    }
    (isi, kendali)
}

/// Removes the few HTML tags that OCR writes; each is noted with its words.
fn tanpa_tag(isi: &str, nomor: usize, catatan: &mut Catatan) -> String {
    const TAG: [&str; 9] = ["i", "b", "u", "br", "sup", "sub", "p", "strong", "em"];
    let mut hasil = String::with_capacity(isi.len());
    let mut sisa = isi;
    while let Some((depan, belakang)) = sisa.split_once('<') {
        hasil.push_str(depan);
        let tag = belakang.get(..belakang.len().min(12)).unwrap_or_default().split_once('>').map(|(nama, _)| nama);
        let nama = tag.map(|nama| nama.trim_matches(['/', ' ']).to_ascii_lowercase());
        match (tag, nama) {
            (Some(tag), Some(nama)) if TAG.contains(&nama.as_str()) => {
                catatan.perbaiki(nomor, JenisPerbaikan::Markah, format!("<{tag}>"), "");
                sisa = belakang.get(tag.len() + 1..).unwrap_or_default();
                let rapat = hasil.ends_with(char::is_alphanumeric) && sisa.starts_with(char::is_alphanumeric);
                if (nama == "br" && !hasil.ends_with(' ') && !sisa.starts_with(' ')) || rapat {
                    hasil.push(' ');
                } else if hasil.ends_with(' ') {
                    sisa = sisa.trim_start();
                }
            }
            _ => {
                hasil.push('<');
                sisa = belakang;
            }
        }
    }
    hasil.push_str(sisa);
    hasil
}

/// Head of a table of initials ("PARAF KOORDINASI", "PARAF HIERARKI"), also as OCR misreads it.
fn kepala_paraf(isi: &str) -> bool {
    if isi.len() > 40 || isi.chars().any(char::is_lowercase) {
        return false;
    }
    let huruf: String = isi.chars().filter(|c| c.is_alphabetic()).collect();
    (huruf.starts_with("PA") && huruf.contains("KOORDINASI") && huruf.len() <= 18)
        || huruf.starts_with("PARAFHIERARKI")
        || huruf.starts_with("PARAFHIRARKI")
        || huruf == "PARAF"
}

/// A row of that table: short and without an end of sentence, or with a cell border.
fn baris_paraf(isi: &str) -> bool {
    isi.chars().count() <= 40
        && !isi.starts_with("BAB ")
        && !isi.starts_with("Pasal ")
        && !isi.starts_with("Bagian ")
        && !isi.starts_with("Paragraf ")
        && !isi.ends_with([';', ':'])
        && !isi.starts_with('(')
}

/// Running heads and addresses that belong to the page and not to the regulation.
fn perabot(isi: &str) -> bool {
    if isi.len() > 80 {
        return false;
    }
    let kecil = isi.to_lowercase();
    let alamat =
        !kecil.contains(' ') && kecil.contains('.') && (kecil.contains("jdih") || kecil.contains("peraturan."));
    alamat
        || kecil.starts_with("sk no") && kecil.chars().filter(char::is_ascii_digit).count() >= 4
        || kecil.starts_with("paraf ") && kecil.len() < 30
        || matches!(kecil.as_str(), "salinan |" | "| salinan |")
}

/// A page number with ornaments: "- 5 -", "Halaman 5 dari 20", "hal. 5".
fn halaman_berhias(isi: &str) -> bool {
    if isi.chars().count() > 24 {
        return false;
    }
    let tengah = isi.trim_matches(['-', '–', '—', ' ', '~']);
    if tengah.len() < isi.len()
        && isi.starts_with(['-', '–', '—', '~'])
        && isi.ends_with(['-', '–', '—', '~'])
        && !tengah.is_empty()
        && tengah.bytes().all(|b| b.is_ascii_digit())
    {
        return true;
    }
    let kecil = isi.to_lowercase();
    let Some(sisa) =
        kecil.strip_prefix("halaman").or_else(|| kecil.strip_prefix("hal.")).or_else(|| kecil.strip_prefix("page"))
    else {
        return false;
    };
    let bersih: String = sisa.replace("dari", "").replace("of", "").replace('/', "");
    bersih.chars().any(|c| c.is_ascii_digit())
        && bersih.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || c == '.' || c == '|')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn isi(teks: &str) -> Vec<String> {
        bersihkan(teks, &mut Catatan::default()).0.into_iter().map(|baris| baris.teks).collect()
    }

    #[test]
    fn page_furniture_goes_and_is_noted() {
        let mut catatan = Catatan::default();
        let teks = "a. satu;\n\nPARAF KOORDINASI\t\nSEKDA\tK\nKabag\n\n- 7 -\nwww.jdih.contoh.go.id\nHalaman 3 dari 9\nb. dua.";
        let (baris, _) = bersihkan(teks, &mut catatan);
        assert_eq!(baris.iter().map(|b| b.teks.as_str()).collect::<Vec<_>>(), ["a. satu;", "b. dua."]);
        assert!(baris[1].jeda);
        let jenis: Vec<_> = catatan.perbaikan.iter().map(|p| p.jenis).collect();
        assert_eq!(jenis.iter().filter(|j| **j == JenisPerbaikan::NomorHalaman).count(), 2);
        assert!(catatan.perbaikan[0].sebelum.contains("SEKDA K"));
    }

    #[test]
    fn marks_are_stripped_and_words_stay() {
        assert_eq!(isi("**BAB I\nUMUM**"), ["BAB I", "UMUM"]);
        assert_eq!(isi("### Pasal 3"), ["Pasal 3"]);
        assert_eq!(isi("  - a. *roadmap* kota"), ["a. roadmap kota"]);
        assert_eq!(isi("x <i>y</i> 1 < 2 <br> z"), ["x y 1 < 2 z"]);
        assert_eq!(isi("a\0b\u{feff}c\u{ad}d"), ["a bcd"]);
    }

    #[test]
    fn a_line_of_the_law_is_not_furniture() {
        for teks in
            ["PARAGRAF", "Paraf pejabat ditetapkan Bupati.", "5 (lima) tahun", "- dua", "KOORDINASI ANTARDAERAH"]
        {
            assert_eq!(isi(teks).len(), 1, "{teks}");
        }
    }
}
