//! Module `survei`: satisfaction surveys.
pub mod hak;
pub mod kuesioner;
pub mod model;
pub mod port;
pub mod registers;
pub mod rules;
pub mod setelan;
pub mod store;
pub mod tabel;
