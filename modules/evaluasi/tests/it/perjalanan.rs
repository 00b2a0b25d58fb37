//! A whole evaluation, from opening to Berita Acara, on both ways.

use crate::lakon::*;

#[test]
fn with_external_assessors_under_one_profile() {
    dengan_profil(BULUNGAN, async |site| {
        let lakon = Lakon::baru(site).await;
        let href = buka(&lakon.dewi, "dengan_eksternal").await;
        lakon
            .dewi
            .get(&format!("{href}/tim"))
            .await
            .ok()
            .has_text("Tim Evaluator Internal")
            .has_text("Anggota tim evaluator internal");
        // Without a team the assessment cannot begin, and the page says why.
        lakon.dewi.get(&format!("{href}/langkah/mulai-penilaian")).await.ok().has_text("Tunjuk dahulu");
        tunjuk(
            &lakon.dewi,
            &href,
            &[
                (&lakon.spv, "supervisor"),
                (&lakon.operator, "operator"),
                (&lakon.anggota, "anggota"),
                (&lakon.asesor, "asesor_eksternal"),
            ],
        )
        .await;
        // A respondent from an agency gets two indicators.
        let dinas = lakon.dinas.account.to_string();
        let isian = [("akun", dinas.as_str()), ("indikator", "2"), ("indikator", "3")];
        lakon.dewi.post(&format!("{href}/penugasan"), &isian).await.redirects();
        langkah(&lakon.dewi, &href, "mulai-penilaian", "").await.redirects();

        lakon.dinas.get("/").await.ok().has_text("Nilai indikator 2").has_text("Nilai indikator 3");
        let satu = format!("{href}/indikator/2");
        let versi_dua = versi(site, &href, "2").await;
        let isian = [
            ("_versi", versi_dua.as_str()),
            ("penuhi-1", "ya"),
            ("penuhi-2", "ya"),
            ("fakta-2", "Peraturan sudah ditetapkan."),
            ("analisis-2", "Berlaku untuk semua perangkat daerah."),
            ("nilai", "2"),
            ("penjelasan", "Capaian tahun ini."),
        ];
        lakon.dinas.post(&satu, &isian).await.redirects();
        let halaman = lakon.dinas.get(&satu).await.ok().has_text("Menunggu validasi").has_text("Tingkat 2 tercapai");
        assert_eq!(halaman.attribute("input[name=nilai][checked]", "value").as_deref(), Some("2"));
        lakon.dinas.get("/").await.ok().has_text("Nilai indikator 3").lacks_text("Nilai indikator 2 (");

        // The rest comes from a file; a first look changes nothing.
        impor(&lakon.operator, &href, "3").await;
        let teks = lakon.operator.get(&format!("{href}/indikator/5")).await.ok().main();
        assert!(teks.contains("melebihi yang ditopang kriteria dan bukti"), "{teks}");
        langkah(&lakon.operator, &href, "ajukan-validasi", "").await.redirects();

        // One answer goes back, with the whole period, and comes again.
        let validasi = format!("{href}/indikator/7/validasi");
        let v = versi(site, &href, "7").await;
        lakon
            .spv
            .post(&validasi, &[("_versi", &v), ("putusan", "kembalikan")])
            .await
            .is(422)
            .has_text("Tuliskan apa yang perlu diperbaiki");
        lakon
            .spv
            .post(&validasi, &[("_versi", &v), ("putusan", "kembalikan"), ("catatan_validasi", "Lampirkan buktinya")])
            .await
            .redirects();
        lakon
            .spv
            .post(&format!("{href}/langkah/kembalikan"), &[("_versi", "3"), ("alasan", "")])
            .await
            .is(422)
            .has_text("Tuliskan alasannya");
        langkah(&lakon.spv, &href, "kembalikan", "Indikator 7 tanpa bukti").await.redirects();
        lakon.operator.get("/").await.ok().has_text("Perbaiki indikator 7");
        lakon
            .operator
            .get(&href)
            .await
            .ok()
            .has_text("Indikator 7 tanpa bukti")
            .has_text("Masih ada indikator yang belum dinilai");
        let v = versi(site, &href, "7").await;
        lakon
            .operator
            .post(&format!("{href}/indikator/7"), &[("_versi", &v), ("penuhi-1", "ya"), ("nilai", "1")])
            .await
            .redirects();
        langkah(&lakon.operator, &href, "ajukan-validasi", "").await.redirects();
        terima_semua(site, &lakon.spv, &href).await;
        lakon.sekda.get("/").await.ok().has_text("Setujui hasil");
        langkah(&lakon.sekda, &href, "setujui-hasil", "").await.redirects();
        langkah(&lakon.spv, &href, "kirim", "").await.redirects();

        // The assessors give their own score, with a reason and a recommendation.
        lakon.asesor.get("/").await.ok().has_text("Mulai penilaian eksternal");
        langkah(&lakon.asesor, &href, "mulai-eksternal", "").await.redirects();
        for (nomor, (kode, versi)) in jawaban(site, &href).await.into_iter().enumerate() {
            let versi = versi.to_string();
            let nilai = if nomor == 0 { "4" } else { "3" };
            let mut isian =
                vec![("_versi", versi.as_str()), ("nilai_eksternal", nilai), ("alasan_eksternal", "Bukti memadai")];
            if nomor == 0 {
                isian.push(("rekomendasi", "Tetapkan jadwal reviu"));
            }
            lakon.asesor.post(&format!("{href}/indikator/{kode}/penilaian-eksternal"), &isian).await.redirects();
        }
        let catatan = format!("{href}/indikator/1/catatan");
        lakon.operator.post(&catatan, &[("isi", "Bukti tambahan kami lampirkan.")]).await.redirects();
        lakon.asesor.get(&format!("{href}/indikator/1")).await.ok().has_text("Bukti tambahan kami lampirkan.");
        lakon.sekda.get(&format!("{href}/langkah/bekukan")).await.ok().has_text("Isi dahulu nomor dan tempat");
        isi_acara(&lakon.sekda, &href).await;
        let jawab = langkah(&lakon.sekda, &href, "bekukan", "").await;
        jawab.redirects();

        let halaman = lakon.pegawai.get(&href).await.ok().has_text("Final").has_text("Indeks SPBE (eksternal)");
        // 46 indicators at 3 and the first (1.3 per cent) at 4: 3.013.
        assert!(halaman.main().contains("3,0130"), "{}", halaman.main());
        let pdf = lakon.pegawai.get(&format!("{href}/berita-acara.pdf")).await.ok();
        assert_eq!(pdf.header("content-type"), "application/pdf");
        let teks = teks_pdf(&pdf.bytes);
        for kata in [
            "000.8/17/DISKOMINFO/2026",
            "3,01",
            "Baik",
            "Uji supervisor",
            "Uji sekda",
            "Tetapkan jadwal reviu",
            "Audit belum rutin",
        ] {
            assert!(teks.contains(kata), "{kata} is not in: {teks}");
        }
        assert!(!teks.contains("KONSEP"));
        // The same file every time, and its fingerprint on the page.
        let lagi = lakon.sekda.get(&format!("{href}/berita-acara.pdf")).await.ok();
        assert_eq!(pdf.bytes, lagi.bytes);
        // What followed is written down after the freeze.
        let rekomendasi = lakon.operator.get(&format!("{href}/rekomendasi")).await.ok();
        let alamat = rekomendasi.attribute("tbody a", "href").unwrap();
        lakon
            .operator
            .post(&alamat, &[("keadaan", "berjalan"), ("uraian", "Jadwal disusun"), ("tenggat", "31-12-2026")])
            .await
            .redirects();
        lakon.pegawai.get(&format!("{href}/rekomendasi")).await.ok().has_text("Sedang ditindaklanjuti");
        lakon.pegawai.post(&alamat, &[("keadaan", "selesai"), ("uraian", "x")]).await.is(403);
        // Found by the search, compared over the years, told to other programs.
        lakon.pegawai.get("/cari?q=evaluasi+spbe").await.ok().has_text("Evaluasi SPBE 2026");
        lakon.pegawai.get("/evaluasi/banding").await.ok().has_text("3,01");
        lakon.tamu.get("/evaluasi/banding").await.is(403);
    });
}

