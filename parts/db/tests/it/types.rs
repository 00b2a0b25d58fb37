//! Values go in and come out unchanged.

use crate::base::Base;
use crate::both;
use db::{Db, Error, Val, args};
use serde_json::json;
use time::macros::{date, datetime};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

const ALL: &str = "create table semua (nomor bigint primary key, id uuid, teks text, angka bigint, ya boolean,
    saat timestamptz, tanggal date, data jsonb, isi bytea, ukuran double precision)";

const INSERT: &str = "insert into semua (nomor, id, teks, angka, ya, saat, tanggal, data, isi, ukuran)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

both!(
    round_trip,
    nulls,
    text_that_looks_like_numbers,
    times,
    dates,
    booleans,
    json,
    parameters_out_of_order,
    many_columns_and_parameters,
    nul,
    not_finite,
    wrong_kinds,
    sums,
    rows,
    like_and_order,
);

async fn round_trip(base: Base) {
    let db = base.tables(ALL).await;
    let id = Uuid::now_v7();
    let at = datetime!(2026-08-17 10:11:12.123456 UTC);
    let data = json!({"a": [1, 2.5, null, true, "é→𝄞"], "b": {}});
    db.exec(
        INSERT,
        args![
            1,
            id,
            "Sûrat → \"'$1'\" 🙂",
            i64::MIN,
            true,
            at,
            date!(2026 - 02 - 28),
            data.clone(),
            vec![0u8, 255, 39, 0],
            0.1 + 0.2
        ],
    )
    .await
    .unwrap();
    let row = db.one("select * from semua where nomor = $1", args![1]).await.unwrap();
    assert_eq!(row.get::<Uuid>("id").unwrap(), id);
    assert_eq!(row.get::<String>("teks").unwrap(), "Sûrat → \"'$1'\" 🙂");
    assert_eq!(row.get::<i64>("angka").unwrap(), i64::MIN);
    assert!(row.get::<bool>("ya").unwrap());
    assert_eq!(row.get::<OffsetDateTime>("saat").unwrap(), at);
    assert_eq!(row.get::<Date>("tanggal").unwrap(), date!(2026 - 02 - 28));
    assert_eq!(row.get::<serde_json::Value>("data").unwrap(), data);
    assert_eq!(row.get::<Vec<u8>>("isi").unwrap(), [0, 255, 39, 0]);
    assert_eq!(row.get::<f64>("ukuran").unwrap(), 0.1 + 0.2);
    // Each kind finds its row again.
    for (column, value) in [
        ("id", Val::from(id)),
        ("teks", Val::from("Sûrat → \"'$1'\" 🙂")),
        ("angka", Val::from(i64::MIN)),
        ("ya", Val::from(true)),
        ("saat", Val::from(at)),
        ("tanggal", Val::from(date!(2026 - 02 - 28))),
        ("isi", Val::from(vec![0u8, 255, 39, 0])),
        ("ukuran", Val::from(0.1 + 0.2)),
    ] {
        let found = db.query(&format!("select nomor from semua where {column} = $1"), vec![value]).await.unwrap();
        assert_eq!(found.len(), 1, "{column}");
    }
}

