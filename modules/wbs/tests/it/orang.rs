//! Handlers come and go, custodians decide, officers let in again; a report that concerns somebody stays hidden from them.
use kernel::args;
use testkit::Site;

use crate::adegan::{FRASA, buat_kunci, buka, buka_kunci, daftar, lacak, lapor, pada_keduanya, penangan, tentang};

/// The keys that await confirmation, as a handler's page shows them: address and fingerprint.
async fn menunggu(oleh: &testkit::Client) -> (String, String) {
    let page = oleh.get("/meja-wbs/orang").await.ok();
    let href = page.attributes("form", "action").into_iter().find(|href| href.ends_with("/sahkan")).unwrap();
    let sidik = page.attribute("input[name=sidik]", "value").unwrap();
    (href, sidik)
}

async fn seal_lengths(site: &Site) -> Vec<i64> {
    let text = "select length(isi) as n from wbs_segel";
    let rows = site.app.apart("wbs").await.unwrap().query(text, args![]).await.unwrap();
    rows.iter().map(|row| row.get("n").unwrap()).collect()
}

#[test]
fn a_report_that_concerns_a_handler_does_not_exist_for_them() {
    pada_keduanya(async |site| {
        let saluran = buka(site).await;
        let indah = &saluran.indah;
        let budi = penangan(site, "budi").await;
        buat_kunci(&budi).await;
        let (href, sidik) = menunggu(indah).await;
        indah.post(&href, &[("sidik", "0000")]).await.is(409);
        budi.post(&href, &[("sidik", &sidik)]).await.is(409);
        indah.post(&href, &[("sidik", &sidik)]).await.redirects();

        let tamu = site.visitor();
        tamu.get("/wbs/lapor").await.ok().has_text("Uji budi").has_text("Uji indah");
        let akun = budi.account.to_string();
        let isian = [tentang("Tentang Budi", "Ceritanya cukup panjang."), vec![("kecuali", akun.as_str())]].concat();
        lapor(&tamu, &isian, &[]).await;
        lapor(&tamu, &tentang("Tentang lain", "Ceritanya cukup panjang."), &[]).await;

        assert_eq!((daftar(indah).await.len(), daftar(&budi).await.len()), (2, 1));
        let milik_budi = daftar(&budi).await;
        let rahasia = daftar(indah).await.into_iter().find(|href| !milik_budi.contains(href)).unwrap();
        indah.get(&rahasia).await.ok().has_text("Tentang Budi").has_text("Uji budi");
        for path in [rahasia.clone(), format!("{rahasia}/pdf")] {
            budi.get(&path).await.is(404);
        }
        budi.post(&format!("{rahasia}/catatan"), &[("catatan", "x")]).await.is(404);
        budi.post(&format!("{rahasia}/alur/telaah"), &[]).await.is(404);
        budi.get("/meja-wbs/statistik").await.ok().lacks_text("Tentang Budi");
        // In the database both have a seal of the same length for each key.
        let lengths = seal_lengths(site).await;
        assert!(lengths.iter().all(|n| *n == lengths[0]), "{lengths:?}");
        assert_eq!(lengths.len(), 6);
        // Sealing anew, by either of them, changes nothing about it.
        budi.post("/meja-wbs/segel-ulang", &[]).await.redirects();
        indah.post("/meja-wbs/segel-ulang", &[]).await.redirects();
        assert_eq!((daftar(indah).await.len(), daftar(&budi).await.len()), (2, 1));
        budi.get(&rahasia).await.is(404);
        // Nor does an escrow that Budi makes: the old one stays for what is hidden from him.
        budi.post("/meja-wbs/kunci-cadangan", &[]).await.redirects();
        assert_eq!(seal_lengths(site).await.len(), 7);
    });
}

