//! The API: obligations and compliance, to read.

use super::daftar::{alamat, tempat, tulis_tempat};
use super::kepatuhan::gambaran;
use super::{Meja, Permintaan};
use crate::kalimat;
use crate::rules::kepatuhan::Rekap;
use crate::rules::status::Status;
use crate::store::{self, Baris};
use http::{HeaderValue, StatusCode, header};
use kernel::{Ctx, Error, Response, Result};
use serde_json::{Value as Json, json};

/// Rows of a page when nothing is asked, and at most.
const BATAS: (usize, usize) = (50, 200);

fn kode_status(status: Status) -> &'static str {
    match status {
        Status::BelumJatuhTempo => "belum_jatuh_tempo",
        Status::Mendekati => "mendekati",
        Status::JatuhTempo => "jatuh_tempo",
        Status::Terlambat => "terlambat",
        Status::Terpenuhi => "terpenuhi",
        Status::TidakBerlaku => "tidak_berlaku",
    }
}

fn tulis(ctx: &Ctx, meja: &Meja, baris: &Baris) -> Json {
    let kewajiban = meja.kewajiban(&baris.kewajiban);
    let pasal: Vec<String> =
        kewajiban.map(|satu| satu.pasal.iter().map(ToString::to_string).collect()).unwrap_or_default();
    let masa = &baris.masa;
    json!({
        "id": baris.id,
        "versi": baris.version,
        "kunci": baris.kunci,
        "kewajiban": baris.kewajiban,
        "judul": meja.judul(&baris.kewajiban),
        "pasal": pasal,
        "penanggung": baris.penanggung,
        "nama_penanggung": meja.nama(&baris.penanggung),
        "unit": baris.unit,
        "masa": kalimat::masa(&masa.kunci, masa.mulai, masa.akhir),
        "mulai": masa.mulai.to_string(),
        "akhir": masa.akhir.to_string(),
        "jatuh_tempo": masa.jatuh.to_string(),
        "keadaan": baris.keadaan.kode(),
        "status": kode_status(baris.status(ctx.today(), meja.setelan.hari_mendekati)),
        "tanggal_bukti": baris.tanggal_bukti.map(|hari| hari.to_string()),
        "alasan": baris.alasan,
    })
}

