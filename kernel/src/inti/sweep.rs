//! Takes away what has served its purpose, every night.
use std::time::{Duration, SystemTime};

use db::args;
use serde_json::Value as Json;

use crate::auth::{citizen, session, throttle};
use crate::{App, BoxFuture, Result};

/// A form may be sent again this long after it was sent first.
const FORM_KEYS: time::Duration = time::Duration::days(7);
/// An upload that no request has taken after this long belongs to one that was broken off.
const UPLOADS: Duration = Duration::from_secs(24 * 3600);

/// Sessions, counters of failed sign-ins, form keys and left-over uploads.
pub(super) fn run(app: App, _: Json) -> BoxFuture<Result<()>> {
    Box::pin(async move {
        let sessions = session::sweep(&app).await?;
        let failures = throttle::sweep(&app).await?;
        let links = citizen::sweep(&app).await?;
        let keys = app.db.exec("delete from form_key where created < $1", args![app.now() - FORM_KEYS]).await?;
        app.db.tune().await?;
        app.db.tidy().await?;
        let folder = app.config.data.join("sementara");
        let now = SystemTime::from(app.now());
        let uploads =
            tokio::task::spawn_blocking(move || uploads(&folder, now)).await.map_err(crate::Error::internal)??;
        tracing::info!(sessions, failures, links, keys, uploads, "swept");
        Ok(())
    })
}

fn uploads(folder: &std::path::Path, now: SystemTime) -> Result<u64> {
    let mut removed = 0;
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return Ok(0),
        Err(cause) => return Err(cause.into()),
    };
    for entry in entries {
        let entry = entry?;
        // A file may go away while we look: its request has ended.
        let Ok(metadata) = entry.metadata() else { continue };
        let old = metadata.modified().ok().and_then(|at| now.duration_since(at).ok()).is_some_and(|age| age > UPLOADS);
        if metadata.is_file() && old && std::fs::remove_file(entry.path()).is_ok() {
            removed += 1;
        }
    }
    Ok(removed)
}
