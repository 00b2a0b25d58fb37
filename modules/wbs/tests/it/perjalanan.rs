//! From a report to its end.
use crate::adegan::{buka, daftar, kirim, kode, lacak, lapor, pada_keduanya, penangan, tentang};

/// The smallest picture with a place in it.
fn foto() -> Vec<u8> {
    let mut jpeg = vec![0xff, 0xd8, 0xff, 0xe1, 0x00, 0x14];
    jpeg.extend_from_slice(b"Exif\0\0TEMPAT-FOTO!");
    jpeg.extend_from_slice(&[0xff, 0xdb, 0x00, 0x43, 0]);
    jpeg.extend_from_slice(&[1; 64]);
    jpeg.extend_from_slice(&[0xff, 0xda, 0x00, 0x08, 1, 1, 0, 0, 63, 0, 42, 43, 0xff, 0xd9]);
    jpeg
}

#[test]
fn a_channel_without_keys_takes_no_reports() {
    pada_keduanya(async |site| {
        let tamu = site.visitor();
        tamu.get("/wbs").await.ok().has_text("belum menerima laporan").lacks_text("Buat laporan");
        tamu.get("/wbs/lapor").await.ok().has_text("belum menerima laporan");
        tamu.get("/wbs/aman").await.ok().has_text("Yang tidak dapat kami cegah");
        // Without the role there is no table, and without being named no key.
        let staf = site.person("dani", &[("operator_pd", crate::adegan::INSPEKTORAT)]).await;
        staf.get("/meja-wbs").await.is(403);
        staf.get("/kunci-wbs").await.is(404);
        let admin = site.person("admin", &[("admin", crate::adegan::INSPEKTORAT)]).await;
        admin.get("/meja-wbs").await.is(403);
        let indah = penangan(site, "indah").await;
        assert_eq!(indah.get("/meja-wbs").await.redirects().location(), "/kunci-wbs");
        indah.post("/kunci-wbs/buat", &[("sandi", "pendek"), ("ulang", "pendek")]).await.is(422);
        crate::adegan::buat_kunci(&indah).await;
        indah.post("/meja-wbs/kunci-cadangan", &[]).await.is(409).has_text("tepat 3 pemegang");
        tamu.get("/wbs").await.ok().has_text("belum menerima laporan");
    });
}

#[test]
fn a_report_is_read_answered_decided_and_deleted() {
    pada_keduanya(async |site| {
        let saluran = buka(site).await;
        let (indah, tamu) = (&saluran.indah, site.visitor());
        tamu.get("/wbs").await.ok().has_text("Buat laporan");
        let isian = [tentang("Kuitansi ganda", "Kuitansi perjalanan ditulis dua kali."), vec![("pelaku", "Bendahara")]]
            .concat();
        let kode = lapor(&tamu, &isian, &[("Nama Saya.jpg", &foto()), ("catatan.txt", b"isi catatan")]).await;

        let href = daftar(indah).await.remove(0);
        let page = indah.get(&href).await.ok();
        let page =
            page.has_text("Kuitansi ganda").has_text("Bendahara").has_text("berkas-1.jpg").has_text("berkas-2.txt");
        assert!(!page.text().contains("Nama Saya") && !page.text().contains("catatan.txt"));
        let links = page.attributes("main a", "href");
        let files: Vec<&String> = links.iter().filter(|link| link.contains("/berkas/")).collect();
        assert_eq!(files.len(), 4);
        let salinan = indah.get(files[0]).await.ok();
        assert_eq!(salinan.header("content-type"), "application/octet-stream");
        assert!(!salinan.text().contains("TEMPAT-FOTO"));
        assert_eq!(indah.get(files[1]).await.ok().bytes, foto());
        assert_eq!(indah.get(files[2]).await.ok().text(), "isi catatan");

        indah.post(&format!("{href}/pesan"), &[("pesan", "Bulan apa kejadiannya?")]).await.redirects();
        indah.post(&format!("{href}/catatan"), &[("catatan", "Cek arsip SPJ.")]).await.redirects();
        indah.post(&format!("{href}/pesan"), &[("pesan", "")]).await.is(422);

        let ruang = lacak(&tamu, &kode).await.ok().has_text("Bulan apa kejadiannya?").has_text("Baru masuk");
        assert!(!ruang.text().contains("SPJ") && !ruang.text().contains("Uji indah"));
        let token = ruang.attribute("input[name=ruang]", "value").unwrap();
        let kunci = ruang.attribute("input[name=_kunci]", "value").unwrap();
        let isian = [("ruang", token.as_str()), ("_kunci", kunci.as_str()), ("pesan", "Bulan Maret.")];
        for _ in 0..2 {
            let lagi = kirim(&tamu, &ruang, "/wbs/ruang", &isian, &[]).await.ok();
            assert_eq!(lagi.main().matches("Bulan Maret.").count(), 1);
        }
        kirim(&tamu, &ruang, "/wbs/ruang", &[("ruang", &token), ("pesan", "")], &[]).await.is(422);
        indah.get("/meja-wbs").await.ok().has_text("Pesan baru");
        indah.get(&href).await.ok().has_text("Bulan Maret.");

        let alur = |act: &str| format!("{href}/alur/{act}");
        indah.post(&alur("periksa"), &[]).await.is(409);
        indah.post(&alur("telaah"), &[]).await.redirects();
        indah.post(&alur("periksa"), &[]).await.redirects();
        indah.post(&alur("nyatakan_terbukti"), &[]).await.is(422).has_text("Tulis alasannya");
        indah.post(&alur("nyatakan_terbukti"), &[("alasan", "Kuitansi cocok.")]).await.redirects();
        let lagi = kirim(&tamu, &ruang, "/wbs/ruang", &[("ruang", &token), ("aksi", "muat")], &[]).await.ok();
        assert!(!lagi.has_text("Selesai: terbukti").text().contains("Kuitansi cocok"));
        let pdf = indah.get(&format!("{href}/pdf")).await.ok();
        assert!(pdf.bytes.starts_with(b"%PDF"));
        indah.get("/meja-wbs/statistik").await.ok().has_text("Selesai: terbukti");

        let nomor = indah.get(&href).await.ok().all("h1 + *, .govuk-caption-xl, .govuk-caption-l").join(" ");
        let nomor = nomor.split_whitespace().find(|word| word.len() == 9 && word.contains('-')).unwrap().to_owned();
        indah.post(&format!("{href}/hapus"), &[("nomor", "0000-0000")]).await.is(422);
        indah.post(&format!("{href}/hapus"), &[("nomor", &nomor)]).await.redirects();
        indah.get(&href).await.is(404);
        for table in wbs::store::LAPORAN {
            let rows =
                site.app.apart("wbs").await.unwrap().query(&format!("select id from {table}"), vec![]).await.unwrap();
            assert!(rows.is_empty(), "{table}");
        }
        kirim(&tamu, &ruang, "/wbs/ruang", &[("ruang", &token), ("aksi", "muat")], &[]).await.is(422);
        lacak(&tamu, &kode).await.is(422).has_text("Kode tidak cocok");
        indah.get("/meja-wbs/orang").await.ok().has_text("laporan dihapus").has_text("Rantai catatan utuh");
    });
}

