//! The list and the page of one text for those who write and approve.
use std::collections::BTreeMap;

use http::StatusCode;
use kernel::page::{FormError, Link};
use kernel::web::{Options, Response};
use kernel::{App, Ctx, Result, audit};
use maud::Markup;
use uuid::Uuid;

use crate::alur::Telaah;
use crate::model::{Jenis, Tulisan, Versi};
use crate::store::{self, Baris, Saring};
use crate::{ALUR, LIHAT, pages};

const PER_HALAMAN: usize = 50;

/// Names of units.
pub(super) async fn nama_unit(app: &App) -> Result<BTreeMap<Uuid, String>> {
    Ok(app.units().await?.into_iter().map(|unit| (unit.id, unit.name)).collect())
}

/// The list of one kind.
pub async fn daftar(ctx: Ctx) -> Result<Response> {
    let jenis = Jenis::parse(ctx.query("jenis")).unwrap_or(Jenis::Berita);
    let status = ALUR.state(ctx.query("keadaan")).map_or("", |state| state.key);
    let saring = Saring { jenis, status, sesudah: ctx.query("sesudah").parse().ok() };
    let mut found = store::list(&ctx.app, &ctx.scope, &saring, PER_HALAMAN + 1).await?;
    let more = found.len() > PER_HALAMAN;
    found.truncate(PER_HALAMAN);
    let next = found
        .last()
        .filter(|_| more)
        .map(|last| format!("/portal?jenis={}&keadaan={status}&sesudah={}", jenis.as_str(), last.tulisan.id));
    let body = pages::daftar_kelola(&ctx, jenis, status, &found, &nama_unit(&ctx.app).await?, next.as_deref());
    let options = Options { title: "Portal", breadcrumbs: vec![Link::new("Beranda", "/")], ..Options::default() };
    ctx.framed(StatusCode::OK, options, body)
}

/// What the guards look at.
pub(super) fn telaah(baris: &Baris) -> Telaah {
    let Baris { tulisan, versi } = baris;
    let mut penulis = versi.penulis.clone();
    penulis.extend(versi.pengaju);
    Telaah { penulis, terbit: tulisan.versi_terbit.is_some(), kurang: kurang(versi) }
}

/// What a version needs before somebody is asked to approve it.
fn kurang(versi: &Versi) -> Option<&'static str> {
    if versi.isi.trim().is_empty() {
        return Some("Isi tulisan masih kosong.");
    }
    if versi.gambar.as_ref().is_some_and(|gambar| gambar.alt.is_empty()) {
        return Some("Gambar belum berketerangan.");
    }
    None
}

/// The page of one text.
pub async fn satu(ctx: Ctx) -> Result<Response> {
    let baris = store::find(&ctx.app, &ctx.scope, ctx.id("id")?).await?;
    halaman(&ctx, &baris, StatusCode::OK, &[]).await
}

/// The page, perhaps with what stands in the way of an act.
pub(super) async fn halaman(ctx: &Ctx, baris: &Baris, status: StatusCode, errors: &[FormError]) -> Result<Response> {
    let (tulisan, telaah) = (&baris.tulisan, telaah(baris));
    let versi = store::versi_semua(&ctx.app, tulisan.id).await?;
    let orang = store::nama_akun(&ctx.app, telaah.penulis.iter().copied().chain(baris.versi.penyetuju)).await?;
    let units = nama_unit(&ctx.app).await?;
    let unit = tulisan.unit.and_then(|unit| units.get(&unit)).map_or("Pemerintah daerah", String::as_str);
    let riwayat = audit::history::of(&ctx.app, tulisan.id, None, 30).await?;
    let satu = pages::Satu { baris, telaah: &telaah, versi: &versi, orang: &orang, unit, riwayat: &riwayat, errors };
    let body = pages::satu(ctx, &satu)?;
    jawab(ctx, tulisan, &baris.versi.judul, status, !errors.is_empty(), body)
}

/// A page about a text.
pub(super) fn jawab(
    ctx: &Ctx,
    tulisan: &Tulisan,
    judul: &str,
    status: StatusCode,
    has_errors: bool,
    body: Markup,
) -> Result<Response> {
    let breadcrumbs = vec![
        Link::new("Beranda", "/"),
        Link::new("Portal", "/portal"),
        Link::new(tulisan.jenis.title(), format!("/portal?jenis={}", tulisan.jenis.as_str())),
    ];
    ctx.framed(status, Options { title: judul, breadcrumbs, has_errors, ..Options::default() }, body)
}

/// The version that is worked on as the public would read it.
pub async fn pratinjau(ctx: Ctx) -> Result<Response> {
    let Baris { tulisan, versi } = store::find(&ctx.app, &ctx.scope, ctx.id("id")?).await?;
    let judul = format!("Pratinjau: {}", versi.judul);
    jawab(&ctx, &tulisan, &judul, StatusCode::OK, false, pages::pratinjau(&tulisan, &versi))
}

/// One version beside the one before.
pub async fn versi(ctx: Ctx) -> Result<Response> {
    let tulisan = store::find(&ctx.app, &ctx.scope_of(LIHAT), ctx.id("id")?).await?.tulisan;
    let nomor: i64 = ctx.path("nomor").parse().map_err(|_| kernel::Error::NotFound)?;
    let versi = store::versi_bernomor(&ctx.app, tulisan.id, nomor).await?;
    let lama = super::tiada(store::versi_bernomor(&ctx.app, tulisan.id, nomor.saturating_sub(1)).await)?;
    let judul = format!("Versi {nomor}: {}", versi.judul);
    jawab(&ctx, &tulisan, &judul, StatusCode::OK, false, pages::versi(&tulisan, &versi, lama.as_ref()))
}
