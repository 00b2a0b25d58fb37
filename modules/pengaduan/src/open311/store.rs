//! Rows: what was sent by Open311 and waits under a token, what everybody may read, and what the regency says of its service.
use std::collections::BTreeMap;

use kernel::{App, Class, Result, Row, Table, Val, Write, args};
use sha2::{Digest as _, Sha256};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::minta::Daftar;
use crate::model::Keadaan;

/// Requests that came by Open311.
pub fn tabel_kiriman() -> Table {
    Table::plain(
        "open311_kiriman",
        &[
            ("kunci", Class::Internal),
            ("pengaduan", Class::Internal),
            ("token", Class::Secret),
            ("pada", Class::Internal),
        ],
    )
}

/// What the regency says of its service; one row.
pub fn tabel_setelan() -> Table {
    Table::new(
        "open311_setelan",
        &[("kontak", Class::Public), ("cara_kunci", Class::Public), ("rilis_dahulu", Class::Public)],
    )
}

/// What the regency says of its service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setelan {
    /// Version of the row; 0 while there is none.
    pub version: i64,
    /// How to reach those who look after it.
    pub kontak: String,
    /// How to get a key.
    pub cara_kunci: String,
    /// A request appears when the coordinator has released it, and bears a token until then.
    pub rilis_dahulu: bool,
    /// Last change of this or of a service.
    pub diubah: Option<OffsetDateTime>,
}

/// The row of the settings.
pub const SETELAN: Uuid = Uuid::from_u128(0x0311_0000_0000_7000_8000_0000_0000_0001);

/// Reads the settings.
pub async fn setelan(app: &App) -> Result<Setelan> {
    let text = "select max(updated) as pada from kategori_pengaduan";
    let layanan: Option<OffsetDateTime> = app.db.one(text, args![]).await?.get("pada")?;
    let text = "select version, updated, kontak, cara_kunci, rilis_dahulu from open311_setelan where id = $1";
    match app.db.optional(text, args![SETELAN]).await? {
        Some(row) => Ok(Setelan {
            version: row.get("version")?,
            kontak: row.get("kontak")?,
            cara_kunci: row.get("cara_kunci")?,
            rilis_dahulu: row.get("rilis_dahulu")?,
            diubah: Some(row.get::<OffsetDateTime>("updated")?).max(layanan),
        }),
        None => {
            let nama = app.profile.name();
            Ok(Setelan {
                version: 0,
                kontak: format!("Pengelola pengaduan {nama}"),
                cara_kunci: format!("Minta kunci API kepada pengelola pengaduan {nama}"),
                rilis_dahulu: true,
                diubah: layanan,
            })
        }
    }
}

/// Keeps the settings.
///
/// # Errors
/// [`kernel::Error::Conflict`] when somebody else changed them meanwhile.
pub async fn simpan_setelan(
    write: &mut Write,
    versi: i64,
    kontak: &str,
    cara_kunci: &str,
    rilis_dahulu: bool,
) -> Result<()> {
    let values: Vec<(&str, Val)> =
        vec![("kontak", kontak.into()), ("cara_kunci", cara_kunci.into()), ("rilis_dahulu", rilis_dahulu.into())];
    let ada = write.tx().optional("select 1 as ada from open311_setelan where id = $1", args![SETELAN]).await?;
    match ada {
        Some(_) => write.update(&tabel_setelan(), SETELAN, Some(versi), values).await.map(drop),
        None => write.insert(&tabel_setelan(), SETELAN, values).await.map(drop),
    }
}

/// The token of a request: nobody else can make it, and the same request has the same one.
pub fn token(app: &App, pengaduan: Uuid) -> Result<String> {
    let mac = app.keys.mac("open311 token", pengaduan.as_bytes())?;
    Ok(kernel::keys::hex(&mac).chars().take(32).collect())
}

/// Notes that a complaint came by Open311.
pub async fn catat(write: &mut Write, kunci: Uuid, pengaduan: Uuid) -> Result<()> {
    let token = Sha256::digest(token(write.app(), pengaduan)?).to_vec();
    let pada = write.at();
    let values: Vec<(&str, Val)> =
        vec![("kunci", kunci.into()), ("pengaduan", pengaduan.into()), ("token", token.into()), ("pada", pada.into())];
    write.insert(&tabel_kiriman(), Uuid::now_v7(), values).await.map(drop)
}

/// The request of a token: nothing when the token is unknown, and no number while it has not been released.
pub async fn dari_token(app: &App, token: &str) -> Result<Option<Option<Uuid>>> {
    let text = "select p.id, p.terbit from open311_kiriman k join pengaduan p on p.id = k.pengaduan where k.token = $1";
    let row = app.db.optional(text, args![Sha256::digest(token.as_bytes()).to_vec()]).await?;
    row.map(|row| Ok(if row.get("terbit")? { Some(row.get("id")?) } else { None })).transpose()
}

