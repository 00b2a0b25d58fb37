//! Begin, look over, send; or keep for later.
use http::StatusCode;
use kernel::page::Link;
use kernel::{Ctx, Error, FieldError, Response, Result, Subject};
use serde_json::Value as Json;

use super::isian::{self, Kerja, periksa_kontak, terbuka};
use super::{KIRIM, MULAI, bingkai, lanjut, milik_atau_tanya, salah};
use crate::ajuan::{self, Asal, Kiriman};
use crate::langkah::Meja;
use crate::model::{Keadaan, PERMOHONAN, Tindakan};
use crate::standar::{self, Standar};
use crate::{formulir_layanan, pages, store};

/// A service that can be applied for here, with its form.
///
/// # Errors
/// [`Error::NotFound`] when it is not published or has no form.
pub(super) async fn layanan(ctx: &Ctx) -> Result<(Standar, uuid::Uuid)> {
    let satu = standar::berlaku(&ctx.app, ctx.id("id")?).await?;
    let formulir = formulir_layanan::berlaku(&ctx.app, satu.layanan).await?;
    match formulir.filter(|_| satu.daring) {
        Some((versi, _)) => Ok((satu, versi)),
        None => Err(Error::NotFound),
    }
}

/// GET /layanan/{id}/ajukan
pub async fn awal(ctx: Ctx) -> Result<Response> {
    let (satu, _) = layanan(&ctx).await?;
    let body = pages::ajukan::awal(&ctx, &satu)?;
    let jalan = vec![Link::new("Layanan", "/layanan"), Link::new(satu.nama.clone(), satu.href())];
    bingkai(&ctx, StatusCode::OK, "Ajukan permohonan", jalan, body)
}

/// POST /layanan/{id}/ajukan
pub async fn mulai(ctx: Ctx) -> Result<Response> {
    ctx.limited(&MULAI)?;
    let (satu, versi) = layanan(&ctx).await?;
    let asal = Asal { kanal: "web", akun: ctx.actor.account(), dibantu: None };
    buat(&ctx, &satu, versi, &asal).await
}

/// Makes a draft and leads to its first page.
pub(super) async fn buat(ctx: &Ctx, satu: &Standar, versi: uuid::Uuid, asal: &Asal) -> Result<Response> {
    let mut write = ctx.write("layanan.isian_dimulai").await?;
    let id = ajuan::mulai(&mut write, satu, Some(versi), asal).await?;
    let href = format!("/permohonan/isi/{id}/kontak");
    write.commit(&Subject::new(PERMOHONAN, id, href.clone())).await?;
    ctx.redirect_holding(&href, "", PERMOHONAN, id)
}

/// GET /permohonan/isi/{id}/periksa
pub async fn periksa(ctx: Ctx) -> Result<Response> {
    let kerja = match terbuka(&ctx).await? {
        Ok(kerja) => kerja,
        Err(jawab) => return Ok(jawab),
    };
    halaman(&ctx, &kerja, &[])
}

fn halaman(ctx: &Ctx, kerja: &Kerja, galat: &[FieldError]) -> Result<Response> {
    let status = if galat.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let isi = kerja.form.review(&kerja.jawaban, &kerja.pilihan, |langkah| kerja.href(langkah));
    let body = pages::ajukan::periksa(ctx, &kerja.satu, &kerja.pemohon(), &kerja.langkah(), isi, &salah(galat))?;
    bingkai(ctx, status, "Periksa dan kirim", pages::ajukan::jalan(&kerja.satu), body)
}

