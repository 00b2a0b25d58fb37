//! Handlers and routes.
mod berkas;
mod kunci;
mod meja;
mod orang;
mod pejabat;
mod pelapor;
mod satu;
mod statistik;
mod tindakan;

use kernel::auth::Access;
use kernel::{Ctx, Error, FieldError, Result, Routes};

use crate::TANGANI;
use crate::rules::BERKAS_BITA;

const TERBUKA: &str = "pelapor tidak masuk dan tidak meninggalkan jejak";
/// Bytes of a form without files.
const ISIAN: u64 = 512 * 1024;

/// All routes of the module.
pub fn routes() -> Routes {
    let (tangani, masuk) = (Access::Can(TANGANI), Access::SignedIn);
    Routes::new()
        .unseen("/wbs", TERBUKA, pelapor::awal)
        .unseen("/wbs/aman", TERBUKA, pelapor::aman)
        .unseen("/wbs/lapor", TERBUKA, pelapor::form)
        .unseen_post("/wbs/lapor", TERBUKA, BERKAS_BITA, pelapor::kirim)
        .unseen("/wbs/lacak", TERBUKA, pelapor::lacak)
        .unseen_post("/wbs/lacak", TERBUKA, ISIAN, pelapor::masuk)
        .unseen_post("/wbs/ruang", TERBUKA, BERKAS_BITA, pelapor::ruang)
        .unseen("/wbs/angka", TERBUKA, pelapor::angka)
        .get("/meja-wbs", tangani, meja::show)
        .get("/meja-wbs/statistik", tangani, statistik::show)
        .post("/meja-wbs/statistik/terbit", tangani, statistik::terbitkan)
        .get("/meja-wbs/orang", tangani, orang::show)
        .post("/meja-wbs/orang/tunjuk", tangani, orang::tunjuk)
        .post("/meja-wbs/orang/{id}/sahkan", tangani, orang::sahkan)
        .post("/meja-wbs/orang/{id}/cabut", tangani, orang::cabut)
        .post("/meja-wbs/kunci-cadangan", tangani, orang::eskro)
        .post("/meja-wbs/segel-ulang", tangani, orang::segel_ulang)
        .post("/meja-wbs/pemulihan", tangani, kunci::mohon_pemulihan)
        .post("/meja-wbs/pemulihan/{id}", tangani, kunci::pulihkan)
        .get("/meja-wbs/laporan/{id}", tangani, satu::show)
        .get("/meja-wbs/laporan/{id}/pdf", tangani, satu::pdf)
        .get("/meja-wbs/laporan/{id}/berkas/{berkas}", tangani, berkas::unduh)
        .post("/meja-wbs/laporan/{id}/pesan", tangani, tindakan::pesan)
        .post("/meja-wbs/laporan/{id}/catatan", tangani, tindakan::catatan)
        .post("/meja-wbs/laporan/{id}/identitas", tangani, tindakan::minta_identitas)
        .post("/meja-wbs/laporan/{id}/hapus", tangani, tindakan::hapus)
        .post("/meja-wbs/laporan/{id}/alur/{tindakan}", tangani, tindakan::alur)
        .get("/kunci-wbs", masuk, pejabat::show)
        .post("/kunci-wbs/buat", masuk, kunci::buat)
        .post("/kunci-wbs/buka", masuk, kunci::buka)
        .post("/kunci-wbs/kunci", masuk, kunci::tutup)
        .post("/kunci-wbs/ganti", masuk, kunci::ganti)
        .post("/kunci-wbs/latihan", masuk, pejabat::latihan)
        .post("/kunci-wbs/identitas/{id}", masuk, pejabat::putus)
        .post("/kunci-wbs/pemulihan/{id}", masuk, pejabat::serah)
}

/// What was typed into a field that must not be trimmed.
fn diketik(ctx: &Ctx, nama: &str) -> segel::Zeroizing<String> {
    let found = ctx.form().pairs().iter().find(|(field, _)| field == nama);
    segel::Zeroizing::new(found.map(|(_, value)| value.clone()).unwrap_or_default())
}

/// A key that was opened, or the page that asks to open it.
fn terbuka(ctx: &Ctx) -> Result<std::sync::Arc<crate::ruang::Terbuka>> {
    crate::ruang::pegawai(ctx)
        .ok_or(Error::Refused("Kunci WBS Anda tertutup. Buka dahulu dengan frasa sandi di halaman Meja WBS.".into()))
}

/// The reason of an act, or what is wrong with it.
fn alasan(ctx: &Ctx, field: &'static str) -> std::result::Result<String, FieldError> {
    let alasan = ctx.form().get(field);
    let count = alasan.chars().count();
    if count < 10 {
        return Err(FieldError::new(field, "Tulis alasannya, paling sedikit 10 huruf"));
    }
    if count > crate::rules::PENDEK {
        return Err(FieldError::new(field, format!("Terlalu panjang: paling banyak {} huruf", crate::rules::PENDEK)));
    }
    Ok(alasan.to_owned())
}
