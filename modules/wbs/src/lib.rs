//! Module `wbs`: whistleblowing (Pasal 24 of the regulation of Kuantan Singingi, the only one of the five that asks for it). What a
//! reporter sends is sealed before it is kept, for the code that only the reporter has and for the keys of the handlers; whoever runs
//! the machine reads nothing. docs/WBS-THREAT-MODEL.md says against whom this protects and against whom it does not.
//!
//! - [`sandi`]: what is sealed for whom. [`ruang`]: open keys, in memory only. [`batas`]: floods.
//! - [`model`], [`rules`]: nouns, states, deadlines, what a report must say. [`setelan`]: what a profile may change.
//! - [`terima`]: taking a report in. [`store`]: rows of the module's own database. [`web`] and [`pages`]: pages of reporters and of handlers.
//! - [`jobs`]: reminders that tell nothing, deletion. [`demo`]: a demonstration.
//!
//! Absent on purpose: events with content, rows in the search, entries in the common log about reporters, API.
pub mod batas;
pub mod demo;
pub mod jobs;
pub mod model;
pub mod pages;
pub mod ruang;
pub mod rules;
pub mod sandi;
pub mod setelan;
pub mod store;
pub mod terima;
pub mod web;

use kernel::module::{Grant, Hear, Menu, Module};
use kernel::{Perm, Reach};

/// Handle reports that are sealed for the own key.
pub const TANGANI: Perm = Perm("wbs.tangani");
/// The role of the supervision agency, which runs the channel (ayat (2)).
pub const APIP: &str = "pengawasan";

/// The module.
pub const MODULE: Module = Module {
    name: "wbs",
    title: "Whistle Blowing System",
    perms: &[(TANGANI, "Menangani laporan WBS yang disegel untuk kuncinya")],
    grants: &[Grant { role: APIP, perm: TANGANI, reach: Reach::All }],
    apart: &[("0001_wbs", include_str!("../migrations/0001_wbs.sql"))],
    routes: web::routes,
    menu: &[
        Menu { label: "Lapor pelanggaran", href: "/wbs", perm: None, order: 90 },
        Menu { label: "Meja WBS", href: "/meja-wbs", perm: Some(TANGANI), order: 91 },
    ],
    jobs: jobs::JOBS,
    hears: &[Hear { event: "akun.keluar", name: "wbs.tutup_kunci", run: jobs::tutup }],
    demo: Some(demo::jalankan),
    ..Module::EMPTY
};
