//! Who holds keys: confirming, naming, taking out of use, and the escrow.
use std::collections::{BTreeMap, BTreeSet};

use http::StatusCode;
use kernel::{Ctx, Error, FieldError, Response, Result};
use segel::Secret;
use segel::shares::{join, split};
use uuid::Uuid;

use super::terbuka;
use crate::model::{Keadaan, Peran};
use crate::pages::orang as halaman;
use crate::store::{self, Dari, jejak::Jejak, kunci::Baru};
use crate::{ruang, sandi};

/// Shares of the escrow, and how many give it back.
const BAGIAN: u8 = 3;
const CUKUP: u8 = 2;

/// GET /meja-wbs/orang
pub async fn show(ctx: Ctx) -> Result<Response> {
    tampil(&ctx, StatusCode::OK, &[]).await
}

async fn tampil(ctx: &Ctx, status: StatusCode, salah: &[FieldError]) -> Result<Response> {
    let kunci = store::kunci::berlaku(&ctx.app).await?;
    let ditunjuk = store::kunci::penunjukan(&ctx.app).await?;
    let eskro = store::eskro::aktif(&ctx.app).await?;
    let eskro = eskro.last().cloned();
    let pemegang = match &eskro {
        Some(eskro) => store::eskro::pemegang(&ctx.app, eskro.id).await?,
        None => vec![],
    };
    let penangan = ctx.app.holders(crate::APIP, None).await?;
    let mut akun: Vec<Uuid> = kunci.iter().filter_map(|each| each.akun).collect();
    akun.extend(ditunjuk.iter().map(|(akun, _)| *akun));
    let jejak = store::jejak::semua(&ctx.app).await?;
    let utuh = store::jejak::utuh(&jejak);
    akun.extend(jejak.iter().filter_map(|each| each.akun));
    akun.sort_unstable();
    akun.dedup();
    let nama = kernel::auth::account::names(&ctx.app, &akun).await?;
    let buka = ruang::pegawai(ctx).filter(|each| each.kunci(Peran::Penangan).is_some());
    // An entry about a report that this handler cannot read would say that there is one.
    let mut nomor = BTreeSet::new();
    if let Some(buka) = &buka {
        nomor.extend(store::laporan::semua(&ctx.app, buka).await?.into_iter().map(|each| each.kepala.nomor));
    }
    let saya = ctx.actor.account();
    let boleh = |each: &Jejak| !each.is_laporan() || each.akun == saya || nomor.contains(&each.tentang);
    let terakhir = jejak.into_iter().rev().filter(boleh).take(50).collect();
    let latihan = match &eskro {
        Some(eskro) => store::latihan::terakhir(&ctx.app, eskro.id).await?.into_iter().collect(),
        None => BTreeMap::new(),
    };
    let terbuka = buka.is_some();
    let isi = halaman::Orang { kunci, ditunjuk, eskro, pemegang, latihan, penangan, nama, terakhir, utuh, terbuka };
    halaman::halaman(ctx, status, &isi, salah)
}

/// The open key of a handler that counts: only such a one decides about people.
async fn penangan_aktif(ctx: &Ctx) -> Result<std::sync::Arc<ruang::Terbuka>> {
    let terbuka = terbuka(ctx)?;
    let own = terbuka.kunci(Peran::Penangan).ok_or(Error::NotFound)?.id;
    match store::kunci::find(&ctx.app, own).await?.keadaan {
        Keadaan::Aktif => Ok(terbuka),
        Keadaan::Menunggu | Keadaan::Dicabut => Err(Error::refused("Kunci Anda belum disahkan penangan lain.")),
    }
}

/// POST /meja-wbs/orang/tunjuk
pub async fn tunjuk(ctx: Ctx) -> Result<Response> {
    let terbuka = penangan_aktif(&ctx).await?;
    let peran = Peran::parse(ctx.form().get("peran")).filter(|each| matches!(each, Peran::Kustodian | Peran::Pejabat));
    let akun = kernel::auth::account::by_login(&ctx.app, ctx.form().get("akun")).await?.filter(|akun| akun.active);
    let mut salah = vec![];
    if peran.is_none() {
        salah.push(FieldError::new("peran", "Pilih kustodian atau pemegang kunci cadangan"));
    }
    if akun.is_none() {
        salah.push(FieldError::new("akun", "Tidak ada akun aktif dengan nama pengguna ini"));
    }
    let (Some(peran), Some(akun)) = (peran, akun) else {
        return tampil(&ctx, StatusCode::UNPROCESSABLE_ENTITY, &salah).await;
    };
    if ctx.app.holders(crate::APIP, None).await?.contains(&akun.id) {
        let salah = [FieldError::new("akun", "Penangan tidak boleh memegang peran ini. Pilih orang lain")];
        return tampil(&ctx, StatusCode::UNPROCESSABLE_ENTITY, &salah).await;
    }
    let hari = store::hari(&ctx.app);
    let mut tx = store::db(&ctx.app).await?.begin().await?;
    store::kunci::tunjuk(&mut tx, akun.id, peran, terbuka.akun, hari).await?;
    store::jejak::catat(&mut tx, hari, Some(terbuka.akun), "ditunjuk", peran.as_str()).await?;
    tx.commit().await?;
    let pesan = format!("{} sudah ditunjuk. Minta ia membuka halaman /kunci-wbs dan membuat kunci.", akun.name);
    ctx.redirect_with("/meja-wbs/orang", &pesan)
}

