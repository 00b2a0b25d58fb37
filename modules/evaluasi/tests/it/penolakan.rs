//! Who may not, and when not.

use kernel::{Error, args};

use crate::lakon::*;

#[test]
fn a_stranger_finds_no_period_that_is_under_way() {
    dengan_profil(testkit::profile(), async |site| {
        let lakon = Lakon::baru(site).await;
        let href = mulai(&lakon, "dengan_eksternal").await;
        for siapa in [&lakon.pegawai, &lakon.dinas] {
            for sisa in [
                "",
                "/tim",
                "/peluang",
                "/fakta",
                "/rekomendasi",
                "/berita-acara",
                "/rekap.csv",
                "/indikator/1",
                "/pengaturan",
            ] {
                siapa.get(&format!("{href}{sisa}")).await.is(404);
            }
            siapa.post(&format!("{href}/indikator/1"), &[("_versi", "1"), ("nilai", "1")]).await.is(404);
            siapa.post(&format!("{href}/langkah/bekukan"), &[("_versi", "1")]).await.is(404);
            siapa.get("/evaluasi").await.ok().lacks_text("Evaluasi SPBE 2026");
            siapa.get("/cari?q=evaluasi").await.ok().lacks_text("Evaluasi SPBE 2026");
        }
        lakon.tamu.get(&href).await.is(403);
        site.visitor().get(&href).await.is(303);
        // Whoever takes part by name finds it without any wider right.
        lakon.asesor.get(&href).await.ok();
        lakon.anggota.get("/evaluasi").await.ok().has_text("Evaluasi SPBE 2026");
        lakon.sekda.get("/cari?q=evaluasi").await.ok().has_text("Evaluasi SPBE 2026");
        // Instruments and the flow are for everybody.
        site.visitor().get("/evaluasi").await.ok().has_text("Instrumen").lacks_text("Evaluasi SPBE 2026");
        site.visitor().get("/evaluasi/instrumen/pemdi-8-2026").await.ok().has_text("Dari bahan bimbingan teknis");
        site.visitor().get("/evaluasi/instrumen/lain").await.is(404);
        site.visitor().get("/evaluasi/alur").await.ok().has_text("Bekukan hasil");
    });
}

