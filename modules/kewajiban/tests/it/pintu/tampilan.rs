//! Lists, compliance, files to keep, the demonstration.

use crate::dunia::{ajukan, di_contoh, id, tekan, unit};
use calamine::{Data, Reader as _};
use kewajiban::evidence::PROBES;
use time::Duration;

#[test]
fn a_list_page_takes_few_statements_however_many_rows() {
    di_contoh(async |site| {
        let sekda = site.person("sekda", &[("sekda", unit("SETDA"))]).await;
        let sedikit = sekda.get("/kewajiban?status=semua").await.ok();
        assert!(sedikit.statements <= 6, "{} statements", sedikit.statements);
        kewajiban::demo::demo(&site.app).await.unwrap();
        let banyak = sekda.get("/kewajiban?status=semua").await.ok();
        assert_eq!(banyak.all("tbody tr").len(), 50);
        assert_eq!(banyak.statements, sedikit.statements);
    });
}

#[test]
fn paging_shows_every_row_once_and_leads_back() {
    di_contoh(async |site| {
        kewajiban::demo::demo(&site.app).await.unwrap();
        let sekda = site.person("sekda", &[("sekda", unit("SETDA"))]).await;
        let mut semua = vec![];
        let mut alamat = "/kewajiban?status=semua".to_owned();
        let mut kedua = None;
        loop {
            let page = sekda.get(&alamat).await.ok();
            semua.extend(page.attributes("tbody th a", "href"));
            let Some(lanjut) = page.attribute("a[rel=next]", "href") else { break };
            kedua.get_or_insert_with(|| lanjut.clone());
            alamat = lanjut;
        }
        let jumlah = crate::dunia::jumlah(site, "keadaan <> 'gugur'").await;
        let mut unik = semua.clone();
        unik.sort();
        unik.dedup();
        assert_eq!((semua.len(), unik.len()), (usize::try_from(jumlah).unwrap(), semua.len()));
        let page = sekda.get(&kedua.unwrap()).await.ok();
        let kembali = page.attribute("a[rel=prev]", "href").unwrap();
        assert_eq!(sekda.get(&kembali).await.ok().attributes("tbody th a", "href"), semua[..50]);
    });
}

#[test]
fn filters_narrow_the_list_and_the_exports_alike() {
    di_contoh(async |site| {
        let sekda = site.person("sekda", &[("sekda", unit("SETDA"))]).await;
        let table = [
            (format!("unit={}", unit("DINKES")), 2),
            ("sistem=A17".to_owned(), 8),
            ("pasal=3".to_owned(), 1),
            ("indikator=9".to_owned(), 9),
            ("kewajiban=anggaran".to_owned(), 1),
            ("tahun=2026".to_owned(), 11),
            ("tahun=2025".to_owned(), 1),
            ("milik=ya".to_owned(), 3),
            ("status=terlambat".to_owned(), 2),
            ("status=mendekati".to_owned(), 5),
            ("status=belum".to_owned(), 5),
            ("status=terpenuhi".to_owned(), 0),
            ("sistem=A17&pasal=3".to_owned(), 0),
        ];
        for (query, harap) in table {
            let page = sekda.get(&format!("/kewajiban?{query}")).await.ok();
            assert_eq!(page.all("tbody tr").len(), harap, "{query}");
            let csv = sekda.get(&format!("/kewajiban/unduh/csv?{query}")).await.ok();
            assert_eq!(csv.text().lines().count() - 1, harap, "{query}");
        }
        // What cannot be read does not narrow and does not fail.
        sekda.get("/kewajiban?status=x&unit=y&pasal=z&tahun=99999&setelah=..&sebelum=-").await.ok();
    });
}

#[test]
fn the_list_goes_into_csv_and_xlsx() {
    di_contoh(async |site| {
        let sekda = site.person("sekda", &[("sekda", unit("SETDA"))]).await;
        let csv = sekda.get("/kewajiban/unduh/csv?status=semua").await.ok();
        assert!(csv.bytes.starts_with(b"\xEF\xBB\xBFKewajiban,Pasal,Penanggung"));
        assert!(csv.text().contains("Pasal 3 ayat (1), Pasal 3 ayat (2)"));
        let xlsx = sekda.get("/kewajiban/unduh/xlsx?status=semua").await.ok();
        let mut buku = calamine::Xlsx::new(std::io::Cursor::new(xlsx.bytes.to_vec())).unwrap();
        let lembar = buku.worksheet_range("Kewajiban").unwrap();
        assert_eq!(lembar.get_size(), (13, 13));
        assert_eq!(lembar.get((0, 7)), Some(&Data::String("Jatuh tempo".into())));
        assert!(matches!(lembar.get((1, 7)), Some(Data::DateTime(_))), "{:?}", lembar.get((1, 7)));
    });
}

