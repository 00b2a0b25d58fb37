//! Destroying a stored file: its row goes, and its content with the last row that named it.
//!
//! Somebody may be storing the same bytes at this very moment: they found the content in the store, did not write it
//! again, and have not written their row yet. So a content is marked as going before it is taken away, and stays marked
//! for longer than any request lasts; whoever would name it meanwhile is asked to try again.
use db::{Tx, args};
use object_store::ObjectStoreExt as _;
use serde_json::{Value as Json, json};
use uuid::Uuid;

use crate::job::JobKind;
use crate::{App, BoxFuture, Error, Result, Write};

use super::store::unavailable;
use super::{Store, table};

const CONTENT: &str = "inti.hapus_isi_berkas";
/// How long a content stays marked after it has been taken away.
const MARKED: time::Duration = time::Duration::minutes(10);

/// The work behind a destruction.
pub(crate) const JOB: JobKind =
    JobKind { kind: CONTENT, title: "Menghapus isi berkas yang dimusnahkan", schedule: None, run: content };

/// Destroys a file inside a change: the row is deleted, with its hash and name in the log; the content follows after the
/// commit, unless another row names it. Copies in backups stay until those are thrown away.
///
/// # Errors
/// [`Error::NotFound`] when there is no such row.
pub async fn destroy(write: &mut Write, id: Uuid) -> Result<()> {
    let row = write.tx().one("select sha256 from file where id = $1", args![id]).await?;
    let sha256: String = row.get("sha256")?;
    write.delete(&table(), id).await?;
    let_go(write, &sha256).await
}

/// Takes a content away after the commit, unless a row names it then.
pub(super) async fn let_go(write: &mut Write, sha256: &str) -> Result<()> {
    let at = write.at();
    write.job(CONTENT, json!({ "sha256": sha256 }), at).await?;
    Ok(())
}

/// Refuses to name a content that is being taken away.
pub(super) async fn is_going(write: &mut Write, sha256: &str) -> Result<()> {
    let since = write.at() - MARKED;
    let text = "select 1 as yes from file_going where sha256 = $1 and since > $2";
    match write.tx().optional(text, args![sha256, since]).await? {
        None => Ok(()),
        Some(_) => Err(Error::refused("Berkas dengan isi yang sama sedang dimusnahkan. Coba lagi sepuluh menit lagi.")),
    }
}

fn hash_of(payload: &Json) -> Result<String> {
    payload.get("sha256").and_then(Json::as_str).map(str::to_owned).ok_or_else(|| Error::internal("a job without hash"))
}

async fn is_named(tx: &mut Tx, sha256: &str) -> Result<bool> {
    Ok(tx.optional("select 1 as yes from file where sha256 = $1 limit 1", args![sha256]).await?.is_some())
}

fn content(app: App, payload: Json) -> BoxFuture<Result<()>> {
    Box::pin(async move {
        let sha256 = hash_of(&payload)?;
        let mut tx = app.db.begin().await?;
        if is_named(&mut tx, &sha256).await? {
            return Ok(());
        }
        let now = app.now();
        tx.exec("delete from file_going where since < $1", args![now - MARKED]).await?;
        let text = "insert into file_going (sha256, since) values ($1, $2) on conflict (sha256) do update set since = excluded.since";
        tx.exec(text, args![sha256.clone(), now]).await?;
        tx.commit().await?;
        // Who stored a row between the look and the mark keeps the content.
        let mut tx = app.db.begin().await?;
        let named = is_named(&mut tx, &sha256).await?;
        drop(tx);
        if !named {
            app.files.take_away(&sha256).await?;
        }
        Ok(())
    })
}

impl Store {
    /// Takes a content out of the store; nothing happens when it is not there.
    async fn take_away(&self, sha256: &str) -> Result<()> {
        self.is_there()?;
        match self.inner.delete(&self.key(sha256)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(cause) => Err(unavailable(cause)),
        }
    }
}
