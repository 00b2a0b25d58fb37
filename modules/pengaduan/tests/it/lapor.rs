//! A visitor reports and comes back.
use kernel::args;
use uuid::Uuid;

use crate::dunia::{URAIAN, di_kedua, foto, isian, keadaan, koordinator, lapor, pelapor};

#[test]
fn a_visitor_reports_and_holds_the_receipt() {
    di_kedua(async |site| {
        site.settle().await;
        let (rina, id) = lapor(site, &[]).await;
        let page = rina.get(&format!("/pengaduan/resi/{id}")).await.ok();
        let nomor = page.all(".govuk-panel strong")[0].clone();
        let kata = page.all(".govuk-panel strong")[1].clone();
        assert!(nomor.starts_with("PGD-") && kata.contains('-'), "{nomor} {kata}");
        let page = page.has_text("Lubang di depan pasar").has_text("3 hari kerja lagi");
        assert!(page.text().contains("<svg"));
        // Another browser gets in by number and word only.
        let lain = pelapor(site).await;
        assert!(
            lain.get(&format!("/pengaduan/resi/{id}")).await.redirects().location().starts_with("/pengaduan/lacak")
        );
        lain.get(&format!("/pengaduan/lacak?nomor={nomor}")).await.ok();
        lain.post("/pengaduan/lacak", &[("nomor", &nomor), ("kata", "salah-salah")])
            .await
            .is(422)
            .has_text("tidak cocok");
        let kecil = nomor.to_lowercase().replace('-', " ");
        let href = lain.post("/pengaduan/lacak", &[("nomor", &kecil), ("kata", &kata)]).await.redirects().location();
        assert_eq!(href, format!("/pengaduan/resi/{id}"));
        lain.get(&href).await.ok().has_text("Menunggu verifikasi");
        // After two hours the word is not shown again.
        site.app.clock.advance(time::Duration::minutes(121));
        rina.get(&format!("/pengaduan/resi/{id}")).await.redirects();
        pengaduan::jobs::harian(&site.app).await.unwrap();
        let tersisa = site.app.db.one("select count(*) as n from pengaduan_kata", args![]).await.unwrap();
        assert_eq!(tersisa.get::<i64>("n").unwrap(), 1);
        site.settle().await;
        let tersisa = site.app.db.one("select count(*) as n from pengaduan_kata", args![]).await.unwrap();
        assert_eq!(tersisa.get::<i64>("n").unwrap(), 0);
    });
}

#[test]
fn a_form_that_is_wrong_keeps_what_was_typed_and_writes_nothing() {
    di_kedua(async |site| {
        let rina = pelapor(site).await;
        let panjang = "x".repeat(6_000);
        let table: &[(&[(&str, &str)], &str)] = &[
            (&[("uraian", "")], "Tulis apa yang terjadi"),
            (&[("uraian", "pendek")], "Terlalu pendek"),
            (&[("uraian", &panjang)], "Terlalu panjang"),
            (&[("kategori", "")], "Pilih pokok laporan"),
            (&[("kategori", "karangan")], "Pokok itu tidak ada lagi"),
            (&[("desa", "")], "Pilih desa"),
            (&[("desa", "99.01")], "Desa itu tidak ada"),
            (&[("kejadian", "31-02-2026")], "Tulis tanggal seperti"),
            (&[("kejadian", "01-01-2027")], "belum terjadi"),
            (&[("surel", "bukan surel")], "Alamat surel belum benar"),
            (&[("telepon", "satu")], "Nomor telepon belum benar"),
            (&[("sifat", "lain")], "Pilih siapa yang boleh tahu"),
        ];
        for (lain, pesan) in table {
            let page = rina.upload("/pengaduan/lapor", &isian(lain), &[]).await.is(422).has_text(pesan);
            let (nama, nilai) = lain[0];
            if nama == "uraian" {
                assert_eq!(page.all("textarea[name=uraian]")[0], nilai);
            } else {
                assert_eq!(page.all("textarea[name=uraian]")[0], URAIAN);
            }
            assert!(!page.all(".govuk-error-summary li").is_empty());
        }
        let n: i64 = site.app.db.one("select count(*) as n from pengaduan", args![]).await.unwrap().get("n").unwrap();
        assert_eq!(n, 0);
    });
}

