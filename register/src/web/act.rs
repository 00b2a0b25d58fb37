//! Acts of a flow, and the way every act goes: decide, write, answer.
use kernel::page::{self, Form};
use kernel::web::Response;
use kernel::{Ctx, Error, Result};
use serde_json::json;

use crate::{Denial, GuardCtx, Record, Register, Transition, comment, pages, store};

/// What stands on the page of an act when its record went on meanwhile.
const CHANGED: &str = "Catatan ini baru saja diubah orang lain. Alasan yang Anda ketik masih ada: periksa catatannya, lalu kirim lagi bila masih perlu";

/// Asks for confirmation, and for the reason where one is needed.
pub(crate) async fn ask(ctx: Ctx, register: &'static Register, transition: &'static Transition) -> Result<Response> {
    let record = super::find(&ctx, register).await?;
    page_of(&ctx, &record, transition, 200, &[])
}

fn page_of(
    ctx: &Ctx,
    record: &Record,
    transition: &'static Transition,
    status: u16,
    errors: &[page::FormError],
) -> Result<Response> {
    let (action, csrf, key) = (format!("{}/alur/{}", record.href(), transition.key), ctx.csrf()?, ctx.new_form_key());
    let version = record.version.to_string();
    let to = Form { action: &action, csrf: &csrf, key: &key, version: &version, ..Form::default() };
    let body =
        pages::form::act(record, transition.label, &to, transition.asks_reason, ctx.form().get("alasan"), errors);
    super::answer(ctx, status, transition.label, super::way_to_record(record), !errors.is_empty(), body)
}

/// Does the act.
pub(crate) async fn act(ctx: Ctx, register: &'static Register, transition: &'static Transition) -> Result<Response> {
    ctx.not_repeated().await?;
    let record = super::find(&ctx, register).await?;
    let (version, reason) = (ctx.form().get(page::VERSION_FIELD), ctx.form().get("alasan"));
    let done = if !version.is_empty() && version != record.version.to_string() {
        Err(Error::Conflict)
    } else {
        perform(&ctx, &record, transition, reason).await
    };
    // A reason that was typed stays on the page, whatever stands against the act.
    let typed = transition.asks_reason && !reason.is_empty();
    let kept = |text: &str| [page::FormError::new("alasan", text)];
    match done {
        Ok(record) => ctx.redirect_with(&record.href(), &format!("{}: selesai.", transition.label)),
        Err(Error::Invalid(errors)) => page_of(&ctx, &record, transition, 422, &pages::errors(&errors)),
        Err(Error::Conflict) if typed => page_of(&ctx, &record, transition, 409, &kept(CHANGED)),
        Err(Error::Refused(cause)) if typed => page_of(&ctx, &record, transition, 409, &kept(&cause)),
        Err(other) => Err(other),
    }
}

/// Decides and writes: state, deadline, reason and event in one transaction.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::Refused`] with the reason, [`Error::Invalid`] when the person must say why.
pub(crate) async fn perform(
    ctx: &Ctx,
    record: &Record,
    transition: &'static Transition,
    reason: &str,
) -> Result<Record> {
    let register = record.register;
    let flow = register.flow.ok_or(Error::NotFound)?;
    let guard = GuardCtx { now: ctx.now, today: ctx.today(), actor: ctx.actor.account(), reason };
    let may = |perm| ctx.scope_of(perm).holds(record.unit, record.owner);
    flow.decide(transition.key, &record.status, record, may, &guard).map_err(|denial| match denial {
        Denial::Unknown => Error::NotFound,
        Denial::NotAllowed => Error::Forbidden,
        Denial::WrongState => Error::refused(format!(
            "\"{}\" tidak dapat dilakukan karena catatan ini berstatus \"{}\".",
            transition.label,
            flow.label(&record.status)
        )),
        Denial::ReasonMissing => Error::field("alasan", "Tulis alasannya."),
        Denial::Guard(text) => Error::refused(text),
    })?;
    let reason = if reason.trim().is_empty() { None } else { Some(comment::clean("alasan", reason)?) };
    let mut after = record.clone();
    after.status = transition.to.to_owned();
    if flow.has_deadline() {
        after.tenggat = transition.due(&ctx.app.calendar().await?, ctx.today());
    }
    let action = format!("{}.{}", register.key, transition.key);
    let mut write = ctx.write(action.clone()).await?;
    let stored = store::update(&mut write, record, &after).await?;
    if let Some(reason) = reason {
        comment::add(&mut write, &stored, transition.label, &reason).await?;
    }
    let event = if transition.event.is_empty() { action } else { transition.event.to_owned() };
    write.event(event, json!({ "dari": record.status, "ke": transition.to }));
    write.commit(&store::subject(&stored)).await?;
    Ok(stored)
}
