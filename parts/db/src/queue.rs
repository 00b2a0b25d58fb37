//! Taking jobs from a queue that several workers, in one or more processes, empty together.

use crate::{Result, Tx, args};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

/// A job that was claimed.
#[derive(Clone, Debug)]
pub struct Job {
    /// Its row in the table `job`.
    pub id: Uuid,
    /// What is to be done.
    pub kind: String,
    /// With what.
    pub payload: serde_json::Value,
    /// When it was due.
    pub run_at: OffsetDateTime,
    /// How often it was claimed, this time included.
    pub attempts: i64,
}

/// Claims up to `limit` jobs that are due at `now`, the longest waiting first, for as long as `length`.
///
/// Claimed jobs are skipped by others until `now + length`; after that a job whose worker died is claimed again. The
/// transaction is committed before the work begins. The table is
/// `job (id uuid, kind text, payload jsonb, run_at timestamptz, attempts bigint, locked_until timestamptz, ..)`; done
/// jobs are deleted, and one that is to be run no more has the `run_at` null. An index on `run_at` keeps this fast.
pub async fn claim(tx: &mut Tx, now: OffsetDateTime, length: Duration, limit: i64) -> Result<Vec<Job>> {
    let rows = tx
        .query(
            "update job set locked_until = $2, attempts = attempts + 1
             where id in (
                 select id from job
                 where run_at <= $1 and (locked_until is null or locked_until <= $1)
                 order by run_at, id limit $3 for update skip locked)
             returning id, kind, payload, run_at, attempts",
            args![now, now + length, limit],
        )
        .await?;
    let mut jobs = Vec::with_capacity(rows.len());
    for row in rows {
        jobs.push(Job {
            id: row.get("id")?,
            kind: row.get("kind")?,
            payload: row.get("payload")?,
            run_at: row.get("run_at")?,
            attempts: row.get("attempts")?,
        });
    }
    jobs.sort_by_key(|job| (job.run_at, job.id));
    Ok(jobs)
}
