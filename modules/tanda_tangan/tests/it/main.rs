//! Signatures through the door, on both databases.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a test fails by panicking, and says what it leaves out"
)]

mod alur;
mod bsre;
mod hak;
mod hakim;
mod ingatan;
mod layanan;
mod otoritas;
mod padam;
mod panel;
mod pembaruan;
mod peragaan;
mod register_sertifikat;
mod segel;
mod token;

use kernel::file::{Owner, Secrecy};
use kernel::port::{Panel, SignRequest};
use kernel::{Row, Subject, Write, args};
use std::time::{Duration, Instant};
use tanda_tangan::MODULE;
use testkit::{Client, Options, Site};
use uuid::Uuid;

/// The unit of the people here.
pub const UNIT: Uuid = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_00aa);
/// Passphrase of signers here.
pub const SANDI: &str = "kuda laut berenang";

pub fn on_both(test: impl AsyncFn(&mut Site)) {
    testkit::on_both_with(&[&register::MODULE, &MODULE], Options::default(), test);
}

/// A one-page PDF that says this.
pub fn pdf(teks: &str) -> Vec<u8> {
    let isi = format!("BT /F1 12 Tf 72 700 Td ({teks}) Tj ET");
    let objek = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{isi}\nendstream", isi.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut berkas = b"%PDF-1.7\n".to_vec();
    let mut tempat = vec![];
    for (nomor, satu) in objek.iter().enumerate() {
        tempat.push(berkas.len());
        berkas.extend(format!("{} 0 obj\n{satu}\nendobj\n", nomor + 1).into_bytes());
    }
    let xref = berkas.len();
    berkas.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objek.len() + 1).into_bytes());
    for satu in tempat {
        berkas.extend(format!("{satu:010} 00000 n \n").into_bytes());
    }
    berkas.extend(
        format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{xref}\n%%EOF\n", objek.len() + 1).into_bytes(),
    );
    berkas
}

/// A request as another module would write it.
#[derive(Clone)]
pub struct Surat {
    pub judul: String,
    pub nomor: Option<String>,
    pub terbuka: bool,
    pub panel: bool,
    /// The file lies sealed.
    pub segel: bool,
    /// Who wants the signature.
    pub peminta: Option<Uuid>,
    /// The page of the record that asks.
    pub asal: String,
    pub pdf: Vec<u8>,
}

impl Surat {
    pub fn biasa(judul: &str) -> Surat {
        Surat {
            judul: judul.into(),
            nomor: None,
            terbuka: true,
            panel: false,
            segel: false,
            peminta: None,
            asal: "/tugas".into(),
            pdf: pdf(judul),
        }
    }
}

/// Writes a letter with its file and asks for a signature in the same change. Returns the request.
pub async fn minta(site: &Site, penanda: Uuid, surat: &Surat) -> Uuid {
    let (id, catatan) = (Uuid::now_v7(), Uuid::now_v7());
    let subject = Subject::new("uji_surat", catatan, surat.asal.clone());
    let owner = Owner { subject: subject.clone(), unit: Some(UNIT), secrecy: Secrecy::Internal };
    let files = &site.app.files;
    let sealed = files.seal_bytes(&site.app.keys, "surat.pdf", &surat.pdf).await.unwrap();
    let mut write = Write::system(&site.app, "uji.minta").await.unwrap();
    let document = if surat.segel {
        files.keep_sealed(&mut write, sealed, &owner).await.unwrap()
    } else {
        files.keep_bytes(&mut write, "surat.pdf", surat.pdf.clone(), &owner).await.unwrap()
    };
    let request = SignRequest {
        id,
        subject: subject.clone(),
        unit: Some(UNIT),
        title: surat.judul.clone(),
        number: surat.nomor.clone(),
        document,
        asker: surat.peminta,
        signer: penanda,
        capacity: "Kepala Dinas Contoh".into(),
        panel: surat.panel.then_some(Panel { page: 1, x: 60.0, y: 90.0, width: 200.0, height: 64.0 }),
        code: format!("uji{}", id.simple()),
        open: surat.terbuka,
        due: Some(site.app.today()),
    };
    assert!(write.ask_signature(request).await.unwrap());
    write.commit(&subject).await.unwrap();
    id
}

