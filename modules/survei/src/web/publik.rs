//! Published results, for anybody.
use std::collections::BTreeMap;

use kernel::{Ctx, Error, Response, Result};
use time::{Date, Month};

use crate::hasil::{Susunan, banding, susun};
use crate::pages::publik as halaman;
use crate::pages::publik::{Sisi, Tahunan};
use crate::rules::nilai::Rekap;
use crate::store;

/// Years of the comparison.
const TAHUN: i32 = 5;
/// Most years to choose from.
const PILIHAN: usize = 20;

fn awal(tahun: i32) -> Result<Date> {
    Date::from_calendar_date(tahun, Month::January, 1).map_err(Error::internal)
}

fn akhir(tahun: i32) -> Result<Date> {
    Date::from_calendar_date(tahun, Month::December, 31).map_err(Error::internal)
}

/// GET /survei
pub async fn kabupaten(ctx: Ctx) -> Result<Response> {
    let susunan = Susunan::baca(&ctx.app).await?;
    let Some((pertama, terakhir)) = store::periode::rentang_terbit(&ctx.app).await? else {
        return halaman::kabupaten(&ctx, &susunan, None);
    };
    let tahun = ctx.query("tahun").parse::<i32>().unwrap_or_else(|_| terakhir.year());
    let tahun = tahun.clamp(pertama.year(), terakhir.year());
    let semua = store::rekap::terbit(&ctx.app, None, awal((tahun - TAHUN + 1).max(1))?, akhir(tahun)?).await?;
    let mut per_tahun: BTreeMap<i32, Rekap> = BTreeMap::new();
    for satu in &semua {
        per_tahun.entry(satu.selesai.year()).or_default().gabung(&satu.rekap);
    }
    let isi = Tahunan {
        tahun,
        tahun_lain: (pertama.year()..=terakhir.year()).rev().take(PILIHAN).collect(),
        terbit: semua.into_iter().filter(|satu| satu.selesai.year() == tahun).collect(),
        per_tahun: per_tahun.into_iter().collect(),
    };
    halaman::kabupaten(&ctx, &susunan, Some(&isi))
}

/// GET /survei/perangkat/{unit}
pub async fn perangkat(ctx: Ctx) -> Result<Response> {
    let unit = ctx.id("unit")?;
    let terbit = match store::periode::rentang_terbit(&ctx.app).await? {
        Some((pertama, terakhir)) => store::rekap::terbit(&ctx.app, Some(unit), pertama, terakhir).await?,
        None => vec![],
    };
    if terbit.is_empty() {
        return Err(Error::NotFound);
    }
    let nama = Susunan::baca(&ctx.app).await?.nama(Some(unit));
    halaman::perangkat(&ctx, &nama, &terbit)
}

/// GET /survei/hasil/{id}
pub async fn periode(ctx: Ctx) -> Result<Response> {
    let periode = store::periode::terbit(&ctx.app, ctx.id("id")?).await?;
    let hasil = susun(&ctx.app, periode.id, None).await?;
    let susunan = Susunan::baca(&ctx.app).await?;
    let tindakan: Vec<_> = store::tindak_lanjut::periode(&ctx.app, periode.id)
        .await?
        .into_iter()
        .map(|satu| {
            let unit = susunan.nama(satu.penanggung_jawab);
            (satu, unit)
        })
        .collect();
    let sisi = Sisi {
        unit: &susunan.nama(periode.unit),
        banding: &banding(&ctx.app, &periode, &hasil.jumlah).await?,
        komentar: &store::komentar::tayang(&ctx.app, periode.id, None).await?,
        tindakan: &tindakan,
    };
    halaman::periode(&ctx, &periode, &hasil, &sisi)
}

/// GET /survei/hasil/{id}/layanan/{layanan}: only of a service that is shown by itself.
pub async fn layanan(ctx: Ctx) -> Result<Response> {
    let periode = store::periode::terbit(&ctx.app, ctx.id("id")?).await?;
    let layanan = ctx.id("layanan")?;
    let semua = susun(&ctx.app, periode.id, None).await?;
    let Some(((_, nama), _)) = semua.layanan.tampil.into_iter().find(|((id, _), _)| *id == layanan) else {
        return Err(Error::NotFound);
    };
    let hasil = susun(&ctx.app, periode.id, Some(layanan)).await?;
    let unit = Susunan::baca(&ctx.app).await?.nama(periode.unit);
    let komentar = store::komentar::tayang(&ctx.app, periode.id, Some(layanan)).await?;
    halaman::layanan(&ctx, &periode, &nama, &hasil, &unit, &komentar)
}
