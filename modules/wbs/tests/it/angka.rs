//! Figures for everybody: of years that are over, rounded, without the small ones.
use crate::adegan::{buka, buka_kunci, lapor, pada_keduanya, tentang};

#[test]
fn figures_of_a_past_year_are_published_without_the_small_ones() {
    pada_keduanya(async |site| {
        let saluran = buka(site).await;
        let tamu = site.visitor();
        tamu.get("/wbs/angka").await.ok().has_text("Belum ada angka");
        for n in 0..7 {
            lapor(&tamu, &tentang(&format!("Judul rahasia {n}"), "Ceritanya cukup panjang."), &[]).await;
        }
        let tahun = site.app.today().year();
        let ini = tahun.to_string();
        let terbit = "/meja-wbs/statistik/terbit";
        saluran.indah.post(terbit, &[("tahun", &ini)]).await.is(422).has_text("tahun yang sudah berakhir");
        saluran.indah.post(terbit, &[("tahun", "x")]).await.is(422);
        site.app.clock.advance(time::Duration::days(366));
        let indah = site.person("indah", &[(wbs::APIP, crate::adegan::INSPEKTORAT)]).await;
        indah.post(terbit, &[("tahun", &ini)]).await.is(409);
        buka_kunci(&indah).await;
        indah.post(terbit, &[("tahun", &ini)]).await.redirects();
        indah.post(terbit, &[("tahun", &ini)]).await.redirects();
        indah.get("/meja-wbs/statistik").await.ok().has_text(&format!("Sudah terbit: {ini}."));
        let page = tamu.get("/wbs/angka").await.ok().has_text(&ini).has_text("sekitar 5").has_text("kurang dari 5");
        let page = page.lacks_text("Judul rahasia");
        assert!(!page.main().contains('7'), "{}", page.main());
        assert_eq!(page.header("set-cookie"), "");
    });
}

#[test]
fn the_evaluation_learns_that_the_channel_is_there() {
    pada_keduanya(async |site| {
        let probe = wbs::MODULE.probes[0];
        let fact = (probe.run)(site.app.clone()).await.unwrap();
        assert_eq!((fact.supports, fact.says.contains("belum menerima")), (None, true));
        let saluran = buka(site).await;
        lapor(&site.visitor(), &tentang("Satu", "Ceritanya cukup panjang."), &[]).await;
        let fact = (probe.run)(site.app.clone()).await.unwrap();
        assert_eq!(fact.supports, Some(2));
        assert!(fact.says.contains("1 penangan") && fact.says.contains("kurang dari 5 laporan"), "{}", fact.says);
        drop(saluran);
    });
}
