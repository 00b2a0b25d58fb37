//! What a form and its pages are called and say.
use formulir::Step;
use kernel::page::FormError;
use kernel::{Ctx, Error, Response, Result};

use super::{Hasil, Kerja, draf, galat_halaman, halaman, status, ubah};
use crate::susun::pages::{self, Keadaan};

/// GET /formulir/{id}/judul
pub async fn judul(ctx: Ctx) -> Result<Response> {
    let kerja = draf(&ctx).await?;
    let form = &kerja.versi.form;
    tampil_judul(&ctx, &kerja, (&form.title, &form.about), &[], false)
}

fn tampil_judul(ctx: &Ctx, kerja: &Kerja, isi: (&str, &str), galat: &[FormError], bentrok: bool) -> Result<Response> {
    let keadaan = Keadaan { galat, bentrok };
    let body = pages::langkah::judul(ctx, kerja, isi, &keadaan)?;
    halaman(ctx, kerja, status(galat, bentrok), "Judul formulir", body)
}

/// POST /formulir/{id}/judul
pub async fn ubah_judul(ctx: Ctx) -> Result<Response> {
    let kerja = draf(&ctx).await?;
    let (judul, keterangan) = (ctx.form().get("judul"), ctx.form().get("keterangan"));
    let hasil = ubah(&ctx, &kerja, |form| {
        form.edit(|form| {
            form.title = judul.to_owned();
            form.about = keterangan.replace("\r\n", "\n");
            Ok(())
        })
    })
    .await?;
    match hasil {
        Hasil::Jadi(()) => ctx.redirect_with(&kerja.href(), "Judul disimpan."),
        Hasil::Bentrok(kini) => tampil_judul(&ctx, &kini, (judul, keterangan), &[], true),
        Hasil::Galat(faults) => {
            let galat = galat_halaman(&faults, |jalur| if jalur == "/description" { "keterangan" } else { "judul" });
            tampil_judul(&ctx, &kerja, (judul, keterangan), &galat, false)
        }
    }
}

/// The number of the address; none for a new page.
fn nomor(ctx: &Ctx, kerja: &Kerja) -> Result<Option<usize>> {
    match ctx.path("nomor") {
        "baru" => Ok(None),
        nomor => {
            let nomor: usize = nomor.parse().map_err(|_| Error::NotFound)?;
            kerja.versi.form.steps.get(nomor).map(|_| Some(nomor)).ok_or(Error::NotFound)
        }
    }
}

/// GET /formulir/{id}/langkah/{nomor}
pub async fn langkah(ctx: Ctx) -> Result<Response> {
    let kerja = draf(&ctx).await?;
    let nomor = nomor(&ctx, &kerja)?;
    let langkah = nomor.and_then(|nomor| kerja.versi.form.steps.get(nomor)).cloned().unwrap_or_default();
    tampil(&ctx, &kerja, nomor, (&langkah.title, &langkah.about), &[], false)
}

fn tampil(
    ctx: &Ctx,
    kerja: &Kerja,
    nomor: Option<usize>,
    isi: (&str, &str),
    galat: &[FormError],
    bentrok: bool,
) -> Result<Response> {
    let judul = if nomor.is_some() { "Ubah langkah" } else { "Langkah baru" };
    let body = pages::langkah::halaman(ctx, kerja, nomor, isi, &Keadaan { galat, bentrok })?;
    halaman(ctx, kerja, status(galat, bentrok), judul, body)
}

/// POST /formulir/{id}/langkah/{nomor}
pub async fn simpan(ctx: Ctx) -> Result<Response> {
    let kerja = draf(&ctx).await?;
    let nomor = nomor(&ctx, &kerja)?;
    let (judul, keterangan) = (ctx.form().get("judul"), ctx.form().get("keterangan"));
    let hasil = ubah(&ctx, &kerja, |form| {
        let langkah = |key: String, when| Step {
            key,
            title: judul.to_owned(),
            about: keterangan.replace("\r\n", "\n"),
            when,
            items: vec![],
        };
        match nomor {
            Some(nomor) => {
                let when = form.steps.get(nomor).and_then(|lama| lama.when.clone());
                form.replace_step(nomor, langkah(String::new(), when))
            }
            None => {
                let key = form.free_step_key(judul);
                form.insert_step(form.steps.len(), langkah(key, None))
            }
        }
    })
    .await?;
    match hasil {
        Hasil::Jadi(()) => ctx.redirect_with(&kerja.href(), "Langkah disimpan."),
        Hasil::Bentrok(kini) => {
            // A page of this number may be another one now: the text is offered as it was typed, for the page that is there.
            let nomor = nomor.filter(|nomor| kini.versi.form.steps.get(*nomor).is_some());
            tampil(&ctx, &kini, nomor, (judul, keterangan), &[], true)
        }
        Hasil::Galat(faults) => {
            let galat = galat_halaman(&faults, |jalur| {
                if jalur.ends_with("/keterangan") {
                    "keterangan"
                } else if jalur.ends_with("/judul") {
                    "judul"
                } else {
                    ""
                }
            });
            tampil(&ctx, &kerja, nomor, (judul, keterangan), &galat, false)
        }
    }
}