#[test]
fn every_wrong_role_is_refused_on_every_act() {
    dengan_profil(testkit::profile(), async |site| {
        let lakon = Lakon::baru(site).await;
        let href = mulai(&lakon, "dengan_eksternal").await;
        let v = versi(site, &href, "1").await;
        // Scores are given by the team, not by those who coordinate or assess.
        for siapa in [&lakon.sekda, &lakon.dewi, &lakon.asesor] {
            siapa.post(&format!("{href}/indikator/1"), &[("_versi", &v), ("nilai", "0")]).await.is(403);
            siapa
                .upload(&format!("{href}/indikator/1/bukti"), &[("judul", "x"), ("alamat", "/log")], &[])
                .await
                .is(403);
            siapa.post(&format!("{href}/impor/terapan"), &[("isi", "instansi,indikator,nilai\nA,1,1\n")]).await.is(403);
        }
        // What belongs to a later state is told as such.
        for sisa in ["validasi", "penilaian-eksternal"] {
            let isian =
                [("_versi", v.as_str()), ("putusan", "terima"), ("nilai_eksternal", "3"), ("alasan_eksternal", "x")];
            lakon
                .spv
                .post(&format!("{href}/indikator/1/{sisa}"), &isian)
                .await
                .is(409)
                .has_text("tidak dapat dilakukan selagi");
        }
        lakon
            .dewi
            .post(&format!("{href}/tim"), &[("akun", &lakon.pegawai.account.to_string()), ("peran", "anggota")])
            .await
            .is(409);
        for tindakan in ["ajukan-validasi", "kembalikan", "setujui-hasil", "kirim", "bekukan", "mulai-eksternal"] {
            let alamat = format!("{href}/langkah/{tindakan}");
            let jawab = lakon.pegawai.post(&alamat, &[("_versi", "2")]).await;
            assert_eq!(jawab.status, 404, "{tindakan}");
            let jawab = lakon.anggota.post(&alamat, &[("_versi", "2"), ("alasan", "x")]).await;
            assert!([403, 409].contains(&jawab.status.as_u16()), "{tindakan}: {}", jawab.status);
        }
        lakon
            .operator
            .post(&format!("{href}/langkah/ajukan-validasi"), &[("_versi", "2")])
            .await
            .is(409)
            .has_text("belum dinilai");
        lakon.operator.get(&format!("{href}/langkah/isi-nilai")).await.is(404);
        impor(&lakon.anggota, &href, "3").await;
        langkah(&lakon.operator, &href, "ajukan-validasi", "").await.redirects();
        // Validation is the supervisor's, approval the coordinator's.
        let v = versi(site, &href, "1").await;
        for siapa in [&lakon.operator, &lakon.sekda, &lakon.asesor] {
            siapa.post(&format!("{href}/indikator/1/validasi"), &[("_versi", &v), ("putusan", "terima")]).await.is(403);
        }
        lakon.spv.get(&format!("{href}/langkah/setujui-hasil")).await.is(403);
        lakon
            .sekda
            .post(&format!("{href}/langkah/setujui-hasil"), &[("_versi", "3")])
            .await
            .is(409)
            .has_text("belum divalidasi");
        lakon.operator.post(&format!("{href}/indikator/1"), &[("_versi", &v), ("nilai", "0")]).await.is(409);
        terima_semua(site, &lakon.spv, &href).await;
        lakon.spv.post(&format!("{href}/langkah/kirim"), &[("_versi", "3")]).await.is(409).has_text("belum disetujui");
        lakon.sekda.get(&format!("{href}/langkah/bekukan")).await.is(303);
        // A judgement taken back takes the approval with it.
        langkah(&lakon.sekda, &href, "setujui-hasil", "").await.redirects();
        let v = versi(site, &href, "1").await;
        let isian = [("_versi", v.as_str()), ("putusan", "kembalikan"), ("catatan_validasi", "Periksa lagi")];
        lakon.spv.post(&format!("{href}/indikator/1/validasi"), &isian).await.redirects();
        lakon.spv.get(&format!("{href}/langkah/kirim")).await.ok().has_text("Hasil belum disetujui");
    });
}

#[test]
fn what_is_frozen_stays_for_everybody_and_in_the_store() {
    dengan_profil(testkit::profile(), async |site| {
        let lakon = Lakon::baru(site).await;
        let href = disetujui(site, &lakon, "internal").await;
        isi_acara(&lakon.sekda, &href).await;
        let alamat = format!("{href}/langkah/bekukan");
        let halaman = lakon.sekda.get(&alamat).await.ok();
        let versi_periode = halaman.attribute("input[name=_versi]", "value").unwrap();
        let kunci = halaman.attribute("main input[name=_kunci]", "value").unwrap();
        let isian = [("_versi", versi_periode.as_str()), ("_kunci", kunci.as_str())];
        lakon.sekda.post(&alamat, &isian).await.redirects();
        // The same form again: done once.
        assert_eq!(lakon.sekda.post(&alamat, &isian).await.redirects().location(), href);
        let banyak: i64 = site.app.db.one("select count(*) as n from file", vec![]).await.unwrap().get("n").unwrap();
        assert_eq!(banyak, 1);

        let v = versi(site, &href, "1").await;
        for (siapa, sisa, isian) in [
            (&lakon.operator, "/indikator/1", vec![("_versi", v.as_str()), ("nilai", "0")]),
            (&lakon.spv, "/indikator/1/validasi", vec![("_versi", v.as_str()), ("putusan", "terima")]),
            (&lakon.spv, "/indikator/1/catatan", vec![("isi", "x")]),
            (&lakon.spv, "/rekomendasi", vec![("isi", "x")]),
            (&lakon.sekda, "/berita-acara", vec![("_versi", "9"), ("nomor", "x"), ("tempat", "y")]),
            (&lakon.dewi, "/pengaturan", vec![("_versi", "9"), ("tenggat_isi", "1-12-2026")]),
            (&lakon.dewi, "/tim", vec![("akun", "00000000-0000-0000-0000-000000000001"), ("peran", "anggota")]),
            (&lakon.dewi, "/penugasan", vec![("akun", "00000000-0000-0000-0000-000000000001")]),
            (&lakon.operator, "/impor/terapan", vec![("isi", "instansi,indikator,nilai\nA,1,1\n")]),
        ] {
            let jawab = siapa.post(&format!("{href}{sisa}"), &isian).await;
            assert!([409, 422].contains(&jawab.status.as_u16()), "{sisa}: {} {}", jawab.status, jawab.main());
        }
        lakon
            .operator
            .upload(&format!("{href}/indikator/1/bukti"), &[("judul", "x"), ("alamat", "/log")], &[])
            .await
            .is(409);
        let mut write = kernel::Write::system(&site.app, "uji.ubah").await.unwrap();
        let hasil = evaluasi::store::kunci(&mut write, id(&href)).await;
        assert!(matches!(hasil, Err(Error::Refused(_))));
        drop(write);
        let teks = "select nilai from evaluasi_jawaban where periode = $1 and indikator = '1'";
        let nilai: i64 = site.app.db.one(teks, args![id(&href)]).await.unwrap().get("nilai").unwrap();
        assert_eq!(nilai, 30_000);
    });
}

