//! Officers: visit, payment, output as a file, bulk acts, notes, calendar, workload, conflicts.
use kernel::Val;
use testkit::on_both;

use crate::adegan::{self, DINAS, LAIN, MODULES, PDF, keadaan, laku, lakukan};

#[test]
fn a_service_with_visit_payment_and_a_file() {
    on_both(MODULES, async |site| {
        let biaya = serde_json::json!([{ "uraian": "Retribusi", "jumlah": "150000.00" }]);
        let ubah = [
            ("perlu_kunjungan", Val::from(true)),
            ("perlu_bayar", Val::from(true)),
            ("biaya", Val::Json(biaya)),
            ("keluaran", "berkas".into()),
        ];
        let layanan = adegan::layanan(site, "REKLAME", DINAS, &ubah).await;
        let warga = site.visitor();
        warga.get(&format!("/layanan/{layanan}")).await.ok().has_text("Rp150.000");
        let petugas = site.person("petugas", &[("operator_pd", DINAS)]).await;
        let kepala = site.person("kepala", &[("kepala_pd", DINAS)]).await;
        let id = adegan::ajukan(&warga, layanan, "Rudi Contoh").await;
        laku(&petugas, &id, "periksa", &[]).await;
        lakukan(&petugas, &id, "usulkan", &[]).await.is(422).has_text("kunjungan lapangan");
        lakukan(&petugas, &id, "jadwalkan", &[("mulai.tanggal", ""), ("mulai", "kapan"), ("tempat", "")])
            .await
            .is(422)
            .has_text("Tulis tempat bertemu");
        let besok = site.app.today().next_day().unwrap();
        let mulai = format!("{:02}-{:02}-{} 09.30", besok.day(), u8::from(besok.month()), besok.year());
        laku(&petugas, &id, "jadwalkan", &[("mulai", &mulai), ("tempat", "Jalan Contoh 1"), ("pesan_kunjungan", "")])
            .await;
        warga.get(&format!("/permohonan/resi/{id}")).await.ok().has_text("Jadwal kunjungan").has_text("Jalan Contoh 1");
        petugas.get("/permohonan/kunjungan").await.ok().has_text("Jalan Contoh 1").has_text("Rudi Contoh");
        let ics = petugas.get("/permohonan/kunjungan.ics").await.ok().text();
        assert!(ics.contains("BEGIN:VEVENT") && ics.contains("Jalan Contoh 1") && !ics.contains("Rudi"), "{ics}");
        laku(&petugas, &id, "catat_kunjungan", &[("catatan", "Lokasi sesuai.")]).await;
        lakukan(&petugas, &id, "usulkan", &[]).await.is(422).has_text("Bukti pembayaran");
        laku(&petugas, &id, "minta_bayar", &[("catatan", "Bayar Rp150.000 di bank daerah.")]).await;
        warga.get(&format!("/permohonan/resi/{id}")).await.ok().has_text("bank daerah");
        lakukan(&petugas, &id, "catat_bayar", &[("bukti", ""), ("jumlah", "nol"), ("tanggal", "besok")])
            .await
            .is(422)
            .has_text("nomor bukti")
            .has_text("jumlah yang dibayar")
            .has_text("tanggal pembayaran");
        let hari = site.app.today();
        let tanggal = format!("{:02}-{:02}-{}", hari.day(), u8::from(hari.month()), hari.year());
        laku(&petugas, &id, "catat_bayar", &[("bukti", "BKT-1"), ("jumlah", "150.000"), ("tanggal", &tanggal)]).await;
        laku(&petugas, &id, "usulkan", &[]).await;
        lakukan(&kepala, &id, "setujui", &[]).await.is(422).has_text("Hasil permohonan belum ada");
        petugas
            .upload(&format!("/permohonan/{id}/hasil"), &[], &[("berkas", "izin.txt", b"halo")])
            .await
            .is(422)
            .has_text("harus PDF");
        petugas.upload(&format!("/permohonan/{id}/hasil"), &[], &[("berkas", "izin.pdf", PDF)]).await.redirects();
        laku(&kepala, &id, "setujui", &[]).await;
        lakukan(&petugas, &id, "serahkan", &[("catatan", "")]).await.is(422);
        laku(&petugas, &id, "serahkan", &[("catatan", "Diambil pemohon di loket.")]).await;
        assert_eq!(keadaan(site, &id).await, "selesai");
        assert_eq!(warga.get(&format!("/permohonan/resi/{id}/hasil")).await.ok().bytes, PDF);
        petugas.get("/permohonan/beban").await.ok().has_text("Rata-rata lama setiap langkah");
        petugas.get("/permohonan?pilah=berakhir").await.ok().has_text("Rudi Contoh");
    });
}

