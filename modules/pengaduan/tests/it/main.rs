//! Complaints through their door, on both databases.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot unwrap has failed; clippy knows only the functions marked as tests"
)]

mod alur;
mod banjir;
mod contoh;
mod dunia;
mod dunia_kanal;
mod hak;
mod jam;
mod kanal_gerbang;
mod kanal_lapor;
mod kanal_surel;
mod lapor;
mod open311;
mod open311_skema;
mod publik;
mod register;
mod sifat;
mod surel;
