//! The clocks of a complaint, in working days of the regency.
use kernel::indonesia::kerja::Kalender;
use time::Date;
use time::macros::date;

use crate::model::{Keadaan, Klasifikasi};
use crate::setelan::Setelan;

/// Stands in the database where no clock runs, so that rows without one come last.
pub const TANPA_BATAS: Date = date!(9999 - 12 - 31);

/// The clocks of one complaint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Jam {
    /// Until when the next step is due.
    pub batas: Option<Date>,
    /// Until when the whole has to be done.
    pub tenggat: Option<Date>,
}

/// So many working days after a day; a calendar that ends gives none.
pub fn setelah(kalender: &Kalender, hari: Date, banyak: u32) -> Option<Date> {
    kalender.tambah(hari, i32::try_from(banyak).unwrap_or(i32::MAX))
}

/// The clocks of a complaint that comes into a state on a day.
///
/// `mulai` is the day from which the clock of its class counts: when it came, was completed, or was opened again. An agency that hands it on
/// gives the next one no more time than was left.
pub fn jam(
    kalender: &Kalender,
    setelan: &Setelan,
    keadaan: Keadaan,
    klasifikasi: Option<Klasifikasi>,
    mulai: Date,
    hari_ini: Date,
) -> Jam {
    let tenggat = klasifikasi.and_then(|satu| setelan.hari(satu)).and_then(|hari| setelah(kalender, mulai, hari));
    let batas = match keadaan {
        Keadaan::Baru => setelah(kalender, hari_ini, setelan.verifikasi),
        Keadaan::Dilengkapi => setelah(kalender, hari_ini, setelan.kelengkapan),
        Keadaan::Didisposisi | Keadaan::DibukaLagi => {
            let awal = setelah(kalender, hari_ini, setelan.tindak_lanjut_awal);
            match (awal, tenggat) {
                (Some(awal), Some(tenggat)) => Some(awal.min(tenggat)),
                (awal, tenggat) => awal.or(tenggat),
            }
        }
        Keadaan::Diproses => tenggat,
        Keadaan::Dijawab => setelah(kalender, hari_ini, setelan.tutup_otomatis),
        Keadaan::Keberatan => setelah(kalender, hari_ini, setelan.keberatan),
        Keadaan::Selesai | Keadaan::Ditolak | Keadaan::Digabung => None,
    };
    Jam { batas, tenggat }
}

/// How far up a complaint has to be told: 0 its officers, 1 the supervision agency, 2 the regional secretary. While the reporter has to do
/// something nobody is late.
pub fn eskalasi(kalender: &Kalender, setelan: &Setelan, keadaan: Keadaan, batas: Option<Date>, hari_ini: Date) -> i64 {
    let menunggu_pelapor = matches!(keadaan, Keadaan::Dilengkapi | Keadaan::Dijawab);
    let Some(batas) = batas.filter(|batas| keadaan.aktif() && !menunggu_pelapor && *batas < hari_ini) else { return 0 };
    let lewat = kalender.antara(batas, hari_ini);
    if lewat >= i64::from(setelan.eskalasi_sekda) {
        2
    } else if lewat >= i64::from(setelan.eskalasi_pengawasan) {
        1
    } else {
        0
    }
}

/// Whether a reporter may still come back to what was closed on a day.
pub fn masih_boleh_kembali(kalender: &Kalender, setelan: &Setelan, ditutup: Date, hari_ini: Date) -> bool {
    setelah(kalender, ditutup, setelan.buka_lagi).is_none_or(|akhir| hari_ini <= akhir)
}

/// How a date is stored.
pub fn simpan(batas: Option<Date>) -> Date {
    batas.unwrap_or(TANPA_BATAS)
}

/// How a stored date is read.
pub fn baca(batas: Date) -> Option<Date> {
    (batas != TANPA_BATAS).then_some(batas)
}
