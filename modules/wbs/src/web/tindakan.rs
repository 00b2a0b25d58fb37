//! What handlers do with a report.
use http::StatusCode;
use kernel::{Ctx, Error, FieldError, Response, Result};
use register::flow::{Denial, GuardCtx};
use segel::Zeroizing;
use uuid::Uuid;

use super::{satu, terbuka};
use crate::model::{Butir, Peran};
use crate::rules::{self, ALUR};
use crate::sandi;
use crate::store::{self, isi::Untuk, laporan::Dibuka};

async fn dibuka(ctx: &Ctx) -> Result<Dibuka> {
    let terbuka = terbuka(ctx)?;
    store::laporan::find(&ctx.app, &terbuka, ctx.id("id")?).await
}

async fn ulang(ctx: &Ctx, dibuka: &Dibuka, salah: FieldError) -> Result<Response> {
    satu::halaman(ctx, StatusCode::UNPROCESSABLE_ENTITY, dibuka, &[salah]).await
}

async fn tulis(ctx: &Ctx, field: &'static str, butir: Butir, tindakan: &str, kabar: &str) -> Result<Response> {
    let dibuka = dibuka(ctx).await?;
    let teks = ctx.form().get(field).to_owned();
    if let Some(salah) = rules::periksa_pesan(&teks, false) {
        return ulang(ctx, &dibuka, FieldError::new(field, salah.message)).await;
    }
    let untuk = Untuk::kunci(dibuka.kepala.id, &dibuka.kunci)?;
    let hari = store::hari(&ctx.app);
    let mut tx = store::db(&ctx.app).await?.begin().await?;
    // The key of the form is the row: sent twice, it is there once.
    let id = ctx.form().get("_kunci").parse().unwrap_or_else(|_| Uuid::new_v4());
    let ada = tx.optional("select 1 as one from wbs_isi where id = $1", kernel::args![id]).await?;
    if ada.is_none() {
        store::isi::tambah(&mut tx, hari, &untuk, id, butir, teks.as_bytes()).await?;
        store::jejak::catat(&mut tx, hari, ctx.actor.account(), tindakan, &dibuka.kepala.nomor).await?;
        tx.commit().await?;
    }
    ctx.redirect_with(&dibuka.kepala.href(), kabar)
}

/// POST /meja-wbs/laporan/{id}/pesan
pub async fn pesan(ctx: Ctx) -> Result<Response> {
    tulis(&ctx, "pesan", Butir::PesanPenangan, "pesan_dikirim", "Pesan sudah dikirim kepada pelapor.").await
}

/// POST /meja-wbs/laporan/{id}/catatan
pub async fn catatan(ctx: Ctx) -> Result<Response> {
    tulis(&ctx, "catatan", Butir::Catatan, "catatan_ditambah", "Catatan sudah disimpan.").await
}

/// POST /meja-wbs/laporan/{id}/alur/{tindakan}
pub async fn alur(ctx: Ctx) -> Result<Response> {
    let dibuka = dibuka(&ctx).await?;
    let (kepala, act) = (&dibuka.kepala, ctx.path("tindakan"));
    let alasan = ctx.form().get("alasan").to_owned();
    let guard = GuardCtx { now: ctx.now, today: ctx.today(), actor: ctx.actor.account(), reason: &alasan };
    let transition = match ALUR.decide(act, &kepala.status, &(), |perm| ctx.actor.can(perm), &guard) {
        Ok(transition) => transition,
        Err(Denial::Unknown) => return Err(Error::NotFound),
        Err(Denial::NotAllowed) => return Err(Error::Forbidden),
        Err(Denial::WrongState) => return Err(Error::Conflict),
        Err(Denial::ReasonMissing) => {
            return ulang(&ctx, &dibuka, FieldError::new("alasan", "Tulis alasannya")).await;
        }
        Err(Denial::Guard(text)) => return Err(Error::refused(text)),
    };
    if alasan.chars().count() > rules::PENDEK {
        let text = format!("Terlalu panjang: paling banyak {} huruf", rules::PENDEK);
        return ulang(&ctx, &dibuka, FieldError::new("alasan", text)).await;
    }
    let hari = store::hari(&ctx.app);
    let tenggat = transition.due(&ctx.app.calendar().await?, hari);
    let ditutup = rules::is_tutup(transition.to).then_some(hari);
    let untuk = Untuk::kunci(kepala.id, &dibuka.kunci)?;
    let catatan = match alasan.as_str() {
        "" => format!("{}.", transition.label),
        alasan => format!("{}. Alasan: {alasan}", transition.label),
    };
    let mut tx = store::db(&ctx.app).await?.begin().await?;
    store::laporan::set_status(&mut tx, kepala, transition.to, tenggat, ditutup).await?;
    store::isi::tambah(&mut tx, hari, &untuk, Uuid::new_v4(), Butir::Catatan, catatan.as_bytes()).await?;
    store::jejak::catat(&mut tx, hari, ctx.actor.account(), transition.key, &kepala.nomor).await?;
    tx.commit().await?;
    ctx.redirect_with(&kepala.href(), &format!("Status menjadi: {}.", ALUR.label(transition.to)))
}

