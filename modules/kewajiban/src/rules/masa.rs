//! Periods (masa) and due dates of one duty.

use crate::model::{Acuan, Jadwal, JatuhTempo, Satuan, Selang};
use crate::profil::{GeserLibur, Profil};
use crate::rules::hari_kerja::{self, GalatTanggal};
use time::{Date, Duration, Month};

/// One period in which a duty is owed. `mulai` and `akhir` both belong to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Masa {
    /// Stable name, the same for the same schedule and cycle: `2026`, `2026-T3`, `2025-01-01+5t`, `sekali`, `pemicu:...`.
    pub kunci: String,
    pub mulai: Date,
    /// Last day from which evidence counts for this period.
    pub akhir: Date,
    pub jatuh: Date,
}

/// First days of the cycles. The values of a profile, unless the administrator set others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AwalSiklus {
    pub peraturan: Date,
    pub rpjmd: Date,
    pub rencana_induk: Date,
    pub arsitektur: Date,
    pub peta_rencana: Date,
}

impl AwalSiklus {
    /// The values of the profile.
    pub fn dari(profil: &Profil) -> Self {
        Self {
            peraturan: profil.peraturan.berlaku,
            rpjmd: profil.siklus.rpjmd,
            rencana_induk: profil.siklus.rencana_induk,
            arsitektur: profil.siklus.arsitektur,
            peta_rencana: profil.siklus.peta_rencana,
        }
    }

    fn tanggal(&self, acuan: Acuan) -> Date {
        match acuan {
            Acuan::Kalender | Acuan::Terakhir | Acuan::Peraturan => self.peraturan,
            Acuan::Rpjmd => self.rpjmd,
            Acuan::RencanaInduk => self.rencana_induk,
            Acuan::Arsitektur => self.arsitektur,
            Acuan::PetaRencana => self.peta_rencana,
        }
    }
}

/// Something that happened and calls for a duty. `rujukan` tells two events of one day apart; equal events count once.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Kejadian {
    pub kode: String,
    pub tanggal: Date,
    pub rujukan: String,
}

/// What the periods of one obligation depend on besides its schedule.
#[derive(Clone, Copy)]
pub struct Konteks<'a> {
    pub awal: AwalSiklus,
    /// Periods that ended before this day are left out: the day from which the regency keeps count here.
    /// A duty to be done once, a duty counted from its last fulfilment, and a reported event are never left out.
    pub sejak: Date,
    /// Periods that begin after this day are left out.
    pub sampai: Date,
    /// Days on which accepted evidence was dated; in any order.
    pub terpenuhi: &'a [Date],
    pub kejadian: &'a [Kejadian],
    pub hari_kerja: &'a dyn Fn(Date) -> bool,
    pub geser: GeserLibur,
}

/// The periods of a duty in the order of their due dates, without repetition.
///
/// # Errors
/// [`GalatTanggal`] when the working-day calendar is broken or a date passes the year 9999.
pub fn daftar(jadwal: &Jadwal, konteks: &Konteks<'_>) -> Result<Vec<Masa>, GalatTanggal> {
    let mut semua = match jadwal {
        Jadwal::Berkala { selang, acuan: Acuan::Terakhir, .. } => rantai(*selang, konteks)?,
        Jadwal::Berkala { selang, acuan, jatuh } => berulang(*selang, *acuan, *jatuh, konteks)?,
        Jadwal::ParuhDanAkhir { tahun, acuan } => paruh_dan_akhir(*tahun, konteks.awal.tanggal(*acuan), konteks)?,
        Jadwal::Sekali { dalam, acuan } => {
            let mulai = konteks.awal.tanggal(*acuan);
            let jatuh = tambah_bulan(mulai, i64::from(dalam.bulan()))?;
            if mulai > konteks.sampai {
                return Ok(Vec::new());
            }
            vec![Masa { kunci: "sekali".to_owned(), mulai, akhir: jatuh, jatuh }]
        }
        Jadwal::Pemicu { kode, tenggat_hari_kerja, .. } => return dari_kejadian(kode, *tenggat_hari_kerja, konteks),
    };
    for masa in &mut semua {
        masa.jatuh = hari_kerja::geser(masa.jatuh, konteks.geser, konteks.hari_kerja)?;
    }
    Ok(semua)
}

/// The period that evidence of this date covers: the one that contains the date; for a duty counted from its last fulfilment, or to
/// be done once, the open one even when it is late; for a plan made ahead of its cycle, none, so that the person chooses.
///
/// # Errors
/// As [`daftar`].
pub fn cakupan_bukti(jadwal: &Jadwal, konteks: &Konteks<'_>, tanggal: Date) -> Result<Option<Masa>, GalatTanggal> {
    let semua = daftar(jadwal, konteks)?;
    Ok(match jadwal {
        Jadwal::Berkala { acuan: Acuan::Terakhir, .. } | Jadwal::Sekali { .. } => {
            semua.into_iter().rev().find(|masa| masa.mulai <= tanggal)
        }
        Jadwal::Berkala { .. } | Jadwal::ParuhDanAkhir { .. } | Jadwal::Pemicu { .. } => {
            semua.into_iter().find(|masa| masa.mulai <= tanggal && tanggal <= masa.akhir)
        }
    })
}

