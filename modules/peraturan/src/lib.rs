//! Peraturan (JDIH): regulations of the regency as texts parsed into articles, reviewed, published and linked.
//!
//! A file comes in ([`impor`]), its text is parsed ([`urai`]) and laid out in rows; a person reviews what the parser
//! repaired and doubted; once published, every pasal has an address of its own under `/jdih`.
mod alur;
mod demo;
mod evidence;
mod impor;
mod isi;
pub mod jdihn;
mod model;
mod pages;
mod resource;
pub mod rules;
mod store;
mod tasks;
mod terima;
pub mod urai;
mod web;

use kernel::module::{Grant, Group, Menu, Module, Quick};
use kernel::{Perm, Reach};

pub use alur::{ALUR, Tinjauan};
pub use demo::demo;
pub use model::{Dokumen, JenisHubungan, Kelas};
pub use resource::{PASAL, PERATURAN};

/// See drafts, notes and the work on documents. What is published anybody may read.
pub const LIHAT: Perm = Perm("peraturan.lihat");
/// Import and change documents, texts and relations.
pub const KELOLA: Perm = Perm("peraturan.kelola");
/// Decide the notes of the parser and confirm a text.
pub const TINJAU: Perm = Perm("peraturan.tinjau");
/// Publish a document or take it off the public.
pub const TERBITKAN: Perm = Perm("peraturan.terbitkan");

/// Roles that keep the collection hold every right; all others see what is published, and drafts of their own.
const GRANTS: &[Grant] = &[
    Grant { role: "hukum", perm: LIHAT, reach: Reach::All },
    Grant { role: "hukum", perm: KELOLA, reach: Reach::All },
    Grant { role: "hukum", perm: TINJAU, reach: Reach::All },
    Grant { role: "hukum", perm: TERBITKAN, reach: Reach::All },
    Grant { role: "admin", perm: LIHAT, reach: Reach::All },
    Grant { role: "admin", perm: KELOLA, reach: Reach::All },
    Grant { role: "admin", perm: TINJAU, reach: Reach::All },
    Grant { role: "admin", perm: TERBITKAN, reach: Reach::All },
    Grant { role: "bupati", perm: LIHAT, reach: Reach::Own },
    Grant { role: "sekda", perm: LIHAT, reach: Reach::Own },
    Grant { role: "diskominfo", perm: LIHAT, reach: Reach::Own },
    Grant { role: "perencanaan", perm: LIHAT, reach: Reach::Own },
    Grant { role: "organisasi", perm: LIHAT, reach: Reach::Own },
    Grant { role: "kepegawaian", perm: LIHAT, reach: Reach::Own },
    Grant { role: "keuangan_aset", perm: LIHAT, reach: Reach::Own },
    Grant { role: "pengawasan", perm: LIHAT, reach: Reach::Own },
    Grant { role: "kepala_pd", perm: LIHAT, reach: Reach::Own },
    Grant { role: "operator_pd", perm: LIHAT, reach: Reach::Own },
    Grant { role: "pegawai", perm: LIHAT, reach: Reach::Own },
    Grant { role: "evaluator_penanggung_jawab", perm: LIHAT, reach: Reach::Own },
    Grant { role: "evaluator_operator", perm: LIHAT, reach: Reach::Own },
    Grant { role: "evaluator_anggota", perm: LIHAT, reach: Reach::Own },
    Grant { role: "asesor_eksternal", perm: LIHAT, reach: Reach::Own },
];

/// The module.
pub const MODULE: Module = Module {
    name: "peraturan",
    title: "Peraturan",
    perms: &[
        (LIHAT, "Melihat draf dan pengerjaan dokumen hukum"),
        (KELOLA, "Mengunggah dan mengubah dokumen hukum"),
        (TINJAU, "Meninjau naskah hasil pengurai"),
        (TERBITKAN, "Menerbitkan dokumen hukum"),
    ],
    grants: GRANTS,
    migrations: &[("0001_peraturan", include_str!("../migrations/0001_peraturan.sql"))],
    tables: store::tables,
    resources: &[&PERATURAN, &PASAL],
    routes: web::routes,
    menu: &[Menu { label: "Peraturan", href: "/jdih", perm: None, order: 20 }],
    group: Group::LayananPublik,
    daily: &[("/jdih", &["hukum"])],
    probes: evidence::PROBES,
    tasks: Some(tasks::tasks),
    news: Some(tasks::news),
    welcome: Some(tasks::welcome),
    quick: &[Quick { label: "Peraturan", about: "Cari sampai isi pasalnya", href: "/jdih", order: 40 }],
    site_maps: Some(|_| {
        Box::pin(async { Ok(vec![kernel::module::SiteMap { href: "/jdih/peta.xml".into(), changed: None }]) })
    }),
    demo: Some(|app| Box::pin(async move { demo::demo(&app).await })),
    ..Module::EMPTY
};
