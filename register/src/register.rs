//! A register as one constant, and what follows from it without a database.
use std::pin::Pin;

use kernel::{Class, Ctx, FieldError, Perm, Result, Rows, Table, Val, Write};
use uuid::Uuid;

use crate::{Field, Flow, Kind, Record};

/// In which order a list starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Smallest first.
    Asc,
    /// Largest first.
    Desc,
}

/// Whose the records are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owned {
    /// Each belongs to a unit, and scopes decide by it.
    Unit,
    /// They belong to the whole regency (code lists, holidays): only who may touch everything may write them.
    Regency,
}

/// Runs inside the transaction of a change, after the row was written; an error undoes the change.
pub type AfterWrite =
    for<'a> fn(&'a mut Write, Option<&'a Record>, &'a Record) -> Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>>;

/// Asked before a person's change is saved: what of it is not theirs to decide. Gets the record before (none for a new
/// one) and after.
pub type Entitled = for<'a> fn(
    &'a Ctx,
    Option<&'a Record>,
    &'a Record,
) -> Pin<Box<dyn Future<Output = Result<Vec<FieldError>>> + Send + 'a>>;

/// Where a module adds to what the engine does.
#[derive(Debug, Clone, Copy)]
pub struct Hooks {
    /// Further rows, events or checks in the same transaction. Gets the record before (none for a new one) and after.
    pub after_write: Option<AfterWrite>,
    /// Whether the person may change this record beside the right and the scope; the text says why not. Asked before
    /// the form is shown and again before it is saved.
    pub allowed: fn(&Record) -> Result<(), &'static str>,
    /// Fills in what can be told from other fields, after parsing and before checking.
    pub complete: fn(&mut Record),
    /// What the person may write into the fields, where that depends on who they are: form, API and import ask it.
    pub entitled: Option<Entitled>,
}

impl Hooks {
    /// Nothing added.
    pub const NONE: Hooks = Hooks { after_write: None, allowed: always, complete: nothing, entitled: None };
}

fn always(_: &Record) -> Result<(), &'static str> {
    Ok(())
}
fn nothing(_: &mut Record) {}
/// For registers whose fields need no check beside their kinds.
pub fn no_check(_: &Record) -> Vec<FieldError> {
    Vec::new()
}

/// Columns of every register table beside its fields.
pub const OWN_COLUMNS: &[&str] =
    &["id", "version", "created", "updated", "unit", "owner", "extra", "status", "tenggat"];

/// A register. `static PERANGKAT_DAERAH: Register = Register { key: "perangkat_daerah", .., ..Register::EMPTY };`
#[derive(Debug, Clone, Copy)]
pub struct Register {
    /// Unique key: first part of its addresses and kind of its records.
    pub key: &'static str,
    /// Table in the database.
    pub table: &'static str,
    /// What it is called, plural, such as `Perangkat daerah`.
    pub title: &'static str,
    /// What one record is called, such as `perangkat daerah`.
    pub singular: &'static str,
    /// What it is for, one sentence, with the article where there is one.
    pub about: &'static str,
    /// Who may read.
    pub read: Perm,
    /// Who may make and change.
    pub write: Perm,
    /// Its fields.
    pub fields: &'static [Field],
    /// The text fields that name a record, the first one first.
    pub label: &'static [&'static str],
    /// The order of the list before the person chooses one: a field, or `id` for the time of making. At a million
    /// records the field needs an index over (field, id).
    pub sort: (&'static str, Direction),
    /// Checks over several fields; pure.
    pub check: fn(&Record) -> Vec<FieldError>,
    /// Its states.
    pub flow: Option<&'static Flow>,
    /// Name of the yes/no field under which anybody may read the record; of such records strangers see the fields
    /// classed public.
    pub public: Option<&'static str>,
    /// Whose the records are.
    pub owned: Owned,
    /// A code list (codes, holidays, classifications) rather than records of work: it is not offered as evidence, and the
    /// search finds it under a filter of its own.
    pub code_list: bool,
    /// Records may be deleted (logged). Most registers end a record by a state instead.
    pub deletable: bool,
    /// Further ways to make records, as words and address, shown in the list to those who may write.
    pub ways: &'static [(&'static str, &'static str)],
    /// What the module adds.
    pub hooks: Hooks,
}

impl Register {
    /// A register with nothing in it, for `..Register::EMPTY`.
    pub const EMPTY: Register = Register {
        key: "",
        table: "",
        title: "",
        singular: "",
        about: "",
        read: Perm(""),
        write: Perm(""),
        fields: &[],
        label: &[],
        sort: ("id", Direction::Desc),
        check: no_check,
        flow: None,
        public: None,
        owned: Owned::Unit,
        code_list: false,
        deletable: false,
        ways: &[],
        hooks: Hooks::NONE,
    };

