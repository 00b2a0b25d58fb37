//! The module through its door, on both databases.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by panicking")]
mod alur;
mod besar;
mod buruk;
mod hak;
mod hubungan;
mod korpus;
mod publik;
mod umpan;

use testkit::{Client, Site};
use uuid::Uuid;

/// Unit of the people who keep the collection.
pub const HUKUM: Uuid = Uuid::from_u128(1);
/// Another unit.
pub const DINAS: Uuid = Uuid::from_u128(2);
/// An invented regulation of 2031; `contoh()` moves it to 2021 and to the regency of the
/// tests, so that it is our own and holds.
const CONTOH: &str = include_str!("../contoh/perbup-contoh.txt");

/// The invented regulation, Peraturan Bupati Nomor 7 Tahun 2021.
pub fn contoh() -> String {
    let tahun = CONTOH.replace("2031", "2021").replace("2030", "2020").replace("2029", "2019");
    tahun.replace("TELAGA BIRU", "CONTOH").replace("Telaga Biru", "Contoh")
}

/// A regulation made of the parts that a test needs.
pub fn naskah(nomor: u32, tahun: u32, tentang: &str, isi: &str) -> String {
    format!(
        "BUPATI CONTOH\nPERATURAN BUPATI CONTOH\nNOMOR {nomor} TAHUN {tahun}\nTENTANG\n{tentang}\n\nMenimbang : a. bahwa perlu;\nMengingat : 1. Undang-Undang Nomor 901 Tahun 2019 tentang Gerak Sehat;\nMEMUTUSKAN:\nMenetapkan : PERATURAN BUPATI TENTANG {tentang}.\n\n{isi}\n\nDitetapkan di Muara Contoh\npada tanggal 3 Februari {tahun}\nBUPATI CONTOH,\nttd\nBADU\n\nDiundangkan di Muara Contoh\npada tanggal 4 Februari {tahun}\nSEKRETARIS DAERAH,\nttd\nBADI\nBERITA DAERAH KABUPATEN CONTOH TAHUN {tahun} NOMOR {nomor}\n"
    )
}

/// Somebody who keeps the collection.
pub async fn pengelola(site: &Site) -> Client {
    site.person("hukum", &[("hukum", HUKUM)]).await
}

/// Uploads a text; its page for those who keep it.
pub async fn unggah(orang: &Client, nama: &str, isi: &[u8]) -> String {
    orang.upload("/jdih/kelola", &[], &[("berkas", nama, isi)]).await.redirects().location()
}

/// Decides all notes of the newest text.
pub async fn putuskan_semua(orang: &Client, kelola: &str) {
    let page = orang.get(&format!("{kelola}/tinjau?macam=keraguan")).await.ok();
    let mut jenis: Vec<String> = page
        .attributes(".keping a", "href")
        .iter()
        .filter_map(|href| href.split_once("&jenis=").map(|(_, jenis)| jenis.to_owned()))
        .filter(|jenis| !jenis.is_empty() && !jenis.contains('&'))
        .collect();
    jenis.dedup();
    for jenis in jenis {
        let form =
            [("macam", "keraguan"), ("jenis", jenis.as_str()), ("putusan", "catat"), ("uraian", "sesuai aslinya")];
        orang.post(&format!("{kelola}/putusan"), &form).await;
    }
    orang.post(&format!("{kelola}/putusan"), &[("macam", "perbaikan"), ("putusan", "terima")]).await;
}

/// Does an act of the flow with the version that the page shows.
pub async fn lakukan(orang: &Client, kelola: &str, aksi: &str, alasan: &str) -> testkit::Answer {
    let versi = versi(orang, kelola).await;
    orang.post(&format!("{kelola}/alur"), &[("aksi", aksi), ("_versi", &versi), ("alasan", alasan)]).await
}

/// The version of a document as its facts form shows it.
pub async fn versi(orang: &Client, kelola: &str) -> String {
    orang.get(&format!("{kelola}/data")).await.ok().attribute("input[name=_versi]", "value").unwrap()
}

/// Uploads, reviews and publishes a text; its page for those who keep it.
pub async fn terbitkan(orang: &Client, isi: &str) -> String {
    let kelola = unggah(orang, "naskah.txt", isi.as_bytes()).await;
    putuskan_semua(orang, &kelola).await;
    lakukan(orang, &kelola, "tinjau", "kantor satu orang").await.redirects();
    lakukan(orang, &kelola, "terbitkan", "").await.redirects();
    kelola
}

/// Rows of a table.
pub async fn banyak(site: &Site, table: &str) -> i64 {
    site.app.db.one(&format!("select count(*) as n from {table}"), vec![]).await.unwrap().get("n").unwrap()
}
