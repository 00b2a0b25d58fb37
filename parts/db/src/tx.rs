//! A transaction.

use crate::sqlite::Statement;
use crate::{Db, Error, Result, Row, Val, only, postgres, sqlite, value};

pub(crate) enum Open {
    Sqlite(sqlite::Turn),
    Postgres(Box<postgres::Lent>),
}

/// An open transaction. Dropping it, or failing to commit it, keeps nothing; on PostgreSQL its locks may outlive the drop
/// by a moment.
///
/// After a statement has failed, the transaction can only be dropped: later statements and the commit fail too, on both
/// databases. Where a row may be there already, say `on conflict do nothing`.
///
/// A transaction that stays unused for 30 seconds is rolled back by the database and its later calls fail with
/// [`Error::Unavailable`].
pub struct Tx {
    db: Db,
    open: Open,
    failed: bool,
}

impl std::fmt::Debug for Tx {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Tx({:?})", self.db)
    }
}

impl Tx {
    pub(crate) fn new(db: Db, open: Open) -> Tx {
        Tx { db, open, failed: false }
    }

    pub(crate) fn is_sqlite(&self) -> bool {
        matches!(self.open, Open::Sqlite(_))
    }

    async fn run(&mut self, sql: &str, args: Vec<Val>) -> Result<(u64, Vec<Row>)> {
        self.db.note(sql, &args);
        if self.failed {
            return Err(Error::failed_before());
        }
        // Stays set when the caller goes away before the answer.
        self.failed = true;
        value::check(sql, &args)?;
        let done = match &mut self.open {
            Open::Sqlite(turn) => {
                let output = turn.run(Statement { sql: sql.into(), args }).await?;
                (output.count, output.rows)
            }
            Open::Postgres(open) => {
                let output = open.run(sql, &args).await?;
                (output.count, output.rows)
            }
        };
        self.failed = false;
        Ok(done)
    }

    /// Runs a statement and returns its rows (of a `select` or of `returning`).
    pub async fn query(&mut self, sql: &str, args: Vec<Val>) -> Result<Vec<Row>> {
        Ok(self.run(sql, args).await?.1)
    }

    /// The only row. Errors: [`Error::NoRow`] when there is none, which does not end the transaction.
    pub async fn one(&mut self, sql: &str, args: Vec<Val>) -> Result<Row> {
        only(self.query(sql, args).await?)?.ok_or(Error::NoRow)
    }

    /// The only row, or none.
    pub async fn optional(&mut self, sql: &str, args: Vec<Val>) -> Result<Option<Row>> {
        only(self.query(sql, args).await?)
    }

    /// Runs a statement and returns how many rows it changed.
    pub async fn exec(&mut self, sql: &str, args: Vec<Val>) -> Result<u64> {
        Ok(self.run(sql, args).await?.0)
    }

    /// Keeps the changes. When this returns `Ok` they are on the disk; after an error nothing was kept, except that
    /// [`Error::Unavailable`] leaves it open: the connection may have been lost after the server had committed.
    pub async fn commit(self) -> Result<()> {
        if self.failed {
            return Err(Error::failed_before());
        }
        crate::count::mark(crate::Step::Commit);
        match self.open {
            Open::Sqlite(turn) => turn.commit().await,
            Open::Postgres(open) => open.commit().await,
        }
    }
}
