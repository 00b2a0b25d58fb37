//! The work on a document: decisions, corrections, states.
use uuid::Uuid;

use super::{DINAS, HUKUM, banyak, contoh, lakukan, naskah, pengelola, putuskan_semua, terbitkan, unggah, versi};

#[test]
fn notes_are_decided_one_by_one_and_by_kind() {
    testkit::on_both(&[&peraturan::MODULE], async |site| {
        let hukum = pengelola(site).await;
        let kelola = unggah(&hukum, "contoh.txt", contoh().as_bytes()).await;
        let semua = banyak(site, "peraturan_catatan").await;
        let page = hukum.get(&format!("{kelola}/tinjau?macam=keraguan")).await.ok();
        let ragu = page.all("ol.tinjau > li").len();
        assert!(ragu > 2 && page.main().contains(&format!("0 dari {semua} catatan")));
        let urut = page.attribute("input[name=urut]", "value").unwrap();
        let putusan = format!("{kelola}/putusan");
        let form = [
            ("urut", urut.as_str()),
            ("putusan", "catat"),
            ("uraian", "Aslinya memang begitu"),
            ("kembali", "https://lain.test/"),
        ];
        let tujuan = hukum.post(&putusan, &form).await.redirects().location();
        assert!(tujuan.starts_with(&format!("{kelola}/tinjau#catatan-")), "{tujuan}");
        hukum
            .get(&format!("{kelola}/tinjau?macam=keraguan"))
            .await
            .ok()
            .has_text("Dicatat: memang demikian Aslinya memang begitu")
            .has_text(&format!("1 dari {semua}"));
        assert_eq!(
            hukum.get(&format!("{kelola}/tinjau?macam=keraguan&terbuka=ya")).await.ok().all("ol.tinjau > li").len(),
            ragu - 1
        );
        // Doubts of all kinds at once, unknown words and unknown notes are refused.
        hukum.post(&putusan, &[("macam", "keraguan"), ("putusan", "terima")]).await.is(400);
        hukum.post(&putusan, &[("urut", "0"), ("putusan", "hapus")]).await.is(400);
        hukum.post(&putusan, &[("urut", "99999"), ("putusan", "terima")]).await.is(409);
        hukum.post(&putusan, &[("macam", "perbaikan"), ("putusan", "terima")]).await.redirects();
        hukum.post(&putusan, &[("macam", "perbaikan"), ("putusan", "terima")]).await.is(409);
        let page = hukum.get(&format!("{kelola}/tinjau?macam=perbaikan")).await.ok();
        assert!(page.main().contains("Sebelum") && page.main().contains("Sesudah"));
    });
}

