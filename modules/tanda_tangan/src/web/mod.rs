//! Handlers and routes.
mod antrean;
mod kelompok;
mod meja;
pub(crate) mod otoritas;
mod pengaturan;
mod permintaan;
mod pki;
mod saya;
mod segel;
mod sertifikat;
mod token;
mod verifikasi;

use kernel::{Access, Ctx, Error, FieldError, Result, Routes, auth::password};

use crate::model::Sandi;
use crate::{ATUR, SERTIFIKAT_UBAH, TANDA_TANGANI};

const PERIKSA: Access = Access::Public("siapa pun boleh memeriksa keaslian naskah");
const MESIN: Access =
    Access::Public("sertifikat, daftar pencabutan, dan OCSP dipakai siapa pun yang memeriksa tanda tangan");

/// All routes of the module.
pub fn routes() -> Routes {
    let (tanda_tangani, atur) = (Access::Can(TANDA_TANGANI), Access::Can(ATUR));
    Routes::new()
        .get("/tanda_tangan", tanda_tangani, meja::list)
        .post("/tanda_tangan/serahkan", tanda_tangani, meja::serahkan)
        .get("/tanda_tangan/riwayat", tanda_tangani, meja::riwayat)
        .get("/tanda_tangan/saya", tanda_tangani, saya::show)
        .post("/tanda_tangan/saya/buat", tanda_tangani, saya::buat)
        .post("/tanda_tangan/saya/sandi", tanda_tangani, saya::ganti)
        .get("/tanda_tangan/permintaan/{id}", tanda_tangani, permintaan::show)
        .get("/tanda_tangan/permintaan/{id}/dokumen", tanda_tangani, permintaan::dokumen)
        .get("/tanda_tangan/permintaan/{id}/hasil", tanda_tangani, permintaan::hasil)
        .post("/tanda_tangan/permintaan/{id}/tolak", tanda_tangani, permintaan::tolak)
        .post("/tanda_tangan/permintaan/{id}/belum", tanda_tangani, permintaan::belum)
        .upload("/tanda_tangan/permintaan/{id}/sudah", tanda_tangani, permintaan::sudah)
        .get("/tanda_tangan/kelompok/{id}", tanda_tangani, kelompok::show)
        .get("/tanda_tangan/kelompok/{id}/kemajuan", tanda_tangani, kelompok::kemajuan)
        .post("/tanda_tangan/kelompok/{id}/lanjut", tanda_tangani, kelompok::lanjut)
        .get("/tanda_tangan/antrean", atur, antrean::list)
        .post("/tanda_tangan/antrean/{id}/belum", atur, antrean::belum)
        .get("/tanda_tangan/pengaturan", atur, pengaturan::form)
        .post("/tanda_tangan/pengaturan", atur, pengaturan::simpan)
        .post("/tanda_tangan/pengaturan/uji", atur, pengaturan::uji)
        .post("/tanda_tangan/pengaturan/penanda", atur, pengaturan::penanda)
        .upload("/tanda_tangan/pengaturan/jangkar", atur, pengaturan::jangkar)
        .post("/tanda_tangan/pengaturan/jangkar/{id}/hentikan", atur, pengaturan::hentikan_jangkar)
        .post("/tanda_tangan/pengaturan/segel/{id}/minta", atur, segel::minta)
        .post("/tanda_tangan/pengaturan/segel/{id}/aktifkan", atur, segel::aktifkan)
        .post("/tanda_tangan/pengaturan/segel/{id}/cabut", atur, segel::cabut)
        .get("/tanda_tangan/token", atur, token::list)
        .post("/tanda_tangan/token/pakai", atur, token::pakai)
        .get("/tanda_tangan/otoritas", atur, otoritas::show)
        .post("/tanda_tangan/otoritas/buat", atur, otoritas::buat)
        .get("/tanda_tangan/otoritas/kunci", atur, otoritas::kunci)
        .post("/tanda_tangan/otoritas/lepas", atur, otoritas::lepas)
        .post("/tanda_tangan/otoritas/daftar", atur, otoritas::daftar)
        .post("/tanda_tangan/otoritas/perbarui", atur, otoritas::perbarui)
        .post("/tanda_tangan/otoritas/masa", atur, otoritas::masa)
        .post("/tanda_tangan/otoritas/sertifikat/{id}/cabut", atur, otoritas::cabut)
        .get("/tanda_tangan/sertifikat/unggah", Access::Can(SERTIFIKAT_UBAH), sertifikat::form)
        .upload("/tanda_tangan/sertifikat/unggah", Access::Can(SERTIFIKAT_UBAH), sertifikat::unggah)
        .get("/verifikasi", PERIKSA, verifikasi::form)
        .upload("/verifikasi", PERIKSA, verifikasi::berkas)
        .get("/verifikasi/{kode}", PERIKSA, verifikasi::kode)
        .get("/pki/akar.cer", MESIN, pki::akar)
        .get("/pki/penerbit.cer", MESIN, pki::penerbit)
        .get("/pki/sertifikat/{nama}", MESIN, pki::bernomor)
        .get("/pki/crl/{nama}", MESIN, pki::crl)
        .get("/pki/ocsp/{*permintaan}", MESIN, pki::ocsp_get)
        .raw("/pki/ocsp", "OCSP (RFC 6960): keadaan sertifikat dipakai siapa pun", pki::TERBESAR, pki::ocsp_post)
        .raw("/pki/tsa", "penanda waktu (RFC 3161) dipakai saat menandatangani", pki::TERBESAR, pki::tsa)
}

/// A passphrase as it was typed: spaces belong to it.
pub(crate) fn sandi(ctx: &Ctx, nama: &str) -> Sandi {
    let teks = ctx.form().pairs().iter().find(|(satu, _)| satu == nama).map_or("", |(_, nilai)| nilai.as_str());
    Sandi::new(teks)
}

/// A new passphrase, typed twice.
///
/// # Errors
/// What is wrong with it, at its fields.
pub(crate) fn sandi_baru(ctx: &Ctx) -> Result<Sandi> {
    let (satu, dua) = (sandi(ctx, "sandi"), sandi(ctx, "sandi_ulang"));
    let panjang = satu.buka().chars().count();
    if panjang < password::SHORTEST || satu.buka().len() > password::LONGEST {
        let pesan = format!("Kata sandi paling sedikit {} karakter", password::SHORTEST);
        return Err(Error::Invalid(vec![FieldError::new("sandi", pesan)]));
    }
    if satu.buka() != dua.buka() {
        return Err(Error::field("sandi_ulang", "Kedua isian kata sandi tidak sama. Ketik sekali lagi"));
    }
    Ok(satu)
}

/// A reason, one to a thousand characters.
pub(crate) fn alasan(ctx: &Ctx) -> Result<String> {
    let teks = ctx.form().get("alasan");
    if teks.is_empty() {
        return Err(Error::field("alasan", "Isi alasannya"));
    }
    if teks.chars().count() > 1000 {
        return Err(Error::field("alasan", "Alasan paling banyak 1.000 karakter"));
    }
    Ok(teks.to_owned())
}
