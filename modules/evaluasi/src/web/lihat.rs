//! Pages that only show.

use kernel::web::Response;
use kernel::{Ctx, Error, Result};

use crate::pages;
use crate::periode::{nilai_dipakai, nilai_mandiri};
use crate::ruang::masuk;
use crate::rules::paket::{paket_ke_predikat, upaya_menurut_tingkat, upaya_sama};
use crate::store::{self, Pandangan};
use crate::{fakta_hidup, instrumen};

/// The periods that the person may see, and the instruments for everybody.
pub(super) async fn beranda(ctx: Ctx) -> Result<Response> {
    let semua = instrumen::semua().map_err(Error::internal)?;
    let periode = match ctx.actor.account() {
        Some(_) => store::daftar_periode(&ctx.app.db, &Pandangan::dari(&ctx)).await?,
        None => vec![],
    };
    let jawaban = store::jawaban_banyak(&ctx.app.db, &periode).await?;
    let umum = if ctx.actor.can(crate::HASIL) { vec![] } else { crate::tugas::hasil_umum(&ctx).await? };
    pages::beranda::halaman(&ctx, semua, &periode, &jawaban, &umum)
}

/// One instrument.
pub(super) async fn instrumen(ctx: Ctx) -> Result<Response> {
    let instrumen = instrumen::cari(ctx.path("instrumen")).map_err(|_| Error::NotFound)?;
    pages::instrumen::halaman(&ctx, instrumen)
}

/// The flow as a drawing.
pub(super) async fn alur(ctx: Ctx) -> Result<Response> {
    pages::alur::halaman(&ctx)
}

/// A period as a whole: at most eight statements.
pub(super) async fn ikhtisar(ctx: Ctx) -> Result<Response> {
    let ruang = masuk(&ctx).await?;
    let jawaban = store::semua_jawaban(&ctx.app.db, &ruang.periode).await?;
    let rekomendasi = store::rekomendasi(&ctx.app.db, &ruang.periode).await?;
    let jejak = store::jejak(&ctx.app.db, &ruang.periode).await?;
    pages::ikhtisar::halaman(&ctx, &ruang, &jawaban, &rekomendasi, &jejak)
}

/// What raises the index most, and the packages to the next predicate.
pub(super) async fn peluang(ctx: Ctx) -> Result<Response> {
    let ruang = masuk(&ctx).await?;
    let jawaban = store::semua_jawaban(&ctx.app.db, &ruang.periode).await?;
    let p = &ruang.periode;
    let nilai = nilai_dipakai(p, &jawaban);
    let sama = paket_ke_predikat(p.instrumen, &nilai, p.basis, &upaya_sama);
    let bertingkat = paket_ke_predikat(p.instrumen, &nilai, p.basis, &upaya_menurut_tingkat);
    pages::peluang::halaman(&ctx, &ruang, &nilai, sama.as_ref(), bertingkat.as_ref())
}

/// Live facts beside the claimed levels.
pub(super) async fn fakta(ctx: Ctx) -> Result<Response> {
    let ruang = masuk(&ctx).await?;
    let jawaban = store::semua_jawaban(&ctx.app.db, &ruang.periode).await?;
    let instrumen = ruang.periode.instrumen;
    let fakta = fakta_hidup::baca(&ctx.app, instrumen, None).await;
    let lawan = fakta_hidup::pertentangan(instrumen, &nilai_mandiri(instrumen, &jawaban), &fakta);
    pages::fakta::halaman(&ctx, &ruang, &jawaban, &fakta, &lawan)
}
