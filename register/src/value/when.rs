//! Days and moments as people and programs write them.
use time::macros::format_description;
use time::{Date, Month, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

const MONTHS: [&str; 12] = [
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember",
];

/// Reads a day: `31-12-2026` (also with `/`, `.` or blanks), `31 Desember 2026`, `31 Des 2026`, `2026-12-31`.
pub fn day(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split(['-', '/', '.', ' ']).filter(|part| !part.is_empty()).collect();
    let [first, month, last] = parts.as_slice() else { return None };
    let (day, year) = if first.len() == 4 { (last, first) } else { (first, last) };
    if year.len() != 4 || day.len() > 2 {
        return None;
    }
    let month = match number(month) {
        Some(month) if month.is_ascii() => month.parse::<u8>().ok().and_then(|month| Month::try_from(month).ok())?,
        _ => month_by_name(month)?,
    };
    let date = Date::from_calendar_date(number(year)?.parse().ok()?, month, number(day)?.parse().ok()?).ok()?;
    (date.year() >= 1).then_some(date)
}

fn number(text: &str) -> Option<&str> {
    (!text.is_empty() && text.len() <= 4 && text.chars().all(|c| c.is_ascii_digit())).then_some(text)
}

fn month_by_name(text: &str) -> Option<Month> {
    let text = text.to_lowercase();
    if text.chars().count() < 3 {
        return None;
    }
    let place = MONTHS.iter().position(|month| {
        let month = month.to_lowercase();
        month == text || (text.len() == 3 && month.starts_with(&text)) || (text == "agt" || text == "agu") && month == "agustus"
    })?;
    Month::try_from(u8::try_from(place + 1).ok()?).ok()
}

/// Reads a time of day: `14.30`, `14:30`, `14:30:15`.
pub fn clock(text: &str) -> Option<Time> {
    let parts: Vec<&str> = text.split(['.', ':']).collect();
    let part = |place: usize| parts.get(place).and_then(|part| number(part)).filter(|part| part.len() <= 2)?.parse::<u8>().ok();
    match parts.len() {
        2 => Time::from_hms(part(0)?, part(1)?, 0).ok(),
        3 => Time::from_hms(part(0)?, part(1)?, part(2)?).ok(),
        _ => None,
    }
}

/// Reads a moment: a day and a time of day in the zone given, or RFC 3339 with its own.
pub fn moment(text: &str, offset: UtcOffset) -> Option<OffsetDateTime> {
    let text = text.trim();
    if let Ok(at) = OffsetDateTime::parse(text, &time::format_description::well_known::Rfc3339) {
        return in_reach(at.replace_nanosecond(at.nanosecond() / 1000 * 1000).ok()?.to_offset(UtcOffset::UTC));
    }
    let (date, rest) = match text.split_once('T') {
        Some((date, rest)) => (date, rest),
        None => text.rsplit_once(' ')?,
    };
    let date = date.trim().trim_end_matches(" pukul").trim_end_matches(',');
    let at = PrimitiveDateTime::new(day(date)?, clock(rest.trim())?);
    in_reach(at.assume_offset(offset).to_offset(UtcOffset::UTC))
}

fn in_reach(at: OffsetDateTime) -> Option<OffsetDateTime> {
    (1..=9999).contains(&at.year()).then_some(at)
}

/// `31 Desember 2026`
pub fn show_day(day: Date) -> String {
    let month = MONTHS.get(usize::from(u8::from(day.month())) - 1).copied().unwrap_or_default();
    format!("{} {month} {}", day.day(), day.year())
}

/// `31-12-2026`, as a control shows it.
pub fn input_day(day: Date) -> String {
    format!("{:02}-{:02}-{:04}", day.day(), u8::from(day.month()), day.year())
}

/// `2026-12-31`
pub fn iso_day(day: Date) -> String {
    format!("{:04}-{:02}-{:02}", day.year(), u8::from(day.month()), day.day())
}

/// `31 Desember 2026 14.30 WIB`
pub fn show_moment(at: OffsetDateTime, offset: UtcOffset) -> String {
    let at = at.to_offset(offset);
    let zone = match offset.whole_hours() {
        7 => " WIB",
        8 => " WITA",
        9 => " WIT",
        _ => "",
    };
    format!("{} {:02}.{:02}{zone}", show_day(at.date()), at.hour(), at.minute())
}

/// `31-12-2026 14.30`, as a control shows it.
pub fn input_moment(at: OffsetDateTime, offset: UtcOffset) -> String {
    let at = at.to_offset(offset);
    format!("{} {:02}.{:02}", input_day(at.date()), at.hour(), at.minute())
}

/// RFC 3339 in the zone of the regency, with seconds and, where there are some, their parts.
pub fn iso_moment(at: OffsetDateTime, offset: UtcOffset) -> String {
    let at = at.to_offset(offset);
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
    use time::macros::{date, datetime, offset};

    #[test]
    fn days_are_read_in_every_usual_form() {
        for text in ["31-12-2026", "31/12/2026", "31.12.2026", "31 12 2026", "31 Desember 2026", "31 des 2026", "2026-12-31"] {
            assert_eq!(day(text), Some(date!(2026 - 12 - 31)), "{text}");
        }
        assert_eq!(day("5-6-2026"), Some(date!(2026 - 06 - 05)));
        assert_eq!(day("17 Agt 2026"), Some(date!(2026 - 08 - 17)));
        for text in ["", "31-02-2026", "31-13-2026", "31-12-26", "12-31-2026", "2026-12", "31 D 2026", "0-1-2026", "1-1-0000", "x", "1-1-2026-1", "٣١-12-2026"] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn moments_are_read_in_the_zone_of_the_regency() {
        let expected = Some(datetime!(2026-12-31 07:30 UTC));
        for text in ["31-12-2026 14.30", "31-12-2026 14:30", "2026-12-31 14:30:00", "2026-12-31T14:30", "2026-12-31T14:30:00+07:00", "2026-12-31T07:30:00Z", "31 Desember 2026 pukul 14.30"] {
            assert_eq!(moment(text, offset!(+7)), expected, "{text}");
        }
        for text in ["31-12-2026", "31-12-2026 25.00", "31-12-2026 14", "14.30", "", "2026-12-31T14:30:00+99:00"] {
            assert_eq!(moment(text, offset!(+7)), None, "{text}");
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        let at = datetime!(2026-02-03 04:05:06.789 UTC);
        for offset in [offset!(+7), offset!(+9), offset!(UTC)] {
            assert_eq!(moment(&iso_moment(at, offset), offset), Some(at));
            let minute = datetime!(2026-02-03 04:05 UTC);
            assert_eq!(moment(&input_moment(minute, offset), offset), Some(minute));
        }
        let day_of = date!(2026 - 02 - 03);
        for text in [show_day(day_of), input_day(day_of), iso_day(day_of)] {
            assert_eq!(day(&text), Some(day_of));
        }
        assert_eq!(show_moment(at, offset!(+9)), "3 Februari 2026 13.05 WIT");
        assert_eq!(iso_moment(datetime!(2026-02-03 04:05 UTC), offset!(+7)), "2026-02-03T11:05:00+07:00");
    }
}
