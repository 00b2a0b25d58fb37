//! Handlers and their routes.
mod alur;
mod kelola;
mod kepala;
mod publik;
mod setelan;
mod sunting;
mod umpan;

use http::{HeaderValue, header};
use kernel::web::Response;
use kernel::{Access, Ctx, Error, Result, Routes};

pub use kepala::{Kepala, situs};
pub use umpan::{UMPAN, peta};

use crate::{KELOLA, LIHAT, TULIS};

const UMUM: Access = Access::Public("situs pemerintah daerah: yang sudah terbit terbuka bagi siapa saja");
const MESIN: Access = Access::Public("mesin pencari dan pembaca umpan mengambilnya tanpa akun");

/// All routes.
pub fn routes() -> Routes {
    Routes::new()
        .get("/berita", UMUM, publik::daftar_berita)
        .get("/berita/{siput}", UMUM, publik::berita)
        .get("/halaman", UMUM, publik::daftar_halaman)
        .get("/halaman/{siput}", UMUM, publik::halaman)
        .get("/instansi", UMUM, publik::daftar_instansi)
        .get("/instansi/{siput}", UMUM, publik::instansi)
        .get("/tanya-jawab", UMUM, publik::tanya_jawab)
        .get("/portal/gambar/{id}/{berkas}", UMUM, publik::gambar)
        .get("/umpan/{berkas}", MESIN, umpan::umpan)
        .get("/robots.txt", MESIN, umpan::robots)
        .get("/sitemap.xml", MESIN, umpan::indeks)
        .get("/peta-situs/{bagian}", MESIN, umpan::bagian)
        .get("/portal", Access::Can(LIHAT), kelola::daftar)
        .get("/portal/tulisan/baru", Access::Can(TULIS), sunting::baru)
        .upload("/portal/tulisan", Access::Can(TULIS), sunting::buat)
        .get("/portal/tulisan/{id}", Access::Can(LIHAT), kelola::satu)
        .upload("/portal/tulisan/{id}", Access::Can(TULIS), sunting::simpan)
        .get("/portal/tulisan/{id}/ubah", Access::Can(TULIS), sunting::ubah)
        .get("/portal/tulisan/{id}/pratinjau", Access::Can(LIHAT), kelola::pratinjau)
        .get("/portal/tulisan/{id}/versi/{nomor}", Access::Can(LIHAT), kelola::versi)
        .post("/portal/tulisan/{id}/alur", Access::Can(LIHAT), alur::lakukan)
        .get("/portal/setelan", Access::Can(KELOLA), setelan::formulir)
        .post("/portal/setelan", Access::Can(KELOLA), setelan::simpan)
}

/// Another address for good.
fn pindah(ctx: &Ctx, href: &str) -> Result<Response> {
    let mut response = ctx.redirect(href)?;
    *response.status_mut() = http::StatusCode::MOVED_PERMANENTLY;
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=3600"));
    Ok(response)
}

/// A text for machines that caches may keep for a while.
fn mesin(kind: &'static str, body: String) -> Response {
    let mut response = Response::new(body.into());
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=300"));
    response
}

/// Whether the cause is that there is no such thing.
fn tiada<T>(found: Result<T>) -> Result<Option<T>> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(Error::NotFound) => Ok(None),
        Err(cause) => Err(cause),
    }
}
