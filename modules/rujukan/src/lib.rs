//! Rujukan: what other modules look up. The calendar of holidays, and code lists.
mod calendar;
mod codes;
mod registers;
mod setup;

use kernel::Perm;
use kernel::module::{Group, Menu, Module, Ports};

pub use registers::{DAFTAR_KODE, HARI_LIBUR};

/// See holidays and code lists.
pub const LIHAT: Perm = Perm("rujukan.lihat");
/// Change them.
pub const UBAH: Perm = Perm("rujukan.ubah");

/// The module.
pub const MODULE: Module = Module {
    name: "rujukan",
    title: "Rujukan",
    perms: &[(LIHAT, "Melihat hari libur dan daftar kode"), (UBAH, "Mengubah hari libur dan daftar kode")],
    grants: registers::GRANTS,
    migrations: &[("0001_rujukan", include_str!("../migrations/0001_rujukan.sql"))],
    resources: &[&HARI_LIBUR, &DAFTAR_KODE],
    menu: &[Menu { label: "Rujukan", href: "/hari_libur", perm: Some(LIHAT), order: 60 }],
    group: Group::Pengaturan,
    ports: Ports {
        calendar: Some(calendar::calendar),
        codes: Some(codes::codes),
        regions: Some(codes::regions),
        ..Ports::NONE
    },
    setup: Some(setup::setup),
    ..Module::EMPTY
};
