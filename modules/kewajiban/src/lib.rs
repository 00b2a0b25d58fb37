//! Module `kewajiban` (system F2): the duties that a regency's own SPBE regulation puts on it, as data; the obligations that follow from
//! them with due dates, evidence, reminders and escalation; and compliance per agency, article and system.
//!
//! - [`profil`], [`model`], [`wilayah`]: what a profile file says, read strictly; [`katalog`]: the one in use, with what was adjusted.
//! - [`rules`]: periods, due dates, status, escalation, compliance, what may be done when. No clock, no database.
//! - [`hitung`], [`ingat`], [`jobs`]: computing and reminding. [`store`]: rows. [`web`] and [`pages`]: pages and API.
//! - [`evidence`]: what the evaluation reads. [`tugas`], [`unit_saya`]: what the home page shows. [`demo`]: a demonstration.

pub mod demo;
pub mod evidence;
pub mod gambaran;
pub mod hitung;
pub mod ingat;
pub mod jobs;
pub mod kalimat;
pub mod katalog;
pub mod lembaga;
pub mod model;
pub mod pages;
pub mod pemberitahuan;
pub mod profil;
pub mod resource;
pub mod rules;
pub mod store;
pub mod tabel;
pub mod tugas;
pub mod unit_saya;
pub mod web;
pub mod wilayah;

use kernel::module::{Grant, Group, Menu, Module};
use kernel::{Perm, Reach};

/// See obligations, their evidence and compliance.
pub const LIHAT: Perm = Perm("kewajiban.lihat");
/// Add evidence and hand it in.
pub const BUKTI: Perm = Perm("kewajiban.bukti");
/// Examine evidence, waive and reopen, where the duty is coordinated by one's own role.
pub const PERIKSA: Perm = Perm("kewajiban.periksa");
/// Report events that call for conditional duties.
pub const PEMICU: Perm = Perm("kewajiban.pemicu");
/// Change cycles, reminders and what the regulation leaves open.
pub const ATUR: Perm = Perm("kewajiban.atur");

const fn hak(role: &'static str, perm: Perm, reach: Reach) -> Grant {
    Grant { role, perm, reach }
}

/// What the roles may do. An agency works on its own tree; coordinators see everything and examine what they coordinate.
pub const GRANTS: &[Grant] = &[
    hak("pegawai", LIHAT, Reach::Tree),
    hak("operator_pd", LIHAT, Reach::Tree),
    hak("operator_pd", BUKTI, Reach::Tree),
    hak("operator_pd", PEMICU, Reach::Tree),
    hak("kepala_pd", LIHAT, Reach::Tree),
    hak("kepala_pd", BUKTI, Reach::Tree),
    hak("kepala_pd", PEMICU, Reach::Tree),
    hak("admin", LIHAT, Reach::All),
    hak("admin", ATUR, Reach::All),
    hak("bupati", LIHAT, Reach::All),
    hak("bupati", PERIKSA, Reach::All),
    hak("sekda", LIHAT, Reach::All),
    hak("sekda", PERIKSA, Reach::All),
    hak("sekda", PEMICU, Reach::All),
    hak("diskominfo", LIHAT, Reach::All),
    hak("diskominfo", PERIKSA, Reach::All),
    hak("diskominfo", PEMICU, Reach::All),
    hak("diskominfo", ATUR, Reach::All),
    hak("perencanaan", LIHAT, Reach::All),
    hak("perencanaan", PERIKSA, Reach::All),
    hak("perencanaan", PEMICU, Reach::All),
    hak("organisasi", LIHAT, Reach::All),
    hak("organisasi", PERIKSA, Reach::All),
    hak("organisasi", PEMICU, Reach::All),
    hak("hukum", LIHAT, Reach::All),
    hak("hukum", PERIKSA, Reach::All),
    hak("hukum", PEMICU, Reach::All),
    hak("kepegawaian", LIHAT, Reach::All),
    hak("kepegawaian", PERIKSA, Reach::All),
    hak("keuangan_aset", LIHAT, Reach::All),
    hak("keuangan_aset", PERIKSA, Reach::All),
    hak("pengawasan", LIHAT, Reach::All),
    hak("pengawasan", PERIKSA, Reach::All),
    hak("evaluator_penanggung_jawab", LIHAT, Reach::All),
    hak("evaluator_penanggung_jawab", PERIKSA, Reach::All),
    hak("evaluator_operator", LIHAT, Reach::All),
    hak("evaluator_operator", PERIKSA, Reach::All),
    hak("evaluator_anggota", LIHAT, Reach::All),
    hak("asesor_eksternal", LIHAT, Reach::All),
];

/// The module.
pub const MODULE: Module = Module {
    name: "kewajiban",
    title: "Kewajiban",
    perms: &[
        (LIHAT, "Melihat kewajiban, bukti, dan kepatuhan"),
        (BUKTI, "Menambah dan mengajukan bukti kewajiban"),
        (PERIKSA, "Memeriksa bukti kewajiban yang dikoordinasikan"),
        (PEMICU, "Mencatat kejadian pemicu kewajiban"),
        (ATUR, "Mengatur siklus, pengingat, dan kewajiban usulan"),
    ],
    grants: GRANTS,
    migrations: &[("0001_kewajiban", include_str!("../migrations/0001_kewajiban.sql"))],
    resources: &[&resource::PelaksanaanKewajiban],
    menu: &[
        Menu { label: "Kewajiban", href: "/kewajiban", perm: Some(LIHAT), order: 20 },
        Menu { label: "Katalog kewajiban", href: "/katalog-kewajiban", perm: None, order: 21 },
    ],
    group: Group::Pemantauan,
    daily: &[("/kewajiban", &["perencanaan", "pengawasan", "diskominfo", "organisasi"])],
    jobs: jobs::JOBS,
    probes: evidence::PROBES,
    tasks: Some(tugas::tugas),
    unit_facts: Some(unit_saya::angka),
    setup: Some(jobs::setup),
    demo: Some(demo::jalankan),
    ..Module::EMPTY
};