#[test]
fn compliance_is_counted_per_actor_article_and_system() {
    di_contoh(async |site| {
        let sekda = site.person("sekda", &[("sekda", unit("SETDA"))]).await;
        let dinkes = site.person("dinkes", &[("operator_pd", unit("DINKES"))]).await;
        let satu = id(site, "lapor-bulanan|pd:DINKES|2026-11").await;
        ajukan(&dinkes, satu, "15-11-2026").await.redirects();
        tekan(&sekda, satu, "terima", &[]).await.redirects();
        site.app.clock.advance(Duration::days(11));
        let sekda = site.person("sekda", &[("sekda", unit("SETDA"))]).await;
        let dinkes = site.person("dinkes", &[("operator_pd", unit("DINKES"))]).await;
        let page = sekda.get("/kewajiban/kepatuhan").await.ok();
        // One of four monthly reports is in; audit and architecture have been late for long.
        assert!(page.main().contains("16,67%"), "{}", page.main());
        // The least compliant first, and of those the one with most that is late.
        assert_eq!(page.all("#bagan-pelaku .bagan__satu > span")[..2], ["Dinas Kominfo", "0,00% (0 dari 2)"]);
        assert!(
            page.all("#bagan-pasal table tr").iter().any(|baris| baris == "Pasal 225,00% (1 dari 4)"),
            "{:?}",
            page.all("#bagan-pasal table tr")
        );
        assert!(
            page.all("#bagan-bidang table tr")
                .iter()
                .any(|baris| baris.starts_with("Pencadangan dan keberlangsungan25,00%"))
        );
        assert!(page.attributes("a", "href").iter().any(|href| href == "/kewajiban?status=semua&pasal=2"));
        sekda.get("/kewajiban/kepatuhan?tahun=2025").await.ok().has_text("0,00%");
        sekda
            .get("/kewajiban/ringkasan")
            .await
            .ok()
            .has_text("1 dari 6 kewajiban yang sudah jatuh tempo terpenuhi (16,67%)");
        dinkes.get("/kewajiban/kepatuhan").await.ok().has_text("100,00%").lacks_text("Badan Perencanaan");
    });
}

#[test]
fn the_report_is_a_pdf() {
    di_contoh(async |site| {
        let sekda = site.person("sekda", &[("sekda", unit("SETDA"))]).await;
        let pdf = sekda.get("/kewajiban/laporan").await.ok();
        assert!(pdf.bytes.starts_with(b"%PDF-1.7"));
        assert_eq!(pdf.header("content-type"), "application/pdf");
        assert!(pdf.header("content-disposition").contains("kepatuhan-2026-11-20.pdf"));
    });
}

#[test]
fn the_demonstration_has_all_kinds_and_is_the_same_when_run_again() {
    di_contoh(async |site| {
        kewajiban::demo::demo(&site.app).await.unwrap();
        let hitung = async || {
            let rows = site
                .app
                .db
                .query(
                    "select keadaan, count(*) as n from kewajiban_pelaksanaan group by keadaan order by keadaan",
                    vec![],
                )
                .await
                .unwrap();
            rows.iter()
                .map(|row| (row.get::<String>("keadaan").unwrap(), row.get::<i64>("n").unwrap()))
                .collect::<Vec<_>>()
        };
        let sekali = hitung().await;
        for keadaan in ["diperiksa", "terbuka", "terpenuhi", "tidak_berlaku"] {
            assert!(sekali.iter().any(|(satu, n)| satu == keadaan && *n > 0), "{keadaan}: {sekali:?}");
        }
        kewajiban::demo::demo(&site.app).await.unwrap();
        assert_eq!(hitung().await, sekali);
        let sekda = site.person("sekda", &[("sekda", unit("SETDA"))]).await;
        assert!(!sekda.get("/kewajiban?status=terlambat").await.ok().all("tbody tr").is_empty());
    });
}

