//! A demonstration: services of several sectors with their standards and forms, and cases in several states. The people in it are
//! invented, and the word of their receipts stands in the manual: nothing in a demonstration is secret.
mod kasus;

use kernel::module::Unit;
use kernel::{App, Result, Val, Write, args};
use register::Record;
use serde::Deserialize;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use uuid::Uuid;

use crate::STANDAR;

/// Services with forms.
const LAYANAN: &str = include_str!("layanan.json");

/// One service of the demonstration; what is not said is the usual.
#[derive(Debug, Deserialize)]
struct Contoh {
    kode: String,
    nama: String,
    ringkas: String,
    sektor: String,
    pengguna: String,
    #[serde(default)]
    tingkat: Option<String>,
    kata_kunci: String,
    unit: Vec<String>,
    syarat: String,
    prosedur: String,
    hari: i64,
    produk: String,
    #[serde(default)]
    biaya: Vec<(String, i64)>,
    #[serde(default)]
    biaya_dasar: String,
    #[serde(default)]
    kunjungan: bool,
    #[serde(default)]
    bayar: bool,
    #[serde(default)]
    penyetuju: Option<String>,
    #[serde(default)]
    keluaran: Option<String>,
    #[serde(default)]
    surat: String,
    #[serde(default)]
    periksa: Option<i64>,
    #[serde(default)]
    kunjung: Option<i64>,
    #[serde(default)]
    setuju: Option<i64>,
    #[serde(default)]
    bagian: Vec<(String, String)>,
    formulir: Json,
}

/// Fills the demonstration, once.
pub async fn demo(app: &App) -> Result<()> {
    let units = app.units().await?;
    if units.is_empty() || app.db.optional("select id from layanan limit 1", args![]).await?.is_some() {
        return Ok(());
    }
    let semua: Vec<Contoh> = serde_json::from_str(LAYANAN)?;
    let mut jadi: BTreeMap<String, Uuid> = BTreeMap::new();
    for contoh in &semua {
        let id = layanan(app, contoh, &units, &jadi).await?;
        jadi.insert(contoh.kode.clone(), id);
    }
    templat(app, &units).await?;
    kasus::isi(app, &jadi).await
}

/// The unit that gives a service: by its kind, its role in the regulation, or its name.
fn unit(units: &[Unit], petunjuk: &[String]) -> Option<Uuid> {
    let cocok = |kata: &str| {
        units
            .iter()
            .find(|unit| unit.kind == kata || unit.roles.iter().any(|peran| peran == kata))
            .or_else(|| units.iter().find(|unit| unit.name.to_lowercase().contains(kata)))
    };
    let melayani = || {
        units
            .iter()
            .find(|unit| unit.kind != "kecamatan" && unit.roles.iter().any(|peran| peran == "penyelenggara_layanan"))
    };
    petunjuk.iter().find_map(|kata| cocok(kata)).or_else(melayani).or_else(|| units.first()).map(|unit| unit.id)
}

