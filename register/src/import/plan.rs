//! The dry run: what each row of a file would do.
use std::collections::BTreeSet;

use kernel::{Ctx, FieldError, Result, Val};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::known::{Known, key_of, look_up, text_of};
use super::read::Sheet;
use crate::extra::{self, Extra};
use crate::value::cell::{self, Cell};
use crate::value::{json as value_json, show};
use crate::{Field, Kind, Owned, Record, Register, check, codes, export, labels, store};

/// What a column of the file fills.
#[derive(Debug, Clone, PartialEq)]
pub enum Target {
    /// The id of the record.
    Id,
    /// A field, by its place.
    Field(usize),
    /// A field that refers to a record, by that record's name.
    Named(usize),
    /// An extra field, by its place.
    Extra(usize),
    /// Something that a file may hold and an import does not read.
    Ignored,
}

/// What one row would do.
#[derive(Debug, Clone)]
pub enum Action {
    /// Make a record.
    New(Box<Record>),
    /// Change one.
    Change {
        /// As it is.
        before: Box<Record>,
        /// As it would be.
        after: Box<Record>,
    },
    /// Nothing: the record holds it already.
    Same(Uuid),
    /// Nothing, because of these.
    Refused(Vec<FieldError>),
}

/// One row.
#[derive(Debug, Clone)]
pub struct Line {
    /// Its number in the file.
    pub number: usize,
    /// What it would do.
    pub action: Action,
}

/// The whole dry run.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Row by row.
    pub lines: Vec<Line>,
    /// How the file was understood.
    pub note: String,
    /// Headings that are not read.
    pub ignored: Vec<String>,
    /// Changes when the file, a record or a rule changes what would be done.
    pub digest: String,
}

impl Plan {
    /// New, changed, same, refused.
    pub fn counts(&self) -> [usize; 4] {
        let mut counts = [0; 4];
        for line in &self.lines {
            let place = match line.action {
                Action::New(_) => 0,
                Action::Change { .. } => 1,
                Action::Same(_) => 2,
                Action::Refused(_) => 3,
            };
            if let Some(count) = counts.get_mut(place) {
                *count += 1;
            }
        }
        counts
    }
}

/// Finds what each heading means, by name or label.
///
/// # Errors
/// Names the headings that nobody knows, that come twice, or that are missing.
pub fn targets(register: &'static Register, extras: &[Extra], header: &[String]) -> Result<Vec<Target>, String> {
    let known = export::columns(register, extras, false);
    let mut found: Vec<Target> = Vec::new();
    let mut unknown = Vec::new();
    for heading in header {
        let same = |text: &str| text.to_lowercase() == heading.to_lowercase();
        let column = known
            .iter()
            .find(|column| same(&column.name()))
            .or_else(|| known.iter().find(|column| same(&column.label())));
        let place = |field: &Field| register.fields.iter().position(|own| own.name == field.name);
        let target = match column {
            Some(export::Column::Id) => Target::Id,
            Some(export::Column::Field(field)) if export::is_imported(field) => {
                place(field).map_or(Target::Ignored, Target::Field)
            }
            Some(export::Column::Label(field)) => place(field).map_or(Target::Ignored, Target::Named),
            Some(export::Column::Extra(extra)) => {
                extras.iter().position(|own| own == extra).map_or(Target::Ignored, Target::Extra)
            }
            Some(export::Column::Field(_) | export::Column::Status | export::Column::Deadline) => Target::Ignored,
            None if heading.is_empty() => Target::Ignored,
            None => {
                unknown.push(format!("\"{}\"", crate::value::parse::short(heading)));
                Target::Ignored
            }
        };
        if target != Target::Ignored && found.contains(&target) {
            return Err(format!("Kolom \"{heading}\" ada dua kali. Hapus salah satu."));
        }
        found.push(target);
    }
    if !unknown.is_empty() {
        return Err(format!("Kolom {} tidak dikenal. Pakai judul kolom dari templat.", unknown.join(", ")));
    }
    // Where the id of a reference is there, its name is only for people.
    let with_id: BTreeSet<usize> =
        found.iter().filter_map(|target| if let Target::Field(place) = target { Some(*place) } else { None }).collect();
    for target in &mut found {
        if let Target::Named(place) = target
            && with_id.contains(place)
        {
            *target = Target::Ignored;
        }
    }
    if !found.iter().any(|target| matches!(target, Target::Field(_) | Target::Named(_) | Target::Extra(_))) {
        return Err("Tidak ada kolom yang dapat diimpor. Pakai judul kolom dari templat.".into());
    }
    Ok(found)
}

