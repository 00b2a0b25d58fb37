//! What machines read.
use kernel::args;
use quick_xml::Reader;
use quick_xml::events::Event;
use register::testing::UNIT;

use super::{lakukan, on_both, tulis, with_setup};

/// Names of elements in order, and all text; the document is whole.
fn xml(text: &str) -> (Vec<String>, Vec<String>) {
    let mut reader = Reader::from_str(text);
    let (mut names, mut texts, mut depth) = (vec![], vec![String::new()], 0);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => {
                depth += 1;
                names.push(start.name().as_ref().to_owned());
                texts.push(String::new());
            }
            Event::End(_) => depth -= 1,
            Event::Text(part) => texts.last_mut().unwrap().push_str(&part),
            Event::GeneralRef(name) => texts.last_mut().unwrap().push_str(&format!("&{};", &*name)),
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0, "{text}");
    (names, texts)
}

#[test]
fn feeds_and_site_maps_are_whole() {
    with_setup(async |site| {
        let satu = site.person("satu", &[("diskominfo", UNIT)]).await;
        let dua = site.person("dua", &[("diskominfo", UNIT)]).await;
        let tamu = site.visitor();
        let href = tulis(&satu, "berita", "Harga <turun> & \"stabil\"", &[("ringkasan", "Beras & gula")]).await;
        lakukan(&satu, &href, "ajukan", "").await.redirects();
        lakukan(&dua, &href, "setujui", "").await.redirects();
        for path in ["/umpan/berita.xml", "/umpan/semua.xml", "/umpan/pengumuman.xml", "/umpan/peraturan.xml"] {
            let feed = tamu.get(path).await.ok();
            assert_eq!(feed.header("content-type"), "application/atom+xml; charset=utf-8");
            let (names, texts) = xml(&feed.text());
            assert_eq!(names[..4], ["feed", "id", "title", "updated"], "{path}");
            let own = texts.iter().any(|text| text == "Harga &lt;turun&gt; &amp; &quot;stabil&quot;");
            assert_eq!(own, path.contains("berita") || path.contains("semua"), "{path}: {texts:?}");
        }
        tamu.get("/umpan/lain.xml").await.is(404);
        tamu.get("/umpan/berita").await.is(404);

        let robots = tamu.get("/robots.txt").await.ok();
        assert!(robots.text().contains("Sitemap: http://pendopo.test/sitemap.xml"));
        assert_eq!(robots.header("content-type"), "text/plain; charset=utf-8");
        let (_, texts) = xml(&tamu.get("/sitemap.xml").await.ok().text());
        let files: Vec<&str> =
            texts.iter().filter_map(|text| text.trim().strip_prefix("http://pendopo.test")).collect();
        assert_eq!(files, ["/peta-situs/tetap.xml", "/peta-situs/berita-2026-11.xml"]);
        let mut pages = vec![];
        for file in files {
            let (_, texts) = xml(&tamu.get(file).await.ok().text());
            pages.extend(
                texts.iter().filter_map(|text| text.trim().strip_prefix("http://pendopo.test")).map(str::to_owned),
            );
        }
        assert!(pages.len() >= 10, "{pages:?}");
        for page in pages {
            tamu.get(&page).await.ok();
        }
        tamu.get("/peta-situs/berita-2026-13.xml").await.is(404);
        tamu.get("/peta-situs/apa.xml").await.is(404);
    });
}

#[test]
fn long_lists_go_on_page_by_page_and_months_back() {
    on_both(async |site| {
        let mut write = kernel::Write::system(&site.app, "portal.contoh").await.unwrap();
        let now = write.at();
        for n in 0..45_i64 {
            let judul = format!("Berita {n:02}");
            let versi = portal::setup::versi(&judul, "", "Isi.", now);
            // Three share each instant.
            let sejak = now - time::Duration::days(n / 3 * 10);
            let siput = portal::siput::dari(&judul);
            portal::setup::terbitkan(&mut write, (portal::model::Jenis::Berita, None, &siput), versi, sejak)
                .await
                .unwrap();
        }
        write.commit(&kernel::Subject::new("portal_setelan", uuid::Uuid::nil(), "/portal")).await.unwrap();
        let tamu = site.visitor();
        let (mut seen, mut path, mut pages) = (vec![], Some("/berita".to_owned()), 0);
        while let Some(href) = path {
            let page = tamu.get(&href).await.ok();
            seen.extend(page.all("main h2"));
            path = page.attribute("a[rel=next]", "href");
            pages += 1;
        }
        assert_eq!((seen.len(), pages), (45, 3));
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 45, "none twice");
        let (_, texts) = xml(&tamu.get("/sitemap.xml").await.ok().text());
        assert!(texts.iter().any(|text| text.trim().ends_with("/peta-situs/berita-2026-07.xml")), "{texts:?}");
        let rows = site.app.db.one("select count(*) as n from tulisan where tampil", args![]).await.unwrap();
        assert_eq!(rows.get::<i64>("n").unwrap(), 45);
        assert!(tamu.get("/berita").await.statements <= 5, "the list takes few statements");
    });
}
