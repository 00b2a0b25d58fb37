//! A connection and the running of statements on it.

use super::Statement;
use crate::value::{day_text, micros};
use crate::{Error, Result, Row, Val, sql};
use rusqlite::config::DbConfig;
use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Connection, ErrorCode, ffi};
use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, Weak};

/// What a statement did.
#[derive(Default)]
pub(crate) struct Output {
    /// Rows changed, or returned.
    pub count: u64,
    pub rows: Vec<Row>,
    /// Whether the statement could change anything.
    pub wrote: bool,
}

/// Opens a connection with our settings.
pub(crate) fn open(path: &Path, reads_only: bool) -> Result<Connection> {
    let set = || -> rusqlite::Result<Connection> {
        let connection = Connection::open(path)?;
        connection.busy_timeout(std::time::Duration::from_secs(5))?;
        // A misspelt "column" is an error, not a text; nobody edits the schema behind SQLite's back.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
        connection.execute_batch(
            "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on;
             pragma case_sensitive_like = on; pragma journal_size_limit = 67108864;",
        )?;
        connection.pragma_update(None, "query_only", reads_only)?;
        // In KiB, of each connection. The system keeps the file in memory too, so readers need little of their own.
        connection.pragma_update(None, "cache_size", if reads_only { -4096 } else { -8192 })?;
        connection.set_prepared_statement_cache_capacity(256);
        Ok(connection)
    };
    set().map_err(|fault| Error::Unavailable(format!("{}: {}", path.display(), error(&fault).bare())))
}

/// A connection that runs statements and remembers their texts as SQLite wants them.
pub(crate) struct Reader {
    pub connection: Connection,
    texts: HashMap<Box<str>, Box<str>>,
    /// Who waits for the statement that runs.
    caller: Arc<Mutex<Weak<()>>>,
}

impl Reader {
    pub fn new(connection: Connection) -> Reader {
        Reader { connection, texts: HashMap::new(), caller: Arc::default() }
    }

    /// A reader that stops a statement when its caller has gone away. Not for writing: stopping a change ends the
    /// transaction of the whole group.
    pub fn stoppable(mut connection: Connection) -> Result<Reader> {
        let caller = Arc::<Mutex<Weak<()>>>::default();
        let watched = caller.clone();
        connection
            .progress_handler(
                10_000,
                Some(move || {
                    watched.lock().is_ok_and(|caller: std::sync::MutexGuard<'_, _>| caller.strong_count() == 0)
                }),
            )
            .map_err(|fault| error(&fault))?;
        Ok(Reader { connection, texts: HashMap::new(), caller })
    }

    /// Runs a statement for as long as `caller` is there.
    pub fn run_for(&mut self, caller: Weak<()>, statement: &Statement) -> Result<Output> {
        if let Ok(mut watched) = self.caller.lock() {
            *watched = caller;
        }
        self.run(statement)
    }

    pub fn run(&mut self, statement: &Statement) -> Result<Output> {
        if !self.texts.contains_key(&statement.sql) {
            if self.texts.len() >= 1024 {
                self.texts.clear();
            }
            self.texts.insert(statement.sql.clone(), sql::for_sqlite(&statement.sql).into());
        }
        let text = self.texts.get(&statement.sql).map_or("", |text| text);
        run(&self.connection, text, &statement.args).map_err(|fault| error(&fault))
    }
}

fn run(connection: &Connection, text: &str, args: &[Val]) -> rusqlite::Result<Output> {
    let mut prepared = connection.prepare_cached(text)?;
    let wrote = !prepared.readonly();
    let args = rusqlite::params_from_iter(args);
    if prepared.column_count() == 0 {
        let count = prepared.execute(args)? as u64;
        return Ok(Output { count, rows: Vec::new(), wrote });
    }
    // Their names are asked for after the first step, which prepares anew when the tables have changed.
    let mut columns: Arc<[Box<str>]> = Arc::new([]);
    let mut rows = Vec::new();
    let mut found = prepared.query(args)?;
    while let Some(row) = found.next()? {
        if rows.is_empty() {
            columns = row.as_ref().column_names().map(Box::from).collect();
        }
        let values = (0..columns.len()).map(|index| row.get_ref(index).map(value)).collect::<Result<_, _>>()?;
        rows.push(Row::new(columns.clone(), values));
    }
    Ok(Output { count: rows.len() as u64, rows, wrote })
}

/// A value as it is stored.
pub(crate) fn value(stored: ValueRef<'_>) -> Val {
    match stored {
        ValueRef::Null => Val::Null,
        ValueRef::Integer(number) => Val::Int(number),
        ValueRef::Real(number) => Val::Real(number),
        ValueRef::Text(text) => Val::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Val::Blob(bytes.to_vec()),
    }
}

impl rusqlite::ToSql for Val {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Val::Null => ToSqlOutput::Owned(Value::Null),
            Val::Bool(flag) => ToSqlOutput::Owned(Value::Integer(i64::from(*flag))),
            Val::Int(number) => ToSqlOutput::Owned(Value::Integer(*number)),
            Val::Real(number) => ToSqlOutput::Owned(Value::Real(*number)),
            Val::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Val::Blob(bytes) => ToSqlOutput::Borrowed(ValueRef::Blob(bytes)),
            Val::Uuid(id) => ToSqlOutput::Borrowed(ValueRef::Blob(id.as_bytes())),
            Val::Json(json) => ToSqlOutput::Owned(Value::Text(json.to_string())),
            Val::Time(at) => ToSqlOutput::Owned(Value::Integer(micros(*at))),
            Val::Date(day) => ToSqlOutput::Owned(Value::Text(day_text(*day))),
        })
    }
}

