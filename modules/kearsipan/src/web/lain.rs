//! The drawn flows, the exchange with SRIKANDI, and whether contents are whole.
use kernel::{Ctx, Error, FieldError, Response, Result, Subject};
use uuid::Uuid;

use super::{tanpa, unit};
use crate::hak::{KELOLA, LIHAT};
use crate::model::ARSIP;
use crate::pages::{self, Unit};
use crate::paket::{Ruang, srikandi};
use crate::store::daftar::Tempat;
use crate::store::laporan::{self, Angka};
use crate::store::{keutuhan, tautan};

/// Records of one package that is made here.
const PER_PAKET: i64 = 500;
/// Rows of a list.
const SEHALAMAN: i64 = 50;

/// The flows.
pub async fn alur(ctx: Ctx) -> Result<Response> {
    pages::alur::halaman(&ctx)
}

/// What bears both numbers, and what does not.
pub async fn srikandi(ctx: Ctx) -> Result<Response> {
    rekonsiliasi(&ctx, &[]).await
}

async fn rekonsiliasi(ctx: &Ctx, salah: &[FieldError]) -> Result<Response> {
    let terhubung = ctx.query("lihat") != "belum";
    let setelah = Tempat::urai(ctx.query("setelah"));
    // Reconciliation and packages are for keepers.
    let daftar = tautan::list(&ctx.app, &ctx.scope_of(KELOLA), terhubung, setelah, SEHALAMAN).await?;
    pages::srikandi::halaman(ctx, &Unit::baca(ctx).await?, &daftar, terhubung, salah)
}

/// A package of records that have no number there yet.
pub async fn srikandi_paket(ctx: Ctx) -> Result<Response> {
    let daftar = tautan::list(&ctx.app, &ctx.scope_of(KELOLA), false, None, PER_PAKET).await?;
    if daftar.is_empty() {
        return ctx.redirect_with(
            "/arsip/srikandi",
            "Semua arsip sudah terhubung dengan SRIKANDI: tidak ada yang perlu dikirim.",
        );
    }
    let ruang = Ruang::buka(&ctx.app).await?;
    let pencipta = match ctx.actor.unit() {
        Some(unit) => Unit::baca(&ctx).await?.nama(unit),
        None => String::new(),
    };
    let write = ctx.write("arsip.srikandi_dikemas").await?;
    write.commit(&Subject::new(ARSIP, Uuid::nil(), "/arsip/srikandi")).await?;
    let jalur = srikandi::kemas(&ctx.app, &ruang, &pencipta, &daftar).await?;
    super::berkas::kirim(&format!("srikandi-{}.zip", ctx.today()), &jalur).await
}

/// Takes a package from there.
pub async fn srikandi_muat(ctx: Ctx) -> Result<Response> {
    match coba_muat(&ctx).await {
        Err(Error::Invalid(salah)) => rekonsiliasi(&ctx, &salah).await,
        Err(Error::Refused(teks)) => rekonsiliasi(&ctx, &[FieldError::new("paket", teks)]).await,
        hasil => hasil,
    }
}

async fn coba_muat(ctx: &Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    let mut salah = vec![];
    let unit = unit(ctx, &ctx.scope_of(KELOLA), &mut salah);
    let Some(upload) = ctx.form().file("paket") else {
        salah.push(FieldError::new("paket", "Pilih paket (ZIP)"));
        return Err(Error::Invalid(salah));
    };
    tanpa(salah)?;
    let hasil = srikandi::terima(ctx, unit, &upload.name, &upload.path).await?;
    let pesan = format!(
        "Paket dimuat: {} terhubung, {} arsip baru, {} sudah terhubung, {} tanpa kunci SRIKANDI dilewati.",
        hasil.terhubung, hasil.baru, hasil.sudah, hasil.tanpa_kunci
    );
    ctx.redirect_with("/arsip/srikandi", &pesan)
}

/// Whether what is stored is whole.
pub async fn keutuhan(ctx: Ctx) -> Result<Response> {
    let temuan = keutuhan::temuan(&ctx.app).await?;
    let (rekap, tertua) = keutuhan::rekap(&ctx.app).await?;
    pages::keutuhan::halaman(&ctx, &temuan, &rekap, tertua)
}

/// How the archive of each agency stands, as far as the person sees it.
pub async fn laporan(ctx: Ctx) -> Result<Response> {
    let daftar = angka(&ctx).await?;
    pages::laporan::halaman(&ctx, &Unit::baca(&ctx).await?, &daftar)
}

/// The figures behind it.
pub(super) async fn angka(ctx: &Ctx) -> Result<Vec<(Uuid, Angka)>> {
    let scope = ctx.scope_of(LIHAT);
    let per_unit = laporan::per_unit(&ctx.app, &scope, ctx.today()).await?;
    Ok(laporan::per_perangkat(&ctx.app.units().await?, &scope, &per_unit))
}
