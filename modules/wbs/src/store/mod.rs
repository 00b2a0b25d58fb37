//! Rows of the module's own database. Nothing here goes through the kernel's [`Write`](kernel::Write): its log keeps instants, and this
//! database keeps days. What was done is in [`jejak`].
pub mod angka;
pub mod berkas;
pub mod eskro;
pub mod identitas;
pub mod isi;
pub mod jejak;
pub mod kunci;
pub mod laporan;
pub mod latihan;
pub mod sapu;

use kernel::db::Tx;
use kernel::{App, Db, Result, args};
use segel::Cost;
use time::Date;

/// Tables with rows of reports, those first that refer to others.
pub const LAPORAN: &[&str] =
    &["wbs_minta_isi", "wbs_minta", "wbs_identitas", "wbs_potong", "wbs_isi", "wbs_segel", "wbs_laporan"];

/// Every table with rows that are deleted or changed.
pub const TABEL: &[&str] = &[
    "wbs_minta_isi",
    "wbs_minta",
    "wbs_identitas",
    "wbs_potong",
    "wbs_isi",
    "wbs_segel",
    "wbs_laporan",
    "wbs_latihan",
    "wbs_serah",
    "wbs_pemulihan",
    "wbs_bagian",
    "wbs_penunjukan",
    "wbs_kunci",
];

/// The module's own database.
pub async fn db(app: &App) -> Result<&Db> {
    app.apart("wbs").await
}

/// Where rows are read: from the database as it is kept, or inside a transaction, which also sees what others before it in line have done and
/// the database has not kept yet.
pub enum Dari<'a> {
    /// As it is kept.
    Basis(&'a Db),
    /// Inside.
    Dalam(&'a mut Tx),
}

impl Dari<'_> {
    /// Rows of a query.
    pub async fn query(&mut self, text: &str, args: Vec<kernel::db::Val>) -> Result<Vec<kernel::Row>> {
        Ok(match self {
            Dari::Basis(db) => db.query(text, args).await?,
            Dari::Dalam(tx) => tx.query(text, args).await?,
        })
    }
}

/// Today in the regency: the finest time that is kept.
pub fn hari(app: &App) -> Date {
    app.today()
}

/// What receipt codes are stretched with; fixed when the first one is made, or no code would be found again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setelan {
    /// Salt of the installation.
    pub garam: Vec<u8>,
    /// Cost.
    pub biaya: Cost,
}

/// Reads it, or fixes it.
pub async fn setelan(app: &App) -> Result<Setelan> {
    let (serentak, antre) = crate::setelan::antrean(app)?;
    crate::sandi::atur(serentak, antre);
    let text = "select garam, memori, putaran from wbs_setelan where id = 1";
    if let Some(row) = db(app).await?.optional(text, vec![]).await? {
        return setelan_row(&row);
    }
    let biaya = crate::setelan::biaya(app)?;
    let mut garam = vec![0; 16];
    segel::random(&mut garam).map_err(crate::sandi::rusak)?;
    let mut tx = db(app).await?.begin().await?;
    let baru =
        "insert into wbs_setelan (id, garam, memori, putaran) values (1, $1, $2, $3) on conflict (id) do nothing";
    tx.exec(baru, args![garam, i64::from(biaya.memory), i64::from(biaya.passes)]).await?;
    let row = tx.one(text, vec![]).await?;
    tx.commit().await?;
    setelan_row(&row)
}

fn setelan_row(row: &kernel::Row) -> Result<Setelan> {
    Ok(Setelan { garam: row.get("garam")?, biaya: biaya(row)? })
}

/// The cost that a row says.
pub fn biaya(row: &kernel::Row) -> Result<Cost> {
    let number = |name: &str| -> Result<u32> { u32::try_from(row.get::<i64>(name)?).map_err(kernel::Error::internal) };
    Ok(Cost { memory: number("memori")?, passes: number("putaran")? })
}

/// One after the other: numbers, places and entries are given out inside.
pub async fn giliran(tx: &mut Tx) -> Result<()> {
    Ok(kernel::db::lock::exclusive(tx, "wbs").await?)
}
