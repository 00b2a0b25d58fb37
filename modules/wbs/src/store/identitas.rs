//! Who reporters are, and who asked to know.
use kernel::db::Tx;
use kernel::{App, Error, Result, args};
use time::Date;
use uuid::Uuid;

/// Keeps what was said of the identity, sealed for a custodian.
pub async fn simpan(tx: &mut Tx, laporan: Uuid, kunci: Uuid, isi: Vec<u8>) -> Result<()> {
    let text = "insert into wbs_identitas (id, laporan, kunci, isi) values ($1, $2, $3, $4)";
    tx.exec(text, args![Uuid::new_v4(), laporan, kunci, isi]).await?;
    Ok(())
}

/// The sealed identity for a custodian's key.
pub async fn untuk(app: &App, laporan: Uuid, kunci: Uuid) -> Result<Option<Vec<u8>>> {
    let text = "select isi from wbs_identitas where laporan = $1 and kunci = $2";
    let row = super::db(app).await?.optional(text, args![laporan, kunci]).await?;
    row.map(|row| Ok(row.get("isi")?)).transpose()
}

/// A request to know who a reporter is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Minta {
    /// Row.
    pub id: Uuid,
    /// The report.
    pub laporan: Uuid,
    /// Its number.
    pub nomor: String,
    /// Who asks.
    pub oleh: Uuid,
    /// When.
    pub hari: Date,
    /// `menunggu`, `dikabulkan` or `ditolak`.
    pub keadaan: String,
}

fn minta(row: &kernel::Row) -> Result<Minta> {
    Ok(Minta {
        id: row.get("id")?,
        laporan: row.get("laporan")?,
        nomor: row.get("nomor")?,
        oleh: row.get("oleh")?,
        hari: row.get("hari")?,
        keadaan: row.get("keadaan")?,
    })
}

const COLUMNS: &str = "m.id, m.laporan, l.nomor, m.oleh, m.hari, m.keadaan";

/// Requests that await a custodian.
pub async fn menunggu(app: &App) -> Result<Vec<Minta>> {
    let text = format!(
        "select {COLUMNS} from wbs_minta m join wbs_laporan l on l.id = m.laporan where m.keadaan = 'menunggu' order by m.hari, m.id"
    );
    super::db(app).await?.query(&text, vec![]).await?.iter().map(minta).collect()
}

/// One of them.
pub async fn find(app: &App, id: Uuid) -> Result<Minta> {
    menunggu(app).await?.into_iter().find(|each| each.id == id).ok_or(Error::NotFound)
}

/// The last request for a report.
pub async fn terakhir(app: &App, laporan: Uuid) -> Result<Option<Minta>> {
    let text = format!(
        "select {COLUMNS} from wbs_minta m join wbs_laporan l on l.id = m.laporan where m.laporan = $1 order by m.keadaan, m.hari"
    );
    let rows = super::db(app).await?.query(&text, args![laporan]).await?;
    let all = rows.iter().map(minta).collect::<Result<Vec<_>>>()?;
    let open = all.iter().find(|each| each.keadaan == "menunggu").cloned();
    Ok(open.or_else(|| all.into_iter().max_by_key(|each| each.hari)))
}

/// Asks, with the reason sealed for each custodian.
pub async fn mohon(
    tx: &mut Tx,
    laporan: Uuid,
    oleh: Uuid,
    hari: Date,
    alasan: Vec<(Uuid, Vec<u8>)>,
    id: Uuid,
) -> Result<()> {
    super::giliran(tx).await?;
    let text = "select 1 as one from wbs_minta where laporan = $1 and keadaan = 'menunggu'";
    if tx.optional(text, args![laporan]).await?.is_some() {
        return Err(Error::refused("Permintaan identitas untuk laporan ini sudah ada dan menunggu kustodian."));
    }
    let text = "insert into wbs_minta (id, laporan, oleh, hari, keadaan) values ($1, $2, $3, $4, 'menunggu')";
    tx.exec(text, args![id, laporan, oleh, hari]).await?;
    for (kunci, isi) in alasan {
        let text = "insert into wbs_minta_isi (id, minta, kunci, isi) values ($1, $2, $3, $4)";
        tx.exec(text, args![Uuid::new_v4(), id, kunci, isi]).await?;
    }
    Ok(())
}

/// The sealed reason for a custodian's key.
pub async fn alasan(app: &App, minta: Uuid, kunci: Uuid) -> Result<Option<Vec<u8>>> {
    let text = "select isi from wbs_minta_isi where minta = $1 and kunci = $2";
    let row = super::db(app).await?.optional(text, args![minta, kunci]).await?;
    row.map(|row| Ok(row.get("isi")?)).transpose()
}

/// Decides a request that is still open.
pub async fn putus(tx: &mut Tx, id: Uuid, dikabulkan: bool, oleh: Uuid, hari: Date) -> Result<()> {
    let keadaan = if dikabulkan { "dikabulkan" } else { "ditolak" };
    let text =
        "update wbs_minta set keadaan = $2, diputus_oleh = $3, diputus = $4 where id = $1 and keadaan = 'menunggu'";
    if tx.exec(text, args![id, keadaan, oleh, hari]).await? == 1 { Ok(()) } else { Err(Error::Conflict) }
}
