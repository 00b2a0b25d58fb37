//! The way of a complaint through the hands of officers.
use kernel::args;
use uuid::Uuid;

use crate::dunia::{
    DISHUB, di_kedua, dishub, disposisi, foto, inspektorat, keadaan, koordinator, lapor, petugas, tindak,
};

async fn selesaikan(client: &testkit::Client, id: Uuid) {
    tindak(client, id, "jawab", &[("teks", "Tim kami meninjau besok pagi.")]).await.redirects();
    let page = client.get(&format!("/meja-pengaduan/{id}?tindakan=selesaikan")).await.ok();
    let versi = page.attribute("form input[name=_versi]", "value").unwrap();
    let isi = [("teks", "Lubang sudah ditambal."), ("_versi", versi.as_str())];
    let foto = foto();
    client
        .upload(&format!("/meja-pengaduan/{id}/selesaikan"), &isi, &[("berkas", "bukti.png", &foto)])
        .await
        .redirects();
}

async fn pelapor_bertindak(client: &testkit::Client, id: Uuid, apa: &str, isi: &[(&str, &str)]) -> testkit::Answer {
    let kunci = Uuid::now_v7().to_string();
    let mut semua = isi.to_vec();
    semua.push(("_kunci", kunci.as_str()));
    client.upload(&format!("/pengaduan/resi/{id}/{apa}"), &semua, &[]).await
}

#[test]
fn from_report_to_rating_with_one_reopening() {
    di_kedua(async |site| {
        let (rina, id) = lapor(site, &[]).await;
        let (kominfo, pu) = (koordinator(site).await, petugas(site).await);
        let href = format!("/meja-pengaduan/{id}");
        pu.get(&href).await.is(404);
        kominfo.get("/meja-pengaduan").await.ok().has_text("Lubang di depan pasar");
        disposisi(&kominfo, id, "tidak_berkadar_pengawasan").await;
        pu.get("/meja-pengaduan").await.ok().has_text("Lubang di depan pasar");
        pu.get("/pemberitahuan").await.ok().has_text("Pengaduan baru untuk unit Anda");
        rina.get(&format!("/pengaduan/resi/{id}"))
            .await
            .ok()
            .has_text("Dinas Pekerjaan Umum")
            .lacks_text("Segera tinjau");
        // Evidence is asked for.
        tindak(&pu, id, "jawab", &[("teks", "")]).await.is(422).has_text("Tulis jawaban");
        tindak(&pu, id, "selesaikan", &[("teks", "Sudah selesai ya")]).await.is(422).has_text("Lampirkan bukti");
        selesaikan(&pu, id).await;
        assert_eq!(keadaan(site, id).await, "dijawab");
        let page = rina.get(&format!("/pengaduan/resi/{id}")).await.ok().has_text("Lubang sudah ditambal.");
        let bukti = page.attributes("ul.lampiran a", "href");
        assert!(!rina.get(&bukti[0]).await.ok().text().contains("rumah-saya"));
        // Not so: it comes back to the same agency with a new clock.
        pelapor_bertindak(&rina, id, "buka_lagi", &[("teks", "")]).await.is(422);
        pelapor_bertindak(&rina, id, "buka_lagi", &[("teks", "Masih berlubang separuh")]).await.redirects();
        assert_eq!(keadaan(site, id).await, "dibuka_lagi");
        let row = site.app.db.one("select putaran, mulai, unit from pengaduan where id = $1", args![id]).await.unwrap();
        assert_eq!(
            (row.get::<i64>("putaran").unwrap(), row.get::<time::Date>("mulai").unwrap()),
            (2, site.app.today())
        );
        pu.get("/meja-pengaduan").await.ok().has_text("Dibuka lagi");
        selesaikan(&pu, id).await;
        pelapor_bertindak(&rina, id, "setuju", &[("nilai", "9")]).await.is(422).has_text("Pilih nilai");
        pelapor_bertindak(&rina, id, "setuju", &[("nilai", "4"), ("teks", "Terima kasih")]).await.redirects();
        assert_eq!(keadaan(site, id).await, "selesai");
        rina.get(&format!("/pengaduan/resi/{id}")).await.ok().has_text("isi survei singkat");
        pu.get(&href).await.ok().has_text("4 dari 5: Terima kasih");
        // Nothing more from the queue, and no acts twice.
        pu.get("/meja-pengaduan").await.ok().lacks_text("Lubang di depan pasar");
        pelapor_bertindak(&rina, id, "setuju", &[("nilai", "4")]).await.is(409);
    });
}

