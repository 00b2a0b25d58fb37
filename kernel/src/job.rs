//! Background work, queued in the same database and the same transaction as the change that asks for it.
//!
//! A job runs at least once. One that fails is tried again with growing pauses; after [`MAX_ATTEMPTS`] it stays as a
//! dead letter that an administrator sees and can run again. A job that waits for something outside of us (a mail server,
//! a neighbour's service) says [`Error::Unavailable`] and is tried for days, see [`MAX_UNAVAILABLE`].
use std::time::Duration;

use db::{Tx, args};
use serde_json::Value as Json;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{App, BoxFuture, Error, Result};

/// Tries before a job counts as dead.
pub const MAX_ATTEMPTS: i64 = 8;
/// Tries of a job whose cause lies outside of us: with pauses of up to an hour, about three days.
pub const MAX_UNAVAILABLE: i64 = 84;
/// How long a worker may hold a job before another takes it over.
const LEASE: time::Duration = time::Duration::minutes(10);
/// How many jobs one worker runs at a time.
const AT_ONCE: i64 = 4;

/// A kind of background work.
#[derive(Clone, Copy)]
pub struct JobKind {
    /// Unique name, such as `kewajiban.hitung`.
    pub kind: &'static str,
    /// What it does, for the page of the queue.
    pub title: &'static str,
    /// When it starts by itself: a cron line (minute hour day month weekday) in the zone of the regency.
    pub schedule: Option<&'static str>,
    /// The work; must tolerate a repetition.
    pub run: fn(App, Json) -> BoxFuture<Result<()>>,
}

/// Puts a job into the queue.
pub(crate) async fn enqueue(
    tx: &mut Tx,
    kind: &str,
    payload: Json,
    run_at: OffsetDateTime,
    now: OffsetDateTime,
) -> Result<Uuid> {
    let id = Uuid::now_v7();
    let text = "insert into job (id, kind, payload, run_at, attempts, locked_until, state, last_error, created) values ($1, $2, $3, $4, 0, null, 'siap', null, $5)";
    tx.exec(text, args![id, kind, payload, run_at, now]).await?;
    Ok(id)
}

/// Pause before the next try: 10 s, 40 s, 90 s, .. growing with the square, at most an hour.
fn pause(attempts: i64) -> time::Duration {
    time::Duration::seconds((10 * attempts * attempts).min(3600))
}

/// Whether work of this kind is under way or due: what a page shows as progress. Work that failed and waits for its next
/// try, or that was given up, is not under way.
pub async fn is_under_way(app: &App, kind: &str) -> Result<bool> {
    let text = "select 1 as yes from job where kind = $1 and run_at <= $2 and state = 'siap' limit 1";
    Ok(app.db.optional(text, args![kind, app.now()]).await?.is_some())
}

/// Runs what is due, once. Returns how many jobs ran.
pub async fn run_due(app: &App) -> Result<usize> {
    schedule(app).await?;
    let mut tx = app.db.begin().await?;
    let jobs = db::queue::claim(&mut tx, app.now(), LEASE, AT_ONCE).await?;
    tx.commit().await?;
    let count = jobs.len();
    let mut running = tokio::task::JoinSet::new();
    for job in jobs {
        let app = app.clone();
        running.spawn(async move { run_one(&app, job).await });
    }
    while let Some(done) = running.join_next().await {
        if let Err(cause) = done {
            tracing::error!(%cause, "a job panicked");
        }
    }
    Ok(count)
}

/// Runs until nothing is due any more; for tests and for `pendopo` commands that must leave nothing behind.
pub async fn drain(app: &App) -> Result<usize> {
    let mut total = 0;
    loop {
        match run_due(app).await? {
            0 => return Ok(total),
            ran => total += ran,
        }
    }
}

