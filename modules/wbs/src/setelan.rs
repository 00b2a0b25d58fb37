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
    argon_serentak: Option<usize>,
    argon_antre: Option<usize>,
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

/// How many secrets may be stretched at a time (1 unless the profile says otherwise) and how many of each side may wait for it.
///
/// # Errors
/// When the profile says none, or more than can be meant.
pub fn antrean(app: &App) -> Result<(usize, usize)> {
    let bagian = bagian(app)?;
    let (serentak, antre) = (bagian.argon_serentak.unwrap_or(1), bagian.argon_antre.unwrap_or(30));
    if !(1..=64).contains(&serentak) || !(1..=1000).contains(&antre) {
        return Err(Error::refused("Profil, bagian [wbs]: argon_serentak 1 sampai 64, argon_antre 1 sampai 1000"));
    }
    Ok((serentak, antre))
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
