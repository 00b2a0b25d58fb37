//! Uploading a regulation.
use http::StatusCode;
use kernel::web::{Options, Response, Upload};
use kernel::{Ctx, Error, FieldError, Result};
use maud::{Markup, html};
use uuid::Uuid;

use super::{data, kelola};
use crate::impor::{self, Olahan};
use crate::model::{Dokumen, Kelas};
use crate::{pages, store, terima};

/// The form for a regulation, or with `?kelas=` for another kind of document.
pub async fn baru(ctx: Ctx) -> Result<Response> {
    match Kelas::parse(ctx.query("kelas")) {
        Some(kelas) if !kelas.is_primer() => data::formulir_baru(&ctx, kelas, &[]),
        Some(_) | None => formulir(&ctx, StatusCode::OK, None, &[], None),
    }
}

fn formulir(
    ctx: &Ctx,
    status: StatusCode,
    untuk: Option<&Dokumen>,
    errors: &[FieldError],
    kembar: Option<Markup>,
) -> Result<Response> {
    let (csrf, key) = (ctx.csrf()?, ctx.new_form_key());
    let action = untuk.map_or("/jdih/kelola".to_owned(), |dokumen| format!("{}/naskah", dokumen.href_kelola()));
    let version = untuk.map(|dokumen| dokumen.version.to_string()).unwrap_or_default();
    let form = pages::formulir(&action, &csrf, &key, &version);
    let body = pages::unggah(&form, &pages::galat(errors), ctx.app.config.max_upload, untuk, kembar);
    let remah = pages::remah_kelola(untuk.map(pages::tautan_kelola).into_iter().collect());
    let title = if untuk.is_some() { "Unggah naskah baru" } else { "Unggah peraturan" };
    ctx.framed(
        status,
        Options { title, breadcrumbs: remah, has_errors: !errors.is_empty(), ..Options::default() },
        body,
    )
}

/// The uploaded file, read and parsed.
async fn baca(upload: Option<&Upload>) -> Result<(&Upload, Olahan)> {
    let upload = upload.ok_or_else(|| Error::field("berkas", "Pilih berkas naskah yang akan diunggah."))?;
    if upload.size > crate::urai::BATAS_BERKAS as u64 {
        let batas = kernel::indonesia::kalimat::ukuran(crate::urai::BATAS_BERKAS as u64);
        return Err(Error::field("berkas", format!("Berkas terlalu besar: naskah peraturan paling besar {batas}.")));
    }
    let bytes = tokio::fs::read(&upload.path).await?;
    let olahan = impor::dari_berkas(bytes, upload.name.clone()).await?;
    Ok((upload, olahan))
}

/// Takes a regulation in.
pub async fn unggah(ctx: Ctx) -> Result<Response> {
    let ditolak =
        |errors: &[FieldError], kembar| formulir(&ctx, StatusCode::UNPROCESSABLE_ENTITY, None, errors, kembar);
    let (upload, olahan) = match baca(ctx.form().file("berkas")).await {
        Ok(baik) => baik,
        Err(Error::Invalid(errors)) => return ditolak(&errors, None),
        Err(error) => return Err(error),
    };
    let (dokumen, urutan) =
        terima::dari_olahan(&olahan, ctx.actor.unit(), ctx.actor.account(), ctx.now, &ctx.app.profile.name());
    // A form that was sent twice has made the document the first time: asking for the change first says so.
    let mut write = ctx.write("peraturan.impor").await?;
    let ada = write
        .tx()
        .optional("select id, sebutan from peraturan_dokumen where siput = $1", kernel::args![dokumen.siput.as_str()])
        .await?;
    if let Some(row) = ada {
        drop(write);
        let (id, sebutan): (Uuid, String) = (row.get("id")?, row.get("sebutan")?);
        let terlihat = store::find(&ctx.app, &ctx.scope, id).await.is_ok();
        let kembar = html! {
            p.govuk-body { (sebutan) " sudah ada dalam koleksi." }
            @if terlihat { p.govuk-body { a.govuk-link href={ "/jdih/kelola/" (id) "/naskah" } { "Unggah berkas ini sebagai naskah baru dari dokumen itu" } } }
        };
        let errors =
            [FieldError::new("berkas", format!("{sebutan} sudah ada dalam koleksi, jadi berkas ini tidak disimpan."))];
        return ditolak(&errors, Some(kembar));
    }
    let dokumen =
        match terima::dokumen_baru(&mut write, &ctx.app, dokumen, urutan, olahan, terima::Asli::Unggahan(upload)).await
        {
            Ok(dokumen) => dokumen,
            Err(Error::Invalid(errors)) => {
                return ditolak(
                    &[FieldError::new("berkas", errors.first().map_or(String::new(), |satu| satu.message.to_string()))],
                    None,
                );
            }
            Err(error) => return Err(error),
        };
    write.commit(&terima::subject(&dokumen)).await?;
    let pesan =
        format!("{} sudah diunggah dan diurai. Tinjau catatan pengurai sebelum menerbitkannya.", dokumen.sebutan);
    ctx.redirect_with(&dokumen.href_kelola(), &pesan)
}

/// The form for a new text of a document.
pub async fn naskah_baru(ctx: Ctx) -> Result<Response> {
    let dokumen = kelola::milik(&ctx).await?;
    if !dokumen.kelas.is_primer() {
        return Err(Error::NotFound);
    }
    formulir(&ctx, StatusCode::OK, Some(&dokumen), &[], None)
}

/// Takes a new text of a document in.
pub async fn unggah_naskah(ctx: Ctx) -> Result<Response> {
    let dokumen = kelola::milik(&ctx).await?;
    if !dokumen.kelas.is_primer() {
        return Err(Error::NotFound);
    }
    let (upload, olahan) = match baca(ctx.form().file("berkas")).await {
        Ok(baik) => baik,
        Err(Error::Invalid(errors)) => {
            return formulir(&ctx, StatusCode::UNPROCESSABLE_ENTITY, Some(&dokumen), &errors, None);
        }
        Err(error) => return Err(error),
    };
    let mut write = ctx.write("peraturan.naskah").await?;
    terima::naskah_baru(&mut write, &ctx.app, &dokumen, olahan, "unggah", "", Some(terima::Asli::Unggahan(upload)))
        .await?;
    write.commit(&terima::subject(&dokumen)).await?;
    ctx.redirect_with(&dokumen.href_kelola(), "Naskah baru sudah diurai. Tinjau catatannya sebelum menerbitkan.")
}
