//! Forms of services, made in the browser.
use serde_json::{Value as Json, json};
use testkit::{Answer, Client, Site, on_both};
use uuid::Uuid;

use crate::adegan::{self, DINAS, LAIN, MODULES, PDF};

async fn penyusun(site: &Site) -> Client {
    site.person("penyusun", &[("operator_pd", DINAS)]).await
}

/// The address of a new draft that copies the version in force.
async fn draf(orang: &Client, layanan: Uuid) -> String {
    let daftar = format!("/formulir/layanan/{layanan}");
    let asal = orang.get(&daftar).await.ok().attribute("input[name=asal][checked]", "value").unwrap();
    orang.post(&daftar, &[("asal", &asal)]).await.redirects().location()
}

async fn kosong(orang: &Client, layanan: Uuid) -> String {
    orang.post(&format!("/formulir/layanan/{layanan}"), &[("asal", "kosong")]).await.redirects().location()
}

/// Opens a page, changes fields of its form that changes the draft, and sends it.
async fn isi(orang: &Client, alamat: &str, isian: &[(&str, &str)]) -> Answer {
    let halaman = orang.get(alamat).await.ok();
    let versi = halaman.attribute("input[name=_versi]", "value").unwrap();
    let mut semua = vec![("_versi", versi.as_str())];
    semua.extend_from_slice(isian);
    orang.post(alamat.split('?').next().unwrap(), &semua).await
}

async fn laku(orang: &Client, draf: &str, tindakan: &str) -> Answer {
    let versi = orang.get(draf).await.ok().attribute("input[name=_versi]", "value").unwrap();
    orang.post(&format!("{draf}/tindakan"), &[("_versi", &versi), ("tindakan", tindakan)]).await
}

async fn dokumen(orang: &Client, versi: &str) -> Json {
    orang.get(&format!("{versi}/ekspor")).await.ok().json()
}

/// The keys of the questions, page by page.
async fn susunan(orang: &Client, versi: &str) -> Vec<Json> {
    let dokumen = dokumen(orang, versi).await;
    dokumen["x-langkah"].as_array().unwrap().iter().map(|langkah| langkah["isi"].clone()).collect()
}

