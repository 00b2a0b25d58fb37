//! The address of a provision inside one regulation: `24`, `13A`, `24(6)`, `24(6)a`, `39a`, `1.7`, `24(6)a.1`.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Pasal, and optionally ayat, huruf and angka. Ordered as in the text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Alamat {
    pub pasal: u16,
    /// Letter of a pasal that an amendment put in between, as in `13A`.
    pub sisipan: Option<char>,
    pub ayat: Option<u16>,
    pub huruf: Option<char>,
    pub angka: Option<u16>,
}

impl Alamat {
    /// The whole pasal, without ayat, huruf and angka.
    pub fn hanya_pasal(&self) -> Self {
        Self { pasal: self.pasal, sisipan: self.sisipan, ayat: None, huruf: None, angka: None }
    }

    /// True when `lain` is this provision or a part of it: `24` covers `24(6)a`, `24(6)` does not cover `24`.
    pub fn mencakup(&self, lain: &Self) -> bool {
        self.pasal == lain.pasal
            && self.sisipan == lain.sisipan
            && (self.ayat.is_none() || self.ayat == lain.ayat)
            && (self.huruf.is_none() || self.huruf == lain.huruf)
            && (self.angka.is_none() || self.angka == lain.angka)
    }

    /// As a person reads it: `Pasal 24 ayat (6) huruf a angka 1`.
    pub fn lengkap(&self) -> String {
        let mut teks = format!("Pasal {}", self.pasal);
        if let Some(huruf) = self.sisipan {
            teks.push(huruf);
        }
        if let Some(ayat) = self.ayat {
            teks.push_str(&format!(" ayat ({ayat})"));
        }
        if let Some(huruf) = self.huruf {
            teks.push_str(&format!(" huruf {huruf}"));
        }
        if let Some(angka) = self.angka {
            teks.push_str(&format!(" angka {angka}"));
        }
        teks
    }

    /// The same where it follows another one: what both share and was said just before is left out, as long as something
    /// of the same kind is left to say.
    pub fn setelah(&self, sebelum: Option<&Self>) -> String {
        let Some(lalu) = sebelum.filter(|lalu| lalu.hanya_pasal() == self.hanya_pasal()) else { return self.lengkap() };
        let mulai = match (self.ayat == lalu.ayat, self.huruf == lalu.huruf) {
            (false, _) => self.ayat.and(lalu.ayat).map(|ayat| format!(" ayat ({ayat})")),
            (true, false) => self.huruf.and(lalu.huruf).map(|huruf| format!(" huruf {huruf}")),
            (true, true) => self.angka.and(lalu.angka).map(|angka| format!(" angka {angka}")),
        };
        let lengkap = self.lengkap();
        // From there on everything is said.
        match mulai.and_then(|mulai| lengkap.find(&mulai)).and_then(|dari| lengkap.get(dari + 1..)) {
            Some(sisa) => sisa.to_owned(),
            None => lengkap,
        }
    }
}

impl fmt::Display for Alamat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.pasal)?;
        if let Some(huruf) = self.sisipan {
            write!(f, "{huruf}")?;
        }
        if let Some(ayat) = self.ayat {
            write!(f, "({ayat})")?;
        }
        if let Some(huruf) = self.huruf {
            write!(f, "{huruf}")?;
        }
        if let Some(angka) = self.angka {
            write!(f, ".{angka}")?;
        }
        Ok(())
    }
}

/// An address that cannot be read. The text says what was given and how to write it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("alamat pasal `{0}` tidak dapat dibaca; tulis seperti 24, 24(6), 24(6)a, 39a, atau 1.7")]
pub struct AlamatSalah(pub String);

impl FromStr for Alamat {
    type Err = AlamatSalah;

    fn from_str(teks: &str) -> Result<Self, Self::Err> {
        urai(teks).ok_or_else(|| AlamatSalah(teks.to_owned()))
    }
}

impl TryFrom<String> for Alamat {
    type Error = AlamatSalah;

    fn try_from(teks: String) -> Result<Self, Self::Error> {
        teks.parse()
    }
}

impl From<Alamat> for String {
    fn from(alamat: Alamat) -> Self {
        alamat.to_string()
    }
}

fn urai(teks: &str) -> Option<Alamat> {
    let (pasal, mut sisa) = nomor(teks)?;
    let mut alamat = Alamat { pasal, sisipan: None, ayat: None, huruf: None, angka: None };
    if let Some(huruf) = sisa.chars().next().filter(char::is_ascii_uppercase) {
        alamat.sisipan = Some(huruf);
        sisa = sisa.get(1..)?;
    }
    if let Some(dalam) = sisa.strip_prefix('(') {
        let (ayat, setelah) = nomor(dalam)?;
        alamat.ayat = Some(ayat);
        sisa = setelah.strip_prefix(')')?;
    }
    if let Some(huruf) = sisa.chars().next().filter(char::is_ascii_lowercase) {
        alamat.huruf = Some(huruf);
        sisa = sisa.get(1..)?;
    }
    if let Some(setelah) = sisa.strip_prefix('.') {
        let (angka, akhir) = nomor(setelah)?;
        alamat.angka = Some(angka);
        sisa = akhir;
    }
    sisa.is_empty().then_some(alamat)
}

/// A number from 1 without leading zero, and the rest of the text.
fn nomor(teks: &str) -> Option<(u16, &str)> {
    let panjang = teks.bytes().take_while(u8::is_ascii_digit).count();
    let (digit, sisa) = teks.split_at_checked(panjang)?;
    if digit.starts_with('0') {
        return None;
    }
    Some((digit.parse().ok()?, sisa))
}