async fn nulls(base: Base) {
    let db = base.tables(ALL).await;
    let mut values = vec![Val::Int(1)];
    values.resize(10, Val::Null);
    db.exec(INSERT, values).await.unwrap();
    let row = db.one("select * from semua", vec![]).await.unwrap();
    assert_eq!(row.get::<Option<Uuid>>("id").unwrap(), None);
    assert_eq!(row.get::<Option<String>>("teks").unwrap(), None);
    assert_eq!(row.get::<Option<i64>>("angka").unwrap(), None);
    assert_eq!(row.get::<Option<bool>>("ya").unwrap(), None);
    assert_eq!(row.get::<Option<OffsetDateTime>>("saat").unwrap(), None);
    assert_eq!(row.get::<Option<Date>>("tanggal").unwrap(), None);
    assert_eq!(row.get::<Option<serde_json::Value>>("data").unwrap(), None);
    assert_eq!(row.get::<Option<Vec<u8>>>("isi").unwrap(), None);
    assert_eq!(row.get::<Option<f64>>("ukuran").unwrap(), None);
    assert!(matches!(row.get::<String>("teks"), Err(Error::Type { .. })));
    // Null as a parameter of a comparison, of every type.
    for column in ["id", "teks", "angka", "ya", "saat", "tanggal", "isi", "ukuran"] {
        let sql = format!("select nomor from semua where {column} is not distinct from $1");
        assert_eq!(db.query(&sql, vec![Val::Null]).await.unwrap().len(), 1, "{column}");
    }
}

/// With types like `jsonb` or `uuid` left to SQLite, these would become numbers.
async fn text_that_looks_like_numbers(base: Base) {
    let db = base.tables(ALL).await;
    for (nomor, text) in ["5", "007", "1e5", " 12 ", "3300000000000001", "0x10", ""].into_iter().enumerate() {
        let nomor = nomor as i64;
        db.exec("insert into semua (nomor, teks, data) values ($1, $2, $3)", args![nomor, text, json!(text)])
            .await
            .unwrap();
        let row = db.one("select teks, data from semua where teks = $1", args![text]).await.unwrap();
        assert_eq!(row.get::<String>("teks").unwrap(), text);
        assert_eq!(row.get::<serde_json::Value>("data").unwrap(), json!(text));
    }
    for (nomor, value) in [json!(5), json!(5.5), json!(null), json!(true), json!("5")].into_iter().enumerate() {
        let nomor = 100 + nomor as i64;
        db.exec("insert into semua (nomor, data) values ($1, $2)", args![nomor, value.clone()]).await.unwrap();
        let row = db.one("select data from semua where nomor = $1", args![nomor]).await.unwrap();
        assert_eq!(row.get::<serde_json::Value>("data").unwrap(), value);
    }
}

async fn times(base: Base) {
    let db = base.tables(ALL).await;
    for (nomor, given, read) in [
        (1, datetime!(1969-12-31 23:59:59.999_999_9 UTC), datetime!(1969-12-31 23:59:59.999_999 UTC)),
        (2, datetime!(2026-01-01 00:00:00.000_001 UTC), datetime!(2026-01-01 00:00:00.000_001 UTC)),
        (3, datetime!(2026-01-01 07:00:00 +7), datetime!(2026-01-01 00:00:00 UTC)),
        (4, datetime!(0001-01-01 00:00:00 UTC), datetime!(0001-01-01 00:00:00 UTC)),
        (5, datetime!(9999-12-31 23:59:59.999_999 UTC), datetime!(9999-12-31 23:59:59.999_999 UTC)),
    ] {
        db.exec("insert into semua (nomor, saat) values ($1, $2)", args![nomor, given]).await.unwrap();
        let row = db.one("select saat from semua where nomor = $1 and saat = $2", args![nomor, given]).await.unwrap();
        assert_eq!(row.get::<OffsetDateTime>("saat").unwrap(), read);
    }
    let order = db.query("select nomor from semua order by saat", vec![]).await.unwrap();
    let order: Vec<i64> = order.iter().map(|row| row.at(0).unwrap()).collect();
    assert_eq!(order, [4, 1, 3, 2, 5]);
    let early = datetime!(0001-01-01 00:00:00 UTC) - time::Duration::SECOND;
    let refused = db.exec("insert into semua (nomor, saat) values ($1, $2)", args![9, early]).await;
    assert!(matches!(refused, Err(Error::Type { .. })));
}

