//! What is secret, and what is opened by consent.
use kearsipan::MODULE;
use kernel::args;
use kernel::port::Security;
use testkit::{Client, on_both};
use uuid::Uuid;

use crate::lakon::{Lakon, SURAT, UNIT, kirim, kode, surat, versi};

/// Every way in which a person could meet an item: page, list, exports, search, file's page, tasks, API.
async fn tampak(siapa: &Client, id: Uuid, berkas: Uuid, judul: &str) -> Vec<&'static str> {
    let id = id.to_string();
    let mut jalan = vec![];
    let ada = |teks: &str| teks.contains(&id) || teks.contains(judul);
    if siapa.get(&format!("/arsip/{id}")).await.status == 200 {
        jalan.push("halaman");
    }
    for (nama, alamat) in [
        ("daftar", "/arsip".to_owned()),
        ("saring", format!("/arsip?cari={}", judul.split(' ').next().unwrap())),
        ("csv", "/arsip/unduh/csv".to_owned()),
        ("cari", format!("/cari?q={}", judul.split(' ').next_back().unwrap())),
        ("berkas", format!("/berkas_arsip/{berkas}")),
        ("tugas", "/tugas".to_owned()),
        ("srikandi", "/arsip/srikandi?lihat=belum".to_owned()),
        ("usul", "/arsip/usul".to_owned()),
        ("pilihan", format!("/arsip/pilihan?q={}", judul.split(' ').next().unwrap())),
    ] {
        if ada(&siapa.get(&alamat).await.text()) {
            jalan.push(nama);
        }
    }
    jalan
}

#[test]
fn a_secret_item_is_invisible_to_all_whom_it_does_not_name() {
    on_both(&[&register::MODULE, &SURAT, &MODULE], async |site| {
        let lakon = Lakon::baru(site).await;
        kode(site, "500", Some(1), Some(1), Some("musnah")).await;
        let pemilik = &lakon.pegawai;
        // Every class, with and without a code; the rule is asked of every person each time.
        for (nomor, kelas) in Security::ALL.into_iter().enumerate() {
            for kode in [Some("500"), None] {
                let isi = format!("isi {nomor} {kode:?}");
                let id =
                    surat(site, kode, &format!("s/{nomor}/{}", kode.is_some()), kelas, pemilik.account, isi.as_bytes())
                        .await;
                let row = site.app.db.one("select judul, berkas from arsip where id = $1", args![id]).await.unwrap();
                let (judul, berkas): (String, Option<Uuid>) = (row.get("judul").unwrap(), row.get("berkas").unwrap());
                let berkas = berkas.unwrap_or_default();
                assert!(tampak(pemilik, id, berkas, &judul).await.contains(&"halaman"), "{kelas:?}");
                for orang in [&lakon.operator, &lakon.kepala, &lakon.arsiparis, &lakon.admin, &lakon.hukum] {
                    let jalan = tampak(orang, id, berkas, &judul).await;
                    assert_eq!(jalan.is_empty(), kelas.is_secret(), "{kelas:?} {kode:?}: {jalan:?}");
                }
                let jalan = tampak(&lakon.tetangga, id, berkas, &judul).await;
                assert!(jalan.is_empty(), "{kelas:?}: {jalan:?}");
            }
        }
        let rahasia: Uuid = site
            .app
            .db
            .one("select id from arsip where keamanan = 'rahasia' and kode is null", args![])
            .await
            .unwrap()
            .get("id")
            .unwrap();
        let token = ::register::testing::token(site, &lakon.admin, &[kearsipan::hak::LIHAT]).await;
        let jawab = token.get("/api/v1/arsip").await.ok();
        assert!(jawab.text().contains("s/0/") && !jawab.text().contains(&rahasia.to_string()));
        token.get(&format!("/api/v1/arsip/{rahasia}")).await.is(404);
        // Its owner names a reader; the reading of secret items is written down.
        let isian = [("akun", "operator")];
        kirim(pemilik, &format!("/arsip/{rahasia}"), "pembaca", &isian).await.redirects();
        lakon.operator.get(&format!("/arsip/{rahasia}")).await.ok();
        let n: i64 = site
            .app
            .db
            .one(
                "select count(*) as n from audit_leaf where action = 'arsip.dilihat' and subject = $1 and actor = $2",
                args![rahasia, lakon.operator.account],
            )
            .await
            .unwrap()
            .get("n")
            .unwrap();
        assert_eq!(n, 1);
        let alamat = format!("/arsip/{rahasia}/keamanan");
        lakon.operator.post(&alamat, &[("keamanan", "biasa"), ("alasan", "x")]).await.is(403);
    });
}

