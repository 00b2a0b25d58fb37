//! Brings the stored obligations in line with the profile, the settings, the events and what has been fulfilled. Computing twice changes
//! nothing: keys are stable, and only differences are written.

use crate::kalimat;
use crate::katalog;
use crate::lembaga::Lembaga;
use crate::model::{Acuan, DaftarKewajiban, Jadwal, Kewajiban};
use crate::rules::alur::Keadaan;
use crate::rules::masa::{Kejadian, Konteks, Masa};
use crate::rules::pelaksanaan::{self, Pelaksanaan, Penanggung};
use crate::store::{self, Setelan};
use crate::tabel;
use kernel::db::fts::Doc;
use kernel::{App, Error, Result, Row, Subject, Val, Write};
use std::collections::{BTreeMap, BTreeSet};
use time::{Date, Duration};
use uuid::Uuid;

/// How many rows one change carries.
const SEKALI_TULIS: usize = 200;
/// Periods that begin within so many days are shown already.
const PANDANGAN_HARI: i64 = 31;
/// Two computations never write at the same time.
const KUNCI: &str = "kewajiban.hitung";
/// Why an obligation was dropped.
const GUGUR: &str = "Tidak lagi mengikuti dari peraturan dan pengaturan yang berlaku.";

/// What a computation changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Perubahan {
    pub baru: usize,
    pub berubah: usize,
    pub gugur: usize,
}

impl Perubahan {
    /// Nothing changed.
    pub fn kosong(self) -> bool {
        self == Self::default()
    }
}

struct Ada {
    id: Uuid,
    unit: Option<Uuid>,
    masa: Masa,
    keadaan: Keadaan,
    berbukti: bool,
}

/// One difference to write.
enum Beda {
    Baru { pelaksanaan: Pelaksanaan, unit: Option<Uuid> },
    Ubah { id: Uuid, unit: Option<Uuid>, masa: Masa, hidup_lagi: Option<Pelaksanaan> },
    Gugur { id: Uuid },
}

/// What has been fulfilled, per duty and actor.
type Dipenuhi = BTreeMap<(String, String), Vec<Date>>;

/// Computes all obligations, or those of some duties, and writes the differences.
///
/// # Errors
/// When the profile or the working calendar is broken, or the database fails.
pub async fn jalankan(app: &App, hanya: Option<&BTreeSet<String>>) -> Result<Perubahan> {
    if !katalog::ada(app) {
        return Ok(Perubahan::default());
    }
    let asli = katalog::dari(app)?;
    let penyesuaian = store::setelan::penyesuaian(app).await?;
    let mut daftar = katalog::berlaku(&asli, &penyesuaian);
    if let Some(hanya) = hanya {
        daftar.kewajiban.retain(|kewajiban| hanya.contains(&kewajiban.kode));
    }
    let setelan = store::setelan::baca(app, &asli).await?;
    let lembaga = Lembaga::baca(app).await?;
    let seharusnya = seharusnya(app, &daftar, &setelan, &lembaga).await?;
    let ada = ada(app, hanya).await?;
    let beda = bandingkan(&daftar, &lembaga, seharusnya, &ada);
    let mut perubahan = Perubahan::default();
    let mut sisa = beda.into_iter().peekable();
    while sisa.peek().is_some() {
        let bagian: Vec<Beda> = sisa.by_ref().take(SEKALI_TULIS).collect();
        tulis(app, &daftar, &lembaga, bagian, &mut perubahan).await?;
    }
    Ok(perubahan)
}

/// Periods that begin later are not shown yet: a month ahead, so that lists stay short.
fn sampai(hari_ini: Date) -> Date {
    hari_ini.saturating_add(Duration::days(PANDANGAN_HARI))
}

