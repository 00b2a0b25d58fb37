//! Survey periods: which days one covers, and the code of a day.
use time::{Date, Duration, Month};

/// How long a period is that is made by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lama {
    /// A quarter.
    Triwulan,
    /// Half a year.
    #[default]
    Semester,
    /// A year: the longest, since satisfaction is to be measured at least once a year.
    Tahun,
}

/// First and last day, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Masa {
    /// First day.
    pub mulai: Date,
    /// Last day.
    pub selesai: Date,
}

impl Masa {
    /// Whether the day is in it.
    pub fn memuat(&self, hari: Date) -> bool {
        self.mulai <= hari && hari <= self.selesai
    }
    /// Whether both share a day.
    pub fn bertemu(&self, lain: &Masa) -> bool {
        self.mulai <= lain.selesai && lain.mulai <= self.selesai
    }
}

impl Lama {
    /// The word in a profile.
    pub fn urai(text: &str) -> Option<Lama> {
        match text {
            "triwulan" => Some(Lama::Triwulan),
            "semester" => Some(Lama::Semester),
            "tahun" => Some(Lama::Tahun),
            _ => None,
        }
    }

    fn bulan(self) -> u8 {
        match self {
            Lama::Triwulan => 3,
            Lama::Semester => 6,
            Lama::Tahun => 12,
        }
    }

    /// The period of the calendar that holds the day, and what it is called.
    pub fn dari(self, hari: Date) -> (Masa, String) {
        let bulan = u8::from(hari.month());
        let urut = (bulan - 1) / self.bulan();
        let awal = urut * self.bulan() + 1;
        let akhir = awal + self.bulan() - 1;
        let pertama = |bulan: u8, hari_itu: u8| {
            Month::try_from(bulan).ok().and_then(|bulan| Date::from_calendar_date(hari.year(), bulan, hari_itu).ok())
        };
        let mulai = pertama(awal, 1).unwrap_or(hari);
        let panjang = Month::try_from(akhir).map_or(28, |bulan| bulan.length(hari.year()));
        let selesai = pertama(akhir, panjang).unwrap_or(hari);
        let romawi = ["I", "II", "III", "IV"].get(usize::from(urut)).copied().unwrap_or_default();
        let nama = match self {
            Lama::Triwulan => format!("Triwulan {romawi} {}", hari.year()),
            Lama::Semester => format!("Semester {romawi} {}", hari.year()),
            Lama::Tahun => format!("Tahun {}", hari.year()),
        };
        (Masa { mulai, selesai }, nama)
    }
}

/// What of `masa` around `hari` is free of the others; the day itself is free.
pub fn sisakan(masa: Masa, hari: Date, lain: &[Masa]) -> Masa {
    let mut hasil = masa;
    for satu in lain {
        if satu.selesai < hari && satu.selesai >= hasil.mulai {
            hasil.mulai = satu.selesai.saturating_add(Duration::days(1));
        }
        if satu.mulai > hari && satu.mulai <= hasil.selesai {
            hasil.selesai = satu.mulai.saturating_sub(Duration::days(1));
        }
    }
    hasil
}

/// The code of a day from its mark: four digits.
pub fn sandi_hari(tanda: &[u8]) -> String {
    let angka = tanda.iter().take(8).fold(0_u64, |angka, byte| (angka << 8) | u64::from(*byte));
    format!("{:04}", angka % 10_000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn periods_of_the_calendar() {
        let table = [
            (Lama::Semester, date!(2026 - 11 - 20), date!(2026 - 07 - 01), date!(2026 - 12 - 31), "Semester II 2026"),
            (Lama::Semester, date!(2026 - 06 - 30), date!(2026 - 01 - 01), date!(2026 - 06 - 30), "Semester I 2026"),
            (Lama::Triwulan, date!(2028 - 02 - 29), date!(2028 - 01 - 01), date!(2028 - 03 - 31), "Triwulan I 2028"),
            (Lama::Triwulan, date!(2026 - 12 - 31), date!(2026 - 10 - 01), date!(2026 - 12 - 31), "Triwulan IV 2026"),
            (Lama::Tahun, date!(2026 - 01 - 01), date!(2026 - 01 - 01), date!(2026 - 12 - 31), "Tahun 2026"),
        ];
        for (lama, hari, mulai, selesai, nama) in table {
            assert_eq!(lama.dari(hari), (Masa { mulai, selesai }, nama.to_owned()));
        }
    }

    #[test]
    fn a_new_period_takes_what_the_others_left() {
        let masa = |mulai, selesai| Masa { mulai, selesai };
        let semester = masa(date!(2026 - 07 - 01), date!(2026 - 12 - 31));
        let hari = date!(2026 - 09 - 10);
        let table = [
            (vec![], semester),
            (vec![masa(date!(2026 - 05 - 01), date!(2026 - 08 - 15))], masa(date!(2026 - 08 - 16), semester.selesai)),
            (vec![masa(date!(2026 - 11 - 01), date!(2027 - 01 - 31))], masa(semester.mulai, date!(2026 - 10 - 31))),
            (vec![masa(date!(2025 - 01 - 01), date!(2025 - 12 - 31))], semester),
        ];
        for (lain, harap) in table {
            let sisa = sisakan(semester, hari, &lain);
            assert_eq!(sisa, harap);
            assert!(sisa.memuat(hari) && !lain.iter().any(|satu| satu.bertemu(&sisa)));
        }
    }

    #[test]
    fn the_code_of_a_day_has_four_digits() {
        assert_eq!(sandi_hari(&[0; 32]), "0000");
        assert_eq!(sandi_hari(&[0, 0, 0, 0, 0, 0, 4, 210]), "1234");
        assert_eq!(sandi_hari(&[]), "0000");
    }
}
