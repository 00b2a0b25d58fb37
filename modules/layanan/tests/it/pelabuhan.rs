//! With a module that signs, one that surveys, and units: a letter with a signature, a survey at the end, the demonstration.
use std::pin::Pin;

use kernel::module::{Module, Ports, Unit};
use kernel::port::{Finished, SignRequest, Step};
use kernel::{App, Result, Subject, Work, Write, args};
use serde_json::json;
use testkit::on_both;
use uuid::Uuid;

use crate::adegan::{self, DINAS, LAIN, keadaan, laku};

const PELABUHAN: Module = Module {
    name: "pelabuhan",
    title: "Pelabuhan uji",
    ports: Ports { ask_signature: Some(minta), survey: Some(tanya), units: Some(units), ..Ports::NONE },
    ..Module::EMPTY
};
static PELABUHAN_MODULE: Module = PELABUHAN;

fn minta<'a>(write: &'a mut Write, request: SignRequest) -> Step<'a> {
    Box::pin(async move {
        assert_eq!(request.subject.kind, "permohonan");
        assert!(request.panel.is_some() && request.code.len() == 32, "a place and a code for the signature");
        // The document is a file of the case.
        let row = write.tx().one("select subject from file where id = $1", args![request.document]).await?;
        assert_eq!(row.get::<Uuid>("subject")?, request.subject.id);
        Ok(())
    })
}

fn tanya<'a>(_: &'a mut Write, finished: Finished) -> Pin<Box<dyn Future<Output = Result<String>> + Send + 'a>> {
    Box::pin(async move {
        assert!(finished.service.is_some() && !finished.title.contains("Contoh"), "{}", finished.title);
        Ok(format!("/survei/i/{}", finished.subject.id.simple()))
    })
}

fn units(_: App) -> Work<Vec<Unit>> {
    let satu = |id, code: &str, name: &str, kind: &str, roles: &[&str]| Unit {
        id,
        code: code.into(),
        name: name.into(),
        short: name.into(),
        kind: kind.into(),
        parent: None,
        roles: roles.iter().map(|satu| (*satu).to_owned()).collect(),
        is_agency: true,
    };
    Box::pin(async move {
        Ok(vec![
            satu(DINAS, "DISKOMINFO", "Dinas Komunikasi dan Informatika", "dinas", &["diskominfo"]),
            satu(LAIN, "DPMPTSP", "Dinas Penanaman Modal", "dinas", &["penyelenggara_layanan"]),
        ])
    })
}

const MODULES: &[&Module] = &[&register::MODULE, &PELABUHAN_MODULE, &layanan::MODULE];

async fn kabar(site: &testkit::Site, nama: &'static str, id: &str, lain: serde_json::Value) {
    let row = site
        .app
        .db
        .one("select permintaan, hasil from permohonan where id = $1", vec![id.parse::<Uuid>().unwrap().into()])
        .await
        .unwrap();
    let mut isi = json!({
        "untuk": "permohonan", "id": id, "permintaan": row.get::<Uuid>("permintaan").unwrap(), "berkas": row.get::<Uuid>("hasil").unwrap(),
    });
    isi.as_object_mut().unwrap().extend(lain.as_object().unwrap().clone());
    let mut write = Write::system(&site.app, "uji.tanda").await.unwrap();
    write.event(nama, isi);
    write.commit(&Subject::new("uji", Uuid::now_v7(), "/")).await.unwrap();
    site.settle().await;
}

