//! The duties of the regency's profile, read once, and with what the administrator adjusted.

use crate::model::DaftarKewajiban;
use crate::rules::sesuai::{self, Ubahan};
use kernel::{App, Error, Result};
use std::sync::{Arc, Mutex};
use uuid::Uuid;

/// Profiles that were read, with the text that they were read from. A program has one; tests have several.
static TERBACA: Mutex<Vec<(Arc<str>, Arc<DaftarKewajiban>)>> = Mutex::new(Vec::new());
/// How many are kept.
const DISIMPAN: usize = 8;

/// The duties of the profile, as written.
///
/// # Errors
/// When the profile has no duties or the strict loader refuses it.
pub fn dari(app: &App) -> Result<Arc<DaftarKewajiban>> {
    let teks = app.profile.text();
    let mut terbaca = match TERBACA.lock() {
        Ok(terbaca) => terbaca,
        Err(rusak) => rusak.into_inner(),
    };
    if let Some((_, daftar)) = terbaca.iter().find(|(milik, _)| Arc::ptr_eq(milik, teks)) {
        return Ok(daftar.clone());
    }
    if !ada(app) {
        return Err(Error::refused("Profil kabupaten ini belum memuat daftar kewajiban."));
    }
    let berkas = format!("{}.toml", app.profile.key);
    let daftar = DaftarKewajiban::baca(&berkas, teks).map_err(|galat| Error::refused(galat.to_string()))?;
    let daftar = Arc::new(daftar);
    if terbaca.len() >= DISIMPAN {
        terbaca.remove(0);
    }
    terbaca.push((teks.clone(), daftar.clone()));
    Ok(daftar)
}

/// Whether the profile has duties at all.
pub fn ada(app: &App) -> bool {
    app.profile.has("kewajiban")
}

/// What the administrator adjusted on one duty.
#[derive(Debug, Clone)]
pub struct Penyesuaian {
    /// Row.
    pub id: Uuid,
    /// Grows with each change.
    pub version: i64,
    /// The duty.
    pub kode: String,
    /// False: switched off.
    pub aktif: bool,
    /// Why it was switched off or changed.
    pub alasan: String,
    /// What differs in the schedule.
    pub jadwal: Ubahan,
    /// Days before the due date on which to remind, instead of the general ones.
    pub pengingat: Option<Vec<u16>>,
}

/// The duties that count now: without those switched off, with changed schedules. An adjustment that no longer fits the profile is
/// passed over and said in the program's log.
pub fn berlaku(daftar: &DaftarKewajiban, penyesuaian: &[Penyesuaian]) -> DaftarKewajiban {
    let mut hasil = daftar.clone();
    hasil.kewajiban.retain(|kewajiban| penyesuaian.iter().all(|satu| satu.kode != kewajiban.kode || satu.aktif));
    for kewajiban in &mut hasil.kewajiban {
        let Some(satu) = penyesuaian.iter().find(|satu| satu.kode == kewajiban.kode) else { continue };
        match sesuai::terapkan(kewajiban, &satu.jadwal) {
            Ok(jadwal) => kewajiban.jadwal = jadwal,
            Err(sebab) => tracing::warn!(kode = satu.kode, sebab, "an adjusted schedule no longer fits the profile"),
        }
    }
    hasil
}
