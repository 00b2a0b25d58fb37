//! What a profile may say of the module (`[survei]`); without the section everything has its default.
use kernel::{App, Error, Result};
use serde::Deserialize;

use crate::rules::masa::Lama;

/// Days for which the link of a finished case holds, unless the profile says otherwise.
const TAUTAN_HARI: u16 = 30;

/// The section.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Bagian {
    masa: Option<String>,
    tautan_hari: Option<u16>,
}

/// What holds here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setelan {
    /// How long a period is that is made by itself.
    pub lama: Lama,
    /// Days for which a link holds.
    pub tautan_hari: u16,
}

/// Reads the section.
///
/// # Errors
/// When the profile says what is not possible.
pub fn baca(app: &App) -> Result<Setelan> {
    let bagian: Bagian = if app.profile.has("survei") { app.profile.section("survei")? } else { Bagian::default() };
    let lama = match bagian.masa.as_deref() {
        None => Lama::default(),
        Some(teks) => Lama::urai(teks).ok_or_else(|| {
            Error::refused("Profil, bagian [survei]: masa harus \"triwulan\", \"semester\", atau \"tahun\"")
        })?,
    };
    let tautan_hari = bagian.tautan_hari.unwrap_or(TAUTAN_HARI);
    if !(1..=365).contains(&tautan_hari) {
        return Err(Error::refused("Profil, bagian [survei]: tautan_hari harus 1 sampai 365"));
    }
    Ok(Setelan { lama, tautan_hari })
}