#[test]
fn a_form_is_made_from_nothing() {
    on_both(MODULES, async |site| {
        let layanan = adegan::layanan(site, "SKU", DINAS, &[]).await;
        let orang = penyusun(site).await;
        let draf = kosong(&orang, layanan).await;
        orang.get(&draf).await.ok().has_text("Belum ada isian").has_text("Draf");
        isi(
            &orang,
            &format!("{draf}/judul"),
            &[("judul", "Izin keramaian"), ("keterangan", "Untuk pesta.\r\n\r\nBesar.")],
        )
        .await
        .redirects();
        isi(&orang, &format!("{draf}/langkah/baru"), &[("judul", "Kegiatan"), ("keterangan", "")]).await.redirects();
        isi(&orang, &format!("{draf}/langkah/0"), &[("judul", "Siapa Anda"), ("keterangan", "Isi sesuai KTP.")])
            .await
            .redirects();
        // Each kind, with what its page offers at first.
        let jenis = orang.get(&format!("{draf}/tambah/0-0")).await.ok().attributes("main ul a", "href");
        assert_eq!(jenis.len(), 16);
        for alamat in &jenis {
            let halaman = orang.get(alamat).await.ok();
            let versi = halaman.attribute("input[name=_versi]", "value").unwrap();
            let nama =
                halaman.attributes("main form[method=post] input[type=text], main form[method=post] textarea", "name");
            let mut isian =
                vec![("_versi".to_owned(), versi), ("label".to_owned(), format!("Isian {}", adegan::ekor(alamat)))];
            for nama in nama.iter().filter(|nama| *nama != "label") {
                let nilai = match halaman.attribute(&format!("input[name='{nama}']"), "value") {
                    Some(nilai) => nilai,
                    None => halaman.all(&format!("textarea[name='{nama}']")).join("").replace("] ", "]\n"),
                };
                isian.push((nama.clone(), nilai));
            }
            let dicentang = halaman.attributes("input[name=berkas][checked]", "value");
            isian.extend(dicentang.into_iter().map(|kata| ("berkas".to_owned(), kata)));
            let isian: Vec<(&str, &str)> = isian.iter().map(|(nama, nilai)| (nama.as_str(), nilai.as_str())).collect();
            orang.post(alamat, &isian).await.redirects();
        }
        let kunci = &susunan(&orang, &draf).await[0];
        assert_eq!(kunci.as_array().unwrap().len(), 16);
        assert!(kunci.as_array().unwrap().contains(&json!("isian_teks_panjang")));
        // A group takes fields of its own.
        isi(&orang, &format!("{draf}/tambah/0-0-0/nik"), &[("label", "NIK anggota"), ("wajib", "ya")])
            .await
            .redirects();
        orang.get(&format!("{draf}/tambah/0-0-0/kelompok")).await.is(404);
        orang.get(&format!("{draf}/tambah/0-1-0/nik")).await.is(404);
        // A note, moved and taken away again.
        isi(&orang, &format!("{draf}/keterangan/1-0?baru=ya"), &[("judul", "Perhatian"), ("teks", "Bawa KTP asli.")])
            .await
            .redirects();
        laku(&orang, &draf, "naik:1-0").await.redirects();
        orang.get(&draf).await.ok().has_text("Perhatian").has_text("Kelompok yang berulang");
        laku(&orang, &draf, "hapus:0-16").await.redirects();
        laku(&orang, &draf, "salin:0-15").await.redirects();
        assert_eq!(susunan(&orang, &draf).await[0].as_array().unwrap().len(), 17);
        // An empty page keeps it from being published; then it comes into force.
        orang.get(&format!("{draf}/terbit")).await.ok().has_text("Langkah “Kegiatan” masih kosong.");
        laku(&orang, &draf, "langkah-hapus:1").await.redirects();
        isi(&orang, &format!("{draf}/terbit"), &[("berlaku", "bukan")]).await.is(409);
        let halaman = orang
            .get(&format!("{draf}/terbit"))
            .await
            .ok()
            .has_text("Isian baru “Isian nik” (NIK)")
            .has_text("tidak ditanyakan lagi");
        let berlaku = halaman.attribute("input[name=berlaku]", "value").unwrap();
        isi(&orang, &format!("{draf}/terbit"), &[("berlaku", &berlaku)]).await.redirects();
        orang.get(&draf).await.ok().has_text("Berlaku").lacks_text("Tambah isian");
        orang
            .get(&format!("/formulir/layanan/{layanan}"))
            .await
            .ok()
            .has_text("Versi 2")
            .has_text("Tidak berlaku lagi");
        site.visitor().get(&format!("/layanan/{layanan}/ajukan")).await.ok();
    });
}

#[test]
fn an_application_under_way_keeps_its_version() {
    on_both(MODULES, async |site| {
        let layanan = adegan::layanan(site, "SKU", DINAS, &[]).await;
        let (warga, orang) = (site.visitor(), penyusun(site).await);
        let lama = adegan::isi(&warga, layanan, "Siti Rahma", "").await;
        let draf = draf(&orang, layanan).await;
        isi(
            &orang,
            &format!("{draf}/isian/usaha"),
            &[("label", "Merek"), ("petunjuk", ""), ("wajib", "ya"), ("terkecil", "1"), ("terbesar", "80")],
        )
        .await
        .redirects();
        laku(&orang, &draf, "hapus:1-0").await.redirects();
        laku(&orang, &draf, "langkah-hapus:1").await.redirects();
        let halaman =
            orang.get(&format!("{draf}/terbit")).await.ok().has_text("“Foto tempat usaha” tidak ditanyakan lagi.");
        let berlaku = halaman.attribute("input[name=berlaku]", "value").unwrap();
        isi(&orang, &format!("{draf}/terbit"), &[("berlaku", &berlaku)]).await.redirects();
        // Begun before: the words and questions of then; begun now: those of now.
        warga.get(&format!("/permohonan/isi/{lama}/langkah/1")).await.ok().has_text("Nama usaha");
        warga.get(&format!("/permohonan/isi/{lama}/langkah/2")).await.ok().has_text("Foto tempat usaha");
        warga.post(&format!("/permohonan/isi/{lama}/kirim"), &[("benar", "ya")]).await.redirects();
        let lain = site.visitor();
        lain.get(&format!("/layanan/{layanan}/ajukan")).await.ok();
        let mulai = lain.post(&format!("/layanan/{layanan}/ajukan"), &[]).await.redirects().location();
        let id = mulai.trim_start_matches("/permohonan/isi/").split('/').next().unwrap().to_owned();
        lain.post(&format!("/permohonan/isi/{id}/kontak"), &[("nama", "Budi Santoso"), ("surel", ""), ("telepon", "")])
            .await
            .redirects();
        lain.get(&format!("/permohonan/isi/{id}/langkah/1")).await.ok().has_text("Merek").lacks_text("Nama usaha");
        // Taken out of force, nobody can begin; what was begun goes on.
        isi(&orang, &format!("{draf}/cabut"), &[]).await.redirects();
        orang.get(&draf).await.ok().has_text("Tidak berlaku lagi");
        lain.get(&format!("/permohonan/isi/{id}/langkah/1")).await.ok().has_text("Merek");
        let dari = orang
            .post(&format!("/formulir/layanan/{layanan}"), &[("asal", &adegan::ekor(&draf))])
            .await
            .redirects()
            .location();
        assert_eq!(dokumen(&orang, &dari).await, dokumen(&orang, &draf).await);
    });
}

