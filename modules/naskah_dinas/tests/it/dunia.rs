//! A small regency for the tests: three agencies, and a stand-in for the signing module.
use std::path::PathBuf;

use kernel::module::{Module, Ports, Unit};
use kernel::port::{ArchiveItem, Employee, SignRequest, Step};
use kernel::{App, Subject, Work, Write, args};
use naskah_dinas::model::Naskah;
use serde_json::json;
use sha2::Digest as _;
use testkit::{Answer, Client, Site};
use uuid::Uuid;

pub const KOMINFO: Uuid = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001);
pub const DINKES: Uuid = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0002);
pub const SETDA: Uuid = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0003);
pub const BIDANG: Uuid = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0004);

fn units(_: App) -> Work<Vec<Unit>> {
    let unit = |id, code: &str, name: &str, parent: Option<Uuid>| Unit {
        id,
        code: code.into(),
        name: name.into(),
        short: code.into(),
        kind: if id == SETDA { "sekretariat_daerah".into() } else { "dinas".into() },
        parent,
        roles: vec![],
        is_agency: parent.is_none(),
    };
    Box::pin(async move {
        Ok(vec![
            unit(BIDANG, "BIDANG", "Bidang Aplikasi", Some(KOMINFO)),
            unit(DINKES, "DINKES", "Dinas Kesehatan", None),
            unit(KOMINFO, "KOMINFO", "Dinas Kominfo", None),
            unit(SETDA, "SETDA", "Sekretariat Daerah", None),
        ])
    })
}

static WILAYAH: Module = Module {
    name: "wilayah_uji",
    ports: Ports { units: Some(units), employee: Some(employee), ..Ports::NONE },
    ..Module::EMPTY
};

/// The head of the agency has a NIP and a rank, nobody else.
fn employee(app: App, account: Uuid) -> Work<Employee> {
    Box::pin(async move {
        let found = kernel::auth::account::find(&app, account).await?;
        Ok(if found.login == "kadis" {
            Employee { nip: Some("19850101 201001 1 001".into()), rank: Some("Pembina, IV/a".into()) }
        } else {
            Employee::default()
        })
    })
}

/// Keeps what it is asked, so that a test can answer it.
static PENANDA: Module = Module {
    name: "tanda_uji",
    migrations: &[(
        "0001_tanda_uji",
        "create table tanda_uji (id uuid primary key, naskah uuid not null, dokumen uuid not null, penanda uuid not null, kapasitas text not null, \
         nomor text, kode text not null, panel boolean not null, terbuka boolean not null, judul text not null, ditarik boolean not null, pemilik uuid); \
         create table arsip_uji (naskah uuid primary key, judul text not null, berkas bigint not null);",
    )],
    ports: Ports {
        ask_signature: Some(ask),
        withdraw_signature: Some(withdraw),
        archive: Some(archive),
        ..Ports::NONE
    },
    ..Module::EMPTY
};

fn ask(write: &mut Write, request: SignRequest) -> Step<'_> {
    Box::pin(async move {
        let text = "insert into tanda_uji (id, naskah, dokumen, penanda, kapasitas, nomor, kode, panel, terbuka, judul, ditarik, pemilik) \
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, false, $11)";
        let row = args![
            request.id,
            request.subject.id,
            request.document,
            request.signer,
            request.capacity,
            request.number,
            request.code,
            request.panel.is_some(),
            request.open,
            request.title,
            request.asker
        ];
        write.tx().exec(text, row).await?;
        Ok(())
    })
}

fn withdraw(write: &mut Write, id: Uuid) -> Step<'_> {
    Box::pin(async move {
        write.tx().exec("update tanda_uji set ditarik = true where id = $1", args![id]).await?;
        Ok(())
    })
}

fn archive(write: &mut Write, item: ArchiveItem) -> Step<'_> {
    Box::pin(async move {
        let banyak = i64::try_from(item.files.len()).unwrap();
        let text = "insert into arsip_uji (naskah, judul, berkas) values ($1, $2, $3)";
        write.tx().exec(text, args![item.subject.id, item.title, banyak]).await?;
        Ok(())
    })
}

/// A regency in which letters are signed on paper.
pub fn di_kertas(test: impl AsyncFn(&mut Site)) {
    anak();
    testkit::on_both(&[&register::MODULE, &WILAYAH, &naskah_dinas::MODULE], test);
}

/// A regency with a module that has letters signed.
pub fn elektronik(test: impl AsyncFn(&mut Site)) {
    anak();
    testkit::on_both(&[&register::MODULE, &WILAYAH, &PENANDA, &naskah_dinas::MODULE], test);
}

/// Supplied templates are set by the child program of this crate.
pub fn anak() {
    naskah_dinas::cetak::anak(PathBuf::from(env!("CARGO_BIN_EXE_naskah-anak")), &[]);
}

/// The people of the regency.
pub struct Orang {
    pub pengonsep: Client,
    pub kabid: Client,
    pub kadis: Client,
    pub operator: Client,
    pub penerima: Client,
    pub kepala_lain: Client,
    pub luar: Client,
    pub admin: Client,
}

pub async fn orang(site: &Site) -> Orang {
    Orang {
        pengonsep: site.person("konseptor", &[("pegawai", KOMINFO)]).await,
        kabid: site.person("kabid", &[("pegawai", KOMINFO)]).await,
        kadis: site.person("kadis", &[("kepala_pd", KOMINFO)]).await,
        operator: site.person("operator", &[("operator_pd", KOMINFO)]).await,
        penerima: site.person("penerima", &[("operator_pd", DINKES)]).await,
        kepala_lain: site.person("kadinkes", &[("kepala_pd", DINKES)]).await,
        luar: site.person("asing", &[("operator_pd", SETDA)]).await,
        admin: site.person("admin", &[("admin", KOMINFO)]).await,
    }
}

