//! When a duty falls due, as written in a profile.

use crate::profil::Sumber;
use serde::Deserialize;

/// The rule from which due dates are computed by [`crate::rules::masa`].
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Mentah")]
pub enum Jadwal {
    /// Period after period without gaps.
    Berkala { selang: Selang, acuan: Acuan, jatuh: JatuhTempo },
    /// A document of `tahun` years from `acuan` on: once in the year of its middle and once in its last year, in every cycle.
    ParuhDanAkhir { tahun: u16, acuan: Acuan },
    /// Once, within `dalam` from `acuan` on.
    Sekali { dalam: Selang, acuan: Acuan },
    /// Within so many working days after each event of one of these codes.
    Pemicu { kode: Vec<String>, tenggat_hari_kerja: u16, sumber_tenggat: Sumber },
}

/// A length of time in whole months, kept in the unit in which it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Selang {
    pub jumlah: u16,
    pub satuan: Satuan,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Satuan {
    Bulan,
    Triwulan,
    Semester,
    Tahun,
}

impl Selang {
    /// Length in months.
    pub fn bulan(self) -> u32 {
        let satu = match self.satuan {
            Satuan::Bulan => 1,
            Satuan::Triwulan => 3,
            Satuan::Semester => 6,
            Satuan::Tahun => 12,
        };
        u32::from(self.jumlah) * satu
    }

    /// As written in a profile: `tahun`, `2 tahun`, `6 bulan`.
    pub fn tulis(self) -> String {
        let nama = match self.satuan {
            Satuan::Bulan => "bulan",
            Satuan::Triwulan => "triwulan",
            Satuan::Semester => "semester",
            Satuan::Tahun => "tahun",
        };
        if self.jumlah == 1 { nama.to_owned() } else { format!("{} {nama}", self.jumlah) }
    }

    /// Reads `tahun`, `2 tahun`, `6 bulan`, `triwulan`, `semester`; 1 to 100 years.
    fn urai(teks: &str) -> Result<Self, String> {
        let salah = || {
            format!(
                "`{teks}` bukan lama waktu; tulis seperti \"tahun\", \"2 tahun\", \"6 bulan\", \"triwulan\", atau \"semester\""
            )
        };
        let (jumlah, nama) = match teks.split_once(' ') {
            Some((angka, nama)) => (angka.parse().map_err(|_| salah())?, nama),
            None => (1, teks),
        };
        let satuan = match nama {
            "bulan" => Satuan::Bulan,
            "triwulan" => Satuan::Triwulan,
            "semester" => Satuan::Semester,
            "tahun" => Satuan::Tahun,
            _ => return Err(salah()),
        };
        let selang = Self { jumlah, satuan };
        if (1..=1200).contains(&selang.bulan()) { Ok(selang) } else { Err(salah()) }
    }
}

/// From where periods are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Acuan {
    /// Calendar years, semesters, quarters, months.
    #[default]
    Kalender,
    /// The day of the last fulfilment; before the first one, the day the regulation took effect.
    Terakhir,
    /// The day the regulation took effect.
    Peraturan,
    Rpjmd,
    RencanaInduk,
    Arsitektur,
    PetaRencana,
}

/// Where in its period a duty falls due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JatuhTempo {
    /// On the last day.
    Akhir,
    /// This long after the first day.
    SetelahAwal(Selang),
    /// On this day of the calendar year in which the period ends; 29 February becomes the 28th where there is none.
    Tanggal { bulan: u8, hari: u8 },
}

impl Acuan {
    /// The word in a profile.
    pub fn kode(self) -> &'static str {
        match self {
            Self::Kalender => "kalender",
            Self::Terakhir => "terakhir",
            Self::Peraturan => "peraturan",
            Self::Rpjmd => "rpjmd",
            Self::RencanaInduk => "rencana_induk",
            Self::Arsitektur => "arsitektur",
            Self::PetaRencana => "peta_rencana",
        }
    }
}