#[test]
fn the_class_is_changed_by_who_may_and_the_search_follows() {
    on_both(&[&register::MODULE, &SURAT, &MODULE], async |site| {
        let lakon = Lakon::baru(site).await;
        let id = surat(site, None, "k/1", Security::Biasa, lakon.pegawai.account, b"x").await;
        lakon.operator.get("/cari?q=perihal").await.ok().has_text("k/1");
        let href = format!("/arsip/{id}");
        kirim(&lakon.operator, &href, "keamanan", &[("keamanan", "rahasia"), ("alasan", "")])
            .await
            .is(422)
            .has_text("Tulis alasan perubahan");
        kirim(&lakon.operator, &href, "keamanan", &[("keamanan", "rahasia"), ("alasan", "Salah kelas")])
            .await
            .redirects();
        lakon.operator.get(&href).await.is(404);
        lakon.operator.get("/cari?q=perihal").await.ok().lacks_text("k/1");
        kirim(&lakon.pegawai, &href, "keamanan", &[("keamanan", "biasa"), ("alasan", "Sudah dibuka")])
            .await
            .redirects();
        lakon.operator.get(&href).await.ok().has_text("Klasifikasi keamanan diubah");
        lakon.operator.get("/cari?q=perihal").await.ok().has_text("k/1");
    });
}

#[test]
fn another_unit_reads_by_consent_until_a_day() {
    on_both(&[&register::MODULE, &SURAT, &MODULE], async |site| {
        let lakon = Lakon::baru(site).await;
        let id = surat(site, None, "b/1", Security::Terbatas, lakon.pegawai.account, b"isi").await;
        surat(site, None, "b/2", Security::Rahasia, lakon.pegawai.account, b"isi lain").await;
        let unit = UNIT.to_string();
        let isian = |nomor: &'static str, sampai: &'static str| {
            vec![
                ("unit", unit.clone()),
                ("nomor", nomor.to_owned()),
                ("keperluan", "Pemeriksaan aset".to_owned()),
                ("sampai", sampai.to_owned()),
                ("pembaca", String::new()),
            ]
        };
        let minta = async |isian: Vec<(&'static str, String)>| {
            let isian: Vec<(&str, &str)> = isian.iter().map(|(nama, nilai)| (*nama, nilai.as_str())).collect();
            lakon.tetangga.post("/arsip/izin/baru", &isian).await
        };
        let rahasia = minta(isian("b/2", "30-11-2026")).await.is(422);
        let tiada = minta(isian("b/9", "30-11-2026")).await.is(422);
        assert_eq!(rahasia.main().replace("b/2", ""), tiada.main().replace("b/9", ""), "a secret item is not told of");
        minta(isian("b/1", "30-11-2028")).await.is(422);
        minta(isian("b/1", "1-11-2026")).await.is(422);
        let href = minta(isian("b/1", "30-11-2026")).await.redirects().location();
        let arsip = format!("/arsip/{id}");
        lakon.tetangga.get(&arsip).await.is(404);
        lakon.tetangga.post(&format!("{href}/persetujuan"), &[]).await.is(403);
        lakon.pegawai.get(&href).await.is(404);
        lakon.kepala.get("/tugas").await.ok().has_text("Pemeriksaan aset");
        lakon.kepala.post(&format!("{href}/penolakan"), &[("alasan", "")]).await.is(409);
        lakon.kepala.post(&format!("{href}/persetujuan"), &[]).await.redirects();
        lakon.kepala.post(&format!("{href}/persetujuan"), &[]).await.is(409);
        let halaman = lakon.tetangga.get(&arsip).await.ok();
        lakon.tetangga.get("/arsip").await.ok().has_text("Perihal surat b/1");
        let isi = halaman.attribute("ul.lampiran a", "href").unwrap();
        assert_eq!(&lakon.tetangga.get(&isi).await.ok().bytes[..], b"isi");
        let n: i64 = site.app.db.one("select count(*) as n from audit_leaf where action in ('arsip.dilihat', 'arsip.diunduh') and subject = $1", args![id]).await.unwrap().get("n").unwrap();
        assert_eq!(n, 2, "reading by consent is written down");
        site.settle().await;
        site.app.clock.advance(time::Duration::days(11));
        Lakon::baru(site).await.tetangga.get(&arsip).await.is(404);
        site.app.clock.advance(time::Duration::days(-11));
        lakon.tetangga.get(&arsip).await.ok();
        lakon.kepala.post(&format!("{href}/pencabutan"), &[("alasan", "Selesai")]).await.redirects();
        lakon.tetangga.get(&arsip).await.is(404);
    });
}

