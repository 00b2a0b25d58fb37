//! What the kernel knows of a table: its columns and how private each is.

/// How private a column is. The class drives export, the log, the privacy register and what a history shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Anyone may read it.
    Public,
    /// People with the right to the record.
    Internal,
    /// Tells something of a person: never in logs, erasable from the history.
    Personal,
    /// Passwords, keys, sealed content: never shown, exported or written to a history.
    Secret,
}

impl Class {
    /// The word used in the generated documents.
    pub const fn word(self) -> &'static str {
        match self {
            Class::Public => "publik",
            Class::Internal => "internal",
            Class::Personal => "pribadi",
            Class::Secret => "rahasia",
        }
    }
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Name in the database.
    pub name: &'static str,
    /// How private it is.
    pub class: Class,
}

/// One table that [`crate::Write`] may change. Every table has `id uuid` as key; a versioned one also has
/// `version bigint` (starts at 1, grows with each change), `created` and `updated` (`timestamptz`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Name in the database, and the kind of its records in the log.
    pub name: &'static str,
    /// Every column but `id`, `version`, `created` and `updated`.
    pub columns: Vec<Column>,
    /// Has `version`, `created` and `updated`, and optimistic locking.
    pub versioned: bool,
}

impl Table {
    /// A versioned table.
    pub fn new(name: &'static str, columns: &[(&'static str, Class)]) -> Self {
        let columns = columns.iter().map(|&(name, class)| Column { name, class }).collect();
        Table { name, columns, versioned: true }
    }
    /// A table without `version`, `created` and `updated`.
    pub fn plain(name: &'static str, columns: &[(&'static str, Class)]) -> Self {
        Table { versioned: false, ..Table::new(name, columns) }
    }
    /// The column of this name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }
    /// `id, version, a, b, ..` in a fixed order.
    pub(crate) fn select_list(&self) -> String {
        let mut list = String::from("id");
        if self.versioned {
            list.push_str(", version");
        }
        for column in &self.columns {
            list.push_str(", ");
            list.push_str(column.name);
        }
        list
    }
}
