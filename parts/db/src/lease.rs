//! Leases: one process at a time does a named background task, whatever becomes of the processes.

use crate::{Db, Result, args};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

/// Takes the lease of this name for `holder` until `now + length`, or extends it if `holder` has it already.
///
/// Returns false while someone else has it. A holder extends its lease well before it ends; if it dies, another gets the
/// lease when the time is over. Clocks of several machines have to agree to within a fraction of `length`.
pub async fn take(db: &Db, name: &str, holder: Uuid, now: OffsetDateTime, length: Duration) -> Result<bool> {
    let taken = db
        .exec(
            "insert into lease (name, holder, ends) values ($1, $2, $3)
             on conflict (name) do update set holder = excluded.holder, ends = excluded.ends
             where lease.holder = excluded.holder or lease.ends <= $4",
            args![name, holder, now + length, now],
        )
        .await?;
    Ok(taken == 1)
}

/// Gives the lease back, if `holder` still has it.
pub async fn give_back(db: &Db, name: &str, holder: Uuid) -> Result<()> {
    db.exec("delete from lease where name = $1 and holder = $2", args![name, holder]).await.map(drop)
}
