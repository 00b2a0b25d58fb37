//! A letter's whole way: draft, paraf, number, signature, delivery, receipt, cancellation.
use kernel::args;
use naskah_dinas::model::Keadaan;
use uuid::Uuid;

use crate::dunia::{di_kertas, diajukan, disetujui, elektronik, jawab_tte, konsep, naskah, orang, tekan, terbit};

#[test]
fn a_letter_goes_from_draft_to_the_inbox_of_another_agency() {
    di_kertas(async |site| {
        let o = orang(site).await;
        let id = diajukan(site, &o, "Undangan rapat koordinasi").await;
        let href = format!("/naskah/{id}");
        o.kabid.get("/").await.ok().has_text("Paraf: Undangan rapat koordinasi (Surat Dinas)");
        o.kadis.get("/").await.ok().lacks_text("Undangan rapat koordinasi (Surat Dinas)");
        o.kadis.get(&href).await.ok().lacks_text("Setujui dan beri nomor");
        o.kabid.get(&href).await.ok().has_text("Naskah ini menunggu paraf Anda");
        tekan(site, &o.kabid, id, "setuju", &[]).await.redirects();
        o.kadis.get("/").await.ok().has_text("Setujui dan tandatangani: Undangan rapat koordinasi");
        tekan(site, &o.kadis, id, "setuju", &[]).await.redirects();
        assert_eq!(naskah(site, id).await.keadaan, Keadaan::Disetujui);
        site.settle().await;
        let kini = naskah(site, id).await;
        assert_eq!(kini.keadaan, Keadaan::MenungguBasah);
        assert_eq!(kini.nomor.as_deref(), Some("000.1.2/1/KOMINFO/2026"));
        // Nobody else sees it before it is signed.
        o.penerima.get("/surat_masuk").await.ok().lacks_text("Undangan rapat koordinasi");
        o.penerima.get(&href).await.is(404);
        o.pengonsep.get("/").await.ok().has_text("Catat tanda tangan di kertas: Undangan rapat koordinasi");
        tekan(site, &o.pengonsep, id, "tanda-basah", &[]).await.redirects();
        o.penerima.get("/surat_masuk").await.ok().has_text("Undangan rapat koordinasi").has_text("Baru");
        o.penerima.get("/naskah").await.ok().lacks_text("Undangan rapat koordinasi");
        o.pengonsep.get(&href).await.ok().has_text("Dinas Kesehatan (tujuan)").has_text("belum dibaca");
        let page = o
            .penerima
            .get(&href)
            .await
            .ok()
            .has_text("Bersama ini kami undang Saudara")
            .has_text("000.1.2/1/KOMINFO/2026");
        assert!(page.attribute("a[href$='/dokumen']", "href").is_some());
        o.pengonsep.get(&href).await.ok().has_text("dibaca Uji penerima");
        // Drafts stay with those who worked on them.
        o.penerima.get(&href).await.ok().lacks_text("Bandingkan versi");
        o.penerima.get(&format!("{href}/versi")).await.is(403);
        o.kadis.get(&format!("{href}/versi")).await.ok();
        o.pengonsep.get("/naskah?kotak=keluar").await.ok().has_text("Undangan rapat koordinasi");
        o.pengonsep.get("/naskah?kotak=konsep").await.ok().lacks_text("Undangan rapat koordinasi");
        let pdf = o.penerima.get(&format!("{href}/dokumen")).await.ok();
        assert!(pdf.bytes.starts_with(b"%PDF-"));
        o.penerima.get(&format!("{href}/cetak")).await.ok();
        o.kadis
            .get(&href)
            .await
            .ok()
            .has_text("Uji penerima mencetak surat-dinas-")
            .has_text("mengunduh surat-dinas-")
            .has_text(", membaca");
        site.settle().await;
        o.penerima.get("/cari?q=koordinasi").await.ok().has_text("Undangan rapat koordinasi");
        o.luar.get("/cari?q=koordinasi").await.ok().lacks_text("Undangan rapat koordinasi");
        o.luar.get(&href).await.is(404);
    });
}

