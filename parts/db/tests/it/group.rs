//! Many writers at once; on SQLite they share transactions.

use crate::base::{Base, Side, admin, run};
use crate::both;
use db::{Error, Limits, args};
use std::time::{Duration, Instant};

const TABLE: &str = "create table catatan (id bigint primary key, penulis bigint not null, isi text not null)";

both!(many_writers, a_slow_writer_delays_nobody, members_see_each_other, waiting_callers_go_away);

async fn count(db: &db::Db, clause: &str) -> i64 {
    db.one(&format!("select count(*) as n from catatan where {clause}"), vec![]).await.unwrap().get("n").unwrap()
}

/// 64 writers, some of which fail or change their mind; each keeps all of its rows or none, and what was confirmed is there.
async fn many_writers(base: Base) {
    let db = base.tables(TABLE).await;
    let tasks: Vec<_> = (0..64i64)
        .map(|writer| {
            let db = db.clone();
            tokio::spawn(async move {
                let mut kept = 0;
                for round in 0..10i64 {
                    let id = writer * 1000 + round * 10;
                    let mut tx = db.begin().await.unwrap();
                    for part in 0..3 {
                        let values = args![id + part, writer, format!("{round}")];
                        tx.exec("insert into catatan (id, penulis, isi) values ($1, $2, $3)", values).await.unwrap();
                    }
                    match (writer + round) % 4 {
                        0 => drop(tx),
                        1 => {
                            let again = tx.exec("insert into catatan (id, penulis, isi) values ($1, 0, '')", args![id]);
                            assert!(matches!(again.await, Err(Error::Unique { .. })));
                            assert!(tx.commit().await.is_err());
                        }
                        _ => {
                            tx.commit().await.unwrap();
                            kept += 3;
                            let seen =
                                db.query("select id from catatan where penulis = $1", args![writer]).await.unwrap();
                            assert_eq!(seen.len(), kept);
                        }
                    }
                }
                kept as i64
            })
        })
        .collect();
    let mut kept = 0;
    for task in tasks {
        kept += task.await.unwrap();
    }
    assert_eq!(count(&db, "true").await, kept);
    assert_eq!(kept, 64 * 10 * 3 / 2);
    // It is all on the disk.
    let again = base.db().await;
    assert_eq!(count(&again, "true").await, kept);
}

/// A transaction that stays open after another has committed must not keep that one waiting.
async fn a_slow_writer_delays_nobody(base: Base) {
    crate::base::migrate(&base.db().await, TABLE).await;
    let db = base.db_with(Limits { idle: Duration::from_secs(20), ..Limits::default() }).await;
    let mut first = db.begin().await.unwrap();
    first.exec("insert into catatan (id, penulis, isi) values (1, 1, '')", vec![]).await.unwrap();
    let slow = tokio::spawn({
        let db = db.clone();
        async move {
            // On SQLite this waits for the first, and then is in its group.
            let mut slow = db.begin().await.unwrap();
            for id in 2..10i64 {
                slow.exec("insert into catatan (id, penulis, isi) values ($1, 2, '')", args![id]).await.unwrap();
            }
            slow.exec("update catatan set isi = 'x' where penulis = 2", vec![]).await.unwrap();
            slow
        }
    });
    tokio::time::sleep(Duration::from_millis(50)).await;
    let begun = Instant::now();
    first.commit().await.unwrap();
    assert!(begun.elapsed() < Duration::from_secs(5), "the first had to wait for the second");
    assert_eq!(count(&db, "true").await, 1);
    let mut slow = slow.await.unwrap();
    assert_eq!(slow.query("select id from catatan", vec![]).await.unwrap().len(), 9);
    assert_eq!(count(&db, "true").await, 1);
    slow.commit().await.unwrap();
    assert_eq!(count(&db, "isi = 'x'").await, 8);
}

