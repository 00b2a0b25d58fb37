//! Working days. What a working day is, the caller decides.

use crate::profil::{GeserLibur, ZonaWaktu};
use time::{Date, OffsetDateTime};

/// Longest run of days off that is believed; a calendar that knows no working day for longer is broken.
const LIBUR_TERPANJANG: u16 = 366;

/// Why a date could not be computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum GalatTanggal {
    #[error(
        "kalender tidak mengenal hari kerja dalam setahun setelah {0}; periksa pengaturan hari kerja dan hari libur"
    )]
    TanpaHariKerja(Date),
    #[error("tanggal melewati batas kalender program (tahun 9999)")]
    DiLuarKalender,
}

/// The date in the regency at this moment.
pub fn tanggal_daerah(saat: OffsetDateTime, zona: ZonaWaktu) -> Date {
    saat.to_offset(zona.selisih()).date()
}

/// The `jumlah`-th working day after `mulai`; `mulai` itself does not count. With 0, `mulai` unchanged.
///
/// # Errors
/// [`GalatTanggal`] when the calendar has no working day for a year, or ends.
pub fn tambah(mulai: Date, jumlah: u16, hari_kerja: &dyn Fn(Date) -> bool) -> Result<Date, GalatTanggal> {
    let mut tanggal = mulai;
    for _ in 0..jumlah {
        tanggal = maju_ke_hari_kerja(besok(tanggal)?, hari_kerja)?;
    }
    Ok(tanggal)
}

/// Working days after `mulai` up to and including `sampai`; 0 when `sampai` is not later.
pub fn hitung(mulai: Date, sampai: Date, hari_kerja: &dyn Fn(Date) -> bool) -> u32 {
    let mut jumlah = 0;
    let mut tanggal = mulai;
    while tanggal < sampai {
        let Some(berikut) = tanggal.next_day() else { break };
        tanggal = berikut;
        if hari_kerja(tanggal) {
            jumlah += 1;
        }
    }
    jumlah
}

/// The due date after the rule for days off.
///
/// # Errors
/// As [`tambah`].
pub fn geser(tanggal: Date, aturan: GeserLibur, hari_kerja: &dyn Fn(Date) -> bool) -> Result<Date, GalatTanggal> {
    match aturan {
        GeserLibur::Tetap => Ok(tanggal),
        GeserLibur::Mundur => maju_ke_hari_kerja(tanggal, hari_kerja),
        GeserLibur::Maju => {
            let mut satu = tanggal;
            for _ in 0..=LIBUR_TERPANJANG {
                if hari_kerja(satu) {
                    return Ok(satu);
                }
                satu = satu.previous_day().ok_or(GalatTanggal::DiLuarKalender)?;
            }
            Err(GalatTanggal::TanpaHariKerja(tanggal))
        }
    }
}

fn maju_ke_hari_kerja(tanggal: Date, hari_kerja: &dyn Fn(Date) -> bool) -> Result<Date, GalatTanggal> {
    let mut satu = tanggal;
    for _ in 0..=LIBUR_TERPANJANG {
        if hari_kerja(satu) {
            return Ok(satu);
        }
        satu = besok(satu)?;
    }
    Err(GalatTanggal::TanpaHariKerja(tanggal))
}

fn besok(tanggal: Date) -> Result<Date, GalatTanggal> {
    tanggal.next_day().ok_or(GalatTanggal::DiLuarKalender)
}