async fn dates(base: Base) {
    let db = base.tables(ALL).await;
    for (nomor, day) in [date!(0001 - 01 - 01), date!(1945 - 08 - 17), date!(2024 - 02 - 29), date!(9999 - 12 - 31)]
        .into_iter()
        .enumerate()
    {
        let nomor = nomor as i64;
        db.exec("insert into semua (nomor, tanggal) values ($1, $2)", args![nomor, day]).await.unwrap();
        let row =
            db.one("select tanggal from semua where nomor = $1 and tanggal = $2", args![nomor, day]).await.unwrap();
        assert_eq!(row.get::<Date>("tanggal").unwrap(), day);
    }
    let later = db.query("select nomor from semua where tanggal > $1", args![date!(1945 - 08 - 17)]).await.unwrap();
    assert_eq!(later.len(), 2);
}

async fn booleans(base: Base) {
    let db = base.tables(ALL).await;
    for (nomor, value) in [(1, true), (2, false)] {
        db.exec("insert into semua (nomor, ya) values ($1, $2)", args![nomor, value]).await.unwrap();
    }
    for (clause, values, nomor) in [
        ("ya = $1", args![true], 1),
        ("ya", args![], 1),
        ("not ya", args![], 2),
        ("ya = false", args![], 2),
        ("ya <> $1", args![true], 2),
    ] {
        let row = db.one(&format!("select nomor, ya from semua where {clause}"), values).await.unwrap();
        assert_eq!(row.get::<i64>("nomor").unwrap(), nomor, "{clause}");
        assert_eq!(row.get::<bool>("ya").unwrap(), nomor == 1);
    }
    let row = db.one("select nomor = 1 as satu from semua where ya", args![]).await.unwrap();
    assert!(row.get::<bool>("satu").unwrap());
}

async fn json(base: Base) {
    let db = base.tables(ALL).await;
    let data = json!({"nama": "Sari", "usia": 40, "anak": [{"nama": "Budi"}]});
    db.exec("insert into semua (nomor, data) values ($1, $2)", args![1, data]).await.unwrap();
    let row = db
        .one("select data->>'nama' as nama, data->'anak' as anak from semua where data->>'nama' = $1", args!["Sari"])
        .await
        .unwrap();
    assert_eq!(row.get::<String>("nama").unwrap(), "Sari");
    assert_eq!(row.get::<serde_json::Value>("anak").unwrap(), json!([{"nama": "Budi"}]));
}

/// SQLite takes `$2` for a name and numbers names by first appearance.
async fn parameters_out_of_order(base: Base) {
    let db = base.tables("create table hitung (id bigint primary key, n bigint not null, s text)").await;
    db.exec("insert into hitung (s, n, id) values ($3, $2, $1)", args![1, 10, "'$1'"]).await.unwrap();
    assert_eq!(db.exec("update hitung set n = n + $2 where id = $1", args![1, 5]).await.unwrap(), 1);
    let row = db
        .one("select n, s, '$2' as kutip from hitung where s = $2 and id = $1 and n > $1", args![1, "'$1'"])
        .await
        .unwrap();
    assert_eq!(row.get::<i64>("n").unwrap(), 15);
    assert_eq!(row.get::<String>("kutip").unwrap(), "$2");
    for values in [args![1], args![1, "a", "b"]] {
        let wrong = db.query("select n from hitung where id = $1 and s = $2", values).await;
        assert!(matches!(wrong, Err(Error::Type { .. })), "{wrong:?}");
    }
}

