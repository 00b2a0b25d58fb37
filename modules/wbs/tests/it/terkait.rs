//! Whom a report concerns, by mark or by name, does not learn of it; and keys that come or go while reports come in miss none.
use testkit::{Client, Site};

use crate::adegan::{buat_kunci, buka, buka_kunci, daftar, kirim, lacak, lapor, pada_keduanya, penangan, tentang};

async fn sahkan(oleh: &Client, siapa: &Client) {
    buat_kunci(siapa).await;
    let page = oleh.get("/meja-wbs/orang").await.ok();
    let href = page.attributes("form", "action").into_iter().find(|href| href.ends_with("/sahkan")).unwrap();
    let sidik = page.attribute("input[name=sidik]", "value").unwrap();
    oleh.post(&href, &[("sidik", &sidik)]).await.redirects();
}

async fn budi(site: &Site, oleh: &Client) -> Client {
    let budi = penangan(site, "budi").await;
    sahkan(oleh, &budi).await;
    budi
}

#[test]
fn who_is_named_does_not_read() {
    pada_keduanya(async |site| {
        let saluran = buka(site).await;
        let indah = &saluran.indah;
        let budi = budi(site, indah).await;
        let tamu = site.visitor();
        let kode = lapor(&tamu, &tentang("Uang jalan", "Uang itu diterima oleh UJI Budi di kantor."), &[]).await;
        assert_eq!((daftar(indah).await.len(), daftar(&budi).await.len()), (1, 0));
        lacak(&tamu, &kode).await.ok().has_text("Tidak dapat dibuka oleh").has_text("Uji budi");
        let href = daftar(indah).await.remove(0);
        let page = indah.get(&href).await.ok().has_text("Uji budi");
        let nomor = indah.get("/meja-wbs").await.ok().all("table a").remove(0);
        assert!(page.main().contains(&nomor));
        // The entries of what was done do not tell either, nor does their numbering.
        indah.get("/meja-wbs/orang").await.ok().has_text(&nomor).has_text("laporan dibaca");
        let page = budi.get("/meja-wbs/orang").await.ok().lacks_text(&nomor).lacks_text("laporan dibaca");
        assert!(!page.main().contains("No."));
        let tasks = budi.get("/tugas").await.ok();
        assert!(!tasks.main().contains("laporan WBS"));

        // Somebody who becomes a handler later is not let in to what names them.
        lapor(&tamu, &tentang("Uang rapat", "Uang itu diterima oleh Uji Citra di kantor."), &[]).await;
        let citra = penangan(site, "citra").await;
        sahkan(indah, &citra).await;
        assert_eq!((daftar(indah).await.len(), daftar(&citra).await.len(), daftar(&budi).await.len()), (2, 1, 1));
        // Nor by sealing anew, nor through the escrow.
        indah.post("/meja-wbs/segel-ulang", &[]).await.redirects();
        assert_eq!((daftar(&citra).await.len(), daftar(&budi).await.len()), (1, 1));
    });
}

#[test]
fn a_report_that_names_all_handlers_is_not_taken() {
    pada_keduanya(async |site| {
        let saluran = buka(site).await;
        let tamu = site.visitor();
        let form = tamu.get("/wbs/lapor").await.ok();
        let resi = form.attribute("input[name=resi]", "value").unwrap();
        let isian = [tentang("Uang", "Uang itu diterima oleh Uji Indah."), vec![("jenis", "korupsi"), ("resi", &resi)]];
        let page = kirim(&tamu, &form, "/wbs/lapor", &isian.concat(), &[]).await.is(422);
        page.has_text("disebut namanya").has_text("Uang itu diterima");
        assert!(daftar(&saluran.indah).await.is_empty());
    });
}

