//! What a list of obligations is narrowed by.

use super::pelaksanaan::ROWS;
use kernel::{Scope, Val};
use time::{Date, Duration};
use uuid::Uuid;

/// How an obligation stands, as the list is narrowed by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SaringStatus {
    /// Not decided: what somebody still has to work on.
    #[default]
    Berjalan,
    Terlambat,
    JatuhTempo,
    Mendekati,
    BelumJatuhTempo,
    Diperiksa,
    Dikembalikan,
    Terpenuhi,
    TidakBerlaku,
    /// All but what was dropped.
    Semua,
}

impl SaringStatus {
    /// All, in the order of the filter.
    pub const SEMUA: [SaringStatus; 10] = [
        Self::Berjalan,
        Self::Terlambat,
        Self::JatuhTempo,
        Self::Mendekati,
        Self::BelumJatuhTempo,
        Self::Diperiksa,
        Self::Dikembalikan,
        Self::Terpenuhi,
        Self::TidakBerlaku,
        Self::Semua,
    ];

    /// The word in addresses.
    pub const fn kode(self) -> &'static str {
        match self {
            Self::Berjalan => "berjalan",
            Self::Terlambat => "terlambat",
            Self::JatuhTempo => "jatuh-tempo",
            Self::Mendekati => "mendekati",
            Self::BelumJatuhTempo => "belum",
            Self::Diperiksa => "diperiksa",
            Self::Dikembalikan => "dikembalikan",
            Self::Terpenuhi => "terpenuhi",
            Self::TidakBerlaku => "tidak-berlaku",
            Self::Semua => "semua",
        }
    }

    /// As people read it.
    pub const fn teks(self) -> &'static str {
        match self {
            Self::Berjalan => "Belum selesai",
            Self::Terlambat => "Terlambat",
            Self::JatuhTempo => "Jatuh tempo hari ini",
            Self::Mendekati => "Mendekati jatuh tempo",
            Self::BelumJatuhTempo => "Belum jatuh tempo",
            Self::Diperiksa => "Menunggu pemeriksaan",
            Self::Dikembalikan => "Dikembalikan",
            Self::Terpenuhi => "Terpenuhi",
            Self::TidakBerlaku => "Tidak berlaku",
            Self::Semua => "Semua",
        }
    }

    /// From the word in an address.
    pub fn urai(kode: &str) -> Option<Self> {
        Self::SEMUA.into_iter().find(|satu| satu.kode() == kode)
    }
}

/// Where a page begins: after or before a row in the order of due dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tempat {
    #[default]
    Awal,
    Setelah(Date, Uuid),
    Sebelum(Date, Uuid),
}

/// A filter. What is `None` does not narrow.
#[derive(Debug, Clone)]
pub struct Saring {
    pub status: SaringStatus,
    pub unit: Option<Uuid>,
    /// Units of which at least one is meant, for "mine".
    pub milik: Option<Vec<Uuid>>,
    /// Codes of duties, found in the profile by system, article or indicator.
    pub kode: Option<Vec<String>>,
    /// Year of the due date.
    pub tahun: Option<i32>,
    /// Trigger event.
    pub kejadian: Option<Uuid>,
    /// Only what its owner has to work on soon: open or sent back, and late or approaching.
    pub perlu_bukti: bool,
    /// Who handed the evidence in, to be left out: nobody examines their own.
    pub bukan_pengaju: Option<Uuid>,
    pub hari_ini: Date,
    pub hari_mendekati: u16,
}

impl Saring {
    /// Everything that still runs.
    pub fn baru(hari_ini: Date, hari_mendekati: u16) -> Self {
        Self {
            status: SaringStatus::Berjalan,
            unit: None,
            milik: None,
            kode: None,
            tahun: None,
            kejadian: None,
            perlu_bukti: false,
            bukan_pengaju: None,
            hari_ini,
            hari_mendekati,
        }
    }

    /// The condition; its values are appended.
    pub(super) fn syarat(&self, scope: &Scope, values: &mut Vec<Val>) -> String {
        let mut parts = vec![scope.filter(&ROWS, values)];
        let mut mark = |value: Val| {
            values.push(value);
            format!("${}", values.len())
        };
        let berjalan = "p.keadaan in ('terbuka','dikembalikan','diperiksa')";
        let dekat = self.hari_ini.saturating_add(Duration::days(i64::from(self.hari_mendekati)));
        parts.push(match self.status {
            SaringStatus::Berjalan => berjalan.to_owned(),
            SaringStatus::Terlambat => format!("{berjalan} and p.jatuh < {}", mark(self.hari_ini.into())),
            SaringStatus::JatuhTempo => format!("{berjalan} and p.jatuh = {}", mark(self.hari_ini.into())),
            SaringStatus::Mendekati => {
                format!("{berjalan} and p.jatuh > {} and p.jatuh <= {}", mark(self.hari_ini.into()), mark(dekat.into()))
            }
            SaringStatus::BelumJatuhTempo => format!("{berjalan} and p.jatuh > {}", mark(dekat.into())),
            SaringStatus::Diperiksa => "p.keadaan = 'diperiksa'".to_owned(),
            SaringStatus::Dikembalikan => "p.keadaan = 'dikembalikan'".to_owned(),
            SaringStatus::Terpenuhi => "p.keadaan = 'terpenuhi'".to_owned(),
            SaringStatus::TidakBerlaku => "p.keadaan = 'tidak_berlaku'".to_owned(),
            SaringStatus::Semua => "p.keadaan <> 'gugur'".to_owned(),
        });
        if let Some(unit) = self.unit {
            parts.push(format!("p.unit = {}", mark(unit.into())));
        }
        if let Some(milik) = &self.milik {
            let marks: Vec<String> = milik.iter().map(|unit| mark((*unit).into())).collect();
            parts.push(if marks.is_empty() { "false".to_owned() } else { format!("p.unit in ({})", marks.join(",")) });
        }
        if let Some(kode) = &self.kode {
            let marks: Vec<String> = kode.iter().map(|satu| mark(satu.as_str().into())).collect();
            parts.push(if marks.is_empty() {
                "false".to_owned()
            } else {
                format!("p.kewajiban in ({})", marks.join(","))
            });
        }
        if let Some(tahun) = self.tahun
            && let (Ok(awal), Ok(akhir)) = (
                Date::from_calendar_date(tahun, time::Month::January, 1),
                Date::from_calendar_date(tahun, time::Month::December, 31),
            )
        {
            parts.push(format!("p.jatuh >= {} and p.jatuh <= {}", mark(awal.into()), mark(akhir.into())));
        }
        if let Some(kejadian) = self.kejadian {
            parts.push(format!("p.masa like {}", mark(format!("pemicu:%:{kejadian}").into())));
        }
        if self.perlu_bukti {
            parts.push(format!("p.keadaan in ('terbuka','dikembalikan') and p.jatuh <= {}", mark(dekat.into())));
        }
        if let Some(orang) = self.bukan_pengaju {
            parts.push(format!("(p.diajukan_oleh is null or p.diajukan_oleh <> {})", mark(orang.into())));
        }
        parts.join(" and ")
    }
}
