//! As much of PDF (ISO 32000-1) as signatures need: a reader that is strict and bounded, and a writer of incremental updates.
mod filter;
mod lexer;
mod reader;
mod text;
mod update;
mod value;
mod xref;

pub use lexer::Lexer;
pub use reader::Pdf;
pub use text::{date, from_date, from_text, text};
pub use update::Update;
pub use value::{Dict, Id, Value};
pub use xref::Entry;

/// The largest file that is read, in bytes.
pub const MAX_FILE: usize = 256 * 1024 * 1024;

/// How deep objects may be nested in one another.
pub const MAX_DEPTH: usize = 64;

/// The most objects of one file.
pub const MAX_OBJECTS: u32 = 2_000_000;

/// The most values in one object.
pub const MAX_VALUES: usize = 1_000_000;

/// The most pages, fields or annotations that are walked through.
pub const MAX_WALK: usize = 100_000;
