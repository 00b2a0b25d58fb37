//! The same fault is the same error on both databases, and a failed transaction keeps nothing.

use crate::base::{Base, Side};
use crate::both;
use db::{Config, Db, Error, Limits, args};
use std::time::{Duration, Instant};

const TABLES: &str = "create table unit (id bigint primary key, nama text not null unique);
    create table orang (id bigint primary key, nik text not null, unit bigint references unit (id),
        nama text not null check (length(nama) > 1), email text, constraint orang_unik unique (nik, unit));
    create unique index orang_email on orang (lower(email));
    create unique index orang_nama on orang (nama) where unit is null;";

both!(
    constraints,
    a_failed_statement_ends_the_transaction,
    dropping_rolls_back,
    dropping_while_a_statement_runs,
    reading_cannot_write,
    statements_that_make_no_sense,
    idle_transactions_end,
    tables_change_under_prepared_statements,
    callers_that_go_away_stop_their_reads,
    not_there,
);

async fn constraints(base: Base) {
    let db = base.tables(TABLES).await;
    db.exec("insert into unit (id, nama) values (1, 'Dinas')", vec![]).await.unwrap();
    db.exec("insert into orang (id, nik, unit, nama, email) values (1, '33', 1, 'Sari', 'a@b')", vec![]).await.unwrap();
    db.exec("insert into orang (id, nik, unit, nama) values (9, '99', null, 'Sari')", vec![]).await.unwrap();
    let unique = |constraint: &str| Error::Unique { constraint: constraint.into() };
    for (sql, expected) in [
        ("insert into unit (id, nama) values (1, 'Badan')", unique("unit.id")),
        ("insert into unit (id, nama) values (2, 'Dinas')", unique("unit.nama")),
        ("insert into orang (id, nik, unit, nama) values (2, '33', 1, 'Budi')", unique("orang.nik,unit")),
        ("insert into orang (id, nik, unit, nama, email) values (2, '34', 1, 'Budi', 'A@B')", unique("orang_email")),
        ("insert into orang (id, nik, nama) values (2, '35', 'Sari')", unique("orang.nama")),
        ("insert into orang (id, nik, unit, nama) values (2, '34', 7, 'Budi')", Error::ForeignKey),
        ("delete from unit where id = 1", Error::ForeignKey),
        ("insert into orang (id, nik, unit, nama) values (2, '34', 1, 'B')", Error::Check),
        ("insert into orang (id, nik, unit, nama) values (2, '34', 1, null)", Error::Check),
    ] {
        assert_eq!(db.exec(sql, vec![]).await, Err(expected), "{sql}");
    }
    assert_eq!(db.exec("insert into unit (id, nama) values (1, 'x') on conflict do nothing", vec![]).await, Ok(0));
}

async fn a_failed_statement_ends_the_transaction(base: Base) {
    let db = base.tables(TABLES).await;
    let mut tx = db.begin().await.unwrap();
    tx.exec("insert into unit (id, nama) values (1, 'Dinas')", vec![]).await.unwrap();
    assert!(tx.exec("insert into unit (id, nama) values (1, 'Badan')", vec![]).await.is_err());
    let later = tx.exec("insert into unit (id, nama) values (2, 'Badan')", vec![]).await;
    assert!(matches!(later, Err(Error::Other(text)) if text.contains("earlier statement")));
    assert!(tx.commit().await.is_err());
    assert!(db.query("select id from unit", vec![]).await.unwrap().is_empty());
    // A parameter that is refused before it is sent ends it too.
    let mut tx = db.begin().await.unwrap();
    tx.exec("insert into unit (id, nama) values (1, 'Dinas')", vec![]).await.unwrap();
    assert!(tx.exec("insert into unit (id, nama) values (2, $1)", args!["\0"]).await.is_err());
    assert!(tx.commit().await.is_err());
    assert!(db.query("select id from unit", vec![]).await.unwrap().is_empty());
    db.exec("insert into unit (id, nama) values (1, 'Dinas')", vec![]).await.unwrap();
}

