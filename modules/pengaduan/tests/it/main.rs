//! Complaints through their door, on both databases.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot unwrap has failed; clippy knows only the functions marked as tests"
)]

mod alur;
mod banjir;
mod contoh;
mod dunia;
mod hak;
mod jam;
mod lapor;
mod publik;
mod register;
mod sifat;
mod surel;
