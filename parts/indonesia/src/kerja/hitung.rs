//! Counting in working days and working minutes.

use time::{Date, Duration, OffsetDateTime};

use super::Kalender;
use crate::tanggal::relatif;

/// Working days that can be added at once: about a century.
const HARI_TERBANYAK: u32 = 30_000;
/// Days without work in a row after which the calendar is taken to be wrong.
const JEDA_TERPANJANG: u32 = 1_000;

impl Kalender {
    /// The `n`th working day after `date` (before it if `n` is negative); `date` itself never counts. With `n` = 0: `date`
    /// if it is worked, otherwise the next working day. `None` if `n` is beyond 30,000, the calendar ends, or no day is
    /// worked for over 1,000 days.
    pub fn tambah(&self, date: Date, n: i32) -> Option<Date> {
        if n == 0 && self.is_hari_kerja(date) {
            return Some(date);
        }
        let mut left = n.unsigned_abs().max(1);
        if left > HARI_TERBANYAK {
            return None;
        }
        let (mut day, mut idle) = (date, 0);
        loop {
            day = if n < 0 { day.previous_day()? } else { day.next_day()? };
            if self.is_hari_kerja(day) {
                (left, idle) = (left - 1, 0);
                if left == 0 {
                    return Some(day);
                }
            } else {
                idle += 1;
                if idle > JEDA_TERPANJANG {
                    return None;
                }
            }
        }
    }

    /// Working days from `from` to `to`, where `from` does not count and `to` does; negative when `to` is earlier. So
    /// `antara(d, tambah(d, n))` is `n` for every `n` but 0.
    pub fn antara(&self, from: Date, to: Date) -> i64 {
        // Forwards (from, to], backwards [to, from).
        if to >= from {
            self.sebelum(to.to_julian_day().saturating_add(1))
                - self.sebelum(from.to_julian_day().saturating_add(1))
                - self.libur_antara(from, to, false)
        } else {
            -(self.sebelum(from.to_julian_day()) - self.sebelum(to.to_julian_day()) - self.libur_antara(to, from, true))
        }
    }

    /// Worked weekdays before a Julian day, holidays not regarded, counted from a fixed Monday.
    fn sebelum(&self, julian: i32) -> i64 {
        // Julian day 0 was a Monday.
        let (weeks, rest) = (i64::from(julian).div_euclid(7), i64::from(julian).rem_euclid(7));
        let part = (0..rest).filter(|day| self.hari_kerja.0 >> day & 1 == 1).count();
        weeks * i64::from(self.hari_kerja.banyak()) + i64::try_from(part).unwrap_or(0)
    }

    /// Holidays on worked weekdays between two dates: `[from, to)` if `with_first`, otherwise `(from, to]`.
    fn libur_antara(&self, from: Date, to: Date, with_first: bool) -> i64 {
        let counted = self.daftar_libur(from, to).filter(|(date, _)| {
            let inside = if with_first { *date < to } else { *date > from };
            inside && self.hari_kerja.memuat(date.weekday())
        });
        i64::try_from(counted.count()).unwrap_or(0)
    }

    /// When a duty of `n` working days is due that arose at `from`: the end of work on the `n`th working day after the day
    /// of `from`; the hour at which it arose does not matter. For `n` = 0 the end of work on the same day or, if that is no
    /// working day, on the next.
    pub fn tenggat(&self, from: OffsetDateTime, n: u32) -> Option<OffsetDateTime> {
        let day = self.tambah(self.zona.tanggal(from), i32::try_from(n).ok()?)?;
        self.tutup(day)
    }

    /// When work ends on a date; `None` on a day off.
    pub fn tutup(&self, date: Date) -> Option<OffsetDateTime> {
        Some(self.zona.saat(date, self.jam(date).last()?.selesai))
    }

    /// When work begins on a date; `None` on a day off.
    pub fn buka(&self, date: Date) -> Option<OffsetDateTime> {
        Some(self.zona.saat(date, self.jam(date).first()?.mulai))
    }

    /// The stretches of work on a date as instants.
    fn selang(&self, date: Date) -> impl Iterator<Item = (OffsetDateTime, OffsetDateTime)> {
        self.jam(date)
            .iter()
            .map(move |stretch| (self.zona.saat(date, stretch.mulai), self.zona.saat(date, stretch.selesai)))
    }

    /// Whether people are at work at this instant.
    pub fn is_jam_kerja(&self, instant: OffsetDateTime) -> bool {
        self.selang(self.zona.tanggal(instant)).any(|(start, end)| start <= instant && instant < end)
    }

    /// The instant itself if people are at work, otherwise the next at which work begins. `None` if none is near.
    pub fn saat_kerja_berikut(&self, instant: OffsetDateTime) -> Option<OffsetDateTime> {
        let mut day = self.zona.tanggal(instant);
        for _ in 0..=JEDA_TERPANJANG {
            if let Some((start, _)) = self.selang(day).find(|(_, end)| instant < *end) {
                return Some(start.max(self.zona.di_sini(instant)));
            }
            day = day.next_day()?;
        }
        None
    }

    /// Whole minutes of work between two instants; negative when `to` is earlier.
    pub fn menit_antara(&self, from: OffsetDateTime, to: OffsetDateTime) -> i64 {
        if to < from {
            return -self.menit_antara(to, from);
        }
        let mut worked = Duration::ZERO;
        let last = self.zona.tanggal(to);
        let mut day = Some(self.zona.tanggal(from));
        while let Some(date) = day.filter(|date| *date <= last) {
            for (start, end) in self.selang(date) {
                let (start, end) = (start.max(from), end.min(to));
                if start < end {
                    worked = worked.saturating_add(end - start);
                }
            }
            day = date.next_day();
        }
        worked.whole_minutes()
    }

    /// The instant after so many minutes of work, for promises in hours. `None` past 30,000 days of search.
    pub fn tambah_menit(&self, from: OffsetDateTime, minutes: u32) -> Option<OffsetDateTime> {
        let mut left = Duration::minutes(i64::from(minutes));
        let mut now = self.saat_kerja_berikut(from)?;
        if left.is_zero() {
            return Some(now);
        }
        for _ in 0..HARI_TERBANYAK {
            let (_, end) = self.selang(self.zona.tanggal(now)).find(|(_, end)| now < *end)?;
            if end - now >= left {
                return now.checked_add(left);
            }
            left -= end - now;
            now = self.saat_kerja_berikut(end)?;
        }
        None
    }

    /// How a due date stands today, in words: `hari ini`, `3 hari kerja lagi`, `terlambat 2 hari kerja`. Where only days off
    /// lie between: `besok`, `lusa` or `n hari lagi` before the date, `lewat tenggat` after it.
    pub fn sebut_tenggat(&self, due: Date, today: Date) -> String {
        if due < today {
            return match self.antara(due, today) {
                0 => "lewat tenggat".to_owned(),
                late => format!("terlambat {late} hari kerja"),
            };
        }
        match self.antara(today, due) {
            0 => relatif(due, today),
            ahead => format!("{ahead} hari kerja lagi"),
        }
    }
}
