//! Everything that is read from and written to the database.
pub mod jangkar;
pub mod kelompok;
pub mod penanda;
pub mod pengaturan;
pub mod permintaan;
pub mod pki;