impl Jadwal {
    /// The schedule with the keys of a profile, from which it can be read again.
    pub fn mentah(&self) -> serde_json::Map<String, serde_json::Value> {
        let mut tabel = serde_json::Map::new();
        match self {
            Self::Berkala { selang, acuan, jatuh } => {
                tabel.insert("tiap".to_owned(), selang.tulis().into());
                tabel.insert("acuan".to_owned(), acuan.kode().into());
                match jatuh {
                    JatuhTempo::Akhir => {}
                    JatuhTempo::SetelahAwal(lama) => {
                        tabel.insert("setelah_awal".to_owned(), lama.tulis().into());
                    }
                    JatuhTempo::Tanggal { bulan, hari } => {
                        tabel.insert("jatuh".to_owned(), format!("{bulan:02}-{hari:02}").into());
                    }
                }
            }
            Self::ParuhDanAkhir { tahun, acuan } => {
                tabel.insert("paruh_waktu_dan_tahun_terakhir".to_owned(), (*tahun).into());
                tabel.insert("acuan".to_owned(), acuan.kode().into());
            }
            Self::Sekali { dalam, acuan } => {
                tabel.insert("sekali_dalam".to_owned(), dalam.tulis().into());
                tabel.insert("acuan".to_owned(), acuan.kode().into());
            }
            Self::Pemicu { kode, tenggat_hari_kerja, sumber_tenggat } => {
                let sumber = match sumber_tenggat {
                    Sumber::Peraturan => "peraturan",
                    Sumber::Usulan => "usulan",
                };
                tabel.insert("pemicu".to_owned(), kode.clone().into());
                tabel.insert("tenggat_hari_kerja".to_owned(), (*tenggat_hari_kerja).into());
                tabel.insert("sumber_tenggat".to_owned(), sumber.into());
            }
        }
        tabel
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Mentah {
    tiap: Option<String>,
    jatuh: Option<String>,
    setelah_awal: Option<String>,
    paruh_waktu_dan_tahun_terakhir: Option<u16>,
    sekali_dalam: Option<String>,
    acuan: Option<Acuan>,
    pemicu: Option<Vec<String>>,
    tenggat_hari_kerja: Option<u16>,
    sumber_tenggat: Option<Sumber>,
}

impl TryFrom<Mentah> for Jadwal {
    type Error = String;

    fn try_from(mentah: Mentah) -> Result<Self, String> {
        let pokok = [
            mentah.tiap.is_some(),
            mentah.paruh_waktu_dan_tahun_terakhir.is_some(),
            mentah.sekali_dalam.is_some(),
            mentah.pemicu.is_some(),
        ];
        if pokok.iter().filter(|ada| **ada).count() != 1 {
            return Err("jadwal tidak jelas; isi tepat satu dari tiap, paruh_waktu_dan_tahun_terakhir, sekali_dalam, atau pemicu".to_owned());
        }
        mentah.tolak_lebih()?;
        if let Some(tiap) = &mentah.tiap {
            return berkala(Selang::urai(tiap)?, &mentah);
        }
        if let Some(tahun) = mentah.paruh_waktu_dan_tahun_terakhir {
            let acuan = mentah.acuan.unwrap_or(Acuan::Rpjmd);
            if !(3..=50).contains(&tahun) || matches!(acuan, Acuan::Kalender | Acuan::Terakhir) {
                return Err("masa dokumen harus 3 sampai 50 tahun dan berpangkal pada peraturan, rpjmd, rencana_induk, arsitektur, atau peta_rencana; perbaiki angka atau acuan".to_owned());
            }
            return Ok(Self::ParuhDanAkhir { tahun, acuan });
        }
        if let Some(dalam) = &mentah.sekali_dalam {
            let acuan = mentah.acuan.unwrap_or(Acuan::Peraturan);
            if matches!(acuan, Acuan::Kalender | Acuan::Terakhir) {
                return Err(
                    "kewajiban sekali tidak punya pangkal di kalender; pakai acuan peraturan atau salah satu rencana"
                        .to_owned(),
                );
            }
            return Ok(Self::Sekali { dalam: Selang::urai(dalam)?, acuan });
        }
        let kode = mentah.pemicu.unwrap_or_default();
        if kode.is_empty() {
            return Err("pemicu kosong; sebut sedikitnya satu kode pemicu".to_owned());
        }
        let tenggat_hari_kerja = mentah
            .tenggat_hari_kerja
            .filter(|hari| (1..=500).contains(hari))
            .ok_or("tenggat_hari_kerja belum diisi atau di luar 1 sampai 500; isi jumlah hari kerja")?;
        Ok(Self::Pemicu { kode, tenggat_hari_kerja, sumber_tenggat: mentah.sumber_tenggat.unwrap_or_default() })
    }
}

impl Mentah {
    /// Refuses keys that belong to another kind of schedule, so that none is silently without effect.
    fn tolak_lebih(&self) -> Result<(), String> {
        let tiap = self.tiap.is_some();
        let pemicu = self.pemicu.is_some();
        let lebih = [
            ("jatuh", self.jatuh.is_some() && !tiap),
            ("setelah_awal", self.setelah_awal.is_some() && !tiap),
            ("acuan", self.acuan.is_some() && pemicu),
            ("tenggat_hari_kerja", self.tenggat_hari_kerja.is_some() && !pemicu),
            ("sumber_tenggat", self.sumber_tenggat.is_some() && !pemicu),
        ];
        match lebih.iter().find(|(_, salah)| *salah) {
            Some((kunci, _)) => Err(format!("`{kunci}` tidak berlaku untuk jenis jadwal ini; hapus kunci itu")),
            None => Ok(()),
        }
    }
}

fn berkala(selang: Selang, mentah: &Mentah) -> Result<Jadwal, String> {
    let acuan = mentah.acuan.unwrap_or_default();
    let bulan = selang.bulan();
    if acuan == Acuan::Kalender && !12_u32.is_multiple_of(bulan) && !bulan.is_multiple_of(12) {
        return Err(format!(
            "{bulan} bulan tidak membagi habis tahun kalender; pakai acuan lain, misalnya acuan = \"peraturan\""
        ));
    }
    let jatuh = match (&mentah.jatuh, &mentah.setelah_awal) {
        (None, None) => JatuhTempo::Akhir,
        (Some(_), Some(_)) => return Err("jatuh dan setelah_awal tidak boleh bersamaan; pilih salah satu".to_owned()),
        (None, Some(lama)) => {
            let lama = Selang::urai(lama)?;
            if lama.bulan() > bulan || acuan == Acuan::Terakhir {
                return Err(
                    "setelah_awal melewati masanya atau dipakai dengan acuan terakhir; perpendek atau ganti acuan"
                        .to_owned(),
                );
            }
            JatuhTempo::SetelahAwal(lama)
        }
        (Some(teks), None) => {
            if acuan != Acuan::Kalender || !bulan.is_multiple_of(12) {
                return Err("jatuh hanya untuk masa tahunan menurut kalender; hapus jatuh atau ganti acuan".to_owned());
            }
            hari_bulan(teks)?
        }
    };
    Ok(Jadwal::Berkala { selang, acuan, jatuh })
}

/// Reads `MM-DD`.
fn hari_bulan(teks: &str) -> Result<JatuhTempo, String> {
    let salah = || format!("`{teks}` bukan bulan dan hari; tulis seperti \"12-31\"");
    let (bulan, hari) = teks.split_once('-').filter(|(b, h)| b.len() == 2 && h.len() == 2).ok_or_else(salah)?;
    let bulan: u8 = bulan.parse().map_err(|_| salah())?;
    let hari: u8 = hari.parse().map_err(|_| salah())?;
    let nama = time::Month::try_from(bulan).map_err(|_| salah())?;
    if (1..=nama.length(2024)).contains(&hari) { Ok(JatuhTempo::Tanggal { bulan, hari }) } else { Err(salah()) }
}
