//! Saved versions beside each other.
use kernel::{Ctx, Response, Result};

use super::ruang::Ruang;
use crate::model::Tindakan;
use crate::pages;
use crate::store::{self, jejak};

/// GET /naskah/{id}/versi
pub async fn show(ctx: Ctx) -> Result<Response> {
    let ruang = Ruang::masuk(&ctx).await?;
    jejak::catat(&ctx, &ruang.naskah, Tindakan::Baca, Some("versi")).await?;
    let semua = store::versi::semua(&ctx.app, &ruang.naskah).await?;
    pages::versi::halaman(&ctx, &ruang, &semua).await
}
