//! Live facts from the records against the level that people claim.

use time::Date;

use crate::angka::{Pecahan, tulis_ringkas};
use crate::model::{Instrumen, Nilai};

/// The content of a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IsiFakta {
    /// A count.
    Jumlah(u64),
    /// A day on which something happened last.
    Tanggal(Date),
    /// A share in per cent, 0 to 100.
    Persen(Pecahan),
    /// Something is so or not.
    YaTidak(bool),
    /// Anything else, as a sentence.
    Kalimat(String),
}

impl IsiFakta {
    /// Indonesian text.
    pub fn teks(&self) -> String {
        match self {
            Self::Jumlah(banyak) => banyak.to_string(),
            Self::Tanggal(hari) => {
                format!("{:02}-{:02}-{}", hari.day(), u8::from(hari.month()), hari.year())
            }
            Self::Persen(bagian) => format!("{} %", tulis_ringkas(*bagian)),
            Self::YaTidak(true) => "ya".to_owned(),
            Self::YaTidak(false) => "tidak".to_owned(),
            Self::Kalimat(kalimat) => kalimat.trim().trim_end_matches('.').to_owned(),
        }
    }
}

/// A fact that a module reads from its records for one indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fakta {
    /// The indicator that it speaks about.
    pub indikator: String,
    /// What was counted, for example `Kebijakan arsitektur yang berlaku`.
    pub judul: String,
    /// The content.
    pub isi: IsiFakta,
    /// The highest level that the fact still supports; `None` when it contradicts no level.
    pub mendukung_sampai: Option<u8>,
    /// Why not higher, one sentence.
    pub alasan: String,
}

/// A claimed level that a fact does not support.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Peringatan {
    /// The indicator.
    pub kode: String,
    /// The claimed score.
    pub diklaim: Pecahan,
    /// The level that the facts support.
    pub didukung: u8,
    /// One sentence per contradicting fact, the strictest first.
    pub pesan: Vec<String>,
}

/// Claims that contradict the facts, in the order of the instrument. A fact about an unknown indicator is ignored: probes
/// serve several instruments. A claim between two levels (decimal scores) contradicts only what lies below its whole part.
pub fn periksa(instrumen: &Instrumen, nilai: &Nilai, fakta: &[Fakta]) -> Vec<Peringatan> {
    instrumen
        .indikator
        .iter()
        .filter_map(|indikator| {
            let diklaim = nilai.ambil(&indikator.kode)?;
            let tingkat = diklaim.floor();
            let mut lawan: Vec<(u8, &Fakta)> = fakta
                .iter()
                .filter(|f| f.indikator == indikator.kode)
                .filter_map(|f| f.mendukung_sampai.map(|sampai| (sampai, f)))
                .filter(|(sampai, _)| Pecahan::from_integer(i128::from(*sampai)) < tingkat)
                .collect();
            lawan.sort_by_key(|(sampai, _)| *sampai);
            let didukung = lawan.first()?.0;
            let pesan = lawan
                .iter()
                .map(|(sampai, f)| {
                    format!(
                        "{}: {}. Catatan ini mendukung paling tinggi tingkat {sampai}, sedangkan yang diklaim {}. {}",
                        f.judul,
                        f.isi.teks(),
                        tulis_ringkas(diklaim),
                        f.alasan
                    )
                    .trim_end()
                    .to_owned()
                })
                .collect();
            Some(Peringatan { kode: indikator.kode.clone(), diklaim, didukung, pesan })
        })
        .collect()
}
