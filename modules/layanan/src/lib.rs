//! Public services, from the standard of a service to the finished case (N 16-18, M 29-30, B 21-22, K 20-21, S 20).
//!
//! One record drives all: the service standard ([`STANDAR`]). Approved, it becomes a frozen version, which is the public page,
//! the time limit, the fee, the form that is asked and the steps that a case takes.
pub mod ajuan;
mod cetak;
mod demo;
mod dengar;
mod evidence;
mod formulir_layanan;
mod jobs;
pub mod langkah;
pub mod model;
mod pages;
mod registers;
mod resource;
pub mod rules;
pub mod standar;
pub mod store;
mod susun;
mod tabel;
mod tugas;
mod web;

use kernel::module::{Group, Menu, Module, Quick};
use kernel::{Error, Perm, Result, Write};
use serde_json::Value as Json;
use uuid::Uuid;

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

/// Puts a form in force for a service, as data that comes with the program: the document that [`formulir::Form::document`] writes.
///
/// # Errors
/// What is wrong with the document.
pub async fn pasang_formulir(write: &mut Write, layanan: Uuid, dokumen: &Json) -> Result<Uuid> {
    let form = formulir::Form::parse(dokumen).map_err(|salah| Error::internal(format!("{salah:?}")))?;
    susun::store::pasang(write, layanan, &form).await
}

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
    migrations: &[
        ("0001_layanan", include_str!("../migrations/0001_layanan.sql")),
        ("0002_formulir", include_str!("../migrations/0002_formulir.sql")),
    ],
    tables: susun::tables,
    resources: &[&STANDAR, &TEMPLAT, &resource::LAYANAN, &resource::PERMOHONAN],
    actions: &AKSI,
    routes: || web::routes().merge(susun::routes()),
    menu: &[
        Menu { label: "Layanan", href: "/layanan", perm: None, order: 10 },
        Menu { label: "Permohonan", href: "/permohonan", perm: Some(PROSES), order: 12 },
        Menu { label: "Bantu warga", href: "/permohonan/bantu", perm: Some(BANTU), order: 14 },
    ],
    quick: &[Quick { label: "Ajukan layanan", about: "Izin, surat, dan bantuan", href: "/layanan", order: 10 }],
    receipts: &[(model::AWALAN, "/layanan/status"), (model::AWALAN_DRAF, "/layanan/status")],
    group: Group::LayananPublik,
    daily: &[("/permohonan", &["operator_pd", "kepala_pd"])],
    tabs: Some(|ctx| pages::tab(ctx, ctx.uri_path())),
    jobs: jobs::JOBS,
    hears: dengar::HEARS,
    probes: evidence::PROBES,
    tasks: Some(tugas::tugas),
    unit_facts: Some(tugas::unit),
    welcome: Some(tugas::sambut),
    demo: Some(|app| Box::pin(async move { demo::demo(&app).await })),
    ..Module::EMPTY
};

/// Acts on applications and forms, and what else the log tells of them.
#[expect(clippy::indexing_slicing, reason = "counted while compiling: a place that is not there would not compile")]
const AKSI: [(&str, &str); LAIN.len() + susun::TINDAKAN.len() + model::Tindakan::SEMUA.len()] = {
    let mut semua = [("", ""); LAIN.len() + susun::TINDAKAN.len() + model::Tindakan::SEMUA.len()];
    let (formulir, kasus) = (LAIN.len(), LAIN.len() + susun::TINDAKAN.len());
    let mut tempat = 0;
    while tempat < semua.len() {
        semua[tempat] = if tempat < formulir {
            LAIN[tempat]
        } else if tempat < kasus {
            susun::TINDAKAN[tempat - formulir]
        } else {
            model::Tindakan::SEMUA[tempat - kasus].aksi()
        };
        tempat += 1;
    }
    semua
};

/// What changes no state.
const LAIN: [(&str, &str); 13] = [
    ("layanan.isian_dimulai", "Isian dimulai"),
    ("layanan.isian_disimpan", "Isian disimpan"),
    ("layanan.isian_dihapus", "Isian dihapus"),
    ("layanan.ditugaskan", "Petugas ditetapkan"),
    ("layanan.massal", "Diproses bersama permohonan lain"),
    ("layanan.catatan", "Catatan petugas"),
    ("layanan.pesan", "Pesan kepada pemohon"),
    ("layanan.surat_ditulis", "Isi surat ditulis"),
    ("layanan.hasil_diunggah", "Hasil diunggah"),
    ("layanan.terlambat", "Lewat dari waktu yang dijanjikan"),
    ("layanan.diingatkan", "Diingatkan akan tenggat"),
    ("layanan.dibersihkan", "Kata rahasia yang lama dihapus"),
    ("layanan.contoh", "Contoh peragaan"),
];
