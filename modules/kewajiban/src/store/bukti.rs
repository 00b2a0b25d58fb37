//! Evidence of obligations.

use crate::tabel;
use kernel::{App, Result, Row, Write, args};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

/// What the evidence is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Isi {
    /// A stored file.
    Berkas(Uuid),
    /// An address.
    Tautan(String),
    /// A record of a module: kind, id and its page.
    Rekaman { jenis: String, id: Uuid, href: String },
}

/// One piece of evidence.
#[derive(Debug, Clone)]
pub struct Bukti {
    /// Row.
    pub id: Uuid,
    /// The obligation.
    pub pelaksanaan: Uuid,
    /// What it is.
    pub isi: Isi,
    /// What it is called.
    pub judul: String,
    /// Date of the document or of what it shows.
    pub tanggal: Date,
    /// A remark; may be empty.
    pub catatan: String,
    /// Who added it.
    pub oleh: Option<Uuid>,
    /// When.
    pub created: OffsetDateTime,
}

const COLUMNS: &str =
    "id, created, pelaksanaan, jenis, judul, tanggal, catatan, berkas, alamat, rekaman_jenis, rekaman, oleh";

fn bukti(row: &Row) -> Result<Bukti> {
    let alamat = row.get::<Option<String>>("alamat")?.unwrap_or_default();
    let isi = match row.get::<String>("jenis")?.as_str() {
        "berkas" => Isi::Berkas(row.get("berkas")?),
        "rekaman" => Isi::Rekaman { jenis: row.get("rekaman_jenis")?, id: row.get("rekaman")?, href: alamat },
        _ => Isi::Tautan(alamat),
    };
    Ok(Bukti {
        id: row.get("id")?,
        pelaksanaan: row.get("pelaksanaan")?,
        isi,
        judul: row.get("judul")?,
        tanggal: row.get("tanggal")?,
        catatan: row.get("catatan")?,
        oleh: row.get("oleh")?,
        created: row.get("created")?,
    })
}

/// Evidence of an obligation that the caller has found through its scope, oldest first.
pub async fn of(app: &App, pelaksanaan: Uuid) -> Result<Vec<Bukti>> {
    let text = format!("select {COLUMNS} from kewajiban_bukti where pelaksanaan = $1 and not dicabut order by id");
    app.db.query(&text, args![pelaksanaan]).await?.iter().map(bukti).collect()
}

/// The same inside a change.
pub async fn of_tx(write: &mut Write, pelaksanaan: Uuid) -> Result<Vec<Bukti>> {
    let text = format!("select {COLUMNS} from kewajiban_bukti where pelaksanaan = $1 and not dicabut order by id");
    write.tx().query(&text, args![pelaksanaan]).await?.iter().map(bukti).collect()
}

/// What is added.
#[derive(Debug, Clone)]
pub struct Baru {
    pub isi: Isi,
    pub judul: String,
    pub tanggal: Date,
    pub catatan: String,
    /// Who adds it.
    pub oleh: Option<Uuid>,
}

/// Adds evidence.
pub async fn insert(write: &mut Write, pelaksanaan: Uuid, baru: Baru) -> Result<Uuid> {
    let (jenis, berkas, alamat, rekaman_jenis, rekaman) = match baru.isi {
        Isi::Berkas(id) => ("berkas", Some(id), None, None, None),
        Isi::Tautan(alamat) => ("tautan", None, Some(alamat), None, None),
        Isi::Rekaman { jenis, id, href } => ("rekaman", None, Some(href), Some(jenis), Some(id)),
    };
    let values = vec![
        ("pelaksanaan", pelaksanaan.into()),
        ("jenis", jenis.into()),
        ("judul", baru.judul.into()),
        ("tanggal", baru.tanggal.into()),
        ("catatan", baru.catatan.into()),
        ("berkas", berkas.into()),
        ("alamat", alamat.into()),
        ("rekaman_jenis", rekaman_jenis.into()),
        ("rekaman", rekaman.into()),
        ("oleh", baru.oleh.into()),
        ("dicabut", false.into()),
    ];
    write.insert(&tabel::bukti(), Uuid::now_v7(), values).await
}

/// Takes evidence back. The row stays, for the history.
pub async fn cabut(write: &mut Write, bukti: &Bukti) -> Result<()> {
    write.update(&tabel::bukti(), bukti.id, None, vec![("dicabut", true.into())]).await?;
    if let Isi::Berkas(berkas) = bukti.isi {
        kernel::file::remove(write, berkas).await?;
    }
    Ok(())
}
