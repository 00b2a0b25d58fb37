//! Identity numbers and names, whole for those who may see them and in part for the others.

use std::fmt;

use time::{Date, Month};

/// Why an identity number is refused; `Display` is the sentence beside the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KesalahanIdentitas {
    /// Nothing was typed.
    #[error("Isi nomor.")]
    Kosong,
    /// Not 18 digits.
    #[error("NIP terdiri atas 18 angka.")]
    PanjangNip,
    /// Not 16 digits.
    #[error("NIK terdiri atas 16 angka.")]
    PanjangNik,
    /// The birth date in the number is not a date.
    #[error("Tanggal lahir dalam nomor itu tidak ada dalam kalender.")]
    TanggalLahir,
    /// The parts cannot stand so.
    #[error("Nomor itu tidak sesuai susunannya. Periksa lagi setiap angkanya.")]
    Susunan,
}

/// The number of a civil servant: date of birth (8 digits), year and month of appointment (6; contract staff have 21 or
/// another running number for the month), sex (1), serial (3). `Display` shows it in groups; `Debug` hides it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Nip(String);

/// The number of a citizen: area (6 digits), date of birth as ddmmyy (women: day plus 40), serial (4). `Display` shows
/// it whole; `Debug` hides it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Nik(String);

/// The digits of a typed number, without the blanks, dots and hyphens people put between them; `None` for other signs.
fn angka(text: &str) -> Option<String> {
    let mut digits = String::new();
    for character in text.chars().take(60) {
        match character {
            '0'..='9' => digits.push(character),
            '.' | '-' => {}
            blank if blank.is_whitespace() => {}
            _ => return None,
        }
    }
    Some(digits)
}

fn bilangan<T: std::str::FromStr>(digits: &str, range: std::ops::Range<usize>) -> Option<T> {
    digits.get(range)?.parse().ok()
}

impl Nip {
    /// Reads a number as typed or pasted.
    pub fn urai(text: &str) -> Result<Nip, KesalahanIdentitas> {
        if text.trim().is_empty() {
            return Err(KesalahanIdentitas::Kosong);
        }
        let digits = angka(text).filter(|digits| digits.len() == 18).ok_or(KesalahanIdentitas::PanjangNip)?;
        let nip = Nip(digits);
        let birth = nip.lahir().ok_or(KesalahanIdentitas::TanggalLahir)?;
        let appointed = nip.tahun_pengangkatan().unwrap_or(0);
        let sex: u8 = bilangan(&nip.0, 14..15).unwrap_or(0);
        let plausible = (birth.year() + 15..=birth.year() + 70).contains(&appointed) && matches!(sex, 1 | 2);
        if plausible { Ok(nip) } else { Err(KesalahanIdentitas::Susunan) }
    }

    /// The 18 digits, for storing and comparing.
    pub fn digits(&self) -> &str {
        &self.0
    }

    fn lahir(&self) -> Option<Date> {
        let year = bilangan(&self.0, 0..4).filter(|year| (1900..=2999).contains(year))?;
        let month = Month::try_from(bilangan::<u8>(&self.0, 4..6)?).ok()?;
        Date::from_calendar_date(year, month, bilangan(&self.0, 6..8)?).ok()
    }

    /// The year in which the person was appointed.
    pub fn tahun_pengangkatan(&self) -> Option<i32> {
        bilangan(&self.0, 8..12)
    }

    /// Only the last three digits: `••••••••••••••• 001`. The birth date is personal and stays hidden.
    pub fn samar(&self) -> String {
        format!("••••••••••••••• {}", self.0.get(15..).unwrap_or_default())
    }
}

impl fmt::Display for Nip {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = |range: std::ops::Range<usize>| self.0.get(range).unwrap_or_default();
        write!(formatter, "{} {} {} {}", part(0..8), part(8..14), part(14..15), part(15..18))
    }
}

impl fmt::Debug for Nip {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Nip({})", self.samar())
    }
}

impl Nik {
    /// Reads a number as typed or pasted.
    pub fn urai(text: &str) -> Result<Nik, KesalahanIdentitas> {
        if text.trim().is_empty() {
            return Err(KesalahanIdentitas::Kosong);
        }
        let digits = angka(text).filter(|digits| digits.len() == 16).ok_or(KesalahanIdentitas::PanjangNik)?;
        let day: u8 = bilangan(&digits, 6..8).unwrap_or(0);
        let month = bilangan::<u8>(&digits, 8..10).and_then(|month| Month::try_from(month).ok());
        let year: i32 = bilangan(&digits, 10..12).unwrap_or(0);
        let day = if day > 40 { day - 40 } else { day };
        // The century is not in the number: 29 February is accepted if either century has it.
        let exists = |century| month.is_some_and(|month| Date::from_calendar_date(century + year, month, day).is_ok());
        if !exists(1900) && !exists(2000) {
            return Err(KesalahanIdentitas::TanggalLahir);
        }
        let area = bilangan::<u32>(&digits, 0..2).unwrap_or(0);
        let serial = bilangan::<u32>(&digits, 12..16).unwrap_or(0);
        if area < 11 || serial == 0 { Err(KesalahanIdentitas::Susunan) } else { Ok(Nik(digits)) }
    }

