//! What raises the index most. Effort is not known here: the list tells what each raise is worth, people know what it costs.

use crate::angka::Pecahan;
use crate::model::{Indikator, Instrumen, Nilai};

/// What one indicator could still add to the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kenaikan {
    /// The indicator.
    pub kode: String,
    /// Its name.
    pub nama: String,
    /// Its weight in per cent.
    pub bobot: Pecahan,
    /// Score now (0 when not assessed).
    pub kini: Pecahan,
    /// Score after one level more.
    pub naik_satu: Pecahan,
    /// Gain of the index by that level.
    pub tambah_satu: Pecahan,
    /// The target score.
    pub sasaran: Pecahan,
    /// Gain of the index when the target is reached; 0 when it is reached already.
    pub tambah_ke_sasaran: Pecahan,
}

/// Every indicator below the top, the most valuable level first; equal gains in the order of the instrument.
/// `sasaran` holds target scores; without one an indicator aims at the top level. A target below the present score gains 0.
pub fn peluang(instrumen: &Instrumen, nilai: &Nilai, sasaran: &Nilai) -> Vec<Kenaikan> {
    let puncak = Pecahan::from_integer(i128::from(instrumen.nilai.maksimum));
    let mut daftar: Vec<Kenaikan> = instrumen
        .indikator
        .iter()
        .filter_map(|indikator| {
            let kini = nilai.dihitung(&indikator.kode);
            let naik_satu = naik_satu(instrumen, kini)?;
            let sasaran = sasaran.ambil(&indikator.kode).unwrap_or(puncak);
            Some(Kenaikan {
                kode: indikator.kode.clone(),
                nama: indikator.nama.clone(),
                bobot: indikator.bobot,
                kini,
                naik_satu,
                tambah_satu: tambahan(indikator, kini, naik_satu),
                sasaran,
                tambah_ke_sasaran: tambahan(indikator, kini, sasaran.max(kini)),
            })
        })
        .collect();
    daftar.sort_by(|a, b| b.tambah_satu.cmp(&a.tambah_satu).then(b.tambah_ke_sasaran.cmp(&a.tambah_ke_sasaran)));
    daftar
}

/// The score one level up, at most the top; `None` at the top.
pub fn naik_satu(instrumen: &Instrumen, kini: Pecahan) -> Option<Pecahan> {
    let puncak = Pecahan::from_integer(i128::from(instrumen.nilai.maksimum));
    (kini < puncak).then(|| (kini + Pecahan::from_integer(1)).min(puncak))
}

/// Gain of the index when an indicator goes from one score to another.
pub fn tambahan(indikator: &Indikator, dari: Pecahan, ke: Pecahan) -> Pecahan {
    (ke - dari) * indikator.bobot / Pecahan::from_integer(100)
}
