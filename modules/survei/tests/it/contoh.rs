//! The demonstration, and the live facts.
use testkit::on_both;

use crate::jumlah::cocok;
use crate::lakon::{DINAS, SEMUA, banyak};

#[test]
fn the_demonstration_has_three_hundred_answers_and_a_published_result() {
    on_both(SEMUA, async |site| {
        let says = |key: &'static str| {
            let app = site.app.clone();
            let probe = survei::MODULE.probes.iter().find(|probe| probe.key == key).unwrap();
            async move { (probe.run)(app).await.unwrap().says }
        };
        assert!(says("survei.kepuasan").await.starts_with("Belum ada"));
        for _again in 0..2 {
            survei::demo::jalankan(site.app.clone()).await.unwrap();
        }
        assert_eq!(banyak(site, "select count(*) as n from survei_jawaban").await, 300);
        cocok(site).await;
        assert_eq!(banyak(site, "select count(*) as n from periode_survei where status = 'terbit'").await, 2);
        assert!(says("survei.kepuasan").await.contains("300 jawaban dalam 4 masa survei dari 2 perangkat daerah"));
        assert!(says("survei.tindak_lanjut").await.contains("2 berjalan"));
        site.visitor().get("/survei").await.ok().has_text("Dinas Uji").has_text("Badan Uji").has_text("150");
        let masa = site.visitor().get(&format!("/survei/perangkat/{DINAS}")).await.ok();
        let href = masa.attributes("main a", "href").into_iter().find(|href| href.contains("/hasil/")).unwrap();
        site.visitor().get(&href).await.ok().has_text("Usia").has_text("Suara pengguna layanan");
        let operator = site.person("operator", &[("operator_pd", DINAS)]).await;
        operator.get("/").await.ok().has_text("Periksa 8 komentar survei").has_text("Nilai kepuasan");
        operator
            .get("/meja-survei/titik")
            .await
            .ok()
            .has_text("Loket Permohonan informasi publik")
            .lacks_text("Belum ada titik");
    });
}