/// POST /permohonan/isi/{id}/kirim
pub async fn kirim(ctx: Ctx) -> Result<Response> {
    // A second click, or a form whose answer was lost on the way, comes to the receipt that the first one made.
    if let Err(Error::Done(href)) = ctx.not_repeated().await {
        return ctx.redirect(&href);
    }
    let kerja = match terbuka(&ctx).await? {
        Ok(kerja) => kerja,
        Err(jawab) => return Ok(jawab),
    };
    let perbaikan = kerja.satu.keadaan == Keadaan::Perbaikan;
    let pemohon = kerja.pemohon();
    if !perbaikan && !periksa_kontak(&pemohon).is_empty() {
        return ctx.redirect_with(&kerja.href_kontak(), "Lengkapi dahulu siapa yang mengajukan.");
    }
    let kurang = kerja.form.check(&kerja.jawaban, &kerja.pilihan);
    if let Some(langkah) = kerja.form.first_faulty(&kerja.jawaban, &kerja.pilihan).filter(|_| !kurang.is_empty()) {
        let kurang = kerja.form.check_step(langkah, &kerja.jawaban, &kerja.pilihan);
        return isian::halaman(&ctx, &kerja, langkah, &kerja.jawaban, &kurang);
    }
    let mut galat = vec![];
    if ctx.form().get("benar") != kernel::page::YES {
        galat.push(FieldError::new("benar", "Centang pernyataan bahwa isiannya benar."));
    }
    if let Err(satu) = ctx.challenge_met() {
        galat.push(satu);
    }
    if !galat.is_empty() {
        return halaman(&ctx, &kerja, &galat);
    }
    ctx.limited(&KIRIM)?;
    let (app, meja) = (&ctx.app, Meja::buka(&ctx.app).await?);
    let standar = standar::versi(app, kerja.satu.standar).await?;
    let isian = match kerja.form.kept(&kerja.jawaban).json() {
        Json::Object(isian) => isian,
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Array(_) => serde_json::Map::new(),
    };
    if perbaikan {
        let mut write = ctx.write(Tindakan::KirimPerbaikan.aksi().0).await?;
        let satu = store::pegang(&mut write, kerja.satu.id, None).await?;
        let satu = ajuan::kirim_perbaikan(&mut write, &satu, &standar, isian, &meja).await?;
        write.commit(&satu.subjek_resi()).await?;
        return lanjut(&ctx, &satu.href_resi(), "Perbaikan terkirim. Waktu proses berjalan lagi.", &satu);
    }
    let bagian = ajuan::bagian(app, &standar).await?;
    let mut write = ctx.write(Tindakan::Kirim.aksi().0).await?;
    let satu = store::pegang(&mut write, kerja.satu.id, None).await?;
    if satu.keadaan != Keadaan::Draf {
        return ctx.redirect(&satu.href_resi());
    }
    let kiriman = Kiriman { pemohon, isian, bagian };
    let (satu, _) = ajuan::kirim(&mut write, &satu, &standar, kiriman, &meja).await?;
    write.commit(&satu.subjek_resi()).await?;
    lanjut(&ctx, &satu.href_resi(), "Permohonan Anda sudah kami terima.", &satu)
}

/// POST /permohonan/isi/{id}/simpan
pub async fn simpan(ctx: Ctx) -> Result<Response> {
    let kerja = match terbuka(&ctx).await? {
        Ok(kerja) => kerja,
        Err(jawab) => return Ok(jawab),
    };
    let href = format!("/permohonan/isi/{}/kode", kerja.satu.id);
    if kerja.satu.keadaan != Keadaan::Draf {
        return ctx.redirect_with(&kerja.satu.href_resi(), "Isian tersimpan. Lanjutkan kapan saja dari halaman ini.");
    }
    let mut write = ctx.write("layanan.isian_disimpan").await?;
    let satu = store::pegang(&mut write, kerja.satu.id, None).await?;
    ajuan::beri_kode(&mut write, &satu).await?;
    write.commit(&Subject::new(PERMOHONAN, satu.id, href.clone())).await?;
    lanjut(&ctx, &href, "", &satu)
}

/// GET /permohonan/isi/{id}/kode
pub async fn kode(ctx: Ctx) -> Result<Response> {
    let satu = match milik_atau_tanya(&ctx).await? {
        Ok(satu) => satu,
        Err(jawab) => return Ok(jawab),
    };
    if satu.keadaan != Keadaan::Draf || satu.nomor.is_none() {
        return ctx.redirect(&satu.href_resi());
    }
    let kata = ajuan::kata(&ctx.app, &satu);
    let body = pages::ajukan::kode(&ctx, &satu, kata.as_deref())?;
    bingkai(&ctx, StatusCode::OK, "Isian tersimpan", pages::ajukan::jalan(&satu), body)
}

/// POST /permohonan/isi/{id}/hapus
pub async fn hapus(ctx: Ctx) -> Result<Response> {
    let satu = match milik_atau_tanya(&ctx).await? {
        Ok(satu) => satu,
        Err(jawab) => return Ok(jawab),
    };
    if satu.keadaan != Keadaan::Draf {
        return ctx.redirect(&satu.href_resi());
    }
    let tujuan = format!("/layanan/{}", satu.layanan);
    let mut write = ctx.write("layanan.isian_dihapus").await?;
    crate::jobs::buang_draf(&mut write, satu.id).await?;
    write.commit(&Subject::new(PERMOHONAN, satu.id, tujuan.clone())).await?;
    ctx.redirect_with(&tujuan, "Isian Anda sudah dihapus.")
}
