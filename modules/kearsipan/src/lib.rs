//! Kearsipan: classification codes with the retention schedule, files that collect records, their life until they are
//! destroyed or handed over, and whether what is stored is still whole (M 47, K 14).
//!
//! - [`rules`], [`alur`]: codes, retention, consent; the ways of a file and of a proposal. No clock, no database.
//! - [`port`]: records come in by themselves. [`registers`]: codes, places, loans. [`store`]: rows.
//! - [`paket`]: BagIt packages out and in, and those exchanged with SRIKANDI. [`laksana`], [`acara`]: destroying, handing over.
//! - [`jobs`]: retention, reminders, reading contents again.
pub mod acara;
pub mod alur;
mod demo;
mod evidence;
pub mod hak;
pub mod jobs;
pub mod laksana;
pub mod model;
mod pages;
pub mod paket;
pub mod port;
mod registers;
pub mod resource;
pub mod rules;
mod setup;
pub mod store;
mod tabel;
pub mod tindakan;
mod tugas;
mod unit_saya;
mod web;

use kernel::module::{Menu, Module, Ports};

pub use registers::{ALUR_PINJAM, KLASIFIKASI, LOKASI, PEMINJAMAN};
pub use setup::bawaan;

/// The module.
pub const MODULE: Module = Module {
    name: "kearsipan",
    title: "Kearsipan",
    perms: hak::PERMS,
    actions: tindakan::TINDAKAN,
    grants: hak::GRANTS,
    migrations: &[
        ("0001_kearsipan", include_str!("../migrations/0001_kearsipan.sql")),
        ("0002_himpun", include_str!("../migrations/0002_himpun.sql")),
        ("0003_belum", include_str!("../migrations/0003_belum.sql")),
    ],
    tables: tabel::lain,
    resources: &[&KLASIFIKASI, &LOKASI, &PEMINJAMAN, &resource::ARSIP, &resource::BERKAS],
    routes: web::routes,
    menu: &[Menu { label: "Arsip", href: "/arsip", perm: Some(hak::LIHAT), order: 30 }],
    daily: &[("/arsip", &["kearsipan"])],
    tabs: Some(|ctx| pages::tab(ctx, ctx.uri_path())),
    jobs: jobs::JOBS,
    hears: jobs::HEARS,
    probes: evidence::PROBES,
    tasks: Some(tugas::tugas),
    unit_facts: Some(unit_saya::angka),
    ports: Ports { archive: Some(port::terima), ..Ports::NONE },
    setup: Some(setup::setup),
    demo: Some(demo::jalankan),
    ..Module::EMPTY
};
