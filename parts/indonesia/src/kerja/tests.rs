use proptest::prelude::*;
use time::macros::{date, datetime};
use time::{OffsetDateTime, Time};

use super::*;

fn libur(date: Date, jenis: JenisLibur) -> (Date, Libur) {
    (date, Libur { nama: "Hari raya contoh".to_owned(), jenis })
}

/// A five-day calendar with invented holidays around two real weeks, and two weeks of Ramadan hours.
fn kalender() -> Kalender {
    let days = [
        libur(date!(2026 - 11 - 24), JenisLibur::LiburNasional),
        libur(date!(2026 - 11 - 25), JenisLibur::CutiBersama),
        libur(date!(2026 - 11 - 28), JenisLibur::LiburDaerah),
        libur(date!(2027 - 01 - 01), JenisLibur::LiburNasional),
        libur(date!(2028 - 05 - 10), JenisLibur::LiburDaerah),
    ];
    let special =
        JamKhusus { dari: date!(2026 - 12 - 07), sampai: date!(2026 - 12 - 18), jam: JamMinggu::lima_hari_ramadan() };
    Kalender::new(Zona::Wita, HariKerja::LIMA, JamMinggu::lima_hari(), days, vec![special]).unwrap()
}

#[test]
fn weeks_have_the_hours_of_the_regulation() {
    assert_eq!(JamMinggu::lima_hari().menit(HariKerja::LIMA), 37 * 60 + 30);
    assert_eq!(JamMinggu::lima_hari_ramadan().menit(HariKerja::LIMA), 32 * 60 + 30);
    assert_eq!(JamMinggu::enam_hari().menit(HariKerja::ENAM), 37 * 60 + 30);
    let rest = |week: &JamMinggu, day| {
        let stretches = week.hari(day);
        (stretches[1].mulai - stretches[0].selesai).whole_minutes()
    };
    assert_eq!(rest(&JamMinggu::lima_hari(), Weekday::Friday), 90);
    assert_eq!(rest(&JamMinggu::lima_hari_ramadan(), Weekday::Friday), 60);
    assert_eq!(rest(&JamMinggu::lima_hari_ramadan(), Weekday::Monday), 30);
}

#[test]
fn days() {
    let kalender = kalender();
    let rows = [
        (date!(2026 - 11 - 20), true),
        (date!(2026 - 11 - 21), false),
        (date!(2026 - 11 - 22), false),
        (date!(2026 - 11 - 23), true),
        (date!(2026 - 11 - 24), false),
        (date!(2026 - 11 - 25), false),
        (date!(2026 - 11 - 26), true),
    ];
    for (date, worked) in rows {
        assert_eq!(kalender.is_hari_kerja(date), worked, "{date}");
        assert_eq!(kalender.jam(date).is_empty(), !worked, "{date}");
    }
    assert_eq!(kalender.libur(date!(2026 - 11 - 25)).unwrap().jenis.nama(), "cuti bersama");
    assert_eq!(kalender.daftar_libur(date!(2026 - 11 - 01), date!(2026 - 11 - 30)).count(), 3);
    assert_eq!(kalender.daftar_libur(date!(2026 - 11 - 30), date!(2026 - 11 - 01)).count(), 0);
    assert_eq!(kalender.jam(date!(2026 - 12 - 07))[0].mulai, Time::from_hms(8, 0, 0).unwrap());
    assert_eq!(kalender.jam(date!(2026 - 12 - 21))[0].mulai, Time::from_hms(7, 30, 0).unwrap());
}

#[test]
fn coverage() {
    let kalender = kalender();
    assert_eq!(kalender.cakupan().into_iter().collect::<Vec<_>>(), [2026, 2027]);
    assert_eq!(kalender.belum_tercakup(date!(2026 - 11 - 01), date!(2028 - 12 - 31)), [2028]);
    assert_eq!(kalender.belum_tercakup(Date::MIN, Date::MAX).len(), 100);
    assert!(kalender.belum_tercakup(date!(2027 - 01 - 01), date!(2026 - 01 - 01)).is_empty());
    assert!(Kalender::lima_hari(Zona::Wib, []).cakupan().is_empty());
}