#[test]
fn strange_bytes_and_hostile_files_are_refused_with_words() {
    di_kedua(async |site| {
        let rina = pelapor(site).await;
        let table: &[(&str, &[u8], &str)] = &[
            ("virus.exe", b"MZ\x90\0\x03\0\0\0", "bukan jenis yang diterima"),
            ("kosong.jpg", b"", "kosong"),
            ("rusak.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "rusak"),
            ("halaman.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", ""),
        ];
        for (nama, isi, pesan) in table {
            let answer = rina.upload("/pengaduan/lapor", &isian(&[]), &[("berkas", nama, isi)]).await;
            if pesan.is_empty() {
                // Text is text, whatever its name says: it is only ever sent as a download under a name of ours.
                assert!(answer.status == 303 || answer.status == 422, "{nama}: {}", answer.status);
            } else {
                answer.is(422).has_text(pesan);
            }
        }
        let banyak: Vec<(&str, &str, &[u8])> = (0..6).map(|_| ("berkas", "a.txt", b"isi".as_slice())).collect();
        rina.upload("/pengaduan/lapor", &isian(&[]), &banyak).await.is(422).has_text("Paling banyak 5 berkas");
        // Marks that turn text around, and bytes that are no text, go or are replaced.
        let kunci = Uuid::now_v7().to_string();
        let aneh = "Jalan\u{202e}rusak\u{200b} di depan sekolah dasar kami \u{1F6A7}";
        let isi = isian(&[("uraian", aneh), ("judul", ""), ("_kunci", &kunci)]);
        let href = rina.upload("/pengaduan/lapor", &isi, &[]).await.redirects().location();
        let page = rina.get(&href).await.ok();
        assert!(page.main().contains("Jalanrusak di depan sekolah"), "{}", page.main());
    });
}

#[test]
fn a_form_that_is_sent_twice_makes_one_complaint_and_shows_its_receipt_again() {
    di_kedua(async |site| {
        let rina = pelapor(site).await;
        let kunci = Uuid::now_v7().to_string();
        let isi = isian(&[("_kunci", &kunci)]);
        let satu = rina.upload("/pengaduan/lapor", &isi, &[]).await.redirects().location();
        // The answer was lost: the browser has no cookie of it, and sends the same form again.
        rina.set_cookie("pendopo_resi", "hilang");
        let dua = rina.upload("/pengaduan/lapor", &isi, &[]).await.redirects().location();
        assert_eq!(satu, dua);
        rina.get(&dua).await.ok().has_text("Kata rahasia");
        let n: i64 = site.app.db.one("select count(*) as n from pengaduan", args![]).await.unwrap().get("n").unwrap();
        assert_eq!(n, 1);
    });
}

#[test]
fn an_anonymous_report_keeps_nothing_of_its_reporter() {
    di_kedua(async |site| {
        let (_, id) = lapor(site, &[("sifat", "anonim")]).await;
        let row = site.app.db.one("select pelapor, akun from pengaduan where id = $1", args![id]).await.unwrap();
        assert_eq!(row.get::<Option<Vec<u8>>>("pelapor").unwrap(), None);
        assert_eq!(row.get::<Option<String>>("akun").unwrap(), None);
        koordinator(site)
            .await
            .get(&format!("/meja-pengaduan/{id}"))
            .await
            .ok()
            .lacks_text("Rina")
            .lacks_text("0812 0000");
    });
}

#[test]
fn pictures_are_handled_without_their_metadata_and_the_original_is_for_the_coordinator() {
    di_kedua(async |site| {
        let rina = pelapor(site).await;
        let kunci = Uuid::now_v7().to_string();
        let isi = isian(&[("_kunci", &kunci)]);
        let asli = foto();
        let href =
            rina.upload("/pengaduan/lapor", &isi, &[("berkas", "IMG_20261118_rumah.png", &asli)]).await.redirects();
        let id: Uuid = href.location().rsplit('/').next().unwrap().parse().unwrap();
        let kominfo = koordinator(site).await;
        let page = kominfo.get(&format!("/meja-pengaduan/{id}")).await.ok().lacks_text("IMG_2026");
        let tautan = page.attributes("ul.lampiran a", "href");
        let bersih = kominfo.get(&tautan[0]).await.ok();
        assert!(bersih.bytes.starts_with(b"\x89PNG") && !bersih.text().contains("rumah-saya"));
        let semula = kominfo.get(&tautan[1]).await.ok();
        assert_eq!(semula.bytes.as_ref(), asli);
        kominfo
            .get(&format!("/meja-pengaduan/{id}"))
            .await
            .ok()
            .has_text("Berkas asli lampiran-1.png dengan metadatanya diunduh");
        crate::dunia::disposisi(&kominfo, id, "tidak_berkadar_pengawasan").await;
        let pu = crate::dunia::petugas(site).await;
        pu.get(&tautan[0]).await.ok();
        pu.get(&tautan[1]).await.is(403);
        // In the store nothing lies open.
        let rows = site.app.db.query("select seal from file where subject = $1", args![id]).await.unwrap();
        assert_eq!(rows.len(), 2);
        assert!(rows.iter().all(|row| row.get::<Option<Vec<u8>>>("seal").unwrap().is_some()));
    });
}

#[test]
fn an_account_finds_its_own_and_officers_write_down_what_came_otherwise() {
    di_kedua(async |site| {
        let warga = site.person("warga", &[]).await;
        let kunci = Uuid::now_v7().to_string();
        let isi = isian(&[("_kunci", &kunci), ("sifat", "rahasia")]);
        let href = warga.upload("/pengaduan/lapor", &isi, &[]).await.redirects().location();
        warga.get("/pengaduan/saya").await.ok().has_text("Lubang di depan pasar");
        warga.set_cookie("pendopo_resi", "x");
        warga.get(&href).await.ok().has_text("Menunggu verifikasi");
        let lain = site.person("warga-lain", &[]).await;
        lain.get("/pengaduan/saya").await.ok().lacks_text("Lubang di depan pasar");
        lain.get(&href).await.redirects();
        // At the counter.
        let kominfo = koordinator(site).await;
        kominfo.get("/meja-pengaduan/catat").await.ok();
        kominfo.upload("/meja-pengaduan/catat", &isian(&[]), &[]).await.is(422).has_text("Pilih dari mana");
        let kunci = Uuid::now_v7().to_string();
        let isi = isian(&[("kanal", "surat"), ("nomor_luar", "12/RT/2026"), ("_kunci", &kunci)]);
        let href = kominfo.upload("/meja-pengaduan/catat", &isi, &[]).await.redirects().location();
        kominfo.get(&href).await.ok().has_text("Tanda terima pengaduan").has_text("Kata rahasia");
        let kunci = Uuid::now_v7().to_string();
        let isi = isian(&[("kanal", "surat"), ("nomor_luar", "12/RT/2026"), ("_kunci", &kunci)]);
        kominfo.upload("/meja-pengaduan/catat", &isi, &[]).await.is(422).has_text("sudah dicatat");
        let id: Uuid = href.rsplit('/').next().unwrap().parse().unwrap();
        assert_eq!(keadaan(site, id).await, "baru");
        lain.get(&href).await.is(403);
    });
}
