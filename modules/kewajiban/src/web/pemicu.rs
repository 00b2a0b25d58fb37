//! Reported events and the obligations that they create.

use super::Meja;
use crate::model::{DaftarKewajiban, Jadwal};
use crate::pages::pemicu::{self as halaman, Isian};
use crate::store;
use crate::{PEMICU, hitung};
use http::StatusCode;
use kernel::indonesia::tanggal;
use kernel::{Ctx, Error, FieldError, Response, Result, Subject};
use serde_json::json;
use std::collections::BTreeSet;
use time::Date;
use uuid::Uuid;

/// Events per page.
pub const SEHALAMAN: usize = 25;

/// Codes of the duties that an event of this kind calls for.
pub fn kewajiban_dari(daftar: &DaftarKewajiban, pemicu: &str) -> BTreeSet<String> {
    let kena = daftar.kewajiban.iter().filter(|satu| match &satu.jadwal {
        Jadwal::Pemicu { kode, .. } => kode.iter().any(|kode| kode == pemicu),
        Jadwal::Berkala { .. } | Jadwal::ParuhDanAkhir { .. } | Jadwal::Sekali { .. } => false,
    });
    kena.map(|satu| satu.kode.clone()).collect()
}

async fn tampil(ctx: &Ctx, meja: &Meja, isian: &Isian, status: StatusCode) -> Result<Response> {
    let sebelum = ctx
        .query("sebelum")
        .split_once('.')
        .and_then(|(hari, id)| Some((tanggal::urai(hari).ok()?, id.parse::<Uuid>().ok()?)));
    let scope = ctx.scope_of(crate::LIHAT);
    let mut kejadian = store::kejadian::list(&ctx.app, &scope, sebelum, SEHALAMAN + 1).await?;
    let lagi = kejadian.len() > SEHALAMAN;
    kejadian.truncate(SEHALAMAN);
    let id: Vec<Uuid> = kejadian.iter().map(|satu| satu.id).collect();
    let jumlah = store::pelaksanaan::dari_kejadian(&ctx.app, &id).await?;
    let akun: Vec<Uuid> = kejadian.iter().filter_map(|satu| satu.oleh).collect::<BTreeSet<_>>().into_iter().collect();
    let nama = kernel::auth::account::names(&ctx.app, &akun).await?;
    halaman::halaman(ctx, meja, &halaman::Isi { kejadian, jumlah, nama, lagi }, isian, status)
}

/// GET /kewajiban/pemicu
pub async fn list(ctx: Ctx) -> Result<Response> {
    let meja = Meja::buka(&ctx.app).await?;
    tampil(&ctx, &meja, &Isian::default(), StatusCode::OK).await
}

/// POST /kewajiban/pemicu
pub async fn catat(ctx: Ctx) -> Result<Response> {
    let meja = Meja::buka(&ctx.app).await?;
    let form = ctx.form();
    let mut isian = Isian {
        kode: form.get("kode").to_owned(),
        tanggal: form.get("tanggal").to_owned(),
        uraian: form.get("uraian").to_owned(),
        unit: form.get("unit").to_owned(),
        salah: vec![],
    };
    let (hari, unit) = match urai(&ctx, &meja, &isian) {
        Ok(hasil) => hasil,
        Err(salah) => {
            isian.salah = salah;
            return tampil(&ctx, &meja, &isian, StatusCode::UNPROCESSABLE_ENTITY).await;
        }
    };
    let mut write = ctx.write("kewajiban.pemicu").await?;
    let id = store::kejadian::insert(&mut write, &isian.kode, hari, &isian.uraian, unit).await?;
    write.event("kewajiban.pemicu", json!({ "kode": isian.kode, "tanggal": hari.to_string() }));
    let href = format!("/kewajiban?pemicu={id}&status=semua");
    write.commit(&Subject::new("kewajiban_kejadian", id, href.clone())).await?;
    // The obligations are there when the person looks. Should this fail, the computation of the morning makes them.
    hitung::jalankan(&ctx.app, Some(&kewajiban_dari(&meja.daftar, &isian.kode))).await?;
    ctx.redirect_with(&href, "Kejadian dicatat. Kewajiban yang timbul ada di bawah ini.")
}

