//! Reports: what the database knows of them, their seals, and their end.
use kernel::db::Tx;
use kernel::{App, Error, Result, Row, args};
use segel::Public;
use time::Date;
use uuid::Uuid;

use super::Dari;
use crate::model::{Kepala, Peran};
use crate::ruang::Terbuka;
use crate::sandi::KunciLaporan;

/// Most reports in a list; older ones are reached when these are closed and gone.
pub const BATAS: i64 = 2_000;

const COLUMNS: &str = "l.id, l.nomor, l.hari, l.status, l.tenggat, l.ditutup";

fn kepala(row: &Row) -> Result<Kepala> {
    Ok(Kepala {
        id: row.get("id")?,
        nomor: row.get("nomor")?,
        hari: row.get("hari")?,
        status: row.get("status")?,
        tenggat: row.get("tenggat")?,
        ditutup: row.get("ditutup")?,
    })
}

/// A report that the handler can read, with its keys.
#[derive(Debug, Clone)]
pub struct Dibuka {
    /// What the database knows.
    pub kepala: Kepala,
    /// Its keys.
    pub kunci: KunciLaporan,
}

fn public(row: &Row, column: &str) -> Result<Public> {
    Public::from_bytes(&row.get::<Vec<u8>>(column)?).map_err(crate::sandi::rusak)
}

/// All reports that the handler can read: those whose seal opens. What was asked of the database says nothing of which.
pub async fn semua(app: &App, terbuka: &Terbuka) -> Result<Vec<Dibuka>> {
    semua_dari(&mut Dari::Basis(super::db(app).await?), terbuka).await
}

/// The same, read where one is told to.
pub async fn semua_dari(dari: &mut Dari<'_>, terbuka: &Terbuka) -> Result<Vec<Dibuka>> {
    let Some(own) = terbuka.kunci(Peran::Penangan) else { return Ok(vec![]) };
    let text = format!(
        "select {COLUMNS}, s.isi as segel from wbs_laporan l join wbs_segel s on s.laporan = l.id and s.kunci = $1 \
         order by l.hari desc, l.nomor limit {BATAS}"
    );
    let rows = dari.query(&text, args![own.id]).await?;
    let mut found = vec![];
    for row in &rows {
        let kepala = kepala(row)?;
        if let Some(kunci) = terbuka.laporan(kepala.id, &row.get::<Vec<u8>>("segel")?) {
            found.push(Dibuka { kepala, kunci });
        }
    }
    Ok(found)
}

/// One report that the handler can read.
///
/// # Errors
/// [`Error::NotFound`], also for one that is hidden from this handler.
pub async fn find(app: &App, terbuka: &Terbuka, id: Uuid) -> Result<Dibuka> {
    let own = terbuka.kunci(Peran::Penangan).ok_or(Error::NotFound)?;
    let text = format!(
        "select {COLUMNS}, s.isi as segel from wbs_laporan l join wbs_segel s on s.laporan = l.id and s.kunci = $1 \
         where l.id = $2"
    );
    let row = super::db(app).await?.optional(&text, args![own.id, id]).await?.ok_or(Error::NotFound)?;
    let kepala = kepala(&row)?;
    let kunci = terbuka.laporan(id, &row.get::<Vec<u8>>("segel")?).ok_or(Error::NotFound)?;
    Ok(Dibuka { kepala, kunci })
}

/// What the database knows of a report: for the reporter, who has come in with the code.
pub async fn kepala_satu(app: &App, id: Uuid) -> Result<Kepala> {
    let text = format!("select {COLUMNS} from wbs_laporan l where l.id = $1");
    kepala(&super::db(app).await?.one(&text, args![id]).await?)
}

/// The report behind the mark of a code: row and the private key under the code.
pub async fn bertanda(app: &App, tanda: Vec<u8>) -> Result<Option<(Uuid, Vec<u8>)>> {
    let row =
        super::db(app).await?.optional("select id, pelapor from wbs_laporan where tanda = $1", args![tanda]).await?;
    row.map(|row| Ok((row.get("id")?, row.get("pelapor")?))).transpose()
}

/// The public keys of a report: of its content and of its notes.
pub async fn publik(app: &App, id: Uuid) -> Result<(Public, Public)> {
    let row =
        super::db(app).await?.one("select publik, publik_catatan from wbs_laporan where id = $1", args![id]).await?;
    Ok((public(&row, "publik")?, public(&row, "publik_catatan")?))
}

