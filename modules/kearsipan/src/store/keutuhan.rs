//! When each stored content was last read again, and what was found.
use std::collections::BTreeMap;

use kernel::db::Tx;
use kernel::{App, Result, Val, Write, args};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::tabel;

/// What reading a content again tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hasil {
    /// It was not read yet.
    Belum,
    /// As it was stored.
    Utuh,
    /// Its bytes are others.
    Rusak,
    /// It is not there.
    Hilang,
}

impl Hasil {
    /// The word in the database.
    pub const fn kode(self) -> &'static str {
        match self {
            Hasil::Belum => "belum",
            Hasil::Utuh => "utuh",
            Hasil::Rusak => "rusak",
            Hasil::Hilang => "hilang",
        }
    }
    /// The word on pages.
    pub fn teks(kode: &str) -> &'static str {
        match kode {
            "utuh" => "Utuh",
            "rusak" => "Isinya berubah",
            "hilang" => "Isinya hilang",
            _ => "Belum diperiksa",
        }
    }
}

/// Takes up to `limit` new files into the list of contents to be checked. Returns how many.
///
/// A file whose row is written late by a slow change may be passed by; ids carry their time, so the last two minutes are left
/// for the next run.
pub async fn catat_baru(app: &App, limit: i64) -> Result<usize> {
    let mut tx = app.db.begin().await?;
    let row = tx.optional("select berkas from periksa_maju where satu = 1 for update", args![]).await?;
    let mulai: Uuid = row.map(|row| row.get("berkas")).transpose()?.unwrap_or_default();
    let sebelum = app.now() - time::Duration::minutes(2);
    let text = "select id, sha256, size from file where id > $1 and created < $2 order by id limit $3";
    let rows = tx.query(text, args![mulai, sebelum, limit]).await?;
    for row in &rows {
        sertakan(&mut tx, &row.get::<String>("sha256")?, row.get("size")?).await?;
    }
    if let Some(akhir) = rows.last() {
        let text = "insert into periksa_maju (satu, berkas) values (1, $1) on conflict (satu) do update set berkas = excluded.berkas";
        tx.exec(text, args![akhir.get::<Uuid>("id")?]).await?;
    }
    tx.commit().await?;
    Ok(rows.len())
}

/// Puts a content on the list of those to be checked, before all that were checked.
pub async fn sertakan(tx: &mut Tx, sha256: &str, ukuran: i64) -> Result<()> {
    let text = "insert into periksa_isi (sha256, ukuran, diperiksa, hasil) values ($1, $2, $3, 'belum') on conflict (sha256) do nothing";
    tx.exec(text, args![sha256, ukuran, OffsetDateTime::UNIX_EPOCH]).await?;
    Ok(())
}

/// A content whose turn it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Giliran {
    /// Its hash.
    pub sha256: String,
    /// Bytes.
    pub ukuran: i64,
    /// What was found last.
    pub hasil: String,
}

/// The contents that were checked longest ago, before an instant.
pub async fn giliran(app: &App, sebelum: OffsetDateTime, limit: i64) -> Result<Vec<Giliran>> {
    let text = "select sha256, ukuran, hasil from periksa_isi where diperiksa < $1 order by diperiksa, sha256 limit $2";
    let rows = app.db.query(text, args![sebelum, limit]).await?;
    rows.iter()
        .map(|row| Ok(Giliran { sha256: row.get("sha256")?, ukuran: row.get("ukuran")?, hasil: row.get("hasil")? }))
        .collect()
}

/// Whether a stored file still names the content.
pub async fn disebut(app: &App, sha256: &str) -> Result<bool> {
    let text = "select 1 as yes from file where sha256 = $1 and removed = false limit 1";
    Ok(app.db.optional(text, args![sha256]).await?.is_some())
}

/// Notes the outcome of a check; a content that nobody names any more leaves the list.
pub async fn tandai(app: &App, sha256: &str, hasil: Option<Hasil>) -> Result<()> {
    match hasil {
        Some(hasil) => {
            let text = "update periksa_isi set diperiksa = $2, hasil = $3 where sha256 = $1";
            app.db.exec(text, args![sha256, app.now(), hasil.kode()]).await?;
        }
        None => {
            app.db.exec("delete from periksa_isi where sha256 = $1", args![sha256]).await?;
        }
    }
    Ok(())
}