/// The same day `bulan` months later (or earlier); the last day of the month where that day is missing, so 31 January plus one month
/// is 28 or 29 February. Always counted from one fixed day, hence no drift.
///
/// # Errors
/// [`GalatTanggal::DiLuarKalender`] past the year 9999.
pub fn tambah_bulan(mulai: Date, bulan: i64) -> Result<Date, GalatTanggal> {
    let urut = i64::from(mulai.year()) * 12 + i64::from(u8::from(mulai.month())) - 1 + bulan;
    let tahun = i32::try_from(urut.div_euclid(12)).map_err(|_| GalatTanggal::DiLuarKalender)?;
    let nomor = u8::try_from(urut.rem_euclid(12) + 1).map_err(|_| GalatTanggal::DiLuarKalender)?;
    let nama = Month::try_from(nomor).map_err(|_| GalatTanggal::DiLuarKalender)?;
    tanggal_jepit(tahun, nama, mulai.day())
}

fn tanggal_jepit(tahun: i32, bulan: Month, hari: u8) -> Result<Date, GalatTanggal> {
    Date::from_calendar_date(tahun, bulan, hari.min(bulan.length(tahun))).map_err(|_| GalatTanggal::DiLuarKalender)
}

fn sehari_sebelum(tanggal: Date) -> Result<Date, GalatTanggal> {
    tanggal.previous_day().ok_or(GalatTanggal::DiLuarKalender)
}

/// Periods of equal length from a fixed day on. The calendar's fixed day is 1 January of the year in which the regulation took effect.
fn berulang(selang: Selang, acuan: Acuan, jatuh: JatuhTempo, konteks: &Konteks<'_>) -> Result<Vec<Masa>, GalatTanggal> {
    let awal = konteks.awal.tanggal(acuan);
    let menurut_kalender = acuan == Acuan::Kalender;
    let pangkal = if menurut_kalender { tanggal_jepit(awal.year(), Month::January, 1)? } else { awal };
    let panjang = i64::from(selang.bulan());
    // Counting months puts us at most one period too early; never too late.
    let dari = konteks.sejak.max(pangkal);
    let jarak = i64::from(dari.year() - pangkal.year()) * 12 + i64::from(u8::from(dari.month()))
        - i64::from(u8::from(pangkal.month()));
    let mut nomor = (jarak / panjang - 1).max(0);
    let mut semua = Vec::new();
    loop {
        let mulai = tambah_bulan(pangkal, nomor * panjang)?;
        if mulai > konteks.sampai {
            return Ok(semua);
        }
        let akhir = sehari_sebelum(tambah_bulan(pangkal, (nomor + 1) * panjang)?)?;
        // Before the regulation took effect nothing was owed.
        let sudah_berlaku = !menurut_kalender || akhir >= awal;
        if akhir >= konteks.sejak && sudah_berlaku {
            let tanggal_jatuh = match jatuh {
                JatuhTempo::Akhir => akhir,
                JatuhTempo::SetelahAwal(lama) => tambah_bulan(mulai, i64::from(lama.bulan()))?.min(akhir),
                JatuhTempo::Tanggal { bulan, hari } => {
                    let nama = Month::try_from(bulan).map_err(|_| GalatTanggal::DiLuarKalender)?;
                    tanggal_jepit(akhir.year(), nama, hari)?
                }
            };
            // A calendar period whose day had already passed when the regulation took effect is owed from the next one on.
            if tanggal_jatuh >= awal || !menurut_kalender {
                let kunci =
                    if menurut_kalender { kunci_kalender(selang, mulai, akhir) } else { kunci_siklus(selang, mulai) };
                semua.push(Masa { kunci, mulai, akhir, jatuh: tanggal_jatuh });
            }
        }
        nomor += 1;
    }
}

fn kunci_kalender(selang: Selang, mulai: Date, akhir: Date) -> String {
    let tahun = mulai.year();
    let bulan = u8::from(mulai.month());
    match (selang.satuan, selang.bulan()) {
        (_, 12) => format!("{tahun}"),
        (_, 1) => format!("{tahun}-{bulan:02}"),
        (_, 3) => format!("{tahun}-T{}", (bulan - 1) / 3 + 1),
        (_, 6) => format!("{tahun}-S{}", (bulan - 1) / 6 + 1),
        (Satuan::Bulan | Satuan::Triwulan | Satuan::Semester | Satuan::Tahun, _) => {
            format!("{tahun}-{bulan:02}..{}-{:02}", akhir.year(), u8::from(akhir.month()))
        }
    }
}

