//! A channel made ready in one go, for demonstrations and measurements: all keys under one passphrase, which no real channel has.
use kernel::{App, Result};
use segel::shares::split;
use segel::{Secret, Zeroizing};
use uuid::Uuid;

use crate::model::{Keadaan, Peran};
use crate::sandi;
use crate::store::{self, kunci::Baru};

/// Makes keys for a handler and for these people in their roles, and the escrow when there are three officers. Reports are taken from
/// then on.
///
/// # Errors
/// When the database does not answer.
pub async fn siapkan(app: &App, penangan: Uuid, orang: &[(Uuid, Peran)], frasa: &str) -> Result<()> {
    buat(app, penangan, Peran::Penangan, frasa).await?;
    for (akun, peran) in orang {
        if *peran != Peran::Penangan {
            let mut tx = store::db(app).await?.begin().await?;
            store::kunci::tunjuk(&mut tx, *akun, *peran, penangan, store::hari(app)).await?;
            tx.commit().await?;
        }
        buat(app, *akun, *peran, frasa).await?;
    }
    eskro(app, penangan).await
}

async fn buat(app: &App, akun: Uuid, peran: Peran, frasa: &str) -> Result<()> {
    let (id, rahasia) = (Uuid::new_v4(), Secret::fresh());
    let frasa = Zeroizing::new(frasa.to_owned());
    let bungkus = sandi::bungkus(id, &rahasia, frasa, crate::setelan::biaya(app)?).await?;
    let baru = Baru { id, akun: Some(akun), peran, keadaan: Keadaan::Aktif, rahasia, bungkus: Some(bungkus) };
    let mut tx = store::db(app).await?.begin().await?;
    store::kunci::insert(&mut tx, store::hari(app), baru).await?;
    store::jejak::catat(&mut tx, store::hari(app), Some(akun), "kunci_dibuat", peran.as_str()).await?;
    Ok(tx.commit().await?)
}

async fn eskro(app: &App, oleh: Uuid) -> Result<()> {
    let pejabat = store::kunci::aktif(app, Peran::Pejabat).await?;
    if pejabat.len() != 3 {
        return Ok(());
    }
    let (id, rahasia) = (Uuid::new_v4(), Secret::fresh());
    let shares = split(rahasia.bytes(), 2, 3).map_err(sandi::rusak)?;
    let mut tx = store::db(app).await?.begin().await?;
    let baru = Baru { id, akun: None, peran: Peran::Eskro, keadaan: Keadaan::Aktif, rahasia, bungkus: None };
    store::kunci::insert(&mut tx, store::hari(app), baru).await?;
    for (share, each) in shares.iter().zip(&pejabat) {
        let bytes = Zeroizing::new([&[share.number], share.bytes.as_slice()].concat());
        let isi = sandi::tutup_untuk(each.publik, sandi::BAGIAN, id, &bytes)?;
        store::eskro::bagian(&mut tx, id, each.id, isi).await?;
    }
    store::jejak::catat(&mut tx, store::hari(app), Some(oleh), "kunci_cadangan_dibuat", "").await?;
    Ok(tx.commit().await?)
}
