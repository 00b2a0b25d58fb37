//! Module `tanda_tangan`: electronic signatures on documents that other modules hand over, the certificates behind them,
//! the regency's own certificate authority, and the public page of verification.
//!
//! - [`model`], [`rules`]: nouns and decisions. [`store`]: rows. [`web`] and [`pages`]: pages.
//! - [`pelabuhan`]: the ports by which others ask. [`kerja`]: signing, each document given once. [`penanda`]: through what.
//! - [`token`]: keys on PKCS #11 tokens. [`contoh`]: signing without an installation, to be measured.
//! - [`pki`]: the own authority with its lists, OCSP and time stamps. [`periksa`]: what a signed PDF says.
//! - [`registers`], [`sertifikat`], [`ingat`]: the register of certificates and its warnings.
pub mod berkas;
pub mod contoh;
pub mod demo;
pub mod evidence;
pub mod ingat;
pub mod jobs;
pub mod kerja;
pub mod model;
pub mod pages;
pub mod panel;
pub mod pelabuhan;
pub mod penanda;
pub mod periksa;
pub mod pki;
pub mod qr;
pub mod registers;
pub mod rules;
pub mod sertifikat;
pub mod store;
pub mod tabel;
pub mod token;
pub mod tugas;
pub mod web;

use kernel::module::{Grant, Menu, Module, Ports, Quick};
use kernel::{Perm, Reach};

/// Sign what one is asked to sign.
pub const TANDA_TANGANI: Perm = Perm("tanda_tangan.tandatangani");
/// Look after the queue, the signing services, the own authority and who is trusted.
pub const ATUR: Perm = Perm("tanda_tangan.atur");
/// See the register of certificates.
pub const SERTIFIKAT_LIHAT: Perm = Perm("tanda_tangan.sertifikat_lihat");
/// Change the register of certificates.
pub const SERTIFIKAT_UBAH: Perm = Perm("tanda_tangan.sertifikat_ubah");

const fn hak(role: &'static str, perm: Perm, reach: Reach) -> Grant {
    Grant { role, perm, reach }
}

/// What the roles may do. Nobody sees the documents that others are asked to sign.
pub const GRANTS: &[Grant] = &[
    hak("pegawai", TANDA_TANGANI, Reach::Own),
    hak("bupati", TANDA_TANGANI, Reach::Own),
    hak("sekda", TANDA_TANGANI, Reach::Own),
    hak("kepala_pd", TANDA_TANGANI, Reach::Own),
    hak("operator_pd", TANDA_TANGANI, Reach::Own),
    hak("admin", ATUR, Reach::All),
    hak("diskominfo", ATUR, Reach::All),
    hak("admin", SERTIFIKAT_LIHAT, Reach::All),
    hak("admin", SERTIFIKAT_UBAH, Reach::All),
    hak("diskominfo", SERTIFIKAT_LIHAT, Reach::All),
    hak("diskominfo", SERTIFIKAT_UBAH, Reach::All),
    hak("pengawasan", SERTIFIKAT_LIHAT, Reach::All),
    hak("kepala_pd", SERTIFIKAT_LIHAT, Reach::Tree),
];

/// The module.
pub const MODULE: Module = Module {
    name: "tanda_tangan",
    title: "Tanda tangan elektronik",
    perms: &[
        (TANDA_TANGANI, "Menandatangani naskah yang diminta kepadanya"),
        (ATUR, "Mengatur penanda tangan, otoritas sertifikat, dan antrean"),
        (SERTIFIKAT_LIHAT, "Melihat register sertifikat elektronik"),
        (SERTIFIKAT_UBAH, "Mengubah register sertifikat elektronik"),
    ],
    grants: GRANTS,
    migrations: &[
        ("0001_tanda_tangan", include_str!("../migrations/0001_tanda_tangan.sql")),
        ("0002_token", include_str!("../migrations/0002_token.sql")),
    ],
    tables: tabel::semua,
    resources: &[&registers::SERTIFIKAT_ELEKTRONIK],
    routes: web::routes,
    menu: &[
        Menu { label: "Tanda tangan", href: "/tanda_tangan", perm: Some(TANDA_TANGANI), order: 14 },
        Menu { label: "Verifikasi dokumen", href: "/verifikasi", perm: None, order: 90 },
    ],
    daily: &[("/tanda_tangan", &["bupati", "sekda", "kepala_pd"])],
    tabs: Some(pages::tab),
    welcome: Some(pages::verifikasi::sambutan),
    quick: &[Quick { label: "Verifikasi dokumen", about: "Periksa keaslian surat", href: "/verifikasi", order: 50 }],
    jobs: jobs::JOBS,
    probes: evidence::PROBES,
    tasks: Some(tugas::tugas),
    ports: Ports {
        ask_signature: Some(pelabuhan::minta),
        withdraw_signature: Some(pelabuhan::tarik),
        check_signatures: Some(pelabuhan::periksa),
        ..Ports::NONE
    },
    demo: Some(demo::jalankan),
    ..Module::EMPTY
};
