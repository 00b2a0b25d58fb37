//! An officer at the counter or in a village office applies on somebody's behalf; and the list of forms, for who makes them.
use http::StatusCode;
use kernel::page::Link;
use kernel::{Ctx, Response, Result};

use super::{ajukan, bingkai};
use crate::ajuan::Asal;
use crate::store::katalog::{self, Saring};
use crate::{pages, store};

/// GET /permohonan/bantu
pub async fn show(ctx: Ctx) -> Result<Response> {
    let layanan = katalog::daftar(&ctx.app, &Saring::default(), 300).await?;
    let layanan: Vec<_> = layanan.into_iter().filter(|satu| satu.daring).collect();
    let dibantu = store::dibantu(&ctx.app, ctx.account()?, 30).await?;
    let body = pages::lain::bantu(&ctx, &layanan, &dibantu)?;
    bingkai(&ctx, StatusCode::OK, "Bantu warga mengajukan", vec![Link::new("Layanan", "/layanan")], body)
}

/// POST /permohonan/bantu/{id}
pub async fn mulai(ctx: Ctx) -> Result<Response> {
    let (satu, versi) = ajukan::layanan(&ctx).await?;
    let asal = Asal { kanal: "bantuan", akun: None, dibantu: Some((ctx.account()?, ctx.actor.unit())) };
    ajukan::buat(&ctx, &satu, versi, &asal).await
}

/// GET /formulir: services whose forms the person may make.
pub async fn formulir(ctx: Ctx) -> Result<Response> {
    let semua = katalog::formulir(&ctx.app, &ctx.scope_of(crate::KELOLA)).await?;
    let body = pages::lain::formulir(&ctx, &semua);
    bingkai(&ctx, StatusCode::OK, "Formulir layanan", vec![Link::new("Layanan", "/layanan")], body)
}
