//! The tests that every register gets.
use kernel::{Subject, Write};
use register::Record;
use register::testing::{Cast, UNIT, suite};
use survei::{LAYANAN, MODULE, PERIODE, TINDAK_LANJUT, TITIK};
use testkit::Site;
use uuid::Uuid;

async fn sebuah(site: &Site, isi: impl FnOnce(&mut Record), register: &'static register::Register) -> Uuid {
    let mut record = Record::blank(register, Uuid::now_v7());
    record.unit = Some(UNIT);
    isi(&mut record);
    let mut write = Write::system(&site.app, "uji.sebuah").await.unwrap();
    register::store::insert(&mut write, &record).await.unwrap();
    write.commit(&Subject::new(register.key, record.id, record.href())).await.unwrap();
    record.id
}

async fn layanan(site: &Site) -> Uuid {
    let isi = |record: &mut Record| {
        record.set("nama", "Layanan uji");
        record.set("aktif", true);
    };
    sebuah(site, isi, &LAYANAN).await
}

#[test]
fn services_keep_what_every_register_keeps() {
    let cast = Cast { writer: "operator_pd", outsider: "hukum", values: &[("aktif", "ya"), ("populasi", "100")] };
    suite(&LAYANAN, &[&MODULE], cast, async |_| vec![]);
}

#[test]
fn points_keep_what_every_register_keeps() {
    let cast = Cast { writer: "operator_pd", outsider: "hukum", values: &[("kode", "titik-{n}")] };
    suite(&TITIK, &[&MODULE], cast, async |site| vec![("layanan", layanan(site).await)]);
}

#[test]
fn actions_keep_what_every_register_keeps() {
    let cast = Cast { writer: "operator_pd", outsider: "hukum", values: &[("nilai", "66,25")] };
    suite(&TINDAK_LANJUT, &[&MODULE], cast, async |site| {
        let isi = |record: &mut Record| {
            record.set("nama", "Tahun 2025");
            record.set("mulai", time::macros::date!(2025 - 01 - 01));
            record.set("selesai", time::macros::date!(2025 - 12 - 31));
        };
        vec![("periode", sebuah(site, isi, &PERIODE).await), ("layanan", layanan(site).await)]
    });
}
