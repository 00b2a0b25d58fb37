//! Addresses inside a regulation: `pasal-5/ayat-2/huruf-a/angka-3` in URLs, "Pasal 5 ayat (2) huruf a angka 3" for people,
//! `5(2)a3` in data.

use std::fmt;

use serde::{Serialize, Serializer};

use super::angka;
use super::naskah::{Jenis, Naskah, Simpul};

/// Steps in an address at most.
const LANGKAH_MAKS: usize = 8;

/// One step of an address. The number is canonical: `IV`, `2`, `5A`, `a`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Langkah {
    /// The level.
    pub jenis: Jenis,
    /// The number on that level.
    pub nomor: String,
}

/// A place inside a regulation. Pasal are numbered through, so an address below a bab starts with the pasal and names no bab.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Alamat(Vec<Langkah>);

/// An address that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("alamat \"{0}\" tidak dikenal; contoh yang benar: pasal-5/ayat-2/huruf-a atau 5(2)a")]
pub struct GalatAlamat(pub String);

impl Alamat {
    /// The address of a pasal.
    pub fn pasal(nomor: impl Into<String>) -> Self {
        Alamat(vec![Langkah { jenis: Jenis::Pasal, nomor: nomor.into() }])
    }

    /// The address of a node without one above it; not checked.
    pub(super) fn akar(jenis: Jenis, nomor: &str) -> Self {
        Alamat(vec![Langkah { jenis, nomor: nomor.to_owned() }])
    }

    /// An address from steps; `None` if the steps do not follow each other or a number is not one of its level.
    pub fn dari(langkah: Vec<Langkah>) -> Option<Self> {
        let sah = !langkah.is_empty()
            && langkah.len() <= LANGKAH_MAKS
            && langkah.iter().all(|satu| nomor_sah(satu.jenis, &satu.nomor))
            && langkah
                .first()
                .is_some_and(|satu| matches!(satu.jenis, Jenis::Bab | Jenis::Bagian | Jenis::Paragraf | Jenis::Pasal))
            && langkah.windows(2).all(|dua| match dua {
                [atas, bawah] => boleh_di_bawah(atas.jenis, bawah.jenis),
                _ => false,
            });
        sah.then_some(Alamat(langkah))
    }

    /// The steps, outermost first; never empty.
    pub fn langkah(&self) -> &[Langkah] {
        &self.0
    }

    /// One step deeper; not checked against a text.
    pub fn turun(&self, jenis: Jenis, nomor: &str) -> Self {
        let mut langkah = self.0.clone();
        if langkah.len() < LANGKAH_MAKS {
            langkah.push(Langkah { jenis, nomor: nomor.to_owned() });
        }
        Alamat(langkah)
    }

    /// The first step of a level and its number, if the address has it.
    pub fn nomor(&self, jenis: Jenis) -> Option<&str> {
        self.0.iter().find(|satu| satu.jenis == jenis).map(|satu| satu.nomor.as_str())
    }

    /// The address down to and with the first step of a level.
    pub fn sampai(&self, jenis: Jenis) -> Option<Self> {
        let letak = self.0.iter().position(|satu| satu.jenis == jenis)?;
        self.0.get(..=letak).map(|langkah| Alamat(langkah.to_vec()))
    }

    /// For people: "Pasal 5 ayat (2) huruf a angka 3".
    pub fn kalimat(&self) -> String {
        let mut hasil = String::new();
        for (urut, satu) in self.0.iter().enumerate() {
            if urut > 0 {
                hasil.push(' ');
            }
            let nomor = &satu.nomor;
            hasil.push_str(&match satu.jenis {
                Jenis::Bab => format!("BAB {nomor}"),
                Jenis::Bagian => format!("Bagian ke-{nomor}"),
                Jenis::Paragraf => format!("Paragraf {nomor}"),
                Jenis::Pasal => format!("Pasal {nomor}"),
                Jenis::Ayat => format!("ayat ({nomor})"),
                Jenis::Huruf => format!("huruf {nomor}"),
                Jenis::Angka => format!("angka {nomor}"),
            });
        }
        hasil
    }

