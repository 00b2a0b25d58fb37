//! Settings, adjusted duties, and the catalogue.

use crate::dunia::{di_contoh, jumlah, kolom, tersembunyi, unit};
use testkit::{Answer, Client};

async fn simpan(orang: &Client, alamat: &str, isian: &[(&str, &str)]) -> Answer {
    let page = orang.get(alamat).await.ok();
    // The form is sent to where it stands, without "/atur" only for settings.
    let versi = tersembunyi(&page, alamat, "_versi");
    let mut fields = vec![("_versi", versi.as_str())];
    fields.extend_from_slice(isian);
    orang.post(alamat, &fields).await
}

#[test]
fn a_cycle_that_moves_moves_what_is_still_open() {
    di_contoh(async |site| {
        let admin = site.person("admin", &[("admin", unit("DISKOMINFO"))]).await;
        assert_eq!(
            kolom(site, "arsitektur|jabatan:bupati|2025-01-01+60b", "cast(jatuh as text)").await.unwrap(),
            "2025-07-01"
        );
        let isian = [("mulai_hitung", "01-01-2026"), ("arsitektur", "01-06-2025"), ("pengingat", "14, 3")];
        simpan(&admin, "/kewajiban/pengaturan", &isian).await.redirects();
        site.settle().await;
        assert_eq!(
            kolom(site, "arsitektur|jabatan:bupati|2025-06-01+60b", "cast(jatuh as text)").await.unwrap(),
            "2025-12-01"
        );
        assert_eq!(kolom(site, "arsitektur|jabatan:bupati|2025-01-01+60b", "keadaan").await.unwrap(), "gugur");
        // Counting from January brings twelve months for four agencies.
        assert_eq!(
            jumlah(site, "kewajiban = 'lapor-bulanan' and masa like '2026-%' and keadaan = 'terbuka'").await,
            48
        );
        admin.get("/kewajiban/pengaturan").await.ok();
        let operator = site.person("dinkes", &[("operator_pd", unit("DINKES"))]).await;
        operator.get("/kewajiban/pengaturan").await.is(403);
    });
}

#[test]
fn counting_tells_how_far_it_is_without_javascript_too() {
    di_contoh(async |site| {
        let admin = site.person("admin", &[("admin", unit("DISKOMINFO"))]).await;
        let alamat = "/kewajiban/pengaturan/hitung";
        let selesai = admin.get(alamat).await.ok().has_text("Selesai");
        assert!(!selesai.text().contains("http-equiv=\"refresh\""));
        assert_eq!(admin.post(alamat, &[]).await.redirects().location(), alamat);
        let berjalan = admin.get(alamat).await.ok().has_text("Sedang berjalan");
        assert!(berjalan.text().contains("<noscript><meta http-equiv=\"refresh\" content=\"3\">"));
        assert_eq!(berjalan.attribute("#kemajuan-hitung", "hx-get").as_deref(), Some(alamat));
        site.settle().await;
        let selesai = admin.get(alamat).await.ok().has_text("Selesai");
        assert_eq!(selesai.attribute("#kemajuan-hitung", "hx-get"), None);
        let operator = site.person("dinkes", &[("operator_pd", unit("DINKES"))]).await;
        operator.get(alamat).await.is(403);
    });
}

#[test]
fn wrong_settings_are_refused_and_kept() {
    di_contoh(async |site| {
        let admin = site.person("admin", &[("admin", unit("DISKOMINFO"))]).await;
        let isian = [
            ("mulai_hitung", ""),
            ("arsitektur", "32-01-2025"),
            ("pengingat", "tujuh"),
            ("koordinator_hari", "0"),
            ("hari_mendekati", "banyak"),
        ];
        let page = simpan(&admin, "/kewajiban/pengaturan", &isian).await.is(422);
        assert_eq!(page.all(".govuk-error-summary__list li").len(), 5);
        assert_eq!(page.attribute("input[name=arsitektur]", "value").unwrap(), "32-01-2025");
    });
}

#[test]
fn two_administrators_do_not_overwrite_each_other() {
    di_contoh(async |site| {
        let satu = site.person("satu", &[("admin", unit("DISKOMINFO"))]).await;
        let dua = site.person("dua", &[("admin", unit("DISKOMINFO"))]).await;
        let versi = tersembunyi(&dua.get("/kewajiban/pengaturan").await.ok(), "/kewajiban/pengaturan", "_versi");
        simpan(&satu, "/kewajiban/pengaturan", &[("mulai_hitung", "01-11-2026"), ("hari_mendekati", "20")])
            .await
            .redirects();
        let fields = [("_versi", versi.as_str()), ("mulai_hitung", "01-11-2026"), ("hari_mendekati", "40")];
        let page = dua.post("/kewajiban/pengaturan", &fields).await.is(409);
        assert!(page.main().contains("diubah orang lain"));
        assert_eq!(page.attribute("input[name=hari_mendekati]", "value").unwrap(), "40");
    });
}

