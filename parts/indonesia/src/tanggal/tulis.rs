//! Writing dates and times.

use time::{Date, OffsetDateTime};

use super::{Zona, nama_bulan, nama_bulan_pendek, nama_hari};

/// `21 November 2026`
pub fn panjang(date: Date) -> String {
    format!("{} {} {}", date.day(), nama_bulan(date.month()), date.year())
}

/// `21 Nov 2026`
pub fn pendek(date: Date) -> String {
    format!("{} {} {}", date.day(), nama_bulan_pendek(date.month()), date.year())
}

/// `Sabtu, 21 November 2026`
pub fn hari(date: Date) -> String {
    format!("{}, {}", nama_hari(date.weekday()), panjang(date))
}

/// `14.05 WIB`
pub fn pukul(instant: OffsetDateTime, zone: Zona) -> String {
    let here = zone.di_sini(instant);
    format!("{:02}.{:02} {zone}", here.hour(), here.minute())
}

/// `Sabtu, 21 November 2026 pukul 14.05 WIB`
pub fn waktu_panjang(instant: OffsetDateTime, zone: Zona) -> String {
    format!("{} pukul {}", hari(zone.tanggal(instant)), pukul(instant, zone))
}

/// `21 Nov 2026 14.05 WIB`
pub fn waktu_pendek(instant: OffsetDateTime, zone: Zona) -> String {
    format!("{} {}", pendek(zone.tanggal(instant)), pukul(instant, zone))
}

/// A span of days with what both share said once: `2–5 November 2026`, `30 Oktober–2 November 2026`. The order of the
/// two does not matter.
pub fn rentang(first: Date, last: Date) -> String {
    let (first, last) = if first <= last { (first, last) } else { (last, first) };
    if first == last {
        panjang(first)
    } else if (first.year(), first.month()) == (last.year(), last.month()) {
        format!("{}–{}", first.day(), panjang(last))
    } else if first.year() == last.year() {
        format!("{} {}–{}", first.day(), nama_bulan(first.month()), panjang(last))
    } else {
        format!("{}–{}", panjang(first), panjang(last))
    }
}

/// How far a date is from today, in words: `hari ini`, `besok`, `lusa`, `3 hari lagi`, `kemarin`, `3 hari yang lalu`;
/// from 60 days on in months, from two years on in years, both rounded down.
pub fn relatif(date: Date, today: Date) -> String {
    let days = i64::from(date.to_julian_day()) - i64::from(today.to_julian_day());
    let amount = match days.unsigned_abs() {
        days @ 0..60 => format!("{days} hari"),
        _ => {
            let (early, late) = if date < today { (date, today) } else { (today, date) };
            let whole = i64::from(late.day() >= early.day());
            let months = (i64::from(late.year()) - i64::from(early.year())) * 12 + i64::from(u8::from(late.month()))
                - i64::from(u8::from(early.month()))
                - 1
                + whole;
            if months < 24 { format!("{months} bulan") } else { format!("{} tahun", months / 12) }
        }
    };
    match days {
        0 => "hari ini".to_owned(),
        1 => "besok".to_owned(),
        2 => "lusa".to_owned(),
        -1 => "kemarin".to_owned(),
        later if later > 0 => format!("{amount} lagi"),
        _ => format!("{amount} yang lalu"),
    }
}

