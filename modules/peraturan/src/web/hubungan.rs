//! Relations of a document.
use http::StatusCode;
use kernel::page::SEARCH_FIELD;
use kernel::web::{Options, Response};
use kernel::{Ctx, FieldError, Result};
use serde_json::json;
use uuid::Uuid;

use super::{kelola, tanggal, teks};
use crate::model::{Dokumen, JenisHubungan};
use crate::store::BaruHubungan;
use crate::{KELOLA, pages, resource, store, terima, urai};

async fn halaman(
    ctx: &Ctx,
    dokumen: &Dokumen,
    status: StatusCode,
    cocok: Option<&[(Uuid, String)]>,
    errors: &[FieldError],
) -> Result<Response> {
    let daftar = store::hubungan(&ctx.app, dokumen.id).await?;
    let sebab = store::sebab(&ctx.app, &[dokumen.id]).await?.remove(&dokumen.id).unwrap_or_default();
    let body = pages::hubungan(ctx, dokumen, &daftar, &sebab, cocok, &pages::galat(errors), ctx.actor.can(KELOLA))?;
    let remah = pages::remah_kelola(vec![pages::tautan_kelola(dokumen)]);
    ctx.framed(
        status,
        Options { title: "Hubungan dokumen", breadcrumbs: remah, has_errors: !errors.is_empty(), ..Options::default() },
        body,
    )
}

/// The page.
pub async fn hubungan(ctx: Ctx) -> Result<Response> {
    let dokumen = kelola::milik(&ctx).await?;
    halaman(&ctx, &dokumen, StatusCode::OK, None, &[]).await
}

/// Adds a relation, or looks for the other document.
pub async fn tambah(ctx: Ctx) -> Result<Response> {
    let dokumen = kelola::milik(&ctx).await?;
    let form = ctx.form();
    let mut cocok = None;
    let dicari = form.get("ke.cari");
    if !form.get(SEARCH_FIELD).is_empty()
        || (form.get("ke").is_empty() && !dicari.is_empty() && form.get("kutipan").is_empty())
    {
        let mut found = resource::pilihan(&ctx.app, &ctx.scope, dicari, 20).await?;
        found.retain(|(id, _)| *id != dokumen.id);
        cocok = Some(found);
    }
    if !form.get(SEARCH_FIELD).is_empty() {
        return halaman(&ctx, &dokumen, StatusCode::OK, cocok.as_deref(), &[]).await;
    }
    let mut errors = vec![];
    let jenis = JenisHubungan::parse(form.get("jenis"));
    if jenis.is_none() {
        errors.push(FieldError::new("jenis", "Pilih hubungannya."));
    }
    let sejak = tanggal(&ctx, "sejak", &mut errors);
    let uraian = teks(&ctx, "uraian", &mut errors);
    let kutipan = teks(&ctx, "kutipan", &mut errors);
    let (mut ke, mut kunci, mut sebutan) = (None, String::new(), String::new());
    match (form.get("ke"), kutipan.as_str()) {
        ("", "") => {
            errors.push(FieldError::new("ke", "Pilih dokumen lain dari hasil pencarian, atau tulis namanya di bawah."))
        }
        ("", kutipan) => {
            kunci = urai::cari_hukum(kutipan).into_iter().next().map(|hukum| hukum.kunci).unwrap_or_default();
            kutipan.clone_into(&mut sebutan);
        }
        (id, _) => match id.parse::<Uuid>().ok().filter(|id| *id != dokumen.id) {
            Some(id) => match store::find_terlihat(&ctx.app, &ctx.scope, id).await {
                Ok(lain) => {
                    (ke, kunci) = (Some(lain.id), lain.kunci.clone());
                    sebutan = format!("{} tentang {}", lain.sebutan, lain.judul);
                }
                Err(kernel::Error::NotFound) => {
                    errors.push(FieldError::new("ke", "Dokumen itu tidak ada lagi. Cari sekali lagi."))
                }
                Err(error) => return Err(error),
            },
            None => errors.push(FieldError::new("ke", "Pilih dokumen lain, bukan dokumen ini sendiri.")),
        },
    }
    let (Some(jenis), true) = (jenis, errors.is_empty()) else {
        return halaman(&ctx, &dokumen, StatusCode::UNPROCESSABLE_ENTITY, cocok.as_deref(), &errors).await;
    };
    let mut write = ctx.write("peraturan.hubungan").await?;
    let baru = BaruHubungan { jenis, ke, kunci, sebutan, sejak, uraian, asal: "tangan" };
    store::insert_hubungan(&mut write, dokumen.id, &baru).await?;
    write.event("peraturan.hubungan", json!({ "sebutan": dokumen.sebutan, "jenis": jenis.as_str() }));
    write.commit(&terima::subject(&dokumen)).await?;
    ctx.redirect_with(&format!("{}/hubungan", dokumen.href_kelola()), "Hubungan sudah ditambahkan.")
}

/// Takes a relation away.
pub async fn hapus(ctx: Ctx) -> Result<Response> {
    let dokumen = kelola::milik(&ctx).await?;
    let id = ctx.id("hubungan")?;
    let mut write = ctx.write("peraturan.hubungan_hapus").await?;
    store::delete_hubungan(&mut write, dokumen.id, id).await?;
    write.commit(&terima::subject(&dokumen)).await?;
    ctx.redirect_with(&format!("{}/hubungan", dokumen.href_kelola()), "Hubungan sudah dihapus.")
}
