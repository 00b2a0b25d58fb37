//! Taking a report in: sealing it for those who may read it, and keeping it.
use std::collections::BTreeMap;

use kernel::{App, Result};
use segel::Zeroizing;
use uuid::Uuid;

use crate::model::{Butir, Identitas, Laporan, Peran};
use crate::rules;
use crate::sandi::{self, KunciLaporan, Resi};
use crate::store::berkas::Disegel;
use crate::store::{self, Dari, isi::Untuk, kunci::Kunci};

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
    // Read now that it is our turn: who is confirmed or put out meanwhile waits, so that nobody is missed.
    let dari = &mut Dari::Dalam(&mut tx);
    let mut penerima = store::kunci::aktif_dari(app, dari, Peran::Penangan).await?;
    penerima.extend(store::kunci::aktif_dari(app, dari, Peran::Eskro).await?);
    let kustodian = store::kunci::aktif_dari(app, dari, Peran::Kustodian).await?;
    let nama = nama_pemegang(app, &penerima).await?;
    for each in &penerima {
        store::laporan::segel(&mut tx, id, each.id, segel_bagi(&kunci, id, laporan, each, &nama)?).await?;
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

/// Names of the holders of keys.
pub async fn nama_pemegang(app: &App, kunci: &[Kunci]) -> Result<BTreeMap<Uuid, String>> {
    let akun: Vec<Uuid> = kunci.iter().filter_map(|each| each.akun).collect();
    kernel::auth::account::names(app, &akun).await
}

/// Whether a report concerns the holder of a key: the reporter said so, or it names them.
pub fn is_terkait(laporan: &Laporan, akun: Uuid, nama: &BTreeMap<Uuid, String>) -> bool {
    laporan.kecuali.contains(&akun) || nama.get(&akun).is_some_and(|nama| rules::menyebut(laporan, nama))
}

/// The seal for one key: a real one, or for a handler whom the report concerns one that opens for nobody.
pub fn segel_bagi(
    kunci: &KunciLaporan,
    id: Uuid,
    laporan: &Laporan,
    untuk: &Kunci,
    nama: &BTreeMap<Uuid, String>,
) -> Result<Vec<u8>> {
    if untuk.akun.is_some_and(|akun| is_terkait(laporan, akun, nama)) {
        KunciLaporan::segel_semu(untuk.publik)
    } else {
        kunci.segel(id, untuk.publik)
    }
}