#[test]
fn the_same_form_makes_one_report() {
    pada_keduanya(async |site| {
        let saluran = buka(site).await;
        let tamu = site.visitor();
        let form = tamu.get("/wbs/lapor").await.ok();
        let resi = form.attribute("input[name=resi]", "value").unwrap();
        let isian = [
            tentang("Satu saja", "Dikirim dua kali karena jaringan putus."),
            vec![("resi", &resi), ("jenis", "disiplin")],
        ]
        .concat();
        let satu = kode(&kirim(&tamu, &form, "/wbs/lapor", &isian, &[]).await.ok());
        let dua = kode(&kirim(&tamu, &form, "/wbs/lapor", &isian, &[]).await.ok());
        assert_eq!(satu, dua);
        assert_eq!(daftar(&saluran.indah).await.len(), 1);
        // A code that was not made here is not taken.
        let palsu = [
            tentang("Palsu", "Kode ini dibuat orang lain di tempat lain."),
            vec![("resi", "00000000000000000000.00"), ("jenis", "disiplin")],
        ]
        .concat();
        kirim(&tamu, &form, "/wbs/lapor", &palsu, &[]).await.is(422).has_text("tidak utuh");
        assert_eq!(daftar(&saluran.indah).await.len(), 1);
    });
}

#[test]
fn what_is_wrong_is_said_and_what_was_typed_stays() {
    pada_keduanya(async |site| {
        let saluran = buka(site).await;
        let tamu = site.visitor();
        let form = tamu.get("/wbs/lapor").await.ok();
        let resi = form.attribute("input[name=resi]", "value").unwrap();
        let coba = async |isian: &[(&str, &str)], berkas: &[(&str, &[u8])]| {
            let semua: Vec<(&str, &str)> = isian.iter().copied().chain([("resi", resi.as_str())]).collect();
            kirim(&tamu, &form, "/wbs/lapor", &semua, berkas).await
        };
        coba(&[("judul", "Tanpa jenis"), ("uraian", "Ceritanya cukup panjang.")], &[])
            .await
            .is(422)
            .has_text("Pilih paling sedikit satu jenis")
            .has_text("Ceritanya cukup panjang.");
        let penuh = [("jenis", "lain"), ("judul", "x"), ("uraian", "Ceritanya cukup panjang.")];
        coba(&penuh, &[("virus.exe", b"MZ\0\0\x01\x02")]).await.is(422).has_text("Berkas ke-1 bukan jenis");
        let banyak: Vec<(&str, &[u8])> = vec![("a.txt", b"a"); 6];
        coba(&penuh, &banyak).await.is(422).has_text("Paling banyak 5 berkas");
        let besar = vec![b'a'; 21 * 1024 * 1024];
        coba(&penuh, &[("besar.txt", &besar)]).await.is(413);
        let akun = saluran.indah.account.to_string();
        let semua = [penuh.to_vec(), vec![("kecuali", akun.as_str())]].concat();
        coba(&semua, &[]).await.is(422).has_text("Tidak ada penangan yang tersisa");
        // Without the token of the page nothing is taken, and a page of another site cannot send.
        let tanpa = tamu.send(
            http::Method::POST,
            "/wbs/lapor",
            &[("content-type", "application/x-www-form-urlencoded")],
            b"judul=x".to_vec(),
        );
        tanpa.await.is(403);
        let asing = [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "cross-site")];
        let csrf = form.attribute("input[name=_csrf]", "value").unwrap();
        tamu.send(http::Method::POST, "/wbs/lapor", &asing, format!("_csrf={csrf}").into_bytes()).await.is(403);
        assert!(daftar(&saluran.indah).await.is_empty());
    });
}

