//! Migrations run once, in order, whole or not at all.

use crate::base::Base;
use crate::both;
use db::{Db, Error, MigrationSet, SCHEMA, args};

type Scripts = &'static [(&'static str, &'static str)];

const fn set(module: &'static str, scripts: Scripts) -> MigrationSet {
    MigrationSet { module, scripts }
}

const ONE: (&str, &str) = ("0001_a", "create table a (id bigint primary key, s text not null); -- selesai;\n");
const TWO: (&str, &str) = ("0002_b", "insert into a (id, s) values (1, 'x;y'); alter table a add column n bigint;");

both!(
    in_order_and_once,
    faults_keep_nothing,
    changed_scripts_are_refused,
    several_processes_at_once,
    parts_for_one_side,
    rebuilding_a_table,
    own_tables,
);

fn text(result: db::Result<Vec<String>>) -> String {
    match result {
        Err(Error::Other(text)) => text,
        other => panic!("{other:?}"),
    }
}

async fn in_order_and_once(base: Base) {
    let db = base.db().await;
    assert_eq!(db.migrate(&[set("satu", &[ONE])]).await.unwrap(), ["satu/0001_a"]);
    let sets = [set("satu", &[ONE, TWO]), set("dua", &[("0001_c", "create table c (a bigint references a (id))")])];
    assert_eq!(db.migrate(&sets).await.unwrap(), ["satu/0002_b", "dua/0001_c"]);
    assert!(db.migrate(&sets).await.unwrap().is_empty());
    assert_eq!(db.one("select s from a", vec![]).await.unwrap().get::<String>("s").unwrap(), "x;y");
    let rows = db.query("select module, name, checksum from schema_migration order by applied", vec![]).await.unwrap();
    assert_eq!(rows.len(), 3);
    assert_eq!(rows[2].get::<String>("module").unwrap(), "dua");
    assert_eq!(rows[2].get::<String>("checksum").unwrap().len(), 64);
    // Foreign keys are watched again afterwards.
    assert_eq!(db.exec("insert into c (a) values (5)", vec![]).await, Err(Error::ForeignKey));
}

async fn faults_keep_nothing(base: Base) {
    let db = base.db().await;
    let broken: Scripts =
        &[ONE, ("0002_b", "create table b (id bigint); insert into a (id) values (1); create table c (id bigint)")];
    let message = text(db.migrate(&[set("satu", broken)]).await);
    assert!(message.starts_with("migration satu/0002_b, statement 2: "), "{message}");
    assert!(db.query("select * from a", vec![]).await.is_ok());
    assert!(db.query("select * from b", vec![]).await.is_err());
    assert_eq!(db.migrate(&[set("satu", &[ONE, TWO])]).await.unwrap(), ["satu/0002_b"]);
    let message = text(db.migrate(&[set("satu", &[ONE, TWO, ("0003_c", "create table c (id integer)")])]).await);
    assert!(message.starts_with("migration satu/0003_c, statement 1: column type integer is not one of"), "{message}");
    let pointing: Scripts = &[("0001_d", "create table d (a bigint references a (id)); insert into d (a) values (77)")];
    assert!(db.migrate(&[set("tiga", pointing)]).await.is_err());
    assert!(db.query("select * from d", vec![]).await.is_err());
}

async fn changed_scripts_are_refused(base: Base) {
    let db = base.db().await;
    db.migrate(&[set("satu", &[ONE, TWO])]).await.unwrap();
    let message = text(db.migrate(&[set("satu", &[("0001_a", "create table a (id bigint)"), TWO])]).await);
    assert_eq!(message, "migration satu/0001_a was changed after it had run; put it back and write a new script");
    let message = text(db.migrate(&[set("satu", &[ONE])]).await);
    assert!(message.contains("satu/0002_b has run here but this program does not know it"), "{message}");
    db.migrate(&[set("dua", &[("0001_e", ""), ("0003_f", "")])]).await.unwrap();
    let message = text(db.migrate(&[set("dua", &[("0001_e", ""), ("0002_g", ""), ("0003_f", "")])]).await);
    assert!(message.contains("dua/0002_g comes before one that has already run"), "{message}");
}

async fn several_processes_at_once(base: Base) {
    const SETS: [MigrationSet; 2] = [SCHEMA, set("satu", &[ONE, TWO])];
    let tasks: Vec<_> = (0..6)
        .map(|_| {
            let base = base.clone();
            tokio::spawn(async move { base.db().await.migrate(&SETS).await.unwrap().len() })
        })
        .collect();
    let mut ran = 0;
    for task in tasks {
        ran += task.await.unwrap();
    }
    assert_eq!(ran, SCHEMA.scripts.len() + 2);
}

async fn parts_for_one_side(base: Base) {
    let script: Scripts = &[(
        "0001_sisi",
        "create table sisi (nama text);
-- sqlite:
insert into sisi (nama) select 'sqlite' where sqlite_version() is not null;
-- postgres:
do $$ begin insert into sisi (nama) values ('postgres'); end $$;
-- both:
insert into sisi (nama) values ('both');",
    )];
    let db = base.db().await;
    db.migrate(&[set("sisi", script)]).await.unwrap();
    let names: Vec<String> =
        db.query("select nama from sisi", vec![]).await.unwrap().iter().map(|row| row.at(0).unwrap()).collect();
    let side = format!("{:?}", base.side).to_lowercase();
    assert_eq!(names, [side.as_str(), "both"]);
}

async fn rebuilding_a_table(base: Base) {
    let db = base.db().await;
    let first: (&str, &str) = (
        "0001_induk",
        "create table induk (id bigint primary key, nama text);
         create table anak (id bigint primary key, induk bigint not null references induk (id) on delete cascade);
         insert into induk (id, nama) values (1, 'a'); insert into anak (id, induk) values (1, 1);",
    );
    let second = (
        "0002_rapi",
        "-- sqlite:
create table induk_baru (id bigint primary key, nama text not null);
insert into induk_baru (id, nama) select id, nama from induk;
drop table induk;
alter table induk_baru rename to induk;
-- postgres:
alter table induk alter column nama set not null;",
    );
    db.migrate(&[set("silsilah", Box::leak(Box::new([first, second])))]).await.unwrap();
    assert_eq!(db.one("select count(*) as n from anak", vec![]).await.unwrap().get("n"), Ok(1));
    assert_eq!(db.exec("insert into induk (id) values (2)", vec![]).await, Err(Error::Check));
    assert_eq!(db.exec("insert into anak (id, induk) values (2, 9)", vec![]).await, Err(Error::ForeignKey));
    assert_eq!(db.exec("delete from induk where id = $1", args![1]).await, Ok(1));
    assert_eq!(db.one("select count(*) as n from anak", vec![]).await.unwrap().get("n"), Ok(0));
}

async fn own_tables(base: Base) {
    let db: Db = base.db().await;
    assert_eq!(
        db.migrate(&[SCHEMA]).await.unwrap(),
        [
            "db/0001_lease",
            "db/0002_search_doc",
            "db/0003_search_readers",
            "db/0004_search_order",
            "db/0005_search_kinds"
        ]
    );
}