#[test]
fn what_is_incomplete_goes_back_to_the_reporter_and_comes_again() {
    di_kedua(async |site| {
        let (rina, id) = lapor(site, &[]).await;
        let kominfo = koordinator(site).await;
        tindak(&kominfo, id, "minta_kelengkapan", &[("teks", "Di sisi mana pasarnya?")]).await.redirects();
        assert_eq!(keadaan(site, id).await, "dilengkapi");
        rina.get(&format!("/pengaduan/resi/{id}")).await.ok().has_text("Di sisi mana pasarnya?").has_text("Keterangan");
        pelapor_bertindak(&rina, id, "tambah", &[("teks", "Sisi barat, dekat toko beras")]).await.redirects();
        assert_eq!(keadaan(site, id).await, "baru");
        kominfo.get("/pemberitahuan").await.ok().has_text("Keterangan pelapor");
        tindak(&kominfo, id, "tolak", &[("teks", "Jalan ini milik provinsi, hubungi dinas provinsi.")])
            .await
            .redirects();
        rina.get(&format!("/pengaduan/resi/{id}")).await.ok().has_text("Jalan ini milik provinsi");
        // Rejected: the reporter objects, the supervision agency finds it right.
        pelapor_bertindak(&rina, id, "keberatan", &[("teks", "Ini jalan desa kami")]).await.redirects();
        assert_eq!(keadaan(site, id).await, "keberatan");
        let itda = inspektorat(site).await;
        itda.get(&format!("/meja-pengaduan/{id}")).await.ok().has_text("Ini jalan desa kami").lacks_text("Rina Rekaan");
        tindak(&itda, id, "kabulkan", &[("teks", "Benar, jalan ini jalan desa.")]).await.redirects();
        assert_eq!(keadaan(site, id).await, "baru");
        disposisi(&kominfo, id, "permintaan_informasi").await;
        let pu = petugas(site).await;
        selesaikan(&pu, id).await;
        // A second objection is not offered.
        rina.get(&format!("/pengaduan/resi/{id}")).await.ok().lacks_text("tindakan=keberatan");
        pelapor_bertindak(&rina, id, "keberatan", &[("teks", "Sekali lagi")]).await.is(409);
    });
}

#[test]
fn an_agency_hands_on_or_back_what_is_not_theirs() {
    di_kedua(async |site| {
        let warga = site.person("warga", &[]).await;
        let kunci = Uuid::now_v7().to_string();
        let isi = crate::dunia::isian(&[("_kunci", &kunci)]);
        let resi = warga.upload("/pengaduan/lapor", &isi, &[]).await.redirects().location();
        let id: Uuid = resi.rsplit('/').next().unwrap().parse().unwrap();
        let (kominfo, pu) = (koordinator(site).await, petugas(site).await);
        disposisi(&kominfo, id, "tidak_berkadar_pengawasan").await;
        let sebelum: time::Date = site
            .app
            .db
            .one("select tenggat from pengaduan where id = $1", args![id])
            .await
            .unwrap()
            .get("tenggat")
            .unwrap();
        tindak(&pu, id, "teruskan", &[("unit", "x"), ("teks", "Ini rambu")])
            .await
            .is(422)
            .has_text("Pilih perangkat daerah");
        site.app.clock.advance(time::Duration::days(3));
        let pu = petugas(site).await;
        let tujuan = DISHUB.to_string();
        tindak(&pu, id, "teruskan", &[("unit", &tujuan), ("teks", "Ini soal rambu")]).await.redirects();
        pu.get(&format!("/meja-pengaduan/{id}")).await.is(404);
        let warga = site.person("warga", &[]).await;
        warga.get(&resi).await.ok().has_text("Kepada Dinas Perhubungan").lacks_text("Ini soal rambu");
        let sesudah: time::Date = site
            .app
            .db
            .one("select tenggat from pengaduan where id = $1", args![id])
            .await
            .unwrap()
            .get("tenggat")
            .unwrap();
        assert_eq!(sebelum, sesudah, "handing on gives no more time");
        let (kominfo, hub) = (koordinator(site).await, dishub(site).await);
        tindak(&hub, id, "kembalikan", &[("teks", "Bukan rambu kami")]).await.redirects();
        assert_eq!(keadaan(site, id).await, "baru");
        kominfo.get(&format!("/meja-pengaduan/{id}")).await.ok().has_text("Bukan rambu kami");
    });
}

