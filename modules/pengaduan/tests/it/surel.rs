//! Who has no account is told by mail: that something happened, never what.
use kernel::args;
use kernel::config::{Config, Mail};
use testkit::smtp::Smtp;
use testkit::{Backend, Options, Site, block_on};

use crate::dunia::{SEKITAR, disposisi, koordinator, lapor, pelapor, petugas, tindak};

#[test]
fn reporters_and_followers_are_told_by_mail_that_something_happened() {
    for backend in Backend::BOTH {
        block_on(async {
            let smtp = Smtp::down();
            let mail = Mail {
                server: format!("smtp://127.0.0.1:{}", smtp.port),
                user: None,
                password: None,
                from: "SPBE Contoh <spbe@contohkab.test>".into(),
                ca: None,
            };
            let config = Config { mail: Some(mail), ..Config::default() };
            let options = Options { setup: true, config, ..Options::default() };
            let site = Site::start(backend, &[&register::MODULE, &SEKITAR, &pengaduan::MODULE], options).await;
            smtp.up();
            kabar(&site, &smtp).await;
            site.finish().await;
        });
    }
}

async fn kabar(site: &Site, smtp: &Smtp) {
    let sebelum = smtp.messages().len();
    let (_, id) = lapor(site, &[]).await;
    let (kominfo, pu) = (koordinator(site).await, petugas(site).await);
    let isi = [("judul_publik", "Lubang di jalan"), ("uraian_publik", "Lubang besar")];
    tindak(&kominfo, id, "terbitkan", &isi).await.redirects();
    let ani = pelapor(site).await;
    let href = format!("/pengaduan/publik/{id}");
    ani.get(&href).await.ok();
    ani.post(&format!("{href}/ikut"), &[("surel", "ani@contoh.test")]).await.redirects();
    site.settle().await;
    let semua = smtp.messages().split_off(sebelum);
    assert_eq!(semua.len(), 1, "publishing is nobody's news");
    let pertama = semua.first().unwrap();
    assert_eq!(pertama.to, ["ani@contoh.test"]);
    let tautan = pertama.body();
    let tautan = tautan.lines().find(|baris| baris.contains("/pengaduan/ikut/")).unwrap();
    let tautan = tautan.split("pendopo.test").nth(1).unwrap().to_owned();
    // Before she followed the link she hears nothing.
    disposisi(&kominfo, id, "tidak_berkadar_pengawasan").await;
    site.settle().await;
    let ke = |dari: usize| -> Vec<String> {
        let mut semua: Vec<String> = smtp.messages().split_off(dari).into_iter().flat_map(|satu| satu.to).collect();
        semua.retain(|satu| !satu.ends_with("contohkab.test"));
        semua.sort();
        semua
    };
    assert_eq!(ke(sebelum + 1), ["rina@contoh.test"]);
    ani.post(&tautan, &[("aksi", "ikut")]).await.redirects();
    let tengah = smtp.messages().len();
    tindak(&pu, id, "jawab", &[("teks", "Petugas kami datang besok.")]).await.redirects();
    site.settle().await;
    assert_eq!(ke(tengah), ["ani@contoh.test", "rina@contoh.test"]);
    for satu in smtp.messages().split_off(sebelum) {
        let isi = satu.body();
        for rahasia in ["Petugas kami", "Lubang", "Rina", "depan pasar"] {
            assert!(!isi.contains(rahasia), "{isi}");
        }
    }
    let row = site.app.db.one("select count(*) as n from pengaduan_jejak where not dikabari", args![]).await.unwrap();
    assert_eq!(row.get::<i64>("n").unwrap(), 0);
}
