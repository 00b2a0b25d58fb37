//! Relations and what holds on a day.
use super::{naskah, pengelola, terbitkan, unggah};

const ISI: &str = "Pasal 1\nSepeda dipinjam.\nPasal 2\nPeraturan Bupati ini mulai berlaku pada tanggal diundangkan.";
const CABUT: &str = "Pasal 1\nSepeda dipinjam.\nPasal 2\nPada saat Peraturan Bupati ini mulai berlaku, Peraturan Bupati Nomor 3 Tahun 2019 tentang Sepeda dicabut dan dinyatakan tidak berlaku.\nPasal 3\nPeraturan Bupati ini mulai berlaku pada tanggal diundangkan.";

#[test]
fn the_status_follows_from_published_relations_on_every_day() {
    testkit::on_both(&[&peraturan::MODULE], async |site| {
        let hukum = pengelola(site).await;
        terbitkan(&hukum, &naskah(3, 2019, "SEPEDA", ISI)).await;
        let warga = site.visitor();
        let status = async |per: &str| {
            warga.get(&format!("/jdih/perbup-3-2019{per}")).await.ok().all(".govuk-inset-text .govuk-tag").remove(0)
        };
        assert_eq!(status("").await, "Berlaku");
        assert_eq!(status("?per=2019-02-03").await, "Belum berlaku");
        // A draft repeals nothing yet, and its name is told to nobody.
        let baru = unggah(&hukum, "baru.txt", naskah(5, 2022, "SEPEDA BARU", CABUT).as_bytes()).await;
        assert_eq!(status("").await, "Berlaku");
        assert!(!warga.get("/jdih/perbup-3-2019").await.ok().main().contains("Nomor 5"));
        hukum.get(&format!("{baru}/hubungan")).await.ok().has_text("Mencabut").has_text("dibaca dari naskah");
        super::putuskan_semua(&hukum, &baru).await;
        super::lakukan(&hukum, &baru, "tinjau", "sendiri").await.redirects();
        super::lakukan(&hukum, &baru, "terbitkan", "").await.redirects();
        assert_eq!(status("").await, "Dicabut");
        assert_eq!(status("?per=03-02-2022").await, "Berlaku");
        assert_eq!(status("?per=4+Februari+2022").await, "Dicabut");
        let page =
            warga.get("/jdih/perbup-3-2019").await.ok().has_text("dicabut oleh Peraturan Bupati Nomor 5 Tahun 2022");
        assert!(page.attributes("main a", "href").contains(&"/jdih/perbup-5-2022".to_owned()));
        warga
            .get("/jdih/perbup-5-2022")
            .await
            .ok()
            .has_text("MencabutPeraturan Bupati Nomor 3 Tahun 2019 tentang Sepeda");
        let pasal = warga.get("/jdih/perbup-5-2022/pasal-2").await.ok();
        assert_eq!(
            pasal.attribute("article a[href='/jdih/perbup-3-2019']", "title"),
            Some("Peraturan Bupati Nomor 3 Tahun 2019".into())
        );
        let sebutan = async |saring: &str| {
            warga.get(&format!("/jdih?status={saring}")).await.ok().all("ul.dokumen > li > p:first-child")
        };
        assert_eq!(sebutan("tidak_berlaku").await, ["Peraturan Bupati Nomor 3 Tahun 2019"]);
        assert_eq!(sebutan("berlaku").await, ["Peraturan Bupati Nomor 5 Tahun 2022"]);
        warga.get("/jdih/perbup-3-2019?per=kapan").await.is(422);
        assert_eq!(warga.get("/jdih/perbup-3-2019.json").await.ok().json()["status"], "Dicabut");
    });
}

#[test]
fn the_order_of_imports_does_not_matter() {
    testkit::on_both(&[&peraturan::MODULE], async |site| {
        let hukum = pengelola(site).await;
        terbitkan(&hukum, &naskah(5, 2022, "SEPEDA BARU", CABUT)).await;
        let warga = site.visitor();
        warga.get("/jdih/perbup-5-2022").await.ok().has_text("Peraturan Bupati Nomor 3 Tahun 2019 tentang Sepeda");
        terbitkan(&hukum, &naskah(3, 2019, "SEPEDA", ISI)).await;
        warga.get("/jdih/perbup-3-2019").await.ok().has_text("dicabut oleh");
        // An amendment is read from the title.
        let ubah = naskah(
            1,
            2020,
            "PERUBAHAN ATAS PERATURAN BUPATI NOMOR 3 TAHUN 2019 TENTANG SEPEDA",
            "Pasal I\nBeberapa ketentuan diubah.\nPasal II\nPeraturan Bupati ini mulai berlaku pada tanggal diundangkan.",
        );
        terbitkan(&hukum, &ubah).await;
        warga.get("/jdih/perbup-3-2019?per=2021-01-01").await.ok().has_text("Berlaku, diubah");
    });
}

#[test]
fn relations_are_entered_by_hand() {
    testkit::on_both(&[&peraturan::MODULE], async |site| {
        let hukum = pengelola(site).await;
        terbitkan(&hukum, &naskah(3, 2019, "SEPEDA", ISI)).await;
        let kelola = terbitkan(&hukum, &naskah(6, 2023, "HELM", ISI)).await;
        let alamat = format!("{kelola}/hubungan");
        hukum
            .post(&alamat, &[("jenis", ""), ("sejak", "besok lusa")])
            .await
            .is(422)
            .has_text("Pilih hubungannya")
            .has_text("Pilih dokumen lain");
        let page =
            hukum.post(&alamat, &[("jenis", "mencabut_sebagian"), ("ke.cari", "sepeda"), ("_cari", "ke")]).await.ok();
        let id = page.attribute("input[type=radio][name=ke]", "value").unwrap();
        assert_eq!(page.attributes("input[type=radio][name=ke]", "value").len(), 1, "not itself");
        hukum
            .post(
                &alamat,
                &[("jenis", "mencabut_sebagian"), ("ke", &id), ("sejak", "01-06-2023"), ("uraian", "Pasal 9")],
            )
            .await
            .redirects();
        hukum
            .post(&alamat, &[("jenis", "melaksanakan"), ("kutipan", "Undang-Undang Nomor 23 Tahun 2014")])
            .await
            .redirects();
        hukum.post(&alamat, &[("jenis", "mengubah"), ("ke", kelola.rsplit('/').next().unwrap())]).await.is(422);
        let warga = site.visitor();
        warga.get("/jdih/perbup-3-2019").await.ok().has_text("Dicabut sebagian oleh").has_text("Berlaku, diubah");
        warga.get("/jdih/perbup-3-2019?per=2023-05-31").await.ok().lacks_text("Berlaku, diubah");
        warga.get("/jdih/perbup-6-2023").await.ok().has_text("Undang-Undang Nomor 23 Tahun 2014");
        let page = hukum.get(&alamat).await.ok();
        for hapus in page.attributes("form[action$='/hapus']", "action") {
            hukum.post(&hapus, &[]).await.redirects();
            hukum.post(&hapus, &[]).await.is(404);
        }
        warga.get("/jdih/perbup-3-2019").await.ok().lacks_text("Dicabut sebagian");
    });
}
