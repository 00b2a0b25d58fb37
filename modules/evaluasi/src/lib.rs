//! `evaluasi`: maturity indices of e-government (SPBE and Pemdi), calculated exactly, from opening a period to its Berita
//! Acara. The instruments are data (`data/instrumen`), the rules are pure functions, the charts are strings.
//!
//! - [`angka`], [`model`], [`instrumen`]: exact fractions, the nouns of an instrument, the instruments built in.
//! - [`rules`]: index, cumulative level, freshness, what raises the index, comparison, contradiction, flow.
//! - [`periode`], [`profil`], [`store`], [`ruang`]: a period and who takes part in it.
//! - [`hitung_csv`], [`rekap`], [`acara`], [`grafik`]: files in and out, charts.
//! - [`demo`]: a finished year and one under way, with invented scores.

pub mod acara;
pub mod angka;
pub mod demo;
mod fakta_hidup;
pub mod grafik;
pub mod hitung_csv;
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

use kernel::{App, Grant, Menu, Module, Perm, Reach, Work};

/// Read results that are final, and periods in which one takes part by name.
pub const HASIL: Perm = Perm("evaluasi.hasil");
/// Read every period, final or not.
pub const BERJALAN: Perm = Perm("evaluasi.berjalan");
/// Open a period, name its team, set its dates.
pub const ATUR: Perm = Perm("evaluasi.atur");
/// Approve, send and freeze: the coordinator's acts.
pub const KOORDINASI: Perm = Perm("evaluasi.koordinasi");

const fn semua(role: &'static str, perm: Perm) -> Grant {
    Grant { role, perm, reach: Reach::All }
}

/// The module.
pub const MODULE: Module = Module {
    name: "evaluasi",
    title: "Evaluasi",
    perms: &[
        (HASIL, "Melihat hasil evaluasi yang final dan periode yang diikuti"),
        (BERJALAN, "Melihat semua periode evaluasi, termasuk yang berjalan"),
        (ATUR, "Membuka periode evaluasi, menyusun tim dan jadwalnya"),
        (KOORDINASI, "Menyetujui, mengirim, dan membekukan hasil evaluasi"),
    ],
    grants: GRANTS,
    migrations: &[("0001_evaluasi", include_str!("../migrations/0001_evaluasi.sql"))],
    tables: resource::tabel_lain,
    resources: &[&resource::Hasil, &resource::Berjalan],
    routes: web::routes,
    menu: &[Menu { label: "Evaluasi", href: "/evaluasi", perm: None, order: 40 }],
    probes: fakta_hidup::PROBES,
    tasks: Some(tugas::tugas),
    demo: Some(contoh),
    ..Module::EMPTY
};

fn contoh(app: App) -> Work<()> {
    Box::pin(async move { demo::demo(&app).await })
}

const GRANTS: &[Grant] = &[
    semua("admin", HASIL),
    semua("admin", BERJALAN),
    semua("admin", ATUR),
    semua("bupati", HASIL),
    semua("bupati", BERJALAN),
    semua("sekda", HASIL),
    semua("sekda", BERJALAN),
    semua("sekda", ATUR),
    semua("sekda", KOORDINASI),
    semua("diskominfo", HASIL),
    semua("diskominfo", BERJALAN),
    semua("diskominfo", ATUR),
    semua("pengawasan", HASIL),
    semua("pengawasan", BERJALAN),
    semua("evaluator_penanggung_jawab", HASIL),
    semua("evaluator_penanggung_jawab", BERJALAN),
    semua("evaluator_penanggung_jawab", ATUR),
    semua("evaluator_operator", HASIL),
    semua("evaluator_operator", BERJALAN),
    semua("evaluator_anggota", HASIL),
    semua("evaluator_anggota", BERJALAN),
    semua("asesor_eksternal", HASIL),
    semua("perencanaan", HASIL),
    semua("organisasi", HASIL),
    semua("hukum", HASIL),
    semua("kepegawaian", HASIL),
    semua("keuangan_aset", HASIL),
    semua("kepala_pd", HASIL),
    semua("operator_pd", HASIL),
    semua("pegawai", HASIL),
];