/// Makes the dry run.
///
/// # Errors
/// What is wrong with the file as a whole is a text for the person in the inner result.
pub async fn plan(
    ctx: &Ctx,
    register: &'static Register,
    extras: &[Extra],
    sheet: &Sheet,
    file_hash: &str,
) -> Result<Result<Plan, String>> {
    let targets = match targets(register, extras, &sheet.header) {
        Ok(targets) => targets,
        Err(fault) => return Ok(Err(fault)),
    };
    let known = match look_up(ctx, register, sheet, &targets).await? {
        Ok(known) => known,
        Err(fault) => return Ok(Err(fault)),
    };
    let mut lines = Vec::new();
    let mut used: BTreeSet<Uuid> = BTreeSet::new();
    let mut taken: BTreeSet<(usize, String)> = BTreeSet::new();
    for (number, cells) in &sheet.rows {
        let mut action = one(ctx, register, extras, &targets, cells, &known);
        action = once(register, action, &mut used, &mut taken, &known);
        lines.push(Line { number: *number, action });
    }
    refuse_strangers(ctx, register, &mut lines).await?;
    refuse_unentitled(ctx, register, &mut lines).await?;
    let ignored = sheet
        .header
        .iter()
        .zip(&targets)
        .filter(|(heading, target)| **target == Target::Ignored && !heading.is_empty());
    let ignored = ignored.map(|(heading, _)| heading.clone()).collect();
    let digest = digest(file_hash, &lines);
    Ok(Ok(Plan { lines, note: sheet.note.clone(), ignored, digest }))
}

