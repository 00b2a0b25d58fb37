//! Obligations.

use super::{Saring, Tempat};
use crate::rules::alur::Keadaan;
use crate::rules::masa::Masa;
use crate::rules::status::{self, Keputusan, Status};
use crate::tabel;
use kernel::{App, Error, Result, Row, Rows, Scope, Val, Write, args};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

/// Whose a row is: the unit that owes, or the person who handed its evidence in.
pub const ROWS: Rows = Rows { unit: "p.unit", owner: "p.diajukan_oleh", public: "false" };

pub(super) const COLUMNS: &str = "p.id, p.version, p.created, p.kunci, p.kewajiban, p.penanggung, p.unit, p.masa, p.mulai, p.akhir, p.jatuh, \
    p.keadaan, p.tanggal_bukti, p.alasan, p.diajukan_oleh, p.diajukan_pada, p.diputus_oleh, p.diputus_pada";

/// One obligation as it is stored.
#[derive(Debug, Clone)]
pub struct Baris {
    /// Row.
    pub id: Uuid,
    /// Grows with each change.
    pub version: i64,
    /// When it was first computed.
    pub created: OffsetDateTime,
    /// `kode|penanggung|masa`, unique.
    pub kunci: String,
    /// Code of the duty.
    pub kewajiban: String,
    /// Who owes, as in keys: `pd:DISKOMINFO`.
    pub penanggung: String,
    /// The unit whose people work on it; none when no unit carries the role.
    pub unit: Option<Uuid>,
    /// Its period.
    pub masa: Masa,
    /// How far it is.
    pub keadaan: Keadaan,
    /// Date of the accepted evidence.
    pub tanggal_bukti: Option<Date>,
    /// Why it was sent back, waived or dropped.
    pub alasan: Option<String>,
    /// Who handed the evidence in.
    pub diajukan_oleh: Option<Uuid>,
    /// When.
    pub diajukan_pada: Option<OffsetDateTime>,
    /// Who decided.
    pub diputus_oleh: Option<Uuid>,
    /// When.
    pub diputus_pada: Option<OffsetDateTime>,
}

impl Baris {
    /// What people decided.
    pub fn keputusan(&self) -> Keputusan {
        match self.keadaan {
            Keadaan::Terbuka | Keadaan::Dikembalikan | Keadaan::Diperiksa => Keputusan::Terbuka,
            Keadaan::Terpenuhi => Keputusan::Terpenuhi(self.tanggal_bukti.unwrap_or(self.masa.jatuh)),
            Keadaan::TidakBerlaku | Keadaan::Gugur => Keputusan::TidakBerlaku,
        }
    }
    /// How it stands on a day.
    pub fn status(&self, hari_ini: Date, hari_mendekati: u16) -> Status {
        status::status(&self.masa, self.keputusan(), hari_ini, hari_mendekati)
    }
    /// Its page.
    pub fn href(&self) -> String {
        href(self.id)
    }
}

/// The page of an obligation.
pub fn href(id: Uuid) -> String {
    format!("/kewajiban/{id}")
}

pub(super) fn baris(row: &Row) -> Result<Baris> {
    let keadaan: String = row.get("keadaan")?;
    Ok(Baris {
        id: row.get("id")?,
        version: row.get("version")?,
        created: row.get("created")?,
        kunci: row.get("kunci")?,
        kewajiban: row.get("kewajiban")?,
        penanggung: row.get("penanggung")?,
        unit: row.get("unit")?,
        masa: Masa {
            kunci: row.get("masa")?,
            mulai: row.get("mulai")?,
            akhir: row.get("akhir")?,
            jatuh: row.get("jatuh")?,
        },
        keadaan: Keadaan::urai(&keadaan).ok_or_else(|| Error::internal(format!("unknown state {keadaan}")))?,
        tanggal_bukti: row.get("tanggal_bukti")?,
        alasan: row.get("alasan")?,
        diajukan_oleh: row.get("diajukan_oleh")?,
        diajukan_pada: row.get("diajukan_pada")?,
        diputus_oleh: row.get("diputus_oleh")?,
        diputus_pada: row.get("diputus_pada")?,
    })
}

/// One obligation that the scope holds.
///
/// # Errors
/// [`Error::NotFound`], also for one of a stranger.
pub async fn find(app: &App, scope: &Scope, id: Uuid) -> Result<Baris> {
    let mut values = args![id];
    let inside = scope.filter(&ROWS, &mut values);
    baris(
        &app.db
            .one(&format!("select {COLUMNS} from kewajiban_pelaksanaan p where p.id = $1 and {inside}"), values)
            .await?,
    )
}