#[test]
fn an_electronic_signature_issues_the_letter_and_archives_it() {
    elektronik(async |site| {
        let o = orang(site).await;
        let id = disetujui(site, &o, "Permintaan data").await;
        let kini = naskah(site, id).await;
        assert_eq!(kini.keadaan, Keadaan::MenungguTte);
        let row = site
            .app
            .db
            .one("select penanda, kapasitas, nomor, kode, panel, terbuka from tanda_uji where naskah = $1", args![id])
            .await
            .unwrap();
        assert_eq!(row.get::<Uuid>("penanda").unwrap(), o.kadis.account);
        assert_eq!(row.get::<String>("kapasitas").unwrap(), "kepala_pd");
        assert_eq!(row.get::<Option<String>>("nomor").unwrap().as_deref(), Some("000.1.2/1/KOMINFO/2026"));
        assert!(row.get::<String>("kode").unwrap().len() >= 32, "at least 128 bits");
        assert!(row.get::<bool>("panel").unwrap() && row.get::<bool>("terbuka").unwrap());
        tekan(site, &o.pengonsep, id, "tanda-basah", &[]).await.is(409);
        jawab_tte(site, id, "tanda_tangan.selesai", serde_json::json!({})).await;
        // Said twice, it changes nothing.
        jawab_tte(site, id, "tanda_tangan.selesai", serde_json::json!({})).await;
        let kini = naskah(site, id).await;
        assert_eq!((kini.keadaan, kini.berkas_final), (Keadaan::Terbit, kini.berkas_asal));
        let row = site.app.db.one("select judul, berkas from arsip_uji where naskah = $1", args![id]).await.unwrap();
        assert_eq!(
            (row.get::<String>("judul").unwrap().as_str(), row.get::<i64>("berkas").unwrap()),
            ("Permintaan data", 1)
        );
        o.kepala_lain.get("/surat_masuk").await.ok().has_text("Permintaan data");
    });
}

#[test]
fn a_refused_signature_sends_the_letter_back_and_its_number_is_never_used_again() {
    elektronik(async |site| {
        let o = orang(site).await;
        let id = disetujui(site, &o, "Laporan bulanan").await;
        jawab_tte(site, id, "tanda_tangan.ditolak", serde_json::json!({ "alasan": "Lampirannya keliru" })).await;
        let kini = naskah(site, id).await;
        assert_eq!((kini.keadaan, kini.nomor), (Keadaan::Dikembalikan, None));
        o.pengonsep.get(&format!("/naskah/{id}")).await.ok().has_text("Lampirannya keliru").has_text("Dikembalikan");
        o.operator
            .get("/naskah-nomor")
            .await
            .ok()
            .has_text("000.1.2/1/KOMINFO/2026")
            .has_text("Dibatalkan")
            .has_text("Lampirannya keliru");
        tekan(site, &o.pengonsep, id, "ajukan", &[]).await.redirects();
        tekan(site, &o.kabid, id, "setuju", &[]).await.redirects();
        tekan(site, &o.kadis, id, "setuju", &[]).await.redirects();
        site.settle().await;
        assert_eq!(naskah(site, id).await.nomor.as_deref(), Some("000.1.2/2/KOMINFO/2026"));
        // It had a number once, so it is not deleted any more.
        jawab_tte(site, id, "tanda_tangan.ditolak", serde_json::json!({ "alasan": "Sekali lagi" })).await;
        tekan(site, &o.pengonsep, id, "hapus", &[]).await.is(409).has_text("pernah bernomor");
    });
}

#[test]
fn a_cancelled_letter_bears_its_mark_and_keeps_its_original() {
    di_kertas(async |site| {
        let o = orang(site).await;
        let id = terbit(site, &o, "Pengumuman libur").await;
        let href = format!("/naskah/{id}");
        let asli = o.penerima.get(&format!("{href}/dokumen")).await.ok().bytes;
        tekan(site, &o.pengonsep, id, "batal", &[("alasan", "Keliru")]).await.is(403);
        tekan(site, &o.kadis, id, "batal", &[("alasan", "")]).await.is(422).has_text("Isi alasan pembatalan");
        tekan(site, &o.kadis, id, "batal", &[("alasan", "Tanggalnya keliru")]).await.redirects();
        let page =
            o.penerima.get(&href).await.ok().has_text("dibatalkan dan tidak berlaku").has_text("Tanggalnya keliru");
        assert_eq!(page.all("del"), ["000.1.2/1/KOMINFO/2026"]);
        let salinan = o.penerima.get(&format!("{href}/dokumen")).await.ok();
        assert!(salinan.header("content-disposition").contains("DIBATALKAN"));
        let teks = lopdf::Document::load_mem(&salinan.bytes).unwrap();
        let halaman = teks.get_pages();
        for id in halaman.values() {
            let isi = String::from_utf8_lossy(&teks.get_page_content(*id)).into_owned();
            assert!(isi.contains("(DIBATALKAN) Tj"), "every page is stamped");
        }
        let kembali = o.penerima.get(&format!("{href}/dokumen?asli=ya")).await.ok();
        assert_eq!(kembali.bytes, asli, "the original bytes stay");
        o.operator.get("/naskah-nomor?keadaan=dibatalkan").await.ok().has_text("Tanggalnya keliru");
        let berikut = terbit(site, &o, "Pengumuman baru").await;
        assert_eq!(naskah(site, berikut).await.nomor.as_deref(), Some("000.1.2/2/KOMINFO/2026"));
        tekan(site, &o.kadis, id, "batal", &[("alasan", "Lagi")]).await.is(409);
    });
}

