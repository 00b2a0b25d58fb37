//! The home page of visitors.
use register::testing::UNIT;
use time::Duration;

use super::with_setup;

#[test]
fn the_home_page_leads_to_what_people_come_for() {
    with_setup(async |site| {
        let tamu = site.visitor();
        let page = tamu
            .get("/")
            .await
            .ok()
            .has_text("Kabupaten Contoh")
            .has_text("Lihat 2 instansi")
            .has_text("Aksesibilitas");
        let quick = page.attributes("a.pintas__satu", "href");
        assert_eq!(quick[0], "/adu", "what a module names comes first");
        assert!(quick.contains(&"/instansi".to_owned()) && quick.contains(&"/berita".to_owned()), "{quick:?}");
        assert_eq!(page.attribute("form[action='/cari'] input#cari-sambutan", "name").as_deref(), Some("q"));
        let data: serde_json::Value = serde_json::from_str(&page.all("script[type='application/ld+json']")[0]).unwrap();
        assert_eq!(data["@graph"][0]["@type"].as_str(), Some("GovernmentOrganization"));
        assert!(page.attributes("link[rel=alternate]", "href").contains(&"/umpan/berita.xml".to_owned()));
        for (label, href) in portal::MODULE.foot {
            assert!(page.attributes("footer a", "href").contains(&(*href).to_owned()), "{label}");
            tamu.get(href).await.ok();
        }
        // Setting up again changes nothing.
        let before =
            site.app.db.one("select count(*) as n from tulisan_versi", vec![]).await.unwrap().get::<i64>("n").unwrap();
        site.app.setup().await.unwrap();
        let after =
            site.app.db.one("select count(*) as n from tulisan_versi", vec![]).await.unwrap().get::<i64>("n").unwrap();
        assert_eq!((before, after), (4, 4));
    });
}

#[test]
fn one_field_takes_every_receipt() {
    with_setup(async |site| {
        let tamu = site.visitor();
        tamu.get("/").await.ok().has_text("Ketik nomor pada resi Anda");
        let table = [
            ("pgd-7k3m-q2hx", Some("/pengaduan/status?nomor=PGD-7K3M-Q2HX")),
            ("LYN 7K3M Q2HX", Some("/layanan/status?nomor=LYN-7K3M-Q2HX")),
            ("XYZ-1", None),
            ("<script>", None),
        ];
        for (typed, href) in table {
            let query: String = form_urlencoded(typed);
            let answer = tamu.get(&format!("/cek-status?nomor={query}")).await;
            match href {
                Some(href) => assert_eq!(answer.redirects().location(), href),
                None => {
                    let page = answer.is(404).has_text("tidak dikenal").has_text("PGD atau LYN");
                    assert_eq!(page.attribute("input[name=nomor]", "value").as_deref(), Some(typed));
                }
            }
        }
        tamu.get("/cek-status").await.ok();
    });
}

fn form_urlencoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

#[test]
fn notices_stand_on_top_until_their_time_is_over() {
    with_setup(async |site| {
        let kominfo = site.person("kominfo", &[("diskominfo", UNIT)]).await;
        let fields = [
            ("pesan", "Banjir di hulu"),
            ("tingkat", "bahaya"),
            ("alamat", "javascript:alert(1)"),
            ("mulai", "20-11-2026 08.00"),
            ("selesai", "21-11-2026 08.00"),
            ("tampil", "ya"),
        ];
        kominfo.post("/kabar_penting", &fields).await.is(422).has_text("diawali https://");
        let mut right = fields;
        right[2].1 = "/berita";
        right[4].1 = "20-11-2026 07.00";
        kominfo.post("/kabar_penting", &right).await.is(422).has_text("sesudah tampil sejak");
        right[4].1 = "21-11-2026 08.00";
        kominfo.post("/kabar_penting", &right).await.redirects();
        let tamu = site.visitor();
        for path in ["/", "/berita", "/halaman", "/halaman/privasi", "/instansi", "/instansi/dinkes", "/tanya-jawab"] {
            let page = tamu.get(path).await.ok();
            assert!(page.all(".penting--bahaya")[0].contains("Banjir di hulu"), "{path}");
        }
        site.app.clock.advance(Duration::hours(24));
        tamu.get("/").await.ok().lacks_text("Banjir di hulu");
    });
}

