//! Taking a report in: sealing it for those who may read it, and keeping it.
use kernel::{App, Result};
use segel::Zeroizing;
use uuid::Uuid;

use crate::model::{Butir, Identitas, Laporan, Peran};
use crate::rules;
use crate::sandi::{self, KunciLaporan, Resi};
use crate::store::berkas::Disegel;
use crate::store::{self, isi::Untuk, kunci::Kunci};

/// Keeps a report in one transaction: it is there with its code, or it never came. Returns its number.
pub async fn terima(
    app: &App,
    resi: &Resi,
    laporan: &Laporan,
    identitas: &Identitas,
    berkas: Vec<Disegel>,
) -> Result<String> {
    let (id, kunci) = (Uuid::new_v4(), KunciLaporan::baru());
    let untuk = Untuk::kunci(id, &kunci)?;
    let mut penerima = store::kunci::aktif(app, Peran::Penangan).await?;
    penerima.extend(store::eskro::aktif(app).await?);
    let kustodian = store::kunci::aktif(app, Peran::Kustodian).await?;
    let teks = Zeroizing::new(serde_json::to_vec(laporan)?);
    let siapa = Zeroizing::new(serde_json::to_vec(identitas)?);
    let (hari, kalender) = (store::hari(app), app.calendar().await?);
    let baru = store::laporan::Baru {
        id,
        kunci: &kunci,
        tanda: resi.tanda.clone(),
        pelapor: resi.tutup(id, &kunci.isi)?,
        tenggat: rules::tenggat_awal(&kalender, hari),
    };
    let mut tx = store::db(app).await?.begin().await?;
    let nomor = store::laporan::insert(&mut tx, hari, baru).await?;
    for each in &penerima {
        store::laporan::segel(&mut tx, id, each.id, segel_bagi(&kunci, id, laporan, each)?).await?;
    }
    // Sealed even when nothing was said: whether somebody gave a name does not show.
    for each in &kustodian {
        let isi = sandi::tutup_untuk(each.publik, sandi::IDENTITAS, id, &siapa)?;
        store::identitas::simpan(&mut tx, id, each.id, isi).await?;
    }
    store::isi::tambah(&mut tx, hari, &untuk, Uuid::new_v4(), Butir::Laporan, &teks).await?;
    for each in berkas {
        store::berkas::tambah(&mut tx, hari, &untuk, each).await?;
    }
    store::jejak::catat(&mut tx, hari, None, "laporan_masuk", &nomor).await?;
    tx.commit().await?;
    Ok(nomor)
}

/// The seal for one key: a real one, or for a handler whom the report concerns one that opens for nobody.
pub fn segel_bagi(kunci: &KunciLaporan, id: Uuid, laporan: &Laporan, untuk: &Kunci) -> Result<Vec<u8>> {
    if untuk.akun.is_some_and(|akun| laporan.kecuali.contains(&akun)) {
        KunciLaporan::segel_semu(untuk.publik)
    } else {
        kunci.segel(id, untuk.publik)
    }
}