    /// The 16 digits, for storing and comparing.
    pub fn digits(&self) -> &str {
        &self.0
    }

    /// Only the last four digits: `•••••••••••• 0001`.
    pub fn samar(&self) -> String {
        format!("•••••••••••• {}", self.0.get(12..).unwrap_or_default())
    }
}

impl fmt::Display for Nik {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = |range: std::ops::Range<usize>| self.0.get(range).unwrap_or_default();
        write!(formatter, "{} {} {}", part(0..6), part(6..12), part(12..16))
    }
}

impl fmt::Debug for Nik {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Nik({})", self.samar())
    }
}

/// A name of which only the first letters show: `B••• S•••`. The length of the words stays hidden.
pub fn samar_nama(nama: &str) -> String {
    let initials = nama.split_whitespace().filter_map(|word| word.chars().find(|letter| letter.is_alphanumeric()));
    let words: Vec<String> = initials.map(|letter| format!("{letter}•••")).collect();
    words.join(" ")
}

/// An e-mail address of which only the first letter and the domain show: `b•••@contoh.go.id`; without `@` only dots.
pub fn samar_surel(surel: &str) -> String {
    match surel.trim().rsplit_once('@') {
        Some((local, domain)) => match local.chars().next() {
            Some(first) => format!("{first}•••@{domain}"),
            None => format!("•••@{domain}"),
        },
        None => "•••".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::KesalahanIdentitas::*;
    use super::*;

    #[test]
    fn civil_servants() {
        let nip = Nip::urai("19800229 200501 1 001").unwrap();
        assert_eq!(nip.digits(), "198002292005011001");
        assert_eq!(nip.to_string(), "19800229 200501 1 001");
        assert_eq!(nip.samar(), "••••••••••••••• 001");
        assert_eq!(format!("{nip:?}"), "Nip(••••••••••••••• 001)");
        assert_eq!(nip.tahun_pengangkatan(), Some(2005));
        Nip::urai("199001012022211002").unwrap();
        let bad = [
            ("", Kosong),
            ("19800229", PanjangNip),
            ("1980022920050110011", PanjangNip),
            ("19800229200501100a", PanjangNip),
            ("198102292005011001", TanggalLahir),
            ("198013012005011001", TanggalLahir),
            ("198001012005013001", Susunan),
            ("198001011985011001", Susunan),
            ("٠٩٨٠٠١٠١٢٠٠٥٠١١٠٠١", PanjangNip),
        ];
        for (text, error) in bad {
            assert_eq!(Nip::urai(text), Err(error), "{text}");
        }
    }

    #[test]
    fn citizens() {
        let nik = Nik::urai("320101-410180-0001").unwrap();
        assert_eq!(nik.digits(), "3201014101800001");
        assert_eq!(nik.to_string(), "320101 410180 0001");
        assert_eq!(nik.samar(), "•••••••••••• 0001");
        assert_eq!(format!("{nik:?}"), "Nik(•••••••••••• 0001)");
        Nik::urai("3201016902000001").unwrap();
        let bad = [
            (" ", Kosong),
            ("320101410180000", PanjangNik),
            ("3201013201800001", TanggalLahir),
            ("3201010001800001", TanggalLahir),
            ("3201017201800001", TanggalLahir),
            ("3201010113800001", TanggalLahir),
            ("3201012902010001", TanggalLahir),
            ("0001010101800001", Susunan),
            ("3201010101800000", Susunan),
        ];
        for (text, error) in bad {
            assert_eq!(Nik::urai(text), Err(error), "{text}");
        }
    }

    #[test]
    fn hidden_names() {
        assert_eq!(samar_nama("Budi  Contoh Santosa"), "B••• C••• S•••");
        assert_eq!(samar_nama("(Ésa) -"), "É•••");
        assert_eq!(samar_nama(""), "");
        assert_eq!(samar_surel("budi@contoh.go.id"), "b•••@contoh.go.id");
        assert_eq!(samar_surel("@contoh.go.id"), "•••@contoh.go.id");
        assert_eq!(samar_surel("budi"), "•••");
    }

    proptest! {
        #[test]
        fn reading_never_panics(text in "\\PC{0,20}|[0-9]{15,19}") {
            if let Ok(nip) = Nip::urai(&text) {
                prop_assert_eq!(Nip::urai(&nip.to_string()), Ok(nip));
            }
            if let Ok(nik) = Nik::urai(&text) {
                prop_assert_eq!(Nik::urai(&nik.to_string()), Ok(nik));
            }
            let _ = samar_nama(&text);
            let _ = samar_surel(&text);
        }
    }
}
