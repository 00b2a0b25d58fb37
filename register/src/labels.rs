//! What referred records are called: for all records of a page in one statement, and only those that the actor may see.
use std::collections::{BTreeMap, BTreeSet};

use kernel::auth::Actor;
use kernel::{App, Result};
use uuid::Uuid;

use crate::sql::{self, Labelled};
use crate::value::show::{self, Label, Lens};
use crate::{Field, Record, codes};

/// Most ids in one statement.
const AT_ONCE: usize = 10_000;

/// A kind of record that can be named in SQL, with the rows that the actor may see.
pub fn labelled(app: &App, actor: &Actor, key: &str) -> Option<Labelled> {
    let resource = app.resource(key)?;
    let table = resource.tables().into_iter().next()?.name;
    let label = resource.label_sql()?;
    Some(Labelled { key: resource.key(), table, label, rows: resource.rows(), scope: actor.scope(resource.read()) })
}

/// The labels of these records. One that is gone or that the actor may not see is left out.
pub async fn find(app: &App, actor: &Actor, wanted: Vec<(&'static str, Uuid)>) -> Result<BTreeMap<Uuid, Label>> {
    let mut by_kind: BTreeMap<&'static str, BTreeSet<Uuid>> = BTreeMap::new();
    for (key, id) in wanted {
        by_kind.entry(key).or_default().insert(id);
    }
    let mut found = BTreeMap::new();
    let mut together: Vec<(Labelled, Vec<Uuid>)> = Vec::new();
    for (key, ids) in by_kind {
        let Some(resource) = app.resource(key) else { continue };
        let ids: Vec<Uuid> = ids.into_iter().collect();
        match labelled(app, actor, key) {
            Some(target) => together.extend(ids.chunks(AT_ONCE).map(|part| (target.clone(), part.to_vec()))),
            None => {
                for (id, text) in resource.labels(app.clone(), actor.scope(resource.read()), ids).await? {
                    found.insert(id, Label { text, href: resource.href(id) });
                }
            }
        }
    }
    let mut batch: Vec<(Labelled, Vec<Uuid>)> = Vec::new();
    let mut size = 0;
    for part in together {
        if size + part.1.len() > AT_ONCE && !batch.is_empty() {
            fetch(app, &std::mem::take(&mut batch), &mut found).await?;
            size = 0;
        }
        size += part.1.len();
        batch.push(part);
    }
    if !batch.is_empty() {
        fetch(app, &batch, &mut found).await?;
    }
    Ok(found)
}

async fn fetch(app: &App, batch: &[(Labelled, Vec<Uuid>)], found: &mut BTreeMap<Uuid, Label>) -> Result<()> {
    let (text, args) = sql::labels(batch);
    for row in app.db.query(&text, args).await? {
        let (key, id): (String, Uuid) = (row.get("jenis")?, row.get("id")?);
        let href = app.resource(&key).map(|resource| resource.href(id)).unwrap_or_default();
        found.insert(id, Label { text: row.get("label")?, href });
    }
    Ok(())
}

/// What is needed to show these fields of these records, and their units.
pub async fn lens(
    app: &App,
    actor: &Actor,
    records: &[Record],
    fields: &[&'static Field],
    with_unit: bool,
) -> Result<Lens> {
    let codes =
        if records.is_empty() { codes::Lists::new() } else { codes::lists(app, fields.iter().copied()).await? };
    lens_with(app, actor, records, fields, with_unit, codes).await
}

/// The same with code lists that were read already.
pub async fn lens_with(
    app: &App,
    actor: &Actor,
    records: &[Record],
    fields: &[&'static Field],
    with_unit: bool,
    codes: codes::Lists,
) -> Result<Lens> {
    let mut wanted = Vec::new();
    for record in records {
        for field in fields {
            show::references(&field.kind, &record.shown(field), &mut wanted);
        }
        if with_unit && let Some(unit) = record.unit {
            wanted.push(("perangkat_daerah", unit));
        }
    }
    let labels = if wanted.is_empty() { BTreeMap::new() } else { find(app, actor, wanted).await? };
    Ok(Lens { zone: app.profile.zone(), codes, labels })
}