#[test]
fn contact_and_links_are_settings() {
    with_setup(async |site| {
        let kominfo = site.person("kominfo", &[("diskominfo", UNIT)]).await;
        let tamu = site.visitor();
        tamu.get("/").await.ok().lacks_text("Kontak dan jam layanan");
        let form = kominfo.get("/portal/setelan").await.ok();
        let version = form.attribute("input[name=_versi]", "value").unwrap();
        let long = "a".repeat(301);
        let page = kominfo
            .post("/portal/setelan", &[("_versi", &version), ("telepon", &long), ("surel", "tanpa-at")])
            .await
            .is(422);
        assert_eq!(page.all(".govuk-error-message").len(), 2);
        let fields =
            [("_versi", version.as_str()), ("telepon", "(0760) 1"), ("surel", "a@b.id"), ("sambutan", "Halo warga")];
        kominfo.post("/portal/setelan", &fields).await.redirects();
        let stale = [("_versi", version.as_str()), ("telepon", "basi")];
        let page = kominfo.post("/portal/setelan", &stale).await.is(409);
        assert_eq!(page.attribute("input[name=telepon]", "value").as_deref(), Some("basi"));
        let tautan = [
            ("judul", "Media kita"),
            ("alamat", "https://media.example"),
            ("kelompok", "media_sosial"),
            ("urutan", "1"),
            ("tampil", "ya"),
        ];
        kominfo.post("/tautan", &tautan).await.redirects();
        let tanya = [
            ("pertanyaan", "Jam berapa buka?"),
            ("jawaban", "Pukul **tujuh**."),
            ("kelompok", "Umum"),
            ("urutan", "1"),
            ("tampil", "ya"),
        ];
        kominfo.post("/tanya_jawab", &tanya).await.redirects();
        let page = tamu.get("/").await.ok().has_text("Halo warga").has_text("Media sosial resmi");
        let links = page.attributes("main a", "href");
        assert!(links.contains(&"https://media.example".to_owned()) && links.contains(&"tel:07601".to_owned()));
        assert_eq!(tamu.get("/tanya-jawab").await.ok().has_text("Jam berapa buka?").all("details strong"), ["tujuh"]);
        kominfo.get("/tautan").await.ok().has_text("Kabar penting");
        tamu.get("/tautan").await.ok().has_text("Media kita").lacks_text("Kabar penting");
    });
}

#[test]
fn the_demonstration_fills_the_home_page() {
    with_setup(async |site| {
        (portal::MODULE.demo.unwrap())(site.app.clone()).await.unwrap();
        (portal::MODULE.demo.unwrap())(site.app.clone()).await.unwrap();
        let page = site
            .visitor()
            .get("/")
            .await
            .ok()
            .has_text("Loket layanan buka sampai sore")
            .has_text("Kontak dan jam layanan");
        assert_eq!(page.all(".tawaran .kabar li").len(), 5);
        let probe = (portal::MODULE.probes[0].run)(site.app.clone()).await.unwrap();
        assert!(probe.says.contains("12 berita") && probe.says.contains("2 dari 2 instansi"), "{}", probe.says);
    });
}

/// The most that a page may weigh: a first visit with everything that it loads, and a later page, in bytes as they are sent.
const FIRST: usize = 100_000;
const LATER: usize = 15_000;

#[test]
fn public_pages_are_light_and_load_nothing_from_elsewhere() {
    with_setup(async |site| {
        (portal::MODULE.demo.unwrap())(site.app.clone()).await.unwrap();
        let tamu = site.visitor();
        let gzip = [("accept-encoding", "gzip")];
        let paths = [
            "/",
            "/berita",
            "/berita/loket-layanan-buka-sampai-sore-setiap-kamis",
            "/halaman/privasi",
            "/instansi",
            "/instansi/dinkes",
            "/tanya-jawab",
            "/cek-status",
            "/cari?q=layanan",
            "/tautan",
        ];
        for path in paths {
            let page = tamu.get(path).await.ok();
            let loaded: Vec<String> = [
                page.attributes("link[rel=stylesheet]", "href"),
                page.attributes("link[rel=icon]", "href"),
                page.attributes("script[src]", "src"),
                page.attributes("img", "src"),
            ]
            .concat();
            assert!(loaded.iter().all(|href| href.starts_with('/') && !href.starts_with("//")), "{path}: {loaded:?}");
            assert!(page.all("iframe, object, embed, style, [style]").is_empty(), "{path}");
            let html = tamu.send(http::Method::GET, path, &gzip, vec![]).await;
            assert_eq!(html.header("content-encoding"), "gzip", "{path}");
            let own = html.bytes.len();
            let mut all = own;
            let mut seen = std::collections::BTreeSet::new();
            for href in loaded.into_iter().filter(|href| seen.insert(href.clone())) {
                all += tamu.send(http::Method::GET, &href, &gzip, vec![]).await.bytes.len();
            }
            assert!(own <= LATER, "{path}: {own} bytes");
            assert!(all <= FIRST, "{path}: {all} bytes with all that it loads");
        }
    });
}
