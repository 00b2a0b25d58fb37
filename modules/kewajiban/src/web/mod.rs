//! Handlers and routes.

mod api;
mod atur;
mod daftar;
mod ekspor;
mod katalog;
mod kepatuhan;
mod laporan;
mod meja;
mod pemicu;
pub mod pengaturan;
pub mod satu;
pub mod tindakan;

pub use daftar::{Permintaan, unit_saya};
pub use meja::Meja;

use crate::{ATUR, BUKTI, LIHAT, PEMICU, PERIKSA};
use kernel::Routes;
use kernel::auth::Access;

/// All routes of the module.
pub fn routes() -> Routes {
    let terbuka = Access::Public("kewajiban dalam peraturan daerah terbuka bagi siapa pun");
    let (lihat, bukti, periksa) = (Access::Can(LIHAT), Access::Can(BUKTI), Access::Can(PERIKSA));
    let (pemicu, atur, token) = (Access::Can(PEMICU), Access::Can(ATUR), Access::Token(LIHAT));
    Routes::new()
        .get("/katalog-kewajiban", terbuka, katalog::list)
        .get("/katalog-kewajiban/{kode}", terbuka, katalog::show)
        .get("/katalog-kewajiban/{kode}/atur", atur, atur::form)
        .post("/katalog-kewajiban/{kode}/atur", atur, atur::simpan)
        .get("/kewajiban", lihat, daftar::list)
        .get("/kewajiban/unduh/csv", lihat, ekspor::csv)
        .get("/kewajiban/unduh/xlsx", lihat, ekspor::xlsx)
        .get("/kewajiban/kepatuhan", lihat, kepatuhan::show)
        .get("/kewajiban/ringkasan", lihat, kepatuhan::ringkasan)
        .get("/kewajiban/laporan", lihat, laporan::pdf)
        .get("/kewajiban/pemicu", lihat, pemicu::list)
        .post("/kewajiban/pemicu", pemicu, pemicu::catat)
        .post("/kewajiban/pemicu/{id}/batal", pemicu, pemicu::batal)
        .get("/kewajiban/alur", lihat, daftar::alur)
        .get("/kewajiban/pengaturan", atur, pengaturan::form)
        .post("/kewajiban/pengaturan", atur, pengaturan::simpan)
        .get("/kewajiban/pengaturan/hitung", atur, pengaturan::kemajuan)
        .post("/kewajiban/pengaturan/hitung", atur, pengaturan::hitung)
        .get("/kewajiban/{id}", lihat, satu::show)
        .upload("/kewajiban/{id}/bukti", bukti, satu::tambah_bukti)
        .post("/kewajiban/{id}/bukti/{bukti}/cabut", bukti, satu::cabut_bukti)
        .get("/kewajiban/{id}/bukti/{bukti}/berkas", lihat, satu::berkas)
        .post("/kewajiban/{id}/ajukan", bukti, tindakan::ajukan)
        .post("/kewajiban/{id}/tarik", bukti, tindakan::tarik)
        .post("/kewajiban/{id}/terima", periksa, tindakan::terima)
        .post("/kewajiban/{id}/kembalikan", periksa, tindakan::kembalikan)
        .post("/kewajiban/{id}/tidak-berlaku", periksa, tindakan::bebaskan)
        .post("/kewajiban/{id}/buka-kembali", periksa, tindakan::buka_kembali)
        .get("/api/v1/kewajiban", token, api::list)
        .get("/api/v1/kewajiban/kepatuhan", token, api::kepatuhan)
        .get("/api/v1/kewajiban/{id}", token, api::show)
}
