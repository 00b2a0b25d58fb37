//! Reading and changing records. Every read takes the scope; every change takes the open [`Write`].
use kernel::{App, Ctx, Error, FieldError, Result, Scope, Subject, Val, Write, db};
use uuid::Uuid;

use crate::register::column_values;
use crate::sql::{self, Cursor, Query};
use crate::{Class, Flow, Kind, Record, Register, codes};

/// One page of a list.
#[derive(Debug, Clone)]
pub struct Page {
    /// The records, in the order of the list.
    pub records: Vec<Record>,
    /// Where the next page starts, if there is one.
    pub next: Option<Cursor>,
    /// Where the page before ends, if there is one.
    pub previous: Option<Cursor>,
}

/// Reads one page of `query.limit` records.
pub async fn page(app: &App, register: &'static Register, scope: &Scope, query: &Query) -> Result<Page> {
    let more = Query { limit: query.limit + 1, ..query.clone() };
    let asked = sql::list(register, scope, &more, app.db.merge());
    let mut rows = app.db.query(&asked.text, asked.args).await?;
    if asked.overlap > 1 {
        let ids = rows.iter().map(|row| Ok(row.get::<Uuid>("id")?)).collect::<Result<Vec<_>>>()?;
        let mut before = None;
        let mut ids = ids.into_iter();
        rows.retain(|_| {
            let id = ids.next();
            std::mem::replace(&mut before, id) != id
        });
        rows.truncate(more.limit);
    }
    let mut records = rows.iter().map(|row| Record::from_row(register, row)).collect::<Result<Vec<_>>>()?;
    let is_more = records.len() > query.limit;
    records.truncate(query.limit);
    if query.backward {
        records.reverse();
    }
    let cursor = |record: Option<&Record>| record.map(|record| cursor_of(record, query.sort));
    let (behind, ahead) = if query.backward { (is_more, true) } else { (query.cursor.is_some(), is_more) };
    let next = if ahead { cursor(records.last()) } else { None };
    let previous = if behind { cursor(records.first()) } else { None };
    Ok(Page { records, next, previous })
}

/// The place of a record in a list.
pub fn cursor_of(record: &Record, sort: &str) -> Cursor {
    let value = if sort == "id" { Val::Null } else { record.get(sort).clone() };
    Cursor { value, id: record.id }
}

/// One record that may be read.
///
/// # Errors
/// [`Error::NotFound`], also for a stranger's record.
pub async fn find(app: &App, register: &'static Register, scope: &Scope, id: Uuid) -> Result<Record> {
    let (text, args) = sql::one(register, scope, id);
    let row = app.db.optional(&text, args).await?.ok_or(Error::NotFound)?;
    Record::from_row(register, &row)
}

/// Records by the values of one column, whoever may see them: for the program itself (imports that look for a key,
/// data that a module ships), never for a page.
pub async fn by_column(app: &App, register: &'static Register, column: &str, values: Vec<Val>) -> Result<Vec<Record>> {
    let mut found = Vec::new();
    for part in values.chunks(1000) {
        let (text, args) = sql::by_column(register, column, part.to_vec());
        for row in app.db.query(&text, args).await? {
            found.push(Record::from_row(register, &row)?);
        }
    }
    Ok(found)
}

/// The record as the open change sees it.
pub async fn current(write: &mut Write, register: &'static Register, id: Uuid) -> Result<Record> {
    let (text, args) = sql::by_column(register, "id", vec![Val::Uuid(id)]);
    Record::from_row(register, &write.tx().optional(&text, args).await?.ok_or(Error::NotFound)?)
}

/// What a change is about.
pub fn subject(record: &Record) -> Subject {
    Subject::new(record.register.key, record.id, record.href())
}

/// Stores a new record, indexes it and runs the module's hook. The caller has checked it and commits.
///
/// # Errors
/// [`Error::Invalid`] when another record holds a value that must be unique.
pub async fn insert(write: &mut Write, record: &Record) -> Result<Record> {
    let register = record.register;
    let stored = write.insert(&register.table(), record.id, column_values(record)).await;
    stored.map_err(|cause| unique(register, cause))?;
    after(write, None, register, record.id).await
}

/// Stores a changed record that must still be at the version of `before`.
///
/// # Errors
/// [`Error::Conflict`] when somebody else was quicker, [`Error::Invalid`] for a value that must be unique.
pub async fn update(write: &mut Write, before: &Record, record: &Record) -> Result<Record> {
    let register = record.register;
    let stored = write.update(&register.table(), record.id, Some(before.version), column_values(record)).await;
    stored.map_err(|cause| unique(register, cause))?;
    after(write, Some(before), register, record.id).await
}

/// Deletes a record and takes it out of the search.
pub async fn delete(write: &mut Write, record: &Record) -> Result<()> {
    write.delete(&record.register.table(), record.id).await?;
    write.unindex(record.id).await
}

