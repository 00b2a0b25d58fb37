//! Double submits, the back button, strangers, floods, right and wrong words.
use testkit::on_both;
use uuid::Uuid;

use crate::adegan::{self, DINAS, MODULES, keadaan};

async fn banyak(site: &testkit::Site, tabel: &str) -> i64 {
    site.app.db.one(&format!("select count(*) as n from {tabel}"), vec![]).await.unwrap().get("n").unwrap()
}

#[test]
fn sending_twice_makes_one_case_and_leads_to_its_receipt() {
    on_both(MODULES, async |site| {
        let layanan = adegan::layanan(site, "GANDA", DINAS, &[]).await;
        let warga = site.visitor();
        let id = adegan::isi(&warga, layanan, "Mira Contoh", "").await;
        let kunci = warga
            .get(&format!("/permohonan/isi/{id}/periksa"))
            .await
            .ok()
            .attribute("form[action$='/kirim'] input[name=_kunci]", "value")
            .unwrap();
        let kirim = format!("/permohonan/isi/{id}/kirim");
        let isian = [("benar", "ya"), ("_kunci", kunci.as_str())];
        let (satu, dua) = tokio::join!(warga.post(&kirim, &isian), warga.post(&kirim, &isian));
        let resi = format!("/permohonan/resi/{id}");
        assert_eq!((satu.redirects().location(), dua.redirects().location()), (resi.clone(), resi.clone()));
        let (nomor, kata) = adegan::tanda(&warga, &id).await;
        // The back button, then the button again: the same receipt with the same word.
        assert_eq!(warga.post(&kirim, &isian).await.redirects().location(), resi);
        warga.get(&format!("/permohonan/isi/{id}/langkah/1")).await.redirects();
        assert_eq!(
            warga
                .upload(&format!("/permohonan/isi/{id}/langkah/1"), &[("i.usaha", "Lain")], &[])
                .await
                .redirects()
                .location(),
            resi
        );
        assert_eq!(adegan::tanda(&warga, &id).await, (nomor, kata));
        assert_eq!(banyak(site, "permohonan").await, 1);
        assert_eq!(banyak(site, "permohonan_peristiwa").await, 1);
        // Beginning twice with one form makes one draft.
        let kunci = warga
            .get(&format!("/layanan/{layanan}/ajukan"))
            .await
            .ok()
            .attribute("form[action$='/ajukan'] input[name=_kunci]", "value")
            .unwrap();
        let mulai = format!("/layanan/{layanan}/ajukan");
        let satu = warga.post(&mulai, &[("_kunci", &kunci)]).await.redirects().location();
        let dua = warga.post(&mulai, &[("_kunci", &kunci)]).await.redirects().location();
        assert_eq!(satu, dua);
        assert_eq!(banyak(site, "permohonan").await, 2);
    });
}

#[test]
fn strangers_learn_nothing_from_addresses() {
    on_both(MODULES, async |site| {
        let layanan = adegan::layanan(site, "ASING", DINAS, &[]).await;
        let (warga, asing) = (site.visitor(), site.visitor());
        let id = adegan::ajukan(&warga, layanan, "Nina Contoh").await;
        asing.get("/layanan/status").await.ok();
        for satu in [id.clone(), Uuid::now_v7().to_string()] {
            for akhir in ["", "/kontak", "/periksa", "/kode", "/langkah/1"] {
                let jawab = asing.get(&format!("/permohonan/isi/{satu}{akhir}")).await.redirects();
                assert_eq!(jawab.location(), "/layanan/status", "{akhir}");
            }
            assert_eq!(asing.get(&format!("/permohonan/resi/{satu}")).await.redirects().location(), "/layanan/status");
            assert_eq!(
                asing.get(&format!("/permohonan/resi/{satu}/cetak")).await.redirects().location(),
                "/layanan/status"
            );
            asing.get(&format!("/permohonan/resi/{satu}/hasil")).await.is(404);
            asing.get(&format!("/permohonan/isi/{satu}/berkas/{}", Uuid::now_v7())).await.is(404);
            asing.post(&format!("/permohonan/isi/{satu}/kirim"), &[("benar", "ya")]).await.redirects();
            asing.post(&format!("/permohonan/isi/{satu}/hapus"), &[]).await.redirects();
        }
        assert_eq!(keadaan(site, &id).await, "masuk");
        assert_eq!(asing.get("/permohonan/resi/bukan-id").await.redirects().location(), "/layanan/status");
        // A file of one case does not open through another.
        let milik = adegan::ajukan(&asing, layanan, "Oki Contoh").await;
        let berkas: Uuid = site
            .app
            .db
            .one("select id from file where subject = $1", vec![id.parse::<Uuid>().unwrap().into()])
            .await
            .unwrap()
            .get("id")
            .unwrap();
        warga.get(&format!("/permohonan/isi/{id}/berkas/{berkas}")).await.ok();
        asing.get(&format!("/permohonan/isi/{milik}/berkas/{berkas}")).await.is(404);
    });
}

#[test]
fn floods_are_slowed_and_machines_are_asked() {
    on_both(MODULES, async |site| {
        let layanan = adegan::layanan(site, "BANJIR", DINAS, &[]).await;
        let warga = site.visitor();
        let id = adegan::isi(&warga, layanan, "Putu Contoh", "").await;
        let salah =
            warga.post(&format!("/permohonan/isi/{id}/kirim"), &[("benar", "ya"), ("_jawaban", "")]).await.is(422);
        assert!(salah.main().contains("penahan mesin"), "the challenge");
        assert!(salah.attribute("input[name=benar]", "checked").is_some(), "what was ticked stays");
        let mut ditahan = false;
        for _ in 0..30 {
            ditahan |= warga.post(&format!("/layanan/{layanan}/ajukan"), &[]).await.status == 429;
        }
        assert!(ditahan);
        // Wrong words are counted, for numbers that are there and for others alike.
        for nomor in ["LYN-0000-0000", "LYN-1111-1111"] {
            let mut tahan = false;
            for _ in 0..12 {
                tahan |= warga.post("/layanan/status", &[("nomor", nomor), ("kata", "salah-kata")]).await.status == 429;
            }
            assert!(tahan, "{nomor}");
        }
    });
}

#[test]
fn a_service_without_form_or_off_line_takes_nothing() {
    on_both(MODULES, async |site| {
        let luring = adegan::layanan(site, "LURING", DINAS, &[("daring", false.into())]).await;
        let tamu = site.visitor();
        tamu.get(&format!("/layanan/{luring}")).await.ok().has_text("diajukan langsung di tempat pelayanan");
        tamu.get(&format!("/layanan/{luring}/ajukan")).await.is(404);
        tamu.get("/layanan/status").await.ok();
        tamu.post(&format!("/layanan/{luring}/ajukan"), &[]).await.is(404);
        tamu.get(&format!("/layanan/{}", Uuid::now_v7())).await.is(404);
    });
}
