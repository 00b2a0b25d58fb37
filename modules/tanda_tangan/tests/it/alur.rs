//! The way of a request with the own authority: signed, refused, withdrawn; what others hear of it.
use kernel::{Subject, Write};

use crate::{
    SANDI, Surat, baris, dengan_otoritas, hasil, hitung, keadaan, minta, on_both, orang, peristiwa, serahkan, tunggu,
};

#[test]
fn a_request_is_signed_and_who_asked_hears_of_it() {
    on_both(async |site| {
        let (_admin, kepala) = dengan_otoritas(site).await;
        let mut surat = Surat::biasa("Undangan rapat");
        surat.panel = true;
        surat.nomor = Some("005/17/DISKOMINFO/2026".into());
        let id = minta(site, kepala.account, &surat).await;
        kepala.get("/").await.ok().has_text("Tanda tangani: Undangan rapat");
        let page = kepala.get(&format!("/tanda_tangan/permintaan/{id}")).await.ok();
        page.has_text("Menunggu tanda tangan").has_text("Kepala Dinas Contoh").has_text("005/17/DISKOMINFO/2026");
        let dokumen = kepala.get(&format!("/tanda_tangan/permintaan/{id}/dokumen")).await.ok();
        assert_eq!(dokumen.bytes, surat.pdf);
        let kelompok = serahkan(&kepala, &[id], SANDI).await;
        tunggu(site, kelompok).await;
        // The browser that watches is told to fetch the whole page.
        let kemajuan = kepala.get(&format!("/tanda_tangan/kelompok/{kelompok}/kemajuan")).await.ok();
        assert_eq!(kemajuan.header("hx-refresh"), "true");
        assert_eq!(keadaan(site, id).await, "selesai", "{:?}", baris(site, id).await.get::<Option<String>>("alasan"));
        let signed = hasil(site, id).await;
        assert!(signed.starts_with(&surat.pdf), "what was there is still there, byte by byte");
        let row = baris(site, id).await;
        let payload = &peristiwa(site, "tanda_tangan.selesai", id).await[0];
        assert_eq!(payload["untuk"], "uji_surat");
        assert_eq!(payload["id"], row.get::<uuid::Uuid>("untuk_id").unwrap().to_string());
        assert_eq!(payload["berkas"], row.get::<uuid::Uuid>("hasil").unwrap().to_string());
        let page = kepala.get(&format!("/tanda_tangan/permintaan/{id}")).await.ok();
        page.has_text("Sudah ditandatangani")
            .has_text("PAdES B-T")
            .has_text("Berkas ini utuh dan sah")
            .has_text("Uji kepala");
        kepala.get(&format!("/tanda_tangan/permintaan/{id}/hasil")).await.ok();
        kepala.get("/tanda_tangan/riwayat").await.ok().has_text("Undangan rapat");
        // Other modules ask the same of what comes in.
        let bagian = site.app.check_signatures(signed).await.unwrap().unwrap().into_string();
        assert!(bagian.contains("Berkas ini utuh dan sah"));
        let polos = site.app.check_signatures(surat.pdf.clone()).await.unwrap().unwrap().into_string();
        assert!(polos.contains("tidak memuat tanda tangan elektronik"));
        let rusak = site.app.check_signatures(b"bukan PDF".to_vec()).await;
        assert!(matches!(rusak, Err(kernel::Error::BadRequest(_))));
        kepala.get("/tanda_tangan").await.ok().has_text("Tidak ada naskah yang menunggu");
        // Signed once: neither again, nor taken back.
        kepala.post("/tanda_tangan/serahkan", &[("sandi", SANDI), ("pilih", &id.to_string())]).await.is(409);
        let mut write = Write::system(&site.app, "uji.tarik").await.unwrap();
        let refused = write.withdraw_signature(id).await;
        assert!(matches!(refused, Err(kernel::Error::Refused(_))), "{refused:?}");
    });
}

#[test]
fn every_level_is_kept_and_found_valid() {
    on_both(async |site| {
        let (admin, kepala) = dengan_otoritas(site).await;
        for (versi, tingkat) in ["B-B", "B-T", "B-LT", "B-LTA"].into_iter().enumerate() {
            let nomor = versi.to_string();
            let isian = [("_versi", nomor.as_str()), ("alamat", ""), ("versi", "v2"), ("tingkat", tingkat)];
            admin.post("/tanda_tangan/pengaturan", &isian).await.redirects();
            let id = minta(site, kepala.account, &Surat::biasa(&format!("Surat {tingkat}"))).await;
            let kelompok = serahkan(&kepala, &[id], SANDI).await;
            tunggu(site, kelompok).await;
            let row = baris(site, id).await;
            assert_eq!(row.get::<String>("keadaan").unwrap(), "selesai", "{tingkat}");
            assert_eq!(row.get::<String>("tingkat").unwrap(), tingkat);
            let page = kepala.get(&format!("/tanda_tangan/permintaan/{id}")).await.ok();
            page.has_text("Berkas ini utuh dan sah: 1 tanda tangan");
        }
    });
}

