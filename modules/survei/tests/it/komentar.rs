//! Comments: read by people before anybody sees them.
use testkit::on_both;
use uuid::Uuid;

use crate::lakon::{BADAN, DINAS, SEMUA, maju, nilai, periode, rata, terbitkan};

#[test]
fn a_comment_is_shown_only_after_somebody_decided() {
    on_both(SEMUA, async |site| {
        for isi in ["Pak Budi lambat, telepon 081234567890", "Bagus"] {
            let mut isian = rata("3");
            isian.push(("komentar", isi));
            nilai(site, DINAS, "Satu", &isian).await;
        }
        let operator = site.person("operator", &[("operator_pd", DINAS)]).await;
        let kepala = site.person("kepala", &[("kepala_pd", DINAS)]).await;
        operator.get("/").await.ok().has_text("Periksa 2 komentar survei");
        let daftar = operator.get("/meja-survei/komentar").await.ok().has_text("Pak Budi lambat");
        let href: Vec<String> = daftar
            .attributes("main table a", "href")
            .into_iter()
            .filter(|href| href.starts_with("/meja-survei/komentar/"))
            .collect();
        assert_eq!(href.len(), 2);
        let satu = operator.get(&href[0]).await.ok();
        assert_eq!(satu.all("textarea[name=tayang]"), ["Pak [nama] lambat, telepon [nomor]"]);
        let versi = satu.attribute("input[name=_versi]", "value").unwrap();

        site.person("tetangga", &[("operator_pd", BADAN)]).await.get(&href[0]).await.is(404);
        site.person("pegawai", &[("pegawai", DINAS)]).await.get(&href[0]).await.is(403);

        let panjang = "a".repeat(1201);
        for isian in [
            vec![("tayang", "x")],
            vec![("tayang", ""), ("putusan", "tayang")],
            vec![("tayang", panjang.as_str()), ("putusan", "tayang")],
        ] {
            let mut semua = vec![("_versi", versi.as_str())];
            semua.extend(isian.clone());
            let salah = operator.post(&href[0], &semua).await.is(422);
            assert_eq!(salah.all("textarea[name=tayang]"), [isian[0].1]);
        }
        let putusan = [("_versi", versi.as_str()), ("tayang", "[nama] lambat"), ("putusan", "tayang")];
        operator.post(&href[0], &putusan).await.redirects();
        // Somebody else looked at the same time.
        let lambat = [("_versi", versi.as_str()), ("tayang", "lain sekali"), ("putusan", "tidak_tayang")];
        let bentrok = kepala.post(&href[0], &lambat).await.is(409);
        assert_eq!(bentrok.all("textarea[name=tayang]"), ["lain sekali"]);
        operator.get("/meja-survei/komentar?status=tayang").await.ok().has_text("Pak Budi lambat");

        let masa = periode(site, DINAS).await;
        maju(site, 60).await;
        let operator = site.person("operator", &[]).await;
        let kepala = site.person("kepala", &[]).await;
        terbitkan(&operator, &kepala, masa).await;
        let publik = site.visitor().get(&format!("/survei/hasil/{masa}")).await.ok().has_text("[nama] lambat");
        assert!(!publik.text().contains("Budi") && !publik.main().contains("Bagus"));
        site.visitor().get(&format!("/meja-survei/komentar/{}", Uuid::now_v7())).await.is(303);
    });
}
