//! Reading a dump.

use super::{RAN, Summary, Table, from_json, head, io, quoted, tables_of};
use crate::value::{day, moment};
use crate::{Db, Error, Result, Tx, Val};
use serde_json::Value as Json;
use sha2::{Digest, Sha256};
use std::io::{BufRead, BufReader, Read};
use tokio::sync::mpsc;
use uuid::Uuid;

/// Rows that go in with one statement.
const BATCH: usize = 50;
/// Bytes of a row past which it goes in alone.
const LARGE: usize = 64 * 1024;

/// What a dump says, piece by piece.
enum Item {
    Head(Json),
    Table { name: String, columns: Vec<String> },
    Rows(Vec<Vec<Val>>),
    End(Summary),
}

fn bad(line: u64, what: &str) -> Error {
    Error::Other(format!("dump, line {line}: {what}"))
}

/// Fills a migrated database whose tables are all empty with the rows of a dump, whole or not at all.
///
/// Errors: [`Error::Other`] when the dump is damaged or cut off, when it was made with other migrations, or when a table has
/// rows already; [`Error::ForeignKey`] and the like when rows contradict the tables.
pub async fn read(db: &Db, from: impl Read + Send + 'static) -> Result<Summary> {
    let (items, mut queue) = mpsc::channel::<Result<Item>>(4);
    let reading = tokio::task::spawn_blocking(move || {
        let result = parse(&mut BufReader::with_capacity(256 * 1024, from), &mut |item| {
            items.blocking_send(Ok(item)).map_err(|_| Error::other("dump: nobody takes it in"))
        });
        if let Err(fault) = result {
            let _ = items.blocking_send(Err(fault));
        }
    });
    let result = take_in(db, &mut queue).await;
    drop(queue);
    reading.await.map_err(Error::other)?;
    result
}

