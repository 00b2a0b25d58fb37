//! What was deleted is overwritten where the database kept it; that it still has to be is remembered with the deletion itself, so that a
//! death in between leaves nothing behind.
use kernel::db::Tx;
use kernel::{App, Result, args};

/// Remembers, in the transaction that deletes.
pub async fn perlu(tx: &mut Tx, hari: time::Date) -> Result<()> {
    let text = "insert into wbs_sapu (id, hari) values (1, $1) on conflict (id) do nothing";
    tx.exec(text, args![hari]).await?;
    Ok(())
}

/// Whether something still has to be overwritten.
pub async fn is_perlu(app: &App) -> Result<bool> {
    Ok(super::db(app).await?.optional("select id from wbs_sapu where id = 1", vec![]).await?.is_some())
}

/// Overwrites what was deleted, if something was.
pub async fn jalankan(app: &App) -> Result<()> {
    if !is_perlu(app).await? {
        return Ok(());
    }
    let db = super::db(app).await?;
    db.wipe(super::TABEL).await?;
    let mut tx = db.begin().await?;
    tx.exec("delete from wbs_sapu where id = 1", vec![]).await?;
    Ok(tx.commit().await?)
}
