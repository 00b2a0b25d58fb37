//! Handlers and their routes.
mod acuan;
mod alur;
mod api;
mod data;
mod hubungan;
mod impor;
mod kelola;
mod publik;
mod tinjau;
mod umpan;

use http::{HeaderValue, StatusCode, header};
use kernel::web::Response;
use kernel::{Access, Ctx, Error, FieldError, Result, Routes};
use sha2::{Digest as _, Sha256};
use time::Date;

use crate::{KELOLA, LIHAT, TINJAU};

const TERBUKA: Access = Access::Public("dokumen hukum yang sudah terbit terbuka bagi siapa saja");

/// All routes.
pub fn routes() -> Routes {
    Routes::new()
        .get("/jdih", TERBUKA, publik::daftar)
        .get("/jdih/bantuan", TERBUKA, publik::bantuan)
        .get("/jdih/acuan", TERBUKA, acuan::acuan)
        .get(
            "/jdih/integrasi.json",
            Access::Public("umpan JDIHN: jaringan nasional mengambilnya tanpa akun"),
            umpan::umpan,
        )
        .get("/jdih/peta.xml", TERBUKA, umpan::peta)
        .get("/jdih/aset/{nama}", Access::Public("gaya tampilan halaman peraturan"), publik::aset)
        .get("/jdih/pasal/{id}", TERBUKA, publik::pasal_tetap)
        .get("/jdih/{dokumen}", TERBUKA, publik::dokumen)
        .get("/jdih/{dokumen}/unduh", TERBUKA, publik::unduh)
        .get("/jdih/{dokumen}/lengkap", TERBUKA, publik::lengkap)
        .get("/jdih/{dokumen}/istilah", TERBUKA, publik::istilah)
        .get("/jdih/{dokumen}/rujukan", TERBUKA, publik::rujukan)
        .get("/jdih/{dokumen}/{*alamat}", TERBUKA, publik::bagian)
        .get("/jdih/kelola", Access::Can(LIHAT), kelola::daftar)
        .upload("/jdih/kelola", Access::Can(KELOLA), impor::unggah)
        .get("/jdih/kelola/baru", Access::Can(KELOLA), impor::baru)
        .upload("/jdih/kelola/catat", Access::Can(KELOLA), data::catat)
        .get("/jdih/kelola/{id}", Access::Can(LIHAT), kelola::ringkasan)
        .get("/jdih/kelola/{id}/asli", Access::Can(LIHAT), kelola::asli)
        .get("/jdih/kelola/{id}/bagian/{*alamat}", Access::Can(LIHAT), tinjau::bagian)
        .get("/jdih/kelola/{id}/data", Access::Can(KELOLA), data::ubah)
        .upload("/jdih/kelola/{id}/data", Access::Can(KELOLA), data::simpan)
        .get("/jdih/kelola/{id}/naskah", Access::Can(KELOLA), impor::naskah_baru)
        .upload("/jdih/kelola/{id}/naskah", Access::Can(KELOLA), impor::unggah_naskah)
        .get("/jdih/kelola/{id}/tinjau", Access::Can(LIHAT), tinjau::tinjau)
        .post("/jdih/kelola/{id}/putusan", Access::Can(TINJAU), tinjau::putuskan)
        .get("/jdih/kelola/{id}/sanding", Access::Can(LIHAT), tinjau::sanding)
        .get("/jdih/kelola/{id}/sunting", Access::Can(KELOLA), tinjau::sunting)
        .post("/jdih/kelola/{id}/sunting", Access::Can(KELOLA), tinjau::simpan_sunting)
        .get("/jdih/kelola/{id}/hubungan", Access::Can(LIHAT), hubungan::hubungan)
        .post("/jdih/kelola/{id}/hubungan", Access::Can(KELOLA), hubungan::tambah)
        .post("/jdih/kelola/{id}/hubungan/{hubungan}/hapus", Access::Can(KELOLA), hubungan::hapus)
        .post("/jdih/kelola/{id}/alur", Access::Can(LIHAT), alur::lakukan)
        .get("/api/v1/peraturan", Access::Token(LIHAT), api::daftar)
        .get("/api/v1/peraturan/{id}", Access::Token(LIHAT), api::satu)
        .get("/api/v1/peraturan/{id}/pasal/{nomor}", Access::Token(LIHAT), api::pasal)
}

/// Longest text of a field, by its name; others may have 500 characters.
fn terpanjang(name: &str) -> usize {
    match name {
        "judul" => 1000,
        "abstrak" => 5000,
        "alasan" | "uraian" | "status_alasan" => 1000,
        _ => 500,
    }
}

/// A text of the form on one line (line breaks stay in the abstract), without control characters; too long is an error.
pub(crate) fn teks(ctx: &Ctx, name: &'static str, errors: &mut Vec<FieldError>) -> String {
    let clean: String = ctx.form().get(name).chars().filter(|c| !c.is_control() || *c == '\n').collect();
    let clean = if name == "abstrak" { clean } else { clean.split_whitespace().collect::<Vec<_>>().join(" ") };
    let most = terpanjang(name);
    if clean.chars().count() > most {
        errors.push(FieldError::new(name, format!("Terlalu panjang: paling banyak {most} karakter.")));
    }
    clean
}

/// A day of the form; empty for none.
pub(crate) fn tanggal(ctx: &Ctx, name: &'static str, errors: &mut Vec<FieldError>) -> Option<Date> {
    let sent = ctx.form().get(name);
    if sent.is_empty() {
        return None;
    }
    match kernel::indonesia::tanggal::urai(sent) {
        Ok(date) => Some(date),
        Err(cause) => {
            errors.push(FieldError::new(name, cause.to_string()));
            None
        }
    }
}

/// An answer that caches may keep for a while, known by what it was made from. `None` when the asker has it already is
/// answered with 304 without making it again.
pub(crate) async fn tersimpan(ctx: &Ctx, dari: &str, buat: impl AsyncFnOnce() -> Result<Response>) -> Result<Response> {
    let etag = format!("\"{}\"", kernel::keys::hex(Sha256::digest(dari.as_bytes()).get(..16).unwrap_or_default()));
    // Compression on the way makes the tag weak, so both forms count.
    let known = ctx.header(header::IF_NONE_MATCH).split(',').any(|sent| sent.trim().trim_start_matches("W/") == etag);
    let mut response = if known {
        let mut response = Response::default();
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        response
    } else {
        buat().await?
    };
    let headers = response.headers_mut();
    headers.insert(header::ETAG, HeaderValue::from_str(&etag).map_err(Error::internal)?);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=300"));
    Ok(response)
}

/// The address of a page with its query.
pub(crate) fn alamat(path: &str, pairs: &[(&str, &str)]) -> String {
    let mut text = form_urlencoded::Serializer::new(String::new());
    for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
        text.append_pair(name, value);
    }
    let query = text.finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}
