//! The smallest package of raises that reaches the next predicate.
//!
//! Two answers are given. *Greedy*: always the next level with the most index per effort, then drop what turned out
//! unneeded; easy to retrace by hand. *Exact*: a small knapsack over effort, so that no cheaper package exists. With equal
//! effort for every level both need the same number of levels; they part when efforts differ.

use crate::angka::{Pecahan, tulis_indeks};
use crate::model::{Indikator, Instrumen, Nilai, Predikat, PredikatDari};
use crate::rules::hitung::{hitung, predikat};
use crate::rules::naik::{naik_satu, tambahan};

/// Highest effort of one level; what a caller gives is held between 1 and this.
pub const UPAYA_TERBESAR: u32 = 20;

/// Effort of raising an indicator by the level that starts at the given score, in units of the caller's choice.
pub type Upaya<'a> = &'a dyn Fn(&Indikator, Pecahan) -> u32;

/// One raise by one or more levels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Langkah {
    /// The indicator.
    pub kode: String,
    /// Its name.
    pub nama: String,
    /// Score before.
    pub dari: Pecahan,
    /// Score after.
    pub ke: Pecahan,
    /// Gain of the index.
    pub tambah: Pecahan,
    /// Effort.
    pub upaya: u32,
}

/// One package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Susunan {
    /// Raises in the order of the instrument.
    pub langkah: Vec<Langkah>,
    /// Sum of efforts.
    pub upaya: u32,
    /// The index afterwards.
    pub indeks: Pecahan,
}

/// Both packages to the next predicate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paket {
    /// The predicate to reach.
    pub tujuan: Predikat,
    /// What the index lacks under the chosen basis.
    pub kurang: Pecahan,
    /// The greedy package.
    pub serakah: Susunan,
    /// The package of least effort; among equals the one with the higher index.
    pub hemat: Susunan,
}

impl Paket {
    /// Explanation for the reader.
    pub fn penjelasan(&self) -> String {
        let banding = if self.hemat.upaya < self.serakah.upaya {
            format!(
                "Memilih kenaikan terbesar satu per satu membutuhkan upaya {}, sedangkan susunan terhemat {}.",
                self.serakah.upaya, self.hemat.upaya
            )
        } else {
            "Memilih kenaikan terbesar satu per satu sudah menghasilkan upaya terkecil.".to_owned()
        };
        format!(
            "Menuju {} dibutuhkan tambahan indeks {}. Susunan terhemat menaikkan {} indikator dan menghasilkan indeks {}. {banding}",
            self.tujuan.nama,
            crate::angka::tulis(self.kurang, 4, ','),
            self.hemat.langkah.len(),
            tulis_indeks(self.hemat.indeks),
        )
    }
}

/// One level up for every level: the count of levels is minimised.
pub fn upaya_sama(_: &Indikator, _: Pecahan) -> u32 {
    1
}

/// Level n costs n: an assumption for those who know no better, since higher levels ask for more. Spreads the raises over
/// indicators instead of driving a few to the top.
pub fn upaya_menurut_tingkat(_: &Indikator, dari: Pecahan) -> u32 {
    u32::try_from(dari.floor().to_integer()).unwrap_or(0) + 1
}

/// The packages to the next better predicate; `None` when the best is reached.
pub fn paket_ke_predikat(instrumen: &Instrumen, nilai: &Nilai, basis: PredikatDari, upaya: Upaya<'_>) -> Option<Paket> {
    let indeks = hitung(instrumen, nilai, basis).indeks;
    let kini = predikat(instrumen, indeks, basis);
    let tujuan = instrumen.predikat_atas.iter().rfind(|p| p.batas_bawah > kini.batas_bawah)?.clone();
    let ambang = match basis {
        PredikatDari::IndeksPenuh => tujuan.batas_bawah,
        PredikatDari::Indeks2Desimal => tujuan.batas_bawah - Pecahan::new(5, 1000),
    };
    let kurang = ambang - indeks;
    let tangga: Vec<Tangga> = instrumen.indikator.iter().map(|i| Tangga::baru(instrumen, i, nilai, upaya)).collect();
    let serakah = pilih_serakah(&tangga, kurang)?;
    let hemat = pilih_hemat(&tangga, kurang, jumlah_upaya(&tangga, &serakah))?;
    Some(Paket {
        tujuan,
        kurang,
        serakah: susun(instrumen, &tangga, &serakah, indeks),
        hemat: susun(instrumen, &tangga, &hemat, indeks),
    })
}

/// One indicator with what each number of levels gains and costs in all.
struct Tangga {
    kini: Pecahan,
    /// After 1, 2, … levels: score, gain, effort, all counted from the present.
    anak: Vec<(Pecahan, Pecahan, u32)>,
}

impl Tangga {
    fn baru(instrumen: &Instrumen, indikator: &Indikator, nilai: &Nilai, upaya: Upaya<'_>) -> Self {
        let kini = nilai.dihitung(&indikator.kode);
        let mut anak = Vec::new();
        let mut tempat = kini;
        let mut jumlah = 0;
        while let Some(naik) = naik_satu(instrumen, tempat) {
            jumlah += upaya(indikator, tempat).clamp(1, UPAYA_TERBESAR);
            anak.push((naik, tambahan(indikator, kini, naik), jumlah));
            tempat = naik;
        }
        Self { kini, anak }
    }

