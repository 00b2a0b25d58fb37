//! What the signing module says about letters.
use kernel::event::Event;
use kernel::module::Hear;
use kernel::{App, Error, Result, Val, Work, Write};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::langkah::{self, Laku, Meja};
use crate::model::{Keadaan, PERMOHONAN, Tindakan};
use crate::{standar, store};

/// Events that are heard.
pub const HEARS: &[Hear] = &[
    Hear { event: "tanda_tangan.selesai", name: "layanan.tanda_selesai", run: selesai },
    Hear { event: "tanda_tangan.ditolak", name: "layanan.tanda_ditolak", run: ditolak },
];

fn untuk_kami(event: &Event) -> Option<(Uuid, Uuid)> {
    let teks = |nama: &str| event.payload.get(nama).and_then(Json::as_str);
    if teks("untuk") != Some(PERMOHONAN) {
        return None;
    }
    Some((teks("id")?.parse().ok()?, teks("permintaan")?.parse().ok()?))
}

fn selesai(app: App, event: Event) -> Work<()> {
    Box::pin(async move {
        let berkas = event.payload.get("berkas").and_then(Json::as_str).and_then(|teks| teks.parse::<Uuid>().ok());
        let mut nilai: Vec<(&'static str, Val)> = vec![("bertanda", true.into())];
        nilai.extend(berkas.map(|berkas| ("hasil", Val::from(berkas))));
        gerak(&app, &event, Tindakan::Tertandatangani, "", nilai).await
    })
}

fn ditolak(app: App, event: Event) -> Work<()> {
    Box::pin(async move {
        let alasan = event.payload.get("alasan").and_then(Json::as_str).unwrap_or_default().to_owned();
        let nilai = vec![("permintaan", Val::Null), ("kode", Val::Null), ("pemutus", Val::Null)];
        gerak(&app, &event, Tindakan::TandaDitolak, &alasan, nilai).await
    })
}

/// Does what follows, once: a repetition finds the case on another step.
async fn gerak(
    app: &App,
    event: &Event,
    tindakan: Tindakan,
    catatan: &str,
    nilai: Vec<(&'static str, Val)>,
) -> Result<()> {
    let Some((id, permintaan)) = untuk_kami(event) else { return Ok(()) };
    let meja = Meja::buka(app).await?;
    let mut write = Write::system(app, tindakan.aksi().0).await?;
    let satu = match store::pegang(&mut write, id, None).await {
        Err(Error::NotFound) => return Ok(()),
        hasil => hasil?,
    };
    if satu.keadaan != Keadaan::Penandatanganan || satu.permintaan != Some(permintaan) {
        return Ok(());
    }
    let standar = standar::versi(app, satu.standar).await?;
    let laku = Laku { nilai, ..Laku::baru(tindakan, event.actor, catatan) };
    let baru = langkah::jalankan(&mut write, &satu, &standar, &meja, laku).await?;
    write.commit(&baru.subjek()).await
}
