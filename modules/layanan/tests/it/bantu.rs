//! An officer in a village office applies on somebody's behalf.
use testkit::on_both;

use crate::adegan::{self, DINAS, LAIN, MODULES, PDF, tanda};

#[test]
fn who_helped_is_recorded_and_the_applicant_gets_the_receipt() {
    on_both(MODULES, async |site| {
        let layanan = adegan::layanan(site, "BANTU", DINAS, &[]).await;
        let desa = site.person("desa", &[("operator_pd", LAIN)]).await;
        let petugas = site.person("petugas", &[("operator_pd", DINAS)]).await;
        site.person("orang", &[]).await.get("/permohonan/bantu").await.is(403);
        desa.get("/permohonan/bantu").await.ok().has_text("Layanan BANTU");
        let mulai = desa.post(&format!("/permohonan/bantu/{layanan}"), &[]).await.redirects().location();
        let id = mulai.split('/').nth(3).unwrap().to_owned();
        desa.get(&mulai).await.ok().has_text("membantu orang lain");
        desa.post(&mulai, &[("nama", "Nenek Contoh"), ("surel", ""), ("telepon", "")]).await.redirects();
        desa.upload(&format!("/permohonan/isi/{id}/langkah/1"), &[("i.usaha", "Warung"), ("i.badan", "orang")], &[])
            .await
            .redirects();
        desa.upload(&format!("/permohonan/isi/{id}/langkah/2"), &[], &[("i.foto", "a.pdf", PDF)]).await.redirects();
        desa.post(&format!("/permohonan/isi/{id}/kirim"), &[("benar", "ya")]).await.redirects();
        let (nomor, kata) = tanda(&desa, &id).await;
        petugas
            .get(&format!("/permohonan/{id}"))
            .await
            .ok()
            .has_text("Nenek Contoh")
            .has_text("dibantu")
            .has_text("dibantu petugas");
        // The case is the applicant's: it is not among the officer's own, and the officer's rights do not open it.
        desa.get("/layanan/saya").await.ok().has_text("Belum ada permohonan");
        desa.get(&format!("/permohonan/{id}")).await.is(404);
        desa.get("/permohonan/bantu").await.ok().has_text(&nomor);
        site.app.clock.advance(time::Duration::hours(3));
        let nenek = site.visitor();
        nenek.get("/layanan/status").await.ok();
        nenek.post("/layanan/status", &[("nomor", &nomor), ("kata", &kata)]).await.redirects();
        nenek.get(&format!("/permohonan/resi/{id}")).await.ok().has_text("Nenek Contoh");
    });
}
