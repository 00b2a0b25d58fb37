//! Reading what another unit keeps, by its consent, for a purpose and until a day (M 47).
use kernel::db::Row;
use kernel::{App, Error, Result, Rows, Scope, Val, Write, args};
use serde_json::{Value as Json, json};
use time::Date;
use uuid::Uuid;

use super::arsip;
use crate::tabel;

/// Whose a request is: the unit that keeps the item, or who asked.
pub const ROWS: Rows = Rows { unit: "a.unit", owner: "a.owner", public: "false" };

/// A request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Izin {
    /// Row.
    pub id: Uuid,
    /// Grows with each change.
    pub version: i64,
    /// The unit that keeps the item.
    pub unit: Uuid,
    /// Who asked.
    pub owner: Option<Uuid>,
    /// For which unit.
    pub unit_peminta: Option<Uuid>,
    /// The item.
    pub arsip: Uuid,
    /// What for.
    pub keperluan: String,
    /// Last day of reading.
    pub sampai: Date,
    /// Who is to read.
    pub pembaca: Vec<Uuid>,
    /// `diajukan`, `disetujui`, `ditolak`, `dicabut`.
    pub status: String,
    /// Why it was refused or withdrawn.
    pub alasan: Option<String>,
}

fn baris(row: &Row) -> Result<Izin> {
    let pembaca: Json = row.get("pembaca")?;
    Ok(Izin {
        id: row.get("id")?,
        version: row.get("version")?,
        unit: row.get("unit")?,
        owner: row.get("owner")?,
        unit_peminta: row.get("unit_peminta")?,
        arsip: row.get("arsip")?,
        keperluan: row.get("keperluan")?,
        sampai: row.get("sampai")?,
        pembaca: pembaca.as_array().into_iter().flatten().filter_map(|id| id.as_str()?.parse().ok()).collect(),
        status: row.get("status")?,
        alasan: row.get("alasan")?,
    })
}

const KOLOM: &str =
    "a.id, a.version, a.unit, a.owner, a.unit_peminta, a.arsip, a.keperluan, a.sampai, a.pembaca, a.status, a.alasan";

/// Requests inside the scope, newest first; only those in a state if one is named.
pub async fn list(app: &App, scope: &Scope, status: &str) -> Result<Vec<Izin>> {
    let mut values = args![status];
    let inside = scope.filter(&ROWS, &mut values);
    let text = format!(
        "select {KOLOM} from izin_arsip a where ($1 = '' or a.status = $1) and {inside} order by a.id desc limit 100"
    );
    app.db.query(&text, values).await?.iter().map(baris).collect()
}

/// One request inside the scope.
pub async fn find(app: &App, scope: &Scope, id: Uuid) -> Result<Izin> {
    let mut values = args![id];
    let inside = scope.filter(&ROWS, &mut values);
    baris(&app.db.one(&format!("select {KOLOM} from izin_arsip a where a.id = $1 and {inside}"), values).await?)
}

/// What a request is made of.
#[derive(Debug, Clone)]
pub struct Baru<'a> {
    /// The unit that keeps the item.
    pub unit: Uuid,
    /// The unit of who asks.
    pub unit_peminta: Option<Uuid>,
    /// The item.
    pub arsip: Uuid,
    /// What for.
    pub keperluan: &'a str,
    /// Last day.
    pub sampai: Date,
    /// Who is to read.
    pub pembaca: &'a [Uuid],
}

/// The item of this number in a unit that may be asked for: secret ones are not told of, so nobody asks for them.
pub async fn cari_nomor(app: &App, unit: Uuid, nomor: &str) -> Result<Uuid> {
    let text = "select id from arsip where unit = $1 and nomor = $2 and rahasia = false order by id desc limit 1";
    Ok(app.db.one(text, args![unit, nomor]).await?.get("id")?)
}

/// Asks.
pub async fn ajukan(write: &mut Write, baru: &Baru<'_>) -> Result<Uuid> {
    let (id, owner) = (Uuid::now_v7(), write.actor());
    let values: Vec<(&str, Val)> = vec![
        ("unit", baru.unit.into()),
        ("owner", owner.into()),
        ("unit_peminta", baru.unit_peminta.into()),
        ("arsip", baru.arsip.into()),
        ("keperluan", baru.keperluan.into()),
        ("sampai", baru.sampai.into()),
        ("pembaca", json!(baru.pembaca).into()),
        ("status", "diajukan".into()),
    ];
    write.insert(&tabel::izin(), id, values).await?;
    Ok(id)
}

/// Decides a request: consent names its readers, refusal and withdrawal take them off.
///
/// # Errors
/// [`Error::Refused`] when it is in another state by now, or the item has become secret.
pub async fn putus(write: &mut Write, izin: &Izin, status: &str, alasan: &str) -> Result<()> {
    let dari = match status {
        "disetujui" | "ditolak" => "diajukan",
        _ => "disetujui",
    };
    if izin.status != dari {
        return Err(Error::refused("Permintaan ini sudah diputus."));
    }
    let oleh = write.actor();
    let values = vec![
        ("status", status.into()),
        ("diputus_oleh", oleh.into()),
        ("alasan", Some(alasan).filter(|teks| !teks.is_empty()).into()),
    ];
    write.update(&tabel::izin(), izin.id, Some(izin.version), values).await?;
    if status == "disetujui" {
        let item = arsip::pegang(write, izin.arsip).await?;
        if item.rahasia {
            return Err(Error::refused("Arsip rahasia tidak dibagi lewat permintaan ini."));
        }
        for account in &izin.pembaca {
            arsip::beri(write, izin.arsip, *account, "izin", Some(izin.id), Some(izin.sampai)).await?;
        }
    } else {
        let rows = write.tx().query("select id from arsip_pembaca where izin = $1 order by id", args![izin.id]).await?;
        for row in rows {
            write.delete(&tabel::pembaca(), row.get("id")?).await?;
        }
    }
    Ok(())
}

/// Ends every consent to read an item and every request for it: its unit has closed it.
pub async fn tutup(write: &mut Write, arsip: Uuid) -> Result<()> {
    let text = "select id, status from izin_arsip where arsip = $1 and status in ('diajukan', 'disetujui') order by id for update";
    for row in write.tx().query(text, args![arsip]).await? {
        let status = if row.get::<String>("status")? == "disetujui" { "dicabut" } else { "ditolak" };
        let oleh = write.actor();
        let values = vec![
            ("status", status.into()),
            ("diputus_oleh", oleh.into()),
            ("alasan", "Arsip ini tidak lagi dibagi oleh unit penyimpannya.".into()),
        ];
        write.update(&tabel::izin(), row.get("id")?, None, values).await?;
    }
    let text = "select id from arsip_pembaca where arsip = $1 and izin is not null order by id";
    for row in write.tx().query(text, args![arsip]).await? {
        write.delete(&tabel::pembaca(), row.get("id")?).await?;
    }
    Ok(())
}
