//! Who sees and does what.

use crate::dunia::{ajukan, di_contoh, id, unit};
use testkit::Assigned;

#[test]
fn an_agency_sees_its_own_and_a_stranger_nothing() {
    di_contoh(async |site| {
        let dinkes = site.person("dinkes", &[("operator_pd", unit("DINKES"))]).await;
        let bappeda = site.person("bappeda", &[("operator_pd", unit("BAPPEDA"))]).await;
        let tanpa = site.person("tanpa", &[]).await;
        let satu = id(site, "lapor-bulanan|pd:DINKES|2026-11").await;
        let halaman = format!("/kewajiban/{satu}");
        dinkes.get(&halaman).await.ok();
        bappeda.get(&halaman).await.is(404);
        tanpa.get(&halaman).await.is(403);
        site.visitor().get(&halaman).await.redirects();
        for orang in [&bappeda, &tanpa] {
            let status = ajukan(orang, satu, "15-11-2026").await.status.as_u16();
            assert!(matches!(status, 403 | 404), "{status}");
            for act in ["ajukan", "tarik", "terima", "kembalikan", "tidak-berlaku", "buka-kembali"] {
                let status = orang.post(&format!("{halaman}/{act}"), &[("_versi", "1")]).await.status.as_u16();
                assert!(matches!(status, 403 | 404), "{act}: {status}");
            }
        }
        assert!(
            bappeda
                .get("/kewajiban?status=semua")
                .await
                .ok()
                .all("tbody tr")
                .iter()
                .all(|baris| !baris.contains("Dinas Kesehatan"))
        );
        bappeda.get("/kewajiban/unduh/csv?status=semua").await.ok().lacks_text("DINKES");
        bappeda.get("/cari?q=pencadangan%20kesehatan").await.ok().lacks_text(&halaman);
        dinkes
            .get("/cari?q=pencadangan%20kesehatan")
            .await
            .ok()
            .has_text("Laporkan pencadangan tiap bulan, November 2026");
        // The catalogue is everybody's.
        site.visitor().get("/cari?q=pencadangan").await.ok().has_text("Laporkan pencadangan tiap bulan");
    });
}

#[test]
fn a_tree_reaches_down_and_coordinators_see_all() {
    di_contoh(async |site| {
        let atas =
            vec![Assigned { role: "kepala_pd".into(), unit: unit("SETDA"), tree: vec![unit("SETDA"), unit("DINKES")] }];
        let kepala = site.person_with("kepala", atas).await;
        kepala.get(&format!("/kewajiban/{}", id(site, "lapor-bulanan|pd:DINKES|2026-11").await)).await.ok();
        kepala.get(&format!("/kewajiban/{}", id(site, "lapor-bulanan|pd:BAPPEDA|2026-11").await)).await.is(404);
        for peran in ["sekda", "diskominfo", "admin", "perencanaan", "bupati"] {
            let orang = site.person(peran, &[(peran, unit("SETDA"))]).await;
            orang.get("/kewajiban?status=semua").await.ok().has_text("Dinas Kesehatan");
        }
    });
}

#[test]
fn only_the_coordinator_of_a_duty_examines_it() {
    di_contoh(async |site| {
        let dinkes = site.person("dinkes", &[("operator_pd", unit("DINKES"))]).await;
        let satu = id(site, "lapor-bulanan|pd:DINKES|2026-11").await;
        ajukan(&dinkes, satu, "15-11-2026").await.redirects();
        let terima = format!("/kewajiban/{satu}/terima");
        let perencanaan = site.person("perencanaan", &[("perencanaan", unit("BAPPEDA"))]).await;
        perencanaan.get(&format!("/kewajiban/{satu}")).await.ok().lacks_text("Terima: kewajiban terpenuhi");
        perencanaan.post(&terima, &[("_versi", "2")]).await.is(403);
        dinkes.post(&terima, &[("_versi", "2")]).await.is(403);
        let sekda = site.person("sekda", &[("sekda", unit("SETDA"))]).await;
        crate::dunia::tekan(&sekda, satu, "terima", &[]).await.redirects();
    });
}

#[test]
fn a_restricted_file_leaves_a_trace_and_its_neighbour_cannot_fetch_it() {
    di_contoh(async |site| {
        let dinkes = site.person("dinkes", &[("operator_pd", unit("DINKES"))]).await;
        let bappeda = site.person("bappeda", &[("operator_pd", unit("BAPPEDA"))]).await;
        let satu = id(site, "lapor-bulanan|pd:DINKES|2026-11").await;
        let fields = [("judul", "Rahasia"), ("tanggal", "15-11-2026"), ("kerahasiaan", "terbatas")];
        dinkes.upload(&format!("/kewajiban/{satu}/bukti"), &fields, &[("berkas", "a.txt", b"isi")]).await.redirects();
        let unduh =
            dinkes.get(&format!("/kewajiban/{satu}")).await.ok().attribute(".lampiran a[download]", "href").unwrap();
        bappeda.get(&unduh).await.is(404);
        dinkes.get(&unduh).await.ok();
        let row = site
            .app
            .db
            .one("select count(*) as n from audit_leaf where action = 'kewajiban.berkas_diunduh'", vec![])
            .await
            .unwrap();
        assert_eq!(row.get::<i64>("n").unwrap(), 1);
    });
}
