//! The page of one's own keys, with what awaits a custodian or an officer of the escrow.
use http::StatusCode;
use kernel::{Ctx, Error, FieldError, Response, Result};
use uuid::Uuid;

use super::terbuka;
use crate::TANGANI;
use crate::model::{Butir, Peran};
use crate::pages::pejabat as halaman_pejabat;
use crate::sandi;
use crate::store::{self, isi::Untuk};

/// GET /kunci-wbs
pub async fn show(ctx: Ctx) -> Result<Response> {
    halaman(&ctx, StatusCode::OK, &[]).await
}

/// The page, with what is wrong.
pub async fn halaman(ctx: &Ctx, status: StatusCode, salah: &[FieldError]) -> Result<Response> {
    let saya = super::kunci::keadaan(ctx).await?;
    if saya.punya.is_empty() && saya.kurang.is_empty() {
        return Err(Error::NotFound);
    }
    let tugas = tugas(ctx).await?;
    halaman_pejabat::halaman(ctx, status, &saya, &tugas, salah)
}

/// What awaits the open keys of this person.
async fn tugas(ctx: &Ctx) -> Result<halaman_pejabat::Tugas> {
    let mut tugas = halaman_pejabat::Tugas::default();
    let Some(terbuka) = crate::ruang::pegawai(ctx) else { return Ok(tugas) };
    if let Some(own) = terbuka.kunci(Peran::Kustodian) {
        for minta in store::identitas::menunggu(&ctx.app).await? {
            // What was asked before this custodian was named is not theirs to decide.
            if let Some(isi) = store::identitas::alasan(&ctx.app, minta.id, own.id).await? {
                let alasan = sandi::buka_untuk(&own.rahasia, sandi::ALASAN, minta.id, &isi)?;
                tugas.identitas.push((minta, String::from_utf8_lossy(&alasan).into_owned()));
            }
        }
    }
    if let Some(own) = terbuka.kunci(Peran::Pejabat) {
        for satu in store::eskro::pemulihan(&ctx.app).await? {
            let memegang = store::eskro::bagian_untuk(&ctx.app, satu.eskro, own.id).await?.is_some();
            if memegang && !store::eskro::sudah_serah(&ctx.app, satu.id, own.id).await? {
                let kunci = store::kunci::find(&ctx.app, satu.kunci).await?;
                tugas.pemulihan.push((satu, kunci));
            }
        }
    }
    let mut akun: Vec<Uuid> = tugas.identitas.iter().map(|(minta, _)| minta.oleh).collect();
    akun.extend(tugas.pemulihan.iter().filter_map(|(_, kunci)| kunci.akun));
    tugas.nama = kernel::auth::account::names(&ctx.app, &akun).await?;
    Ok(tugas)
}

/// POST /kunci-wbs/identitas/{id}
pub async fn putus(ctx: Ctx) -> Result<Response> {
    let terbuka = terbuka(&ctx)?;
    let own = terbuka.kunci(Peran::Kustodian).ok_or(Error::NotFound)?;
    if ctx.actor.can(TANGANI) {
        return Err(Error::refused(
            "Penangan tidak boleh memutus permintaan identitas. Minta penangan lain menunjuk kustodian baru.",
        ));
    }
    let minta = store::identitas::find(&ctx.app, ctx.id("id")?).await?;
    let alasan = match super::alasan(&ctx, "alasan") {
        Ok(alasan) => alasan,
        Err(salah) => return halaman(&ctx, StatusCode::UNPROCESSABLE_ENTITY, &[salah]).await,
    };
    let kabul = match ctx.form().get("putusan") {
        "kabulkan" => true,
        "tolak" => false,
        _ => {
            let salah = [FieldError::new("", "Pilih mengizinkan atau menolak")];
            return halaman(&ctx, StatusCode::UNPROCESSABLE_ENTITY, &salah).await;
        }
    };
    let hari = store::hari(&ctx.app);
    let untuk = Untuk::laporan(&ctx.app, minta.laporan).await?;
    let sealed = store::identitas::untuk(&ctx.app, minta.laporan, own.id).await?;
    let identitas = match (kabul, sealed) {
        (true, Some(isi)) => Some(sandi::buka_untuk(&own.rahasia, sandi::IDENTITAS, minta.laporan, &isi)?),
        (true, None) => return Err(Error::refused("Laporan ini masuk sebelum Anda menjadi kustodian.")),
        (false, _) => None,
    };
    let kata = if kabul { "mengizinkan" } else { "menolak" };
    let catatan = format!("Kustodian {kata} pembukaan identitas. Alasan: {alasan}");
    let mut tx = store::db(&ctx.app).await?.begin().await?;
    store::identitas::putus(&mut tx, minta.id, kabul, terbuka.akun, hari).await?;
    store::isi::tambah(&mut tx, hari, &untuk, Uuid::new_v4(), Butir::Catatan, catatan.as_bytes()).await?;
    if let Some(isi) = identitas {
        store::isi::tambah(&mut tx, hari, &untuk, Uuid::new_v4(), Butir::Identitas, &isi).await?;
    }
    let tindakan = if kabul { "identitas_dibuka" } else { "identitas_ditolak" };
    store::jejak::catat(&mut tx, hari, Some(terbuka.akun), tindakan, &minta.nomor).await?;
    tx.commit().await?;
    ctx.redirect_with("/kunci-wbs", "Putusan Anda sudah dicatat.")
}

