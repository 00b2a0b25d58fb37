//! Letters through their door, on both databases.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot unwrap has failed; clippy knows only the functions marked as tests"
)]

mod agenda;
mod balasan;
mod disposisi;
mod dunia;
mod hak;
mod hak_masuk;
mod jabatan;
mod kop;
mod loket;
mod masuk;
mod nomor;
mod penerima;
mod perjalanan;
mod persetujuan;
mod rahasia;
mod surat;
mod surel;
mod tahun;
mod templat;
mod tulis;