/// A new report.
pub struct Baru<'a> {
    /// Row.
    pub id: Uuid,
    /// Its keys.
    pub kunci: &'a KunciLaporan,
    /// Mark of the code.
    pub tanda: Vec<u8>,
    /// Its private key under the code.
    pub pelapor: Vec<u8>,
    /// Until when it should be looked at.
    pub tenggat: Option<Date>,
}

/// Inserts a report and returns its number.
pub async fn insert(tx: &mut Tx, hari: Date, baru: Baru<'_>) -> Result<String> {
    super::giliran(tx).await?;
    let nomor = nomor(tx).await?;
    let publik = baru.kunci.isi.public().map_err(crate::sandi::rusak)?.bytes().to_vec();
    let catatan = baru.kunci.catatan.public().map_err(crate::sandi::rusak)?.bytes().to_vec();
    let text = "insert into wbs_laporan (id, nomor, hari, status, tenggat, publik, publik_catatan, pelapor, tanda) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let row = args![
        baru.id,
        nomor.clone(),
        hari,
        crate::rules::ALUR.initial,
        baru.tenggat,
        publik,
        catatan,
        baru.pelapor,
        baru.tanda
    ];
    tx.exec(text, row).await?;
    Ok(nomor)
}

/// A random number that no report has.
async fn nomor(tx: &mut Tx) -> Result<String> {
    loop {
        let kode = crate::sandi::kode_baru()?;
        let nomor = format!("{}-{}", kode.get(..4).unwrap_or_default(), kode.get(4..8).unwrap_or_default());
        let text = "select 1 as one from wbs_laporan where nomor = $1 \
            union all select 1 as one from wbs_jejak where tentang = $1 limit 1";
        if tx.optional(text, args![nomor.clone()]).await?.is_none() {
            return Ok(nomor);
        }
    }
}

/// Puts the keys of a report under a seal, in place of the one that is there.
pub async fn segel(tx: &mut Tx, laporan: Uuid, kunci: Uuid, isi: Vec<u8>) -> Result<()> {
    let text = "insert into wbs_segel (id, laporan, kunci, isi) values ($1, $2, $3, $4) \
        on conflict (laporan, kunci) do update set isi = excluded.isi";
    tx.exec(text, args![Uuid::new_v4(), laporan, kunci, isi]).await?;
    Ok(())
}

/// All seals for one key: report and seal.
pub async fn segel_semua(tx: &mut Tx, kunci: Uuid) -> Result<Vec<(Uuid, Vec<u8>)>> {
    let rows = tx.query("select laporan, isi from wbs_segel where kunci = $1", args![kunci]).await?;
    rows.iter().map(|row| Ok((row.get("laporan")?, row.get("isi")?))).collect()
}

/// Changes the state of a report that is still in the one that was seen.
pub async fn set_status(
    tx: &mut Tx,
    kepala: &Kepala,
    status: &str,
    tenggat: Option<Date>,
    ditutup: Option<Date>,
) -> Result<()> {
    let text = "update wbs_laporan set status = $3, tenggat = $4, ditutup = $5 where id = $1 and status = $2";
    let row = args![kepala.id, kepala.status.clone(), status, tenggat, ditutup];
    if tx.exec(text, row).await? == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// Reports that were closed on this day or before.
pub async fn ditutup_sampai(app: &App, batas: Date) -> Result<Vec<Kepala>> {
    let text = format!("select {COLUMNS} from wbs_laporan l where l.ditutup <= $1 order by l.ditutup limit 500");
    super::db(app).await?.query(&text, args![batas]).await?.iter().map(kepala).collect()
}

/// Deletes a report with everything that belongs to it; only its number stays in the entries of what was done.
pub async fn hapus(tx: &mut Tx, id: Uuid) -> Result<()> {
    for text in [
        "delete from wbs_potong where berkas in (select id from wbs_isi where laporan = $1)",
        "delete from wbs_minta_isi where minta in (select id from wbs_minta where laporan = $1)",
        "delete from wbs_minta where laporan = $1",
        "delete from wbs_identitas where laporan = $1",
        "delete from wbs_isi where laporan = $1",
        "delete from wbs_segel where laporan = $1",
        "delete from wbs_laporan where id = $1",
    ] {
        tx.exec(text, args![id]).await?;
    }
    Ok(())
}
