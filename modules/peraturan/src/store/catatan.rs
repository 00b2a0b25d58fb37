//! Notes of the parser and what the reviewer decided.
use std::collections::HashMap;

use kernel::{Error, Result, Write, args};
use serde_json::json;
use uuid::Uuid;

use crate::impor::BarisCatatan;
use crate::model;
use kernel::App;

/// A note with its decision.
#[derive(Debug, Clone)]
pub struct Catatan {
    /// Place in the list.
    pub urut: i64,
    /// `perbaikan` or `keraguan`.
    pub macam: String,
    /// Kind of repair or doubt.
    pub jenis: String,
    /// Line of the source; 0 for the whole text.
    pub baris: i64,
    /// Pasal concerned.
    pub pasal: String,
    /// The source.
    pub sebelum: String,
    /// The result, or the sentence of the doubt.
    pub sesudah: String,
    /// How many times.
    pub jumlah: i64,
    /// What was decided: `terima` or `catat`; empty while open.
    pub putusan: String,
    /// Remark of the reviewer.
    pub uraian: String,
}

/// How many notes of each kind there are, and how many of them are decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hitungan {
    /// `perbaikan` or `keraguan`.
    pub macam: String,
    /// Kind.
    pub jenis: String,
    /// All.
    pub semua: i64,
    /// Decided.
    pub selesai: i64,
}

/// Counts per kind, doubts first.
pub async fn hitung_catatan(app: &App, naskah: Uuid) -> Result<Vec<Hitungan>> {
    let text =
        "select macam, jenis, count(*) as semua, count(putusan) as selesai from peraturan_catatan where naskah = $1
        group by macam, jenis order by macam, jenis";
    let rows = app.db.query(text, args![naskah]).await?;
    rows.iter()
        .map(|row| {
            Ok(Hitungan {
                macam: row.get("macam")?,
                jenis: row.get("jenis")?,
                semua: row.get("semua")?,
                selesai: row.get("selesai")?,
            })
        })
        .collect()
}

/// Notes that nobody has decided yet.
pub async fn terbuka(app: &App, naskah: Uuid) -> Result<i64> {
    let text = "select count(*) as n from peraturan_catatan where naskah = $1 and putusan is null";
    Ok(app.db.one(text, args![naskah]).await?.get("n")?)
}

/// A page of notes: of one sort, perhaps of one kind, perhaps only open ones, after a place.
pub async fn list_catatan(
    app: &App,
    naskah: Uuid,
    macam: &str,
    jenis: &str,
    hanya_terbuka: bool,
    sesudah: i64,
    limit: usize,
) -> Result<Vec<Catatan>> {
    let open = if hanya_terbuka { "and c.putusan is null" } else { "" };
    let text = format!(
        "select c.urut, c.macam, c.jenis, c.baris, c.pasal, c.sebelum, c.sesudah, c.jumlah, coalesce(p.putusan, '') as putusan,
            coalesce(p.uraian, '') as uraian
         from peraturan_catatan c left join peraturan_putusan p on p.id = c.putusan
         where c.naskah = $1 and c.macam = $2 and (c.jenis = $3 or $3 = '') and c.urut > $4 {open} order by c.urut limit {limit}"
    );
    let rows = app.db.query(&text, args![naskah, macam, jenis, sesudah]).await?;
    rows.iter()
        .map(|row| {
            Ok(Catatan {
                urut: row.get("urut")?,
                macam: row.get("macam")?,
                jenis: row.get("jenis")?,
                baris: row.get("baris")?,
                pasal: row.get("pasal")?,
                sebelum: row.get("sebelum")?,
                sesudah: row.get("sesudah")?,
                jumlah: row.get("jumlah")?,
                putusan: row.get("putusan")?,
                uraian: row.get("uraian")?,
            })
        })
        .collect()
}

/// Which notes a decision concerns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pilihan {
    /// One note by its place.
    Satu(i64),
    /// All open notes of one kind.
    Jenis(String, String),
}

