//! Categories, for forms and lists.
use kernel::{App, Result, args};
use uuid::Uuid;

/// A category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kategori {
    /// What is stored.
    pub kode: String,
    /// What people read.
    pub nama: String,
    /// More about it.
    pub uraian: String,
    /// What belongs together.
    pub kelompok: String,
    /// Words by which it is looked for, separated by commas.
    pub kata_kunci: String,
    /// The agency that usually handles it.
    pub unit: Option<Uuid>,
    /// It may still be chosen.
    pub aktif: bool,
}

/// All, in their order. No limit: a regency has some dozens.
pub async fn daftar(app: &App) -> Result<Vec<Kategori>> {
    let text = "select kode, nama, uraian, kelompok, kata_kunci, perangkat_daerah, aktif from kategori_pengaduan order by urutan, id";
    let rows = app.db.query(text, args![]).await?;
    let teks = |row: &kernel::Row, kolom: &str| -> Result<String> {
        Ok(row.get::<Option<String>>(kolom)?.unwrap_or_default())
    };
    rows.iter()
        .map(|row| {
            Ok(Kategori {
                kode: row.get("kode")?,
                nama: row.get("nama")?,
                uraian: teks(row, "uraian")?,
                kelompok: teks(row, "kelompok")?,
                kata_kunci: teks(row, "kata_kunci")?,
                unit: row.get("perangkat_daerah")?,
                aktif: row.get("aktif")?,
            })
        })
        .collect()
}

/// Whether a code may be chosen.
pub async fn dikenal(app: &App, kode: &str) -> Result<bool> {
    let text = "select 1 as one from kategori_pengaduan where kode = $1 and aktif";
    Ok(app.db.optional(text, args![kode]).await?.is_some())
}

/// What a code is called; the code itself where it is no longer known.
pub fn nama<'a>(semua: &'a [Kategori], kode: Option<&'a str>) -> &'a str {
    let Some(kode) = kode else { return "Belum ditentukan" };
    semua.iter().find(|satu| satu.kode == kode).map_or(kode, |satu| satu.nama.as_str())
}