async fn seharusnya(
    app: &App,
    daftar: &DaftarKewajiban,
    setelan: &Setelan,
    lembaga: &Lembaga,
) -> Result<Vec<Pelaksanaan>> {
    let kalender = app.calendar().await?;
    let hari_kerja = |hari: Date| kalender.is_hari_kerja(hari);
    let dipenuhi = dipenuhi(app, daftar).await?;
    let kejadian = store::kejadian::semua(app).await?;
    let jadi = |satu: &store::Kejadian| Kejadian {
        kode: satu.kode.clone(),
        tanggal: satu.tanggal,
        rujukan: satu.id.to_string(),
    };
    let semua: Vec<Kejadian> = kejadian.iter().map(jadi).collect();
    // An event of one agency calls on that agency alone where every agency owes the duty; on its single owner otherwise.
    let per_unit: BTreeMap<Uuid, Vec<Kejadian>> = lembaga
        .semua()
        .iter()
        .map(|unit| {
            (unit.id, kejadian.iter().filter(|satu| satu.unit.is_none_or(|di| di == unit.id)).map(jadi).collect())
        })
        .collect();
    let perangkat = lembaga.perangkat();
    let banyak_pelaku: BTreeSet<&str> = daftar
        .kewajiban
        .iter()
        .filter(|satu| pelaksanaan::pemegang(&daftar.profil, &perangkat, satu.pelaku).len() > 1)
        .map(|satu| satu.kode.as_str())
        .collect();
    let konteks = |kewajiban: &Kewajiban, penanggung: &Penanggung| {
        let terpenuhi = dipenuhi.get(&(kewajiban.kode.clone(), penanggung.to_string()));
        let milik = match penanggung {
            Penanggung::Perangkat(kode) if banyak_pelaku.contains(kewajiban.kode.as_str()) => {
                lembaga.kode(kode).and_then(|unit| per_unit.get(&unit.id))
            }
            Penanggung::Perangkat(_) | Penanggung::Jabatan(_) | Penanggung::Tim(_) => None,
        };
        Konteks {
            awal: setelan.awal,
            sejak: setelan.mulai_hitung,
            sampai: sampai(app.today()),
            terpenuhi: terpenuhi.map_or(&[], Vec::as_slice),
            kejadian: milik.map_or(semua.as_slice(), Vec::as_slice),
            hari_kerja: &hari_kerja,
            geser: daftar.profil.pengaturan.geser_hari_libur,
        }
    };
    pelaksanaan::susun(daftar, &perangkat, &konteks).map_err(|galat| Error::refused(galat.to_string()))
}

/// Dates of accepted evidence. Where the next period is counted from the last fulfilment, a waived one counts as done on its due date,
/// or nothing would ever follow it.
async fn dipenuhi(app: &App, daftar: &DaftarKewajiban) -> Result<Dipenuhi> {
    let berantai: BTreeSet<&str> = daftar
        .kewajiban
        .iter()
        .filter(|satu| matches!(satu.jadwal, Jadwal::Berkala { acuan: Acuan::Terakhir, .. }))
        .map(|satu| satu.kode.as_str())
        .collect();
    let text = "select kewajiban, penanggung, keadaan, tanggal_bukti, jatuh from kewajiban_pelaksanaan where keadaan in ('terpenuhi','tidak_berlaku')";
    let mut hasil = Dipenuhi::new();
    for row in app.db.query(text, vec![]).await? {
        let kewajiban: String = row.get("kewajiban")?;
        if !berantai.contains(kewajiban.as_str()) {
            continue;
        }
        let tanggal = match row.get::<Option<Date>>("tanggal_bukti")? {
            Some(tanggal) => tanggal,
            None => row.get("jatuh")?,
        };
        hasil.entry((kewajiban, row.get("penanggung")?)).or_default().push(tanggal);
    }
    Ok(hasil)
}

const ADA: &str = "select p.id, p.kunci, p.kewajiban, p.unit, p.masa, p.mulai, p.akhir, p.jatuh, p.keadaan, \
    exists (select 1 from kewajiban_bukti b where b.pelaksanaan = p.id and not b.dicabut) as berbukti from kewajiban_pelaksanaan p";

fn satu_ada(row: &Row) -> Result<(String, Ada)> {
    let keadaan: String = row.get("keadaan")?;
    let ada = Ada {
        id: row.get("id")?,
        unit: row.get("unit")?,
        masa: Masa {
            kunci: row.get("masa")?,
            mulai: row.get("mulai")?,
            akhir: row.get("akhir")?,
            jatuh: row.get("jatuh")?,
        },
        keadaan: Keadaan::urai(&keadaan).ok_or_else(|| Error::internal(format!("unknown state {keadaan}")))?,
        berbukti: row.get("berbukti")?,
    };
    Ok((row.get("kunci")?, ada))
}

