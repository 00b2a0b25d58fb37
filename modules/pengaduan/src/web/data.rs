//! Open data: published complaints of a month.
use http::StatusCode;
use kernel::indonesia::tanggal;
use kernel::web;
use kernel::{Ctx, Error, Response, Result};
use serde_json::{Value as Json, json};
use time::{Date, Month, Time};

use crate::model::Klasifikasi;
use crate::pages::Rujukan;
use crate::publik::{self, Saring, Terbit};

/// Rows read at a time.
const SEKALIGUS: usize = 1000;
/// Rows of one file; a month with more goes on in the next part (`bagian=2`).
const PALING_BANYAK: usize = 20_000;

/// The month that was asked for: `2026-11`; this month without.
fn bulan(ctx: &Ctx) -> Result<Date> {
    let diminta = ctx.query("bulan");
    if diminta.is_empty() {
        return Ok(crate::store::terima::awal_bulan(ctx.today()));
    }
    let urai = || {
        let (tahun, bulan) = diminta.split_once('-')?;
        let bulan = Month::try_from(bulan.parse::<u8>().ok()?).ok()?;
        let tahun = tahun.parse::<i32>().ok().filter(|tahun| (2000..=2200).contains(tahun))?;
        Date::from_calendar_date(tahun, bulan, 1).ok()
    };
    urai().ok_or(Error::BadRequest("Tulis bulan seperti 2026-11.".into()))
}

/// The rows of a month, in the order of coming, newest first, and whether the file holds all.
async fn baris(ctx: &Ctx, bulan: Date) -> Result<(Vec<Terbit>, bool)> {
    let zona = ctx.app.profile.zone();
    let akhir = tanggal::tambah_bulan(bulan, 1).unwrap_or(bulan);
    let saring = Saring {
        dari: Some(zona.saat(bulan, Time::MIDNIGHT)),
        sampai: Some(zona.saat(akhir, Time::MIDNIGHT)),
        ..Saring::default()
    };
    let (mut semua, mut setelah): (Vec<Terbit>, _) = (vec![], None);
    let bagian = ctx.query("bagian").parse::<usize>().unwrap_or(1).clamp(1, 50);
    let lewati = (bagian - 1) * PALING_BANYAK;
    let mut dibaca = 0;
    loop {
        let (halaman, lagi) = publik::daftar(&ctx.app, &saring, setelah, SEKALIGUS).await?;
        setelah = halaman.last().map(|satu| (satu.diterima, satu.id));
        dibaca += halaman.len();
        if dibaca > lewati {
            semua.extend(halaman);
        }
        if !lagi || semua.len() >= PALING_BANYAK {
            return Ok((semua, !lagi));
        }
    }
}

/// The columns, in order.
const KOLOM: [&str; 13] = [
    "id",
    "diterima",
    "status",
    "klasifikasi",
    "kategori",
    "judul",
    "uraian",
    "kode_desa",
    "perangkat_daerah",
    "tenggat",
    "selesai",
    "terlambat",
    "nilai",
];

fn nilai(ctx: &Ctx, rujukan: &Rujukan, satu: &Terbit) -> [Json; 13] {
    let hari = |saat| crate::pages::hari(&ctx.app, saat).to_string();
    [
        json!(satu.id),
        json!(hari(satu.diterima)),
        json!(satu.keadaan.kode()),
        json!(satu.klasifikasi.map(Klasifikasi::kode)),
        json!(satu.kategori),
        json!(satu.judul),
        json!(satu.uraian),
        json!(satu.desa),
        json!(satu.unit.map(|unit| rujukan.nama_unit(Some(unit)))),
        json!(satu.tenggat.map(|hari| hari.to_string())),
        json!(satu.selesai.map(hari)),
        json!(satu.terlambat),
        json!(satu.nilai),
    ]
}

/// A cell; one that a spreadsheet would run as a formula gets a mark in front.
fn sel(nilai: &Json) -> String {
    let teks = match nilai {
        Json::Null => String::new(),
        Json::Bool(ya) => if *ya { "ya" } else { "tidak" }.to_owned(),
        Json::String(teks) => teks.clone(),
        Json::Number(_) | Json::Array(_) | Json::Object(_) => nilai.to_string(),
    };
    if teks.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{teks}") } else { teks }
}

fn nama(bulan: Date, akhiran: &str) -> String {
    format!("pengaduan-{:04}-{:02}.{akhiran}", bulan.year(), u8::from(bulan.month()))
}

/// GET /pengaduan/data.csv
pub async fn csv(ctx: Ctx) -> Result<Response> {
    let bulan = bulan(&ctx)?;
    let rujukan = Rujukan::baca(&ctx.app).await?;
    let mut tulis = csv::Writer::from_writer(vec![]);
    tulis.write_record(KOLOM).map_err(Error::internal)?;
    for satu in baris(&ctx, bulan).await?.0 {
        tulis.write_record(nilai(&ctx, &rujukan, &satu).iter().map(sel)).map_err(Error::internal)?;
    }
    let isi = tulis.into_inner().map_err(Error::internal)?;
    web::attachment(&nama(bulan, "csv"), "text/csv; charset=utf-8", isi)
}

/// GET /pengaduan/data.json
pub async fn json(ctx: Ctx) -> Result<Response> {
    let bulan = bulan(&ctx)?;
    let rujukan = Rujukan::baca(&ctx.app).await?;
    let (semua, lengkap) = baris(&ctx, bulan).await?;
    let data: Vec<Json> = semua
        .iter()
        .map(|satu| {
            KOLOM.iter().zip(nilai(&ctx, &rujukan, satu)).map(|(kolom, nilai)| ((*kolom).to_owned(), nilai)).collect()
        })
        .collect();
    let isi = json!({ "bulan": nama(bulan, "").trim_start_matches("pengaduan-").trim_end_matches('.'), "lengkap": lengkap, "data": data });
    Ok(web::json(StatusCode::OK, &isi))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spreadsheet_runs_nothing_of_ours() {
        let table = [
            (json!("=1+1"), "'=1+1"),
            (json!("@x"), "'@x"),
            (json!("Jalan"), "Jalan"),
            (json!(null), ""),
            (json!(true), "ya"),
        ];
        for (nilai, harap) in table {
            assert_eq!(sel(&nilai), harap);
        }
    }
}
