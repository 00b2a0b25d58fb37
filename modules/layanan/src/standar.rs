//! The standard of a service as it is published: a version frozen at approval.
use std::pin::Pin;

use kernel::db::fts::Doc;
use kernel::{App, Class, Error, FieldError, Result, Row, Table, Val, Write, args, search};
use register::{GuardCtx, Kind, Record};
use serde_json::{Map, Value as Json, json};
use time::OffsetDateTime;
use uuid::Uuid;

/// Key of the register of standards.
pub const KUNCI: &str = "standar_layanan";
/// Key of services as others refer to them: the resource behind `/layanan/{id}`.
pub const LAYANAN: &str = "layanan";

/// One published version of a standard.
#[derive(Debug, Clone)]
pub struct Standar {
    /// This version.
    pub id: Uuid,
    /// The service.
    pub layanan: Uuid,
    /// Who gives it.
    pub unit: Option<Uuid>,
    /// 1 for the first version.
    pub nomor: i64,
    /// Short code of the service.
    pub kode: String,
    /// Name of the service.
    pub nama: String,
    /// What it is for.
    pub ringkas: String,
    /// Key of [`crate::registers::SEKTOR`].
    pub sektor: String,
    /// Key of [`crate::registers::PENGGUNA`].
    pub pengguna: String,
    /// Key of [`crate::registers::TINGKAT`].
    pub tingkat: String,
    /// May be applied for here.
    pub daring: bool,
    /// Working days.
    pub jangka_waktu: i64,
    /// All fees together, in sen.
    pub biaya: i64,
    /// Every field, as stored.
    pub isi: Map<String, Json>,
    /// It is the version in force.
    pub berlaku: bool,
    /// When it was approved.
    pub disahkan: OffsetDateTime,
}

/// Columns of [`Standar::baca`].
pub const KOLOM: &str = "id, layanan, unit, nomor, kode, nama, ringkas, sektor, pengguna, tingkat, daring, jangka_waktu, biaya, isi, berlaku, disahkan";

impl Standar {
    /// From a row with [`KOLOM`].
    pub fn baca(row: &Row) -> Result<Standar> {
        let isi = match row.get::<Json>("isi")? {
            Json::Object(isi) => isi,
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Array(_) => Map::new(),
        };
        Ok(Standar {
            id: row.get("id")?,
            layanan: row.get("layanan")?,
            unit: row.get("unit")?,
            nomor: row.get("nomor")?,
            kode: row.get("kode")?,
            nama: row.get("nama")?,
            ringkas: row.get("ringkas")?,
            sektor: row.get("sektor")?,
            pengguna: row.get("pengguna")?,
            tingkat: row.get("tingkat")?,
            daring: row.get("daring")?,
            jangka_waktu: row.get("jangka_waktu")?,
            biaya: row.get("biaya")?,
            isi,
            berlaku: row.get("berlaku")?,
            disahkan: row.get("disahkan")?,
        })
    }
    /// A text field; empty when there is none.
    pub fn teks(&self, nama: &str) -> &str {
        self.isi.get(nama).and_then(Json::as_str).unwrap_or_default()
    }
    /// The lines of a text field that are not empty.
    pub fn baris(&self, nama: &str) -> Vec<&str> {
        self.teks(nama).lines().map(str::trim).filter(|baris| !baris.is_empty()).collect()
    }
    /// A yes/no field.
    pub fn ya(&self, nama: &str) -> bool {
        self.isi.get(nama).and_then(Json::as_bool).unwrap_or(false)
    }
    /// A whole number.
    pub fn angka(&self, nama: &str) -> Option<i64> {
        self.isi.get(nama).and_then(Json::as_i64)
    }
    /// Fees: what for, and sen.
    pub fn rincian_biaya(&self) -> Vec<(String, i64)> {
        biaya(self.isi.get("biaya"))
    }
    /// Parts of a joint service in order: service, and whether it waits for the part above.
    pub fn bagian(&self) -> Vec<(Uuid, bool)> {
        let baris = self.isi.get("bagian").and_then(Json::as_array).map_or(&[][..], Vec::as_slice);
        let satu = |baris: &Json| {
            let layanan = baris.get("layanan").and_then(Json::as_str)?.parse().ok()?;
            Some((layanan, baris.get("mulai").and_then(Json::as_str) == Some("setelah")))
        };
        baris.iter().filter_map(satu).collect()
    }
    /// Its public page.
    pub fn href(&self) -> String {
        format!("/layanan/{}", self.layanan)
    }
}