pub async fn baris(site: &Site, id: Uuid) -> Row {
    site.app.db.one("select * from permintaan_ttd where id = $1", args![id]).await.unwrap()
}

pub async fn keadaan(site: &Site, id: Uuid) -> String {
    baris(site, id).await.get("keadaan").unwrap()
}

pub async fn hitung(site: &Site, sql: &str) -> i64 {
    site.app.db.one(&format!("select count(*) as n from {sql}"), args![]).await.unwrap().get("n").unwrap()
}

/// The signed file of a request.
pub async fn hasil(site: &Site, id: Uuid) -> Vec<u8> {
    let row = baris(site, id).await;
    let (untuk, hasil): (Uuid, Uuid) = (row.get("untuk_id").unwrap(), row.get("hasil").unwrap());
    let stored = kernel::file::find(&site.app, untuk, hasil).await.unwrap();
    site.app.files.read(&site.app.keys, &stored, 50_000_000).await.unwrap()
}

/// Payloads of events with this name about a request.
pub async fn peristiwa(site: &Site, nama: &str, id: Uuid) -> Vec<serde_json::Value> {
    let rows =
        site.app.db.query("select payload from event where name = $1 and subject = $2", args![nama, id]).await.unwrap();
    rows.iter().map(|row| row.get("payload").unwrap()).collect()
}

/// Hands requests over and returns the batch.
pub async fn serahkan(orang: &Client, pilih: &[Uuid], sandi: &str) -> Uuid {
    let teks: Vec<String> = pilih.iter().map(Uuid::to_string).collect();
    let mut isian = vec![("sandi", sandi)];
    isian.extend(teks.iter().map(|id| ("pilih", id.as_str())));
    let tujuan = orang.post("/tanda_tangan/serahkan", &isian).await.redirects().location();
    tujuan.rsplit('/').next().unwrap().parse().unwrap()
}

/// Waits until nobody works on a batch any more.
pub async fn tunggu(site: &Site, kelompok: Uuid) {
    let sampai = Instant::now() + Duration::from_secs(240);
    loop {
        let row =
            site.app.db.optional("select 1 as satu from ttd_denyut where id = $1", args![kelompok]).await.unwrap();
        if row.is_none() {
            return;
        }
        assert!(Instant::now() < sampai, "the batch does not end");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// An administrator, and a signer whose certificate the own authority issued, all through the pages.
pub async fn dengan_otoritas(site: &Site) -> (Client, Client) {
    let admin = site.person("admin", &[("admin", UNIT)]).await;
    let isian = [("sandi", "akar pohon beringin"), ("sandi_ulang", "akar pohon beringin")];
    admin.post("/tanda_tangan/otoritas/buat", &isian).await.redirects();
    let kepala = orang(site, &admin, "kepala").await;
    (admin, kepala)
}

/// Another signer.
pub async fn orang(site: &Site, admin: &Client, nama: &str) -> Client {
    let kepala = site.person(nama, &[("kepala_pd", UNIT)]).await;
    admin.post("/tanda_tangan/pengaturan/penanda", &[("akun", nama), ("jenis", "pki")]).await.redirects();
    kepala.post("/tanda_tangan/saya/buat", &[("sandi", SANDI), ("sandi_ulang", SANDI)]).await.redirects();
    kepala
}

/// What opens a key stands nowhere in what is kept: log, events, queue, notices, requests, batches.
pub async fn tak_tersimpan(site: &Site, rahasia: &str) {
    let semua = [
        ("audit_leaf", "body"),
        ("audit_change", "rincian"),
        ("event", "payload"),
        ("job", "payload"),
        ("notification", "body"),
        ("notification", "title"),
        ("permintaan_ttd", "alasan"),
        ("ttd_kelompok", "pesan"),
    ];
    let mut dilihat = 0;
    for (tabel, kolom) in semua {
        let text = format!("select cast({kolom} as text) as isi from {tabel} where {kolom} is not null");
        for row in site.app.db.query(&text, args![]).await.unwrap() {
            assert!(!row.get::<String>("isi").unwrap().contains(rahasia), "{tabel}.{kolom}");
            dilihat += 1;
        }
    }
    assert!(dilihat > 0, "nothing was looked at");
}
