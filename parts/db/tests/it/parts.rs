//! Queue, locks and leases.

use crate::base::Base;
use crate::both;
use db::{Db, SCHEMA, args, lease, lock, queue};
use std::collections::HashSet;
use time::macros::datetime;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

const NOW: OffsetDateTime = datetime!(2026-08-17 03:00:00 UTC);

both!(
    jobs_are_claimed_once,
    jobs_are_claimed_again_when_their_worker_died,
    leases_have_one_holder,
    locks_are_exclusive,
);

const JOB: &str =
    "create table job (id uuid primary key, kind text not null, payload jsonb not null, run_at timestamptz,
    attempts bigint not null default 0, locked_until timestamptz);
    create index job_due on job (run_at);";

async fn add_job(db: &Db, number: u128, run_at: Option<OffsetDateTime>) {
    db.exec(
        "insert into job (id, kind, payload, run_at) values ($1, 'surat', $2, $3)",
        args![Uuid::from_u128(number), serde_json::json!({"n": number as u64}), run_at],
    )
    .await
    .unwrap();
}

async fn claim(db: &Db, now: OffsetDateTime, limit: i64) -> Vec<u128> {
    let mut tx = db.begin().await.unwrap();
    let jobs = queue::claim(&mut tx, now, Duration::minutes(5), limit).await.unwrap();
    tx.commit().await.unwrap();
    jobs.iter().map(|job| job.id.as_u128()).collect()
}

async fn jobs_are_claimed_once(base: Base) {
    let db = base.tables(JOB).await;
    for number in 1..=40 {
        add_job(&db, number, Some(NOW - Duration::seconds(number as i64))).await;
    }
    add_job(&db, 100, Some(NOW + Duration::SECOND)).await;
    add_job(&db, 101, None).await;
    assert_eq!(claim(&db, NOW, 3).await, [40, 39, 38]);
    let workers: Vec<_> = (0..8)
        .map(|_| {
            let db = db.clone();
            tokio::spawn(async move {
                let mut mine = Vec::new();
                loop {
                    let jobs = claim(&db, NOW, 2).await;
                    if jobs.is_empty() {
                        return mine;
                    }
                    mine.extend(jobs);
                }
            })
        })
        .collect();
    let mut all = Vec::new();
    for worker in workers {
        all.extend(worker.await.unwrap());
    }
    assert_eq!(all.len(), 37);
    assert_eq!(all.iter().collect::<HashSet<_>>().len(), 37);
    assert!(claim(&db, NOW, 10).await.is_empty());
}

async fn jobs_are_claimed_again_when_their_worker_died(base: Base) {
    let db = base.tables(JOB).await;
    add_job(&db, 1, Some(NOW)).await;
    let mut tx = db.begin().await.unwrap();
    let jobs = queue::claim(&mut tx, NOW, Duration::minutes(5), 1).await.unwrap();
    assert_eq!((jobs[0].attempts, jobs[0].kind.as_str()), (1, "surat"));
    assert_eq!(jobs[0].payload, serde_json::json!({"n": 1}));
    assert_eq!(jobs[0].run_at, NOW);
    // Without a commit nothing was claimed. PostgreSQL may still be rolling back, and passes over the row until then.
    drop(tx);
    let again = loop {
        let jobs = claim(&db, NOW, 1).await;
        if !jobs.is_empty() {
            break jobs;
        }
    };
    assert_eq!(again, [1]);
    assert!(claim(&db, NOW + Duration::minutes(4), 1).await.is_empty());
    assert_eq!(claim(&db, NOW + Duration::minutes(5), 1).await, [1]);
    let attempts = db.one("select attempts from job", vec![]).await.unwrap();
    assert_eq!(attempts.get::<i64>("attempts"), Ok(2));
}

async fn leases_have_one_holder(base: Base) {
    let db = base.db().await;
    db.migrate(&[SCHEMA]).await.unwrap();
    let (first, second) = (Uuid::from_u128(1), Uuid::from_u128(2));
    let minute = Duration::MINUTE;
    assert!(lease::take(&db, "surat", first, NOW, minute).await.unwrap());
    assert!(!lease::take(&db, "surat", second, NOW, minute).await.unwrap());
    assert!(lease::take(&db, "lain", second, NOW, minute).await.unwrap());
    // Extended by its holder, taken by another when it is over.
    assert!(lease::take(&db, "surat", first, NOW + minute / 2, minute).await.unwrap());
    assert!(!lease::take(&db, "surat", second, NOW + minute, minute).await.unwrap());
    assert!(lease::take(&db, "surat", second, NOW + minute * 3 / 2, minute).await.unwrap());
    // Only the holder can give it back.
    lease::give_back(&db, "surat", first).await.unwrap();
    assert!(!lease::take(&db, "surat", first, NOW + minute * 2, minute).await.unwrap());
    lease::give_back(&db, "surat", second).await.unwrap();
    assert!(lease::take(&db, "surat", first, NOW + minute * 2, minute).await.unwrap());
    // Many at once: one gets it.
    let tasks: Vec<_> = (0..16)
        .map(|holder| {
            let db = db.clone();
            tokio::spawn(async move { lease::take(&db, "baru", Uuid::from_u128(holder), NOW, minute).await.unwrap() })
        })
        .collect();
    let mut winners = 0;
    for task in tasks {
        winners += u32::from(task.await.unwrap());
    }
    assert_eq!(winners, 1);
}

async fn locks_are_exclusive(base: Base) {
    let db = base.tables("create table nomor (n bigint primary key)").await;
    let tasks: Vec<_> = (0..32)
        .map(|_| {
            let db = db.clone();
            tokio::spawn(async move {
                let mut tx = db.begin().await.unwrap();
                lock::exclusive(&mut tx, "nomor").await.unwrap();
                let row = tx.one("select coalesce(max(n), 0) + 1 as n from nomor", vec![]).await.unwrap();
                let next: i64 = row.get("n").unwrap();
                tx.exec("insert into nomor (n) values ($1)", args![next]).await.unwrap();
                tx.commit().await.unwrap();
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    assert_eq!(db.one("select max(n) as n from nomor", vec![]).await.unwrap().get("n"), Ok(32));
}
