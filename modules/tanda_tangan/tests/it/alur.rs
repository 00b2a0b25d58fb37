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
