//! From the running period to the published results.
use survei::{LAYANAN, PERIODE, TINDAK_LANJUT};
use testkit::{Options, on_both, on_both_with};
use uuid::Uuid;

use crate::lakon::{BADAN, BIDANG, DINAS, SEMUA, banyak, langkah, maju, nilai, periode, rata, terbitkan};

#[test]
fn results_are_published_by_the_head_when_the_period_is_over() {
    on_both(SEMUA, async |site| {
        let operator = site.person("operator", &[("operator_pd", DINAS)]).await;
        // Nine of one service, two of another: U1 3.5, U8 2 on the whole of the first.
        for nomor in 0..9 {
            let mut isian = rata("3");
            isian.retain(|(kunci, _)| !["u1", "u8"].contains(kunci));
            isian.extend([("u1", if nomor % 2 == 0 { "4" } else { "3" }), ("u8", "2"), ("kelamin", "l")]);
            nilai(site, BIDANG, "Surat keterangan", &isian).await;
        }
        for _ in 0..2 {
            nilai(site, DINAS, "Layanan jarang", &rata("1")).await;
        }
        let masa = periode(site, DINAS).await;
        operator.get("/meja-survei").await.ok().has_text("Semester II 2026").has_text("Terbuka");
        let meja = format!("/meja-survei/{masa}");
        operator.get(&meja).await.ok().has_text("11").has_text("Layanan jarang");
        site.person("tetangga", &[("operator_pd", BADAN)]).await.get(&meja).await.is(404);

        langkah(&operator, masa, "tutup", &[]).await.is(409);
        maju(site, 60).await;
        let operator = site.person("operator", &[]).await;
        operator.get("/").await.ok().has_text("Tutup masa survei Semester II 2026");
        langkah(&operator, masa, "tutup", &[]).await.redirects();
        assert_eq!(banyak(site, "select count(*) as n from tindak_lanjut_survei where status = 'usulan'").await, 3);
        operator.get(&TINDAK_LANJUT.href()).await.ok().has_text("Penanganan pengaduan, saran, dan masukan");
        langkah(&operator, masa, "ajukan", &[]).await.redirects();
        langkah(&operator, masa, "terbitkan", &[]).await.is(403);
        let kepala = site.person("kepala", &[("kepala_pd", DINAS)]).await;
        kepala.get("/").await.ok().has_text("Setujui penerbitan hasil survei Semester II 2026");

        let warga = site.visitor();
        let publik = format!("/survei/hasil/{masa}");
        warga.get(&publik).await.is(404);
        warga.get("/survei").await.ok().has_text("Belum ada hasil yang terbit");
        langkah(&kepala, masa, "terbitkan", &[]).await.redirects();

        // Sums: U1 9 x 3.x = 32 + 2, U8 18 + 2, the other seven 27 + 2 each: 257 of 99 answers.
        let halaman = warga.get(&publik).await.ok().has_text("Dinas Uji").has_text("64,90").has_text("Tidak Baik");
        assert!(halaman.main().contains("Digabung"), "a service of two is not shown by itself");
        assert!(!halaman.main().contains("Layanan jarang"));
        let rincian = halaman.attributes("main a", "href").into_iter().find(|href| href.contains("/layanan/"));
        assert_eq!(rincian, None, "the other service would tell of the small one");
        warga.get("/survei").await.ok().has_text("Dinas Uji").has_text("64,90");
        warga.get(&format!("/survei/perangkat/{DINAS}")).await.ok().has_text("Semester II 2026");
        warga.get(&format!("/survei/perangkat/{BADAN}")).await.is(404);
        for pdf in [format!("{publik}/pdf"), format!("{meja}/pdf")] {
            let siapa = if pdf.starts_with("/survei") { &warga } else { &operator };
            assert!(siapa.get(&pdf).await.ok().bytes.starts_with(b"%PDF-"), "{pdf}");
        }
        let data = warga.get("/survei/data.json").await.ok().json();
        assert_eq!(data["hasil"][0]["responden"], 11);
        assert_eq!(data["hasil"][0]["nilai"], 64.9);
        assert_eq!(data["hasil"][0]["mutu"], "D");
        assert_eq!(data["hasil"][0]["unsur"]["u8"], 1.818);
        assert_eq!(data["hasil"].as_array().unwrap().len(), 1);
        let csv = warga.get("/survei/data.csv").await.ok().text();
        assert!(csv.contains("2026,Semester II 2026,2026-07-01,2026-12-31,DINAS UJI,Dinas Uji,,11,"), "{csv}");
        warga.get("/").await.ok().has_text("Survei kepuasan masyarakat");

        langkah(&kepala, masa, "tarik", &[("alasan", "Salah satu layanan tercatat keliru")]).await.redirects();
        warga.get(&publik).await.is(404);
        assert_eq!(banyak(site, "select count(*) as n from tindak_lanjut_survei").await, 3, "proposed once");
    });
}