/// POST /kunci-wbs/latihan: tries that this officer's shares open. They were looked at together when the escrow was made, and a sealed share
/// opens whole or not at all, so any two that open give the escrow back; nothing is joined for the trial.
pub async fn latihan(ctx: Ctx) -> Result<Response> {
    let terbuka = terbuka(&ctx)?;
    let own = terbuka.kunci(Peran::Pejabat).ok_or(Error::NotFound)?;
    let hari = store::hari(&ctx.app);
    let mut tx = store::db(&ctx.app).await?.begin().await?;
    let mut dicoba = 0;
    for eskro in store::eskro::aktif(&ctx.app).await? {
        let Some(isi) = store::eskro::bagian_untuk(&ctx.app, eskro.id, own.id).await? else { continue };
        if sandi::buka_untuk(&own.rahasia, sandi::BAGIAN, eskro.id, &isi).is_err() {
            drop(tx);
            store::jejak::catat_satu(&ctx.app, Some(terbuka.akun), "bagian_gagal_dicoba", "").await?;
            return Err(Error::refused(
                "Bagian Anda tidak terbuka. Beri tahu penangan: kunci cadangan baru harus dibuat.",
            ));
        }
        store::latihan::catat(&mut tx, eskro.id, own.id, hari).await?;
        dicoba += 1;
    }
    if dicoba == 0 {
        return Err(Error::refused("Anda belum memegang bagian kunci cadangan."));
    }
    store::jejak::catat(&mut tx, hari, Some(terbuka.akun), "bagian_dicoba", "").await?;
    tx.commit().await?;
    ctx.redirect_with("/kunci-wbs", "Bagian Anda terbuka dengan benar. Hasilnya dicatat.")
}

/// POST /kunci-wbs/pemulihan/{id}: seals this officer's share for the handler who asks.
pub async fn serah(ctx: Ctx) -> Result<Response> {
    let terbuka = terbuka(&ctx)?;
    let own = terbuka.kunci(Peran::Pejabat).ok_or(Error::NotFound)?;
    let id = ctx.id("id")?;
    let satu =
        store::eskro::pemulihan(&ctx.app).await?.into_iter().find(|each| each.id == id).ok_or(Error::NotFound)?;
    let isi = store::eskro::bagian_untuk(&ctx.app, satu.eskro, own.id).await?.ok_or(Error::NotFound)?;
    let penerima = store::kunci::find(&ctx.app, satu.kunci).await?;
    // Two officers let somebody in; whoever asks, or handles reports, is not one of them.
    if penerima.akun == Some(terbuka.akun) || ctx.actor.can(TANGANI) {
        return Err(Error::refused(
            "Penangan tidak boleh menyerahkan bagian kunci cadangan. Pemegang lain yang harus menyetujui.",
        ));
    }
    if ctx.form().get("sidik") != penerima.publik.fingerprint() {
        return Err(Error::Conflict);
    }
    let bagian = sandi::buka_untuk(&own.rahasia, sandi::BAGIAN, satu.eskro, &isi)?;
    let isi = sandi::tutup_untuk(penerima.publik, sandi::SERAH, id, &bagian)?;
    let hari = store::hari(&ctx.app);
    let mut tx = store::db(&ctx.app).await?.begin().await?;
    store::eskro::serah(&mut tx, id, own.id, isi).await?;
    store::jejak::catat(&mut tx, hari, Some(terbuka.akun), "bagian_diserahkan", "").await?;
    tx.commit().await?;
    ctx.redirect_with("/kunci-wbs", "Bagian Anda sudah diserahkan kepada penangan yang meminta.")
}
