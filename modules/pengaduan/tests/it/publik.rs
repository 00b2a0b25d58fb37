//! What everybody reads.
use kernel::args;
use uuid::Uuid;

use crate::dunia::{di_kedua, disposisi, foto, isian, koordinator, lapor, pelapor, petugas, tindak};

const PRIBADI: &str =
    "Lubang di depan rumah Ibu Sari Dewi, hubungi 0812-3456-7890 atau sari@contoh.id, NIK 1409014505850001.";

#[test]
fn nothing_is_public_before_the_coordinator_released_it_and_no_personal_data_ever() {
    di_kedua(async |site| {
        let rina = pelapor(site).await;
        let kunci = Uuid::now_v7().to_string();
        let isi = isian(&[("uraian", PRIBADI), ("judul", "Lapor Rina Rekaan"), ("_kunci", &kunci)]);
        let foto = foto();
        let href = rina.upload("/pengaduan/lapor", &isi, &[("berkas", "a.png", &foto)]).await.redirects().location();
        let id: Uuid = href.rsplit('/').next().unwrap().parse().unwrap();
        let umum = site.visitor();
        umum.get("/pengaduan").await.ok().has_text("Belum ada laporan yang diterbitkan");
        umum.get(&format!("/pengaduan/publik/{id}")).await.is(404);
        let (kominfo, pu) = (koordinator(site).await, petugas(site).await);
        let page = kominfo.get(&format!("/meja-pengaduan/{id}?tindakan=terbitkan")).await.ok();
        let usul = page.all("textarea[name=uraian_publik]")[0].clone();
        for bagian in ["Sari", "Dewi", "0812", "contoh.id", "1409014505850001"] {
            assert!(!usul.contains(bagian), "{usul}");
        }
        let judul = page.attribute("input[name=judul_publik]", "value").unwrap();
        assert!(!judul.contains("Rina"), "{judul}");
        let berkas = page.attribute("input[name=terbit]", "value").unwrap();
        let isi = [("judul_publik", judul.as_str()), ("uraian_publik", usul.as_str()), ("terbit", berkas.as_str())];
        tindak(&kominfo, id, "terbitkan", &isi).await.redirects();
        disposisi(&kominfo, id, "tidak_berkadar_pengawasan").await;
        tindak(&pu, id, "jawab", &[("teks", "Kami menghubungi Ibu Sari Dewi di 0812-3456-7890.")]).await.redirects();
        let nomor: String = site
            .app
            .db
            .one("select nomor from pengaduan where id = $1", args![id])
            .await
            .unwrap()
            .get("nomor")
            .unwrap();
        for alamat in [
            "/pengaduan".to_owned(),
            format!("/pengaduan/publik/{id}"),
            "/pengaduan/data.csv".into(),
            "/pengaduan/data.json".into(),
        ] {
            let page = umum.get(&alamat).await.ok();
            for bagian in [
                "Rina",
                "Dewi",
                "0812",
                "sari@",
                "1409014505850001",
                "rina@",
                nomor.as_str(),
                "Segera tinjau",
                "depan pasar\"",
            ] {
                assert!(!page.text().contains(bagian), "{alamat} says {bagian}");
            }
        }
        let page = umum.get(&format!("/pengaduan/publik/{id}")).await.ok().has_text("Jawaban petugas");
        let gambar = page.attribute("main img", "src").unwrap();
        let bytes = umum.get(&gambar).await.ok();
        assert!(bytes.bytes.starts_with(b"\x89PNG") && !bytes.text().contains("rumah-saya"));
        assert!(umum.get("/pengaduan/data.csv").await.ok().text().contains(&id.to_string()));
        assert_eq!(umum.get("/pengaduan/data.json").await.ok().json()["data"][0]["status"], "diproses");
        umum.get("/pengaduan/data.csv?bulan=2026-13").await.is(400);
        // Taken back, it is gone everywhere.
        tindak(&kominfo, id, "tarik", &[("teks", "Masih menunjuk orang")]).await.redirects();
        umum.get(&format!("/pengaduan/publik/{id}")).await.is(404);
        umum.get(&gambar).await.is(404);
        umum.get("/pengaduan").await.ok().has_text("Belum ada laporan yang diterbitkan");
    });
}

