//! Legal holds: while one lasts, nothing happens to a file.
use kernel::{App, Error, Result, Write, args};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::model::Berkas;
use crate::tabel;

/// A hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Penahanan {
    /// Row.
    pub id: Uuid,
    /// Why.
    pub alasan: String,
    /// Who put it.
    pub oleh: Option<Uuid>,
    /// Since when.
    pub sejak: OffsetDateTime,
    /// When it was lifted.
    pub diangkat: Option<OffsetDateTime>,
    /// Who lifted it.
    pub diangkat_oleh: Option<Uuid>,
    /// Why.
    pub alasan_angkat: Option<String>,
}

/// Holds of a file that the caller has found through its scope, newest first.
pub async fn of(app: &App, berkas: Uuid) -> Result<Vec<Penahanan>> {
    let text = "select id, alasan, oleh, created, diangkat, diangkat_oleh, alasan_angkat from penahanan_arsip where berkas = $1 order by id desc limit 100";
    let rows = app.db.query(text, args![berkas]).await?;
    rows.iter()
        .map(|row| {
            Ok(Penahanan {
                id: row.get("id")?,
                alasan: row.get("alasan")?,
                oleh: row.get("oleh")?,
                sejak: row.get("created")?,
                diangkat: row.get("diangkat")?,
                diangkat_oleh: row.get("diangkat_oleh")?,
                alasan_angkat: row.get("alasan_angkat")?,
            })
        })
        .collect()
}

/// Puts a file, held by the change, under a hold.
///
/// # Errors
/// [`Error::Refused`] when its records are gone already.
pub async fn tahan(write: &mut Write, berkas: &Berkas, alasan: &str) -> Result<()> {
    if matches!(berkas.status.as_str(), "musnah" | "serah") {
        return Err(Error::refused("Berkas ini sudah dimusnahkan atau diserahkan."));
    }
    let oleh = write.actor();
    let values = vec![("berkas", berkas.id.into()), ("alasan", alasan.into()), ("oleh", oleh.into())];
    write.insert(&tabel::penahanan(), Uuid::now_v7(), values).await?;
    super::berkas::set(write, berkas, vec![("ditahan", true.into())]).await
}

/// Lifts a hold; the file is free when it was the last one.
pub async fn angkat(write: &mut Write, berkas: &Berkas, id: Uuid, alasan: &str) -> Result<()> {
    let text = "select id from penahanan_arsip where id = $1 and berkas = $2 and diangkat is null for update";
    write.tx().one(text, args![id, berkas.id]).await?;
    let (at, oleh) = (write.at(), write.actor());
    let values = vec![("diangkat", at.into()), ("diangkat_oleh", oleh.into()), ("alasan_angkat", alasan.into())];
    write.update(&tabel::penahanan(), id, None, values).await?;
    let text = "select count(*) as n from penahanan_arsip where berkas = $1 and diangkat is null";
    let sisa: i64 = write.tx().one(text, args![berkas.id]).await?.get("n")?;
    super::berkas::set(write, berkas, vec![("ditahan", (sisa > 0).into())]).await
}
