//! Which date evidence may bear.

use crate::model::{Acuan, Jadwal};
use crate::rules::masa::{Masa, tambah_bulan};
use time::Date;

/// How long before its cycle a plan may have been made.
const MENDAHULUI_BULAN: i64 = 24;

/// Whether evidence of this date can be for this period. What follows the calendar, an event or the last fulfilment begins with its
/// period; a plan may be made up to two years before its cycle. Late evidence is taken and counts as late.
///
/// # Errors
/// A sentence for the person who typed the date.
pub fn periksa_tanggal(jadwal: &Jadwal, masa: &Masa, tanggal: Date, hari_ini: Date) -> Result<(), String> {
    if tanggal > hari_ini {
        return Err("Tanggal bukti belum tiba. Isi tanggal dokumen atau kegiatan yang sudah terjadi".to_owned());
    }
    let paling_awal = match jadwal {
        Jadwal::Berkala { acuan: Acuan::Kalender | Acuan::Terakhir, .. } | Jadwal::Pemicu { .. } => masa.mulai,
        Jadwal::Berkala {
            acuan: Acuan::Peraturan | Acuan::Rpjmd | Acuan::RencanaInduk | Acuan::Arsitektur | Acuan::PetaRencana,
            ..
        }
        | Jadwal::ParuhDanAkhir { .. }
        | Jadwal::Sekali { .. } => tambah_bulan(masa.mulai, -MENDAHULUI_BULAN).unwrap_or(masa.mulai),
    };
    if tanggal < paling_awal {
        return Err(format!(
            "Tanggal bukti mendahului masa kewajiban ini. Bukti paling awal bertanggal {}",
            kernel::indonesia::tanggal::panjang(paling_awal)
        ));
    }
    Ok(())
}