#[test]
fn a_handler_who_is_confirmed_while_reports_come_in_misses_none() {
    pada_keduanya(async |site| {
        let saluran = buka(site).await;
        let indah = &saluran.indah;
        let budi = penangan(site, "budi").await;
        let tamu: Vec<Client> = (0..8).map(|_| site.visitor()).collect();
        let cerita = tentang("Bersamaan", "Ceritanya cukup panjang.");
        let (first, rest) = tamu.split_at(4);
        let all = async |clients: &[Client]| {
            for each in clients {
                lapor(each, &cerita, &[]).await;
            }
        };
        tokio::join!(all(first), all(rest), sahkan(indah, &budi));
        assert_eq!((daftar(indah).await.len(), daftar(&budi).await.len()), (8, 8));
        assert_eq!(wbs::periksa::jalankan(&site.app).await.unwrap().salah, Vec::<String>::new());

        // A new escrow while reports come in: each is sealed for it, and the old one goes.
        let escrow = async || indah.post("/meja-wbs/kunci-cadangan", &[]).await.redirects();
        tokio::join!(all(first), escrow(), all(rest));
        assert_eq!(wbs::periksa::jalankan(&site.app).await.unwrap().salah, Vec::<String>::new());
        assert_eq!(wbs::store::eskro::aktif(&site.app).await.unwrap().len(), 1);

        // Put out, nothing is left for the key, whatever came in meanwhile.
        let db = site.app.apart("wbs").await.unwrap();
        let text = "select id from wbs_kunci where akun = $1 and keadaan = 'aktif'";
        let row = db.one(text, kernel::args![budi.account]).await.unwrap();
        let href = format!("/meja-wbs/orang/{}/cabut", row.get::<uuid::Uuid>("id").unwrap());
        let out = async || indah.post(&href, &[]).await.redirects();
        tokio::join!(all(first), out(), all(rest));
        assert_eq!(wbs::periksa::jalankan(&site.app).await.unwrap().salah, Vec::<String>::new());
        assert_eq!(daftar(indah).await.len(), 24);
    });
}

#[test]
fn the_escrow_lets_in_to_all_but_what_concerns_the_one_let_in() {
    pada_keduanya(async |site| {
        let saluran = buka(site).await;
        let tamu = site.visitor();
        lapor(&tamu, &tentang("Biasa", "Ceritanya cukup panjang."), &[]).await;
        lapor(&tamu, &tentang("Tentangnya", "Uang itu diterima oleh Uji Budi."), &[]).await;
        let budi = penangan(site, "budi").await;
        buat_kunci(&budi).await;
        budi.post("/meja-wbs/pemulihan", &[]).await.redirects();
        for pejabat in saluran.pejabat.iter().take(2) {
            buka_kunci(pejabat).await;
            let page = pejabat.get("/kunci-wbs").await.ok().has_text("Uji budi");
            let actions = page.attributes("form", "action");
            let href = actions.iter().find(|href| href.starts_with("/kunci-wbs/pemulihan/")).unwrap();
            let sidik = page.attribute("input[name=sidik]", "value").unwrap();
            pejabat.post(href, &[("sidik", &sidik)]).await.redirects();
        }
        let page = budi.get("/kunci-wbs").await.ok();
        let actions = page.attributes("form", "action");
        let href = actions.iter().find(|href| href.starts_with("/meja-wbs/pemulihan/")).unwrap();
        budi.post(href, &[]).await.redirects();
        assert_eq!((daftar(&saluran.indah).await.len(), daftar(&budi).await.len()), (2, 1));
    });
}

#[test]
fn who_becomes_a_handler_no_longer_decides_as_custodian_or_officer() {
    pada_keduanya(async |site| {
        let saluran = buka(site).await;
        let isian = [tentang("Beridentitas", "Ceritanya cukup panjang."), vec![("nama", "Wati Rekaan")]].concat();
        lapor(&site.visitor(), &isian, &[]).await;
        let href = daftar(&saluran.indah).await.remove(0);
        let alasan = [("alasan_identitas", "Saksi harus diperiksa.")];
        saluran.indah.post(&format!("{href}/identitas"), &alasan).await.redirects();
        let page = saluran.kustodian.get("/kunci-wbs").await.ok();
        let actions = page.attributes("form", "action");
        let putus = actions.iter().find(|href| href.starts_with("/kunci-wbs/identitas/")).unwrap();
        // The custodian moves to the supervision agency.
        let mut write = kernel::Write::system(&site.app, "uji.pindah").await.unwrap();
        let text = "insert into uji_penugasan (id, account, role, unit, tree, ends) values ($1, $2, $3, $4, $5, null)";
        let unit = crate::adegan::INSPEKTORAT;
        let row =
            kernel::args![uuid::Uuid::now_v7(), saluran.kustodian.account, wbs::APIP, unit, serde_json::json!([])];
        write.tx().exec(text, row).await.unwrap();
        let subject = kernel::Subject::new("uji", saluran.kustodian.account, "/");
        write.commit(&subject).await.unwrap();
        let isian = [("putusan", "kabulkan"), ("alasan", "Saya sendiri setuju.")];
        saluran.kustodian.post(putus, &isian).await.is(409).has_text("Penangan tidak boleh memutus");
    });
}
