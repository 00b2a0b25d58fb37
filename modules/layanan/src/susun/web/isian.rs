//! Questions: choosing the kind of a new one, making it, changing it.
use formulir::{Field, Form, Item, Kind, Place};
use http::StatusCode;
use kernel::page::FormError;
use kernel::{Ctx, Error, Response, Result};

use super::{Hasil, Kerja, draf, galat_halaman, halaman, status, tempat, ubah};
use crate::susun::isi::{self, Isian};
use crate::susun::pages::{self, Keadaan};

/// GET /formulir/{id}/tambah/{tempat}: which kind?
pub async fn jenis(ctx: Ctx) -> Result<Response> {
    let kerja = draf(&ctx).await?;
    let tempat = tempat(&ctx)?;
    let body = pages::isian::jenis(&kerja, tempat);
    halaman(&ctx, &kerja, StatusCode::OK, "Isian baru", body)
}

/// A new field of the kind of the address.
fn kosong(ctx: &Ctx, form: &Form, tempat: Place) -> Result<Field> {
    let kind = Kind::new(ctx.path("jenis")).ok_or(Error::NotFound)?;
    let dalam_kelompok = tempat.inner.is_some();
    let kelompok =
        form.field_of(Place { inner: None, ..tempat }).is_some_and(|field| matches!(field.kind, Kind::Group { .. }));
    if dalam_kelompok && (!kelompok || matches!(kind, Kind::Group { .. })) {
        return Err(Error::NotFound);
    }
    Ok(Field { key: String::new(), label: String::new(), hint: String::new(), required: true, when: None, kind })
}

/// GET /formulir/{id}/tambah/{tempat}/{jenis}
pub async fn baru(ctx: Ctx) -> Result<Response> {
    let kerja = draf(&ctx).await?;
    let tempat = tempat(&ctx)?;
    let field = kosong(&ctx, &kerja.versi.form, tempat)?;
    tampil_baru(&ctx, &kerja, tempat, &field, &isi::tulis(&field), &[], false)
}

fn tampil_baru(
    ctx: &Ctx,
    kerja: &Kerja,
    tempat: Place,
    field: &Field,
    isian: &Isian,
    galat: &[FormError],
    bentrok: bool,
) -> Result<Response> {
    let action = kerja.di(&format!("tambah/{tempat}/{}", field.kind.word()));
    let judul = format!("Isian baru: {}", field.kind.name());
    let body = pages::isian::halaman(ctx, kerja, &judul, &action, &field.kind, isian, &Keadaan { galat, bentrok })?;
    halaman(ctx, kerja, status(galat, bentrok), &judul, body)
}

/// POST /formulir/{id}/tambah/{tempat}/{jenis}
pub async fn tambah(ctx: Ctx) -> Result<Response> {
    let kerja = draf(&ctx).await?;
    let tempat = tempat(&ctx)?;
    let kosong = kosong(&ctx, &kerja.versi.form, tempat)?;
    let isian = ctx.form().pairs().to_vec();
    let field = match isi::baca(&isian, &kosong) {
        Ok(field) => field,
        Err(galat) => return tampil_baru(&ctx, &kerja, tempat, &kosong, &isian, &galat, false),
    };
    let hasil = ubah(&ctx, &kerja, |form| {
        let key = form.free_key(&field.label, tempat);
        form.insert(tempat, Item::Field(Field { key, ..field }))
    })
    .await?;
    match hasil {
        Hasil::Jadi(()) => ctx.redirect_with(&kerja.href(), "Isian ditambahkan."),
        Hasil::Bentrok(kini) => tampil_baru(&ctx, &kini, tempat, &kosong, &isian, &[], true),
        Hasil::Galat(faults) => {
            let galat = galat_halaman(&faults, |jalur| isi::tempat_galat(&kosong.kind, jalur));
            tampil_baru(&ctx, &kerja, tempat, &kosong, &isian, &galat, false)
        }
    }
}

/// The field of the address.
fn lama(ctx: &Ctx, kerja: &Kerja) -> Result<(Place, Field)> {
    let form = &kerja.versi.form;
    let tempat = form.place_of(ctx.path("kunci")).ok_or(Error::NotFound)?;
    let field = form.field_of(tempat).cloned().ok_or(Error::NotFound)?;
    Ok((tempat, field))
}

/// GET /formulir/{id}/isian/{kunci}
pub async fn show(ctx: Ctx) -> Result<Response> {
    let kerja = draf(&ctx).await?;
    let (_, field) = lama(&ctx, &kerja)?;
    tampil(&ctx, &kerja, &isi::tulis(&field), &[], false)
}

fn tampil(ctx: &Ctx, kerja: &Kerja, isian: &Isian, galat: &[FormError], bentrok: bool) -> Result<Response> {
    let (tempat, field) = lama(ctx, kerja)?;
    let kunci = ctx.path("kunci");
    let action = kerja.di(&format!("isian/{kunci}"));
    let keadaan = Keadaan { galat, bentrok };
    let ubah = pages::isian::halaman(ctx, kerja, "Ubah isian", &action, &field.kind, isian, &keadaan)?;
    let lain = pages::isian::tindakan(ctx, kerja, &field, kunci, tempat)?;
    halaman(ctx, kerja, status(galat, bentrok), "Ubah isian", maud::html! { (ubah) (lain) })
}

/// POST /formulir/{id}/isian/{kunci}
pub async fn simpan(ctx: Ctx) -> Result<Response> {
    let kerja = draf(&ctx).await?;
    let (tempat, lama) = lama(&ctx, &kerja)?;
    let isian = ctx.form().pairs().to_vec();
    let field = match isi::baca(&isian, &lama) {
        Ok(field) => field,
        Err(galat) => return tampil(&ctx, &kerja, &isian, &galat, false),
    };
    match ubah(&ctx, &kerja, |form| form.replace(tempat, Item::Field(field))).await? {
        Hasil::Jadi(()) => ctx.redirect_with(&kerja.href(), "Isian disimpan."),
        Hasil::Bentrok(kini) => tampil(&ctx, &kini, &isian, &[], true),
        Hasil::Galat(faults) => {
            let galat = galat_halaman(&faults, |jalur| isi::tempat_galat(&lama.kind, jalur));
            tampil(&ctx, &kerja, &isian, &galat, false)
        }
    }
}
