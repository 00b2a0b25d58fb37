//! PostgreSQL: a pool of connections.

mod convert;
mod lent;
mod tls;

pub(crate) use lent::Lent;

use crate::{Error, Limits, Result, Row, Val};
use convert::{Cell, Sent};
use deadpool_postgres::{Hook, HookError, Manager, ManagerConfig, Object, Pool, PoolConfig, RecyclingMethod, Runtime};
use std::sync::Arc;
use std::time::Duration;
use tokio_postgres::types::ToSql;
use tokio_postgres_rustls::MakeRustlsConnect;

/// How many prepared statements a connection keeps; past it all are let go.
const STATEMENTS: usize = 512;

/// An open PostgreSQL database.
pub(crate) struct Postgres {
    pool: Pool,
    tls: MakeRustlsConnect,
}

/// What a statement did.
pub(crate) struct Output {
    pub count: u64,
    pub rows: Vec<Row>,
}

impl Postgres {
    pub async fn open(url: &str, max: usize, limits: Limits) -> Result<Postgres> {
        let (mut config, tls) = tls::config(url)?;
        config.connect_timeout(Duration::from_secs(5));
        config.tcp_user_timeout(Duration::from_secs(30));
        config.keepalives_idle(Duration::from_secs(60));
        if config.get_application_name().is_none() {
            config.application_name("pendopo");
        }
        let manager =
            Manager::from_config(config, tls.clone(), ManagerConfig { recycling_method: RecyclingMethod::Fast });
        let mut pool = PoolConfig::new(max.max(2));
        pool.timeouts.wait = Some(limits.wait);
        pool.timeouts.create = Some(limits.wait);
        pool.timeouts.recycle = Some(limits.wait);
        // Outside `begin` nothing can be changed, as on SQLite.
        let settings = format!(
            "set default_transaction_read_only = on; set idle_in_transaction_session_timeout = {}; set timezone = 'UTC';
             set standard_conforming_strings = on; set client_min_messages = warning",
            limits.idle.as_millis().max(1)
        );
        let settings: Arc<str> = settings.into();
        let pool = Pool::builder(manager)
            .config(pool)
            .runtime(Runtime::Tokio1)
            .post_create(Hook::async_fn(move |client, _| {
                let settings = settings.clone();
                Box::pin(async move { client.batch_execute(&settings).await.map_err(HookError::Backend) })
            }))
            .build()
            .map_err(Error::other)?;
        Ok(Postgres { pool, tls })
    }

    async fn object(&self) -> Result<Object> {
        use deadpool_postgres::{PoolError, TimeoutType};
        self.pool.get().await.map_err(|fault| match &fault {
            PoolError::Timeout(TimeoutType::Wait) => Error::Busy,
            PoolError::Backend(cause) | PoolError::PostCreateHook(HookError::Backend(cause)) => {
                let known = error(cause);
                // A wrong password, a missing database: nothing works until someone mends it.
                if matches!(known, Error::Unavailable(_)) { known } else { Error::Unavailable(known.bare()) }
            }
            PoolError::Timeout(_)
            | PoolError::Closed
            | PoolError::NoRuntimeSpecified
            | PoolError::PostCreateHook(HookError::Message(_)) => Error::Unavailable(fault.to_string()),
        })
    }

    async fn lend(&self) -> Result<Lent> {
        Ok(Lent::new(self.object().await?, self.tls.clone()))
    }

    /// A statement outside a transaction, which can only read, so it may be sent twice: after a lost connection, or
    /// when the tables have changed since it was prepared.
    pub async fn read(&self, sql: &str, args: &[Val]) -> Result<Output> {
        self.read_as(sql, args, true).await
    }

    /// As [`Postgres::read`], for a text that will not come again and is not kept prepared.
    pub async fn read_once(&self, sql: &str, args: &[Val]) -> Result<Output> {
        self.read_as(sql, args, false).await
    }

    async fn read_as(&self, sql: &str, args: &[Val], often: bool) -> Result<Output> {
        let mut lent = self.lend().await?;
        let fault = match lent.statement(sql, args, often).await {
            Ok(output) => return Ok(output),
            Err(fault) => fault,
        };
        if fault.lost() {
            drop(lent);
            self.forget();
            lent = self.lend().await?;
        } else if !fault.stale() {
            return Err(fault.error());
        }
        lent.statement(sql, args, often).await.map_err(Fault::error)
    }

    pub async fn begin(&self) -> Result<Lent> {
        let mut lent = self.lend().await?;
        if let Err(fault) = lent.begin().await {
            if !matches!(fault, Error::Unavailable(_)) {
                return Err(fault);
            }
            drop(lent);
            self.forget();
            lent = self.lend().await?;
            lent.begin().await?;
        }
        Ok(lent)
    }

    /// Writes these tables anew without their dead rows.
    pub async fn wipe(&self, tables: &[&str]) -> Result<()> {
        let object = self.object().await?;
        for table in tables {
            // Each alone: this cannot stand in a transaction, and several statements of one text would be in one.
            for text in ["set default_transaction_read_only = off", &format!("vacuum full {table}")] {
                if let Err(cause) = object.batch_execute(text).await {
                    // The connection goes, with its setting.
                    drop(Object::take(object));
                    return Err(error(&cause));
                }
            }
        }
        drop(Object::take(object));
        Ok(())
    }

