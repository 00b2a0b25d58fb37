//! Reminders and escalation, each once, as the clock moves.

use crate::dunia::{ajukan, di_contoh, id, tekan, unit};
use kernel::args;
use kewajiban::ingat;
use testkit::{Client, Site};
use time::Duration;

/// What a person was told about the obligations of November.
async fn judul(site: &Site, orang: &Client) -> Vec<String> {
    let text = "select title from notification where account = $1 and body like '%November 2026%' order by id";
    let rows = site.app.db.query(text, args![orang.account]).await.unwrap();
    rows.iter().map(|row| row.get("title").unwrap()).collect()
}

/// The morning's work, today and again, so that a repetition would show.
async fn pagi(site: &Site) {
    ingat::jalankan(&site.app).await.unwrap();
    assert_eq!(ingat::jalankan(&site.app).await.unwrap(), 0, "a step was sent twice");
}

#[test]
fn the_owner_then_the_coordinator_then_sekda_are_told_once_each() {
    di_contoh(async |site| {
        let dinkes = site.person("dinkes", &[("operator_pd", unit("DINKES"))]).await;
        let kominfo = site.person("kominfo", &[("diskominfo", unit("DISKOMINFO"))]).await;
        let sekda = site.person("sekda", &[("sekda", unit("SETDA"))]).await;
        let judul_bulan = "Laporkan pencadangan tiap bulan";
        // Friday 20 November: due on Monday 30 November; the reminder of 30 days lies before the obligation was known.
        pagi(site).await;
        assert!(judul(site, &dinkes).await.is_empty());
        site.app.clock.advance(Duration::days(3));
        pagi(site).await;
        assert_eq!(judul(site, &dinkes).await, [format!("Mendekati jatuh tempo: {judul_bulan}")]);
        site.app.clock.advance(Duration::days(7));
        pagi(site).await;
        assert_eq!(judul(site, &dinkes).await.last().unwrap(), &format!("Jatuh tempo: {judul_bulan}"));
        assert!(judul(site, &kominfo).await.is_empty());
        // Three working days later.
        site.app.clock.advance(Duration::days(2));
        pagi(site).await;
        assert!(judul(site, &kominfo).await.is_empty());
        site.app.clock.advance(Duration::days(1));
        pagi(site).await;
        let terlambat = format!("Terlambat: {judul_bulan}");
        // Of the four agencies; Diskominfo is told of its own too.
        assert_eq!(judul(site, &kominfo).await.iter().filter(|satu| **satu == terlambat).count(), 4);
        assert!(!judul(site, &sekda).await.contains(&terlambat));
        site.app.clock.advance(Duration::days(11));
        pagi(site).await;
        assert_eq!(judul(site, &sekda).await.iter().filter(|satu| **satu == terlambat).count(), 4);
        assert_eq!(judul(site, &dinkes).await.len(), 2);
        let satu = id(site, "lapor-bulanan|pd:DINKES|2026-11").await;
        let dinkes = site.person("dinkes", &[("operator_pd", unit("DINKES"))]).await;
        dinkes.get(&format!("/kewajiban/{satu}")).await.ok().has_text("Diangkat kepada pimpinan");
    });
}

#[test]
fn what_is_fulfilled_or_only_permitted_is_left_in_peace() {
    di_contoh(async |site| {
        let dinkes = site.person("dinkes", &[("operator_pd", unit("DINKES"))]).await;
        let kominfo = site.person("kominfo", &[("diskominfo", unit("DISKOMINFO"))]).await;
        let sekda = site.person("sekda", &[("sekda", unit("SETDA"))]).await;
        let satu = id(site, "lapor-bulanan|pd:DINKES|2026-11").await;
        ajukan(&dinkes, satu, "15-11-2026").await.redirects();
        tekan(&kominfo, satu, "terima", &[]).await.redirects();
        site.app.clock.advance(Duration::days(60));
        pagi(site).await;
        assert!(
            judul(site, &dinkes).await.iter().all(|judul| judul.starts_with("Bukti diterima")),
            "{:?}",
            judul(site, &dinkes).await
        );
        assert!(judul(site, &sekda).await.iter().all(|judul| !judul.contains("Berbagi pengetahuan")));
    });
}

#[test]
fn while_it_is_examined_only_those_above_hear() {
    di_contoh(async |site| {
        let dinkes = site.person("dinkes", &[("operator_pd", unit("DINKES"))]).await;
        let sekda = site.person("sekda", &[("sekda", unit("SETDA"))]).await;
        let satu = id(site, "lapor-bulanan|pd:DINKES|2026-11").await;
        ajukan(&dinkes, satu, "15-11-2026").await.redirects();
        site.app.clock.advance(Duration::days(40));
        pagi(site).await;
        assert!(judul(site, &dinkes).await.is_empty());
        let row = site
            .app
            .db
            .one(
                "select count(*) as n from notification where account = $1 and body like '%menunggu pemeriksaan%'",
                args![sekda.account],
            )
            .await
            .unwrap();
        assert_eq!(row.get::<i64>("n").unwrap(), 1);
    });
}

#[test]
fn the_schedule_of_the_morning_runs_by_itself() {
    di_contoh(async |site| {
        let dinkes = site.person("dinkes", &[("operator_pd", unit("DINKES"))]).await;
        site.settle().await;
        site.app.clock.advance(Duration::days(3));
        site.settle().await;
        assert_eq!(judul(site, &dinkes).await.len(), 1);
    });
}
