//! A citizen without an account: apply, correct, take the output, object, withdraw.
use testkit::on_both;

use crate::adegan::{self, DINAS, MODULES, PDF, keadaan, laku, lakukan, tanda};

#[test]
fn from_the_service_to_the_finished_case() {
    on_both(MODULES, async |site| {
        let layanan = adegan::layanan(site, "SKU", DINAS, &[]).await;
        let warga = site.visitor();
        let petugas = site.person("petugas", &[("operator_pd", DINAS)]).await;
        let kepala = site.person("kepala", &[("kepala_pd", DINAS)]).await;
        warga
            .get(&format!("/layanan/{layanan}"))
            .await
            .ok()
            .has_text("5 hari kerja")
            .has_text("Gratis")
            .has_text("Foto tempat usaha");
        let id = adegan::isi(&warga, layanan, "Sari Contoh", "").await;
        warga
            .get(&format!("/permohonan/isi/{id}/periksa"))
            .await
            .ok()
            .has_text("Warung Uji")
            .has_text("Sari Contoh")
            .has_text("foto.pdf");
        // Nobody sees a draft.
        petugas.get(&format!("/permohonan/{id}")).await.is(404);
        petugas.get("/permohonan").await.ok().lacks_text("Sari Contoh");
        // Without the declaration nothing is sent.
        warga.post(&format!("/permohonan/isi/{id}/kirim"), &[]).await.is(422).has_text("Centang pernyataan");
        warga.post(&format!("/permohonan/isi/{id}/kirim"), &[("benar", "ya")]).await.redirects();
        let (nomor, kata) = tanda(&warga, &id).await;
        assert!(nomor.starts_with("LYN-"), "{nomor}");
        petugas.get("/permohonan").await.ok().has_text("Sari Contoh").has_text(&nomor);
        let pdf = warga.get(&format!("/permohonan/resi/{id}/cetak")).await.ok();
        assert!(pdf.bytes.starts_with(b"%PDF"));

        // Another browser opens it with number and word, in any spelling.
        let lain = site.visitor();
        lain.get(&format!("/permohonan/resi/{id}")).await.redirects();
        lain.get("/layanan/status").await.ok();
        lain.post("/layanan/status", &[("nomor", &nomor), ("kata", "salah-sekali")])
            .await
            .is(422)
            .has_text("tidak cocok");
        let ketik = nomor.to_lowercase().replace('-', " ");
        lain.post("/layanan/status", &[("nomor", &ketik), ("kata", &kata.to_uppercase())]).await.redirects();
        lain.get(&format!("/permohonan/resi/{id}")).await.ok().has_text("menunggu petugas");

        laku(&petugas, &id, "periksa", &[]).await;
        lakukan(&petugas, &id, "minta_perbaikan", &[("catatan", "")]).await.is(422).has_text("Tulis penjelasannya");
        laku(&petugas, &id, "minta_perbaikan", &[("catatan", "Foto kurang jelas.")]).await;
        warga
            .get(&format!("/permohonan/resi/{id}"))
            .await
            .ok()
            .has_text("Foto kurang jelas.")
            .has_text("Perbaiki sekarang");
        warga
            .upload(
                &format!("/permohonan/isi/{id}/langkah/1"),
                &[("i.usaha", "Warung Baru"), ("i.badan", "orang")],
                &[],
            )
            .await
            .redirects();
        // The officer sees the correction only once it is sent.
        petugas.get(&format!("/permohonan/{id}")).await.ok().has_text("Warung Uji").lacks_text("Warung Baru");
        warga.get(&format!("/permohonan/isi/{id}/periksa")).await.ok().has_text("Warung Baru");
        warga.post(&format!("/permohonan/isi/{id}/kirim"), &[("benar", "ya")]).await.redirects();
        petugas.get(&format!("/permohonan/{id}")).await.ok().has_text("Warung Baru").has_text("Perbaikan dikirim");

        // The decision is the head's.
        lakukan(&petugas, &id, "setujui", &[]).await.is(403);
        laku(&petugas, &id, "usulkan", &[]).await;
        laku(&kepala, &id, "setujui", &[]).await;
        assert_eq!(keadaan(site, &id).await, "siap");
        // The output cannot be loaded down before it is taken.
        warga.get(&format!("/permohonan/resi/{id}/hasil")).await.is(404);
        warga.get(&format!("/permohonan/resi/{id}")).await.ok().has_text("Terima hasil dan unduh");
        warga.post(&format!("/permohonan/resi/{id}/ambil"), &[]).await.redirects();
        assert_eq!(keadaan(site, &id).await, "selesai");
        let surat = warga.get(&format!("/permohonan/resi/{id}/hasil")).await.ok();
        assert!(surat.bytes.starts_with(b"%PDF"), "the letter");
        warga.get(&format!("/permohonan/resi/{id}")).await.ok().has_text("tidak bertanda tangan elektronik");
        // Others see nothing of it.
        site.person("tetangga", &[("operator_pd", adegan::LAIN)]).await.get(&format!("/permohonan/{id}")).await.is(404);
    });
}

