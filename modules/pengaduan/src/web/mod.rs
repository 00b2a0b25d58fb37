//! Handlers and routes.
mod catat;
mod data;
mod lacak;
mod lapor;
mod massal;
pub(crate) mod meja;
mod pantau;
mod publik;
mod resi;
mod satu;
mod statistik;

use kernel::{Access, Routes};

use crate::{CATAT, KOORDINASI, LIHAT, PANTAU};

const TERBUKA: &str = "siapa pun boleh melapor dan membaca laporan yang diterbitkan";
const PEMEGANG: &str = "pemegang tanda terima, dibuktikan dengan nomor dan kata rahasia";

/// All routes of the module.
pub fn routes() -> Routes {
    let (umum, resi, lihat) = (Access::Public(TERBUKA), Access::Public(PEMEGANG), Access::Can(LIHAT));
    Routes::new()
        .get("/pengaduan", umum, publik::daftar)
        .get("/pengaduan/lapor", umum, lapor::form)
        .upload("/pengaduan/lapor", umum, lapor::kirim)
        .get("/pengaduan/lacak", umum, lacak::form)
        .post("/pengaduan/lacak", umum, lacak::buka)
        .get("/pengaduan/resi/{id}", resi, resi::show)
        .get("/pengaduan/resi/{id}/berkas/{berkas}", resi, resi::berkas)
        .upload("/pengaduan/resi/{id}/{tindakan}", resi, resi::lakukan)
        .get("/pengaduan/saya", Access::SignedIn, lacak::saya)
        .get("/pengaduan/publik/{id}", umum, publik::satu)
        .get("/pengaduan/publik/{id}/foto/{berkas}", umum, publik::foto)
        .post("/pengaduan/publik/{id}/ikut", umum, publik::ikut)
        .get("/pengaduan/ikut/{kode}", umum, publik::pengikut)
        .post("/pengaduan/ikut/{kode}", umum, publik::putuskan)
        .get("/pengaduan/statistik", umum, statistik::show)
        .get("/pengaduan/data.csv", umum, data::csv)
        .get("/pengaduan/data.json", umum, data::json)
        .get("/meja-pengaduan", lihat, meja::show)
        .post("/meja-pengaduan/massal", Access::Can(KOORDINASI), massal::disposisi)
        .get("/meja-pengaduan/catat", Access::Can(CATAT), catat::form)
        .upload("/meja-pengaduan/catat", Access::Can(CATAT), catat::simpan)
        .get("/meja-pengaduan/catat/{id}", Access::Can(CATAT), catat::resi)
        .get("/meja-pengaduan/pantau", Access::Can(PANTAU), pantau::show)
        .get("/meja-pengaduan/{id}", lihat, satu::show)
        .get("/meja-pengaduan/{id}/berkas/{berkas}", lihat, satu::berkas)
        .upload("/meja-pengaduan/{id}/{tindakan}", lihat, satu::lakukan)
}
