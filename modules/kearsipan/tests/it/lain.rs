//! Loans, the demonstration, paper that is registered, lists that cost the same.
use kearsipan::MODULE;
use kernel::module::{Ports, Unit};
use kernel::port::Security;
use kernel::{App, BoxFuture, Module, Result, args};
use testkit::{Options, on_both, on_both_with};
use uuid::Uuid;

use crate::lakon::{Lakon, SURAT, UNIT, kode, nilai, surat};

fn units(_: App) -> BoxFuture<Result<Vec<Unit>>> {
    Box::pin(async {
        let unit = Unit {
            id: UNIT,
            code: "DINAS".into(),
            name: "Dinas Contoh".into(),
            short: "Dinas".into(),
            kind: "dinas".into(),
            parent: None,
            roles: vec![],
            is_agency: true,
        };
        Ok(vec![unit])
    })
}

/// Tells one unit.
static DIREKTORI: Module = Module {
    name: "direktori",
    title: "Direktori",
    ports: Ports { units: Some(units), ..Ports::NONE },
    ..Module::EMPTY
};

#[test]
fn the_demonstration_shows_every_stage_and_is_made_once() {
    let options = Options { setup: true, ..Options::default() };
    on_both_with(&[&register::MODULE, &DIREKTORI, &MODULE], options, async |site| {
        for _ in 0..2 {
            (MODULE.demo.unwrap())(site.app.clone()).await.unwrap();
        }
        let text = "select status, count(*) as n from berkas_arsip group by status order by status";
        let rows = site.app.db.query(text, args![]).await.unwrap();
        let semua: Vec<(String, i64)> =
            rows.iter().map(|row| (row.get("status").unwrap(), row.get("n").unwrap())).collect();
        let nama: Vec<&str> = semua.iter().map(|(status, _)| status.as_str()).collect();
        assert_eq!(nama, ["aktif", "dinilai", "ditutup", "inaktif"], "{semua:?}");
        assert_eq!(semua.iter().map(|(_, n)| n).sum::<i64>(), 16);
        let lakon = Lakon::baru(site).await;
        lakon.operator.get("/arsip/usul").await.ok().has_text("Pemusnahan arsip contoh").has_text("Dinas Contoh");
        lakon.operator.get("/").await.ok().has_text("Berkas aktif");
        lakon.operator.get("/arsip/alur").await.ok().has_text("Catat persetujuan");
        let csv = lakon.operator.get("/berkas_arsip/unduh/csv?status=inaktif").await.ok();
        assert_eq!(csv.text().lines().count(), 1 + usize::try_from(semua[3].1).unwrap());
        let xlsx = lakon.operator.get("/arsip/unduh/xlsx?tahun=2026").await.ok();
        assert!(xlsx.bytes.starts_with(b"PK"));
        lakon.operator.get("/arsip/unduh/pdf").await.is(404);
        assert!(lakon.tetangga.get("/berkas_arsip").await.ok().attributes("main table a", "href").is_empty());
        let fakta = (MODULE.probes[0].run)(site.app.clone()).await.unwrap();
        assert_eq!(fakta.supports, Some(2), "{}", fakta.says);
        let retensi = (MODULE.probes[2].run)(site.app.clone()).await.unwrap();
        assert!(retensi.says.contains("12 dari 12 berkas yang ditutup"), "{}", retensi.says);
        assert_eq!(retensi.newest, time::Date::from_calendar_date(2025, time::Month::December, 31).ok());
        let laporan = lakon.operator.get("/arsip/laporan").await.ok();
        laporan.has_text("Dinas Contoh").has_text("Perangkat daerah yang mengarsip di sini").is(200);
    });
}