/// Whether no table has a row, so that [`read`] would fill it; also when there are no tables yet.
pub async fn is_empty(db: &Db) -> Result<bool> {
    let mut tx = db.begin().await?;
    for table in tables_of(&mut tx).await? {
        if tx.optional(&format!("select 1 as ada from {} limit 1", quoted(&table.name)), vec![]).await?.is_some() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Checks a dump as far as that is possible without a database: form, counts and SHA-256. Blocks while it reads.
pub fn verify(from: impl Read) -> Result<Summary> {
    let mut summary = None;
    parse(&mut BufReader::with_capacity(256 * 1024, from), &mut |item| {
        if let Item::End(end) = item {
            summary = Some(end);
        }
        Ok(())
    })?;
    summary.ok_or_else(|| Error::other("dump: cut off"))
}

fn parse(from: &mut dyn BufRead, take: &mut dyn FnMut(Item) -> Result<()>) -> Result<()> {
    let mut hash = Sha256::new();
    let (mut number, mut tables, mut rows) = (0u64, 0u64, 0u64);
    // The open table: its name, its columns, its rows so far.
    let mut open: Option<(String, usize, u64)> = None;
    let mut batch: Vec<Vec<Val>> = Vec::new();
    let mut bytes = Vec::new();
    loop {
        bytes.clear();
        from.read_until(b'\n', &mut bytes).map_err(|fault| io(&fault))?;
        number += 1;
        if bytes.last() != Some(&b'\n') {
            return Err(bad(number, "the dump is cut off"));
        }
        let line: Json = serde_json::from_slice(&bytes).map_err(|_| bad(number, "no JSON"))?;
        if number == 1 {
            if line.get("pendopo-dump") != Some(&Json::from(1)) {
                return Err(bad(number, "not a dump that this program can read"));
            }
            take(Item::Head(line))?;
        } else if let (Json::Array(values), Some((_, width, count))) = (&line, &mut open) {
            if values.len() != *width {
                return Err(bad(number, "a row of the wrong length"));
            }
            let Json::Array(values) = line else { continue };
            let row: Option<Vec<Val>> = values.into_iter().map(from_json).collect();
            batch.push(row.ok_or_else(|| bad(number, "a value that no dump holds"))?);
            *count += 1;
            if batch.len() >= BATCH || bytes.len() >= LARGE {
                take(Item::Rows(std::mem::take(&mut batch)))?;
            }
        } else if let (Some(Json::String(name)), None) = (line.get("table"), &open) {
            let columns: Option<Vec<String>> = line
                .get("columns")
                .and_then(Json::as_array)
                .and_then(|columns| columns.iter().map(|column| column.as_str().map(str::to_owned)).collect());
            let columns = columns.ok_or_else(|| bad(number, "a table without columns"))?;
            open = Some((name.clone(), columns.len(), 0));
            take(Item::Table { name: name.clone(), columns })?;
        } else if let (Some(Json::String(name)), Some((table, _, count))) = (line.get("end"), &open) {
            if name != table || line.get("rows").and_then(Json::as_u64) != Some(*count) {
                return Err(bad(number, "rows of a table are missing"));
            }
            rows += count;
            tables += 1;
            if !batch.is_empty() {
                take(Item::Rows(std::mem::take(&mut batch)))?;
            }
            open = None;
        } else if let (Some(Json::String(sha256)), None) = (line.get("sha256"), &open) {
            let ours: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
            let counted = line.get("tables").and_then(Json::as_u64) == Some(tables)
                && line.get("rows").and_then(Json::as_u64) == Some(rows);
            if *sha256 != ours || !counted {
                return Err(bad(
                    number,
                    "the dump is damaged: its SHA-256 or its counts are not what the last line says",
                ));
            }
            let mut rest = [0];
            if from.read(&mut rest).map_err(|fault| io(&fault))? > 0 {
                return Err(bad(number + 1, "something follows the last line"));
            }
            return take(Item::End(Summary { tables, rows, sha256: ours }));
        } else {
            return Err(bad(number, "not what a dump has here"));
        }
        hash.update(&bytes);
    }
}

async fn take_in(db: &Db, queue: &mut mpsc::Receiver<Result<Item>>) -> Result<Summary> {
    let mut tx = db.begin().await?;
    let tables = tables_of(&mut tx).await?;
    for table in &tables {
        if tx.optional(&format!("select 1 as ada from {} limit 1", quoted(&table.name)), vec![]).await?.is_some() {
            return Err(Error::Other(format!("dump: table {} has rows already", table.name)));
        }
    }
    let foreign = loosen(&mut tx).await?;
    let mut into: Option<Into> = None;
    loop {
        let item = queue.recv().await.ok_or_else(|| Error::other("dump: reading has ended"))??;
        match item {
            Item::Head(theirs) => {
                let ours = head(&tx.query(RAN, vec![]).await?)?;
                if theirs != ours {
                    return Err(Error::other("dump: it was made with other migrations than this database has"));
                }
            }
            Item::Table { name, columns } => into = Some(Into::new(&tables, &name, &columns, tx.is_sqlite())?),
            Item::Rows(rows) => {
                if let Some(into) = &into {
                    into.insert(&mut tx, rows).await?;
                }
            }
            Item::End(summary) => {
                tighten(&mut tx, &tables, foreign).await?;
                tx.commit().await?;
                return Ok(summary);
            }
        }
    }
}

/// Foreign keys would demand an order of tables and rows, so they are put aside: those of PostgreSQL as the statements
/// that bring them back.
async fn loosen(tx: &mut Tx) -> Result<Vec<String>> {
    if tx.is_sqlite() {
        tx.exec("pragma defer_foreign_keys = on", vec![]).await?;
        return Ok(Vec::new());
    }
    let found = tx
        .query(
            "select cast(cast(conrelid as regclass) as text) as tabel, quote_ident(conname) as nama,
                 pg_get_constraintdef(oid) as isi
             from pg_constraint
             where contype = 'f' and conparentid = 0
                 and connamespace = cast(cast(current_schema() as text) as regnamespace)
             order by conname",
            vec![],
        )
        .await?;
    let mut back = Vec::new();
    for row in found {
        let (table, name, text): (String, String, String) = (row.get("tabel")?, row.get("nama")?, row.get("isi")?);
        tx.exec(&format!("alter table {table} drop constraint {name}"), vec![]).await?;
        back.push(format!("alter table {table} add constraint {name} {text}"));
    }
    Ok(back)
}

/// Foreign keys are checked, and columns that number themselves go on after the highest number.
async fn tighten(tx: &mut Tx, tables: &[Table], foreign: Vec<String>) -> Result<()> {
    if tx.is_sqlite() {
        let broken = tx.query("pragma foreign_key_check", vec![]).await?;
        return if broken.is_empty() { Ok(()) } else { Err(Error::ForeignKey) };
    }
    for statement in foreign {
        tx.exec(&statement, vec![]).await?;
    }
    for table in tables {
        for column in table.columns.iter().filter(|column| column.identity) {
            let sql = format!(
                "select setval(pg_get_serial_sequence($1, $2), coalesce((select max({}) from {}), 0) + 1, false)",
                quoted(&column.name),
                quoted(&table.name)
            );
            tx.query(&sql, crate::args![quoted(&table.name), column.name.as_str()]).await?;
        }
    }
    Ok(())
}

/// The table that is being filled.
struct Into {
    /// `insert into .. values` without the values.
    start: String,
    /// The type of each column, in the order of the dump; empty on SQLite, which takes values as they are.
    kinds: Vec<String>,
    width: usize,
}

impl Into {
    fn new(tables: &[Table], name: &str, columns: &[String], sqlite: bool) -> Result<Into> {
        let Some(table) = tables.iter().find(|table| table.name == name) else {
            return Err(Error::Other(format!("dump: this database has no table {name}")));
        };
        let mut kinds = Vec::new();
        for column in columns {
            let Some(known) = table.columns.iter().find(|known| known.name == *column) else {
                return Err(Error::Other(format!("dump: table {name} of this database has no column {column}")));
            };
            kinds.push(known.kind.clone());
        }
        let list: Vec<String> = columns.iter().map(|column| quoted(column)).collect();
        let start = format!("insert into {} ({}) values ", quoted(name), list.join(", "));
        Ok(Into { start, kinds: if sqlite { Vec::new() } else { kinds }, width: columns.len() })
    }

    fn statement(&self, rows: usize) -> String {
        let mut sql = self.start.clone();
        for row in 0..rows {
            sql.push_str(if row == 0 { "(" } else { ", (" });
            for column in 0..self.width {
                let comma = if column == 0 { "" } else { ", " };
                let number = row * self.width + column + 1;
                // JSON goes in as text, so that not a digit changes. The casts of the first row give the others
                // no types, so every row has its own.
                match self.kinds.get(column).map_or("", String::as_str) {
                    "" => sql.push_str(&format!("{comma}${number}")),
                    "jsonb" => sql.push_str(&format!("{comma}cast(cast(${number} as text) as jsonb)")),
                    kind => sql.push_str(&format!("{comma}cast(${number} as {kind})")),
                }
            }
            sql.push(')');
        }
        sql
    }

    async fn insert(&self, tx: &mut Tx, rows: Vec<Vec<Val>>) -> Result<()> {
        let mut ready = Vec::with_capacity(rows.len());
        for row in rows {
            let typed = row.into_iter().enumerate().map(|(column, value)| {
                let kind = self.kinds.get(column).map_or("", String::as_str);
                typed(value, kind).ok_or_else(|| Error::kind(format!("dump: a value that is no {kind}")))
            });
            ready.push(typed.collect::<Result<Vec<Val>>>()?);
        }
        // Full batches share one prepared statement; what is left goes in row by row.
        if ready.len() == BATCH && BATCH * self.width <= crate::MAX_PARAMS {
            return tx.exec(&self.statement(BATCH), ready.into_iter().flatten().collect()).await.map(drop);
        }
        let single = self.statement(1);
        for row in ready {
            tx.exec(&single, row).await?;
        }
        Ok(())
    }
}

/// A value as stored by SQLite in the kind that a PostgreSQL column wants; as it is for SQLite (no kind).
fn typed(value: Val, kind: &str) -> Option<Val> {
    match (kind, value) {
        ("boolean", Val::Int(number @ (0 | 1))) => Some(Val::Bool(number == 1)),
        ("timestamp with time zone", Val::Int(micros)) => moment(micros).map(Val::Time),
        ("date", Val::Text(text)) => day(&text).map(Val::Date),
        ("uuid", Val::Blob(bytes)) => Uuid::from_slice(&bytes).ok().map(Val::Uuid),
        ("double precision", Val::Int(number)) => Some(Val::Real(number as f64)),
        (_, value) => Some(value),
    }
}
