//! The one place from which people are told something.

use kernel::notify::{Notice, notify};
use kernel::{App, Result, Write};
use serde_json::{Map, Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What is told.
#[derive(Debug, Clone)]
pub struct Pesan {
    /// Name of the event, such as `kewajiban.pengingat`.
    pub peristiwa: &'static str,
    /// One line.
    pub judul: String,
    /// One or two sentences.
    pub isi: String,
    /// The page where it can be seen or done.
    pub href: String,
    /// What hearers of the event need besides; never personal data.
    pub rincian: Map<String, Json>,
}

/// Tells these accounts, and everybody who hears the event, once the change is committed.
pub async fn sampaikan(write: &mut Write, kepada: &BTreeSet<Uuid>, pesan: Pesan) -> Result<()> {
    let mut payload = pesan.rincian;
    payload.insert("penerima".to_owned(), json!(kepada));
    write.event(pesan.peristiwa, Json::Object(payload));
    let akun: Vec<Uuid> = kepada.iter().copied().collect();
    let notice = Notice { title: pesan.judul, body: pesan.isi, href: pesan.href, event: pesan.peristiwa.into() };
    notify(write, &akun, notice).await
}

/// Finds out who holds a role, asking the directory once for each.
pub struct Penerima<'a> {
    app: &'a App,
    ditemukan: BTreeMap<(&'static str, Option<Uuid>), Vec<Uuid>>,
}

impl<'a> Penerima<'a> {
    /// Nobody asked yet.
    pub fn baru(app: &'a App) -> Self {
        Penerima { app, ditemukan: BTreeMap::new() }
    }

    /// Accounts with one of the roles, in a unit or anywhere.
    pub async fn cari(&mut self, peran: &[&'static str], unit: Option<Uuid>) -> Result<BTreeSet<Uuid>> {
        let mut semua = BTreeSet::new();
        for satu in peran {
            let kunci = (*satu, unit);
            if !self.ditemukan.contains_key(&kunci) {
                let akun = self.app.holders(satu, unit).await?;
                self.ditemukan.insert(kunci, akun);
            }
            semua.extend(self.ditemukan.get(&kunci).into_iter().flatten().copied());
        }
        Ok(semua)
    }

    /// Those who work on an obligation of this unit; nobody when no unit carries it.
    pub async fn pelaku(&mut self, unit: Option<Uuid>) -> Result<BTreeSet<Uuid>> {
        match unit {
            Some(unit) => self.cari(&["operator_pd", "kepala_pd"], Some(unit)).await,
            None => Ok(BTreeSet::new()),
        }
    }
}
