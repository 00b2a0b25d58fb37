//! The pages of one record, and the help page of a register.
use kernel::audit::history as log;
use kernel::web::Response;
use kernel::{Ctx, Error, Result};

use crate::{Class, Field, Record, Register, comment, labels, pages, view};

/// Entries of a history on one page.
const ENTRIES: usize = 50;

/// The record.
pub(crate) async fn show(ctx: Ctx, register: &'static Register) -> Result<Response> {
    let record = super::find(&ctx, register).await?;
    let held = super::is_held(&ctx, &record);
    let extras = if held { view::extras(&ctx.app, register).await? } else { vec![] };
    let fields = visible(register, held);
    let lens = labels::lens(&ctx.app, &ctx.actor, std::slice::from_ref(&record), &fields, true).await?;
    let files = if fields.iter().any(|field| matches!(field.kind, crate::Kind::File)) {
        kernel::file::of(&ctx.app, record.id).await?
    } else {
        vec![]
    };
    let body = pages::detail::detail(&ctx, &record, held, &fields, &extras, &lens, &files)?;
    super::answer(&ctx, 200, &record.label(), super::way_to_list(register), false, body)
}

/// The fields that a person may see of a record: a stranger to an open record sees the public ones.
pub(crate) fn visible(register: &'static Register, held: bool) -> Vec<&'static Field> {
    register.fields.iter().filter(|field| field.is_shown() && (held || field.class == Class::Public)).collect()
}

async fn held(ctx: &Ctx, register: &'static Register) -> Result<Record> {
    let record = super::find(ctx, register).await?;
    if super::is_held(ctx, &record) { Ok(record) } else { Err(Error::NotFound) }
}

/// What happened to the record, from the log.
pub(crate) async fn history(ctx: Ctx, register: &'static Register) -> Result<Response> {
    let record = held(&ctx, register).await?;
    let before = ctx.query("sebelum").parse().ok();
    let entries = log::of(&ctx.app, record.id, before, ENTRIES).await?;
    let mut wanted = Vec::new();
    for entry in &entries {
        for (name, pair) in entry.changes.as_object().into_iter().flatten() {
            let Some(field) = register.field(name) else { continue };
            for side in pair.as_array().into_iter().flatten() {
                crate::value::show::references(&field.kind, &crate::value::plain::read(&field.kind, side), &mut wanted);
            }
        }
    }
    let labels =
        if wanted.is_empty() { Default::default() } else { labels::find(&ctx.app, &ctx.actor, wanted).await? };
    let codes = crate::codes::lists(&ctx.app, register.fields.iter()).await?;
    let lens = crate::value::show::Lens { zone: ctx.app.profile.zone(), codes, labels };
    let body = pages::detail::history(&record, &entries, entries.len() == ENTRIES, &lens);
    super::answer(&ctx, 200, &format!("Riwayat {}", record.label()), super::way_to_list(register), false, body)
}

/// Comments.
pub(crate) async fn comments(ctx: Ctx, register: &'static Register) -> Result<Response> {
    let record = held(&ctx, register).await?;
    comments_page(&ctx, &record, &[]).await
}

async fn comments_page(ctx: &Ctx, record: &Record, errors: &[kernel::FieldError]) -> Result<Response> {
    let comments = comment::of(&ctx.app, record).await?;
    let body = pages::detail::comments(ctx, record, &comments, &pages::errors(errors))?;
    let status = if errors.is_empty() { 200 } else { 422 };
    super::answer(
        ctx,
        status,
        &format!("Komentar {}", record.label()),
        super::way_to_list(record.register),
        !errors.is_empty(),
        body,
    )
}

/// Adds a comment.
pub(crate) async fn comment(ctx: Ctx, register: &'static Register) -> Result<Response> {
    let record = held(&ctx, register).await?;
    match comment::post(&ctx, &record, ctx.form().get("komentar")).await {
        Ok(()) => ctx.redirect_with(&format!("{}/komentar", record.href()), "Komentar disimpan."),
        Err(Error::Invalid(errors)) => comments_page(&ctx, &record, &errors).await,
        Err(other) => Err(other),
    }
}

/// What the register is for, its fields, its flow and who may do what.
pub(crate) async fn help(ctx: Ctx, register: &'static Register) -> Result<Response> {
    let extras = view::extras(&ctx.app, register).await?;
    let body = pages::help::help(&ctx, register, &extras);
    super::answer(&ctx, 200, &format!("Bantuan {}", register.title), super::way_to_list(register), false, body)
}
