//! The wording of the questions.
use http::StatusCode;
use kernel::{Ctx, Error, Response, Result, Subject};

use crate::kuesioner::baca;
use crate::pages::kuesioner as halaman;
use crate::store;

/// GET /meja-survei/pertanyaan
pub async fn daftar(ctx: Ctx) -> Result<Response> {
    let semua = store::layanan::list(&ctx.app, &ctx.scope).await?;
    halaman::daftar(&ctx, &semua)
}

/// GET /meja-survei/pertanyaan/{id}
pub async fn form(ctx: Ctx) -> Result<Response> {
    let layanan = store::layanan::find(&ctx.app, &ctx.scope, ctx.id("id")?).await?;
    let kini = store::kuesioner::terbaru(&ctx.app, layanan.id).await?;
    let versi = store::kuesioner::versi(&ctx.app, layanan.id).await?;
    halaman::form(&ctx, StatusCode::OK, &layanan, &kini.isi, &versi, &[])
}

/// POST /meja-survei/pertanyaan/{id}
pub async fn simpan(ctx: Ctx) -> Result<Response> {
    let layanan = store::layanan::find(&ctx.app, &ctx.scope, ctx.id("id")?).await?;
    let (isi, salah) = baca(|nama| ctx.form().get(nama));
    if !salah.is_empty() {
        let versi = store::kuesioner::versi(&ctx.app, layanan.id).await?;
        return halaman::form(&ctx, StatusCode::UNPROCESSABLE_ENTITY, &layanan, &isi, &versi, &salah);
    }
    let href = format!("/meja-survei/pertanyaan/{}", layanan.id);
    let mut write = ctx.write("survei.pertanyaan").await?;
    let ke = store::kuesioner::tambah(&mut write, layanan.id, &isi).await?;
    write.commit(&Subject::new("layanan_survei", layanan.id, href.clone())).await?;
    ctx.redirect_with(&href, &format!("Pertanyaan disimpan sebagai versi {ke}."))
}

/// GET /meja-survei/pertanyaan/{id}/versi/{ke}
pub async fn versi(ctx: Ctx) -> Result<Response> {
    let layanan = store::layanan::find(&ctx.app, &ctx.scope, ctx.id("id")?).await?;
    let ke: i64 = ctx.path("ke").parse().map_err(|_| Error::NotFound)?;
    let kuesioner = store::kuesioner::satu(&ctx.app, layanan.id, ke).await?;
    halaman::versi(&ctx, &layanan, &kuesioner)
}
