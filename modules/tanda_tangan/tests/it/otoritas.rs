//! The own authority: set up, certificates, revocation, what machines ask.
use base64::Engine as _;
use http::Method;
use pades::{Certificate, Crl, SystemRandom, TsaQuery};

use crate::{SANDI, Surat, dengan_otoritas, hasil, keadaan, minta, on_both, serahkan, tunggu};

#[test]
fn the_authority_is_set_up_and_the_key_of_its_root_leaves_the_machine() {
    on_both(async |site| {
        let admin = site.person("admin", &[("admin", crate::UNIT)]).await;
        for jalan in ["/pki/akar.cer", "/pki/penerbit.cer", "/pki/crl/akar.crl", "/pki/crl/penerbit.crl"] {
            site.visitor().get(jalan).await.is(404);
        }
        admin.get("/tanda_tangan/otoritas").await.ok().has_text("Buat otoritas sertifikat");
        let buat = "/tanda_tangan/otoritas/buat";
        admin.post(buat, &[("sandi", "pendek"), ("sandi_ulang", "pendek")]).await.is(422);
        admin.post(buat, &[("sandi", "akar pohon beringin"), ("sandi_ulang", "akar pohon lain")]).await.is(422);
        let isian = [("sandi", "akar pohon beringin"), ("sandi_ulang", "akar pohon beringin")];
        admin.post(buat, &isian).await.redirects();
        admin.post(buat, &isian).await.is(409);
        let kunci = admin.get("/tanda_tangan/otoritas/kunci").await.ok().text();
        assert!(pades::Key::unseal(&kunci, "akar pohon beringin").is_ok());
        assert!(pades::Key::unseal(&kunci, "akar pohon lain").is_err());
        let akar = Certificate::from_der(&site.visitor().get("/pki/akar.cer").await.ok().bytes).unwrap();
        assert!(akar.is_ca() && akar.is_self_issued());
        let penerbit = Certificate::from_der(&site.visitor().get("/pki/penerbit.cer").await.ok().bytes).unwrap();
        let jalan = format!("/pki/crl/{}.crl", akar.serial_hex());
        assert_eq!(penerbit.crl_urls(), [format!("http://pendopo.test{jalan}")]);
        let bernomor = site.visitor().get(&jalan).await.ok().bytes;
        assert_eq!(bernomor, site.visitor().get("/pki/crl/akar.crl").await.ok().bytes);
        let lama = Crl::from_der(&site.visitor().get("/pki/crl/akar.crl").await.ok().bytes).unwrap();
        admin.post("/tanda_tangan/otoritas/lepas", &[]).await.redirects();
        admin.get("/tanda_tangan/otoritas/kunci").await.is(409);
        let daftar = "/tanda_tangan/otoritas/daftar";
        site.app.clock.advance(time::Duration::hours(2));
        admin.post(daftar, &[("sandi_akar", "salah sama sekali"), ("kunci", &kunci)]).await.is(422);
        admin.post(daftar, &[("sandi_akar", "akar pohon beringin")]).await.is(422);
        admin.post(daftar, &[("sandi_akar", "akar pohon beringin"), ("kunci", &kunci)]).await.redirects();
        let baru = Crl::from_der(&site.visitor().get("/pki/crl/akar.crl").await.ok().bytes).unwrap();
        assert!(baru.this_update() > lama.this_update());
    });
}

#[test]
fn a_person_gets_a_certificate_with_a_passphrase_of_their_own() {
    on_both(async |site| {
        let (_admin, kepala) = dengan_otoritas(site).await;
        let tanpa = site.person("tanpa", &[("pegawai", crate::UNIT)]).await;
        tanpa.get("/tanda_tangan/saya").await.ok().has_text("belum memiliki sertifikat elektronik");
        let isian = [("sandi", SANDI), ("sandi_ulang", SANDI)];
        tanpa.post("/tanda_tangan/saya/buat", &isian).await.is(409);
        kepala.post("/tanda_tangan/saya/buat", &isian).await.is(409);
        kepala.get("/tanda_tangan/saya").await.ok().has_text("CN=Uji kepala");
        let ganti = "/tanda_tangan/saya/sandi";
        let baru = "gunung tinggi sekali";
        kepala.post(ganti, &[("lama", "salah sekali ini"), ("sandi", baru), ("sandi_ulang", baru)]).await.is(422);
        kepala.post(ganti, &[("lama", SANDI), ("sandi", baru), ("sandi_ulang", baru)]).await.redirects();
        let id = minta(site, kepala.account, &Surat::biasa("Setelah ganti")).await;
        let kelompok = serahkan(&kepala, &[id], SANDI).await;
        tunggu(site, kelompok).await;
        assert_eq!(keadaan(site, id).await, "antre", "the old passphrase opens nothing any more");
        kepala.post(&format!("/tanda_tangan/kelompok/{kelompok}/lanjut"), &[("sandi", baru)]).await.redirects();
        tunggu(site, kelompok).await;
        assert_eq!(keadaan(site, id).await, "selesai");
    });
}