#[test]
fn two_services_are_shown_each_by_itself() {
    on_both(SEMUA, async |site| {
        for _ in 0..5 {
            nilai(site, DINAS, "Satu", &rata("4")).await;
            nilai(site, DINAS, "Dua", &rata("2")).await;
        }
        let masa = periode(site, DINAS).await;
        maju(site, 60).await;
        let operator = site.person("operator", &[("operator_pd", DINAS)]).await;
        let kepala = site.person("kepala", &[("kepala_pd", DINAS)]).await;
        terbitkan(&operator, &kepala, masa).await;
        let warga = site.visitor();
        let halaman = warga.get(&format!("/survei/hasil/{masa}")).await.ok().has_text("75,00");
        let layanan: Vec<String> =
            halaman.attributes("main a", "href").into_iter().filter(|href| href.contains("/layanan/")).collect();
        assert_eq!(layanan.len(), 2);
        warga.get(&layanan[0]).await.ok().has_text("Dua").has_text("50,00").has_text("belum cukup untuk dipilah");
        assert_eq!(warga.get("/survei/data.json").await.ok().json()["hasil"].as_array().unwrap().len(), 3);
        warga.get(&format!("/survei/hasil/{masa}/layanan/{}", Uuid::now_v7())).await.is(404);
    });
}

#[test]
fn periods_are_compared() {
    on_both(SEMUA, async |site| {
        nilai(site, DINAS, "Satu", &rata("2")).await;
        let lama = periode(site, DINAS).await;
        maju(site, 60).await;
        let operator = site.person("operator", &[("operator_pd", DINAS)]).await;
        let kepala = site.person("kepala", &[("kepala_pd", DINAS)]).await;
        terbitkan(&operator, &kepala, lama).await;
        nilai(site, DINAS, "Satu", &rata("3")).await;
        let text = "select id from periode_survei where status = 'terbuka'";
        let baru: Uuid = site.app.db.one(text, vec![]).await.unwrap().get("id").unwrap();
        operator
            .get(&format!("/meja-survei/{baru}"))
            .await
            .ok()
            .has_text("Perbandingan antarmasa")
            .has_text("Semester II 2026")
            .has_text("Semester I 2027")
            .has_text("+25,00");
    });
}

#[test]
fn an_action_needs_its_plan_and_its_result() {
    on_both(SEMUA, async |site| {
        nilai(site, DINAS, "Satu", &rata("2")).await;
        let masa = periode(site, DINAS).await;
        maju(site, 60).await;
        let operator = site.person("operator", &[("operator_pd", DINAS)]).await;
        let kepala = site.person("kepala", &[("kepala_pd", DINAS)]).await;
        terbitkan(&operator, &kepala, masa).await;
        let text = "select id from tindak_lanjut_survei order by id limit 1";
        let id: Uuid = site.app.db.one(text, vec![]).await.unwrap().get("id").unwrap();
        let href = TINDAK_LANJUT.record_href(id);
        operator.post(&format!("{href}/alur/tetapkan"), &[]).await.is(409);
        let mut write = kernel::Write::system(&site.app, "uji.rencana").await.unwrap();
        let values = vec![
            ("aksi", "Menambah loket".into()),
            ("penanggung_jawab", DINAS.into()),
            ("target", time::macros::date!(2027 - 02 - 01).into()),
        ];
        write.update(&TINDAK_LANJUT.table(), id, None, values).await.unwrap();
        write.commit(&kernel::Subject::new("tindak_lanjut_survei", id, href.clone())).await.unwrap();
        operator.post(&format!("{href}/alur/tetapkan"), &[]).await.redirects();
        site.visitor().get(&format!("/survei/hasil/{masa}")).await.ok().has_text("Menambah loket").has_text("Berjalan");
        operator.get("/").await.ok().has_text("Selesaikan: Perbaikan unsur Persyaratan");
        operator.post(&format!("{href}/alur/selesaikan"), &[]).await.is(409);
    });
}

