//! Templates: versions, previews, and what a template cannot do.
use naskah_dinas::cetak;
use naskah_dinas::jenis;

use crate::dunia::{di_kertas, disetujui, naskah, orang};

#[test]
fn every_kind_has_a_document_that_is_archival_and_has_its_place_for_the_signature() {
    di_kertas(async |site| {
        for satu in jenis::semua() {
            let surat = cetak::contoh(&site.app, &satu.kunci);
            let pdf = cetak::pdf(&site.app, &cetak::bawaan(&satu.kunci), &surat).await.unwrap();
            assert_eq!(pdf.areas.len(), 1, "{}", satu.kunci);
            assert_eq!(pdf.areas[0].name, cetak::TEMPAT_TANDA);
            let teks = String::from_utf8_lossy(&pdf.bytes).into_owned();
            assert!(
                pdf.bytes.starts_with(b"%PDF-1.7")
                    && teks.contains("pdfaid:part>2")
                    && teks.contains("/StructTreeRoot"),
                "{}",
                satu.kunci
            );
        }
    });
}

#[test]
fn a_new_version_is_tried_first_and_used_from_then_on() {
    di_kertas(async |site| {
        let o = orang(site).await;
        let alamat = "/naskah-templat/surat_dinas";
        o.operator.get(alamat).await.is(403);
        o.admin.get("/naskah-templat").await.ok().has_text("Surat Dinas").has_text("versi 1 (bawaan)");
        let isi = o.admin.get(alamat).await.ok().all("textarea[name=isi]").remove(0);
        assert!(isi.contains("#penanda-tangan(d)"));
        let asal = cetak::bawaan("surat_dinas").source().to_owned();
        let baru = format!("{asal}\nDICETAK DENGAN TEMPLAT BARU\n");
        let pdf = o.admin.post(alamat, &[("isi", &baru), ("aksi", "pratinjau")]).await.ok();
        assert!(pdf.bytes.starts_with(b"%PDF-"));
        o.admin.post(alamat, &[("isi", &baru), ("aksi", "simpan")]).await.is(422).has_text("Isi apa yang berubah");
        let lama = disetujui(site, &o, "Dengan yang lama").await;
        o.admin.post(alamat, &[("isi", &baru), ("catatan", "Kalimat penutup"), ("aksi", "simpan")]).await.redirects();
        let kini = disetujui(site, &o, "Dengan yang baru").await;
        assert_eq!(
            (naskah(site, lama).await.templat_versi, naskah(site, kini).await.templat_versi),
            (Some(1), Some(2))
        );
        assert!(naskah(site, kini).await.berkas_asal.is_some(), "set by the child");
        o.admin.get(alamat).await.ok().has_text("Kalimat penutup");
        o.admin.post(&format!("{alamat}/pakai"), &[("versi", "1")]).await.redirects();
        o.admin.get("/naskah-templat").await.ok().lacks_text("versi 2");
        o.admin.post(&format!("{alamat}/pakai"), &[("versi", "9")]).await.is(404);
    });
}

#[test]
fn a_bad_template_is_refused_with_a_clear_word() {
    di_kertas(async |site| {
        let o = orang(site).await;
        let awal = "#set document(title: \"x\")\n";
        let table = [
            ("#let d = json(\"/data.json\")\n#d.tidak_ada", "/main.typ"),
            ("#read(\"/etc/passwd\")", "/main.typ"),
            ("#import \"@preview/cetz:0.3.0\": *", "/main.typ"),
            ("#image(\"https://contoh.test/x.png\")", "/main.typ"),
            ("Tanpa tanda tangan", "tempat tanda tangan"),
            ("#{ while true {} }", "/main.typ"),
            ("#let f(x) = f(x)\n#f(1)", "/main.typ"),
            ("#let a = (1,) * 300000000", "memori"),
        ];
        for (isi, sebab) in table {
            let isi = format!("{awal}{isi}");
            let page = o
                .admin
                .post("/naskah-templat/nota_dinas", &[("isi", &isi), ("catatan", "x"), ("aksi", "simpan")])
                .await
                .is(422);
            let tampil = page.main();
            assert!(tampil.contains(sebab) || tampil.contains("berjalan terlalu lama"), "{isi}: {tampil}");
        }
        o.admin.get("/naskah-templat").await.ok().lacks_text("versi 2");
    });
}