async fn dropping_rolls_back(base: Base) {
    let db = base.tables(TABLES).await;
    for id in 0..20 {
        let mut tx = db.begin().await.unwrap();
        tx.exec("insert into unit (id, nama) values ($1, $2)", args![id, format!("Unit {id}")]).await.unwrap();
        if id % 2 == 0 {
            tx.commit().await.unwrap();
        }
    }
    // Outside the runtime, too.
    let mut tx = db.begin().await.unwrap();
    tx.exec("insert into unit (id, nama) values (100, 'x')", vec![]).await.unwrap();
    std::thread::spawn(move || drop(tx)).join().unwrap();
    let count: i64 = db.one("select count(*) as n from unit where id % 2 = 0", vec![]).await.unwrap().get("n").unwrap();
    assert_eq!(count, 10);
    let count: i64 = db.one("select count(*) as n from unit", vec![]).await.unwrap().get("n").unwrap();
    assert_eq!(count, 10);
    // More transactions than the pool has connections: none came back inside a transaction.
    for id in 200..220 {
        db.exec("insert into unit (id, nama) values ($1, $2)", args![id, format!("Unit {id}")]).await.unwrap();
    }
}

async fn dropping_while_a_statement_runs(base: Base) {
    let db = base.tables(TABLES).await;
    let slow = "with recursive angka (n) as (select 1 union all select n + 1 from angka where n < 300000)
                insert into unit (id, nama) select n, 'Unit ' || cast(n as text) from angka";
    for _ in 0..3 {
        let mut tx = db.begin().await.unwrap();
        let cut = tokio::time::timeout(Duration::from_millis(20), tx.exec(slow, vec![])).await;
        if cut.is_err() {
            // Whether the statement was done is unknown, so the transaction is of no use.
            assert!(tx.commit().await.is_err());
        }
    }
    db.exec("insert into unit (id, nama) values (1, 'Dinas')", vec![]).await.unwrap();
    assert_eq!(db.one("select count(*) as n from unit", vec![]).await.unwrap().get("n"), Ok(1));
}

/// More long reads than there are readers or connections, all given up, do not keep others waiting.
async fn callers_that_go_away_stop_their_reads(base: Base) {
    let db = base.tables(TABLES).await;
    let endless = "with recursive angka (n) as (select 1 union all select n + 1 from angka) select count(*) from angka";
    for _ in 0..12 {
        assert!(tokio::time::timeout(Duration::from_millis(20), db.query(endless, vec![])).await.is_err());
    }
    db.ping().await.unwrap();
    db.exec("insert into unit (id, nama) values (1, 'Dinas')", vec![]).await.unwrap();
    assert_eq!(db.one("select count(*) as n from unit", vec![]).await.unwrap().get("n"), Ok(1));
    if base.side == Side::Postgres {
        let running =
            "select count(*) as n from pg_stat_activity where state = 'active' and query like 'with recursive angka%'
            and datname = current_database()";
        let begun = Instant::now();
        while db.one(running, vec![]).await.unwrap().get::<i64>("n").unwrap() > 0 {
            assert!(begun.elapsed() < Duration::from_secs(30), "the server was not told to stop");
        }
    }
}

async fn reading_cannot_write(base: Base) {
    let db = base.tables(TABLES).await;
    let refused = db.query("insert into unit (id, nama) values (1, 'Dinas') returning id", vec![]).await;
    assert!(matches!(refused, Err(Error::Other(_))), "{refused:?}");
    assert!(db.query("delete from unit", vec![]).await.is_err());
    assert!(db.query("select id from unit", vec![]).await.unwrap().is_empty());
}

