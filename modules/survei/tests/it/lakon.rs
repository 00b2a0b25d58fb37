//! A regency of three units, a module with cases that come to an end, and what the tests do again and again.
use kernel::module::{Ports, Unit};
use kernel::port::Finished;
use kernel::{App, BoxFuture, Class, Module, Result, Subject, Table, Val, Write, args};
use register::Record;
use survei::{PERIODE, TITIK};
use testkit::{Answer, Client, Site};
use time::Duration;
use uuid::Uuid;

/// An agency.
pub const DINAS: Uuid = Uuid::from_u128(7);
/// A part of it.
pub const BIDANG: Uuid = Uuid::from_u128(8);
/// Another agency.
pub const BADAN: Uuid = Uuid::from_u128(9);

/// Cases of the test, and the units of the regency.
pub static URUSAN: Module = Module {
    name: "urusan",
    title: "Urusan uji",
    migrations: &[("0001_urusan", "create table urusan (id uuid primary key, judul text not null);")],
    actions: &[("urusan.selesai", "Selesai")],
    tables: || vec![Table::plain("urusan", &[("judul", Class::Public)])],
    ports: Ports { units: Some(units), ..Ports::NONE },
    ..Module::EMPTY
};

/// The modules of most tests.
pub const SEMUA: &[&Module] = &[&register::MODULE, &URUSAN, &survei::MODULE];

fn units(_: App) -> BoxFuture<Result<Vec<Unit>>> {
    let unit = |id: Uuid, name: &str, parent: Option<Uuid>| Unit {
        id,
        code: name.to_uppercase(),
        name: name.to_owned(),
        short: name.to_owned(),
        kind: "dinas".to_owned(),
        parent,
        roles: vec![],
        is_agency: parent.is_none(),
    };
    let semua =
        vec![unit(DINAS, "Dinas Uji", None), unit(BIDANG, "Bidang Uji", Some(DINAS)), unit(BADAN, "Badan Uji", None)];
    Box::pin(async move { Ok(semua) })
}

/// A case of a service comes to its end: the address of its survey.
pub async fn selesai(site: &Site, unit: Uuid, layanan: &str) -> String {
    urusan(site, Uuid::now_v7(), unit, layanan).await
}

/// The same of a case that is known already or not.
pub async fn urusan(site: &Site, id: Uuid, unit: Uuid, layanan: &str) -> String {
    let mut write = Write::system(&site.app, "urusan.selesai").await.unwrap();
    let table = &(URUSAN.tables)()[0];
    let ada = write.tx().optional("select 1 as yes from urusan where id = $1", args![id]).await.unwrap();
    if ada.is_none() {
        write.insert(table, id, vec![("judul", Val::from("urusan"))]).await.unwrap();
    }
    let subject = Subject::new("urusan", id, format!("/urusan/{id}"));
    let finished = Finished {
        subject: subject.clone(),
        unit,
        service: None,
        service_name: layanan.to_owned(),
        title: "urusan".to_owned(),
        on: site.app.today(),
    };
    let alamat = write.ask_survey(finished).await.unwrap().unwrap();
    write.commit(&subject).await.unwrap();
    alamat
}

/// Nine equal answers.
pub fn rata(nilai: &str) -> Vec<(&'static str, &str)> {
    ["u1", "u2", "u3", "u4", "u5", "u6", "u7", "u8", "u9"].into_iter().map(|kunci| (kunci, nilai)).collect()
}

/// Answers at an address with a form of its own; a page was opened before.
pub async fn jawab(siapa: &Client, alamat: &str, isian: &[(&str, &str)]) -> Answer {
    siapa.get(alamat).await;
    if siapa.cookie("pendopo_tamu").is_none() {
        // A page without a form gives no token.
        siapa.get("/masuk").await;
    }
    let kunci = Uuid::now_v7().to_string();
    let mut semua = vec![("_kunci", kunci.as_str())];
    semua.extend_from_slice(isian);
    siapa.post(alamat, &semua).await
}

/// Finishes a case and answers its survey.
pub async fn nilai(site: &Site, unit: Uuid, layanan: &str, isian: &[(&str, &str)]) {
    let alamat = selesai(site, unit, layanan).await;
    jawab(&site.visitor(), &alamat, isian).await.redirects();
}

/// A survey point of a new service.
pub async fn titik(site: &Site, unit: Uuid, layanan: &str, sandi_harian: bool) -> (Uuid, String) {
    let mut write = Write::system(&site.app, "uji.titik").await.unwrap();
    let service = survei::store::layanan::untuk_urusan(&mut write, unit, None, layanan).await.unwrap();
    let mut record = Record::blank(&TITIK, Uuid::now_v7());
    record.unit = Some(unit);
    record.set("nama", "Loket 1");
    record.set("layanan", service);
    record.set("kode", survei::registers::kode_titik(record.id));
    record.set("sandi_harian", sandi_harian);
    record.set("aktif", true);
    let record = register::store::insert(&mut write, &record).await.unwrap();
    write.commit(&Subject::new(TITIK.key, record.id, record.href())).await.unwrap();
    (record.id, format!("/survei/t/{}", record.text("kode")))
}

/// A number that a statement answers with.
pub async fn banyak(site: &Site, text: &str) -> i64 {
    site.app.db.one(text, args![]).await.unwrap().get("n").unwrap()
}

/// The only period of a unit.
pub async fn periode(site: &Site, unit: Uuid) -> Uuid {
    let text = "select id from periode_survei where unit = $1";
    site.app.db.one(text, args![unit]).await.unwrap().get("id").unwrap()
}

/// Moves the clock. Who was signed in may have to do so again.
pub async fn maju(site: &Site, hari: i64) {
    site.app.clock.advance(Duration::days(hari));
    site.settle().await;
}

/// An act of a period's way.
pub async fn langkah(siapa: &Client, periode: Uuid, act: &str, isian: &[(&str, &str)]) -> Answer {
    siapa.post(&format!("{}/alur/{act}", PERIODE.record_href(periode)), isian).await
}

/// Takes a period of a unit whose days are over to its publication.
pub async fn terbitkan(operator: &Client, kepala: &Client, periode: Uuid) {
    langkah(operator, periode, "tutup", &[]).await.redirects();
    langkah(operator, periode, "ajukan", &[]).await.redirects();
    langkah(kepala, periode, "terbitkan", &[]).await.redirects();
}
