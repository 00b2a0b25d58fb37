//! The journey of an import: file, dry run, confirmation.
use kernel::page::{self, Form};
use kernel::web::{Response, attachment};
use kernel::{Ctx, Error, FieldError, Result};

use super::export::{XLSX, folder};
use crate::export;
use crate::extra::Extra;
use crate::import::{apply as act, cargo, plan, read};
use crate::{Register, pages, view};

/// Asks for the file.
pub(crate) async fn start(ctx: Ctx, register: &'static Register) -> Result<Response> {
    ask(&ctx, register, &[])
}

fn ask(ctx: &Ctx, register: &'static Register, errors: &[FieldError]) -> Result<Response> {
    let (action, csrf) = (format!("/{}/impor", register.key), ctx.csrf()?);
    let to = Form { action: &action, csrf: &csrf, multipart: true, ..Form::default() };
    let body = pages::import::ask(register, &to, &pages::errors(errors));
    let status = if errors.is_empty() { 200 } else { 422 };
    super::answer(
        ctx,
        status,
        &format!("Impor {}", register.title),
        super::way_to_list(register),
        !errors.is_empty(),
        body,
    )
}

/// An empty file with the headings.
pub(crate) async fn template(ctx: Ctx, register: &'static Register) -> Result<Response> {
    let extras = view::extras(&ctx.app, register).await?;
    let mut columns = export::columns(register, &extras, false);
    columns.retain(|column| match column {
        export::Column::Id | export::Column::Extra(_) => true,
        export::Column::Field(field) => export::is_imported(field),
        export::Column::Label(_) | export::Column::Status | export::Column::Deadline => false,
    });
    if ctx.query("bentuk") == "csv" {
        return attachment(
            &format!("templat-{}.csv", register.key),
            "text/csv; charset=utf-8",
            export::csv::heading(&columns, b';')?,
        );
    }
    let heads: Vec<(String, f64)> =
        columns.iter().map(|column| (column.label(), export::xlsx::width(column))).collect();
    let name = export::xlsx::sheet_name(register.title);
    let made = tokio::task::spawn_blocking(move || -> Result<Vec<u8>> {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        sheet.set_name(&name).map_err(Error::internal)?;
        export::xlsx::heading(sheet, &heads)?;
        book.save_to_buffer().map_err(Error::internal)
    });
    attachment(&format!("templat-{}.xlsx", register.key), XLSX, made.await.map_err(Error::internal)??)
}

/// Takes the file and leads to its dry run.
pub(crate) async fn upload(ctx: Ctx, register: &'static Register) -> Result<Response> {
    folder(&ctx)?;
    let Some(upload) = ctx.form().file("berkas") else {
        return ask(&ctx, register, &[FieldError::new("berkas", "Pilih berkas CSV atau XLSX.")]);
    };
    let token = cargo::keep(&ctx, register, upload).await?;
    match planned(&ctx, register, &token).await? {
        Ok(_) => ctx.redirect(&format!("/{}/impor/{token}", register.key)),
        Err(fault) => {
            cargo::drop(&ctx.app, &token).await;
            ask(&ctx, register, &[FieldError::new("berkas", fault)])
        }
    }
}

async fn planned(
    ctx: &Ctx,
    register: &'static Register,
    token: &str,
) -> Result<Result<(plan::Plan, cargo::Cargo, Vec<Extra>), String>> {
    let (cargo, path) = cargo::find(ctx, register, token).await?;
    let extras = view::extras(&ctx.app, register).await?;
    let sheet = match tokio::task::spawn_blocking(move || read::read(&path)).await.map_err(Error::internal)? {
        Ok(sheet) => sheet,
        Err(fault) => return Ok(Err(fault)),
    };
    Ok(plan::plan(ctx, register, &extras, &sheet, &cargo.sha256).await?.map(|plan| (plan, cargo, extras)))
}

/// Shows what would change.
pub(crate) async fn preview(ctx: Ctx, register: &'static Register) -> Result<Response> {
    match planned(&ctx, register, ctx.path("muatan")).await? {
        Ok((plan, cargo, extras)) => show(&ctx, register, &plan, &cargo, &extras, false).await,
        Err(fault) => ask(&ctx, register, &[FieldError::new("berkas", fault)]),
    }
}

async fn show(
    ctx: &Ctx,
    register: &'static Register,
    plan: &plan::Plan,
    cargo: &cargo::Cargo,
    extras: &[Extra],
    stale: bool,
) -> Result<Response> {
    let token = ctx.path("muatan");
    let (action, csrf, key) =
        (format!("/{}/impor/{token}", register.key), ctx.csrf()?, uuid::Uuid::now_v7().to_string());
    let to = Form { action: &action, csrf: &csrf, key: &key, ..Form::default() };
    let lens = pages::import::lens(ctx, register, plan).await?;
    let body = pages::import::preview(register, plan, cargo, extras, &lens, &to, stale, ctx.query("tampilkan"));
    let status = if stale { 409 } else { 200 };
    super::answer(
        ctx,
        status,
        &format!("Pratinjau impor {}", register.title),
        super::way_to_list(register),
        false,
        body,
    )
}

/// Applies exactly what was shown.
pub(crate) async fn apply(ctx: Ctx, register: &'static Register) -> Result<Response> {
    ctx.not_repeated().await?;
    let token = ctx.path("muatan").to_owned();
    let (plan, cargo, extras) = match planned(&ctx, register, &token).await? {
        Ok(found) => found,
        Err(fault) => return ask(&ctx, register, &[FieldError::new("berkas", fault)]),
    };
    if ctx.form().get("sidik") != plan.digest {
        return show(&ctx, register, &plan, &cargo, &extras, true).await;
    }
    match act::apply(&ctx, register, &plan).await {
        Ok((new, changed)) => {
            cargo::drop(&ctx.app, &token).await;
            ctx.redirect_with(&register.href(), &format!("Impor selesai: {new} baru, {changed} diubah."))
        }
        Err(Error::Conflict) => match planned(&ctx, register, &token).await? {
            Ok((plan, cargo, extras)) => show(&ctx, register, &plan, &cargo, &extras, true).await,
            Err(fault) => ask(&ctx, register, &[FieldError::new("berkas", fault)]),
        },
        Err(other) => Err(other),
    }
}

/// Name of the control that carries the hash of what was shown.
pub(crate) const DIGEST: &str = "sidik";

/// The hidden field of the hash.
pub(crate) fn digest_field(plan: &plan::Plan) -> maud::Markup {
    page::hidden(DIGEST, &plan.digest)
}