    /// For data: `24(6)a3`. A number directly under a pasal or ayat is written `1#5`, `3(2)#5`, one under a huruf without sign.
    /// `None` for a bab, bagian or paragraf, and for lists deeper than huruf and angka.
    pub fn ringkas(&self) -> Option<String> {
        let mut hasil = String::new();
        let mut sebelum = None;
        for satu in &self.0 {
            match (sebelum, satu.jenis) {
                (None, Jenis::Pasal) => hasil.push_str(&satu.nomor),
                (Some(Jenis::Pasal), Jenis::Ayat) => hasil.push_str(&format!("({})", satu.nomor)),
                (Some(Jenis::Pasal | Jenis::Ayat), Jenis::Huruf) => hasil.push_str(&satu.nomor),
                (Some(Jenis::Huruf), Jenis::Angka) => hasil.push_str(&satu.nomor),
                (Some(Jenis::Pasal | Jenis::Ayat), Jenis::Angka) => hasil.push_str(&format!("#{}", satu.nomor)),
                (_, _) => return None,
            }
            sebelum = Some(satu.jenis);
        }
        Some(hasil)
    }

    /// Reads the short form.
    ///
    /// # Errors
    /// The text is not an address in short form.
    pub fn dari_ringkas(teks: &str) -> Result<Self, GalatAlamat> {
        baca_ringkas(teks.trim()).ok_or_else(|| GalatAlamat(teks.chars().take(60).collect()))
    }

    /// Reads a short form behind the code of its regulation: `K 24(6)` gives `("K", 24(6))`; without a code the first is empty.
    ///
    /// # Errors
    /// What follows the code is not an address in short form.
    pub fn dari_kutipan(teks: &str) -> Result<(String, Self), GalatAlamat> {
        let bersih = teks.trim();
        match bersih.split_once(' ') {
            Some((kode, sisa)) if kode.starts_with(|c: char| c.is_ascii_alphabetic()) => {
                Ok((kode.to_owned(), Self::dari_ringkas(sisa)?))
            }
            Some(_) | None => Ok((String::new(), Self::dari_ringkas(bersih)?)),
        }
    }

    /// Finds the node that this address names; the first one if the text has doubles.
    pub fn cari<'a>(&self, naskah: &'a Naskah) -> Option<&'a Simpul> {
        fn turun<'a>(daftar: impl Iterator<Item = &'a Simpul>, langkah: &[Langkah]) -> Option<&'a Simpul> {
            let (satu, sisa) = langkah.split_first()?;
            let mut cocok = daftar.filter(|simpul| simpul.jenis == satu.jenis && simpul.nomor == satu.nomor);
            if sisa.is_empty() { cocok.next() } else { cocok.find_map(|simpul| turun(simpul.anak.iter(), sisa)) }
        }
        if self.0.first().is_some_and(|satu| satu.jenis == Jenis::Pasal) {
            turun(naskah.pasal().into_iter(), &self.0)
        } else {
            turun(naskah.batang.iter(), &self.0)
        }
    }
}

/// Which level may stand directly under which.
fn boleh_di_bawah(atas: Jenis, bawah: Jenis) -> bool {
    match (atas, bawah) {
        (Jenis::Bab, Jenis::Bagian | Jenis::Paragraf) | (Jenis::Bagian, Jenis::Paragraf) => true,
        (Jenis::Pasal, Jenis::Ayat | Jenis::Huruf | Jenis::Angka) | (Jenis::Ayat, Jenis::Huruf | Jenis::Angka) => true,
        (Jenis::Huruf | Jenis::Angka, Jenis::Huruf | Jenis::Angka) => true,
        (_, _) => false,
    }
}

