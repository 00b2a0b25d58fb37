//! Days and moments between the forms of people, which [`indonesia::tanggal`] reads and writes, and those of programs.
use kernel::indonesia::tanggal::{self, Zona};
use time::macros::format_description;
use time::{Date, OffsetDateTime, UtcOffset};

/// Reads a moment: a day and a time of day in the zone given, or RFC 3339 with its own.
pub fn moment(text: &str, zone: Zona) -> Option<OffsetDateTime> {
    let text = text.trim();
    if let Ok(at) = OffsetDateTime::parse(text, &time::format_description::well_known::Rfc3339) {
        let at = at.replace_nanosecond(at.nanosecond() / 1000 * 1000).ok()?.checked_to_offset(UtcOffset::UTC)?;
        return (1800..=2999).contains(&at.year()).then_some(at);
    }
    let (date, clock) = match text.split_once('T') {
        Some((date, clock)) => (date, clock),
        None => text.rsplit_once(' ')?,
    };
    let date = date.trim().trim_end_matches(" pukul");
    let at = zone.saat(tanggal::urai(date).ok()?, tanggal::urai_jam(clock).ok()?);
    at.checked_to_offset(UtcOffset::UTC)
}

/// `31-12-2026`, as a control shows it.
pub fn input_day(day: Date) -> String {
    format!("{:02}-{:02}-{:04}", day.day(), u8::from(day.month()), day.year())
}

/// `2026-12-31`
pub fn iso_day(day: Date) -> String {
    format!("{:04}-{:02}-{:02}", day.year(), u8::from(day.month()), day.day())
}

/// `31-12-2026 14.30`, as a control shows it.
pub fn input_moment(at: OffsetDateTime, zone: Zona) -> String {
    let at = zone.di_sini(at);
    format!("{} {:02}.{:02}", input_day(at.date()), at.hour(), at.minute())
}

/// RFC 3339 with this distance from UTC, with seconds and, where there are some, their parts.
pub fn iso_moment(at: OffsetDateTime, offset: UtcOffset) -> String {
    let at = at.checked_to_offset(offset).unwrap_or(at);
    if at.nanosecond() == 0 {
        let format = format_description!(
            "[year]-[month]-[day]T[hour]:[minute]:[second][offset_hour sign:mandatory]:[offset_minute]"
        );
        if let Ok(text) = at.format(format) {
            return text;
        }
    }
    at.format(&time::format_description::well_known::Rfc3339).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn moments_are_read_in_the_zone_of_the_regency() {
        let expected = Some(datetime!(2026-12-31 07:30 UTC));
        for text in [
            "31-12-2026 14.30",
            "31-12-2026 14:30",
            "2026-12-31T14:30",
            "2026-12-31T14:30:00+07:00",
            "2026-12-31T07:30:00Z",
            "31 Desember 2026 pukul 14.30",
        ] {
            assert_eq!(moment(text, Zona::Wib), expected, "{text}");
        }
        for text in [
            "31-12-2026",
            "31-12-2026 25.00",
            "31-12-2026 14",
            "14.30",
            "",
            "2026-12-31T14:30:00+99:00",
            "9999-12-31T23:59:59Z",
        ] {
            assert_eq!(moment(text, Zona::Wib), None, "{text}");
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        let at = datetime!(2026-02-03 04:05:06.789 UTC);
        for zone in Zona::SEMUA {
            assert_eq!(moment(&iso_moment(at, zone.selisih()), zone), Some(at));
            let minute = datetime!(2026-02-03 04:05 UTC);
            assert_eq!(moment(&input_moment(minute, zone), zone), Some(minute));
        }
        let day = time::macros::date!(2026 - 02 - 03);
        assert_eq!(tanggal::urai(&input_day(day)), Ok(day));
        assert_eq!(tanggal::urai(&iso_day(day)), Ok(day));
        assert_eq!(iso_moment(datetime!(2026-02-03 04:05 UTC), Zona::Wib.selisih()), "2026-02-03T11:05:00+07:00");
    }
}