#[test]
fn conditions_are_put_together_from_earlier_answers() {
    on_both(MODULES, async |site| {
        let layanan = adegan::layanan(site, "SKU", DINAS, &[]).await;
        let orang = penyusun(site).await;
        let draf = draf(&orang, layanan).await;
        let syarat = format!("{draf}/syarat/isian-nib");
        orang.get(&syarat).await.ok().has_text("“Bentuk” adalah “Badan usaha”");
        // Another test beside it, then one of both is enough, then the first goes.
        let uji = format!("{syarat}?isian=usaha");
        isi(&orang, &uji, &[("isian", "usaha"), ("cara", "")]).await.is(422).has_text("Pilih cara membandingkan");
        isi(&orang, &uji, &[("isian", "usaha"), ("cara", "terisi")]).await.redirects();
        isi(&orang, &syarat, &[("gabung", "salah_satu")]).await.redirects();
        let ada = dokumen(&orang, &draf).await["properties"]["nib"]["x-bila"].clone();
        let tests = json!([{ "isian": "badan", "adalah": ["badan"] }, { "isian": "usaha", "terisi": true }]);
        assert_eq!(ada, json!({ "salah_satu": tests }));
        isi(&orang, &syarat, &[("hapus", "1")]).await.redirects();
        let uji = format!("{syarat}?isian=badan");
        isi(&orang, &uji, &[("isian", "badan"), ("cara", "bukan")])
            .await
            .is(422)
            .has_text("Centang paling sedikit satu");
        isi(&orang, &uji, &[("isian", "badan"), ("cara", "bukan"), ("nilai", "orang")]).await.redirects();
        orang.get(&syarat).await.ok().has_text("“Bentuk” bukan “Perseorangan”");
        isi(&orang, &uji, &[("isian", "badan"), ("cara", "bukan"), ("nilai", "asing")])
            .await
            .is(422)
            .has_text("tidak mempunyai pilihan “asing”");
        isi(&orang, &syarat, &[("hapus", "0")]).await.redirects();
        orang.get(&syarat).await.ok().has_text("Selalu.");
        // A whole page, and what looks at nothing before it.
        let langkah = format!("{draf}/syarat/langkah-1");
        isi(&orang, &format!("{langkah}?isian=badan"), &[("isian", "badan"), ("cara", "adalah"), ("nilai", "badan")])
            .await
            .redirects();
        orang.get(&draf).await.ok().has_text("Hanya bila “Bentuk” adalah “Badan usaha”.");
        orang.get(&format!("{draf}/syarat/isian-usaha")).await.ok().has_text("Belum ada pertanyaan sebelumnya");
        // A choice that a branch looks at cannot go, neither can its question, nor stand behind what depends on it.
        let pilihan = [("label", "Bentuk"), ("petunjuk", ""), ("wajib", "ya"), ("pilihan", "Perseorangan [orang]")];
        isi(&orang, &format!("{draf}/isian/badan"), &pilihan).await.is(422).has_text("tidak mempunyai pilihan “badan”");
        laku(&orang, &draf, "hapus:0-1").await.is(409).has_text("menjadi syarat langkah “Berkas”");
        laku(&orang, &draf, "langkah-turun:0").await.is(409).has_text("tidak ditanyakan sebelumnya");
        for alamat in ["isian-tidak_ada", "langkah-9", "keterangan-0-0", "lain"] {
            orang.get(&format!("{draf}/syarat/{alamat}")).await.is(404);
        }
    });
}