/// A complaint as everybody may read it.
#[derive(Debug, Clone, PartialEq)]
pub struct Terbit {
    /// Row; `service_request_id`.
    pub id: Uuid,
    /// The agency that has it.
    pub unit: Option<Uuid>,
    /// State.
    pub keadaan: Keadaan,
    /// Code of the category.
    pub kategori: Option<String>,
    /// One line.
    pub judul: String,
    /// What happened.
    pub uraian: String,
    /// Code of the village.
    pub desa: Option<String>,
    /// Degrees north.
    pub lintang: Option<f64>,
    /// Degrees east.
    pub bujur: Option<f64>,
    /// When it came.
    pub diterima: OffsetDateTime,
    /// Last change.
    pub diubah: OffsetDateTime,
    /// When the outcome was reported.
    pub selesai: Option<OffsetDateTime>,
    /// Until when it has to be done.
    pub tenggat: Option<Date>,
}

const KOLOM: &str = "p.id, p.unit, p.keadaan, p.kategori, p.judul_publik, p.uraian_publik, p.desa, p.lintang, p.bujur, \
    p.diterima, p.updated, p.selesai, p.tenggat";

fn terbit(row: &Row) -> Result<Terbit> {
    Ok(Terbit {
        id: row.get("id")?,
        unit: row.get("unit")?,
        keadaan: Keadaan::urai(&row.get::<String>("keadaan")?).unwrap_or(Keadaan::Selesai),
        kategori: row.get("kategori")?,
        judul: row.get::<Option<String>>("judul_publik")?.unwrap_or_default(),
        uraian: row.get::<Option<String>>("uraian_publik")?.unwrap_or_default(),
        desa: row.get("desa")?,
        lintang: row.get("lintang")?,
        bujur: row.get("bujur")?,
        diterima: row.get("diterima")?,
        diubah: row.get("updated")?,
        selesai: row.get("selesai")?,
        tenggat: row.get("tenggat")?,
    })
}

fn tanda(values: &mut Vec<Val>, nilai: Val) -> String {
    values.push(nilai);
    format!("${}", values.len())
}

/// These requests, as far as they were released, in the order of coming, newest first.
pub async fn bernomor(app: &App, nomor: &[Uuid]) -> Result<Vec<Terbit>> {
    if nomor.is_empty() {
        return Ok(vec![]);
    }
    let mut values = vec![];
    let tempat: Vec<String> = nomor.iter().map(|id| tanda(&mut values, (*id).into())).collect();
    let text = format!(
        "select {KOLOM} from pengaduan p where p.terbit and p.id in ({}) order by p.diterima desc, p.id desc",
        tempat.join(", ")
    );
    app.db.query(&text, values).await?.iter().map(terbit).collect()
}

/// A list of released requests, newest first, in the order of one index.
pub async fn daftar(app: &App, minta: &Daftar) -> Result<Vec<Terbit>> {
    let mut values: Vec<Val> = vec![];
    let mut syarat = vec![
        "p.terbit".to_owned(),
        format!("p.diterima >= {}", tanda(&mut values, minta.dari.into())),
        format!("p.diterima <= {}", tanda(&mut values, minta.sampai.into())),
    ];
    match minta.layanan.as_slice() {
        [] => {}
        [satu] => syarat.push(format!("p.kategori = {}", tanda(&mut values, satu.as_str().into()))),
        banyak => {
            let tempat: Vec<String> = banyak.iter().map(|kode| tanda(&mut values, kode.as_str().into())).collect();
            syarat.push(format!("p.kategori in ({})", tempat.join(", ")));
        }
    }
    if let Some(terbuka) = minta.terbuka {
        syarat.push(format!("p.aktif = {}", tanda(&mut values, terbuka.into())));
    }
    let text = format!(
        "select {KOLOM} from pengaduan p where {} order by p.diterima desc, p.id desc limit {} offset {}",
        syarat.join(" and "),
        minta.banyak,
        minta.lewati
    );
    app.db.query(&text, values).await?.iter().map(terbit).collect()
}

/// The first released picture of each of these requests.
pub async fn gambar(app: &App, semua: &[Terbit]) -> Result<BTreeMap<Uuid, Uuid>> {
    let mut pertama = BTreeMap::new();
    if semua.is_empty() {
        return Ok(pertama);
    }
    let mut values = vec![];
    let tempat: Vec<String> = semua.iter().map(|satu| tanda(&mut values, satu.id.into())).collect();
    let text = format!(
        "select pengaduan, id from pengaduan_berkas where terbit and bersih is not null and jenis like 'image/%' \
         and pengaduan in ({}) order by id",
        tempat.join(", ")
    );
    for row in app.db.query(&text, values).await? {
        pertama.entry(row.get("pengaduan")?).or_insert(row.get("id")?);
    }
    Ok(pertama)
}