#[test]
fn the_identity_of_a_secret_report_is_opened_by_the_coordinator_alone_and_each_opening_is_recorded() {
    di_kedua(async |site| {
        let (_, id) = lapor(site, &[("sifat", "rahasia")]).await;
        let (kominfo, pu, itda) = (koordinator(site).await, petugas(site).await, inspektorat(site).await);
        kominfo.get(&format!("/meja-pengaduan/{id}")).await.ok().lacks_text("Rina Rekaan");
        disposisi(&kominfo, id, "tidak_berkadar_pengawasan").await;
        for orang in [&pu, &itda] {
            orang.get(&format!("/meja-pengaduan/{id}")).await.ok().lacks_text("Rina Rekaan").lacks_text("rina@contoh");
            let isi = [("teks", "Ingin tahu saja")];
            orang.upload(&format!("/meja-pengaduan/{id}/buka_identitas"), &isi, &[]).await.is(403);
        }
        tindak(&kominfo, id, "buka_identitas", &[("teks", "")]).await.is(422);
        let page = tindak(&kominfo, id, "buka_identitas", &[("teks", "Saksi diperlukan")]).await.ok();
        page.has_text("Rina Rekaan").has_text("rina@contoh.test");
        let page = kominfo.get(&format!("/meja-pengaduan/{id}")).await.ok();
        page.has_text("Identitas pelapor dibuka").has_text("Saksi diperlukan").lacks_text("Rina Rekaan");
        // Nothing of it lies open in the database.
        for tabel in ["pengaduan", "audit_change", "job", "notification"] {
            let kolom = if tabel == "pengaduan" { "judul || uraian || patokan" } else { "'x'" };
            let rows = site.app.db.query(&format!("select {kolom} as isi from {tabel}"), args![]).await.unwrap();
            assert!(rows.iter().all(|row| !row.get::<String>("isi").unwrap().contains("Rina")));
        }
        let rows = site.app.db.query("select rincian from audit_change", args![]).await.unwrap();
        let semua: Vec<String> = rows
            .iter()
            .map(|row| row.get::<Option<serde_json::Value>>("rincian").unwrap().unwrap_or_default().to_string())
            .collect();
        assert!(semua.iter().all(|satu| !satu.contains("Rina") && !satu.contains("0812")), "{semua:?}");
    });
}

#[test]
fn somebody_who_was_faster_is_told_and_what_was_typed_stays() {
    di_kedua(async |site| {
        let (_, id) = lapor(site, &[]).await;
        let kominfo = koordinator(site).await;
        let page = kominfo.get(&format!("/meja-pengaduan/{id}?tindakan=tolak")).await.ok();
        let versi = page.attribute("form input[name=_versi]", "value").unwrap();
        tindak(&kominfo, id, "minta_kelengkapan", &[("teks", "Di mana tepatnya?")]).await.redirects();
        let isi = [("_versi", versi.as_str()), ("teks", "Alasan yang panjang dan sudah diketik")];
        let page = kominfo.upload(&format!("/meja-pengaduan/{id}/tolak"), &isi, &[]).await.is(409);
        let page = page.has_text("baru saja diubah");
        assert_eq!(page.all("textarea[name=teks]"), ["Alasan yang panjang dan sudah diketik"]);
    });
}

#[test]
fn the_same_is_suggested_joined_and_both_reporters_are_told() {
    di_kedua(async |site| {
        let (rina, satu) = lapor(site, &[]).await;
        let uraian = "Dua motor terjatuh karena lubang besar di depan pasar lama ketika hujan turun.";
        let (budi, dua) =
            lapor(site, &[("judul", "Jalan berlubang"), ("uraian", uraian), ("nama", "Budi Rekaan")]).await;
        let (kominfo, pu) = (koordinator(site).await, petugas(site).await);
        let nomor: String = site
            .app
            .db
            .one("select nomor from pengaduan where id = $1", args![satu])
            .await
            .unwrap()
            .get("nomor")
            .unwrap();
        let page = kominfo.get(&format!("/meja-pengaduan/{dua}")).await.ok().has_text("Mungkin sama dengan");
        assert!(page.attributes("a", "href").iter().any(|href| href.contains(&format!("induk={nomor}"))));
        tindak(&kominfo, dua, "gabung", &[("induk", "PGD-0000-0000")]).await.is(422).has_text("Tidak ada laporan");
        tindak(&kominfo, dua, "gabung", &[("induk", &nomor)]).await.redirects();
        assert_eq!(keadaan(site, dua).await, "digabung");
        let n: i64 = site
            .app
            .db
            .one("select pengikut from pengaduan where id = $1", args![satu])
            .await
            .unwrap()
            .get("pengikut")
            .unwrap();
        assert_eq!(n, 1);
        disposisi(&kominfo, satu, "tidak_berkadar_pengawasan").await;
        selesaikan(&pu, satu).await;
        for (orang, id) in [(&rina, satu), (&budi, dua)] {
            orang.get(&format!("/pengaduan/resi/{id}")).await.ok().has_text("Lubang sudah ditambal.");
        }
        kominfo.get(&format!("/meja-pengaduan/{satu}")).await.ok().has_text("Laporan yang digabung ke sini");
        // Joined ones do not go in circles.
        let lain: String = site
            .app
            .db
            .one("select nomor from pengaduan where id = $1", args![dua])
            .await
            .unwrap()
            .get("nomor")
            .unwrap();
        let (_, tiga) = lapor(site, &[]).await;
        tindak(&kominfo, tiga, "gabung", &[("induk", &lain)]).await.is(422).has_text("sudah digabung");
    });
}

