//! Checks the whole log and every record against it, and names what was changed behind the program's back.
use std::collections::BTreeMap;

use db::args;
use sha2::{Digest as _, Sha256};
use tlog::{Checkpoint, MemoryTiles, Verifier};
use uuid::Uuid;

use super::change;
use super::leaf::{self, Statement};
use crate::keys::hex;
use crate::{App, Error, Result, Table};

/// Rows read at a time.
const PAGE: i64 = 500;

/// What a check of the whole log found.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Leaves in the signed log.
    pub leaves: u64,
    /// Records compared with the log.
    pub records: u64,
    /// Leaves that await their place.
    pub waiting: i64,
    /// Everything that is wrong, one sentence each (the first hundred).
    pub findings: Vec<String>,
    /// How many things are wrong in all.
    pub found: u64,
}

impl Report {
    /// Nothing is wrong.
    pub fn is_whole(&self) -> bool {
        self.found == 0
    }
    fn add(&mut self, text: String) {
        self.found += 1;
        if self.findings.len() < 100 {
            self.findings.push(text);
        }
    }
}

/// Reads everything once: the signature of the checkpoint, every leaf against the tiles, every change against its leaf,
/// every record against its last change.
pub async fn all(app: &App) -> Result<Report> {
    let mut report = Report {
        waiting: app.db.one("select count(*) as n from audit_leaf where seq is null", vec![]).await?.get("n")?,
        ..Report::default()
    };
    tree(app, &mut report).await?;
    changes(app, &mut report).await?;
    for table in app.tables() {
        records(app, &table, &mut report).await?;
    }
    gone(app, &mut report).await?;
    Ok(report)
}

async fn tree(app: &App, report: &mut Report) -> Result<()> {
    let Some(note) = super::log::checkpoint(app).await? else {
        let placed: i64 =
            app.db.one("select count(*) as n from audit_leaf where seq is not null", vec![]).await?.get("n")?;
        if placed > 0 {
            report.add(format!("{placed} entri log tidak punya titik periksa yang ditandatangani"));
        }
        return Ok(());
    };
    let signer = super::log::signer(app)?;
    let checkpoint =
        match Checkpoint::open(note.as_bytes(), &super::log::origin(app), std::slice::from_ref(signer.verifier())) {
            Ok(opened) => opened.checkpoint,
            Err(cause) => {
                report.add(format!("tanda tangan titik periksa tidak sah: {cause}"));
                return Ok(());
            }
        };
    report.leaves = checkpoint.size;
    let mut tiles = MemoryTiles::new();
    for row in app.db.query("select level, idx, data from audit_tile where level > 0", vec![]).await? {
        put(&mut tiles, &row)?;
    }
    // The right edge of level 0 is read by `start`; the other tiles of level 0 one after the other below.
    let edge = i64::try_from(checkpoint.size / 256).map_err(Error::internal)?;
    if let Some(row) =
        app.db.optional("select level, idx, data from audit_tile where level = 0 and idx = $1", args![edge]).await?
    {
        put(&mut tiles, &row)?;
    }
    let mut verifier = Verifier::start(&tiles, &checkpoint).map_err(Error::internal)?;
    let mut next = 0_i64;
    loop {
        let text = "select seq, body from audit_leaf where seq >= $1 and seq < $2 order by seq";
        let rows = app.db.query(text, args![next, next + 256]).await?;
        if rows.is_empty() && u64::try_from(next).map_err(Error::internal)? >= checkpoint.size {
            break;
        }
        let index = next / 256;
        if index != edge
            && let Some(row) = app
                .db
                .optional("select level, idx, data from audit_tile where level = 0 and idx = $1", args![index])
                .await?
        {
            put(&mut tiles, &row)?;
        }
        for row in &rows {
            let seq = u64::try_from(row.get::<i64>("seq")?).map_err(Error::internal)?;
            verifier.push(&tiles, seq, row.get::<String>("body")?.as_bytes()).map_err(Error::internal)?;
        }
        next += 256;
        if index != edge && rows.len() == 256 {
            tiles.remove(0, u64::try_from(index).map_err(Error::internal)?);
        }
    }
    let outcome = verifier.finish(&tiles).map_err(Error::internal)?;
    report.found += outcome.found.saturating_sub(outcome.findings.len() as u64);
    for finding in outcome.findings {
        report.add(finding.to_string());
    }
    Ok(())
}

fn put(tiles: &mut MemoryTiles, row: &db::Row) -> Result<()> {
    let level = u8::try_from(row.get::<i64>("level")?).map_err(Error::internal)?;
    let index = u64::try_from(row.get::<i64>("idx")?).map_err(Error::internal)?;
    tiles.put(level, index, row.get("data")?);
    Ok(())
}