async fn members_see_each_other(base: Base) {
    let db = base.tables(TABLE).await;
    db.exec("insert into catatan (id, penulis, isi) values (1, 0, '')", vec![]).await.unwrap();
    let tasks: Vec<_> = (0..64)
        .map(|_| {
            let db = db.clone();
            tokio::spawn(async move {
                let mut tx = db.begin().await.unwrap();
                let row = tx.one("select penulis from catatan where id = 1 for update", vec![]).await.unwrap();
                let n: i64 = row.get("penulis").unwrap();
                tx.exec("update catatan set penulis = $1 where id = 1", args![n + 1]).await.unwrap();
                tx.commit().await.unwrap();
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    assert_eq!(count(&db, "penulis = 64").await, 1);
}

async fn waiting_callers_go_away(base: Base) {
    let db = base.tables(TABLE).await;
    let held = db.begin().await.unwrap();
    let waiting: Vec<_> = (0..40)
        .map(|id: i64| {
            let db = db.clone();
            tokio::spawn(async move {
                let mut tx = db.begin().await.unwrap();
                tx.exec("insert into catatan (id, penulis, isi) values ($1, 0, '')", args![id]).await.unwrap();
                tokio::time::sleep(Duration::from_secs(60)).await;
                tx.commit().await.unwrap();
            })
        })
        .collect();
    tokio::time::sleep(Duration::from_millis(50)).await;
    drop(held);
    tokio::task::yield_now().await;
    for task in &waiting {
        task.abort();
    }
    db.exec("insert into catatan (id, penulis, isi) values (100, 0, '')", vec![]).await.unwrap();
    assert_eq!(count(&db, "true").await, 1);
}

/// No room: an error for all who share the commit, nothing half kept, and work goes on when there is room again.
#[test]
fn disk_full_on_sqlite() {
    run(Side::Sqlite, async |base: Base| {
        crate::base::migrate(&base.db().await, TABLE).await;
        let db = base.db_with(Limits { sqlite_pages: Some(60), ..Limits::default() }).await;
        db.exec("insert into catatan (id, penulis, isi) values (1, 1, 'awal')", vec![]).await.unwrap();
        let tasks: Vec<_> = (0..32i64)
            .map(|writer| {
                let db = db.clone();
                tokio::spawn(async move {
                    let mut tx = db.begin().await?;
                    for part in 0..4 {
                        let values = args![writer * 100 + part + 2, writer, "x".repeat(5000)];
                        tx.exec("insert into catatan (id, penulis, isi) values ($1, $2, $3)", values).await?;
                    }
                    tx.commit().await.map(|()| writer)
                })
            })
            .collect();
        let mut kept = Vec::new();
        for task in tasks {
            match task.await.unwrap() {
                Ok(writer) => kept.push(writer),
                Err(fault) => assert!(matches!(fault, Error::Full(_)), "{fault:?}"),
            }
        }
        assert!(!kept.is_empty() && kept.len() < 32, "{kept:?}");
        let rows =
            db.query("select penulis, count(*) as n from catatan where id > 1 group by penulis", vec![]).await.unwrap();
        assert_eq!(rows.len(), kept.len());
        for row in rows {
            assert_eq!(row.get::<i64>("n"), Ok(4));
        }
        // The same program goes on.
        db.exec("delete from catatan where id > 1", vec![]).await.unwrap();
        db.exec("insert into catatan (id, penulis, isi) values (2, 1, $1)", args!["x".repeat(5000)]).await.unwrap();
        assert_eq!(count(&db, "true").await, 2);
    });
}

/// The server is killed and comes back: errors meanwhile say so, and the same pool works again.
#[test]
fn postgres_connections_are_cut() {
    run(Side::Postgres, async |base: Base| {
        let db = base.tables(TABLE).await;
        let cut = format!(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = '{}' and pid <> pg_backend_pid()",
            base.name()
        );
        let mut tx = db.begin().await.unwrap();
        tx.exec("insert into catatan (id, penulis, isi) values (1, 1, '')", vec![]).await.unwrap();
        admin("postgres", &cut).await;
        let lost = tx.exec("insert into catatan (id, penulis, isi) values (2, 1, '')", vec![]).await;
        assert!(matches!(lost, Err(Error::Unavailable(_))), "{lost:?}");
        assert!(tx.commit().await.is_err());
        for id in 0..10 {
            admin("postgres", &cut).await;
            // Neither a read nor a begin shows that the connections in the pool are dead.
            assert_eq!(count(&db, "true").await, id);
            admin("postgres", &cut).await;
            db.exec("insert into catatan (id, penulis, isi) values ($1, 1, '')", args![id]).await.unwrap();
        }
    });
}
