//! The append-only log: every change is a leaf of a Merkle tree (C2SP tlog-tiles) whose checkpoints are signed.
//!
//! A leaf is written in the transaction of its change. What strangers see of it is a salted hash, see [`leaf`], and of
//! each changed row the statement below it holds a salted hash again, so that what a history shows can be erased while
//! the log stays whole. Shortly after, [`log::integrate`] gives new leaves their place in the tree, stores the tiles and
//! signs a checkpoint.
mod change;
pub mod history;
pub mod leaf;
pub mod log;
pub mod verify;

pub(crate) use change::Change;
pub use change::plain;

use db::{Tx, args};
use sha2::{Digest as _, Sha256};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::keys::hex;
use crate::{Result, Subject};

/// Writes the leaf of one change and the digests of its rows.
pub(crate) async fn append(
    tx: &mut Tx,
    action: &str,
    actor: Option<Uuid>,
    at: OffsetDateTime,
    subject: &Subject,
    changes: &[Change],
) -> Result<Uuid> {
    let leaf = Uuid::now_v7();
    let mut all = Sha256::new();
    for change in changes {
        all.update(change.line().as_bytes());
    }
    let statement = leaf::Statement {
        id: leaf,
        at,
        actor,
        action: action.to_owned(),
        kind: subject.kind.to_string(),
        subject: subject.id,
        rows: changes.len() as u64,
        changes: hex(&all.finalize()),
    };
    let salt = Uuid::new_v4().as_bytes().to_vec();
    let body = statement.entry(&salt);
    let text = "insert into audit_leaf (id, seq, body, hash, at, actor, action, kind, subject, garam) values ($1, null, $2, $3, $4, $5, $6, $7, $8, $9)";
    let hash = tlog::leaf_hash(body.as_bytes()).as_bytes().to_vec();
    tx.exec(text, args![leaf, body, hash, at, actor, action, subject.kind.as_ref(), subject.id, salt]).await?;
    for (ord, change) in changes.iter().enumerate() {
        let text = "insert into audit_change (id, leaf, ord, tabel, rekaman, versi, jenis, sidik, garam, rincian) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)";
        let row = args![
            Uuid::now_v7(),
            leaf,
            i64::try_from(ord).unwrap_or(i64::MAX),
            change.table,
            change.id,
            change.version,
            change.kind(),
            change.digest.clone(),
            change.salt.clone(),
            change.detail.clone()
        ];
        tx.exec(text, row).await?;
    }
    Ok(leaf)
}
