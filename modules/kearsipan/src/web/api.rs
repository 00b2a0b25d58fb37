//! Reading by other programs.
use http::StatusCode;
use kernel::web::json as jawab;
use kernel::{Ctx, Resource as _, Response, Result};
use serde_json::{Value as Json, json};

use super::daftar::{MintaArsip, MintaBerkas};
use crate::hak::LIHAT;
use crate::model::{Arsip, Berkas};
use crate::resource;
use crate::store::daftar::{self, Tempat};
use crate::store::{Mata, arsip, berkas};

const SEHALAMAN: usize = 100;

fn tulis_arsip(satu: &Arsip) -> Json {
    json!({
        "id": satu.id,
        "versi": satu.version,
        "unit": satu.unit,
        "berkas": satu.berkas,
        "kode": satu.kode,
        "nomor": satu.nomor,
        "judul": satu.judul,
        "jenis": satu.jenis,
        "tanggal": satu.tanggal.to_string(),
        "keamanan": satu.keamanan.as_str(),
        "perkembangan": satu.perkembangan,
        "media": satu.media,
        "jumlah": satu.jumlah,
        "satuan": satu.satuan,
        "status": satu.status,
        "sumber": satu.sumber,
    })
}

fn tulis_berkas(satu: &Berkas) -> Json {
    let hari = |hari: Option<time::Date>| hari.map(|hari| hari.to_string());
    json!({
        "id": satu.id,
        "versi": satu.version,
        "unit": satu.unit,
        "nomor": satu.nomor,
        "kode": satu.kode,
        "tahun": satu.tahun,
        "uraian": satu.uraian,
        "status": satu.status,
        "dibuka": satu.dibuka.to_string(),
        "ditutup": hari(satu.ditutup),
        "aktif_sampai": hari(satu.aktif_sampai),
        "inaktif_sampai": hari(satu.inaktif_sampai),
        "nasib_akhir": satu.nasib.map(|nasib| nasib.kode()),
        "ditahan": satu.ditahan,
    })
}

/// Items, page by page.
pub async fn arsip(ctx: Ctx) -> Result<Response> {
    let minta = MintaArsip::dari(&ctx);
    let tempat = Tempat::urai(ctx.query("setelah"));
    let (baris, lagi) = daftar::arsip(&ctx.app, &Mata::dari(&ctx), &minta.saring, tempat, SEHALAMAN).await?;
    let lanjut = baris.last().filter(|_| lagi).map(|satu| Tempat { hari: satu.tanggal, id: satu.id }.tulis());
    let data: Vec<Json> = baris.iter().map(tulis_arsip).collect();
    Ok(jawab(StatusCode::OK, &json!({ "data": data, "lanjut": lanjut })))
}

/// One item.
pub async fn satu_arsip(ctx: Ctx) -> Result<Response> {
    let satu = arsip::find(&ctx.app, &Mata::dari(&ctx), ctx.id("id")?).await?;
    Ok(jawab(StatusCode::OK, &tulis_arsip(&satu)))
}

/// Files, page by page.
pub async fn berkas(ctx: Ctx) -> Result<Response> {
    let minta = MintaBerkas::dari(&ctx);
    let tempat = Tempat::urai(ctx.query("setelah"));
    let (baris, lagi) = daftar::berkas(&ctx.app, &ctx.scope_of(LIHAT), &minta.saring, tempat, SEHALAMAN).await?;
    let lanjut = baris.last().filter(|_| lagi).map(|satu| Tempat { hari: satu.dibuka, id: satu.id }.tulis());
    let data: Vec<Json> = baris.iter().map(tulis_berkas).collect();
    Ok(jawab(StatusCode::OK, &json!({ "data": data, "lanjut": lanjut })))
}

/// One file.
pub async fn satu_berkas(ctx: Ctx) -> Result<Response> {
    let satu = berkas::find(&ctx.app, &ctx.scope_of(LIHAT), ctx.id("id")?).await?;
    Ok(jawab(StatusCode::OK, &tulis_berkas(&satu)))
}

/// Items to choose from, for the suggestions of a reference while typing.
pub async fn pilihan_arsip(ctx: Ctx) -> Result<Response> {
    pilihan(&ctx, &resource::ARSIP).await
}

/// Files to choose from.
pub async fn pilihan_berkas(ctx: Ctx) -> Result<Response> {
    pilihan(&ctx, &resource::BERKAS).await
}

async fn pilihan(ctx: &Ctx, jenis: &'static resource::Jenis) -> Result<Response> {
    let found = jenis.options(ctx.app.clone(), ctx.scope_of(LIHAT), ctx.query("q").to_owned(), 20).await?;
    let daftar: Vec<Json> =
        found.into_iter().map(|(id, label)| json!({ "value": id, "label": label, "hint": "" })).collect();
    Ok(jawab(StatusCode::OK, &json!(daftar)))
}
