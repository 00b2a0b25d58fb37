//! Obligations are computed once and stay the same.

use crate::dunia::{self, UNITS, di_contoh, id, jumlah, kolom, unit};
use crate::{nama_profil, teks_profil};
use kernel::args;
use kewajiban::hitung::{self, Perubahan};
use testkit::{Options, Site};
use time::Date;

#[test]
fn computing_twice_changes_nothing() {
    di_contoh(async |site| {
        // This month and the next one for each of four agencies, the audit, the architecture, the budget, and what is only permitted.
        assert_eq!(jumlah(site, "keadaan = 'terbuka'").await, 8 + 1 + 1 + 1 + 1);
        for _ in 0..2 {
            assert_eq!(hitung::jalankan(&site.app, None).await.unwrap(), Perubahan::default());
        }
        let jatuh: Date = site
            .app
            .db
            .one("select jatuh from kewajiban_pelaksanaan where kunci = $1", args!["lapor-bulanan|pd:DINKES|2026-11"])
            .await
            .unwrap()
            .get("jatuh")
            .unwrap();
        assert_eq!(jatuh, crate::t(2026, 11, 30));
    });
}

#[test]
fn positions_and_teams_work_in_the_unit_of_their_role_or_the_secretariat() {
    di_contoh(async |site| {
        let row = site
            .app
            .db
            .one("select unit from kewajiban_pelaksanaan where kewajiban = 'arsitektur'", vec![])
            .await
            .unwrap();
        assert_eq!(row.get::<uuid::Uuid>("unit").unwrap(), unit("SETDA"));
    });
}

#[test]
fn time_brings_the_next_periods_and_keeps_the_old_ones() {
    di_contoh(async |site| {
        site.app.clock.advance(time::Duration::days(45));
        let perubahan = hitung::jalankan(&site.app, None).await.unwrap();
        // 4 January 2027: January and February, and what is yearly.
        assert!(perubahan.baru == 4 + 4 + 2, "{perubahan:?}");
        assert_eq!(perubahan.gugur, 0);
        assert_eq!(jumlah(site, "kunci = 'lapor-bulanan|pd:DINKES|2027-01'").await, 1);
        assert_eq!(jumlah(site, "kunci = 'lapor-bulanan|pd:DINKES|2026-11'").await, 1);
        assert!(hitung::jalankan(&site.app, None).await.unwrap().kosong());
    });
}

#[test]
fn workers_at_the_same_time_make_each_obligation_once() {
    di_contoh(async |site| {
        site.app.clock.advance(time::Duration::days(400));
        let satu = tokio_join(site).await;
        assert!(satu > 0);
        assert!(hitung::jalankan(&site.app, None).await.unwrap().kosong());
        let row = site
            .app
            .db
            .one("select count(*) as n, count(distinct kunci) as d from kewajiban_pelaksanaan", vec![])
            .await
            .unwrap();
        assert_eq!(row.get::<i64>("n").unwrap(), row.get::<i64>("d").unwrap());
    });
}

async fn tokio_join(site: &Site) -> usize {
    let (a, b) = (site.app.clone(), site.app.clone());
    let pertama = tokio::spawn(async move { hitung::jalankan(&a, None).await });
    let kedua = tokio::spawn(async move { hitung::jalankan(&b, None).await });
    pertama.await.unwrap().unwrap().baru + kedua.await.unwrap().unwrap().baru
}

#[test]
fn what_depends_on_the_last_fulfilment_follows_the_evidence() {
    di_contoh(async |site| {
        let operator =
            site.person("dini", &[("operator_pd", unit("DISKOMINFO")), ("diskominfo", unit("DISKOMINFO"))]).await;
        let sekda = site.person("sekda", &[("sekda", unit("SETDA"))]).await;
        let audit = id(site, "audit|pd:DISKOMINFO|sejak:2024-02-29").await;
        dunia::ajukan(&operator, audit, "10-11-2026").await.redirects();
        dunia::tekan(&sekda, audit, "terima", &[]).await.redirects();
        site.settle().await;
        let jatuh = kolom(site, "audit|pd:DISKOMINFO|sejak:2026-11-11", "cast(jatuh as text)").await.unwrap();
        assert_eq!(jatuh, "2028-11-10");
        // Reopened, the next period falls away again.
        dunia::tekan(&sekda, audit, "buka-kembali", &[("alasan_buka", "Laporan milik tahun lain")]).await.redirects();
        site.settle().await;
        assert_eq!(kolom(site, "audit|pd:DISKOMINFO|sejak:2026-11-11", "keadaan").await.as_deref(), Some("gugur"));
        assert_eq!(
            kolom(site, "audit|pd:DISKOMINFO|sejak:2024-02-29", "keadaan").await.as_deref(),
            Some("dikembalikan")
        );
    });
}

/// Every profile that is shipped, with its districts, gives obligations that stay the same when computed again.
#[test]
fn all_real_profiles_compute_and_stay() {
    for nama in nama_profil() {
        let profil = dunia::profil_asli(&nama, &teks_profil(&nama));
        let options = Options { profile: profil, setup: true, ..Options::default() };
        testkit::on_both_with(&[&UNITS, &kewajiban::MODULE], options, async |site| {
            let kewajiban = dunia::daftar(site).kewajiban.len();
            let banyak = jumlah(site, "true").await;
            assert!(banyak > i64::try_from(kewajiban / 2).unwrap(), "{nama}: {banyak} from {kewajiban} duties");
            assert_eq!(jumlah(site, "unit is null").await, 0, "{nama}: an obligation without a unit");
            assert!(hitung::jalankan(&site.app, None).await.unwrap().kosong(), "{nama}");
            let sekda = site.person("sekda", &[("sekda", dunia::unit("SETDA"))]).await;
            for halaman in [
                "/kewajiban",
                "/kewajiban/kepatuhan",
                "/kewajiban/ringkasan",
                "/katalog-kewajiban",
                "/kewajiban/pemicu",
            ] {
                sekda.get(halaman).await.ok();
            }
        });
    }
}
