//! Backups and dumps hold what was there, and go from either database to either.

use crate::base::{Base, Side};
use crate::both;
use db::fts::{self, Doc, Filter};
use db::{Config, Db, Error, Form, MigrationSet, SCHEMA, Val, args, backup, dump};
use std::io::Write;
use std::sync::{Arc, Mutex};
use time::macros::{date, datetime};
use uuid::Uuid;

both!(
    dumps_go_everywhere,
    dumps_of_a_busy_database_are_consistent,
    damaged_dumps_are_refused,
    only_the_right_database_takes_a_dump,
    rows_that_contradict_keep_nothing,
    backups,
    a_full_disk,
);

const TABLES: &str = "
create table orang (id uuid primary key, atasan uuid references orang (id), nama text not null, aktif boolean not null,
    lahir date, dibuat timestamptz not null, data jsonb, foto bytea, tinggi double precision, gaji bigint);
create table \"aneh\"\"nama\" (\"select\" text primary key, \"order\" bigint);
create table surat (nomor bigint primary key, orang uuid not null references orang (id), isi text not null);
create table abc (id bigint primary key, surat bigint references surat (nomor));
create table kosong (id bigint primary key);
";
const SETS: [MigrationSet; 2] = [SCHEMA, MigrationSet { module: "uji", scripts: &[("0001_uji", TABLES)] }];

/// A writer whose bytes can be read afterwards.
#[derive(Clone, Default)]
struct Memory(Arc<Mutex<Vec<u8>>>);

