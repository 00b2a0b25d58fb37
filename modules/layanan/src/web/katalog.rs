//! The public catalogue and the page of a service.
use http::StatusCode;
use kernel::page::Link;
use kernel::search::{self, Among};
use kernel::{Ctx, Response, Result, web};
use uuid::Uuid;

use super::bingkai;
use crate::store::katalog::{self, Saring};
use crate::{cetak, formulir_layanan, pages, registers, standar};

/// Services on one page.
const PER_HALAMAN: i64 = 30;
/// Services that a search finds.
const PER_CARI: i64 = 100;

/// GET /layanan
pub async fn daftar(ctx: Ctx) -> Result<Response> {
    let q: String = ctx.query("q").chars().take(200).collect();
    let sektor = registers::SEKTOR.iter().find(|(kode, _)| *kode == ctx.query("sektor")).map(|(kode, _)| *kode);
    let unit: Option<Uuid> = ctx.query("unit").parse().ok();
    let sesudah =
        ctx.query("sesudah").rsplit_once('~').and_then(|(urut, id)| Some((urut.to_owned(), id.parse().ok()?)));
    let ids = if q.is_empty() {
        None
    } else {
        let hits = search::find(&ctx, &q, Among::Kind(standar::LAYANAN), None, PER_CARI).await?;
        Some(hits.into_iter().map(|hit| hit.doc.id).collect())
    };
    let saring = Saring { sektor: sektor.map(str::to_owned), unit, ids, sesudah };
    let mut ada = katalog::daftar(&ctx.app, &saring, PER_HALAMAN + 1).await?;
    let lagi = ada.len() as i64 > PER_HALAMAN;
    ada.truncate(usize::try_from(PER_HALAMAN).unwrap_or(30));
    let unit_teks = unit.map(|unit| unit.to_string()).unwrap_or_default();
    let dasar = [("q", q.as_str()), ("sektor", sektor.unwrap_or_default()), ("unit", &unit_teks)];
    let berikut = ada.last().filter(|_| lagi).map(|akhir| {
        let sesudah = format!("{}~{}", akhir.nama.to_lowercase(), akhir.id);
        pages::alamat("/layanan", dasar.into_iter().chain([("sesudah", sesudah.as_str())]))
    });
    let penyelenggara = katalog::penyelenggara(&ctx.app).await?;
    let units: Vec<(Uuid, String)> = ctx
        .app
        .units()
        .await?
        .into_iter()
        .filter(|unit| penyelenggara.contains(&unit.id))
        .map(|unit| (unit.id, unit.name))
        .collect();
    let body = pages::katalog::daftar(&pages::katalog::Daftar {
        layanan: &ada,
        units: &units,
        q: &q,
        sektor: sektor.unwrap_or_default(),
        unit: &unit_teks,
        berikut: berikut.as_deref(),
        petugas: ctx.actor.can(crate::PROSES),
        bantu: ctx.actor.can(crate::BANTU),
        kelola: ctx.actor.can(crate::LIHAT),
        akun: ctx.actor.account().is_some(),
    });
    bingkai(&ctx, StatusCode::OK, "Layanan", vec![], body)
}

/// GET /layanan/{id}
pub async fn satu(ctx: Ctx) -> Result<Response> {
    let satu = standar::berlaku(&ctx.app, ctx.id("id")?).await?;
    let unit = cetak::unit(&ctx.app, satu.unit).await?;
    let formulir = if satu.daring { formulir_layanan::berlaku(&ctx.app, satu.layanan).await?.is_some() } else { false };
    let bagian: Vec<Uuid> = satu.bagian().into_iter().map(|(layanan, _)| layanan).collect();
    let bagian = katalog::dari_layanan(&ctx.app, &bagian).await?;
    let kelola = ctx.scope_of(crate::LIHAT).holds(satu.unit, None);
    let susun = ctx.scope_of(crate::KELOLA).holds(satu.unit, None);
    let body = pages::katalog::satu(&ctx.app, &satu, unit.as_ref(), formulir, &bagian, (kelola, susun));
    bingkai(&ctx, StatusCode::OK, &satu.nama, vec![Link::new("Layanan", "/layanan")], body)
}

/// GET /layanan/{id}/cetak
pub async fn cetak(ctx: Ctx) -> Result<Response> {
    let satu = standar::berlaku(&ctx.app, ctx.id("id")?).await?;
    let pdf = cetak::standar(&ctx, &satu).await?;
    let nama = format!("standar-{}.pdf", kernel::indonesia::kata::slug(&satu.nama));
    web::attachment(&nama, "application/pdf", pdf)
}