async fn many_columns_and_parameters(base: Base) {
    let columns: Vec<String> = (0..1000).map(|n| format!("k{n}")).collect();
    let ddl =
        format!("create table lebar ({})", columns.iter().map(|k| format!("{k} bigint")).collect::<Vec<_>>().join(","));
    let db = base.tables(Box::leak(ddl.into_boxed_str())).await;
    let marks: Vec<String> = (1..=1000).map(|n| format!("${n}")).collect();
    let sql = format!("insert into lebar ({}) values ({})", columns.join(","), marks.join(","));
    db.exec(&sql, (0..1000).map(Val::Int).collect()).await.unwrap();
    let row = db.one("select * from lebar", vec![]).await.unwrap();
    assert_eq!(row.columns().len(), 1000);
    assert_eq!(row.get::<i64>("k999").unwrap(), 999);

    let many = |count: i64| -> (String, Vec<Val>) {
        let marks: Vec<String> = (1..=count).map(|n| format!("${n}")).collect();
        (
            format!("select count(*) as n from lebar where k0 not in ({})", marks.join(",")),
            (1..=count).map(Val::Int).collect(),
        )
    };
    let (sql, values) = many(db::MAX_PARAMS as i64);
    assert_eq!(db.one(&sql, values).await.unwrap().get::<i64>("n").unwrap(), 1);
    let (sql, values) = many(db::MAX_PARAMS as i64 + 1);
    let Err(Error::Type { what }) = db.one(&sql, values).await else { panic!("too many parameters are refused") };
    assert_eq!(what, "32767 parameters, at most 32766 are possible");
}

async fn nul(base: Base) {
    let db = base.tables(ALL).await;
    for (sql, value, expected) in [
        (
            "insert into semua (nomor, teks) values (1, $1)",
            Val::from("a\0b"),
            "parameter $1: a NUL character in a text",
        ),
        (
            "insert into semua (nomor, data) values (1, $1)",
            json!({"a": ["\0"]}).into(),
            "parameter $1: a NUL character in a JSON text",
        ),
        (
            "insert into semua (nomor, data) values (1, $1)",
            json!({"\0": 1}).into(),
            "parameter $1: a NUL character in a JSON text",
        ),
    ] {
        assert_eq!(db.exec(sql, vec![value]).await, Err(Error::Type { what: expected.into() }));
    }
    // A backslash before u0000 is no NUL.
    db.exec("insert into semua (nomor, data) values (1, $1)", args![json!("\\u0000")]).await.unwrap();
}

async fn not_finite(base: Base) {
    let db = base.tables(ALL).await;
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let refused = db.exec("insert into semua (nomor, ukuran) values (1, $1)", args![number]).await;
        assert!(matches!(refused, Err(Error::Type { .. })));
    }
    db.exec("insert into semua (nomor, ukuran) values (1, $1)", args![f64::MAX]).await.unwrap();
    db.exec("insert into semua (nomor, ukuran) values (2, $1)", args![5]).await.unwrap();
    assert_eq!(db.one("select ukuran from semua where nomor = 2", vec![]).await.unwrap().at::<f64>(0), Ok(5.0));
}

/// A value of the wrong kind is not stored.
async fn wrong_kinds(base: Base) {
    let db = base.tables(ALL).await;
    for (column, value) in [
        ("id", Val::from("0198c0de-0000-7000-8000-000000000000")),
        ("angka", Val::from("lima")),
        ("saat", Val::from("2026-01-01")),
        ("isi", Val::from("teks")),
        ("ukuran", Val::from("teks")),
        ("teks", Val::from(vec![1u8])),
    ] {
        let sql = format!("insert into semua (nomor, {column}) values (1, $1)");
        let refused = db.exec(&sql, vec![value]).await;
        assert!(matches!(refused, Err(Error::Type { .. })), "{column}: {refused:?}");
    }
    let row = db.one("select 5 as n, 'teks' as t", vec![]).await.unwrap();
    assert!(matches!(row.get::<String>("n"), Err(Error::Type { .. })));
    assert!(matches!(row.get::<bool>("n"), Err(Error::Type { .. })));
    assert!(matches!(row.get::<i64>("tidak_ada"), Err(Error::Type { .. })));
    assert!(matches!(row.at::<i64>(2), Err(Error::Type { .. })));
}

