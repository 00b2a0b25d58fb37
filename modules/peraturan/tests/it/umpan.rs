//! What machines take: the national feed, Akoma Ntoso, the site map.
use super::{contoh, naskah, pengelola, terbitkan};

#[test]
fn the_feed_has_every_field_of_the_national_network() {
    testkit::on_both(&[&peraturan::MODULE], async |site| {
        let hukum = pengelola(site).await;
        let warga = site.visitor();
        terbitkan(
            &hukum,
            &naskah(
                3,
                2020,
                "SEPEDA DINAS",
                "Pasal 1\nSepeda dipinjam.\nPasal 2\nPeraturan Bupati ini mulai berlaku pada tanggal diundangkan.",
            ),
        )
        .await;
        let umpan = warga.get("/jdih/integrasi.json").await.ok();
        let daftar = umpan.json();
        let satu = daftar[0].as_object().unwrap();
        for kunci in [
            "idData",
            "tahun_pengundangan",
            "tanggal_pengundangan",
            "jenis",
            "singkatanJenis",
            "noPeraturan",
            "judul",
            "noPanggil",
            "tempatTerbit",
            "penerbit",
            "deskripsiFisik",
            "isbn",
            "nomorIndukBuku",
            "bahasa",
            "sumber",
            "subjek",
            "bidangHukum",
            "teuBadan",
            "status",
            "fileDownload",
            "urlDownload",
            "abstrak",
            "urlAbstrak",
            "urlDetailPeraturan",
            "operasi",
            "display",
        ] {
            assert!(satu.get(kunci).is_some_and(serde_json::Value::is_string), "{kunci}");
        }
        for (kunci, nilai) in [
            ("tahun_pengundangan", "2020"),
            ("tanggal_pengundangan", "2020-02-04"),
            ("jenis", "Peraturan Bupati"),
            ("singkatanJenis", "PERBUP"),
            ("noPeraturan", "3"),
            ("status", "Berlaku"),
            ("operasi", "4"),
            ("display", "1"),
            ("fileDownload", "naskah.txt"),
            ("urlDownload", "http://pendopo.test/jdih/perbup-3-2020/unduh"),
            ("urlDetailPeraturan", "http://pendopo.test/jdih/perbup-3-2020"),
            ("teuBadan", "Indonesia, Kabupaten Contoh"),
        ] {
            assert_eq!(satu[kunci], nilai, "{kunci}");
        }
        // Asked again, nothing is sent again, until something changes.
        assert!(umpan.header("cache-control").contains("public"));
        let etag = umpan.header("etag").to_owned();
        let lagi =
            warga.send(http::Method::GET, "/jdih/integrasi.json", &[("if-none-match", &etag)], vec![]).await.is(304);
        assert!(lagi.bytes.is_empty());
        // A document that lacks something is left out and named to those who can help.
        let form = [("kelas", "artikel"), ("judul", "Sepeda Lagi")];
        let artikel = hukum.upload("/jdih/kelola/catat", &form, &[]).await.redirects().location();
        super::lakukan(&hukum, &artikel, "tinjau", "sendiri").await.redirects();
        super::lakukan(&hukum, &artikel, "terbitkan", "").await.redirects();
        assert_eq!(warga.get("/jdih/integrasi.json").await.ok().json().as_array().unwrap().len(), 1);
        hukum
            .get("/jdih/kelola?keadaan=terbit")
            .await
            .ok()
            .has_text("Belum dapat dikirim ke JDIHN")
            .has_text("urlDownload bukan alamat web");
        assert_eq!(umpan.statements, 3);
    });
}

#[test]
fn akoma_ntoso_and_the_site_map_are_well_formed() {
    testkit::on_both(&[&peraturan::MODULE], async |site| {
        terbitkan(&pengelola(site).await, &contoh()).await;
        let warga = site.visitor();
        for (path, akar) in [("/jdih/perbup-7-2021.xml", "akomaNtoso"), ("/jdih/peta.xml", "urlset")] {
            let answer = warga.get(path).await.ok();
            assert_eq!(answer.header("content-type"), "application/xml");
            let text = answer.text();
            let mut reader = quick_xml::Reader::from_str(&text);
            let (mut depth, mut first) = (0_i64, String::new());
            loop {
                let event = reader.read_event().unwrap_or_else(|cause| panic!("{path}: {cause}"));
                if let quick_xml::events::Event::Start(start) = &event {
                    if first.is_empty() {
                        first = start.local_name().as_ref().to_owned();
                    }
                    depth += 1;
                } else if let quick_xml::events::Event::End(_) = &event {
                    depth -= 1;
                } else if let quick_xml::events::Event::Eof = &event {
                    break;
                }
            }
            assert_eq!((depth, first.as_str()), (0, akar), "{path}");
            let etag = answer.header("etag").to_owned();
            warga.send(http::Method::GET, path, &[("if-none-match", &etag)], vec![]).await.is(304);
        }
        let xml = warga.get("/jdih/perbup-7-2021.xml").await.ok().text();
        assert!(xml.contains("/akn/id-9901/act/perbup/2021/7"), "the region is in the address");
        assert!(
            warga
                .get("/jdih/peta.xml")
                .await
                .ok()
                .text()
                .contains("<loc>http://pendopo.test/jdih/perbup-7-2021/pasal-2</loc>")
        );
        // The page says what it is.
        let page = warga.get("/jdih/perbup-7-2021").await.ok();
        assert_eq!(page.attribute("meta[property='dcterms:issued']", "content"), Some("2021-02-03".into()));
        assert!(page.header("link").contains("perbup-7-2021.xml"));
    });
}
