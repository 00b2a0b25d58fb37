//! Fills in the shipped holidays and the regions of the profile; what is there already stays as it is.
use kernel::{App, BoxFuture, Error, Result, Subject, Write, args};
use register::Record;
use time::Date;
use time::macros::format_description;
use uuid::Uuid;

use crate::{DAFTAR_KODE, HARI_LIBUR};

/// Ranks of civil servants with their grade, of which the code is the grade.
const RANKS: &str = include_str!("../../../data/kode/golongan.csv");
const HOLIDAYS: &str = include_str!("../../../data/kalender/hari_libur.csv");

/// Runs once at `pendopo init` and harmlessly again.
pub fn setup(app: App) -> BoxFuture<Result<()>> {
    Box::pin(async move {
        holidays(&app).await?;
        regions(&app).await?;
        ranks(&app).await
    })
}

async fn is_empty(app: &App, table: &str) -> Result<bool> {
    Ok(app.db.one(&format!("select count(*) as n from {table}"), args![]).await?.get::<i64>("n")? == 0)
}

async fn has_list(app: &App, list: &str) -> Result<bool> {
    let text = "select count(*) as n from daftar_kode where kelompok = $1";
    Ok(app.db.one(text, args![list]).await?.get::<i64>("n")? > 0)
}

async fn holidays(app: &App) -> Result<()> {
    if !is_empty(app, "hari_libur").await? {
        return Ok(());
    }
    let mut write = Write::system(app, "rujukan.hari_libur_bawaan").await?;
    let mut seen = std::collections::BTreeSet::new();
    for line in HOLIDAYS.lines().skip(1) {
        let parts: Vec<&str> = line.splitn(4, ',').collect();
        let [date, name, kind, certainty] = parts.as_slice() else { continue };
        let date = Date::parse(date, format_description!("[year]-[month]-[day]")).map_err(Error::internal)?;
        if !seen.insert(date) {
            continue;
        }
        let mut record = Record::blank(&HARI_LIBUR, Uuid::now_v7());
        record.set("tanggal", date);
        record.set("nama", name.trim_matches('"'));
        record.set("jenis", *kind);
        record.set("perkiraan", *certainty != "pasti");
        register::store::insert(&mut write, &record).await?;
    }
    write.commit(&Subject::new("hari_libur", Uuid::nil(), "/hari_libur")).await
}

async fn regions(app: &App) -> Result<()> {
    if app.profile.regions.is_empty() || has_list(app, "wilayah").await? {
        return Ok(());
    }
    let mut write = Write::system(app, "rujukan.wilayah_bawaan").await?;
    for line in app.profile.regions.lines().skip(1) {
        let parts: Vec<&str> = line.split(',').collect();
        let [code, name, parent, kind] = parts.as_slice() else { continue };
        let mut record = Record::blank(&DAFTAR_KODE, Uuid::now_v7());
        record.set("kunci", format!("wilayah/{code}"));
        record.set("kelompok", "wilayah");
        record.set("kode", *code);
        record.set("nama", *name);
        record.set("induk", *parent);
        record.set("jenis", *kind);
        record.set("aktif", true);
        register::store::insert(&mut write, &record).await?;
    }
    write.commit(&Subject::new("daftar_kode", Uuid::nil(), "/daftar_kode")).await
}

async fn ranks(app: &App) -> Result<()> {
    if has_list(app, "golongan").await? {
        return Ok(());
    }
    let mut write = Write::system(app, "rujukan.golongan_bawaan").await?;
    for (code, name) in RANKS.lines().skip(1).filter_map(|line| line.split_once(',')) {
        let mut record = Record::blank(&DAFTAR_KODE, Uuid::now_v7());
        record.set("kunci", format!("golongan/{code}"));
        record.set("kelompok", "golongan");
        record.set("kode", code);
        record.set("nama", name);
        record.set("aktif", true);
        register::store::insert(&mut write, &record).await?;
    }
    write.commit(&Subject::new("daftar_kode", Uuid::nil(), "/daftar_kode")).await
}
