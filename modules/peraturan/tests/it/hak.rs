//! Who sees and does what.
use serde_json::json;
use sha2::Digest as _;
use uuid::Uuid;

use super::{DINAS, contoh, lakukan, naskah, pengelola, terbitkan, unggah};

/// Gives a person a token of the API with one permission.
async fn token(site: &testkit::Site, orang: &testkit::Client, perm: kernel::Perm) -> testkit::Client {
    let secret = format!("pdp_{}", Uuid::new_v4().simple());
    let mut write = kernel::Write::system(&site.app, "uji.token").await.unwrap();
    let values = vec![
        ("account", orang.account.into()),
        ("name", "uji".into()),
        ("hash", sha2::Sha256::digest(secret.as_bytes()).to_vec().into()),
        ("perms", json!([perm.0]).into()),
        ("expires", (site.app.now() + time::Duration::days(30)).into()),
    ];
    write.insert(&kernel::auth::token::table(), Uuid::now_v7(), values).await.unwrap();
    write.commit(&kernel::Subject::new("account", orang.account, "/akun/token")).await.unwrap();
    let bearer = site.visitor();
    bearer.use_token(&secret);
    bearer
}

#[test]
fn a_draft_exists_only_for_those_who_keep_the_collection() {
    testkit::on_both(&[&peraturan::MODULE], async |site| {
        let hukum = pengelola(site).await;
        let staf = site.person("staf", &[("operator_pd", DINAS)]).await;
        let warga = site.visitor();
        let kelola = unggah(&hukum, "contoh.txt", contoh().as_bytes()).await;
        for path in ["", "/pasal-1", "/lengkap", "/istilah", "/rujukan", "/unduh", ".json", ".xml", "?per=2024-01-01"] {
            for orang in [&warga, &staf, &hukum] {
                orang.get(&format!("/jdih/perbup-7-2021{path}")).await.is(404);
            }
        }
        for path in ["", "/asli", "/tinjau", "/sanding", "/hubungan"] {
            staf.get(&format!("{kelola}{path}")).await.is(404);
            assert!(warga.get(&format!("{kelola}{path}")).await.redirects().location().starts_with("/masuk"));
            hukum.get(&format!("{kelola}{path}")).await.ok();
        }
        for path in ["/data", "/sunting", "/naskah"] {
            staf.get(&format!("{kelola}{path}")).await.is(403);
            hukum.get(&format!("{kelola}{path}")).await.ok();
        }
        staf.get("/jdih/kelola/baru").await.is(403);
        staf.upload("/jdih/kelola", &[], &[("berkas", "x.txt", b"x")]).await.is(403);
        staf.post(&format!("{kelola}/alur"), &[("aksi", "tinjau"), ("_versi", "1")]).await.is(404);
        staf.post(&format!("{kelola}/putusan"), &[("macam", "perbaikan"), ("putusan", "terima")]).await.is(403);
        // Nobody else finds it, those who keep it do.
        assert!(!staf.get("/cari?q=sepeda").await.ok().main().contains("Sepeda Dinas"));
        assert!(!warga.get("/jdih?q=sepeda").await.ok().main().contains("Sepeda Dinas"));
        assert!(hukum.get("/cari?q=sepeda").await.ok().main().contains("Sepeda Dinas"));
        warga.get("/jdih").await.ok().has_text("Belum ada dokumen yang terbit");
        assert_eq!(warga.get("/jdih/integrasi.json").await.ok().json(), json!([]));
        staf.get("/jdih/kelola").await.ok().has_text("Tidak ada dokumen");
    });
}

#[test]
fn the_api_gives_what_its_token_may_see() {
    testkit::on_both(&[&peraturan::MODULE], async |site| {
        let hukum = pengelola(site).await;
        let staf = site.person("staf", &[("operator_pd", DINAS)]).await;
        let draf = unggah(&hukum, "draf.txt", naskah(9, 2022, "KEBUN", "Pasal 1\nKebun dirawat.").as_bytes()).await;
        let terbit = terbitkan(&hukum, &contoh()).await;
        let (draf, terbit) = (draf.rsplit('/').next().unwrap(), terbit.rsplit('/').next().unwrap());
        site.visitor().get("/api/v1/peraturan").await.is(401);
        hukum.get("/api/v1/peraturan").await.is(401);
        let milik_staf = token(site, &staf, peraturan::LIHAT).await;
        let milik_hukum = token(site, &hukum, peraturan::LIHAT).await;
        let sebutan = |answer: &testkit::Answer| -> Vec<String> {
            answer.json()["data"]
                .as_array()
                .unwrap()
                .iter()
                .map(|satu| satu["nomor"].as_str().unwrap().to_owned())
                .collect()
        };
        let daftar = milik_staf.get("/api/v1/peraturan").await.ok();
        assert_eq!(sebutan(&daftar), ["7"]);
        assert_eq!(daftar.json()["data"][0]["status"], "Berlaku");
        assert_eq!(sebutan(&milik_hukum.get("/api/v1/peraturan").await.ok()), ["9", "7"]);
        milik_staf.get(&format!("/api/v1/peraturan/{draf}")).await.is(404);
        milik_staf.get(&format!("/api/v1/peraturan/{draf}/pasal/1")).await.is(404);
        let satu = milik_staf.get(&format!("/api/v1/peraturan/{terbit}")).await.ok();
        assert!(satu.json()["isi"].as_array().unwrap().iter().any(|satu| satu["alamat"] == "pasal-2"));
        let etag = satu.header("etag").to_owned();
        milik_staf
            .send(http::Method::GET, &format!("/api/v1/peraturan/{terbit}"), &[("if-none-match", &etag)], vec![])
            .await
            .is(304);
        let pasal = milik_staf.get(&format!("/api/v1/peraturan/{terbit}/pasal/2")).await.ok().json();
        assert_eq!(pasal["isi"]["a"][0]["j"], "ayat");
        // The lasting id of a pasal leads to its page.
        let id = pasal["id"].as_str().unwrap().to_owned();
        assert_eq!(
            site.visitor().get(&format!("/jdih/pasal/{id}")).await.redirects().location(),
            "/jdih/perbup-7-2021/pasal-2"
        );
        milik_hukum.get(&format!("/api/v1/peraturan/{draf}/pasal/1")).await.ok();
        // So does the id of a document, for each to the page that is theirs.
        assert_eq!(
            site.visitor().get(&format!("/jdih/dokumen/{terbit}")).await.redirects().location(),
            "/jdih/perbup-7-2021"
        );
        assert_eq!(
            hukum.get(&format!("/jdih/dokumen/{draf}")).await.redirects().location(),
            format!("/jdih/kelola/{draf}")
        );
        staf.get(&format!("/jdih/dokumen/{draf}")).await.is(404);
        staf.get("/jdih/kelola").await.ok().has_text("Tidak ada dokumen");
        for salah in ["?sesudah=x", "?tahun=x", "?kelas=x"] {
            milik_staf.get(&format!("/api/v1/peraturan{salah}")).await.is(422);
        }
        lakukan(&hukum, &format!("/jdih/kelola/{terbit}"), "tarik", "uji").await.redirects();
        milik_staf.get(&format!("/api/v1/peraturan/{terbit}")).await.is(404);
        site.visitor().get(&format!("/jdih/pasal/{id}")).await.is(404);
    });
}