#[test]
fn handlers_come_and_go() {
    pada_keduanya(async |site| {
        let saluran = buka(site).await;
        let indah = &saluran.indah;
        let tamu = site.visitor();
        lapor(&tamu, &tentang("Lama", "Ceritanya cukup panjang."), &[]).await;
        let budi = penangan(site, "budi").await;
        buat_kunci(&budi).await;
        // A key that nobody confirmed opens nothing and decides nothing.
        assert!(daftar(&budi).await.is_empty());
        lapor(&tamu, &tentang("Sebelum disahkan", "Ceritanya cukup panjang."), &[]).await;
        assert!(daftar(&budi).await.is_empty());
        budi.post("/meja-wbs/orang/tunjuk", &[("akun", "surya"), ("peran", "pejabat")]).await.is(409);
        let (href, sidik) = menunggu(indah).await;
        indah.post(&href, &[("sidik", &sidik)]).await.redirects();
        assert_eq!(daftar(&budi).await.len(), 2);

        // The key is closed, opened by its passphrase alone, and closed when its owner signs out.
        budi.post("/kunci-wbs/kunci", &[]).await.redirects();
        assert_eq!(budi.get("/meja-wbs").await.redirects().location(), "/kunci-wbs");
        let satu = daftar(indah).await.remove(0);
        assert_eq!(budi.get(&satu).await.redirects().location(), "/kunci-wbs");
        budi.post("/kunci-wbs/buka", &[("sandi", "gajah makan durian busuk")]).await.is(422).has_text("tidak cocok");
        buka_kunci(&budi).await;
        assert_eq!(daftar(&budi).await.len(), 2);
        site.app.clock.advance(time::Duration::minutes(31));
        assert_eq!(budi.get("/meja-wbs").await.redirects().location(), "/kunci-wbs");
        buka_kunci(&budi).await;
        buka_kunci(indah).await;

        // Taken out of use, the key is shut at once and nothing is sealed for it any more.
        let page = indah.get("/meja-wbs/orang").await.ok();
        let cards: Vec<String> =
            page.attributes("form", "action").into_iter().filter(|href| href.ends_with("/cabut")).collect();
        let text = "select id from wbs_kunci where akun = $1 and keadaan = 'aktif'";
        let row = site.app.apart("wbs").await.unwrap().one(text, args![budi.account]).await.unwrap();
        let cabut = format!("/meja-wbs/orang/{}/cabut", row.get::<uuid::Uuid>("id").unwrap());
        assert!(cards.contains(&cabut));
        indah.post(&cabut, &[]).await.redirects();
        assert_eq!(budi.get("/meja-wbs").await.redirects().location(), "/kunci-wbs");
        budi.post("/kunci-wbs/buka", &[("sandi", FRASA)]).await.redirects();
        assert_eq!(budi.get("/meja-wbs").await.redirects().location(), "/kunci-wbs");
        let rows = site
            .app
            .apart("wbs")
            .await
            .unwrap()
            .query("select rahasia from wbs_kunci where akun = $1", args![budi.account])
            .await
            .unwrap();
        assert!(rows.iter().all(|row| row.get::<Option<Vec<u8>>>("rahasia").unwrap().is_none()));
    });
}

