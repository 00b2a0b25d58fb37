//! The clock: what is late is said once, and waiting for the applicant costs the agency nothing.
use kernel::config::{Config, Mail};
use testkit::smtp::Smtp;
use testkit::{Backend, Options, Site, block_on, on_both};

use crate::adegan::{self, DINAS, MODULES, laku};

async fn maju(site: &testkit::Site, hari: i64) {
    for _ in 0..hari {
        site.app.clock.advance(time::Duration::days(1));
        site.settle().await;
    }
}

#[test]
fn a_late_case_is_told_once_to_officer_and_head() {
    on_both(MODULES, async |site| {
        let layanan = adegan::layanan(site, "LAMBAT", DINAS, &[("jangka_waktu", 3_i64.into())]).await;
        let petugas = site.person("petugas", &[("operator_pd", DINAS)]).await;
        let kepala = site.person("kepala", &[("kepala_pd", DINAS)]).await;
        let warga = site.visitor();
        let id = adegan::ajukan(&warga, layanan, "Joko Contoh").await;
        laku(&petugas, &id, "periksa", &[]).await;
        site.settle().await;
        maju(site, 10).await;
        // Sessions have ended by now.
        let rekan = site.person("rekan", &[("operator_pd", DINAS)]).await;
        rekan.get("/permohonan?pilah=terlambat").await.ok().has_text("Joko Contoh").has_text("Lewat");
        let banyak: i64 = site
            .app
            .db
            .one(
                "select count(*) as n from notification where event = 'layanan.terlambat' and account = $1",
                vec![kepala.account.into()],
            )
            .await
            .unwrap()
            .get("n")
            .unwrap();
        assert_eq!(banyak, 1);
        rekan.get(&format!("/permohonan/{id}")).await.ok().has_text("Lewat dari waktu yang dijanjikan");
    });
}

#[test]
fn the_clock_stands_still_while_the_applicant_corrects() {
    on_both(MODULES, async |site| {
        let layanan = adegan::layanan(site, "JEDA", DINAS, &[("jangka_waktu", 3_i64.into())]).await;
        let petugas = site.person("petugas", &[("operator_pd", DINAS)]).await;
        let warga = site.visitor();
        let id = adegan::ajukan(&warga, layanan, "Kiki Contoh").await;
        let (nomor, kata) = adegan::tanda(&warga, &id).await;
        laku(&petugas, &id, "periksa", &[]).await;
        laku(&petugas, &id, "minta_perbaikan", &[("catatan", "Lengkapi.")]).await;
        site.settle().await;
        maju(site, 14).await;
        let petugas = site.person("petugas_dua", &[("operator_pd", DINAS)]).await;
        petugas.get("/permohonan?pilah=terlambat").await.ok().lacks_text("Kiki Contoh");
        petugas.get(&format!("/permohonan/{id}")).await.ok().has_text("Waktu berhenti");
        // The word is shown for two hours only; it still opens the case.
        let lain = site.visitor();
        lain.get("/layanan/status").await.ok();
        lain.post("/layanan/status", &[("nomor", &nomor), ("kata", &kata)]).await.redirects();
        lain.get(&format!("/permohonan/resi/{id}")).await.ok().lacks_text(&kata);
        lain.post(&format!("/permohonan/isi/{id}/kirim"), &[("benar", "ya")]).await.redirects();
        petugas
            .get(&format!("/permohonan/{id}"))
            .await
            .ok()
            .has_text("10 hari kerja menunggu pemohon")
            .lacks_text("Lewat 1");
    });
}

#[test]
fn the_applicant_is_told_by_mail_without_what_the_officer_wrote() {
    for backend in Backend::BOTH {
        block_on(async {
            let smtp = Smtp::down();
            let mail = Mail {
                server: format!("smtp://127.0.0.1:{}", smtp.port),
                user: None,
                password: None,
                from: "Contoh <spbe@contohkab.test>".into(),
                ca: None,
            };
            let options = Options { config: Config { mail: Some(mail), ..Config::default() }, ..Options::default() };
            let site = Site::start(backend, MODULES, options).await;
            smtp.up();
            let layanan = adegan::layanan(&site, "SUREL", DINAS, &[]).await;
            let petugas = site.person("petugas", &[("operator_pd", DINAS)]).await;
            let warga = site.visitor();
            let id = adegan::isi(&warga, layanan, "Lia Contoh", "lia@contoh.test").await;
            warga.post(&format!("/permohonan/isi/{id}/kirim"), &[("benar", "ya")]).await.redirects();
            let (nomor, kata) = adegan::tanda(&warga, &id).await;
            laku(&petugas, &id, "periksa", &[]).await;
            laku(&petugas, &id, "minta_perbaikan", &[("catatan", "Rahasia antara kita.")]).await;
            site.settle().await;
            let surat: Vec<String> = smtp.messages().iter().map(|satu| satu.body()).collect();
            let surat: Vec<&String> = surat.iter().filter(|isi| isi.contains(&nomor)).collect();
            assert!(surat.len() >= 2, "{surat:?}");
            assert!(surat.iter().all(|isi| !isi.contains(&kata) && !isi.contains("Rahasia antara kita")));
            assert!(surat.iter().any(|isi| isi.contains("perlu Anda perbaiki")), "{surat:?}");
            site.finish().await;
        });
    }
}