#[test]
fn a_revoked_certificate_stands_in_list_and_answer_and_signs_no_more() {
    on_both(async |site| {
        let (admin, kepala) = dengan_otoritas(site).await;
        let id = minta(site, kepala.account, &Surat::biasa("Sebelum")).await;
        let kelompok = serahkan(&kepala, &[id], SANDI).await;
        tunggu(site, kelompok).await;
        site.app.clock.advance(time::Duration::hours(1));
        let row = site.app.db.one("select id, sertifikat from pki_sertifikat", vec![]).await.unwrap();
        let milik = Certificate::from_der(&row.get::<Vec<u8>>("sertifikat").unwrap()).unwrap();
        let tamu = site.visitor();
        let penerbit = Certificate::from_der(&tamu.get("/pki/penerbit.cer").await.ok().bytes).unwrap();
        let minta_ocsp = pades::ocsp_request(&milik, &penerbit, None);
        let baik = tamu
            .send(Method::POST, "/pki/ocsp", &[("content-type", "application/ocsp-request")], minta_ocsp.clone())
            .await;
        let baik = baik.ok();
        assert_eq!(baik.header("content-type"), "application/ocsp-response");
        assert!(Crl::from_der(&tamu.get("/pki/crl/penerbit.crl").await.ok().bytes).unwrap().entries().is_empty());
        let cabut = format!("/tanda_tangan/otoritas/sertifikat/{}/cabut", row.get::<uuid::Uuid>("id").unwrap());
        admin.post(&cabut, &[("alasan", "iseng")]).await.is(422);
        admin.post(&cabut, &[("alasan", "kunci_bocor"), ("keterangan", "Laptop hilang")]).await.redirects();
        admin.post(&cabut, &[("alasan", "kunci_bocor")]).await.is(409);
        let crl = Crl::from_der(&tamu.get("/pki/crl/penerbit.crl").await.ok().bytes).unwrap();
        assert_eq!(crl.entries().len(), 1);
        assert_eq!(crl.entries()[0].reason, pades::Reason::KeyCompromise);
        let teks = base64::engine::general_purpose::STANDARD.encode(&minta_ocsp);
        let teks = percent_encoding::utf8_percent_encode(&teks, percent_encoding::NON_ALPHANUMERIC).to_string();
        let dicabut = tamu.get(&format!("/pki/ocsp/{teks}")).await.ok();
        let lewat_post = tamu.send(Method::POST, "/pki/ocsp", &[], minta_ocsp).await.ok();
        assert_eq!(dicabut.header("content-type"), "application/ocsp-response");
        // Each answer alone, without the list, decides about the signature.
        let akar = Certificate::from_der(&tamu.get("/pki/akar.cer").await.ok().bytes).unwrap();
        let daftar_akar = Crl::from_der(&tamu.get("/pki/crl/akar.crl").await.ok().bytes).unwrap();
        let signed = hasil(site, id).await;
        let menurut = |answer: &[u8]| {
            let trust = pades::verify::Trust {
                anchors: vec![akar.clone()],
                intermediates: vec![penerbit.clone()],
                crls: vec![daftar_akar.clone()],
                ocsps: vec![pades::OcspResponse::from_der(answer).unwrap()],
            };
            pades::verify::verify(&signed, &trust, site.app.now()).unwrap().signatures[0].revocation
        };
        assert!(!matches!(menurut(&baik.bytes), pades::verify::Revocation::Revoked { .. }));
        for answer in [&dicabut.bytes, &lewat_post.bytes] {
            assert!(matches!(menurut(answer), pades::verify::Revocation::Revoked { after_stamp: true, .. }));
        }
        // What was stamped before stays valid; nothing new is signed.
        kepala
            .get(&format!("/tanda_tangan/permintaan/{id}"))
            .await
            .ok()
            .has_text("setelah tanda tangan ini dibubuhkan");
        let baru = minta(site, kepala.account, &Surat::biasa("Sesudah")).await;
        let kelompok = serahkan(&kepala, &[baru], SANDI).await;
        tunggu(site, kelompok).await;
        kepala
            .get(&format!("/tanda_tangan/kelompok/{kelompok}"))
            .await
            .ok()
            .has_text("belum memiliki sertifikat elektronik yang berlaku");
        assert_eq!(keadaan(site, baru).await, "antre");
        assert_eq!(crate::hitung(site, "sertifikat_elektronik where keadaan = 'dicabut'").await, 1);
    });
}

