//! Deleting a record, where its register allows it.
use kernel::page::Form;
use kernel::web::Response;
use kernel::{Ctx, Error, Result, db, page};

use crate::{Record, Register, pages, store};

/// Asks before.
pub(crate) async fn ask(ctx: Ctx, register: &'static Register) -> Result<Response> {
    let record = super::find(&ctx, register).await?;
    store::may_change(&record, &ctx.scope)?;
    let (action, csrf, key, version) =
        (format!("{}/hapus", record.href()), ctx.csrf()?, ctx.new_form_key(), record.version.to_string());
    let to = Form { action: &action, csrf: &csrf, key: &key, version: &version, ..Form::default() };
    super::answer(&ctx, 200, "Hapus catatan", super::way_to_record(&record), false, pages::form::remove(&record, &to))
}

/// Deletes.
pub(crate) async fn remove(ctx: Ctx, register: &'static Register) -> Result<Response> {
    ctx.not_repeated().await?;
    let record = super::find(&ctx, register).await?;
    if ctx.form().get(page::VERSION_FIELD) != record.version.to_string() {
        return Err(Error::Conflict);
    }
    perform(&ctx, &record).await?;
    ctx.redirect_with(&register.href(), "Catatan dihapus.")
}

/// Decides and writes.
///
/// # Errors
/// [`Error::Refused`] when other records point to it.
pub(crate) async fn perform(ctx: &Ctx, record: &Record) -> Result<()> {
    store::may_change(record, &ctx.scope)?;
    let mut write = ctx.write(format!("{}.hapus", record.register.key)).await?;
    store::delete(&mut write, record).await.map_err(|cause| {
        let pointed = matches!(&cause, Error::Internal(inner) if matches!(inner.downcast_ref::<db::Error>(), Some(db::Error::ForeignKey)));
        if pointed { Error::refused("Catatan ini masih dirujuk catatan lain, jadi tidak dapat dihapus.") } else { cause }
    })?;
    let subject = store::subject(record);
    write.commit(&kernel::Subject { href: record.register.href(), ..subject }).await
}
