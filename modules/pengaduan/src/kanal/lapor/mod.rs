//! Exchange with SP4N-LAPOR!. The national system has no public description of an interface, so what is spoken here is a format of our own,
//! written down in the manual, for an adapter between both; address and key are settings. Where there is none, files go instead.
//!
//! - [`bentuk`]: what is said. [`klien`]: saying it. [`store`]: rows, the outbox among them. [`kerja`]: the jobs.
//! - [`banding`]: both sides compared. [`berkas`]: CSV out and in. [`web`]: the coordinator's pages.
pub mod banding;
pub mod bentuk;
pub mod berkas;
pub mod kerja;
pub mod klien;
pub mod store;
pub mod web;
pub mod web_berkas;

/// The page of the exchange.
pub const HREF: &str = "/pengaduan/kanal/lapor";