    /// The field of this name.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }
    /// The list.
    pub fn href(&self) -> String {
        format!("/{}", self.key)
    }
    /// A record's page.
    pub fn record_href(&self, id: Uuid) -> String {
        format!("/{}/{id}", self.key)
    }
    /// The API address of the list.
    pub fn api_href(&self) -> String {
        format!("/api/v1/{}", self.key)
    }
    /// The columns that say whose a row is.
    pub fn rows(&self) -> Rows {
        Rows { public: self.public.unwrap_or("false"), ..Rows::PLAIN }
    }
    /// Whether the table has a column `tenggat`.
    pub fn has_deadline(&self) -> bool {
        self.flow.is_some_and(Flow::has_deadline)
    }
    /// The fields that the database keeps.
    pub fn stored(&self) -> impl Iterator<Item = &'static Field> {
        self.fields.iter().filter(|field| field.is_stored())
    }
    /// Whether the list looks for parts of this text.
    pub(crate) fn is_looked_into(&self, field: &Field) -> bool {
        field.is_shown() && (field.filter || self.label.contains(&field.name))
    }
    /// The field by which an import finds a record: the first unique one.
    pub fn unique_key(&self) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.unique && field.kind.is_ordered())
    }

    /// Its table with the class of each column.
    pub fn table(&self) -> Table {
        let mut columns = vec![("unit", Class::Internal), ("owner", Class::Internal), ("extra", Class::Personal)];
        if let Some(flow) = self.flow {
            columns.push(("status", Class::Internal));
            if flow.has_deadline() {
                columns.push(("tenggat", Class::Internal));
            }
        }
        columns.extend(self.stored().map(|field| (field.name, field.class)));
        Table::new(self.table, &columns)
    }

    /// Every column of its table, in the order in which the engine reads them.
    pub fn columns(&self) -> Vec<&'static str> {
        let mut columns = vec!["id", "version", "created", "updated", "unit", "owner", "extra"];
        if let Some(flow) = self.flow {
            columns.push("status");
            if flow.has_deadline() {
                columns.push("tenggat");
            }
        }
        columns.extend(self.stored().map(|field| field.name));
        columns
    }

    /// Whether a list is narrowed to single values of this field: a choice, a yes/no, what it points to, and the field
    /// that opens records to everybody.
    fn is_narrowing(&self, field: &Field) -> bool {
        let single =
            matches!(field.kind, Kind::Choice(_) | Kind::Code { .. } | Kind::YesNo) || field.kind.target().is_some();
        !field.unique && single && (field.filter || self.public == Some(field.name))
    }

    /// The `create table` and indexes that fit this constant: what `xtask new-register` writes into a migration, and
    /// what a test compares the migrations with.
    pub fn ddl(&self) -> String {
        let mut lines = vec![
            "    id uuid primary key".to_owned(),
            "    version bigint not null".to_owned(),
            "    created timestamptz not null".to_owned(),
            "    updated timestamptz not null".to_owned(),
            "    unit uuid".to_owned(),
            "    owner uuid".to_owned(),
            "    extra jsonb not null".to_owned(),
        ];
        if let Some(flow) = self.flow {
            lines.push("    status text not null".to_owned());
            if flow.has_deadline() {
                lines.push("    tenggat date".to_owned());
            }
        }
        for field in self.fields {
            if let Some(kind) = field.kind.column_type() {
                let must = if field.required { " not null" } else { "" };
                lines.push(format!("    {} {kind}{must}", field.name));
            }
        }
        let table = self.table;
        let mut text = format!("create table {table} (\n{}\n);\n", lines.join(",\n"));
        // What a list is narrowed to is read in the order in which the list starts.
        let order = if self.sort.0 == "id" { "id".to_owned() } else { format!("{}, id", self.sort.0) };
        let mut narrowed = vec!["unit", "owner"];
        narrowed.extend(self.flow.map(|_| "status"));
        narrowed.extend(self.fields.iter().filter(|field| self.is_narrowing(field)).map(|field| field.name));
        for name in &narrowed {
            text.push_str(&format!("create index {table}_{name} on {table} ({name}, {order});\n"));
        }
        for field in self.fields {
            let name = field.name;
            if field.unique {
                text.push_str(&format!("create unique index {table}_{name} on {table} ({name});\n"));
            } else if !narrowed.contains(&name)
                && (field.list && field.kind.is_ordered() || field.kind.target().is_some())
            {
                text.push_str(&format!("create index {table}_{name} on {table} ({name}, id);\n"));
            }
        }
        text
    }

    /// What is wrong with the constant itself. A module's test expects this to be empty.
    pub fn faults(&self) -> Vec<String> {
        let mut found = Vec::new();
        let plain = |name: &str| {
            name.starts_with(|c: char| c.is_ascii_lowercase())
                && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        };
        for (what, text) in [("key", self.key), ("table", self.table)] {
            if !plain(text) {
                found.push(format!("{what} {text:?} is not a plain name"));
            }
        }
        for (what, text) in [("title", self.title), ("singular", self.singular), ("about", self.about)] {
            if text.is_empty() {
                found.push(format!("{what} is empty"));
            }
        }
        for (place, field) in self.fields.iter().enumerate() {
            if !plain(field.name) || OWN_COLUMNS.contains(&field.name) {
                found.push(format!("field {:?}: the name is not plain, or taken by the engine", field.name));
            }
            if self.fields.iter().take(place).any(|before| before.name == field.name) {
                found.push(format!("field {} is there twice", field.name));
            }
            found.extend(field_faults(field));
        }
        if self.label.is_empty() {
            found.push("no field names the records".into());
        }
        for name in self.label {
            if !self.field(name).is_some_and(|field| field.kind.is_text()) {
                found.push(format!("label {name} is not a text field"));
            }
        }
        if self.sort.0 != "id" && !self.field(self.sort.0).is_some_and(|field| field.kind.is_ordered()) {
            found.push(format!("the list cannot be sorted by {}", self.sort.0));
        }
        if let Some(name) = self.public
            && !self.field(name).is_some_and(|field| matches!(field.kind, Kind::YesNo) && field.required)
        {
            found.push(format!("public condition {name} is not a required yes/no field"));
        }
        found.extend(self.flow.map(Flow::faults).unwrap_or_default());
        found
    }
}

