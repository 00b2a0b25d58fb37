//! What the tests of channels share: a regency with two villages and an agency, a coordinator, and short ways to rows.
use kernel::module::{Ports, Unit};
use kernel::port::Region;
use kernel::{App, Module, Work, Write, args};
use pengaduan::model::{self, Pengaduan};
use pengaduan::rules::alur::Tindakan;
use pengaduan::store::jejak::{self, Jejak, Langkah, Peran, Terlihat};
use pengaduan::tindak::{self, Ubah};
use testkit::{Client, Options, Site};
use uuid::Uuid;

pub const DINAS: Uuid = Uuid::from_u128(0xd1);
pub const DESA: &str = "99.01.01.2001";

static WILAYAH: Module = Module {
    name: "uji_wilayah",
    title: "Wilayah uji",
    ports: Ports { regions: Some(wilayah), units: Some(unit), ..Ports::NONE },
    ..Module::EMPTY
};

fn wilayah(_: App) -> Work<Vec<Region>> {
    let satu = |code: &str, name: &str, parent: Option<&str>, kind: &str| Region {
        code: code.into(),
        name: name.into(),
        parent: parent.map(str::to_owned),
        kind: kind.into(),
    };
    Box::pin(std::future::ready(Ok(vec![
        satu("99.01.01", "Contoh Tengah", None, "kecamatan"),
        satu(DESA, "Sukamaju & Jaya", Some("99.01.01"), "desa"),
        satu("99.01.01.2002", "Sukatani", Some("99.01.01"), "desa"),
    ])))
}

fn unit(_: App) -> Work<Vec<Unit>> {
    let satu = Unit {
        id: DINAS,
        code: "DPUPR".into(),
        name: "Dinas Pekerjaan Umum".into(),
        short: "DPU".into(),
        kind: "dinas".into(),
        parent: None,
        roles: vec![],
        is_agency: true,
    };
    Box::pin(std::future::ready(Ok(vec![satu])))
}

/// What runs in these tests.
pub static MODUL: [&Module; 3] = [&register::MODULE, &WILAYAH, &pengaduan::MODULE];

/// Runs a test on both databases, with categories.
pub fn di_kanal(test: impl AsyncFn(&mut Site)) {
    testkit::on_both_with(&MODUL, Options { setup: true, ..Options::default() }, test);
}

pub async fn koordinator(site: &Site) -> Client {
    site.person("koordinator", &[("diskominfo", DINAS)]).await
}

pub async fn hitung(site: &Site, dari: &str) -> i64 {
    let row = site.app.db.one(&format!("select count(*) as n from {dari}"), args![]).await.unwrap();
    row.get("n").unwrap()
}

/// All complaints, the oldest first.
pub async fn semua(site: &Site) -> Vec<Pengaduan> {
    let text = format!("select {} from pengaduan p order by p.id", pengaduan::store::satu::KOLOM);
    let rows = site.app.db.query(&text, args![]).await.unwrap();
    rows.iter().map(|row| pengaduan::store::satu::pengaduan(row).unwrap()).collect()
}

pub async fn langkah(site: &Site, id: Uuid) -> Vec<Jejak> {
    jejak::daftar(&site.app, id).await.unwrap()
}

/// An act of officers, past their pages.
pub async fn lakukan(site: &Site, id: Uuid, tindakan: Tindakan, peran: Peran, unit: Option<Uuid>) {
    let kini = pengaduan::store::satu::tanpa_batas(&site.app, id).await.unwrap();
    let mut write = Write::system(&site.app, format!("pengaduan.{}", tindakan.kode())).await.unwrap();
    let langkah = Langkah {
        tindakan: tindakan.kode(),
        peran,
        unit,
        teks: "Sudah kami periksa.".into(),
        teks_publik: Some("Sudah kami periksa.".into()),
        terlihat: Terlihat::Publik,
    };
    let ubah = Ubah { unit: unit.map(Some), ..Ubah::default() };
    tindak::terapkan(&mut write, &kini, tindakan, ubah, langkah).await.unwrap();
    write.commit(&kernel::Subject::new(model::JENIS, id, model::href(id))).await.unwrap();
}

/// The last part of where a redirect leads, as an id.
pub fn id_di(answer: &testkit::Answer) -> Uuid {
    answer.location().rsplit('/').next().unwrap().parse().unwrap()
}
