//! How a text ends, and how two lines of one sentence are joined.

use super::catatan::Catatan;
use super::naskah::JenisPerbaikan;

/// How a text ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Akhir {
    /// Nothing there yet.
    Kosong,
    /// Full stop.
    Titik,
    /// Semicolon, also "; dan" and "; atau".
    TitikKoma,
    /// Colon: a list follows.
    TitikDua,
    /// In the middle of a sentence.
    Belum,
}

/// How the text ends.
pub(super) fn akhir(teks: &str) -> Akhir {
    let mut isi = teks.trim_end_matches([' ', '\n', '"', '”', '\'', ')', ']']);
    if isi.is_empty() {
        return if teks.is_empty() { Akhir::Kosong } else { Akhir::Belum };
    }
    for kata in ["dan/atau", "dan", "atau"] {
        if let Some(depan) = isi.strip_suffix(kata) {
            let depan = depan.trim_end();
            if depan.ends_with(';') {
                isi = depan;
                break;
            }
        }
    }
    match isi.chars().next_back() {
        Some('.') => {
            let akhir_kata = kata_akhir(isi);
            let singkatan = ["no.", "nomor.", "rp.", "h.", "dr.", "s.d.", "hlm.", "hal."];
            if singkatan.contains(&akhir_kata.to_lowercase().as_str()) { Akhir::Belum } else { Akhir::Titik }
        }
        Some('!') => Akhir::Titik,
        Some(';') => Akhir::TitikKoma,
        Some(':') => Akhir::TitikDua,
        _ => Akhir::Belum,
    }
}

/// The last word, at most the last 64 characters.
pub(super) fn kata_akhir(teks: &str) -> &str {
    let isi = teks.trim_end();
    let mut mulai = isi.len();
    for (letak, c) in isi.char_indices().rev().take(64) {
        if c.is_whitespace() {
            break;
        }
        mulai = letak;
    }
    isi.get(mulai..).unwrap_or_default()
}

/// True if the sentence cannot stop after its last word, so that a number or "Pasal 5" at the next line start belongs to it.
pub(super) fn menggantung(teks: &str) -> bool {
    const KATA: [&str; 24] = [
        "ayat",
        "huruf",
        "pasal",
        "angka",
        "dalam",
        "dan",
        "atau",
        "dan/atau",
        "pada",
        "dengan",
        "dari",
        "oleh",
        "dimaksud",
        "ketentuan",
        "serta",
        "sampai",
        "bunyi",
        "menurut",
        "berdasarkan",
        "nomor",
        "tahun",
        "atas",
        "antara",
        "bab",
    ];
    let kata = kata_akhir(teks);
    kata.ends_with(',') || KATA.contains(&kata.to_lowercase().as_str())
}

/// First character is an upper-case letter (after an opening quote or bracket).
pub(super) fn kapital(teks: &str) -> bool {
    teks.trim_start_matches(['"', '“', '\'', '(', '[']).chars().next().is_some_and(char::is_uppercase)
}

/// True if the line is only a conjunction that closes the item before it.
pub(super) fn penghubung(teks: &str) -> bool {
    let mut isi = teks.to_lowercase();
    isi.retain(|c| !c.is_whitespace());
    matches!(isi.as_str(), "dan" | "atau" | "dan/atau" | "serta")
}

/// True if both halves of a broken word share a root ("perundang" and "undangan"), so that the hyphen belongs to the word.
fn kata_ulang(kiri: &str, kanan: &str) -> bool {
    let kiri = kiri.to_lowercase();
    let kanan: String = kanan.to_lowercase().chars().take_while(|c| c.is_alphanumeric()).collect();
    if ["non", "e", "up", "on", "back", "self"].contains(&kiri.as_str()) {
        return true;
    }
    let awal = |kata: &str| kata.chars().take(4).collect::<String>();
    kiri.chars().count() >= 2
        && kanan.chars().count() >= 2
        && (kiri.contains(&awal(&kanan)) || kanan.contains(&awal(&kiri)))
}

/// Appends the next line of the same sentence; a word broken by a hyphen is made whole and noted.
pub(super) fn sambung(teks: &mut String, lanjut: &str, baris: usize, catatan: &mut Catatan) {
    if lanjut.is_empty() {
        return;
    }
    if teks.is_empty() {
        teks.push_str(lanjut);
        return;
    }
    let kiri = kata_akhir(teks);
    if let Some(suku) = kiri.strip_suffix('-')
        && suku.chars().next_back().is_some_and(char::is_alphabetic)
        && lanjut.chars().next().is_some_and(char::is_alphabetic)
    {
        let kanan: String = lanjut.chars().take_while(|c| !c.is_whitespace()).take(64).collect();
        let inti: String =
            suku.chars().rev().take_while(|c| c.is_alphanumeric()).collect::<Vec<_>>().into_iter().rev().collect();
        let ulang = kata_ulang(&inti, &kanan);
        if ulang || kanan.chars().next().is_some_and(char::is_lowercase) {
            let sebelum = format!("{kiri} {kanan}");
            let sesudah = if ulang { format!("{kiri}{kanan}") } else { format!("{suku}{kanan}") };
            if !ulang {
                teks.pop();
            }
            catatan.perbaiki(baris, JenisPerbaikan::TandaHubung, sebelum, sesudah);
            teks.push_str(lanjut);
            return;
        }
    }
    teks.push(' ');
    teks.push_str(lanjut);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_of_sentences() {
        let tabel = [
            ("", Akhir::Kosong),
            ("satu.", Akhir::Titik),
            ("satu; dan", Akhir::TitikKoma),
            ("satu ;dan", Akhir::TitikKoma),
            ("satu; dan/atau", Akhir::TitikKoma),
            ("meliputi :", Akhir::TitikDua),
            ("dan", Akhir::Belum),
            ("kota (TIK).", Akhir::Titik),
            ("1945.)", Akhir::Titik),
            ("Lembaran Negara No.", Akhir::Belum),
        ];
        for (teks, harap) in tabel {
            assert_eq!(akhir(teks), harap, "{teks}");
        }
    }

    #[test]
    fn broken_words_are_joined() {
        let tabel = [
            ("peraturan perundang-", "undangan daerah", "peraturan perundang-undangan daerah", 1),
            ("Undang-", "Undang ini", "Undang-Undang ini", 1),
            ("untuk pem-", "bangunan", "untuk pembangunan", 1),
            ("sewaktu-", "waktu, bila", "sewaktu-waktu, bila", 1),
            ("Nasional Indonesia-", "Pasal", "Nasional Indonesia- Pasal", 0),
            ("satu", "dua", "satu dua", 0),
            ("", "dua", "dua", 0),
        ];
        for (kiri, kanan, harap, perbaikan) in tabel {
            let mut catatan = Catatan::default();
            let mut teks = kiri.to_owned();
            sambung(&mut teks, kanan, 1, &mut catatan);
            assert_eq!((teks.as_str(), catatan.perbaikan.len()), (harap, perbaikan));
        }
    }
}
