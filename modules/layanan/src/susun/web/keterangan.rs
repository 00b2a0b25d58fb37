//! Headings and explanations between the questions.
use formulir::{Item, Note, Place};
use kernel::page::FormError;
use kernel::{Ctx, Response, Result};

use super::{Hasil, Kerja, draf, galat_halaman, halaman, status, tempat, ubah};
use crate::susun::pages::{self, Keadaan};

/// The note that stands at a place; none when a new one goes there.
fn lama(kerja: &Kerja, tempat: Place) -> Option<Note> {
    match kerja.versi.form.item_at(tempat) {
        Some(Item::Note(note)) => Some(note.clone()),
        Some(Item::Field(_)) | None => None,
    }
}

fn is_baru(ctx: &Ctx, lama: Option<&Note>) -> bool {
    lama.is_none() || ctx.query("baru") == "ya"
}

/// GET /formulir/{id}/keterangan/{tempat}: `baru=ya` for a new one before what stands there.
pub async fn show(ctx: Ctx) -> Result<Response> {
    let kerja = draf(&ctx).await?;
    let lama = lama(&kerja, tempat(&ctx)?);
    let note = if is_baru(&ctx, lama.as_ref()) { Note::default() } else { lama.unwrap_or_default() };
    tampil(&ctx, &kerja, (&note.title, &note.text), &[], false)
}

fn tampil(ctx: &Ctx, kerja: &Kerja, isi: (&str, &str), galat: &[FormError], bentrok: bool) -> Result<Response> {
    let tempat = tempat(ctx)?;
    let baru = is_baru(ctx, lama(kerja, tempat).as_ref());
    let judul = if baru { "Keterangan baru" } else { "Ubah keterangan" };
    let body = pages::langkah::keterangan(ctx, kerja, (tempat, baru), isi, &Keadaan { galat, bentrok })?;
    halaman(ctx, kerja, status(galat, bentrok), judul, body)
}

/// POST /formulir/{id}/keterangan/{tempat}
pub async fn simpan(ctx: Ctx) -> Result<Response> {
    let kerja = draf(&ctx).await?;
    let tempat = tempat(&ctx)?;
    let lama = lama(&kerja, tempat);
    let (judul, teks) = (ctx.form().get("judul"), ctx.form().get("teks"));
    let hasil = ubah(&ctx, &kerja, |form| {
        let when = lama.as_ref().filter(|_| !is_baru(&ctx, lama.as_ref())).and_then(|lama| lama.when.clone());
        let note = Item::Note(Note { title: judul.to_owned(), text: teks.replace("\r\n", "\n"), when });
        if is_baru(&ctx, lama.as_ref()) { form.insert(tempat, note) } else { form.replace(tempat, note) }
    })
    .await?;
    match hasil {
        Hasil::Jadi(()) => ctx.redirect_with(&kerja.href(), "Keterangan disimpan."),
        Hasil::Bentrok(kini) => tampil(&ctx, &kini, (judul, teks), &[], true),
        Hasil::Galat(faults) => {
            let galat = galat_halaman(&faults, |_| if judul.chars().count() > 200 { "judul" } else { "teks" });
            tampil(&ctx, &kerja, (judul, teks), &galat, false)
        }
    }
}