#[test]
fn a_refusal_needs_a_reason_and_tells_it() {
    on_both(async |site| {
        let (_admin, kepala) = dengan_otoritas(site).await;
        let id = minta(site, kepala.account, &Surat::biasa("Keliru")).await;
        let tolak = format!("/tanda_tangan/permintaan/{id}/tolak");
        kepala.post(&tolak, &[("alasan", "")]).await.is(422).has_text("Isi alasannya");
        kepala.post(&tolak, &[("alasan", &"x".repeat(1001))]).await.is(422);
        kepala.post(&tolak, &[("alasan", "Tanggal salah")]).await.redirects();
        assert_eq!(keadaan(site, id).await, "ditolak");
        let payload = &peristiwa(site, "tanda_tangan.ditolak", id).await[0];
        assert_eq!(payload["alasan"], "Tanggal salah");
        kepala.post(&tolak, &[("alasan", "Sekali lagi")]).await.is(409);
    });
}

#[test]
fn a_request_is_withdrawn_by_who_asked() {
    on_both(async |site| {
        let (_admin, kepala) = dengan_otoritas(site).await;
        let id = minta(site, kepala.account, &Surat::biasa("Ditarik")).await;
        let mut write = Write::system(&site.app, "uji.tarik").await.unwrap();
        write.withdraw_signature(id).await.unwrap();
        write.commit(&Subject::new("permintaan_ttd", id, "/")).await.unwrap();
        assert_eq!(keadaan(site, id).await, "ditarik");
        kepala.get("/tanda_tangan").await.ok().lacks_text("Ditarik</a>");
        kepala.post("/tanda_tangan/serahkan", &[("sandi", SANDI), ("pilih", &id.to_string())]).await.is(409);
    });
}

#[test]
fn all_that_waits_is_signed_with_one_click_and_bad_files_fail_alone() {
    on_both(async |site| {
        let (_admin, kepala) = dengan_otoritas(site).await;
        for nomor in 0..5 {
            minta(site, kepala.account, &Surat::biasa(&format!("Surat {nomor}"))).await;
        }
        let rusak = Surat { pdf: b"%PDF-1.7\nbukan apa-apa".to_vec(), ..Surat::biasa("Rusak") };
        let rusak = minta(site, kepala.account, &rusak).await;
        kepala.post("/tanda_tangan/serahkan", &[("sandi", SANDI)]).await.is(422).has_text("Centang naskah");
        kepala.post("/tanda_tangan/serahkan", &[("semua", "ya")]).await.is(422).has_text("Masukkan kata sandi");
        let tujuan = kepala.post("/tanda_tangan/serahkan", &[("semua", "ya"), ("sandi", SANDI)]).await.redirects();
        let kelompok = tujuan.location().rsplit('/').next().unwrap().parse().unwrap();
        tunggu(site, kelompok).await;
        assert_eq!(hitung(site, "permintaan_ttd where keadaan = 'selesai'").await, 5);
        assert_eq!(keadaan(site, rusak).await, "gagal");
        let page = kepala.get(&format!("/tanda_tangan/kelompok/{kelompok}")).await.ok();
        page.has_text("5 dari 6 naskah ditandatangani, 1 perlu perhatian").has_text("PDF ini rusak");
    });
}

#[test]
fn two_people_sign_the_same_document_one_after_the_other() {
    on_both(async |site| {
        let (admin, kepala) = dengan_otoritas(site).await;
        let sekda = orang(site, &admin, "sekda").await;
        let id = minta(site, kepala.account, &Surat::biasa("Berita acara")).await;
        let kelompok = serahkan(&kepala, &[id], SANDI).await;
        tunggu(site, kelompok).await;
        let sekali = hasil(site, id).await;
        let id = minta(site, sekda.account, &Surat { pdf: sekali.clone(), ..Surat::biasa("Berita acara kedua") }).await;
        let kelompok = serahkan(&sekda, &[id], SANDI).await;
        tunggu(site, kelompok).await;
        let dua_kali = hasil(site, id).await;
        assert!(dua_kali.starts_with(&sekali));
        let page = sekda.get(&format!("/tanda_tangan/permintaan/{id}")).await.ok();
        page.has_text("2 tanda tangan dari penanda tangan yang dipercaya").has_text("ditambah tanda tangan lain");
    });
}