impl Write for Memory {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

async fn migrated(base: &Base) -> Db {
    let db = base.db().await;
    db.migrate(&SETS).await.unwrap();
    db
}

async fn dumped(db: &Db) -> (Vec<u8>, dump::Summary) {
    let memory = Memory::default();
    let summary = dump::write(db, memory.clone()).await.unwrap();
    let bytes = memory.0.lock().unwrap().clone();
    (bytes, summary)
}

async fn fill(db: &Db) {
    let mut tx = db.begin().await.unwrap();
    for number in 0..130u128 {
        let at = datetime!(1969-12-31 23:59:59.999_999 UTC) + time::Duration::microseconds(number as i64);
        let set = number % 3 > 0;
        tx.exec(
            "insert into orang (id, atasan, nama, aktif, lahir, dibuat, data, foto, tinggi, gaji)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            args![
                Uuid::from_u128(number),
                // The first points to itself, the others to one before.
                Uuid::from_u128(number / 2),
                format!("Nama \"{number}\"\n→ 🙂"),
                set,
                set.then_some(date!(1945 - 08 - 17)),
                at,
                set.then(|| serde_json::json!({"n": number as u64, "x": [0.1, "é", null, 1e300]})),
                set.then(|| vec![number as u8; number as usize]),
                set.then_some(number as f64 / 7.0),
                set.then_some(i64::MIN + number as i64),
            ],
        )
        .await
        .unwrap();
    }
    tx.exec("insert into \"aneh\"\"nama\" (\"select\", \"order\") values ('007', 7)", vec![]).await.unwrap();
    tx.exec(
        "insert into surat (nomor, orang, isi) values (1, $1, $2)",
        args![Uuid::from_u128(129), "x".repeat(200_000)],
    )
    .await
    .unwrap();
    tx.exec("insert into abc (id, surat) values (1, 1), (2, null)", vec![]).await.unwrap();
    for number in 1..=3u128 {
        let doc = Doc {
            id: Uuid::from_u128(number),
            kind: "surat".into(),
            unit: None,
            owner: None,
            readers: vec![],
            title: format!("Judul {number}"),
            summary: String::new(),
            url: "/".into(),
            stems: format!("jalan rusak {number}"),
            parts: Some(format!("Jalan {number}")),
            updated: datetime!(2026-08-17 0:00 UTC),
        };
        fts::put(&mut tx, &doc).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// Rows of a table with every column as its Rust type, so that both databases can be compared.
async fn people(db: &Db) -> Vec<String> {
    let rows = db.query("select * from orang order by id", vec![]).await.unwrap();
    rows.iter()
        .map(|row| {
            format!(
                "{:?}",
                (
                    row.get::<Uuid>("id").unwrap(),
                    row.get::<Option<Uuid>>("atasan").unwrap(),
                    row.get::<String>("nama").unwrap(),
                    row.get::<bool>("aktif").unwrap(),
                    row.get::<Option<time::Date>>("lahir").unwrap(),
                    row.get::<time::OffsetDateTime>("dibuat").unwrap(),
                    row.get::<Option<serde_json::Value>>("data").unwrap(),
                    row.get::<Option<Vec<u8>>>("foto").unwrap(),
                    row.get::<Option<f64>>("tinggi").unwrap(),
                    row.get::<Option<i64>>("gaji").unwrap(),
                )
            )
        })
        .collect()
}

async fn dumps_go_everywhere(base: Base) {
    let db = migrated(&base).await;
    fill(&db).await;
    let (bytes, summary) = dumped(&db).await;
    assert_eq!((summary.tables, summary.rows), (7, 130 + 1 + 1 + 2 + 3));
    assert_eq!(dump::verify(bytes.as_slice()).unwrap(), summary);
    let expected = people(&db).await;
    for side in [Side::Sqlite, Side::Postgres] {
        let other = Base::new(side).await;
        let copy = migrated(&other).await;
        assert_eq!(dump::read(&copy, std::io::Cursor::new(bytes.clone())).await.unwrap(), summary);
        assert_eq!(people(&copy).await, expected);
        let row = copy.one("select isi, orang from surat", vec![]).await.unwrap();
        assert_eq!(row.get::<String>("isi").unwrap().len(), 200_000);
        let row = copy.one("select \"order\" as n from \"aneh\"\"nama\" where \"select\" = $1", args!["007"]).await;
        assert_eq!(row.unwrap().get::<i64>("n"), Ok(7));
        // Foreign keys hold again, search finds, and numbers go on.
        let pointing =
            copy.exec("insert into surat (nomor, orang, isi) values (2, $1, '')", args![Uuid::from_u128(999)]);
        assert_eq!(pointing.await, Err(Error::ForeignKey));
        assert_eq!(fts::find(&copy, &["rusak".into()], &Filter::all(), 10, None).await.unwrap().len(), 3);
        let mut tx = copy.begin().await.unwrap();
        let doc = Doc {
            id: Uuid::from_u128(50),
            kind: String::new(),
            unit: None,
            owner: None,
            readers: vec![],
            title: String::new(),
            summary: String::new(),
            url: String::new(),
            stems: "rusak".into(),
            parts: None,
            updated: datetime!(2026-08-17 0:00 UTC),
        };
        fts::put(&mut tx, &doc).await.unwrap();
        tx.commit().await.unwrap();
        let hits = fts::find(&copy, &["rusak".into()], &Filter::all(), 1, None).await.unwrap();
        assert_eq!(hits[0].id, Uuid::from_u128(50));
        // And back again.
        let (again, _) = dumped(&copy).await;
        assert!(dump::verify(again.as_slice()).is_ok());
        other.remove().await;
    }
}

async fn dumps_of_a_busy_database_are_consistent(base: Base) {
    let db = migrated(&base).await;
    let writer = tokio::spawn({
        let db = db.clone();
        async move {
            // Both tables always hold the same number of rows.
            for id in 0..400i64 {
                let mut tx = db.begin().await.unwrap();
                tx.exec("insert into abc (id) values ($1)", args![id]).await.unwrap();
                tx.exec("insert into kosong (id) values ($1)", args![id]).await.unwrap();
                tx.commit().await.unwrap();
            }
        }
    });
    let mut last = 0;
    while !writer.is_finished() {
        let (_, summary) = dumped(&db).await;
        assert!(summary.rows.is_multiple_of(2) && summary.rows >= last, "{summary:?}");
        last = summary.rows;
    }
    writer.await.unwrap();
    assert_eq!(dumped(&db).await.1.rows, 800);
}

async fn damaged_dumps_are_refused(base: Base) {
    let db = migrated(&base).await;
    db.exec("insert into kosong (id) values (1), (2)", vec![]).await.unwrap();
    let (bytes, _) = dumped(&db).await;
    db.exec("delete from kosong", vec![]).await.unwrap();
    let text = String::from_utf8(bytes.clone()).unwrap();
    let mut cases: Vec<Vec<u8>> = vec![
        vec![],
        b"bukan\n".to_vec(),
        b"{}\n".to_vec(),
        text.replace("[2]", "[3]").into_bytes(),
        text.replace("[2]\n", "").into_bytes(),
        text.replace("[2]", "[2,3]").into_bytes(),
        text.replace("[2]", "[2.5]").into_bytes(),
        text.replace("[\"id\"]", "[\"lain\"]").into_bytes(),
        text.replace("\"rows\":2", "\"rows\":3").into_bytes(),
        text.replace("\"pendopo-dump\":1", "\"pendopo-dump\":2").into_bytes(),
        format!("{text}\n").into_bytes(),
    ];
    // Cut off anywhere.
    cases.extend((0..bytes.len()).step_by(97).map(|end| bytes[..end].to_vec()));
    cases.push(bytes[..bytes.len() - 1].to_vec());
    for case in cases {
        assert!(
            dump::verify(case.as_slice()).is_err() || case.starts_with(b"{}"),
            "{}",
            String::from_utf8_lossy(&case)
        );
        assert!(dump::read(&db, std::io::Cursor::new(case)).await.is_err());
        assert!(db.query("select id from kosong", vec![]).await.unwrap().is_empty());
    }
    assert_eq!(dump::read(&db, std::io::Cursor::new(bytes)).await.unwrap().rows, 2);
}

async fn only_the_right_database_takes_a_dump(base: Base) {
    let db = migrated(&base).await;
    fill(&db).await;
    let (bytes, _) = dumped(&db).await;
    let Err(Error::Other(text)) = dump::read(&db, std::io::Cursor::new(bytes.clone())).await else { panic!() };
    assert!(text.contains("has rows already"), "{text}");
    let other = Base::new(base.side).await;
    let older = other.db().await;
    older.migrate(&[SCHEMA]).await.unwrap();
    let Err(Error::Other(text)) = dump::read(&older, std::io::Cursor::new(bytes)).await else { panic!() };
    assert!(text.contains("other migrations"), "{text}");
    other.remove().await;
}

async fn rows_that_contradict_keep_nothing(base: Base) {
    let db = migrated(&base).await;
    fill(&db).await;
    let (bytes, _) = dumped(&db).await;
    // The letter is left out, so that a row of `abc` points to nothing; the sum is made right again.
    let text = String::from_utf8(bytes).unwrap();
    let kept: Vec<&str> = text.lines().filter(|line| !line.contains("xxxx")).collect();
    let mut text = kept[..kept.len() - 1].join("\n") + "\n";
    text = text.replace("{\"end\":\"surat\",\"rows\":1}", "{\"end\":\"surat\",\"rows\":0}");
    let sum: String = {
        use sha2::Digest;
        sha2::Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
    };
    text += &format!("{{\"tables\":7,\"rows\":136,\"sha256\":\"{sum}\"}}\n");
    assert!(dump::verify(text.as_bytes()).is_ok());
    let other = Base::new(base.side).await;
    let copy = migrated(&other).await;
    assert_eq!(dump::read(&copy, std::io::Cursor::new(text)).await, Err(Error::ForeignKey));
    assert!(copy.query("select id from orang", vec![]).await.unwrap().is_empty());
    // The foreign keys are still there.
    assert_eq!(copy.exec("insert into abc (id, surat) values (1, 9)", vec![]).await, Err(Error::ForeignKey));
    other.remove().await;
}

async fn backups(base: Base) {
    let db = migrated(&base).await;
    fill(&db).await;
    let path = base.dir.join("cadangan");
    let writer = tokio::spawn({
        let db = db.clone();
        async move {
            for id in 100..200i64 {
                db.exec("insert into abc (id) values ($1)", args![id]).await.unwrap();
            }
        }
    });
    let form = backup(&db, &path).await.unwrap();
    writer.await.unwrap();
    let Err(Error::Other(text)) = backup(&db, &path).await else { panic!("nothing is overwritten") };
    assert!(text.contains("there already"));
    let expected = people(&db).await;
    let files: Vec<_> = std::fs::read_dir(&base.dir).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert!(!files.iter().any(|name| name.to_string_lossy().contains("partial")), "{files:?}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o077, 0);
    }
    match form {
        Form::Database => {
            assert_eq!(base.side, Side::Sqlite);
            let copy = Db::open(&Config::Sqlite { path, readers: 1 }).await.unwrap();
            assert_eq!(people(&copy).await, expected);
            assert!(copy.migrate(&SETS).await.unwrap().is_empty());
        }
        Form::Dump => {
            let other = Base::new(Side::Sqlite).await;
            let copy = migrated(&other).await;
            dump::read(&copy, std::fs::File::open(path).unwrap()).await.unwrap();
            assert_eq!(people(&copy).await, expected);
            other.remove().await;
        }
    }
    let nowhere = backup(&db, &base.dir.join("tidak/ada")).await;
    assert!(nowhere.is_err());
}

/// A disk with room for a few bytes.
struct Small(usize);

impl Write for Small {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 = self.0.checked_sub(bytes.len()).ok_or(std::io::ErrorKind::StorageFull)?;
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

async fn a_full_disk(base: Base) {
    let db = migrated(&base).await;
    fill(&db).await;
    for room in [0, 100, 200_000] {
        assert!(matches!(dump::write(&db, Small(room)).await, Err(Error::Full(_))), "{room}");
    }
    // More than the queue between reading and writing holds.
    for number in 10..60 {
        let values = vec![Val::Int(number), Val::Uuid(Uuid::nil()), Val::Text("x".repeat(100_000))];
        db.exec("insert into surat (nomor, orang, isi) values ($1, $2, $3)", values).await.unwrap();
    }
    assert!(matches!(dump::write(&db, Small(400_000)).await, Err(Error::Full(_))));
}