#[test]
fn a_loan_is_asked_for_handed_out_reminded_and_returned() {
    on_both(&[&register::MODULE, &SURAT, &MODULE], async |site| {
        let lakon = Lakon::baru(site).await;
        let arsip = surat(site, None, "p/1", Security::Biasa, lakon.pegawai.account, b"x").await.to_string();
        let isian = [
            ("arsip", arsip.as_str()),
            ("peminjam", "Budi Contoh"),
            ("keperluan", "Pemeriksaan aset"),
            ("pinjam", "20-11-2026"),
            ("sampai", "27-11-2026"),
        ];
        let tanpa: Vec<(&str, &str)> = isian[1..].to_vec();
        lakon.pegawai.post("/peminjaman_arsip", &tanpa).await.is(422).has_text("Pilih berkas atau arsip");
        let href = lakon.pegawai.post("/peminjaman_arsip", &isian).await.redirects().location();
        lakon.pegawai.post(&format!("{href}/alur/serahkan"), &[]).await.is(403);
        lakon.operator.post(&format!("{href}/alur/serahkan"), &[]).await.redirects();
        lakon.pegawai.get("/tugas").await.ok().has_text("Kembalikan arsip pinjaman: Pemeriksaan aset");
        let kabar = async || -> i64 {
            let text =
                "select count(*) as n from notification where account = $1 and event = 'arsip.pinjaman_terlambat'";
            site.app.db.one(text, args![lakon.pegawai.account]).await.unwrap().get("n").unwrap()
        };
        for (hari, harap) in [(7, 0), (1, 1), (1, 1), (1, 1), (1, 2)] {
            site.app.clock.advance(time::Duration::days(hari));
            kearsipan::jobs::pinjaman(site.app.clone()).await.unwrap();
            assert_eq!(kabar().await, harap, "{}", site.app.today());
        }
        let lakon = Lakon::baru(site).await;
        lakon.operator.post(&format!("{href}/alur/terima_kembali"), &[]).await.redirects();
        let id: Uuid = href.rsplit('/').next().unwrap().parse().unwrap();
        let kembali: time::Date = nilai(site, "peminjaman_arsip", "kembali", id).await;
        assert_eq!(kembali, site.app.today());
    });
}

#[test]
fn paper_and_scans_are_registered_secret_ones_sealed() {
    on_both(&[&register::MODULE, &SURAT, &MODULE], async |site| {
        let lakon = Lakon::baru(site).await;
        kode(site, "500", Some(1), Some(1), Some("musnah")).await;
        let unit = UNIT.to_string();
        let lokasi =
            lakon.operator.post("/lokasi_arsip", &[("gedung", "Depo"), ("rak", "R1"), ("boks", "7"), ("aktif", "ya")]);
        let lokasi = lokasi.await.redirects().location();
        let lokasi = lokasi.rsplit('/').next().unwrap();
        let isian = |keamanan: &'static str, kode: &'static str| {
            vec![
                ("unit", unit.as_str()),
                ("judul", "Peta bidang tanah"),
                ("nomor", "T/1"),
                ("jenis", "Peta"),
                ("tanggal", "1-2-1998"),
                ("kode", kode),
                ("keamanan", keamanan),
                ("perkembangan", "asli"),
                ("media", "kertas"),
                ("jumlah", "3"),
                ("satuan", "lembar"),
                ("lokasi", lokasi),
            ]
        };
        let scan: &[(&str, &str, &[u8])] = &[("isi", "peta.txt", b"hasil pindai")];
        let buka = lakon.operator.upload("/arsip/baru", &isian("biasa", "500"), scan).await.redirects().location();
        let halaman =
            lakon.pegawai.get(&buka).await.ok().has_text("Depo R1 7").has_text("3 lembar").has_text("peta.txt");
        assert!(halaman.main().contains("500/1998/1"), "{}", halaman.main());
        lakon
            .operator
            .upload("/arsip/baru", &isian("biasa", "501"), scan)
            .await
            .is(422)
            .has_text("tidak ada dalam daftar");
        lakon.operator.upload("/arsip/baru", &isian("", ""), &[]).await.is(422).has_text("Pilih klasifikasi keamanan");
        let tutup = lakon.operator.upload("/arsip/baru", &isian("rahasia", ""), scan).await.redirects().location();
        lakon.pegawai.get(&tutup).await.is(404);
        let halaman = lakon.operator.get(&tutup).await.ok();
        let isi = halaman.attribute("ul.lampiran a", "href").unwrap();
        assert_eq!(&lakon.operator.get(&isi).await.ok().bytes[..], b"hasil pindai");
        lakon.admin.get(&isi).await.is(404);
        let sealed: i64 = site
            .app
            .db
            .one("select count(*) as n from file where seal is not null", args![])
            .await
            .unwrap()
            .get("n")
            .unwrap();
        assert_eq!(sealed, 1);
    });
}

