//! Locks that last as long as a transaction.

use crate::{Result, Tx, args};
use sha2::{Digest, Sha256};

/// The number by which PostgreSQL knows the lock of this name.
fn key(name: &str) -> i64 {
    Sha256::digest(name.as_bytes()).as_chunks::<8>().0.first().map_or(0, |bytes| i64::from_be_bytes(*bytes))
}

/// Waits until no other transaction holds the lock of this name, and holds it until this one ends.
///
/// For what must be done by one after the other, such as giving out the next number of a register. On SQLite every
/// transaction is alone anyway.
pub async fn exclusive(tx: &mut Tx, name: &str) -> Result<()> {
    if !tx.is_sqlite() {
        tx.query("select pg_advisory_xact_lock($1)", args![key(name)]).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_key_of_a_name_stays_the_same() {
        assert_eq!(super::key("nomor/surat"), super::key("nomor/surat"));
        assert_ne!(super::key("nomor/surat"), super::key("nomor/aduan"));
        // SHA-256 of nothing begins with e3b0c44298fc1c14.
        assert_eq!(super::key(""), 0xe3b0_c442_98fc_1c14_u64 as i64);
    }
}
