//! A person's own keys: making, opening, closing them, and getting in again through the escrow.
//!
//! They open with a passphrase of their own and not at sign-in. The sign-in password is checked against a hash that is cheap to
//! try and that an administrator can replace; whoever signs in through another service has none here; and a key that opens at every
//! sign-in would lie in memory all day, whatever the person works on.
use http::StatusCode;
use kernel::{Ctx, Error, FieldError, Response, Result};
use segel::Secret;
use segel::shares::{Share, join};
use uuid::Uuid;

use super::{diketik, terbuka};
use crate::model::{Keadaan, Peran};
use crate::pages::kunci as halaman;
use crate::sandi::{self, KunciLaporan};
use crate::store::{self, Dari, kunci::Baru};
use crate::{TANGANI, ruang, rules};

/// The roles for which this person may hold a key now.
pub async fn peran_saya(ctx: &Ctx) -> Result<Vec<Peran>> {
    let akun = ctx.account()?;
    let mut peran: Vec<Peran> = vec![];
    if ctx.actor.can(TANGANI) {
        peran.push(Peran::Penangan);
    }
    let ditunjuk = store::kunci::penunjukan(&ctx.app).await?;
    peran.extend(ditunjuk.into_iter().filter(|(own, _)| *own == akun).map(|(_, peran)| peran));
    peran.sort_unstable();
    peran.dedup();
    Ok(peran)
}

/// POST /kunci-wbs/buat: one key for each role that has none, all under one passphrase.
pub async fn buat(ctx: Ctx) -> Result<Response> {
    let akun = ctx.account()?;
    let peran = peran_saya(&ctx).await?;
    if peran.is_empty() {
        return Err(Error::NotFound);
    }
    let (sandi, ulang) = (diketik(&ctx, "sandi"), diketik(&ctx, "ulang"));
    let punya = store::kunci::milik(&ctx.app, akun).await?;
    let kurang: Vec<Peran> = peran.into_iter().filter(|satu| !punya.iter().any(|each| each.peran == *satu)).collect();
    if kurang.is_empty() {
        return ctx.redirect("/kunci-wbs");
    }
    let mut salah: Vec<FieldError> = rules::periksa_sandi(&sandi, &ulang).into_iter().collect();
    let mut buka = vec![];
    if salah.is_empty() {
        // A person has one passphrase: that of the keys which are there already.
        match dibuka(&ctx, &punya, &sandi).await? {
            Some(kunci) => buka = kunci,
            None => salah.push(FieldError::new("sandi", "Pakai frasa sandi yang sama dengan kunci WBS Anda yang lain")),
        }
    }
    if !salah.is_empty() {
        return super::pejabat::halaman(&ctx, StatusCode::UNPROCESSABLE_ENTITY, &salah).await;
    }
    let biaya = crate::setelan::biaya(&ctx.app)?;
    let mut baru = vec![];
    for satu in kurang {
        let (id, rahasia) = (Uuid::new_v4(), Secret::fresh());
        let bungkus = sandi::bungkus(id, &rahasia, sandi.clone(), biaya).await?;
        buka.push(ruang::Kunci { id, peran: satu, rahasia: rahasia.clone() });
        baru.push((id, satu, rahasia, bungkus));
    }
    let hari = store::hari(&ctx.app);
    let ada = !store::kunci::aktif(&ctx.app, Peran::Penangan).await?.is_empty();
    let mut tx = store::db(&ctx.app).await?.begin().await?;
    store::giliran(&mut tx).await?;
    for (id, satu, rahasia, bungkus) in baru {
        // The first handler counts at once: nobody is there to confirm, and there is nothing yet that the key could open.
        let laporan = tx.optional("select 1 as one from wbs_laporan limit 1", vec![]).await?.is_some();
        let pertama = satu == Peran::Penangan && !ada && !laporan;
        // Custodians and officers were named by a handler.
        let keadaan = if pertama || satu != Peran::Penangan { Keadaan::Aktif } else { Keadaan::Menunggu };
        let baru = Baru { id, akun: Some(akun), peran: satu, keadaan, rahasia, bungkus: Some(bungkus) };
        store::kunci::insert(&mut tx, hari, baru).await?;
        store::jejak::catat(&mut tx, hari, Some(akun), "kunci_dibuat", satu.as_str()).await?;
    }
    tx.commit().await?;
    ruang::buka(&ctx, buka)?;
    ctx.redirect_with("/kunci-wbs", "Kunci WBS Anda sudah dibuat dan terbuka.")
}

