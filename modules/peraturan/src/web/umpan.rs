//! What networks and search engines take: the JDIHN feed and the site map.
use http::{HeaderValue, StatusCode, header};
use kernel::web::Response;
use kernel::{App, Ctx, Result};
use serde_json::Value as Json;
use std::collections::HashMap;
use uuid::Uuid;

use super::tersimpan;
use crate::jdihn;
use crate::model::Dokumen;
use crate::rules;
use crate::store::{self, Saring};

/// Documents in one feed at most; the network takes it whole.
const TERBANYAK: usize = 50_000;

/// Published documents as the feed describes them.
pub async fn dokumen(ctx: &Ctx) -> Result<Vec<(Dokumen, jdihn::Dokumen)>> {
    let today = ctx.today();
    let saring = Saring { keadaan: "terbit".into(), ..Saring::default() };
    let semua: Vec<Dokumen> =
        store::list(&ctx.app, &ctx.scope, &saring, today, TERBANYAK).await?.into_iter().map(|(satu, _)| satu).collect();
    let mut sebab = HashMap::new();
    let ids: Vec<Uuid> = semua.iter().map(|satu| satu.id).collect();
    for part in ids.chunks(5000) {
        sebab.extend(store::sebab(&ctx.app, part).await?);
    }
    let nama =
        store::nama_berkas(&ctx.app, &semua.iter().filter_map(|satu| satu.berkas_terbit).collect::<Vec<_>>()).await?;
    let url = &ctx.app.config.url;
    let biasa = Biasa::baru(&ctx.app);
    Ok(semua
        .into_iter()
        .map(|satu| {
            let status =
                rules::status_dokumen(&satu, sebab.get(&satu.id).map(Vec::as_slice).unwrap_or_default(), today);
            let umpan = jdihn::Dokumen {
                id: satu.id.to_string(),
                tahun: satu
                    .diundangkan
                    .map(|date| date.year())
                    .or(satu.tahun.and_then(|tahun| i32::try_from(tahun).ok())),
                diundangkan: satu.diundangkan,
                jenis: satu.nama_jenis().to_owned(),
                singkatan_jenis: satu.singkatan(),
                nomor: satu.nomor.clone(),
                judul: if satu.kelas.is_primer() {
                    format!("{} tentang {}", satu.sebutan, satu.judul)
                } else {
                    satu.judul.clone()
                },
                nomor_panggil: satu.panggil.clone(),
                tempat_terbit: satu.tempat.clone(),
                penerbit: satu.penerbit.clone(),
                deskripsi_fisik: satu.fisik.clone(),
                isbn: satu.isbn.clone(),
                nomor_induk: satu.induk.clone(),
                bahasa: satu.bahasa.clone(),
                sumber: satu.sumber.clone(),
                subjek: satu.subjek.split(';').map(str::to_owned).collect(),
                bidang_hukum: satu.bidang.clone(),
                teu_badan: if satu.teu.is_empty() { biasa.teu.clone() } else { satu.teu.clone() },
                status: status.kata().to_owned(),
                berkas: satu.berkas_terbit.and_then(|id| nama.get(&id).cloned()).unwrap_or_default(),
                url_berkas: if satu.berkas_terbit.is_some() {
                    format!("{url}{}/unduh", satu.href())
                } else {
                    String::new()
                },
                abstrak: satu.abstrak.clone(),
                url_abstrak: if satu.abstrak.is_empty() { String::new() } else { format!("{url}{}", satu.href()) },
                url_halaman: format!("{url}{}", satu.href()),
                diperbarui: Some(satu.updated.to_offset(ctx.app.offset()).date()),
            };
            (satu, umpan)
        })
        .collect())
}

/// What stands where an editor entered nothing.
struct Biasa {
    teu: String,
}

impl Biasa {
    fn baru(app: &App) -> Biasa {
        Biasa { teu: format!("Indonesia, {}", app.profile.name()) }
    }
}

/// The feed for the national network. A document that it would refuse is left out (and listed for those who keep the
/// collection), because the network takes the feed whole or not at all.
pub async fn umpan(ctx: Ctx) -> Result<Response> {
    let lengkap: Vec<jdihn::Dokumen> = dokumen(&ctx)
        .await?
        .into_iter()
        .map(|(_, umpan)| umpan)
        .filter(|umpan| jdihn::kurang(umpan).is_empty())
        .collect();
    let tree = jdihn::umpan(&lengkap).unwrap_or(Json::Array(vec![]));
    let text = tree.to_string();
    tersimpan(&ctx, &text, async || Ok(kernel::web::json(StatusCode::OK, &tree))).await
}

/// Addresses for search engines: documents and their pasal.
pub async fn peta(ctx: Ctx) -> Result<Response> {
    let halaman = store::semua_alamat(&ctx.app, 50_000).await?;
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for (path, tanggal) in halaman {
        // Addresses are made of letters, digits and hyphens by ourselves; the host is the installer's.
        let loc = format!("{}{path}", ctx.app.config.url).replace('&', "&amp;").replace('<', "&lt;");
        let tanggal = tanggal.to_offset(ctx.app.offset()).date();
        xml.push_str(&format!("<url><loc>{loc}</loc><lastmod>{tanggal}</lastmod></url>\n"));
    }
    xml.push_str("</urlset>\n");
    tersimpan(&ctx, &xml, async || {
        let mut response = Response::new(xml.clone().into());
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/xml"));
        Ok(response)
    })
    .await
}
