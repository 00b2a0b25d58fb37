//! Module `naskah_dinas`: letters from draft to delivery. Outgoing: kinds and templates, writing, paraf and signature,
//! numbers, delivery. Incoming: registration, disposisi, agenda.
//!
//! - [`model`], [`jenis`]: what there is. [`isi`]: the content, sealed when it is secret, and its fingerprint.
//! - [`rules`]: who may do what when, capacity of the signer, numbers as text. No clock, no database.
//! - [`store`]: rows; a letter is read through its readers (`naskah_akses`), see [`store::naskah::terbaca`].
//! - [`cetak`]: the document. [`terbit`]: what happens once it is signed. [`web`] and [`pages`]: pages and API.
//! - [`tugas`]: what the home page shows. [`demo`]: a demonstration.
//! - [`masuk`], [`disposisi`], [`agenda`]: the incoming half, its dispositions, and the books of both.
pub mod agenda;
pub mod berkas;
pub mod cap;
pub mod cetak;
pub mod demo;
pub mod disposisi;
pub mod isi;
pub mod jenis;
pub mod masuk;
pub mod model;
pub mod orang;
pub mod pages;
pub mod registers;
pub mod resource;
pub mod rules;
pub mod store;
pub mod susunan;
pub mod tabel;
pub mod terbit;
pub mod tindakan;
pub mod tugas;
pub mod web;

use kernel::module::{Grant, Menu, Module};
use kernel::{Perm, Reach};

/// Read letters of which one's unit, or oneself, is a reader.
pub const LIHAT: Perm = Perm("naskah_dinas.lihat");
/// Write letters, hand them in, withdraw and delete drafts.
pub const TULIS: Perm = Perm("naskah_dinas.tulis");
/// Keep the book of numbers: reserve, take for paper, cancel.
pub const NOMOR: Perm = Perm("naskah_dinas.nomor");
/// Change templates and formats of numbers.
pub const ATUR: Perm = Perm("naskah_dinas.atur");

/// Register incoming letters at the front desk.
pub const CATAT: Perm = Perm("naskah_dinas.catat");
/// Decide about incoming letters: dispose, end.
pub const DISPOSISI: Perm = Perm("naskah_dinas.disposisi");
/// Read the books of letters and dispositions.
pub const AGENDA: Perm = Perm("naskah_dinas.agenda");
/// Configure the mailboxes that are read.
pub const SUREL: Perm = Perm("naskah_dinas.surel");

const fn hak(role: &'static str, perm: Perm, reach: Reach) -> Grant {
    Grant { role, perm, reach }
}

/// What the roles may do. Nobody reads everything: a letter has its readers, whoever asks.
pub const GRANTS: &[Grant] = &[
    hak("pegawai", LIHAT, Reach::Own),
    hak("pegawai", TULIS, Reach::Own),
    hak("operator_pd", LIHAT, Reach::Unit),
    hak("operator_pd", TULIS, Reach::Unit),
    hak("operator_pd", NOMOR, Reach::Tree),
    hak("kepala_pd", LIHAT, Reach::Tree),
    hak("kepala_pd", TULIS, Reach::Tree),
    hak("kepala_pd", NOMOR, Reach::Tree),
    hak("sekda", LIHAT, Reach::Unit),
    hak("sekda", TULIS, Reach::Unit),
    hak("bupati", LIHAT, Reach::Own),
    hak("bupati", TULIS, Reach::Own),
    hak("admin", NOMOR, Reach::All),
    hak("admin", ATUR, Reach::All),
    hak("organisasi", ATUR, Reach::All),
    hak("operator_pd", CATAT, Reach::Unit),
    hak("operator_pd", AGENDA, Reach::Unit),
    hak("kepala_pd", DISPOSISI, Reach::Tree),
    hak("kepala_pd", AGENDA, Reach::Tree),
    hak("sekda", DISPOSISI, Reach::Unit),
    hak("sekda", AGENDA, Reach::Unit),
    hak("bupati", DISPOSISI, Reach::Unit),
    hak("admin", SUREL, Reach::All),
];

/// The module.
pub const MODULE: Module = Module {
    name: "naskah_dinas",
    title: "Naskah dinas",
    perms: &[
        (LIHAT, "Membaca naskah dinas yang ditujukan kepadanya atau unitnya"),
        (TULIS, "Menulis dan mengajukan naskah dinas"),
        (NOMOR, "Mengelola buku nomor naskah dinas"),
        (ATUR, "Mengatur templat dan format nomor naskah dinas"),
        (CATAT, "Mencatat surat masuk di loket unitnya"),
        (DISPOSISI, "Mendisposisikan dan menyelesaikan surat masuk"),
        (AGENDA, "Membaca buku agenda surat dan disposisi"),
        (SUREL, "Mengatur kotak surel yang diambil suratnya"),
    ],
    actions: tindakan::TINDAKAN,
    grants: GRANTS,
    migrations: &[
        ("0001_naskah", include_str!("../migrations/0001_naskah.sql")),
        ("0002_masuk", include_str!("../migrations/0002_masuk.sql")),
        ("0004_akses", include_str!("../migrations/0004_akses.sql")),
    ],
    resources: &[
        &resource::NaskahDinas,
        &registers::FORMAT,
        &registers::KOP,
        &disposisi::registers::INSTRUKSI_DISPOSISI,
    ],
    routes: masuk::web::routes,
    menu: &[
        Menu { label: "Naskah dinas", href: "/naskah", perm: Some(LIHAT), order: 10 },
        Menu { label: "Surat masuk", href: "/surat_masuk", perm: Some(LIHAT), order: 11 },
        Menu { label: "Templat naskah", href: "/naskah-templat", perm: Some(ATUR), order: 61 },
    ],
    tabs: Some(|ctx| pages::tab(ctx, ctx.uri_path())),
    jobs: &[terbit::SIAPKAN_KERJA, masuk::surel::kerja::KERJA, masuk::teks::KERJA, disposisi::ingat::KERJA],
    hears: terbit::HEARS,
    probes: &[masuk::bukti::BUKTI],
    tasks: Some(tugas::tugas),
    unit_facts: Some(tugas::angka_unit),
    setup: Some(disposisi::registers::setup),
    demo: Some(demo::jalankan),
    ..Module::EMPTY
};
