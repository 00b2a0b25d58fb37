//! Reads the words of references; knows nothing of the text they point into.

use super::super::alamat::Langkah;
use super::super::angka;
use super::super::naskah::Jenis;

/// One place named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sebut {
    pub awal: usize,
    pub akhir: usize,
    pub langkah: Vec<Langkah>,
    pub sampai: Option<Vec<Langkah>>,
}

/// A piece of text: a run of letters, a run of digits, or one sign.
#[derive(Debug, Clone, Copy)]
struct Token<'a> {
    awal: usize,
    teks: &'a str,
    angka: bool,
    kata: bool,
}

impl Token<'_> {
    fn akhir(&self) -> usize {
        self.awal + self.teks.len()
    }
}

fn tokenkan(teks: &str) -> Vec<Token<'_>> {
    #[derive(PartialEq, Clone, Copy)]
    enum Rupa {
        Angka,
        Kata,
        Lain,
    }
    let rupa = |c: char| {
        if c.is_ascii_digit() {
            Rupa::Angka
        } else if c.is_alphabetic() {
            Rupa::Kata
        } else {
            Rupa::Lain
        }
    };
    let mut hasil: Vec<Token<'_>> = Vec::new();
    let mut mulai = 0;
    let mut kini = None;
    for (letak, c) in teks.char_indices().chain([(teks.len(), ' ')]) {
        let baru = rupa(c);
        if let Some(lama) = kini
            && (lama != baru || lama == Rupa::Lain)
        {
            if let Some(isi) = teks.get(mulai..letak).filter(|isi| !isi.trim().is_empty()) {
                hasil.push(Token { awal: mulai, teks: isi, angka: lama == Rupa::Angka, kata: lama == Rupa::Kata });
            }
            mulai = letak;
        } else if kini.is_none() {
            mulai = letak;
        }
        kini = Some(baru);
    }
    hasil
}

struct Pembaca<'a> {
    token: Vec<Token<'a>>,
}

/// All groups of references in a text. The places of one group are joined by commas and conjunctions, so that a law named after
/// the last of them owns them all.
pub(super) fn kelompok(teks: &str) -> Vec<Vec<Sebut>> {
    // Most texts refer to nothing; tokens are cut only where a keyword may be.
    if !["asal", "ASAL", "yat", "YAT", "uruf", "URUF", "ngka", "NGKA", "BAB"].iter().any(|isi| teks.contains(isi)) {
        return Vec::new();
    }
    let alat = Pembaca { token: tokenkan(teks) };
    let mut hasil = Vec::new();
    let mut letak = 0;
    while letak < alat.token.len() {
        match alat.satu_kelompok(letak) {
            Some((sebut, berikut)) => {
                hasil.push(sebut);
                letak = berikut.max(letak + 1);
            }
            None => letak += 1,
        }
    }
    hasil
}

/// Places read in one group at most.
const BANYAK: usize = 100;

