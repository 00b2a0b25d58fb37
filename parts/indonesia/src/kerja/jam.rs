//! Hours of a working week.

use time::{Time, Weekday};

use super::{HariKerja, KesalahanKalender};
use crate::tanggal::nama_hari;

/// A stretch of work without a rest, from `mulai` up to but not including `selesai`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Selang {
    /// When it begins.
    pub mulai: Time,
    /// When it ends, on the same day.
    pub selesai: Time,
}

impl Selang {
    /// A stretch from hours and minutes; `None` if they are no times or in the wrong order.
    pub fn new(mulai: (u8, u8), selesai: (u8, u8)) -> Option<Selang> {
        let time = |(hour, minute)| Time::from_hms(hour, minute, 0).ok();
        let stretch = Selang { mulai: time(mulai)?, selesai: time(selesai)? };
        (stretch.mulai < stretch.selesai).then_some(stretch)
    }
}

/// Hour and minute of beginning and end.
type DariSampai = ((u8, u8), (u8, u8));

/// The stretches of each weekday, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JamMinggu([Vec<Selang>; 7]);

impl JamMinggu {
    /// No hours at all; fill with [`JamMinggu::atur`].
    pub fn new() -> JamMinggu {
        JamMinggu::default()
    }

    /// Sets the stretches of one weekday.
    #[must_use]
    pub fn atur(mut self, day: Weekday, mut stretches: Vec<Selang>) -> JamMinggu {
        stretches.sort_unstable();
        if let Some(place) = self.0.get_mut(usize::from(day.number_days_from_monday())) {
            *place = stretches;
        }
        self
    }

    /// The stretches of a weekday.
    pub fn hari(&self, day: Weekday) -> &[Selang] {
        self.0.get(usize::from(day.number_days_from_monday())).map_or(&[], Vec::as_slice)
    }

    fn tetap(days: &[(&[Weekday], &[DariSampai])]) -> JamMinggu {
        let mut week = JamMinggu::new();
        for (weekdays, stretches) in days {
            let stretches: Vec<Selang> = stretches.iter().filter_map(|(from, to)| Selang::new(*from, *to)).collect();
            for day in *weekdays {
                week = week.atur(*day, stretches.clone());
            }
        }
        week
    }

    /// Five days, 07.30 on, 37.5 hours without rests of 60 minutes (90 on Friday): Perpres 21/2023.
    pub fn lima_hari() -> JamMinggu {
        JamMinggu::tetap(&[
            (SENIN_KAMIS, &[((7, 30), (12, 0)), ((13, 0), (16, 0))]),
            (&[Weekday::Friday], &[((7, 30), (11, 30)), ((13, 0), (16, 30))]),
        ])
    }

    /// Five days of Ramadan, 08.00 on, 32.5 hours without rests of 30 minutes (60 on Friday): Perpres 21/2023.
    pub fn lima_hari_ramadan() -> JamMinggu {
        JamMinggu::tetap(&[
            (SENIN_KAMIS, &[((8, 0), (12, 0)), ((12, 30), (15, 0))]),
            (&[Weekday::Friday], &[((8, 0), (11, 30)), ((12, 30), (15, 30))]),
        ])
    }

    /// Six days, 37.5 hours without rests: a beginning for services that open on Saturday.
    pub fn enam_hari() -> JamMinggu {
        JamMinggu::tetap(&[
            (SENIN_KAMIS, &[((7, 30), (12, 0)), ((13, 0), (15, 0))]),
            (&[Weekday::Friday], &[((7, 30), (11, 30)), ((13, 0), (14, 30))]),
            (&[Weekday::Saturday], &[((7, 30), (13, 30))]),
        ])
    }

    /// Minutes of work in a week of these days.
    pub fn menit(&self, days: HariKerja) -> i64 {
        let worked = SEMUA.into_iter().filter(|day| days.memuat(*day));
        let stretches = worked.flat_map(|day| self.hari(day));
        stretches.map(|stretch| (stretch.selesai - stretch.mulai).whole_minutes()).sum()
    }

    pub(super) fn periksa(&self, days: HariKerja) -> Result<(), KesalahanKalender> {
        for day in SEMUA {
            let stretches = self.hari(day);
            if days.memuat(day) && stretches.is_empty() {
                return Err(KesalahanKalender::TanpaJam(nama_hari(day)));
            }
            let backwards = stretches.iter().any(|stretch| stretch.selesai <= stretch.mulai);
            let overlaps = stretches.iter().zip(stretches.iter().skip(1)).any(|(one, next)| one.selesai > next.mulai);
            if backwards || overlaps {
                return Err(KesalahanKalender::JamSalah(nama_hari(day)));
            }
        }
        Ok(())
    }
}

const SENIN_KAMIS: &[Weekday] = &[Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday];
const SEMUA: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];