#[test]
fn a_letter_is_signed_or_sent_back_and_the_end_asks_for_an_opinion() {
    on_both(MODULES, async |site| {
        let layanan = adegan::layanan(site, "TANDA", DINAS, &[]).await;
        let kepala = site.person("kepala", &[("kepala_pd", DINAS)]).await;
        let warga = site.visitor();
        let id = adegan::ajukan(&warga, layanan, "Yuni Contoh").await;
        laku(&kepala, &id, "periksa", &[]).await;
        laku(&kepala, &id, "usulkan", &[]).await;
        laku(&kepala, &id, "setujui", &[]).await;
        assert_eq!(keadaan(site, &id).await, "penandatanganan");
        kepala.get(&format!("/permohonan/{id}")).await.ok().has_text("Buka permintaan tanda tangan");
        kabar(site, "tanda_tangan.ditolak", &id, json!({ "alasan": "Nama salah ketik." })).await;
        assert_eq!(keadaan(site, &id).await, "diperiksa");
        kepala.get(&format!("/permohonan/{id}")).await.ok().has_text("Nama salah ketik.");
        warga.get(&format!("/permohonan/resi/{id}")).await.ok().lacks_text("Nama salah ketik.");
        laku(&kepala, &id, "usulkan", &[]).await;
        laku(&kepala, &id, "setujui", &[]).await;
        // What belongs to others, or comes again, changes nothing.
        kabar(site, "tanda_tangan.selesai", &id, json!({ "untuk": "naskah" })).await;
        assert_eq!(keadaan(site, &id).await, "penandatanganan");
        kabar(site, "tanda_tangan.selesai", &id, json!({})).await;
        kabar(site, "tanda_tangan.selesai", &id, json!({})).await;
        assert_eq!(keadaan(site, &id).await, "siap");
        warga
            .get(&format!("/permohonan/resi/{id}"))
            .await
            .ok()
            .has_text("Terima hasil dan unduh")
            .lacks_text("Nilai layanan ini");
        warga.post(&format!("/permohonan/resi/{id}/ambil"), &[]).await.redirects();
        let akhir = warga
            .get(&format!("/permohonan/resi/{id}"))
            .await
            .ok()
            .has_text("Nilai layanan ini")
            .lacks_text("tidak bertanda tangan");
        assert!(akhir.attribute("a[href^='/survei/i/']", "href").is_some());
        kepala.get(&format!("/permohonan/{id}")).await.ok().lacks_text("/survei/i/");
    });
}

#[test]
fn the_demonstration_has_services_of_several_sectors_and_cases_in_several_states() {
    on_both(MODULES, async |site| {
        site.person("operator", &[("operator_pd", DINAS)]).await;
        let isi = layanan::MODULE.demo.unwrap();
        isi(site.app.clone()).await.unwrap();
        isi(site.app.clone()).await.unwrap();
        site.settle().await;
        let hitung = async |text: &str| site.app.db.one(text, vec![]).await.unwrap().get::<i64>("n").unwrap();
        assert_eq!(hitung("select count(*) as n from layanan_standar where berlaku").await, 11);
        assert!(hitung("select count(distinct sektor) as n from layanan_standar").await >= 7);
        assert!(hitung("select count(distinct keadaan) as n from permohonan").await >= 9);
        assert_eq!(hitung("select count(*) as n from permohonan where induk is not null").await, 2);
        let warga = site.visitor();
        warga.get("/layanan/status").await.ok();
        let href = warga
            .post("/layanan/status", &[("nomor", "LYN-C0NT-0001"), ("kata", "contoh peraga")])
            .await
            .redirects()
            .location();
        warga.get(&href).await.ok().has_text("Wahyu Contoh").has_text("ruas jalan");
        for halaman in site.visitor().get("/layanan").await.ok().attributes("ul.dokumen h2 a", "href") {
            site.visitor().get(&halaman).await.ok().has_text("Ajukan").has_text("Yang perlu Anda siapkan");
            site.visitor().get(&format!("{halaman}/ajukan")).await.ok().has_text("Mulai mengisi");
        }
        let operator = site.person("operator_dua", &[("operator_pd", DINAS)]).await;
        operator.get("/permohonan").await.ok().has_text("Wahyu Contoh").has_text("Lewat");
        operator.get("/permohonan/beban").await.ok();
        for id in operator.get("/permohonan").await.ok().attributes("table a[href^='/permohonan/']", "href") {
            operator.get(&id).await.ok();
        }
        // The answers of the demonstration are such as the forms take.
        let fakta = layanan::MODULE.probes.iter().map(|probe| probe.run);
        for run in fakta {
            let fakta = run(site.app.clone()).await.unwrap();
            assert!(!fakta.says.is_empty());
        }
    });
}

#[test]
fn the_home_page_and_the_unit_tell_of_cases() {
    on_both(MODULES, async |site| {
        let layanan = adegan::layanan(site, "UTAMA", DINAS, &[]).await;
        let petugas = site.person("petugas", &[("operator_pd", DINAS)]).await;
        adegan::ajukan(&site.visitor(), layanan, "Zaki Contoh").await;
        petugas.get("/").await.ok().has_text("Permohonan baru").has_text("Permohonan terbuka");
        site.visitor().get("/").await.ok().has_text("1 layanan").has_text("tanpa akun");
    });
}