#[test]
fn wrong_input_is_told_and_kept() {
    on_both(MODULES, async |site| {
        let layanan = adegan::layanan(site, "SKU", DINAS, &[]).await;
        let orang = penyusun(site).await;
        let draf = draf(&orang, layanan).await;
        let semula = dokumen(&orang, &draf).await;
        let panjang = "a".repeat(700);
        type Kiriman<'a> = (&'a str, Vec<(&'a str, &'a str)>, &'a str);
        let table: Vec<Kiriman<'_>> = vec![
            ("judul", vec![("judul", ""), ("keterangan", "")], "Judul formulir harus diisi."),
            ("langkah/baru", vec![("judul", &panjang), ("keterangan", "")], "Judul langkah paling banyak 200 karakter"),
            ("langkah/0", vec![("judul", " "), ("keterangan", "x")], "Judul langkah harus diisi."),
            ("keterangan/0-0", vec![("judul", ""), ("teks", "")], "Isi judul atau teks keterangan."),
            ("isian/usaha", vec![("label", "")], "Pertanyaan harus diisi."),
            ("isian/usaha", vec![("label", "Nama"), ("petunjuk", &panjang)], "Petunjuk paling banyak 600 karakter"),
            ("isian/nib", vec![("label", "NIB"), ("pola", "(a+)+")], "Pola memakai pengulangan di dalam pengulangan"),
            ("isian/nib", vec![("label", "NIB"), ("terkecil", "9"), ("terbesar", "3")], "yang paling kecil melebihi"),
            ("isian/badan", vec![("label", "Bentuk"), ("pilihan", "")], "Isi 1 sampai 300 pilihan."),
            ("isian/foto", vec![("label", "Foto"), ("ukuran", "5")], "Pilih paling sedikit satu jenis berkas"),
            ("isian/foto", vec![("label", "Foto"), ("berkas", "pdf"), ("ukuran", "500")], "antara 1 kB dan 100 MB"),
            ("tambah/0-0/tanggal", vec![("label", "Hari"), ("dari", "besok")], "atau hari ini, atau kosongkan"),
            ("tambah/0-0/bulat", vec![("label", "Banyak"), ("terkecil", "1,5")], "Tulis bilangan bulat tanpa koma."),
        ];
        for (bawah, isian, pesan) in &table {
            let jawab = isi(&orang, &format!("{draf}/{bawah}"), isian).await.is(422).has_text(pesan);
            assert!(!jawab.all(".govuk-error-summary li").is_empty());
            for tautan in jawab.attributes(".govuk-error-summary a", "href") {
                assert_eq!(
                    jawab.all(&format!("[id='{}']", tautan.trim_start_matches('#'))).len(),
                    1,
                    "{bawah} {tautan}"
                );
            }
            let (nama, diketik) = isian.iter().rfind(|(_, nilai)| !nilai.is_empty()).copied().unwrap_or(("judul", ""));
            let kotak = jawab.attributes(&format!("input[name='{nama}']"), "value").concat();
            assert!(kotak.contains(diketik.trim()) || jawab.text().contains(diketik), "{bawah}: {diketik} is lost");
        }
        assert_eq!(dokumen(&orang, &draf).await, semula, "nothing was written");
        for alamat in ["isian/tidak_ada", "tambah/0-0/rahasia", "tambah/x/teks", "langkah/7", "keterangan/z"] {
            orang.get(&format!("{draf}/{alamat}")).await.is(404);
        }
        laku(&orang, &draf, "meledak:0-0").await.redirects();
        laku(&orang, &draf, "naik:0-0").await.is(409).has_text("Sudah di ujung");
    });
}