/// Every entry is a hash over a statement; the columns of the leaf and the changes beside it must give the same.
async fn changes(app: &App, report: &mut Report) -> Result<()> {
    let mut after = Uuid::nil();
    let leaves = format!("select {} from audit_leaf where id > $1 order by id limit $2", leaf::COLUMNS);
    loop {
        let rows = app.db.query(&leaves, args![after, PAGE]).await?;
        let Some(last) = rows.last() else { return Ok(()) };
        let first: Uuid = rows.first().map_or(Ok(after), |row| row.get("id"))?;
        after = last.get("id")?;
        let mut sums = sums(app, first, after).await?;
        for row in &rows {
            let id: Uuid = row.get("id")?;
            let (count, sum) = sums.remove(&id).unwrap_or_default();
            let statement = Statement::read(row, count, hex(&sum.finalize()))?;
            if statement.entry(&row.get::<Vec<u8>>("garam")?) != row.get::<String>("body")? {
                report.add(format!(
                    "entri log {id}: pelaku, tindakan, waktu, pokok, atau rinciannya tidak cocok dengan sidiknya"
                ));
            }
        }
    }
}

/// How many changes the leaves of a range have, and the hash over their lines so far.
async fn sums(app: &App, first: Uuid, last: Uuid) -> Result<BTreeMap<Uuid, (u64, Sha256)>> {
    let text = "select leaf, tabel, rekaman, versi, sidik from audit_change where leaf >= $1 and leaf <= $2 order by leaf, ord";
    let mut sums: BTreeMap<Uuid, (u64, Sha256)> = BTreeMap::new();
    for row in app.db.query(text, args![first, last]).await? {
        let line = change::line(
            &row.get::<String>("tabel")?,
            row.get("rekaman")?,
            row.get("versi")?,
            &row.get::<Vec<u8>>("sidik")?,
        );
        let (count, sum) = sums.entry(row.get("leaf")?).or_default();
        *count += 1;
        sum.update(line.as_bytes());
    }
    Ok(sums)
}

/// The statement under an entry with its salt: what shows to somebody with a right what the entry stands for.
pub async fn opening(app: &App, id: Uuid) -> Result<(Statement, Vec<u8>)> {
    let text = format!("select {} from audit_leaf where id = $1", leaf::COLUMNS);
    let row = app.db.one(&text, args![id]).await?;
    let (count, sum) = sums(app, id, id).await?.remove(&id).unwrap_or_default();
    Ok((Statement::read(&row, count, hex(&sum.finalize()))?, row.get("garam")?))
}

async fn records(app: &App, table: &Table, report: &mut Report) -> Result<()> {
    let mut after = Uuid::nil();
    loop {
        let text = format!("select {} from {} where id > $1 order by id limit $2", table.select_list(), table.name);
        let rows = app.db.query(&text, args![after, PAGE]).await?;
        let Some(last) = rows.last() else { return Ok(()) };
        let first: Uuid = rows.first().map_or(Ok(after), |row| row.get("id"))?;
        after = last.get("id")?;
        // The last change of each record of this page.
        let text = "select c.rekaman, c.sidik, c.garam, c.jenis from audit_change c \
            where c.tabel = $1 and c.rekaman >= $2 and c.rekaman <= $3 order by c.rekaman, c.versi, c.id";
        let mut known: BTreeMap<Uuid, db::Row> = BTreeMap::new();
        for row in app.db.query(text, args![table.name, first, after]).await? {
            known.insert(row.get("rekaman")?, row);
        }
        for row in &rows {
            report.records += 1;
            let id: Uuid = row.get("id")?;
            match known.get(&id) {
                None => report.add(format!("{} {id}: ada tanpa entri log", table.name)),
                Some(change) if change.get::<String>("jenis")? == "hapus" => {
                    report.add(format!("{} {id}: menurut log sudah dihapus", table.name));
                }
                Some(change) => {
                    let Some(salt) = change.get::<Option<Vec<u8>>>("garam")? else { continue };
                    if change::digest(&salt, row)? != change.get::<Vec<u8>>("sidik")? {
                        report.add(format!("{} {id}: isinya berbeda dari yang tercatat di log", table.name));
                    }
                }
            }
        }
    }
}

/// Records that the log knows as alive and that are gone.
async fn gone(app: &App, report: &mut Report) -> Result<()> {
    for table in app.tables() {
        let text = format!(
            "select c.rekaman from audit_change c where c.tabel = $1 and c.jenis = 'ubah' \
             and not exists (select 1 from {} r where r.id = c.rekaman) \
             and not exists (select 1 from audit_change d where d.rekaman = c.rekaman and d.tabel = c.tabel and d.jenis = 'hapus') \
             group by c.rekaman order by c.rekaman limit 100",
            table.name
        );
        for row in app.db.query(&text, args![table.name]).await? {
            report.add(format!("{} {}: hilang tanpa entri log", table.name, row.get::<Uuid>("rekaman")?));
        }
    }
    Ok(())
}