    /// One connection was lost, so those in the pool are not to be trusted either.
    fn forget(&self) {
        self.pool.retain(|_, _| false);
    }
}

/// What went wrong while running a statement: on our side or on the server's.
enum Fault {
    Ours(Error),
    Server(tokio_postgres::Error),
}

impl Fault {
    fn error(self) -> Error {
        match self {
            Fault::Ours(error) => error,
            Fault::Server(fault) => error(&fault),
        }
    }
    fn lost(&self) -> bool {
        matches!(self, Fault::Server(fault) if matches!(error(fault), Error::Unavailable(_)))
    }

    /// "cached plan must not change result type", or a prepared statement that the server has forgotten.
    fn stale(&self) -> bool {
        use tokio_postgres::error::SqlState;
        matches!(self, Fault::Server(fault)
            if fault.code() == Some(&SqlState::INVALID_SQL_STATEMENT_NAME)
                || fault.code() == Some(&SqlState::FEATURE_NOT_SUPPORTED))
    }
}

async fn run(object: &Object, sql: &str, args: &[Val], often: bool) -> Result<Output, Fault> {
    if object.statement_cache.size() >= STATEMENTS {
        object.statement_cache.clear();
    }
    let statement = if often { object.prepare_cached(sql).await } else { object.prepare(sql).await };
    let statement = statement.map_err(Fault::Server)?;
    if statement.params().len() != args.len() {
        return Err(Fault::Ours(Error::kind(format!(
            "{} parameters given, {} needed",
            args.len(),
            statement.params().len()
        ))));
    }
    for (index, (value, kind)) in args.iter().zip(statement.params()).enumerate() {
        if !convert::fits(value, kind) {
            return Err(Fault::Ours(Error::kind(format!("parameter ${} is {}, not {kind}", index + 1, value.kind()))));
        }
    }
    let sent: Vec<Sent<'_>> = args.iter().map(Sent).collect();
    let params: Vec<&(dyn ToSql + Sync)> = sent.iter().map(|value| value as _).collect();
    if statement.columns().is_empty() {
        let count = object.execute(&statement, &params).await.map_err(Fault::Server)?;
        return Ok(Output { count, rows: Vec::new() });
    }
    let columns: Arc<[Box<str>]> = statement.columns().iter().map(|column| column.name().into()).collect();
    let found = object.query(&statement, &params).await.map_err(Fault::Server)?;
    let rows = found.iter().map(|row| self::row(row, &columns)).collect::<Result<Vec<_>>>().map_err(Fault::Ours)?;
    Ok(Output { count: rows.len() as u64, rows })
}

/// A row as ours.
pub(crate) fn row(found: &tokio_postgres::Row, columns: &Arc<[Box<str>]>) -> Result<Row> {
    let values = (0..columns.len()).map(|index| {
        found.try_get::<_, Cell>(index).map(|cell| cell.0).map_err(|fault| {
            let why = std::error::Error::source(&fault).map_or_else(|| fault.to_string(), ToString::to_string);
            Error::kind(format!("column {}: {why}", columns.get(index).map_or("?", |name| name)))
        })
    });
    Ok(Row::new(columns.clone(), values.collect::<Result<_>>()?))
}

/// The error in our words. Never the server's `detail`, which holds values.
pub(crate) fn error(fault: &tokio_postgres::Error) -> Error {
    let Some(db) = fault.as_db_error() else {
        let cause = std::error::Error::source(fault).map(ToString::to_string);
        let text = cause.map_or_else(|| fault.to_string(), |cause| format!("{fault}: {cause}"));
        // Without a word of the server it is the connection: refused, timed out, closed, broken.
        return Error::Unavailable(text);
    };
    let code = db.code().code();
    match code {
        "23505" => Error::Unique { constraint: unique(db) },
        "23503" => Error::ForeignKey,
        "23514" | "23502" => Error::Check,
        "40001" | "40P01" | "55P03" => Error::Busy,
        "53100" => Error::Full(db.message().to_owned()),
        "53300" | "25P03" | "57P01" | "57P02" | "57P03" | "57P05" => Error::Unavailable(db.message().to_owned()),
        _ if code.starts_with("08") => Error::Unavailable(db.message().to_owned()),
        // `invalid input syntax for type uuid: "..."`: what follows is data.
        _ if code.starts_with("22") => {
            Error::kind(format!("{code} {}", db.message().split(": \"").next().unwrap_or_default()))
        }
        _ => Error::other(format!("{code} {}", db.message())),
    }
}

/// `table.column[,column]` from `Key (column, column)=(..) already exists.`, in any language of the server; the name
/// of the index when it is over expressions.
fn unique(db: &tokio_postgres::error::DbError) -> String {
    let name = db.constraint().unwrap_or_default().to_owned();
    let columns = db.detail().and_then(|detail| {
        let (_, rest) = detail.split_once('(')?;
        rest.split_once(")=(").map(|(columns, _)| columns)
    });
    match (db.table(), columns) {
        (Some(table), Some(columns)) if plain(columns) => {
            format!("{table}.{}", columns.replace(", ", ",").replace('"', ""))
        }
        (_, _) => name,
    }
}

/// Whether this is a list of column names and no expression.
fn plain(columns: &str) -> bool {
    columns.split(", ").all(|column| column.chars().all(|ch| ch.is_alphanumeric() || ch == '_' || ch == '"'))
}
