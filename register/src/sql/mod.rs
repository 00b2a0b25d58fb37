//! The only place that builds SQL from names. The names are constants of registers, the values are always bound.
mod list;

pub use list::{Page, list};

use kernel::db::fts::Candidates;
use kernel::{Rows, Scope, Val};
use uuid::Uuid;

use crate::{Direction, Register};

/// A condition on the rows of a list.
#[derive(Debug, Clone)]
pub enum Condition {
    /// The text holds this text, whatever the case of ASCII letters.
    Contains(&'static str, String),
    /// Any of the columns holds the text.
    AnyContains(Vec<&'static str>, String),
    /// The column is one of the values.
    OneOf(&'static str, Vec<Val>),
    /// At least.
    AtLeast(&'static str, Val),
    /// At most.
    AtMost(&'static str, Val),
    /// Less than.
    Below(&'static str, Val),
    /// A list of keys holds this key.
    HasKey(&'static str, String),
    /// The column points to a record, inside the scope, whose label holds the text.
    LabelContains {
        /// The column.
        column: &'static str,
        /// Where it points.
        target: Labelled,
        /// The text.
        text: String,
    },
}

/// A table whose records can be named in SQL, and the rows of it that may be seen.
#[derive(Debug, Clone)]
pub struct Labelled {
    /// Key of the kind of record.
    pub key: &'static str,
    /// Table.
    pub table: &'static str,
    /// Expression over its columns that names a row.
    pub label: String,
    /// Whose rows they are.
    pub rows: Rows,
    /// What may be seen.
    pub scope: Scope,
}

impl Labelled {
    /// The condition under which a row may be seen.
    fn readable(&self, args: &mut Vec<Val>) -> String {
        readable(&self.rows, &self.scope, args)
    }
}

/// The row after which a page starts, or before which it ends.
#[derive(Debug, Clone, PartialEq)]
pub struct Cursor {
    /// Value of the sort column; null when it has none, and when the list is sorted by id.
    pub value: Val,
    /// The row.
    pub id: Uuid,
}

/// What a list asks for.
#[derive(Debug, Clone)]
pub struct Query {
    /// All of these.
    pub conditions: Vec<Condition>,
    /// A column, or `id`.
    pub sort: &'static str,
    /// Smallest or largest first; rows without a value are last either way.
    pub direction: Direction,
    /// Where the page starts.
    pub cursor: Option<Cursor>,
    /// The page ends before the cursor; its rows come out in reverse.
    pub backward: bool,
    /// Most rows.
    pub limit: usize,
    /// Only rows inside the scope, not those that are open to everybody: what was asked for is not for everybody.
    pub strict: bool,
    /// The records that can meet the conditions that look for a part of a text, where the index can tell.
    pub candidates: Option<Candidates>,
}

impl Query {
    /// The first page in the register's own order.
    pub fn new(register: &Register, limit: usize) -> Query {
        let (sort, direction) = register.sort;
        Query {
            conditions: vec![],
            sort,
            direction,
            cursor: None,
            backward: false,
            limit,
            strict: false,
            candidates: None,
        }
    }
}

/// The rows that may be read: inside the scope, or open to everybody.
pub fn readable(rows: &Rows, scope: &Scope, args: &mut Vec<Val>) -> String {
    let inside = scope.filter(rows, args);
    if rows.public == "false" || inside == rows.public || inside == "true" {
        inside
    } else {
        format!("({inside} or {})", rows.public)
    }
}

fn bind(args: &mut Vec<Val>, value: Val) -> String {
    args.push(value);
    format!("${}", args.len())
}

/// `like` pattern for a text inside another: its own signs lose their meaning.
fn pattern(text: &str) -> Val {
    let mut out = String::from("%");
    for letter in text.to_ascii_lowercase().chars() {
        if matches!(letter, '%' | '_' | '\\') {
            out.push('\\');
        }
        out.push(letter);
    }
    out.push('%');
    Val::Text(out)
}

fn condition(condition: &Condition, args: &mut Vec<Val>) -> String {
    match condition {
        Condition::Contains(column, text) => format!("lower({column}) like {} escape '\\'", bind(args, pattern(text))),
        Condition::AnyContains(columns, text) => {
            let mark = bind(args, pattern(text));
            let parts: Vec<String> =
                columns.iter().map(|column| format!("lower({column}) like {mark} escape '\\'")).collect();
            if parts.is_empty() { "false".into() } else { format!("({})", parts.join(" or ")) }
        }
        Condition::OneOf(column, values) => {
            let marks: Vec<String> = values.iter().map(|value| bind(args, value.clone())).collect();
            match marks.as_slice() {
                [] => "false".into(),
                [only] => format!("{column} = {only}"),
                several => format!("{column} in ({})", several.join(", ")),
            }
        }
        Condition::AtLeast(column, value) => format!("{column} >= {}", bind(args, value.clone())),
        Condition::AtMost(column, value) => format!("{column} <= {}", bind(args, value.clone())),
        Condition::Below(column, value) => format!("{column} < {}", bind(args, value.clone())),
        Condition::HasKey(column, key) => {
            // The keys are constants of the register without signs, and stand in quotes on both databases.
            format!("cast({column} as text) like {} escape '\\'", bind(args, pattern_of_key(key)))
        }
        Condition::LabelContains { column, target, text } => {
            let inside = target.readable(args);
            let mark = bind(args, pattern(text));
            format!(
                "{column} in (select id from {} where {inside} and lower({}) like {mark} escape '\\')",
                target.table, target.label
            )
        }
    }
}

fn pattern_of_key(key: &str) -> Val {
    Val::Text(format!("%\"{}\"%", key.replace('\\', "\\\\").replace('_', "\\_").replace('%', "\\%")))
}

/// The statement that finds one record.
pub fn one(register: &Register, scope: &Scope, id: Uuid) -> (String, Vec<Val>) {
    let mut args = vec![Val::Uuid(id)];
    let inside = readable(&register.rows(), scope, &mut args);
    (format!("select {} from {} where id = $1 and {inside}", register.columns().join(", "), register.table), args)
}

/// The statement that finds records by the values of one column, whoever may see them.
pub fn by_column(register: &Register, column: &str, values: Vec<Val>) -> (String, Vec<Val>) {
    let marks: Vec<String> = (1..=values.len()).map(|place| format!("${place}")).collect();
    (
        format!(
            "select {} from {} where {column} in ({})",
            register.columns().join(", "),
            register.table,
            marks.join(", ")
        ),
        values,
    )
}

/// One statement for the labels of records of several kinds: columns `jenis`, `id`, `label`.
pub fn labels(wanted: &[(Labelled, Vec<Uuid>)]) -> (String, Vec<Val>) {
    let mut args = Vec::new();
    let mut parts = Vec::new();
    for (target, ids) in wanted {
        let marks: Vec<String> = ids.iter().map(|id| bind(&mut args, Val::Uuid(*id))).collect();
        let inside = target.readable(&mut args);
        // The key is a constant and a plain name.
        parts.push(format!(
            "select '{}' as jenis, id, {} as label from {} where id in ({}) and {inside}",
            target.key,
            target.label,
            target.table,
            marks.join(", ")
        ));
    }
    (parts.join(" union all "), args)
}

/// The statement for choosing among records: columns `id`, `label`; a text that the label holds may be given.
pub fn options(target: &Labelled, text: &str, limit: usize) -> (String, Vec<Val>) {
    let mut args = Vec::new();
    let mut filter = target.readable(&mut args);
    if !text.is_empty() {
        let mark = bind(&mut args, pattern(text));
        filter.push_str(&format!(" and lower({}) like {mark} escape '\\'", target.label));
    }
    (
        format!(
            "select id, {0} as label from {1} where {filter} order by label, id limit {limit}",
            target.label, target.table
        ),
        args,
    )
}

/// An expression that names a row by its text columns, parted by blanks.
pub fn label_expression(columns: &[&str]) -> String {
    match columns {
        [only] => format!("coalesce({only}, '')"),
        several => {
            let parts: Vec<String> = several.iter().map(|column| format!("coalesce({column} || ' ', '')")).collect();
            format!("trim({})", parts.join(" || "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_like_lose_their_meaning() {
        assert_eq!(pattern("50%_\\A"), Val::Text("%50\\%\\_\\\\a%".into()));
    }
}
