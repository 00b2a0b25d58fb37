//! Organisasi: the agencies of the regency as a tree, positions, people, who holds what, teams, and announcements.
mod administrator;
mod demo;
mod directory;
mod news;
mod registers;
mod setup;
mod store;
mod tugas;
mod wewenang;

use kernel::Perm;
use kernel::module::{Menu, Module, Ports};

pub use administrator::appoint;
pub use demo::{PEOPLE, demo};
pub use registers::{JABATAN, PEGAWAI, PENGUMUMAN, PENUGASAN, PERANGKAT_DAERAH, TIM};

/// See agencies, positions, people and teams.
pub const LIHAT: Perm = Perm("organisasi.lihat");
/// Change agencies and positions.
pub const SUSUN: Perm = Perm("organisasi.susun");
/// See data of people.
pub const PEGAWAI_LIHAT: Perm = Perm("organisasi.pegawai_lihat");
/// Change people and who holds which position.
pub const PEGAWAI_UBAH: Perm = Perm("organisasi.pegawai_ubah");
/// Change teams.
pub const TIM_UBAH: Perm = Perm("organisasi.tim_ubah");
/// Tell those who work here something.
pub const UMUMKAN: Perm = Perm("organisasi.umumkan");

/// The module.
pub const MODULE: Module = Module {
    name: "organisasi",
    title: "Organisasi",
    perms: &[
        (LIHAT, "Melihat perangkat daerah, jabatan, dan tim"),
        (SUSUN, "Mengubah perangkat daerah dan jabatan"),
        (PEGAWAI_LIHAT, "Melihat data pegawai"),
        (PEGAWAI_UBAH, "Mengubah data pegawai dan penugasan"),
        (TIM_UBAH, "Mengubah tim"),
        (UMUMKAN, "Menulis pengumuman untuk pegawai"),
    ],
    grants: registers::GRANTS,
    migrations: &[
        ("0001_organisasi", include_str!("../migrations/0001_organisasi.sql")),
        ("0002_pengumuman", include_str!("../migrations/0002_pengumuman.sql")),
        ("0003_pengumuman_terbuka", include_str!("../migrations/0003_pengumuman_terbuka.sql")),
        ("0004_golongan", include_str!("../migrations/0004_golongan.sql")),
    ],
    resources: &[&PERANGKAT_DAERAH, &JABATAN, &PEGAWAI, &PENUGASAN, &TIM, &PENGUMUMAN],
    menu: &[Menu { label: "Organisasi", href: "/perangkat_daerah", perm: Some(LIHAT), order: 50 }],
    daily: &[("/perangkat_daerah", &["kepegawaian", "organisasi", "admin"])],
    ports: Ports {
        directory: Some(directory::assignments),
        units: Some(directory::units),
        holders: Some(directory::holders),
        employee: Some(directory::employee),
        ..Ports::NONE
    },
    tasks: Some(tugas::tasks),
    news: Some(news::news),
    welcome: Some(news::welcome),
    setup: Some(setup::setup),
    ..Module::EMPTY
};
