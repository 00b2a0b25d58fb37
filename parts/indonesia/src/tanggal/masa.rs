//! Periods of a year: months, quarters, semesters, the fiscal year (which is the calendar year here).

use std::fmt;

use time::{Date, Month};

use super::nama_bulan;
use crate::angka::romawi;

/// A reporting period. Years are calendar years, which is what the fiscal year is (UU 17/2003 Pasal 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Masa {
    /// A month.
    Bulan(i32, Month),
    /// A quarter, 1 to 4.
    Triwulan(i32, u8),
    /// A half-year, 1 or 2.
    Semester(i32, u8),
    /// A year.
    Tahun(i32),
}

impl Masa {
    /// The month that a date is in.
    pub fn bulan(date: Date) -> Masa {
        Masa::Bulan(date.year(), date.month())
    }

    /// The quarter that a date is in.
    pub fn triwulan(date: Date) -> Masa {
        Masa::Triwulan(date.year(), (u8::from(date.month()) - 1) / 3 + 1)
    }

    /// The half-year that a date is in.
    pub fn semester(date: Date) -> Masa {
        Masa::Semester(date.year(), (u8::from(date.month()) - 1) / 6 + 1)
    }

    /// The year that a date is in.
    pub fn tahun(date: Date) -> Masa {
        Masa::Tahun(date.year())
    }

    /// The period of the same kind after this one.
    pub fn berikut(self) -> Masa {
        match self {
            Masa::Bulan(year, Month::December) => Masa::Bulan(year.saturating_add(1), Month::January),
            Masa::Bulan(year, month) => Masa::Bulan(year, month.next()),
            Masa::Triwulan(year, 4..) => Masa::Triwulan(year.saturating_add(1), 1),
            Masa::Triwulan(year, number) => Masa::Triwulan(year, number + 1),
            Masa::Semester(year, 2..) => Masa::Semester(year.saturating_add(1), 1),
            Masa::Semester(year, number) => Masa::Semester(year, number + 1),
            Masa::Tahun(year) => Masa::Tahun(year.saturating_add(1)),
        }
    }

    /// Its first and last day; `None` for a quarter or half-year that does not exist, or a year out of the calendar.
    pub fn hari(self) -> Option<(Date, Date)> {
        let (year, first, months) = match self {
            Masa::Bulan(year, month) => (year, u8::from(month), 1),
            Masa::Triwulan(year, number @ 1..=4) => (year, number * 3 - 2, 3),
            Masa::Semester(year, number @ 1..=2) => (year, number * 6 - 5, 6),
            Masa::Tahun(year) => (year, 1, 12),
            Masa::Triwulan(..) | Masa::Semester(..) => return None,
        };
        let last = Month::try_from(first + months - 1).ok()?;
        let start = Date::from_calendar_date(year, Month::try_from(first).ok()?, 1).ok()?;
        Some((start, Date::from_calendar_date(year, last, last.length(year)).ok()?))
    }
}

impl fmt::Display for Masa {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let numeral = |number: u8| romawi(u32::from(number)).unwrap_or_else(|| number.to_string());
        match *self {
            Masa::Bulan(year, month) => write!(formatter, "{} {year}", nama_bulan(month)),
            Masa::Triwulan(year, number) => write!(formatter, "Triwulan {} {year}", numeral(number)),
            Masa::Semester(year, number) => write!(formatter, "Semester {} {year}", numeral(number)),
            Masa::Tahun(year) => write!(formatter, "Tahun {year}"),
        }
    }
}

/// The same day some months later or earlier; where the month is too short, its last day. `None` out of the calendar.
pub fn tambah_bulan(date: Date, months: i32) -> Option<Date> {
    let count = i64::from(date.year()) * 12 + i64::from(u8::from(date.month())) - 1 + i64::from(months);
    let year = i32::try_from(count.div_euclid(12)).ok()?;
    let month = Month::try_from(u8::try_from(count.rem_euclid(12) + 1).ok()?).ok()?;
    Date::from_calendar_date(year, month, date.day().min(month.length(year))).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::macros::date;

    use super::*;

    #[test]
    fn periods() {
        let date = date!(2026 - 11 - 21);
        let rows = [
            (Masa::bulan(date), "November 2026", date!(2026 - 11 - 01), date!(2026 - 11 - 30), "Desember 2026"),
            (Masa::triwulan(date), "Triwulan IV 2026", date!(2026 - 10 - 01), date!(2026 - 12 - 31), "Triwulan I 2027"),
            (Masa::semester(date), "Semester II 2026", date!(2026 - 07 - 01), date!(2026 - 12 - 31), "Semester I 2027"),
            (Masa::tahun(date), "Tahun 2026", date!(2026 - 01 - 01), date!(2026 - 12 - 31), "Tahun 2027"),
        ];
        for (period, name, first, last, next) in rows {
            assert_eq!(period.to_string(), name);
            assert_eq!(period.hari(), Some((first, last)));
            assert_eq!(period.berikut().to_string(), next);
        }
        assert_eq!(Masa::bulan(date!(2028 - 02 - 10)).hari().unwrap().1, date!(2028 - 02 - 29));
        assert_eq!(Masa::Triwulan(2026, 5).hari(), None);
        assert_eq!(Masa::Semester(2026, 0).hari(), None);
        assert_eq!(Masa::Tahun(i32::MAX).berikut().hari(), None);
    }

    #[test]
    fn months_later() {
        let rows = [
            (date!(2026 - 01 - 31), 1, Some(date!(2026 - 02 - 28))),
            (date!(2026 - 01 - 31), -2, Some(date!(2025 - 11 - 30))),
            (date!(2024 - 02 - 29), 12, Some(date!(2025 - 02 - 28))),
            (date!(2026 - 11 - 21), 24, Some(date!(2028 - 11 - 21))),
            (Date::MAX, 1, None),
            (Date::MIN, i32::MIN, None),
        ];
        for (date, months, expected) in rows {
            assert_eq!(tambah_bulan(date, months), expected);
        }
    }

    proptest! {
        #[test]
        fn a_date_is_within_its_periods(day in Date::MIN.to_julian_day()..=Date::MAX.to_julian_day(), months in -200i32..200) {
            let date = Date::from_julian_day(day).unwrap();
            for period in [Masa::bulan(date), Masa::triwulan(date), Masa::semester(date), Masa::tahun(date)] {
                let (first, last) = period.hari().unwrap();
                prop_assert!(first <= date && date <= last);
                if let (Some(after), Some((next, _))) = (last.next_day(), period.berikut().hari()) {
                    prop_assert_eq!(after, next);
                }
            }
            if let Some(moved) = tambah_bulan(date, months) {
                prop_assert!(moved.day() <= date.day());
            }
        }
    }
}
