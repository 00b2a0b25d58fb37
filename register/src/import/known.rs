//! What a dry run must know before it looks at the rows one by one: the records that they mean, in few statements.
use std::collections::{BTreeMap, BTreeSet, HashMap};

use kernel::{Ctx, Result, Scope, Val};
use uuid::Uuid;

use super::plan::Target;
use super::read::Sheet;
use crate::value::cell::{self, Cell};
use crate::{Record, Register, codes, store};

/// Most different names that are looked up in other registers.
const MOST_NAMES: usize = 2000;

/// What is known before the rows are looked at one by one.
pub(super) struct Known {
    /// Records by their id.
    pub by_id: HashMap<Uuid, Record>,
    /// Field place and value in machine form, to the record that holds it.
    pub by_value: HashMap<(usize, String), Record>,
    /// Kind of record and name in lower case, to the only record of that name.
    pub names: HashMap<(&'static str, String), Option<Uuid>>,
    /// The code lists that fields are chosen from.
    pub codes: codes::Lists,
    /// What the person may read.
    pub reader: Scope,
    /// What the person may change.
    pub writer: Scope,
}

/// The text of a cell, without blanks around it.
pub(super) fn text_of(cell: &Cell) -> Option<&str> {
    if let Cell::Text(text) = cell { Some(cell::undefused(text).trim()) } else { None }
}

/// Reads everything that the rows mean; the inner error is for the person.
pub(super) async fn look_up(
    ctx: &Ctx,
    register: &'static Register,
    sheet: &Sheet,
    targets: &[Target],
) -> Result<Result<Known, String>> {
    let zone = ctx.app.profile.zone();
    let mut ids = BTreeSet::new();
    let mut values: BTreeMap<usize, BTreeMap<String, Val>> = BTreeMap::new();
    let mut names: BTreeSet<(&'static str, String)> = BTreeSet::new();
    for (_, cells) in &sheet.rows {
        for (target, cell) in targets.iter().zip(cells) {
            match target {
                Target::Id => ids.extend(text_of(cell).and_then(|text| text.parse::<Uuid>().ok())),
                Target::Field(place) | Target::Named(place) => {
                    let Some(field) = register.fields.get(*place) else { continue };
                    if field.unique
                        && let Ok(value) = cell::parse(field, cell, zone)
                        && !value.is_null()
                    {
                        values.entry(*place).or_default().insert(key_of(&value), value);
                    }
                    if let (Some(to), Some(text)) = (field.kind.target(), text_of(cell))
                        && text.parse::<Uuid>().is_err()
                    {
                        names.insert((to, text.to_lowercase()));
                    }
                }
                Target::Extra(_) | Target::Ignored => {}
            }
        }
    }
    if names.len() > MOST_NAMES {
        return Ok(Err(format!(
            "Berkas ini merujuk lebih dari {MOST_NAMES} nama berbeda. Pakai kolom id dari berkas ekspor, atau bagi berkasnya."
        )));
    }
    let mut known = Known {
        by_id: HashMap::new(),
        by_value: HashMap::new(),
        names: HashMap::new(),
        codes: codes::lists(&ctx.app, register.fields.iter()).await?,
        reader: ctx.scope_of(register.read),
        writer: ctx.scope.clone(),
    };
    for record in store::by_column(&ctx.app, register, "id", ids.into_iter().map(Val::Uuid).collect()).await? {
        known.by_id.insert(record.id, record);
    }
    for (place, values) in values {
        let Some(field) = register.fields.get(place) else { continue };
        for record in store::by_column(&ctx.app, register, field.name, values.into_values().collect()).await? {
            known.by_value.insert((place, key_of(record.get(field.name))), record);
        }
    }
    for (target, name) in names {
        let found = match ctx.app.resource(target) {
            Some(resource) => {
                let scope = ctx.scope_of(resource.read());
                let options = resource.options(ctx.app.clone(), scope, name.clone(), 50).await?;
                let mut exact = options.into_iter().filter(|(_, label)| label.to_lowercase() == name).map(|(id, _)| id);
                match (exact.next(), exact.next()) {
                    (Some(id), None) => Some(id),
                    _ => None,
                }
            }
            None => None,
        };
        known.names.insert((target, name), found);
    }
    Ok(Ok(known))
}

/// A value that can be a key, in one form.
pub(super) fn key_of(value: &Val) -> String {
    match value {
        Val::Text(text) => text.clone(),
        Val::Int(number) => number.to_string(),
        Val::Date(day) => crate::value::when::iso_day(*day),
        Val::Time(at) => at.unix_timestamp_nanos().to_string(),
        Val::Null | Val::Bool(_) | Val::Real(_) | Val::Blob(_) | Val::Uuid(_) | Val::Json(_) => String::new(),
    }
}