#[test]
fn periods_of_an_agency_do_not_meet_and_hold_their_answers() {
    on_both(SEMUA, async |site| {
        nilai(site, DINAS, "Satu", &rata("2")).await;
        let masa = periode(site, DINAS).await;
        let operator = site.person("operator", &[("operator_pd", DINAS)]).await;
        let isian =
            |mulai: &'static str, selesai: &'static str| [("nama", "Uji"), ("mulai", mulai), ("selesai", selesai)];
        for (mulai, selesai, status) in [
            ("01-12-2026", "31-01-2027", 422),
            ("01-02-2027", "01-01-2027", 422),
            ("01-01-2027", "31-12-2028", 422),
            ("01-01-2027", "31-12-2027", 303),
        ] {
            operator.post(&PERIODE.href(), &isian(mulai, selesai)).await.is(status);
        }
        let href = PERIODE.record_href(masa);
        let versi = operator.get(&format!("{href}/ubah")).await.ok().attribute("input[name=_versi]", "value").unwrap();
        let mut ubah = isian("01-07-2026", "19-11-2026").to_vec();
        ubah.push(("_versi", &versi));
        operator.post(&href, &ubah).await.is(422).has_text("di luar hari-hari itu");
        ubah[2] = ("selesai", "20-11-2026");
        operator.post(&href, &ubah).await.redirects();
        // A part of an agency has no periods of its own.
        let bawahan = site.person("bawahan", &[("operator_pd", BIDANG)]).await;
        bawahan.post(&PERIODE.href(), &isian("01-01-2028", "31-12-2028")).await.is(422);
        // What comes between belongs to a period of its own.
        maju(site, 3).await;
        nilai(site, DINAS, "Satu", &rata("3")).await;
        let text = "select count(*) as n from periode_survei where mulai = '2026-11-21' and selesai = '2026-12-31'";
        assert_eq!(banyak(site, text).await, 1);
    });
}

#[test]
fn nothing_is_published_without_answers() {
    on_both(SEMUA, async |site| {
        let operator = site.person("operator", &[("operator_pd", DINAS)]).await;
        let isian = [("nama", "Kosong"), ("mulai", "01-01-2026"), ("selesai", "30-06-2026")];
        let href = operator.post(&PERIODE.href(), &isian).await.redirects().location();
        operator.post(&format!("{href}/alur/tutup"), &[]).await.redirects();
        operator.post(&format!("{href}/alur/ajukan"), &[]).await.is(409);
        operator.get(&LAYANAN.href()).await.ok().has_text("Titik dan poster");
    });
}

#[test]
fn the_profile_says_how_long_a_period_is() {
    let profile = format!("{}\n[survei]\nmasa = \"triwulan\"\ntautan_hari = 3\n", testkit::profile());
    on_both_with(SEMUA, Options { profile, ..Options::default() }, async |site| {
        nilai(site, DINAS, "Satu", &rata("2")).await;
        assert_eq!(banyak(site, "select count(*) as n from periode_survei where nama = 'Triwulan IV 2026'").await, 1);
        let alamat = crate::lakon::selesai(site, DINAS, "Satu").await;
        maju(site, 4).await;
        site.visitor().get(&alamat).await.is(404);
    });
    for salah in ["masa = \"bulan\"", "tautan_hari = 0", "lain = 1"] {
        let profile = format!("{}\n[survei]\n{salah}\n", testkit::profile());
        on_both_with(&[&survei::MODULE], Options { profile, ..Options::default() }, async |site| {
            assert!(survei::setelan::baca(&site.app).is_err(), "{salah}");
        });
    }
}
