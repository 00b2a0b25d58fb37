//! Answering: by link and at a point.
use kernel::args;
use testkit::on_both;
use uuid::Uuid;

use crate::lakon::{BIDANG, DINAS, SEMUA, banyak, jawab, maju, rata, selesai, titik, urusan};

const JAWABAN: &str = "select count(*) as n from survei_jawaban";

#[test]
fn a_link_is_answered_once_without_account_and_leaves_no_trace() {
    on_both(SEMUA, async |site| {
        let alamat = selesai(site, BIDANG, "Surat keterangan").await;
        assert_eq!(alamat.len(), "/survei/i/".len() + 32, "128 bits");
        let token = alamat.rsplit('/').next().unwrap();
        let stored: String =
            site.app.db.one("select tanda from survei_undangan", args![]).await.unwrap().get("tanda").unwrap();
        assert!(!stored.contains(token), "the token is not in the database");

        let warga = site.visitor();
        let page = warga.get(&alamat).await.ok().has_text("Surat keterangan").has_text("Dinas Uji");
        assert_eq!(page.attributes("input[type=radio]", "name").len(), 36);
        assert!(page.attribute("input[name=_tantangan]", "value").is_none(), "a secret link needs no challenge");

        // Nothing chosen: all nine are named, what was typed stays.
        let kosong = warga.post(&alamat, &[("komentar", "Bagus <b>sekali</b>"), ("usia", "30_39")]).await.is(422);
        assert_eq!(kosong.all(".govuk-error-summary a").len(), 9);
        assert_eq!(kosong.all("textarea[name=komentar]"), ["Bagus <b>sekali</b>"]);
        assert_eq!(kosong.attribute("select[name=usia] option[selected]", "value").unwrap(), "30_39");
        for (nama, nilai) in [("u1", "5"), ("u1", "0"), ("u1", "x"), ("usia", "bukan"), ("komentar", &"a".repeat(1001))]
        {
            let mut isian = rata("3");
            isian.retain(|(kunci, _)| *kunci != nama);
            isian.push((nama, nilai));
            jawab(&warga, &alamat, &isian).await.is(422);
        }
        assert_eq!(banyak(site, JAWABAN).await, 0);

        let kunci = Uuid::now_v7().to_string();
        let mut isian = rata("4");
        isian.extend([("_kunci", kunci.as_str()), ("usia", "30_39"), ("kelamin", "p"), ("komentar", "Terima kasih")]);
        for _double_click in 0..2 {
            let jawaban = warga.post(&alamat, &isian).await.redirects();
            assert_eq!(jawaban.location(), "/survei/terima-kasih");
        }
        warga.get("/survei/terima-kasih").await.ok().has_text("Jawaban Anda sudah kami terima");
        assert_eq!(banyak(site, JAWABAN).await, 1);
        assert_eq!(banyak(site, "select count(*) as n from survei_komentar").await, 1);
        assert_eq!(banyak(site, "select count(*) as n from survei_undangan").await, 0);

        // Somebody else with the same link.
        site.visitor().get(&alamat).await.is(404).has_text("sudah dipakai");
        jawab(&site.visitor(), &alamat, &rata("1")).await.is(404);
        assert_eq!(banyak(site, JAWABAN).await, 1);

        let text = "select p.unit, p.nama, j.unit as milik, j.kelamin from survei_jawaban j join periode_survei p on p.id = j.periode";
        let row = site.app.db.one(text, args![]).await.unwrap();
        assert_eq!(row.get::<Uuid>("unit").unwrap(), DINAS, "the period is that of the agency");
        assert_eq!(row.get::<Uuid>("milik").unwrap(), DINAS);
        assert_eq!(row.get::<String>("nama").unwrap(), "Semester II 2026");
        assert_eq!(row.get::<String>("kelamin").unwrap(), "p");
    });
}

#[test]
fn who_is_signed_in_answers_in_nobodys_name() {
    on_both(SEMUA, async |site| {
        let alamat = selesai(site, DINAS, "Surat keterangan").await;
        let pegawai = site.person("pegawai", &[("pegawai", DINAS)]).await;
        jawab(&pegawai, &alamat, &rata("2")).await.redirects();
        let text = "select count(*) as n from audit_leaf where action = 'survei.jawab' and actor is not null";
        assert_eq!(banyak(site, text).await, 0);
        let text = "select count(*) as n from event where name = 'survei.jawab' and actor is null";
        assert_eq!(banyak(site, text).await, 1);
    });
}

