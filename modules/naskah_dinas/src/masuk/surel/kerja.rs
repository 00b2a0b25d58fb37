//! The job that reads the mailboxes.
use std::time::Duration;

use ::surel::imap::{Kotak as Sambungan, Pesan};
use ::surel::urai;
use kernel::job::JobKind;
use kernel::{App, BoxFuture, Error, Result};
use serde_json::Value as Json;
use uuid::Uuid;

use super::store::{self, Kotak, Letak};
use super::tolak;

/// Reads all mailboxes, or the one of the payload.
pub const AMBIL: &str = "naskah_dinas.ambil_surel";
/// Its entry in the list of jobs.
pub const KERJA: JobKind =
    JobKind { kind: AMBIL, title: "Mengambil surat dari kotak surel", schedule: Some("*/5 * * * *"), run };
/// Most messages of one mailbox in one round; the rest comes with the next.
const SEKALI: usize = 40;
/// Largest message that is fetched whole, in bytes.
const TERBESAR: u32 = 40 * 1024 * 1024;
/// How long one mailbox may take; a few of them stay below the lease of a job.
const WAKTU: Duration = Duration::from_secs(150);

fn run(app: App, payload: Json) -> BoxFuture<Result<()>> {
    Box::pin(async move {
        let satu = payload.get("kotak").and_then(Json::as_str).and_then(|teks| teks.parse::<Uuid>().ok());
        for kotak in store::semua_kotak(&app, true).await? {
            if satu.is_none_or(|id| id == kotak.id) {
                periksa(&app, &kotak).await?;
            }
        }
        Ok(())
    })
}

/// Reads one mailbox. What goes wrong outside of us is noted at the mailbox and tried again with the next round. Returns
/// how many messages were new.
///
/// # Errors
/// When the database or the store of files fails.
pub async fn periksa(app: &App, kotak: &Kotak) -> Result<usize> {
    let hasil = match tokio::time::timeout(WAKTU, ambil(app, kotak)).await {
        Ok(hasil) => hasil,
        Err(_) => Err(Error::refused("Mengambil surel terlalu lama; dilanjutkan pada giliran berikutnya")),
    };
    match hasil {
        Ok(banyak) => {
            store::diperiksa(app, kotak.id, None).await?;
            Ok(banyak)
        }
        Err(Error::Refused(sebab)) => {
            tracing::warn!(kotak = %kotak.id, %sebab, "a mailbox could not be read");
            let sebab: String = sebab.chars().take(500).collect();
            store::diperiksa(app, kotak.id, Some(&sebab)).await?;
            Ok(0)
        }
        Err(lain) => Err(lain),
    }
}

async fn ambil(app: &App, kotak: &Kotak) -> Result<usize> {
    let (validitas, uid) = store::kursor(app, kotak.id).await?;
    let mut sambungan = Sambungan::buka(&kotak.masukan(app)?).await.map_err(tolak)?;
    // Numbers that mean something else now: everything is looked at again, and what is known is passed over by its key.
    let mulai = if validitas == sambungan.uidvalidity { uid } else { 0 };
    let mut banyak = 0;
    for uid in sambungan.setelah(mulai, SEKALI).await.map_err(tolak)? {
        let letak = Letak { uidvalidity: sambungan.uidvalidity, uid };
        let Some(pesan) = sambungan.ambil(uid, TERBESAR).await.map_err(tolak)? else {
            // Deleted meanwhile; or else the rest would be passed over for ever.
            sambungan.masih().await.map_err(tolak)?;
            continue;
        };
        let baru = match pesan {
            Pesan::Utuh(bytes) => store::simpan(app, kotak, letak, urai::urai(&bytes), Some(bytes)).await?,
            Pesan::Kepala(bytes, _) => store::simpan(app, kotak, letak, urai::urai(&bytes), None).await?,
        };
        banyak += usize::from(baru);
    }
    sambungan.tutup().await;
    Ok(banyak)
}