/// POST /meja-wbs/laporan/{id}/identitas
pub async fn minta_identitas(ctx: Ctx) -> Result<Response> {
    let dibuka = dibuka(&ctx).await?;
    let akun = ctx.account()?;
    let alasan = match super::alasan(&ctx, "alasan_identitas") {
        Ok(alasan) => alasan,
        Err(salah) => return ulang(&ctx, &dibuka, salah).await,
    };
    let laporan = store::isi::laporan(&ctx.app, dibuka.kepala.id, &dibuka.kunci.isi).await?;
    if !laporan.beridentitas {
        return Err(Error::refused("Pelapor tidak memberi identitas."));
    }
    let id = Uuid::new_v4();
    let teks = Zeroizing::new(alasan);
    let mut untuk_kustodian = vec![];
    for each in store::kunci::aktif(&ctx.app, Peran::Kustodian).await? {
        untuk_kustodian.push((each.id, sandi::tutup_untuk(each.publik, sandi::ALASAN, id, teks.as_bytes())?));
    }
    if untuk_kustodian.is_empty() {
        return Err(Error::refused("Tidak ada kustodian dengan kunci aktif."));
    }
    let untuk = Untuk::kunci(dibuka.kepala.id, &dibuka.kunci)?;
    let catatan = format!("Identitas diminta. Alasan: {}", teks.as_str());
    let hari = store::hari(&ctx.app);
    let mut tx = store::db(&ctx.app).await?.begin().await?;
    store::identitas::mohon(&mut tx, dibuka.kepala.id, akun, hari, untuk_kustodian, id).await?;
    store::isi::tambah(&mut tx, hari, &untuk, Uuid::new_v4(), Butir::Catatan, catatan.as_bytes()).await?;
    store::jejak::catat(&mut tx, hari, Some(akun), "identitas_diminta", &dibuka.kepala.nomor).await?;
    tx.commit().await?;
    ctx.redirect_with(&dibuka.kepala.href(), "Permintaan sudah dikirim kepada kustodian.")
}

/// POST /meja-wbs/laporan/{id}/hapus: a closed report goes before its time.
pub async fn hapus(ctx: Ctx) -> Result<Response> {
    let dibuka = dibuka(&ctx).await?;
    if !rules::is_tutup(&dibuka.kepala.status) {
        return Err(Error::refused("Hanya laporan yang sudah selesai dapat dihapus."));
    }
    if ctx.form().get("nomor") != dibuka.kepala.nomor {
        return ulang(&ctx, &dibuka, FieldError::new("nomor", "Ketik nomor laporan ini untuk memastikan")).await;
    }
    let hari = store::hari(&ctx.app);
    let mut tx = store::db(&ctx.app).await?.begin().await?;
    store::laporan::hapus(&mut tx, dibuka.kepala.id).await?;
    store::jejak::catat(&mut tx, hari, ctx.actor.account(), "laporan_dihapus", &dibuka.kepala.nomor).await?;
    store::sapu::perlu(&mut tx, hari).await?;
    tx.commit().await?;
    store::sapu::jalankan(&ctx.app).await?;
    ctx.redirect_with("/meja-wbs", &format!("Laporan {} sudah dihapus.", dibuka.kepala.nomor))
}