fn kunci_siklus(selang: Selang, mulai: Date) -> String {
    format!("{}+{}b", iso(mulai), selang.bulan())
}

/// `YYYY-MM-DD`.
fn iso(tanggal: Date) -> String {
    format!("{:04}-{:02}-{:02}", tanggal.year(), u8::from(tanggal.month()), tanggal.day())
}

/// Each period begins on the day after the last fulfilment and is due so long after that fulfilment; the last one is open.
fn rantai(selang: Selang, konteks: &Konteks<'_>) -> Result<Vec<Masa>, GalatTanggal> {
    let pangkal = konteks.awal.tanggal(Acuan::Terakhir);
    if pangkal > konteks.sampai {
        return Ok(Vec::new());
    }
    let mut dipenuhi: Vec<Date> = konteks.terpenuhi.iter().copied().filter(|hari| *hari >= pangkal).collect();
    dipenuhi.sort_unstable();
    dipenuhi.dedup();
    let mut semua = Vec::new();
    let mut terakhir = pangkal;
    let mut mulai = pangkal;
    for hari in dipenuhi {
        let jatuh = tambah_bulan(terakhir, i64::from(selang.bulan()))?;
        semua.push(Masa { kunci: format!("sejak:{}", iso(mulai)), mulai, akhir: hari, jatuh });
        terakhir = hari;
        mulai = hari.next_day().ok_or(GalatTanggal::DiLuarKalender)?;
    }
    let jatuh = tambah_bulan(terakhir, i64::from(selang.bulan()))?;
    semua.push(Masa { kunci: format!("sejak:{}", iso(mulai)), mulai, akhir: jatuh.max(mulai), jatuh });
    Ok(semua)
}

/// In each cycle the year in which its middle lies and its last year, each due on its last day.
fn paruh_dan_akhir(tahun: u16, pangkal: Date, konteks: &Konteks<'_>) -> Result<Vec<Masa>, GalatTanggal> {
    let tahun = i64::from(tahun);
    let dari = konteks.sejak.max(pangkal);
    let mut siklus = (i64::from(dari.year() - pangkal.year()) / tahun - 1).max(0);
    let mut semua = Vec::new();
    loop {
        let awal = siklus * tahun;
        let mulai_siklus = tambah_bulan(pangkal, awal * 12)?;
        if mulai_siklus > konteks.sampai {
            return Ok(semua);
        }
        for (nama, ke) in [("paruh", tahun / 2), ("akhir", tahun - 1)] {
            let mulai = tambah_bulan(pangkal, (awal + ke) * 12)?;
            let akhir = sehari_sebelum(tambah_bulan(pangkal, (awal + ke + 1) * 12)?)?;
            if akhir >= konteks.sejak && mulai <= konteks.sampai {
                semua.push(Masa { kunci: format!("{nama}:{}", iso(mulai_siklus)), mulai, akhir, jatuh: akhir });
            }
        }
        siklus += 1;
    }
}

fn dari_kejadian(kode: &[String], tenggat: u16, konteks: &Konteks<'_>) -> Result<Vec<Masa>, GalatTanggal> {
    let mut kena: Vec<&Kejadian> = konteks
        .kejadian
        .iter()
        .filter(|kejadian| kode.contains(&kejadian.kode) && kejadian.tanggal <= konteks.sampai)
        .collect();
    kena.sort_by(|kiri, kanan| {
        (kiri.tanggal, &kiri.kode, &kiri.rujukan).cmp(&(kanan.tanggal, &kanan.kode, &kanan.rujukan))
    });
    kena.dedup();
    kena.into_iter()
        .map(|kejadian| {
            let jatuh = hari_kerja::tambah(kejadian.tanggal, tenggat, konteks.hari_kerja)?;
            Ok(Masa {
                kunci: format!("pemicu:{}:{}:{}", kejadian.kode, iso(kejadian.tanggal), kejadian.rujukan),
                mulai: kejadian.tanggal,
                akhir: jatuh,
                jatuh,
            })
        })
        .collect()
}

/// Days from `hari_ini` to the due date; negative when late.
pub fn sisa_hari(masa: &Masa, hari_ini: Date) -> i64 {
    (masa.jatuh - hari_ini).whole_days()
}

/// The day that lies so many calendar days before the due date.
pub(crate) fn hari_sebelum(masa: &Masa, hari: u16) -> Result<Date, GalatTanggal> {
    masa.jatuh.checked_sub(Duration::days(i64::from(hari))).ok_or(GalatTanggal::DiLuarKalender)
}
