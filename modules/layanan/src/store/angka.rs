//! Workload and lateness.
use kernel::{App, Result, Rows, Scope, Val};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::model::Keadaan;
use crate::tabel::BARIS;

/// How long a step took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Langkah {
    /// The step.
    pub keadaan: Keadaan,
    /// How often it was left.
    pub banyak: i64,
    /// Working days in it, all together.
    pub hari: i64,
    /// How often it was left after its day.
    pub lewat: i64,
}

/// Steps that were left since an instant, among the cases that the officer may see.
pub async fn langkah(app: &App, scope: &Scope, sejak: OffsetDateTime) -> Result<Vec<Langkah>> {
    // An event has no owner of its own: whose it is, its unit says.
    const BARIS: Rows = Rows { unit: "e.unit", owner: "e.oleh", public: "false" };
    let mut values: Vec<Val> = vec![sejak.into()];
    let inside = scope.filter(&BARIS, &mut values);
    let text = format!(
        "select e.dari, count(*) as n, cast(sum(e.hari) as bigint) as hari, sum(case when e.lewat then 1 else 0 end) as lewat \
         from permohonan_peristiwa e where e.pada >= $1 and e.dari <> e.ke and {inside} group by e.dari"
    );
    let mut semua = vec![];
    for row in app.db.query(&text, values).await? {
        let Some(keadaan) = Keadaan::parse(&row.get::<String>("dari")?) else { continue };
        if keadaan.antre() {
            semua.push(Langkah {
                keadaan,
                banyak: bulat(&row, "n")?,
                hari: bulat(&row, "hari")?,
                lewat: bulat(&row, "lewat")?,
            });
        }
    }
    semua.sort_by_key(|satu| satu.keadaan);
    Ok(semua)
}

/// A sum; of no row there is none.
fn bulat(row: &kernel::Row, nama: &str) -> Result<i64> {
    Ok(row.get::<Option<i64>>(nama)?.unwrap_or(0))
}

/// What an officer has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beban {
    /// The officer; nobody yet.
    pub petugas: Option<Uuid>,
    /// Open cases.
    pub terbuka: i64,
    /// Late ones among them.
    pub lewat: i64,
}

/// Open cases by officer.
pub async fn beban(app: &App, scope: &Scope) -> Result<Vec<Beban>> {
    let mut values: Vec<Val> = vec![app.today().into()];
    let inside = scope.filter(&BARIS, &mut values);
    let buka: Vec<String> =
        Keadaan::SEMUA.into_iter().filter(|satu| satu.antre()).map(|satu| format!("'{}'", satu.kode())).collect();
    let jalan: Vec<String> =
        Keadaan::SEMUA.into_iter().filter(|satu| satu.berjalan()).map(|satu| format!("'{}'", satu.kode())).collect();
    let text = format!(
        "select p.owner, count(*) as n, sum(case when p.tenggat < $1 and p.keadaan in ({}) then 1 else 0 end) as lewat \
         from permohonan p where p.unit is not null and p.keadaan in ({}) and {inside} group by p.owner order by n desc limit 200",
        jalan.join(","),
        buka.join(",")
    );
    let rows = app.db.query(&text, values).await?;
    rows.iter()
        .map(|row| Ok(Beban { petugas: row.get("owner")?, terbuka: bulat(row, "n")?, lewat: bulat(row, "lewat")? }))
        .collect()
}

/// Figures about all finished cases since an instant: ended, ended in time, refused, came by the page, by help, by programs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ringkas {
    /// Came in.
    pub masuk: i64,
    /// Ended with an output or a refusal.
    pub berakhir: i64,
    /// Of these, within the promised time.
    pub tepat: i64,
    /// With an electronic signature.
    pub bertanda: i64,
    /// Joint applications.
    pub terpadu: i64,
}

/// Reads them, of the whole regency or of one unit.
pub async fn ringkas(app: &App, sejak: OffsetDateTime, unit: Option<Uuid>) -> Result<Ringkas> {
    let text = "select count(*) as masuk, \
         sum(case when p.keadaan in ('selesai', 'ditolak') then 1 else 0 end) as berakhir, \
         sum(case when p.keadaan in ('selesai', 'ditolak') and not p.terlambat then 1 else 0 end) as tepat, \
         sum(case when p.bertanda then 1 else 0 end) as bertanda, \
         sum(case when p.induk is not null and p.urut = 1 then 1 else 0 end) as terpadu \
         from permohonan p where p.masuk >= $1 and (p.unit = $2 or $2 is null)";
    let row = app.db.one(text, kernel::args![sejak, unit]).await?;
    Ok(Ringkas {
        masuk: bulat(&row, "masuk")?,
        berakhir: bulat(&row, "berakhir")?,
        tepat: bulat(&row, "tepat")?,
        bertanda: bulat(&row, "bertanda")?,
        terpadu: bulat(&row, "terpadu")?,
    })
}
