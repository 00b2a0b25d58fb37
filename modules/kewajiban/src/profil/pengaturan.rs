//! Settings that every regency has and few change.

use super::Peran;
use serde::Deserialize;

/// Settings with defaults for every regency; a profile names only what it changes.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Pengaturan {
    /// Id of the maturity instrument in use.
    pub instrumen: String,
    pub predikat_dari: PredikatDari,
    /// Index and predicate of final evaluations stand on public pages.
    pub hasil_evaluasi_terbuka: bool,
    pub hari_kerja: Vec<Hari>,
    /// `HH:MM`, local time.
    pub jam_masuk: String,
    pub jam_pulang: String,
    /// Calendar days before the due date from which a duty counts as approaching.
    pub hari_mendekati: u16,
    pub geser_hari_libur: GeserLibur,
    pub pengingat: Pengingat,
}

impl Default for Pengaturan {
    fn default() -> Self {
        Self {
            instrumen: "permenpanrb-59-2020".to_owned(),
            predikat_dari: PredikatDari::Indeks2Desimal,
            hasil_evaluasi_terbuka: false,
            hari_kerja: vec![Hari::Senin, Hari::Selasa, Hari::Rabu, Hari::Kamis, Hari::Jumat],
            jam_masuk: "07:30".to_owned(),
            jam_pulang: "16:00".to_owned(),
            hari_mendekati: 30,
            geser_hari_libur: GeserLibur::Tetap,
            pengingat: Pengingat::default(),
        }
    }
}

/// From which figure the predicate is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PredikatDari {
    IndeksPenuh,
    #[serde(rename = "indeks_2_desimal")]
    Indeks2Desimal,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hari {
    Senin,
    Selasa,
    Rabu,
    Kamis,
    Jumat,
    Sabtu,
    Minggu,
}

/// What happens to a due date that falls on a day off: it stays, moves to the working day before, or to the one after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GeserLibur {
    Tetap,
    Maju,
    Mundur,
}

/// When whom to remind.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Pengingat {
    /// Calendar days before the due date, largest first.
    pub hari_sebelum: Vec<u16>,
    /// Working days after the due date until the coordinator is told.
    pub koordinator_setelah_hari_kerja: u16,
    /// Working days after the due date until [`Pengingat::puncak`] is told.
    pub puncak_setelah_hari_kerja: u16,
    pub puncak: Peran,
}

impl Default for Pengingat {
    fn default() -> Self {
        Self {
            hari_sebelum: vec![30, 7, 1],
            koordinator_setelah_hari_kerja: 3,
            puncak_setelah_hari_kerja: 10,
            puncak: Peran::Sekda,
        }
    }
}