#[test]
fn wrong_codes_are_answered_alike() {
    pada_keduanya(async |site| {
        let saluran = buka(site).await;
        let tamu = site.visitor();
        let kode = lapor(&tamu, &tentang("Satu", "Ceritanya cukup panjang."), &[]).await;
        let salah = kode.replace(['0', '1', '2', '3', '4'], "9");
        let satu = lacak(&tamu, &salah).await.is(422);
        let dua = lacak(&tamu, "1234 5678 9012 3456 7890").await.is(422);
        assert_eq!(satu.bytes.len(), dua.bytes.len());
        assert_eq!(satu.text().replace(&salah, ""), dua.text().replace("1234 5678 9012 3456 7890", ""));
        lacak(&tamu, "12 34").await.is(422).has_text("20 angka");
        lacak(&tamu, "").await.is(422).has_text("20 angka");
        lacak(&tamu, &kode).await.ok();
        drop(saluran);
    });
}

#[test]
fn closed_reports_go_when_their_time_is_over() {
    pada_keduanya(async |site| {
        let saluran = buka(site).await;
        let tamu = site.visitor();
        let lama = lapor(&tamu, &tentang("Lama", "Ceritanya cukup panjang."), &[]).await;
        let href = daftar(&saluran.indah).await.remove(0);
        saluran
            .indah
            .post(&format!("{href}/alur/tolak"), &[("alasan", "Bukan lingkup saluran ini.")])
            .await
            .redirects();
        let baru = lapor(&tamu, &tentang("Baru", "Ceritanya cukup panjang."), &[]).await;
        site.settle().await;
        site.app.clock.advance(time::Duration::days(29));
        site.settle().await;
        lacak(&tamu, &lama).await.ok();
        site.app.clock.advance(time::Duration::days(3));
        site.settle().await;
        lacak(&tamu, &lama).await.is(422);
        lacak(&tamu, &baru).await.ok();
        // The reminder says nothing of any report.
        let rows = site
            .app
            .db
            .query("select title, body, href from notification where event = 'wbs.diingatkan'", vec![])
            .await
            .unwrap();
        assert!(!rows.is_empty());
        for row in rows {
            assert_eq!(row.get::<String>("title").unwrap(), "Periksa Meja WBS");
            assert_eq!(row.get::<String>("href").unwrap(), "/meja-wbs");
        }
    });
}

#[test]
fn a_crowd_waits_and_loses_nothing_of_what_it_typed() {
    pada_keduanya(async |site| {
        let saluran = buka(site).await;
        let tamu = site.visitor();
        while wbs::batas::LAPORAN.ambil(site.app.now()).is_ok() {}
        let form = tamu.get("/wbs/lapor").await.ok();
        let resi = form.attribute("input[name=resi]", "value").unwrap();
        let isian = [tentang("Ramai", "Cerita yang tidak boleh hilang."), vec![("resi", &resi), ("jenis", "disiplin")]]
            .concat();
        let tunggu = kirim(&tamu, &form, "/wbs/lapor", &isian, &[]).await.is(429);
        tunggu.has_text("Saluran sedang ramai").has_text("Cerita yang tidak boleh hilang.");
        // The measure is that of the whole process, which may have seen a later hour in the test on the other database.
        let mut diterima = 0;
        for _ in 0..10 {
            site.app.clock.advance(time::Duration::minutes(1));
            diterima += usize::from(kirim(&tamu, &form, "/wbs/lapor", &isian, &[]).await.status.is_success());
        }
        assert!(diterima > 0);
        assert_eq!(daftar(&saluran.indah).await.len(), 1);
    });
}
