//! Decisions without clock and database.
pub mod alur;
pub mod nomor;
