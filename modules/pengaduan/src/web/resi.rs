//! The page of a reporter.
use http::StatusCode;
use kernel::file;
use kernel::web::abuse::Limit;
use kernel::{Ctx, Error, FieldError, Response, Result, args};
use time::Duration;
use uuid::Uuid;

use crate::model::{self, Keadaan};
use crate::pages::Rujukan;
use crate::pages::resi as halaman;
use crate::rules::alur::Tindakan;
use crate::store::{berkas, jejak, pelapor, satu, terima};
use crate::tindak;

/// What reporters of one network add, with files.
const TAMBAH: Limit = Limit { name: "pengaduan.tambah", burst: 20, every: Duration::minutes(1) };

/// Whether this browser or account is the reporter's.
async fn milik(ctx: &Ctx, id: Uuid) -> Result<bool> {
    if ctx.holds(model::JENIS, id) {
        return Ok(true);
    }
    let Some(akun) = ctx.actor.account() else { return Ok(false) };
    let tanda = pelapor::tanda_akun(&ctx.app, akun)?;
    let text = "select 1 as one from pengaduan where id = $1 and akun = $2";
    Ok(ctx.app.db.optional(text, args![id, tanda]).await?.is_some())
}

/// Where somebody is sent who did not prove to be the reporter.
fn tanya(ctx: &Ctx) -> Result<Response> {
    ctx.redirect_with("/pengaduan/lacak", "Masukkan nomor dan kata rahasia untuk membuka laporan.")
}

/// GET /pengaduan/resi/{id}
pub async fn show(ctx: Ctx) -> Result<Response> {
    let id = ctx.id("id")?;
    if !milik(&ctx, id).await? {
        return tanya(&ctx);
    }
    tampil(&ctx, id, StatusCode::OK, Tindakan::urai(ctx.query("tindakan")), &[]).await
}

async fn tampil(
    ctx: &Ctx,
    id: Uuid,
    status: StatusCode,
    terbuka: Option<Tindakan>,
    salah: &[FieldError],
) -> Result<Response> {
    let kini = satu::tanpa_batas(&ctx.app, id).await?;
    let rujukan = Rujukan::baca(&ctx.app).await?;
    let mut langkah = jejak::daftar(&ctx.app, id).await?;
    let induk = match kini.induk.filter(|_| kini.keadaan == Keadaan::Digabung) {
        Some(induk) => {
            // Of the one that goes on for both only what everybody may read.
            let lanjut = jejak::daftar(&ctx.app, induk).await?;
            langkah.extend(
                lanjut
                    .into_iter()
                    .filter(|satu| satu.terlihat == jejak::Terlihat::Publik)
                    .map(|satu| jejak::Jejak { teks: satu.teks_publik.clone().unwrap_or_default(), ..satu }),
            );
            langkah.sort_by_key(|satu| satu.pada);
            Some(satu::tanpa_batas(&ctx.app, induk).await?)
        }
        None => None,
    };
    let survei: Option<String> =
        ctx.app.db.one("select survei from pengaduan where id = $1", args![id]).await?.get("survei")?;
    let pilihan = tindak::pelapor::pilihan(ctx, &kini).await?;
    let bahan = halaman::Bahan {
        kata: if ctx.holds(model::JENIS, id) { terima::kata(&ctx.app, id).await? } else { None },
        berkas: berkas::daftar(&ctx.app, id).await?,
        terbuka: terbuka.filter(|satu| pilihan.contains(satu)),
        kini: &kini,
        induk: induk.as_ref(),
        rujukan: &rujukan,
        langkah: &langkah,
        pilihan: &pilihan,
        survei,
    };
    halaman::show(ctx, status, &bahan, salah)
}

/// POST /pengaduan/resi/{id}/{tindakan}
pub async fn lakukan(ctx: Ctx) -> Result<Response> {
    let id = ctx.id("id")?;
    if !milik(&ctx, id).await? {
        return tanya(&ctx);
    }
    ctx.not_repeated().await?;
    let tindakan = Tindakan::urai(ctx.path("tindakan")).ok_or(Error::NotFound)?;
    if let Err(Error::TooMany(detik)) = ctx.limited(&TAMBAH) {
        let salah = [FieldError::new("", format!("Terlalu sering. Tunggu {detik} detik, lalu kirim lagi"))];
        return tampil(&ctx, id, StatusCode::TOO_MANY_REQUESTS, Some(tindakan), &salah).await;
    }
    match tindak::pelapor::lakukan(&ctx, id, tindakan).await {
        Ok(pesan) => ctx.redirect_with(&model::href_resi(id), pesan),
        Err(Error::Invalid(salah)) => tampil(&ctx, id, StatusCode::UNPROCESSABLE_ENTITY, Some(tindakan), &salah).await,
        Err(sebab @ (Error::Refused(_) | Error::Conflict)) => {
            let salah = [FieldError::new("", sebab.to_string())];
            tampil(&ctx, id, StatusCode::CONFLICT, Some(tindakan), &salah).await
        }
        Err(other) => Err(other),
    }
}

/// GET /pengaduan/resi/{id}/berkas/{berkas}: of the officers' files the copy without metadata.
pub async fn berkas(ctx: Ctx) -> Result<Response> {
    let (id, berkas_id) = (ctx.id("id")?, ctx.id("berkas")?);
    if !milik(&ctx, id).await? {
        return tanya(&ctx);
    }
    let found = berkas::find(&ctx.app, id, berkas_id).await?;
    if let Some(langkah) = found.jejak {
        let semua = jejak::daftar(&ctx.app, id).await?;
        let terbaca = |satu: &jejak::Jejak| satu.id == langkah && satu.terlihat != jejak::Terlihat::Petugas;
        if !semua.iter().any(terbaca) {
            return Err(Error::NotFound);
        }
    }
    let baris = if found.dari_pelapor { found.asli } else { found.bersih.unwrap_or(found.asli) };
    file::send(&ctx, &file::find(&ctx.app, id, baris).await?).await
}
