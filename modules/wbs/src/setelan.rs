//! What a profile may say of the module (`[wbs]`); without the section everything has its default.
use kernel::{App, Error, Result};
use segel::Cost;
use serde::Deserialize;

/// The section.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Bagian {
    simpan_bulan: Option<u32>,
    argon_kib: Option<u32>,
    argon_putaran: Option<u32>,
}

fn bagian(app: &App) -> Result<Bagian> {
    if app.profile.has("wbs") { app.profile.section("wbs") } else { Ok(Bagian::default()) }
}

/// What stretching a code or a passphrase costs: about a second of one core ([`Cost::SECOND`]) unless the profile says otherwise.
pub fn biaya(app: &App) -> Result<Cost> {
    let bagian = bagian(app)?;
    Ok(Cost {
        memory: bagian.argon_kib.unwrap_or(Cost::SECOND.memory),
        passes: bagian.argon_putaran.unwrap_or(Cost::SECOND.passes),
    })
}

/// Months for which a closed report is kept.
///
/// # Errors
/// When the profile says more than ten years.
pub fn simpan_bulan(app: &App) -> Result<u32> {
    let bulan = bagian(app)?.simpan_bulan.unwrap_or(crate::rules::SIMPAN_BULAN);
    if bulan > 120 {
        return Err(Error::refused("Profil, bagian [wbs]: simpan_bulan paling banyak 120"));
    }
    Ok(bulan)
}
