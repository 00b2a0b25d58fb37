//! Data for the demonstration.

use crate::lakon::*;

#[test]
fn the_demonstration_has_a_final_year_and_one_under_way() {
    dengan_profil(BULUNGAN, async |site| {
        assert!(evaluasi::demo::demo(&site.app).await.is_err(), "without people there is no team");
        let lakon = Lakon::baru(site).await;
        site.person("anggota-dua", &[("evaluator_anggota", UNIT)]).await;
        evaluasi::demo::demo(&site.app).await.unwrap();
        evaluasi::demo::demo(&site.app).await.unwrap();
        let halaman = lakon
            .sekda
            .get("/evaluasi")
            .await
            .ok()
            .has_text("Evaluasi SPBE 2025")
            .has_text("Evaluasi Pemdi 2026")
            .has_text("Final");
        assert_eq!(halaman.all("tbody tr").len(), 2);
        let lalu = halaman.attributes("tbody a", "href").into_iter().find(|a| a.starts_with("/evaluasi/")).unwrap();
        lakon.sekda.get(&lalu).await.ok();
        for href in halaman.attributes("tbody a", "href") {
            lakon.sekda.get(&href).await.ok();
            for sisa in ["/peluang", "/fakta", "/rekomendasi", "/tim", "/berita-acara", "/indikator/1", "/indikator/10"]
            {
                lakon.sekda.get(&format!("{href}{sisa}")).await.ok().lacks_text("melebihi yang ditopang");
            }
        }
        lakon.pegawai.get("/evaluasi/banding").await.ok().has_text("2025");
    });
}