#[test]
fn a_refusal_is_objected_to_and_decided_by_another() {
    on_both(MODULES, async |site| {
        let layanan = adegan::layanan(site, "TOLAK", DINAS, &[]).await;
        let warga = site.visitor();
        let kepala = site.person("kepala", &[("kepala_pd", DINAS)]).await;
        let wakil = site.person("wakil", &[("kepala_pd", DINAS)]).await;
        let id = adegan::ajukan(&warga, layanan, "Tono Contoh").await;
        laku(&kepala, &id, "periksa", &[]).await;
        laku(&kepala, &id, "tolak", &[("catatan", "Lokasi di luar kecamatan.")]).await;
        warga
            .get(&format!("/permohonan/resi/{id}"))
            .await
            .ok()
            .has_text("Lokasi di luar kecamatan.")
            .has_text("keberatan");
        warga
            .post(&format!("/permohonan/resi/{id}/ajukan_keberatan"), &[("keberatan", "tidak")])
            .await
            .is(422)
            .has_text("paling sedikit 10 huruf");
        warga
            .post(&format!("/permohonan/resi/{id}/ajukan_keberatan"), &[("keberatan", "Lokasinya di dalam kecamatan.")])
            .await
            .redirects();
        assert_eq!(keadaan(site, &id).await, "keberatan");
        lakukan(&kepala, &id, "terima_keberatan", &[("catatan", "Benar.")]).await.is(422).has_text("orang lain");
        laku(&wakil, &id, "terima_keberatan", &[("catatan", "Lokasinya memang di dalam.")]).await;
        assert_eq!(keadaan(site, &id).await, "diperiksa");
        laku(&wakil, &id, "tolak", &[("catatan", "Syarat lain tidak terpenuhi.")]).await;
        // There is one objection.
        warga
            .post(&format!("/permohonan/resi/{id}/ajukan_keberatan"), &[("keberatan", "Saya keberatan sekali lagi.")])
            .await
            .is(422)
            .has_text("sudah pernah diputus")
            .has_text("Saya keberatan sekali lagi.");
        assert_eq!(keadaan(site, &id).await, "ditolak");
    });
}

#[test]
fn a_draft_is_kept_by_a_code_and_goes_after_its_time() {
    on_both(MODULES, async |site| {
        let layanan = adegan::layanan(site, "DRAF", DINAS, &[]).await;
        let warga = site.visitor();
        let id = adegan::isi(&warga, layanan, "Dewi Contoh", "").await;
        warga.post(&format!("/permohonan/isi/{id}/simpan"), &[]).await.redirects();
        let halaman = warga.get(&format!("/permohonan/isi/{id}/kode")).await.ok();
        let nomor = halaman.all(".govuk-panel strong")[0].clone();
        let kata = halaman.all(".govuk-summary-list strong")[0].clone();
        assert!(nomor.starts_with("DRF-"), "{nomor}");
        let lain = site.visitor();
        lain.get("/layanan/status").await.ok();
        let lanjut = lain.post("/layanan/status", &[("nomor", &nomor), ("kata", &kata)]).await.redirects().location();
        assert_eq!(lanjut, format!("/permohonan/isi/{id}"));
        lain.get(&format!("/permohonan/isi/{id}/periksa")).await.ok().has_text("Warung Uji");
        site.app.clock.advance(time::Duration::days(15));
        layanan_bersih(site).await;
        lain.get("/layanan/status").await.ok();
        lain.post("/layanan/status", &[("nomor", &nomor), ("kata", &kata)]).await.is(422).has_text("14 hari");
        let sisa: i64 =
            site.app.db.one("select count(*) as n from permohonan", vec![]).await.unwrap().get("n").unwrap();
        let berkas: i64 = site
            .app
            .db
            .one("select count(*) as n from file where not removed", vec![])
            .await
            .unwrap()
            .get("n")
            .unwrap();
        assert_eq!((sisa, berkas), (0, 0));
        // What stood in it is not in the log either.
        let jejak: i64 = site
            .app
            .db
            .one("select count(*) as n from audit_change where cast(rincian as text) like '%Dewi%'", vec![])
            .await
            .unwrap()
            .get("n")
            .unwrap();
        assert_eq!(jejak, 0);
    });
}

async fn layanan_bersih(site: &testkit::Site) {
    site.settle().await;
    site.app.clock.advance(time::Duration::hours(2));
    site.settle().await;
}

