//! Work in the background: links that have expired are forgotten.
use kernel::job::JobKind;
use kernel::{App, BoxFuture, Result};
use serde_json::Value as Json;

use crate::store;

/// The jobs of the module.
pub const JOBS: &[JobKind] = &[JobKind {
    kind: "survei.tautan_lewat",
    title: "Menghapus tautan survei yang lewat masanya",
    schedule: Some("10 3 * * *"),
    run: tautan_lewat,
}];

fn tautan_lewat(app: App, _: Json) -> BoxFuture<Result<()>> {
    Box::pin(async move {
        store::undangan::bersihkan(&app).await?;
        Ok(())
    })
}
