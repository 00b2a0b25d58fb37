//! The public catalogue: versions of standards in force, in the order of their names.
use kernel::{App, Result, Rows, Scope, Val};
use uuid::Uuid;

use crate::standar::{KOLOM, Standar};

/// What is asked of the catalogue.
#[derive(Debug, Clone, Default)]
pub struct Saring {
    /// Key of a sector.
    pub sektor: Option<String>,
    /// A unit.
    pub unit: Option<Uuid>,
    /// These versions only: what a search found.
    pub ids: Option<Vec<Uuid>>,
    /// Behind this place: name in order, and version.
    pub sesudah: Option<(String, Uuid)>,
}

/// One page of the catalogue.
pub async fn daftar(app: &App, saring: &Saring, batas: i64) -> Result<Vec<Standar>> {
    if saring.ids.as_ref().is_some_and(Vec::is_empty) {
        return Ok(vec![]);
    }
    let mut values: Vec<Val> = vec![];
    let mut syarat = vec!["berlaku".to_owned()];
    if let Some(sektor) = &saring.sektor {
        values.push(sektor.clone().into());
        syarat.push(format!("sektor = ${}", values.len()));
    }
    if let Some(unit) = saring.unit {
        values.push(unit.into());
        syarat.push(format!("unit = ${}", values.len()));
    }
    if let Some(ids) = &saring.ids {
        let tanda: Vec<String> = ids
            .iter()
            .map(|id| {
                values.push((*id).into());
                format!("${}", values.len())
            })
            .collect();
        syarat.push(format!("id in ({})", tanda.join(",")));
    }
    if let Some((urut, id)) = &saring.sesudah {
        values.push(urut.clone().into());
        values.push((*id).into());
        syarat.push(format!("(urut, id) > (${}, ${})", values.len() - 1, values.len()));
    }
    values.push(batas.into());
    let text = format!(
        "select {KOLOM} from layanan_standar where {} order by urut, id limit ${}",
        syarat.join(" and "),
        values.len()
    );
    app.db.query(&text, values).await?.iter().map(Standar::baca).collect()
}

/// Units that offer something.
pub async fn penyelenggara(app: &App) -> Result<Vec<Uuid>> {
    let text = "select distinct unit from layanan_standar where berlaku and unit is not null";
    app.db.query(text, vec![]).await?.iter().map(|row| Ok(row.get("unit")?)).collect()
}

/// How many services are published, how many of them at each level, and how many can be applied for here.
pub async fn hitung(app: &App) -> Result<Vec<(String, bool, i64)>> {
    let text = "select tingkat, daring, count(*) as n from layanan_standar where berlaku group by tingkat, daring";
    let rows = app.db.query(text, vec![]).await?;
    rows.iter().map(|row| Ok((row.get("tingkat")?, row.get("daring")?, row.get("n")?))).collect()
}

/// The published versions of these services.
pub async fn dari_layanan(app: &App, layanan: &[Uuid]) -> Result<Vec<Standar>> {
    if layanan.is_empty() {
        return Ok(vec![]);
    }
    let tanda = (1..=layanan.len()).map(|n| format!("${n}")).collect::<Vec<_>>().join(",");
    let text = format!("select {KOLOM} from layanan_standar where berlaku and layanan in ({tanda})");
    let values = layanan.iter().map(|id| (*id).into()).collect();
    app.db.query(&text, values).await?.iter().map(Standar::baca).collect()
}

/// A service in the list of forms.
#[derive(Debug, Clone)]
pub struct BarisFormulir {
    /// The service.
    pub id: Uuid,
    /// Its name.
    pub nama: String,
    /// State of its standard.
    pub status: String,
    /// Number of the version of the form in force.
    pub berlaku: Option<i64>,
    /// There is a draft of a new version.
    pub draf: bool,
}

/// Services whose forms may be made under this scope, by name. A regency has a few hundred at most.
pub async fn formulir(app: &App, scope: &Scope) -> Result<Vec<BarisFormulir>> {
    const BARIS: Rows = Rows { unit: "l.unit", owner: "l.owner", public: "false" };
    let mut values: Vec<Val> = vec![];
    let inside = scope.filter(&BARIS, &mut values);
    let text = format!(
        "select l.id, l.nama, l.status, max(case when f.keadaan = 'berlaku' then f.nomor else null end) as berlaku, \
         sum(case when f.keadaan = 'draf' then 1 else 0 end) as draf \
         from layanan l left join layanan_formulir f on f.layanan = l.id where {inside} \
         group by l.id, l.nama, l.status order by l.nama, l.id limit 1000"
    );
    let rows = app.db.query(&text, values).await?;
    rows.iter()
        .map(|row| {
            Ok(BarisFormulir {
                id: row.get("id")?,
                nama: row.get("nama")?,
                status: row.get("status")?,
                berlaku: row.get("berlaku")?,
                draf: row.get::<Option<i64>>("draf")?.unwrap_or(0) > 0,
            })
        })
        .collect()
}