/// What one row would do, by itself.
fn one(
    ctx: &Ctx,
    register: &'static Register,
    extras: &[Extra],
    targets: &[Target],
    cells: &[Cell],
    known: &Known,
) -> Action {
    let refused = |field: &'static str, text: &str| Action::Refused(vec![FieldError::new(field, text.to_owned())]);
    let zone = ctx.app.profile.zone();
    let cell = |place: usize| cells.get(place).unwrap_or(&Cell::Empty);
    let mut id = None;
    let mut read: Vec<(usize, Result<Val, String>)> = Vec::new();
    let mut read_extras: Vec<(usize, Result<serde_json::Value, String>)> = Vec::new();
    for (place, target) in targets.iter().enumerate() {
        match target {
            Target::Id => match text_of(cell(place)).map(str::parse::<Uuid>) {
                None if *cell(place) == Cell::Empty => {}
                Some(Ok(found)) => id = Some(found),
                Some(Err(_)) | None => {
                    return refused("id", "Kolom id tidak berisi id catatan. Kosongkan untuk catatan baru.");
                }
            },
            Target::Field(field) | Target::Named(field) => {
                if let Some(own) = register.fields.get(*field) {
                    read.push((*field, value(own, cell(place), known, zone)));
                }
            }
            Target::Extra(extra) => {
                if let Some(own) = extras.get(*extra) {
                    read_extras.push((*extra, own.read_cell(cell(place))));
                }
            }
            Target::Ignored => {}
        }
    }
    let by_key = || {
        let (place, field) = register
            .fields
            .iter()
            .enumerate()
            .find(|(_, field)| register.unique_key().is_some_and(|key| key.name == field.name))?;
        let value = read.iter().find(|(own, _)| *own == place)?.1.as_ref().ok().filter(|value| !value.is_null())?;
        let _ = field;
        known.by_value.get(&(place, key_of(value)))
    };
    let before = match id {
        Some(id) => match known.by_id.get(&id) {
            Some(record) if known.reader.holds(record.unit, record.owner) => Some(record),
            _ => {
                return refused(
                    "id",
                    "Catatan dengan id ini tidak ada. Kosongkan kolom id untuk membuat catatan baru.",
                );
            }
        },
        None => by_key(),
    };
    if let Some(record) = before
        && let Err(cause) = store::may_change(record, &known.writer)
    {
        // A row that changes nothing is no harm, whoever's it is; whether it would, is told below.
        let untouched = known.reader.holds(record.unit, record.owner)
            && applied(register, record, &read).is_some_and(|after| after.values == record.values);
        return if untouched {
            Action::Same(record.id)
        } else {
            Action::Refused(vec![FieldError::new("id", cause.to_string())])
        };
    }
    let mut record = match before {
        Some(record) => record.clone(),
        None => {
            let mut fresh = check::fresh(register, Uuid::now_v7(), zone);
            fresh.owner = ctx.actor.account();
            fresh.unit = if register.owned == Owned::Unit { ctx.actor.unit() } else { None };
            if !store::may_create(ctx, register, &known.writer, fresh.unit) {
                return refused("id", "Anda tidak berhak membuat catatan baru untuk unit Anda.");
            }
            fresh
        }
    };
    let mut errors = Vec::new();
    for (place, value) in read {
        let Some(field) = register.fields.get(place) else { continue };
        match value {
            // An empty cell of a new record leaves the default.
            Ok(Val::Null) if before.is_none() => {}
            Ok(value) => {
                if let Some(slot) = record.values.get_mut(place) {
                    *slot = value;
                }
            }
            Err(fault) => errors.push(FieldError::new(field.name, fault)),
        }
    }
    for (place, value) in read_extras {
        let Some(extra) = extras.get(place) else { continue };
        match value {
            Ok(value) => extra::put(&mut record.extra, &extra.name, value),
            Err(fault) => errors.push(FieldError::new(extra.control(), fault)),
        }
    }
    let unchanged = before
        .is_some_and(|before| errors.is_empty() && before.values == record.values && before.extra == record.extra);
    if let (true, Some(before)) = (unchanged, before) {
        return Action::Same(before.id);
    }
    let mut draft = check::finish(record, errors, extras, &[]);
    draft.errors.extend(codes::refused(&known.codes, before, &draft.record));
    match (draft.errors.is_empty(), before) {
        (false, _) => Action::Refused(draft.errors),
        (true, None) => Action::New(Box::new(draft.record)),
        (true, Some(before)) => Action::Change { before: Box::new(before.clone()), after: Box::new(draft.record) },
    }
}

fn applied(register: &'static Register, record: &Record, read: &[(usize, Result<Val, String>)]) -> Option<Record> {
    let mut after = record.clone();
    for (place, value) in read {
        let field = register.fields.get(*place)?;
        after.set(field.name, value.as_ref().ok()?.clone());
    }
    Some(after)
}

fn value(
    field: &'static Field,
    cell: &Cell,
    known: &Known,
    zone: kernel::indonesia::tanggal::Zona,
) -> Result<Val, String> {
    if let (Some(target), Some(text)) = (field.kind.target(), text_of(cell))
        && text.parse::<Uuid>().is_err()
    {
        return match known.names.get(&(target, text.to_lowercase())).copied().flatten() {
            Some(id) => Ok(Val::Uuid(id)),
            None => Err(format!(
                "{}: \"{}\" tidak ditemukan, atau ada lebih dari satu. Tulis namanya persis, atau idnya.",
                field.label,
                crate::value::parse::short(text)
            )),
        };
    }
    let value = cell::parse(field, cell, zone)?;
    let (Kind::Code { list }, Val::Text(text)) = (field.kind, &value) else { return Ok(value) };
    // A name is as good as its code; what no list knows is told below, where the record before is known.
    Ok(codes::meant(&known.codes, list, text).map_or(value, |code| Val::Text(code.code.clone())))
}

