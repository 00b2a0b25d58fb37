//! Survey periods.
use kernel::{App, Error, Result, Row, Rows, Scope, Val, Write, args, db};
use register::Record;
use time::Date;
use uuid::Uuid;

use crate::model::Periode;
use crate::registers::PERIODE;
use crate::rules::masa::{Lama, Masa, sisakan};

const KOLOM: &str = "id, unit, nama, mulai, selesai, populasi, status";
/// Periods on one page of officers.
pub const SEHALAMAN: usize = 50;

fn satu(row: &Row) -> Result<Periode> {
    Ok(Periode {
        id: row.get("id")?,
        unit: row.get("unit")?,
        nama: row.get("nama")?,
        mulai: row.get("mulai")?,
        selesai: row.get("selesai")?,
        populasi: row.get("populasi")?,
        status: row.get("status")?,
    })
}

/// One that the scope holds.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find(app: &App, scope: &Scope, id: Uuid) -> Result<Periode> {
    let mut values = args![id];
    let scope = scope.filter(&Rows::PLAIN, &mut values);
    satu(&app.db.one(&format!("select {KOLOM} from periode_survei where id = $1 and {scope}"), values).await?)
}

/// One that is published.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn terbit(app: &App, id: Uuid) -> Result<Periode> {
    let text = format!("select {KOLOM} from periode_survei where id = $1 and status = 'terbit'");
    satu(&app.db.one(&text, args![id]).await?)
}

/// Those of the scope, the last ones first; of one state if wished. One more than a page tells that there are more.
pub async fn list(app: &App, scope: &Scope, status: &str, setelah: Option<(Date, Uuid)>) -> Result<Vec<Periode>> {
    let mut values: Vec<Val> = vec![];
    let mut saring = scope.filter(&Rows::PLAIN, &mut values);
    if !status.is_empty() {
        values.push(status.into());
        saring.push_str(&format!(" and status = ${}", values.len()));
    }
    if let Some((selesai, id)) = setelah {
        values.extend(args![selesai, id]);
        let n = values.len();
        saring.push_str(&format!(" and (selesai, id) < (${}, ${n})", n - 1));
    }
    let text = format!(
        "select {KOLOM} from periode_survei where {saring} order by selesai desc, id desc limit {}",
        SEHALAMAN + 1
    );
    app.db.query(&text, values).await?.iter().map(satu).collect()
}

/// First and last day of what is published; none when nothing is.
pub async fn rentang_terbit(app: &App) -> Result<Option<(Date, Date)>> {
    let text = "select min(selesai) as awal, max(selesai) as akhir from periode_survei where status = 'terbit'";
    let row = app.db.one(text, args![]).await?;
    Ok(row.get::<Option<Date>>("awal")?.zip(row.get::<Option<Date>>("akhir")?))
}

async fn lain(write: &mut Write, unit: Uuid, kecuali: Uuid) -> Result<Vec<Masa>> {
    let text = "select mulai, selesai from periode_survei where unit = $1 and id <> $2 order by selesai desc limit 200";
    let rows = write.tx().query(text, args![unit, kecuali]).await?;
    rows.iter().map(|row| Ok(Masa { mulai: row.get("mulai")?, selesai: row.get("selesai")? })).collect()
}

/// Refuses days that meet another period of the unit, or that leave out an answer which the period holds.
pub async fn periksa_hari(
    write: &mut Write,
    id: Uuid,
    unit: Uuid,
    mulai: Option<Date>,
    selesai: Option<Date>,
) -> Result<()> {
    let (Some(mulai), Some(selesai)) = (mulai, selesai) else { return Ok(()) };
    db::lock::exclusive(write.tx(), &format!("survei periode {unit}")).await?;
    let masa = Masa { mulai, selesai };
    if lain(write, unit, id).await?.iter().any(|satu| satu.bertemu(&masa)) {
        return Err(Error::field("mulai", "Unit ini sudah mempunyai masa survei pada sebagian hari itu"));
    }
    let text = "select 1 as yes from survei_jawaban where periode = $1 and (hari < $2 or hari > $3) limit 1";
    if write.tx().optional(text, args![id, mulai, selesai]).await?.is_some() {
        return Err(Error::field("selesai", "Masa survei ini sudah mempunyai jawaban di luar hari-hari itu"));
    }
    Ok(())
}

/// The period into which an answer of this day belongs; made when there is none.
///
/// # Errors
/// [`Error::Refused`] when it has been closed.
pub async fn untuk(write: &mut Write, unit: Uuid, hari: Date, lama: Lama) -> Result<Uuid> {
    let text = "select id, status from periode_survei where unit = $1 and selesai >= $2 and mulai <= $2 order by selesai limit 1";
    let mut ada = write.tx().optional(text, args![unit, hari]).await?;
    if ada.is_none() {
        db::lock::exclusive(write.tx(), &format!("survei periode {unit}")).await?;
        ada = write.tx().optional(text, args![unit, hari]).await?;
    }
    if let Some(row) = ada {
        if row.get::<String>("status")? != "terbuka" {
            return Err(Error::refused("Masa survei ini sudah ditutup. Terima kasih atas kesediaan Anda."));
        }
        return Ok(row.get("id")?);
    }
    let (penuh, nama) = lama.dari(hari);
    let masa = sisakan(penuh, hari, &lain(write, unit, Uuid::nil()).await?);
    let mut record = Record::blank(&PERIODE, Uuid::now_v7());
    record.unit = Some(unit);
    record.set("nama", nama);
    record.set("mulai", masa.mulai);
    record.set("selesai", masa.selesai);
    Ok(register::store::insert(write, &record).await?.id)
}
