//! Public services, from the standard of a service to the finished case (N 16-18, M 29-30, B 21-22, K 20-21, S 20).
//!
//! One record drives all: the service standard ([`STANDAR`]). Approved, it becomes a frozen version, which is the public page,
//! the time limit, the fee, the form that is asked and the steps that a case takes.
pub mod ajuan;
mod cetak;
pub mod langkah;
pub mod model;
mod registers;
pub mod rules;
pub mod standar;
pub mod store;
mod tabel;

use kernel::module::{Group, Module};
use kernel::{Perm, Table};

pub use registers::{STANDAR, TEMPLAT};

/// See standards of services that are not published yet, and the figures behind them.
pub const LIHAT: Perm = Perm("layanan.lihat");
/// Write standards and forms of services.
pub const KELOLA: Perm = Perm("layanan.kelola");
/// Approve standards, so that they are published.
pub const SAHKAN: Perm = Perm("layanan.sahkan");
/// See and process applications.
pub const PROSES: Perm = Perm("layanan.proses");
/// Grant or refuse applications.
pub const SETUJUI: Perm = Perm("layanan.setujui");
/// File an application on somebody's behalf, at the counter or in a village office, or from another program.
pub const BANTU: Perm = Perm("layanan.bantu");

/// The module.
pub const MODULE: Module = Module {
    name: "layanan",
    title: "Layanan publik",
    perms: &[
        (LIHAT, "Melihat standar pelayanan yang belum terbit"),
        (KELOLA, "Menyusun standar dan formulir layanan"),
        (SAHKAN, "Mengesahkan standar pelayanan"),
        (PROSES, "Memproses permohonan layanan"),
        (SETUJUI, "Memutus permohonan layanan"),
        (BANTU, "Membantu orang mengajukan permohonan"),
    ],
    grants: registers::GRANTS,
    migrations: &[("0001_layanan", include_str!("../migrations/0001_layanan.sql"))],
    tables,
    resources: &[&STANDAR, &TEMPLAT],
    group: Group::LayananPublik,
    ..Module::EMPTY
};

fn tables() -> Vec<Table> {
    vec![standar::tabel(), tabel::permohonan(), tabel::peristiwa(), tabel::kunjungan()]
}
