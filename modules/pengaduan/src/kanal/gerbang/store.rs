//! Rows of gateways.
use kernel::{App, Class, Error, Result, Row, Table, Val, Write, args};
use serde_json::Value as Json;
use uuid::Uuid;

use super::peta::Jalur;
use super::tanda::Cara;
use crate::model::Kanal;

/// Kind of the records of gateways.
pub const JENIS: &str = "kanal_gerbang";
/// Purpose of the key that seals the secrets of gateways.
const SEGEL: &str = "pengaduan gerbang";

/// The table of gateways.
pub fn tabel() -> Table {
    Table::new(
        JENIS,
        &[
            ("nama", Class::Internal),
            ("judul", Class::Internal),
            ("kanal", Class::Internal),
            ("cara", Class::Internal),
            ("kepala", Class::Internal),
            ("rahasia", Class::Secret),
            ("jalur_id", Class::Internal),
            ("jalur_dari", Class::Internal),
            ("jalur_teks", Class::Internal),
            ("kirim_alamat", Class::Internal),
            ("kirim_formulir", Class::Internal),
            ("kirim_bentuk", Class::Internal),
            ("kirim_kunci", Class::Secret),
            ("aktif", Class::Internal),
        ],
    )
}

/// A gateway.
#[derive(Debug, Clone)]
pub struct Gerbang {
    /// Row.
    pub id: Uuid,
    /// Version.
    pub version: i64,
    /// The last part of its address.
    pub nama: String,
    /// What it is called.
    pub judul: String,
    /// SMS or a messaging service.
    pub kanal: Kanal,
    /// How it proves who it is.
    pub cara: Cara,
    /// The header of its signature.
    pub kepala: String,
    rahasia: Vec<u8>,
    /// Where the number of a message stands.
    pub jalur_id: String,
    /// Where its sender stands.
    pub jalur_dari: String,
    /// Where its text stands.
    pub jalur_teks: String,
    /// Where replies go; empty: nowhere.
    pub kirim_alamat: String,
    /// Replies go as a form, not as JSON.
    pub kirim_formulir: bool,
    /// The shape of a reply.
    pub kirim_bentuk: String,
    kirim_kunci: Option<Vec<u8>>,
    /// It is in use.
    pub aktif: bool,
}

impl Gerbang {
    /// Its page.
    pub fn href(&self) -> String {
        href(self.id)
    }
    /// The secret that its messages are known by.
    pub fn rahasia(&self, app: &App) -> Result<String> {
        buka(app, &self.rahasia)
    }
    /// The bearer secret that it takes replies with.
    pub fn kirim_kunci(&self, app: &App) -> Result<Option<String>> {
        self.kirim_kunci.as_deref().map(|tertutup| buka(app, tertutup)).transpose()
    }
    /// Whether there is one.
    pub fn berkunci(&self) -> bool {
        self.kirim_kunci.is_some()
    }
    /// Where number, sender and text stand.
    pub fn jalur(&self) -> Result<[Jalur; 3]> {
        let satu = |teks: &str| Jalur::urai(teks).ok_or_else(|| Error::internal("a gateway with a broken path"));
        Ok([satu(&self.jalur_id)?, satu(&self.jalur_dari)?, satu(&self.jalur_teks)?])
    }
    /// The shape of a reply.
    pub fn bentuk(&self) -> Result<Json> {
        super::peta::bentuk(&self.kirim_bentuk).map_err(Error::internal)
    }
}

/// The page of a gateway.
pub fn href(id: Uuid) -> String {
    format!("{}/{id}", super::HREF)
}

/// Seals a secret of a gateway.
pub fn segel(app: &App, teks: &str) -> Result<Vec<u8>> {
    app.keys.seal(SEGEL, teks.as_bytes())
}

fn buka(app: &App, tertutup: &[u8]) -> Result<String> {
    String::from_utf8(app.keys.unseal(SEGEL, tertutup)?).map_err(Error::internal)
}

const KOLOM: &str = "id, version, nama, judul, kanal, cara, kepala, rahasia, jalur_id, jalur_dari, jalur_teks, kirim_alamat, \
    kirim_formulir, kirim_bentuk, kirim_kunci, aktif";

fn gerbang(row: &Row) -> Result<Gerbang> {
    let dikenal = || Error::internal("unknown word in kanal_gerbang");
    Ok(Gerbang {
        id: row.get("id")?,
        version: row.get("version")?,
        nama: row.get("nama")?,
        judul: row.get("judul")?,
        kanal: Kanal::urai(&row.get::<String>("kanal")?).ok_or_else(dikenal)?,
        cara: Cara::urai(&row.get::<String>("cara")?).ok_or_else(dikenal)?,
        kepala: row.get("kepala")?,
        rahasia: row.get("rahasia")?,
        jalur_id: row.get("jalur_id")?,
        jalur_dari: row.get("jalur_dari")?,
        jalur_teks: row.get("jalur_teks")?,
        kirim_alamat: row.get("kirim_alamat")?,
        kirim_formulir: row.get("kirim_formulir")?,
        kirim_bentuk: row.get("kirim_bentuk")?,
        kirim_kunci: row.get("kirim_kunci")?,
        aktif: row.get("aktif")?,
    })
}

/// All gateways; a regency has a few.
pub async fn semua(app: &App) -> Result<Vec<Gerbang>> {
    let text = format!("select {KOLOM} from kanal_gerbang order by nama");
    app.db.query(&text, args![]).await?.iter().map(gerbang).collect()
}

/// One gateway.
pub async fn cari(app: &App, id: Uuid) -> Result<Gerbang> {
    gerbang(&app.db.one(&format!("select {KOLOM} from kanal_gerbang where id = $1"), args![id]).await?)
}

/// The gateway of an address, if it is in use.
pub async fn bernama(app: &App, nama: &str) -> Result<Option<Gerbang>> {
    let text = format!("select {KOLOM} from kanal_gerbang where nama = $1 and aktif");
    app.db.optional(&text, args![nama]).await?.as_ref().map(gerbang).transpose()
}

/// Makes or changes a gateway.
///
/// # Errors
/// [`Error::Conflict`] when somebody else changed it meanwhile; a name that is taken is told at its field.
pub async fn simpan(
    write: &mut Write,
    lama: Option<&Gerbang>,
    versi: Option<i64>,
    nama: &str,
    values: Vec<(&str, Val)>,
) -> Result<Uuid> {
    let sendiri = lama.map_or(Uuid::nil(), |lama| lama.id);
    let text = "select 1 as ada from kanal_gerbang where nama = $1 and id <> $2";
    if write.tx().optional(text, args![nama, sendiri]).await?.is_some() {
        return Err(Error::field("nama", "Nama ini sudah dipakai gerbang lain"));
    }
    match lama {
        Some(lama) => {
            write.update(&tabel(), lama.id, versi, values).await?;
            Ok(lama.id)
        }
        None => write.insert(&tabel(), Uuid::now_v7(), values).await,
    }
}