#[test]
fn an_identity_opens_by_a_custodian_with_a_reason() {
    pada_keduanya(async |site| {
        let saluran = buka(site).await;
        let (indah, kustodian) = (&saluran.indah, &saluran.kustodian);
        let tamu = site.visitor();
        let isian = [
            tentang("Beridentitas", "Ceritanya cukup panjang."),
            vec![("nama", "Wati Rekaan"), ("kontak", "di pasar")],
        ]
        .concat();
        lapor(&tamu, &isian, &[]).await;
        let href = daftar(indah).await.remove(0);
        indah.get(&href).await.ok().lacks_text("Wati Rekaan");
        indah.post(&format!("{href}/identitas"), &[("alasan_identitas", "perlu")]).await.is(422);
        indah.post(&format!("{href}/identitas"), &[("alasan_identitas", "Saksi harus diperiksa.")]).await.redirects();
        indah.post(&format!("{href}/identitas"), &[("alasan_identitas", "Saksi harus diperiksa.")]).await.is(409);
        kustodian.get("/meja-wbs").await.is(403);
        let page = kustodian.get("/kunci-wbs").await.ok().has_text("Saksi harus diperiksa.").lacks_text("Wati Rekaan");
        let page = page.lacks_text("Ceritanya");
        let putus = page
            .attributes("form", "action")
            .into_iter()
            .find(|href| href.starts_with("/kunci-wbs/identitas/"))
            .unwrap();
        indah.post(&putus, &[("putusan", "kabulkan"), ("alasan", "Saya sendiri setuju.")]).await.is(404);
        kustodian.post(&putus, &[("putusan", "kabulkan"), ("alasan", "")]).await.is(422);
        kustodian.post(&putus, &[("putusan", "tolak"), ("alasan", "Belum cukup alasan.")]).await.redirects();
        indah
            .get(&href)
            .await
            .ok()
            .lacks_text("Wati Rekaan")
            .has_text("Belum cukup alasan.")
            .has_text("ditolak kustodian");
        indah
            .post(&format!("{href}/identitas"), &[("alasan_identitas", "Penyidik meminta keterangan.")])
            .await
            .redirects();
        let page = kustodian.get("/kunci-wbs").await.ok();
        let putus = page
            .attributes("form", "action")
            .into_iter()
            .find(|href| href.starts_with("/kunci-wbs/identitas/"))
            .unwrap();
        kustodian.post(&putus, &[("putusan", "kabulkan"), ("alasan", "Permintaan resmi penyidik.")]).await.redirects();
        indah.get(&href).await.ok().has_text("Wati Rekaan").has_text("Permintaan resmi penyidik.");
        indah.get("/meja-wbs/orang").await.ok().has_text("identitas dibuka");

        // Without an identity there is nothing to ask for, and the database does not show the difference.
        lapor(&tamu, &tentang("Tanpa nama", "Ceritanya cukup panjang."), &[]).await;
        let lain = daftar(indah).await.into_iter().find(|each| *each != href).unwrap();
        indah.get(&lain).await.ok().has_text("Pelapor tidak memberi identitas");
        indah.post(&format!("{lain}/identitas"), &[("alasan_identitas", "Saksi harus diperiksa.")]).await.is(409);
        let rows = site
            .app
            .apart("wbs")
            .await
            .unwrap()
            .query("select length(isi) as n from wbs_identitas", args![])
            .await
            .unwrap();
        let lengths: Vec<i64> = rows.iter().map(|row| row.get("n").unwrap()).collect();
        assert_eq!(lengths.len(), 2);
        assert_eq!(lengths[0], lengths[1]);
    });
}

#[test]
fn two_officers_let_a_handler_in_when_nobody_is_left() {
    pada_keduanya(async |site| {
        let saluran = buka(site).await;
        let tamu = site.visitor();
        let kode = lapor(&tamu, &tentang("Tetap terbaca", "Ceritanya cukup panjang."), &[]).await;
        // Indah goes: the role ends, and with it what was sealed for her.
        let text = "update uji_penugasan set ends = $2 where account = $1";
        site.app.db.exec(text, args![saluran.indah.account, site.app.now()]).await.unwrap();
        saluran.indah.get("/meja-wbs").await.is(403);
        let citra = penangan(site, "citra").await;
        buat_kunci(&citra).await;
        assert!(daftar(&citra).await.is_empty());
        tamu.get("/wbs").await.ok().has_text("belum menerima laporan");

        citra.post("/meja-wbs/pemulihan", &[]).await.redirects();
        citra.post("/meja-wbs/pemulihan", &[]).await.is(409);
        let id: uuid::Uuid = {
            let db = site.app.apart("wbs").await.unwrap();
            db.one("select id from wbs_pemulihan", args![]).await.unwrap().get("id").unwrap()
        };
        let pulihkan = format!("/meja-wbs/pemulihan/{id}");
        citra.post(&pulihkan, &[]).await.is(409).has_text("Belum cukup");
        for (place, pejabat) in saluran.pejabat.iter().take(2).enumerate() {
            let page = pejabat.get("/kunci-wbs").await.ok().has_text("Uji citra");
            let sidik = page.attribute("input[name=sidik]", "value").unwrap();
            let serah = format!("/kunci-wbs/pemulihan/{id}");
            pejabat.post(&serah, &[("sidik", "0000")]).await.is(409);
            pejabat.post(&serah, &[("sidik", &sidik)]).await.redirects();
            if place == 0 {
                citra.post(&pulihkan, &[]).await.is(409);
            }
        }
        citra.post(&pulihkan, &[]).await.redirects();
        let href = daftar(&citra).await.remove(0);
        citra.get(&href).await.ok().has_text("Tetap terbaca");
        citra.post(&format!("{href}/pesan"), &[("pesan", "Saya melanjutkan.")]).await.redirects();
        lacak(&tamu, &kode).await.ok().has_text("Saya melanjutkan.");
        tamu.get("/wbs").await.ok().has_text("Buat laporan");
    });
}
