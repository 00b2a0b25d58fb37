//! Reading dates as people type them.

use time::{Date, Month, Time, Weekday};

use super::nama_hari;

/// Years that are believed; others are slips of the finger.
const TAHUN: std::ops::RangeInclusive<i32> = 1800..=2999;

/// Why a typed date or time is refused; `Display` is the sentence beside the field.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KesalahanTanggal {
    /// Nothing was typed.
    #[error("Isi tanggal.")]
    Kosong,
    /// Not a date in any known way of writing.
    #[error("Tulis tanggal seperti 21-11-2026 atau 21 November 2026.")]
    TakTerbaca,
    /// The name of the month is unknown.
    #[error("Bulan \"{0}\" tidak dikenal.")]
    Bulan(String),
    /// The year has two digits, or is out of range.
    #[error("Tulis tahun dengan empat angka, antara 1800 dan 2999.")]
    Tahun,
    /// There is no such day in that month.
    #[error("Tanggal itu tidak ada dalam kalender.")]
    TidakAda,
    /// The weekday before the date is another one.
    #[error("Tanggal itu jatuh pada hari {0}.")]
    Hari(&'static str),
    /// Not a time of day.
    #[error("Tulis jam seperti 14.05, antara 00.00 dan 23.59.")]
    Jam,
}

/// Reads `2026-11-21`, `21/11/2026`, `21-11-2026`, `21.11.2026`, `21 November 2026`, `21 Nov 2026`, also with the weekday
/// before it. Day comes before month, as people write here.
pub fn urai(text: &str) -> Result<Date, KesalahanTanggal> {
    let text = text.trim();
    if text.is_empty() {
        return Err(KesalahanTanggal::Kosong);
    }
    // The longest sensible date is far shorter.
    if text.len() > 60 {
        return Err(KesalahanTanggal::TakTerbaca);
    }
    let mut words: Vec<&str> = text
        .split(|sign: char| sign.is_whitespace() || matches!(sign, '-' | '/' | '.' | ',' | '‐' | '–'))
        .filter(|word| !word.is_empty())
        .collect();
    let weekday = words.first().and_then(|word| hari_dari(word));
    if weekday.is_some() {
        words.remove(0);
    }
    let [first, second, third] = words.as_slice() else { return Err(KesalahanTanggal::TakTerbaca) };
    let date = if first.len() == 4 && angka(second).is_some() {
        tanggal(angka(third), angka(second).and_then(bulan_ke), tahun(first)?)?
    } else {
        let month = match angka(second) {
            Some(number) => bulan_ke(number),
            None => Some(bulan_dari(second)?),
        };
        tanggal(angka(first), month, tahun(third)?)?
    };
    match weekday {
        Some(weekday) if weekday != date.weekday() => Err(KesalahanTanggal::Hari(nama_hari(date.weekday()))),
        Some(_) | None => Ok(date),
    }
}

fn tanggal(day: Option<u8>, month: Option<Month>, year: i32) -> Result<Date, KesalahanTanggal> {
    let day = day.ok_or(KesalahanTanggal::TakTerbaca)?;
    let month = month.ok_or(KesalahanTanggal::TidakAda)?;
    Date::from_calendar_date(year, month, day).map_err(|_| KesalahanTanggal::TidakAda)
}

/// One or two ASCII digits.
fn angka(word: &str) -> Option<u8> {
    ((1..=2).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit())).then(|| word.parse().ok())?
}

fn tahun(word: &str) -> Result<i32, KesalahanTanggal> {
    if !word.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(KesalahanTanggal::TakTerbaca);
    }
    let year = if word.len() == 4 { word.parse().ok() } else { None };
    year.filter(|year| TAHUN.contains(year)).ok_or(KesalahanTanggal::Tahun)
}

fn bulan_ke(number: u8) -> Option<Month> {
    Month::try_from(number).ok()
}

