//! Files: what the applicant attached, what the case gave.
use kernel::{Ctx, Error, Response, Result, file};
use uuid::Uuid;

use super::isian::siapa_pun;
use crate::model::{Keadaan, Permohonan};
use crate::{PROSES, store};

/// GET /permohonan/isi/{id}/berkas/{berkas}: for the applicant.
pub async fn pemohon(ctx: Ctx) -> Result<Response> {
    let satu = siapa_pun(&ctx).await?;
    kirim(&ctx, &satu, ctx.id("berkas")?).await
}

/// GET /permohonan/{id}/berkas/{berkas}: for officers. The files of a joint application lie with the whole.
pub async fn petugas(ctx: Ctx) -> Result<Response> {
    let satu = store::cari(&ctx.app, &ctx.scope_of(PROSES), ctx.id("id")?).await?;
    kirim(&ctx, &satu, ctx.id("berkas")?).await
}

async fn kirim(ctx: &Ctx, satu: &Permohonan, berkas: Uuid) -> Result<Response> {
    let ada = match file::find(&ctx.app, satu.id, berkas).await {
        Err(Error::NotFound) => match satu.induk {
            Some(induk) => file::find(&ctx.app, induk, berkas).await?,
            None => return Err(Error::NotFound),
        },
        hasil => hasil?,
    };
    // The output is taken by its own way only.
    if satu.hasil == Some(ada.id) {
        return Err(Error::NotFound);
    }
    file::send(ctx, &ada).await
}

/// GET /permohonan/resi/{id}/hasil: the output for its applicant, once it was taken.
pub async fn hasil_pemohon(ctx: Ctx) -> Result<Response> {
    let satu = siapa_pun(&ctx).await?;
    if satu.keadaan != Keadaan::Selesai {
        return Err(Error::NotFound);
    }
    let ada = file::find(&ctx.app, satu.id, satu.hasil.ok_or(Error::NotFound)?).await?;
    file::send(&ctx, &ada).await
}

/// GET /permohonan/{id}/hasil: the output for officers.
pub async fn hasil(ctx: Ctx) -> Result<Response> {
    let satu = store::cari(&ctx.app, &ctx.scope_of(PROSES), ctx.id("id")?).await?;
    let ada = file::find(&ctx.app, satu.id, satu.hasil.ok_or(Error::NotFound)?).await?;
    file::send(&ctx, &ada).await
}
