//! The public page of verification: by the code of a QR, by number, by a file that is not kept.
use std::net::IpAddr;

use http::StatusCode;
use kernel::auth::throttle::{self, Source};
use kernel::{App, Ctx, Error, FieldError, Response, Result};

use crate::model::Permintaan;
use crate::pages::verifikasi as halaman;
use crate::rules::alur::Keadaan;
use crate::rules::nomor;
use crate::{berkas, periksa, store};

/// Under which name failures of looking up are counted.
const PENGHITUNG: &str = "verifikasi";

/// Who asks, as far as counting goes: an address, of IPv6 the network of one subscriber. A counter of its own for each, so
/// that nobody slows another down.
fn sumber(ip: IpAddr) -> Source {
    Source::Device(match ip {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(v6) => v6.segments().iter().take(4).map(|part| format!("{part:x}:")).collect(),
    })
}

/// GET /verifikasi, also with `?nomor=`
pub async fn form(ctx: Ctx) -> Result<Response> {
    let tertulis = ctx.query("nomor");
    if tertulis.is_empty() {
        return halaman::formulir(&ctx, "", &[], StatusCode::OK);
    }
    let kunci = nomor::kunci(tertulis);
    if kunci.is_empty() || kunci.chars().count() > 200 {
        let salah = [FieldError::new("nomor", "Tulis nomor naskah seperti tercetak")];
        return halaman::formulir(&ctx, tertulis, &salah, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let sumber = sumber(ctx.ip());
    throttle::admit(&ctx.app, PENGHITUNG, &sumber).await?;
    let ditemukan = store::permintaan::by_nomor(&ctx.app, &kunci).await?;
    if ditemukan.is_empty() {
        throttle::failed(&ctx.app, PENGHITUNG, &sumber).await?;
    }
    halaman::nomor(&ctx, tertulis, &ditemukan)
}

/// GET /verifikasi/{kode}
pub async fn kode(ctx: Ctx) -> Result<Response> {
    let sumber = sumber(ctx.ip());
    throttle::admit(&ctx.app, PENGHITUNG, &sumber).await?;
    let Some(satu) = store::permintaan::by_kode(&ctx.app, ctx.path("kode")).await? else {
        throttle::failed(&ctx.app, PENGHITUNG, &sumber).await?;
        return halaman::tidak_ada(&ctx);
    };
    let hasil = tersimpan(&ctx.app, &satu).await?;
    halaman::satu(&ctx, &satu, hasil.as_ref())
}

/// What the stored signed file says; nothing when it is not signed yet.
async fn tersimpan(app: &App, satu: &Permintaan) -> Result<Option<periksa::Hasil>> {
    let (Keadaan::Selesai, Some(hasil)) = (satu.keadaan, satu.hasil) else { return Ok(None) };
    periksa::periksa(app, berkas::isi(app, satu, hasil).await?).await.map(Some)
}

/// POST /verifikasi: a file, read and forgotten.
pub async fn berkas(ctx: Ctx) -> Result<Response> {
    let kirim = match ctx.form().file("berkas") {
        Some(kirim) if kirim.size <= berkas::TERBESAR => kirim,
        Some(_) | None => {
            let salah = [FieldError::new("berkas", format!("Pilih satu berkas. {}", berkas::batas(&ctx.app)))];
            return halaman::formulir(&ctx, "", &salah, StatusCode::UNPROCESSABLE_ENTITY);
        }
    };
    let (nama, sha256) = (kirim.name.clone(), kirim.sha256.clone());
    let pdf = tokio::fs::read(&kirim.path).await?;
    match periksa::periksa(&ctx.app, pdf).await {
        Ok(hasil) => {
            let dikenal = store::permintaan::by_hasil(&ctx.app, &sha256).await?;
            halaman::hasil(&ctx, &nama, &hasil, dikenal.as_ref())
        }
        Err(Error::BadRequest(teks)) => {
            let salah = [FieldError::new("berkas", teks)];
            halaman::formulir(&ctx, "", &salah, StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(lain) => Err(lain),
    }
}
