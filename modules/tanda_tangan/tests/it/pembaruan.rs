//! The own authority over the years: how long things hold, a renewed issuing authority, another root.
use http::Method;
use pades::{Certificate, Crl, OcspResponse, Status};
use testkit::{Client, Site};
use time::Duration;

use crate::{SANDI, Surat, dengan_otoritas, hasil, keadaan, minta, on_both, orang, serahkan, tunggu};

const AKAR: &str = "akar pohon beringin";
const HALAMAN: &str = "/tanda_tangan/otoritas";

async fn tanda_tangani(site: &Site, siapa: &Client, judul: &str) -> Vec<u8> {
    let id = minta(site, siapa.account, &Surat::biasa(judul)).await;
    let kelompok = serahkan(siapa, &[id], SANDI).await;
    tunggu(site, kelompok).await;
    assert_eq!(keadaan(site, id).await, "selesai", "{judul}");
    hasil(site, id).await
}

/// The certificate that a PDF was signed with last, and that of who issued it.
async fn penanda(site: &Site, pdf: &[u8]) -> (Certificate, Certificate) {
    let trust = tanda_tangan::periksa::kepercayaan(&site.app).await.unwrap();
    let laporan = pades::verify::verify(pdf, &trust, site.app.now()).unwrap();
    let satu = laporan.signatures.iter().rfind(|satu| satu.kind != pades::verify::Kind::DocumentTimestamp).unwrap();
    assert_eq!(satu.trust, pades::verify::ChainVerdict::Trusted, "{:?}", satu.revocation);
    let serial = satu.signer.clone().unwrap().serial;
    let text = "select sertifikat from pki_sertifikat where serial = $1";
    let der: Vec<u8> = site.app.db.one(text, kernel::args![serial]).await.unwrap().get("sertifikat").unwrap();
    let milik = Certificate::from_der(&der).unwrap();
    let silsilah = tanda_tangan::pki::Silsilah::baca(&site.app).await.unwrap();
    let induk = silsilah.induk(&milik).unwrap().sertifikat.clone();
    (milik, induk)
}

async fn ocsp(site: &Site, milik: &Certificate, induk: &Certificate) -> Option<Status> {
    let minta = pades::ocsp_request(milik, induk, None);
    let jawab = site.visitor().send(Method::POST, "/pki/ocsp", &[], minta).await.ok();
    OcspResponse::from_der(&jawab.bytes).unwrap().status(milik, induk)
}

/// The list at the address that a certificate names.
async fn daftar(site: &Site, milik: &Certificate) -> Crl {
    let jalan = milik.crl_urls()[0].strip_prefix("http://pendopo.test").unwrap().to_owned();
    Crl::from_der(&site.visitor().get(&jalan).await.ok().bytes).unwrap()
}

#[test]
fn validity_is_the_administrators_to_say_within_bounds() {
    on_both(async |site| {
        let admin = site.person("admin", &[("admin", crate::UNIT)]).await;
        admin.get(HALAMAN).await.ok().has_text("Masa berlaku");
        let masa = format!("{HALAMAN}/masa");
        let isian = |akar, penerbit, sertifikat, daftar| {
            vec![
                ("_versi", "0"),
                ("masa_akar", akar),
                ("masa_penerbit", penerbit),
                ("masa_sertifikat", sertifikat),
                ("masa_daftar", daftar),
            ]
        };
        let salah = admin.post(&masa, &isian("99", "x", "", "-1")).await.is(422);
        salah.has_text("Isi angka bulat 5 sampai 30 tahun").has_text("Isi angka bulat 30 sampai 800 hari");
        admin.post(&masa, &isian("6", "7", "100", "100")).await.is(422).has_text("lebih lama daripada akarnya");
        admin.post(&masa, &isian("6", "3", "100", "90")).await.redirects();
        admin.post(&masa, &isian("6", "3", "100", "90")).await.is(409);
        admin.post(&format!("{HALAMAN}/buat"), &[("sandi", AKAR), ("sandi_ulang", AKAR)]).await.redirects();
        let kepala = orang(site, &admin, "kepala").await;
        let pdf = tanda_tangani(site, &kepala, "Seratus hari").await;
        let (milik, induk) = penanda(site, &pdf).await;
        let hari = |satu: &Certificate| (satu.not_after() - site.app.now()).whole_days();
        assert!((99..=100).contains(&hari(&milik)) && (3 * 365 - 1..=3 * 365).contains(&hari(&induk)));
        let akar = Certificate::from_der(&site.visitor().get("/pki/akar.cer").await.ok().bytes).unwrap();
        assert!((6 * 365 - 1..=6 * 365).contains(&hari(&akar)));
        let akar = daftar(site, &induk).await;
        assert_eq!((akar.next_update().unwrap() - site.app.now()).whole_days(), 90);
        // Nothing holds longer than what stands above it.
        site.app.clock.advance(Duration::days(3 * 365 - 40));
        let admin = site.person("admin", &[("admin", crate::UNIT)]).await;
        let sekda = orang(site, &admin, "sekda").await;
        let (milik, induk) = penanda(site, &tanda_tangani(site, &sekda, "Menjelang akhir").await).await;
        assert_eq!(milik.not_after(), induk.not_after());
    });
}

