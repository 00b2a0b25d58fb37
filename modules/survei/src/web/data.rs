//! Published results as open data. Small services are folded here as on the pages.
use http::StatusCode;
use kernel::indonesia::angka;
use kernel::{App, Ctx, Error, Response, Result};
use serde_json::{Map, Value as Json, json};
use uuid::Uuid;

use crate::hasil::{Susunan, bernama};
use crate::model::UNSUR_NAMA;
use crate::rules::lipat::lipat;
use crate::rules::nilai::{Mutu, Rasio, Rekap, UNSUR};
use crate::store;
use crate::store::rekap::Terbit;

/// One line: an agency's whole, or one of its services.
struct Baris {
    terbit: Terbit,
    layanan: Option<(Uuid, String)>,
    rekap: Rekap,
}

async fn semua(app: &App) -> Result<Vec<Baris>> {
    let Some((pertama, terakhir)) = store::periode::rentang_terbit(app).await? else { return Ok(vec![]) };
    let terbit = store::rekap::terbit(app, None, pertama, terakhir).await?;
    let ids: Vec<Uuid> = terbit.iter().map(|satu| satu.periode).collect();
    let mut per_layanan = store::rekap::layanan_terbit(app, &ids).await?;
    let mut dikenal: Vec<Uuid> = per_layanan.values().flatten().map(|(id, _)| *id).collect();
    dikenal.sort_unstable();
    dikenal.dedup();
    let nama = store::layanan::nama(app, &dikenal).await?;
    let mut hasil = vec![];
    for satu in terbit {
        let layanan = per_layanan.remove(&satu.periode).unwrap_or_default();
        hasil.push(Baris { rekap: satu.rekap, terbit: satu.clone(), layanan: None });
        for (layanan, rekap) in lipat(bernama(layanan, &nama)).tampil {
            hasil.push(Baris { rekap, terbit: satu.clone(), layanan: Some(layanan) });
        }
    }
    Ok(hasil)
}

fn desimal(nilai: Option<Rasio>, skala: u8) -> String {
    nilai.map(|nilai| angka::baku(nilai.bulat(skala), skala)).unwrap_or_default()
}

/// A figure as a number of JSON; the text is exact to its last digit.
fn bilangan(nilai: Option<Rasio>, skala: u8) -> Json {
    desimal(nilai, skala).parse::<f64>().map_or(Json::Null, |nilai| json!(nilai))
}

/// A text that a spreadsheet would take for a formula is marked as text.
fn aman(teks: &str) -> String {
    if teks.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{teks}") } else { teks.to_owned() }
}

/// GET /survei/data.csv: UTF-8 with its mark, so that spreadsheets read it rightly.
pub async fn csv(ctx: Ctx) -> Result<Response> {
    let susunan = Susunan::baca(&ctx.app).await?;
    let mut penulis = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    let mut kepala = vec!["tahun", "masa", "mulai", "selesai", "kode_perangkat", "perangkat", "layanan", "responden"];
    kepala.extend(UNSUR_NAMA.map(|(kunci, _)| kunci));
    kepala.extend(["indeks", "nilai", "mutu"]);
    penulis.write_record(&kepala).map_err(Error::internal)?;
    for baris in semua(&ctx.app).await? {
        let Baris { terbit, layanan, rekap } = &baris;
        let mut sel = vec![
            terbit.selesai.year().to_string(),
            aman(&terbit.nama),
            terbit.mulai.to_string(),
            terbit.selesai.to_string(),
            aman(susunan.kode(terbit.unit)),
            aman(&susunan.nama(Some(terbit.unit))),
            layanan.as_ref().map(|(_, nama)| aman(nama)).unwrap_or_default(),
            rekap.n.to_string(),
        ];
        sel.extend((0..UNSUR).map(|unsur| desimal(rekap.rata(unsur), 3)));
        sel.push(desimal(rekap.indeks(), 4));
        sel.push(desimal(rekap.konversi(), 2));
        sel.push(rekap.mutu().map_or("", Mutu::huruf).to_owned());
        penulis.write_record(&sel).map_err(Error::internal)?;
    }
    let isi = penulis.into_inner().map_err(Error::internal)?;
    kernel::web::attachment("survei-kepuasan.csv", "text/csv; charset=utf-8", isi)
}

/// GET /survei/data.json
pub async fn json(ctx: Ctx) -> Result<Response> {
    let susunan = Susunan::baca(&ctx.app).await?;
    let hasil: Vec<Json> = semua(&ctx.app)
        .await?
        .iter()
        .map(|Baris { terbit, layanan, rekap }| {
            let unsur: Map<String, Json> = UNSUR_NAMA
                .iter()
                .enumerate()
                .map(|(place, (kunci, _))| ((*kunci).to_owned(), bilangan(rekap.rata(place), 3)))
                .collect();
            json!({
                "masa": { "id": terbit.periode, "nama": terbit.nama, "mulai": terbit.mulai.to_string(), "selesai": terbit.selesai.to_string() },
                "perangkat": { "id": terbit.unit, "kode": susunan.kode(terbit.unit), "nama": susunan.nama(Some(terbit.unit)) },
                "layanan": layanan.as_ref().map(|(id, nama)| json!({ "id": id, "nama": nama })),
                "responden": rekap.n,
                "unsur": unsur,
                "indeks": bilangan(rekap.indeks(), 4),
                "nilai": bilangan(rekap.konversi(), 2),
                "mutu": rekap.mutu().map(Mutu::huruf),
            })
        })
        .collect();
    let unsur: Map<String, Json> = UNSUR_NAMA.iter().map(|(kunci, nama)| ((*kunci).to_owned(), json!(nama))).collect();
    let isi = json!({
        "penerbit": format!("Pemerintah {}", ctx.app.profile.name()),
        "metode": "PermenPANRB 14/2017: sembilan unsur berbobot 1/9, jawaban 1 sampai 4, nilai = indeks x 25",
        "per": ctx.today().to_string(),
        "unsur": unsur,
        "hasil": hasil,
    });
    Ok(kernel::web::json(StatusCode::OK, &isi))
}