/// POST /meja-wbs/orang/{id}/sahkan: lets a handler's key count and seals for it every report that the confirming handler can read,
/// except those that concern the new one.
pub async fn sahkan(ctx: Ctx) -> Result<Response> {
    let terbuka = penangan_aktif(&ctx).await?;
    let baru = store::kunci::find(&ctx.app, ctx.id("id")?).await?;
    if baru.peran != Peran::Penangan || baru.keadaan != Keadaan::Menunggu || baru.akun == Some(terbuka.akun) {
        return Err(Error::refused("Kunci ini tidak menunggu pengesahan Anda."));
    }
    // The key that the person saw and compared, and no other that came in between.
    if ctx.form().get("sidik") != baru.publik.fingerprint() {
        return Err(Error::Conflict);
    }
    let hari = store::hari(&ctx.app);
    let nama = crate::terima::nama_pemegang(&ctx.app, std::slice::from_ref(&baru)).await?;
    let mut tx = store::db(&ctx.app).await?.begin().await?;
    // A report that comes in meanwhile waits and is sealed for the new key too.
    store::giliran(&mut tx).await?;
    let mut segel = vec![];
    for each in store::laporan::semua_dari(&mut Dari::Dalam(&mut tx), &terbuka).await? {
        let laporan = store::isi::laporan_dari(&mut Dari::Dalam(&mut tx), each.kepala.id, &each.kunci.isi).await?;
        segel.push((each.kepala.id, crate::terima::segel_bagi(&each.kunci, each.kepala.id, &laporan, &baru, &nama)?));
    }
    store::kunci::sahkan(&mut tx, baru.id, Some(terbuka.akun)).await?;
    for (laporan, isi) in segel {
        store::laporan::segel(&mut tx, laporan, baru.id, isi).await?;
    }
    // Reports that the confirming handler cannot read get a seal too, one that opens for nobody, so that nothing tells them apart.
    let hilang = "select l.id from wbs_laporan l where not exists \
        (select 1 from wbs_segel s where s.laporan = l.id and s.kunci = $1)";
    for row in tx.query(hilang, kernel::args![baru.id]).await? {
        let isi = sandi::KunciLaporan::segel_semu(baru.publik)?;
        store::laporan::segel(&mut tx, row.get("id")?, baru.id, isi).await?;
    }
    store::jejak::catat(&mut tx, hari, Some(terbuka.akun), "penangan_disahkan", &baru.publik.fingerprint()).await?;
    tx.commit().await?;
    ruang::lupakan(ctx.now);
    ctx.redirect_with("/meja-wbs/orang", "Penangan sudah disahkan dan dapat membuka laporan.")
}

/// POST /meja-wbs/orang/{id}/cabut
pub async fn cabut(ctx: Ctx) -> Result<Response> {
    let terbuka = penangan_aktif(&ctx).await?;
    let kunci = store::kunci::find(&ctx.app, ctx.id("id")?).await?;
    if kunci.akun == Some(terbuka.akun) || kunci.peran == Peran::Eskro {
        return Err(Error::refused("Kunci ini tidak dapat Anda cabut. Minta penangan lain."));
    }
    let hari = store::hari(&ctx.app);
    let mut tx = store::db(&ctx.app).await?.begin().await?;
    // A report that comes in meanwhile is not sealed for a key that goes.
    store::giliran(&mut tx).await?;
    store::kunci::cabut(&mut tx, kunci.id, hari).await?;
    if let Some(akun) = kunci.akun.filter(|_| kunci.peran != Peran::Penangan) {
        store::kunci::batal_tunjuk(&mut tx, akun, kunci.peran).await?;
    }
    store::jejak::catat(&mut tx, hari, Some(terbuka.akun), "kunci_dicabut", kunci.peran.as_str()).await?;
    store::sapu::perlu(&mut tx, hari).await?;
    tx.commit().await?;
    if let Some(akun) = kunci.akun {
        ruang::tutup_akun(akun, ctx.now);
    }
    store::sapu::jalankan(&ctx.app).await?;
    ctx.redirect_with("/meja-wbs/orang", "Kunci sudah dicabut. Laporan baru tidak lagi disegel untuknya.")
}

