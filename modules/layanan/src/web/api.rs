//! The API: the catalogue for everybody, applications for programs with a token. What is sent is judged by the schema of the form, the
//! same that the pages are made of.
use base64::Engine as _;
use formulir::{Answers, FileRef, Form};
use http::{Method, StatusCode};
use kernel::file;
use kernel::web;
use kernel::{Access, Ctx, Error, FieldError, Response, Result, Routes};
use serde_json::{Map, Value as Json, json};
use uuid::Uuid;

use super::isian::{pemilik, periksa_kontak, pilihan};
use super::{KATALOG, KIRIM};
use crate::ajuan::{self, Asal, Kiriman, Pemohon};
use crate::langkah::Meja;
use crate::model::{PERMOHONAN, Permohonan, Tindakan};
use crate::standar::{self, Standar};
use crate::store::katalog::{self, Saring};
use crate::{BANTU, PROSES, formulir_layanan, store};

/// Services on one page.
const PER_HALAMAN: i64 = 50;
/// Most files of one application.
const BERKAS: usize = 20;

/// The calls.
pub fn routes() -> Routes {
    let umum = Access::Public(KATALOG);
    Routes::new()
        .get("/api/v1/layanan", umum, daftar)
        .get("/api/v1/layanan/{id}", umum, satu)
        .get("/api/v1/layanan/{id}/formulir", umum, formulir)
        .on(Method::POST, "/api/permohonan", Access::Token(BANTU), ajukan)
        .get("/api/v1/permohonan/{id}", Access::Token(PROSES), permohonan)
}

/// An answer of the API.
fn jawab(hasil: Result<(StatusCode, Json)>) -> Result<Response> {
    hasil.map(|(status, isi)| web::json(status, &isi))
}

fn layanan_json(satu: &Standar) -> Json {
    json!({
        "id": satu.layanan, "nomor": satu.nomor, "kode": satu.kode, "nama": satu.nama, "ringkas": satu.ringkas,
        "sektor": satu.sektor, "pengguna": satu.pengguna, "tingkat": satu.tingkat, "unit": satu.unit, "daring": satu.daring,
        "jangka_waktu": satu.jangka_waktu, "biaya": satu.biaya,
        "disahkan": register::value::when::iso_moment(satu.disahkan, time::UtcOffset::UTC),
        "isi": Json::Object(satu.isi.clone()),
    })
}

async fn daftar(ctx: Ctx) -> Result<Response> {
    let sektor = Some(ctx.query("sektor").to_owned()).filter(|teks| !teks.is_empty());
    let sesudah =
        ctx.query("sesudah").rsplit_once('~').and_then(|(urut, id)| Some((urut.to_owned(), id.parse().ok()?)));
    let saring = Saring { sektor, unit: ctx.query("unit").parse().ok(), ids: None, sesudah };
    let mut ada = katalog::daftar(&ctx.app, &saring, PER_HALAMAN + 1).await?;
    let lagi = ada.len() as i64 > PER_HALAMAN;
    ada.truncate(usize::try_from(PER_HALAMAN).unwrap_or(50));
    let lanjut = ada.last().filter(|_| lagi).map(|akhir| format!("{}~{}", akhir.nama.to_lowercase(), akhir.id));
    let data: Vec<Json> = ada.iter().map(layanan_json).collect();
    jawab(Ok((StatusCode::OK, json!({ "data": data, "lanjut": lanjut }))))
}

async fn satu(ctx: Ctx) -> Result<Response> {
    let id = ctx.id("id");
    let hasil = async { Ok((StatusCode::OK, layanan_json(&standar::berlaku(&ctx.app, id?).await?))) };
    jawab(hasil.await)
}

async fn formulir(ctx: Ctx) -> Result<Response> {
    let id = ctx.id("id");
    let hasil = async {
        let satu = standar::berlaku(&ctx.app, id?).await?;
        let (_, form) = formulir_layanan::berlaku(&ctx.app, satu.layanan).await?.ok_or(Error::NotFound)?;
        Ok((StatusCode::OK, form.schema()))
    };
    jawab(hasil.await)
}

