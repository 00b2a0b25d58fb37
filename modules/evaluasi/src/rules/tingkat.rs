//! Which level of an indicator is reached: criteria are cumulative, and a stale review carries nothing.

use std::collections::BTreeMap;

use time::Date;
use time::Month;

use crate::angka::Pecahan;
use crate::model::{AturanKesegaran, Indikator, Instrumen, KonversiLuar};

/// What is known about the criterion of one level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pemenuhan {
    /// The evaluator judges the criterion fulfilled.
    pub terpenuhi: bool,
    /// Date of the newest review that serves as evidence, where the level asks for one.
    pub tanggal_reviu: Option<Date>,
}

/// The level reached and why not more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TingkatTercapai {
    /// The level; 0 when not even the lowest is fulfilled.
    pub tingkat: u8,
    /// The level that stops the count, and why; `None` at the highest level.
    pub terhalang: Option<(u8, Halangan)>,
    /// Levels above the obstacle whose own criterion is fulfilled but does not count.
    pub tidak_dihitung: Vec<u8>,
}

/// Why a level is not reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Halangan {
    /// The criterion is not fulfilled.
    BelumTerpenuhi,
    /// The review is missing or not valid.
    Reviu(Kesegaran),
}

/// Whether a review still counts on the date of assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kesegaran {
    /// It counts through this day.
    Segar {
        /// Last day on which it counts.
        sampai: Date,
    },
    /// It stopped counting.
    Kedaluwarsa {
        /// First day on which it no longer counts.
        sejak: Date,
    },
    /// It is dated after the assessment.
    SesudahPenilaian,
    /// No date was given.
    TanpaTanggal,
}

impl Kesegaran {
    /// Whether the review carries the level.
    pub const fn menopang(self) -> bool {
        match self {
            Self::Segar { .. } => true,
            Self::Kedaluwarsa { .. } | Self::SesudahPenilaian | Self::TanpaTanggal => false,
        }
    }

    /// One sentence for the evaluator.
    pub fn penjelasan(self) -> String {
        match self {
            Self::Segar { sampai } => format!("Bukti reviu berlaku sampai {}.", tanggal_indonesia(sampai)),
            Self::Kedaluwarsa { sejak } => format!(
                "Bukti reviu tidak lagi berlaku sejak {}; lakukan reviu baru agar tingkat ini dapat dihitung.",
                tanggal_indonesia(sejak)
            ),
            Self::SesudahPenilaian => {
                "Bukti reviu bertanggal sesudah tanggal penilaian; periksa tanggalnya.".to_owned()
            }
            Self::TanpaTanggal => "Tanggal reviu belum diisi, jadi umurnya tidak dapat diperiksa.".to_owned(),
        }
    }
}

impl TingkatTercapai {
    /// Sentences for the evaluator: the level, what stops it, what does not count.
    pub fn penjelasan(&self) -> String {
        let Some((berikut, halangan)) = self.terhalang else {
            return format!("Tingkat {} tercapai; ini tingkat tertinggi.", self.tingkat);
        };
        let mut kalimat = vec![if self.tingkat == 0 && berikut == 1 {
            "Belum ada tingkat yang terpenuhi.".to_owned()
        } else {
            format!("Tingkat {} tercapai.", self.tingkat)
        }];
        kalimat.push(match halangan {
            Halangan::BelumTerpenuhi => format!("Tingkat {berikut} belum karena kriterianya belum terpenuhi."),
            Halangan::Reviu(kesegaran) => format!("Tingkat {berikut} belum. {}", kesegaran.penjelasan()),
        });
        if !self.tidak_dihitung.is_empty() {
            let daftar: Vec<String> = self.tidak_dihitung.iter().map(ToString::to_string).collect();
            kalimat.push(format!(
                "Kriteria tingkat {} sudah terpenuhi, tetapi belum dihitung karena tingkat di bawahnya belum lengkap.",
                daftar.join(" dan ")
            ));
        }
        kalimat.join(" ")
    }
}

