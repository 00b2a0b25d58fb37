//! Periods with their results, and survey points, for officers.
use kernel::{Ctx, Error, Response, Result};
use time::Duration;
use uuid::Uuid;

use crate::hasil::{Susunan, banding, susun};
use crate::pages::meja as halaman;
use crate::store;
use crate::store::periode::SEHALAMAN;

/// Days whose codes are shown.
const HARI: i64 = 7;

/// GET /meja-survei?setelah=
pub async fn daftar(ctx: Ctx) -> Result<Response> {
    let setelah = ctx
        .query("setelah")
        .split_once('_')
        .and_then(|(hari, id)| Some((kernel::indonesia::tanggal::urai(hari).ok()?, id.parse::<Uuid>().ok()?)));
    let mut semua = store::periode::list(&ctx.app, &ctx.scope, "", setelah).await?;
    let lagi = semua.len() > SEHALAMAN;
    semua.truncate(SEHALAMAN);
    let berikut =
        semua.last().filter(|_| lagi).map(|akhir| format!("/meja-survei?setelah={}_{}", akhir.selesai, akhir.id));
    let ids: Vec<Uuid> = semua.iter().map(|satu| satu.id).collect();
    let jumlah = store::rekap::jumlah(&ctx.app, &ids).await?;
    let semua: Vec<_> = semua
        .into_iter()
        .map(|satu| {
            let rekap = jumlah.get(&satu.id).copied().unwrap_or_default();
            (satu, rekap)
        })
        .collect();
    let susunan = Susunan::baca(&ctx.app).await?;
    halaman::daftar(&ctx, &susunan, &semua, berikut.as_deref())
}

/// GET /meja-survei/{id}
pub async fn periode(ctx: Ctx) -> Result<Response> {
    let periode = store::periode::find(&ctx.app, &ctx.scope, ctx.id("id")?).await?;
    let hasil = susun(&ctx.app, periode.id, None).await?;
    let titik = banding(&ctx.app, &periode, &hasil.jumlah).await?;
    let unit = Susunan::baca(&ctx.app).await?.nama(periode.unit);
    halaman::periode(&ctx, &periode, &unit, &hasil, &titik)
}

/// GET /meja-survei/titik
pub async fn titik(ctx: Ctx) -> Result<Response> {
    let semua = store::titik::list(&ctx.app, &ctx.scope).await?;
    let mut bersandi = vec![];
    for satu in semua {
        let mut sandi = vec![];
        if satu.sandi_harian {
            for geser in 0..HARI {
                let hari = ctx.today().checked_add(Duration::days(geser)).ok_or(Error::NotFound)?;
                sandi.push((hari, satu.sandi(&ctx.app, hari)?));
            }
        }
        bersandi.push((satu, sandi));
    }
    halaman::titik(&ctx, &bersandi)
}
