//! What happened to applications.
use kernel::{App, Result, Row, Val, Write, args};
use uuid::Uuid;

use crate::model::{Peristiwa, Permohonan};
use crate::tabel;

/// Something to note.
#[derive(Debug, Clone, Copy)]
pub struct Catat<'a> {
    /// What, see [`Peristiwa::tindakan`].
    pub tindakan: &'a str,
    /// State before.
    pub dari: &'a str,
    /// State after.
    pub ke: &'a str,
    /// Who; nobody for the applicant.
    pub oleh: Option<Uuid>,
    /// Words.
    pub catatan: &'a str,
    /// The applicant sees it.
    pub umum: bool,
    /// Working days in the step that was left.
    pub hari: i64,
    /// It was left after its day.
    pub lewat: bool,
}

/// Notes it.
pub async fn catat(write: &mut Write, satu: &Permohonan, catat: &Catat<'_>) -> Result<()> {
    let values: Vec<(&str, Val)> = vec![
        ("permohonan", satu.id.into()),
        ("unit", satu.unit.into()),
        ("layanan", satu.layanan.into()),
        ("tindakan", catat.tindakan.into()),
        ("dari", catat.dari.into()),
        ("ke", catat.ke.into()),
        ("oleh", catat.oleh.into()),
        ("pada", write.at().into()),
        ("catatan", catat.catatan.into()),
        ("umum", catat.umum.into()),
        ("hari", catat.hari.into()),
        ("lewat", catat.lewat.into()),
    ];
    write.insert(&tabel::peristiwa(), Uuid::now_v7(), values).await?;
    Ok(())
}

fn baca(row: &Row) -> Result<Peristiwa> {
    Ok(Peristiwa {
        tindakan: row.get("tindakan")?,
        dari: row.get("dari")?,
        ke: row.get("ke")?,
        oleh: row.get("oleh")?,
        pada: row.get("pada")?,
        catatan: row.get("catatan")?,
        umum: row.get("umum")?,
    })
}

/// What happened to an application, newest first; for its applicant only what is meant for them.
pub async fn semua(app: &App, permohonan: Uuid, umum_saja: bool) -> Result<Vec<Peristiwa>> {
    let only = if umum_saja { "and umum" } else { "" };
    let text = format!(
        "select tindakan, dari, ke, oleh, pada, catatan, umum from permohonan_peristiwa where permohonan = $1 {only} \
         order by id desc limit 300"
    );
    app.db.query(&text, args![permohonan]).await?.iter().map(baca).collect()
}