async fn sums(base: Base) {
    let db = base.tables(ALL).await;
    let read = async |db: &Db| {
        db.one("select sum(angka) as jumlah, avg(angka) as rerata, count(*) as n, max(ya) as y from (select angka, angka as ya from semua) x", vec![])
            .await
            .unwrap()
    };
    assert_eq!(read(&db).await.get::<Option<i64>>("jumlah"), Ok(None));
    for (nomor, angka) in [(1, 2_000_000_000_000i64), (2, -1)] {
        db.exec("insert into semua (nomor, angka) values ($1, $2)", args![nomor, angka]).await.unwrap();
    }
    let row = read(&db).await;
    assert_eq!(row.get::<i64>("jumlah"), Ok(1_999_999_999_999));
    assert_eq!(row.get::<f64>("rerata"), Ok(999_999_999_999.5));
    assert_eq!(row.get::<i32>("n"), Ok(2));
}

async fn rows(base: Base) {
    let db = base.tables(ALL).await;
    assert!(matches!(db.one("select 1 as a from semua", vec![]).await, Err(Error::NoRow)));
    assert!(db.optional("select 1 as a from semua", vec![]).await.unwrap().is_none());
    let two = "select 1 as a union all select 2";
    assert!(matches!(db.one(two, vec![]).await, Err(Error::Other(_))));
    assert!(matches!(db.optional(two, vec![]).await, Err(Error::Other(_))));
    let mut tx = db.begin().await.unwrap();
    assert_eq!(tx.one("select nomor from semua", vec![]).await.unwrap_err(), Error::NoRow);
    // Not finding a row does not end the transaction.
    let row = tx.one("insert into semua (nomor, teks) values ($1, 'a') returning nomor, teks", args![7]).await.unwrap();
    assert_eq!(row.columns().collect::<Vec<_>>(), ["nomor", "teks"]);
    assert_eq!(row.at::<i64>(0), Ok(7));
    assert_eq!(tx.exec("update semua set teks = 'b' returning nomor", vec![]).await, Ok(1));
    tx.commit().await.unwrap();
    // What is written to a log holds no one's data.
    let row = db.one("select teks, angka from semua", vec![]).await.unwrap();
    assert_eq!(format!("{row:?}"), r#"{"teks": Text(1 bytes), "angka": Null}"#);
    assert_eq!(format!("{:?}", Val::from(json!({"nik": "33"}))), "Json(12 bytes)");

    let before = db.statements();
    let ((), count) = db::counted(async {
        db.query("select 1", vec![]).await.unwrap();
        let mut tx = db.begin().await.unwrap();
        tx.exec("update semua set teks = 'c'", vec![]).await.unwrap();
        tx.commit().await.unwrap();
        let other = db.clone();
        tokio::spawn(async move { other.query("select 1", vec![]).await }).await.unwrap().unwrap();
    })
    .await;
    assert_eq!((count, db.statements() - before), (2, 3));
    assert!(db.size_bytes().await.unwrap() > 4096);
}

async fn like_and_order(base: Base) {
    let db = base.tables("create table nama (n text primary key)").await;
    for name in ["budi", "Budi", "Ayu", "ayu", "Éva", "_x", "Zul"] {
        db.exec("insert into nama (n) values ($1)", args![name]).await.unwrap();
    }
    let read = async |sql: &str, values: Vec<Val>| -> Vec<String> {
        db.query(sql, values).await.unwrap().iter().map(|row| row.at(0).unwrap()).collect()
    };
    assert_eq!(read("select n from nama order by n", vec![]).await, ["Ayu", "Budi", "Zul", "_x", "ayu", "budi", "Éva"]);
    assert_eq!(read("select n from nama where n like $1", args!["B%"]).await, ["Budi"]);
    assert_eq!(read("select n from nama where n like $1 escape '!'", args!["!_%"]).await, ["_x"]);
    assert_eq!(read("select n from nama where lower(n) like $1 order by n", args!["%udi"]).await, ["Budi", "budi"]);
    assert_eq!(read("select lower(n) from nama where n = $1", args!["Éva"]).await, ["Éva"]);
}
