//! The three time zones. They have had no daylight saving since 1964, so fixed offsets say all.

use std::fmt;
use std::str::FromStr;

use time::{Date, OffsetDateTime, Time, UtcOffset};

/// A time zone of Indonesia.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Zona {
    /// Western: UTC+7.
    Wib,
    /// Central: UTC+8.
    Wita,
    /// Eastern: UTC+9.
    Wit,
}

/// A zone name that is none of WIB, WITA and WIT.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Zona waktu harus WIB, WITA, atau WIT.")]
pub struct ZonaTakDikenal;

impl Zona {
    /// All zones from west to east.
    pub const SEMUA: [Zona; 3] = [Zona::Wib, Zona::Wita, Zona::Wit];

    /// The distance from UTC.
    pub fn selisih(self) -> UtcOffset {
        let hours = match self {
            Zona::Wib => 7,
            Zona::Wita => 8,
            Zona::Wit => 9,
        };
        UtcOffset::from_hms(hours, 0, 0).unwrap_or(UtcOffset::UTC)
    }

    /// `WIB`, `WITA` or `WIT`.
    pub fn singkatan(self) -> &'static str {
        match self {
            Zona::Wib => "WIB",
            Zona::Wita => "WITA",
            Zona::Wit => "WIT",
        }
    }

    /// The instant on this zone's clock. At the very end of the calendar, where this zone has no date, UTC.
    pub fn di_sini(self, instant: OffsetDateTime) -> OffsetDateTime {
        instant.checked_to_offset(self.selisih()).unwrap_or(instant)
    }

    /// The date of an instant in this zone.
    pub fn tanggal(self, instant: OffsetDateTime) -> Date {
        self.di_sini(instant).date()
    }

    /// The instant of a clock time on a date in this zone.
    pub fn saat(self, date: Date, time: Time) -> OffsetDateTime {
        date.with_time(time).assume_offset(self.selisih())
    }

    /// The instant at which a date begins here. The date ends where the next begins: ask with `from <= x AND x < to`.
    pub fn awal_hari(self, date: Date) -> OffsetDateTime {
        self.saat(date, Time::MIDNIGHT)
    }

    /// The instant at which a date has ended here: the beginning of the next.
    pub fn akhir_hari(self, date: Date) -> OffsetDateTime {
        date.next_day().map_or_else(|| self.saat(date, Time::MAX), |next| self.awal_hari(next))
    }
}

impl fmt::Display for Zona {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.singkatan())
    }
}

impl FromStr for Zona {
    type Err = ZonaTakDikenal;

    fn from_str(text: &str) -> Result<Zona, ZonaTakDikenal> {
        Zona::SEMUA.into_iter().find(|zone| zone.singkatan().eq_ignore_ascii_case(text.trim())).ok_or(ZonaTakDikenal)
    }
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};

    use super::*;

    #[test]
    fn dates_of_instants() {
        let instant = datetime!(2026-11-21 16:30 UTC);
        assert_eq!(Zona::Wib.tanggal(instant), date!(2026 - 11 - 21));
        assert_eq!(Zona::Wita.tanggal(instant), date!(2026 - 11 - 22));
        assert_eq!(Zona::Wit.tanggal(instant), date!(2026 - 11 - 22));
        assert_eq!(Zona::Wib.awal_hari(date!(2026 - 11 - 21)), datetime!(2026-11-20 17:00 UTC));
        assert_eq!(Zona::Wit.akhir_hari(date!(2026 - 11 - 21)), datetime!(2026-11-21 15:00 UTC));
    }

    #[test]
    fn names() {
        for zone in Zona::SEMUA {
            assert_eq!(zone.to_string().parse::<Zona>(), Ok(zone));
        }
        assert_eq!(" wita".parse::<Zona>(), Ok(Zona::Wita));
        assert_eq!("UTC".parse::<Zona>(), Err(ZonaTakDikenal));
    }

    #[test]
    fn the_ends_of_the_calendar() {
        for date in [Date::MIN, Date::MAX] {
            for zone in Zona::SEMUA {
                assert!(zone.awal_hari(date) < zone.akhir_hari(date));
                let _ = zone.tanggal(date.with_time(Time::MAX).assume_utc());
                let _ =
                    zone.tanggal(date.with_time(Time::MIDNIGHT).assume_offset(UtcOffset::from_hms(23, 0, 0).unwrap()));
            }
        }
    }
}