async fn after(write: &mut Write, before: Option<&Record>, register: &'static Register, id: Uuid) -> Result<Record> {
    let mut stored = current(write, register, id).await?;
    if let Some(hook) = register.hooks.after_write {
        hook(write, before, &stored).await?;
        // The hook may have changed the record itself.
        stored = current(write, register, id).await?;
    }
    index(write, &stored).await?;
    Ok(stored)
}

/// Puts a record into the search: its name and the words of its public and internal texts, never of others. The list
/// of its register looks for parts of texts, so the pieces of those that it can be asked for go in too, whatever their class.
pub async fn index(write: &mut Write, record: &Record) -> Result<()> {
    let register = record.register;
    let lists = codes::lists(write.app(), register.fields.iter()).await?;
    let mut words = Vec::new();
    let mut parts = Vec::new();
    for (field, value) in record.fields() {
        if field.kind.is_text()
            && register.is_looked_into(field)
            && let Val::Text(text) = value
        {
            parts.push(text.as_str());
        }
        match (&field.kind, value, field.class) {
            (_, _, Class::Personal | Class::Secret) => {}
            (Kind::Choice(options), Val::Text(key), Class::Public | Class::Internal) => {
                words.push(crate::field::option_label(options, key).to_owned());
            }
            (Kind::Code { list }, Val::Text(code), Class::Public | Class::Internal) => {
                words.push(codes::name(&lists, list, code).to_owned());
            }
            (_, Val::Text(text), Class::Public | Class::Internal) => words.push(text.clone()),
            (_, _, Class::Public | Class::Internal) => {}
        }
    }
    let named = register.label.iter().filter_map(|name| register.field(name));
    let open_name = named.clone().all(|field| matches!(field.class, Class::Public | Class::Internal));
    let name = if open_name { record.label() } else { format!("{} {}", register.singular, short_id(record.id)) };
    let summary = match register.flow.map(|flow: &Flow| flow.label(&record.status)) {
        Some(state) => format!("{} · {state}", register.title),
        None => register.title.to_owned(),
    };
    let open = register.public.is_some_and(|column| record.yes(column));
    write
        .index(&db::fts::Doc {
            id: record.id,
            kind: kernel::search::kind(register.key, open),
            unit: record.unit,
            owner: record.owner,
            readers: vec![],
            title: name,
            summary,
            url: record.href(),
            stems: kernel::search::stems(&words.join("\n")),
            parts: Some(parts.join("\n")),
            updated: write.at(),
        })
        .await
}

fn short_id(id: Uuid) -> String {
    id.simple().to_string().chars().rev().take(6).collect::<Vec<_>>().into_iter().rev().collect()
}

/// Turns a refusal of the database into the words for the field.
fn unique(register: &'static Register, cause: Error) -> Error {
    let Error::Internal(inner) = &cause else { return cause };
    let Some(db::Error::Unique { constraint }) = inner.downcast_ref::<db::Error>() else { return cause };
    let columns = constraint.strip_prefix(register.table).and_then(|rest| rest.strip_prefix('.')).unwrap_or_default();
    match columns.rsplit(',').find_map(|column| register.field(column)) {
        Some(field) => Error::Invalid(vec![FieldError::new(
            field.name,
            format!("{} ini sudah dipakai catatan lain. Periksa apakah catatannya sudah ada.", field.label),
        )]),
        None => cause,
    }
}

/// Whether the person may change this record: the scope of the write permission holds it, the state is not locked, and
/// the module has nothing against it.
///
/// # Errors
/// [`Error::Forbidden`] or [`Error::Refused`] with the reason.
pub fn may_change(record: &Record, scope: &Scope) -> Result<()> {
    if !scope.holds(record.unit, record.owner) {
        return Err(Error::Forbidden);
    }
    if let Some(flow) = record.register.flow
        && flow.is_locked(&record.status)
    {
        return Err(Error::refused(format!(
            "Catatan ini berstatus \"{}\", jadi isiannya tidak dapat diubah lagi.",
            flow.label(&record.status)
        )));
    }
    (record.register.hooks.allowed)(record).map_err(Error::refused)
}

/// Whether the person may make a record of this unit: the unit is inside the scope, or it is the person's own and the
/// scope holds what the person makes.
pub fn may_create(ctx: &Ctx, register: &Register, scope: &Scope, unit: Option<Uuid>) -> bool {
    match (register.owned, unit) {
        (crate::Owned::Regency, _) => scope.is_all(),
        (crate::Owned::Unit, None) => scope.is_all(),
        (crate::Owned::Unit, Some(unit)) => {
            scope.holds_unit(unit) || (ctx.actor.unit() == Some(unit) && scope.holds(None, ctx.actor.account()))
        }
    }
}