#[test]
fn bulk_acts_notes_messages_and_assignment() {
    on_both(MODULES, async |site| {
        let layanan = adegan::layanan(site, "MASSAL", DINAS, &[]).await;
        let petugas = site.person("petugas", &[("operator_pd", DINAS)]).await;
        let rekan = site.person("rekan", &[("operator_pd", DINAS)]).await;
        let orang = site.person("orang_lain", &[("operator_pd", LAIN)]).await;
        let warga = site.visitor();
        let satu = adegan::ajukan(&warga, layanan, "Satu Contoh").await;
        let sedikit = petugas.get("/permohonan").await.ok().statements;
        let dua = adegan::ajukan(&warga, layanan, "Dua Contoh").await;
        let banyak = petugas.get("/permohonan").await.ok().statements;
        assert_eq!(sedikit, banyak, "a long queue asks as often as a short one");
        petugas.post("/permohonan/massal", &[("lakukan", "periksa")]).await.is(422).has_text("Centang dahulu");
        petugas
            .post("/permohonan/massal", &[("lakukan", "tugaskan"), ("pilih", &satu)])
            .await
            .is(422)
            .has_text("Pilih petugas");
        petugas
            .post("/permohonan/massal", &[("lakukan", "periksa"), ("pilih", &satu), ("pilih", &dua)])
            .await
            .redirects();
        assert_eq!(keadaan(site, &dua).await, "diperiksa");
        let kepada = rekan.account.to_string();
        petugas
            .post("/permohonan/massal", &[("lakukan", "tugaskan"), ("petugas", &kepada), ("pilih", &satu)])
            .await
            .redirects();
        rekan.get("/permohonan?pilah=saya").await.ok().has_text("Satu Contoh").lacks_text("Dua Contoh");
        rekan.get("/pemberitahuan").await.ok().has_text("ditugaskan kepada Anda");
        // Cases of other units are out of reach, one by one and in bulk.
        orang.get("/permohonan").await.ok().lacks_text("Satu Contoh").lacks_text("Dua Contoh");
        orang.post("/permohonan/massal", &[("lakukan", "periksa"), ("pilih", &satu)]).await.is(404);
        orang.post(&format!("/permohonan/{satu}/catatan"), &[("isi_catatan", "halo")]).await.is(404);
        petugas.post(&format!("/permohonan/{satu}/catatan"), &[("isi_catatan", "")]).await.is(422);
        petugas.post(&format!("/permohonan/{satu}/catatan"), &[("isi_catatan", "Rahasia dapur")]).await.redirects();
        petugas.post(&format!("/permohonan/{satu}/pesan"), &[("isi_pesan", "Mohon ditunggu")]).await.redirects();
        warga
            .get(&format!("/permohonan/resi/{satu}"))
            .await
            .ok()
            .has_text("Mohon ditunggu")
            .lacks_text("Rahasia dapur");
        petugas.get(&format!("/permohonan/{satu}")).await.ok().has_text("Rahasia dapur");
        petugas.post(&format!("/permohonan/{satu}/tugaskan"), &[("petugas", &orang.account.to_string())]).await.is(422);
        petugas.get("/").await.ok().has_text("Layanan MASSAL");
    });
}

#[test]
fn two_officers_do_not_overwrite_each_other_and_the_letter_is_checked() {
    on_both(MODULES, async |site| {
        let layanan = adegan::layanan(site, "SERENTAK", DINAS, &[]).await;
        let warga = site.visitor();
        let petugas = site.person("petugas", &[("operator_pd", DINAS)]).await;
        let kepala = site.person("kepala", &[("kepala_pd", DINAS)]).await;
        let id = adegan::ajukan(&warga, layanan, "Eka Contoh").await;
        laku(&petugas, &id, "periksa", &[]).await;
        let lama =
            petugas.get(&format!("/permohonan/{id}")).await.ok().attribute("input[name=_versi]", "value").unwrap();
        laku(&kepala, &id, "usulkan", &[]).await;
        let alamat = format!("/permohonan/{id}/alur/minta_perbaikan");
        petugas
            .post(&alamat, &[("_versi", &lama), ("catatan", "Perbaiki alamat.")])
            .await
            .is(409)
            .has_text("baru saja berubah")
            .has_text("Perbaiki alamat.");
        let surat = format!("/permohonan/{id}/surat");
        petugas.post(&surat, &[("surat", "Menerangkan {tidak_ada}.")]).await.is(422).has_text("tidak_ada");
        petugas.post(&surat, &[("surat", "Menerangkan Eka Contoh.")]).await.redirects();
        laku(&kepala, &id, "kembalikan", &[("catatan", "Periksa lagi alamatnya.")]).await;
        // Words between officers stay between them.
        warga.get(&format!("/permohonan/resi/{id}")).await.ok().lacks_text("Periksa lagi alamatnya.");
        laku(&petugas, &id, "usulkan", &[]).await;
        laku(&kepala, &id, "setujui", &[]).await;
        petugas.post(&surat, &[("surat", "Terlambat.")]).await.is(409).has_text("Terlambat.");
        // A letter under its number.
        petugas.get(&format!("/permohonan/{id}")).await.ok().has_text("SERENTAK/");
        let pdf = petugas.get(&format!("/permohonan/{id}/hasil")).await.ok();
        assert!(pdf.bytes.starts_with(b"%PDF"));
    });
}