/// How far an instant is from now, in words: `baru saja`, `5 menit yang lalu`, `2 jam lagi`; on other dates as
/// [`relatif`] says it.
pub fn waktu_relatif(instant: OffsetDateTime, now: OffsetDateTime, zone: Zona) -> String {
    let (date, today) = (zone.tanggal(instant), zone.tanggal(now));
    if date != today {
        return relatif(date, today);
    }
    let seconds = (instant - now).whole_seconds();
    let amount = match seconds.unsigned_abs() {
        0..60 => return if seconds > 0 { "sebentar lagi" } else { "baru saja" }.to_owned(),
        seconds @ 60..3600 => format!("{} menit", seconds / 60),
        seconds => format!("{} jam", seconds / 3600),
    };
    if seconds > 0 { format!("{amount} lagi") } else { format!("{amount} yang lalu") }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::Duration;
    use time::macros::{date, datetime};

    use super::*;

    #[test]
    fn written() {
        let date = date!(2026 - 11 - 21);
        let instant = datetime!(2026-11-21 07:05 UTC);
        assert_eq!(panjang(date), "21 November 2026");
        assert_eq!(pendek(date!(2026 - 08 - 01)), "1 Agu 2026");
        assert_eq!(hari(date), "Sabtu, 21 November 2026");
        assert_eq!(waktu_panjang(instant, Zona::Wib), "Sabtu, 21 November 2026 pukul 14.05 WIB");
        assert_eq!(
            waktu_panjang(datetime!(2026-11-21 16:05 UTC), Zona::Wit),
            "Minggu, 22 November 2026 pukul 01.05 WIT"
        );
        assert_eq!(waktu_pendek(instant, Zona::Wita), "21 Nov 2026 15.05 WITA");
    }

    #[test]
    fn spans() {
        assert_eq!(rentang(date!(2026 - 11 - 02), date!(2026 - 11 - 05)), "2–5 November 2026");
        assert_eq!(rentang(date!(2026 - 11 - 02), date!(2026 - 10 - 30)), "30 Oktober–2 November 2026");
        assert_eq!(rentang(date!(2025 - 12 - 31), date!(2026 - 01 - 01)), "31 Desember 2025–1 Januari 2026");
        assert_eq!(rentang(date!(2026 - 11 - 02), date!(2026 - 11 - 02)), "2 November 2026");
    }

    #[test]
    fn distances_of_dates() {
        let today = date!(2026 - 11 - 21);
        let rows = [
            (0, "hari ini"),
            (1, "besok"),
            (2, "lusa"),
            (3, "3 hari lagi"),
            (59, "59 hari lagi"),
            (61, "2 bulan lagi"),
            (730, "23 bulan lagi"),
            (731, "2 tahun lagi"),
            (-1, "kemarin"),
            (-2, "2 hari yang lalu"),
            (-59, "59 hari yang lalu"),
            (-61, "2 bulan yang lalu"),
            (-729, "23 bulan yang lalu"),
            (-3651, "9 tahun yang lalu"),
            (-3652, "10 tahun yang lalu"),
        ];
        for (days, text) in rows {
            assert_eq!(relatif(today + Duration::days(days), today), text, "{days}");
        }
    }

    #[test]
    fn distances_of_instants() {
        let now = datetime!(2026-11-21 05:00 UTC);
        let rows = [
            (-5, "baru saja"),
            (0, "baru saja"),
            (5, "sebentar lagi"),
            (-300, "5 menit yang lalu"),
            (3600, "1 jam lagi"),
            (86_400, "besok"),
            (-86_400 * 3, "3 hari yang lalu"),
        ];
        for (seconds, text) in rows {
            assert_eq!(waktu_relatif(now + Duration::seconds(seconds), now, Zona::Wib), text, "{seconds}");
        }
        // 23.30 WIB yesterday is yesterday though only an hour ago.
        let night = datetime!(2026-11-21 17:30 UTC);
        assert_eq!(waktu_relatif(night - Duration::hours(1), night, Zona::Wib), "kemarin");
    }

    proptest! {
        #[test]
        fn any_date_can_be_written(a in Date::MIN.to_julian_day()..=Date::MAX.to_julian_day(), b in Date::MIN.to_julian_day()..=Date::MAX.to_julian_day()) {
            let (a, b) = (Date::from_julian_day(a).unwrap(), Date::from_julian_day(b).unwrap());
            let text = relatif(a, b);
            prop_assert!(!text.contains('-') && !text.starts_with("0 "), "{}", text);
            prop_assert!(!rentang(a, b).is_empty());
            prop_assert!(!waktu_panjang(a.midnight().assume_utc(), Zona::Wit).is_empty());
        }
    }
}
