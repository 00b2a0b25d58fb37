//! The handler's list, or the page that asks to open the key.
use http::StatusCode;
use kernel::{Ctx, Response, Result};

use crate::model::Peran;
use crate::pages::meja as halaman;
use crate::{ruang, store};

/// GET /meja-wbs
pub async fn show(ctx: Ctx) -> Result<Response> {
    let Some(terbuka) = ruang::pegawai(&ctx).filter(|each| each.kunci(Peran::Penangan).is_some()) else {
        return ctx.redirect("/kunci-wbs");
    };
    let semua = store::laporan::semua(&ctx.app, &terbuka).await?;
    let menunggu = store::isi::menunggu_jawaban(&ctx.app).await?;
    let mut baris = vec![];
    for each in &semua {
        let laporan = store::isi::laporan(&ctx.app, each.kepala.id, &each.kunci.isi).await?;
        baris.push(halaman::Baris {
            kepala: each.kepala.clone(),
            judul: laporan.judul,
            menunggu: menunggu.contains(&each.kepala.id),
        });
    }
    let status = ctx.query("status").to_owned();
    if !status.is_empty() {
        baris.retain(|each| each.kepala.status == status);
    }
    halaman::daftar(&ctx, StatusCode::OK, &baris, &status)
}