/// Money as rows of a register keep it, such as `75000.00`, in sen.
fn sen(teks: &str) -> Option<i64> {
    let (utuh, pecahan) = teks.split_once('.').unwrap_or((teks, ""));
    let pecahan: i64 = if pecahan.is_empty() { 0 } else { format!("{pecahan:0<2}").parse().ok()? };
    utuh.parse::<i64>().ok()?.checked_mul(100)?.checked_add(pecahan)
}

/// Fees of a standard: what for, and how much in sen.
fn biaya(isi: Option<&Json>) -> Vec<(String, i64)> {
    let baris = isi.and_then(Json::as_array).map_or(&[][..], Vec::as_slice);
    let satu = |baris: &Json| {
        Some((
            baris.get("uraian").and_then(Json::as_str)?.to_owned(),
            sen(baris.get("jumlah").and_then(Json::as_str)?)?,
        ))
    };
    baris.iter().filter_map(satu).collect()
}

/// The table of versions.
pub fn tabel() -> Table {
    let publik = [
        "layanan",
        "unit",
        "nomor",
        "kode",
        "nama",
        "urut",
        "ringkas",
        "sektor",
        "pengguna",
        "tingkat",
        "daring",
        "jangka_waktu",
        "biaya",
        "isi",
        "berlaku",
        "disahkan",
    ];
    let mut kolom: Vec<(&'static str, Class)> = publik.into_iter().map(|nama| (nama, Class::Public)).collect();
    kolom.push(("oleh", Class::Internal));
    Table::plain("layanan_standar", &kolom)
}

/// What of a standard contradicts itself.
pub fn periksa(record: &Record) -> Vec<FieldError> {
    let mut salah = vec![];
    if record.text("keluaran") == "surat" && record.yes("daring") && record.text("isi_keluaran").trim().is_empty() {
        salah.push(FieldError::new("isi_keluaran", "Tulis isi surat, atau pilih hasil permohonan yang lain."));
    }
    let total: i64 = ["hari_periksa", "hari_kunjungan", "hari_setuju"].iter().filter_map(|nama| record.int(nama)).sum();
    if record.int("jangka_waktu").is_some_and(|waktu| total > waktu) {
        salah.push(FieldError::new(
            "jangka_waktu",
            "Jangka waktu lebih pendek daripada jumlah target langkah-langkahnya.",
        ));
    }
    if record.yes("perlu_bayar") && record.rows("biaya").is_empty() {
        salah.push(FieldError::new("biaya", "Tulis biayanya, karena layanan ini memerlukan bukti pembayaran."));
    }
    let sendiri = record.id.to_string();
    if record.rows("bagian").iter().any(|baris| baris.get("layanan").and_then(Json::as_str) == Some(sendiri.as_str())) {
        salah.push(FieldError::new("bagian", "Layanan ini tidak dapat menjadi bagian dari dirinya sendiri."));
    }
    salah
}

/// What must be there before a standard is put forward: all 14 components.
pub fn lengkap(record: &Record, _: &GuardCtx<'_>) -> Result<(), &'static str> {
    const BELAKANG: [&str; 7] =
        ["dasar_hukum", "sarana", "kompetensi", "pengawasan", "jaminan", "keamanan", "evaluasi"];
    if record.unit.is_none() {
        return Err("Pilih dahulu perangkat daerah penyelenggara layanan ini.");
    }
    if BELAKANG.iter().any(|nama| record.text(nama).trim().is_empty()) || record.int("pelaksana").is_none() {
        return Err("Lengkapi dahulu komponen 7 sampai 14 standar pelayanan.");
    }
    if record.text("maklumat").trim().is_empty() {
        return Err("Tulis dahulu maklumat pelayanan.");
    }
    Ok(())
}

/// After every change of a standard: approval freezes a version, closing takes it off the public pages.
pub fn sesudah<'a>(
    write: &'a mut Write,
    before: Option<&'a Record>,
    after: &'a Record,
) -> Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>> {
    Box::pin(async move {
        let semula = before.map_or("", |before| before.status.as_str());
        match (semula, after.status.as_str()) {
            (semula, "terbit") if semula != "terbit" => terbitkan(write, after).await,
            (semula, "ditutup") if semula != "ditutup" => turunkan(write, after.id).await,
            _ => Ok(()),
        }
    })
}

async fn turunkan(write: &mut Write, layanan: Uuid) -> Result<()> {
    let text = "select id from layanan_standar where layanan = $1 and berlaku";
    for row in write.tx().query(text, args![layanan]).await? {
        let id = row.get("id")?;
        write.update(&tabel(), id, None, vec![("berlaku", false.into())]).await?;
        write.unindex(id).await?;
    }
    Ok(())
}

async fn terbitkan(write: &mut Write, record: &Record) -> Result<()> {
    turunkan(write, record.id).await?;
    let text = "select coalesce(max(nomor), 0) + 1 as nomor from layanan_standar where layanan = $1";
    let nomor: i64 = write.tx().one(text, args![record.id]).await?.get("nomor")?;
    let mut isi = Map::new();
    for (field, value) in record.fields() {
        let nilai = match (field.kind, value) {
            (_, Val::Text(teks)) => json!(teks),
            (_, Val::Int(angka)) => json!(angka),
            (_, Val::Bool(ya)) => json!(ya),
            (Kind::Table(_), Val::Json(baris)) => baris.clone(),
            _ => continue,
        };
        isi.insert(field.name.to_owned(), nilai);
    }
    let jumlah: i64 = biaya(isi.get("biaya")).iter().map(|(_, sen)| *sen).fold(0, i64::saturating_add);
    let id = Uuid::now_v7();
    let stems = search::stems(&format!(
        "{} {} {} {} {}",
        record.text("nama"),
        record.text("ringkas"),
        record.text("kata_kunci"),
        record.text("produk"),
        record.text("persyaratan")
    ));
    let nilai: Vec<(&str, Val)> = vec![
        ("layanan", record.id.into()),
        ("unit", record.unit.into()),
        ("nomor", nomor.into()),
        ("kode", record.text("kode").into()),
        ("nama", record.text("nama").into()),
        ("urut", record.text("nama").to_lowercase().into()),
        ("ringkas", record.text("ringkas").into()),
        ("sektor", record.text("sektor").into()),
        ("pengguna", record.text("pengguna").into()),
        ("tingkat", record.text("tingkat").into()),
        ("daring", record.yes("daring").into()),
        ("jangka_waktu", record.int("jangka_waktu").unwrap_or(0).into()),
        ("biaya", jumlah.into()),
        ("isi", Val::Json(Json::Object(isi))),
        ("berlaku", true.into()),
        ("disahkan", write.at().into()),
        ("oleh", write.actor().into()),
    ];
    write.insert(&tabel(), id, nilai).await?;
    let doc = Doc {
        id,
        kind: search::kind(LAYANAN, true),
        unit: record.unit,
        owner: None,
        title: record.text("nama").to_owned(),
        summary: record.text("ringkas").to_owned(),
        url: format!("/layanan/{}", record.id),
        stems,
        parts: None,
        readers: vec![],
        updated: write.at(),
    };
    write.index(&doc).await
}

/// The version in force of a service.
///
/// # Errors
/// [`Error::NotFound`] when the service is not published.
pub async fn berlaku(app: &App, layanan: Uuid) -> Result<Standar> {
    let text = format!("select {KOLOM} from layanan_standar where layanan = $1 and berlaku");
    Standar::baca(&app.db.optional(&text, args![layanan]).await?.ok_or(Error::NotFound)?)
}

/// One version, in force or not.
pub async fn versi(app: &App, id: Uuid) -> Result<Standar> {
    let text = format!("select {KOLOM} from layanan_standar where id = $1");
    Standar::baca(&app.db.optional(&text, args![id]).await?.ok_or(Error::NotFound)?)
}

/// All versions of a service, newest first.
pub async fn riwayat(app: &App, layanan: Uuid) -> Result<Vec<Standar>> {
    let text = format!("select {KOLOM} from layanan_standar where layanan = $1 order by nomor desc limit 100");
    app.db.query(&text, args![layanan]).await?.iter().map(Standar::baca).collect()
}
