//! Back to one's own complaint: by number and word, or by account.
use http::StatusCode;
use kernel::receipt;
use kernel::{Ctx, Error, FieldError, Response, Result, args};
use uuid::Uuid;

use crate::model;
use crate::pages::resi as halaman;
use crate::store::{pelapor, satu};

/// GET /pengaduan/lacak
pub async fn form(ctx: Ctx) -> Result<Response> {
    let nomor = ctx.query("nomor").chars().take(40).collect::<String>();
    halaman::lacak(&ctx, StatusCode::OK, &nomor, &[])
}

/// POST /pengaduan/lacak
pub async fn buka(ctx: Ctx) -> Result<Response> {
    let (nomor, kata) = (ctx.form().get("nomor"), ctx.form().get("kata"));
    let mut salah = vec![];
    if nomor.is_empty() {
        salah.push(FieldError::new("nomor", "Tulis nomor dari tanda terima"));
    }
    if kata.is_empty() {
        salah.push(FieldError::new("kata", "Tulis kata rahasia dari tanda terima"));
    }
    if !salah.is_empty() {
        return halaman::lacak(&ctx, StatusCode::UNPROCESSABLE_ENTITY, nomor, &salah);
    }
    let found = satu::bernomor(&ctx.app, &receipt::normal(nomor)).await?;
    let cocok = match receipt::unlock(&ctx, nomor, kata, found.as_ref().map(|(_, tanda)| tanda.as_str())).await {
        Ok(cocok) => cocok,
        Err(Error::TooMany(detik)) => {
            let salah = [FieldError::new("", format!("Terlalu banyak percobaan. Coba lagi dalam {detik} detik"))];
            return halaman::lacak(&ctx, StatusCode::TOO_MANY_REQUESTS, nomor, &salah);
        }
        Err(other) => return Err(other),
    };
    match found.filter(|_| cocok) {
        Some((id, _)) => ctx.redirect_holding(&model::href_resi(id), "", model::JENIS, id),
        None => {
            let salah =
                [FieldError::new("kata", "Nomor dan kata rahasia tidak cocok. Periksa keduanya pada tanda terima")];
            halaman::lacak(&ctx, StatusCode::UNPROCESSABLE_ENTITY, nomor, &salah)
        }
    }
}

/// Complaints on a page.
const PER_HALAMAN: i64 = 25;

/// GET /pengaduan/saya
pub async fn saya(ctx: Ctx) -> Result<Response> {
    let tanda = pelapor::tanda_akun(&ctx.app, ctx.account()?)?;
    let sebelum: Uuid = ctx.query("sebelum").parse().unwrap_or(Uuid::max());
    let text =
        format!("select {} from pengaduan p where p.akun = $1 and p.id < $2 order by p.id desc limit $3", satu::KOLOM);
    let rows = ctx.app.db.query(&text, args![tanda, sebelum, PER_HALAMAN + 1]).await?;
    let semua = rows.iter().map(satu::pengaduan).collect::<Result<Vec<_>>>()?;
    halaman::saya(&ctx, &semua, usize::try_from(PER_HALAMAN).unwrap_or(25))
}