/// A record may be touched by one row, and a unique value held by one record.
fn once(
    register: &'static Register,
    action: Action,
    used: &mut BTreeSet<Uuid>,
    taken: &mut BTreeSet<(usize, String)>,
    known: &Known,
) -> Action {
    let record = match &action {
        Action::New(record) => record,
        Action::Change { after, .. } => after,
        Action::Same(id) => {
            used.insert(*id);
            return action;
        }
        Action::Refused(_) => return action,
    };
    if !used.insert(record.id) {
        return Action::Refused(vec![FieldError::new("id", "Catatan ini sudah diubah oleh baris lain dalam berkas.")]);
    }
    for (place, field) in register.fields.iter().enumerate().filter(|(_, field)| field.unique) {
        let value = record.get(field.name);
        if value.is_null() {
            continue;
        }
        let key = (place, key_of(value));
        let other = known.by_value.get(&key).is_some_and(|holder| holder.id != record.id);
        if other || !taken.insert(key) {
            let text = format!("{} ini sudah dipakai catatan atau baris lain.", field.label);
            return Action::Refused(vec![FieldError::new(field.name, text)]);
        }
    }
    action
}

/// References that point to nothing that the actor may see, for all rows in few statements.
async fn refuse_strangers(ctx: &Ctx, register: &'static Register, lines: &mut [Line]) -> Result<()> {
    let changed = |action: &Action| -> Vec<(&'static Field, &'static str, Uuid)> {
        let (before, after) = match action {
            Action::New(after) => (None, after),
            Action::Change { before, after } => (Some(before), after),
            Action::Same(_) | Action::Refused(_) => return vec![],
        };
        let mut found = Vec::new();
        for (place, field) in register.fields.iter().enumerate() {
            let value = after.get(field.name);
            if before.and_then(|before| before.values.get(place)) != Some(value) {
                let mut references = Vec::new();
                show::references(&field.kind, value, &mut references);
                found.extend(references.into_iter().map(|(target, id)| (field, target, id)));
            }
        }
        found
    };
    let wanted: Vec<_> =
        lines.iter().flat_map(|line| changed(&line.action)).map(|(_, target, id)| (target, id)).collect();
    if wanted.is_empty() {
        return Ok(());
    }
    let known = labels::find(&ctx.app, &ctx.actor, wanted).await?;
    for line in lines {
        let missing: Vec<FieldError> = changed(&line.action)
            .into_iter()
            .filter(|(_, _, id)| !known.contains_key(id))
            .map(|(field, _, _)| {
                FieldError::new(field.name, format!("{} tidak menunjuk catatan yang ada.", field.label))
            })
            .collect();
        if !missing.is_empty() {
            line.action = Action::Refused(missing);
        }
    }
    Ok(())
}

/// What the register keeps from the actor.
async fn refuse_unentitled(ctx: &Ctx, register: &'static Register, lines: &mut [Line]) -> Result<()> {
    let Some(entitled) = register.hooks.entitled else { return Ok(()) };
    for line in lines {
        let errors = match &line.action {
            Action::New(after) => entitled(ctx, None, after).await?,
            Action::Change { before, after } => entitled(ctx, Some(before), after).await?,
            Action::Same(_) | Action::Refused(_) => continue,
        };
        if !errors.is_empty() {
            line.action = Action::Refused(errors);
        }
    }
    Ok(())
}

/// What the page showed, as a hash: file, rows, versions and values.
fn digest(file_hash: &str, lines: &[Line]) -> String {
    let mut hash = Sha256::new();
    hash.update(file_hash.as_bytes());
    let values = |record: &Record| {
        let fields: Vec<_> = record
            .fields()
            .filter(|(field, _)| !matches!(field.kind, Kind::Computed { .. }))
            .map(|(field, value)| value_json::write(&field.kind, value))
            .collect();
        json!([fields, record.extra, record.unit])
    };
    for line in lines {
        let told = match &line.action {
            Action::New(record) => json!([line.number, "baru", values(record)]),
            Action::Change { before, after } => json!([line.number, "ubah", before.id, before.version, values(after)]),
            Action::Same(id) => json!([line.number, "sama", id]),
            Action::Refused(errors) => {
                json!([line.number, "tolak", errors.iter().map(|error| error.message.as_ref()).collect::<Vec<_>>()])
            }
        };
        hash.update(told.to_string().as_bytes());
    }
    kernel::keys::hex(&hash.finalize())
}
