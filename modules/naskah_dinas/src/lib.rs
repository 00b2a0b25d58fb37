//! Module `naskah_dinas`: letters from draft to delivery. Outgoing: kinds and templates, writing, paraf and signature,
//! numbers, delivery. Incoming: registration, disposisi, agenda.
//!
//! - [`model`], [`jenis`]: what there is. [`isi`]: the content, sealed when it is secret, and its fingerprint.
//! - [`rules`]: who may do what when, capacity of the signer, numbers as text. No clock, no database.
//! - [`store`]: rows; a letter is read through its readers (`naskah_akses`), see [`store::naskah::terbaca`].
//! - [`cetak`]: the document. [`terbit`]: what happens once it is signed. [`web`] and [`pages`]: pages and API.
//! - [`tugas`]: what the home page shows. [`demo`]: a demonstration.
pub mod berkas;
pub mod cap;
pub mod cetak;
pub mod demo;
pub mod isi;
pub mod jenis;
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
    ],
    grants: GRANTS,
    migrations: &[("0001_naskah", include_str!("../migrations/0001_naskah.sql"))],
    resources: &[&resource::NaskahDinas, &registers::FORMAT, &registers::KOP],
    menu: &[
        Menu { label: "Naskah dinas", href: "/naskah", perm: Some(LIHAT), order: 10 },
        Menu { label: "Templat naskah", href: "/naskah-templat", perm: Some(ATUR), order: 61 },
    ],
    jobs: terbit::JOBS,
    hears: terbit::HEARS,
    tasks: Some(tugas::tugas),
    unit_facts: Some(tugas::angka_unit),
    demo: Some(demo::jalankan),
    ..Module::EMPTY
};
