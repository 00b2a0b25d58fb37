//! Working time: which days are worked, and from when to when, so that deadlines fall where people are at work.

mod hitung;
mod jam;

use std::collections::{BTreeMap, BTreeSet};

use time::{Date, Weekday};

use crate::tanggal::Zona;

pub use jam::{JamMinggu, Selang};

/// Why a day is not worked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum JenisLibur {
    /// National holiday.
    LiburNasional,
    /// Collective leave around a national holiday.
    CutiBersama,
    /// Holiday of the region.
    LiburDaerah,
}

impl JenisLibur {
    /// Name for people: `libur nasional`.
    pub fn nama(self) -> &'static str {
        match self {
            JenisLibur::LiburNasional => "libur nasional",
            JenisLibur::CutiBersama => "cuti bersama",
            JenisLibur::LiburDaerah => "libur daerah",
        }
    }
}

/// A day off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Libur {
    /// What is celebrated.
    pub nama: String,
    /// Whose holiday it is.
    pub jenis: JenisLibur,
}

/// The weekdays that are worked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct HariKerja(u8);

impl HariKerja {
    /// Monday to Friday.
    pub const LIMA: HariKerja = HariKerja(0b001_1111);
    /// Monday to Saturday.
    pub const ENAM: HariKerja = HariKerja(0b011_1111);

    /// Any set of weekdays.
    pub fn dari(days: impl IntoIterator<Item = Weekday>) -> HariKerja {
        HariKerja(days.into_iter().fold(0, |mask, day| mask | (1 << day.number_days_from_monday())))
    }

    /// Whether this weekday is worked.
    pub fn memuat(self, day: Weekday) -> bool {
        self.0 & (1 << day.number_days_from_monday()) != 0
    }

    /// Worked days in a week.
    pub fn banyak(self) -> u32 {
        self.0.count_ones()
    }
}

impl std::fmt::Debug for HariKerja {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "HariKerja({:#09b})", self.0)
    }
}

/// Other hours for a while, such as in Ramadan; days off stay the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JamKhusus {
    /// First day.
    pub dari: Date,
    /// Last day, included.
    pub sampai: Date,
    /// The hours in that time.
    pub jam: JamMinggu,
}

/// Why a calendar cannot be used; `Display` is for the administrator who set it up.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KesalahanKalender {
    /// No weekday is worked.
    #[error("Pilih paling sedikit satu hari kerja.")]
    TanpaHariKerja,
    /// A worked weekday has no hours.
    #[error("Jam kerja hari {0} belum diisi.")]
    TanpaJam(&'static str),
    /// Intervals that end before they begin, or overlap.
    #[error("Jam kerja hari {0} tumpang tindih atau berakhir sebelum mulai.")]
    JamSalah(&'static str),
    /// Special hours that end before they begin, or overlap with others.
    #[error("Masa jam kerja khusus tumpang tindih atau berakhir sebelum mulai.")]
    MasaSalah,
}

/// The working calendar of a regency. Every method takes its dates in [`Kalender::zona`].
#[derive(Clone, Debug)]
pub struct Kalender {
    zona: Zona,
    libur: BTreeMap<Date, Libur>,
    hari_kerja: HariKerja,
    jam: JamMinggu,
    /// Sorted, without overlap.
    khusus: Vec<JamKhusus>,
}

impl Kalender {
    /// A calendar. Refused if a worked day has no hours, or hours do not fit together. Of two holidays on one day the
    /// later in the list is kept.
    pub fn new(
        zona: Zona,
        hari_kerja: HariKerja,
        jam: JamMinggu,
        libur: impl IntoIterator<Item = (Date, Libur)>,
        mut khusus: Vec<JamKhusus>,
    ) -> Result<Kalender, KesalahanKalender> {
        if hari_kerja.banyak() == 0 {
            return Err(KesalahanKalender::TanpaHariKerja);
        }
        jam.periksa(hari_kerja)?;
        khusus.sort_by_key(|special| special.dari);
        for special in &khusus {
            special.jam.periksa(hari_kerja)?;
        }
        let overlaps = khusus.iter().zip(khusus.iter().skip(1)).any(|(one, next)| one.sampai >= next.dari);
        if overlaps || khusus.iter().any(|special| special.sampai < special.dari) {
            return Err(KesalahanKalender::MasaSalah);
        }
        Ok(Kalender { zona, libur: libur.into_iter().collect(), hari_kerja, jam, khusus })
    }

    /// Monday to Friday with the hours of Perpres 21/2023: 37.5 hours a week without rests.
    pub fn lima_hari(zona: Zona, libur: impl IntoIterator<Item = (Date, Libur)>) -> Kalender {
        let libur = libur.into_iter().collect();
        Kalender { zona, libur, hari_kerja: HariKerja::LIMA, jam: JamMinggu::lima_hari(), khusus: Vec::new() }
    }

    /// The zone of the regency.
    pub fn zona(&self) -> Zona {
        self.zona
    }

    /// The day off on this date, also where it falls on a weekday that is not worked anyway.
    pub fn libur(&self, date: Date) -> Option<&Libur> {
        self.libur.get(&date)
    }

    /// Days off from `first` to `last`, both included, in order.
    pub fn daftar_libur(&self, first: Date, last: Date) -> impl Iterator<Item = (Date, &Libur)> {
        // An empty range instead of the panic that BTreeMap has for a reversed one.
        let range = (first <= last).then(|| self.libur.range(first..=last));
        range.into_iter().flatten().map(|(date, libur)| (*date, libur))
    }

    /// The years for which national holidays are known. Deadlines in other years count every weekday as worked: warn.
    pub fn cakupan(&self) -> BTreeSet<i32> {
        let national = self.libur.iter().filter(|(_, libur)| libur.jenis == JenisLibur::LiburNasional);
        national.map(|(date, _)| date.year()).collect()
    }

    /// Years from `first` to `last`, both included, for which national holidays are not known; at most 100 are named.
    pub fn belum_tercakup(&self, first: Date, last: Date) -> Vec<i32> {
        let known = self.cakupan();
        (first.year()..=last.year()).filter(|year| !known.contains(year)).take(100).collect()
    }

    /// Whether people work on this date.
    pub fn is_hari_kerja(&self, date: Date) -> bool {
        self.hari_kerja.memuat(date.weekday()) && !self.libur.contains_key(&date)
    }

    /// The hours worked on this date: none on a day off.
    pub fn jam(&self, date: Date) -> &[Selang] {
        if !self.is_hari_kerja(date) {
            return &[];
        }
        let special = self.khusus.iter().find(|special| (special.dari..=special.sampai).contains(&date));
        special.map_or(&self.jam, |special| &special.jam).hari(date.weekday())
    }
}

#[cfg(test)]
mod tests;