fn permohonan_json(satu: &Permohonan) -> Json {
    let saat = |saat: Option<time::OffsetDateTime>| {
        saat.map(|saat| register::value::when::iso_moment(saat, time::UtcOffset::UTC))
    };
    json!({
        "id": satu.id, "nomor": satu.sebut(), "layanan": satu.layanan, "judul": satu.judul, "keadaan": satu.keadaan.kode(),
        "nama": satu.nama, "isian": Json::Object(satu.isian.clone()), "masuk": saat(satu.masuk), "selesai": saat(satu.selesai),
        "tenggat": satu.tenggat.map(|hari| hari.to_string()),
    })
}

async fn permohonan(ctx: Ctx) -> Result<Response> {
    let id = ctx.id("id");
    let hasil = async { store::cari(&ctx.app, &ctx.scope_of(PROSES), id?).await };
    jawab(hasil.await.map(|satu| (StatusCode::OK, permohonan_json(&satu))))
}

/// A file of the call: where it belongs and its content.
struct Lampiran {
    jalur: String,
    nama: String,
    isi: Vec<u8>,
}

fn lampiran(isi: &Json) -> Result<Vec<Lampiran>> {
    let salah = |pesan: &'static str| Error::field("lampiran", pesan);
    let Some(semua) = isi.get("lampiran") else { return Ok(vec![]) };
    let semua = semua.as_array().ok_or_else(|| salah("lampiran harus berupa larik."))?;
    if semua.len() > BERKAS {
        return Err(salah("Paling banyak 20 lampiran."));
    }
    let satu = |satu: &Json| {
        let teks = |nama: &str| satu.get(nama).and_then(Json::as_str);
        let (Some(jalur), Some(nama), Some(isi)) = (teks("isian"), teks("nama"), teks("isi")) else {
            return Err(salah("Setiap lampiran memuat isian, nama, dan isi (base64)."));
        };
        let isi = base64::engine::general_purpose::STANDARD
            .decode(isi)
            .map_err(|_| salah("Isi lampiran harus base64 yang utuh."))?;
        Ok(Lampiran { jalur: jalur.to_owned(), nama: nama.chars().take(200).collect(), isi })
    };
    semua.iter().map(satu).collect()
}

/// `POST /api/permohonan`: `{layanan, pemohon: {nama, surel, telepon}, isian, lampiran: [{isian, nama, isi}]}`. Answers with the number and
/// the word, once.
async fn ajukan(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    ctx.limited(&KIRIM)?;
    jawab(terima(&ctx).await)
}

async fn terima(ctx: &Ctx) -> Result<(StatusCode, Json)> {
    let isi = ctx.form().json().ok_or(Error::BadRequest("Kirim JSON.".into()))?;
    let teks = |isi: &Json, nama: &str| isi.get(nama).and_then(Json::as_str).unwrap_or_default().trim().to_owned();
    let layanan: Uuid =
        teks(isi, "layanan").parse().map_err(|_| Error::field("layanan", "layanan harus id layanan yang berlaku."))?;
    let satu = match standar::berlaku(&ctx.app, layanan).await {
        Err(Error::NotFound) => return Err(Error::field("layanan", "Layanan ini tidak berlaku.")),
        hasil => hasil?,
    };
    let formulir = formulir_layanan::berlaku(&ctx.app, layanan).await?.filter(|_| satu.daring);
    let Some((versi, form)) = formulir else {
        return Err(Error::field("layanan", "Layanan ini tidak dapat diajukan lewat API."));
    };
    let kosong = json!({});
    let orang = isi.get("pemohon").unwrap_or(&kosong);
    let pemohon = Pemohon { nama: teks(orang, "nama"), surel: teks(orang, "surel"), telepon: teks(orang, "telepon") };
    let mut galat: Vec<FieldError> = periksa_kontak(&pemohon)
        .into_iter()
        .map(|satu| FieldError::new(format!("pemohon.{}", satu.field), satu.message))
        .collect();
    let (isian, berkas) = match siapkan(ctx, &form, isi, lampiran(isi)?).await? {
        Ok(siap) => siap,
        Err(salah) => {
            galat.extend(salah);
            (Map::new(), vec![])
        }
    };
    if !galat.is_empty() {
        return Err(Error::Invalid(galat));
    }
    let meja = Meja::buka(&ctx.app).await?;
    let bagian = ajuan::bagian(&ctx.app, &satu).await?;
    let mut write = ctx.write(Tindakan::Kirim.aksi().0).await?;
    let asal = Asal { kanal: "api", akun: None, dibantu: Some((ctx.account()?, ctx.actor.unit())) };
    let id = ajuan::mulai(&mut write, &satu, Some(versi), &asal).await?;
    let draf = store::pegang(&mut write, id, None).await?;
    let mut isian = Json::Object(isian);
    for (sementara, sealed) in berkas {
        let tersimpan = ctx.app.files.keep_sealed(&mut write, sealed, &pemilik(&draf)).await?;
        ganti(&mut isian, &sementara, &tersimpan.to_string());
    }
    let isian = match isian {
        Json::Object(isian) => isian,
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Array(_) => Map::new(),
    };
    let kiriman = Kiriman { pemohon, isian, bagian };
    let (jadi, resi) = ajuan::kirim(&mut write, &draf, &satu, kiriman, &meja).await?;
    write.commit(&kernel::Subject::new(PERMOHONAN, id, format!("/api/v1/permohonan/{id}"))).await?;
    let isi = json!({
        "id": id, "nomor": resi.number, "kata_rahasia": resi.secret, "keadaan": jadi.keadaan.kode(),
        "tenggat": jadi.tenggat.map(|hari| hari.to_string()),
    });
    Ok((StatusCode::CREATED, isi))
}

