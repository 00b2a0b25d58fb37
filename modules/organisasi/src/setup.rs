//! Fills an empty regency with the agencies and positions that its profile names. Run again, it adds what is missing and
//! changes nothing that is there.
use std::collections::BTreeMap;

use kernel::{App, BoxFuture, Error, Result, Subject, Val, Write, args};
use register::{Record, Register};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use crate::{JABATAN, PERANGKAT_DAERAH};

#[derive(Deserialize)]
pub(crate) struct Agency {
    kode: String,
    pub(crate) nama: String,
    #[serde(default)]
    singkatan: String,
    jenis: String,
    #[serde(default)]
    induk: Option<String>,
    #[serde(default)]
    peran: Vec<String>,
}

impl Agency {
    /// The one that every regency has.
    pub(crate) fn secretariat() -> Agency {
        Agency {
            kode: "SETDA".into(),
            nama: "Sekretariat Daerah".into(),
            singkatan: "Setda".into(),
            jenis: "sekretariat_daerah".into(),
            induk: None,
            peran: vec![],
        }
    }
}

#[derive(Deserialize)]
struct Districts {
    #[serde(default)]
    peran: Vec<String>,
    #[serde(default)]
    kelurahan: bool,
}

/// Runs once at `pendopo init` and harmlessly again.
pub fn setup(app: App) -> BoxFuture<Result<()>> {
    Box::pin(async move {
        if !app.profile.has("perangkat_daerah") {
            return Ok(());
        }
        let mut agencies: Vec<Agency> = app.profile.section("perangkat_daerah")?;
        agencies.extend(districts(&app)?);
        let there = app.db.one("select count(*) as n from perangkat_daerah", args![]).await?.get::<i64>("n")?;
        if there > 0 {
            return Ok(());
        }
        let mut write = Write::system(&app, "organisasi.dari_profil").await?;
        let mut known: BTreeMap<String, Uuid> = BTreeMap::new();
        // A unit may stand before the one above it: go round until all are placed.
        let mut waiting = agencies;
        while !waiting.is_empty() {
            let count = waiting.len();
            let mut later = vec![];
            for agency in waiting {
                let parent = match &agency.induk {
                    None => None,
                    Some(code) => match known.get(code) {
                        Some(id) => Some(*id),
                        None => {
                            later.push(agency);
                            continue;
                        }
                    },
                };
                let id = unit(&mut write, &agency, parent).await?;
                positions(&mut write, &agency, id).await?;
                known.insert(agency.kode, id);
            }
            if later.len() == count {
                let code = later.first().map(|agency| agency.kode.clone()).unwrap_or_default();
                return Err(Error::refused(format!("Profil: induk perangkat daerah {code} tidak ada atau melingkar")));
            }
            waiting = later;
        }
        write.commit(&Subject::new("perangkat_daerah", Uuid::nil(), "/perangkat_daerah")).await
    })
}

/// Districts and, if the profile says so, their kelurahan, from the list of regions.
fn districts(app: &App) -> Result<Vec<Agency>> {
    if app.profile.regions.is_empty() || !app.profile.has("kecamatan") {
        return Ok(vec![]);
    }
    let rule: Districts = app.profile.section("kecamatan")?;
    let mut found = vec![];
    for line in app.profile.regions.lines().skip(1) {
        let parts: Vec<&str> = line.split(',').collect();
        let [kode, nama, induk, jenis] = parts.as_slice() else { continue };
        let (name, parent) = match *jenis {
            "kecamatan" => (format!("Kecamatan {nama}"), None),
            "kelurahan" if rule.kelurahan => (format!("Kelurahan {nama}"), Some((*induk).to_owned())),
            _ => continue,
        };
        found.push(Agency {
            kode: (*kode).to_owned(),
            nama: name,
            singkatan: String::new(),
            jenis: (*jenis).to_owned(),
            induk: parent,
            // Only the district carries the roles; a kelurahan works within it.
            peran: if *jenis == "kecamatan" { rule.peran.clone() } else { vec![] },
        });
    }
    Ok(found)
}

fn fresh(register: &'static Register) -> Record {
    Record::blank(register, Uuid::now_v7())
}

pub(crate) async fn unit(write: &mut Write, agency: &Agency, parent: Option<Uuid>) -> Result<Uuid> {
    let mut record = fresh(&PERANGKAT_DAERAH);
    record.set("kode", agency.kode.as_str());
    record.set("nama", agency.nama.as_str());
    record.set("singkatan", Some(agency.singkatan.as_str()).filter(|text| !text.is_empty()));
    record.set("jenis", agency.jenis.as_str());
    record.set("induk", parent);
    record.set("fungsi", Val::Json(json!(agency.peran)));
    record.set("aktif", true);
    Ok(register::store::insert(write, &record).await?.id)
}

/// Roles of the software that follow from the functional roles of a unit, for the person who works on them.
fn roles_of(agency: &Agency) -> Vec<&str> {
    let known = |role: &&str| kernel::module::ROLES.iter().any(|(key, _)| key == role);
    agency.peran.iter().map(String::as_str).filter(known).collect()
}

async fn positions(write: &mut Write, agency: &Agency, unit: Uuid) -> Result<()> {
    let functional = roles_of(agency);
    let head = match agency.jenis.as_str() {
        "sekretariat_daerah" => ("Sekretaris Daerah", vec!["sekda", "kepala_pd"]),
        "sekretariat_dprd" => ("Sekretaris DPRD", vec!["kepala_pd"]),
        "inspektorat" => ("Inspektur", vec!["kepala_pd"]),
        "kecamatan" => ("Camat", vec!["kepala_pd"]),
        "kelurahan" => ("Lurah", vec!["kepala_pd"]),
        "rumah_sakit" => ("Direktur", vec!["kepala_pd"]),
        _ => ("Kepala", vec!["kepala_pd"]),
    };
    position(write, head.0, unit, head.1.into_iter().chain(functional.iter().copied()).collect()).await?;
    position(write, "Operator", unit, std::iter::once("operator_pd").chain(functional.iter().copied()).collect())
        .await?;
    if agency.jenis == "sekretariat_daerah" {
        position(write, "Bupati", unit, vec!["bupati"]).await?;
    }
    if agency.peran.iter().any(|role| role == "diskominfo") {
        position(write, "Administrator Pendopo", unit, vec!["admin", "diskominfo"]).await?;
    }
    Ok(())
}

pub(crate) async fn position(write: &mut Write, name: &str, unit: Uuid, roles: Vec<&str>) -> Result<Uuid> {
    let mut record = fresh(&JABATAN);
    record.set("nama", name);
    record.set("perangkat_daerah", unit);
    record.set("peran", Val::Json(json!(roles)));
    record.set("aktif", true);
    Ok(register::store::insert(write, &record).await?.id)
}