#[test]
fn a_form_with_faults_keeps_what_was_typed_and_a_form_sent_twice_counts_once() {
    dengan_profil(testkit::profile(), async |site| {
        let lakon = Lakon::baru(site).await;
        let salah = [
            ("tahun", "dua ribu"),
            ("nama", ""),
            ("instrumen", "lain"),
            ("jalur", ""),
            ("basis", "x"),
            ("tanggal_penilaian", "31-02-2026"),
            ("tenggat_isi", "28-11-2026"),
            ("tenggat_validasi", "27-11-2026"),
            ("sasaran", "banyak"),
        ];
        let halaman = lakon.dewi.post("/evaluasi/baru", &salah).await.is(422);
        for medan in
            ["tahun", "nama", "instrumen", "jalur", "basis", "tanggal_penilaian", "tenggat_validasi", "sasaran"]
        {
            assert!(!halaman.all(&format!("a[href='#{medan}']")).is_empty(), "{medan} is not in the summary");
        }
        assert_eq!(halaman.attribute("#tanggal_penilaian", "value").as_deref(), Some("31-02-2026"));
        assert_eq!(halaman.attribute("#sasaran", "value").as_deref(), Some("banyak"));

        let kunci = lakon.dewi.get("/evaluasi/baru").await.ok().attribute("main input[name=_kunci]", "value").unwrap();
        let mut isian = PERIODE.to_vec();
        isian.extend([("jalur", "internal"), ("_kunci", kunci.as_str())]);
        let satu = lakon.dewi.post("/evaluasi/baru", &isian).await.redirects().location();
        let dua = lakon.dewi.post("/evaluasi/baru", &isian).await.redirects().location();
        assert_eq!(satu, dua);
        let banyak: i64 =
            site.app.db.one("select count(*) as n from evaluasi_periode", vec![]).await.unwrap().get("n").unwrap();
        assert_eq!(banyak, 1);
        // The same name again, from a fresh form.
        isian.pop();
        lakon.dewi.post("/evaluasi/baru", &isian).await.is(422).has_text("Sudah ada periode bernama ini");
        lakon.pegawai.get("/evaluasi/baru").await.is(403);
        // A person cannot assess from both sides.
        let href = satu.trim_end_matches("/tim");
        tunjuk(&lakon.dewi, href, &[(&lakon.spv, "supervisor")]).await;
        let akun = lakon.spv.account.to_string();
        lakon
            .dewi
            .post(&satu, &[("akun", &akun), ("peran", "asesor_eksternal")])
            .await
            .is(422)
            .has_text("tidak boleh sekaligus");
        lakon
            .dewi
            .post(&satu, &[("akun", &akun), ("peran", "supervisor")])
            .await
            .is(422)
            .has_text("sudah mempunyai peran itu");
        lakon.dewi.post(&satu, &[("akun", &akun), ("peran", "koordinator")]).await.is(422);
        lakon.dewi.post(&satu, &[("akun.cari", "peg"), ("_cari", "akun")]).await.ok().has_text("Uji pegawai");
    });
}
