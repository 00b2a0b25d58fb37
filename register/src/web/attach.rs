//! Files of a record.
use kernel::file::{self, Owner, Secrecy, Stored};
use kernel::web::Response;
use kernel::{Ctx, Error, Result};

use crate::{Record, Register, pages, store};

async fn held(ctx: &Ctx, register: &'static Register) -> Result<Record> {
    let record = super::find(ctx, register).await?;
    if super::is_held(ctx, &record) { Ok(record) } else { Err(Error::NotFound) }
}

/// Lists the files.
pub(crate) async fn list(ctx: Ctx, register: &'static Register) -> Result<Response> {
    let record = held(&ctx, register).await?;
    page_of(&ctx, &record, &[]).await
}

async fn page_of(ctx: &Ctx, record: &Record, errors: &[kernel::FieldError]) -> Result<Response> {
    let files = file::of(&ctx.app, record.id).await?;
    let may_write = ctx.scope_of(record.register.write).holds(record.unit, record.owner);
    let body = pages::detail::attachments(ctx, record, &files, may_write, &pages::errors(errors))?;
    let status = if errors.is_empty() { 200 } else { 422 };
    super::answer(
        ctx,
        status,
        &format!("Lampiran {}", record.label()),
        super::way_to_list(record.register),
        !errors.is_empty(),
        body,
    )
}

/// Adds files.
pub(crate) async fn add(ctx: Ctx, register: &'static Register) -> Result<Response> {
    let record = held(&ctx, register).await?;
    if !ctx.scope.holds(record.unit, record.owner) {
        return Err(Error::Forbidden);
    }
    let uploads = ctx.form().files();
    if uploads.is_empty() {
        return page_of(&ctx, &record, &[kernel::FieldError::new("berkas", "Pilih berkas yang akan dilampirkan.")])
            .await;
    }
    if let Some(empty) = uploads.iter().find(|upload| upload.size == 0) {
        let text = format!("Berkas \"{}\" kosong. Pilih berkas lain.", empty.name);
        return page_of(&ctx, &record, &[kernel::FieldError::new("berkas", text)]).await;
    }
    let secrecy = Secrecy::parse(ctx.form().get("kerahasiaan")).unwrap_or(Secrecy::Internal);
    let owner = Owner { subject: store::subject(&record), unit: record.unit, secrecy };
    let mut write = ctx.write(format!("{}.lampiran", register.key)).await?;
    for upload in uploads {
        ctx.app.files.keep(&mut write, upload, &owner).await?;
    }
    let href = format!("{}/lampiran", record.href());
    write.commit(&kernel::Subject { href: href.clone(), ..store::subject(&record) }).await?;
    ctx.redirect_with(&href, "Lampiran disimpan.")
}

/// Sends a file. Of a record that the actor only sees because it is open, public files alone.
pub(crate) async fn download(ctx: Ctx, register: &'static Register) -> Result<Response> {
    let record = super::find(&ctx, register).await?;
    let file: Stored = file::find(&ctx.app, record.id, ctx.id("berkas")?).await?;
    if !super::is_held(&ctx, &record) && file.secrecy != Secrecy::Public {
        return Err(Error::NotFound);
    }
    if file.secrecy == Secrecy::Restricted {
        let write = ctx.write(format!("{}.unduh_terbatas", register.key)).await?;
        write.commit(&store::subject(&record)).await?;
    }
    file::send(&ctx, &file).await
}

/// Takes a file off the record.
pub(crate) async fn remove(ctx: Ctx, register: &'static Register) -> Result<Response> {
    let record = held(&ctx, register).await?;
    store::may_change(&record, &ctx.scope)?;
    let file = file::find(&ctx.app, record.id, ctx.id("berkas")?).await?;
    if record.values.contains(&kernel::Val::Uuid(file.id)) {
        return Err(Error::refused("Berkas ini mengisi salah satu isian catatan. Lepas melalui formulir ubah."));
    }
    let mut write = ctx.write(format!("{}.lampiran_dihapus", register.key)).await?;
    file::remove(&mut write, file.id).await?;
    let href = format!("{}/lampiran", record.href());
    write.commit(&kernel::Subject { href: href.clone(), ..store::subject(&record) }).await?;
    ctx.redirect_with(&href, "Lampiran dihapus.")
}