#[test]
fn adding_days() {
    let kalender = kalender();
    let rows = [
        (date!(2026 - 11 - 20), 0, date!(2026 - 11 - 20)),
        (date!(2026 - 11 - 21), 0, date!(2026 - 11 - 23)),
        (date!(2026 - 11 - 20), 1, date!(2026 - 11 - 23)),
        (date!(2026 - 11 - 20), 2, date!(2026 - 11 - 26)),
        (date!(2026 - 11 - 21), 1, date!(2026 - 11 - 23)),
        (date!(2026 - 11 - 24), 3, date!(2026 - 11 - 30)),
        (date!(2026 - 11 - 26), -1, date!(2026 - 11 - 23)),
        (date!(2026 - 11 - 22), -1, date!(2026 - 11 - 20)),
    ];
    for (date, n, expected) in rows {
        assert_eq!(kalender.tambah(date, n), Some(expected), "{date} {n}");
    }
    assert_eq!(kalender.tambah(date!(2026 - 11 - 20), i32::MAX), None);
    assert_eq!(kalender.tambah(date!(2026 - 11 - 20), i32::MIN), None);
    assert_eq!(kalender.tambah(Date::MAX, 1), None);
    assert_eq!(kalender.tambah(Date::MIN, -1), None);
}

#[test]
fn a_calendar_of_nothing_but_holidays_ends_the_search() {
    let mut day = date!(2026 - 01 - 01);
    let mut days = Vec::new();
    for _ in 0..1100 {
        days.push(libur(day, JenisLibur::LiburDaerah));
        day = day.next_day().unwrap();
    }
    let kalender = Kalender::lima_hari(Zona::Wib, days);
    assert_eq!(kalender.tambah(date!(2026 - 01 - 01), 0), None);
    assert_eq!(kalender.tambah(date!(2026 - 01 - 01), 1), None);
    assert_eq!(kalender.saat_kerja_berikut(datetime!(2026-01-01 00:00 UTC)), None);
    assert_eq!(kalender.tambah_menit(datetime!(2026-01-01 00:00 UTC), 1), None);
}

#[test]
fn deadlines() {
    let kalender = kalender();
    let rows = [
        // Friday afternoon, three working days: Monday, Thursday (two days off between), Friday.
        (datetime!(2026-11-20 06:00 UTC), 3, Some(datetime!(2026-11-27 16:30 +8))),
        // Already Saturday here, though Friday in UTC.
        (datetime!(2026-11-20 17:00 UTC), 0, Some(datetime!(2026-11-23 16:00 +8))),
        (datetime!(2026-12-07 00:00 UTC), 0, Some(datetime!(2026-12-07 15:00 +8))),
        (datetime!(2026-11-20 06:00 UTC), u32::MAX, None),
    ];
    for (from, n, expected) in rows {
        assert_eq!(kalender.tenggat(from, n), expected, "{from} {n}");
    }
    assert_eq!(kalender.buka(date!(2026 - 11 - 27)), Some(datetime!(2026-11-27 07:30 +8)));
    assert_eq!(kalender.buka(date!(2026 - 11 - 28)), None);
    assert_eq!(kalender.tutup(date!(2026 - 11 - 28)), None);
}

#[test]
fn minutes() {
    let kalender = kalender();
    let rows = [
        // Friday: 07.30-11.30 and 13.00-16.30.
        (datetime!(2026-11-20 07:00 +8), datetime!(2026-11-20 18:00 +8), 450),
        (datetime!(2026-11-20 11:00 +8), datetime!(2026-11-20 13:30 +8), 60),
        (datetime!(2026-11-20 11:30 +8), datetime!(2026-11-20 13:00 +8), 0),
        // Over a weekend into Monday.
        (datetime!(2026-11-20 16:00 +8), datetime!(2026-11-23 08:00 +8), 60),
        // Across two days off.
        (datetime!(2026-11-23 15:30 +8), datetime!(2026-11-26 08:00 +8), 60),
        (datetime!(2026-12-07 00:00 +8), datetime!(2026-12-14 00:00 +8), 1950),
        (datetime!(2026-11-20 08:00:30 +8), datetime!(2026-11-20 08:02 +8), 1),
    ];
    for (from, to, expected) in rows {
        assert_eq!(kalender.menit_antara(from, to), expected, "{from} {to}");
        assert_eq!(kalender.menit_antara(to, from), -expected, "{from} {to}");
    }
    assert_eq!(kalender.tambah_menit(datetime!(2026-11-20 16:00 +8), 60), Some(datetime!(2026-11-23 08:00 +8)));
    assert_eq!(kalender.tambah_menit(datetime!(2026-11-20 11:00 +8), 30), Some(datetime!(2026-11-20 11:30 +8)));
    assert_eq!(kalender.tambah_menit(datetime!(2026-11-21 11:00 +8), 0), Some(datetime!(2026-11-23 07:30 +8)));
}

