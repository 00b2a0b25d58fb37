//! The API: letters to read. Secret letters are not in it, whoever asks.
use http::{HeaderValue, StatusCode, header};
use kernel::{Ctx, Error, Response, Result};
use serde_json::{Value as Json, json};

use super::daftar::{saring, tempat, tulis_tempat};
use crate::model::{Naskah, Tindakan};
use crate::store::daftar::{self, Saring};
use crate::store::{self, jejak, rincian};
use crate::{isi, jenis};

/// Rows of a page when nothing is asked, and at most.
const BATAS: (usize, usize) = (50, 200);

fn tulis(naskah: &Naskah) -> Json {
    json!({
        "id": naskah.id,
        "versi": naskah.version,
        "arah": naskah.arah.kode(),
        "jenis": naskah.jenis,
        "nama_jenis": jenis::nama(&naskah.jenis),
        "keadaan": naskah.keadaan.kode(),
        "nomor": naskah.nomor,
        "tanggal": naskah.tanggal.map(|hari| hari.to_string()),
        "perihal": naskah.perihal,
        "sifat": naskah.sifat.kode(),
        "keamanan": naskah.keamanan.as_str(),
        "klasifikasi": naskah.klasifikasi,
        "unit": naskah.unit,
    })
}

/// GET /api/v1/naskah?kotak=&jenis=&sifat=&keadaan=&tahun=&belum=&nomor=&batas=&setelah=
pub async fn list(ctx: Ctx) -> Result<Response> {
    let saring = Saring { rahasia: false, ..saring(&ctx) };
    // A page leaves out a filter that it cannot read; a program would take everything for what it asked for.
    for (nama, terbaca) in [
        ("kotak", saring.kotak.kode() == ctx.query("kotak")),
        ("jenis", saring.jenis.is_some()),
        ("sifat", saring.sifat.is_some()),
        ("keadaan", saring.keadaan.is_some()),
        ("tahun", saring.tahun.is_some()),
    ] {
        if !terbaca && !ctx.query(nama).is_empty() {
            return Err(Error::BadRequest(format!("{nama} tidak dapat dibaca").into()));
        }
    }
    let batas = match ctx.query("batas") {
        "" => BATAS.0,
        teks => teks
            .parse::<usize>()
            .ok()
            .filter(|batas| (1..=BATAS.1).contains(batas))
            .ok_or_else(|| Error::BadRequest("batas harus 1 sampai 200".into()))?,
    };
    let awal = tempat(ctx.query("setelah"));
    if awal.is_none() && !ctx.query("setelah").is_empty() {
        return Err(Error::BadRequest("setelah tidak dapat dibaca; pakai nilai dari berikutnya".into()));
    }
    let (baris, lagi) = daftar::list(&ctx.app, &ctx.scope, ctx.actor.account(), &saring, awal, batas).await?;
    let berikutnya = baris.last().filter(|_| lagi).map(|akhir| {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(ctx.queries().iter().filter(|(nama, _)| nama != "setelah" && nama != "batas"));
        query.append_pair("batas", &batas.to_string()).append_pair("setelah", &tulis_tempat(&akhir.tempat()));
        format!("/api/v1/naskah?{}", query.finish())
    });
    let data: Vec<Json> = baris.iter().map(|satu| tulis(&satu.naskah)).collect();
    Ok(kernel::web::json(StatusCode::OK, &json!({ "data": data, "berikutnya": berikutnya })))
}

/// GET /api/v1/naskah/{id}
pub async fn show(ctx: Ctx) -> Result<Response> {
    let naskah = store::find(&ctx.app, &ctx.scope, ctx.actor.account(), ctx.id("id")?).await?;
    if naskah.rahasia() {
        return Err(Error::NotFound);
    }
    let tanda = format!("\"{}\"", naskah.version);
    if ctx.header(header::IF_NONE_MATCH).split(',').any(|satu| satu.trim().trim_start_matches("W/") == tanda) {
        let mut response = Response::default();
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        response.headers_mut().insert(header::ETAG, HeaderValue::from_str(&tanda).map_err(Error::internal)?);
        return Ok(response);
    }
    jejak::catat(&ctx, &naskah, Tindakan::Baca, Some("API")).await?;
    let isi = isi::buka(&ctx.app, &naskah)?;
    let tujuan: Vec<Json> = rincian::tujuan(&ctx.app, naskah.id)
        .await?
        .into_iter()
        .map(|satu| json!({ "unit": satu.unit, "teks": satu.teks, "tembusan": satu.tembusan }))
        .collect();
    let lampiran: Vec<Json> = rincian::lampiran(&ctx.app, naskah.id)
        .await?
        .into_iter()
        .map(|satu| json!({ "id": satu.id, "judul": satu.judul, "sha256": satu.sha256 }))
        .collect();
    let mut tree = tulis(&naskah);
    if let Some(map) = tree.as_object_mut() {
        map.insert("bagian".into(), serde_json::to_value(&isi.bagian)?);
        map.insert("tujuan".into(), Json::Array(tujuan));
        map.insert("lampiran".into(), Json::Array(lampiran));
        map.insert("rujukan".into(), json!(rincian::rujukan(&ctx.app, naskah.id).await?));
    }
    let mut response = kernel::web::json(StatusCode::OK, &tree);
    response.headers_mut().insert(header::ETAG, HeaderValue::from_str(&tanda).map_err(Error::internal)?);
    Ok(response)
}
