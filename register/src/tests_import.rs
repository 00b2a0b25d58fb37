//! Import, extra fields and forms, through the door.
use serde_json::json;
use testkit::{Answer, Client, Site, on_both};
use uuid::Uuid;

use crate::testing::{OTHER_UNIT, UNIT, listed, token};
use crate::tests_register::{BARANG, LIHAT, TULIS, UJI, WARNA};
use crate::{MODULE, extra};

const ALL: &[&kernel::Module] = &[&MODULE, &UJI];

async fn dry_run(client: &Client, key: &str, name: &str, bytes: &[u8]) -> (String, Answer) {
    let href = client.upload(&format!("/{key}/impor"), &[], &[("berkas", name, bytes)]).await.redirects().location();
    let page = client.get(&href).await.ok();
    (href, page)
}

#[test]
fn an_import_shows_row_by_row_and_applies_what_it_showed() {
    on_both(ALL, async |site: &mut Site| {
        let admin = site.person("admin", &[("admin", UNIT)]).await;
        for (code, name) in [("M", "Merah"), ("K", "Kuning")] {
            admin.post("/warna", &[("kode", code), ("nama", name), ("nilai", "1,50")]).await.redirects();
        }
        let file = b"Kode;Nama;Nilai\r\nM;Merah;1,50\r\nK;Kuning tua;2\r\nH;Hijau;\r\n;Tanpa kode;3\r\nB;Biru;mahal\r\nH;Hijau lagi;1\r\n";
        let (href, page) = dry_run(&admin, "warna", "warna.csv", file).await;
        let page = page.has_text("Baru (1)").has_text("Diubah (1)").has_text("Sama (1)").has_text("Ditolak (3)");
        let page = page
            .has_text("Kuning → Kuning tua")
            .has_text("1,50 → 2,00")
            .has_text("Isi kode.")
            .has_text("sudah dipakai")
            .has_text("pemisah titik koma");
        assert_eq!(listed(&admin, &WARNA, "").await.len(), 2, "a dry run changes nothing");
        let digest = page.attribute("input[name=sidik]", "value").unwrap();
        // Somebody changes a record meanwhile: nothing is applied, and the page is shown anew.
        let other = site.person("lain", &[("admin", UNIT)]).await;
        other.get(&href).await.is(409);
        let id = listed(&admin, &WARNA, "q=kuning").await.into_iter().next().unwrap();
        let path = WARNA.record_href(id);
        other
            .post(&path, &[("kode", "K"), ("nama", "Kuning muda"), ("nilai", "1,50"), ("_versi", "1")])
            .await
            .redirects();
        let stale = admin.post(&href, &[("sidik", &digest)]).await.is(409).has_text("Kuning muda → Kuning tua");
        let digest = stale.attribute("input[name=sidik]", "value").unwrap();
        admin.post(&href, &[("sidik", &digest)]).await.redirects();
        assert_eq!(listed(&admin, &WARNA, "").await.len(), 3);
        admin.get(&path).await.ok().has_text("Kuning tua");
        admin.get(&format!("{path}/riwayat")).await.ok().has_text("Diimpor");
        admin.get(&href).await.is(409);
    });
}

#[test]
fn an_import_keeps_to_the_rights_and_finds_references_by_name() {
    on_both(ALL, async |site: &mut Site| {
        let sari = site.person("sari", &[("operator_pd", UNIT)]).await;
        let budi = site.person("budi", &[("operator_pd", OTHER_UNIT)]).await;
        let send = [("nama", "Punya Budi"), ("kode", "B-1"), ("terbuka", "tidak")];
        let theirs = budi
            .upload("/barang", &send, &[])
            .await
            .redirects()
            .location()
            .rsplit('/')
            .next()
            .unwrap()
            .parse::<Uuid>()
            .unwrap();
        sari.upload("/barang", &[("nama", "Rak Utama"), ("terbuka", "tidak")], &[]).await.redirects();
        let file = format!(
            "id,Nama,Kode,Barang induk,Terbuka\n{theirs},Dicuri,,,tidak\n,Punya Budi,B-1,,tidak\n,Laci,,rak utama,tidak\n,Meja,,Rak Entah,tidak\n"
        );
        let (href, page) = dry_run(&sari, "barang", "a.csv", file.as_bytes()).await;
        let page = page
            .has_text("Ditolak (3)")
            .has_text("Baru (1)")
            .has_text("dengan id ini tidak ada")
            .has_text("tidak ditemukan");
        let digest = page.attribute("input[name=sidik]", "value").unwrap();
        sari.post(&href, &[("sidik", &digest)]).await.redirects();
        assert_eq!(listed(&sari, &BARANG, "induk=rak").await.len(), 1);
        budi.get(&BARANG.record_href(theirs)).await.ok().has_text("Punya Budi");
        for (file, words) in
            [("Nama,Corak\nA,B\n", "tidak dikenal"), ("Nama,nama\nA,B\n", "dua kali"), ("id\n", "hanya memuat judul")]
        {
            sari.upload("/barang/impor", &[], &[("berkas", "x.csv", file.as_bytes())]).await.is(422).has_text(words);
        }
        sari.get("/barang/impor/00000000000000000000000000000000").await.is(409);
        sari.get("/barang/impor/..%2F..%2Fkunci").await.is(409);
    });
}