#[test]
fn probes_tell_what_the_records_say_of_an_indicator() {
    di_contoh(async |site| {
        let baca = async |nomor: u8| {
            let kunci = format!("permenpanrb-59-2020:{nomor}");
            let probe = PROBES.iter().find(|probe| probe.indicators == [kunci.as_str()]).unwrap();
            (probe.run)(site.app.clone()).await.unwrap()
        };
        assert_eq!(PROBES.len(), 47);
        let kosong = baca(47).await;
        assert_eq!((kosong.supports, kosong.newest), (None, None));
        assert!(kosong.says.starts_with("Tidak ada kewajiban"));
        let belum = baca(13).await;
        assert_eq!(belum.supports, None, "{}", belum.says);
        let terlambat = baca(1).await;
        assert_eq!(terlambat.supports, Some(1));
        assert!(terlambat.says.contains("0 dari 1"), "{}", terlambat.says);
        let dini = site.person("dini", &[("operator_pd", unit("SETDA"))]).await;
        let sekda = site.person("sekda", &[("sekda", unit("SETDA"))]).await;
        let satu = id(site, "arsitektur|jabatan:bupati|2025-01-01+60b").await;
        ajukan(&dini, satu, "01-10-2026").await.redirects();
        tekan(&sekda, satu, "terima", &[]).await.redirects();
        let penuh = baca(1).await;
        assert_eq!((penuh.supports, penuh.newest), (Some(3), Some(crate::t(2026, 10, 1))));
        sekda.get(&penuh.href.unwrap()).await.ok().has_text("Tetapkan arsitektur");
        sekda.get(&format!("/kewajiban/{satu}")).await.ok().has_text("Melewati jatuh tempo");
    });
}

#[test]
fn the_home_page_tells_how_the_own_unit_stands_and_gathers_what_is_to_be_examined() {
    di_contoh(async |site| {
        kewajiban::demo::demo(&site.app).await.unwrap();
        let dinkes = site.person("dinkes", &[("operator_pd", unit("DINKES"))]).await;
        let beranda = dinkes.get("/").await.ok().has_text("Unit saya");
        assert_eq!(
            beranda.all(".ubin__label"),
            ["Kepatuhan", "Kewajiban terlambat", "Mendekati jatuh tempo", "Menunggu pemeriksaan"]
        );
        let (angka, tautan) = (beranda.all(".ubin__nilai"), beranda.attributes(".ubin__label a", "href"));
        let mut terhitung = 0;
        for (angka, tautan) in angka.iter().zip(&tautan).skip(1) {
            let baris = dinkes.get(tautan).await.ok().all("tbody tr").len();
            assert_eq!(*angka, baris.to_string(), "{tautan}");
            terhitung += baris;
        }
        assert!(terhitung > 0, "the demonstration has something to count");
        // Whoever may see everything sees figures of the own unit all the same.
        let kominfo = site.person("kominfo", &[("diskominfo", unit("DISKOMINFO"))]).await;
        let beranda = kominfo.get("/").await.ok();
        let tautan = beranda.attributes(".ubin__label a", "href");
        assert!(tautan.iter().all(|tautan| tautan.ends_with(&format!("&unit={}", unit("DISKOMINFO")))), "{tautan:?}");
        // The page of all tasks has what the home page has, and can be narrowed to one kind.
        let semua = dinkes.get("/tugas").await.ok();
        let terlihat = dinkes.get("/").await.ok().all("tbody th");
        assert_eq!(semua.all("tbody th")[..terlihat.len()], terlihat[..]);
        let sejenis = dinkes.get("/tugas?jenis=Kewajiban").await.ok().all("tbody td:nth-child(2)");
        assert!(!sejenis.is_empty() && sejenis.iter().all(|jenis| jenis == "Kewajiban"), "{sejenis:?}");
    });
}

#[test]
fn the_flow_is_drawn_with_every_step_that_the_rules_know() {
    di_contoh(async |site| {
        let dinkes = site.person("dinkes", &[("operator_pd", unit("DINKES"))]).await;
        let page = dinkes.get("/kewajiban/alur").await.ok();
        assert_eq!(page.all("main svg").len(), 1);
        // Handing in, taking back, accepting, sending back, waiving from three states, opening again from two.
        assert_eq!(page.all("main tbody tr").len(), 2 + 1 + 1 + 1 + 3 + 2);
    });
}
