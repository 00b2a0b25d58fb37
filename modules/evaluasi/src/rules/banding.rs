//! Comparison over years and between domains: data for charts and tables.

use crate::angka::Pecahan;
use crate::model::{Hasil, Instrumen, Nilai, Predikat, Sumber};

/// One year's result.
#[derive(Debug, Clone, Copy)]
pub struct TahunHasil<'a> {
    /// Assessment year.
    pub tahun: u16,
    /// The instrument of that year.
    pub instrumen: &'a Instrumen,
    /// The result.
    pub hasil: &'a Hasil,
}

/// One year beside the year before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BarisTahun {
    /// Assessment year.
    pub tahun: u16,
    /// Id of the instrument.
    pub instrumen: String,
    /// The index.
    pub indeks: Pecahan,
    /// The predicate.
    pub predikat: Predikat,
    /// Change against the previous entry; `None` for the first.
    pub selisih: Option<Pecahan>,
    /// False when the previous entry used another instrument: the change then says little.
    pub sebanding: bool,
}

/// One line through the years: the index, an aspect or a domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deret {
    /// What the line shows.
    pub nama: String,
    /// Year and value; `None` where that year's instrument does not have it.
    pub titik: Vec<(u16, Option<Pecahan>)>,
}

/// Years in ascending order, each with the change since the one before.
pub fn antartahun(tahun: &[TahunHasil<'_>]) -> Vec<BarisTahun> {
    let urut = urut(tahun);
    let mut sebelum: Option<TahunHasil<'_>> = None;
    urut.into_iter()
        .map(|kini| {
            let lama = sebelum.replace(kini);
            BarisTahun {
                tahun: kini.tahun,
                instrumen: kini.instrumen.id.clone(),
                indeks: kini.hasil.indeks,
                predikat: kini.hasil.predikat.clone(),
                selisih: lama.map(|l| kini.hasil.indeks - l.hasil.indeks),
                sebanding: lama.is_none_or(|l| l.instrumen.id == kini.instrumen.id),
            }
        })
        .collect()
}

/// Lines through the years for every domain of the newest instrument; for an instrument without domains its aspects.
/// Years under another instrument have no value there: parts of different instruments are not the same thing.
pub fn deret_bagian(tahun: &[TahunHasil<'_>]) -> Vec<Deret> {
    let urut = urut(tahun);
    let Some(terbaru) = urut.last().copied() else { return Vec::new() };
    let bagian = |hasil: &Hasil| if hasil.domain.is_empty() { hasil.aspek.clone() } else { hasil.domain.clone() };
    bagian(terbaru.hasil)
        .into_iter()
        .map(|b| Deret {
            titik: urut
                .iter()
                .map(|t| {
                    let sama = t.instrumen.id == terbaru.instrumen.id;
                    let nilai = bagian(t.hasil).into_iter().find(|lama| lama.nomor == b.nomor).map(|lama| lama.indeks);
                    (t.tahun, nilai.filter(|_| sama))
                })
                .collect(),
            nama: b.nama,
        })
        .collect()
}

fn urut<'a>(tahun: &[TahunHasil<'a>]) -> Vec<TahunHasil<'a>> {
    let mut urut = tahun.to_vec();
    urut.sort_by_key(|t| t.tahun);
    urut
}

/// One domain (or aspect) beside the whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BarisBagian {
    /// Number.
    pub nomor: u8,
    /// Name.
    pub nama: String,
    /// Weight in per cent.
    pub bobot: Pecahan,
    /// Index of the part.
    pub indeks: Pecahan,
    /// What it adds to the whole index.
    pub sumbangan: Pecahan,
    /// What the whole index would gain if this part were at the top.
    pub masih_bisa: Pecahan,
    /// Difference from the whole index: negative parts pull down.
    pub dari_indeks: Pecahan,
}

/// Domains beside each other, the one that holds back most first. Without domains: the aspects.
pub fn antarbagian(instrumen: &Instrumen, hasil: &Hasil) -> Vec<BarisBagian> {
    let puncak = Pecahan::from_integer(i128::from(instrumen.nilai.maksimum));
    let seratus = Pecahan::from_integer(100);
    let bagian = if hasil.domain.is_empty() { &hasil.aspek } else { &hasil.domain };
    let mut baris: Vec<BarisBagian> = bagian
        .iter()
        .map(|b| BarisBagian {
            nomor: b.nomor,
            nama: b.nama.clone(),
            bobot: b.bobot,
            indeks: b.indeks,
            sumbangan: b.indeks * b.bobot / seratus,
            masih_bisa: (puncak - b.indeks) * b.bobot / seratus,
            dari_indeks: b.indeks - hasil.indeks,
        })
        .collect();
    baris.sort_by(|a, b| b.masih_bisa.cmp(&a.masih_bisa).then(a.nomor.cmp(&b.nomor)));
    baris
}

/// What an older assessment suggests for an indicator of a newer instrument. Never a score: a hint where to start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Padanan {
    /// Code in the newer instrument.
    pub kode: String,
    /// Its name.
    pub nama: String,
    /// Older codes with their scores (`None`: not assessed), without doubles, in the order of the older instrument.
    pub dari: Vec<(String, Option<Pecahan>)>,
    /// Mean of the scores weighted by the older weights; `None` when none was assessed.
    pub rata_rata: Option<Pecahan>,
    /// Where the mapping comes from.
    pub sumber: Sumber,
}

/// Older scores arranged by the indicators of a newer instrument; indicators without counterpart are left out.
pub fn padanan(lama: &Instrumen, nilai_lama: &Nilai, baru: &Instrumen) -> Vec<Padanan> {
    baru.indikator
        .iter()
        .filter_map(|indikator| {
            let peta: Vec<_> = baru
                .pemetaan
                .iter()
                .filter(|p| p.dari_instrumen == lama.id && p.ke.contains(&indikator.kode))
                .collect();
            let sumber = peta.first()?.sumber;
            let sumber_nilai: Vec<_> =
                lama.indikator.iter().filter(|i| peta.iter().any(|p| p.dari.contains(&i.kode))).collect();
            let bernilai: Vec<(Pecahan, Pecahan)> =
                sumber_nilai.iter().filter_map(|i| Some((nilai_lama.ambil(&i.kode)?, i.bobot))).collect();
            let bobot: Pecahan = bernilai.iter().map(|(_, bobot)| *bobot).sum();
            let jumlah: Pecahan = bernilai.iter().map(|(nilai, bobot)| nilai * bobot).sum();
            Some(Padanan {
                kode: indikator.kode.clone(),
                nama: indikator.nama.clone(),
                dari: sumber_nilai.iter().map(|i| (i.kode.clone(), nilai_lama.ambil(&i.kode))).collect(),
                rata_rata: (!bernilai.is_empty()).then(|| jumlah / bobot),
                sumber,
            })
        })
        .collect()
}
