//! A connection out of the pool.

use super::{Fault, Output, error, run};
use crate::{Error, Result, Val};
use deadpool_postgres::Object;
use std::time::{Duration, Instant};
use tokio_postgres::types::ToSql;
use tokio_postgres_rustls::MakeRustlsConnect;

/// How long the end of a transaction that nobody waits for may take before its connection is closed.
const PATIENCE: Duration = Duration::from_secs(5);

/// A connection, with a transaction in it or not, that never goes back to the pool in the middle of something, even
/// when the caller goes away while it waits.
pub(crate) struct Lent {
    object: Option<Object>,
    tls: MakeRustlsConnect,
    /// A transaction is open, or may be.
    transaction: bool,
    /// The answer to a statement is not complete.
    busy: bool,
}

impl Lent {
    pub(super) fn new(object: Object, tls: MakeRustlsConnect) -> Lent {
        Lent { object: Some(object), tls, transaction: false, busy: false }
    }

    pub(super) async fn begin(&mut self) -> Result<()> {
        self.transaction = true;
        self.batch("begin read write").await
    }

    pub(super) async fn statement(&mut self, sql: &str, args: &[Val], often: bool) -> Result<Output, Fault> {
        let Some(object) = &self.object else { return Err(Fault::Ours(Error::failed_before())) };
        self.busy = true;
        let result = run(object, sql, args, often).await;
        self.busy = false;
        if result.as_ref().is_err_and(Fault::stale) {
            object.statement_cache.clear();
        }
        result
    }

    pub async fn run(&mut self, sql: &str, args: &[Val]) -> Result<Output> {
        self.statement(sql, args, true).await.map_err(Fault::error)
    }

    /// Several statements of our own, without parameters.
    pub async fn batch(&mut self, sql: &str) -> Result<()> {
        let object = self.object.as_ref().ok_or_else(Error::failed_before)?;
        self.busy = true;
        let result = object.batch_execute(sql).await;
        self.busy = false;
        result.map_err(|fault| error(&fault))
    }

    /// Rows one after the other, for reading much. They are read to the end before the next call; a commit comes last.
    pub async fn stream(&mut self, sql: &str) -> Result<tokio_postgres::RowStream> {
        let none: [&(dyn ToSql + Sync); 0] = [];
        let object = self.object.as_ref().ok_or_else(Error::failed_before)?;
        self.busy = true;
        object.query_raw(sql, none).await.map_err(|fault| error(&fault))
    }

    pub async fn commit(mut self) -> Result<()> {
        self.batch("commit").await?;
        self.transaction = false;
        Ok(())
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        let Some(object) = self.object.take() else { return };
        let transaction = self.transaction;
        if object.is_closed() {
            drop(Object::take(object));
        } else if self.busy {
            let (token, tls) = (object.cancel_token(), self.tls.clone());
            apart(async move {
                let until = Instant::now() + PATIENCE;
                {
                    let mut calm = std::pin::pin!(object.batch_execute(if transaction { "rollback" } else { "" }));
                    // Again and again: a request to stop is lost when it comes before the statement does.
                    loop {
                        let _ = tokio::time::timeout(PATIENCE, token.cancel_query(tls.clone())).await;
                        match tokio::time::timeout(Duration::from_millis(200), &mut calm).await {
                            Err(_) if Instant::now() < until => {}
                            Ok(_) | Err(_) => break,
                        }
                    }
                }
                // Never back to the pool: a late request to stop would hit the next one's statement.
                drop(Object::take(object));
            });
        } else if transaction {
            apart(async move {
                if !matches!(tokio::time::timeout(PATIENCE, object.batch_execute("rollback")).await, Ok(Ok(()))) {
                    drop(Object::take(object));
                }
            });
        }
    }
}

/// Does something that nobody waits for, also when this is dropped outside the runtime.
fn apart(work: impl Future<Output = ()> + Send + 'static) {
    if let Ok(runtime) = tokio::runtime::Handle::try_current() {
        runtime.spawn(work);
        return;
    }
    let _ = std::thread::Builder::new().name("db-undo".into()).spawn(move || {
        if let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() {
            runtime.block_on(work);
        }
    });
}
