//! One way to SQLite and PostgreSQL: one SQL text with `$1` parameters, one set of values, one kind of transaction.
//!
//! Callers never ask which database they have. What differs lives here and nowhere else.
//!
//! ```no_run
//! # async fn example() -> db::Result<()> {
//! use db::{Config, Db, args};
//! let db = Db::open(&Config::Sqlite { path: "pendopo.sqlite".into(), readers: 4 }).await?;
//! let mut tx = db.begin().await?;
//! tx.exec("insert into warga (nik, nama) values ($1, $2)", args!["3300000000000001", "Sari"]).await?;
//! tx.commit().await?;
//! let nama: String = db.one("select nama from warga where nik = $1", args!["3300000000000001"]).await?.get("nama")?;
//! # Ok(()) }
//! ```
//!
//! # Writing SQL for both
//! - Column types are uuid, text, bigint, boolean, timestamptz, date, jsonb, bytea and double precision, no others.
//! - Parameters have the kind of their column (see [`Val`]). Where PostgreSQL cannot tell the type (`select $1`), it
//!   takes text: write `cast($1 as bigint)`.
//! - `like` and `lower` look at ASCII letters only and `like` minds the case; texts are ordered by their bytes.
//! - `->>` gives text on PostgreSQL and a number for a JSON number on SQLite: read JSON with `get::<serde_json::Value>`
//!   and use `->>` in SQL for texts only.
//! - `sum` of bigint reads as `i64` (or `Option<i64>`: it is null over no rows), `avg` as `f64`.
//! - `for update` and `for update skip locked` may stand in a statement; SQLite does not need them and does not see them.
//! - No `now()`: the moment is a parameter.
//! - A statement outside a transaction can only read.

mod apart;
mod backup;
mod count;
pub mod dump;
mod error;
pub mod fts;
pub mod lease;
pub mod lock;
mod merge;
mod migrate;
mod postgres;
pub mod queue;
mod schema;
mod sql;
mod sqlite;
mod tx;
mod value;

pub use apart::open as open_apart;
pub use backup::{Form, backup};
pub use count::{Step, counted, recorded};
pub use error::{Error, Result};
pub use merge::Merge;
pub use migrate::MigrationSet;
pub use schema::SCHEMA;
pub use tx::Tx;
pub use value::{FromVal, MAX_PARAMS, Row, Val};

use sqlite::Statement;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Which database, and where.
#[derive(Clone)]
pub enum Config {
    /// A file on a local disk (not on a network share).
    Sqlite {
        /// The file; made when it is not there.
        path: PathBuf,
        /// How many statements may read at once; about the number of cores.
        readers: usize,
    },
    /// A server, version 14 or later, with the encoding UTF-8.
    Postgres {
        /// `postgres://name:password@host:port/database?sslmode=require&sslrootcert=/etc/ca.pem`.
        ///
        /// Without `sslmode`, encryption with a checked certificate is required unless the host is this machine.
        url: String,
        /// The most connections, at least 2.
        max: usize,
    },
}

impl std::fmt::Debug for Config {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Config::Sqlite { path, readers } => write!(f, "Sqlite({}, {readers} readers)", path.display()),
            // The URL holds a password.
            Config::Postgres { max, .. } => write!(f, "Postgres(at most {max} connections)"),
        }
    }
}

/// Limits that only tests and unusual installations change.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How long a transaction may stay unused before it is rolled back: 30 s.
    pub idle: Duration,
    /// How long to wait for a connection of the pool, or for a new one: 5 s. On SQLite, [`Db::begin`] waits this long
    /// beyond `idle`.
    pub wait: Duration,
    /// SQLite: the most transactions that share one fsync: 64.
    pub group: usize,
    /// SQLite: how long a committed transaction waits for others to share its fsync, when there are others: 5 ms.
    pub window: Duration,
    /// SQLite: the largest size of the database in pages of 4096 bytes; `None`: the disk.
    pub sqlite_pages: Option<u32>,
    /// SQLite: what is deleted is overwritten in the file, not only given up; see [`Db::wipe`].
    pub erase: bool,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            idle: Duration::from_secs(30),
            wait: Duration::from_secs(5),
            group: 64,
            window: Duration::from_millis(5),
            sqlite_pages: None,
            erase: false,
        }
    }
}

/// An open database. Clones share it.
#[derive(Clone)]
pub struct Db {
    inner: Arc<Inner>,
}

struct Inner {
    engine: Engine,
    statements: AtomicU64,
}

enum Engine {
    Sqlite(sqlite::Sqlite),
    Postgres(postgres::Postgres),
}

impl std::fmt::Debug for Db {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self.inner.engine {
            Engine::Sqlite(_) => "Db(SQLite)",
            Engine::Postgres(_) => "Db(PostgreSQL)",
        })
    }
}

impl Db {
    /// Opens the database and tries it out. Errors: [`Error::Unavailable`].
    pub async fn open(config: &Config) -> Result<Db> {
        Db::open_with(config, Limits::default()).await
    }

    /// Opens the database with other limits.
    pub async fn open_with(config: &Config, limits: Limits) -> Result<Db> {
        let engine = match config {
            Config::Sqlite { path, readers } => {
                let (path, readers) = (path.clone(), *readers);
                let opened = tokio::task::spawn_blocking(move || sqlite::Sqlite::open(&path, readers, limits)).await;
                Engine::Sqlite(opened.map_err(Error::other)??)
            }
            Config::Postgres { url, max } => Engine::Postgres(postgres::Postgres::open(url, *max, limits).await?),
        };
        let db = Db { inner: Arc::new(Inner { engine, statements: AtomicU64::new(0) }) };
        db.ping().await?;
        Ok(db)
    }