#[test]
fn a_list_costs_the_same_however_long_it_is() {
    on_both(&[&register::MODULE, &SURAT, &MODULE], async |site| {
        let lakon = Lakon::baru(site).await;
        let sedikit = lakon.operator.get("/arsip").await.ok().statements;
        for nomor in 0..60 {
            let isi = format!("isi {nomor}");
            surat(site, None, &format!("n/{nomor}"), Security::Biasa, lakon.pegawai.account, isi.as_bytes()).await;
        }
        let halaman = lakon.operator.get("/arsip").await.ok();
        assert_eq!(halaman.statements, sedikit);
        let satu = halaman.attributes("main table th a", "href");
        assert_eq!(satu.len(), 50);
        let lanjut = halaman.attribute("a[rel=next]", "href").unwrap();
        let dua = lakon.operator.get(&lanjut).await.ok().attributes("main table th a", "href");
        assert_eq!(dua.len(), 10);
        assert!(dua.iter().all(|href| !satu.contains(href)), "no row twice");
    });
}

#[test]
fn the_report_and_the_probes_tell_what_the_records_say() {
    on_both(&[&register::MODULE, &SURAT, &DIREKTORI, &MODULE], async |site| {
        let lakon = Lakon::baru(site).await;
        let fakta = async |nomor: usize| (MODULE.probes[nomor].run)(site.app.clone()).await.unwrap();
        assert!(fakta(1).await.says.starts_with("Belum ada isi berkas"));
        assert!(fakta(2).await.says.starts_with("Belum ada berkas arsip yang ditutup"));
        kode(site, "500", Some(1), Some(1), Some("musnah")).await;
        surat(site, Some("500"), "l/1", Security::Biasa, lakon.pegawai.account, b"satu").await;
        surat(site, None, "l/2", Security::Biasa, lakon.pegawai.account, b"dua").await;
        surat(site, None, "l/3", Security::Rahasia, lakon.pegawai.account, b"tiga").await;
        let csv = async |siapa: &testkit::Client| siapa.get("/arsip/laporan/unduh/csv").await.ok().text();
        let milik = csv(&lakon.operator).await;
        let baris: Vec<&str> = milik.lines().collect();
        assert_eq!(baris.len(), 2, "{milik}");
        assert!(
            baris[1].starts_with("Dinas Contoh,ya,2,2,0,1,1,0,0,0,2026-11-20"),
            "secret ones are not counted: {milik}"
        );
        assert!(csv(&lakon.arsiparis).await.contains("Dinas Contoh,ya,2"));
        assert!(!csv(&lakon.tetangga).await.contains("Dinas Contoh"));
        lakon.arsiparis.get("/arsip/laporan").await.ok().has_text("Dinas Contoh").has_text("20 November 2026");
        assert!(lakon.arsiparis.get("/arsip/laporan/unduh/xlsx").await.ok().bytes.starts_with(b"PK"));
        site.app.clock.advance(time::Duration::hours(1));
        kearsipan::jobs::keutuhan(site.app.clone()).await.unwrap();
        let utuh = fakta(1).await;
        assert!(utuh.says.starts_with("3 dari 3 isi berkas") && utuh.supports.is_none(), "{}", utuh.says);
        assert_eq!(utuh.newest, Some(site.app.today()));
    });
}
