//! The client of the national service against the stand-in: both versions, error codes, unknown outcomes.
use testkit::{Client, Site};

use crate::layanan::{Layanan, Tabiat, sidik};
use crate::{
    SANDI, Surat, UNIT, baris, hasil, hitung, keadaan, minta, on_both, peristiwa, serahkan, tak_tersimpan, tunggu,
};

/// Administrator and signer, with the stand-in configured through the pages.
pub async fn dengan_layanan(site: &Site, versi: &str) -> (Layanan, Client, Client) {
    let layanan = Layanan::mulai().await;
    let admin = site.person("admin", &[("admin", UNIT)]).await;
    let isian = [
        ("_versi", "0"),
        ("alamat", layanan.alamat.as_str()),
        ("versi", versi),
        ("pengguna", "pendopo"),
        ("sandi_layanan", "rahasia layanan"),
        ("tingkat", "B-T"),
    ];
    admin.post("/tanda_tangan/pengaturan", &isian).await.redirects();
    let kepala = site.person("kepala", &[("kepala_pd", UNIT)]).await;
    lewat_bsre(&admin, "kepala", "1409000000000001").await;
    (layanan, admin, kepala)
}

async fn lewat_bsre(admin: &Client, akun: &str, nik: &str) {
    let isian = [("akun", akun), ("jenis", "bsre"), ("nik", nik)];
    admin.post("/tanda_tangan/pengaturan/penanda", &isian).await.redirects();
}

#[test]
fn both_versions_sign_a_batch_with_one_passphrase() {
    on_both(async |site| {
        for versi in ["v2", "v1"] {
            let (layanan, admin, kepala) = if versi == "v2" {
                dengan_layanan(site, versi).await
            } else {
                let layanan = Layanan::mulai().await;
                let isian = [
                    ("_versi", "1"),
                    ("alamat", layanan.alamat.as_str()),
                    ("versi", "v1"),
                    ("pengguna", "pendopo"),
                    ("sandi_layanan", "rahasia layanan"),
                    ("tingkat", "B-T"),
                ];
                let admin = site.person("admin", &[("admin", UNIT)]).await;
                admin.post("/tanda_tangan/pengaturan", &isian).await.redirects();
                (layanan, admin, site.person("kepala", &[]).await)
            };
            let mut surat = Surat::biasa(&format!("Undangan {versi}"));
            surat.panel = true;
            let pilih = [
                minta(site, kepala.account, &surat).await,
                minta(site, kepala.account, &Surat::biasa(&format!("Edaran {versi}"))).await,
            ];
            kepala.get("/tanda_tangan").await.ok().has_text(&format!("Undangan {versi}"));
            let kelompok = serahkan(&kepala, &pilih, SANDI).await;
            tunggu(site, kelompok).await;
            for id in pilih {
                assert_eq!(keadaan(site, id).await, "selesai", "{versi}");
            }
            assert_eq!(
                hasil(site, pilih[0]).await,
                layanan.hasil(&surat.pdf),
                "the signed bytes are kept as they came"
            );
            assert!(layanan.tanda().values().all(|kali| *kali == 1));
            let page = kepala.get(&format!("/tanda_tangan/kelompok/{kelompok}")).await.ok();
            let page = page.has_text("2 dari 2 naskah ditandatangani");
            assert_eq!(
                page.attribute("meta[http-equiv=refresh]", "content"),
                None,
                "what is over does not load itself again"
            );
            admin.get("/tanda_tangan/antrean").await.ok().has_text("Antrean kosong");
        }
    });
}

#[test]
fn the_visible_panel_is_told_to_the_service_in_its_own_measures() {
    on_both(async |site| {
        let (layanan, _admin, kepala) = dengan_layanan(site, "v2").await;
        let mut surat = Surat::biasa("Berpanel");
        surat.panel = true;
        let id = minta(site, kepala.account, &surat).await;
        let kelompok = serahkan(&kepala, &[id], SANDI).await;
        tunggu(site, kelompok).await;
        let sifat = layanan.isi.lock().unwrap().terakhir.clone();
        assert_eq!(sifat["tampilan"], "VISIBLE");
        assert_eq!(sifat["page"], 1);
        assert_eq!(sifat["originY"], 842.0 - 90.0 - 64.0, "from the top of the page");
        assert!(sifat["imageBase64"].as_str().unwrap().starts_with("iVBORw0KGgo"));
    });
}

