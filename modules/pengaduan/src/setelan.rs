//! What a profile may say of the module (`[pengaduan]`); without the section everything has its default.
use kernel::{App, Error, Result};
use serde::Deserialize;

use crate::model::Klasifikasi;

/// Deadlines, all in working days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Setelan {
    /// Requests for information (5, PermenPANRB 62/2018).
    pub permintaan_informasi: u32,
    /// Complaints that need no examination (14).
    pub tidak_berkadar_pengawasan: u32,
    /// Complaints that need one (60).
    pub berkadar_pengawasan: u32,
    /// Wishes; 0 for no deadline.
    pub aspirasi: u32,
    /// For the coordinator to verify.
    pub verifikasi: u32,
    /// For the agency to answer first.
    pub tindak_lanjut_awal: u32,
    /// For the reporter to add what is missing.
    pub kelengkapan: u32,
    /// Until what was answered closes by itself.
    pub tutup_otomatis: u32,
    /// For the reporter to open it again, or to object, after it was closed.
    pub buka_lagi: u32,
    /// For the supervision agency to decide about an objection.
    pub keberatan: u32,
    /// So long before a deadline its officers are reminded.
    pub ingatkan: u32,
    /// So long after a deadline the supervision agency has it too.
    pub eskalasi_pengawasan: u32,
    /// So long after a deadline the regional secretary has it too.
    pub eskalasi_sekda: u32,
}

impl Default for Setelan {
    fn default() -> Setelan {
        Setelan {
            permintaan_informasi: 5,
            tidak_berkadar_pengawasan: 14,
            berkadar_pengawasan: 60,
            aspirasi: 0,
            verifikasi: 3,
            tindak_lanjut_awal: 5,
            kelengkapan: 10,
            tutup_otomatis: 10,
            buka_lagi: 20,
            keberatan: 14,
            ingatkan: 2,
            eskalasi_pengawasan: 1,
            eskalasi_sekda: 5,
        }
    }
}

impl Setelan {
    /// Working days of a class; nothing when it has no deadline.
    pub fn hari(&self, klasifikasi: Klasifikasi) -> Option<u32> {
        let hari = match klasifikasi {
            Klasifikasi::Informasi => self.permintaan_informasi,
            Klasifikasi::TanpaPengawasan => self.tidak_berkadar_pengawasan,
            Klasifikasi::Pengawasan => self.berkadar_pengawasan,
            Klasifikasi::Aspirasi => self.aspirasi,
        };
        (hari > 0).then_some(hari)
    }

    /// What is wrong with it, if anything.
    fn cacat(&self) -> Option<&'static str> {
        let wajib = [
            self.permintaan_informasi,
            self.tidak_berkadar_pengawasan,
            self.berkadar_pengawasan,
            self.verifikasi,
            self.tindak_lanjut_awal,
            self.kelengkapan,
            self.tutup_otomatis,
            self.buka_lagi,
            self.keberatan,
            self.eskalasi_pengawasan,
        ];
        if wajib.contains(&0) {
            return Some("semua tenggat kecuali aspirasi dan ingatkan paling sedikit 1 hari kerja");
        }
        if wajib.iter().chain([&self.aspirasi, &self.ingatkan, &self.eskalasi_sekda]).any(|hari| *hari > 365) {
            return Some("tenggat paling banyak 365 hari kerja");
        }
        (self.eskalasi_sekda <= self.eskalasi_pengawasan)
            .then_some("eskalasi_sekda harus lebih lama daripada eskalasi_pengawasan")
    }
}

/// The settings of the regency.
///
/// # Errors
/// [`Error::Refused`] naming what the profile says wrong.
pub fn setelan(app: &App) -> Result<Setelan> {
    let setelan: Setelan =
        if app.profile.has("pengaduan") { app.profile.section("pengaduan")? } else { Setelan::default() };
    match setelan.cacat() {
        Some(sebab) => Err(Error::refused(format!("Profil, bagian [pengaduan]: {sebab}"))),
        None => Ok(setelan),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_are_sound_and_unsound_ones_are_named() {
        let bawaan = Setelan::default();
        assert_eq!(bawaan.cacat(), None);
        let hari: Vec<_> = Klasifikasi::SEMUA.iter().map(|satu| bawaan.hari(*satu)).collect();
        assert_eq!(hari, [Some(5), Some(14), Some(60), None]);
        for salah in [
            Setelan { verifikasi: 0, ..bawaan },
            Setelan { berkadar_pengawasan: 366, ..bawaan },
            Setelan { eskalasi_sekda: 1, ..bawaan },
        ] {
            assert!(salah.cacat().is_some(), "{salah:?}");
        }
    }
}
