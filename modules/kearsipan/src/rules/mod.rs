//! Decisions without clock and database.
pub mod himpun;
pub mod kode;
pub mod retensi;
pub mod susut;
