//! The text of a letter from the words of the standard and the answers of the applicant.
use std::collections::BTreeMap;

/// Longest text of a letter, in characters.
pub const PALING_PANJANG: usize = 12_000;

/// Puts values where `{kunci}` stands. A key that nobody knows stays as it is, so that the officer sees it.
pub fn isi(templat: &str, nilai: &BTreeMap<String, String>) -> String {
    let mut hasil = String::with_capacity(templat.len());
    let mut sisa = templat;
    while let Some((depan, belakang)) = sisa.split_once('{') {
        hasil.push_str(depan);
        match belakang.split_once('}').and_then(|(kunci, lanjut)| Some((nilai.get(kunci.trim())?, lanjut))) {
            Some((pengganti, lanjut)) => {
                // What people wrote cannot open a further place.
                hasil.push_str(&pengganti.replace(['{', '}'], ""));
                sisa = lanjut;
            }
            None => {
                hasil.push('{');
                sisa = belakang;
            }
        }
    }
    hasil.push_str(sisa);
    hasil
}

/// Places that were not filled.
pub fn kosong(teks: &str) -> Vec<String> {
    let mut ada = vec![];
    for bagian in teks.split('{').skip(1) {
        if let Some((kunci, _)) = bagian.split_once('}')
            && !kunci.is_empty()
            && kunci.len() <= 80
            && !kunci.contains('\n')
        {
            ada.push(kunci.to_owned());
        }
    }
    ada
}

/// The paragraphs of a text, parted by empty lines.
pub fn alinea(teks: &str) -> Vec<String> {
    let teks = teks.replace("\r\n", "\n");
    teks.split("\n\n").map(str::trim).filter(|satu| !satu.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_once() {
        let nilai: BTreeMap<String, String> =
            [("nama", "Sari {nomor} Contoh"), ("nomor", "7"), ("isian.usaha", "Warung")]
                .map(|(kunci, nilai)| (kunci.to_owned(), nilai.to_owned()))
                .into();
        let table = [
            ("Menerangkan {nama} dengan {isian.usaha}.", "Menerangkan Sari nomor Contoh dengan Warung."),
            ("{ nomor }", "7"),
            ("{tidak_ada} tetap", "{tidak_ada} tetap"),
            ("tanpa penutup {nama", "tanpa penutup {nama"),
            ("{", "{"),
            ("", ""),
        ];
        for (templat, harap) in table {
            assert_eq!(isi(templat, &nilai), harap, "{templat}");
        }
        assert_eq!(kosong("{a} dan {b.c} {"), ["a", "b.c"]);
        assert_eq!(alinea("satu\r\nbaris\r\n\r\n\r\ndua\n"), ["satu\nbaris", "dua"]);
    }
}
