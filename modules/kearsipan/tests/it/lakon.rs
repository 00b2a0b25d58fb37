//! The people of an archive, a module that hands letters over, and what they do again and again.
use kearsipan::KLASIFIKASI;
use kernel::file::{Owner, Secrecy};
use kernel::module::Ports;
use kernel::port::{ArchiveItem, Security, SignRequest, Step};
use kernel::{Class, Module, Subject, Table, Val, Write, args};
use serde_json::json;
use testkit::{Answer, Client, Site};
use uuid::Uuid;

pub const UNIT: Uuid = Uuid::from_u128(7);
pub const LAIN: Uuid = Uuid::from_u128(8);

/// Letters of the test: somebody else's records that are archived, and a signing service that notes what it is asked.
pub static SURAT: Module = Module {
    name: "surat",
    title: "Surat uji",
    migrations: &[(
        "0001_surat",
        "create table surat (id uuid primary key, judul text not null);
         create table tanda (id uuid primary key, untuk uuid not null);",
    )],
    actions: &[("surat.final", "Surat selesai"), ("surat.batal", "Surat dibatalkan")],
    tables: || vec![Table::plain("surat", &[("judul", Class::Personal)])],
    ..Module::EMPTY
};

/// The same with a signing service.
pub static SURAT_BERTANDA: Module = Module { ports: Ports { ask_signature: Some(minta), ..Ports::NONE }, ..SURAT };

fn minta<'a>(write: &'a mut Write, request: SignRequest) -> Step<'a> {
    Box::pin(async move {
        assert!(request.code.len() >= 32 && request.panel.is_some());
        write.tx().exec("insert into tanda (id, untuk) values ($1, $2)", args![request.id, request.subject.id]).await?;
        Ok(())
    })
}

/// Whoever takes part.
pub struct Lakon {
    /// Keeps the unit's archive.
    pub operator: Client,
    /// Heads the unit.
    pub kepala: Client,
    /// Keeps the regency's archive.
    pub arsiparis: Client,
    /// Works in the unit.
    pub pegawai: Client,
    /// Keeps another unit's archive.
    pub tetangga: Client,
    /// Administers.
    pub admin: Client,
    /// Holds for courts.
    pub hukum: Client,
}

impl Lakon {
    pub async fn baru(site: &Site) -> Lakon {
        Lakon {
            operator: site.person("operator", &[("operator_pd", UNIT)]).await,
            kepala: site.person("kepala", &[("kepala_pd", UNIT)]).await,
            arsiparis: site.person("arsiparis", &[("kearsipan", LAIN)]).await,
            pegawai: site.person("pegawai", &[("pegawai", UNIT)]).await,
            tetangga: site.person("tetangga", &[("operator_pd", LAIN)]).await,
            admin: site.person("admin", &[("admin", LAIN)]).await,
            hukum: site.person("hukum", &[("hukum", LAIN)]).await,
        }
    }
}

/// A code with its schedule.
pub async fn kode(site: &Site, kode: &str, aktif: Option<i64>, inaktif: Option<i64>, nasib: Option<&str>) {
    let mut record = register_engine::Record::blank(&KLASIFIKASI, Uuid::now_v7());
    record.set("kode", kode);
    record.set("uraian", format!("Uraian {kode}"));
    record.set("retensi_aktif", aktif);
    record.set("retensi_inaktif", inaktif);
    record.set("nasib_akhir", nasib);
    record.set("aktif", true);
    let mut write = Write::system(&site.app, "uji.kode").await.unwrap();
    register_engine::store::insert(&mut write, &record).await.unwrap();
    write.commit(&Subject::new("klasifikasi_arsip", record.id, "/klasifikasi_arsip")).await.unwrap();
}

pub use ::register as register_engine;

/// A letter that is handed to the archive, with one file of this content.
pub async fn surat(site: &Site, kode: Option<&str>, nomor: &str, security: Security, owner: Uuid, isi: &[u8]) -> Uuid {
    let judul = if security.is_secret() { "Naskah rahasia".to_owned() } else { format!("Perihal surat {nomor}") };
    let surat = Surat { unit: UNIT, kode, nomor, judul: &judul, kelas: security, pemilik: owner, isi, tersegel: false };
    surat_di(site, &surat).await
}