#[test]
fn a_seal_signs_by_itself() {
    on_both(async |site| {
        let (admin, _kepala) = dengan_otoritas(site).await;
        let segel = site.person("segel", &[("operator_pd", crate::UNIT)]).await;
        let isian = [("akun", "segel"), ("jenis", "pki"), ("segel", "ya")];
        admin.post("/tanda_tangan/pengaturan/penanda", &isian).await.redirects();
        let id = minta(site, segel.account, &Surat::biasa("Kuitansi")).await;
        site.settle().await;
        assert_eq!(keadaan(site, id).await, "selesai");
        segel.get(&format!("/tanda_tangan/permintaan/{id}")).await.ok().has_text("Berkas ini utuh dan sah");
        assert_eq!(hitung(site, "sertifikat_elektronik where jenis = 'perangkat_daerah'").await, 1);
    });
}

#[test]
fn the_way_leads_on_and_back_to_the_letter() {
    on_both(async |site| {
        let (admin, kepala) = dengan_otoritas(site).await;
        // Any record that the signer may read will do as the letter.
        let row = site.app.db.one("select id from sertifikat_elektronik", vec![]).await.unwrap();
        let asal = format!("/sertifikat_elektronik/{}", row.get::<uuid::Uuid>("id").unwrap());
        let mut surat = Surat::biasa("Undangan");
        surat.asal = asal.clone();
        surat.peminta = Some(admin.account);
        let id = minta(site, kepala.account, &surat).await;
        let halaman = format!("/tanda_tangan/permintaan/{id}");
        let page = kepala.get(&halaman).await.ok();
        let page = page.has_text("Uji admin").lacks_text("Sistem").lacks_text("Kembali ke naskah");
        assert!(page.attributes("main a", "href").contains(&asal), "the letter stands among the facts");
        let kelompok = serahkan(&kepala, &[id], "salah sama sekali").await;
        tunggu(site, kelompok).await;
        // Who stopped is told why, and led back to where it goes on.
        let page = kepala.get(&halaman).await.ok().has_text("Penandatanganan terhenti");
        let bersama = format!("/tanda_tangan/kelompok/{kelompok}");
        assert!(page.attributes("main a", "href").contains(&bersama));
        let page = kepala.get(&bersama).await.ok().has_text("Kata sandi salah");
        assert!(page.attributes("main a", "href").contains(&asal));
        kepala.post(&format!("{bersama}/lanjut"), &[("sandi", SANDI)]).await.redirects();
        tunggu(site, kelompok).await;
        for jalan in [&bersama, &halaman] {
            let page = kepala.get(jalan).await.ok().has_text("sudah ditandatangani").has_text("Kembali ke naskah");
            assert!(page.attributes("main a", "href").contains(&asal), "{jalan}");
        }
        // Nobody else than who wrote the request is sent a notice, and a batch of several leads to each of them.
        assert_eq!(hitung(site, "notification where event = 'tanda_tangan.selesai'").await, 0);
        let pilih = [
            minta(site, kepala.account, &Surat::biasa("Satu")).await,
            minta(site, kepala.account, &Surat::biasa("Dua")).await,
        ];
        let kelompok = serahkan(&kepala, &pilih, SANDI).await;
        tunggu(site, kelompok).await;
        let page = kepala.get(&format!("/tanda_tangan/kelompok/{kelompok}")).await.ok();
        page.has_text("Semua 2 naskah sudah ditandatangani").lacks_text("Kembali ke naskah");
    });
}

#[test]
fn a_signature_of_our_own_says_nothing_of_the_national_service() {
    on_both(async |site| {
        let (layanan, admin, lewat_bsre) = crate::bsre::dengan_layanan(site, "v2").await;
        let isian = [("sandi", "akar pohon beringin"), ("sandi_ulang", "akar pohon beringin")];
        admin.post("/tanda_tangan/otoritas/buat", &isian).await.redirects();
        let sekda = orang(site, &admin, "sekda").await;
        layanan.mati().await;
        let id = minta(site, lewat_bsre.account, &Surat::biasa("Lewat layanan")).await;
        let kelompok = serahkan(&lewat_bsre, &[id], SANDI).await;
        tunggu(site, kelompok).await;
        admin.get("/tanda_tangan/antrean").await.ok().has_text("tidak menjawab sejak");
        let id = minta(site, sekda.account, &Surat::biasa("Setempat")).await;
        let kelompok = serahkan(&sekda, &[id], SANDI).await;
        tunggu(site, kelompok).await;
        assert_eq!(keadaan(site, id).await, "selesai");
        admin.get("/tanda_tangan/antrean").await.ok().has_text("tidak menjawab sejak");
    });
}