    /// Gain and effort after that many levels.
    fn sesudah(&self, banyak: usize) -> (Pecahan, u32) {
        let nol = (Pecahan::from_integer(0), 0);
        banyak.checked_sub(1).and_then(|i| self.anak.get(i)).map_or(nol, |(_, tambah, upaya)| (*tambah, *upaya))
    }
}

fn jumlah_upaya(tangga: &[Tangga], pilihan: &[usize]) -> u32 {
    tangga.iter().zip(pilihan).map(|(t, banyak)| t.sesudah(*banyak).1).sum()
}

fn jumlah_tambah(tangga: &[Tangga], pilihan: &[usize]) -> Pecahan {
    tangga.iter().zip(pilihan).map(|(t, banyak)| t.sesudah(*banyak).0).sum()
}

/// Levels per indicator, chosen by gain per effort; `None` when even all raises are not enough.
fn pilih_serakah(tangga: &[Tangga], kurang: Pecahan) -> Option<Vec<usize>> {
    let mut pilihan = vec![0_usize; tangga.len()];
    let mut urutan = Vec::new();
    while jumlah_tambah(tangga, &pilihan) < kurang {
        let mut terbaik: Option<(usize, Pecahan)> = None;
        for (nomor, (t, banyak)) in tangga.iter().zip(&pilihan).enumerate() {
            if *banyak >= t.anak.len() {
                continue;
            }
            let (tambah_kini, upaya_kini) = t.sesudah(*banyak);
            let (tambah, upaya) = t.sesudah(banyak + 1);
            let laju = (tambah - tambah_kini) / Pecahan::from_integer(i128::from(upaya - upaya_kini));
            if terbaik.is_none_or(|(_, lama)| laju > lama) {
                terbaik = Some((nomor, laju));
            }
        }
        let (nomor, _) = terbaik?;
        *pilihan.get_mut(nomor)? += 1;
        urutan.push(nomor);
    }
    // The last level may overshoot so far that an earlier, smaller one is no longer needed.
    for nomor in urutan.into_iter().rev() {
        *pilihan.get_mut(nomor)? -= 1;
        if jumlah_tambah(tangga, &pilihan) < kurang {
            *pilihan.get_mut(nomor)? += 1;
        }
    }
    Some(pilihan)
}

/// Levels per indicator of least effort that gain enough. `batas` is an effort known to suffice.
fn pilih_hemat(tangga: &[Tangga], kurang: Pecahan, batas: u32) -> Option<Vec<usize>> {
    let lebar = usize::try_from(batas).ok()? + 1;
    // terbaik[e]: the most that the indicators so far gain with exactly effort e.
    let mut terbaik: Vec<Option<Pecahan>> = vec![None; lebar];
    *terbaik.first_mut()? = Some(Pecahan::from_integer(0));
    let mut jejak: Vec<Vec<usize>> = Vec::with_capacity(tangga.len());
    for t in tangga {
        let mut baru: Vec<Option<Pecahan>> = vec![None; lebar];
        let mut pilih = vec![0_usize; lebar];
        for (upaya, (tempat, dipilih)) in baru.iter_mut().zip(&mut pilih).enumerate() {
            for banyak in 0..=t.anak.len() {
                let (tambah, biaya) = t.sesudah(banyak);
                let sisa = usize::try_from(biaya).ok().and_then(|biaya| upaya.checked_sub(biaya));
                let sebelum = sisa.and_then(|sisa| terbaik.get(sisa).copied().flatten());
                if let Some(jumlah) = sebelum.map(|s| s + tambah)
                    && tempat.is_none_or(|lama| jumlah > lama)
                {
                    *tempat = Some(jumlah);
                    *dipilih = banyak;
                }
            }
        }
        jejak.push(pilih);
        terbaik = baru;
    }
    let mut upaya = terbaik.iter().position(|t| t.is_some_and(|jumlah| jumlah >= kurang))?;
    let mut pilihan = Vec::with_capacity(tangga.len());
    for (t, pilih) in tangga.iter().zip(&jejak).rev() {
        let banyak = pilih.get(upaya).copied()?;
        upaya = upaya.checked_sub(usize::try_from(t.sesudah(banyak).1).ok()?)?;
        pilihan.push(banyak);
    }
    pilihan.reverse();
    Some(pilihan)
}

fn susun(instrumen: &Instrumen, tangga: &[Tangga], pilihan: &[usize], indeks: Pecahan) -> Susunan {
    let langkah: Vec<Langkah> = instrumen
        .indikator
        .iter()
        .zip(tangga)
        .zip(pilihan)
        .filter_map(|((indikator, t), banyak)| {
            let (ke, tambah, upaya) = banyak.checked_sub(1).and_then(|i| t.anak.get(i))?;
            Some(Langkah {
                kode: indikator.kode.clone(),
                nama: indikator.nama.clone(),
                dari: t.kini,
                ke: *ke,
                tambah: *tambah,
                upaya: *upaya,
            })
        })
        .collect();
    Susunan { upaya: jumlah_upaya(tangga, pilihan), indeks: indeks + jumlah_tambah(tangga, pilihan), langkah }
}
