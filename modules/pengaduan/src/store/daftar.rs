//! Queues: each part of a list is read in the order of one index.
use kernel::{App, Result, Scope, Val};
use time::Date;
use uuid::Uuid;

use super::satu::{KOLOM, ROWS, pengaduan};
use crate::model::{Keadaan, Pengaduan};
use crate::rules::jam;

/// What a queue is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct Saring {
    /// Only what somebody has to do something with, by deadline; otherwise all, newest first.
    pub aktif: bool,
    /// State.
    pub keadaan: Option<Keadaan>,
    /// Code of a category.
    pub kategori: Option<String>,
    /// Told this high at least.
    pub eskalasi: Option<i64>,
    /// Agency.
    pub unit: Option<Uuid>,
    /// Officer.
    pub owner: Option<Uuid>,
}

/// Where a page begins: after this row.
pub type Tempat = Option<(Date, Uuid)>;

/// A page of a queue: at most `limit`, and whether there are more.
pub async fn daftar(
    app: &App,
    scope: &Scope,
    saring: &Saring,
    setelah: Tempat,
    limit: usize,
) -> Result<(Vec<Pengaduan>, bool)> {
    let mut values: Vec<Val> = vec![];
    let bagian = scope.parts(&ROWS, &mut values);
    let mut syarat: Vec<String> = vec![];
    let mut tanda = |nilai: Val| {
        values.push(nilai);
        format!("${}", values.len())
    };
    if saring.aktif {
        syarat.push("p.aktif".into());
    }
    if let Some(keadaan) = saring.keadaan {
        syarat.push(format!("p.keadaan = {}", tanda(keadaan.kode().into())));
    }
    if let Some(kategori) = &saring.kategori {
        syarat.push(format!("p.kategori = {}", tanda(kategori.as_str().into())));
    }
    if let Some(eskalasi) = saring.eskalasi {
        syarat.push(format!("p.eskalasi = {}", tanda(eskalasi.into())));
    }
    if let Some(unit) = saring.unit {
        syarat.push(format!("p.unit = {}", tanda(unit.into())));
    }
    if let Some(owner) = saring.owner {
        syarat.push(format!("p.owner = {}", tanda(owner.into())));
    }
    if let Some((batas, id)) = setelah {
        if saring.aktif {
            syarat.push(format!("(p.batas, p.id) > ({}, {})", tanda(batas.into()), tanda(id.into())));
        } else {
            syarat.push(format!("p.id < {}", tanda(id.into())));
        }
    }
    let urut = if saring.aktif { "batas, id" } else { "id desc" };
    let per = |kolom: &str| kolom.split(", ").map(|satu| format!("p.{satu}")).collect::<Vec<_>>().join(", ");
    let satu = |milik: &String| {
        let mut semua = syarat.clone();
        semua.insert(0, milik.clone());
        format!(
            "select p.id, p.batas from pengaduan p where {} order by {} limit {}",
            semua.join(" and "),
            per(urut),
            limit + 1
        )
    };
    // A row can be in two parts: of the unit and of the officer.
    let parts: Vec<String> =
        bagian.iter().enumerate().map(|(n, milik)| format!("select * from ({}) b{n}", satu(milik))).collect();
    let text = format!(
        "select {KOLOM} from pengaduan p where p.id in (select id from ({}) a order by {urut} limit {}) order by {}",
        parts.join(" union "),
        limit + 1,
        per(urut)
    );
    let rows = app.db.query(&text, values).await?;
    let lagi = rows.len() > limit;
    Ok((rows.iter().take(limit).map(pengaduan).collect::<Result<_>>()?, lagi))
}

/// How many are in a queue, counted up to `paling`.
pub async fn banyak(app: &App, scope: &Scope, saring: &Saring, paling: usize, lewat: Option<Date>) -> Result<usize> {
    let mut values: Vec<Val> = vec![];
    let inside = scope.filter(&ROWS, &mut values);
    let mut syarat = vec![inside, "p.aktif".to_owned()];
    if let Some(keadaan) = saring.keadaan {
        values.push(keadaan.kode().into());
        syarat.push(format!("p.keadaan = ${}", values.len()));
    }
    if let Some(eskalasi) = saring.eskalasi {
        values.push(eskalasi.into());
        syarat.push(format!("p.eskalasi = ${}", values.len()));
    }
    if let Some(hari) = lewat {
        values.push(hari.into());
        syarat.push(format!("p.batas < ${} and p.keadaan not in ('dilengkapi', 'dijawab')", values.len()));
    }
    let text = format!(
        "select count(*) as n from (select 1 as satu from pengaduan p where {} limit {paling}) a",
        syarat.join(" and ")
    );
    let row = app.db.one(&text, values).await?;
    Ok(usize::try_from(row.get::<i64>("n")?).unwrap_or(0))
}

/// Where the next page begins after this row.
pub fn tempat(akhir: &Pengaduan) -> (Date, Uuid) {
    (jam::simpan(akhir.batas), akhir.id)
}