#[test]
fn moments() {
    let kalender = kalender();
    let rows = [
        (datetime!(2026-11-20 08:00 +8), datetime!(2026-11-20 08:00 +8)),
        (datetime!(2026-11-20 06:00 +8), datetime!(2026-11-20 07:30 +8)),
        (datetime!(2026-11-20 11:30 +8), datetime!(2026-11-20 13:00 +8)),
        (datetime!(2026-11-20 16:30 +8), datetime!(2026-11-23 07:30 +8)),
        (datetime!(2026-11-23 16:00 +8), datetime!(2026-11-26 07:30 +8)),
    ];
    for (instant, expected) in rows {
        assert_eq!(kalender.saat_kerja_berikut(instant), Some(expected), "{instant}");
        assert_eq!(kalender.is_jam_kerja(instant), instant == expected, "{instant}");
    }
}

#[test]
fn how_a_deadline_stands() {
    let kalender = kalender();
    let rows = [
        (date!(2026 - 11 - 20), date!(2026 - 11 - 20), "hari ini"),
        (date!(2026 - 11 - 26), date!(2026 - 11 - 20), "2 hari kerja lagi"),
        (date!(2026 - 11 - 20), date!(2026 - 11 - 26), "terlambat 2 hari kerja"),
        (date!(2026 - 11 - 20), date!(2026 - 11 - 21), "lewat tenggat"),
        (date!(2026 - 11 - 22), date!(2026 - 11 - 21), "besok"),
        (date!(2026 - 11 - 21), date!(2026 - 11 - 22), "lewat tenggat"),
        (date!(2026 - 11 - 21), date!(2026 - 11 - 23), "terlambat 1 hari kerja"),
    ];
    for (due, today, text) in rows {
        assert_eq!(kalender.sebut_tenggat(due, today), text, "{due} on {today}");
    }
}

#[test]
fn calendars_that_cannot_be() {
    let make = |days, hours: JamMinggu, special| Kalender::new(Zona::Wib, days, hours, [], special).map(|_| ());
    let hours = JamMinggu::lima_hari;
    let stretch = |from, to| Selang::new(from, to).unwrap();
    assert_eq!(make(HariKerja::dari([]), hours(), vec![]), Err(KesalahanKalender::TanpaHariKerja));
    assert_eq!(make(HariKerja::ENAM, hours(), vec![]), Err(KesalahanKalender::TanpaJam("Sabtu")));
    let overlap = hours().atur(Weekday::Monday, vec![stretch((8, 0), (12, 0)), stretch((11, 0), (13, 0))]);
    assert_eq!(make(HariKerja::LIMA, overlap, vec![]), Err(KesalahanKalender::JamSalah("Senin")));
    let noon = Time::from_hms(12, 0, 0).unwrap();
    let empty = hours().atur(Weekday::Tuesday, vec![Selang { mulai: noon, selesai: noon }]);
    assert_eq!(make(HariKerja::LIMA, empty, vec![]), Err(KesalahanKalender::JamSalah("Selasa")));
    let special = |dari, sampai| JamKhusus { dari, sampai, jam: hours() };
    let (first, last) = (date!(2026 - 02 - 18), date!(2026 - 03 - 19));
    assert_eq!(make(HariKerja::LIMA, hours(), vec![special(last, first)]), Err(KesalahanKalender::MasaSalah));
    let twice = vec![special(first, last), special(last, last)];
    assert_eq!(make(HariKerja::LIMA, hours(), twice), Err(KesalahanKalender::MasaSalah));
    let apart = vec![special(last, last), special(first, last.previous_day().unwrap())];
    assert_eq!(make(HariKerja::LIMA, hours(), apart), Ok(()));
    assert_eq!(Selang::new((12, 0), (8, 0)), None);
    assert_eq!(Selang::new((8, 0), (24, 0)), None);
    assert_eq!(HariKerja::dari([Weekday::Monday, Weekday::Monday]).banyak(), 1);
}

