//! The queue of officers, and one case.
use std::collections::BTreeMap;

use http::StatusCode;
use kernel::auth::account;
use kernel::page::Link;
use kernel::{Ctx, FieldError, Response, Result, file};
use time::Date;
use uuid::Uuid;

use super::{bingkai, salah};
use crate::langkah::{self, Meja};
use crate::model::{Keadaan, Permohonan};
use crate::rules::jam;
use crate::store::antrean::{self, Pilah, Saring};
use crate::store::{kunjungan, peristiwa};
use crate::{PROSES, SETUJUI, cetak, formulir_layanan, pages, standar, store};

/// Cases on one page.
const PER_HALAMAN: i64 = 50;

/// GET /permohonan
pub async fn antrean(ctx: Ctx) -> Result<Response> {
    halaman_antrean(&ctx, &[]).await
}

/// The queue; with what is wrong in a bulk act.
pub(super) async fn halaman_antrean(ctx: &Ctx, galat: &[FieldError]) -> Result<Response> {
    let scope = ctx.scope_of(PROSES);
    let sesudah = ctx.query("sesudah").split_once('~').and_then(|(hari, id)| {
        let hari = if hari.is_empty() { None } else { Some(hari_dari(hari)?) };
        Some((hari, id.parse::<Uuid>().ok()?))
    });
    let saring = Saring {
        pilah: Pilah::parse(ctx.query("pilah")),
        keadaan: Keadaan::parse(ctx.query("keadaan")),
        layanan: ctx.query("layanan").parse().ok(),
        q: ctx.query("q").chars().take(100).collect(),
        akun: ctx.actor.account(),
        sesudah,
    };
    let mut ada = antrean::daftar(&ctx.app, &scope, &saring, ctx.today(), PER_HALAMAN + 1).await?;
    let lagi = ada.len() as i64 > PER_HALAMAN;
    ada.truncate(usize::try_from(PER_HALAMAN).unwrap_or(50));
    let berikut = ada.last().filter(|_| lagi).map(|akhir| {
        let tempat = format!("{}~{}", akhir.tenggat.map(|hari| hari.to_string()).unwrap_or_default(), akhir.id);
        pages::antrean::alamat(&saring, &tempat)
    });
    let meja = Meja::buka(&ctx.app).await?;
    let orang: Vec<Uuid> = ada.iter().filter_map(|satu| satu.petugas).collect();
    let isi = pages::antrean::Antrean {
        semua: ada
            .iter()
            .map(|satu| (satu, jam::sisa(satu.tenggat, satu.keadaan, meja.hari_ini, &meja.kalender)))
            .collect(),
        hitung: antrean::hitung(&ctx.app, &scope, ctx.today()).await?,
        nama: account::names(&ctx.app, &orang).await?,
        petugas: rekan(ctx, None).await?,
        saring: &saring,
        berikut: berikut.as_deref(),
        galat: &salah(galat),
    };
    let status = if galat.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    bingkai(
        ctx,
        status,
        "Antrean permohonan",
        vec![Link::new("Layanan", "/layanan")],
        pages::antrean::daftar(ctx, &isi)?,
    )
}

fn hari_dari(teks: &str) -> Option<Date> {
    kernel::indonesia::tanggal::urai(teks).ok()
}

/// Units whose people a queue offers at once; the page of a case offers those of its own unit.
const UNIT_ANTREAN: usize = 5;

/// Accounts to which a case can be given: who processes or decides in this unit, or in those of the officer.
pub(super) async fn rekan(ctx: &Ctx, unit: Option<Uuid>) -> Result<BTreeMap<Uuid, String>> {
    let scope = ctx.scope_of(PROSES);
    let mut semua: Vec<Uuid> = ctx.actor.account().into_iter().collect();
    let units: Vec<Uuid> = match unit {
        Some(unit) => vec![unit],
        None => scope.units().iter().copied().take(UNIT_ANTREAN).collect(),
    };
    for unit in &units {
        for peran in ["operator_pd", "kepala_pd"] {
            semua.extend(ctx.app.holders(peran, Some(*unit)).await?);
        }
    }
    semua.sort_unstable();
    semua.dedup();
    account::names(&ctx.app, &semua).await
}

