//! Demonstration.
use kernel::{App, Result};

/// Fills it.
pub async fn demo(_: &App) -> Result<()> {
    Ok(())
}
