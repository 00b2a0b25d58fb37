//! Module `survei`: satisfaction of those who use public services (Survei Kepuasan Masyarakat, PermenPANRB 14/2017).
//!
//! - [`model`], [`kuesioner`]: the nine elements, what respondents may say of themselves, the wording of the questions.
//! - [`rules`]: the exact index and its bands, small groups, samples, periods, what is covered in comments. No clock, no database.
//! - [`registers`]: services, survey points, periods with their approval, the action plan. [`setelan`]: what a profile may change.
//! - [`port`]: one-time links for finished cases of other modules. [`store`]: rows, and the sums that run along.
//! - [`hasil`], [`web`], [`pages`]: results for officers and for anybody, open data, report, poster, moderation.
//! - [`evidence`], [`demo`]: what the evaluation reads; a demonstration.
//!
//! Absent on purpose: any way from an answer to a case, an account or a network, and any way to change or delete an answer.
pub mod demo;
pub mod evidence;
pub mod hak;
pub mod hasil;
pub mod jobs;
pub mod kuesioner;
pub mod model;
pub mod pages;
pub mod port;
pub mod registers;
pub mod rules;
pub mod sambut;
pub mod setelan;
pub mod store;
pub mod tabel;
pub mod tindakan;
pub mod tugas;
pub mod unit_saya;
pub mod web;

use kernel::module::{Group, Menu, Module, Ports, Quick};

pub use registers::{LAYANAN, PERIODE, TINDAK_LANJUT, TITIK};

/// The module.
pub const MODULE: Module = Module {
    name: "survei",
    title: "Survei kepuasan",
    perms: hak::PERMS,
    actions: tindakan::TINDAKAN,
    grants: hak::GRANTS,
    migrations: &[("0001_survei", include_str!("../migrations/0001_survei.sql"))],
    tables: tabel::lain,
    resources: &[&LAYANAN, &TITIK, &PERIODE, &TINDAK_LANJUT],
    routes: web::routes,
    menu: &[
        Menu { label: "Survei kepuasan", href: "/meja-survei", perm: Some(hak::LIHAT), order: 65 },
        Menu { label: "Hasil survei kepuasan", href: "/survei", perm: None, order: 85 },
    ],
    quick: &[Quick { label: "Kepuasan masyarakat", about: "Nilai tiap layanan", href: "/survei", order: 70 }],
    group: Group::LayananPublik,
    daily: &[("/meja-survei", &["organisasi"])],
    tabs: Some(pages::tab),
    jobs: jobs::JOBS,
    probes: evidence::PROBES,
    tasks: Some(tugas::tugas),
    unit_facts: Some(unit_saya::angka),
    welcome: Some(sambut::sambut),
    ports: Ports { survey: Some(port::undang), ..Ports::NONE },
    demo: Some(demo::jalankan),
    ..Module::EMPTY
};
