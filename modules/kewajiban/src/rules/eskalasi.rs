//! Reminders before the due date and escalation after it.

use crate::model::{Kekuatan, Kewajiban};
use crate::profil::{Pengingat, Peran};
use crate::rules::hari_kerja::{self, GalatTanggal};
use crate::rules::masa::{self, Masa};
use time::Date;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tingkat {
    /// So many calendar days before the due date, to the one who owes it.
    Pengingat(u16),
    /// On the due date, to the one who owes it.
    HariJatuhTempo,
    /// To the coordinator of the duty.
    Koordinator,
    /// To the top, as a rule Sekda.
    Puncak,
}

/// One message that is due on a day while the duty is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Langkah {
    pub tanggal: Date,
    pub tingkat: Tingkat,
    pub kepada: Peran,
}

/// All steps for one period, in order of date. Reminders that would lie before the period begins are left out, and so is a step to
/// somebody who was already told: the actor as its own coordinator, the coordinator as top. What the regulation only permits is
/// not escalated at all.
///
/// # Errors
/// [`GalatTanggal`] when the working-day calendar is broken.
pub fn langkah(
    kewajiban: &Kewajiban,
    masa: &Masa,
    pengingat: &Pengingat,
    hari_kerja: &dyn Fn(Date) -> bool,
) -> Result<Vec<Langkah>, GalatTanggal> {
    let mut semua = Vec::new();
    for hari in pengingat.hari_sebelum.iter().copied().filter(|hari| *hari > 0) {
        let tanggal = masa::hari_sebelum(masa, hari)?;
        if tanggal >= masa.mulai {
            semua.push(Langkah { tanggal, tingkat: Tingkat::Pengingat(hari), kepada: kewajiban.pelaku });
        }
    }
    semua.push(Langkah { tanggal: masa.jatuh, tingkat: Tingkat::HariJatuhTempo, kepada: kewajiban.pelaku });
    let mut sudah = vec![kewajiban.pelaku];
    let naik = [
        (Tingkat::Koordinator, kewajiban.koordinator, pengingat.koordinator_setelah_hari_kerja),
        (Tingkat::Puncak, pengingat.puncak, pengingat.puncak_setelah_hari_kerja),
    ];
    for (tingkat, kepada, setelah) in naik {
        if kewajiban.kekuatan == Kekuatan::Dapat || sudah.contains(&kepada) {
            continue;
        }
        sudah.push(kepada);
        semua.push(Langkah { tanggal: hari_kerja::tambah(masa.jatuh, setelah, hari_kerja)?, tingkat, kepada });
    }
    semua.sort_by_key(|langkah| (langkah.tanggal, langkah.tingkat));
    Ok(semua)
}

/// The steps to be taken now: those up to and including `hari_ini` that are not among `sudah`. Of the reminders only the latest one
/// whose day has come matters: after days without a run the earlier ones are pointless, and none is sent once the due date has come.
/// The steps from the due date on are all given.
pub fn langkah_terutang(semua: &[Langkah], sudah: &[Tingkat], hari_ini: Date) -> Vec<Langkah> {
    let tiba: Vec<&Langkah> = semua.iter().filter(|langkah| langkah.tanggal <= hari_ini).collect();
    let terakhir = tiba.iter().map(|langkah| langkah.tanggal).max();
    let sudah_jatuh = tiba.iter().any(|langkah| langkah.tingkat == Tingkat::HariJatuhTempo);
    tiba.into_iter()
        .filter(|langkah| !sudah.contains(&langkah.tingkat))
        .filter(|langkah| match langkah.tingkat {
            Tingkat::Pengingat(_) => !sudah_jatuh && Some(langkah.tanggal) == terakhir,
            Tingkat::HariJatuhTempo | Tingkat::Koordinator | Tingkat::Puncak => true,
        })
        .cloned()
        .collect()
}
