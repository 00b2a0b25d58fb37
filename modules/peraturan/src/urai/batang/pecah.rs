//! Splits a line that holds several ayat or items: "(1) Satu. (2) Dua." or "meliputi: a. satu; b. dua."

use super::super::kalimat;
use super::super::penanda::{self, Bentuk};

/// The open numbers when the line starts; 0 for none.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Awal {
    pub ayat: u32,
    pub huruf: u32,
    pub angka: u32,
}

/// The pieces of a line; one piece if there is nothing to split. One pass, whatever the length.
pub(super) fn pecah(teks: &str, mut kini: Awal) -> Vec<&str> {
    let mut hasil = Vec::new();
    let mut mulai = 0usize;
    if let Some(tanda) = penanda::baca(teks) {
        catat(&mut kini, tanda.bentuk, tanda.nilai);
    }
    // The end of the sentence before a gap: the sign, kept across "dan" and "atau".
    let mut ujung = ' ';
    let mut kata = 0usize;
    for (letak, c) in teks.char_indices() {
        if c != ' ' {
            continue;
        }
        let sebelum = teks.get(kata..letak).unwrap_or_default();
        kata = letak + 1;
        match sebelum.chars().next_back() {
            Some(akhir @ ('.' | ';' | ':')) => ujung = akhir,
            Some(_) if ujung == ';' && matches!(sebelum, "dan" | "atau" | "dan/atau") => {}
            Some(_) => ujung = ' ',
            None => {}
        }
        if ujung == ' ' {
            continue;
        }
        let calon = teks.get(kata..).unwrap_or_default();
        let Some(tanda) = penanda::baca(calon).filter(|tanda| !tanda.lemah && !tanda.sisa.is_empty()) else { continue };
        let cocok = match tanda.bentuk {
            Bentuk::Ayat => {
                ujung != ':' && kini.ayat > 0 && tanda.nilai == kini.ayat + 1 && kalimat::kapital(tanda.sisa)
            }
            Bentuk::HurufTitik => {
                (tanda.nilai == 1 && ujung == ':') || (kini.huruf > 0 && tanda.nilai == kini.huruf + 1 && ujung == ';')
            }
            Bentuk::AngkaTitik => {
                (tanda.nilai == 1 && ujung == ':') || (kini.angka > 0 && tanda.nilai == kini.angka + 1 && ujung == ';')
            }
            Bentuk::HurufKurung | Bentuk::AngkaKurung => false,
        };
        if cocok {
            catat(&mut kini, tanda.bentuk, tanda.nilai);
            hasil.push(teks.get(mulai..letak).unwrap_or_default());
            mulai = kata;
        }
    }
    hasil.push(teks.get(mulai..).unwrap_or_default());
    hasil
}

fn catat(kini: &mut Awal, bentuk: Bentuk, nilai: u32) {
    match bentuk {
        Bentuk::Ayat => *kini = Awal { ayat: nilai, huruf: 0, angka: 0 },
        Bentuk::HurufTitik => (kini.huruf, kini.angka) = (nilai, 0),
        Bentuk::AngkaTitik => kini.angka = nilai,
        Bentuk::HurufKurung | Bentuk::AngkaKurung => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_only_what_runs_in_sequence() {
        let tabel: [(&str, &[&str]); 6] = [
            ("(1) Satu. (2) Dua. (4) Tiga.", &["(1) Satu.", "(2) Dua. (4) Tiga."]),
            (
                "(1) Terdiri atas: a. satu; dan b. dua. (2) Dua.",
                &["(1) Terdiri atas:", "a. satu; dan", "b. dua.", "(2) Dua."],
            ),
            ("sesuai ayat (1). Dan (2) dua", &["sesuai ayat (1). Dan (2) dua"]),
            ("Satu; b. dua", &["Satu; b. dua"]),
            ("meliputi: 1. satu; 2. dua", &["meliputi:", "1. satu;", "2. dua"]),
            ("", &[""]),
        ];
        for (teks, harap) in tabel {
            assert_eq!(pecah(teks, Awal::default()), harap, "{teks}");
        }
        assert_eq!(pecah("akhir; c. tiga", Awal { huruf: 2, ..Awal::default() }), ["akhir;", "c. tiga"]);
    }
}