#[test]
fn a_renewed_issuer_and_another_root_leave_the_earlier_ones_answering() {
    on_both(async |site| {
        let (admin, kepala) = dengan_otoritas(site).await;
        let lama = tanda_tangani(site, &kepala, "Penerbit pertama").await;
        let (milik_lama, induk_lama) = penanda(site, &lama).await;
        let kunci = admin.get(&format!("{HALAMAN}/kunci")).await.ok().text();
        site.app.clock.advance(Duration::days(30));
        let admin = site.person("admin", &[("admin", crate::UNIT)]).await;
        let perbarui = format!("{HALAMAN}/perbarui");
        admin.post(&perbarui, &[("sandi_akar", "salah sama sekali")]).await.is(422).has_text("Kata sandi salah");
        admin.post(&perbarui, &[("sandi_akar", AKAR)]).await.redirects();
        admin.get(HALAMAN).await.ok().has_text("Otoritas terdahulu").has_text("Otoritas Sertifikat Akar");
        let sekda = orang(site, &admin, "sekda").await;
        let baru = tanda_tangani(site, &sekda, "Penerbit kedua").await;
        let (milik_baru, induk_baru) = penanda(site, &baru).await;
        assert_ne!(induk_lama, induk_baru);
        assert_eq!(induk_lama.issuer(), induk_baru.issuer());
        // The certificate of the earlier issuer still signs, at every level, and what it signed stays valid.
        let atur = [("_versi", "0"), ("versi", "v2"), ("tingkat", "B-LTA")];
        admin.post("/tanda_tangan/pengaturan", &atur).await.redirects();
        let kepala = site.person("kepala", &[("kepala_pd", crate::UNIT)]).await;
        let tanda = tanda_tangani(site, &kepala, "Masih berlaku").await;
        let (milik, induk) = penanda(site, &tanda).await;
        assert_eq!((&milik, &induk), (&milik_lama, &induk_lama));
        for (milik, induk) in [(&milik_lama, &induk_lama), (&milik_baru, &induk_baru)] {
            assert_eq!(ocsp(site, milik, induk).await, Some(Status::Good));
            assert!(daftar(site, milik).await.entries().is_empty());
            let jalan = milik.issuer_urls()[0].strip_prefix("http://pendopo.test").unwrap().to_owned();
            assert_eq!(&Certificate::from_der(&site.visitor().get(&jalan).await.ok().bytes).unwrap(), induk);
        }
        // Revoking under the earlier one shows in its list and its answers, and nowhere else.
        let text = "select id from pki_sertifikat order by id limit 1";
        let id: uuid::Uuid = site.app.db.one(text, vec![]).await.unwrap().get("id").unwrap();
        let cabut = format!("{HALAMAN}/sertifikat/{id}/cabut");
        admin.post(&cabut, &[("alasan", "berhenti")]).await.redirects();
        assert!(matches!(ocsp(site, &milik_lama, &induk_lama).await, Some(Status::Revoked { .. })));
        assert_eq!(ocsp(site, &milik_baru, &induk_baru).await, Some(Status::Good));
        assert_eq!(daftar(site, &milik_lama).await.entries().len(), 1);
        assert!(daftar(site, &milik_baru).await.entries().is_empty());
        // Another root: the first one stays trusted, and its lists stay where they were.
        site.app.clock.advance(Duration::days(1));
        let admin = site.person("admin", &[("admin", crate::UNIT)]).await;
        let ganti = [("sandi", AKAR), ("sandi_ulang", AKAR), ("ganti", "ya")];
        admin.post(&format!("{HALAMAN}/buat"), &ganti).await.redirects();
        assert_eq!(penanda(site, &baru).await.1, induk_baru);
        assert_eq!(ocsp(site, &milik_baru, &induk_baru).await, Some(Status::Good));
        let akar_baru = Certificate::from_der(&site.visitor().get("/pki/akar.cer").await.ok().bytes).unwrap();
        assert_ne!(akar_baru.subject_key_id(), induk_baru.authority_key_id());
        daftar(site, &induk_baru).await;
        // The key of the first root opens nothing under the second one.
        let isian = [("sandi_akar", AKAR), ("kunci", kunci.as_str())];
        admin.post(&perbarui, &isian).await.is(422).has_text("bukan kunci otoritas akar yang sedang dipakai");
        let camat = orang(site, &admin, "camat").await;
        let (_, induk) = penanda(site, &tanda_tangani(site, &camat, "Akar kedua").await).await;
        assert_ne!(induk, induk_baru);
        for jalan in ["/pki/crl/tiada.crl", "/pki/sertifikat/AB.cer", "/pki/crl/akar", "/pki/sertifikat/akar"] {
            site.visitor().get(jalan).await.is(404);
        }
    });
}