#[test]
fn an_extra_field_is_asked_shown_exported_imported_and_served() {
    on_both(ALL, async |site: &mut Site| {
        let admin = site.person("admin", &[("admin", UNIT)]).await;
        let field = [
            ("register", "warna"),
            ("name", "rak"),
            ("label", "Nomor rak"),
            ("kind", "bulat"),
            ("smallest", "1"),
            ("largest", "9"),
            ("must", "ya"),
            ("active", "ya"),
            ("place", "0"),
        ];
        admin.post("/isian_tambahan", &field).await.redirects();
        admin.post("/isian_tambahan", &field).await.is(422).has_text("sudah dipakai");
        admin.get("/warna/baru").await.ok().has_text("Nomor rak");
        let base = [("kode", "M"), ("nama", "Merah")];
        admin.post("/warna", &base).await.is(422).has_text("Isi nomor rak.");
        admin
            .post("/warna", &[&base[..], &[("tambahan.rak", "12")]].concat())
            .await
            .is(422)
            .has_text("harus bilangan 1 sampai 9");
        let href = admin.post("/warna", &[&base[..], &[("tambahan.rak", "7")]].concat()).await.redirects().location();
        admin.get(&href).await.ok().has_text("Nomor rak").has_text("7");
        let file = admin.get("/warna/ekspor?bentuk=csv").await.ok().text();
        assert!(file.contains("tambahan.rak") && file.contains(";7\r\n"), "{file}");
        let (_, page) = dry_run(&admin, "warna", "w.csv", file.replace(";7\r\n", ";8\r\n").as_bytes()).await;
        page.has_text("Diubah (1)").has_text("Nomor rak: 7 → 8");
        let bearer = token(site, &admin, &[LIHAT, TULIS]).await;
        let path = format!("/api/v1{href}");
        assert_eq!(bearer.get(&path).await.ok().json()["tambahan"], json!({ "rak": 7 }));
        let patch = |body| bearer.api(http::Method::PATCH, &path, &[("if-match", "\"1\"")], Some(body));
        patch(json!({ "tambahan": { "rak": 10 } })).await.is(422);
        patch(json!({ "tambahan": { "nama": "x" } })).await.is(422);
        assert_eq!(patch(json!({ "tambahan": { "rak": 9 } })).await.ok().json()["tambahan"], json!({ "rak": 9 }));
        assert_eq!(extra::DEFINITIONS.faults(), Vec::<String>::new());
    });
}

#[test]
fn forms_keep_what_was_typed_and_grow_rows_and_search_without_script() {
    on_both(ALL, async |site: &mut Site| {
        let sari = site.person("sari", &[("operator_pd", UNIT)]).await;
        for place in 0..22 {
            sari.upload("/barang", &[("nama", &format!("Rak {place}")), ("terbuka", "tidak")], &[]).await.redirects();
        }
        let typed = [
            ("nama", "Baru"),
            ("terbuka", "tidak"),
            ("jumlah", "banyak"),
            ("tanggal", "31-02-2026"),
            ("bagian.0.nilai", "5"),
            ("tempat.lintang", "95"),
            ("uraian", " <b>ya</b> "),
        ];
        let page = sari.upload("/barang", &typed, &[]).await.is(422);
        assert_eq!(page.attribute("input[name=jumlah]", "value").as_deref(), Some("banyak"));
        assert_eq!(page.attribute("input[name=tanggal]", "value").as_deref(), Some("31-02-2026"));
        assert_eq!(page.all(".govuk-error-summary li").len(), 4, "{:?}", page.all(".govuk-error-summary li"));
        for href in page.attributes(".govuk-error-summary a", "href") {
            assert_eq!(
                page.all(&format!("[id=\"{}\"]", href.trim_start_matches('#'))).len(),
                1,
                "{href} leads to a control"
            );
        }
        let found =
            sari.upload("/barang", &[("nama", "Baru"), ("induk.cari", "rak 2"), ("_cari", "induk")], &[]).await.ok();
        assert_eq!(found.attributes("input[name=induk][type=radio]", "value").len(), 3, "Rak 2, 20 and 21");
        let more =
            sari.upload("/barang", &[("nama", "Baru"), ("bagian.3.nama", "x"), ("_tambah", "bagian")], &[]).await.ok();
        assert_eq!(more.attribute("input[name='bagian.3.nama']", "value").as_deref(), Some("x"));
        assert!(more.attribute("input[name='bagian.7.nama']", "value").is_some());
        let files: &[(&str, &str, &[u8])] = &[("dokumen", "bukti.txt", b"isi")];
        let href = sari
            .upload("/barang", &[("nama", "Dengan berkas"), ("terbuka", "tidak")], files)
            .await
            .redirects()
            .location();
        let file = sari.get(&href).await.ok().attributes("dd a[download]", "href")[0].clone();
        assert_eq!(sari.get(&file).await.ok().bytes.as_ref(), b"isi");
        site.person("budi", &[("operator_pd", OTHER_UNIT)]).await.get(&file).await.is(404);
        let kept = [("nama", "Tetap"), ("terbuka", "tidak"), ("_versi", "1")];
        sari.upload(&href, &kept, &[]).await.redirects();
        sari.get(&href).await.ok().has_text("bukti.txt");
        sari.upload(&href, &[("nama", "Lepas"), ("terbuka", "tidak"), ("dokumen.lepas", "ya"), ("_versi", "2")], &[])
            .await
            .redirects();
        sari.get(&href).await.ok().lacks_text("dd a[download]");
        let choices = sari.get("/barang/pilihan?q=rak%202").await.ok().json();
        assert_eq!(choices.as_array().unwrap().len(), 3);
    });
}
