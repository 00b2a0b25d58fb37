//! Trying a form: filled in page by page like applicants do, kept nowhere but in the page itself.
use formulir::{Answers, Choices, Fault, FileRef, Next, form_errors};
use http::StatusCode;
use kernel::page::FormError;
use kernel::{Ctx, Response, Result, file};
use serde_json::Value as Json;
use uuid::Uuid;

use super::{Kerja, halaman, kerja};
use crate::formulir_layanan;
use crate::susun::pages;

/// Where the person is.
pub enum Tahap {
    /// On this page of the form.
    Langkah(usize),
    /// On the review.
    Periksa,
}

/// GET /formulir/{id}/coba
pub async fn show(ctx: Ctx) -> Result<Response> {
    let kerja = kerja(&ctx).await?;
    let awal = kerja.versi.form.steps_asked(&Answers::default()).first().copied();
    let tahap = awal.map_or(Tahap::Periksa, Tahap::Langkah);
    let choices = formulir_layanan::pilihan(&ctx.app, ctx.today()).await?;
    tampil(&ctx, &kerja, &tahap, &Answers::default(), &[], &choices)
}

fn tampil(
    ctx: &Ctx,
    kerja: &Kerja,
    tahap: &Tahap,
    jawaban: &Answers,
    faults: &[Fault],
    choices: &Choices,
) -> Result<Response> {
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let galat: Vec<FormError> = form_errors(faults);
    let body = pages::coba::halaman(ctx, kerja, tahap, jawaban, (faults, &galat), choices)?;
    halaman(ctx, kerja, status, "Coba isi formulir", body)
}

/// POST /formulir/{id}/coba
pub async fn kirim(ctx: Ctx) -> Result<Response> {
    let kerja = kerja(&ctx).await?;
    let form = &kerja.versi.form;
    let choices = formulir_layanan::pilihan(&ctx.app, ctx.today()).await?;
    let lama: Json = serde_json::from_str(ctx.form().get("_isian")).unwrap_or(Json::Null);
    let lama = Answers::from_json(lama);
    let nomor: usize = ctx.form().get("_langkah").parse().unwrap_or(usize::MAX);
    if form.steps.get(nomor).is_none() {
        return tampil(&ctx, &kerja, &Tahap::Langkah(0), &lama, &[], &choices);
    }
    let pairs = ctx.form().pairs();
    let mut jawaban = form.read(nomor, &lama, pairs);
    let mut faults = terima(&ctx, &kerja, &mut jawaban);
    if let (Some(sebelum), "kembali") = (form.step_before(nomor, &jawaban), ctx.form().get("_arah")) {
        return tampil(&ctx, &kerja, &Tahap::Langkah(sebelum), &jawaban, &[], &choices);
    }
    let tahap = match form.next(nomor, &mut jawaban, pairs, &choices) {
        Next::Again => Tahap::Langkah(nomor),
        Next::Faults(lain) => {
            faults.extend(lain);
            Tahap::Langkah(nomor)
        }
        Next::Step(_) | Next::Review if !faults.is_empty() => Tahap::Langkah(nomor),
        Next::Step(berikut) => Tahap::Langkah(berikut),
        Next::Review => Tahap::Periksa,
    };
    tampil(&ctx, &kerja, &tahap, &jawaban, &faults, &choices)
}

/// Files are judged like those of applicants, and then let go.
fn terima(ctx: &Ctx, kerja: &Kerja, jawaban: &mut Answers) -> Vec<Fault> {
    let mut faults = vec![];
    for upload in ctx.form().files() {
        let berkas = FileRef {
            id: Uuid::now_v7().to_string(),
            name: upload.name.clone(),
            size: upload.size,
            media: file::media_type(&upload.head).to_owned(),
        };
        let jalur = upload.field.strip_prefix(formulir::PREFIX).unwrap_or(&upload.field);
        let ada = jawaban.get(jalur).and_then(Json::as_array).map_or(0, Vec::len);
        match kerja.versi.form.file_fault(&upload.field, ada, &berkas) {
            Ok(()) => drop(jawaban.attach(&upload.field, &berkas)),
            Err(fault) => faults.push(fault),
        }
    }
    faults
}
