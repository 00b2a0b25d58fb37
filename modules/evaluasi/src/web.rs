//! Handlers: find, decide, write, answer.

mod acara;
mod api;
mod banding;
mod bukti;
mod impor;
mod indikator;
mod isian;
mod langkah;
mod lihat;
mod penugasan;
mod periode;
mod rekomendasi;
mod tim;

use kernel::{Access, Error, Result, Routes, Subject};

use crate::periode::Periode;
use crate::{ATUR, HASIL};

const TERBUKA: Access = Access::Public("instrumen penilaian boleh dibaca siapa pun; periode hanya bagi yang berhak");

/// All routes. Roles inside a period follow from its team and are decided by `rules::alur`; a period that the actor may
/// not see does not exist.
pub(crate) fn routes() -> Routes {
    let ikut = Access::Can(HASIL);
    let atur = Access::Can(ATUR);
    Routes::new()
        .get("/evaluasi", TERBUKA, lihat::beranda)
        .get("/evaluasi/instrumen/{instrumen}", TERBUKA, lihat::instrumen)
        .get("/evaluasi/alur", TERBUKA, lihat::alur)
        .get("/evaluasi/banding", ikut, banding::show)
        .get("/evaluasi/baru", atur, periode::baru)
        .post("/evaluasi/baru", atur, periode::buka)
        .get("/evaluasi/{id}", ikut, lihat::ikhtisar)
        .get("/evaluasi/{id}/peluang", ikut, lihat::peluang)
        .get("/evaluasi/{id}/fakta", ikut, lihat::fakta)
        .get("/evaluasi/{id}/pengaturan", ikut, periode::pengaturan)
        .post("/evaluasi/{id}/pengaturan", ikut, periode::atur)
        .get("/evaluasi/{id}/tim", ikut, tim::show)
        .post("/evaluasi/{id}/tim", ikut, tim::tunjuk)
        .post("/evaluasi/{id}/tim/{anggota}/pencabutan", ikut, tim::cabut)
        .get("/evaluasi/{id}/penugasan", ikut, penugasan::show)
        .post("/evaluasi/{id}/penugasan", ikut, penugasan::tugaskan)
        .get("/evaluasi/{id}/langkah/{tindakan}", ikut, langkah::show)
        .post("/evaluasi/{id}/langkah/{tindakan}", ikut, langkah::jalankan)
        .get("/evaluasi/{id}/indikator/{kode}", ikut, indikator::show)
        .post("/evaluasi/{id}/indikator/{kode}", ikut, indikator::simpan)
        .post("/evaluasi/{id}/indikator/{kode}/validasi", ikut, indikator::validasi)
        .post("/evaluasi/{id}/indikator/{kode}/penilaian-eksternal", ikut, indikator::eksternal)
        .post("/evaluasi/{id}/indikator/{kode}/catatan", ikut, indikator::catat)
        .upload("/evaluasi/{id}/indikator/{kode}/bukti", ikut, bukti::tambah)
        .get("/evaluasi/{id}/indikator/{kode}/bukti/{bukti}", ikut, bukti::unduh)
        .post("/evaluasi/{id}/indikator/{kode}/bukti/{bukti}/pencabutan", ikut, bukti::cabut)
        .get("/evaluasi/{id}/rekomendasi", ikut, rekomendasi::show)
        .post("/evaluasi/{id}/rekomendasi", ikut, rekomendasi::beri)
        .get("/evaluasi/{id}/rekomendasi/{rekomendasi}", ikut, rekomendasi::satu)
        .post("/evaluasi/{id}/rekomendasi/{rekomendasi}", ikut, rekomendasi::tindak_lanjuti)
        .get("/evaluasi/{id}/berita-acara", ikut, acara::show)
        .post("/evaluasi/{id}/berita-acara", ikut, acara::isi)
        .get("/evaluasi/{id}/berita-acara.pdf", ikut, acara::unduh)
        .get("/evaluasi/{id}/rekap.csv", ikut, impor::rekap_csv)
        .get("/evaluasi/{id}/rekap.xlsx", ikut, impor::rekap_xlsx)
        .get("/evaluasi/{id}/impor", ikut, impor::show)
        .upload("/evaluasi/{id}/impor", ikut, impor::periksa)
        .post("/evaluasi/{id}/impor/terapan", ikut, impor::terapkan)
        .get("/api/v1/evaluasi", Access::Token(HASIL), api::daftar)
        .get("/api/v1/evaluasi/{id}", Access::Token(HASIL), api::satu)
}

/// What a change on a period is about, told on this page.
fn subjek(periode: &Periode, href: String) -> Subject {
    Subject::new("evaluasi_periode", periode.id, href)
}

/// Version that the form carries.
fn versi(form: &kernel::Form) -> Result<i64> {
    let teks = form.get(kernel::page::VERSION_FIELD);
    teks.parse()
        .map_err(|_| Error::BadRequest("Formulir ini tidak lengkap. Muat ulang halaman, lalu kirim lagi.".into()))
}