#[test]
fn who_did_not_agree_is_not_published_and_supervision_never_is() {
    di_kedua(async |site| {
        let (_, id) = lapor(site, &[("setuju_terbit", "")]).await;
        let kominfo = koordinator(site).await;
        kominfo.get(&format!("/meja-pengaduan/{id}")).await.ok().lacks_text("tindakan=terbitkan");
        let isi = [("judul_publik", "Judul lain"), ("uraian_publik", "Uraian lain")];
        kominfo.upload(&format!("/meja-pengaduan/{id}/terbitkan"), &isi, &[]).await.is(409);
        let (_, id) = lapor(site, &[]).await;
        disposisi(&kominfo, id, "berkadar_pengawasan").await;
        kominfo
            .upload(&format!("/meja-pengaduan/{id}/terbitkan"), &isi, &[])
            .await
            .is(409)
            .has_text("tidak diterbitkan");
    });
}

#[test]
fn others_say_that_they_have_the_same_and_confirm_their_address() {
    di_kedua(async |site| {
        let (_, id) = lapor(site, &[]).await;
        let kominfo = koordinator(site).await;
        let isi = [("judul_publik", "Lubang di jalan"), ("uraian_publik", "Lubang besar di jalan")];
        tindak(&kominfo, id, "terbitkan", &isi).await.redirects();
        let href = format!("/pengaduan/publik/{id}");
        let ani = pelapor(site).await;
        ani.get(&href).await.ok().has_text("0 orang juga mengalaminya");
        ani.post(&format!("{href}/ikut"), &[("surel", "salah")]).await.is(422).has_text("Alamat surel");
        ani.post(&format!("{href}/ikut"), &[]).await.redirects();
        ani.get(&href).await.ok().has_text("1 orang juga mengalaminya");
        for _ in 0..2 {
            ani.post(&format!("{href}/ikut"), &[("surel", "ani@contoh.test")]).await.redirects();
        }
        ani.get(&href).await.ok().has_text("1 orang juga mengalaminya").lacks_text("ani@");
        let rows =
            site.app.db.query("select kode from pengaduan_pengikut where surel is not null", args![]).await.unwrap();
        assert_eq!(rows.len(), 1, "an address is kept once");
        let kode: String = rows[0].get("kode").unwrap();
        let ikut = format!("/pengaduan/ikut/{kode}");
        ani.get(&ikut).await.ok().has_text("Ya, kabari saya");
        ani.post(&ikut, &[("aksi", "ikut")]).await.redirects();
        ani.post(&ikut, &[("aksi", "ikut")]).await.redirects();
        ani.get(&href).await.ok().has_text("2 orang juga mengalaminya");
        ani.get(&ikut).await.ok().has_text("Berhenti mengikuti");
        ani.post(&ikut, &[("aksi", "berhenti")]).await.redirects();
        ani.get(&href).await.ok().has_text("1 orang juga mengalaminya");
        ani.get(&ikut).await.is(404);
    });
}

#[test]
fn the_list_goes_on_page_by_page_and_is_narrowed() {
    di_kedua(async |site| {
        let kominfo = koordinator(site).await;
        for nomor in 0..23 {
            let judul = format!("Laporan ke {nomor:02}");
            let kategori = if nomor % 2 == 0 { "jalan" } else { "sampah" };
            let (_, id) = lapor(site, &[("judul", &judul), ("kategori", kategori)]).await;
            let isi = [("judul_publik", judul.as_str()), ("uraian_publik", "Uraian untuk umum")];
            tindak(&kominfo, id, "terbitkan", &isi).await.redirects();
            site.app.clock.advance(time::Duration::seconds(1));
        }
        let umum = site.visitor();
        let satu = umum.get("/pengaduan").await.ok().has_text("Laporan ke 22").lacks_text("Laporan ke 02");
        assert!(satu.statements < 12, "{}", satu.statements);
        let lanjut = satu.attribute("a[rel=next]", "href").unwrap();
        umum.get(&lanjut).await.ok().has_text("Laporan ke 02").has_text("Laporan ke 00").lacks_text("Laporan ke 03");
        let page = umum.get("/pengaduan?kategori=sampah&status=berjalan").await.ok();
        page.has_text("Laporan ke 21").lacks_text("Laporan ke 22");
        umum.get("/pengaduan?status=selesai").await.ok().has_text("Belum ada laporan");
        for aneh in [
            "setelah=x",
            "setelah=99999999999999999999.1",
            "setelah=-62135596800000001.00000000-0000-0000-0000-000000000001",
        ] {
            umum.get(&format!("/pengaduan?{aneh}")).await.ok();
        }
        assert!(kominfo.get("/meja-pengaduan").await.ok().statements < 15);
    });
}

