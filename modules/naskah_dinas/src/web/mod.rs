//! Handlers and routes.
mod akhir;
mod api;
pub mod berkas;
pub mod buku;
pub mod daftar;
mod disusun;
mod konsep;
mod lambang;
mod persetujuan;
pub mod ruang;
mod satu;
mod templat;
pub mod tulis;
mod versi;

use kernel::Routes;
use kernel::auth::Access;

use crate::{ATUR, LIHAT, NOMOR, TULIS};

/// All routes of the module.
pub fn routes() -> Routes {
    let (lihat, tulis) = (Access::Can(LIHAT), Access::Can(TULIS));
    let (buku, atur, token) = (Access::Can(NOMOR), Access::Can(ATUR), Access::Token(LIHAT));
    Routes::new()
        .get("/naskah", lihat, daftar::list)
        .post("/naskah", tulis, konsep::mulai)
        .get("/naskah/baru", tulis, konsep::pilih)
        .get("/naskah/{id}", lihat, satu::show)
        .get("/naskah/{id}/tulis", tulis, tulis::form)
        .upload("/naskah/{id}/tulis", tulis, tulis::simpan)
        .post("/naskah/{id}/ketikan", tulis, tulis::ketikan)
        .post("/naskah/{id}/hapus", tulis, konsep::hapus)
        .post("/naskah/{id}/ajukan", tulis, persetujuan::ajukan)
        .post("/naskah/{id}/tarik", tulis, persetujuan::tarik)
        .post("/naskah/{id}/setuju", lihat, persetujuan::setuju)
        .post("/naskah/{id}/kembalikan", lihat, persetujuan::kembalikan)
        .upload("/naskah/{id}/tanda-basah", lihat, akhir::tanda_basah)
        .post("/naskah/{id}/batal", lihat, akhir::batal)
        .get("/naskah/{id}/disusun", lihat, disusun::show)
        .get("/naskah/{id}/dokumen", lihat, berkas::dokumen)
        .get("/naskah/{id}/cetak", lihat, berkas::cetak)
        .get("/naskah/{id}/pratinjau", lihat, berkas::pratinjau)
        .get("/naskah/{id}/versi", lihat, versi::show)
        .get("/naskah/{id}/lampiran/{lampiran}", lihat, berkas::lampiran)
        .post("/naskah/{id}/lampiran/{lampiran}/cabut", tulis, tulis::cabut_lampiran)
        .get("/naskah-nomor", buku, buku::list)
        .post("/naskah-nomor/cadangkan", buku, buku::cadangkan)
        .post("/naskah-nomor/ambil", buku, buku::ambil)
        .get("/naskah-nomor/{id}", buku, buku::satu)
        .post("/naskah-nomor/{id}/pakai", buku, buku::pakai)
        .post("/naskah-nomor/{id}/batal", buku, buku::batal)
        .get("/naskah-templat", atur, templat::list)
        .get("/naskah-templat/{jenis}", atur, templat::show)
        .post("/naskah-templat/{jenis}", atur, templat::simpan)
        .post("/naskah-templat/{jenis}/pakai", atur, templat::pakai)
        .get("/naskah-lambang", atur, lambang::list)
        .get("/naskah-lambang/{lambang}", atur, lambang::show)
        .upload("/naskah-lambang/{lambang}", atur, lambang::simpan)
        .post("/naskah-lambang/{lambang}/hapus", atur, lambang::hapus)
        .get("/naskah-lambang/{lambang}/gambar", atur, lambang::gambar)
        .get("/naskah-lambang/{lambang}/contoh", atur, lambang::contoh)
        .get("/api/v1/naskah", token, api::list)
        .get("/api/v1/naskah/{id}", token, api::show)
}