async fn layanan(app: &App, contoh: &Contoh, units: &[Unit], jadi: &BTreeMap<String, Uuid>) -> Result<Uuid> {
    let mut record = Record::blank(&STANDAR, Uuid::now_v7());
    record.unit = unit(units, &contoh.unit);
    let nama_unit = units.iter().find(|unit| Some(unit.id) == record.unit).map_or("", |unit| unit.name.as_str());
    let teks = [
        ("kode", contoh.kode.as_str()),
        ("nama", &contoh.nama),
        ("ringkas", &contoh.ringkas),
        ("sektor", &contoh.sektor),
        ("pengguna", &contoh.pengguna),
        ("tingkat", contoh.tingkat.as_deref().unwrap_or("transaksi")),
        ("kata_kunci", &contoh.kata_kunci),
        ("persyaratan", &contoh.syarat),
        ("prosedur", &contoh.prosedur),
        ("biaya_dasar", &contoh.biaya_dasar),
        ("produk", &contoh.produk),
        (
            "pengaduan",
            "Sampaikan di loket pelayanan atau lewat halaman pengaduan. Petugas menjawab dalam lima hari kerja.",
        ),
        ("dasar_hukum", "Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik"),
        ("sarana", "Loket dengan kursi roda dan jalur landai\nRuang tunggu\nKomputer untuk mengisi formulir"),
        ("kompetensi", "Mengerti persyaratan layanan\nDapat memakai aplikasi layanan\nRamah dan jelas berbicara"),
        ("pengawasan", "Atasan langsung memeriksa ketepatan waktu setiap pekan."),
        ("jaminan", "Permohonan yang lengkap diputus dalam waktu yang dijanjikan."),
        ("keamanan", "Data pemohon hanya dibuka petugas yang memproses. Dokumen dapat diperiksa keasliannya."),
        ("evaluasi", "Survei kepuasan setelah setiap permohonan selesai, dibahas setiap triwulan."),
        ("tempat", nama_unit),
        ("jam", "Senin sampai Jumat, pukul 08.00 sampai 15.00"),
        ("penanggung_jawab", "Kepala unit pelayanan"),
        ("sop", &contoh.prosedur),
        ("maklumat", "Kami sanggup melayani sesuai standar ini, dan bersedia menerima sanksi bila tidak menepatinya."),
        ("penyetuju", contoh.penyetuju.as_deref().unwrap_or("kepala")),
        ("keluaran", contoh.keluaran.as_deref().unwrap_or("surat")),
        ("isi_keluaran", &contoh.surat),
    ];
    for (nama, isi) in teks.into_iter().filter(|(_, isi)| !isi.is_empty()) {
        record.set(nama, isi);
    }
    record.set("jangka_waktu", contoh.hari);
    record.set("pelaksana", 3_i64);
    record.set("daring", true);
    record.set("perlu_kunjungan", contoh.kunjungan);
    record.set("perlu_bayar", contoh.bayar);
    record.set("hari_keberatan", 30_i64);
    for (nama, hari) in
        [("hari_periksa", contoh.periksa), ("hari_kunjungan", contoh.kunjung), ("hari_setuju", contoh.setuju)]
    {
        record.set(nama, hari);
    }
    if !contoh.biaya.is_empty() {
        let baris = contoh
            .biaya
            .iter()
            .map(|(uraian, jumlah)| json!({ "uraian": uraian, "jumlah": kernel::indonesia::angka::baku(*jumlah, 2) }));
        record.set("biaya", Val::Json(baris.collect()));
    }
    let bagian: Vec<Json> = contoh
        .bagian
        .iter()
        .filter_map(|(kode, mulai)| Some(json!({ "layanan": jadi.get(kode)?, "mulai": mulai })))
        .collect();
    if !bagian.is_empty() {
        record.set("bagian", Val::Json(Json::Array(bagian)));
    }
    let mut write = Write::system(app, "layanan.contoh").await?;
    let draf = register::store::insert(&mut write, &record).await?;
    let mut terbit = draf.clone();
    terbit.status = "terbit".into();
    register::store::update(&mut write, &draf, &terbit).await?;
    crate::pasang_formulir(&mut write, record.id, &contoh.formulir).await?;
    write.commit(&register::store::subject(&record)).await?;
    Ok(record.id)
}

/// Texts for messages, of the unit whose operator the demonstration has.
async fn templat(app: &App, units: &[Unit]) -> Result<()> {
    let mut write = Write::system(app, "layanan.contoh").await?;
    let milik = unit(units, &["diskominfo".to_owned()]);
    let mut satu = Record::blank(&crate::TEMPLAT, Uuid::now_v7());
    for (nama, untuk, isi) in [
        (
            "Berkas tidak terbaca",
            "perbaikan",
            "Berkas yang Anda unggah tidak terbaca. Mohon unggah lagi foto atau pindaian yang terang dan utuh.",
        ),
        ("Identitas kurang", "perbaikan", "Mohon lengkapi kartu identitas yang masih berlaku."),
        (
            "Informasi dikecualikan",
            "tolak",
            "Informasi yang diminta termasuk yang dikecualikan menurut hasil uji konsekuensi.",
        ),
        ("Siap diambil", "siap", "Diserahkan di loket pelayanan kepada pemohon dengan menunjukkan kartu identitas."),
    ] {
        satu = Record::blank(&crate::TEMPLAT, Uuid::now_v7());
        satu.unit = milik;
        satu.set("nama", nama);
        satu.set("untuk", untuk);
        satu.set("isi", isi);
        register::store::insert(&mut write, &satu).await?;
    }
    write.commit(&register::store::subject(&satu)).await
}
