//! A certificate from a file into the register.
use http::StatusCode;
use kernel::auth::account;
use kernel::file::{Owner, Secrecy};
use kernel::{Ctx, Error, FieldError, Response, Result, Subject};
use uuid::Uuid;

use crate::pages::{self, saya as halaman};
use crate::registers::SERTIFIKAT_ELEKTRONIK;
use crate::sertifikat::{self, Keterangan};

/// Largest file of a certificate.
const TERBESAR: u64 = 256 * 1024;

/// GET /tanda_tangan/sertifikat/unggah
pub async fn form(ctx: Ctx) -> Result<Response> {
    tampil(&ctx, &[])
}

fn tampil(ctx: &Ctx, salah: &[FieldError]) -> Result<Response> {
    let status = if salah.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    halaman::unggah(ctx, salah, status)
}

/// POST /tanda_tangan/sertifikat/unggah
pub async fn unggah(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    match simpan(&ctx).await {
        Ok(id) => ctx.redirect_with(
            &SERTIFIKAT_ELEKTRONIK.record_href(id),
            "Sertifikat dicatat. Isinya dibaca dari berkas; lengkapi bila perlu.",
        ),
        Err(error) => tampil(&ctx, &pages::isian(error)?),
    }
}

async fn simpan(ctx: &Ctx) -> Result<Uuid> {
    let kirim = ctx.form().file("berkas").ok_or_else(|| Error::field("berkas", "Pilih berkas sertifikat"))?;
    if kirim.size > TERBESAR {
        return Err(Error::field("berkas", "Berkas sertifikat paling besar 256 KB"));
    }
    let terbaca = sertifikat::baca(&tokio::fs::read(&kirim.path).await?)?;
    let masuk = ctx.form().get("akun").to_lowercase();
    let akun = if masuk.is_empty() {
        None
    } else {
        let akun = account::by_login(&ctx.app, &masuk).await?;
        Some(akun.ok_or_else(|| Error::field("akun", "Tidak ada akun dengan nama pengguna ini"))?.id)
    };
    let untuk: String = ctx.form().get("dipakai_untuk").chars().filter(|huruf| !huruf.is_control()).take(300).collect();
    let id = Uuid::now_v7();
    let unit = ctx.actor.unit();
    let subject = Subject::new(SERTIFIKAT_ELEKTRONIK.key, id, SERTIFIKAT_ELEKTRONIK.record_href(id));
    let owner = Owner { subject: subject.clone(), unit, secrecy: Secrecy::Internal };
    let mut write = ctx.write("sertifikat_elektronik.diunggah").await?;
    let berkas = ctx.app.files.keep(&mut write, kirim, &owner).await?;
    let lain =
        Keterangan { jenis: sertifikat::jenis(&terbaca), akun, unit, dipakai_untuk: &untuk, berkas: Some(berkas) };
    sertifikat::catat(&mut write, id, &terbaca, &lain).await?;
    write.commit(&subject).await?;
    Ok(id)
}
