//! Who answers which indicator, outside the team.

use kernel::notify::{Notice, notify};
use kernel::web::Response;
use kernel::{Ctx, Error, Result};
use serde_json::json;
use uuid::Uuid;

use super::periode::beku;
use super::subjek;
use crate::pages;
use crate::ruang::masuk;
use crate::store;

/// First a person is chosen, then the indicators.
pub(super) async fn show(ctx: Ctx) -> Result<Response> {
    let ruang = masuk(&ctx).await?;
    if !ruang.boleh_menugaskan() {
        return Err(Error::Forbidden);
    }
    let jawaban = store::semua_jawaban(&ctx.app.db, &ruang.periode).await?;
    let cari = ctx.query("q").to_owned();
    let calon = if cari.is_empty() { vec![] } else { store::akun(&ctx.app, &cari, 20).await? };
    let orang = match ctx.query("akun").parse::<Uuid>() {
        Ok(akun) => Some(kernel::auth::account::find(&ctx.app, akun).await.map(|a| (a.id, a.name))?),
        Err(_) => None,
    };
    pages::tim::penugasan(&ctx, &ruang, &jawaban, orang.as_ref(), &cari, &calon)
}

/// The ticked indicators become this person's, the others are no longer theirs.
pub(super) async fn tugaskan(ctx: Ctx) -> Result<Response> {
    let ruang = masuk(&ctx).await?;
    if !ruang.boleh_menugaskan() {
        return Err(if ruang.periode.beku() { beku() } else { Error::Forbidden });
    }
    let akun: Uuid = ctx.form().get("akun").parse().map_err(|_| Error::BadRequest("Pilih orangnya dahulu.".into()))?;
    let orang = kernel::auth::account::find(&ctx.app, akun).await?;
    if !orang.active {
        return Err(Error::refused("Akun ini tidak aktif."));
    }
    let dipilih: Vec<String> = ctx.form().all("indikator").map(str::to_owned).collect();
    let mut write = ctx.write("evaluasi.responden_ditugaskan").await?;
    let buka = store::kunci(&mut write, ruang.periode.id).await?;
    if !ruang.pada(&buka.periode).boleh_menugaskan() {
        return Err(Error::Forbidden);
    }
    let mut banyak = 0;
    for j in store::jawaban_terkunci(&mut write, &buka).await? {
        let diminta = dipilih.contains(&j.kode);
        let milik = j.responden == Some(akun);
        if diminta && !milik {
            store::tugaskan(&mut write, &buka, j.id, Some(akun)).await?;
        } else if !diminta && milik {
            store::tugaskan(&mut write, &buka, j.id, None).await?;
        }
        banyak += i64::from(diminta);
    }
    if banyak > 0 && akun != ruang.saya {
        let kabar = Notice {
            title: format!("Anda diminta menjawab {banyak} indikator untuk {}", ruang.periode.nama),
            body: format!("Indikator {}.", dipilih.join(", ")),
            href: ruang.periode.href(),
            event: "evaluasi.responden_ditugaskan".into(),
        };
        notify(&mut write, &[akun], kabar).await?;
    }
    write.event("evaluasi.responden_ditugaskan", json!({ "indikator": dipilih }));
    let href = format!("{}/penugasan", ruang.periode.href());
    write.commit(&subjek(&ruang.periode, href.clone())).await?;
    ctx.redirect_with(&href, &format!("{} sekarang menjawab {banyak} indikator.", orang.name))
}
