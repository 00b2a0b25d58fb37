//! Forms of services, made in the browser and kept in versions.
//!
//! A service has at most one draft and one version in force. Publishing withdraws the version before; neither it nor any
//! other ever changes again, so an application that keeps the id of its version is not touched.
mod isi;
mod pages;
mod pilihan;
pub mod store;
mod web;

use kernel::{Access, Routes, Table};

use crate::KELOLA;

/// What the acts are called in histories.
pub const TINDAKAN: &[(&str, &str)] = &[
    ("layanan.formulir_dibuat", "Draf formulir dibuat"),
    ("layanan.formulir_diubah", "Draf formulir diubah"),
    ("layanan.formulir_diimpor", "Draf formulir diimpor"),
    ("layanan.formulir_dihapus", "Draf formulir dihapus"),
    ("layanan.formulir_terbit", "Formulir diterbitkan"),
    ("layanan.formulir_dicabut", "Formulir dicabut"),
];

/// Its tables.
pub fn tables() -> Vec<Table> {
    vec![store::tabel()]
}

/// Its pages.
pub fn routes() -> Routes {
    let can = Access::Can(KELOLA);
    Routes::new()
        .get("/formulir/layanan/{layanan}", can, web::versi::daftar)
        .post("/formulir/layanan/{layanan}", can, web::versi::mulai)
        .upload("/formulir/layanan/{layanan}/impor", can, web::versi::impor)
        .get("/formulir/{id}", can, web::rancang::show)
        .get("/formulir/{id}/ekspor", can, web::versi::ekspor)
        .post("/formulir/{id}/hapus", can, web::versi::hapus)
        .post("/formulir/{id}/tindakan", can, web::rancang::tindakan)
        .get("/formulir/{id}/judul", can, web::langkah::judul)
        .post("/formulir/{id}/judul", can, web::langkah::ubah_judul)
        .get("/formulir/{id}/langkah/{nomor}", can, web::langkah::langkah)
        .post("/formulir/{id}/langkah/{nomor}", can, web::langkah::simpan)
        .get("/formulir/{id}/keterangan/{tempat}", can, web::keterangan::show)
        .post("/formulir/{id}/keterangan/{tempat}", can, web::keterangan::simpan)
        .get("/formulir/{id}/tambah/{tempat}", can, web::isian::jenis)
        .get("/formulir/{id}/tambah/{tempat}/{jenis}", can, web::isian::baru)
        .post("/formulir/{id}/tambah/{tempat}/{jenis}", can, web::isian::tambah)
        .get("/formulir/{id}/isian/{kunci}", can, web::isian::show)
        .post("/formulir/{id}/isian/{kunci}", can, web::isian::simpan)
        .get("/formulir/{id}/syarat/{sasaran}", can, web::syarat::show)
        .post("/formulir/{id}/syarat/{sasaran}", can, web::syarat::simpan)
        .get("/formulir/{id}/coba", can, web::coba::show)
        .upload("/formulir/{id}/coba", can, web::coba::kirim)
        .get("/formulir/{id}/terbit", can, web::terbit::show)
        .post("/formulir/{id}/terbit", can, web::terbit::terbitkan)
        .get("/formulir/{id}/cabut", can, web::terbit::tanya_cabut)
        .post("/formulir/{id}/cabut", can, web::terbit::cabut)
}
