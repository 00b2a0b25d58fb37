//! Status by number and word, and all applications of an account.
use http::StatusCode;
use kernel::page::Link;
use kernel::{Ctx, Error, FieldError, Response, Result, receipt};

use super::{bingkai, nomor, salah};
use crate::model::{Keadaan, PERMOHONAN};
use crate::{pages, store};

/// What to say of a wrong number or word, the same for both.
const SALAH: &str = "Nomor atau kata rahasia tidak cocok. Periksa lagi tanda terima Anda. Isian yang disimpan dihapus \
    sesudah 14 hari tidak dibuka.";

/// GET /layanan/status
pub async fn form(ctx: Ctx) -> Result<Response> {
    let diketik: String = ctx.query("nomor").chars().take(40).collect();
    halaman(&ctx, &diketik, &[])
}

fn halaman(ctx: &Ctx, diketik: &str, galat: &[FieldError]) -> Result<Response> {
    let status = if galat.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let body = pages::resi::tanya(ctx, diketik, &salah(galat))?;
    bingkai(ctx, status, "Cek status permohonan", vec![Link::new("Layanan", "/layanan")], body)
}

/// POST /layanan/status
pub async fn buka(ctx: Ctx) -> Result<Response> {
    let (diketik, kata) = (ctx.form().get("nomor"), ctx.form().get("kata"));
    let mut galat = vec![];
    if diketik.is_empty() {
        galat.push(FieldError::new("nomor", "Tulis nomor permohonan, misalnya LYN-7K3M-Q2HX."));
    }
    if kata.is_empty() {
        galat.push(FieldError::new("kata", "Tulis kata rahasia dari tanda terima Anda."));
    }
    if !galat.is_empty() {
        return halaman(&ctx, diketik, &galat);
    }
    let teratur = nomor(diketik);
    let ada = store::dengan_nomor(&ctx.app, &teratur).await?;
    let tanda = ada.as_ref().and_then(|satu| satu.tanda.as_deref());
    let benar = receipt::unlock(&ctx, &teratur, kata, tanda).await?;
    let hidup = |akhir: Option<time::OffsetDateTime>| akhir.is_none_or(|akhir| akhir > ctx.now);
    match ada.filter(|satu| benar && hidup(satu.kedaluwarsa)) {
        Some(satu) => {
            let draf = satu.keadaan == Keadaan::Draf;
            let href = if draf { format!("/permohonan/isi/{}", satu.id) } else { satu.href_resi() };
            ctx.redirect_holding(&href, "", PERMOHONAN, satu.id)
        }
        None => halaman(&ctx, diketik, &[FieldError::new("nomor", SALAH)]),
    }
}

/// Applications on one page.
const PER_HALAMAN: i64 = 30;

/// GET /layanan/saya
pub async fn saya(ctx: Ctx) -> Result<Response> {
    let sebelum = match ctx.query("sebelum") {
        "" => None,
        teks => Some(teks.parse().map_err(|_| Error::NotFound)?),
    };
    let mut ada = store::milik(&ctx.app, ctx.account()?, sebelum, PER_HALAMAN + 1).await?;
    let lagi = ada.len() as i64 > PER_HALAMAN;
    ada.truncate(usize::try_from(PER_HALAMAN).unwrap_or(30));
    let berikut = ada.last().filter(|_| lagi).map(|akhir| format!("/layanan/saya?sebelum={}", akhir.id));
    let body = pages::resi::saya(&ctx, &ada, berikut.as_deref());
    bingkai(&ctx, StatusCode::OK, "Permohonan saya", vec![Link::new("Layanan", "/layanan")], body)
}
