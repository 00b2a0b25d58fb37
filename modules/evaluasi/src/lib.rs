//! `evaluasi`: maturity indices of e-government (SPBE and Pemdi), calculated exactly, from opening a period to its Berita
//! Acara. The instruments are data (`data/instrumen`), the rules are pure functions, the charts are strings.
//!
//! - [`angka`], [`model`], [`instrumen`]: exact fractions, the nouns of an instrument, the instruments built in.
//! - [`rules`]: index, cumulative level, freshness, what raises the index, comparison, contradiction, flow.
//! - [`periode`], [`profil`], [`store`], [`ruang`]: a period and who takes part in it.
//! - [`hitung_csv`], [`rekap`], [`acara`], [`grafik`]: files in and out, charts.
//! - [`ingat`]: reminders of the dates of a period.
//! - [`demo`]: a finished year and one under way, with invented scores.

pub mod acara;
pub mod angka;
pub mod demo;
mod fakta_hidup;
pub mod grafik;
mod hak;
pub mod hitung_csv;
pub mod ingat;
pub mod instrumen;
pub mod model;
mod pages;
pub mod periode;
pub mod profil;
pub mod rekap;
mod resource;
pub mod ruang;
pub mod rules;
pub mod store;
mod tugas;
mod web;

use kernel::module::Group;
use kernel::{App, Menu, Module, Work};

pub use hak::{ATUR, BERJALAN, HASIL, KOORDINASI};

/// The module.
pub const MODULE: Module = Module {
    name: "evaluasi",
    title: "Evaluasi",
    perms: hak::PERMS,
    grants: hak::GRANTS,
    migrations: &[
        ("0001_evaluasi", include_str!("../migrations/0001_evaluasi.sql")),
        ("0002_pengingat", include_str!("../migrations/0002_pengingat.sql")),
    ],
    tables: resource::tabel_lain,
    resources: &[&resource::Hasil, &resource::Berjalan],
    routes: web::routes,
    menu: &[Menu { label: "Evaluasi", href: "/evaluasi", perm: None, order: 40 }],
    group: Group::Pemantauan,
    daily: &[(
        "/evaluasi",
        &["evaluator_penanggung_jawab", "evaluator_operator", "evaluator_anggota", "asesor_eksternal", "pengawasan"],
    )],
    jobs: ingat::JOBS,
    probes: fakta_hidup::PROBES,
    tasks: Some(tugas::tugas),
    news: Some(tugas::kabar),
    welcome: Some(tugas::sambutan),
    demo: Some(contoh),
    ..Module::EMPTY
};

fn contoh(app: App) -> Work<()> {
    Box::pin(async move { demo::demo(&app).await })
}