/// GET /permohonan/{id}
pub async fn show(ctx: Ctx) -> Result<Response> {
    let satu = store::cari(&ctx.app, &ctx.scope_of(PROSES), ctx.id("id")?).await?;
    halaman(&ctx, &satu, &[], false).await
}

/// The page of a case; with what is wrong in a form on it, or after somebody else was quicker.
pub(super) async fn halaman(ctx: &Ctx, satu: &Permohonan, galat: &[FieldError], bentrok: bool) -> Result<Response> {
    let app = &ctx.app;
    let standar = standar::versi(app, satu.standar).await?;
    let meja = Meja::buka(app).await?;
    let isian =
        formulir_layanan::tampil(app, satu, |berkas| Some(format!("{}/berkas/{}", satu.href(), berkas.id))).await?;
    let semua = peristiwa::semua(app, satu.id, false).await?;
    let mut orang: Vec<Uuid> = semua.iter().filter_map(|satu| satu.oleh).collect();
    orang.extend(satu.petugas.into_iter().chain(satu.dibantu).chain(satu.pemutus));
    orang.sort_unstable();
    orang.dedup();
    let bagian = match satu.induk {
        Some(induk) => store::bagian(app, induk).await?,
        None => store::bagian(app, satu.id).await?,
    };
    let templat = templat(ctx).await?;
    let surat = if satu.keluaran.is_empty() { tulis_surat(ctx, satu, &standar).await? } else { satu.keluaran.clone() };
    let isi = pages::kasus::Kasus {
        satu,
        standar: &standar,
        unit: cetak::unit(app, satu.unit).await?,
        bantu: cetak::unit(app, satu.dibantu_unit).await?,
        syarat: langkah::syarat(app, satu, &standar, &meja, ctx.actor.account()),
        sisa: jam::sisa(satu.tenggat, satu.keadaan, meja.hari_ini, &meja.kalender),
        isian,
        peristiwa: &semua,
        kunjungan: &kunjungan::milik(app, satu.id).await?,
        nama: account::names(app, &orang).await?,
        rekan: rekan(ctx, satu.unit).await?,
        bagian: &bagian,
        templat: &templat,
        surat: &surat,
        hasil: match satu.hasil {
            Some(hasil) => file::find(app, satu.id, hasil).await.ok(),
            None => None,
        },
        memutus: ctx.scope_of(SETUJUI).holds(satu.unit, None),
        galat: &salah(galat),
        bentrok,
    };
    let status = if bentrok {
        StatusCode::CONFLICT
    } else if galat.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let jalan = vec![Link::new("Layanan", "/layanan"), Link::new("Antrean", "/permohonan")];
    bingkai(ctx, status, &satu.label(), jalan, pages::kasus::show(ctx, &isi)?)
}

/// The text of a letter from the standard, for an officer to go over.
pub(super) async fn tulis_surat(ctx: &Ctx, satu: &Permohonan, standar: &standar::Standar) -> Result<String> {
    let nilai = formulir_layanan::nilai(&ctx.app, satu).await?;
    let nilai = cetak::nilai_surat(&ctx.app, satu, &nilai, ctx.today());
    Ok(crate::rules::isi_surat::isi(standar.teks("isi_keluaran"), &nilai))
}

/// Texts of the unit for messages: for which act, name, text.
async fn templat(ctx: &Ctx) -> Result<Vec<(String, String, String)>> {
    let mut values = vec![];
    let inside = ctx.scope_of(PROSES).filter(&kernel::Rows::PLAIN, &mut values);
    let text = format!("select untuk, nama, isi from templat_layanan where {inside} order by nama, id limit 100");
    let rows = ctx.app.db.query(&text, values).await?;
    rows.iter().map(|row| Ok((row.get("untuk")?, row.get("nama")?, row.get("isi")?))).collect()
}