#[test]
fn a_waiting_signature_is_withdrawn_when_the_letter_is_cancelled() {
    elektronik(async |site| {
        let o = orang(site).await;
        let id = disetujui(site, &o, "Salah alamat").await;
        tekan(site, &o.kadis, id, "batal", &[("alasan", "Salah alamat")]).await.redirects();
        let row = site.app.db.one("select ditarik from tanda_uji where naskah = $1", args![id]).await.unwrap();
        assert!(row.get::<bool>("ditarik").unwrap());
        jawab_tte(site, id, "tanda_tangan.selesai", serde_json::json!({})).await;
        assert_eq!(naskah(site, id).await.keadaan, Keadaan::Batal);
        o.penerima.get("/surat_masuk").await.ok().lacks_text("Salah alamat");
    });
}

#[test]
fn a_scan_becomes_the_letter_and_a_wrong_file_does_not() {
    di_kertas(async |site| {
        let o = orang(site).await;
        let id = disetujui(site, &o, "Dengan pindaian").await;
        let alamat = format!("/naskah/{id}/tanda-basah");
        let versi = naskah(site, id).await.version.to_string();
        let fields = [("_versi", versi.as_str())];
        o.pengonsep
            .upload(&alamat, &fields, &[("pindaian", "virus.pdf", b"MZ\0\0\x01")])
            .await
            .is(422)
            .has_text("tidak diterima");
        o.pengonsep.upload(&alamat, &fields, &[("pindaian", "surat.pdf", b"%PDF-1.4\npindaian\n")]).await.redirects();
        let berkas = o.penerima.get(&format!("/naskah/{id}/dokumen")).await.ok();
        assert_eq!(berkas.bytes.as_ref(), b"%PDF-1.4\npindaian\n");
    });
}

#[test]
fn only_own_unnumbered_drafts_are_deleted() {
    di_kertas(async |site| {
        let o = orang(site).await;
        let id = konsep(&o.pengonsep, "nota_dinas").await;
        tekan(site, &o.operator, id, "hapus", &[]).await.is(403);
        tekan(site, &o.luar, id, "hapus", &[]).await.is(404);
        tekan(site, &o.pengonsep, id, "hapus", &[]).await.redirects();
        o.pengonsep.get(&format!("/naskah/{id}")).await.is(404);
        let jalan = diajukan(site, &o, "Sedang berjalan").await;
        tekan(site, &o.pengonsep, jalan, "hapus", &[]).await.is(409);
    });
}

#[test]
fn the_demonstration_shows_letters_in_every_state_and_runs_once() {
    di_kertas(async |site| {
        let o = orang(site).await;
        let isi = naskah_dinas::MODULE.demo.unwrap();
        isi(site.app.clone()).await.unwrap();
        isi(site.app.clone()).await.unwrap();
        site.settle().await;
        let rows = site
            .app
            .db
            .query(
                "select keadaan, count(*) as n from naskah where arah = 'keluar' group by keadaan order by keadaan",
                args![],
            )
            .await
            .unwrap();
        let ada: Vec<(String, i64)> =
            rows.iter().map(|row| (row.get("keadaan").unwrap(), row.get("n").unwrap())).collect();
        let harap =
            [("batal", 1), ("dikembalikan", 1), ("diperiksa", 1), ("konsep", 1), ("menunggu_basah", 1), ("terbit", 3)];
        assert_eq!(ada, harap.map(|(keadaan, n)| (keadaan.to_owned(), n)));
        let page = o.operator.get("/naskah?kotak=keluar").await.ok();
        for href in page.attributes("main th a[href^='/naskah/']", "href") {
            o.operator.get(&href).await.ok().has_text("/KOMINFO/2026");
        }
    });
}
