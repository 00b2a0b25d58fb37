//! The escrow: shares of a key that nobody holds whole, and their joining when a handler has lost access.
use kernel::db::Tx;
use kernel::{App, Error, Result, args};
use time::Date;
use uuid::Uuid;

use crate::model::Peran;
use crate::store::kunci::Kunci;

/// The escrow keys in use, the newest last. There are several while a report is sealed for an older one only, because it is hidden
/// from the handler who made the newer one.
pub async fn aktif(app: &App) -> Result<Vec<Kunci>> {
    super::kunci::aktif(app, Peran::Eskro).await
}

/// Keeps a share for an officer.
pub async fn bagian(tx: &mut Tx, eskro: Uuid, kunci: Uuid, isi: Vec<u8>) -> Result<()> {
    let text = "insert into wbs_bagian (id, eskro, kunci, isi) values ($1, $2, $3, $4)";
    tx.exec(text, args![Uuid::new_v4(), eskro, kunci, isi]).await?;
    Ok(())
}

/// The sealed share of an officer's key.
pub async fn bagian_untuk(app: &App, eskro: Uuid, kunci: Uuid) -> Result<Option<Vec<u8>>> {
    let text = "select isi from wbs_bagian where eskro = $1 and kunci = $2";
    let row = super::db(app).await?.optional(text, args![eskro, kunci]).await?;
    row.map(|row| Ok(row.get("isi")?)).transpose()
}

/// The officers' keys that hold a share.
pub async fn pemegang(app: &App, eskro: Uuid) -> Result<Vec<Uuid>> {
    let rows = super::db(app).await?.query("select kunci from wbs_bagian where eskro = $1", args![eskro]).await?;
    rows.iter().map(|row| Ok(row.get("kunci")?)).collect()
}

/// A handler's request to get in again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pemulihan {
    /// Row.
    pub id: Uuid,
    /// The handler's new key.
    pub kunci: Uuid,
    /// The escrow whose shares are asked for.
    pub eskro: Uuid,
    /// Since when.
    pub hari: Date,
    /// Shares handed over so far.
    pub serah: i64,
}

/// Requests that are not done.
pub async fn pemulihan(app: &App) -> Result<Vec<Pemulihan>> {
    let text = "select p.id, p.kunci, p.eskro, p.hari, (select count(*) from wbs_serah s where s.pemulihan = p.id) as serah \
        from wbs_pemulihan p join wbs_kunci k on k.id = p.kunci join wbs_kunci e on e.id = p.eskro \
        where p.selesai is null and k.keadaan <> 'dicabut' and e.keadaan = 'aktif' order by p.hari, p.id";
    let rows = super::db(app).await?.query(text, vec![]).await?;
    rows.iter()
        .map(|row| {
            Ok(Pemulihan {
                id: row.get("id")?,
                kunci: row.get("kunci")?,
                eskro: row.get("eskro")?,
                hari: row.get("hari")?,
                serah: row.get("serah")?,
            })
        })
        .collect()
}

/// Asks the officers.
pub async fn mohon(tx: &mut Tx, kunci: Uuid, eskro: Uuid, hari: Date) -> Result<()> {
    super::giliran(tx).await?;
    let text = "select 1 as one from wbs_pemulihan where kunci = $1 and eskro = $2 and selesai is null limit 1";
    if tx.optional(text, args![kunci, eskro]).await?.is_some() {
        return Err(Error::refused("Permintaan pemulihan untuk kunci ini sudah ada."));
    }
    let text = "insert into wbs_pemulihan (id, kunci, eskro, hari) values ($1, $2, $3, $4)";
    tx.exec(text, args![Uuid::new_v4(), kunci, eskro, hari]).await?;
    Ok(())
}

/// Keeps a share that an officer handed over, sealed for the handler.
pub async fn serah(tx: &mut Tx, pemulihan: Uuid, pejabat: Uuid, isi: Vec<u8>) -> Result<()> {
    let text = "insert into wbs_serah (id, pemulihan, pejabat, isi) values ($1, $2, $3, $4) \
        on conflict (pemulihan, pejabat) do nothing";
    tx.exec(text, args![Uuid::new_v4(), pemulihan, pejabat, isi]).await?;
    Ok(())
}

/// Whether an officer has handed over for a request.
pub async fn sudah_serah(app: &App, pemulihan: Uuid, pejabat: Uuid) -> Result<bool> {
    let text = "select 1 as one from wbs_serah where pemulihan = $1 and pejabat = $2";
    Ok(super::db(app).await?.optional(text, args![pemulihan, pejabat]).await?.is_some())
}

/// The shares handed over for a request.
pub async fn diserahkan(app: &App, pemulihan: Uuid) -> Result<Vec<Vec<u8>>> {
    let rows = super::db(app).await?.query("select isi from wbs_serah where pemulihan = $1", args![pemulihan]).await?;
    rows.iter().map(|row| Ok(row.get("isi")?)).collect()
}

/// The handler is in again: the shares go.
pub async fn selesai(tx: &mut Tx, pemulihan: Uuid, hari: Date) -> Result<()> {
    tx.exec("delete from wbs_serah where pemulihan = $1", args![pemulihan]).await?;
    tx.exec("update wbs_pemulihan set selesai = $2 where id = $1", args![pemulihan, hari]).await?;
    Ok(())
}