#[test]
fn a_wrong_passphrase_is_tried_on_one_document_only() {
    on_both(async |site| {
        let (layanan, _admin, kepala) = dengan_layanan(site, "v2").await;
        let mut pilih = vec![];
        for nomor in 0..4 {
            pilih.push(minta(site, kepala.account, &Surat::biasa(&format!("Surat {nomor}"))).await);
        }
        let kelompok = serahkan(&kepala, &pilih, "sandi yang salah").await;
        tunggu(site, kelompok).await;
        assert_eq!(layanan.panggilan(), 1);
        assert!(layanan.tanda().is_empty());
        let page = kepala.get(&format!("/tanda_tangan/kelompok/{kelompok}")).await.ok();
        page.has_text("Kata sandi salah").has_text("4 naskah belum ditandatangani").lacks_text("sandi yang salah");
        kepala.get("/").await.ok().has_text("Masukkan kata sandi untuk melanjutkan 4 naskah");
        let lanjut = format!("/tanda_tangan/kelompok/{kelompok}/lanjut");
        kepala.post(&lanjut, &[("sandi", "")]).await.is(422).has_text("Masukkan kata sandi");
        kepala.post(&lanjut, &[("sandi", SANDI)]).await.redirects();
        tunggu(site, kelompok).await;
        assert_eq!(hitung(site, "permintaan_ttd where keadaan = 'selesai'").await, 4);
        assert!(layanan.tanda().values().all(|kali| *kali == 1));
        assert_eq!(hitung(site, "ttd_kelompok where not selesai").await, 0);
        // The passphrase is nowhere in what is kept.
        tak_tersimpan(site, SANDI).await;
    });
}

#[test]
fn codes_of_the_service_are_told_in_words() {
    on_both(async |site| {
        let (layanan, admin, kepala) = dengan_layanan(site, "v2").await;
        let uji = async || {
            let answer = admin.post("/tanda_tangan/pengaturan/uji", &[("akun", "kepala")]).await.redirects();
            admin.get(&answer.location()).await.ok().text()
        };
        assert!(uji().await.contains("sertifikat akun ini aktif"));
        for (judul, nik, pesan) in [
            ("Surat satu", "1409000000000000", "belum terdaftar pada layanan BSrE"),
            ("Surat dua", "1409000000000021", "belum memiliki sertifikat elektronik yang aktif"),
        ] {
            lewat_bsre(&admin, "kepala", nik).await;
            let id = minta(site, kepala.account, &Surat::biasa(judul)).await;
            let kelompok = serahkan(&kepala, &[id], SANDI).await;
            tunggu(site, kelompok).await;
            kepala.get(&format!("/tanda_tangan/kelompok/{kelompok}")).await.ok().has_text(pesan).lacks_text(nik);
            let jawab = if nik.ends_with("21") { "belum memiliki sertifikat" } else { "belum terdaftar" };
            assert!(uji().await.contains(jawab));
            assert_eq!(keadaan(site, id).await, "antre");
        }
        lewat_bsre(&admin, "kepala", "1409000000000001").await;
        layanan.tabiat(Tabiat::Rusak);
        let id = minta(site, kepala.account, &Surat::biasa("Rusak")).await;
        let kelompok = serahkan(&kepala, &[id], SANDI).await;
        tunggu(site, kelompok).await;
        assert_eq!(keadaan(site, id).await, "gagal");
        let page = kepala.get(&format!("/tanda_tangan/permintaan/{id}")).await.ok();
        page.has_text("Gagal").has_text("Layanan menolak naskah ini");
        layanan.tabiat(Tabiat::Baik);
        let kelompok = serahkan(&kepala, &[id], SANDI).await;
        tunggu(site, kelompok).await;
        assert_eq!(keadaan(site, id).await, "selesai");
        admin.get("/tanda_tangan/pengaturan").await.ok().lacks_text("rahasia layanan").lacks_text("1409000000000001");
    });
}

#[test]
fn what_nobody_knows_is_never_given_again_and_settled_by_a_person() {
    on_both(async |site| {
        let (layanan, admin, kepala) = dengan_layanan(site, "v2").await;
        for (tabiat, judul) in [(Tabiat::Patah, "Patah"), (Tabiat::Gerbang, "Gerbang")] {
            layanan.tabiat(tabiat);
            let surat = Surat::biasa(judul);
            let id = minta(site, kepala.account, &surat).await;
            let lain = minta(site, kepala.account, &Surat::biasa(&format!("Lain {judul}"))).await;
            let kelompok = serahkan(&kepala, &[id, lain], SANDI).await;
            tunggu(site, kelompok).await;
            assert_eq!(
                (keadaan(site, id).await.as_str(), keadaan(site, lain).await.as_str()),
                ("perlu_diperiksa", "antre")
            );
            layanan.tabiat(Tabiat::Baik);
            let panggilan = layanan.panggilan();
            // Neither the schedule nor the signer gives it again.
            site.app.clock.advance(time::Duration::minutes(20));
            site.settle().await;
            kepala.post("/tanda_tangan/serahkan", &[("sandi", SANDI), ("pilih", &id.to_string())]).await.is(409);
            kepala.post(&format!("/tanda_tangan/permintaan/{id}/tolak"), &[("alasan", "x")]).await.is(409);
            assert_eq!(layanan.panggilan(), panggilan);
            // The other one goes on.
            kepala.post(&format!("/tanda_tangan/kelompok/{kelompok}/lanjut"), &[("sandi", SANDI)]).await.redirects();
            tunggu(site, kelompok).await;
            assert_eq!(keadaan(site, lain).await, "selesai");
            assert_eq!(keadaan(site, id).await, "perlu_diperiksa");
            kepala.get(&format!("/tanda_tangan/permintaan/{id}")).await.ok().has_text("hasilnya tidak diketahui");
            admin.get("/").await.ok().has_text("Periksa 1 naskah yang hasil tanda tangannya belum diketahui");
            let sudah = format!("/tanda_tangan/permintaan/{id}/sudah");
            if tabiat == Tabiat::Patah {
                let asing = crate::pdf("Berkas lain");
                kepala
                    .upload(&sudah, &[], &[("berkas", "a.pdf", &asing)])
                    .await
                    .is(422)
                    .has_text("bukan naskah yang sama");
                let polos = [surat.pdf.clone(), b"\n%%EOF\n".to_vec()].concat();
                kepala.upload(&sudah, &[], &[("berkas", "a.pdf", &polos)]).await.is(422);
                let benar = layanan.hasil(&surat.pdf);
                kepala.upload(&sudah, &[], &[("berkas", "a.pdf", &benar)]).await.redirects();
                assert_eq!(hasil(site, id).await, benar);
                assert_eq!(layanan.tanda()[&sidik(&surat.pdf)], 1);
                assert_eq!(peristiwa(site, "tanda_tangan.selesai", id).await.len(), 1);
            } else {
                let belum = format!("/tanda_tangan/antrean/{id}/belum");
                admin.post(&belum, &[("alasan", "")]).await.is(422);
                admin.post(&belum, &[("alasan", "Tidak ada di riwayat layanan")]).await.redirects();
                assert_eq!(keadaan(site, id).await, "antre");
                let kelompok = serahkan(&kepala, &[id], SANDI).await;
                tunggu(site, kelompok).await;
                assert_eq!(keadaan(site, id).await, "selesai");
                assert_eq!(layanan.tanda()[&sidik(&surat.pdf)], 1);
            }
        }
    });
}

