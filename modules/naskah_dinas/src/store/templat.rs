//! Templates by kind; a saved version never changes.
use kernel::{App, Result, Row, Write, args};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::tabel;

/// A version of a template.
#[derive(Debug, Clone)]
pub struct Templat {
    /// Row.
    pub id: Uuid,
    /// Key of the kind.
    pub jenis: String,
    /// Its number, from 2; the built-in one is 1.
    pub versi: i64,
    /// Typst text.
    pub isi: String,
    /// Why it was changed.
    pub catatan: String,
    /// Who made it.
    pub oleh: Option<Uuid>,
    /// When.
    pub pada: OffsetDateTime,
    /// New letters of the kind are set with it.
    pub dipakai: bool,
}

/// The number of the template that comes with the program.
pub const BAWAAN: i64 = 1;

fn templat(row: &Row) -> Result<Templat> {
    Ok(Templat {
        id: row.get("id")?,
        jenis: row.get("jenis")?,
        versi: row.get("versi")?,
        isi: row.get("isi")?,
        catatan: row.get("catatan")?,
        oleh: row.get("oleh")?,
        pada: row.get("pada")?,
        dipakai: row.get("dipakai")?,
    })
}

const COLUMNS: &str = "id, jenis, versi, isi, catatan, oleh, pada, dipakai";

/// Versions of a kind, newest first.
pub async fn semua(app: &App, jenis: &str) -> Result<Vec<Templat>> {
    let text = format!("select {COLUMNS} from naskah_templat where jenis = $1 order by versi desc limit 200");
    app.db.query(&text, args![jenis]).await?.iter().map(templat).collect()
}

/// One version; none for the built-in one.
pub async fn versi(app: &App, jenis: &str, versi: i64) -> Result<Option<Templat>> {
    let text = format!("select {COLUMNS} from naskah_templat where jenis = $1 and versi = $2");
    app.db.optional(&text, args![jenis, versi]).await?.as_ref().map(templat).transpose()
}

/// The version with which new letters of a kind are set.
pub async fn dipakai(app: &App, jenis: &str) -> Result<i64> {
    let row = app.db.optional("select versi from naskah_templat where jenis = $1 and dipakai", args![jenis]).await?;
    row.map_or(Ok(BAWAAN), |row| Ok(row.get("versi")?))
}

/// The version in use of every kind that has one of its own.
pub async fn daftar(app: &App) -> Result<Vec<(String, i64)>> {
    let rows = app.db.query("select jenis, versi from naskah_templat where dipakai", args![]).await?;
    rows.iter().map(|row| Ok((row.get("jenis")?, row.get("versi")?))).collect()
}

/// Saves a new version and puts it in use. Returns its number.
pub async fn tambah(write: &mut Write, jenis: &str, isi: &str, catatan: &str) -> Result<(Uuid, i64)> {
    kernel::db::lock::exclusive(write.tx(), &format!("naskah_templat/{jenis}")).await?;
    let row = write
        .tx()
        .one("select coalesce(max(versi), 1) as versi from naskah_templat where jenis = $1", args![jenis])
        .await?;
    let versi = row.get::<i64>("versi")? + 1;
    lepas(write, jenis).await?;
    let values = vec![
        ("jenis", jenis.into()),
        ("versi", versi.into()),
        ("isi", isi.into()),
        ("catatan", catatan.into()),
        ("oleh", write.actor().into()),
        ("pada", write.at().into()),
        ("dipakai", true.into()),
    ];
    let id = write.insert(&tabel::templat(), Uuid::now_v7(), values).await?;
    Ok((id, versi))
}

/// Puts another version in use; [`BAWAAN`] is the built-in one.
pub async fn pakai(write: &mut Write, jenis: &str, versi: i64) -> Result<()> {
    kernel::db::lock::exclusive(write.tx(), &format!("naskah_templat/{jenis}")).await?;
    lepas(write, jenis).await?;
    if versi != BAWAAN {
        let row = write
            .tx()
            .one("select id from naskah_templat where jenis = $1 and versi = $2", args![jenis, versi])
            .await?;
        write.update(&tabel::templat(), row.get("id")?, None, vec![("dipakai", true.into())]).await?;
    }
    Ok(())
}

async fn lepas(write: &mut Write, jenis: &str) -> Result<()> {
    let rows = write.tx().query("select id from naskah_templat where jenis = $1 and dipakai", args![jenis]).await?;
    for row in rows {
        write.update(&tabel::templat(), row.get("id")?, None, vec![("dipakai", false.into())]).await?;
    }
    Ok(())
}