fn urai(ctx: &Ctx, meja: &Meja, isian: &Isian) -> Result<(Date, Option<Uuid>), Vec<FieldError>> {
    let mut salah = vec![];
    if !meja.daftar.pemicu.contains_key(&isian.kode) {
        salah.push(FieldError::new("kode", "Pilih apa yang terjadi"));
    }
    let hari = match tanggal::urai(&isian.tanggal) {
        Ok(hari) if hari > ctx.today() => {
            salah.push(FieldError::new("tanggal", "Tanggal kejadian belum tiba"));
            None
        }
        Ok(hari) if hari < meja.setelan.awal.peraturan => {
            salah.push(FieldError::new("tanggal", "Tanggal kejadian mendahului berlakunya peraturan"));
            None
        }
        Ok(hari) => Some(hari),
        Err(galat) => {
            salah.push(FieldError::new("tanggal", galat.to_string()));
            None
        }
    };
    if isian.uraian.is_empty() {
        salah.push(FieldError::new("uraian", "Tulis singkat apa yang terjadi, tanpa data pribadi"));
    } else if isian.uraian.chars().count() > 1000 {
        salah.push(FieldError::new("uraian", "Uraian paling banyak 1.000 karakter"));
    }
    let scope = ctx.scope_of(PEMICU);
    let unit = match isian.unit.as_str() {
        "" if scope.is_all() => None,
        "" => {
            salah.push(FieldError::new("unit", "Pilih perangkat daerah tempat kejadian"));
            None
        }
        teks => {
            match teks.parse::<Uuid>().ok().filter(|unit| scope.holds_unit(*unit) && meja.lembaga.id(*unit).is_some()) {
                Some(unit) => Some(unit),
                None => {
                    salah.push(FieldError::new("unit", "Pilih perangkat daerah dari daftar"));
                    None
                }
            }
        }
    };
    match hari.filter(|_| salah.is_empty()) {
        Some(hari) => Ok((hari, unit)),
        None => Err(salah),
    }
}

/// POST /kewajiban/pemicu/{id}/batal
pub async fn batal(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    let kejadian = store::kejadian::find(&ctx.app, &ctx.scope, ctx.id("id")?).await?;
    if kejadian.unit.is_none() && !ctx.scope.is_all() {
        return Err(Error::Forbidden);
    }
    if kejadian.batal {
        return Err(Error::refused("Kejadian ini sudah dibatalkan."));
    }
    let alasan = ctx.form().get("alasan");
    let dikirim = ctx.form().get("_versi");
    if alasan.is_empty() || alasan.chars().count() > 1000 {
        let salah = [FieldError::new("alasan", "Isi alasan pembatalan, paling banyak 1.000 karakter")];
        return halaman::batal_lagi(&ctx, &Meja::buka(&ctx.app).await?, &kejadian, alasan, dikirim, &salah);
    }
    let version = dikirim.parse::<i64>().map_err(|_| Error::Conflict)?;
    let daftar = crate::katalog::dari(&ctx.app)?;
    let mut write = ctx.write("kewajiban.pemicu_batal").await?;
    store::kejadian::batal(&mut write, kejadian.id, version, alasan).await?;
    write.commit(&Subject::new("kewajiban_kejadian", kejadian.id, "/kewajiban/pemicu")).await?;
    hitung::jalankan(&ctx.app, Some(&kewajiban_dari(&daftar, &kejadian.kode))).await?;
    ctx.redirect_with("/kewajiban/pemicu", "Kejadian dibatalkan. Kewajiban yang belum berbukti gugur.")
}
