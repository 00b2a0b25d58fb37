//! Putting a draft in force, after what it changes was seen; taking a version out of force.
use formulir::{Form, Kind};
use http::StatusCode;
use kernel::{Ctx, Error, Response, Result};

use super::{Kerja, draf, halaman, kerja};
use crate::susun::pages;
use crate::susun::store::{self, Keadaan};

/// What keeps a draft from being published.
fn kurang(form: &Form) -> Vec<String> {
    let mut pesan: Vec<String> = form.faults().into_iter().map(|fault| fault.message).collect();
    if form.fields().next().is_none() {
        pesan.push("Formulir belum mempunyai isian.".to_owned());
    }
    for (_, field) in form.fields() {
        if matches!(&field.kind, Kind::Group { fields, .. } if fields.is_empty()) {
            pesan.push(format!("Kelompok “{}” belum mempunyai isian.", field.label));
        }
    }
    for langkah in form.steps.iter().filter(|langkah| langkah.items.is_empty()) {
        pesan.push(format!("Langkah “{}” masih kosong.", langkah.title));
    }
    pesan
}

async fn tampil(ctx: &Ctx, kerja: &Kerja, bentrok: bool) -> Result<Response> {
    let berlaku = store::versi_berlaku(&ctx.app, kerja.layanan.id).await?;
    let kurang = kurang(&kerja.versi.form);
    let body = pages::terbit::halaman(ctx, kerja, berlaku.as_ref(), &kurang, bentrok)?;
    let status = if bentrok { StatusCode::CONFLICT } else { StatusCode::OK };
    halaman(ctx, kerja, status, "Terbitkan formulir", body)
}

fn dilihat(ctx: &Ctx) -> i64 {
    ctx.form().get(kernel::page::VERSION_FIELD).parse().unwrap_or(-1)
}

/// GET /formulir/{id}/terbit
pub async fn show(ctx: Ctx) -> Result<Response> {
    let kerja = draf(&ctx).await?;
    tampil(&ctx, &kerja, false).await
}

/// POST /formulir/{id}/terbit
pub async fn terbitkan(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    let kerja = draf(&ctx).await?;
    if !kurang(&kerja.versi.form).is_empty() {
        return tampil(&ctx, &kerja, false).await;
    }
    // What changes was compared with the version that was in force then: if another one is by now, it must be seen anew.
    let berlaku = store::versi_berlaku(&ctx.app, kerja.layanan.id).await?;
    if ctx.form().get("berlaku") != berlaku.map(|versi| versi.id.to_string()).unwrap_or_default() {
        return tampil(&ctx, &kerja, true).await;
    }
    let mut write = ctx.write("layanan.formulir_terbit").await?;
    match store::terbitkan(&mut write, &kerja.versi, dilihat(&ctx)).await {
        Ok(()) => {}
        Err(Error::Conflict) => {
            drop(write);
            return tampil(&ctx, &draf(&ctx).await?, true).await;
        }
        Err(lain) => return Err(lain),
    }
    write.commit(&kerja.subject(kerja.href())).await?;
    ctx.redirect_with(&kerja.href(), "Formulir diterbitkan. Permohonan baru memakai versi ini.")
}

async fn berlaku(ctx: &Ctx) -> Result<Kerja> {
    let kerja = kerja(ctx).await?;
    if kerja.versi.keadaan == Keadaan::Berlaku {
        Ok(kerja)
    } else {
        Err(Error::refused("Hanya versi yang berlaku yang dapat dicabut."))
    }
}

/// GET /formulir/{id}/cabut
pub async fn tanya_cabut(ctx: Ctx) -> Result<Response> {
    let kerja = berlaku(&ctx).await?;
    let body = pages::terbit::cabut(&ctx, &kerja)?;
    halaman(&ctx, &kerja, StatusCode::OK, "Cabut formulir", body)
}

/// POST /formulir/{id}/cabut
pub async fn cabut(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    let kerja = berlaku(&ctx).await?;
    let mut write = ctx.write("layanan.formulir_dicabut").await?;
    store::cabut(&mut write, &kerja.versi, dilihat(&ctx)).await?;
    write.commit(&kerja.subject(kerja.href())).await?;
    ctx.redirect_with(&kerja.href(), "Formulir dicabut. Permohonan yang sudah dimulai tetap berjalan.")
}