/// POST /kunci-wbs/ganti: another passphrase around all keys of this person. Elsewhere they are shut, and the old wrapping is overwritten.
pub async fn ganti(ctx: Ctx) -> Result<Response> {
    let akun = ctx.account()?;
    let punya = store::kunci::milik(&ctx.app, akun).await?;
    if punya.is_empty() {
        return Err(Error::NotFound);
    }
    let (lama, sandi, ulang) = (diketik(&ctx, "lama"), diketik(&ctx, "baru"), diketik(&ctx, "ulang_baru"));
    // The fields bear other names than those of a new key, which may stand on the same page.
    let field =
        |salah: FieldError| FieldError::new(if salah.field == "ulang" { "ulang_baru" } else { "baru" }, salah.message);
    let mut salah: Vec<FieldError> = rules::periksa_sandi(&sandi, &ulang).map(field).into_iter().collect();
    if salah.is_empty() && *lama == *sandi {
        salah.push(FieldError::new("baru", "Frasa sandi baru sama dengan yang lama"));
    }
    let mut buka = None;
    if salah.is_empty() {
        buka = if lama.len() > 256 { None } else { dibuka(&ctx, &punya, &lama).await? };
        if buka.is_none() {
            store::jejak::catat_satu(&ctx.app, Some(akun), "kunci_gagal_dibuka", "").await?;
            salah.push(FieldError::new(
                "lama",
                "Frasa sandi lama tidak cocok. Periksa ejaan dan spasinya, lalu coba lagi",
            ));
        }
    }
    let (Some(buka), true) = (buka, salah.is_empty()) else {
        return super::pejabat::halaman(&ctx, StatusCode::UNPROCESSABLE_ENTITY, &salah).await;
    };
    let biaya = crate::setelan::biaya(&ctx.app)?;
    let mut baru = vec![];
    for each in &buka {
        baru.push((each.id, sandi::bungkus(each.id, &each.rahasia, sandi.clone(), biaya).await?));
    }
    let hari = store::hari(&ctx.app);
    let mut tx = store::db(&ctx.app).await?.begin().await?;
    store::giliran(&mut tx).await?;
    for (id, bungkus) in baru {
        store::kunci::ganti_bungkus(&mut tx, id, bungkus).await?;
    }
    store::jejak::catat(&mut tx, hari, Some(akun), "frasa_sandi_diganti", "").await?;
    store::sapu::perlu(&mut tx, hari).await?;
    tx.commit().await?;
    ruang::tutup_akun(akun, ctx.now);
    ruang::buka(&ctx, buka)?;
    store::sapu::jalankan(&ctx.app).await?;
    ctx.redirect_with("/kunci-wbs", "Frasa sandi WBS Anda sudah diganti. Kunci Anda di perangkat lain sudah tertutup.")
}

/// All of these keys opened; nothing when the passphrase is not theirs.
async fn dibuka(
    ctx: &Ctx,
    kunci: &[store::kunci::Kunci],
    sandi: &segel::Zeroizing<String>,
) -> Result<Option<Vec<ruang::Kunci>>> {
    let (serentak, antre) = crate::setelan::antrean(&ctx.app)?;
    sandi::atur(serentak, antre);
    let mut buka = vec![];
    for each in kunci {
        let bungkus = store::kunci::bungkus(&ctx.app, each.id).await?;
        match sandi::buka_bungkus(each.id, bungkus, sandi.clone()).await? {
            Some(rahasia) => buka.push(ruang::Kunci { id: each.id, peran: each.peran, rahasia }),
            None => return Ok(None),
        }
    }
    Ok(Some(buka))
}

/// POST /kunci-wbs/buka
pub async fn buka(ctx: Ctx) -> Result<Response> {
    let punya = store::kunci::milik(&ctx.app, ctx.account()?).await?;
    if punya.is_empty() {
        return ctx.redirect("/kunci-wbs");
    }
    let sandi = diketik(&ctx, "sandi");
    let kunci = if sandi.is_empty() || sandi.len() > 256 { None } else { dibuka(&ctx, &punya, &sandi).await? };
    let Some(kunci) = kunci else {
        store::jejak::catat_satu(&ctx.app, ctx.actor.account(), "kunci_gagal_dibuka", "").await?;
        let salah = [FieldError::new("sandi", "Frasa sandi tidak cocok. Periksa ejaan dan spasinya, lalu coba lagi")];
        return super::pejabat::halaman(&ctx, StatusCode::UNPROCESSABLE_ENTITY, &salah).await;
    };
    let penangan = kunci.iter().any(|each| each.peran == Peran::Penangan);
    ruang::buka(&ctx, kunci)?;
    store::jejak::catat_satu(&ctx.app, ctx.actor.account(), "kunci_dibuka", "").await?;
    ctx.redirect(if penangan && ctx.actor.can(TANGANI) { "/meja-wbs" } else { "/kunci-wbs" })
}

/// POST /kunci-wbs/kunci
pub async fn tutup(ctx: Ctx) -> Result<Response> {
    ruang::tutup(&ctx);
    ctx.redirect_with("/kunci-wbs", "Kunci WBS Anda sudah ditutup.")
}

