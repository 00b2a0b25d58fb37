//! Moderation of comments.
use http::StatusCode;
use kernel::{Ctx, Error, FieldError, Response, Result, Subject};
use uuid::Uuid;

use crate::pages::komentar as halaman;
use crate::pages::komentar::TAYANG;
use crate::store::komentar::{self, KIND, SEHALAMAN, STATUS};

/// GET /meja-survei/komentar?status=&setelah=
pub async fn daftar(ctx: Ctx) -> Result<Response> {
    let diminta = ctx.query("status");
    let status = STATUS.iter().find(|(kunci, _)| *kunci == diminta).map_or("menunggu", |(kunci, _)| *kunci);
    let setelah: Option<Uuid> = ctx.query("setelah").parse().ok();
    let mut semua = komentar::list(&ctx.app, &ctx.scope, status, setelah).await?;
    let lagi = semua.len() > SEHALAMAN;
    semua.truncate(SEHALAMAN);
    let berikut = semua
        .last()
        .filter(|_| lagi)
        .map(|akhir| format!("/meja-survei/komentar?status={status}&setelah={}", akhir.id));
    halaman::daftar(&ctx, status, &semua, berikut.as_deref())
}

/// GET /meja-survei/komentar/{id}
pub async fn show(ctx: Ctx) -> Result<Response> {
    let satu = komentar::find(&ctx.app, &ctx.scope, ctx.id("id")?).await?;
    halaman::satu(&ctx, StatusCode::OK, &satu, &satu.tayang, &[])
}

/// POST /meja-survei/komentar/{id}
pub async fn putuskan(ctx: Ctx) -> Result<Response> {
    let satu = komentar::find(&ctx.app, &ctx.scope, ctx.id("id")?).await?;
    let tayang = ctx.form().get("tayang").to_owned();
    let putusan = ctx.form().get("putusan");
    let mut salah = vec![];
    if !["tayang", "tidak_tayang"].contains(&putusan) {
        salah.push(FieldError::new("tayang", "Pilih Tayangkan atau Jangan tayangkan"));
    }
    if tayang.chars().count() > TAYANG {
        salah.push(FieldError::new("tayang", format!("Terlalu panjang: paling banyak {TAYANG} karakter")));
    } else if tayang.is_empty() && putusan == "tayang" {
        salah.push(FieldError::new("tayang", "Isi yang ditayangkan, atau pilih Jangan tayangkan"));
    }
    if !salah.is_empty() {
        return halaman::satu(&ctx, StatusCode::UNPROCESSABLE_ENTITY, &satu, &tayang, &salah);
    }
    let versi: i64 = ctx.form().get("_versi").parse().unwrap_or(0);
    let href = format!("/meja-survei/komentar/{}", satu.id);
    let mut write = ctx.write("survei.moderasi").await?;
    match komentar::putuskan(&mut write, satu.id, versi, putusan, &tayang).await {
        Ok(()) => {}
        Err(Error::Conflict) => {
            drop(write);
            let kini = komentar::find(&ctx.app, &ctx.scope, satu.id).await?;
            let salah = [FieldError::new(
                "tayang",
                "Komentar ini baru saja diputuskan orang lain. Periksa lagi sebelum menyimpan",
            )];
            return halaman::satu(&ctx, StatusCode::CONFLICT, &kini, &tayang, &salah);
        }
        Err(lain) => return Err(lain),
    }
    write.commit(&Subject::new(KIND, satu.id, href)).await?;
    let kabar =
        if putusan == "tayang" { "Komentar akan ditayangkan bersama hasil." } else { "Komentar tidak ditayangkan." };
    ctx.redirect_with("/meja-survei/komentar", kabar)
}