#[test]
fn a_link_holds_for_a_month_and_a_second_end_of_a_case_replaces_it() {
    on_both(SEMUA, async |site| {
        let kasus = Uuid::now_v7();
        let lama = urusan(site, kasus, DINAS, "Surat keterangan").await;
        let baru = urusan(site, kasus, DINAS, "Surat keterangan").await;
        site.visitor().get(&lama).await.is(404);
        maju(site, 30).await;
        site.visitor().get(&baru).await.ok();
        maju(site, 1).await;
        site.visitor().get(&baru).await.is(404);
        jawab(&site.visitor(), &baru, &rata("4")).await.is(404);
        assert_eq!(banyak(site, "select count(*) as n from survei_undangan").await, 0, "the nightly work forgot it");
        assert_eq!(banyak(site, "select count(*) as n from layanan_survei").await, 1, "one service for both");
    });
}

#[test]
fn a_point_asks_for_a_challenge() {
    on_both(SEMUA, async |site| {
        let (id, alamat) = titik(site, DINAS, "Legalisasi", false).await;
        let warga = site.visitor();
        warga.get(&alamat).await.ok().has_text("Legalisasi");
        let mut mesin = rata("4");
        mesin.extend([("_tantangan", ""), ("_jawaban", "")]);
        let ditahan = jawab(&warga, &alamat, &mesin).await.is(422);
        assert!(ditahan.all(".govuk-error-summary a").len() == 1);
        jawab(&warga, &alamat, &rata("4")).await.redirects();
        assert_eq!(banyak(site, JAWABAN).await, 1);
        let text = "select count(*) as n from survei_rekap where dimensi = 'jalan' and nilai = 'loket' and n = 1";
        assert_eq!(banyak(site, text).await, 1);

        let petugas = site.person("petugas", &[("operator_pd", DINAS)]).await;
        let poster = petugas.get(&format!("/meja-survei/titik/{id}/poster")).await.ok();
        assert!(poster.bytes.starts_with(b"%PDF-"));
        site.person("asing", &[("operator_pd", BIDANG)])
            .await
            .get(&format!("/meja-survei/titik/{id}/poster"))
            .await
            .is(404);

        let mut write = kernel::Write::system(&site.app, "uji.tutup").await.unwrap();
        write.update(&survei::TITIK.table(), id, None, vec![("aktif", false.into())]).await.unwrap();
        write.commit(&kernel::Subject::new("titik_survei", id, "/")).await.unwrap();
        warga.get(&alamat).await.ok().has_text("sedang ditutup");
        jawab(&warga, &alamat, &rata("4")).await.is(409);
        warga.get("/survei/t/tidak-ada").await.is(404);
    });
}

#[test]
fn the_code_of_the_day_keeps_answers_from_afar_out() {
    on_both(SEMUA, async |site| {
        let (_, alamat) = titik(site, DINAS, "Legalisasi", true).await;
        let petugas = site.person("petugas", &[("operator_pd", DINAS)]).await;
        let sandi = petugas.get("/meja-survei/titik").await.ok().all("td strong")[0].clone();
        assert_eq!(sandi.len(), 4);
        let salah = if sandi == "0000" { "1111" } else { "0000" };
        let warga = site.visitor();
        for (diketik, status) in [("", 422), (salah, 422), (sandi.as_str(), 303)] {
            let mut isian = rata("3");
            isian.push(("sandi", diketik));
            jawab(&warga, &alamat, &isian).await.is(status);
        }
        assert_eq!(banyak(site, JAWABAN).await, 1);
        // Guessing ends soon.
        let mut isian = rata("3");
        isian.push(("sandi", salah));
        let mut terakhir = String::new();
        for _ in 0..12 {
            terakhir = jawab(&warga, &alamat, &isian).await.is(422).main();
        }
        assert!(terakhir.contains("Terlalu banyak sandi yang salah"));
        // Tomorrow it is another one.
        maju(site, 1).await;
        let petugas = site.person("petugas", &[]).await;
        let besok = petugas.get("/meja-survei/titik").await.ok().all("td strong")[0].clone();
        assert_ne!(besok, sandi);
    });
}

#[test]
fn a_flood_from_one_network_is_held_and_loses_nothing_typed() {
    on_both(SEMUA, async |site| {
        let (_, alamat) = titik(site, DINAS, "Legalisasi", false).await;
        let warga = site.visitor();
        for _ in 0..30 {
            jawab(&warga, &alamat, &rata("1")).await.redirects();
        }
        let mut isian = rata("1");
        isian.push(("komentar", "Saya menunggu lama"));
        let ditahan = jawab(&warga, &alamat, &isian).await.is(429);
        assert_eq!(ditahan.all("textarea[name=komentar]"), ["Saya menunggu lama"]);
        let lain = site.visitor();
        lain.comes_from("203.0.113.9".parse().unwrap());
        jawab(&lain, &alamat, &rata("4")).await.redirects();
        assert_eq!(banyak(site, JAWABAN).await, 31);
    });
}
