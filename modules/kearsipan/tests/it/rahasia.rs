//! What is secret, and what is opened by consent.
use kearsipan::MODULE;
use kernel::args;
use kernel::port::Security;
use testkit::{Client, on_both};
use uuid::Uuid;

use crate::lakon::{Lakon, SURAT, UNIT, kirim, kode, surat};

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
        kirim(&lakon.operator, &href, "keamanan", &[("keamanan", "rahasia"), ("alasan", "")]).await.is(409);
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
