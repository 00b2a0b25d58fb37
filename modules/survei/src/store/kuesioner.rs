//! Wordings of services.
use kernel::{App, Result, Write, args, db};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::kuesioner::{Kuesioner, Pertanyaan, bawaan, dari_json};
use crate::tabel;

/// What is asked about a service now.
pub async fn terbaru(app: &App, layanan: Uuid) -> Result<Kuesioner> {
    let text = "select id, ke, isi from survei_kuesioner where layanan = $1 order by ke desc limit 1";
    let Some(row) = app.db.optional(text, args![layanan]).await? else { return Ok(bawaan()) };
    Ok(match dari_json(row.get::<Json>("isi")?) {
        Some(isi) => Kuesioner { id: Some(row.get("id")?), ke: row.get("ke")?, isi },
        None => bawaan(),
    })
}

/// Keeps a new version; the earlier ones stay.
pub async fn tambah(write: &mut Write, layanan: Uuid, isi: &[Pertanyaan]) -> Result<i64> {
    db::lock::exclusive(write.tx(), &format!("survei kuesioner {layanan}")).await?;
    let text = "select coalesce(max(ke), 0) as ke from survei_kuesioner where layanan = $1";
    let ke = write.tx().one(text, args![layanan]).await?.get::<i64>("ke")? + 1;
    let hari = write.at().to_offset(write.app().offset()).date();
    let values = vec![
        ("layanan", layanan.into()),
        ("ke", ke.into()),
        ("isi", serde_json::to_value(isi)?.into()),
        ("hari", hari.into()),
        ("oleh", write.actor().into()),
    ];
    write.insert(&tabel::kuesioner(), Uuid::now_v7(), values).await?;
    Ok(ke)
}

/// The versions of a service, newest first: number and day.
pub async fn versi(app: &App, layanan: Uuid) -> Result<Vec<(i64, time::Date)>> {
    let text = "select ke, hari from survei_kuesioner where layanan = $1 order by ke desc limit 50";
    app.db.query(text, args![layanan]).await?.iter().map(|row| Ok((row.get("ke")?, row.get("hari")?))).collect()
}

/// One version of a service.
///
/// # Errors
/// [`kernel::Error::NotFound`].
pub async fn satu(app: &App, layanan: Uuid, ke: i64) -> Result<Kuesioner> {
    let text = "select id, isi from survei_kuesioner where layanan = $1 and ke = $2";
    let row = app.db.one(text, args![layanan, ke]).await?;
    let isi = dari_json(row.get::<Json>("isi")?).ok_or(kernel::Error::NotFound)?;
    Ok(Kuesioner { id: Some(row.get("id")?), ke, isi })
}
