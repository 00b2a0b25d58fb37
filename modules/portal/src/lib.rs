//! Module `portal` (A19, E1): the public face of the regency: news, pages and profiles of agencies that one person writes and
//! another approves, links, questions, downloads, notices, feeds, site map, and its parts of the home page.
//!
//! - [`model`]: texts and their versions. [`alur`]: draft, proposal, approval. [`teks`]: how people write. [`gambar`]: pictures.
//! - [`store`]: rows. [`web`] and [`pages`]: what everybody reads, and where staff work. [`registers`]: what is no text.
//! - [`depan`]: home pages and tasks. [`jobs`]: what comes out and ends at its time. [`setup`], [`demo`], [`evidence`].
pub mod alur;
pub mod demo;
pub mod depan;
pub mod evidence;
pub mod gambar;
pub mod jobs;
pub mod model;
pub mod pages;
pub mod registers;
pub mod resource;
pub mod setup;
pub mod siput;
pub mod store;
pub mod teks;
pub mod web;

use kernel::module::{Grant, Group, Menu, Module, Quick};
use kernel::{Perm, Reach};

pub use alur::ALUR;
pub use registers::{KABAR_PENTING, KATEGORI_BERITA, TANYA_JAWAB, TAUTAN, UNDUHAN};

/// See drafts and the work on texts.
pub const LIHAT: Perm = Perm("portal.lihat");
/// Write and propose texts.
pub const TULIS: Perm = Perm("portal.tulis");
/// Approve texts that others wrote, and take them off the public.
pub const SETUJUI: Perm = Perm("portal.setujui");
/// Links, questions, downloads, notices, settings.
pub const KELOLA: Perm = Perm("portal.kelola");

const fn hak(role: &'static str, perm: Perm, reach: Reach) -> Grant {
    Grant { role, perm, reach }
}

/// The ICT agency runs the portal; each agency writes of its own (Pasal 21 of the regulation of Sigi, Pasal 70 of that of
/// Kuantan Singingi).
const GRANTS: &[Grant] = &[
    hak("diskominfo", LIHAT, Reach::All),
    hak("diskominfo", TULIS, Reach::All),
    hak("diskominfo", SETUJUI, Reach::All),
    hak("diskominfo", KELOLA, Reach::All),
    hak("admin", LIHAT, Reach::All),
    hak("admin", KELOLA, Reach::All),
    hak("operator_pd", LIHAT, Reach::Tree),
    hak("operator_pd", TULIS, Reach::Tree),
    hak("kepala_pd", LIHAT, Reach::Tree),
    hak("kepala_pd", TULIS, Reach::Tree),
    hak("kepala_pd", SETUJUI, Reach::Tree),
    hak("sekda", LIHAT, Reach::All),
    hak("sekda", SETUJUI, Reach::All),
];

/// What its actions are called.
pub const ACTIONS: &[(&str, &str)] = &[
    ("portal.tulis", "Tulisan dibuat"),
    ("portal.ubah", "Tulisan diubah"),
    ("portal.ajukan", "Diajukan untuk disetujui"),
    ("portal.setujui", "Disetujui"),
    ("portal.kembalikan", "Dikembalikan kepada penulis"),
    ("portal.urungkan", "Ajuan ditarik"),
    ("portal.batal", "Perubahan dibuang"),
    ("portal.tarik", "Ditarik dari publik"),
    ("portal.buka", "Dibuka kembali sebagai draf"),
    ("portal.tayang", "Tayang pada waktunya"),
    ("portal.lewat", "Masa tayang lewat"),
    ("portal.setelan", "Setelan portal disimpan"),
    ("portal.kategori_awal", "Kategori berita bawaan dibuat"),
    ("portal.halaman_awal", "Halaman bawaan dibuat"),
    ("portal.contoh", "Contoh dibuat"),
];

/// The module.
pub const MODULE: Module = Module {
    name: "portal",
    title: "Portal",
    perms: &[
        (LIHAT, "Melihat draf berita, halaman, dan profil instansi"),
        (TULIS, "Menulis dan mengajukan berita, halaman, dan profil instansi"),
        (SETUJUI, "Menyetujui dan menarik berita, halaman, dan profil instansi"),
        (KELOLA, "Mengelola tautan, tanya jawab, unduhan, kabar penting, dan setelan portal"),
    ],
    actions: ACTIONS,
    grants: GRANTS,
    migrations: &[("0001_portal", include_str!("../migrations/0001_portal.sql"))],
    tables: || vec![model::tulisan_table(), model::versi_table(), model::siput_table(), model::setelan_table()],
    resources: &[
        &resource::BERITA,
        &resource::HALAMAN,
        &resource::INSTANSI,
        &KABAR_PENTING,
        &TANYA_JAWAB,
        &TAUTAN,
        &UNDUHAN,
        &KATEGORI_BERITA,
    ],
    routes: web::routes,
    menu: &[
        Menu { label: "Berita", href: "/berita", perm: None, order: 15 },
        Menu { label: "Instansi", href: "/instansi", perm: None, order: 16 },
        Menu { label: "Portal", href: "/portal", perm: Some(LIHAT), order: 45 },
    ],
    group: Group::LayananPublik,
    daily: &[("/portal", &["diskominfo"])],
    tabs: Some(pages::tab_register),
    quick: &[Quick { label: "Instansi", about: "Alamat, jam layanan, dan tugas", href: "/instansi", order: 60 }],
    foot: &[
        ("Kontak", "/halaman/kontak"),
        ("Aksesibilitas", "/halaman/aksesibilitas"),
        ("Privasi", "/halaman/privasi"),
    ],
    feeds: web::UMPAN,
    site_maps: Some(web::peta),
    jobs: jobs::JOBS,
    probes: evidence::PROBES,
    tasks: Some(depan::tugas),
    news: Some(depan::berita),
    welcome: Some(depan::tawaran),
    front: Some(depan::depan),
    setup: Some(setup::setup),
    demo: Some(demo::demo),
    ..Module::EMPTY
};
