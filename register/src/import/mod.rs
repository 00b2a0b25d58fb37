//! Import from CSV and XLSX in two steps: a dry run that shows row by row what would change, and an application of
//! exactly what was shown, in one transaction or not at all.
pub mod apply;
pub mod cargo;
mod known;
pub mod plan;
pub mod read;

/// Most rows of one file.
pub const MOST_ROWS: usize = 20_000;
/// Most columns of one file.
pub const MOST_COLUMNS: usize = 300;
/// Largest file, in bytes.
pub const MOST_BYTES: u64 = 20 * 1024 * 1024;
