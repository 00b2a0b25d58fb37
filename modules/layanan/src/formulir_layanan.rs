//! The forms of services as the pages of applications need them.
use formulir::{Answers, Choices, FileRef, Form};
use kernel::{App, Result};
use maud::Markup;
use serde_json::Value as Json;
use time::Date;
use uuid::Uuid;

use crate::model::Permohonan;
use crate::susun::store;

/// The version of a service's form that is in force, if there is one.
pub async fn berlaku(app: &App, layanan: Uuid) -> Result<Option<(Uuid, Form)>> {
    Ok(store::versi_berlaku(app, layanan).await?.map(|versi| (versi.id, versi.form)))
}

/// One version, in force or not: an application keeps the one it was begun with.
pub async fn versi(app: &App, id: Uuid) -> Result<Form> {
    Ok(store::versi(app, id).await?.form)
}

/// Today and the villages of the regency.
pub async fn pilihan(app: &App, hari: Date) -> Result<Choices> {
    let wilayah = app.regions().await?;
    let nama: Vec<String> = wilayah
        .iter()
        .map(|satu| match satu.kind.as_str() {
            "desa" => format!("Desa {}", satu.name),
            "kelurahan" => format!("Kelurahan {}", satu.name),
            _ => satu.name.clone(),
        })
        .collect();
    let tiga = wilayah
        .iter()
        .zip(&nama)
        .filter(|(satu, _)| ["kecamatan", "desa", "kelurahan"].contains(&satu.kind.as_str()))
        .map(|(satu, nama)| {
            let induk = if satu.kind == "kecamatan" { None } else { satu.parent.as_deref() };
            (satu.code.as_str(), nama.as_str(), induk)
        });
    Ok(Choices::with_regions(hari, tiga))
}

/// The answers as sent.
pub fn jawaban(satu: &Permohonan) -> Answers {
    Answers::from_json(Json::Object(satu.isian.clone()))
}

/// The answers of an application for who reads them.
pub async fn tampil(app: &App, satu: &Permohonan, berkas: impl Fn(&FileRef) -> Option<String>) -> Result<Markup> {
    let Some(formulir) = satu.formulir else { return Ok(maud::html! {}) };
    let form = versi(app, formulir).await?;
    Ok(form.shown(&jawaban(satu), &pilihan(app, app.today()).await?, berkas))
}

/// Key and answer in words of every question: what a letter can name.
pub async fn nilai(app: &App, satu: &Permohonan) -> Result<Vec<(String, String)>> {
    let Some(formulir) = satu.formulir else { return Ok(vec![]) };
    let form = versi(app, formulir).await?;
    let bagian = form.parts(&jawaban(satu), &pilihan(app, app.today()).await?);
    Ok(bagian.into_iter().flat_map(|bagian| bagian.lines).map(|baris| (baris.path, baris.value)).collect())
}