/// A letter with everything that is said of it.
pub struct Surat<'a> {
    pub unit: Uuid,
    pub kode: Option<&'a str>,
    pub nomor: &'a str,
    pub judul: &'a str,
    pub kelas: Security,
    pub pemilik: Uuid,
    pub isi: &'a [u8],
    /// Its module has sealed the content, as that of letters does with secret ones.
    pub tersegel: bool,
}

/// The same of any unit.
pub async fn surat_di(site: &Site, surat: &Surat<'_>) -> Uuid {
    let id = Uuid::now_v7();
    let subject = Subject::new("surat", id, format!("/surat/{id}"));
    let app = site.app.clone();
    let sealed = app.files.seal_bytes(&app.keys, "surat.txt", surat.isi);
    let sealed = if surat.tersegel { Some(sealed.await.unwrap()) } else { None };
    let mut write = Write::system(&site.app, "surat.final").await.unwrap();
    let table = &(SURAT.tables)()[0];
    write.insert(table, id, vec![("judul", Val::from("surat"))]).await.unwrap();
    let pemilik = Owner { subject: subject.clone(), unit: Some(surat.unit), secrecy: Secrecy::Internal };
    let file = match sealed {
        Some(sealed) => app.files.keep_sealed(&mut write, sealed, &pemilik).await.unwrap(),
        None => app.files.keep_bytes(&mut write, "surat.txt", surat.isi.to_vec(), &pemilik).await.unwrap(),
    };
    let item = ArchiveItem {
        subject: subject.clone(),
        unit: surat.unit,
        owner: Some(surat.pemilik),
        code: surat.kode.map(str::to_owned),
        number: Some(surat.nomor.to_owned()),
        title: surat.judul.to_owned(),
        kind: "Surat Dinas".to_owned(),
        date: site.app.today(),
        security: surat.kelas,
        development: "asli",
        files: vec![file],
        related: vec![],
    };
    assert!(write.archive(item.clone()).await.unwrap());
    // A second time changes nothing.
    assert!(write.archive(item).await.unwrap());
    write.commit(&subject).await.unwrap();
    arsip_dari(site, id).await
}

/// The item of a letter.
pub async fn arsip_dari(site: &Site, surat: Uuid) -> Uuid {
    site.app.db.one("select id from arsip where subjek = $1", args![surat]).await.unwrap().get("id").unwrap()
}

/// One value of a row.
pub async fn nilai<T: kernel::db::FromVal>(site: &Site, tabel: &str, kolom: &str, id: Uuid) -> T {
    let text = format!("select {kolom} from {tabel} where id = $1");
    site.app.db.one(&text, args![id]).await.unwrap().get(kolom).unwrap()
}

/// The version on a page's forms.
pub async fn versi(siapa: &Client, halaman: &str, action: &str) -> String {
    let selector = format!("form[action='{action}'] input[name=_versi]");
    let jawab = siapa.get(halaman).await.ok();
    jawab.attribute(&selector, "value").unwrap_or_else(|| panic!("{halaman}: no form {action}: {}", jawab.main()))
}

/// Sends a form of a page with the version that it carries.
pub async fn kirim(siapa: &Client, halaman: &str, jalur: &str, isian: &[(&str, &str)]) -> Answer {
    let action = format!("{halaman}/{jalur}");
    let versi = versi(siapa, halaman, &action).await;
    let mut semua = vec![("_versi", versi.as_str())];
    semua.extend_from_slice(isian);
    siapa.post(&action, &semua).await
}

/// Moves the clock and lets the scheduled work run.
pub async fn maju(site: &Site, hari: i64) {
    site.app.clock.advance(time::Duration::days(hari));
    site.settle().await;
}

/// A payload of an event of the signing module.
pub fn selesai(usul: Uuid, permintaan: Uuid) -> serde_json::Value {
    json!({ "untuk": "usul_arsip", "id": usul, "permintaan": permintaan })
}
