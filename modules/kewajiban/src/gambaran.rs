//! Compliance seen at a glance: counts per agency, per duty, per article and per system.

use crate::lembaga::Lembaga;
use crate::model::{DaftarKewajiban, Kekuatan, Kewajiban, sistem};
use crate::profil::Alamat;
use crate::rules::kepatuhan::Rekap;
use crate::store::Setelan;
use crate::store::rekap::{self, Cakupan};
use kernel::{App, Result, Scope};
use std::collections::BTreeMap;
use time::Date;
use uuid::Uuid;

/// One who owes, with counts.
#[derive(Debug, Clone)]
pub struct Pelaku {
    pub penanggung: String,
    pub nama: String,
    pub unit: Option<Uuid>,
    pub rekap: Rekap,
}

/// All counts. Only duties that the regulation demands count.
#[derive(Debug, Clone, Default)]
pub struct Gambaran {
    pub jumlah: Rekap,
    /// The least compliant first; those of whom nothing is due yet, last.
    pub pelaku: Vec<Pelaku>,
    /// In the order of the regulation.
    pub kewajiban: Vec<(String, Rekap)>,
    pub pasal: Vec<(Alamat, Rekap)>,
    pub sistem: Vec<(String, Rekap)>,
    /// Evidence waiting for an examiner.
    pub diperiksa: u32,
    /// Fulfilled after the due date.
    pub terpenuhi_terlambat: u32,
}

/// What a share is sorted by: the least compliant first, among equals the one with more late.
fn urutan(rekap: &Rekap) -> (u32, std::cmp::Reverse<u32>) {
    let bagian = rekap.kepatuhan().map_or(u32::MAX, |bagian| bagian.perseratus_persen());
    (bagian, std::cmp::Reverse(rekap.terlambat))
}

/// Codes of the duties that count.
pub fn kode_wajib(daftar: &DaftarKewajiban) -> Vec<String> {
    daftar.kewajiban.iter().filter(|satu| satu.kekuatan == Kekuatan::Wajib).map(|satu| satu.kode.clone()).collect()
}

/// Counts inside the scope, over all due dates or those of one year.
pub async fn baca(
    app: &App,
    scope: &Scope,
    daftar: &DaftarKewajiban,
    setelan: &Setelan,
    lembaga: &Lembaga,
    tahun: Option<i32>,
) -> Result<Gambaran> {
    let kode = kode_wajib(daftar);
    let hari_ini: Date = app.today();
    let cakupan = Cakupan { kode: &kode, tahun, hari_ini, hari_mendekati: setelan.hari_mendekati };
    let hasil = rekap::hitung(app, Some(scope), &cakupan).await?;
    let mut gambaran =
        Gambaran { diperiksa: hasil.diperiksa, terpenuhi_terlambat: hasil.terpenuhi_terlambat, ..Gambaran::default() };
    let mut pasal: BTreeMap<Alamat, Rekap> = BTreeMap::new();
    let mut menurut_sistem: BTreeMap<(usize, String), Rekap> = BTreeMap::new();
    for kewajiban in &daftar.kewajiban {
        let Some(satu) = hasil.kewajiban.get(&kewajiban.kode) else { continue };
        rekap::gabung(&mut gambaran.jumlah, satu);
        gambaran.kewajiban.push((kewajiban.kode.clone(), *satu));
        for alamat in pasal_utuh(kewajiban) {
            rekap::gabung(pasal.entry(alamat).or_default(), satu);
        }
        for kode in &kewajiban.sistem {
            rekap::gabung(menurut_sistem.entry((sistem::urutan(kode), kode.clone())).or_default(), satu);
        }
    }
    gambaran.pasal = pasal.into_iter().collect();
    gambaran.sistem = menurut_sistem.into_iter().map(|((_, kode), rekap)| (kode, rekap)).collect();
    gambaran.pelaku = hasil
        .penanggung
        .into_iter()
        .map(|((penanggung, unit), rekap)| Pelaku { nama: lembaga.nama(daftar, &penanggung), penanggung, unit, rekap })
        .collect();
    gambaran
        .pelaku
        .sort_by(|kiri, kanan| urutan(&kiri.rekap).cmp(&urutan(&kanan.rekap)).then_with(|| kiri.nama.cmp(&kanan.nama)));
    Ok(gambaran)
}

/// The whole articles of a duty, each once.
fn pasal_utuh(kewajiban: &Kewajiban) -> Vec<Alamat> {
    let mut semua: Vec<Alamat> = kewajiban.pasal.iter().map(Alamat::hanya_pasal).collect();
    semua.sort();
    semua.dedup();
    semua
}