/// GET /api/v1/kewajiban?status=&unit=&sistem=&pasal=&indikator=&kewajiban=&tahun=&batas=&setelah=
pub async fn list(ctx: Ctx) -> Result<Response> {
    let meja = Meja::buka(&ctx.app).await?;
    let mut minta = Permintaan::dari(&ctx);
    // Here words are joined as they are in the answers; addresses of pages join them with hyphens.
    minta.status = match ctx.query("status").replace('_', "-").as_str() {
        "" => store::SaringStatus::Semua,
        kode => store::SaringStatus::urai(kode).ok_or_else(|| Error::BadRequest("status tidak dikenal".into()))?,
    };
    // A page leaves out a filter that it cannot read; a program would take everything for what it asked for.
    for (nama, terbaca) in [
        ("unit", minta.unit.is_some()),
        ("pasal", minta.pasal.is_some()),
        ("indikator", minta.indikator.is_some()),
        ("tahun", minta.tahun.is_some()),
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
    let tempat = tempat(ctx.query("setelah"), "");
    if !ctx.query("setelah").is_empty() && tempat == store::Tempat::Awal {
        return Err(Error::BadRequest("setelah tidak dapat dibaca; pakai nilai dari berikutnya".into()));
    }
    let (baris, lagi) =
        store::pelaksanaan::list(&ctx.app, &ctx.scope, &minta.saring(&ctx, &meja), &tempat, batas).await?;
    let berikutnya = baris.last().filter(|_| lagi).map(|akhir| {
        let (akhir, batas) = (tulis_tempat(akhir), batas.to_string());
        let lama = ctx
            .queries()
            .iter()
            .filter(|(nama, _)| nama != "setelah" && nama != "batas")
            .map(|(nama, nilai)| (nama.as_str(), nilai.as_str()));
        alamat("/api/v1/kewajiban", lama.chain([("batas", batas.as_str()), ("setelah", akhir.as_str())]))
    });
    let data: Vec<Json> = baris.iter().map(|satu| tulis(&ctx, &meja, satu)).collect();
    Ok(kernel::web::json(StatusCode::OK, &json!({ "data": data, "berikutnya": berikutnya })))
}

/// GET /api/v1/kewajiban/{id}
pub async fn show(ctx: Ctx) -> Result<Response> {
    let baris = store::pelaksanaan::find(&ctx.app, &ctx.scope, ctx.id("id")?).await?;
    let tanda = format!("\"{}\"", baris.version);
    if ctx.header(header::IF_NONE_MATCH).split(',').any(|satu| satu.trim().trim_start_matches("W/") == tanda) {
        let mut response = Response::default();
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        response.headers_mut().insert(header::ETAG, HeaderValue::from_str(&tanda).map_err(Error::internal)?);
        return Ok(response);
    }
    let meja = Meja::buka(&ctx.app).await?;
    let mut tree = tulis(&ctx, &meja, &baris);
    let bukti: Vec<Json> = store::bukti::of(&ctx.app, baris.id)
        .await?
        .iter()
        .map(|satu| {
            let (jenis, tujuan) = match &satu.isi {
                store::bukti::Isi::Berkas(_) => ("berkas", format!("{}/bukti/{}/berkas", baris.href(), satu.id)),
                store::bukti::Isi::Tautan(alamat) => ("tautan", alamat.clone()),
                store::bukti::Isi::Rekaman { href, .. } => ("rekaman", href.clone()),
            };
            json!({ "id": satu.id, "jenis": jenis, "judul": satu.judul, "tanggal": satu.tanggal.to_string(), "alamat": tujuan, "catatan": satu.catatan })
        })
        .collect();
    if let Some(map) = tree.as_object_mut() {
        map.insert("bukti".to_owned(), Json::Array(bukti));
    }
    let mut response = kernel::web::json(StatusCode::OK, &tree);
    let etag = HeaderValue::from_str(&tanda).map_err(Error::internal)?;
    response.headers_mut().insert(header::ETAG, etag);
    Ok(response)
}

fn rekap(rekap: &Rekap) -> Json {
    json!({
        "kepatuhan_persen": rekap.kepatuhan().map(|bagian| f64::from(bagian.perseratus_persen()) / 100.0),
        "terpenuhi": rekap.terpenuhi,
        "terlambat": rekap.terlambat,
        "jatuh_tempo": rekap.jatuh_tempo,
        "mendekati": rekap.mendekati,
        "belum_jatuh_tempo": rekap.belum_jatuh_tempo,
        "tidak_berlaku": rekap.tidak_berlaku,
    })
}

/// GET /api/v1/kewajiban/kepatuhan?tahun=
pub async fn kepatuhan(ctx: Ctx) -> Result<Response> {
    let meja = Meja::buka(&ctx.app).await?;
    let gambaran = gambaran(&ctx, &meja).await?;
    let penanggung: Vec<Json> = gambaran
        .pelaku
        .iter()
        .map(|satu| json!({ "penanggung": satu.penanggung, "nama": satu.nama, "unit": satu.unit, "rekap": rekap(&satu.rekap) }))
        .collect();
    let pasal: Vec<Json> = gambaran
        .pasal
        .iter()
        .map(|(alamat, satu)| json!({ "pasal": alamat.to_string(), "rekap": rekap(satu) }))
        .collect();
    let sistem: Vec<Json> =
        gambaran.sistem.iter().map(|(kode, satu)| json!({ "sistem": kode, "rekap": rekap(satu) })).collect();
    let tree = json!({
        "per_tanggal": ctx.today().to_string(),
        "jumlah": rekap(&gambaran.jumlah),
        "menunggu_pemeriksaan": gambaran.diperiksa,
        "penanggung": penanggung,
        "pasal": pasal,
        "sistem": sistem,
    });
    Ok(kernel::web::json(StatusCode::OK, &tree))
}