/// Fields of a filled form for a letter to the health agency, signed by the head, with paraf by `kabid`.
pub fn isian(perihal: &str) -> Vec<(String, String)> {
    let dinkes = DINKES.to_string();
    [
        ("perihal", perihal),
        ("sifat", "biasa"),
        ("keamanan", "biasa"),
        ("klasifikasi", "000.1.2"),
        ("tujuan.0.unit", &dinkes),
        ("tujuan.0.orang", ""),
        ("tujuan.0.teks", ""),
        ("tujuan.0.sebagai", "tujuan"),
        ("bagian.0.gaya", "paragraf"),
        ("bagian.0.teks", "Bersama ini kami undang Saudara menghadiri rapat."),
        ("paraf.0.orang", "kabid"),
        ("penandatangan", "kadis"),
        ("wewenang", "sendiri"),
        ("aksi", "simpan"),
    ]
    .into_iter()
    .map(|(nama, nilai)| (nama.to_owned(), nilai.to_owned()))
    .collect()
}

/// The same with other values; an unknown name is added.
pub fn dengan(mut isian: Vec<(String, String)>, ganti: &[(&str, &str)]) -> Vec<(String, String)> {
    for (nama, nilai) in ganti {
        match isian.iter_mut().find(|(lain, _)| lain == nama) {
            Some((_, lama)) => (*nilai).clone_into(lama),
            None => isian.push(((*nama).to_owned(), (*nilai).to_owned())),
        }
    }
    isian
}

/// Begins a draft and returns its id.
pub async fn konsep(orang: &Client, jenis: &str) -> Uuid {
    let jawab = orang.post("/naskah", &[("jenis", jenis)]).await.redirects();
    jawab.location().split('/').nth(2).unwrap().parse().unwrap()
}

pub async fn naskah(site: &Site, id: Uuid) -> Naskah {
    naskah_dinas::store::naskah::dengan_id(&site.app, id).await.unwrap()
}

/// Sends the form of a letter with the version that is stored now.
pub async fn kirim(site: &Site, orang: &Client, id: Uuid, isian: &[(String, String)]) -> Answer {
    let versi = naskah(site, id).await.version.to_string();
    let mut fields: Vec<(&str, &str)> = isian.iter().map(|(nama, nilai)| (nama.as_str(), nilai.as_str())).collect();
    fields.push(("_versi", &versi));
    orang.upload(&format!("/naskah/{id}/tulis"), &fields, &[]).await
}

/// Does something with a letter.
pub async fn tekan(site: &Site, orang: &Client, id: Uuid, aksi: &str, lebih: &[(&str, &str)]) -> Answer {
    let versi = naskah(site, id).await.version.to_string();
    let mut fields = vec![("_versi", versi.as_str())];
    fields.extend_from_slice(lebih);
    if aksi == "tanda-basah" {
        return orang.upload(&format!("/naskah/{id}/{aksi}"), &fields, &[]).await;
    }
    orang.post(&format!("/naskah/{id}/{aksi}"), &fields).await
}

/// A letter that was written and handed in.
pub async fn diajukan(site: &Site, o: &Orang, perihal: &str) -> Uuid {
    let id = konsep(&o.pengonsep, "surat_dinas").await;
    let isian = dengan(isian(perihal), &[("aksi", "ajukan")]);
    kirim(site, &o.pengonsep, id, &isian).await.redirects();
    id
}

/// A letter that has its number.
pub async fn disetujui(site: &Site, o: &Orang, perihal: &str) -> Uuid {
    let id = diajukan(site, o, perihal).await;
    tekan(site, &o.kabid, id, "setuju", &[]).await.redirects();
    tekan(site, &o.kadis, id, "setuju", &[]).await.redirects();
    site.settle().await;
    id
}

/// A letter signed on paper and delivered.
pub async fn terbit(site: &Site, o: &Orang, perihal: &str) -> Uuid {
    let id = disetujui(site, o, perihal).await;
    tekan(site, &o.pengonsep, id, "tanda-basah", &[]).await.redirects();
    id
}

/// The signing module says something about a letter.
pub async fn jawab_tte(site: &Site, id: Uuid, nama: &'static str, lebih: serde_json::Value) {
    let row = site
        .app
        .db
        .one("select id, dokumen from tanda_uji where naskah = $1 order by id desc limit 1", args![id])
        .await
        .unwrap();
    let (permintaan, dokumen): (Uuid, Uuid) = (row.get("id").unwrap(), row.get("dokumen").unwrap());
    let mut payload = json!({ "untuk": "naskah", "id": id, "permintaan": permintaan, "berkas": dokumen });
    payload.as_object_mut().unwrap().extend(lebih.as_object().unwrap().clone());
    let mut write = Write::system(&site.app, nama).await.unwrap();
    write.event(nama, payload);
    write.commit(&Subject::new("tanda_tangan", permintaan, "/")).await.unwrap();
    site.settle().await;
}

/// A token of the API that carries reading.
pub async fn token(site: &Site, orang: &Client) -> String {
    let secret = format!("pdp_uji_{}", Uuid::new_v4().simple());
    let mut write = Write::system(&site.app, "uji.token").await.unwrap();
    let values = vec![
        ("account", orang.account.into()),
        ("name", "uji".into()),
        ("hash", sha2::Sha256::digest(secret.as_bytes()).to_vec().into()),
        ("perms", json!(["naskah_dinas.lihat"]).into()),
        ("expires", (site.app.now() + time::Duration::days(30)).into()),
    ];
    write.insert(&kernel::auth::token::table(), Uuid::now_v7(), values).await.unwrap();
    write.commit(&Subject::new("account", orang.account, "/akun")).await.unwrap();
    secret
}
