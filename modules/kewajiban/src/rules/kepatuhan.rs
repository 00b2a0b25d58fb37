//! Compliance: how many obligations stand how, and the exact share that is fulfilled.

use crate::model::{DaftarKewajiban, Kekuatan, Kewajiban};
use crate::profil::Alamat;
use crate::rules::pelaksanaan::Pelaksanaan;
use crate::rules::status::Status;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Counts by status. Every obligation is in exactly one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rekap {
    pub belum_jatuh_tempo: u32,
    pub mendekati: u32,
    pub jatuh_tempo: u32,
    pub terlambat: u32,
    pub terpenuhi: u32,
    pub tidak_berlaku: u32,
}

/// A share kept as it is: no rounding until it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bagian {
    pub pembilang: u32,
    pub penyebut: u32,
}

impl Bagian {
    /// Hundredths of a percent, half rounded up: 1 of 3 is 3333, 2 of 3 is 6667.
    pub fn perseratus_persen(self) -> u32 {
        let (atas, bawah) = (u64::from(self.pembilang), u64::from(self.penyebut));
        u32::try_from((atas * 20_000 + bawah) / (2 * bawah.max(1))).unwrap_or(u32::MAX)
    }
}

impl fmt::Display for Bagian {
    /// `66,67%`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nilai = self.perseratus_persen();
        write!(f, "{},{:02}%", nilai / 100, nilai % 100)
    }
}

impl Rekap {
    /// Counts one more obligation.
    pub fn tambah(&mut self, status: Status) {
        let hitungan = match status {
            Status::BelumJatuhTempo => &mut self.belum_jatuh_tempo,
            Status::Mendekati => &mut self.mendekati,
            Status::JatuhTempo => &mut self.jatuh_tempo,
            Status::Terlambat => &mut self.terlambat,
            Status::Terpenuhi => &mut self.terpenuhi,
            Status::TidakBerlaku => &mut self.tidak_berlaku,
        };
        *hitungan += 1;
    }

    /// All that were counted.
    pub fn jumlah(&self) -> u32 {
        self.belum_jatuh_tempo
            + self.mendekati
            + self.jatuh_tempo
            + self.terlambat
            + self.terpenuhi
            + self.tidak_berlaku
    }

    /// Fulfilled out of fulfilled and late. What is not due yet, or due today, says nothing either way; `None` when nothing is left.
    pub fn kepatuhan(&self) -> Option<Bagian> {
        let penyebut = self.terpenuhi + self.terlambat;
        (penyebut > 0).then_some(Bagian { pembilang: self.terpenuhi, penyebut })
    }
}

/// An obligation with its status, as the figures need it.
#[derive(Debug, Clone, Copy)]
pub struct Terhitung<'a> {
    pub pelaksanaan: &'a Pelaksanaan,
    pub status: Status,
}

/// Only the obligations whose duty the regulation demands: what it merely permits is no matter of compliance.
pub fn hanya_wajib<'a>(daftar: &DaftarKewajiban, semua: &[Terhitung<'a>]) -> Vec<Terhitung<'a>> {
    let wajib: BTreeSet<&str> = daftar
        .kewajiban
        .iter()
        .filter(|satu| satu.kekuatan == Kekuatan::Wajib)
        .map(|satu| satu.kode.as_str())
        .collect();
    semua.iter().copied().filter(|satu| wajib.contains(satu.pelaksanaan.kewajiban.as_str())).collect()
}

/// Counts per key; an obligation with several keys counts under each of them, once.
pub fn rekap_menurut<K: Ord>(semua: &[Terhitung<'_>], kunci: impl Fn(&Terhitung<'_>) -> Vec<K>) -> BTreeMap<K, Rekap> {
    let mut hasil: BTreeMap<K, Rekap> = BTreeMap::new();
    for satu in semua {
        for kunci in kunci(satu).into_iter().collect::<BTreeSet<K>>() {
            hasil.entry(kunci).or_default().tambah(satu.status);
        }
    }
    hasil
}

/// Counts over all obligations.
pub fn rekap(semua: &[Terhitung<'_>]) -> Rekap {
    let mut hasil = Rekap::default();
    for satu in semua {
        hasil.tambah(satu.status);
    }
    hasil
}

/// Per actor, keyed as in [`crate::rules::pelaksanaan::Penanggung`]'s display.
pub fn menurut_penanggung(semua: &[Terhitung<'_>]) -> BTreeMap<String, Rekap> {
    rekap_menurut(semua, |satu| vec![satu.pelaksanaan.penanggung.to_string()])
}

/// Per whole article.
pub fn menurut_pasal(daftar: &DaftarKewajiban, semua: &[Terhitung<'_>]) -> BTreeMap<Alamat, Rekap> {
    menurut(daftar, semua, |kewajiban| kewajiban.pasal.iter().map(Alamat::hanya_pasal).collect())
}

/// Per provision as the duties cite it.
pub fn menurut_alamat(daftar: &DaftarKewajiban, semua: &[Terhitung<'_>]) -> BTreeMap<Alamat, Rekap> {
    menurut(daftar, semua, |kewajiban| kewajiban.pasal.clone())
}

/// Per system of the mission.
pub fn menurut_sistem(daftar: &DaftarKewajiban, semua: &[Terhitung<'_>]) -> BTreeMap<String, Rekap> {
    menurut(daftar, semua, |kewajiban| kewajiban.sistem.clone())
}

/// Per indicator of PermenPANRB 59/2020.
pub fn menurut_indikator(daftar: &DaftarKewajiban, semua: &[Terhitung<'_>]) -> BTreeMap<u8, Rekap> {
    menurut(daftar, semua, |kewajiban| kewajiban.indikator.clone())
}

fn menurut<K: Ord>(
    daftar: &DaftarKewajiban,
    semua: &[Terhitung<'_>],
    kunci: impl Fn(&Kewajiban) -> Vec<K>,
) -> BTreeMap<K, Rekap> {
    let kewajiban: BTreeMap<&str, &Kewajiban> =
        daftar.kewajiban.iter().map(|satu| (satu.kode.as_str(), satu)).collect();
    rekap_menurut(semua, |satu| {
        kewajiban.get(satu.pelaksanaan.kewajiban.as_str()).map(|satu| kunci(satu)).unwrap_or_default()
    })
}
