//! Files of items: what is stored, and what stays when it is destroyed.
use kernel::db::Row;
use kernel::file::{Sealed, Stored};
use kernel::{App, Result, Write, args, file};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::keutuhan;
use crate::model::{Arsip, Isi};
use crate::tabel;

const KOLOM: &str = "id, arsip, pemilik, berkas, nama, ukuran, sha256, dimusnahkan";

fn baris(row: &Row) -> Result<Isi> {
    Ok(Isi {
        id: row.get("id")?,
        arsip: row.get("arsip")?,
        pemilik: row.get("pemilik")?,
        berkas: row.get("berkas")?,
        nama: row.get("nama")?,
        ukuran: row.get("ukuran")?,
        sha256: row.get("sha256")?,
        dimusnahkan: row.get("dimusnahkan")?,
    })
}

/// Files of an item that the caller has found through [`super::arsip::find`].
pub async fn of(app: &App, arsip: Uuid) -> Result<Vec<Isi>> {
    let text = format!("select {KOLOM} from arsip_isi where arsip = $1 order by id limit 500");
    app.db.query(&text, args![arsip]).await?.iter().map(baris).collect()
}

/// The same inside a change.
pub async fn of_tx(write: &mut Write, arsip: Uuid) -> Result<Vec<Isi>> {
    let text = format!("select {KOLOM} from arsip_isi where arsip = $1 order by id");
    write.tx().query(&text, args![arsip]).await?.iter().map(baris).collect()
}

/// Notes which stored files are an item. Rows that are not there are passed over.
pub async fn catat(write: &mut Write, arsip: Uuid, berkas: &[Uuid]) -> Result<()> {
    for id in berkas {
        let text = "select subject, name, size, sha256 from file where id = $1 and removed = false";
        let Some(row) = write.tx().optional(text, args![*id]).await? else { continue };
        let values = vec![
            ("arsip", arsip.into()),
            ("pemilik", row.get::<Uuid>("subject")?.into()),
            ("berkas", (*id).into()),
            ("nama", row.get::<String>("name")?.into()),
            ("ukuran", row.get::<i64>("size")?.into()),
            ("sha256", row.get::<String>("sha256")?.into()),
        ];
        write.insert(&tabel::isi(), Uuid::now_v7(), values).await?;
    }
    Ok(())
}

/// Puts the sealed content of a file of an item in place of its open one.
pub async fn segel(write: &mut Write, isi: Uuid, stored: &Stored, sealed: Sealed) -> Result<()> {
    let app = write.app().clone();
    app.files.seal_kept(write, stored, sealed).await?;
    let row = write.tx().one("select sha256 from file where id = $1", args![stored.id]).await?;
    let sha256: String = row.get("sha256")?;
    // New files are taken up for the check by their ids; this one is old, and its content new.
    keutuhan::sertakan(write.tx(), &sha256, stored.size).await?;
    write.update(&tabel::isi(), isi, None, vec![("sha256", sha256.into())]).await?;
    Ok(())
}

/// Destroys the contents of an item; name, size and hash stay. Returns the proof.
pub async fn musnahkan(write: &mut Write, arsip: &Arsip) -> Result<Json> {
    let mut daftar = vec![];
    for isi in of_tx(write, arsip.id).await? {
        if isi.dimusnahkan.is_some() {
            continue;
        }
        let there = write.tx().optional("select 1 as yes from file where id = $1", args![isi.berkas]).await?;
        if there.is_some() {
            file::destroy(write, isi.berkas).await?;
        }
        let at = write.at();
        write.update(&tabel::isi(), isi.id, None, vec![("dimusnahkan", at.into())]).await?;
        daftar.push(json!({ "nama": isi.nama, "ukuran": isi.ukuran, "sha256": isi.sha256 }));
    }
    write.update(&tabel::arsip(), arsip.id, None, vec![("status", "musnah".into())]).await?;
    write.unindex(arsip.id).await?;
    Ok(bukti(arsip, daftar))
}

/// What is kept of an item as proof. Whoever sees the proposal reads it, so of a secret item it tells its id and the hashes
/// of its contents, and nothing that has a name.
pub fn bukti(arsip: &Arsip, berkas: Vec<Json>) -> Json {
    if arsip.rahasia {
        let tanpa_nama =
            |satu: &Json| json!({ "nama": "Isi", "ukuran": satu.get("ukuran"), "sha256": satu.get("sha256") });
        return json!({
            "arsip": arsip.id,
            "nomor": null,
            "judul": "Arsip rahasia",
            "tanggal": null,
            "berkas": berkas.iter().map(tanpa_nama).collect::<Vec<_>>(),
        });
    }
    json!({
        "arsip": arsip.id,
        "nomor": arsip.nomor,
        "judul": arsip.judul,
        "tanggal": arsip.tanggal.to_string(),
        "berkas": berkas,
    })
}
