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

async fn tampil(ctx: &Ctx, kelompok: &Kelompok, isi: &[Permintaan], salah: &[FieldError]) -> Result<Response> {
    // Whoever signs need not be among the readers of the record that asks.
    let asal = match isi {
        [satu] if kernel::search::record_at(ctx, &satu.untuk_href).await?.is_some() => Some(satu.untuk_href.as_str()),
        _ => None,
    };
    let jenis = store::penanda::cari(&ctx.app, kelompok.penanda).await?.jenis;
    let status = if salah.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    halaman::halaman(ctx, kelompok, isi, asal, jenis, salah, status)
}

/// GET /tanda_tangan/kelompok/{id}
pub async fn show(ctx: Ctx) -> Result<Response> {
    let (kelompok, isi) = muat(&ctx).await?;
    tampil(&ctx, &kelompok, &isi, &[]).await
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
        return tampil(&ctx, &kelompok, &isi, &salah).await;
    }
    let mut write = ctx.write("tanda_tangan.kelompok_lanjut").await?;
    if !store::kelompok::ambil_alih(&mut write, kelompok.id, ctx.now + kerja::SABAR).await? {
        return Err(Error::refused("Kelompok ini sedang dikerjakan."));
    }
    write.commit(&Subject::new("ttd_kelompok", kelompok.id, href_kelompok(kelompok.id))).await?;
    kerja::mulai(&ctx.app, kelompok.id, kelompok.penanda, kata);
    ctx.redirect(&href_kelompok(kelompok.id))
}
