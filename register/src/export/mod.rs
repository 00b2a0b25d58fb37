//! Export of a filtered list: rows are read page by page and written at once, so memory stays flat whatever the size.
pub mod csv;
pub mod xlsx;

use kernel::auth::Actor;
use kernel::{App, Result, Scope};

use crate::extra::Extra;
use crate::sql::Query;
use crate::value::show::Lens;
use crate::{Class, Field, Kind, Record, Register, labels, store};

/// Rows read at once.
const AT_ONCE: usize = 1000;

/// One column of a file.
#[derive(Debug, Clone)]
pub enum Column {
    /// The id, by which an import finds the record.
    Id,
    /// A field.
    Field(&'static Field),
    /// What a referred record or a code is called, beside it; not read by an import.
    Label(&'static Field),
    /// The state.
    Status,
    /// The deadline.
    Deadline,
    /// An extra field.
    Extra(Extra),
}

impl Column {
    /// Its heading for programs.
    pub fn name(&self) -> String {
        match self {
            Column::Id => "id".into(),
            Column::Field(field) => field.name.into(),
            Column::Label(field) => format!("{}.label", field.name),
            Column::Status => "status".into(),
            Column::Deadline => "tenggat".into(),
            Column::Extra(extra) => extra.control(),
        }
    }
    /// Its heading for people.
    pub fn label(&self) -> String {
        match self {
            Column::Id => "id".into(),
            Column::Field(field) => field.label.into(),
            Column::Label(field) => format!("{} (nama)", field.label),
            Column::Status => "Status".into(),
            Column::Deadline => "Tenggat".into(),
            Column::Extra(extra) => extra.label.clone(),
        }
    }
}

/// The columns of a register's files. Secrets are never among them; a stranger gets the public ones.
pub fn columns(register: &'static Register, extras: &[Extra], stranger: bool) -> Vec<Column> {
    let mut columns = vec![Column::Id];
    for field in register.fields.iter().filter(|field| field.is_shown() && (!stranger || field.class == Class::Public))
    {
        columns.push(Column::Field(field));
        if is_named(field) {
            columns.push(Column::Label(field));
        }
    }
    if let (Some(flow), false) = (register.flow, stranger) {
        columns.push(Column::Status);
        if flow.has_deadline() {
            columns.push(Column::Deadline);
        }
    }
    if !stranger {
        columns.extend(extras.iter().cloned().map(Column::Extra));
    }
    columns
}

/// Whether a cell may be shown: of a record that is only open to everybody, the public fields.
pub(crate) fn is_seen(column: &Column, held: bool) -> bool {
    match column {
        Column::Id => true,
        Column::Field(field) | Column::Label(field) => held || field.class == Class::Public,
        Column::Status | Column::Deadline | Column::Extra(_) => held,
    }
}

/// Rows of a filtered list, page by page.
pub struct Rows {
    app: App,
    actor: Actor,
    register: &'static Register,
    scope: Scope,
    query: Query,
    over: bool,
}

impl Rows {
    /// From the first row of the query; where a page of the list stood plays no part.
    pub fn new(app: &App, actor: &Actor, register: &'static Register, scope: Scope, query: &Query) -> Rows {
        let query = Query { cursor: None, backward: false, limit: AT_ONCE, ..query.clone() };
        Rows { app: app.clone(), actor: actor.clone(), register, scope, query, over: false }
    }

    /// The next rows with the names of what they refer to; nothing when all were read.
    pub async fn next(&mut self) -> Result<Option<(Vec<Record>, Lens)>> {
        if self.over {
            return Ok(None);
        }
        let page = store::page(&self.app, self.register, &self.scope, &self.query).await?;
        self.over = page.next.is_none();
        self.query.cursor = page.next;
        if page.records.is_empty() {
            return Ok(None);
        }
        let referring: Vec<&'static Field> = self.register.fields.iter().filter(|field| is_named(field)).collect();
        let lens = labels::lens(&self.app, &self.actor, &page.records, &referring, false).await?;
        Ok(Some((page.records, lens)))
    }

    /// Whether the actor holds the record and does not only see it because it is open.
    pub fn is_held(&self, record: &Record) -> bool {
        self.scope.holds(record.unit, record.owner)
    }
}

/// Fields whose value is an id or a code, and beside which a file has what that is called.
fn is_named(field: &Field) -> bool {
    field.kind.target().is_some() || matches!(field.kind, Kind::Code { .. })
}

/// What the value of such a field is called.
pub(crate) fn name_of(field: &Field, record: &Record, lens: &Lens) -> String {
    crate::value::show::text(&field.kind, record.get(field.name), lens)
}

/// The kinds whose files hold a whole list: an import reads them back.
pub(crate) fn is_imported(field: &Field) -> bool {
    field.is_shown() && !matches!(field.kind, Kind::Computed { .. } | Kind::File)
}