async fn ada(app: &App, hanya: Option<&BTreeSet<String>>) -> Result<BTreeMap<String, Ada>> {
    let (text, values) = match hanya {
        None => (ADA.to_owned(), vec![]),
        Some(hanya) => {
            let marks: Vec<String> = (1..=hanya.len()).map(|n| format!("${n}")).collect();
            let where_ =
                if marks.is_empty() { "false".to_owned() } else { format!("p.kewajiban in ({})", marks.join(",")) };
            (format!("{ADA} where {where_}"), hanya.iter().map(|kode| kode.as_str().into()).collect())
        }
    };
    app.db.query(&text, values).await?.iter().map(satu_ada).collect()
}

fn bandingkan(
    daftar: &DaftarKewajiban,
    lembaga: &Lembaga,
    seharusnya: Vec<Pelaksanaan>,
    ada: &BTreeMap<String, Ada>,
) -> Vec<Beda> {
    let mut beda = vec![];
    let mut kenal = BTreeSet::new();
    for satu in seharusnya {
        let kunci = satu.kunci();
        if !kenal.insert(kunci.clone()) {
            continue;
        }
        let unit = lembaga.rumah(daftar, &satu.penanggung);
        match ada.get(&kunci) {
            None => beda.push(Beda::Baru { pelaksanaan: satu, unit }),
            Some(lama) => match lama.keadaan {
                Keadaan::Gugur => {
                    beda.push(Beda::Ubah { id: lama.id, unit, masa: satu.masa.clone(), hidup_lagi: Some(satu) });
                }
                Keadaan::Terbuka | Keadaan::Dikembalikan | Keadaan::Diperiksa => {
                    if lama.unit != unit || lama.masa != satu.masa {
                        beda.push(Beda::Ubah { id: lama.id, unit, masa: satu.masa, hidup_lagi: None });
                    }
                }
                // What was decided keeps the dates on which it was decided; only who may see it follows the organisation.
                Keadaan::Terpenuhi | Keadaan::TidakBerlaku => {
                    if lama.unit != unit {
                        beda.push(Beda::Ubah { id: lama.id, unit, masa: lama.masa.clone(), hidup_lagi: None });
                    }
                }
            },
        }
    }
    for (kunci, lama) in ada {
        let terbuka = match lama.keadaan {
            Keadaan::Terbuka | Keadaan::Dikembalikan => true,
            Keadaan::Diperiksa | Keadaan::Terpenuhi | Keadaan::TidakBerlaku | Keadaan::Gugur => false,
        };
        if terbuka && !lama.berbukti && !kenal.contains(kunci) {
            beda.push(Beda::Gugur { id: lama.id });
        }
    }
    beda
}

/// Writes one part. What somebody else wrote meanwhile is looked at again under the lock.
async fn tulis(
    app: &App,
    daftar: &DaftarKewajiban,
    lembaga: &Lembaga,
    bagian: Vec<Beda>,
    perubahan: &mut Perubahan,
) -> Result<()> {
    let mut write = Write::system(app, "kewajiban.dihitung").await?;
    kernel::db::lock::exclusive(write.tx(), KUNCI).await?;
    let kini = kini(&mut write, &bagian).await?;
    let tabel = tabel::pelaksanaan();
    let mut ditulis = 0_usize;
    for beda in bagian {
        match beda {
            Beda::Baru { pelaksanaan, unit } => {
                if kini.kunci.contains(&pelaksanaan.kunci()) {
                    continue;
                }
                let id = Uuid::now_v7();
                write.insert(&tabel, id, baris_baru(&pelaksanaan, unit)).await?;
                let doc = dokumen(daftar, lembaga, &pelaksanaan, unit, id, &write);
                write.index(&doc).await?;
                perubahan.baru += 1;
            }
            Beda::Ubah { id, unit, masa, hidup_lagi } => {
                let mut values: Vec<(&str, Val)> = vec![
                    ("unit", unit.into()),
                    ("mulai", masa.mulai.into()),
                    ("akhir", masa.akhir.into()),
                    ("jatuh", masa.jatuh.into()),
                ];
                if let Some(pelaksanaan) = &hidup_lagi {
                    values.extend([("keadaan", Keadaan::Terbuka.kode().into()), ("alasan", Val::Null)]);
                    let doc = dokumen(daftar, lembaga, pelaksanaan, unit, id, &write);
                    write.index(&doc).await?;
                }
                write.update(&tabel, id, None, values).await?;
                perubahan.berubah += 1;
            }
            Beda::Gugur { id } => {
                if !kini.terbuka.contains(&id) {
                    continue;
                }
                write
                    .update(&tabel, id, None, vec![("keadaan", Keadaan::Gugur.kode().into()), ("alasan", GUGUR.into())])
                    .await?;
                write.unindex(id).await?;
                perubahan.gugur += 1;
            }
        }
        ditulis += 1;
    }
    if ditulis == 0 {
        return Ok(());
    }
    write.commit(&Subject::new("kewajiban", Uuid::nil(), "/kewajiban")).await
}

