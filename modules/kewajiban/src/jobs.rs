//! Work in the background: computing and reminding every morning, and on demand.

use crate::{hitung, ingat, katalog, store};
use kernel::db::fts::Doc;
use kernel::job::JobKind;
use kernel::{App, BoxFuture, Result, Subject, Write};
use serde_json::Value as Json;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Kind of the job.
pub const HITUNG: &str = "kewajiban.hitung";

/// The jobs of the module.
pub const JOBS: &[JobKind] = &[JobKind {
    kind: HITUNG,
    title: "Menghitung kewajiban, mengingatkan, dan mengangkat yang terlambat",
    schedule: Some("0 5 * * *"),
    run: jalankan,
}];

/// Computes and reminds; with `{"kode": [..]}` only computes these duties.
fn jalankan(app: App, payload: Json) -> BoxFuture<Result<()>> {
    Box::pin(async move {
        let kode: Option<BTreeSet<String>> =
            payload.get("kode").cloned().and_then(|kode| serde_json::from_value(kode).ok());
        hitung::jalankan(&app, kode.as_ref()).await?;
        if kode.is_none() {
            ingat::jalankan(&app).await?;
        }
        Ok(())
    })
}

/// Settings, obligations and search from the profile. Run again, it adds what is missing.
pub fn setup(app: App) -> BoxFuture<Result<()>> {
    Box::pin(async move {
        if !katalog::ada(&app) {
            return Ok(());
        }
        let daftar = katalog::dari(&app)?;
        let mut write = Write::system(&app, "kewajiban.disiapkan").await?;
        if !store::setelan::ada(&app).await? {
            store::setelan::insert(&mut write, app.today()).await?;
        }
        for kewajiban in &daftar.kewajiban {
            let pasal = crate::kalimat::pasal_utuh(&kewajiban.pasal);
            let doc = Doc {
                id: id_kewajiban(&kewajiban.kode),
                kind: kernel::search::kind(crate::resource::KUNCI, true),
                unit: None,
                owner: None,
                readers: vec![],
                title: kewajiban.judul.clone(),
                summary: format!("{pasal}. {}", kewajiban.uraian),
                url: format!("/katalog-kewajiban/{}", kewajiban.kode),
                stems: kernel::search::stems(&format!(
                    "{} {} {pasal} {}",
                    kewajiban.judul,
                    kewajiban.uraian,
                    kewajiban.bukti.join(" ")
                )),
                parts: None,
                updated: write.at(),
            };
            write.index(&doc).await?;
        }
        write.commit(&Subject::new("kewajiban", Uuid::nil(), "/katalog-kewajiban")).await?;
        hitung::jalankan(&app, None).await?;
        Ok(())
    })
}

/// A duty has no row; in the search it stands under an id made from its code.
fn id_kewajiban(kode: &str) -> Uuid {
    let sidik = Sha256::digest(kode.as_bytes());
    let mut bytes = [0_u8; 16];
    for (tujuan, asal) in bytes.iter_mut().zip(sidik.iter()) {
        *tujuan = *asal;
    }
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}
