//! The catalogue of duties, open to everybody.

use crate::pages::katalog::{self as halaman, Pilihan};
use crate::{katalog, store};
use kernel::{Ctx, Error, Response, Result};

/// GET /katalog-kewajiban
pub async fn list(ctx: Ctx) -> Result<Response> {
    let daftar = katalog::dari(&ctx.app)?;
    let penyesuaian = store::setelan::penyesuaian(&ctx.app).await?;
    let pilihan = Pilihan {
        q: ctx.query("q").chars().take(100).collect(),
        sistem: ctx.query("sistem").chars().take(4).collect(),
        pasal: ctx.query("pasal").parse().ok(),
        sumber: ctx.query("sumber").chars().take(20).collect(),
    };
    halaman::daftar(&ctx, &daftar, &penyesuaian, &pilihan)
}

/// GET /katalog-kewajiban/{kode}
pub async fn show(ctx: Ctx) -> Result<Response> {
    let daftar = katalog::dari(&ctx.app)?;
    let kewajiban = daftar.cari(ctx.path("kode")).ok_or(Error::NotFound)?;
    let penyesuaian = store::setelan::penyesuaian(&ctx.app).await?;
    let satu = penyesuaian.iter().find(|satu| satu.kode == kewajiban.kode);
    halaman::satu(&ctx, &daftar, kewajiban, satu)
}
