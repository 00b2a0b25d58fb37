//! What the profile of the regency says about evaluation.

use kernel::{App, Result};
use serde::Deserialize;

use crate::model::PredikatDari;
use crate::rules::alur::{Jalur, SebutanPeran};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Pengaturan {
    instrumen: Option<String>,
    predikat_dari: Option<String>,
    jalur_evaluasi: Option<String>,
    hasil_evaluasi_terbuka: bool,
}

#[derive(Debug, Deserialize)]
struct Tim {
    nama: String,
    peran: String,
    #[serde(default)]
    unsur: Vec<Unsur>,
}

#[derive(Debug, Deserialize)]
struct Unsur {
    kode: String,
    nama: String,
}

#[derive(Debug, Deserialize)]
struct Koordinator {
    bidang: String,
    peran: Vec<String>,
}

/// What a new period starts from, and what the regency calls those who take part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ketentuan {
    /// Id of the instrument that the profile names.
    pub instrumen: Option<String>,
    /// Basis of the predicate.
    pub basis: PredikatDari,
    /// Index and predicate of final periods may stand on public pages.
    pub hasil_terbuka: bool,
    /// The way, when the profile names one.
    pub jalur: Option<Jalur>,
    /// Name of the evaluating team.
    pub nama_tim: String,
    /// Names of the roles.
    pub sebutan: SebutanPeran,
}

/// Reads `[pengaturan]`, `[[tim]]` and `[[koordinator]]`; what a profile does not say keeps its usual value.
///
/// # Errors
/// When a section is there and malformed.
pub fn ketentuan(app: &App) -> Result<Ketentuan> {
    let profil = &app.profile;
    let pengaturan: Pengaturan =
        if profil.has("pengaturan") { profil.section("pengaturan")? } else { Pengaturan::default() };
    let tim: Vec<Tim> = if profil.has("tim") { profil.section("tim")? } else { vec![] };
    let koordinator: Vec<Koordinator> = if profil.has("koordinator") { profil.section("koordinator")? } else { vec![] };
    let evaluator = tim.into_iter().find(|tim| tim.peran == "evaluator");
    let mut sebutan = SebutanPeran::default();
    if let Some(peran) = koordinator.iter().find(|k| k.bidang == "spbe").and_then(|k| k.peran.first())
        && let Some((_, nama)) = kernel::module::ROLES.iter().find(|(kunci, _)| kunci == peran)
    {
        sebutan.koordinator = (*nama).to_owned();
    }
    for unsur in evaluator.iter().flat_map(|tim| &tim.unsur) {
        match unsur.kode.as_str() {
            "supervisor" => sebutan.supervisor.clone_from(&unsur.nama),
            "operator" => sebutan.operator.clone_from(&unsur.nama),
            "anggota" => sebutan.anggota.clone_from(&unsur.nama),
            _ => {}
        }
    }
    Ok(Ketentuan {
        instrumen: pengaturan.instrumen,
        basis: pengaturan.predikat_dari.and_then(|teks| teks.parse().ok()).unwrap_or(PredikatDari::Indeks2Desimal),
        hasil_terbuka: pengaturan.hasil_evaluasi_terbuka,
        jalur: pengaturan.jalur_evaluasi.and_then(|teks| Jalur::dari_id(&teks)),
        nama_tim: evaluator.map_or_else(|| "Tim evaluator internal".to_owned(), |tim| tim.nama),
        sebutan,
    })
}
