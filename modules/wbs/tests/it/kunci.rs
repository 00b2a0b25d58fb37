//! Passphrases change, and officers try their shares.
use std::path::Path;

use kernel::args;
use testkit::Client;

use crate::adegan::{FRASA, INSPEKTORAT, buka, buka_kunci, daftar, lapor, pada_keduanya, tentang};

const BARU: &str = "kuda minum kopi hangat sekali";

fn ganti<'a>(lama: &'a str, baru: &'a str, ulang: &'a str) -> Vec<(&'static str, &'a str)> {
    vec![("lama", lama), ("baru", baru), ("ulang_baru", ulang)]
}

/// Whether any file below the folder holds these bytes.
fn there(folder: &Path, mark: &[u8]) -> bool {
    std::fs::read_dir(folder).unwrap().any(|entry| {
        let path = entry.unwrap().path();
        if path.is_dir() {
            return there(&path, mark);
        }
        std::fs::read(&path).unwrap().windows(mark.len()).any(|part| part == mark)
    })
}

#[test]
fn a_passphrase_is_changed_by_who_knows_the_old_one() {
    pada_keduanya(async |site| {
        let saluran = buka(site).await;
        let indah = &saluran.indah;
        lapor(&site.visitor(), &tentang("Satu", "Ceritanya cukup panjang."), &[]).await;
        // The same person at another machine.
        let lain = site.person("indah", &[(wbs::APIP, INSPEKTORAT)]).await;
        buka_kunci(&lain).await;
        assert_eq!(daftar(&lain).await.len(), 1);
        let db = site.app.apart("wbs").await.unwrap();
        let text = "select id, rahasia, publik from wbs_kunci where akun = $1 and keadaan = 'aktif'";
        let before = db.one(text, args![indah.account]).await.unwrap();
        let wrapped: Vec<u8> = before.get("rahasia").unwrap();
        assert_eq!(there(&site.folder, &wrapped), site.keeps_its_database());

        for (isian, kata) in [
            (ganti("salah salah salah salah", BARU, BARU), "Frasa sandi lama tidak cocok"),
            (ganti(FRASA, "pendek", "pendek"), "empat kata"),
            (ganti(FRASA, BARU, "lain"), "Kedua isian tidak sama"),
            (ganti(FRASA, FRASA, FRASA), "sama dengan yang lama"),
        ] {
            indah.post("/kunci-wbs/ganti", &isian).await.is(422).has_text(kata);
        }
        indah.post("/kunci-wbs/ganti", &ganti(FRASA, BARU, BARU)).await.redirects();
        // Still open here, shut elsewhere; the old passphrase opens nothing, the new one does.
        assert_eq!(daftar(indah).await.len(), 1);
        assert_eq!(lain.get("/meja-wbs").await.redirects().location(), "/kunci-wbs");
        lain.post("/kunci-wbs/buka", &[("sandi", FRASA)]).await.is(422);
        lain.post("/kunci-wbs/buka", &[("sandi", BARU)]).await.redirects();
        assert_eq!(daftar(&lain).await.len(), 1);
        let after = db.one(text, args![indah.account]).await.unwrap();
        assert_eq!(after.get::<Vec<u8>>("publik").unwrap(), before.get::<Vec<u8>>("publik").unwrap());
        assert_ne!(after.get::<Vec<u8>>("rahasia").unwrap(), wrapped);
        assert!(!there(&site.folder, &wrapped), "the old wrapping is overwritten");
        indah.get("/meja-wbs/orang").await.ok().has_text("frasa sandi diganti");
        // Who has no key has nothing to change.
        site.person("dani", &[]).await.post("/kunci-wbs/ganti", &ganti(FRASA, BARU, BARU)).await.is(404);
    });
}

async fn tugas(siapa: &Client) -> String {
    siapa.get("/tugas").await.ok().main()
}

#[test]
fn officers_try_their_shares_and_everybody_sees_when() {
    pada_keduanya(async |site| {
        let saluran = buka(site).await;
        let [bunga, surya, _] = saluran.pejabat.as_slice() else { panic!("three officers") };
        assert!(tugas(bunga).await.contains("Coba bagian kunci cadangan WBS"));
        saluran.indah.get("/meja-wbs/orang").await.ok().has_text("Bagian belum pernah dicoba");
        saluran.indah.post("/kunci-wbs/latihan", &[]).await.is(404);
        bunga.get("/kunci-wbs").await.ok().has_text("belum pernah dicoba");
        bunga.post("/kunci-wbs/latihan", &[]).await.redirects();
        bunga.post("/kunci-wbs/latihan", &[]).await.redirects();
        bunga.get("/kunci-wbs").await.ok().has_text("terakhir dicoba");
        assert!(!tugas(bunga).await.contains("Coba bagian"));
        saluran.indah.get("/meja-wbs/orang").await.ok().has_text("Bagian terakhir dicoba").has_text("bagian dicoba");
        // Half a year later it is time again.
        site.app.clock.advance(time::Duration::days(190));
        let bunga = site.person("bunga", &[]).await;
        assert!(tugas(&bunga).await.contains("Coba bagian kunci cadangan WBS"));
        // A share that was spoilt does not open, and that is said.
        let db = site.app.apart("wbs").await.unwrap();
        let mut tx = db.begin().await.unwrap();
        let text = "update wbs_bagian set isi = $1 where kunci in (select id from wbs_kunci where akun = $2)";
        tx.exec(text, args![vec![7_u8; 1200], surya.account]).await.unwrap();
        tx.commit().await.unwrap();
        let surya = site.person("surya", &[]).await;
        buka_kunci(&surya).await;
        surya.post("/kunci-wbs/latihan", &[]).await.is(409).has_text("tidak terbuka");
    });
}

#[test]
fn tasks_tell_numbers_to_whom_the_key_is_open() {
    pada_keduanya(async |site| {
        let saluran = buka(site).await;
        let indah = &saluran.indah;
        lapor(&site.visitor(), &tentang("Rahasia besar", "Ceritanya cukup panjang."), &[]).await;
        let page = tugas(indah).await;
        assert!(page.contains("1 laporan WBS belum ditelaah") && !page.contains("Rahasia besar"), "{page}");
        indah.post("/kunci-wbs/kunci", &[]).await.redirects();
        assert!(!tugas(indah).await.contains("laporan WBS"));
        let budi = crate::adegan::penangan(site, "budi").await;
        assert!(tugas(&budi).await.contains("Buat kunci WBS"));
        // A visitor is shown the way.
        site.visitor().get("/").await.ok().has_text("Laporkan pelanggaran pegawai");
    });
}
