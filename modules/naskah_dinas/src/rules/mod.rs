//! Decisions: pure functions, time as a parameter.
pub mod keadaan;
pub mod lambang;
pub mod nomor;
pub mod persetujuan;
pub mod tulis;
pub mod wewenang;