/// True if the number is one of its level.
fn nomor_sah(jenis: Jenis, nomor: &str) -> bool {
    match jenis {
        Jenis::Bab => angka::romawi(nomor).is_some(),
        Jenis::Bagian | Jenis::Paragraf | Jenis::Angka => angka::digit(nomor).is_some_and(|nilai| nilai > 0),
        Jenis::Pasal => {
            let inti = nomor.strip_suffix(|c: char| c.is_ascii_uppercase()).unwrap_or(nomor);
            angka::digit(inti).is_some_and(|nilai| nilai > 0) || angka::romawi(nomor).is_some()
        }
        Jenis::Ayat => {
            let inti = nomor.strip_suffix(|c: char| c.is_ascii_lowercase()).unwrap_or(nomor);
            angka::digit(inti).is_some_and(|nilai| nilai > 0)
        }
        Jenis::Huruf => angka::huruf(nomor).is_some(),
    }
}

fn baca_ringkas(teks: &str) -> Option<Alamat> {
    let panjang = teks.find(|c: char| !c.is_ascii_digit()).unwrap_or(teks.len());
    let mut akhir = panjang;
    if teks.get(panjang..)?.starts_with(|c: char| c.is_ascii_uppercase()) {
        akhir += 1;
    }
    let mut langkah = vec![Langkah { jenis: Jenis::Pasal, nomor: teks.get(..akhir)?.to_owned() }];
    let mut sisa = teks.get(akhir..)?;
    if let Some(dalam) = sisa.strip_prefix('(') {
        let (nomor, belakang) = dalam.split_once(')')?;
        langkah.push(Langkah { jenis: Jenis::Ayat, nomor: nomor.to_owned() });
        sisa = belakang;
    }
    let mut berhuruf = false;
    let batas = sisa.find(|c: char| !c.is_ascii_lowercase()).unwrap_or(sisa.len());
    if batas > 0 {
        langkah.push(Langkah { jenis: Jenis::Huruf, nomor: sisa.get(..batas)?.to_owned() });
        sisa = sisa.get(batas..)?;
        berhuruf = true;
    }
    if !sisa.is_empty() {
        let nomor = if berhuruf { sisa } else { sisa.strip_prefix('#')? };
        langkah.push(Langkah { jenis: Jenis::Angka, nomor: nomor.to_owned() });
    }
    Alamat::dari(langkah)
}

impl fmt::Display for Alamat {
    /// The form of URLs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (urut, satu) in self.0.iter().enumerate() {
            if urut > 0 {
                f.write_str("/")?;
            }
            write!(f, "{}-{}", satu.jenis.kata(), satu.nomor.to_lowercase())?;
        }
        Ok(())
    }
}

impl std::str::FromStr for Alamat {
    type Err = GalatAlamat;

    /// Reads the form of URLs or the form for people.
    fn from_str(teks: &str) -> Result<Self, GalatAlamat> {
        let galat = || GalatAlamat(teks.chars().take(60).collect());
        if teks.len() > 200 {
            return Err(galat());
        }
        let mut langkah = Vec::new();
        let potongan: Vec<(String, String)> = if teks.contains('-') && !teks.contains(' ') {
            teks.split('/')
                .map(|satu| satu.split_once('-').map(|(jenis, nomor)| (jenis.to_lowercase(), nomor.to_owned())))
                .collect::<Option<_>>()
                .ok_or_else(galat)?
        } else {
            let kata: Vec<&str> = teks.split_whitespace().collect();
            kata.chunks(2)
                .map(|dua| match dua {
                    [jenis, nomor] => Some((
                        jenis.to_lowercase(),
                        nomor.trim_matches(['(', ')']).trim_start_matches("ke-").to_owned(),
                    )),
                    _ => None,
                })
                .collect::<Option<_>>()
                .ok_or_else(galat)?
        };
        for (kata, nomor) in potongan {
            let jenis =
                [Jenis::Bab, Jenis::Bagian, Jenis::Paragraf, Jenis::Pasal, Jenis::Ayat, Jenis::Huruf, Jenis::Angka]
                    .into_iter()
                    .find(|jenis| jenis.kata() == kata)
                    .ok_or_else(galat)?;
            let nomor = if matches!(jenis, Jenis::Bab | Jenis::Pasal) { nomor.to_uppercase() } else { nomor };
            langkah.push(Langkah { jenis, nomor });
        }
        Alamat::dari(langkah).ok_or_else(galat)
    }
}