    fn note(&self, sql: &str, args: &[Val]) {
        self.inner.statements.fetch_add(1, Ordering::Relaxed);
        count::note(sql, args);
    }

    /// Runs a statement that reads, and returns its rows. It sees what was committed before.
    ///
    /// Errors: a statement that would change something is refused with [`Error::Other`].
    pub async fn query(&self, sql: &str, args: Vec<Val>) -> Result<Vec<Row>> {
        self.note(sql, &args);
        value::check(sql, &args)?;
        match &self.inner.engine {
            Engine::Sqlite(sqlite) => Ok(sqlite.read(Statement { sql: sql.into(), args }).await?.rows),
            Engine::Postgres(postgres) => Ok(postgres.read(sql, &args).await?.rows),
        }
    }

    /// The only row. Errors: [`Error::NoRow`] when there is none, [`Error::Other`] when there are several.
    pub async fn one(&self, sql: &str, args: Vec<Val>) -> Result<Row> {
        only(self.query(sql, args).await?)?.ok_or(Error::NoRow)
    }

    /// The only row, or none. Errors: [`Error::Other`] when there are several.
    pub async fn optional(&self, sql: &str, args: Vec<Val>) -> Result<Option<Row>> {
        only(self.query(sql, args).await?)
    }

    /// Begins a transaction.
    ///
    /// On SQLite one transaction is open at a time and others wait for their turn here, so do nothing slow (network,
    /// password hashing) while holding one, and never begin a second one meanwhile. On PostgreSQL the isolation is
    /// READ COMMITTED: use `for update` or [`lock::exclusive`] where two writers must not cross.
    ///
    /// Errors: [`Error::Busy`] when the turn or a connection is not had in time, [`Error::Unavailable`].
    pub async fn begin(&self) -> Result<Tx> {
        let open = match &self.inner.engine {
            Engine::Sqlite(sqlite) => tx::Open::Sqlite(sqlite.begin().await?),
            Engine::Postgres(postgres) => tx::Open::Postgres(Box::new(postgres.begin().await?)),
        };
        count::mark(Step::Begin);
        Ok(Tx::new(self.clone(), open))
    }

    /// Runs one statement in a transaction of its own and returns how many rows it changed.
    ///
    /// For the kernel's own tables (sessions, leases); people's data is changed through a transaction that also holds
    /// its audit entry.
    pub async fn exec(&self, sql: &str, args: Vec<Val>) -> Result<u64> {
        let mut tx = self.begin().await?;
        let count = tx.exec(sql, args).await?;
        tx.commit().await?;
        Ok(count)
    }

    /// Brings the tables up to date: runs the scripts that have not been run yet, each in a transaction, in the order
    /// of the sets and their scripts. Returns what was run, as `module/0001_nama`. Safe to call from several processes
    /// at once. See [`MigrationSet`].
    pub async fn migrate(&self, sets: &[MigrationSet]) -> Result<Vec<String>> {
        migrate::run(self, sets).await
    }

    /// Asks the database for a sign of life.
    pub async fn ping(&self) -> Result<()> {
        match &self.inner.engine {
            Engine::Sqlite(sqlite) => sqlite.read(Statement { sql: "select 1".into(), args: vec![] }).await.map(drop),
            Engine::Postgres(postgres) => postgres.read("select 1", &[]).await.map(drop),
        }
    }

    /// How many statements were run since the database was opened, by all tasks; see [`counted`] for one task.
    pub fn statements(&self) -> u64 {
        self.inner.statements.load(Ordering::Relaxed)
    }

    /// The size of the database in bytes, free pages inside it included, the write-ahead log not.
    pub async fn size_bytes(&self) -> Result<i64> {
        let sql = match &self.inner.engine {
            Engine::Sqlite(_) => "select page_count * page_size from pragma_page_count(), pragma_page_size()",
            Engine::Postgres(_) => "select pg_database_size(current_database())",
        };
        self.one(sql, vec![]).await?.at(0)
    }

    /// Lets the database learn how its tables are filled, which decides how it reads them: after much was changed, and
    /// every night. A server does so by itself; SQLite has to be told, and looks at a sample only.
    pub async fn tune(&self) -> Result<()> {
        match &self.inner.engine {
            Engine::Sqlite(sqlite) => sqlite.tune().await,
            Engine::Postgres(_) => Ok(()),
        }
    }

    /// Puts the indexes of the search in order: every night, and after many documents were put at once. Others can write
    /// meanwhile. PostgreSQL does so by itself.
    pub async fn tidy(&self) -> Result<()> {
        match &self.inner.engine {
            Engine::Sqlite(sqlite) => sqlite.tidy().await,
            Engine::Postgres(_) => Ok(()),
        }
    }

    /// Makes what was deleted before go away where the database keeps it: the log beside the file on SQLite, dead rows of these
    /// tables on PostgreSQL (which locks them meanwhile). For databases opened with [`Limits::erase`], after a deletion that must be
    /// a real one. What others hold (replicas, archived logs, backups, snapshots of the disk) is not touched.
    pub async fn wipe(&self, tables: &[&str]) -> Result<()> {
        match &self.inner.engine {
            Engine::Sqlite(sqlite) => sqlite.wipe().await,
            Engine::Postgres(postgres) => postgres.wipe(tables).await,
        }
    }

    fn engine(&self) -> &Engine {
        &self.inner.engine
    }
}

fn only(mut rows: Vec<Row>) -> Result<Option<Row>> {
    if rows.len() > 1 {
        return Err(Error::Other(format!("{} rows where one was expected", rows.len())));
    }
    Ok(rows.pop())
}
