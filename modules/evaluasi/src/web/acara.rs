//! The Berita Acara: what people write in it, a draft, and the frozen file.

use kernel::web::{Response, attachment};
use kernel::{Ctx, Error, FieldError, Result, file};

use super::isian::{Isian, PANJANG};
use super::periode::beku;
use super::{subjek, versi};
use crate::acara::{self, Bahan};
use crate::pages;
use crate::periode::Acara;
use crate::ruang::{Ruang, masuk};
use crate::store;

/// The form, or what was written once it is frozen.
pub(super) async fn show(ctx: Ctx) -> Result<Response> {
    let ruang = masuk(&ctx).await?;
    halaman(&ctx, &ruang, &[], false).await
}

async fn halaman(ctx: &Ctx, ruang: &Ruang, galat: &[FieldError], bentrok: bool) -> Result<Response> {
    let jawaban = store::semua_jawaban(&ctx.app.db, &ruang.periode).await?;
    let usulan = acara::usulan(&ruang.periode, &jawaban);
    pages::acara::halaman(ctx, ruang, &usulan, galat, bentrok)
}

/// Saves what people write.
pub(super) async fn isi(ctx: Ctx) -> Result<Response> {
    let ruang = masuk(&ctx).await?;
    match coba_isi(&ctx, &ruang).await {
        Err(Error::Invalid(galat)) => halaman(&ctx, &ruang, &galat, false).await,
        Err(Error::Conflict) => {
            let ruang = masuk(&ctx).await?;
            halaman(&ctx, &ruang, &[], true).await
        }
        hasil => hasil,
    }
}

async fn coba_isi(ctx: &Ctx, ruang: &Ruang) -> Result<Response> {
    if ruang.periode.beku() {
        return Err(beku());
    }
    if !ruang.boleh_menyusun_acara() {
        return Err(Error::Forbidden);
    }
    let versi = versi(ctx.form())?;
    let mut isian = Isian::dari(ctx.form());
    let isi = Acara {
        nomor: isian.wajib("nomor", 100, "Isi nomor Berita Acara."),
        tempat: isian.wajib("tempat", 200, "Isi tempat rapat."),
        dasar: isian.teks("dasar", PANJANG),
        kekuatan: isian.teks("kekuatan", PANJANG),
        kelemahan: isian.teks("kelemahan", PANJANG),
    };
    if !isian.galat.is_empty() {
        return Err(Error::Invalid(isian.galat));
    }
    let mut write = ctx.write("evaluasi.acara_diisi").await?;
    let buka = store::kunci(&mut write, ruang.periode.id).await?;
    if !ruang.pada(&buka.periode).boleh_menyusun_acara() {
        return Err(Error::Forbidden);
    }
    store::isi_acara(&mut write, &buka, versi, &isi).await?;
    let href = format!("{}/berita-acara", ruang.periode.href());
    write.commit(&subjek(&ruang.periode, href.clone())).await?;
    ctx.redirect_with(&href, "Isi Berita Acara disimpan.")
}

/// The frozen file as it was stored; before that, a draft made now.
pub(super) async fn unduh(ctx: Ctx) -> Result<Response> {
    let ruang = masuk(&ctx).await?;
    if let Some(berkas) = ruang.periode.berkas_acara {
        let berkas = file::find(&ctx.app, ruang.periode.id, berkas).await?;
        return file::send(&ctx, &berkas).await;
    }
    let db = &ctx.app.db;
    let jawaban = store::semua_jawaban(db, &ruang.periode).await?;
    let rekomendasi = store::rekomendasi(db, &ruang.periode).await?;
    let pemegang = ctx.app.holders("sekda", None).await?;
    let nama = kernel::auth::account::names(&ctx.app, pemegang.get(..1).unwrap_or_default()).await?;
    let bahan = Bahan {
        periode: &ruang.periode,
        tim: &ruang.tim,
        jawaban: &jawaban,
        rekomendasi: &rekomendasi,
        ketentuan: &ruang.ketentuan,
        koordinator: nama.values().next().map_or("", String::as_str),
        tanggal: ctx.today(),
        konsep: true,
    };
    let pdf = acara::pdf(&ctx.app, &acara::susun(&ctx.app, &bahan)).await?;
    attachment(&format!("konsep-berita-acara-{}.pdf", acara::nomor_dokumen(&ruang.periode)), "application/pdf", pdf)
}
