//! Handlers and routes of incoming letters and dispositions.
mod hari_ini;
mod kotak;
mod registrasi;
mod surat;
mod surel;

use kernel::Routes;
use kernel::auth::Access;
use kernel::web::Upload;

pub use kotak::{baca_tempat, tulis_tempat};
pub use registrasi::Meja;
pub use surat::{dibuka, tempat};

use super::rules::JENIS_BERKAS;
use crate::disposisi::web as disposisi;
use crate::{CATAT, DISPOSISI, LIHAT, SUREL};

/// All routes of the half.
pub fn routes() -> Routes {
    let (lihat, catat, beri) = (Access::Can(LIHAT), Access::Can(CATAT), Access::Can(DISPOSISI));
    let atur = Access::Can(SUREL);
    Routes::new()
        .get("/surat_masuk", lihat, kotak::list)
        .get("/surat_masuk/baru", catat, registrasi::form)
        .upload("/surat_masuk/baru", catat, registrasi::simpan)
        .get("/surat_masuk/belum_dicatat", catat, registrasi::belum)
        .get("/surat_masuk/hari_ini", beri, hari_ini::show)
        .post("/surat_masuk/hari_ini/disposisi", beri, hari_ini::disposisi)
        .post("/surat_masuk/hari_ini/selesai", beri, hari_ini::selesai)
        .get("/surat_masuk/surel/{id}", catat, surel::pesan)
        .get("/surat_masuk/surel/{id}/berkas/{berkas}", catat, surel::berkas)
        .post("/surat_masuk/surel/{id}/abaikan", catat, surel::abaikan)
        .get("/surat_masuk/kotak_surel", atur, surel::list)
        .get("/surat_masuk/kotak_surel/baru", atur, surel::form)
        .post("/surat_masuk/kotak_surel/baru", atur, surel::simpan)
        .get("/surat_masuk/kotak_surel/{id}", atur, surel::form)
        .post("/surat_masuk/kotak_surel/{id}", atur, surel::simpan)
        .post("/surat_masuk/kotak_surel/{id}/periksa", atur, surel::periksa)
        .post("/naskah/{id}/catat", catat, surat::catat)
        .post("/naskah/{id}/selesai", beri, surat::selesai)
        .get("/naskah/{id}/periksa", lihat, surat::periksa)
        .get("/naskah/{id}/disposisi", beri, disposisi::form)
        .post("/naskah/{id}/disposisi", beri, disposisi::beri_dari_form)
        .upload("/disposisi/{id}/lapor", lihat, disposisi::lapor)
        .post("/disposisi/{id}/tolak", lihat, disposisi::tolak)
        .post("/disposisi/{id}/tarik", beri, disposisi::tarik)
        .get("/disposisi/{id}/berkas/{berkas}", lihat, disposisi::berkas)
        .merge(crate::agenda::web::routes())
}

/// What is wrong with a file, if anything.
///
/// # Errors
/// A sentence for the person.
pub fn periksa_berkas(berkas: &Upload) -> Result<(), String> {
    if berkas.size == 0 {
        return Err(format!("Berkas \"{}\" kosong. Pilih berkas yang berisi", berkas.name));
    }
    if JENIS_BERKAS.contains(&kernel::file::media_type(&berkas.head)) {
        return Ok(());
    }
    Err(format!(
        "Isi berkas \"{}\" bukan dokumen atau gambar. Kirim PDF, gambar hasil pindai, Word, Excel, teks, atau ZIP",
        berkas.name
    ))
}