#[test]
fn a_page_of_the_form_says_what_is_wrong_and_keeps_what_was_typed() {
    on_both(MODULES, async |site| {
        let layanan = adegan::layanan(site, "SALAH", DINAS, &[]).await;
        let warga = site.visitor();
        warga.get(&format!("/layanan/{layanan}/ajukan")).await.ok();
        let mulai = warga.post(&format!("/layanan/{layanan}/ajukan"), &[]).await.redirects().location();
        let id = mulai.split('/').nth(3).unwrap().to_owned();
        let kontak = format!("/permohonan/isi/{id}/kontak");
        let salah = warga.post(&kontak, &[("nama", "A"), ("surel", "bukan surel"), ("telepon", "12")]).await.is(422);
        for harap in ["nama lengkap", "surel tidak lengkap", "8 sampai 15 angka"] {
            assert!(salah.main().contains(harap), "{harap}");
        }
        assert_eq!(salah.attribute("input[name=surel]", "value").as_deref(), Some("bukan surel"));
        warga.post(&kontak, &[("nama", "Amir Contoh"), ("surel", ""), ("telepon", "")]).await.redirects();
        let langkah = format!("/permohonan/isi/{id}/langkah/1");
        // A choice that opens a question brings the page again with it.
        let ulang = warga.upload(&langkah, &[("i.usaha", "Toko"), ("i.badan", "badan")], &[]).await.is(200);
        assert!(ulang.main().contains("NIB"));
        let salah =
            warga.upload(&langkah, &[("i.usaha", "Toko"), ("i.badan", "badan"), ("i.nib", "12")], &[]).await.is(422);
        assert_eq!(salah.attribute("input[name='i.nib']", "value").as_deref(), Some("12"));
        assert_eq!(salah.attribute("input[name='i.usaha']", "value").as_deref(), Some("Toko"));
        // What was typed stays even when the line breaks now.
        warga.get(&langkah).await.ok().has_text("NIB");
        let nanti = warga.get(&langkah).await.ok();
        assert_eq!(nanti.attribute("input[name='i.nib']", "value").as_deref(), Some("12"));
        // Sending leads back to the page where something is wrong.
        warga.post(&format!("/permohonan/isi/{id}/kirim"), &[("benar", "ya")]).await.is(422).has_text("Usaha");
        // A file of another kind is refused beside its control, and none is kept.
        warga.upload(&langkah, &[("i.usaha", "Toko"), ("i.badan", "orang")], &[]).await.redirects();
        let berkas = format!("/permohonan/isi/{id}/langkah/2");
        let salah = warga.upload(&berkas, &[], &[("i.foto", "virus.pdf", b"MZ\0\0\x01")]).await.is(422);
        assert!(salah.main().contains("Foto tempat usaha"));
        warga.upload(&berkas, &[], &[("i.lain", "foto.pdf", PDF)]).await.is(422);
        let ada: i64 = site.app.db.one("select count(*) as n from file", vec![]).await.unwrap().get("n").unwrap();
        assert_eq!(ada, 0);
        // Thrown away at once.
        warga.post(&format!("/permohonan/isi/{id}/hapus"), &[]).await.redirects();
        warga.get(&langkah).await.redirects();
    });
}

#[test]
fn a_case_is_withdrawn_by_its_applicant_only() {
    on_both(MODULES, async |site| {
        let layanan = adegan::layanan(site, "CABUT", DINAS, &[]).await;
        let (warga, asing) = (site.visitor(), site.visitor());
        let id = adegan::ajukan(&warga, layanan, "Cici Contoh").await;
        asing.get("/layanan/status").await.ok();
        asing.post(&format!("/permohonan/resi/{id}/cabut"), &[]).await.is(404);
        for tindakan in ["setujui", "tolak", "rampung", "terbang"] {
            warga.post(&format!("/permohonan/resi/{id}/{tindakan}"), &[]).await.is(404);
        }
        warga
            .post(&format!("/permohonan/resi/{id}/cabut"), &[("alasan_cabut", "Salah pilih layanan")])
            .await
            .redirects();
        assert_eq!(keadaan(site, &id).await, "dicabut");
        warga
            .get(&format!("/permohonan/resi/{id}"))
            .await
            .ok()
            .has_text("sudah Anda cabut")
            .has_text("Salah pilih layanan");
    });
}

#[test]
fn with_an_account_all_of_ones_cases_are_on_one_page() {
    on_both(MODULES, async |site| {
        let layanan = adegan::layanan(site, "AKUN", DINAS, &[]).await;
        let warga = site.person("warga", &[]).await;
        site.visitor().get("/layanan/saya").await.redirects();
        warga.get("/layanan/saya").await.ok().has_text("Belum ada permohonan");
        let id = adegan::ajukan(&warga, layanan, "Wati Contoh").await;
        warga.get("/layanan/saya").await.ok().has_text("Layanan AKUN").has_text("LYN-");
        // In another browser the account is enough.
        site.app.clock.advance(time::Duration::hours(3));
        warga.get(&format!("/permohonan/resi/{id}")).await.ok().has_text("Wati Contoh");
    });
}