#[test]
fn internally_under_another_profile() {
    dengan_profil(MUKOMUKO, async |site| {
        let lakon = Lakon::baru(site).await;
        let href = disetujui(site, &lakon, "internal").await;
        lakon
            .dewi
            .get(&format!("{href}/tim"))
            .await
            .ok()
            .has_text("Tim Evaluator Internal")
            .lacks_text("value=\"asesor_eksternal\"");
        // Without assessors the supervisor writes recommendations.
        lakon
            .spv
            .post(&format!("{href}/rekomendasi"), &[("isi", "Perluas cakupan"), ("indikator", "9")])
            .await
            .redirects();
        lakon
            .spv
            .post(&format!("{href}/rekomendasi"), &[("isi", "")])
            .await
            .is(422)
            .has_text("Tuliskan rekomendasinya");
        lakon.spv.get(&format!("{href}/langkah/kirim")).await.is(303);
        // A draft can be looked at before.
        let konsep = lakon.sekda.get(&format!("{href}/berita-acara.pdf")).await.ok();
        assert!(
            teks_pdf(&konsep.bytes).contains("Berita Acara Evaluasi Internal SPBE")
                || teks_pdf(&konsep.bytes).contains("EVALUASI INTERNAL SPBE")
        );
        isi_acara(&lakon.sekda, &href).await;
        langkah(&lakon.sekda, &href, "bekukan", "").await.redirects();
        let halaman = lakon.pegawai.get(&href).await.ok().has_text("Final").has_text("3,0000").has_text("Baik");
        assert!(!halaman.main().contains("eksternal)"));
        let pdf = lakon.pegawai.get(&format!("{href}/berita-acara.pdf")).await.ok();
        let teks = teks_pdf(&pdf.bytes);
        for kata in ["3,00", "Baik", "Perluas cakupan", "Uji operator"] {
            assert!(teks.contains(kata), "{kata} is not in: {teks}");
        }
        let csv = lakon.pegawai.get(&format!("{href}/rekap.csv")).await.ok();
        assert!(csv.text().starts_with("\u{FEFF}indikator,nama,"), "{}", csv.text());
        assert_eq!(csv.text().lines().count(), 48);
        let xlsx = lakon.pegawai.get(&format!("{href}/rekap.xlsx")).await.ok();
        let mut buku: calamine::Xlsx<_> = calamine::Reader::new(std::io::Cursor::new(xlsx.bytes.to_vec())).unwrap();
        let lembar = calamine::Reader::worksheet_range(&mut buku, "Nilai").unwrap();
        assert_eq!(lembar.height(), 48);
        assert_eq!(lembar.get_value((1, 5)).unwrap(), &calamine::Data::Float(3.0));
    });
}
