//! The queue of everybody, for those who look after the service: states and ages, never titles of what is not open.
use http::StatusCode;
use kernel::{Ctx, FieldError, Response, Result};

use super::{alasan, permintaan};
use crate::pages::{self, antrean as halaman};
use crate::rules::alur::Keadaan;
use crate::store;

/// Rows shown of each state.
const TERBANYAK: usize = 200;

async fn tampil(ctx: &Ctx, salah: &[FieldError]) -> Result<Response> {
    let keadaan = [Keadaan::PerluDiperiksa, Keadaan::Sedang, Keadaan::Antre, Keadaan::Gagal];
    let daftar = store::permintaan::dalam(&ctx.app, &keadaan, TERBANYAK).await?;
    let hitungan = store::permintaan::hitung(&ctx.app, None).await?;
    let akun: Vec<_> = daftar.iter().map(|satu| satu.penanda).collect();
    let nama = kernel::auth::account::names(&ctx.app, &akun).await?;
    let pengaturan = store::pengaturan::baca(&ctx.app).await?;
    let status = if salah.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    halaman::halaman(ctx, &daftar, &hitungan, &nama, pengaturan.tidak_menjawab_sejak, salah, status)
}

/// GET /tanda_tangan/antrean
pub async fn list(ctx: Ctx) -> Result<Response> {
    tampil(&ctx, &[]).await
}

/// POST /tanda_tangan/antrean/{id}/belum
pub async fn belum(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    let satu = store::permintaan::ambil(&ctx.app, ctx.id("id")?).await?;
    match alasan(&ctx) {
        Ok(alasan) => {
            permintaan::nyatakan_belum(&ctx, &satu, alasan).await?;
            ctx.redirect_with("/tanda_tangan/antrean", "Naskah kembali ke antrean penandatangannya.")
        }
        Err(error) => tampil(&ctx, &pages::isian(error)?).await,
    }
}