fn field_faults(field: &Field) -> Vec<String> {
    let mut found = Vec::new();
    let name = field.name;
    if field.label.is_empty() {
        found.push(format!("field {name} has no label"));
    }
    if field.unique && !field.kind.is_ordered() {
        found.push(format!("field {name} cannot be unique"));
    }
    if field.class == Class::Secret && (field.list || field.filter || !field.kind.is_text()) {
        found.push(format!("secret field {name} must be a text that is neither listed nor filtered"));
    }
    match field.kind {
        Kind::Decimal { scale, min, max } if scale == 0 || scale > 9 || min > max => {
            found.push(format!("field {name}: a decimal has 1 to 9 digits and min is at most max"));
        }
        Kind::Integer { min, max } if min > max => found.push(format!("field {name}: min is larger than max")),
        Kind::Choice(options) | Kind::ManyChoice(options) if options.is_empty() => {
            found.push(format!("field {name} has no options"));
        }
        Kind::Table(columns) => {
            for column in columns {
                let nested = matches!(
                    column.kind,
                    Kind::Table(_)
                        | Kind::File
                        | Kind::Location
                        | Kind::ManyChoice(_)
                        | Kind::Code { .. }
                        | Kind::Computed { .. }
                );
                if nested {
                    found.push(format!("field {name}: column {} has a kind that a table cannot hold", column.name));
                }
            }
        }
        Kind::Computed { .. } if field.filter || field.required || !field.default.is_empty() => {
            found.push(format!("computed field {name} cannot be filtered, required or have a default"));
        }
        Kind::Text { .. }
        | Kind::LongText { .. }
        | Kind::Integer { .. }
        | Kind::Money
        | Kind::Decimal { .. }
        | Kind::Date
        | Kind::DateTime
        | Kind::YesNo
        | Kind::Choice(_)
        | Kind::ManyChoice(_)
        | Kind::Code { .. }
        | Kind::Reference { .. }
        | Kind::Person
        | Kind::Unit
        | Kind::File
        | Kind::Location
        | Kind::Computed { .. } => {}
    }
    found
}

/// The values of a record as columns, for [`Write::insert`] and [`Write::update`]: unit, owner, extra, state and fields.
pub(crate) fn column_values(record: &Record) -> Vec<(&'static str, Val)> {
    let mut values = vec![
        ("unit", Val::from(record.unit)),
        ("owner", Val::from(record.owner)),
        ("extra", Val::Json(serde_json::Value::Object(record.extra.clone()))),
    ];
    if let Some(flow) = record.register.flow {
        values.push(("status", Val::Text(record.status.clone())));
        if flow.has_deadline() {
            values.push(("tenggat", Val::from(record.tenggat)));
        }
    }
    values.extend(
        record.fields().filter(|(field, _)| field.is_stored()).map(|(field, value)| (field.name, value.clone())),
    );
    values
}