#[test]
fn a_correction_makes_a_new_text_and_keeps_the_decisions() {
    testkit::on_both(&[&peraturan::MODULE], async |site| {
        let hukum = pengelola(site).await;
        let kelola = unggah(&hukum, "contoh.txt", contoh().as_bytes()).await;
        putuskan_semua(&hukum, &kelola).await;
        let baris = contoh().lines().position(|baris| baris.contains("tidak memakai bahan bakar")).unwrap() + 1;
        let sanding = hukum.get(&format!("{kelola}/sanding?baris={baris}")).await.ok();
        assert!(
            sanding.all(".sumber li").iter().any(|isi| isi.contains("bahan bakar"))
                && sanding.all(".hukum h3").iter().any(|isi| isi.contains("Pasal 3"))
        );
        let form = hukum.get(&format!("{kelola}/sunting?baris={baris}")).await.ok();
        let isi = |name: &str| form.attribute(&format!("input[name={name}]"), "value").unwrap();
        let teks = form.all("textarea").remove(0);
        assert!(teks.contains("bahan bakar"));
        let (dari, sampai): (usize, usize) = (isi("dari").parse().unwrap(), isi("sampai").parse().unwrap());
        let lama: Vec<String> = contoh().lines().skip(dari - 1).take(sampai + 1 - dari).map(str::to_owned).collect();
        let baru = lama.join("\r\n").replace("bahan bakar", "bensin");
        let (naskah, dari, sampai, kunci) =
            (isi("naskah"), dari.to_string(), sampai.to_string(), Uuid::now_v7().to_string());
        let sunting = format!("{kelola}/sunting");
        let kirim = |alasan: &'static str| {
            vec![
                ("naskah", naskah.clone()),
                ("dari", dari.clone()),
                ("sampai", sampai.clone()),
                ("teks", baru.clone()),
                ("alasan", alasan.to_owned()),
                ("_kunci", kunci.clone()),
            ]
        };
        let pasang = |form: &[(&'static str, String)]| form.iter().map(|(k, v)| (*k, v.clone())).collect::<Vec<_>>();
        let tanpa = pasang(&kirim(""));
        let tanpa: Vec<(&str, &str)> = tanpa.iter().map(|(k, v)| (*k, v.as_str())).collect();
        hukum.post(&sunting, &tanpa).await.is(422).has_text("Tulis singkat apa yang diperbaiki");
        let dengan = pasang(&kirim("salah ketik"));
        let dengan: Vec<(&str, &str)> = dengan.iter().map(|(k, v)| (*k, v.as_str())).collect();
        let satu = hukum.post(&sunting, &dengan).await.redirects().location();
        assert!(satu.starts_with(&format!("{kelola}/sanding")));
        // The same form again makes nothing.
        hukum.post(&sunting, &dengan).await.redirects();
        assert_eq!(banyak(site, "peraturan_naskah").await, 2);
        // A form that was opened before the correction is refused with its text kept.
        let kunci_lain = Uuid::now_v7().to_string();
        let basi: Vec<(&str, &str)> =
            dengan.iter().map(|&(k, v)| if k == "_kunci" { (k, kunci_lain.as_str()) } else { (k, v) }).collect();
        hukum.post(&sunting, &basi).await.is(422).has_text("sudah diganti orang lain").has_text("bensin");
        assert_eq!(banyak(site, "peraturan_naskah").await, 2);
        let terbuka: i64 = site
            .app
            .db
            .one("select count(*) as n from peraturan_catatan where putusan is null", vec![])
            .await
            .unwrap()
            .get("n")
            .unwrap();
        assert_eq!(terbuka, 0, "decisions on the same notes stay");
        hukum.get(&kelola).await.ok().has_text("Naskah 2").has_text("salah ketik");
    });
}

#[test]
fn the_public_reads_the_old_text_until_the_new_one_is_published() {
    testkit::on_both(&[&peraturan::MODULE], async |site| {
        let hukum = pengelola(site).await;
        let lama = naskah(3, 2020, "SEPEDA", "Pasal 1\nSepeda merah.\nPasal 2\nSepeda biru.\nPasal 3\nSepeda hijau.");
        let kelola = terbitkan(&hukum, &lama).await;
        let warga = site.visitor();
        let tetap = hukum.get("/jdih/perbup-3-2020.json").await.ok().json()["id"].as_str().unwrap().to_owned();
        let baru = naskah(3, 2020, "SEPEDA", "Pasal 1\nSepeda ungu.\nPasal 2\nSepeda biru.");
        hukum.upload(&format!("{kelola}/naskah"), &[], &[("berkas", "baru.txt", baru.as_bytes())]).await.redirects();
        warga.get("/jdih/perbup-3-2020/pasal-1").await.ok().has_text("merah");
        hukum.get(&kelola).await.ok().has_text("Ada naskah perbaikan");
        putuskan_semua(&hukum, &kelola).await;
        lakukan(&hukum, &kelola, "perbarui", "kantor satu orang").await.redirects();
        warga.get("/jdih/perbup-3-2020/pasal-1").await.ok().has_text("ungu");
        warga.get("/jdih/perbup-3-2020/pasal-3").await.is(404);
        assert!(warga.get("/cari?q=hijau").await.ok().attributes("main a[href*='/jdih/']", "href").is_empty());
        assert_eq!(warga.get("/jdih/perbup-3-2020.json").await.ok().json()["id"].as_str().unwrap(), tetap);
        assert_eq!(banyak(site, "peraturan_simpul").await, 4, "the preamble, two pasal and the end of the new text");
        assert_eq!(warga.get("/jdih/perbup-3-2020/unduh").await.ok().bytes, baru.as_bytes());
        // Taken off the public it does not exist any more, for the search neither.
        lakukan(&hukum, &kelola, "tarik", "").await.is(422).has_text("Tulis alasannya");
        lakukan(&hukum, &kelola, "tarik", "salah berkas").await.redirects();
        for path in ["", "/pasal-1", "/unduh", ".json", ".xml"] {
            warga.get(&format!("/jdih/perbup-3-2020{path}")).await.is(404);
        }
        assert!(warga.get("/cari?q=ungu").await.ok().attributes("main a[href*='/jdih/']", "href").is_empty());
        hukum.get(&kelola).await.ok().has_text("salah berkas").has_text("Tarik dari publik");
        lakukan(&hukum, &kelola, "buka", "").await.redirects();
        lakukan(&hukum, &kelola, "tinjau", "lagi").await.redirects();
        lakukan(&hukum, &kelola, "terbitkan", "").await.redirects();
        warga.get("/jdih/perbup-3-2020/pasal-1").await.ok().has_text("ungu");
    });
}

#[test]
fn two_people_review_each_others_work_without_a_reason() {
    testkit::on_both(&[&peraturan::MODULE], async |site| {
        let satu = pengelola(site).await;
        let dua = site.person("hukum2", &[("hukum", DINAS)]).await;
        let kelola = unggah(&satu, "contoh.txt", contoh().as_bytes()).await;
        putuskan_semua(&dua, &kelola).await;
        lakukan(&satu, &kelola, "tinjau", "").await.is(422).has_text("Minta orang kedua");
        lakukan(&dua, &kelola, "tinjau", "").await.redirects();
        // Of two who act at once, the second sees that the state has changed.
        let versi = versi(&satu, &kelola).await;
        lakukan(&dua, &kelola, "kembalikan", "periksa lagi Pasal 3").await.redirects();
        satu.post(&format!("{kelola}/alur"), &[("aksi", "terbitkan"), ("_versi", &versi)]).await.is(409);
        lakukan(&dua, &kelola, "tinjau", "").await.redirects();
        satu.post(&format!("{kelola}/alur"), &[("aksi", "terbitkan"), ("_versi", &versi)]).await.is(409);
        assert!(
            satu.get("/").await.ok().main().contains("Terbitkan: Peraturan Bupati Nomor 7 Tahun 2021"),
            "a task for those who publish"
        );
        lakukan(&satu, &kelola, "terbitkan", "").await.redirects();
        lakukan(&satu, &kelola, "sembarang", "").await.is(400);
    });
}

#[test]
fn an_upload_sent_twice_makes_one_document_and_one_that_is_there_is_named() {
    testkit::on_both(&[&peraturan::MODULE], async |site| {
        let hukum = pengelola(site).await;
        let kunci = Uuid::now_v7().to_string();
        let isi = contoh();
        let kirim = async |kunci: &str| {
            hukum.upload("/jdih/kelola", &[("_kunci", kunci)], &[("berkas", "contoh.txt", isi.as_bytes())]).await
        };
        let satu = kirim(&kunci).await.redirects().location();
        assert_eq!(kirim(&kunci).await.redirects().location(), satu);
        let lain = kirim(&Uuid::now_v7().to_string()).await.is(422).has_text("sudah ada dalam koleksi");
        assert_eq!(lain.attribute(".govuk-inset-text a", "href"), Some(format!("{satu}/naskah")));
        assert_eq!(banyak(site, "peraturan_dokumen").await, 1);
        assert_eq!(banyak(site, "peraturan_naskah").await, 1);
    });
}

#[test]
fn facts_are_changed_with_errors_beside_their_fields_and_two_editors_lose_nothing() {
    testkit::on_both(&[&peraturan::MODULE], async |site| {
        let hukum = pengelola(site).await;
        let kelola = terbitkan(&hukum, &contoh()).await;
        let data = format!("{kelola}/data");
        let versi = versi(&hukum, &kelola).await;
        let form = |judul: &'static str, berlaku: &'static str, versi: &str| {
            vec![
                ("jenis", "perbup".to_owned()),
                ("nomor", "7".into()),
                ("tahun", "2021".into()),
                ("judul", judul.into()),
                ("berlaku", berlaku.into()),
                ("subjek", "SEPEDA; BARANG MILIK DAERAH".into()),
                ("status_khusus", "tidak".into()),
                ("_versi", versi.to_owned()),
            ]
        };
        let kirim = async |form: Vec<(&'static str, String)>| {
            let pairs: Vec<(&str, &str)> = form.iter().map(|(k, v)| (*k, v.as_str())).collect();
            hukum.post(&data, &pairs).await
        };
        let page = kirim(form("", "31 Februari 2021", &versi)).await.is(422);
        assert_eq!(page.attributes(".govuk-error-summary a", "href"), ["#judul", "#berlaku"]);
        assert_eq!(page.attribute("#berlaku", "value"), Some("31 Februari 2021".into()));
        kirim(form("Pinjam Sepeda", "01-03-2021", &versi)).await.redirects();
        let page = kirim(form("Pakai Sepeda", "01-03-2021", &versi))
            .await
            .is(409)
            .has_text("Tersimpan sekarang: \"Pinjam Sepeda\"");
        assert_eq!(page.all("textarea[name=judul]"), ["Pakai Sepeda"]);
        let baru = page.attribute("input[name=_versi]", "value").unwrap();
        kirim(form("Pakai Sepeda", "01-03-2021", &baru)).await.redirects();
        site.visitor().get("/jdih/perbup-7-2021").await.ok().has_text("Pakai Sepeda").has_text("1 Maret 2021");
        let page = site.visitor().get("/cari?q=pakai").await.ok();
        assert!(page.main().contains("Pakai Sepeda"));
        // The address of what has been public stays when its number is corrected.
        let mut ganti = form("Pakai Sepeda", "01-03-2021", &super::versi(&hukum, &kelola).await);
        ganti[1].1 = "8".into();
        kirim(ganti).await.redirects();
        site.visitor().get("/jdih/perbup-7-2021").await.ok().has_text("Nomor 8 Tahun 2021");
    });
}

#[test]
fn books_articles_and_judgments_are_kept_beside_the_regulations() {
    testkit::on_both(&[&peraturan::MODULE], async |site| {
        let hukum = pengelola(site).await;
        hukum.get("/jdih/kelola/baru?kelas=monografi").await.ok().has_text("Monografi hukum");
        hukum
            .upload("/jdih/kelola/catat", &[("kelas", "monografi"), ("judul", "")], &[])
            .await
            .is(422)
            .has_text("Tulis judul dokumen");
        let form = [
            ("kelas", "putusan"),
            ("judul", "Sengketa Sepeda"),
            ("nomor", "5/G/2024"),
            ("tahun", "2024"),
            ("ditetapkan", "01-02-2024"),
        ];
        let kelola = hukum
            .upload("/jdih/kelola/catat", &form, &[("berkas", "putusan.pdf", b"%PDF-1.4\n%putusan")])
            .await
            .redirects()
            .location();
        hukum.upload("/jdih/kelola/catat", &form, &[]).await.is(422).has_text("sudah ada dalam koleksi");
        lakukan(&hukum, &kelola, "tinjau", "sendiri").await.redirects();
        lakukan(&hukum, &kelola, "terbitkan", "").await.redirects();
        let warga = site.visitor();
        let page =
            warga.get("/jdih/putusan-sengketa-sepeda-2024").await.ok().has_text("Putusan Nomor 5/G/2024 Tahun 2024");
        assert!(!page.main().contains("Status hari ini"));
        warga.get("/jdih/putusan-sengketa-sepeda-2024/unduh").await.ok();
        warga.get("/jdih/putusan-sengketa-sepeda-2024/lengkap").await.is(404);
        assert_eq!(warga.get("/jdih?kelas=putusan").await.ok().all("ul.dokumen > li").len(), 1);
        let _ = HUKUM;
    });
}
