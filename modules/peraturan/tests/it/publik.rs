//! What a citizen reads.
use super::{contoh, naskah, pengelola, terbitkan};

#[test]
fn every_place_of_a_text_has_an_address() {
    testkit::on_both(&[&peraturan::MODULE], async |site| {
        terbitkan(&pengelola(site).await, &contoh()).await;
        let warga = site.visitor();
        let page = warga.get("/jdih/perbup-7-2021/pasal-2/ayat-1/huruf-c").await.ok();
        assert_eq!(page.all("h1"), ["Pasal 2"]);
        assert_eq!(page.all(".butir--tuju .butir__tanda"), ["c."]);
        assert_eq!(page.attribute("a[href='#pasal-2_ayat-1_huruf-c']", "href"), Some("#pasal-2_ayat-1_huruf-c".into()));
        assert!(page.main().contains("Cara mengutip: Pasal 2 ayat (1) huruf c Peraturan Bupati Nomor 7 Tahun 2021."));
        // Terms are linked where they stand first, and explained.
        assert_eq!(page.attributes("a.istilah", "href").iter().filter(|href| href.ends_with("#istilah-0")).count(), 1);
        assert!(warga.get("/jdih/perbup-7-2021/pasal-1").await.ok().all("dfn").contains(&"Sepeda Dinas".to_owned()));
        // Sloppy addresses lead to the right one; places that are not there do not exist.
        assert_eq!(
            warga.get("/jdih/perbup-7-2021/Pasal-2/Ayat-1/").await.redirects().location(),
            "/jdih/perbup-7-2021/pasal-2/ayat-1"
        );
        assert!(
            warga
                .get("/jdih/perbup-7-2021/bab-i")
                .await
                .redirects()
                .location()
                .starts_with("/jdih/perbup-7-2021/lengkap?dari=")
        );
        for path in [
            "pasal-2/ayat-99",
            "pasal-99",
            "pasal-2/huruf-z",
            "pembukaan/ayat-1",
            "x",
            "pasal-2/ayat-1/huruf-c/angka-9",
        ] {
            warga.get(&format!("/jdih/perbup-7-2021/{path}")).await.is(404);
        }
        warga.get("/jdih/perbup-7-2099").await.is(404);
        // A reference to nothing is shown as what it is, here and in the list.
        let rujukan = warga.get("/jdih/perbup-7-2021/rujukan").await.ok();
        assert!(rujukan.main().contains("menyebut"));
        let lengkap = warga.get("/jdih/perbup-7-2021/lengkap").await.ok();
        assert!(!lengkap.all(".gantung").is_empty());
        let ids = lengkap.attributes("main [id]", "id");
        let unik: std::collections::HashSet<_> = ids.iter().collect();
        assert_eq!(ids.len(), unik.len(), "ids stand once");
        warga.get("/jdih/bantuan").await.ok().has_text("Alur dokumen hukum").has_text("Sudah ditinjau");
        let gaya = warga
            .get("/jdih")
            .await
            .ok()
            .attribute("main link[rel=stylesheet], link[href^='/jdih/aset/']", "href")
            .unwrap();
        assert_eq!(warga.get(&gaya).await.ok().header("content-type"), "text/css; charset=utf-8");
        warga.get("/jdih/aset/peraturan-lain.css").await.is(404);
    });
}

#[test]
fn a_pasal_is_found_by_its_words() {
    testkit::on_both(&[&peraturan::MODULE], async |site| {
        let hukum = pengelola(site).await;
        terbitkan(&hukum, &contoh()).await;
        let warga = site.visitor();
        let alamat = |page: &testkit::Answer| page.attributes("main a[href^='/jdih/perbup-7-2021/pasal-']", "href");
        let page = warga.get("/cari?q=bahan+bakar").await.ok();
        assert_eq!(alamat(&page), ["/jdih/perbup-7-2021/pasal-2"]);
        let page = warga.get("/jdih?q=bahan+bakar").await.ok();
        assert_eq!(alamat(&page), ["/jdih/perbup-7-2021/pasal-2"]);
        assert!(warga.get("/jdih?q=sepeda").await.ok().main().contains("Dokumen"));
        warga.get("/jdih?q=gajah").await.ok().has_text("Tidak ada yang cocok");
        // Inside one document the words are taken as typed.
        let page = warga.get("/jdih/perbup-7-2021?q=bahan+bakar").await.ok().has_text("1 bagian memuat");
        assert_eq!(alamat(&page), ["/jdih/perbup-7-2021/pasal-2"]);
        warga.get("/jdih/perbup-7-2021?q=100%25_").await.ok().has_text("Tidak ada bagian yang memuat");
    });
}

