//! A batch: how far it is, and going on with it.
use http::{HeaderValue, StatusCode};
use kernel::{Ctx, Error, FieldError, Response, Result, Subject};

use super::sandi;
use crate::model::{Kelompok, Permintaan, href_kelompok};
use crate::pages::kelompok as halaman;
use crate::{kerja, store};

async fn muat(ctx: &Ctx) -> Result<(Kelompok, Vec<Permintaan>)> {
    let kelompok = store::kelompok::find(&ctx.app, ctx.account()?, ctx.id("id")?).await?;
    let isi = store::permintaan::of_kelompok(&ctx.app, kelompok.id).await?;
    Ok((kelompok, isi))
}

/// GET /tanda_tangan/kelompok/{id}
pub async fn show(ctx: Ctx) -> Result<Response> {
    let (kelompok, isi) = muat(&ctx).await?;
    halaman::halaman(&ctx, &kelompok, &isi, &[], StatusCode::OK)
}

/// GET /tanda_tangan/kelompok/{id}/kemajuan. Once the work is over the browser is told to fetch the whole page, which says
/// what was signed and what is needed.
pub async fn kemajuan(ctx: Ctx) -> Result<Response> {
    let (kelompok, isi) = muat(&ctx).await?;
    let mut response = ctx.part(halaman::kemajuan(&ctx, &kelompok, &isi));
    if !halaman::berjalan(&ctx, &kelompok) {
        response.headers_mut().insert("hx-refresh", HeaderValue::from_static("true"));
    }
    Ok(response)
}

/// POST /tanda_tangan/kelompok/{id}/lanjut
pub async fn lanjut(ctx: Ctx) -> Result<Response> {
    let (kelompok, isi) = muat(&ctx).await?;
    let kata = sandi(&ctx, "sandi");
    if kata.buka().is_empty() {
        let salah = [FieldError::new("sandi", "Masukkan kata sandi tanda tangan Anda")];
        return halaman::halaman(&ctx, &kelompok, &isi, &salah, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let mut write = ctx.write("tanda_tangan.kelompok_lanjut").await?;
    if !store::kelompok::ambil_alih(&mut write, kelompok.id, ctx.now + kerja::SABAR).await? {
        return Err(Error::refused("Kelompok ini sedang dikerjakan."));
    }
    write.commit(&Subject::new("ttd_kelompok", kelompok.id, href_kelompok(kelompok.id))).await?;
    kerja::mulai(&ctx.app, kelompok.id, kelompok.penanda, kata);
    ctx.redirect(&href_kelompok(kelompok.id))
}