async fn statements_that_make_no_sense(base: Base) {
    let db = base.tables(TABLES).await;
    for sql in ["", "selec 1", "select * from tidak_ada", "select \"tidak_ada\" from unit", "select 1; select 2"] {
        assert!(matches!(db.query(sql, vec![]).await, Err(Error::Other(_))), "{sql}");
        let mut tx = db.begin().await.unwrap();
        assert!(matches!(tx.query(sql, vec![]).await, Err(Error::Other(_))), "{sql}");
    }
    db.ping().await.unwrap();
    db.exec("insert into unit (id, nama) values (1, 'Dinas')", vec![]).await.unwrap();
}

async fn idle_transactions_end(base: Base) {
    crate::base::migrate(&base.db().await, TABLES).await;
    let db = base.db_with(Limits { idle: Duration::from_millis(200), ..Limits::default() }).await;
    let mut tx = db.begin().await.unwrap();
    tx.exec("insert into unit (id, nama) values (1, 'Dinas')", vec![]).await.unwrap();
    // The next turn comes when the idle one is ended.
    db.exec("insert into unit (id, nama) values (1, 'Badan')", vec![]).await.unwrap();
    while db.optional("select 1 as a from unit where nama = 'Badan'", vec![]).await.unwrap().is_none() {}
    let ended = loop {
        match tx.query("select 1", vec![]).await {
            Ok(_) => tokio::time::sleep(Duration::from_millis(300)).await,
            Err(ended) => break ended,
        }
    };
    assert!(matches!(ended, Error::Unavailable(_)), "{ended:?}");
    assert!(tx.commit().await.is_err());
    assert_eq!(db.one("select nama from unit", vec![]).await.unwrap().get::<String>("nama").unwrap(), "Badan");
    db.exec("insert into unit (id, nama) values (2, 'Dinas')", vec![]).await.unwrap();
}

async fn tables_change_under_prepared_statements(base: Base) {
    let db = base.tables("create table t (a bigint primary key)").await;
    db.exec("insert into t (a) values (1)", vec![]).await.unwrap();
    for _ in 0..20 {
        assert_eq!(db.one("select * from t", vec![]).await.unwrap().columns().len(), 1);
    }
    db.migrate(&[db::MigrationSet { module: "lain", scripts: &[("0001_b", "alter table t add column b text")] }])
        .await
        .unwrap();
    let all: Vec<_> = (0..20)
        .map(|_| {
            let db = db.clone();
            tokio::spawn(async move { db.one("select * from t", vec![]).await.unwrap().columns().len() })
        })
        .collect();
    for task in all {
        assert_eq!(task.await.unwrap(), 2);
    }
}

async fn not_there(base: Base) {
    let config = match base.config() {
        Config::Sqlite { .. } => Config::Sqlite { path: base.dir.join("tidak/ada.sqlite"), readers: 1 },
        Config::Postgres { url, max } => Config::Postgres { url: format!("{url}_tidak_ada"), max },
    };
    let Err(Error::Unavailable(text)) = Db::open(&config).await else { panic!("there is no such database") };
    assert!(text.contains("ada"), "{text}");
    if base.side == Side::Postgres {
        let config = Config::Postgres { url: "postgres://a:rahasia@127.0.0.1:1/x".into(), max: 2 };
        let Err(Error::Unavailable(text)) = Db::open(&config).await else { panic!("nobody listens there") };
        assert!(!text.contains("rahasia"));
        assert!(!format!("{config:?}").contains("rahasia"));
        // A server that asks for no encryption does not get a connection that demands it.
        let Config::Postgres { url, max } = base.config() else { unreachable!() };
        let config = Config::Postgres { url: format!("{url}?sslmode=require"), max };
        assert!(matches!(Db::open(&config).await, Err(Error::Unavailable(_))));
    } else {
        let path = base.dir.join("bukan.sqlite");
        std::fs::write(&path, "ini bukan basis data, melainkan teks biasa yang cukup panjang").unwrap();
        let opened = Db::open(&Config::Sqlite { path, readers: 1 }).await;
        assert!(matches!(opened, Err(Error::Unavailable(_))), "{opened:?}");
    }
}