#[test]
fn figures_are_counted_and_shown_with_their_table() {
    di_kedua(async |site| {
        let (_, id) = lapor(site, &[]).await;
        lapor(site, &[("kategori", "sampah")]).await;
        let (kominfo, pu) = (koordinator(site).await, petugas(site).await);
        disposisi(&kominfo, id, "permintaan_informasi").await;
        tindak(&pu, id, "selesaikan", &[("teks", "Jadwalnya setiap Senin.")]).await.redirects();
        pengaduan::store::hitungan::hitung(&site.app).await.unwrap();
        let page = site
            .visitor()
            .get("/pengaduan/statistik")
            .await
            .ok()
            .has_text("November 2026")
            .has_text("Jalan dan jembatan");
        assert!(page.all("table").len() >= 4);
        let page = kominfo.get("/meja-pengaduan/pantau").await.ok();
        page.has_text("Dinas Pekerjaan Umum").has_text("Permintaan informasi").has_text("Situs web");
        site.person("bupati", &[("bupati", crate::dunia::SETDA)])
            .await
            .get("/meja-pengaduan/pantau?tahun=2026")
            .await
            .ok();
        pu.get("/meja-pengaduan/pantau").await.is(403);
        // Counting again changes nothing.
        pengaduan::store::hitungan::hitung(&site.app).await.unwrap();
        let n: i64 = site
            .app
            .db
            .one("select cast(sum(banyak) as bigint) as n from pengaduan_hitungan", args![])
            .await
            .unwrap()
            .get("n")
            .unwrap();
        assert_eq!(n, 2);
    });
}

#[test]
fn the_coordinator_redacts_what_officers_wrote_and_changes_what_is_published() {
    di_kedua(async |site| {
        let (_, id) = lapor(site, &[]).await;
        let (kominfo, pu) = (koordinator(site).await, petugas(site).await);
        disposisi(&kominfo, id, "tidak_berkadar_pengawasan").await;
        tindak(&pu, id, "jawab", &[("teks", "Rumah bercat hijau milik juragan itu penyebabnya.")]).await.redirects();
        let page = kominfo.get(&format!("/meja-pengaduan/{id}?tindakan=terbitkan")).await.ok();
        let nama: Vec<String> =
            page.attributes("textarea", "name").into_iter().filter(|nama| nama.starts_with("langkah-")).collect();
        assert_eq!(nama.len(), 1);
        let panjang = "x".repeat(4_000);
        let isi = [
            ("judul_publik", "Lubang di jalan"),
            ("uraian_publik", "Lubang besar"),
            (nama[0].as_str(), panjang.as_str()),
        ];
        let page = tindak(&kominfo, id, "terbitkan", &isi).await.is(422).has_text("Terlalu panjang");
        assert!(page.all("textarea").contains(&panjang));
        let isi = [
            ("judul_publik", "Lubang di jalan"),
            ("uraian_publik", "Lubang besar"),
            (nama[0].as_str(), "Penyebabnya sudah diketahui."),
        ];
        tindak(&kominfo, id, "terbitkan", &isi).await.redirects();
        let href = format!("/pengaduan/publik/{id}");
        site.visitor().get(&href).await.ok().has_text("Penyebabnya sudah diketahui.").lacks_text("juragan");
        let pada: time::OffsetDateTime = site
            .app
            .db
            .one("select terbit_pada from pengaduan where id = $1", args![id])
            .await
            .unwrap()
            .get("terbit_pada")
            .unwrap();
        site.app.clock.advance(time::Duration::hours(1));
        let isi = [("judul_publik", "Lubang yang besar"), ("uraian_publik", "Lubang besar sekali")];
        tindak(&kominfo, id, "terbitkan", &isi).await.redirects();
        site.visitor().get(&href).await.ok().has_text("Lubang yang besar");
        let lagi: time::OffsetDateTime = site
            .app
            .db
            .one("select terbit_pada from pengaduan where id = $1", args![id])
            .await
            .unwrap()
            .get("terbit_pada")
            .unwrap();
        assert_eq!(pada, lagi);
    });
}