#[test]
fn a_document_that_the_service_keeps_is_fetched_and_not_signed_again() {
    on_both(async |site| {
        let (layanan, _admin, kepala) = dengan_layanan(site, "v1").await;
        layanan.tabiat(Tabiat::Simpan);
        let surat = Surat::biasa("Tersimpan");
        let id = minta(site, kepala.account, &surat).await;
        let kelompok = serahkan(&kepala, &[id], SANDI).await;
        tunggu(site, kelompok).await;
        assert_eq!(keadaan(site, id).await, "selesai");
        // The download fails at first: the schedule fetches it later.
        layanan.tabiat(Tabiat::SimpanPutus);
        let surat = Surat::biasa("Tersimpan kemudian");
        let id = minta(site, kepala.account, &surat).await;
        let kelompok = serahkan(&kepala, &[id], SANDI).await;
        tunggu(site, kelompok).await;
        assert_eq!(keadaan(site, id).await, "perlu_diperiksa");
        assert!(baris(site, id).await.get::<Option<String>>("acuan").unwrap().is_some());
        layanan.tabiat(Tabiat::Baik);
        site.app.clock.advance(time::Duration::minutes(10));
        site.settle().await;
        site.app.clock.advance(time::Duration::minutes(10));
        site.settle().await;
        assert_eq!(keadaan(site, id).await, "selesai");
        assert_eq!(layanan.tanda()[&sidik(&surat.pdf)], 1);
    });
}

#[test]
fn settings_keep_secrets_and_refuse_nonsense() {
    on_both(async |site| {
        let (_layanan, admin, _kepala) = dengan_layanan(site, "v2").await;
        let lain = [
            ("_versi", "1"),
            ("alamat", "https://layanan-lain.contohkab.test"),
            ("versi", "v2"),
            ("pengguna", ""),
            ("sandi_layanan", ""),
            ("tingkat", "B-T"),
        ];
        // A password never goes to an address that it was not given for.
        admin.post("/tanda_tangan/pengaturan", &lain).await.is(422).has_text("Isi kata sandi aplikasi");
        for alamat in ["ftp://a", "https://u:p@a", "javascript:alert(1)"] {
            let isian = [
                ("_versi", "1"),
                ("alamat", alamat),
                ("versi", "v2"),
                ("tingkat", "B-T"),
                ("pengguna", "a"),
                ("sandi_layanan", "b"),
            ];
            admin.post("/tanda_tangan/pengaturan", &isian).await.is(422);
        }
        let basi = [("_versi", "0"), ("alamat", ""), ("versi", "v2"), ("tingkat", "B-T")];
        admin.post("/tanda_tangan/pengaturan", &basi).await.is(409);
        let row = site.app.db.one("select bsre_sandi, bsre_pengguna from ttd_pengaturan", vec![]).await.unwrap();
        let sandi: Vec<u8> = row.get("bsre_sandi").unwrap();
        assert!(!sandi.windows(7).any(|part| part == b"rahasia"));
        admin
            .post("/tanda_tangan/pengaturan/penanda", &[("akun", "kepala"), ("jenis", "bsre"), ("nik", "12")])
            .await
            .is(422);
        admin.post("/tanda_tangan/pengaturan/penanda", &[("akun", "tiada"), ("jenis", "pki")]).await.is(422);
    });
}