fn bulan_dari(word: &str) -> Result<Month, KesalahanTanggal> {
    let month = match word.to_lowercase().as_str() {
        "januari" | "jan" => Month::January,
        "februari" | "pebruari" | "feb" | "peb" => Month::February,
        "maret" | "mar" | "mrt" => Month::March,
        "april" | "apr" => Month::April,
        "mei" => Month::May,
        "juni" | "jun" => Month::June,
        "juli" | "jul" => Month::July,
        "agustus" | "agu" | "agt" | "agst" | "ags" => Month::August,
        "september" | "sep" | "sept" => Month::September,
        "oktober" | "okt" => Month::October,
        "november" | "nopember" | "nov" | "nop" => Month::November,
        "desember" | "des" => Month::December,
        _ => {
            let is_name = word.chars().all(char::is_alphabetic);
            return Err(match is_name {
                true => KesalahanTanggal::Bulan(word.to_owned()),
                false => KesalahanTanggal::TakTerbaca,
            });
        }
    };
    Ok(month)
}

fn hari_dari(word: &str) -> Option<Weekday> {
    match word.to_lowercase().as_str() {
        "senin" => Some(Weekday::Monday),
        "selasa" => Some(Weekday::Tuesday),
        "rabu" => Some(Weekday::Wednesday),
        "kamis" => Some(Weekday::Thursday),
        "jumat" | "jum'at" | "jum’at" => Some(Weekday::Friday),
        "sabtu" => Some(Weekday::Saturday),
        "minggu" | "ahad" => Some(Weekday::Sunday),
        _ => None,
    }
}

/// Reads a time of day: `14.05`, `14:05`, `9.30`; not beyond minutes.
pub fn urai_jam(text: &str) -> Result<Time, KesalahanTanggal> {
    let (hour, minute) = text.trim().split_once(['.', ':']).ok_or(KesalahanTanggal::Jam)?;
    let minute = angka(minute).filter(|_| minute.len() == 2);
    let (Some(hour), Some(minute)) = (angka(hour), minute) else { return Err(KesalahanTanggal::Jam) };
    Time::from_hms(hour, minute, 0).map_err(|_| KesalahanTanggal::Jam)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::macros::{date, time};

    use super::KesalahanTanggal::*;
    use super::*;
    use crate::tanggal::{hari, panjang, pendek};

    #[test]
    fn typed_dates() {
        let good = [
            "2026-11-21",
            "21/11/2026",
            "21-11-2026",
            "21.11.2026",
            "21 November 2026",
            "21 nopember 2026",
            " 21  NOV 2026 ",
            "21-Nov-2026",
            "Sabtu, 21 November 2026",
            "2026/11/21",
        ];
        for text in good {
            assert_eq!(urai(text), Ok(date!(2026 - 11 - 21)), "{text}");
        }
        let bad = [
            ("", Kosong),
            (" ", Kosong),
            ("besok", TakTerbaca),
            ("21/11", TakTerbaca),
            ("21/11/26", Tahun),
            ("21/11/0026", Tahun),
            ("21/11/20266", Tahun),
            ("11/21/2026", TidakAda),
            ("31-04-2026", TidakAda),
            ("29 Februari 2026", TidakAda),
            ("00-01-2026", TidakAda),
            ("2026-00-01", TidakAda),
            ("21 Movember 2026", Bulan("Movember".to_owned())),
            ("Jumat, 21 November 2026", Hari("Sabtu")),
            ("21 November 2026 pagi", TakTerbaca),
            ("٢١/11/2026", TakTerbaca),
            ("+1/11/2026", TakTerbaca),
            ("21 1x 2026", TakTerbaca),
            ("21/11/2o26", TakTerbaca),
        ];
        for (text, error) in bad {
            assert_eq!(urai(text), Err(error), "{text}");
        }
    }

    #[test]
    fn typed_times() {
        assert_eq!(urai_jam("14.05"), Ok(time!(14:05)));
        assert_eq!(urai_jam(" 9:30 "), Ok(time!(9:30)));
        for bad in ["", "14", "24.00", "14.60", "14.5", "14.05.00", "-1.00", "a.b"] {
            assert_eq!(urai_jam(bad), Err(Jam), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(day in date!(1800 - 01 - 01).to_julian_day()..date!(3000 - 01 - 01).to_julian_day()) {
            let date = Date::from_julian_day(day).unwrap();
            for text in [panjang(date), pendek(date), hari(date), date.to_string()] {
                prop_assert_eq!(urai(&text), Ok(date), "{}", text);
            }
        }

        #[test]
        fn reading_never_panics(text in "\\PC{0,20}|[0-9]{0,4}[-/. ][0-9A-Za-zé]{0,4}[-/. ][0-9]{0,5}") {
            let _ = urai(&text);
            let _ = urai_jam(&text);
        }
    }
}
