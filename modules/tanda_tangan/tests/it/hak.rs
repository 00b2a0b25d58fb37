//! Who may see what: requests of others do not exist, secret ones show nothing to the public.
use crate::{SANDI, Surat, baris, dengan_otoritas, hasil, keadaan, minta, on_both, orang, pdf, serahkan, tunggu};

#[test]
fn somebody_elses_request_does_not_exist() {
    on_both(async |site| {
        let (admin, kepala) = dengan_otoritas(site).await;
        let lain = orang(site, &admin, "lain").await;
        let id = minta(site, kepala.account, &Surat::biasa("Milik kepala")).await;
        for orang in [&lain, &site.person("pegawai", &[("pegawai", crate::UNIT)]).await] {
            let dasar = format!("/tanda_tangan/permintaan/{id}");
            for jalan in ["", "/dokumen", "/hasil"] {
                orang.get(&format!("{dasar}{jalan}")).await.is(404).lacks_text("Milik kepala");
            }
            orang.post(&format!("{dasar}/tolak"), &[("alasan", "iseng")]).await.is(404);
            orang.post(&format!("{dasar}/belum"), &[("alasan", "iseng")]).await.is(404);
            orang.upload(&format!("{dasar}/sudah"), &[], &[("berkas", "a.pdf", &pdf("x"))]).await.is(404);
            orang.post("/tanda_tangan/serahkan", &[("sandi", SANDI), ("pilih", &id.to_string())]).await.is(404);
            orang.get("/tanda_tangan").await.ok().lacks_text("Milik kepala");
        }
        assert_eq!(keadaan(site, id).await, "menunggu");
        let kelompok = serahkan(&kepala, &[id], SANDI).await;
        tunggu(site, kelompok).await;
        lain.get(&format!("/tanda_tangan/kelompok/{kelompok}")).await.is(404);
        lain.post(&format!("/tanda_tangan/kelompok/{kelompok}/lanjut"), &[("sandi", SANDI)]).await.is(404);
        // Who looks after the service sees no documents either.
        admin.get(&format!("/tanda_tangan/permintaan/{id}")).await.is(403);
        for jalan in [
            "/tanda_tangan/antrean",
            "/tanda_tangan/pengaturan",
            "/tanda_tangan/otoritas",
            "/tanda_tangan/otoritas/kunci",
        ] {
            kepala.get(jalan).await.is(403);
            let masuk = site.visitor().get(jalan).await.redirects().location();
            assert!(masuk.starts_with("/masuk"));
        }
    });
}

#[test]
fn the_page_of_verification_tells_of_open_letters_and_hides_secret_ones() {
    on_both(async |site| {
        let (_admin, kepala) = dengan_otoritas(site).await;
        let terbuka = Surat { nomor: Some("005/1/2026".into()), ..Surat::biasa("Undangan terbuka") };
        let rahasia = Surat {
            nomor: Some("R-9/2026".into()),
            terbuka: false,
            segel: true,
            ..Surat::biasa("Isi yang sangat rahasia")
        };
        let (satu, dua) = (minta(site, kepala.account, &terbuka).await, minta(site, kepala.account, &rahasia).await);
        let kode = async |id| baris(site, id).await.get::<String>("kode").unwrap();
        let tamu = site.visitor();
        tamu.get(&format!("/verifikasi/{}", kode(satu).await)).await.ok().has_text("belum ditandatangani");
        let kelompok = serahkan(&kepala, &[satu, dua], SANDI).await;
        tunggu(site, kelompok).await;
        let page = tamu.get(&format!("/verifikasi/{}", kode(satu).await)).await.ok();
        page.has_text("Undangan terbuka")
            .has_text("005/1/2026")
            .has_text("Berkas ini utuh dan sah")
            .has_text("Uji kepala");
        let page = tamu.get(&format!("/verifikasi/{}", kode(dua).await)).await.ok();
        let page = page.has_text("Berkas ini utuh dan sah").has_text("Uji kepala");
        page.lacks_text("sangat rahasia").lacks_text("R-9/2026");
        tamu.get("/verifikasi?nomor=005+%2F+1+%2F2026").await.ok().has_text("Undangan terbuka");
        tamu.get("/verifikasi?nomor=R-9/2026").await.ok().has_text("Tidak ditemukan").lacks_text("sangat rahasia");
        tamu.get("/verifikasi/kode-yang-tidak-ada-sama-sekali").await.is(404).has_text("Kode tidak dikenal");
        // A file is checked, known by its hash, and not kept.
        tamu.get("/verifikasi").await.ok();
        let sebelum = crate::hitung(site, "file").await;
        let asal: uuid::Uuid = baris(site, dua).await.get("untuk_id").unwrap();
        for satu in kernel::file::of(&site.app, asal).await.unwrap() {
            assert!(satu.is_sealed(), "what was sealed stays sealed when it is signed");
        }
        let (utuh, tertutup) = (hasil(site, satu).await, hasil(site, dua).await);
        let page = tamu.upload("/verifikasi", &[], &[("berkas", "surat.pdf", &utuh)]).await.ok();
        page.has_text("sama persis dengan naskah yang tersimpan").has_text("Undangan terbuka");
        let page = tamu.upload("/verifikasi", &[], &[("berkas", "surat.pdf", &tertutup)]).await.ok();
        page.has_text("Berkas ini utuh dan sah").lacks_text("sangat rahasia</strong>").lacks_text("R-9/2026");
        let mut berubah = utuh.clone();
        let tempat = berubah.windows(8).position(|part| part == b"Undangan").unwrap();
        berubah[tempat] = b'X';
        let page = tamu.upload("/verifikasi", &[], &[("berkas", "surat.pdf", &berubah)]).await.ok();
        page.has_text("TIDAK dapat dipercaya").has_text("BERUBAH").lacks_text("sama persis");
        tamu.upload("/verifikasi", &[], &[("berkas", "surat.pdf", &pdf("polos"))])
            .await
            .ok()
            .has_text("tidak memuat tanda tangan");
        tamu.upload("/verifikasi", &[], &[("berkas", "a.txt", b"bukan pdf")]).await.is(422).has_text("bukan PDF");
        tamu.upload("/verifikasi", &[], &[]).await.is(422);
        assert_eq!(crate::hitung(site, "file").await, sebelum);
        assert_eq!(std::fs::read_dir(site.app.config.data.join("sementara")).unwrap().count(), 0);
    });
}

#[test]
fn guessing_numbers_is_slowed_down_and_finding_is_not() {
    on_both(async |site| {
        let (_admin, kepala) = dengan_otoritas(site).await;
        let surat = Surat { nomor: Some("005/2/2026".into()), ..Surat::biasa("Dicari") };
        minta(site, kepala.account, &surat).await;
        let tamu = site.visitor();
        for _ in 0..30 {
            tamu.get("/verifikasi?nomor=005/2/2026").await.ok().has_text("Dicari");
        }
        for nomor in 0..6 {
            tamu.get(&format!("/verifikasi?nomor=tebak-{nomor}")).await.ok();
        }
        tamu.get("/verifikasi?nomor=tebak-lagi").await.is(429);
        tamu.get("/verifikasi/tebakan-kode").await.is(429);
        site.app.clock.advance(time::Duration::minutes(1));
        tamu.get("/verifikasi?nomor=005/2/2026").await.ok();
        tamu.get("/verifikasi?nomor=").await.ok();
        tamu.get(&format!("/verifikasi?nomor={}", "9".repeat(300))).await.is(422);
    });
}
