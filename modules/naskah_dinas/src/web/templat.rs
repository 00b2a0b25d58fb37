//! Templates: what each kind is set with, a new version after a preview, back to an older one.
use document::Template;
use kernel::web::attachment;
use kernel::{Ctx, Error, FieldError, Response, Result, Subject};
use uuid::Uuid;

use crate::cetak::{self, Gagal};
use crate::store::templat;
use crate::{jenis, pages};

/// Longest template, in characters.
const PANJANG: usize = 100_000;

/// GET /naskah-templat
pub async fn list(ctx: Ctx) -> Result<Response> {
    let dipakai = templat::daftar(&ctx.app).await?;
    pages::templat::daftar(&ctx, &dipakai)
}

fn dicari(ctx: &Ctx) -> Result<&'static jenis::Jenis> {
    jenis::cari(ctx.path("jenis")).ok_or(Error::NotFound)
}

/// GET /naskah-templat/{jenis}
pub async fn show(ctx: Ctx) -> Result<Response> {
    let jenis = dicari(&ctx)?;
    let kini = templat::dipakai(&ctx.app, &jenis.kunci).await?;
    let isi = cetak::templat(&ctx.app, &jenis.kunci, kini).await?.source().to_owned();
    pages::templat::satu(&ctx, jenis, &isi, "", &[]).await
}

/// POST /naskah-templat/{jenis}: `aksi` is `pratinjau` or `simpan`; both set an example first.
pub async fn simpan(ctx: Ctx) -> Result<Response> {
    let jenis = dicari(&ctx)?;
    let isi = ctx.form().get("isi").replace("\r\n", "\n");
    let catatan = ctx.form().get("catatan").to_owned();
    let pratinjau = ctx.form().get("aksi") == "pratinjau";
    let mut salah = vec![];
    if isi.is_empty() || isi.chars().count() > PANJANG {
        salah.push(FieldError::new("isi", format!("Isi templat, paling banyak {PANJANG} karakter")));
    }
    if !pratinjau && (catatan.is_empty() || catatan.chars().count() > 300) {
        salah.push(FieldError::new("catatan", "Isi apa yang berubah, paling banyak 300 karakter"));
    }
    if !salah.is_empty() {
        return pages::templat::satu(&ctx, jenis, &isi, &catatan, &salah).await;
    }
    let contoh = cetak::contoh(&ctx.app, &jenis.kunci);
    let supplied = Template::supplied(jenis.kunci.clone(), isi.clone());
    let pdf = match cetak::pdf(&ctx.app, &supplied, &contoh).await {
        Ok(pdf) if !pdf.areas.iter().any(|area| area.name == cetak::TEMPAT_TANDA) => {
            let sebab = "Templat tidak menyediakan tempat tanda tangan. Panggil #penanda-tangan(d) dari /lib/surat.typ";
            return pages::templat::satu(&ctx, jenis, &isi, &catatan, &[FieldError::new("isi", sebab)]).await;
        }
        Ok(pdf) => pdf,
        Err(Gagal::Templat(baris)) => {
            let salah: Vec<FieldError> = baris.into_iter().map(|satu| FieldError::new("isi", satu)).collect();
            return pages::templat::satu(&ctx, jenis, &isi, &catatan, &salah).await;
        }
        Err(Gagal::Lain(galat)) => return Err(galat),
    };
    if pratinjau {
        return attachment(&format!("pratinjau-{}.pdf", jenis.kunci), "application/pdf", pdf.bytes);
    }
    let mut write = ctx.write("naskah_dinas.templat_disimpan").await?;
    let (id, versi) = templat::tambah(&mut write, &jenis.kunci, &isi, &catatan).await?;
    let href = format!("/naskah-templat/{}", jenis.kunci);
    write.commit(&Subject::new("naskah_templat", id, href.clone())).await?;
    ctx.redirect_with(&href, &format!("Templat versi {versi} disimpan dan dipakai untuk naskah berikutnya."))
}

/// POST /naskah-templat/{jenis}/pakai
pub async fn pakai(ctx: Ctx) -> Result<Response> {
    let jenis = dicari(&ctx)?;
    let versi = ctx.form().get("versi").parse::<i64>().map_err(|_| Error::NotFound)?;
    let mut write = ctx.write("naskah_dinas.templat_dipilih").await?;
    templat::pakai(&mut write, &jenis.kunci, versi).await?;
    let href = format!("/naskah-templat/{}", jenis.kunci);
    write.commit(&Subject::new("naskah_templat", Uuid::now_v7(), href.clone())).await?;
    ctx.redirect_with(&href, &format!("Versi {versi} dipakai untuk naskah berikutnya."))
}