/// The error in our words.
pub(crate) fn error(fault: &rusqlite::Error) -> Error {
    #[expect(clippy::wildcard_enum_match_arm, reason = "not our enum")]
    let (code, message) = match fault {
        rusqlite::Error::SqliteFailure(code, message) => (code, message.clone().unwrap_or_default()),
        rusqlite::Error::SqlInputError { error, msg, .. } => (error, msg.clone()),
        rusqlite::Error::InvalidParameterCount(given, needed) => {
            return Error::kind(format!("{given} parameters given, {needed} needed"));
        }
        other => return Error::other(other),
    };
    match code.extended_code {
        ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_ROWID => {
            return Error::Unique { constraint: unique(&message) };
        }
        ffi::SQLITE_CONSTRAINT_FOREIGNKEY => return Error::ForeignKey,
        ffi::SQLITE_CONSTRAINT_CHECK | ffi::SQLITE_CONSTRAINT_NOTNULL => return Error::Check,
        // "cannot store TEXT value in BLOB column pemohon.id"
        ffi::SQLITE_CONSTRAINT_DATATYPE | ffi::SQLITE_MISMATCH => return Error::kind(message),
        _ => {}
    }
    #[expect(clippy::wildcard_enum_match_arm, reason = "not our enum")]
    match code.code {
        ErrorCode::DiskFull => Error::Full("no room on disk, or the size limit of the database is reached".into()),
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Error::Busy,
        ErrorCode::SystemIoFailure
        | ErrorCode::CannotOpen
        | ErrorCode::DatabaseCorrupt
        | ErrorCode::NotADatabase
        | ErrorCode::FileLockingProtocolFailed
        | ErrorCode::PermissionDenied
        | ErrorCode::OutOfMemory => Error::Unavailable(fault.to_string()),
        ErrorCode::TooBig => Error::kind("text or blob too big"),
        _ => Error::other(if message.is_empty() { fault.to_string() } else { message }),
    }
}

/// `UNIQUE constraint failed: orang.nik, orang.unit` as `orang.nik,unit`; `..: index 'nama'` as `nama`.
fn unique(message: &str) -> String {
    let what = message.split_once(": ").map_or(message, |(_, what)| what);
    if let Some(index) = what.strip_prefix("index '") {
        return index.trim_end_matches('\'').to_owned();
    }
    let mut out = String::new();
    for (nth, column) in what.split(", ").enumerate() {
        match column.split_once('.') {
            Some((_, name)) if nth > 0 => {
                out.push(',');
                out.push_str(name);
            }
            Some(_) | None => out.push_str(column),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unique_messages() {
        assert_eq!(unique("UNIQUE constraint failed: orang.nik"), "orang.nik");
        assert_eq!(unique("UNIQUE constraint failed: orang.nik, orang.unit"), "orang.nik,unit");
        assert_eq!(unique("UNIQUE constraint failed: index 'orang_nama'"), "orang_nama");
    }
}
