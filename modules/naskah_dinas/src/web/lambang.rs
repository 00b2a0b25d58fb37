//! The pictures in the head of letters: upload, example, taking away.
use kernel::file;
use kernel::web::attachment;
use kernel::{Ctx, Error, FieldError, Response, Result};

use crate::cetak::{self, Gagal};
use crate::lambang::{self, ALAMAT, Lambang};
use crate::{pages, rules};

/// Longest description.
const PANJANG: usize = 200;

/// GET /naskah-lambang
pub async fn list(ctx: Ctx) -> Result<Response> {
    pages::lambang::daftar(&ctx).await
}

fn dicari(ctx: &Ctx) -> Result<Lambang> {
    Lambang::urai(ctx.path("lambang")).ok_or(Error::NotFound)
}

/// GET /naskah-lambang/{lambang}
pub async fn show(ctx: Ctx) -> Result<Response> {
    pages::lambang::satu(&ctx, dicari(&ctx)?, &[]).await
}

/// POST /naskah-lambang/{lambang}: an upload is set into an example before it is kept, within the limits of the child.
pub async fn simpan(ctx: Ctx) -> Result<Response> {
    let lambang = dicari(&ctx)?;
    ctx.not_repeated().await?;
    let teks = ctx.form().get("teks");
    let upload = ctx.form().file("berkas");
    let mut salah = vec![];
    if teks.is_empty() || teks.chars().count() > PANJANG {
        salah.push(FieldError::new("teks", format!("Isi apa yang tergambar, paling banyak {PANJANG} karakter")));
    }
    match upload {
        Some(upload) => {
            if let Some(sebab) = periksa(&ctx, lambang, upload, teks).await? {
                salah.push(FieldError::new("berkas", sebab));
            }
        }
        None if lambang::cari(&ctx.app, lambang).await?.is_none() => {
            salah.push(FieldError::new("berkas", "Pilih gambar PNG atau SVG"));
        }
        None => {}
    }
    if !salah.is_empty() {
        return pages::lambang::satu(&ctx, lambang, &salah).await;
    }
    let mut write = ctx.write("naskah_dinas.lambang_disimpan").await?;
    let id = lambang::simpan(&mut write, lambang, upload, teks).await?;
    write.commit(&lambang::subjek(lambang, id)).await?;
    ctx.redirect_with(&lambang.href(), &format!("{} disimpan dan dipakai pada naskah berikutnya.", lambang.label()))
}

/// Why an upload cannot be used.
async fn periksa(ctx: &Ctx, lambang: Lambang, upload: &kernel::web::Upload, teks: &str) -> Result<Option<String>> {
    if upload.size > u64::try_from(rules::lambang::TERBESAR).unwrap_or(u64::MAX) {
        return Ok(Some(format!("Gambar paling besar {} KB", rules::lambang::TERBESAR / 1024)));
    }
    let bytes = tokio::fs::read(&upload.path).await?;
    if let Err(sebab) = rules::lambang::periksa(&bytes) {
        return Ok(Some(sebab));
    }
    match cetak::contoh_kop(&ctx.app, lambang, bytes, teks).await {
        Ok(_) => Ok(None),
        Err(Gagal::Templat(_)) => {
            Ok(Some("Gambar ini tidak dapat dipasang dalam dokumen. Simpan ulang sebagai PNG biasa".into()))
        }
        Err(Gagal::Lain(galat)) => Err(galat),
    }
}

/// POST /naskah-lambang/{lambang}/hapus
pub async fn hapus(ctx: Ctx) -> Result<Response> {
    let lambang = dicari(&ctx)?;
    let gambar = lambang::cari(&ctx.app, lambang).await?.ok_or(Error::NotFound)?;
    let mut write = ctx.write("naskah_dinas.lambang_dihapus").await?;
    lambang::hapus(&mut write, &gambar).await?;
    write.commit(&lambang::subjek(lambang, gambar.id)).await?;
    ctx.redirect_with(ALAMAT, &format!("{} tidak dipakai lagi.", lambang.label()))
}

/// GET /naskah-lambang/{lambang}/gambar
pub async fn gambar(ctx: Ctx) -> Result<Response> {
    let gambar = lambang::cari(&ctx.app, dicari(&ctx)?).await?.ok_or(Error::NotFound)?;
    file::send(&ctx, &file::find(&ctx.app, gambar.id, gambar.berkas).await?).await
}

/// GET /naskah-lambang/{lambang}/contoh: a letter with the picture in its head.
pub async fn contoh(ctx: Ctx) -> Result<Response> {
    let lambang = dicari(&ctx)?;
    let (bytes, teks) = lambang::isi(&ctx.app, lambang).await?.ok_or(Error::NotFound)?;
    let pdf = cetak::contoh_kop(&ctx.app, lambang, bytes, &teks).await?;
    attachment(&format!("contoh-kop-{}.pdf", lambang.kode()), "application/pdf", pdf.bytes)
}
