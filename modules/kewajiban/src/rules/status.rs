//! How one period of a duty stands on a day.

use crate::rules::masa::{Masa, sisa_hari};
use time::Date;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    BelumJatuhTempo,
    Mendekati,
    /// Due today.
    JatuhTempo,
    Terlambat,
    Terpenuhi,
    /// Somebody entitled to it decided, with a reason, that it does not apply.
    TidakBerlaku,
}

impl Status {
    /// As a person reads it.
    pub fn teks(self) -> &'static str {
        match self {
            Self::BelumJatuhTempo => "Belum jatuh tempo",
            Self::Mendekati => "Mendekati jatuh tempo",
            Self::JatuhTempo => "Jatuh tempo hari ini",
            Self::Terlambat => "Terlambat",
            Self::Terpenuhi => "Terpenuhi",
            Self::TidakBerlaku => "Tidak berlaku",
        }
    }
}

/// What people decided about one period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keputusan {
    /// Nothing yet, or evidence that is not accepted yet.
    Terbuka,
    /// Evidence of this date was accepted.
    Terpenuhi(Date),
    TidakBerlaku,
}

/// The status on `hari_ini`, in the regency's time zone. `hari_mendekati`: from so many calendar days before the due date it approaches.
pub fn status(masa: &Masa, keputusan: Keputusan, hari_ini: Date, hari_mendekati: u16) -> Status {
    match keputusan {
        Keputusan::TidakBerlaku => Status::TidakBerlaku,
        Keputusan::Terpenuhi(_) => Status::Terpenuhi,
        Keputusan::Terbuka => match sisa_hari(masa, hari_ini) {
            ..0 => Status::Terlambat,
            0 => Status::JatuhTempo,
            sisa if sisa <= i64::from(hari_mendekati) => Status::Mendekati,
            _ => Status::BelumJatuhTempo,
        },
    }
}

/// True when evidence was accepted that is dated after the due date.
pub fn dipenuhi_terlambat(masa: &Masa, keputusan: Keputusan) -> bool {
    match keputusan {
        Keputusan::Terpenuhi(tanggal) => tanggal > masa.jatuh,
        Keputusan::Terbuka | Keputusan::TidakBerlaku => false,
    }
}