#[test]
fn what_becomes_secret_is_sealed_and_leaves_those_who_read_it_by_consent() {
    on_both(&[&register::MODULE, &SURAT, &MODULE], async |site| {
        let lakon = Lakon::baru(site).await;
        let nyata = b"isi yang semula terbuka";
        let sidik = kernel::keys::hex(&<sha2::Sha256 as sha2::Digest>::digest(nyata));
        let id = surat(site, None, "j/1", Security::Biasa, lakon.pegawai.account, nyata).await;
        // Registered here, with a content that another record has too.
        let unit = UNIT.to_string();
        let isian = [
            ("unit", unit.as_str()),
            ("judul", "Notula tertutup"),
            ("nomor", "j/2"),
            ("jenis", "Notula"),
            ("tanggal", "2-11-2026"),
            ("keamanan", "biasa"),
            ("perkembangan", "asli"),
            ("media", "elektronik"),
            ("jumlah", "1"),
            ("satuan", "berkas"),
        ];
        let scan: &[(&str, &str, &[u8])] = &[("isi", "notula.txt", nyata)];
        let sendiri = lakon.operator.upload("/arsip/baru", &isian, scan).await.redirects().location();
        let minta = [
            ("unit", unit.as_str()),
            ("nomor", "j/1"),
            ("keperluan", "Pemeriksaan"),
            ("sampai", "30-11-2026"),
            ("pembaca", ""),
        ];
        let izin = lakon.tetangga.post("/arsip/izin/baru", &minta).await.redirects().location();
        lakon.kepala.post(&format!("{izin}/persetujuan"), &[]).await.redirects();
        let dua = lakon.tetangga.post("/arsip/izin/baru", &minta).await.redirects().location();
        let href = format!("/arsip/{id}");
        lakon.tetangga.get(&href).await.ok();
        let tutup = [("keamanan", "sangat_rahasia"), ("alasan", "Memuat data pribadi")];
        kirim(&lakon.pegawai, &href, "keamanan", &tutup).await.redirects();
        site.settle().await;
        lakon.tetangga.get(&href).await.is(404);
        lakon.tetangga.get("/arsip").await.ok().lacks_text("Perihal surat j/1");
        lakon.tetangga.get(&izin).await.ok().has_text("Dicabut").lacks_text("j/1");
        lakon.tetangga.get(&dua).await.ok().has_text("Ditolak");
        lakon.kepala.get("/tugas").await.ok().lacks_text("Pemeriksaan");
        assert!(site.app.files.is_whole(&sidik).await.unwrap(), "another record still has the same content");
        kirim(&lakon.operator, &sendiri, "keamanan", &tutup).await.redirects();
        site.settle().await;
        assert!(site.app.files.content(&sidik).await.unwrap().is_none(), "nothing lies open any more");
        for (siapa, halaman) in [(&lakon.pegawai, &href), (&lakon.operator, &sendiri)] {
            let jawab = siapa.get(halaman).await.ok().has_text("Sangat Rahasia");
            let isi = jawab.attribute("ul.lampiran a", "href").unwrap();
            assert_eq!(&siapa.get(&isi).await.ok().bytes[..], nyata, "its owner still reads it");
        }
        // Its owner finds it, names a reader who then finds it too, and takes the name back.
        lakon.operator.get("/cari?q=notula").await.ok().has_text("Notula tertutup");
        lakon.pegawai.get("/cari?q=notula").await.ok().lacks_text("Notula tertutup");
        kirim(&lakon.operator, &sendiri, "pembaca", &[("akun", "tiada")]).await.is(422).has_text("Tidak ada akun");
        kirim(&lakon.operator, &sendiri, "pembaca", &[("akun", "pegawai")]).await.redirects();
        kirim(&lakon.operator, &sendiri, "pembaca", &[("akun", "pegawai")]).await.redirects();
        lakon.pegawai.get("/cari?q=notula").await.ok().has_text("Notula tertutup");
        lakon.pegawai.get("/pemberitahuan").await.ok().has_text("Sebuah arsip dibuka untuk Anda");
        lakon.arsiparis.get("/cari?q=notula").await.ok().lacks_text("Notula tertutup");
        let halaman = lakon.operator.get(&sendiri).await.ok();
        let cabut = halaman.attributes("form[action$='/pencabutan']", "action");
        assert_eq!(cabut.len(), 1, "named once, however often");
        lakon.pegawai.post(&cabut[0], &[]).await.is(403);
        lakon.operator.post(&cabut[0], &[]).await.redirects();
        lakon.pegawai.get(&sendiri).await.is(404);
        lakon.pegawai.get("/cari?q=notula").await.ok().lacks_text("Notula tertutup");
        // What is added later is sealed too, and destroyed or rotten contents are told.
        let versi = versi(&lakon.operator, &sendiri, &format!("{sendiri}/isi")).await;
        let tambah: &[(&str, &str, &[u8])] = &[("isi", "lampiran.txt", b"isi tambahan")];
        lakon.operator.upload(&format!("{sendiri}/isi"), &[("_versi", &versi)], tambah).await.redirects();
        let terbuka: i64 = site
            .app
            .db
            .one("select count(*) as n from file where seal is null", args![])
            .await
            .unwrap()
            .get("n")
            .unwrap();
        assert_eq!(terbuka, 0);
        // The sealed contents are read again in their turn.
        site.app.clock.advance(time::Duration::hours(1));
        kearsipan::jobs::keutuhan(site.app.clone()).await.unwrap();
        let text = "select count(*) as n from file f join periksa_isi p on p.sha256 = f.sha256 where p.hasil = 'utuh'";
        let n: i64 = site.app.db.one(text, args![]).await.unwrap().get("n").unwrap();
        assert_eq!(n, 3);
    });
}

