//! What a leaf says, and what strangers see of it.
//!
//! The log is public, what it tells of is not: who did what to which record, and when, is for people with a right. So
//! what is hashed into the tree and handed to everybody is only a commitment, a hash over a secret salt and the
//! statement:
//!
//! ```text
//! statement   {"aksi":"tim.ubah","baris":1,"id":"..","jenis":"tim","pelaku":"..","pokok":"..","sidik":"..","waktu":1790000000000000}
//! entry       {"sidik":"<hex of SHA-256(salt, statement)>","v":1}
//! ```
//!
//! Nobody can guess a statement from its entry, since 128 bits of salt are not known to them; whoever is given statement
//! and salt can check both against the entry, and nobody can find another statement that fits. The statement is not
//! stored: it is made from the columns of the leaf and its changes, so that a changed column no longer fits the entry.
use serde_json::json;
use sha2::{Digest as _, Sha256};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::keys::hex;
use crate::{Result, db::Row};

/// Columns of `audit_leaf` from which [`Statement::read`] reads.
pub const COLUMNS: &str = "id, at, actor, action, kind, subject, garam, body";

/// Who did what to which record, when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The leaf.
    pub id: Uuid,
    /// When.
    pub at: OffsetDateTime,
    /// The account; nobody when the program did it.
    pub actor: Option<Uuid>,
    /// What was done, such as `tim.ubah`.
    pub action: String,
    /// Kind of the record.
    pub kind: String,
    /// The record.
    pub subject: Uuid,
    /// How many rows changed.
    pub rows: u64,
    /// Hex of SHA-256 over the lines of the changed rows, see `change::line`.
    pub changes: String,
}

impl Statement {
    /// From a row with [`COLUMNS`], and what its changes sum up to.
    pub(super) fn read(row: &Row, rows: u64, changes: String) -> Result<Statement> {
        Ok(Statement {
            id: row.get("id")?,
            at: row.get("at")?,
            actor: row.get("actor")?,
            action: row.get("action")?,
            kind: row.get("kind")?,
            subject: row.get("subject")?,
            rows,
            changes,
        })
    }

    /// The statement as it is hashed: JSON with sorted keys, without white space.
    pub fn text(&self) -> String {
        // In the order of the alphabet, so that it is the same whether or not a map keeps the order of its keys.
        json!({
            "aksi": self.action,
            "baris": self.rows,
            "id": self.id,
            "jenis": self.kind,
            "pelaku": self.actor,
            "pokok": self.subject,
            "sidik": self.changes,
            "waktu": i64::try_from(self.at.unix_timestamp_nanos() / 1000).unwrap_or(i64::MAX),
        })
        .to_string()
    }

    /// The entry that the log shows of it.
    pub fn entry(&self, salt: &[u8]) -> String {
        entry(salt, &self.text())
    }
}

/// The public entry over a salt and the text of a statement.
pub fn entry(salt: &[u8], statement: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(salt);
    hash.update(statement.as_bytes());
    json!({ "sidik": hex(&hash.finalize()), "v": 1 }).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statement() -> Statement {
        Statement {
            id: Uuid::from_u128(1),
            at: OffsetDateTime::UNIX_EPOCH,
            actor: Some(Uuid::from_u128(2)),
            action: "tim.ubah".into(),
            kind: "tim".into(),
            subject: Uuid::from_u128(3),
            rows: 1,
            changes: "ab".into(),
        }
    }

    #[test]
    fn a_statement_has_one_form() {
        assert_eq!(
            statement().text(),
            "{\"aksi\":\"tim.ubah\",\"baris\":1,\"id\":\"00000000-0000-0000-0000-000000000001\",\"jenis\":\"tim\",\
             \"pelaku\":\"00000000-0000-0000-0000-000000000002\",\"pokok\":\"00000000-0000-0000-0000-000000000003\",\
             \"sidik\":\"ab\",\"waktu\":0}"
        );
    }

    #[test]
    fn every_part_and_the_salt_decide_the_entry() {
        let salt = [7; 16];
        let known = statement().entry(&salt);
        assert!(known.starts_with("{\"sidik\":\"") && known.ends_with("\",\"v\":1}"), "{known}");
        let other = |change: fn(&mut Statement)| {
            let mut other = statement();
            change(&mut other);
            other.entry(&salt)
        };
        for entry in [
            statement().entry(&[8; 16]),
            other(|own| own.actor = None),
            other(|own| own.action.push('x')),
            other(|own| own.kind.clear()),
            other(|own| own.subject = Uuid::nil()),
            other(|own| own.at += time::Duration::microseconds(1)),
            other(|own| own.rows = 2),
            other(|own| own.changes.clear()),
            other(|own| own.id = Uuid::nil()),
        ] {
            assert_ne!(entry, known);
        }
    }
}
