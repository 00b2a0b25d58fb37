//! PKCS #11 tokens that are plugged into the server: what is on them, and whose a certificate is.
use std::time::Duration;

use http::StatusCode;
use kernel::auth::account;
use kernel::{Ctx, Error, FieldError, Response, Result, Subject};
use uuid::Uuid;

use crate::model::{Jenis, PenandaAkun};
use crate::pages::{self, token as halaman};
use crate::sertifikat::{self, Keterangan};
use crate::store;
use crate::token::{self, Galat, Token};

const HALAMAN: &str = "/tanda_tangan/token";
/// How long the library may take to look around.
const SABAR: Duration = Duration::from_secs(20);

async fn baca(ctx: &Ctx) -> Result<std::result::Result<Vec<Token>, Galat>> {
    let Some(jalan) = ctx.app.config.pkcs11.clone() else { return Ok(Err(Galat::TanpaPustaka)) };
    let cari = tokio::task::spawn_blocking(move || token::daftar(&jalan));
    match tokio::time::timeout(SABAR, cari).await {
        Ok(semua) => semua.map_err(Error::internal),
        Err(_) => Ok(Err(Galat::TidakMenjawab)),
    }
}

async fn tampil(ctx: &Ctx, salah: &[FieldError]) -> Result<Response> {
    let semua = baca(ctx).await?;
    let status = if salah.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let milik = store::penanda::pemilik_token(&ctx.app).await?;
    let akun: Vec<Uuid> = milik.iter().map(|(akun, _)| *akun).collect();
    let nama = account::names(&ctx.app, &akun).await?;
    let pemilik = milik
        .into_iter()
        .filter_map(|(akun, der)| {
            let sidik = pades::Certificate::from_der(&der).ok()?.fingerprint_hex();
            Some((sidik, nama.get(&akun).cloned().unwrap_or_default()))
        })
        .collect();
    halaman::halaman(ctx, &semua, &pemilik, salah, status)
}

/// GET /tanda_tangan/token
pub async fn list(ctx: Ctx) -> Result<Response> {
    tampil(&ctx, &[]).await
}

/// POST /tanda_tangan/token/pakai: an account signs with the key of this certificate.
pub async fn pakai(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    match pakai_satu(&ctx).await {
        Ok(()) => ctx.redirect_with(HALAMAN, "Akun ini menandatangani dengan token mulai sekarang."),
        Err(error) => tampil(&ctx, &pages::isian(error)?).await,
    }
}

async fn pakai_satu(ctx: &Ctx) -> Result<()> {
    let sidik = ctx.form().get("sidik").to_lowercase();
    let semua = baca(ctx).await?.map_err(|galat| Error::refused(galat.teks()))?;
    let milik = semua
        .into_iter()
        .flat_map(|satu| satu.sertifikat)
        .find(|satu| satu.fingerprint_hex().eq_ignore_ascii_case(&sidik))
        .ok_or_else(|| Error::refused("Sertifikat itu tidak ada lagi pada token yang terpasang."))?;
    let masuk = ctx.form().get("akun").to_lowercase();
    let akun = account::by_login(&ctx.app, &masuk).await?;
    let akun = akun.ok_or_else(|| Error::field("akun", "Tidak ada akun dengan nama pengguna ini"))?.id;
    if milik.is_ca() || !milik.may_sign() {
        return Err(Error::field("akun", "Sertifikat ini bukan untuk menandatangani"));
    }
    if !milik.valid_at(ctx.now) {
        return Err(Error::field("akun", "Sertifikat ini belum atau tidak berlaku lagi"));
    }
    let mut baru = PenandaAkun::new(akun, Jenis::Token);
    baru.sertifikat = Some(milik.der().to_vec());
    let mut write = ctx.write("tanda_tangan.penanda").await?;
    store::penanda::simpan(&mut write, &baru).await?;
    if !sertifikat::ada(&mut write, &milik).await? {
        let lain = Keterangan {
            jenis: "orang",
            akun: Some(akun),
            unit: None,
            dipakai_untuk: "Tanda tangan elektronik dengan token",
            berkas: None,
        };
        sertifikat::catat(&mut write, Uuid::now_v7(), &milik, &lain).await?;
    }
    write.commit(&Subject::new("ttd_penanda", akun, HALAMAN)).await
}
