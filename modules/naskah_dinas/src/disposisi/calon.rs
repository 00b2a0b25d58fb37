//! To whom a person can hand a letter: units below, people beside, and for the heads of the regency every agency.
use kernel::auth::account;
use kernel::{App, Ctx, Result};
use uuid::Uuid;

use super::model::Calon;
use crate::DISPOSISI;
use crate::model::Naskah;
use crate::store::akses::Pembaca;
use crate::susunan::Susunan;

/// Roles under which people of a unit are asked for.
const PERAN: [&str; 5] = ["kepala_pd", "operator_pd", "pegawai", "sekda", "bupati"];
/// Most people that are offered; others are written by name.
const ORANG: usize = 60;

/// The position in which the person gives dispositions: its unit and its title. The first one whose right holds the unit.
pub fn jabatan(ctx: &Ctx) -> Option<(Uuid, String)> {
    let scope = ctx.scope_of(DISPOSISI);
    let pimpinan = ["bupati", "sekda", "kepala_pd"];
    let semua = ctx.actor.assignments();
    let boleh = |peran: &str| semua.iter().find(|satu| satu.role == peran && scope.holds_unit(satu.unit));
    let satu = pimpinan
        .iter()
        .find_map(|peran| boleh(peran))
        .or_else(|| semua.iter().find(|satu| scope.holds_unit(satu.unit)))?;
    Some((satu.unit, satu.title.clone()))
}

/// Whether `unit` stands below `atas`.
fn di_bawah(susunan: &Susunan, unit: Uuid, atas: Uuid) -> bool {
    let mut kini = susunan.cari(unit).and_then(|satu| satu.parent);
    // A tree of units is not deeper than this; a circle ends here too.
    for _ in 0..20 {
        match kini {
            Some(id) if id == atas => return true,
            Some(id) => kini = susunan.cari(id).and_then(|satu| satu.parent),
            None => return false,
        }
    }
    false
}

/// Units and people in the reach of a position, units first.
pub async fn daftar(ctx: &Ctx, susunan: &Susunan, dari: Uuid) -> Result<Vec<Calon>> {
    let seluruh = ctx.actor.has_role("bupati") || ctx.actor.has_role("sekda");
    let mut calon: Vec<Calon> = susunan
        .semua()
        .iter()
        .filter(|unit| unit.id != dari && (di_bawah(susunan, unit.id, dari) || (seluruh && unit.is_agency)))
        .map(|unit| Calon::unit(unit.id, &unit.name))
        .collect();
    let mut akun = vec![];
    for peran in PERAN {
        akun.extend(ctx.app.holders(peran, Some(dari)).await?);
    }
    akun.sort_unstable();
    akun.dedup();
    akun.retain(|satu| Some(*satu) != ctx.actor.account());
    akun.truncate(ORANG);
    let nama = account::names(&ctx.app, &akun).await?;
    let mut orang: Vec<Calon> = nama.into_iter().map(|(id, nama)| Calon::orang(id, &nama)).collect();
    orang.sort_by(|kiri, kanan| kiri.sebutan.cmp(&kanan.sebutan));
    calon.extend(orang);
    Ok(calon)
}

/// Fills in the positions of people.
pub async fn isi_jabatan(app: &App, semua: &mut [Calon]) -> Result<()> {
    for satu in semua {
        if let (Pembaca::Orang(akun), true) = (satu.pembaca, satu.jabatan.is_empty()) {
            satu.jabatan = crate::orang::jabatan(app, akun).await?.map(|jabatan| jabatan.title).unwrap_or_default();
        }
    }
    Ok(())
}

/// A receiver and who is told.
#[derive(Debug, Clone)]
pub struct Tujuan {
    /// The receiver.
    pub calon: Calon,
    /// Accounts that are told.
    pub kabari: Vec<Uuid>,
}

/// Those who speak for a unit: its heads, or its front desk where it has none.
pub async fn wakil(app: &App, unit: Uuid) -> Result<Vec<Uuid>> {
    for peran in ["kepala_pd", "operator_pd"] {
        let akun = app.holders(peran, Some(unit)).await?;
        if !akun.is_empty() {
            return Ok(akun);
        }
    }
    Ok(vec![])
}

/// Who is told of what is given to these; of a secret letter a unit gets nothing, and its heads get it by name.
///
/// # Errors
/// The inner error is a sentence: a unit without a head cannot get a secret letter.
pub async fn tujuan(app: &App, naskah: &Naskah, pilihan: &[Calon]) -> Result<std::result::Result<Vec<Tujuan>, String>> {
    let mut hasil: Vec<Tujuan> = vec![];
    for satu in pilihan {
        match satu.pembaca {
            Pembaca::Orang(orang) => {
                let mut calon = satu.clone();
                isi_jabatan(app, std::slice::from_mut(&mut calon)).await?;
                calon.sebutan = calon.lengkap();
                hasil.push(Tujuan { calon, kabari: vec![orang] });
            }
            Pembaca::Unit(unit) => {
                let wakil = wakil(app, unit).await?;
                if !naskah.rahasia() {
                    hasil.push(Tujuan { calon: satu.clone(), kabari: wakil });
                    continue;
                }
                let kepala = app.holders("kepala_pd", Some(unit)).await?;
                if kepala.is_empty() {
                    return Ok(Err(format!("{} tidak punya kepala yang dapat menerima surat rahasia", satu.sebutan)));
                }
                let nama = account::names(app, &kepala).await?;
                hasil.extend(kepala.into_iter().map(|orang| {
                    let sebutan = format!("{}, {}", nama.get(&orang).map_or("Kepala", String::as_str), satu.sebutan);
                    Tujuan { calon: Calon::orang(orang, &sebutan), kabari: vec![orang] }
                }));
            }
        }
    }
    let mut sudah = std::collections::BTreeSet::new();
    hasil.retain(|satu| sudah.insert(satu.calon.pembaca));
    Ok(Ok(hasil))
}
