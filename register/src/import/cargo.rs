//! The file of a dry run, kept until it is applied: under a name that nobody can guess, for the account that sent it.
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use kernel::web::Upload;
use kernel::{App, Ctx, Error, Result};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Register;

/// How long a file waits to be applied.
const PATIENCE: Duration = Duration::from_secs(24 * 3600);

/// What is known of a waiting file.
#[derive(Debug, Clone, Serialize, Deserialize, PartialEq, Eq)]
pub struct Cargo {
    /// Name as sent.
    pub name: String,
    /// Whose it is.
    pub account: Uuid,
    /// For which register.
    pub register: String,
    /// SHA-256 of the content.
    pub sha256: String,
}

fn folder(app: &App) -> PathBuf {
    app.config.data.join("impor")
}

fn strange() -> Error {
    Error::refused("Berkas impor ini sudah diterapkan, terlalu lama, atau bukan milik Anda. Unggah lagi berkasnya.")
}

/// Keeps an upload; returns the name under which it is found again.
pub async fn keep(ctx: &Ctx, register: &Register, upload: &Upload) -> Result<String> {
    let folder = folder(&ctx.app);
    tokio::fs::create_dir_all(&folder).await?;
    sweep(&folder).await;
    let token = kernel::keys::hex(&ctx.app.keys.random::<16>()?);
    let cargo = Cargo {
        name: upload.name.clone(),
        account: ctx.account()?,
        register: register.key.into(),
        sha256: upload.sha256.clone(),
    };
    tokio::fs::copy(&upload.path, folder.join(&token)).await?;
    tokio::fs::write(folder.join(format!("{token}.json")), serde_json::to_vec(&cargo)?).await?;
    Ok(token)
}

/// Finds a waiting file of the actor.
///
/// # Errors
/// [`Error::Refused`] when it is gone or somebody else's.
pub async fn find(ctx: &Ctx, register: &Register, token: &str) -> Result<(Cargo, PathBuf)> {
    if token.len() != 32 || !token.chars().all(|c| c.is_ascii_hexdigit()) {
        return Err(strange());
    }
    let folder = folder(&ctx.app);
    let bytes = tokio::fs::read(folder.join(format!("{token}.json"))).await.map_err(|_| strange())?;
    let cargo: Cargo = serde_json::from_slice(&bytes).map_err(|_| strange())?;
    if cargo.account != ctx.account()? || cargo.register != register.key {
        return Err(strange());
    }
    Ok((cargo, folder.join(token)))
}

/// Drops a file that was applied.
pub async fn drop(app: &App, token: &str) {
    for name in [token.to_owned(), format!("{token}.json")] {
        if let Err(cause) = tokio::fs::remove_file(folder(app).join(name)).await {
            tracing::warn!(%cause, "an applied import file could not be removed");
        }
    }
}

/// Removes files that waited too long.
async fn sweep(folder: &Path) {
    let Ok(mut entries) = tokio::fs::read_dir(folder).await else { return };
    while let Ok(Some(entry)) = entries.next_entry().await {
        let age = entry
            .metadata()
            .await
            .and_then(|data| data.modified())
            .map(|at| SystemTime::now().duration_since(at).unwrap_or_default());
        if age.is_ok_and(|age| age > PATIENCE)
            && let Err(cause) = tokio::fs::remove_file(entry.path()).await
        {
            tracing::warn!(%cause, "an old import file could not be removed");
        }
    }
}