#[test]
fn two_people_do_not_overwrite_each_other() {
    on_both(MODULES, async |site| {
        let layanan = adegan::layanan(site, "SKU", DINAS, &[]).await;
        let orang = penyusun(site).await;
        let draf = draf(&orang, layanan).await;
        orang
            .post(&format!("/formulir/layanan/{layanan}"), &[("asal", "kosong")])
            .await
            .is(409)
            .has_text("Sudah ada draf");
        let alamat = format!("{draf}/isian/usaha");
        let dilihat = orang.get(&alamat).await.ok().attribute("input[name=_versi]", "value").unwrap();
        isi(&orang, &format!("{draf}/judul"), &[("judul", "Lain"), ("keterangan", "")]).await.redirects();
        let isian = [("label", "Nama warung"), ("petunjuk", ""), ("terkecil", "1"), ("terbesar", "80")];
        let lama: Vec<(&str, &str)> = [("_versi", dilihat.as_str())].into_iter().chain(isian).collect();
        let jawab = orang.post(&alamat, &lama).await.is(409).has_text("baru saja diubah orang lain");
        assert_eq!(jawab.attribute("input[name=label]", "value").as_deref(), Some("Nama warung"));
        let baru = jawab.attribute("input[name=_versi]", "value").unwrap();
        let lagi: Vec<(&str, &str)> = [("_versi", baru.as_str())].into_iter().chain(isian).collect();
        orang.post(&alamat, &lagi).await.redirects();
        // The same form sent twice makes one question.
        let kunci = Uuid::now_v7().to_string();
        let versi = orang.get(&draf).await.ok().attribute("input[name=_versi]", "value").unwrap();
        let isian = [("_versi", versi.as_str()), ("_kunci", &kunci), ("label", "Dua kali")];
        for _ in 0..2 {
            orang.post(&format!("{draf}/tambah/0-0/jam"), &isian).await.redirects();
        }
        assert_eq!(susunan(&orang, &draf).await[0], json!(["dua_kali", "usaha", "badan", "nib"]));
        orang.post(&format!("{draf}/tindakan"), &[("_versi", "1"), ("tindakan", "hapus:0-0")]).await.is(409);
        // What is in force is not changed by anybody.
        let berlaku =
            orang.get(&format!("{draf}/terbit")).await.ok().attribute("input[name=berlaku]", "value").unwrap();
        orang.get(&format!("/formulir/{berlaku}/judul")).await.is(409);
        orang.post(&format!("/formulir/{berlaku}/isian/usaha"), &isian).await.is(409);
        orang.post(&format!("/formulir/{berlaku}/hapus"), &[]).await.is(409);
        orang.post(&format!("{draf}/hapus"), &[]).await.redirects();
        orang.get(&draf).await.is(404);
    });
}

#[test]
fn forms_are_for_those_who_make_them() {
    on_both(MODULES, async |site| {
        let layanan = adegan::layanan(site, "SKU", DINAS, &[]).await;
        let orang = penyusun(site).await;
        let draf = draf(&orang, layanan).await;
        let asing = site.person("asing", &[("operator_pd", LAIN)]).await;
        let pegawai = site.person("pegawai", &[("pegawai", DINAS)]).await;
        let daftar = format!("/formulir/layanan/{layanan}");
        for alamat in
            [&daftar, &draf, &format!("{draf}/ekspor"), &format!("{draf}/coba"), &format!("{draf}/isian/usaha")]
        {
            asing.get(alamat).await.is(404);
            pegawai.get(alamat).await.is(403);
            site.visitor().get(alamat).await.is(303);
        }
        asing.post(&format!("{draf}/hapus"), &[]).await.is(404);
        asing.post(&daftar, &[("asal", &adegan::ekor(&draf))]).await.is(404);
        // A draft cannot be begun from the form of another service that one may not see, nor from one that is another's.
        let lain = adegan::layanan(site, "IMB", LAIN, &[]).await;
        let milik_lain =
            asing.get(&format!("/formulir/layanan/{lain}")).await.ok().attribute("input[name=asal]", "value").unwrap();
        orang.post(&daftar, &[("asal", &milik_lain)]).await.is(404);
        orang.post(&daftar, &[("asal", "")]).await.is(422).has_text("Sudah ada draf");
    });
}

