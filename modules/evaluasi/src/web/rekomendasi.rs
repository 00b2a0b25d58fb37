//! Recommendations and what followed them.

use kernel::web::Response;
use kernel::{Ctx, Error, FieldError, Result};
use serde_json::json;

use super::isian::{Isian, PANJANG};
use super::subjek;
use crate::pages;
use crate::periode::{KeadaanTindakLanjut, Rekomendasi};
use crate::ruang::{Ruang, masuk};
use crate::rules::alur::{FaktaPeriode, Tindakan};
use crate::store;

/// All recommendations of a period.
pub(super) async fn show(ctx: Ctx) -> Result<Response> {
    let ruang = masuk(&ctx).await?;
    daftar(&ctx, &ruang, &[]).await
}

async fn daftar(ctx: &Ctx, ruang: &Ruang, galat: &[FieldError]) -> Result<Response> {
    let rekomendasi = store::rekomendasi(&ctx.app.db, &ruang.periode).await?;
    pages::rekomendasi::daftar(ctx, ruang, &rekomendasi, galat)
}

/// Gives one.
pub(super) async fn beri(ctx: Ctx) -> Result<Response> {
    let ruang = masuk(&ctx).await?;
    match coba_beri(&ctx, &ruang).await {
        Err(Error::Invalid(galat)) => daftar(&ctx, &ruang, &galat).await,
        hasil => hasil,
    }
}

async fn coba_beri(ctx: &Ctx, ruang: &Ruang) -> Result<Response> {
    let mut isian = Isian::dari(ctx.form());
    let isi = isian.wajib("isi", PANJANG, "Tuliskan rekomendasinya.");
    let kode = isian.teks("indikator", 10);
    let kode = (!kode.is_empty()).then_some(kode);
    if let Some(kode) = &kode
        && ruang.periode.instrumen.indikator(kode).is_none()
    {
        isian.salah("indikator", "Indikator ini tidak ada dalam instrumen.");
    }
    if !isian.galat.is_empty() {
        return Err(Error::Invalid(isian.galat));
    }
    let mut write = ctx.write("evaluasi.rekomendasi_diberikan").await?;
    let buka = store::kunci(&mut write, ruang.periode.id).await?;
    ruang.putuskan(&buka.periode, Tindakan::BeriRekomendasi, None, FaktaPeriode::default())?;
    store::beri_rekomendasi(&mut write, &buka, kode.as_deref(), &isi).await?;
    write.event("evaluasi.rekomendasi_diberikan", json!({ "periode": ruang.periode.id, "indikator": kode }));
    let href = format!("{}/rekomendasi", ruang.periode.href());
    write.commit(&subjek(&ruang.periode, href.clone())).await?;
    ctx.redirect_with(&href, "Rekomendasi disimpan.")
}

async fn cari(ctx: &Ctx, ruang: &Ruang) -> Result<Rekomendasi> {
    let id = ctx.id("rekomendasi")?;
    let semua = store::rekomendasi(&ctx.app.db, &ruang.periode).await?;
    semua.into_iter().find(|r| r.id == id).ok_or(Error::NotFound)
}

/// One recommendation with its course.
pub(super) async fn satu(ctx: Ctx) -> Result<Response> {
    let ruang = masuk(&ctx).await?;
    let rekomendasi = cari(&ctx, &ruang).await?;
    pages::rekomendasi::satu(&ctx, &ruang, &rekomendasi, &[])
}

/// Writes down what followed.
pub(super) async fn tindak_lanjuti(ctx: Ctx) -> Result<Response> {
    let ruang = masuk(&ctx).await?;
    let rekomendasi = cari(&ctx, &ruang).await?;
    match coba_tindak_lanjuti(&ctx, &ruang, &rekomendasi).await {
        Err(Error::Invalid(galat)) => pages::rekomendasi::satu(&ctx, &ruang, &rekomendasi, &galat),
        hasil => hasil,
    }
}

async fn coba_tindak_lanjuti(ctx: &Ctx, ruang: &Ruang, rekomendasi: &Rekomendasi) -> Result<Response> {
    if !ruang.periode.beku() {
        return Err(Error::refused("Tindak lanjut dicatat sesudah hasil dibekukan."));
    }
    if !ruang.boleh_menindaklanjuti() {
        return Err(Error::Forbidden);
    }
    let mut isian = Isian::dari(ctx.form());
    let keadaan = isian.pilihan("keadaan", KeadaanTindakLanjut::dari_id, "Pilih keadaan tindak lanjut.");
    let uraian = isian.wajib("uraian", PANJANG, "Tuliskan apa yang sudah dilakukan atau alasannya.");
    let tenggat = isian.tanggal("tenggat");
    let (Some(keadaan), true) = (keadaan, isian.galat.is_empty()) else { return Err(Error::Invalid(isian.galat)) };
    let mut write = ctx.write("evaluasi.rekomendasi_ditindaklanjuti").await?;
    store::tindak_lanjuti(&mut write, ruang.periode.id, rekomendasi.id, keadaan, &uraian, tenggat).await?;
    write.event(
        "evaluasi.rekomendasi_ditindaklanjuti",
        json!({ "periode": ruang.periode.id, "rekomendasi": rekomendasi.id, "keadaan": keadaan.id() }),
    );
    let href = format!("{}/rekomendasi/{}", ruang.periode.href(), rekomendasi.id);
    write.commit(&subjek(&ruang.periode, href.clone())).await?;
    ctx.redirect_with(&href, "Tindak lanjut dicatat.")
}
