//! Handlers and routes.
mod data;
mod isi;
mod komentar;
mod kuesioner;
mod meja;
mod pdf;
mod poster;
mod publik;

use kernel::Routes;
use kernel::auth::Access;

use crate::hak::{KELOLA, LIHAT, MODERASI};

const HASIL: Access = Access::Public("hasil survei yang terbit terbuka bagi siapa saja");
const ISI: Access = Access::Public("pengguna layanan menilai tanpa akun");

/// All routes of the module beside those of its registers.
pub fn routes() -> Routes {
    let (lihat, kelola, moderasi) = (Access::Can(LIHAT), Access::Can(KELOLA), Access::Can(MODERASI));
    Routes::new()
        .get("/survei", HASIL, publik::kabupaten)
        .get("/survei/data.csv", HASIL, data::csv)
        .get("/survei/data.json", HASIL, data::json)
        .get("/survei/perangkat/{unit}", HASIL, publik::perangkat)
        .get("/survei/hasil/{id}", HASIL, publik::periode)
        .get("/survei/hasil/{id}/pdf", HASIL, pdf::publik)
        .get("/survei/hasil/{id}/layanan/{layanan}", HASIL, publik::layanan)
        .get("/survei/i/{token}", ISI, isi::tautan)
        .post("/survei/i/{token}", ISI, isi::kirim_tautan)
        .get("/survei/t/{kode}", ISI, isi::loket)
        .post("/survei/t/{kode}", ISI, isi::kirim_loket)
        .get("/survei/terima-kasih", ISI, isi::terima_kasih)
        .get("/meja-survei", lihat, meja::daftar)
        .get("/meja-survei/titik", lihat, meja::titik)
        .get("/meja-survei/titik/{id}/poster", lihat, poster::unduh)
        .get("/meja-survei/komentar", moderasi, komentar::daftar)
        .get("/meja-survei/komentar/{id}", moderasi, komentar::show)
        .post("/meja-survei/komentar/{id}", moderasi, komentar::putuskan)
        .get("/meja-survei/pertanyaan", kelola, kuesioner::daftar)
        .get("/meja-survei/pertanyaan/{id}", kelola, kuesioner::form)
        .post("/meja-survei/pertanyaan/{id}", kelola, kuesioner::simpan)
        .get("/meja-survei/pertanyaan/{id}/versi/{ke}", kelola, kuesioner::versi)
        .get("/meja-survei/{id}", lihat, meja::periode)
        .get("/meja-survei/{id}/pdf", lihat, pdf::meja)
}