#[test]
fn forms_travel_as_files() {
    on_both(MODULES, async |site| {
        let layanan = adegan::layanan(site, "SKU", DINAS, &[]).await;
        let orang = penyusun(site).await;
        let impor = format!("/formulir/layanan/{layanan}/impor");
        let table: [(&[u8], &str); 4] = [
            (b"{", "bukan JSON"),
            (b"[1]", "objek"),
            (
                br#"{"title":"X","x-langkah":[{"kunci":"a","judul":"A","isi":["hilang"]}]}"#,
                "/x-langkah/0/isi/0: Isian “hilang” tidak ada di properties.",
            ),
            (&[b' '; 1_000_001], "paling besar 1 MB"),
        ];
        for (isi, pesan) in table {
            orang.upload(&impor, &[], &[("berkas", "f.json", isi)]).await.is(422).has_text(pesan);
        }
        orang.upload(&impor, &[], &[]).await.is(422).has_text("Pilih berkas JSON formulir.");
        let pertama = adegan::formulir().to_string();
        let draf = orang.upload(&impor, &[], &[("berkas", "f.json", pertama.as_bytes())]).await.redirects().location();
        let ekspor = orang.get(&format!("{draf}/ekspor")).await.ok();
        assert!(ekspor.header("content-disposition").contains("formulir-sku-versi-2.json"));
        let isi = ekspor.text();
        // A second time it goes into the same draft.
        let lagi = orang.upload(&impor, &[], &[("berkas", "f.json", isi.as_bytes())]).await.redirects().location();
        assert_eq!(lagi, draf);
        assert_eq!(orang.get(&format!("{draf}/ekspor")).await.ok().text(), isi);
    });
}

#[test]
fn a_form_is_tried_before_it_is_published() {
    on_both(MODULES, async |site| {
        let layanan = adegan::layanan(site, "SKU", DINAS, &[]).await;
        let orang = penyusun(site).await;
        let draf = draf(&orang, layanan).await;
        let coba = format!("{draf}/coba");
        let bawa = |jawab: &Answer| jawab.attribute("input[name=_isian]", "value").unwrap();
        orang.get(&coba).await.ok().has_text("langkah 1 dari 2").has_text("Nama usaha");
        let kirim = [("_langkah", "0"), ("_isian", "{}"), ("i.usaha", "Warung"), ("i.badan", ""), ("i.badan", "badan")];
        let terbuka = orang.upload(&coba, &kirim, &[]).await.ok().has_text("NIB");
        let isian = bawa(&terbuka);
        let salah =
            [("_langkah", "0"), ("_isian", &*isian), ("i.usaha", "Warung"), ("i.badan", "badan"), ("i.nib", "1")];
        let jawab = orang.upload(&coba, &salah, &[]).await.is(422).has_text("Ada yang perlu diperbaiki");
        assert_eq!(jawab.attribute("input[name='i.nib']", "value").as_deref(), Some("1"));
        let benar = [
            ("_langkah", "0"),
            ("_isian", &*isian),
            ("i.usaha", "Warung"),
            ("i.badan", "badan"),
            ("i.nib", "1234567890123"),
        ];
        let kedua =
            orang.upload(&coba, &benar, &[]).await.ok().has_text("Foto tempat usaha").has_text("langkah 2 dari 2");
        let isian = bawa(&kedua);
        let maju = [("_langkah", "1"), ("_isian", &*isian), ("i.foto", "")];
        orang
            .upload(&coba, &maju, &[("i.foto", "a.exe", b"MZ\x90\0")])
            .await
            .is(422)
            .has_text("harus berupa PDF atau JPG");
        let mundur = [("_langkah", "1"), ("_isian", &*isian), ("_arah", "kembali")];
        orang.upload(&coba, &mundur, &[]).await.ok().has_text("langkah 1 dari 2");
        let akhir = orang
            .upload(&coba, &maju, &[("i.foto", "foto.pdf", PDF)])
            .await
            .ok()
            .has_text("Periksa jawaban")
            .has_text("foto.pdf");
        assert!(akhir.all("pre code")[0].contains("\"nib\": \"1234567890123\""));
        // Carried answers that are none, and pages that are none, break nothing.
        for (langkah, isian) in [("0", "bukan json"), ("99", "{}"), ("-1", "[1]"), ("", "")] {
            let status = orang.upload(&coba, &[("_langkah", langkah), ("_isian", isian)], &[]).await.status.as_u16();
            assert!([200, 422].contains(&status), "{langkah} {isian}: {status}");
        }
        let berkas: i64 = site.app.db.one("select count(*) as n from file", vec![]).await.unwrap().get("n").unwrap();
        assert_eq!(berkas, 0);
    });
}
