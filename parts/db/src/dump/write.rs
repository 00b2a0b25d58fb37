//! Writing a dump.

use super::{RAN, Summary, Table, columns_sql, head, io, quoted, tables, to_json};
use crate::{Db, Engine, Error, Result, Row, postgres, sqlite};
use futures_util::TryStreamExt;
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use tokio::sync::mpsc;

/// Bytes that are gathered before they are written.
const CHUNK: usize = 256 * 1024;

/// Writes all rows of all tables as they were at one moment, while others go on reading and writing.
///
/// Errors: [`Error::Full`] when `out` has no room; what was written then has no last line and is no dump.
pub async fn write(db: &Db, out: impl Write + Send + 'static) -> Result<Summary> {
    let mut dump = Dump { out: Box::new(out), hash: Sha256::new(), tables: 0, rows: 0 };
    match db.engine() {
        Engine::Sqlite(sqlite) => {
            let path = sqlite.path().to_owned();
            let work = tokio::task::spawn_blocking(move || {
                from_sqlite(&path, &mut dump)?;
                dump.finish()
            });
            work.await.map_err(Error::other)?
        }
        Engine::Postgres(postgres) => {
            let (lines, queue) = mpsc::channel(4);
            let writing = tokio::task::spawn_blocking(move || dump.write_all(queue));
            let read = from_postgres(postgres, Feed { lines, chunk: Vec::new() }).await;
            // Where writing has failed, reading has failed only because of it.
            let (mut dump, written) = writing.await.map_err(Error::other)?;
            written?;
            let (tables, rows) = read?;
            (dump.tables, dump.rows) = (tables, rows);
            tokio::task::spawn_blocking(move || dump.finish()).await.map_err(Error::other)?
        }
    }
}

struct Dump {
    out: Box<dyn Write + Send>,
    hash: Sha256,
    tables: u64,
    rows: u64,
}

impl Dump {
    fn put(&mut self, bytes: &[u8]) -> Result<()> {
        self.hash.update(bytes);
        self.out.write_all(bytes).map_err(|fault| io(&fault))
    }

    fn write_all(mut self, mut queue: mpsc::Receiver<Vec<u8>>) -> (Dump, Result<()>) {
        while let Some(chunk) = queue.blocking_recv() {
            if let Err(fault) = self.put(&chunk) {
                return (self, Err(fault));
            }
        }
        (self, Ok(()))
    }

    fn finish(mut self) -> Result<Summary> {
        let sha256 = self.hash.clone().finalize().iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        let last = json!({ "tables": self.tables, "rows": self.rows, "sha256": sha256 });
        writeln!(self.out, "{last}").and_then(|()| self.out.flush()).map_err(|fault| io(&fault))?;
        Ok(Summary { tables: self.tables, rows: self.rows, sha256 })
    }
}

/// The statement that reads a table. JSON is read as the text that the database has, to the last digit.
fn select(table: &Table) -> String {
    let columns = table.columns.iter().map(|column| match column.kind.as_str() {
        "jsonb" => format!("cast({} as text)", quoted(&column.name)),
        _ => quoted(&column.name),
    });
    format!("select {} from {}", columns.collect::<Vec<_>>().join(", "), quoted(&table.name))
}

fn begin_table(table: &Table) -> Json {
    json!({ "table": table.name, "columns": table.columns.iter().map(|column| &column.name).collect::<Vec<_>>() })
}

fn from_sqlite(path: &Path, dump: &mut Dump) -> Result<()> {
    let error = |fault: rusqlite::Error| sqlite::error(&fault);
    let connection = sqlite::open(path, true)?;
    // Everything below sees the database as it is at the first read.
    connection.execute_batch("begin").map_err(error)?;
    let mut reader = sqlite::Reader::new(connection);
    let mut read = |sql: &str| reader.run(&sqlite::Statement { sql: sql.into(), args: vec![] }).map(|found| found.rows);
    let head = head(&read(RAN)?)?;
    let tables = tables(&read(columns_sql(true))?)?;
    let connection = reader.connection;
    let mut chunk = format!("{head}\n").into_bytes();
    for table in &tables {
        let _ = writeln!(chunk, "{}", begin_table(table));
        let mut statement = connection.prepare(&select(table)).map_err(error)?;
        let mut found = statement.query([]).map_err(error)?;
        let mut count = 0u64;
        while let Some(row) = found.next().map_err(error)? {
            let values = (0..table.columns.len()).map(|index| row.get_ref(index).map(|v| to_json(sqlite::value(v))));
            let _ = writeln!(chunk, "{}", Json::Array(values.collect::<Result<_, _>>().map_err(error)?));
            count += 1;
            if chunk.len() >= CHUNK {
                dump.put(&chunk)?;
                chunk.clear();
            }
        }
        let _ = writeln!(chunk, "{}", json!({ "end": table.name, "rows": count }));
        dump.rows += count;
    }
    dump.tables = tables.len() as u64;
    dump.put(&chunk)
}

/// Lines on their way to the thread that writes.
struct Feed {
    lines: mpsc::Sender<Vec<u8>>,
    chunk: Vec<u8>,
}

impl Feed {
    async fn line(&mut self, line: &Json) -> Result<()> {
        let _ = writeln!(self.chunk, "{line}");
        if self.chunk.len() >= CHUNK { self.flush().await } else { Ok(()) }
    }
    async fn flush(&mut self) -> Result<()> {
        self.lines.send(std::mem::take(&mut self.chunk)).await.map_err(Error::other)
    }
}

async fn from_postgres(postgres: &postgres::Postgres, mut feed: Feed) -> Result<(u64, u64)> {
    let mut open = postgres.begin().await?;
    open.batch("set transaction isolation level repeatable read, read only").await?;
    let ran: Vec<Row> = open.run(RAN, &[]).await?.rows;
    feed.line(&head(&ran)?).await?;
    let tables = tables(&open.run(columns_sql(false), &[]).await?.rows)?;
    let mut rows = 0;
    for table in &tables {
        feed.line(&begin_table(table)).await?;
        let mut found = std::pin::pin!(open.stream(&select(table)).await?);
        let columns: Arc<[Box<str>]> = table.columns.iter().map(|column| column.name.as_str().into()).collect();
        let mut count = 0u64;
        while let Some(row) = found.try_next().await.map_err(|fault| postgres::error(&fault))? {
            let values = postgres::row(&row, &columns)?.into_values();
            feed.line(&Json::Array(values.into_iter().map(to_json).collect())).await?;
            count += 1;
        }
        feed.line(&json!({ "end": table.name, "rows": count })).await?;
        rows += count;
    }
    open.commit().await?;
    feed.flush().await?;
    Ok((tables.len() as u64, rows))
}
