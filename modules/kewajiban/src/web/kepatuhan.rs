//! Compliance and the one page for Sekda.

use super::Meja;
use crate::gambaran::{self, Gambaran};
use crate::pages::kepatuhan as halaman;
use crate::store::{self, Saring, SaringStatus, Tempat};
use kernel::{Ctx, Response, Result};

/// Rows of the lists of what is late.
const TERLAMBAT: usize = 10;

/// The year that the address asks for.
pub fn tahun(ctx: &Ctx) -> Option<i32> {
    ctx.query("tahun").parse().ok().filter(|tahun| (1900..=2200).contains(tahun))
}

/// Counts for the person.
pub async fn gambaran(ctx: &Ctx, meja: &Meja) -> Result<Gambaran> {
    gambaran::baca(&ctx.app, &ctx.scope, &meja.daftar, &meja.setelan, &meja.lembaga, tahun(ctx)).await
}

async fn terlambat(ctx: &Ctx, meja: &Meja) -> Result<Vec<store::Baris>> {
    let saring = Saring {
        status: SaringStatus::Terlambat,
        kode: Some(gambaran::kode_wajib(&meja.daftar)),
        tahun: tahun(ctx),
        ..Saring::baru(ctx.today(), meja.setelan.hari_mendekati)
    };
    Ok(store::pelaksanaan::list(&ctx.app, &ctx.scope, &saring, &Tempat::Awal, TERLAMBAT).await?.0)
}

/// GET /kewajiban/kepatuhan
pub async fn show(ctx: Ctx) -> Result<Response> {
    let meja = Meja::buka(&ctx.app).await?;
    let gambaran = gambaran(&ctx, &meja).await?;
    let terlambat = terlambat(&ctx, &meja).await?;
    halaman::halaman(&ctx, &meja, &gambaran, &terlambat, tahun(&ctx))
}

/// GET /kewajiban/ringkasan
pub async fn ringkasan(ctx: Ctx) -> Result<Response> {
    let meja = Meja::buka(&ctx.app).await?;
    let gambaran = gambaran(&ctx, &meja).await?;
    let terlambat = terlambat(&ctx, &meja).await?;
    halaman::ringkasan(&ctx, &meja, &gambaran, &terlambat)
}
