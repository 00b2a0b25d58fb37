//! Heads of units as readers of secret letters. What is addressed to an office is read by whoever holds it: definitively, as
//! Plt. or Plh., or by delegation. So when an office passes on, its secret letters pass on with it.
use kernel::event::Event;
use kernel::job::JobKind;
use kernel::module::Hear;
use kernel::{App, BoxFuture, Result, Subject, Write};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::model::{Peran, subjek};
use crate::store::{akses, naskah};

/// Every night, for what begins and ends by its date.
pub const KERJA: JobKind = JobKind {
    kind: "naskah_dinas.serah_jabatan",
    title: "Menyerahkan naskah rahasia kepada pemegang jabatan yang baru",
    schedule: Some("5 0 * * *"),
    run: malam,
};

/// At once, when somebody records who holds a position.
pub const DENGAR: Hear = Hear { event: "penugasan.*", name: "naskah_dinas.serah_jabatan_dicatat", run: dengar };

/// Letters passed on in one change.
const SEKALI: usize = 200;

fn malam(app: App, _: Json) -> BoxFuture<Result<()>> {
    Box::pin(async move { samakan(&app).await.map(drop) })
}

fn dengar(app: App, _: Event) -> BoxFuture<Result<()>> {
    Box::pin(async move { samakan(&app).await.map(drop) })
}

/// Makes who heads a unit now the reader of the secret letters addressed to its head, and nobody else by that office. Harmless
/// when repeated. Returns how many readers came or went.
pub async fn samakan(app: &App) -> Result<usize> {
    let mut banyak = 0;
    for unit in akses::unit_berkepala(app).await? {
        let kini = app.holders("kepala_pd", Some(unit)).await?;
        // An office that nobody holds waits for its next holder; who held it last goes on answering for it.
        if kini.is_empty() {
            continue;
        }
        for akun in akses::pembaca_kepala(app, unit).await?.into_iter().filter(|akun| !kini.contains(akun)) {
            banyak += cabut(app, unit, akun).await?;
        }
        for akun in kini {
            banyak += serahkan(app, unit, akun).await?;
        }
    }
    Ok(banyak)
}

async fn cabut(app: &App, unit: Uuid, akun: Uuid) -> Result<usize> {
    let mut write = Write::system(app, "naskah_dinas.jabatan_berakhir").await?;
    let banyak = akses::cabut_kepala(&mut write, unit, akun).await?;
    write.commit(&Subject::new("naskah_jabatan", unit, "/surat_masuk")).await?;
    Ok(banyak)
}

async fn serahkan(app: &App, unit: Uuid, akun: Uuid) -> Result<usize> {
    let mut banyak = 0;
    loop {
        let mut write = Write::system(app, "naskah_dinas.jabatan_diserahkan").await?;
        let semua: Vec<(Uuid, Peran)> = akses::belum_dibagi(&mut write, unit, akun, SEKALI).await?;
        if semua.is_empty() {
            return Ok(banyak);
        }
        for (id, peran) in &semua {
            let letter = naskah::pegang(&mut write, *id, None).await?;
            akses::tujukan_kepala(&mut write, &letter, unit, *peran, &[akun]).await?;
        }
        banyak += semua.len();
        let pertama = semua.first().map_or(unit, |(id, _)| *id);
        write.commit(&subjek(pertama)).await?;
    }
}