/// POST /meja-wbs/kunci-cadangan: a new escrow key, cut into shares for the three officers and thrown away; every report that this
/// handler can read is sealed for it.
pub async fn eskro(ctx: Ctx) -> Result<Response> {
    let terbuka = penangan_aktif(&ctx).await?;
    let pejabat = store::kunci::aktif(&ctx.app, Peran::Pejabat).await?;
    if pejabat.len() != usize::from(BAGIAN) {
        let text = format!(
            "Kunci cadangan memerlukan tepat {BAGIAN} pemegang dengan kunci aktif; sekarang {}.",
            pejabat.len()
        );
        return Err(Error::refused(text));
    }
    let (id, rahasia) = (Uuid::new_v4(), Secret::fresh());
    let publik = rahasia.public().map_err(sandi::rusak)?;
    let shares = split(rahasia.bytes(), CUKUP, BAGIAN).map_err(sandi::rusak)?;
    // Any two give the key back: seen before anything rests on it.
    for (place, one) in shares.iter().enumerate() {
        for other in shares.iter().skip(place + 1) {
            if *join(&[one.clone(), other.clone()]).map_err(sandi::rusak)? != *rahasia.bytes() {
                return Err(Error::internal("the shares do not give the escrow key"));
            }
        }
    }
    let mut bagian = vec![];
    for (share, each) in shares.iter().zip(&pejabat) {
        let bytes = segel::Zeroizing::new([&[share.number], share.bytes.as_slice()].concat());
        bagian.push((each.id, sandi::tutup_untuk(each.publik, sandi::BAGIAN, id, &bytes)?));
    }
    let hari = store::hari(&ctx.app);
    let mut tx = store::db(&ctx.app).await?.begin().await?;
    store::giliran(&mut tx).await?;
    let lama = store::kunci::aktif_dari(&ctx.app, &mut Dari::Dalam(&mut tx), Peran::Eskro).await?;
    let mut segel = vec![];
    for each in store::laporan::semua_dari(&mut Dari::Dalam(&mut tx), &terbuka).await? {
        segel.push((each.kepala.id, each.kunci.segel(each.kepala.id, publik)?));
    }
    let baru = Baru { id, akun: None, peran: Peran::Eskro, keadaan: Keadaan::Aktif, rahasia, bungkus: None };
    store::kunci::insert(&mut tx, hari, baru).await?;
    for (kunci, isi) in bagian {
        store::eskro::bagian(&mut tx, id, kunci, isi).await?;
    }
    for (laporan, isi) in segel {
        store::laporan::segel(&mut tx, laporan, id, isi).await?;
    }
    // A report that is hidden from this handler keeps the escrow that it has, and that escrow stays; nothing tells of it.
    for each in lama {
        let sisa = "select 1 as one from wbs_segel s where s.kunci = $1 and not exists \
            (select 1 from wbs_segel b where b.laporan = s.laporan and b.kunci = $2) limit 1";
        if tx.optional(sisa, kernel::args![each.id, id]).await?.is_none() {
            tx.exec("delete from wbs_bagian where eskro = $1", kernel::args![each.id]).await?;
            store::kunci::cabut(&mut tx, each.id, hari).await?;
        }
    }
    store::jejak::catat(&mut tx, hari, Some(terbuka.akun), "kunci_cadangan_dibuat", &publik.fingerprint()).await?;
    tx.commit().await?;
    ctx.redirect_with("/meja-wbs/orang", "Kunci cadangan sudah dibuat dan dibagikan kepada tiga pemegang.")
}

/// POST /meja-wbs/segel-ulang: seals every report that this handler can read for all handlers anew, so that one who was confirmed by
/// somebody from whom a report is hidden gets it too.
pub async fn segel_ulang(ctx: Ctx) -> Result<Response> {
    let terbuka = penangan_aktif(&ctx).await?;
    let hari = store::hari(&ctx.app);
    let mut tx = store::db(&ctx.app).await?.begin().await?;
    store::giliran(&mut tx).await?;
    let penangan = store::kunci::aktif_dari(&ctx.app, &mut Dari::Dalam(&mut tx), Peran::Penangan).await?;
    let nama = crate::terima::nama_pemegang(&ctx.app, &penangan).await?;
    let mut segel = vec![];
    for each in store::laporan::semua_dari(&mut Dari::Dalam(&mut tx), &terbuka).await? {
        let laporan = store::isi::laporan_dari(&mut Dari::Dalam(&mut tx), each.kepala.id, &each.kunci.isi).await?;
        for untuk in &penangan {
            let isi = crate::terima::segel_bagi(&each.kunci, each.kepala.id, &laporan, untuk, &nama)?;
            segel.push((each.kepala.id, untuk.id, isi));
        }
    }
    for (laporan, kunci, isi) in segel {
        store::laporan::segel(&mut tx, laporan, kunci, isi).await?;
    }
    store::jejak::catat(&mut tx, hari, Some(terbuka.akun), "disegel_ulang", "").await?;
    tx.commit().await?;
    ruang::lupakan(ctx.now);
    ctx.redirect_with("/meja-wbs/orang", "Laporan sudah disegel ulang untuk semua penangan.")
}