#[test]
fn the_list_is_filtered_and_paged() {
    testkit::on_both(&[&peraturan::MODULE], async |site| {
        let hukum = pengelola(site).await;
        for nomor in 1..=27 {
            let tahun = if nomor > 20 { 2020 } else { 2019 };
            terbitkan(
                &hukum,
                &naskah(
                    nomor,
                    tahun,
                    "PINJAM PAKAI SEPEDA",
                    "Pasal 1\nSepeda dipinjam.\nPasal 2\nPeraturan Bupati ini mulai berlaku pada tanggal diundangkan.",
                ),
            )
            .await;
        }
        let warga = site.visitor();
        let satu = warga.get("/jdih").await.ok();
        assert_eq!(satu.all("ul.dokumen > li").len(), 25);
        assert!(satu.all("ul.dokumen > li")[0].starts_with("Peraturan Bupati Nomor 27 Tahun 2020"), "the newest first");
        let dua = warga.get(&satu.attribute("a[rel=next]", "href").unwrap()).await.ok();
        assert_eq!(dua.all("ul.dokumen > li").len(), 2);
        assert!(dua.attribute("a[rel=next]", "href").is_none());
        assert_eq!(warga.get("/jdih?tahun=2020").await.ok().all("ul.dokumen > li").len(), 7);
        assert_eq!(warga.get("/jdih?jenis=perda").await.ok().all("ul.dokumen > li").len(), 0);
        assert_eq!(warga.get("/jdih?status=tidak_berlaku").await.ok().all("ul.dokumen > li").len(), 0);
        assert_eq!(
            warga.get("/jdih?status=berlaku&tahun=2019&jenis=perbup").await.ok().all("ul.dokumen > li").len(),
            20
        );
        // Statements do not grow with the rows.
        assert_eq!(satu.statements, 3);
        assert_eq!(warga.get("/jdih/perbup-27-2020").await.ok().statements, 7);
        assert_eq!(warga.get("/jdih/perbup-27-2020/pasal-1").await.ok().statements, 6);
        let _ = warga.get("/jdih?sesudah=x.y&tahun=abc&status=%27").await.ok();
    });
}

#[test]
fn a_regulation_of_another_region_does_not_pass_for_ours() {
    testkit::on_both(&[&peraturan::MODULE], async |site| {
        let hukum = pengelola(site).await;
        let isi = "Pasal 1\nSepeda dipinjam menurut Peraturan Bupati Nomor 3 Tahun 2020.\nPasal 2\nSelesai.";
        terbitkan(&hukum, &naskah(3, 2020, "SEPEDA", isi).replace("BUPATI CONTOH", "BUPATI TELAGA BIRU")).await;
        terbitkan(&hukum, &naskah(4, 2021, "HELM", isi)).await;
        let warga = site.visitor();
        let page = warga.get("/jdih/perbup-telaga-biru-3-2020").await.ok();
        assert!(page.main().starts_with("Peraturan Bupati Telaga Biru Nomor 3 Tahun 2020"), "{}", page.main());
        // Our own laws mean our own when they name no region.
        let pasal = warga.get("/jdih/perbup-4-2021/pasal-1").await.ok();
        assert!(pasal.attributes("article p a[href*='telaga-biru']", "href").is_empty());
        terbitkan(&hukum, &naskah(3, 2020, "SEPEDA KAMI", "Pasal 1\nSepeda kami.\nPasal 2\nSelesai.")).await;
        let pasal = warga.get("/jdih/perbup-4-2021/pasal-1").await.ok();
        assert_eq!(pasal.attributes("article p a[href='/jdih/perbup-3-2020']", "href").len(), 1);
    });
}