/// Whether a finding about a content is open.
pub async fn ada_temuan(write: &mut Write, sha256: &str) -> Result<Option<Uuid>> {
    let text = "select id from temuan_isi where sha256 = $1 and pulih is null order by id limit 1 for update";
    let row = write.tx().optional(text, args![sha256]).await?;
    Ok(row.map(|row| row.get("id")).transpose()?)
}

/// Writes a finding down.
pub async fn catat_temuan(write: &mut Write, sha256: &str, hasil: Hasil) -> Result<Uuid> {
    let values = vec![("sha256", sha256.into()), ("hasil", hasil.kode().into())];
    write.insert(&tabel::temuan(), Uuid::now_v7(), values).await
}

/// Closes a finding: the content is whole again.
pub async fn pulih(write: &mut Write, id: Uuid) -> Result<()> {
    let at = write.at();
    write.update(&tabel::temuan(), id, None, vec![("pulih", at.into())]).await?;
    Ok(())
}

/// A record that a finding touches: its kind, its id, and the item of the archive that keeps it.
pub type Kena = (String, Uuid, Option<Uuid>);

/// Most records that a finding names.
const KENA: usize = 20;

/// A finding with the records that it touches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Temuan {
    /// Row.
    pub id: Uuid,
    /// The content.
    pub sha256: String,
    /// What was found.
    pub hasil: String,
    /// When.
    pub sejak: OffsetDateTime,
    /// When it was whole again.
    pub pulih: Option<OffsetDateTime>,
    /// Kind and id of the records that have the content, and the item of the archive if it is one.
    pub kena: Vec<Kena>,
}

/// Findings, open ones first, newest first. File names are not read: they may tell of secret records.
pub async fn temuan(app: &App) -> Result<Vec<Temuan>> {
    let text = "select id, sha256, hasil, created, pulih from temuan_isi order by case when pulih is null then 0 else 1 end, id desc limit 100";
    let rows = app.db.query(text, args![]).await?;
    let sidik = rows.iter().map(|row| Ok(row.get("sha256")?)).collect::<Result<Vec<String>>>()?;
    let mut kena = kena(app, &sidik).await?;
    rows.iter()
        .map(|row| {
            let sha256: String = row.get("sha256")?;
            Ok(Temuan {
                id: row.get("id")?,
                kena: kena.remove(&sha256).unwrap_or_default(),
                sha256,
                hasil: row.get("hasil")?,
                sejak: row.get("created")?,
                pulih: row.get("pulih")?,
            })
        })
        .collect()
}

/// The records that contents belong to, at most [`KENA`] of each; the item of the archive only where it is not secret.
async fn kena(app: &App, sidik: &[String]) -> Result<BTreeMap<String, Vec<Kena>>> {
    let mut hasil: BTreeMap<String, Vec<Kena>> = BTreeMap::new();
    if sidik.is_empty() {
        return Ok(hasil);
    }
    let values: Vec<Val> = sidik.iter().map(|satu| satu.as_str().into()).collect();
    let marks: Vec<String> = (1..=values.len()).map(|n| format!("${n}")).collect();
    let text = format!(
        "select f.sha256, f.kind, f.subject, a.id as arsip from file f left join arsip_isi i on i.berkas = f.id \
         left join arsip a on a.id = i.arsip and a.rahasia = false \
         where f.sha256 in ({}) and f.removed = false order by f.id limit 5000",
        marks.join(", ")
    );
    for row in app.db.query(&text, values).await? {
        let daftar = hasil.entry(row.get("sha256")?).or_default();
        if daftar.len() < KENA {
            daftar.push((row.get("kind")?, row.get("subject")?, row.get("arsip")?));
        }
    }
    Ok(hasil)
}

/// How many contents stand in each outcome, and the oldest check.
pub async fn rekap(app: &App) -> Result<(Vec<(String, i64)>, Option<OffsetDateTime>)> {
    let rows =
        app.db.query("select hasil, count(*) as n from periksa_isi group by hasil order by hasil", args![]).await?;
    let jumlah = rows.iter().map(|row| Ok((row.get("hasil")?, row.get("n")?))).collect::<Result<Vec<_>>>()?;
    let text = "select diperiksa from periksa_isi where hasil <> 'belum' order by diperiksa limit 1";
    let tertua = app.db.optional(text, args![]).await?.map(|row| row.get("diperiksa")).transpose()?;
    Ok((jumlah, tertua))
}
