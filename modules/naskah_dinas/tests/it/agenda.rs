//! The books through the door.
use kernel::args;
use naskah_dinas::agenda::statistik;
use testkit::Site;

use crate::loket::{BIDANG, DINAS, LAIN, Orang, catat, di_dinas, orang};

#[test]
fn the_book_of_a_month_is_filtered_and_paged() {
    di_dinas(async |site: &mut Site| {
        let Orang { loket, kepala, lain, staf, .. } = orang(site).await;
        for n in 0..52 {
            let sifat = if n == 7 { "amat_segera" } else { "biasa" };
            let perihal = format!("Perihal {n:02}");
            catat(&loket, &[("nomor", &format!("n/{n}")), ("sifat", sifat), ("perihal", &perihal)], &[]).await;
        }
        catat(&lain, &[("perihal", "Milik dinas lain")], &[]).await;
        let halaman = kepala.get("/agenda_surat").await.ok().has_text("Perihal 51").lacks_text("Milik dinas lain");
        assert_eq!(halaman.all("tbody tr").len(), 50);
        let lanjut = halaman.attributes("a", "href").into_iter().find(|satu| satu.contains("setelah=")).unwrap();
        let kedua = kepala.get(&lanjut).await.ok();
        assert_eq!(kedua.all("tbody tr").len(), 2);
        let table = [
            ("/agenda_surat?sifat=amat_segera", 1),
            ("/agenda_surat?q=PERIHAL+3", 10),
            ("/agenda_surat?q=%25", 0),
            ("/agenda_surat?keadaan=selesai", 0),
            ("/agenda_surat?jenis=nota_dinas", 0),
            ("/agenda_surat?bulan=2026-10", 0),
            ("/agenda_surat?buku=keluar", 0),
            ("/agenda_surat?buku=disposisi", 0),
        ];
        for (alamat, banyak) in table {
            assert_eq!(kepala.get(alamat).await.ok().all("tbody tr").len(), banyak, "{alamat}");
        }
        // A unit out of reach gives an empty book, not that of others.
        assert_eq!(kepala.get(&format!("/agenda_surat?unit={LAIN}")).await.ok().all("tbody tr").len(), 0);
        assert_eq!(kepala.get(&format!("/agenda_surat?unit={BIDANG}")).await.ok().all("tbody tr").len(), 0);
        kepala.get("/agenda_surat?dari=xx").await.ok().has_text("Tanggal tidak terbaca");
        staf.get("/agenda_surat").await.is(403);
    });
}

#[test]
fn a_month_costs_the_same_statements_however_full_it_is() {
    di_dinas(async |site: &mut Site| {
        let Orang { loket, kepala, .. } = orang(site).await;
        catat(&loket, &[], &[]).await;
        let sedikit = kepala.get("/agenda_surat").await.ok().statements;
        for n in 0..20 {
            catat(&loket, &[("nomor", &format!("n/{n}"))], &[]).await;
        }
        assert_eq!(kepala.get("/agenda_surat").await.ok().statements, sedikit);
    });
}

#[test]
fn the_books_go_to_spreadsheet_and_paper() {
    di_dinas(async |site: &mut Site| {
        let Orang { loket, kepala, .. } = orang(site).await;
        let id = catat(&loket, &[("perihal", "=HYPERLINK(\"x\")")], &[]).await;
        kepala
            .post(
                &format!("/naskah/{id}/disposisi"),
                &[("penerima", &format!("u:{BIDANG}")), ("instruksi", "Tindak lanjuti")],
            )
            .await
            .redirects();
        for buku in ["masuk", "keluar", "disposisi"] {
            let xlsx = kepala.get(&format!("/agenda_surat/xlsx?buku={buku}")).await.ok();
            assert!(xlsx.bytes.starts_with(b"PK"), "{buku}");
            let pdf = kepala.get(&format!("/agenda_surat/pdf?buku={buku}")).await.ok();
            assert!(pdf.bytes.starts_with(b"%PDF-"), "{buku}");
            kepala.get(&format!("/agenda_surat/cetak?buku={buku}")).await.ok().has_text("Buku agenda");
        }
        let cetak = kepala.get("/agenda_surat/cetak?buku=disposisi").await.ok();
        assert!(cetak.main().contains("Bidang Aplikasi (belum dibaca)"), "{}", cetak.main());
    });
}

#[test]
fn how_long_letters_take_is_counted_in_working_hours() {
    di_dinas(async |site: &mut Site| {
        let Orang { loket, .. } = orang(site).await;
        let id = catat(&loket, &[], &[]).await;
        // From Friday 9.00 to Monday 9.00 there is one working day.
        site.app.clock.advance(time::Duration::days(3));
        let Orang { kepala, kabid, .. } = orang(site).await;
        kepala
            .post(
                &format!("/naskah/{id}/disposisi"),
                &[("penerima", &format!("u:{BIDANG}")), ("instruksi", "Tindak lanjuti")],
            )
            .await
            .redirects();
        let row = site.app.db.one("select id from disposisi_penerima", args![]).await.unwrap();
        let satu: uuid::Uuid = row.get("id").unwrap();
        kabid.upload(&format!("/disposisi/{satu}/lapor"), &[("isi", "x"), ("aksi", "selesai")], &[]).await.redirects();
        let hari = site.app.today();
        let langkah = statistik::masuk(&site.app, &[DINAS], hari - time::Duration::days(10), hari).await.unwrap();
        let banyak: Vec<i64> = langkah.iter().map(|satu| satu.banyak).collect();
        assert_eq!(banyak, [1, 1, 1]);
        assert_eq!(langkah[0].menit, Some(0.0));
        let kalender = site.app.calendar().await.unwrap();
        let harap = kalender.menit_antara(testkit::NOW, site.app.now());
        assert!(harap > 300, "{harap}");
        assert_eq!(langkah[1].menit.map(|menit| menit as i64), Some(harap));
        assert_eq!(langkah[2].menit, Some(0.0));
        kepala
            .get("/agenda_surat/statistik")
            .await
            .ok()
            .has_text("Dicatat sampai didisposisikan")
            .has_text("jam (1 surat)");
        let fakta = (naskah_dinas::masuk::bukti::BUKTI.run)(site.app.clone()).await.unwrap();
        assert_eq!(fakta.supports, Some(2));
        assert!(fakta.says.starts_with("1 surat masuk"), "{}", fakta.says);
        let fakta = (naskah_dinas::masuk::bukti::TINDAK_LANJUT.run)(site.app.clone()).await.unwrap();
        assert!(fakta.says.starts_with("1 dari 1 disposisi") && fakta.says.contains("jam kerja"), "{}", fakta.says);
    });
}
