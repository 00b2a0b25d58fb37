//! Workload and lateness.
use http::StatusCode;
use kernel::auth::account;
use kernel::page::Link;
use kernel::{Ctx, Response, Result};
use time::Duration;
use uuid::Uuid;

use super::bingkai;
use crate::store::angka;
use crate::{PROSES, pages};

/// GET /permohonan/beban
pub async fn show(ctx: Ctx) -> Result<Response> {
    let scope = ctx.scope_of(PROSES);
    let langkah = angka::langkah(&ctx.app, &scope, ctx.now - Duration::days(90)).await?;
    let beban = angka::beban(&ctx.app, &scope).await?;
    let orang: Vec<Uuid> = beban.iter().filter_map(|satu| satu.petugas).collect();
    let nama = account::names(&ctx.app, &orang).await?;
    let jalan = vec![Link::new("Layanan", "/layanan"), Link::new("Antrean", "/permohonan")];
    bingkai(&ctx, StatusCode::OK, "Beban dan waktu", jalan, pages::lain::beban(&ctx, &langkah, &beban, &nama))
}
