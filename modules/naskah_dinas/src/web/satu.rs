//! The page of a letter.
use kernel::{Ctx, Response, Result};

use super::ruang::Ruang;
use crate::model::Tindakan;
use crate::pages;
use crate::store::jejak;

/// GET /naskah/{id}
pub async fn show(ctx: Ctx) -> Result<Response> {
    let ruang = Ruang::masuk(&ctx).await?;
    jejak::catat(&ctx, &ruang.naskah, Tindakan::Baca, None).await?;
    crate::masuk::web::dibuka(&ctx, &ruang.naskah).await?;
    pages::satu::halaman(&ctx, &ruang, &[], false).await
}
