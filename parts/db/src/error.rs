//! What can go wrong, in the same words for both databases.

/// The error of every call. The text of an error names tables, columns and codes, never a value of a row, so it may be
/// written to a log.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// [`Db::one`](crate::Db::one) found no row.
    #[error("no row")]
    NoRow,
    /// A primary key, unique constraint or unique index refused the row.
    ///
    /// `constraint` is `table.column` (`orang.nik`), or `table.first,second` for several columns, on both databases
    /// whatever the constraint is called; an index over an expression (`lower(nama)`) is reported by its own name.
    #[error("not unique: {constraint}")]
    Unique {
        /// `table.column[,column]`, or the name of an index over expressions.
        constraint: String,
    },
    /// A row points to one that is not there, or one that is still pointed to was to be deleted.
    #[error("foreign key")]
    ForeignKey,
    /// A `check` or `not null` constraint refused the row.
    #[error("check constraint")]
    Check,
    /// The database cannot be reached, the connection was lost, or the transaction was ended for being idle too long.
    /// Worth trying again later.
    #[error("database unavailable: {0}")]
    Unavailable(String),
    /// No room on disk (or in the size limit of the database). Nothing of the transaction was kept.
    #[error("database full: {0}")]
    Full(String),
    /// Others hold what is needed: no free connection in time, deadlock, serialization failure, file locked.
    #[error("database busy")]
    Busy,
    /// A value does not fit: the wrong kind for its column, a NUL character in a text, a number out of range.
    #[error("type: {what}")]
    Type {
        /// Which parameter or column, what was expected and what came (kinds only, no values).
        what: String,
    },
    /// Anything else: a syntax error, a missing table, a failed migration. A fault of the program.
    #[error("database: {0}")]
    Other(String),
}

/// The result of every call.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    pub(crate) fn kind(what: impl Into<String>) -> Error {
        Error::Type { what: what.into() }
    }
    pub(crate) fn other(what: impl std::fmt::Display) -> Error {
        Error::Other(what.to_string())
    }
    /// The text without the kind in front, to be put into another error.
    pub(crate) fn bare(&self) -> String {
        if let Error::Other(text) = self { text.clone() } else { self.to_string() }
    }
    /// A transaction in which a statement failed can only be dropped.
    pub(crate) fn failed_before() -> Error {
        Error::Other("an earlier statement of this transaction failed; it can only be rolled back".into())
    }
}
