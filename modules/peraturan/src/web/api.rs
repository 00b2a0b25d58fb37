//! The API: documents and pasal as JSON.
use http::{HeaderValue, StatusCode, header};
use kernel::web::Response;
use kernel::{Ctx, Error, Result};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::publik::{bagian_json, fakta_json};
use crate::model::{Dokumen, Kelas};
use crate::rules;
use crate::store::{self, Saring};

const PER_HALAMAN: usize = 50;

async fn sebagai_json(ctx: &Ctx, dokumen: &[Dokumen]) -> Result<Vec<Json>> {
    let ids: Vec<Uuid> = dokumen.iter().map(|satu| satu.id).collect();
    let sebab = store::sebab(&ctx.app, &ids).await?;
    let today = ctx.today();
    Ok(dokumen
        .iter()
        .map(|satu| {
            let status = rules::status_dokumen(satu, sebab.get(&satu.id).map(Vec::as_slice).unwrap_or_default(), today);
            fakta_json(ctx, satu, &status)
        })
        .collect())
}

/// A page of documents: published ones and those inside the scope of the token's account.
pub async fn daftar(ctx: Ctx) -> Result<Response> {
    let sesudah = ctx.query("sesudah");
    let tempat = sesudah.split_once('.').and_then(|(urutan, id)| Some((urutan.parse().ok()?, id.parse().ok()?)));
    if !sesudah.is_empty() && tempat.is_none() {
        return Err(Error::field("sesudah", "Penanda halaman tidak dikenal."));
    }
    let tahun = match ctx.query("tahun") {
        "" => None,
        teks => Some(teks.parse().map_err(|_| Error::field("tahun", "Tahun harus berupa angka."))?),
    };
    let kelas = match ctx.query("kelas") {
        "" => None,
        teks => Some(Kelas::parse(teks).ok_or_else(|| Error::field("kelas", "Kelas tidak dikenal."))?),
    };
    let saring = Saring {
        kelas,
        jenis: ctx.query("jenis").into(),
        tahun,
        status: ctx.query("status").into(),
        sesudah: tempat,
        ..Saring::default()
    };
    let mut found = store::list(&ctx.app, &ctx.scope, &saring, ctx.today(), PER_HALAMAN + 1).await?;
    let more = found.len() > PER_HALAMAN;
    found.truncate(PER_HALAMAN);
    let lanjut = found.last().filter(|_| more).map(|(dokumen, urutan)| format!("{urutan}.{}", dokumen.id));
    let dokumen: Vec<Dokumen> = found.into_iter().map(|(dokumen, _)| dokumen).collect();
    let data = sebagai_json(&ctx, &dokumen).await?;
    Ok(kernel::web::json(StatusCode::OK, &json!({ "data": data, "sesudah": lanjut, "sebelum": null })))
}

/// One document with its table of contents.
pub async fn satu(ctx: Ctx) -> Result<Response> {
    let dokumen = store::find_terlihat(&ctx.app, &ctx.scope, ctx.id("id")?).await?;
    let etag = format!("\"{}\"", dokumen.version);
    if ctx.header(header::IF_NONE_MATCH).trim_start_matches("W/") == etag {
        let mut response = Response::default();
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return Ok(response);
    }
    let mut data = sebagai_json(&ctx, std::slice::from_ref(&dokumen)).await?;
    let mut tree = data.pop().unwrap_or_default();
    let isi = match naskah(&ctx, &dokumen) {
        Some(naskah) => store::daftar_isi(&ctx.app, naskah).await?,
        None => vec![],
    };
    let isi: Vec<Json> = isi.iter().map(|satu| json!({ "jenis": satu.jenis, "nomor": satu.nomor, "sebutan": satu.sebutan, "judul": satu.judul, "alamat": satu.alamat })).collect();
    if let Some(map) = tree.as_object_mut() {
        map.insert("isi".into(), Json::Array(isi));
    }
    let mut response = kernel::web::json(StatusCode::OK, &tree);
    response.headers_mut().insert(header::ETAG, HeaderValue::from_str(&etag).map_err(Error::internal)?);
    Ok(response)
}

/// The published text; for those who may see drafts the newest one when nothing is published.
fn naskah(ctx: &Ctx, dokumen: &Dokumen) -> Option<Uuid> {
    let draf = ctx.scope.holds(dokumen.unit, dokumen.owner);
    dokumen.naskah_terbit.or(dokumen.naskah.filter(|_| draf))
}

/// One pasal by its number.
pub async fn pasal(ctx: Ctx) -> Result<Response> {
    let dokumen = store::find_terlihat(&ctx.app, &ctx.scope, ctx.id("id")?).await?;
    let naskah = naskah(&ctx, &dokumen).ok_or(Error::NotFound)?;
    let alamat = format!("pasal-{}", ctx.path("nomor").to_lowercase());
    let simpul = store::bagian(&ctx.app, naskah, &alamat).await?;
    let mut tree = bagian_json(&dokumen, &simpul);
    if let Some(map) = tree.as_object_mut() {
        map.insert("id".into(), json!(simpul.rekam));
        map.insert("isi".into(), simpul.isi.unwrap_or(Json::Null));
    }
    Ok(kernel::web::json(StatusCode::OK, &tree))
}
