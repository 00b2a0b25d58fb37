//! The results of a period, as pages, files and reports show them.
use std::collections::BTreeMap;

use kernel::module::Unit;
use kernel::{App, Result};
use uuid::Uuid;

use crate::model::{Baris, DIMENSI, JALAN, Periode, SEMUA, label_kelompok};
use crate::rules::lipat::{Lipatan, lipat};
use crate::rules::nilai::Rekap;
use crate::store;

/// A split of the respondents: what it is called, and the groups by label.
pub type Pilah = (&'static str, Lipatan<&'static str>);

/// The results of a period, or of one service in it.
#[derive(Debug, Clone)]
pub struct Hasil {
    /// Everybody.
    pub jumlah: Rekap,
    /// Services by name, small ones folded.
    pub layanan: Lipatan<(Uuid, String)>,
    /// Every service by name, for officers.
    pub layanan_penuh: Vec<((Uuid, String), Rekap)>,
    /// How the respondents are made up; only splits that tell something.
    pub pilah: Vec<Pilah>,
}

fn pilah(baris: &[Baris], dimensi: &str, label: &'static str) -> Pilah {
    let mut semua: BTreeMap<&str, Rekap> = BTreeMap::new();
    for satu in baris.iter().filter(|satu| satu.dimensi == dimensi) {
        semua.entry(satu.nilai.as_str()).or_default().gabung(&satu.rekap);
    }
    // In the order of the form; who said nothing comes last.
    let urut = |nilai: &str| {
        let kelompok = DIMENSI.iter().find(|satu| satu.kunci == dimensi).map_or(&[][..], |satu| satu.kelompok);
        kelompok.iter().position(|(own, _)| *own == nilai).unwrap_or(usize::MAX)
    };
    let mut semua: Vec<(&str, Rekap)> = semua.into_iter().collect();
    semua.sort_by_key(|(nilai, _)| urut(nilai));
    let kelompok = semua.into_iter().map(|(nilai, rekap)| (label_kelompok(dimensi, nilai), rekap)).collect();
    (label, lipat(kelompok))
}

/// Makes the results out of the sums of a period; of one service if wished.
pub async fn susun(app: &App, periode: Uuid, layanan: Option<Uuid>) -> Result<Hasil> {
    let mut baris = store::rekap::periode(app, periode).await?;
    if let Some(layanan) = layanan {
        baris.retain(|satu| satu.layanan == layanan);
    }
    let mut jumlah = Rekap::default();
    let mut per_layanan = vec![];
    for satu in baris.iter().filter(|satu| satu.dimensi == SEMUA) {
        jumlah.gabung(&satu.rekap);
        per_layanan.push((satu.layanan, satu.rekap));
    }
    let ids: Vec<Uuid> = per_layanan.iter().map(|(id, _)| *id).collect();
    let layanan_penuh = bernama(per_layanan, &store::layanan::nama(app, &ids).await?);
    let mut semua: Vec<Pilah> = DIMENSI.iter().map(|satu| pilah(&baris, satu.kunci, satu.label)).collect();
    semua.push(pilah(&baris, JALAN, "Cara mengisi"));
    // One group alone is everybody.
    semua.retain(|(_, lipatan)| {
        lipatan.tampil.len() + usize::from(lipatan.gabungan.is_some()) > 1 && !lipatan.tampil.is_empty()
    });
    Ok(Hasil { jumlah, layanan: lipat(layanan_penuh.clone()), layanan_penuh, pilah: semua })
}

/// Services with their names, by name.
pub fn bernama(rekap: Vec<(Uuid, Rekap)>, nama: &BTreeMap<Uuid, String>) -> Vec<((Uuid, String), Rekap)> {
    let mut semua: Vec<((Uuid, String), Rekap)> = rekap
        .into_iter()
        .map(|(id, rekap)| ((id, nama.get(&id).cloned().unwrap_or_else(|| "Layanan".to_owned())), rekap))
        .collect();
    semua.sort_by(|kiri, kanan| kiri.0.1.cmp(&kanan.0.1));
    semua
}

/// Names of units.
#[derive(Debug, Clone)]
pub struct Susunan {
    units: Vec<Unit>,
}

impl Susunan {
    /// Of the regency now.
    pub async fn baca(app: &App) -> Result<Susunan> {
        Ok(Susunan { units: app.units().await? })
    }
    /// What a unit is called.
    pub fn nama(&self, unit: Option<Uuid>) -> String {
        let satu = unit.and_then(|id| self.units.iter().find(|each| each.id == id));
        satu.map_or_else(|| "Perangkat daerah".to_owned(), |satu| satu.name.clone())
    }
    /// The code of a unit; empty when it is not known.
    pub fn kode(&self, unit: Uuid) -> &str {
        self.units.iter().find(|each| each.id == unit).map_or("", |satu| satu.code.as_str())
    }
    /// How many agencies there are.
    pub fn perangkat(&self) -> usize {
        self.units.iter().filter(|unit| unit.is_agency).count()
    }
}

/// A period of the same unit with its whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Titik {
    /// Its name.
    pub nama: String,
    /// Its whole.
    pub rekap: Rekap,
}

/// Most periods of a comparison.
const BANDING: usize = 6;

/// The published periods of the unit up to this one and this one itself, oldest first.
pub async fn banding(app: &App, periode: &Periode, kini: &Rekap) -> Result<Vec<Titik>> {
    let Some(unit) = periode.unit else { return Ok(vec![]) };
    let awal = periode.selesai.saturating_sub(time::Duration::days(366 * 5));
    let mut semua: Vec<Titik> = store::rekap::terbit(app, Some(unit), awal, periode.mulai)
        .await?
        .into_iter()
        .take(BANDING - 1)
        .map(|satu| Titik { nama: satu.nama, rekap: satu.rekap })
        .collect();
    semua.reverse();
    semua.push(Titik { nama: periode.nama.clone(), rekap: *kini });
    Ok(semua)
}
