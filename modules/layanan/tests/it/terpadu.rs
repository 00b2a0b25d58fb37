//! Several services under one receipt.
use kernel::Val;
use serde_json::json;
use testkit::on_both;
use uuid::Uuid;

use crate::adegan::{self, DINAS, LAIN, MODULES, keadaan, laku};

async fn bagian(site: &testkit::Site, induk: &str) -> Vec<String> {
    let induk: Uuid = induk.parse().unwrap();
    let rows = site
        .app
        .db
        .query("select id from permohonan where induk = $1 order by urut", vec![induk.into()])
        .await
        .unwrap();
    rows.iter().map(|row| row.get::<Uuid>("id").unwrap().to_string()).collect()
}

#[test]
fn parts_start_together_or_one_after_the_other_and_the_whole_ends_with_them() {
    on_both(MODULES, async |site| {
        let petugas_memutus = [("penyetuju", Val::from("petugas")), ("keluaran", "tanpa".into())];
        let satu = adegan::layanan(site, "BAGIAN1", DINAS, &petugas_memutus).await;
        let dua = adegan::layanan(site, "BAGIAN2", LAIN, &petugas_memutus).await;
        let tiga = adegan::layanan(site, "BAGIAN3", LAIN, &petugas_memutus).await;
        let isi = json!([
            { "layanan": satu, "mulai": "bersama" },
            { "layanan": dua, "mulai": "bersama" },
            { "layanan": tiga, "mulai": "setelah" },
        ]);
        let terpadu = adegan::layanan(site, "TERPADU", DINAS, &[("bagian", Val::Json(isi))]).await;
        let warga = site.visitor();
        warga.get(&format!("/layanan/{terpadu}")).await.ok().has_text("satu nomor").has_text("Layanan BAGIAN3");
        let id = adegan::ajukan(&warga, terpadu, "Gita Contoh").await;
        let bagian = bagian(site, &id).await;
        assert_eq!(bagian.len(), 3);
        let semua = async || {
            (
                keadaan(site, &id).await,
                keadaan(site, &bagian[0]).await,
                keadaan(site, &bagian[1]).await,
                keadaan(site, &bagian[2]).await,
            )
        };
        assert_eq!(semua().await, ("gabungan".into(), "masuk".into(), "masuk".into(), "menunggu".into()));
        warga
            .get(&format!("/permohonan/resi/{id}"))
            .await
            .ok()
            .has_text("Layanan BAGIAN1")
            .has_text("Menunggu bagian sebelumnya");
        let di_sini = site.person("di_sini", &[("operator_pd", DINAS)]).await;
        let di_sana = site.person("di_sana", &[("operator_pd", LAIN)]).await;
        // The file of the application lies with the whole, and each agency reads it.
        let berkas = di_sana
            .get(&format!("/permohonan/{}", bagian[1]))
            .await
            .ok()
            .attribute("a[href*='/berkas/']", "href")
            .unwrap();
        assert!(di_sana.get(&berkas).await.ok().bytes.starts_with(b"%PDF"));
        di_sana.get(&format!("/permohonan/{}", bagian[0])).await.is(404);
        // A part asks for a correction, which the applicant makes under the same receipt.
        laku(&di_sana, &bagian[1], "periksa", &[]).await;
        laku(&di_sana, &bagian[1], "minta_perbaikan", &[("catatan", "Nama usaha kurang lengkap.")]).await;
        warga.get(&format!("/permohonan/resi/{}", bagian[1])).await.ok().has_text("kurang lengkap");
        let langkah = format!("/permohonan/isi/{}/langkah/1", bagian[1]);
        warga.upload(&langkah, &[("i.usaha", "Warung Gita"), ("i.badan", "orang")], &[]).await.redirects();
        warga.post(&format!("/permohonan/isi/{}/kirim", bagian[1]), &[("benar", "ya")]).await.redirects();
        laku(&di_sana, &bagian[1], "setujui", &[]).await;
        assert_eq!(semua().await, ("gabungan".into(), "masuk".into(), "selesai".into(), "masuk".into()));
        laku(&di_sini, &bagian[0], "periksa", &[]).await;
        laku(&di_sini, &bagian[0], "tolak", &[("catatan", "Di luar wilayah kami.")]).await;
        laku(&di_sana, &bagian[2], "periksa", &[]).await;
        laku(&di_sana, &bagian[2], "setujui", &[]).await;
        assert_eq!(semua().await, ("selesai".into(), "ditolak".into(), "selesai".into(), "selesai".into()));
        warga.get(&format!("/permohonan/resi/{id}")).await.ok().has_text("2 dari 3 bagian selesai");
    });
}

#[test]
fn withdrawing_the_whole_withdraws_its_parts() {
    on_both(MODULES, async |site| {
        let satu = adegan::layanan(site, "A1", DINAS, &[("keluaran", "tanpa".into())]).await;
        let dua = adegan::layanan(site, "A2", LAIN, &[("keluaran", "tanpa".into())]).await;
        let isi = json!([{ "layanan": satu, "mulai": "bersama" }, { "layanan": dua, "mulai": "setelah" }]);
        let terpadu = adegan::layanan(site, "A", DINAS, &[("bagian", Val::Json(isi))]).await;
        let warga = site.visitor();
        let id = adegan::ajukan(&warga, terpadu, "Hana Contoh").await;
        let bagian = bagian(site, &id).await;
        warga.get(&format!("/permohonan/resi/{id}")).await.ok();
        warga.post(&format!("/permohonan/resi/{}/cabut", bagian[0]), &[]).await.is(404);
        warga.post(&format!("/permohonan/resi/{id}/cabut"), &[]).await.redirects();
        for satu in [&id, &bagian[0], &bagian[1]] {
            assert_eq!(keadaan(site, satu).await, "dicabut");
        }
    });
}

#[test]
fn a_part_that_is_refused_ends_what_waited_for_it() {
    on_both(MODULES, async |site| {
        let memutus = [("penyetuju", Val::from("petugas")), ("keluaran", "tanpa".into())];
        let satu = adegan::layanan(site, "B1", DINAS, &memutus).await;
        let dua = adegan::layanan(site, "B2", DINAS, &memutus).await;
        let isi = json!([{ "layanan": satu, "mulai": "bersama" }, { "layanan": dua, "mulai": "setelah" }]);
        let terpadu = adegan::layanan(site, "B", DINAS, &[("bagian", Val::Json(isi))]).await;
        let warga = site.visitor();
        let petugas = site.person("petugas", &[("operator_pd", DINAS)]).await;
        let id = adegan::ajukan(&warga, terpadu, "Ina Contoh").await;
        let bagian = bagian(site, &id).await;
        laku(&petugas, &bagian[0], "periksa", &[]).await;
        laku(&petugas, &bagian[0], "tolak", &[("catatan", "Syarat tidak terpenuhi.")]).await;
        assert_eq!(keadaan(site, &bagian[1]).await, "dicabut");
        assert_eq!(keadaan(site, &id).await, "selesai");
        warga.get(&format!("/permohonan/resi/{id}")).await.ok().has_text("0 dari 2 bagian selesai");
    });
}