#[test]
fn only_what_the_regulation_leaves_open_is_adjusted() {
    di_contoh(async |site| {
        let admin = site.person("admin", &[("admin", unit("DISKOMINFO"))]).await;
        let bulanan = "/katalog-kewajiban/lapor-bulanan/atur";
        simpan(&admin, bulanan, &[("aktif", "ya"), ("tiap", "triwulan")]).await.is(422).has_text("Isi alasannya");
        simpan(&admin, bulanan, &[("aktif", "ya"), ("tiap", "triwulan"), ("alasan", "Cukup triwulanan")])
            .await
            .redirects();
        site.settle().await;
        assert_eq!(jumlah(site, "masa = '2026-T4' and keadaan = 'terbuka'").await, 4);
        assert_eq!(jumlah(site, "masa = '2026-11' and keadaan = 'gugur'").await, 4);
        site.visitor()
            .get("/katalog-kewajiban/lapor-bulanan")
            .await
            .ok()
            .has_text("Disetel administrator")
            .has_text("Alasan: Cukup triwulanan")
            .has_text("triwulan");
        // The period of the audit is the regulation's: the form does not offer it and the door does not take it.
        let audit = "/katalog-kewajiban/audit/atur";
        admin.get(audit).await.ok().has_text("ditetapkan peraturan").lacks_text("name=\"tiap\"");
        simpan(&admin, audit, &[("aktif", "ya"), ("tiap", "5 tahun"), ("alasan", "Mahal")])
            .await
            .is(422)
            .has_text("ditetapkan peraturan");
        // The day inside the year is always a proposal.
        simpan(
            &admin,
            "/katalog-kewajiban/anggaran/atur",
            &[("aktif", "ya"), ("hari", "15-12"), ("alasan", "Mengikuti jadwal DPRD")],
        )
        .await
        .redirects();
        site.settle().await;
        assert_eq!(kolom(site, "anggaran|pd:BAPPEDA|2026", "cast(jatuh as text)").await.unwrap(), "2026-12-15");
    });
}

#[test]
fn a_duty_is_switched_off_with_a_reason_that_all_can_read() {
    di_contoh(async |site| {
        let admin = site.person("admin", &[("admin", unit("DISKOMINFO"))]).await;
        let alamat = "/katalog-kewajiban/lapor-bulanan/atur";
        simpan(&admin, alamat, &[("aktif", "tidak")]).await.is(422);
        simpan(&admin, alamat, &[("aktif", "tidak"), ("alasan", "Diganti laporan terpusat")]).await.redirects();
        site.settle().await;
        assert_eq!(jumlah(site, "kewajiban = 'lapor-bulanan' and keadaan = 'gugur'").await, 8);
        site.visitor().get("/katalog-kewajiban/lapor-bulanan").await.ok().has_text("Diganti laporan terpusat");
        site.visitor().get("/katalog-kewajiban").await.ok().has_text("Tidak dipantau");
        simpan(&admin, alamat, &[("aktif", "ya")]).await.redirects();
        site.settle().await;
        assert_eq!(jumlah(site, "kewajiban = 'lapor-bulanan' and keadaan = 'terbuka'").await, 8);
    });
}

#[test]
fn the_catalogue_is_open_says_whose_word_a_schedule_is_and_links_its_articles() {
    di_contoh(async |site| {
        let orang = site.visitor();
        let page = orang
            .get("/katalog-kewajiban")
            .await
            .ok()
            .has_text("6 kewajiban")
            .has_text("Usulan")
            .has_text("Dari peraturan");
        assert!(page.attributes("a", "href").contains(&"/jdih/acuan?pasal=2%281%29".to_owned()));
        orang.get("/katalog-kewajiban?sistem=A17").await.ok().has_text("1 kewajiban");
        orang.get("/katalog-kewajiban?pasal=3").await.ok().has_text("Audit pusat data");
        orang.get("/katalog-kewajiban?q=tidak-ada").await.ok().has_text("Tidak ada kewajiban yang cocok");
        let satu = orang.get("/katalog-kewajiban/audit").await.ok();
        let satu = satu
            .has_text("Setiap 2 tahun sejak pelaksanaan terakhir")
            .has_text("Laporan audit")
            .has_text("9, 29")
            .has_text("Sekretaris Daerah");
        satu.lacks_text("Sesuaikan");
        orang.get("/katalog-kewajiban/tidak-ada").await.is(404);
        orang.get("/katalog-kewajiban/audit/atur").await.redirects();
    });
}
