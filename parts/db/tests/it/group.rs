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

/// Commits in a write-ahead log: frames that carry the size of the database, of the current run of the log.
fn commits(path: &std::path::Path) -> usize {
    let log = std::fs::read(path.join("uji.sqlite-wal")).unwrap();
    let Some((head, frames)) = log.split_at_checked(32) else { return 0 };
    frames.chunks_exact(24 + 4096).filter(|frame| frame[8..16] == head[16..24] && frame[4..8] != [0; 4]).count()
}

#[test]
fn waiting_writers_share_one_commit_on_sqlite() {
    run(Side::Sqlite, async |base: Base| {
        crate::base::migrate(&base.db().await, TABLE).await;
        let db = base.db_with(Limits { window: Duration::from_secs(10), ..Limits::default() }).await;
        let held = db.begin().await.unwrap();
        let tasks: Vec<_> = (0..65i64)
            .map(|id| {
                let db = db.clone();
                tokio::spawn(async move {
                    let values = args![id];
                    db.exec("insert into catatan (id, penulis, isi) values ($1, 0, '')", values).await.unwrap();
                })
            })
            .collect();
        tokio::time::sleep(Duration::from_millis(200)).await;
        let before = commits(&base.dir);
        drop(held);
        for task in tasks {
            task.await.unwrap();
        }
        assert_eq!(count(&db, "true").await, 65);
        // Sixty-four at most go together.
        assert_eq!(commits(&base.dir) - before, 2);
        // One alone does not wait for anyone.
        let begun = Instant::now();
        db.exec("insert into catatan (id, penulis, isi) values (100, 0, '')", vec![]).await.unwrap();
        assert!(begun.elapsed() < Duration::from_secs(5));
    });
}

/// A transaction with many changes does not keep those waiting that committed before it, even if it is never idle.
#[test]
fn a_long_writer_lets_the_others_go_on_sqlite() {
    run(Side::Sqlite, async |base: Base| {
        crate::base::migrate(&base.db().await, TABLE).await;
        let db = base.db_with(Limits { window: Duration::from_secs(600), ..Limits::default() }).await;
        let mut first = db.begin().await.unwrap();
        first.exec("insert into catatan (id, penulis, isi) values (1, 1, '')", vec![]).await.unwrap();
        let long = tokio::spawn({
            let db = db.clone();
            async move {
                let mut long = db.begin().await.unwrap();
                for id in 2..400i64 {
                    long.exec("insert into catatan (id, penulis, isi) values ($1, 2, '')", args![id]).await.unwrap();
                }
                long
            }
        });
        tokio::time::sleep(Duration::from_millis(50)).await;
        // With a window of ten minutes, only the length of the other lets this one return.
        first.commit().await.unwrap();
        let long = long.await.unwrap();
        assert_eq!(count(&db, "true").await, 1);
        long.commit().await.unwrap();
        assert_eq!(count(&db, "true").await, 399);
    });
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

/// Runs `scripts/pg`.
fn server(command: &str, dir: &std::path::Path) -> String {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../scripts/pg");
    let done = std::process::Command::new(script).arg(command).arg(dir).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap().trim().to_owned()
}

/// The server crashes and comes back: errors meanwhile say so, the same pool works again, and what was confirmed is
/// there.
#[test]
fn postgres_server_crashes_and_comes_back() {
    run(Side::Sqlite, async |base: Base| {
        // A folder that the user postgres can reach.
        let dir = base.dir.join("server");
        std::fs::create_dir(&dir).unwrap();
        let url = server("start", &dir);
        let db = db::Db::open(&db::Config::Postgres { url, max: 4 }).await.unwrap();
        crate::base::migrate(&db, TABLE).await;
        db.exec("insert into catatan (id, penulis, isi) values (1, 1, '')", vec![]).await.unwrap();
        let mut tx = db.begin().await.unwrap();
        tx.exec("insert into catatan (id, penulis, isi) values (2, 1, '')", vec![]).await.unwrap();
        server("crash", &dir);
        assert!(matches!(tx.commit().await, Err(Error::Unavailable(_))));
        assert!(matches!(db.query("select 1", vec![]).await, Err(Error::Unavailable(_))));
        assert!(matches!(db.begin().await, Err(Error::Unavailable(_))));
        assert!(matches!(db.ping().await, Err(Error::Unavailable(_))));
        server("resume", &dir);
        assert_eq!(count(&db, "true").await, 1);
        db.exec("insert into catatan (id, penulis, isi) values (2, 1, '')", vec![]).await.unwrap();
        server("stop", &dir);
        assert!(matches!(db.ping().await, Err(Error::Unavailable(_))));
    });
}

/// All connections are cut, again and again: errors meanwhile say so, and the same pool works again.
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