/// POST /meja-wbs/pemulihan: asks the officers to let this handler in.
pub async fn mohon_pemulihan(ctx: Ctx) -> Result<Response> {
    let terbuka = terbuka(&ctx)?;
    let kunci = terbuka.kunci(Peran::Penangan).ok_or(Error::NotFound)?;
    let eskro = store::eskro::aktif(&ctx.app).await?;
    if eskro.is_empty() {
        return Err(Error::refused("Kunci cadangan belum dibuat, jadi pemulihan tidak mungkin."));
    }
    if store::kunci::find(&ctx.app, kunci.id).await?.keadaan != Keadaan::Menunggu {
        return Err(Error::refused("Kunci Anda sudah aktif."));
    }
    let hari = store::hari(&ctx.app);
    let mut tx = store::db(&ctx.app).await?.begin().await?;
    for each in &eskro {
        store::eskro::mohon(&mut tx, kunci.id, each.id, hari).await?;
    }
    store::jejak::catat(&mut tx, hari, ctx.actor.account(), "pemulihan_diminta", "").await?;
    tx.commit().await?;
    ctx.redirect_with("/kunci-wbs", "Permintaan pemulihan sudah dikirim. Dua pemegang kunci cadangan harus menyetujui.")
}

/// POST /meja-wbs/pemulihan/{id}: joins the shares that were handed over, seals every report for this handler anew and forgets
/// what was joined.
pub async fn pulihkan(ctx: Ctx) -> Result<Response> {
    let terbuka = terbuka(&ctx)?;
    let own = terbuka.kunci(Peran::Penangan).ok_or(Error::NotFound)?;
    let id = ctx.id("id")?;
    let semua = store::eskro::pemulihan(&ctx.app).await?;
    let minta = semua.into_iter().find(|each| each.id == id && each.kunci == own.id).ok_or(Error::NotFound)?;
    let mut bagian = vec![];
    for isi in store::eskro::diserahkan(&ctx.app, id).await? {
        let opened = sandi::buka_untuk(&own.rahasia, sandi::SERAH, id, &isi)?;
        let (number, bytes) = opened.split_first().ok_or_else(|| Error::internal("an empty share"))?;
        bagian.push(Share { number: *number, bytes: segel::Zeroizing::new(bytes.to_vec()) });
    }
    if bagian.len() < 2 {
        return Err(Error::refused("Belum cukup: dua pemegang kunci cadangan harus menyetujui."));
    }
    let joined = join(&bagian).map_err(sandi::rusak)?;
    let rahasia = Secret::from_bytes(&joined).map_err(sandi::rusak)?;
    let eskro = store::kunci::find(&ctx.app, minta.eskro).await?;
    if rahasia.public() != Ok(eskro.publik) {
        return Err(Error::internal("the shares do not give the escrow key"));
    }
    let penangan = store::kunci::find(&ctx.app, own.id).await?;
    let hari = store::hari(&ctx.app);
    let nama = crate::terima::nama_pemegang(&ctx.app, std::slice::from_ref(&penangan)).await?;
    let mut tx = store::db(&ctx.app).await?.begin().await?;
    store::giliran(&mut tx).await?;
    let mut segel = vec![];
    for (laporan, isi) in store::laporan::segel_semua(&mut tx, eskro.id).await? {
        let Some(kunci) = KunciLaporan::buka(laporan, &rahasia, &isi) else { continue };
        let tentang = store::isi::laporan_dari(&mut Dari::Dalam(&mut tx), laporan, &kunci.isi).await?;
        segel.push((laporan, crate::terima::segel_bagi(&kunci, laporan, &tentang, &penangan, &nama)?));
    }
    for (laporan, isi) in segel {
        store::laporan::segel(&mut tx, laporan, own.id, isi).await?;
    }
    if penangan.keadaan == Keadaan::Menunggu {
        store::kunci::sahkan(&mut tx, own.id, None).await?;
    }
    store::eskro::selesai(&mut tx, id, hari).await?;
    store::jejak::catat(&mut tx, hari, ctx.actor.account(), "pemulihan_selesai", "").await?;
    store::sapu::perlu(&mut tx, hari).await?;
    tx.commit().await?;
    terbuka.lupakan();
    store::sapu::jalankan(&ctx.app).await?;
    ctx.redirect_with("/meja-wbs", "Akses Anda sudah pulih. Buat kunci cadangan baru di halaman Orang dan kunci.")
}

/// What the page of the own keys shows.
pub async fn keadaan(ctx: &Ctx) -> Result<halaman::Saya> {
    let akun = ctx.account()?;
    let punya = store::kunci::milik(&ctx.app, akun).await?;
    let peran = peran_saya(ctx).await?;
    let pemulihan = store::eskro::pemulihan(&ctx.app).await?;
    let pemulihan = pemulihan.into_iter().filter(|each| punya.iter().any(|own| own.id == each.kunci)).collect();
    let eskro = store::eskro::aktif(&ctx.app).await?;
    let latihan = match punya.iter().find(|each| each.peran == Peran::Pejabat) {
        Some(own) => store::latihan::keadaan(&ctx.app, own.id).await?,
        None => None,
    };
    Ok(halaman::Saya {
        kurang: peran.into_iter().filter(|satu| !punya.iter().any(|each| each.peran == *satu)).collect(),
        terbuka: ruang::pegawai(ctx).is_some(),
        eskro: !eskro.is_empty(),
        latihan,
        punya,
        pemulihan,
    })
}
