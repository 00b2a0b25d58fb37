//! What a letter said each time it was saved.
use kernel::port::Security;
use kernel::{App, Result, Row, Val, Write, args};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::isi;
use crate::model::{Isi, Naskah};
use crate::tabel;

/// A saved version.
#[derive(Debug, Clone)]
pub struct Versi {
    /// Its number, from 1.
    pub urut: i64,
    /// Who saved it.
    pub oleh: Option<Uuid>,
    /// When.
    pub pada: OffsetDateTime,
    /// Fingerprint of the whole letter then.
    pub sidik: String,
    /// The content.
    pub isi: Isi,
}

fn versi(app: &App, naskah: Uuid, row: &Row) -> Result<Versi> {
    let (terbuka, segel): (Option<serde_json::Value>, Option<Vec<u8>>) = (row.get("isi")?, row.get("isi_segel")?);
    let tree = isi::tree(app, naskah, terbuka.as_ref(), segel.as_deref())?;
    Ok(Versi {
        urut: row.get("urut")?,
        oleh: row.get("oleh")?,
        pada: row.get("pada")?,
        sidik: row.get("sidik")?,
        isi: tree.map(serde_json::from_value).transpose()?.unwrap_or_default(),
    })
}

/// Keeps a version, unless the newest one has the same fingerprint. The letter is held by the caller.
pub async fn tambah(write: &mut Write, naskah: Uuid, keamanan: Security, isi: &Isi, sidik: &str) -> Result<()> {
    let text = "select urut, sidik from naskah_versi where naskah = $1 order by urut desc limit 1";
    let mut urut = 0_i64;
    if let Some(row) = write.tx().optional(text, args![naskah]).await? {
        if row.get::<String>("sidik")? == sidik {
            return Ok(());
        }
        urut = row.get("urut")?;
    }
    let app = write.app().clone();
    let mut values: Vec<(&str, Val)> =
        isi::kolom(&app, naskah, keamanan, isi)?.into_iter().filter(|(nama, _)| *nama != "perihal").collect();
    values.extend([
        ("naskah", naskah.into()),
        ("urut", (urut + 1).into()),
        ("oleh", write.actor().into()),
        ("pada", write.at().into()),
        ("sidik", sidik.into()),
    ]);
    write.insert(&tabel::versi(), Uuid::now_v7(), values).await?;
    Ok(())
}

/// Versions of a letter that the caller has found, newest first.
pub async fn semua(app: &App, naskah: &Naskah) -> Result<Vec<Versi>> {
    let text = "select urut, oleh, pada, sidik, isi, isi_segel from naskah_versi where naskah = $1 order by urut desc limit 200";
    app.db.query(text, args![naskah.id]).await?.iter().map(|row| versi(app, naskah.id, row)).collect()
}

/// Seals what is kept open of a letter that has become secret.
pub async fn segel(write: &mut Write, naskah: Uuid) -> Result<()> {
    let app = write.app().clone();
    let rows = write
        .tx()
        .query("select id, isi from naskah_versi where naskah = $1 and isi is not null", args![naskah])
        .await?;
    for row in rows {
        let (id, tree): (Uuid, serde_json::Value) = (row.get("id")?, row.get("isi")?);
        let segel = app.keys.seal(&isi::kunci(naskah), tree.to_string().as_bytes())?;
        write.update(&tabel::versi(), id, None, vec![("isi", Val::Null), ("isi_segel", segel.into())]).await?;
    }
    Ok(())
}
