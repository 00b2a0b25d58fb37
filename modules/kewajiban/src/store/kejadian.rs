//! Events that people report and that call for conditional duties.

use crate::tabel;
use kernel::{App, Error, Result, Row, Rows, Scope, Write, args};
use time::Date;
use uuid::Uuid;

/// A reported event.
#[derive(Debug, Clone)]
pub struct Kejadian {
    /// Row.
    pub id: Uuid,
    /// Grows with each change.
    pub version: i64,
    /// Trigger of the profile.
    pub kode: String,
    /// When it happened.
    pub tanggal: Date,
    /// What happened.
    pub uraian: String,
    /// The agency where it happened; none: the whole regency.
    pub unit: Option<Uuid>,
    /// Who reported it.
    pub oleh: Option<Uuid>,
    /// It was reported by mistake.
    pub batal: bool,
    /// Why it was taken back.
    pub alasan_batal: Option<String>,
}

/// What concerns the whole regency is everybody's to read.
const ROWS: Rows = Rows { unit: "unit", owner: "oleh", public: "false" };
const COLUMNS: &str = "id, version, kode, tanggal, uraian, unit, oleh, batal, alasan_batal";

fn kejadian(row: &Row) -> Result<Kejadian> {
    Ok(Kejadian {
        id: row.get("id")?,
        version: row.get("version")?,
        kode: row.get("kode")?,
        tanggal: row.get("tanggal")?,
        uraian: row.get("uraian")?,
        unit: row.get("unit")?,
        oleh: row.get("oleh")?,
        batal: row.get("batal")?,
        alasan_batal: row.get("alasan_batal")?,
    })
}

/// Events, newest first: those of the whole regency and those inside the scope. `before` continues.
pub async fn list(app: &App, scope: &Scope, before: Option<(Date, Uuid)>, limit: usize) -> Result<Vec<Kejadian>> {
    if scope.is_nothing() {
        return Ok(vec![]);
    }
    let mut values = vec![];
    let inside = scope.filter(&ROWS, &mut values);
    let mut where_ = format!("(unit is null or {inside})");
    if let Some((tanggal, id)) = before {
        values.extend(args![tanggal, id]);
        let n = values.len();
        where_.push_str(&format!(" and (tanggal < ${} or (tanggal = ${} and id < ${n}))", n - 1, n - 1));
    }
    let text =
        format!("select {COLUMNS} from kewajiban_kejadian where {where_} order by tanggal desc, id desc limit {limit}");
    app.db.query(&text, values).await?.iter().map(kejadian).collect()
}

/// One event that the scope holds.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find(app: &App, scope: &Scope, id: Uuid) -> Result<Kejadian> {
    let row = app.db.one(&format!("select {COLUMNS} from kewajiban_kejadian where id = $1"), args![id]).await?;
    let satu = kejadian(&row)?;
    let boleh = satu.unit.is_none() && !scope.is_nothing() || scope.holds(satu.unit, satu.oleh);
    if boleh { Ok(satu) } else { Err(Error::NotFound) }
}

/// All events that count, for the computation.
pub async fn semua(app: &App) -> Result<Vec<Kejadian>> {
    let text = format!("select {COLUMNS} from kewajiban_kejadian where not batal order by tanggal, id");
    app.db.query(&text, vec![]).await?.iter().map(kejadian).collect()
}

/// Reports an event.
pub async fn insert(write: &mut Write, kode: &str, tanggal: Date, uraian: &str, unit: Option<Uuid>) -> Result<Uuid> {
    let values = vec![
        ("kode", kode.into()),
        ("tanggal", tanggal.into()),
        ("uraian", uraian.into()),
        ("unit", unit.into()),
        ("oleh", write.actor().into()),
        ("batal", false.into()),
    ];
    write.insert(&tabel::kejadian(), Uuid::now_v7(), values).await
}

/// Takes an event back.
pub async fn batal(write: &mut Write, id: Uuid, version: i64, alasan: &str) -> Result<()> {
    write
        .update(&tabel::kejadian(), id, Some(version), vec![("batal", true.into()), ("alasan_batal", alasan.into())])
        .await?;
    Ok(())
}
