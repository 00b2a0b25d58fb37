//! A small regency: three agencies, two districts, and people with roles.
use std::pin::Pin;
use std::sync::atomic::{AtomicU8, Ordering};

use kernel::module::{Ports, Unit};
use kernel::port::{Finished, Region};
use kernel::{Module, Work, args};
use testkit::{Client, Options, Site};
use uuid::Uuid;

pub const KOMINFO: Uuid = Uuid::from_u128(0x11);
pub const PU: Uuid = Uuid::from_u128(0x12);
pub const DISHUB: Uuid = Uuid::from_u128(0x13);
pub const ITDA: Uuid = Uuid::from_u128(0x14);
pub const SETDA: Uuid = Uuid::from_u128(0x15);
pub const DESA: &str = "99.01.01.2001";

fn unit(id: Uuid, code: &str, name: &str) -> Unit {
    Unit {
        id,
        code: code.into(),
        name: name.into(),
        short: code.into(),
        kind: "dinas".into(),
        parent: None,
        roles: vec![],
        is_agency: true,
    }
}

fn units(_: kernel::App) -> Work<Vec<Unit>> {
    Box::pin(async {
        Ok(vec![
            unit(KOMINFO, "KOMINFO", "Dinas Kominfo"),
            unit(PU, "PUPR", "Dinas Pekerjaan Umum"),
            unit(DISHUB, "DISHUB", "Dinas Perhubungan"),
            unit(ITDA, "ITDA", "Inspektorat"),
            unit(SETDA, "SETDA", "Sekretariat Daerah"),
        ])
    })
}

fn regions(_: kernel::App) -> Work<Vec<Region>> {
    let satu = |code: &str, name: &str, parent: Option<&str>, kind: &str| Region {
        code: code.into(),
        name: name.into(),
        parent: parent.map(str::to_owned),
        kind: kind.into(),
    };
    Box::pin(std::future::ready(Ok(vec![
        satu("99.01.01", "Hulu", None, "kecamatan"),
        satu(DESA, "Sungai Jernih", Some("99.01.01"), "desa"),
        satu("99.01.01.1002", "Pasar Lama", Some("99.01.01"), "kelurahan"),
        satu("99.01.02", "Hilir", None, "kecamatan"),
        satu("99.01.02.2001", "Tanjung Elok", Some("99.01.02"), "desa"),
    ])))
}

/// A survey whose address names what was finished.
fn survei(
    _: &mut kernel::Write,
    selesai: Finished,
) -> Pin<Box<dyn Future<Output = kernel::Result<String>> + Send + '_>> {
    Box::pin(async move { Ok(format!("/survei/i/{}", selesai.unit.simple())) })
}

/// Fills the ports that other modules fill in the program.
pub static SEKITAR: Module = Module {
    name: "sekitar",
    title: "Sekitar",
    ports: Ports { units: Some(units), regions: Some(regions), survey: Some(survei), ..Ports::NONE },
    ..Module::EMPTY
};

/// Runs a test on both databases with categories and templates filled in.
pub fn di_kedua(test: impl AsyncFn(&mut Site)) {
    let options = Options { setup: true, ..Options::default() };
    testkit::on_both_with(&[&register::MODULE, &SEKITAR, &pengaduan::MODULE], options, test);
}

pub async fn koordinator(site: &Site) -> Client {
    site.person("kominfo", &[("diskominfo", KOMINFO)]).await
}
pub async fn petugas(site: &Site) -> Client {
    site.person("petugas-pu", &[("operator_pd", PU)]).await
}
pub async fn dishub(site: &Site) -> Client {
    site.person("dishub", &[("operator_pd", DISHUB)]).await
}
pub async fn inspektorat(site: &Site) -> Client {
    site.person("itda", &[("pengawasan", ITDA)]).await
}
pub async fn sekda(site: &Site) -> Client {
    site.person("sekda", &[("sekda", SETDA)]).await
}

pub const URAIAN: &str = "Lubang besar di depan pasar lama, dua motor jatuh minggu ini saat hujan malam.";

/// What a reporter types; `lain` replaces or adds.
pub fn isian<'a>(lain: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut semua = vec![
        ("judul", "Lubang di depan pasar"),
        ("uraian", URAIAN),
        ("kategori", "jalan"),
        ("desa", DESA),
        ("patokan", "depan pasar"),
        ("kejadian", "18-11-2026"),
        ("sifat", "terbuka"),
        ("nama", "Rina Rekaan"),
        ("surel", "rina@contoh.test"),
        ("telepon", "0812 0000 1111"),
        ("setuju_terbit", "ya"),
    ];
    for (nama, nilai) in lain {
        semua.retain(|(each, _)| each != nama);
        semua.push((nama, nilai));
    }
    semua
}

static ALAMAT: AtomicU8 = AtomicU8::new(1);

/// A visitor from a network of its own who has opened the form.
pub async fn pelapor(site: &Site) -> Client {
    let client = site.visitor();
    let nomor = ALAMAT.fetch_add(1, Ordering::Relaxed);
    client.comes_from(std::net::IpAddr::from([10, 9, nomor, 1]));
    client.get("/pengaduan/lapor").await.ok();
    client
}

/// Reports, and returns the browser that did and the row.
pub async fn lapor(site: &Site, lain: &[(&str, &str)]) -> (Client, Uuid) {
    let client = pelapor(site).await;
    let kunci = Uuid::now_v7().to_string();
    let mut isi = isian(lain);
    isi.push(("_kunci", &kunci));
    let href = client.upload("/pengaduan/lapor", &isi, &[]).await.redirects().location();
    (client, href.rsplit('/').next().unwrap().parse().unwrap())
}

pub async fn keadaan(site: &Site, id: Uuid) -> String {
    site.app.db.one("select keadaan from pengaduan where id = $1", args![id]).await.unwrap().get("keadaan").unwrap()
}

/// An act of an officer with the version that the page shows now.
pub async fn tindak(client: &Client, id: Uuid, apa: &str, isi: &[(&str, &str)]) -> testkit::Answer {
    let page = client.get(&format!("/meja-pengaduan/{id}?tindakan={apa}")).await.ok();
    let action = format!("/meja-pengaduan/{id}/{apa}");
    let versi = page.attribute(&format!("form[action='{action}'] input[name=_versi]"), "value");
    let versi = versi.unwrap_or_else(|| panic!("no form for {apa}: {}", page.main()));
    let kunci = Uuid::now_v7().to_string();
    let mut semua = isi.to_vec();
    semua.extend([("_versi", versi.as_str()), ("_kunci", kunci.as_str())]);
    client.upload(&action, &semua, &[]).await
}

/// The coordinator checks it and gives it to public works.
pub async fn disposisi(client: &Client, id: Uuid, kelas: &str) {
    let unit = PU.to_string();
    let isi = [("klasifikasi", kelas), ("kategori", "jalan"), ("unit", unit.as_str()), ("teks", "Segera tinjau")];
    tindak(client, id, "disposisi", &isi).await.redirects();
}

/// A small picture that carries where it was taken.
pub fn foto() -> Vec<u8> {
    use pengaduan::demo::gambar;
    let mut bytes = gambar::png(8, 8, |x, y| [u8::try_from(x * 20).unwrap(), u8::try_from(y * 20).unwrap(), 90]);
    let teks = gambar::potongan(b"tEXt", b"Lokasi\0rumah-saya-di-ujung");
    bytes.splice(33..33, teks);
    bytes
}
