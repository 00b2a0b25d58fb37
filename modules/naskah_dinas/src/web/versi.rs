//! Saved versions beside each other.
use kernel::{Ctx, Error, Response, Result};

use super::ruang::Ruang;
use crate::model::Tindakan;
use crate::pages;
use crate::store::{self, jejak};

/// GET /naskah/{id}/versi, for those who work on the letter.
pub async fn show(ctx: Ctx) -> Result<Response> {
    let ruang = Ruang::masuk(&ctx).await?;
    if !ruang.penyusun(&ctx) {
        return Err(Error::Forbidden);
    }
    jejak::catat(&ctx, &ruang.naskah, Tindakan::Baca, Some("versi")).await?;
    let semua = store::versi::semua(&ctx.app, &ruang.naskah).await?;
    pages::versi::halaman(&ctx, &ruang, &semua).await
}