async fn run_one(app: &App, job: db::queue::Job) {
    let result = match app.job_runner(&job.kind) {
        Some(run) => match tokio::spawn(run(app.clone(), job.payload.clone())).await {
            Ok(result) => result.map_err(|cause| {
                let most = if matches!(cause, Error::Unavailable(_)) { MAX_UNAVAILABLE } else { MAX_ATTEMPTS };
                (explained(&cause), most)
            }),
            Err(cause) => Err((cause.to_string(), MAX_ATTEMPTS)),
        },
        None => Err((format!("no module knows the job {}", job.kind), MAX_ATTEMPTS)),
    };
    let stored = match result {
        Ok(()) => app.db.exec("delete from job where id = $1", args![job.id]).await,
        Err((cause, most)) => {
            let attempts = job.attempts;
            let dead = attempts >= most;
            tracing::warn!(job = %job.id, kind = %job.kind, attempts, dead, %cause, "a job failed");
            let state = if dead { "mati" } else { "siap" };
            // A job without a time is not claimed any more.
            let run_at = (!dead).then(|| app.now() + pause(attempts));
            let text = "update job set state = $2, run_at = $3, locked_until = null, last_error = $4 where id = $1";
            let cause: String = cause.chars().take(2000).collect();
            app.db.exec(text, args![job.id, state, run_at, cause]).await
        }
    };
    if let Err(cause) = stored {
        tracing::error!(job = %job.id, %cause, "the outcome of a job could not be stored; it will run again");
    }
}

/// What an administrator reads of a failure: the chain of causes, without a back trace.
fn explained(error: &Error) -> String {
    match error {
        Error::Internal(cause) | Error::Unavailable(cause) => format!("{cause:#}"),
        Error::Invalid(fields) => {
            fields.iter().map(|each| format!("{}: {}", each.field, each.message)).collect::<Vec<_>>().join("; ")
        }
        Error::Unauthenticated
        | Error::NotFound
        | Error::Forbidden
        | Error::Stale
        | Error::Conflict
        | Error::Refused(_)
        | Error::BadRequest(_)
        | Error::TooLarge(_)
        | Error::TooMany(_)
        | Error::Done(_) => error.to_string(),
    }
}

/// Queues scheduled jobs whose time has come. Each occurrence is queued once, however many workers look.
async fn schedule(app: &App) -> Result<()> {
    let now = app.now();
    for kind in app.job_kinds().filter(|kind| kind.schedule.is_some()) {
        let stored = app.db.optional("select next_run from job_schedule where kind = $1", args![kind.kind]).await?;
        let next = match stored {
            Some(row) => row.get::<OffsetDateTime>("next_run")?,
            None => {
                let text = "insert into job_schedule (kind, next_run) values ($1, $2) on conflict (kind) do nothing";
                app.db.exec(text, args![kind.kind, next_run(app, kind, now)?]).await?;
                continue;
            }
        };
        if next > now {
            continue;
        }
        let mut tx = app.db.begin().await?;
        let text = "update job_schedule set next_run = $3 where kind = $1 and next_run = $2";
        if tx.exec(text, args![kind.kind, next, next_run(app, kind, now)?]).await? == 1 {
            enqueue(&mut tx, kind.kind, Json::Null, now, now).await?;
            tx.commit().await?;
        }
    }
    Ok(())
}

fn next_run(app: &App, kind: &JobKind, now: OffsetDateTime) -> Result<OffsetDateTime> {
    let line = kind.schedule.unwrap_or("0 0 * * *");
    let cron: croner::Cron = line.parse().map_err(|cause| Error::internal(format!("schedule {line}: {cause:?}")))?;
    let zone =
        chrono::FixedOffset::east_opt(app.offset().whole_seconds()).ok_or_else(|| Error::internal("bad zone"))?;
    let from = chrono::DateTime::from_timestamp(now.unix_timestamp(), 0)
        .ok_or_else(|| Error::internal("bad time"))?
        .with_timezone(&zone);
    let next = cron
        .find_next_occurrence(&from, false)
        .map_err(|cause| Error::internal(format!("schedule {line}: {cause:?}")))?;
    OffsetDateTime::from_unix_timestamp(next.timestamp()).map_err(Error::internal)
}

/// Runs jobs until the program ends.
pub async fn work(app: App) {
    loop {
        match run_due(&app).await {
            Ok(0) => {
                let wake = app.signals.job.notified();
                let _ = tokio::time::timeout(Duration::from_secs(5), wake).await;
            }
            Ok(_) => {}
            Err(cause) => {
                tracing::warn!(%cause, "the queue cannot be read; trying again");
                tokio::time::sleep(Duration::from_secs(5)).await;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn pauses_grow_and_stay_under_an_hour() {
        let seconds: Vec<i64> = (1..=20).map(|n| super::pause(n).whole_seconds()).collect();
        assert_eq!(seconds[..3], [10, 40, 90]);
        assert!(seconds.windows(2).all(|pair| pair[0] <= pair[1]));
        assert_eq!(seconds[19], 3600);
    }
}
