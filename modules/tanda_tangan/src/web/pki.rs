//! What machines fetch and ask: certificates, lists, OCSP, time stamps.
use base64::Engine as _;
use http::{HeaderValue, header};
use kernel::{Ctx, Error, Response, Result};

use crate::pki;

/// Largest question of a machine.
pub const TERBESAR: usize = 64 * 1024;

fn jawab(jenis: &'static str, simpan: &'static str, isi: Vec<u8>) -> Response {
    let mut response = Response::new(isi.into());
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(jenis));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(simpan));
    response
}

async fn sertifikat(ctx: &Ctx, nama: &str) -> Result<Response> {
    let silsilah = pki::Silsilah::baca(&ctx.app).await?;
    let satu = silsilah.disebut(nama).ok_or(Error::NotFound)?;
    Ok(jawab("application/pkix-cert", "public, max-age=3600", satu.otoritas.sertifikat.clone()))
}

/// GET /pki/akar.cer
pub async fn akar(ctx: Ctx) -> Result<Response> {
    sertifikat(&ctx, "akar").await
}

/// GET /pki/penerbit.cer
pub async fn penerbit(ctx: Ctx) -> Result<Response> {
    sertifikat(&ctx, "penerbit").await
}

/// GET /pki/sertifikat/{nama}: the certificate of an authority by its serial number, also of an earlier one.
pub async fn bernomor(ctx: Ctx) -> Result<Response> {
    sertifikat(&ctx, ctx.path("nama").strip_suffix(".cer").ok_or(Error::NotFound)?).await
}

/// GET /pki/crl/{nama}: the list of an authority, by its serial number or as `akar` and `penerbit`.
pub async fn crl(ctx: Ctx) -> Result<Response> {
    let nama = ctx.path("nama").strip_suffix(".crl").ok_or(Error::NotFound)?;
    let isi = pki::crl_bernama(&ctx.app, nama).await?.ok_or(Error::NotFound)?;
    Ok(jawab("application/pkix-crl", "public, max-age=600", isi))
}

async fn ocsp(ctx: &Ctx, minta: &[u8]) -> Result<Response> {
    let isi = pki::ocsp(&ctx.app, minta).await?.ok_or(Error::NotFound)?;
    Ok(jawab("application/ocsp-response", "no-store", isi))
}

/// POST /pki/ocsp
pub async fn ocsp_post(ctx: Ctx) -> Result<Response> {
    ocsp(&ctx, ctx.form().raw()).await
}

/// GET /pki/ocsp/{base64}
pub async fn ocsp_get(ctx: Ctx) -> Result<Response> {
    let teks = ctx.path("permintaan");
    let minta = base64::engine::general_purpose::STANDARD
        .decode(teks)
        .ok()
        .filter(|isi| isi.len() <= TERBESAR)
        .ok_or_else(|| Error::BadRequest("Permintaan OCSP tidak terbaca.".into()))?;
    ocsp(&ctx, &minta).await
}

/// POST /pki/tsa
pub async fn tsa(ctx: Ctx) -> Result<Response> {
    let isi = pki::tsa(&ctx.app, ctx.form().raw()).await?.ok_or(Error::NotFound)?;
    Ok(jawab("application/timestamp-reply", "no-store", isi))
}