#[test]
fn a_rotten_content_is_not_sealed_over() {
    on_both(&[&register::MODULE, &SURAT, &MODULE], async |site| {
        let lakon = Lakon::baru(site).await;
        let id = surat(site, None, "b/1", Security::Biasa, lakon.pegawai.account, b"isi asli").await;
        let sidik = kernel::keys::hex(&<sha2::Sha256 as sha2::Digest>::digest(b"isi asli"));
        std::fs::write(site.folder.join("berkas").join(&sidik[..2]).join(&sidik[2..]), b"isi lain").unwrap();
        let isian = [("keamanan", "rahasia"), ("alasan", "Ditutup")];
        let halaman = format!("/arsip/{id}");
        kirim(&lakon.pegawai, &halaman, "keamanan", &isian).await.is(409).has_text("hilang atau rusak");
        lakon.operator.get(&halaman).await.ok();
        site.tampered = true;
    });
}

#[test]
fn a_code_that_is_closed_closes_what_is_registered_under_it() {
    on_both(&[&register::MODULE, &SURAT, &MODULE], async |site| {
        let lakon = Lakon::baru(site).await;
        kode(site, "800", Some(1), Some(1), Some("musnah")).await;
        let id: Uuid = site.app.db.one("select id from klasifikasi_arsip", args![]).await.unwrap().get("id").unwrap();
        let versi = lakon.admin.get(&format!("/klasifikasi_arsip/{id}/ubah")).await.ok();
        let versi = versi.attribute("input[name=_versi]", "value").unwrap();
        let isian = [
            ("_versi", versi.as_str()),
            ("kode", "800"),
            ("uraian", "Kepegawaian"),
            ("retensi_aktif", "1"),
            ("retensi_inaktif", "1"),
            ("nasib_akhir", "musnah"),
            ("keamanan", "terbatas"),
            ("akses", "terbatas"),
            ("aktif", "ya"),
        ];
        lakon.admin.post(&format!("/klasifikasi_arsip/{id}"), &isian).await.redirects();
        let unit = UNIT.to_string();
        let isian = |keamanan: &'static str| {
            [
                ("unit", unit.clone()),
                ("judul", "Berkas pegawai".to_owned()),
                ("jenis", "Surat".to_owned()),
                ("tanggal", "2-11-2026".to_owned()),
                ("kode", "800".to_owned()),
                ("keamanan", keamanan.to_owned()),
                ("perkembangan", "asli".to_owned()),
                ("media", "kertas".to_owned()),
                ("jumlah", "1".to_owned()),
                ("satuan", "lembar".to_owned()),
            ]
        };
        for (kelas, status) in [("biasa", 422), ("terbatas", 303)] {
            let isian = isian(kelas);
            let isian: Vec<(&str, &str)> = isian.iter().map(|(nama, nilai)| (*nama, nilai.as_str())).collect();
            let jawab = lakon.operator.upload("/arsip/baru", &isian, &[]).await.is(status);
            if status == 422 {
                jawab.has_text("paling rendah Terbatas");
            }
        }
        // What came by itself is not changed by anybody but people, who are told.
        let id = surat(site, Some("800"), "p/1", Security::Biasa, lakon.pegawai.account, b"x").await;
        let halaman = lakon.operator.get(&format!("/arsip/{id}")).await.ok();
        halaman.has_text("arsip berkode ini paling rendah Terbatas, sedangkan arsip ini Biasa");
    });
}