/// One obligation inside a change, held until its end, so that nobody else decides meanwhile.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] when it is no longer at `version`.
pub async fn pegang(write: &mut Write, id: Uuid, version: Option<i64>) -> Result<Baris> {
    let text = format!("select {COLUMNS} from kewajiban_pelaksanaan p where p.id = $1 for update");
    let baris = baris(&write.tx().one(&text, args![id]).await?)?;
    match version {
        Some(version) if version != baris.version => Err(Error::Conflict),
        Some(_) | None => Ok(baris),
    }
}

/// A page of obligations by due date: at most `limit`, and whether there are more in that direction.
pub async fn list(
    app: &App,
    scope: &Scope,
    saring: &Saring,
    tempat: &Tempat,
    limit: usize,
) -> Result<(Vec<Baris>, bool)> {
    let mut values = vec![];
    let mut where_ = saring.syarat(scope, &mut values);
    let turun = match tempat {
        Tempat::Awal => false,
        Tempat::Setelah(jatuh, id) => {
            values.extend(args![*jatuh, *id]);
            let n = values.len();
            where_.push_str(&format!(" and (p.jatuh > ${} or (p.jatuh = ${} and p.id > ${n}))", n - 1, n - 1));
            false
        }
        Tempat::Sebelum(jatuh, id) => {
            values.extend(args![*jatuh, *id]);
            let n = values.len();
            where_.push_str(&format!(" and (p.jatuh < ${} or (p.jatuh = ${} and p.id < ${n}))", n - 1, n - 1));
            true
        }
    };
    let order = if turun { "p.jatuh desc, p.id desc" } else { "p.jatuh, p.id" };
    let text =
        format!("select {COLUMNS} from kewajiban_pelaksanaan p where {where_} order by {order} limit {}", limit + 1);
    let rows = app.db.query(&text, values).await?;
    let ada_lagi = rows.len() > limit;
    let mut found: Vec<Baris> = rows.iter().take(limit).map(baris).collect::<Result<_>>()?;
    if turun {
        found.reverse();
    }
    Ok((found, ada_lagi))
}

/// How many obligations the filter finds.
pub async fn jumlah(app: &App, scope: &Scope, saring: &Saring) -> Result<i64> {
    let mut values = vec![];
    let where_ = saring.syarat(scope, &mut values);
    Ok(app
        .db
        .one(&format!("select count(*) as n from kewajiban_pelaksanaan p where {where_}"), values)
        .await?
        .get("n")?)
}

/// Obligations of one trigger event, for its row: how many, and how many still run.
pub async fn dari_kejadian(app: &App, kejadian: &[Uuid]) -> Result<Vec<(Uuid, i64, i64)>> {
    let mut hasil = vec![];
    if kejadian.is_empty() {
        return Ok(hasil);
    }
    let text = "select p.masa, count(*) as n, sum(case when p.keadaan in ('terbuka','dikembalikan','diperiksa') then 1 else 0 end) as sisa \
        from kewajiban_pelaksanaan p where p.masa like 'pemicu:%' and p.keadaan <> 'gugur' group by p.masa";
    let mut per: std::collections::BTreeMap<Uuid, (i64, i64)> = std::collections::BTreeMap::new();
    for row in app.db.query(text, vec![]).await? {
        let masa: String = row.get("masa")?;
        let Some(id) = masa.rsplit(':').next().and_then(|teks| teks.parse::<Uuid>().ok()) else { continue };
        let satu = per.entry(id).or_default();
        satu.0 += row.get::<i64>("n")?;
        satu.1 += row.get::<i64>("sisa")?;
    }
    for id in kejadian {
        let (n, sisa) = per.get(id).copied().unwrap_or_default();
        hasil.push((*id, n, sisa));
    }
    Ok(hasil)
}

/// Every running obligation that is due on a day or before, for the program's own work.
pub async fn berjalan_sampai(app: &App, sampai: Date) -> Result<Vec<Baris>> {
    let text = format!(
        "select {COLUMNS} from kewajiban_pelaksanaan p where p.keadaan in ('terbuka','dikembalikan','diperiksa') and p.jatuh <= $1 order by p.jatuh, p.id"
    );
    app.db.query(&text, args![sampai]).await?.iter().map(baris).collect()
}

/// Changes columns of an obligation.
pub async fn set(write: &mut Write, baris: &Baris, values: Vec<(&str, Val)>) -> Result<i64> {
    write.update(&tabel::pelaksanaan(), baris.id, Some(baris.version), values).await
}