fn ganti(isi: &mut Json, dari: &str, ke: &str) {
    match isi {
        Json::String(teks) if teks == dari => ke.clone_into(teks),
        Json::Array(semua) => semua.iter_mut().for_each(|satu| ganti(satu, dari, ke)),
        Json::Object(semua) => semua.values_mut().for_each(|satu| ganti(satu, dari, ke)),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
    }
}

type Siap = (Map<String, Json>, Vec<(String, file::Sealed)>);

/// The answers of the call, judged by the schema, with its files sealed and in their places.
async fn siapkan(
    ctx: &Ctx,
    form: &Form,
    isi: &Json,
    lampiran: Vec<Lampiran>,
) -> Result<std::result::Result<Siap, Vec<FieldError>>> {
    let mut galat = vec![];
    let mut berkas = vec![];
    let mut dikirim = Answers::from_json(isi.get("isian").cloned().unwrap_or_else(|| json!({})));
    if !dikirim.files().is_empty() {
        let pesan = "Berkas dikirim dalam lampiran, bukan dalam isian.";
        return Ok(Err(vec![FieldError::new("isian", pesan)]));
    }
    for satu in lampiran {
        let sementara = Uuid::now_v7().to_string();
        let acuan = FileRef {
            id: sementara.clone(),
            name: satu.nama.clone(),
            size: satu.isi.len() as u64,
            media: file::media_type(&satu.isi).to_owned(),
        };
        let kontrol = formulir::control(&satu.jalur);
        let ada = dikirim.get(&satu.jalur).and_then(Json::as_array).map_or(0, Vec::len);
        if let Err(salah) = form.file_fault(&kontrol, ada, &acuan) {
            galat.push(FieldError::new(format!("lampiran.{}", salah.path), salah.message));
        } else if dikirim.attach(&kontrol, &acuan) {
            berkas.push((sementara, ctx.app.files.seal_bytes(&ctx.app.keys, &satu.nama, &satu.isi).await?));
        }
    }
    match form.accept(&dikirim.json(), &pilihan(ctx).await?) {
        Ok(jawaban) if galat.is_empty() => match form.kept(&jawaban).json() {
            Json::Object(isian) => Ok(Ok((isian, berkas))),
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Array(_) => {
                Ok(Ok((Map::new(), berkas)))
            }
        },
        Ok(_) => Ok(Err(galat)),
        Err(salah) => {
            galat.extend(salah.into_iter().map(|satu| FieldError::new(format!("isian.{}", satu.path), satu.message)));
            Ok(Err(galat))
        }
    }
}