#[test]
fn several_go_to_an_agency_at_once_or_none() {
    di_kedua(async |site| {
        let (_, satu) = lapor(site, &[]).await;
        let (_, dua) = lapor(site, &[("judul", "Jalan lain rusak")]).await;
        let kominfo = koordinator(site).await;
        kominfo.get("/meja-pengaduan").await.ok();
        let unit = DISHUB.to_string();
        let (a, b) = (satu.to_string(), dua.to_string());
        kominfo.post("/meja-pengaduan/massal", &[("pilih", &a)]).await.is(422).has_text("Pilih klasifikasi");
        let isi = [("massal_unit", unit.as_str()), ("massal_klasifikasi", "aspirasi"), ("pilih", &a), ("pilih", &b)];
        kominfo.post("/meja-pengaduan/massal", &isi).await.redirects();
        assert_eq!((keadaan(site, satu).await, keadaan(site, dua).await), ("didisposisi".into(), "didisposisi".into()));
        let (_, tiga) = lapor(site, &[]).await;
        let c = tiga.to_string();
        let isi = [("massal_unit", unit.as_str()), ("massal_klasifikasi", "aspirasi"), ("pilih", &a), ("pilih", &c)];
        kominfo.post("/meja-pengaduan/massal", &isi).await.is(409);
        assert_eq!(keadaan(site, tiga).await, "baru");
        dishub(site).await.post("/meja-pengaduan/massal", &isi).await.is(403);
    });
}

#[test]
fn an_officer_is_given_a_complaint_and_finds_it() {
    di_kedua(async |site| {
        let (_, id) = lapor(site, &[]).await;
        let (kominfo, pu) = (koordinator(site).await, petugas(site).await);
        disposisi(&kominfo, id, "tidak_berkadar_pengawasan").await;
        let asing = kominfo.account.to_string();
        tindak(&pu, id, "tugaskan", &[("petugas", &asing)]).await.is(422).has_text("Pilih petugas");
        let sendiri = pu.account.to_string();
        tindak(&pu, id, "tugaskan", &[("petugas", &sendiri)]).await.redirects();
        pu.get("/meja-pengaduan?milik=saya").await.ok().has_text("Lubang di depan pasar");
        let nomor: String = site
            .app
            .db
            .one("select nomor from pengaduan where id = $1", args![id])
            .await
            .unwrap()
            .get("nomor")
            .unwrap();
        let href = pu.get(&format!("/meja-pengaduan?nomor={nomor}")).await.redirects().location();
        assert_eq!(href, format!("/meja-pengaduan/{id}"));
        tindak(&pu, id, "catatan", &[("teks", "Alat berat dipinjam dulu")]).await.redirects();
        pu.get(&format!("/meja-pengaduan/{id}")).await.ok().has_text("Alat berat dipinjam dulu");
    });
}

#[test]
fn a_template_fills_in_an_answer_and_objections_are_turned_down_for_good() {
    di_kedua(async |site| {
        let (rina, id) = lapor(site, &[]).await;
        let (kominfo, pu, itda) = (koordinator(site).await, petugas(site).await, inspektorat(site).await);
        disposisi(&kominfo, id, "tidak_berkadar_pengawasan").await;
        let page = pu.get(&format!("/meja-pengaduan/{id}?tindakan=jawab&templat=0")).await.ok();
        assert!(page.all("textarea[name=teks]")[0].starts_with("Terima kasih"));
        selesaikan(&pu, id).await;
        pelapor_bertindak(&rina, id, "keberatan", &[("teks", "Tambalannya asal jadi")]).await.redirects();
        itda.get("/pemberitahuan").await.ok().has_text("Keberatan pelapor");
        tindak(&itda, id, "tolak_keberatan", &[("teks", "Pekerjaan sesuai ukuran.")]).await.redirects();
        assert_eq!(keadaan(site, id).await, "selesai");
        rina.get(&format!("/pengaduan/resi/{id}"))
            .await
            .ok()
            .has_text("Pekerjaan sesuai ukuran.")
            .lacks_text("tindakan=keberatan");
    });
}
