//! The service is away for four hours, and the program dies in the middle: nothing is lost, nothing is signed twice.
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use crate::bsre::dengan_layanan;
use crate::layanan::{Tabiat, sidik};
use crate::{SANDI, Surat, hasil, hitung, keadaan, minta, on_both, serahkan, tunggu};

/// Letters of the outage.
const SURAT: usize = 500;

#[test]
fn after_four_hours_without_the_service_every_letter_is_signed_once() {
    on_both(async |site| {
        let (layanan, admin, kepala) = dengan_layanan(site, "v2").await;
        let (mut pilih, mut asli) = (vec![], vec![]);
        for nomor in 0..SURAT {
            let surat = Surat::biasa(&format!("Surat {nomor}"));
            asli.push(sidik(&surat.pdf));
            pilih.push(minta(site, kepala.account, &surat).await);
        }
        layanan.isi.lock().unwrap().mati_setelah = Some(120);
        let kelompok = serahkan(&kepala, &pilih, SANDI).await;
        tunggu(site, kelompok).await;
        assert_eq!(hitung(site, "permintaan_ttd where keadaan = 'selesai'").await, 120);
        assert_eq!(hitung(site, "permintaan_ttd where keadaan = 'antre'").await, 380);
        let sejak = "Layanan tanda tangan tidak menjawab sejak Jumat, 20 November 2026";
        let halaman = format!("/tanda_tangan/kelompok/{kelompok}");
        for _ in 0..8 {
            site.app.clock.advance(time::Duration::minutes(30));
            site.settle().await;
            kepala.get("/tanda_tangan").await.ok().has_text(sejak).has_text("perlu kata sandi lagi");
            // Somebody who tries meanwhile changes nothing.
            kepala.post(&format!("{halaman}/lanjut"), &[("sandi", SANDI)]).await.redirects();
            tunggu(site, kelompok).await;
            assert_eq!(hitung(site, "permintaan_ttd where keadaan = 'antre'").await, 380);
        }
        // New letters come in all the while.
        let baru = Surat::biasa("Selama padam");
        let id = minta(site, kepala.account, &baru).await;
        admin.get("/tanda_tangan/antrean").await.ok().has_text(sejak).has_text("380");
        layanan.hidup().await;
        site.app.clock.advance(time::Duration::minutes(5));
        site.settle().await;
        let kabar = "select count(*) as n from notification where title = 'Layanan tanda tangan menjawab lagi'";
        assert_eq!(site.app.db.one(kabar, vec![]).await.unwrap().get::<i64>("n").unwrap(), 1);
        assert!(!kepala.get("/tanda_tangan").await.ok().main().contains("tidak menjawab sejak"));
        kepala.post(&format!("{halaman}/lanjut"), &[("sandi", SANDI)]).await.redirects();
        tunggu(site, kelompok).await;
        assert_eq!(hitung(site, "permintaan_ttd where keadaan = 'selesai'").await, 500);
        assert_eq!(keadaan(site, id).await, "menunggu");
        let tanda = layanan.tanda();
        assert_eq!(tanda.len(), SURAT);
        for satu in &asli {
            assert_eq!(tanda[satu], 1, "signed once");
        }
        let text = "select count(distinct hasil) as n from permintaan_ttd";
        assert_eq!(site.app.db.one(text, vec![]).await.unwrap().get::<i64>("n").unwrap(), 500);
        let isi: BTreeSet<Vec<u8>> = [hasil(site, pilih[0]).await, hasil(site, pilih[499]).await].into();
        assert_eq!(isi.len(), 2);
        kepala.get(&halaman).await.ok().has_text("500 dari 500 naskah ditandatangani");
    });
}

#[test]
fn a_program_that_dies_while_the_service_signs_does_not_sign_again() {
    on_both(async |site| {
        let (layanan, _admin, kepala) = dengan_layanan(site, "v2").await;
        layanan.tabiat(Tabiat::Gantung);
        let satu = Surat::biasa("Di tengah jalan");
        let pilih =
            [minta(site, kepala.account, &satu).await, minta(site, kepala.account, &Surat::biasa("Berikutnya")).await];
        let kelompok = serahkan(&kepala, &pilih, SANDI).await;
        let sampai = Instant::now() + Duration::from_secs(60);
        while layanan.tanda().is_empty() {
            assert!(Instant::now() < sampai, "the service was not asked");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        tanda_tangan::kerja::henti(kelompok);
        layanan.tabiat(Tabiat::Baik);
        assert_eq!(keadaan(site, pilih[0]).await, "sedang");
        // While it may still be alive, nobody takes the batch.
        kepala.post(&format!("/tanda_tangan/kelompok/{kelompok}/lanjut"), &[("sandi", SANDI)]).await.is(409);
        kepala.post("/tanda_tangan/serahkan", &[("sandi", SANDI), ("pilih", &pilih[1].to_string())]).await.is(409);
        site.app.clock.advance(time::Duration::minutes(10));
        let page = kepala.get(&format!("/tanda_tangan/kelompok/{kelompok}")).await.ok();
        page.has_text("Perlu kata sandi lagi").has_text("1 naskah belum ditandatangani");
        site.settle().await;
        site.app.clock.advance(time::Duration::minutes(10));
        site.settle().await;
        assert_eq!(keadaan(site, pilih[0]).await, "perlu_diperiksa");
        kepala.post(&format!("/tanda_tangan/kelompok/{kelompok}/lanjut"), &[("sandi", SANDI)]).await.redirects();
        tunggu(site, kelompok).await;
        assert_eq!(keadaan(site, pilih[1]).await, "selesai");
        assert_eq!(keadaan(site, pilih[0]).await, "perlu_diperiksa");
        assert_eq!(layanan.tanda()[&sidik(&satu.pdf)], 1);
        let benar = layanan.hasil(&satu.pdf);
        let sudah = format!("/tanda_tangan/permintaan/{}/sudah", pilih[0]);
        kepala.upload(&sudah, &[], &[("berkas", "hasil.pdf", &benar)]).await.redirects();
        assert_eq!(keadaan(site, pilih[0]).await, "selesai");
        assert_eq!(layanan.panggilan(), 2);
    });
}
