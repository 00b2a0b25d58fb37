//! Surveyed services.
use std::collections::BTreeMap;

use kernel::{App, Result, Row, Rows, Scope, Val, Write, args, db};
use register::Record;
use uuid::Uuid;

use super::tanda;
use crate::model::Layanan;
use crate::registers::LAYANAN;

/// Most services on the pages of officers.
const PALING_BANYAK: usize = 500;
/// Longest name, in characters.
const NAMA: usize = 200;

fn satu(row: &Row) -> Result<Layanan> {
    Ok(Layanan { id: row.get("id")?, unit: row.get("unit")?, nama: row.get("nama")?, aktif: row.get("aktif")? })
}

/// One, whoever asks: for the pages that anybody may open.
///
/// # Errors
/// [`kernel::Error::NotFound`].
pub async fn cari(app: &App, id: Uuid) -> Result<Layanan> {
    satu(&app.db.one("select id, unit, nama, aktif from layanan_survei where id = $1", args![id]).await?)
}

/// One that the scope holds.
///
/// # Errors
/// [`kernel::Error::NotFound`].
pub async fn find(app: &App, scope: &Scope, id: Uuid) -> Result<Layanan> {
    let mut values = args![id];
    let scope = scope.filter(&Rows::PLAIN, &mut values);
    satu(
        &app.db
            .one(&format!("select id, unit, nama, aktif from layanan_survei where id = $1 and {scope}"), values)
            .await?,
    )
}

/// The services of the scope with the number of the wording that each asks now (0: that of the program), by name.
pub async fn list(app: &App, scope: &Scope) -> Result<Vec<(Layanan, i64)>> {
    let mut values: Vec<Val> = vec![];
    let scope = scope.filter(&Rows { unit: "l.unit", owner: "l.owner", public: "false" }, &mut values);
    let text = format!(
        "select l.id, l.unit, l.nama, l.aktif, coalesce((select max(k.ke) from survei_kuesioner k where k.layanan = l.id), 0) as ke \
         from layanan_survei l where {scope} order by l.nama, l.id limit {PALING_BANYAK}"
    );
    app.db.query(&text, values).await?.iter().map(|row| Ok((satu(row)?, row.get("ke")?))).collect()
}

/// Names of services.
pub async fn nama(app: &App, ids: &[Uuid]) -> Result<BTreeMap<Uuid, String>> {
    let mut semua = BTreeMap::new();
    for bagian in ids.chunks(500) {
        let mut values = vec![];
        let text =
            format!("select id, nama from layanan_survei where id in ({})", tanda(&mut values, bagian.iter().copied()));
        for row in app.db.query(&text, values).await? {
            semua.insert(row.get("id")?, row.get("nama")?);
        }
    }
    Ok(semua)
}

/// The service of a finished case: known by its record in the catalogue, else by its name in the unit; made when it is not known yet.
pub async fn untuk_urusan(write: &mut Write, unit: Uuid, katalog: Option<Uuid>, nama: &str) -> Result<Uuid> {
    let nama = nama.split_whitespace().collect::<Vec<_>>().join(" ");
    let nama: String = if nama.is_empty() { "Layanan".to_owned() } else { nama.chars().take(NAMA).collect() };
    db::lock::exclusive(write.tx(), &format!("survei layanan {unit}")).await?;
    let ada = match katalog {
        Some(id) => {
            let text = "select id from layanan_survei where layanan = $1 and unit = $2 order by id limit 1";
            write.tx().optional(text, args![id, unit]).await?
        }
        None => {
            let text =
                "select id from layanan_survei where unit = $1 and nama = $2 and layanan is null order by id limit 1";
            write.tx().optional(text, args![unit, nama.clone()]).await?
        }
    };
    if let Some(row) = ada {
        return Ok(row.get("id")?);
    }
    let mut record = Record::blank(&LAYANAN, Uuid::now_v7());
    record.unit = Some(unit);
    record.set("nama", nama);
    record.set("layanan", katalog);
    record.set("aktif", true);
    Ok(register::store::insert(write, &record).await?.id)
}
