//! Comments and whether they are shown.
use kernel::{App, Result, Row, Rows, Scope, Val, Write, args};
use time::Date;
use uuid::Uuid;

use crate::rules::samar;
use crate::tabel;

/// Comments on one page.
pub const SEHALAMAN: usize = 25;
/// Comments on a public page.
const TAYANG: usize = 30;
/// Kind of record in the log.
pub const KIND: &str = "survei_komentar";

/// Whether a comment is shown: word in the database and on pages.
pub const STATUS: [(&str, &str); 3] =
    [("menunggu", "Menunggu"), ("tayang", "Ditayangkan"), ("tidak_tayang", "Tidak ditayangkan")];

const ROWS: Rows = Rows { unit: "k.unit", owner: "k.owner", public: "false" };

/// A comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Komentar {
    /// Row.
    pub id: Uuid,
    /// Grows with each change.
    pub version: i64,
    /// Period.
    pub periode: Uuid,
    /// Service.
    pub layanan: Uuid,
    /// Name of the service.
    pub nama_layanan: String,
    /// Agency.
    pub unit: Uuid,
    /// See [`STATUS`].
    pub status: String,
    /// As it came.
    pub isi: String,
    /// As it is shown, or proposed to be.
    pub tayang: String,
    /// The day it came.
    pub hari: Date,
}

fn satu(app: &App, row: &Row) -> Result<Komentar> {
    Ok(Komentar {
        id: row.get("id")?,
        version: row.get("version")?,
        periode: row.get("periode")?,
        layanan: row.get("layanan")?,
        nama_layanan: row.get("nama_layanan")?,
        unit: row.get("unit")?,
        status: row.get("status")?,
        isi: row.get("isi")?,
        tayang: row.get("tayang")?,
        hari: row.get::<time::OffsetDateTime>("created")?.to_offset(app.offset()).date(),
    })
}

const KOLOM: &str = "select k.id, k.version, k.periode, k.layanan, l.nama as nama_layanan, k.unit, k.status, k.isi, k.tayang, k.created \
    from survei_komentar k join layanan_survei l on l.id = k.layanan";

/// A new one, which waits, with a first proposal of what to cover.
pub async fn tambah(write: &mut Write, periode: Uuid, layanan: Uuid, unit: Uuid, isi: &str) -> Result<Uuid> {
    let values = vec![
        ("periode", periode.into()),
        ("layanan", layanan.into()),
        ("unit", unit.into()),
        ("owner", Val::Null),
        ("status", "menunggu".into()),
        ("isi", isi.into()),
        ("tayang", samar::samarkan(isi).into()),
    ];
    write.insert(&tabel::komentar(), Uuid::now_v7(), values).await
}

/// One that the scope holds.
///
/// # Errors
/// [`kernel::Error::NotFound`].
pub async fn find(app: &App, scope: &Scope, id: Uuid) -> Result<Komentar> {
    let mut values = args![id];
    let scope = scope.filter(&ROWS, &mut values);
    satu(app, &app.db.one(&format!("{KOLOM} where k.id = $1 and {scope}"), values).await?)
}

/// Those of one state, oldest first; one more than a page tells that there are more.
pub async fn list(app: &App, scope: &Scope, status: &str, setelah: Option<Uuid>) -> Result<Vec<Komentar>> {
    let mut values = args![status];
    let mut saring = scope.filter(&ROWS, &mut values);
    if let Some(id) = setelah {
        values.push(id.into());
        saring.push_str(&format!(" and k.id > ${}", values.len()));
    }
    let text = format!("{KOLOM} where k.status = $1 and {saring} order by k.id limit {}", SEHALAMAN + 1);
    app.db.query(&text, values).await?.iter().map(|row| satu(app, row)).collect()
}

/// How many wait, at most `paling`.
pub async fn menunggu(app: &App, scope: &Scope, paling: usize) -> Result<usize> {
    let mut values = vec![];
    let scope = scope.filter(&ROWS, &mut values);
    let text = format!("select k.id from survei_komentar k where k.status = 'menunggu' and {scope} limit {paling}");
    Ok(app.db.query(&text, values).await?.len())
}

/// The shown ones of a period, newest first: service and text.
pub async fn tayang(app: &App, periode: Uuid, layanan: Option<Uuid>) -> Result<Vec<(String, String)>> {
    let mut values = args![periode];
    let milik = match layanan {
        Some(id) => {
            values.push(id.into());
            "and k.layanan = $2"
        }
        None => "",
    };
    let text = format!(
        "select l.nama, k.tayang from survei_komentar k join layanan_survei l on l.id = k.layanan \
         where k.periode = $1 and k.status = 'tayang' {milik} order by k.id desc limit {TAYANG}"
    );
    app.db.query(&text, values).await?.iter().map(|row| Ok((row.get("nama")?, row.get("tayang")?))).collect()
}

/// Decides whether and how one is shown.
///
/// # Errors
/// [`kernel::Error::Conflict`] when somebody was quicker.
pub async fn putuskan(write: &mut Write, id: Uuid, version: i64, status: &str, tayang: &str) -> Result<()> {
    let owner = write.actor();
    let values = vec![("status", status.into()), ("tayang", tayang.into()), ("owner", owner.into())];
    write.update(&tabel::komentar(), id, Some(version), values).await?;
    Ok(())
}
