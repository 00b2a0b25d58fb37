//! What happens without anybody, with a clock that the test moves.
use kernel::args;
use pengaduan::jobs::harian;
use time::Duration;
use uuid::Uuid;

use crate::dunia::{di_kedua, disposisi, inspektorat, keadaan, koordinator, lapor, petugas, sekda, tindak};

async fn eskalasi(site: &testkit::Site, id: Uuid) -> i64 {
    site.app.db.one("select eskalasi from pengaduan where id = $1", args![id]).await.unwrap().get("eskalasi").unwrap()
}

#[test]
fn officers_are_reminded_once_then_the_inspectorate_and_the_secretary_are_told() {
    di_kedua(async |site| {
        let (rina, id) = lapor(site, &[]).await;
        let kominfo = koordinator(site).await;
        petugas(site).await;
        inspektorat(site).await;
        sekda(site).await;
        disposisi(&kominfo, id, "tidak_berkadar_pengawasan").await;
        assert_eq!(harian(&site.app).await.unwrap(), Default::default());
        // Friday the 20th: the first answer is due on Friday the 27th.
        site.app.clock.advance(Duration::days(5));
        assert_eq!(harian(&site.app).await.unwrap().diingatkan, 1);
        assert_eq!(harian(&site.app).await.unwrap().diingatkan, 0, "once for each deadline");
        petugas(site).await.get("/pemberitahuan").await.ok().has_text("Tenggat pengaduan sudah dekat");
        site.app.clock.advance(Duration::days(5));
        assert_eq!(harian(&site.app).await.unwrap().dinaikkan, 1);
        assert_eq!(eskalasi(site, id).await, 1);
        let itda = inspektorat(site).await;
        itda.get("/pemberitahuan").await.ok().has_text("Terlambat, naik ke Inspektorat");
        itda.get("/meja-pengaduan?eskalasi=1").await.ok().has_text("Lubang di depan pasar");
        tindak(&itda, id, "arahan", &[("teks", "Jawab hari ini juga.")]).await.redirects();
        petugas(site).await.get("/pemberitahuan").await.ok().has_text("Arahan pengawas");
        site.app.clock.advance(Duration::days(6));
        assert_eq!(harian(&site.app).await.unwrap().dinaikkan, 1);
        assert_eq!(eskalasi(site, id).await, 2);
        sekda(site).await.get("/pemberitahuan").await.ok().has_text("naik ke Sekretaris Daerah");
        assert_eq!(harian(&site.app).await.unwrap(), Default::default());
        let pu = petugas(site).await;
        tindak(&pu, id, "jawab", &[("teks", "Maaf terlambat, kami tinjau hari ini.")]).await.redirects();
        assert_eq!(eskalasi(site, id).await, 0);
        drop(rina);
    });
}

#[test]
fn silence_closes_what_was_answered_and_the_reporter_can_come_back_for_a_while() {
    di_kedua(async |site| {
        let warga = site.person("warga", &[]).await;
        let kunci = Uuid::now_v7().to_string();
        let isi = crate::dunia::isian(&[("_kunci", &kunci)]);
        let href = warga.upload("/pengaduan/lapor", &isi, &[]).await.redirects().location();
        let id: Uuid = href.rsplit('/').next().unwrap().parse().unwrap();
        let (kominfo, pu) = (koordinator(site).await, petugas(site).await);
        disposisi(&kominfo, id, "permintaan_informasi").await;
        tindak(&pu, id, "selesaikan", &[("teks", "Sudah kami kerjakan.")]).await.redirects();
        site.app.clock.advance(Duration::days(14));
        assert_eq!(harian(&site.app).await.unwrap().ditutup, 0, "the tenth working day is still the reporter's");
        site.app.clock.advance(Duration::days(1));
        assert_eq!(harian(&site.app).await.unwrap().ditutup, 1);
        assert_eq!(keadaan(site, id).await, "selesai");
        site.settle().await;
        let warga = site.person("warga", &[]).await;
        warga.get("/pemberitahuan").await.ok().has_text("Ditutup karena tidak ada tanggapan");
        warga.get(&href).await.ok().has_text("Belum selesai, buka lagi");
        site.app.clock.advance(Duration::days(40));
        let warga = site.person("warga", &[]).await;
        warga.get(&href).await.ok().lacks_text("Belum selesai, buka lagi");
        warga.upload(&format!("{href}/buka_lagi"), &[("teks", "Terlambat sekali")], &[]).await.is(409);
    });
}

#[test]
fn what_was_never_completed_is_given_up_and_verification_that_is_late_goes_up() {
    di_kedua(async |site| {
        let (_, satu) = lapor(site, &[]).await;
        let (_, dua) = lapor(site, &[]).await;
        let kominfo = koordinator(site).await;
        inspektorat(site).await;
        tindak(&kominfo, satu, "minta_kelengkapan", &[("teks", "Mohon fotonya")]).await.redirects();
        site.app.clock.advance(Duration::days(6));
        harian(&site.app).await.unwrap();
        assert_eq!((eskalasi(site, satu).await, eskalasi(site, dua).await), (0, 1), "the reporter is never late");
        site.app.clock.advance(Duration::days(10));
        assert_eq!(harian(&site.app).await.unwrap().ditutup, 1);
        assert_eq!(keadaan(site, satu).await, "ditolak");
    });
}

#[test]
fn the_profile_changes_the_clocks() {
    let profile = format!("{}\n[pengaduan]\nverifikasi = 1\ntidak_berkadar_pengawasan = 7\n", testkit::profile());
    let options = testkit::Options { setup: true, profile, ..testkit::Options::default() };
    testkit::on_both_with(&[&register::MODULE, &crate::dunia::SEKITAR, &pengaduan::MODULE], options, async |site| {
        let (rina, id) = lapor(site, &[]).await;
        rina.get(&format!("/pengaduan/resi/{id}")).await.ok().has_text("1 hari kerja lagi");
        disposisi(&koordinator(site).await, id, "tidak_berkadar_pengawasan").await;
        rina.get(&format!("/pengaduan/resi/{id}")).await.ok().has_text("7 hari kerja lagi");
    });
}
