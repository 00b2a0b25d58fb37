//! The end of a year in the books of numbers: what was reserved and never used is cancelled once the book is closed.
use kernel::job::JobKind;
use kernel::{App, BoxFuture, Result, Subject, Write};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::rules::nomor::tahun_terbuka;
use crate::store::nomor;

/// Every night; there is something to do on the first of February only.
pub const KERJA: JobKind = JobKind {
    kind: "naskah_dinas.tutup_buku",
    title: "Membatalkan nomor cadangan dari buku tahun yang sudah ditutup",
    schedule: Some("15 0 * * *"),
    run,
};

/// Numbers cancelled in one change.
const SEKALI: usize = 200;

fn run(app: App, _: Json) -> BoxFuture<Result<()>> {
    Box::pin(async move { tutup(&app).await.map(drop) })
}

/// Cancels the reserved numbers of closed books, so that every number of a closed book is used or cancelled. Harmless when
/// repeated. Returns how many there were.
pub async fn tutup(app: &App) -> Result<usize> {
    let terbuka = i64::from(tahun_terbuka(app.today()));
    let mut semua = 0;
    loop {
        let mut write = Write::system(app, "naskah_dinas.buku_ditutup").await?;
        let banyak = nomor::tutup_buku(&mut write, terbuka, SEKALI).await?;
        if banyak == 0 {
            return Ok(semua);
        }
        semua += banyak;
        write.commit(&Subject::new("naskah_nomor", Uuid::now_v7(), crate::web::buku::BUKU)).await?;
    }
}
