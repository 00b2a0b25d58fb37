//! What an administrator may change about the schedule of a duty: only what the regulation leaves open.

use crate::model::{Acuan, Jadwal, Kewajiban, periksa};
use crate::profil::Sumber;
use serde::{Deserialize, Serialize};

/// A changed schedule: only the keys that differ from the profile, written as in a profile.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ubahan {
    /// Length of the period, such as `6 bulan`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tiap: Option<String>,
    /// Day of the year, `MM-DD`; an empty text means the last day of the period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jatuh: Option<String>,
    /// Time for a duty that is done once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sekali_dalam: Option<String>,
    /// Working days after a trigger.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tenggat_hari_kerja: Option<u16>,
}

/// Which parts of a schedule are open to change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Terbuka {
    pub tiap: bool,
    pub jatuh: bool,
    pub sekali_dalam: bool,
    pub tenggat: bool,
}

impl Terbuka {
    /// Nothing can be changed.
    pub fn tidak_ada(self) -> bool {
        self == Self::default()
    }
}

/// What the regulation leaves open: the period where it is our proposal, the day inside a yearly period always.
pub fn terbuka(kewajiban: &Kewajiban) -> Terbuka {
    let usulan = kewajiban.sumber_jadwal == Sumber::Usulan;
    match &kewajiban.jadwal {
        Jadwal::Berkala { selang, acuan, .. } => Terbuka {
            tiap: usulan,
            jatuh: *acuan == Acuan::Kalender && (usulan || selang.bulan().is_multiple_of(12)),
            ..Terbuka::default()
        },
        Jadwal::Sekali { .. } => Terbuka { sekali_dalam: usulan, ..Terbuka::default() },
        Jadwal::Pemicu { sumber_tenggat, .. } => {
            Terbuka { tenggat: *sumber_tenggat == Sumber::Usulan, ..Terbuka::default() }
        }
        Jadwal::ParuhDanAkhir { .. } => Terbuka::default(),
    }
}

/// The schedule with the change.
///
/// # Errors
/// In words, when the change touches what the regulation fixes or gives no schedule.
pub fn terapkan(kewajiban: &Kewajiban, ubahan: &Ubahan) -> Result<Jadwal, String> {
    let boleh = terbuka(kewajiban);
    let dilarang = [
        (ubahan.tiap.is_some(), boleh.tiap),
        (ubahan.jatuh.is_some(), boleh.jatuh),
        (ubahan.sekali_dalam.is_some(), boleh.sekali_dalam),
        (ubahan.tenggat_hari_kerja.is_some(), boleh.tenggat),
    ];
    if dilarang.iter().any(|(diminta, boleh)| *diminta && !boleh) {
        return Err("bagian jadwal ini ditetapkan peraturan; biarkan seperti semula".to_owned());
    }
    let mut tabel = kewajiban.jadwal.mentah();
    for (kunci, nilai) in [("tiap", &ubahan.tiap), ("sekali_dalam", &ubahan.sekali_dalam)] {
        if let Some(nilai) = nilai {
            tabel.insert(kunci.to_owned(), nilai.clone().into());
        }
    }
    match ubahan.jatuh.as_deref() {
        None => {}
        Some("") => {
            tabel.remove("jatuh");
        }
        Some(hari) => {
            tabel.insert("jatuh".to_owned(), hari.into());
        }
    }
    if let Some(hari) = ubahan.tenggat_hari_kerja {
        tabel.insert("tenggat_hari_kerja".to_owned(), hari.into());
    }
    let jadwal: Jadwal = serde_json::from_value(tabel.into()).map_err(|galat| galat.to_string())?;
    if periksa::cocok(kewajiban.sifat, &jadwal) {
        Ok(jadwal)
    } else {
        Err("jadwal tidak cocok dengan sifat kewajiban; pilih yang lain".to_owned())
    }
}
