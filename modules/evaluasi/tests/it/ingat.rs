//! Reminders of the dates of a period, as the clock moves.

use crate::lakon::{BULUNGAN, Lakon, dengan_profil, impor, langkah, mulai};
use evaluasi::ingat;
use kernel::args;
use testkit::{Client, Site};
use time::Duration;

async fn judul(site: &Site, orang: &Client) -> Vec<String> {
    let text = "select title from notification where account = $1 and event = 'evaluasi.diingatkan' order by id";
    let rows = site.app.db.query(text, args![orang.account]).await.unwrap();
    rows.iter().map(|row| row.get("title").unwrap()).collect()
}

/// The morning's work some days later, and once more, so that a repetition would show.
async fn pagi(site: &Site, hari: i64) {
    site.app.clock.advance(Duration::days(hari));
    ingat::jalankan(&site.app).await.unwrap();
    assert_eq!(ingat::jalankan(&site.app).await.unwrap(), 0, "a step was sent twice");
}

#[test]
fn those_whose_work_is_awaited_are_reminded_once_each() {
    dengan_profil(BULUNGAN, async |site| {
        let lakon = Lakon::baru(site).await;
        // Friday 20 November; scores until the 25th, validation until the 28th.
        let href = mulai(&lakon, "internal").await;
        let dinas = lakon.dinas.account.to_string();
        let isian = [("akun", dinas.as_str()), ("indikator", "2")];
        lakon.dewi.post(&format!("{href}/penugasan"), &isian).await.redirects();
        pagi(site, 0).await;
        let dekat = "Mendekati tenggat: penilaian mandiri (Evaluasi SPBE 2026)".to_owned();
        for orang in [&lakon.operator, &lakon.spv, &lakon.dinas] {
            assert_eq!(judul(site, orang).await, std::slice::from_ref(&dekat), "{}", orang.account);
        }
        assert!(judul(site, &lakon.anggota).await.is_empty());
        impor(&lakon.operator, &href, "3").await;
        langkah(&lakon.operator, &href, "ajukan-validasi", "").await.redirects();
        // Another state has another date, eight days away.
        pagi(site, 0).await;
        assert_eq!(judul(site, &lakon.spv).await.len(), 1);
        pagi(site, 1).await;
        let dekat = "Mendekati tenggat: validasi jawaban (Evaluasi SPBE 2026)";
        assert_eq!(judul(site, &lakon.spv).await.last().unwrap(), dekat);
        // Of the steps that pass while nobody looks, the last one counts.
        pagi(site, 9).await;
        let semua = judul(site, &lakon.spv).await;
        assert_eq!(semua.len(), 3);
        assert_eq!(semua.last().unwrap(), "Terlambat: validasi jawaban (Evaluasi SPBE 2026)");
        assert_eq!(judul(site, &lakon.operator).await.len(), 1);
    });
}

#[test]
fn who_has_answered_is_left_in_peace() {
    dengan_profil(BULUNGAN, async |site| {
        let lakon = Lakon::baru(site).await;
        let href = mulai(&lakon, "internal").await;
        let dinas = lakon.dinas.account.to_string();
        let isian = [("akun", dinas.as_str()), ("indikator", "2")];
        lakon.dewi.post(&format!("{href}/penugasan"), &isian).await.redirects();
        impor(&lakon.operator, &href, "3").await;
        pagi(site, 0).await;
        assert!(judul(site, &lakon.dinas).await.is_empty());
        assert_eq!(judul(site, &lakon.operator).await.len(), 1);
    });
}