#[test]
fn machines_get_time_stamps_and_odd_questions_a_refusal() {
    on_both(async |site| {
        dengan_otoritas(site).await;
        let tamu = site.visitor();
        let random = SystemRandom::new();
        let ask = TsaQuery::new(&pades::sha256(b"isi"), &random).unwrap();
        let kirim = async |isi: Vec<u8>| {
            tamu.send(Method::POST, "/pki/tsa", &[("content-type", "application/timestamp-query")], isi).await
        };
        let reply = kirim(ask.der().to_vec()).await.ok();
        assert_eq!(reply.header("content-type"), "application/timestamp-reply");
        assert!(ask.accept(&reply.bytes).is_ok());
        let lain = TsaQuery::new(&pades::sha256(b"lain"), &random).unwrap();
        assert!(lain.accept(&reply.bytes).is_err(), "a stamp of something else");
        kirim(b"bukan apa-apa".to_vec()).await.ok();
        kirim(vec![0; 70_000]).await.is(413);
        tamu.send(Method::POST, "/pki/ocsp", &[], b"bukan apa-apa".to_vec()).await.ok();
        tamu.get("/pki/ocsp/%00%01").await.is(404);
        tamu.get("/pki/ocsp/!!!").await.is(400);
        tamu.get("/pki/crl/lain.crl").await.is(404);
        // A session that comes along counts for nothing, and a form of another site is still refused elsewhere.
        tamu.send(Method::POST, "/verifikasi", &[], vec![]).await.is(403);
    });
}

#[test]
fn an_imported_authority_is_trusted_until_it_is_taken_out() {
    on_both(async |site| {
        let (layanan, admin, kepala) = crate::bsre::dengan_layanan(site, "v2").await;
        let id = minta(site, kepala.account, &Surat::biasa("Dari BSrE")).await;
        let kelompok = serahkan(&kepala, &[id], SANDI).await;
        tunggu(site, kelompok).await;
        let halaman = format!("/tanda_tangan/permintaan/{id}");
        kepala.get(&halaman).await.ok().has_text("otoritas penerbitnya tidak dikenal di sini");
        let signed = hasil(site, id).await;
        let laporan = pades::verify::verify(&signed, &tanda_tangan::periksa::tanpa_jangkar(), site.app.now()).unwrap();
        assert_eq!(laporan.signatures.len(), 1);
        let akar = layanan.akar();
        let jangkar = "/tanda_tangan/pengaturan/jangkar";
        admin.upload(jangkar, &[], &[("berkas", "a.pem", b"bukan sertifikat")]).await.is(422);
        admin.upload(jangkar, &[], &[("berkas", "orang.pem", layanan.orang().pem().as_bytes())]).await.is(422);
        admin.upload(jangkar, &[], &[("berkas", "akar.pem", akar.pem().as_bytes())]).await.redirects();
        let page = kepala.get(&halaman).await.ok();
        page.has_text("berinduk pada otoritas yang dipercaya");
        let row = site.app.db.one("select id from ttd_jangkar", vec![]).await.unwrap();
        let id: uuid::Uuid = row.get("id").unwrap();
        admin.post(&format!("{jangkar}/{id}/hentikan"), &[]).await.redirects();
        kepala.get(&halaman).await.ok().has_text("otoritas penerbitnya tidak dikenal di sini");
    });
}
