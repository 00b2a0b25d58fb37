//! Download of the list as the person filtered it.
use axum::body::Body;
use kernel::web::{Response, attachment};
use kernel::{Ctx, Error, Result};
use tokio_util::io::ReaderStream;
use uuid::Uuid;

use crate::export::{self, Rows};
use crate::{Register, view};

/// Folder for files that are being made, under the data folder.
pub(crate) fn folder(ctx: &Ctx) -> Result<std::path::PathBuf> {
    let folder = ctx.app.config.data.join("sementara");
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// `?bentuk=csv|xlsx`, and for CSV `&pemisah=koma|titik-koma`, with the filters and order of the list.
pub(crate) async fn export(ctx: Ctx, register: &'static Register) -> Result<Response> {
    let scope = super::reader(&ctx, register);
    let state = super::list::read(&ctx, register, &scope, 1).await?;
    if !state.filters.errors.is_empty() {
        return Err(Error::Invalid(state.filters.errors));
    }
    let extras = view::extras(&ctx.app, register).await?;
    let columns = export::columns(register, &extras, scope.is_public());
    let rows = Rows::new(&ctx.app, &ctx.actor, register, scope, &state.query);
    let name = format!("{}-{}", register.key, crate::value::when::iso_day(ctx.today()));
    match ctx.query("bentuk") {
        "csv" => {
            let separator = if ctx.query("pemisah") == "koma" { b',' } else { b';' };
            let body = Body::from_stream(export::csv::stream(rows, columns, separator));
            attachment(&format!("{name}.csv"), "text/csv; charset=utf-8", body)
        }
        "xlsx" | "" => {
            let folder = folder(&ctx)?;
            let path = Temporary(folder.join(Uuid::now_v7().to_string()));
            export::xlsx::write(rows, columns, register.title, &folder, path.0.clone()).await?;
            let file = tokio::fs::File::open(&path.0).await?;
            // The open file is read to its end after its name is gone.
            drop(path);
            attachment(&format!("{name}.xlsx"), XLSX, Body::from_stream(ReaderStream::new(file)))
        }
        _ => Err(Error::BadRequest("Bentuk berkas harus csv atau xlsx.".into())),
    }
}

/// Type of a spreadsheet.
pub(crate) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A file that goes when nobody needs it any more.
pub(crate) struct Temporary(pub std::path::PathBuf);

impl Drop for Temporary {
    fn drop(&mut self) {
        // Gone already when it was never made.
        let _ = std::fs::remove_file(&self.0);
    }
}