fn any_calendar() -> impl Strategy<Value = Kalender> {
    let day = date!(2026 - 01 - 01).to_julian_day()..date!(2028 - 01 - 01).to_julian_day();
    (prop::collection::vec(day, 0..60), any::<bool>()).prop_map(|(days, six)| {
        let days = days.into_iter().map(|day| libur(Date::from_julian_day(day).unwrap(), JenisLibur::LiburNasional));
        let (mask, hours) =
            if six { (HariKerja::ENAM, JamMinggu::enam_hari()) } else { (HariKerja::LIMA, JamMinggu::lima_hari()) };
        Kalender::new(Zona::Wit, mask, hours, days, vec![]).unwrap()
    })
}

fn any_date() -> impl Strategy<Value = Date> {
    (date!(2025 - 06 - 01).to_julian_day()..date!(2028 - 06 - 01).to_julian_day())
        .prop_map(|day| Date::from_julian_day(day).unwrap())
}

proptest! {
    #[test]
    fn adding_then_counting_gives_n(kalender in any_calendar(), date in any_date(), n in -200i32..200) {
        let reached = kalender.tambah(date, n).unwrap();
        prop_assert!(kalender.is_hari_kerja(reached));
        if n != 0 {
            prop_assert_eq!(kalender.antara(date, reached), i64::from(n));
        }
        prop_assert!(kalender.tambah(date, n + 1).unwrap() > reached || n == -1 || n == 0);
        prop_assert!(kalender.tambah(date, n + 1).unwrap() >= reached);
        prop_assert!(kalender.tambah(date.next_day().unwrap(), n).unwrap() >= reached);
    }

    #[test]
    fn counting_by_weeks_is_counting_by_days(kalender in any_calendar(), a in any_date(), b in any_date()) {
        let mut slow = 0;
        let mut day = a;
        while day < b {
            day = day.next_day().unwrap();
            slow += i64::from(kalender.is_hari_kerja(day));
        }
        while day > b {
            day = day.previous_day().unwrap();
            slow -= i64::from(kalender.is_hari_kerja(day));
        }
        prop_assert_eq!(kalender.antara(a, b), slow);
    }

    #[test]
    fn working_minutes_add_up(kalender in any_calendar(), date in any_date(), start in 0i64..2880, minutes in 1u32..20_000) {
        let from = date.midnight().assume_utc() + time::Duration::minutes(start);
        let to = kalender.tambah_menit(from, minutes).unwrap();
        prop_assert_eq!(kalender.menit_antara(from, to), i64::from(minutes));
        let middle: OffsetDateTime = from + (to - from) / 2;
        let middle = middle.replace_second(0).unwrap().replace_nanosecond(0).unwrap();
        prop_assert_eq!(kalender.menit_antara(from, middle) + kalender.menit_antara(middle, to), i64::from(minutes));
        let next = kalender.saat_kerja_berikut(from).unwrap();
        prop_assert!(next >= from && kalender.is_jam_kerja(next));
        prop_assert_eq!(kalender.menit_antara(from, next), 0);
    }

    #[test]
    fn deadlines_fall_at_the_end_of_work(kalender in any_calendar(), date in any_date(), n in 0u32..60) {
        let from: OffsetDateTime = date.midnight().assume_utc();
        let due = kalender.tenggat(from, n).unwrap();
        prop_assert!(due > from);
        prop_assert!(!kalender.is_jam_kerja(due));
        prop_assert!(kalender.is_jam_kerja(due - time::Duration::minutes(1)));
        prop_assert!(kalender.tenggat(from, n + 1).unwrap() > due || n == 0);
    }
}

proptest! {
    // Each case walks a century of days several times.
    #![proptest_config(ProptestConfig::with_cases(8))]
    #[test]
    fn nothing_panics_at_the_ends(a in Date::MIN.to_julian_day()..=Date::MAX.to_julian_day(), n: i32) {
        let kalender = kalender();
        for date in [Date::from_julian_day(a).unwrap(), Date::MIN, Date::MAX] {
            let _ = kalender.tambah(date, n);
            let _ = kalender.antara(date, Date::from_julian_day(a).unwrap());
            let instant = date.midnight().assume_utc();
            let _ = kalender.saat_kerja_berikut(instant);
            let _ = kalender.tenggat(instant, n.unsigned_abs());
            let _ = kalender.tambah_menit(instant, n.unsigned_abs());
            let _ = kalender.sebut_tenggat(date, Date::from_julian_day(a).unwrap());
        }
    }
}
