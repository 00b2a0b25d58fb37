//! Batches.
use kernel::{App, Result, Row, Val, Write, args};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::model::Kelompok;
use crate::tabel;

const COLUMNS: &str = "k.id, k.penanda, k.jumlah, k.pesan, k.selesai, d.sampai as berjalan_sampai";
const FROM: &str = "ttd_kelompok k left join ttd_denyut d on d.id = k.id";

fn satu(row: &Row) -> Result<Kelompok> {
    Ok(Kelompok {
        id: row.get("id")?,
        penanda: row.get("penanda")?,
        jumlah: row.get("jumlah")?,
        berjalan_sampai: row.get("berjalan_sampai")?,
        pesan: row.get("pesan")?,
        selesai: row.get("selesai")?,
    })
}

/// Writes a batch that is worked on from now.
pub async fn insert(write: &mut Write, id: Uuid, penanda: Uuid, jumlah: usize, sampai: OffsetDateTime) -> Result<()> {
    let values = vec![
        ("penanda", penanda.into()),
        ("jumlah", i64::try_from(jumlah).unwrap_or(i64::MAX).into()),
        ("selesai", false.into()),
    ];
    write.insert(&tabel::kelompok(), id, values).await?;
    write.tx().exec("insert into ttd_denyut (id, sampai) values ($1, $2)", args![id, sampai]).await?;
    Ok(())
}

/// One batch of a signer.
///
/// # Errors
/// [`kernel::Error::NotFound`], also for one of somebody else.
pub async fn find(app: &App, penanda: Uuid, id: Uuid) -> Result<Kelompok> {
    let text = format!("select {COLUMNS} from {FROM} where k.id = $1 and k.penanda = $2");
    satu(&app.db.one(&text, args![id, penanda]).await?)
}

/// Batches of a signer that are not over, newest first.
pub async fn terbuka(app: &App, penanda: Uuid) -> Result<Vec<Kelompok>> {
    let text =
        format!("select {COLUMNS} from {FROM} where k.penanda = $1 and not k.selesai order by k.id desc limit 10");
    app.db.query(&text, args![penanda]).await?.iter().map(satu).collect()
}

/// Promises to be back by this instant. Not a [`Write`]: a heart that beats is nobody's record.
pub async fn denyut(app: &App, id: Uuid, sampai: OffsetDateTime) -> Result<()> {
    app.db.exec("update ttd_denyut set sampai = $2 where id = $1", args![id, sampai]).await?;
    Ok(())
}

/// Takes a batch up again. False when somebody else works on it.
pub async fn ambil_alih(write: &mut Write, id: Uuid, sampai: OffsetDateTime) -> Result<bool> {
    write.tx().one("select id from ttd_kelompok where id = $1 for update", args![id]).await?;
    let hidup = write.tx().optional("select sampai from ttd_denyut where id = $1", args![id]).await?;
    if let Some(row) = hidup
        && row.get::<OffsetDateTime>("sampai")? > write.at()
    {
        return Ok(false);
    }
    let text = "insert into ttd_denyut (id, sampai) values ($1, $2) on conflict (id) do update set sampai = $2";
    write.tx().exec(text, args![id, sampai]).await?;
    write.update(&tabel::kelompok(), id, None, vec![("pesan", Val::Null), ("selesai", false.into())]).await?;
    Ok(true)
}

/// Lets a batch go, with why when something is left.
pub async fn lepas(write: &mut Write, id: Uuid, pesan: Option<&str>, selesai: bool) -> Result<()> {
    write.tx().exec("delete from ttd_denyut where id = $1", args![id]).await?;
    let values = vec![("pesan", pesan.map(str::to_owned).into()), ("selesai", selesai.into())];
    write.update(&tabel::kelompok(), id, None, values).await?;
    Ok(())
}

/// Whether somebody works on a batch now.
pub async fn hidup(write: &mut Write, id: Uuid) -> Result<bool> {
    let row = write.tx().optional("select sampai from ttd_denyut where id = $1", args![id]).await?;
    Ok(match row {
        Some(row) => row.get::<OffsetDateTime>("sampai")? > write.at(),
        None => false,
    })
}

/// Ends batches of a signer whose last documents went into another one.
pub async fn tutup_yang_kosong(write: &mut Write, penanda: Uuid, kecuali: Uuid) -> Result<()> {
    let text = "select k.id from ttd_kelompok k where k.penanda = $1 and not k.selesai and k.id <> $2 and not exists \
                (select 1 from permintaan_ttd p where p.kelompok = k.id and p.keadaan in ('antre','sedang'))";
    let rows = write.tx().query(text, args![penanda, kecuali]).await?;
    for row in rows {
        lepas(write, row.get("id")?, None, true).await?;
    }
    Ok(())
}