impl Serialize for Alamat {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Visits every node of the body with its address, in the order of the text.
pub fn telusuri<'a>(naskah: &'a Naskah, kerja: &mut dyn FnMut(&Alamat, &'a Simpul)) {
    fn jalan<'a>(atas: Option<&Alamat>, simpul: &'a Simpul, kerja: &mut dyn FnMut(&Alamat, &'a Simpul)) {
        let akar = Alamat::akar(simpul.jenis, &simpul.nomor);
        let alamat = match atas {
            Some(atas) if simpul.jenis != Jenis::Pasal => atas.turun(simpul.jenis, &simpul.nomor),
            Some(_) | None => akar,
        };
        kerja(&alamat, simpul);
        for anak in &simpul.anak {
            jalan(Some(&alamat), anak, kerja);
        }
    }
    for simpul in &naskah.batang {
        jalan(None, simpul, kerja);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_forms_agree() {
        let tabel = [
            ("pasal-5/ayat-2/huruf-a/angka-3", "Pasal 5 ayat (2) huruf a angka 3", Some("5(2)a3")),
            ("pasal-5a", "Pasal 5A", Some("5A")),
            ("pasal-24/ayat-6", "Pasal 24 ayat (6)", Some("24(6)")),
            ("pasal-36/huruf-b", "Pasal 36 huruf b", Some("36b")),
            ("pasal-1/angka-5", "Pasal 1 angka 5", Some("1#5")),
            ("pasal-2/ayat-1/angka-4", "Pasal 2 ayat (1) angka 4", Some("2(1)#4")),
            ("pasal-7/huruf-aa/angka-12", "Pasal 7 huruf aa angka 12", Some("7aa12")),
            ("bab-iv/bagian-2/paragraf-1", "BAB IV Bagian ke-2 Paragraf 1", None),
            ("pasal-ii", "Pasal II", Some("II")),
            ("pasal-1/angka-3/huruf-a", "Pasal 1 angka 3 huruf a", None),
        ];
        for (jalur, kalimat, ringkas) in tabel {
            let alamat: Alamat = jalur.parse().unwrap();
            assert_eq!(alamat.to_string(), jalur);
            assert_eq!(alamat.kalimat(), kalimat);
            assert_eq!(kalimat.parse::<Alamat>().unwrap(), alamat);
            assert_eq!(alamat.ringkas().as_deref(), ringkas, "{jalur}");
            if let Some(ringkas) = ringkas.filter(|isi| !isi.starts_with('I')) {
                assert_eq!(Alamat::dari_ringkas(ringkas).unwrap(), alamat);
            }
        }
    }

    #[test]
    fn bad_addresses_are_refused() {
        for teks in [
            "",
            "pasal",
            "pasal-",
            "pasal-0",
            "pasal-q/ayat-1",
            "ayat-2",
            "pasal-1/pasal-2",
            "huruf-a",
            "pasal-1/ayat-1/ayat-2",
            "Pasal",
            "Pasal 1 ayat",
            "pasal-1/huruf-é",
            "bab-4",
            "pasal-99999999",
        ] {
            assert!(teks.parse::<Alamat>().is_err(), "{teks}");
        }
        for teks in ["", "(2)", "24(", "24()", "24(6", "24(6)A", "1 5", "a", "24(6)a#3", "24(6)a3b"] {
            assert!(Alamat::dari_ringkas(teks).is_err(), "{teks}");
        }
    }

    #[test]
    fn citations_of_profiles() {
        assert_eq!(Alamat::dari_kutipan("K 24(6)").unwrap(), ("K".to_owned(), Alamat::dari_ringkas("24(6)").unwrap()));
        assert_eq!(Alamat::dari_kutipan("24(6)a").unwrap().0, "");
        assert!(Alamat::dari_kutipan("K x").is_err());
    }
}