impl<'a> Pembaca<'a> {
    fn tanda(&self, letak: usize) -> &'a str {
        self.token.get(letak).map_or("", |token| token.teks)
    }

    fn kecil(&self, letak: usize) -> String {
        self.token
            .get(letak)
            .filter(|token| token.kata && token.teks.len() <= 12)
            .map_or_else(String::new, |token| token.teks.to_lowercase())
    }

    /// One step: level, number, token after it.
    fn langkah(&self, letak: usize) -> Option<(Langkah, usize)> {
        let kata = self.kecil(letak);
        let (jenis, letak) = match kata.as_str() {
            "pasal" => (Jenis::Pasal, letak),
            "ayat" | "layat" => (Jenis::Ayat, letak),
            "huruf" => (Jenis::Huruf, letak),
            "angka" => (Jenis::Angka, letak),
            _ if self.tanda(letak) == "BAB" => (Jenis::Bab, letak),
            _ => return None,
        };
        let (nomor, berikut) = self.nomor(jenis, letak + 1)?;
        Some((Langkah { jenis, nomor }, berikut))
    }

    /// The number of a level at a token, and the token after it.
    fn nomor(&self, jenis: Jenis, letak: usize) -> Option<(String, usize)> {
        let token = self.token.get(letak)?;
        match jenis {
            Jenis::Pasal => {
                if !token.angka || token.teks.len() > 5 || token.teks.starts_with('0') {
                    return None;
                }
                let mut nomor = token.teks.to_owned();
                let mut berikut = letak + 1;
                if let Some(lanjut) =
                    self.token.get(letak + 1).filter(|lanjut| lanjut.awal == token.akhir() && lanjut.kata)
                {
                    if lanjut.teks == "layat" {
                        // "3layat": the last digit of 31 was read as a letter.
                        nomor.push('1');
                    } else if lanjut.teks.len() == 1 && lanjut.teks.starts_with(|c: char| c.is_ascii_uppercase()) {
                        nomor.push_str(lanjut.teks);
                        berikut += 1;
                    }
                }
                Some((nomor, berikut))
            }
            Jenis::Ayat => {
                let kurung = token.teks == "(";
                let letak = letak + usize::from(kurung);
                let token = self
                    .token
                    .get(letak)
                    .filter(|token| token.angka && token.teks.len() <= 3 && !token.teks.starts_with('0'))?;
                let mut berikut = letak + 1;
                if kurung {
                    berikut += usize::from(self.tanda(berikut) == ".");
                    berikut += usize::from(self.tanda(berikut) == ")");
                }
                Some((token.teks.to_owned(), berikut))
            }
            Jenis::Huruf => {
                let sah = token.kata && angka::huruf(token.teks).is_some();
                sah.then(|| (token.teks.to_owned(), letak + 1))
            }
            Jenis::Angka => (token.angka && token.teks.len() <= 3 && !token.teks.starts_with('0'))
                .then(|| (token.teks.to_owned(), letak + 1)),
            Jenis::Bab => {
                (token.kata && angka::romawi(token.teks).is_some()).then(|| (token.teks.to_owned(), letak + 1))
            }
            Jenis::Bagian | Jenis::Paragraf => None,
        }
    }

    /// Steps that go deeper: "Pasal 5 ayat (2) huruf a".
    fn rantai(&self, letak: usize, dasar: Vec<Langkah>) -> Option<(Vec<Langkah>, usize)> {
        let (pertama, mut berikut) = self.langkah(letak)?;
        let mut semua = dasar;
        semua.push(pertama);
        loop {
            let koma = usize::from(self.tanda(berikut) == ",");
            let Some((lanjut, sesudah)) = self.langkah(berikut + koma) else { break };
            let Some(terakhir) = semua.last() else { break };
            if lanjut.jenis <= terakhir.jenis || terakhir.jenis == Jenis::Bab || semua.len() >= 6 {
                break;
            }
            semua.push(lanjut);
            berikut = sesudah;
        }
        Some((semua, berikut))
    }

    /// A conjunction: the token after it, and whether it makes a range.
    fn sambung(&self, letak: usize) -> Option<(usize, bool)> {
        let mut kini = letak + usize::from(self.tanda(letak) == ",");
        let mut jarak = false;
        let mut ada = kini > letak;
        loop {
            match self.kecil(kini).as_str() {
                "dan" | "atau" | "serta" | "maupun" | "dengan" => {}
                "sampai" | "hingga" => jarak = true,
                "s" if self.tanda(kini + 1) == "." && self.kecil(kini + 2) == "d" => {
                    jarak = true;
                    kini += 2;
                    kini += usize::from(self.tanda(kini + 1) == ".");
                }
                _ if self.tanda(kini) == "/" && ada => {}
                _ => break,
            }
            ada = true;
            kini += 1;
            if kini > letak + 8 {
                break;
            }
        }
        ada.then_some((kini, jarak))
    }

    fn satu_kelompok(&self, letak: usize) -> Option<(Vec<Sebut>, usize)> {
        let (langkah, mut berikut) = self.rantai(letak, Vec::new())?;
        let awal = self.token.get(letak)?.awal;
        let mut hasil = vec![Sebut { awal, akhir: self.token.get(berikut - 1)?.akhir(), langkah, sampai: None }];
        while hasil.len() < BANYAK {
            let Some((kini, jarak)) = self.sambung(berikut) else { break };
            let Some(lalu) = hasil.last().map(|sebut| sebut.langkah.clone()) else { break };
            let Some((langkah, sesudah)) = self.berikut(kini, &lalu) else { break };
            let awal = self.token.get(kini)?.awal;
            let akhir = self.token.get(sesudah - 1)?.akhir();
            if jarak && let Some(terakhir) = hasil.last_mut() {
                terakhir.sampai = Some(langkah.clone());
            }
            hasil.push(Sebut { awal, akhir, langkah, sampai: None });
            berikut = sesudah;
        }
        Some((hasil, berikut))
    }

    /// The place after a conjunction, completed from the one before it.
    fn berikut(&self, letak: usize, lalu: &[Langkah]) -> Option<(Vec<Langkah>, usize)> {
        let terakhir = lalu.last()?;
        if let Some((langkah, _)) = self.langkah(letak) {
            let batas = lalu.iter().position(|satu| satu.jenis >= langkah.jenis);
            let dasar = match batas {
                Some(batas) => lalu.get(..batas)?.to_vec(),
                // Deeper than what stands before: "Pasal 5 dan huruf b" starts a group of its own.
                None => return None,
            };
            return self.rantai(letak, dasar);
        }
        let token = self.token.get(letak)?;
        let boleh = match terakhir.jenis {
            Jenis::Ayat => token.teks == "(" && self.token.get(letak + 1).is_some_and(|lanjut| lanjut.angka),
            Jenis::Huruf => token.kata && token.teks.len() == 1 && self.tanda(letak + 1) != ".",
            Jenis::Pasal | Jenis::Angka => token.angka && self.tanda(letak + 1) != "(" && self.tanda(letak + 1) != "/",
            Jenis::Bab | Jenis::Bagian | Jenis::Paragraf => false,
        };
        if !boleh {
            return None;
        }
        let (nomor, sesudah) = self.nomor(terakhir.jenis, letak)?;
        let mut langkah = lalu.get(..lalu.len() - 1)?.to_vec();
        langkah.push(Langkah { jenis: terakhir.jenis, nomor });
        Some((langkah, sesudah))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn baca(teks: &str) -> Vec<String> {
        kelompok(teks)
            .into_iter()
            .flatten()
            .map(|sebut| {
                let isi: Vec<String> =
                    sebut.langkah.iter().map(|satu| format!("{}{}", satu.jenis.kata(), satu.nomor)).collect();
                assert!(teks.get(sebut.awal..sebut.akhir).is_some());
                format!("{}{}", isi.join("/"), if sebut.sampai.is_some() { "…" } else { "" })
            })
            .collect()
    }

    #[test]
    fn ways_to_refer() {
        let tabel: [(&str, &[&str]); 20] = [
            ("pada ayat (1) huruf a", &["ayat1/hurufa"]),
            ("dalam Pasal 5 ayat (2)", &["pasal5/ayat2"]),
            ("Pasal 5 dan Pasal 6", &["pasal5", "pasal6"]),
            ("Pasal 5 sampai dengan Pasal 8", &["pasal5…", "pasal8"]),
            ("ayat (1) sampai dengan ayat (3)", &["ayat1…", "ayat3"]),
            ("huruf a dan huruf b", &["hurufa", "hurufb"]),
            ("huruf a, b, dan c", &["hurufa", "hurufb", "hurufc"]),
            ("ayat (2) dan (3)", &["ayat2", "ayat3"]),
            ("ayat (2) dan/atau ayat (3)", &["ayat2", "ayat3"]),
            ("Pasal 8 ayat (2) huruf d sampai dengan huruf j", &["pasal8/ayat2/hurufd…", "pasal8/ayat2/hurufj"]),
            ("ayat 1 ditetapkan", &["ayat1"]),
            ("ayat (4.) dan", &["ayat4"]),
            ("ayat(1)", &["ayat1"]),
            ("Pasal 42huruf d", &["pasal42/hurufd"]),
            ("Pasal 3layat (1) huruf h", &["pasal31/ayat1/hurufh"]),
            ("pasal 19 ayat (2) huruf b", &["pasal19/ayat2/hurufb"]),
            ("Pasal 5A ayat (1) huruf b angka 3", &["pasal5A/ayat1/hurufb/angka3"]),
            ("Pasal 1 angka 2 s.d. angka 5", &["pasal1/angka2…", "pasal1/angka5"]),
            ("Pasal 7 ayat (1), ayat (3) dan Pasal 9", &["pasal7/ayat1", "pasal7/ayat3", "pasal9"]),
            ("huruf Braille, tanda, angka, kode, Pasal ini, ayat yang, Pasal 0, BAB satu", &[]),
        ];
        for (teks, harap) in tabel {
            assert_eq!(baca(teks), harap, "{teks}");
        }
    }
}