/// Decides notes of a text: one decision record, and a pointer to it at each note. Returns how many were decided.
///
/// # Errors
/// [`Error::Refused`] when no such note is there: decided meanwhile, or of another version.
pub async fn putuskan(
    write: &mut Write,
    dokumen: Uuid,
    naskah: Uuid,
    pilihan: &Pilihan,
    putusan: &str,
    uraian: &str,
) -> Result<usize> {
    let rows = match pilihan {
        Pilihan::Satu(urut) => {
            let text = "select urut from peraturan_catatan where naskah = $1 and urut = $2";
            write.tx().query(text, args![naskah, *urut]).await?
        }
        Pilihan::Jenis(macam, jenis) => {
            let text = "select urut from peraturan_catatan where naskah = $1 and macam = $2 and (jenis = $3 or $3 = '') and putusan is null order by urut";
            write.tx().query(text, args![naskah, macam.as_str(), jenis.as_str()]).await?
        }
    };
    let urut = rows.iter().map(|row| row.get::<i64>("urut")).collect::<kernel::db::Result<Vec<_>>>()?;
    if urut.is_empty() {
        return Err(Error::refused("Catatan ini sudah tidak ada atau sudah diputuskan. Muat ulang halaman tinjauan."));
    }
    let id = Uuid::now_v7();
    let (oleh, at) = (write.actor(), write.at());
    let values = vec![
        ("naskah", naskah.into()),
        ("dokumen", dokumen.into()),
        ("putusan", putusan.into()),
        ("uraian", uraian.into()),
        ("catatan", json!(urut).into()),
        ("oleh", oleh.into()),
        ("dibuat", at.into()),
    ];
    write.insert(&model::putusan_table(), id, values).await?;
    for part in urut.chunks(5000) {
        let mut args = args![id, naskah];
        let list = super::marks(&mut args, part);
        write
            .tx()
            .exec(&format!("update peraturan_catatan set putusan = $1 where naskah = $2 and urut in ({list})"), args)
            .await?;
    }
    Ok(urut.len())
}

/// What makes two notes of different versions the same: everything but the line.
pub fn sidik(catatan: &BarisCatatan) -> String {
    [catatan.macam, &catatan.jenis, &catatan.pasal, &catatan.sebelum, &catatan.sesudah].join("\u{1f}")
}

/// The decisions of a version by the notes that they decided.
pub async fn putusan_lama(write: &mut Write, naskah: Uuid) -> Result<HashMap<String, Uuid>> {
    let text = "select macam, jenis, pasal, sebelum, sesudah, putusan from peraturan_catatan where naskah = $1 and putusan is not null";
    let mut hasil = HashMap::new();
    for row in write.tx().query(text, args![naskah]).await? {
        let mut bagian: Vec<String> = vec![];
        for kolom in ["macam", "jenis", "pasal", "sebelum", "sesudah"] {
            bagian.push(row.get(kolom)?);
        }
        hasil.insert(bagian.join("\u{1f}"), row.get("putusan")?);
    }
    Ok(hasil)
}

/// Keeps the reason of an act on a document, as a decision that concerns no note.
pub async fn catat_alasan(write: &mut Write, dokumen: &crate::model::Dokumen, aksi: &str, alasan: &str) -> Result<()> {
    let (oleh, at) = (write.actor(), write.at());
    let values = vec![
        ("naskah", dokumen.naskah.unwrap_or(Uuid::nil()).into()),
        ("dokumen", dokumen.id.into()),
        ("putusan", aksi.into()),
        ("uraian", alasan.into()),
        ("catatan", json!([]).into()),
        ("oleh", oleh.into()),
        ("dibuat", at.into()),
    ];
    write.insert(&model::putusan_table(), Uuid::now_v7(), values).await?;
    Ok(())
}

/// Reasons given for acts on a document, newest first: act, reason, when.
pub async fn alasan(app: &App, dokumen: Uuid) -> Result<Vec<(String, String, time::OffsetDateTime)>> {
    let text = "select putusan, uraian, dibuat from peraturan_putusan where dokumen = $1 and putusan not in ('terima', 'catat') order by id desc limit 50";
    let rows = app.db.query(text, args![dokumen]).await?;
    rows.iter().map(|row| Ok((row.get("putusan")?, row.get("uraian")?, row.get("dibuat")?))).collect()
}