/// What is true under the lock of the rows that are about to be written.
struct Kini {
    kunci: BTreeSet<String>,
    terbuka: BTreeSet<Uuid>,
}

async fn kini(write: &mut Write, bagian: &[Beda]) -> Result<Kini> {
    let mut hasil = Kini { kunci: BTreeSet::new(), terbuka: BTreeSet::new() };
    let kunci: Vec<Val> = bagian
        .iter()
        .filter_map(|beda| match beda {
            Beda::Baru { pelaksanaan, .. } => Some(pelaksanaan.kunci().into()),
            Beda::Ubah { .. } | Beda::Gugur { .. } => None,
        })
        .collect();
    if !kunci.is_empty() {
        let marks: Vec<String> = (1..=kunci.len()).map(|n| format!("${n}")).collect();
        let text = format!("select kunci from kewajiban_pelaksanaan where kunci in ({})", marks.join(","));
        for row in write.tx().query(&text, kunci).await? {
            hasil.kunci.insert(row.get("kunci")?);
        }
    }
    let id: Vec<Val> = bagian
        .iter()
        .filter_map(|beda| match beda {
            Beda::Gugur { id } => Some((*id).into()),
            Beda::Baru { .. } | Beda::Ubah { .. } => None,
        })
        .collect();
    if !id.is_empty() {
        let marks: Vec<String> = (1..=id.len()).map(|n| format!("${n}")).collect();
        let text = format!("{ADA} where p.id in ({}) for update", marks.join(","));
        for row in write.tx().query(&text, id).await? {
            let (_, lama) = satu_ada(&row)?;
            if matches!(lama.keadaan, Keadaan::Terbuka | Keadaan::Dikembalikan) && !lama.berbukti {
                hasil.terbuka.insert(lama.id);
            }
        }
    }
    Ok(hasil)
}

fn baris_baru(pelaksanaan: &Pelaksanaan, unit: Option<Uuid>) -> Vec<(&'static str, Val)> {
    let masa = &pelaksanaan.masa;
    vec![
        ("kunci", pelaksanaan.kunci().into()),
        ("kewajiban", pelaksanaan.kewajiban.as_str().into()),
        ("penanggung", pelaksanaan.penanggung.to_string().into()),
        ("unit", unit.into()),
        ("masa", masa.kunci.as_str().into()),
        ("mulai", masa.mulai.into()),
        ("akhir", masa.akhir.into()),
        ("jatuh", masa.jatuh.into()),
        ("keadaan", Keadaan::Terbuka.kode().into()),
    ]
}

fn dokumen(
    daftar: &DaftarKewajiban,
    lembaga: &Lembaga,
    pelaksanaan: &Pelaksanaan,
    unit: Option<Uuid>,
    id: Uuid,
    write: &Write,
) -> Doc {
    let kewajiban = daftar.cari(&pelaksanaan.kewajiban);
    let (judul, uraian) =
        kewajiban.map_or((pelaksanaan.kewajiban.as_str(), ""), |satu| (satu.judul.as_str(), satu.uraian.as_str()));
    let masa = kalimat::masa(&pelaksanaan.masa.kunci, pelaksanaan.masa.mulai, pelaksanaan.masa.akhir);
    let nama = lembaga.nama(daftar, &pelaksanaan.penanggung.to_string());
    Doc {
        id,
        kind: kernel::search::kind(crate::resource::KUNCI, false),
        unit,
        owner: None,
        readers: vec![],
        title: format!("{judul}, {masa}"),
        summary: format!("{nama}. {uraian}"),
        url: store::pelaksanaan::href(id),
        stems: kernel::search::stems(&format!("{judul} {masa} {nama} {uraian}")),
        parts: None,
        updated: write.at(),
    }
}
