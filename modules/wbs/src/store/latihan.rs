//! Officers try that their shares open.
use kernel::db::Tx;
use kernel::{App, Result, args};
use time::Date;
use uuid::Uuid;

/// Notes that the share of an officer's key opened today.
pub async fn catat(tx: &mut Tx, eskro: Uuid, kunci: Uuid, hari: Date) -> Result<()> {
    let text = "insert into wbs_latihan (id, eskro, kunci, hari) values ($1, $2, $3, $4) \
        on conflict (eskro, kunci) do update set hari = excluded.hari";
    tx.exec(text, args![Uuid::new_v4(), eskro, kunci, hari]).await?;
    Ok(())
}

/// The last day on which each share of an escrow opened: officer's key and day.
pub async fn terakhir(app: &App, eskro: Uuid) -> Result<Vec<(Uuid, Date)>> {
    let text = "select kunci, hari from wbs_latihan where eskro = $1";
    let rows = super::db(app).await?.query(text, args![eskro]).await?;
    rows.iter().map(|row| Ok((row.get("kunci")?, row.get("hari")?))).collect()
}

/// How an officer's shares of the escrows in use stand: none held, or the day since which the oldest trial is (none for one that was never
/// tried).
pub async fn keadaan(app: &App, kunci: Uuid) -> Result<Option<Option<Date>>> {
    let text = "select b.eskro, l.hari from wbs_bagian b join wbs_kunci e on e.id = b.eskro and e.keadaan = 'aktif' \
        left join wbs_latihan l on l.eskro = b.eskro and l.kunci = b.kunci where b.kunci = $1";
    let rows = super::db(app).await?.query(text, args![kunci]).await?;
    let hari = rows.iter().map(|row| Ok(row.get("hari")?)).collect::<Result<Vec<Option<Date>>>>()?;
    // Nothing comes before a day, so a share that was never tried is the oldest.
    Ok(hari.into_iter().min())
}
