//! What everybody may read: complaints that their reporter agreed to publish and the coordinator released, with texts that went through
//! [`crate::rules::samar`] and the coordinator's eyes. No name, no address of a person, no account, no number of a receipt.
use kernel::{App, Result, Row, Val, args};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use crate::model::{Keadaan, Klasifikasi};
use crate::rules::jam;

/// A published complaint.
#[derive(Debug, Clone, PartialEq)]
pub struct Terbit {
    /// Row; part of its public address.
    pub id: Uuid,
    /// The agency that has it.
    pub unit: Option<Uuid>,
    /// State.
    pub keadaan: Keadaan,
    /// Class.
    pub klasifikasi: Option<Klasifikasi>,
    /// Code of the category.
    pub kategori: Option<String>,
    /// One line.
    pub judul: String,
    /// What happened.
    pub uraian: String,
    /// Code of the village.
    pub desa: Option<String>,
    /// When it came.
    pub diterima: OffsetDateTime,
    /// Last change.
    pub diubah: OffsetDateTime,
    /// When it was released.
    pub terbit_pada: OffsetDateTime,
    /// Until when the next step is due.
    pub batas: Option<Date>,
    /// Until when it has to be done.
    pub tenggat: Option<Date>,
    /// When the outcome was reported.
    pub selesai: Option<OffsetDateTime>,
    /// It was done after its day.
    pub terlambat: bool,
    /// Rating, 1 to 5.
    pub nilai: Option<i64>,
    /// How many follow it or have the same.
    pub pengikut: i64,
}

/// What the public list is narrowed to; everything empty is all.
#[derive(Debug, Clone, Default)]
pub struct Saring {
    /// Code of a category.
    pub kategori: Option<String>,
    /// Only those under way, or only those that are over.
    pub berjalan: Option<bool>,
    /// Received from this moment on. Together with `sampai` the list is in the order of coming, newest first, not of release.
    pub dari: Option<OffsetDateTime>,
    /// Received before this moment.
    pub sampai: Option<OffsetDateTime>,
}

impl Saring {
    fn menurut_datang(&self) -> bool {
        self.dari.is_some() || self.sampai.is_some()
    }
}

/// Where a page begins: after this row, newest first. The moment is that of release, or of coming where the list is narrowed by that.
pub type Tempat = Option<(OffsetDateTime, Uuid)>;

const KOLOM: &str = "p.id, p.unit, p.keadaan, p.klasifikasi, p.kategori, p.judul_publik, p.uraian_publik, p.desa, p.diterima, p.updated, \
    p.terbit_pada, p.batas, p.tenggat, p.selesai, p.terlambat, p.nilai, p.pengikut";

fn terbit(row: &Row) -> Result<Terbit> {
    Ok(Terbit {
        id: row.get("id")?,
        unit: row.get("unit")?,
        keadaan: Keadaan::urai(&row.get::<String>("keadaan")?).unwrap_or(Keadaan::Selesai),
        klasifikasi: row.get::<Option<String>>("klasifikasi")?.and_then(|kode| Klasifikasi::urai(&kode)),
        kategori: row.get("kategori")?,
        judul: row.get::<Option<String>>("judul_publik")?.unwrap_or_default(),
        uraian: row.get::<Option<String>>("uraian_publik")?.unwrap_or_default(),
        desa: row.get("desa")?,
        diterima: row.get("diterima")?,
        diubah: row.get("updated")?,
        terbit_pada: row.get("terbit_pada")?,
        batas: jam::baca(row.get::<Date>("batas")?),
        tenggat: row.get("tenggat")?,
        selesai: row.get("selesai")?,
        terlambat: row.get("terlambat")?,
        nilai: row.get("nilai")?,
        pengikut: row.get("pengikut")?,
    })
}

/// A page of published complaints, newest first: at most `limit`, and whether there are more. Read in the order of one index.
pub async fn daftar(app: &App, saring: &Saring, setelah: Tempat, limit: usize) -> Result<(Vec<Terbit>, bool)> {
    let saat = if saring.menurut_datang() { "p.diterima" } else { "p.terbit_pada" };
    let mut values: Vec<Val> = vec![];
    let mut syarat = vec!["p.terbit".to_owned()];
    let mut tanda = |nilai: Val| {
        values.push(nilai);
        format!("${}", values.len())
    };
    if let Some(kategori) = &saring.kategori {
        syarat.push(format!("p.kategori = {}", tanda(kategori.as_str().into())));
    }
    if let Some(berjalan) = saring.berjalan {
        syarat.push(format!("p.aktif = {}", tanda(berjalan.into())));
    }
    if let Some(dari) = saring.dari {
        syarat.push(format!("p.diterima >= {}", tanda(dari.into())));
    }
    if let Some(sampai) = saring.sampai {
        syarat.push(format!("p.diterima < {}", tanda(sampai.into())));
    }
    if let Some((pada, id)) = setelah {
        syarat.push(format!("({saat}, p.id) < ({}, {})", tanda(pada.into()), tanda(id.into())));
    }
    let text = format!(
        "select {KOLOM} from pengaduan p where {} order by {saat} desc, p.id desc limit {}",
        syarat.join(" and "),
        limit + 1
    );
    let rows = app.db.query(&text, values).await?;
    let lagi = rows.len() > limit;
    Ok((rows.iter().take(limit).map(terbit).collect::<Result<_>>()?, lagi))
}

/// One published complaint.
///
/// # Errors
/// [`kernel::Error::NotFound`], also for one that is not published.
pub async fn satu(app: &App, id: Uuid) -> Result<Terbit> {
    let text = format!("select {KOLOM} from pengaduan p where p.id = $1 and p.terbit");
    terbit(&app.db.one(&text, args![id]).await?)
}