/// The highest level for which it and every level below hold. Level 0, where an instrument has one, demands nothing.
/// Where a level asks for a review, the review must be fresh on `tanggal_penilaian`.
pub fn tingkat_tercapai(
    instrumen: &Instrumen,
    indikator: &Indikator,
    pemenuhan: &BTreeMap<u8, Pemenuhan>,
    tanggal_penilaian: Date,
) -> TingkatTercapai {
    let mut hasil = TingkatTercapai { tingkat: 0, terhalang: None, tidak_dihitung: Vec::new() };
    for tingkat in indikator.kriteria.iter().map(|k| k.tingkat).filter(|t| *t > 0) {
        let keadaan = pemenuhan.get(&tingkat).copied().unwrap_or_default();
        let halangan = halangan(instrumen, indikator, tingkat, keadaan, tanggal_penilaian);
        match (hasil.terhalang, halangan) {
            (None, None) => hasil.tingkat = tingkat,
            (None, Some(sebab)) => hasil.terhalang = Some((tingkat, sebab)),
            (Some(_), None) => hasil.tidak_dihitung.push(tingkat),
            (Some(_), Some(_)) => {}
        }
    }
    hasil
}

fn halangan(
    instrumen: &Instrumen,
    indikator: &Indikator,
    tingkat: u8,
    keadaan: Pemenuhan,
    tanggal_penilaian: Date,
) -> Option<Halangan> {
    if !keadaan.terpenuhi {
        return Some(Halangan::BelumTerpenuhi);
    }
    let aturan = instrumen.kesegaran.as_ref().filter(|_| indikator.reviu.contains(&tingkat))?;
    let segar = kesegaran(aturan, keadaan.tanggal_reviu, tanggal_penilaian);
    (!segar.menopang()).then_some(Halangan::Reviu(segar))
}

/// Whether a review is younger than the rule demands. The day on which it reaches that age is the first on which it no
/// longer counts; a review of 29 February reaches it on 28 February.
pub fn kesegaran(aturan: &AturanKesegaran, tanggal_reviu: Option<Date>, tanggal_penilaian: Date) -> Kesegaran {
    let Some(reviu) = tanggal_reviu else { return Kesegaran::TanpaTanggal };
    if reviu > tanggal_penilaian {
        return Kesegaran::SesudahPenilaian;
    }
    let Some(sejak) = tambah_bulan(reviu, aturan.bulan) else { return Kesegaran::TanpaTanggal };
    match sejak.previous_day() {
        Some(sampai) if tanggal_penilaian < sejak => Kesegaran::Segar { sampai },
        Some(_) | None => Kesegaran::Kedaluwarsa { sejak },
    }
}

fn tambah_bulan(tanggal: Date, bulan: u16) -> Option<Date> {
    let urutan = i32::from(u8::from(tanggal.month())) - 1 + i32::from(bulan);
    let tahun = tanggal.year().checked_add(urutan / 12)?;
    let bulan = Month::try_from(u8::try_from(urutan % 12 + 1).ok()?).ok()?;
    let hari = tanggal.day().min(bulan.length(tahun));
    Date::from_calendar_date(tahun, bulan, hari).ok()
}

fn tanggal_indonesia(tanggal: Date) -> String {
    let bulan = match tanggal.month() {
        Month::January => "Januari",
        Month::February => "Februari",
        Month::March => "Maret",
        Month::April => "April",
        Month::May => "Mei",
        Month::June => "Juni",
        Month::July => "Juli",
        Month::August => "Agustus",
        Month::September => "September",
        Month::October => "Oktober",
        Month::November => "November",
        Month::December => "Desember",
    };
    format!("{} {bulan} {}", tanggal.day(), tanggal.year())
}

/// The level that an outside figure supports; `None` when the figure lies outside the scale.
pub fn tingkat_dari_nilai_luar(instrumen: &Instrumen, konversi: &KonversiLuar, angka: Pecahan) -> Option<u8> {
    if angka < konversi.minimum || angka > konversi.maksimum {
        return None;
    }
    let terlampaui = konversi
        .batas
        .iter()
        .filter(|batas| if konversi.batas_termasuk_bawah { angka > **batas } else { angka >= **batas })
        .count();
    u8::try_from(terlampaui).ok().map(|n| instrumen.nilai.minimum + n)
}
