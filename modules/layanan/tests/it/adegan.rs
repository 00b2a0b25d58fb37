//! What the tests play with: services with forms, officers, and a citizen who applies.
use kernel::{Val, Write};
use register::Record;
use serde_json::{Value as Json, json};
use testkit::{Answer, Client, Site};
use uuid::Uuid;

/// The unit that serves.
pub const DINAS: Uuid = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001);
/// Another unit.
pub const LAIN: Uuid = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0002);

/// Modules of the tests.
pub const MODULES: &[&kernel::Module] = &[&register::MODULE, &layanan::MODULE];

/// A PDF that is one by its first bytes.
pub const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF\n";

/// A form with a text, a choice that opens a further question, and a file.
pub fn formulir() -> Json {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "title": "Keterangan usaha",
        "properties": {
            "usaha": { "title": "Nama usaha", "x-jenis": "teks", "maxLength": 80, "x-wajib": true },
            "badan": { "title": "Bentuk", "x-jenis": "satu", "x-wajib": true,
                "oneOf": [{ "const": "orang", "title": "Perseorangan" }, { "const": "badan", "title": "Badan usaha" }] },
            "nib": { "title": "NIB", "x-jenis": "teks", "pattern": "^[0-9]{13}$", "x-wajib": true,
                "x-bila": { "isian": "badan", "adalah": "badan" } },
            "foto": { "title": "Foto tempat usaha", "x-jenis": "unggah", "x-berkas": ["pdf", "jpg"], "x-terbesar": 1_000_000, "maxItems": 2 }
        },
        "x-langkah": [
            { "kunci": "usaha", "judul": "Usaha", "isi": ["usaha", "badan", "nib"] },
            { "kunci": "berkas", "judul": "Berkas", "isi": ["foto"] }
        ]
    })
}

/// Publishes a standard with a form. `ubah` sets fields of the standard.
pub async fn layanan(site: &Site, kode: &str, unit: Uuid, ubah: &[(&str, Val)]) -> Uuid {
    let mut record = Record::blank(&layanan::STANDAR, Uuid::now_v7());
    record.unit = Some(unit);
    for (nama, isi) in [
        ("nama", format!("Layanan {kode}")),
        ("kode", kode.to_owned()),
        ("ringkas", "Untuk diuji.".to_owned()),
        ("sektor", "usaha".to_owned()),
        ("pengguna", "warga".to_owned()),
        ("tingkat", "transaksi".to_owned()),
        ("persyaratan", "Kartu identitas\nFoto tempat usaha".to_owned()),
        ("prosedur", "Isi formulir\nTunggu hasil".to_owned()),
        ("produk", "Surat keterangan".to_owned()),
        ("pengaduan", "Sampaikan di loket.".to_owned()),
        ("penyetuju", "kepala".to_owned()),
        ("keluaran", "surat".to_owned()),
        ("isi_keluaran", "Menerangkan bahwa {nama} mempunyai usaha {isian.usaha}.\n\nNomor {nomor}.".to_owned()),
    ] {
        record.set(nama, isi);
    }
    for nama in ["perlu_kunjungan", "perlu_bayar"] {
        record.set(nama, false);
    }
    record.set("daring", true);
    record.set("jangka_waktu", 5_i64);
    record.set("hari_periksa", 2_i64);
    record.set("hari_setuju", 1_i64);
    record.set("hari_keberatan", 10_i64);
    for (nama, isi) in ubah {
        record.set(nama, isi.clone());
    }
    let mut write = Write::system(&site.app, "layanan.contoh").await.unwrap();
    let draf = register::store::insert(&mut write, &record).await.unwrap();
    let mut terbit = draf.clone();
    terbit.status = "terbit".into();
    register::store::update(&mut write, &draf, &terbit).await.unwrap();
    layanan::pasang_formulir(&mut write, record.id, &formulir()).await.unwrap();
    write.commit(&register::store::subject(&record)).await.unwrap();
    record.id
}

/// The last part of an address.
pub fn ekor(href: &str) -> String {
    href.rsplit('/').next().unwrap_or_default().to_owned()
}

/// Fills a form up to its review; gives back the id of the draft.
pub async fn isi(warga: &Client, layanan: Uuid, nama: &str, surel: &str) -> String {
    warga.get(&format!("/layanan/{layanan}/ajukan")).await.ok();
    let mulai = warga.post(&format!("/layanan/{layanan}/ajukan"), &[]).await.redirects().location();
    let id = mulai.trim_start_matches("/permohonan/isi/").split('/').next().unwrap().to_owned();
    let lanjut = warga
        .post(&format!("/permohonan/isi/{id}/kontak"), &[("nama", nama), ("surel", surel), ("telepon", "")])
        .await
        .redirects()
        .location();
    assert_eq!(lanjut, format!("/permohonan/isi/{id}/langkah/1"));
    warga.upload(&lanjut, &[("i.usaha", "Warung Uji"), ("i.badan", "orang")], &[]).await.redirects();
    let periksa = warga
        .upload(&format!("/permohonan/isi/{id}/langkah/2"), &[("i.foto", "")], &[("i.foto", "foto.pdf", PDF)])
        .await
        .redirects()
        .location();
    assert_eq!(periksa, format!("/permohonan/isi/{id}/periksa"));
    id
}

/// Applies: gives back the id of the case.
pub async fn ajukan(warga: &Client, layanan: Uuid, nama: &str) -> String {
    let id = isi(warga, layanan, nama, "").await;
    let resi = warga.post(&format!("/permohonan/isi/{id}/kirim"), &[("benar", "ya")]).await.redirects().location();
    assert_eq!(resi, format!("/permohonan/resi/{id}"));
    id
}

/// Number and word on the receipt.
pub async fn tanda(warga: &Client, id: &str) -> (String, String) {
    let halaman = warga.get(&format!("/permohonan/resi/{id}")).await.ok();
    let kuat = halaman.all(".govuk-panel strong");
    (kuat[0].clone(), kuat[1].clone())
}

/// Does an act as an officer, and expects it to be done.
pub async fn laku(petugas: &Client, id: &str, tindakan: &str, isian: &[(&str, &str)]) {
    lakukan(petugas, id, tindakan, isian).await.redirects();
}

/// Does an act as an officer.
pub async fn lakukan(petugas: &Client, id: &str, tindakan: &str, isian: &[(&str, &str)]) -> Answer {
    let halaman = petugas.get(&format!("/permohonan/{id}")).await.ok();
    let versi = halaman.attribute("input[name=_versi]", "value").unwrap_or_default();
    let mut semua = vec![("_versi", versi.as_str())];
    semua.extend_from_slice(isian);
    petugas.post(&format!("/permohonan/{id}/alur/{tindakan}"), &semua).await
}

/// The state of a case.
pub async fn keadaan(site: &Site, id: &str) -> String {
    let id: Uuid = id.parse().unwrap();
    site.app
        .db
        .one("select keadaan from permohonan where id = $1", vec![id.into()])
        .await
        .unwrap()
        .get("keadaan")
        .unwrap()
}
