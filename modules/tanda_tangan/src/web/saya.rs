//! The signer's own certificate: making it with a passphrase of one's own, and changing the passphrase.
use http::StatusCode;
use kernel::{Ctx, Error, FieldError, Response, Result, Subject};
use uuid::Uuid;

use super::{sandi, sandi_baru};
use crate::model::Jenis;
use crate::pages::{self, saya as halaman};
use crate::pki::{self, Pemohon};
use crate::sertifikat::{self, Keterangan};
use crate::{kerja, store};

async fn tampil(ctx: &Ctx, salah: &[FieldError]) -> Result<Response> {
    let akun = ctx.account()?;
    let penanda = store::penanda::cari(&ctx.app, akun).await?;
    let milik = store::pki::berlaku(&ctx.app, akun).await?;
    let diizinkan = store::penanda::diatur(&ctx.app, akun).await?;
    let status = if salah.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let token = penanda.sertifikat.as_deref().and_then(|der| pades::Certificate::from_der(der).ok());
    halaman::saya(ctx, penanda.jenis, diizinkan, milik.as_ref(), token.as_ref(), salah, status)
}

/// GET /tanda_tangan/saya
pub async fn show(ctx: Ctx) -> Result<Response> {
    tampil(&ctx, &[]).await
}

/// POST /tanda_tangan/saya/buat
pub async fn buat(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    match terbitkan(&ctx).await {
        Ok(()) => ctx.redirect_with("/tanda_tangan/saya", "Sertifikat elektronik Anda sudah terbit."),
        Err(error) => tampil(&ctx, &pages::isian(error)?).await,
    }
}

async fn terbitkan(ctx: &Ctx) -> Result<()> {
    let akun = ctx.account()?;
    let penanda = store::penanda::cari(&ctx.app, akun).await?;
    if penanda.jenis != Jenis::Pki || penanda.segel || !store::penanda::diatur(&ctx.app, akun).await? {
        return Err(Error::refused("Administrator belum mengizinkan Anda menerbitkan sertifikat."));
    }
    if store::pki::berlaku(&ctx.app, akun).await?.is_some() {
        return Err(Error::refused("Anda masih memiliki sertifikat yang berlaku."));
    }
    let kata = sandi_baru(ctx)?;
    let nama = kerja::nama(&ctx.app, akun).await?;
    let unit = ctx.actor.unit();
    let perangkat = match unit {
        Some(unit) => ctx.app.units().await?.into_iter().find(|satu| satu.id == unit).map(|satu| satu.name),
        None => None,
    };
    let perangkat = perangkat.unwrap_or_default();
    let pemohon = Pemohon { akun, nama: &nama, perangkat: &perangkat, segel: false };
    let terbit = pki::terbitkan(&ctx.app, &pemohon, &kata).await?;
    let mut write = ctx.write("tanda_tangan.sertifikat_terbit").await?;
    let daftar = Uuid::now_v7();
    let lain = Keterangan {
        jenis: "orang",
        akun: Some(akun),
        unit,
        dipakai_untuk: "Tanda tangan elektronik naskah dinas",
        berkas: None,
    };
    sertifikat::catat(&mut write, daftar, &terbit.sertifikat, &lain).await?;
    let id = terbit.simpan(&mut write).await?;
    store::pki::set_daftar(&mut write, id, daftar).await?;
    write.commit(&Subject::new("pki_sertifikat", id, "/tanda_tangan/saya")).await
}

/// POST /tanda_tangan/saya/sandi
pub async fn ganti(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    match ganti_sandi(&ctx).await {
        Ok(()) => ctx.redirect_with("/tanda_tangan/saya", "Kata sandi tanda tangan sudah diganti."),
        Err(error) => tampil(&ctx, &pages::isian(error)?).await,
    }
}

async fn ganti_sandi(ctx: &Ctx) -> Result<()> {
    let (lama, baru) = (sandi(ctx, "lama"), sandi_baru(ctx)?);
    let akun = ctx.account()?;
    let (id, kunci) = pki::ganti_sandi(&ctx.app, akun, &lama, &baru).await?;
    let mut write = ctx.write("tanda_tangan.sandi_diganti").await?;
    store::pki::set_kunci(&mut write, id, kunci).await?;
    write.commit(&Subject::new("pki_sertifikat", id, "/tanda_tangan/saya")).await
}