#[test]
fn other_modules_name_and_choose_documents_and_pasal() {
    testkit::on_both(&[&peraturan::MODULE], async |site| {
        let hukum = pengelola(site).await;
        terbitkan(&hukum, &contoh()).await;
        let draf = unggah(&hukum, "draf.txt", naskah(9, 2022, "KEBUN", "Pasal 1\nKebun dirawat.").as_bytes()).await;
        let draf: Uuid = draf.rsplit('/').next().unwrap().parse().unwrap();
        let dokumen = site.app.resource("peraturan").unwrap();
        let pasal = site.app.resource("peraturan_pasal").unwrap();
        // Somebody without any right chooses among what is published.
        let tiada = kernel::Actor::nobody().scope(peraturan::LIHAT);
        let pilihan = dokumen.options(site.app.clone(), tiada.clone(), "SEPEDA".into(), 10).await.unwrap();
        assert_eq!(pilihan.len(), 1);
        assert!(pilihan[0].1.starts_with("Peraturan Bupati Nomor 7 Tahun 2021 tentang"));
        assert!(dokumen.labels(site.app.clone(), tiada.clone(), vec![draf]).await.unwrap().is_empty());
        let pilihan = pasal.options(site.app.clone(), tiada.clone(), "pasal 2 ".into(), 10).await.unwrap();
        assert_eq!(pilihan.len(), 1);
        let nama = pasal.labels(site.app.clone(), tiada, vec![pilihan[0].0]).await.unwrap();
        assert_eq!(nama[0].1, "Pasal 2 Peraturan Bupati Nomor 7 Tahun 2021");
    });
}

#[test]
fn probes_tell_facts_and_claim_no_level() {
    testkit::on_both(&[&peraturan::MODULE], async |site| {
        let hukum = pengelola(site).await;
        let probe = |key: &str| site.app.probes().find(|probe| probe.key == key).unwrap().run;
        let fakta = probe("peraturan.kebijakan_keamanan")(site.app.clone()).await.unwrap();
        assert!(fakta.says.starts_with("Belum ada") && fakta.supports.is_none());
        terbitkan(
            &hukum,
            &naskah(4, 2021, "KEAMANAN", "Pasal 1\nManajemen keamanan informasi dijalankan.\nPasal 2\nSelesai."),
        )
        .await;
        let fakta = probe("peraturan.kebijakan_keamanan")(site.app.clone()).await.unwrap();
        assert!(
            fakta.says.starts_with("1 kebijakan daerah terbit") && fakta.says.contains("1 pasal"),
            "{}",
            fakta.says
        );
        assert_eq!((fakta.supports, fakta.newest), (None, Some(time::macros::date!(2021 - 02 - 04))));
        let layanan = probe("peraturan.layanan_jdih")(site.app.clone()).await.unwrap();
        assert!(layanan.says.starts_with("1 dokumen hukum terbit"));
        let indikator: Vec<&str> = site.app.probes().flat_map(|probe| probe.indicators).copied().collect();
        assert!(
            (1..=10).all(|n| indikator.contains(&format!("permenpanrb-59-2020:{n}").as_str()))
                && indikator.contains(&"permenpanrb-59-2020:44")
        );
    });
}

#[test]
fn the_demonstration_shows_one_invented_regulation_once() {
    testkit::on_both(&[&peraturan::MODULE], async |site| {
        peraturan::demo(&site.app).await.unwrap();
        peraturan::demo(&site.app).await.unwrap();
        site.visitor().get("/jdih/perbup-telaga-biru-7-2021/pasal-2").await.ok();
        assert_eq!(site.visitor().get("/jdih").await.ok().all("ul.dokumen > li").len(), 1);
    });
}
