//! Numbers over the reports that this handler can read: nothing of their content, and nothing that betrays one that is hidden.
use std::collections::BTreeMap;

use http::StatusCode;
use kernel::{Ctx, Error, FieldError, Response, Result};

use super::terbuka;
use crate::model::{JENIS, Peran};
use crate::pages::statistik as halaman;
use crate::ruang::Terbuka;
use crate::rules::{ALUR, samar};
use crate::store::angka::Angka;
use crate::{ruang, store};

/// GET /meja-wbs/statistik
pub async fn show(ctx: Ctx) -> Result<Response> {
    let Some(terbuka) = ruang::pegawai(&ctx).filter(|each| each.kunci(Peran::Penangan).is_some()) else {
        return ctx.redirect("/kunci-wbs");
    };
    tampil(&ctx, StatusCode::OK, &terbuka, &[]).await
}

async fn tampil(ctx: &Ctx, status: StatusCode, terbuka: &Terbuka, salah: &[FieldError]) -> Result<Response> {
    let mut hitung = hitung(ctx, terbuka, None).await?;
    let mut terbit: Vec<i32> = store::angka::semua(&ctx.app).await?.into_iter().map(|each| each.tahun).collect();
    terbit.dedup();
    hitung.terbit = terbit;
    halaman::halaman(ctx, status, &hitung, salah)
}

/// What this handler can read, counted; of one year or of all.
async fn hitung(ctx: &Ctx, terbuka: &Terbuka, tahun: Option<i32>) -> Result<halaman::Hitung> {
    let mut hitung = halaman::Hitung::default();
    let today = ctx.today();
    let mut jenis: BTreeMap<&str, u64> = JENIS.iter().map(|(kunci, _)| (*kunci, 0)).collect();
    for each in store::laporan::semua(&ctx.app, terbuka).await? {
        if tahun.is_some_and(|tahun| tahun != each.kepala.hari.year()) {
            continue;
        }
        *hitung.tahun.entry(each.kepala.hari.year()).or_default() += 1;
        *hitung.status.entry(each.kepala.status.clone()).or_default() += 1;
        hitung.terlambat += u64::from(each.kepala.tenggat.is_some_and(|day| day < today));
        let laporan = store::isi::laporan(&ctx.app, each.kepala.id, &each.kunci.isi).await?;
        for satu in &laporan.jenis {
            if let Some(count) = jenis.get_mut(satu.as_str()) {
                *count += 1;
            }
        }
    }
    hitung.jenis = JENIS.iter().map(|(kunci, _)| (*kunci, jenis.get(kunci).copied().unwrap_or(0))).collect();
    Ok(hitung)
}

/// POST /meja-wbs/statistik/terbit: publishes the figures of a year that is over, as far as this handler can read its reports. Kinds lie
/// sealed, so nobody else could count them; what is published stays when the reports are deleted.
pub async fn terbitkan(ctx: Ctx) -> Result<Response> {
    let terbuka = terbuka(&ctx)?;
    let own = terbuka.kunci(Peran::Penangan).ok_or(Error::NotFound)?;
    store::kunci::find(&ctx.app, own.id).await?;
    let tahun: Option<i32> = ctx.form().get("tahun").parse().ok();
    let Some(tahun) = tahun.filter(|tahun| (2000..ctx.today().year()).contains(tahun)) else {
        let salah = [FieldError::new("tahun", "Isi tahun yang sudah berakhir, misalnya tahun lalu")];
        return tampil(&ctx, StatusCode::UNPROCESSABLE_ENTITY, &terbuka, &salah).await;
    };
    let hitung = hitung(&ctx, &terbuka, Some(tahun)).await?;
    let satu = |bagian: &str, kunci: &str, jumlah: u64| Angka {
        tahun,
        bagian: bagian.to_owned(),
        kunci: kunci.to_owned(),
        jumlah: samar(jumlah),
    };
    let mut angka = vec![satu("semua", "", hitung.status.values().sum())];
    let status = |key: &str| hitung.status.get(key).copied().unwrap_or(0);
    angka.extend(ALUR.states.iter().map(|state| satu("status", state.key, status(state.key))));
    angka.extend(hitung.jenis.iter().map(|(kunci, jumlah)| satu("jenis", kunci, *jumlah)));
    let mut tx = store::db(&ctx.app).await?.begin().await?;
    store::angka::terbitkan(&mut tx, tahun, &angka).await?;
    let hari = store::hari(&ctx.app);
    store::jejak::catat(&mut tx, hari, Some(terbuka.akun), "angka_diterbitkan", &tahun.to_string()).await?;
    tx.commit().await?;
    ctx.redirect_with("/meja-wbs/statistik", &format!("Angka tahun {tahun} sudah terbit di halaman /wbs/angka."))
}
