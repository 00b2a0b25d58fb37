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

/// Changes written in one statement.
const CHANGES_AT_ONCE: usize = 500;

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
    let mut ord = 0_i64;
    for some in changes.chunks(CHANGES_AT_ONCE) {
        let (mut values, mut marks) = (Vec::with_capacity(some.len() * 10), Vec::with_capacity(some.len()));
        for change in some {
            let from = values.len();
            values.extend(args![
                Uuid::now_v7(),
                leaf,
                ord,
                change.table,
                change.id,
                change.version,
                change.kind(),
                change.digest.clone(),
                change.salt.clone(),
                change.detail.clone()
            ]);
            let places: Vec<String> = (from + 1..=values.len()).map(|n| format!("${n}")).collect();
            marks.push(format!("({})", places.join(",")));
            ord += 1;
        }
        let text = format!(
            "insert into audit_change (id, leaf, ord, tabel, rekaman, versi, jenis, sidik, garam, rincian) values {}",
            marks.join(", ")
        );
        tx.exec(&text, values).await?;
    }
    Ok(leaf)
}
