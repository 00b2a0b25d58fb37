//! The life of files: in by themselves, closed, inactive, proposed, approved, signed, destroyed or handed over; and what a hold stops.
use kearsipan::MODULE;
use kernel::port::Security;
use kernel::{Subject, Write, args};
use testkit::{Client, Site, on_both};
use uuid::Uuid;

use crate::lakon::{Lakon, SURAT, SURAT_BERTANDA, UNIT, kirim, kode, maju, nilai, selesai, surat};

async fn satu_berkas(site: &Site, nasib: &str) -> (Lakon, Uuid, Uuid) {
    let lakon = Lakon::baru(site).await;
    kode(site, "500", Some(1), Some(2), Some(nasib)).await;
    kode(site, "500.12", None, None, None).await;
    let arsip =
        surat(site, Some("500.12"), "500.12/1/X/2026", Security::Biasa, lakon.pegawai.account, b"isi surat satu").await;
    let dua =
        surat(site, Some("500.12"), "500.12/2/X/2026", Security::Biasa, lakon.pegawai.account, b"isi surat dua").await;
    let berkas: Uuid = nilai(site, "arsip", "berkas", arsip).await;
    assert_eq!(berkas, nilai::<Uuid>(site, "arsip", "berkas", dua).await, "one open file per code, unit and year");
    (lakon, arsip, berkas)
}

/// Closes the file and waits until both retentions have ended; sessions do not last that long, so everybody comes anew.
async fn sampai_habis(site: &Site, lakon: Lakon, berkas: Uuid) -> Lakon {
    let href = format!("/berkas_arsip/{berkas}");
    kirim(&lakon.operator, &href, "langkah/tutup", &[]).await.redirects();
    lakon.operator.get(&href).await.ok().has_text("20 November 2027").has_text("20 November 2029");
    site.settle().await;
    maju(site, 366).await;
    maju(site, 1).await;
    assert_eq!(nilai::<String>(site, "berkas_arsip", "status", berkas).await, "inaktif");
    maju(site, 2 * 366).await;
    Lakon::baru(site).await
}

async fn usulkan(siapa: &Client, jenis: &str, berkas: Uuid) -> String {
    let form = siapa.get(&format!("/arsip/usul/baru?jenis={jenis}")).await.ok();
    assert!(form.attributes("input[name=berkas]", "value").contains(&berkas.to_string()), "{}", form.main());
    let (unit, berkas) = (UNIT.to_string(), berkas.to_string());
    let isian = [("jenis", jenis), ("unit", &unit), ("uraian", "Usul uji"), ("berkas", &berkas)];
    siapa.post("/arsip/usul/baru", &isian).await.redirects().location()
}

async fn nilai_semua(siapa: &Client, href: &str, isian: &[(&str, &str)]) {
    let halaman = siapa.get(href).await.ok();
    for action in halaman.attributes(&format!("form[action^='{href}/nilai/']"), "action") {
        let jalur = action.strip_prefix(&format!("{href}/")).unwrap();
        kirim(siapa, href, jalur, isian).await.redirects();
    }
}

/// From draft to consent.
async fn setujui(lakon: &Lakon, href: &str) {
    kirim(&lakon.operator, href, "langkah/ajukan", &[]).await.redirects();
    nilai_semua(&lakon.arsiparis, href, &[("nilai", "setuju"), ("alasan", "")]).await;
    kirim(&lakon.arsiparis, href, "langkah/nilai", &[]).await.redirects();
    kirim(&lakon.kepala, href, "langkah/setujui", &[]).await.redirects();
    let isian = [("pejabat", "bupati"), ("nomor_persetujuan", "045/7/2029"), ("tanggal_persetujuan", "1-11-2028")];
    kirim(&lakon.arsiparis, href, "langkah/sahkan", &isian).await.redirects();
}

const ACARA: [(&str, &str); 5] = [
    ("nomor_acara", "000.5.6.2/3/ARSIP"),
    ("tanggal_acara", "21-11-2028"),
    ("tempat_acara", "Depo arsip"),
    ("penanda", ""),
    ("jabatan", "Kepala Bidang Arsip"),
];

#[test]
fn a_file_goes_its_way_until_its_contents_are_gone() {
    on_both(&[&register::MODULE, &SURAT, &MODULE], async |site| {
        let (lakon, arsip, berkas) = satu_berkas(site, "musnah").await;
        lakon.pegawai.get("/arsip").await.ok().has_text("Perihal surat 500.12/1/X/2026");
        let sha = kernel::keys::hex(&<sha2::Sha256 as sha2::Digest>::digest(b"isi surat satu"));
        assert!(site.app.files.is_whole(&sha).await.unwrap());
        let lakon = sampai_habis(site, lakon, berkas).await;
        let href = usulkan(&lakon.operator, "musnah", berkas).await;
        setujui(&lakon, &href).await;
        kirim(&lakon.arsiparis, &href, "langkah/acara", &ACARA).await.redirects();
        let pdf = lakon.arsiparis.get(&format!("{href}/acara")).await.ok();
        let teks = teks_pdf(&pdf.bytes);
        for bagian in ["PEMUSNAHAN ARSIP", "500.12/2026/1", "Persetujuan Bupati Nomor 045/7/2029", "Depo arsip"] {
            assert!(teks.contains(bagian), "{bagian}: {teks}");
        }
        // Nobody signs electronically here, so a signature on paper is recorded.
        let isian = [("alasan", "Ditandatangani basah 21 November 2028")];
        kirim(&lakon.arsiparis, &href, "langkah/tandatangan", &isian).await.redirects();
        kirim(&lakon.arsiparis, &href, "langkah/laksanakan", &[]).await.redirects();
        site.settle().await;
        assert_eq!(nilai::<String>(site, "berkas_arsip", "status", berkas).await, "musnah");
        assert_eq!(nilai::<String>(site, "arsip", "status", arsip).await, "musnah");
        assert!(site.app.files.content(&sha).await.unwrap().is_none(), "the content is out of the store");
        let sisa: i64 = site
            .app
            .db
            .one("select count(*) as n from file where sha256 = $1", args![sha.clone()])
            .await
            .unwrap()
            .get("n")
            .unwrap();
        assert_eq!(sisa, 0);
        lakon.operator.get(&href).await.ok().has_text(&sha).has_text("Dilaksanakan");
        let halaman = lakon.operator.get(&format!("/arsip/{arsip}")).await.ok().has_text("Dimusnahkan").has_text(&sha);
        assert!(halaman.attributes("ul.lampiran a", "href").is_empty());
        lakon.operator.get("/cari?q=perihal").await.ok().lacks_text("Perihal surat 500.12/1");
    });
}

#[test]
fn a_content_that_another_record_has_stays() {
    on_both(&[&register::MODULE, &SURAT, &MODULE], async |site| {
        let (lakon, _, berkas) = satu_berkas(site, "musnah").await;
        let lain = surat(site, None, "tanpa kode", Security::Biasa, lakon.pegawai.account, b"isi surat satu").await;
        let lakon = sampai_habis(site, lakon, berkas).await;
        let href = usulkan(&lakon.operator, "musnah", berkas).await;
        setujui(&lakon, &href).await;
        kirim(&lakon.arsiparis, &href, "langkah/acara", &ACARA).await.redirects();
        kirim(&lakon.arsiparis, &href, "langkah/tandatangan", &[("alasan", "basah")]).await.redirects();
        kirim(&lakon.arsiparis, &href, "langkah/laksanakan", &[]).await.redirects();
        site.settle().await;
        let sha = kernel::keys::hex(&<sha2::Sha256 as sha2::Digest>::digest(b"isi surat satu"));
        assert!(site.app.files.is_whole(&sha).await.unwrap(), "another record still names it");
        let halaman = lakon.operator.get(&format!("/arsip/{lain}")).await.ok().has_text("Belum diberkaskan");
        let isi = halaman.attribute("ul.lampiran a", "href").unwrap();
        assert_eq!(&lakon.operator.get(&isi).await.ok().bytes[..], b"isi surat satu");
    });
}

#[test]
fn the_signing_service_moves_the_proposal_on() {
    on_both(&[&register::MODULE, &SURAT_BERTANDA, &MODULE], async |site| {
        let (lakon, _, berkas) = satu_berkas(site, "permanen").await;
        let lakon = sampai_habis(site, lakon, berkas).await;
        let href = usulkan(&lakon.operator, "serah", berkas).await;
        setujui(&lakon, &href).await;
        kirim(&lakon.arsiparis, &href, "langkah/acara", &ACARA).await.redirects();
        let usul: Uuid = href.rsplit('/').next().unwrap().parse().unwrap();
        let permintaan: Uuid = nilai(site, "usul_arsip", "permintaan", usul).await;
        let tanda: Uuid =
            site.app.db.one("select id from tanda where untuk = $1", args![usul]).await.unwrap().get("id").unwrap();
        assert_eq!(tanda, permintaan);
        for (asing, harap) in [(Uuid::now_v7(), "ditandatangani"), (permintaan, "siap")] {
            let mut write = Write::system(&site.app, "tanda_tangan.uji").await.unwrap();
            write.event("tanda_tangan.selesai", selesai(usul, asing));
            write.commit(&Subject::new("tanda_tangan", asing, "/")).await.unwrap();
            site.settle().await;
            assert_eq!(nilai::<String>(site, "usul_arsip", "status", usul).await, harap);
        }
        kirim(&lakon.arsiparis, &href, "langkah/laksanakan", &[]).await.redirects();
        assert_eq!(nilai::<String>(site, "berkas_arsip", "status", berkas).await, "serah");
        let paket = lakon.arsiparis.get(&format!("{href}/paket")).await.ok();
        let bag = bagit::Bag::check(std::io::Cursor::new(paket.bytes.to_vec()), bagit::Limits::default()).unwrap();
        assert_eq!(bag.entries().len(), 3);
        lakon.pegawai.get(&format!("{href}/paket")).await.is(403);
    });
}

async fn angkat(lakon: &Lakon, halaman: &str, alasan: &str) -> testkit::Answer {
    let jawab = lakon.hukum.get(halaman).await.ok();
    let action = jawab.attribute(&format!("form[action^='{halaman}/penahanan/']"), "action").unwrap();
    lakon.hukum.post(&action, &[("alasan", alasan)]).await
}

#[test]
fn a_hold_stops_everything() {
    on_both(&[&register::MODULE, &SURAT, &MODULE], async |site| {
        let (lakon, _, berkas) = satu_berkas(site, "musnah").await;
        let halaman = format!("/berkas_arsip/{berkas}");
        lakon.operator.post(&format!("{halaman}/penahanan"), &[("alasan", "perkara")]).await.is(403);
        lakon.hukum.post(&format!("{halaman}/penahanan"), &[("alasan", "")]).await.is(422);
        lakon.hukum.post(&format!("{halaman}/penahanan"), &[("alasan", "Perkara nomor 1")]).await.redirects();
        lakon.operator.get(&halaman).await.ok().has_text("Perkara nomor 1").has_text("Ditahan");
        lakon.operator.post(&format!("{halaman}/langkah/tutup"), &[("_versi", "2")]).await.is(409);
        angkat(&lakon, &halaman, "Perkara selesai").await.redirects();
        let lakon = sampai_habis(site, lakon, berkas).await;
        let href = usulkan(&lakon.operator, "musnah", berkas).await;
        setujui(&lakon, &href).await;
        lakon.hukum.post(&format!("{halaman}/penahanan"), &[("alasan", "Perkara nomor 2")]).await.redirects();
        kirim(&lakon.arsiparis, &href, "langkah/acara", &ACARA).await.is(409).has_text("ditahan");
        angkat(&lakon, &halaman, "Sudah putus").await.redirects();
        kirim(&lakon.arsiparis, &href, "langkah/acara", &ACARA).await.redirects();
        kirim(&lakon.arsiparis, &href, "langkah/batalkan", &[("alasan", "Keliru")]).await.redirects();
        assert_eq!(nilai::<String>(site, "berkas_arsip", "status", berkas).await, "inaktif");
    });
}

#[test]
fn the_daily_work_leaves_held_files_where_they_are() {
    on_both(&[&register::MODULE, &SURAT, &MODULE], async |site| {
        let (lakon, _, berkas) = satu_berkas(site, "musnah").await;
        let halaman = format!("/berkas_arsip/{berkas}");
        kirim(&lakon.operator, &halaman, "langkah/tutup", &[]).await.redirects();
        lakon.hukum.post(&format!("{halaman}/penahanan"), &[("alasan", "Perkara")]).await.redirects();
        site.app.clock.advance(time::Duration::days(800));
        kearsipan::jobs::retensi(site.app.clone()).await.unwrap();
        assert_eq!(nilai::<String>(site, "berkas_arsip", "status", berkas).await, "ditutup");
    });
}

#[test]
fn proposals_are_refused_where_something_is_missing() {
    on_both(&[&register::MODULE, &SURAT, &MODULE], async |site| {
        let lakon = Lakon::baru(site).await;
        kode(site, "900", Some(5), Some(5), Some("musnah")).await;
        let arsip = surat(site, Some("900"), "900/1", Security::Biasa, lakon.pegawai.account, b"kas").await;
        let berkas: Uuid = nilai(site, "arsip", "berkas", arsip).await;
        let (unit, id) = (UNIT.to_string(), berkas.to_string());
        let isian = [("jenis", "musnah"), ("unit", unit.as_str()), ("uraian", "Usul"), ("berkas", id.as_str())];
        // It is open, so it cannot be proposed.
        lakon.operator.post("/arsip/usul/baru", &isian).await.is(409).has_text("inaktif");
        lakon.tetangga.post("/arsip/usul/baru", &isian).await.is(422);
        kirim(&lakon.operator, &format!("/berkas_arsip/{berkas}"), "langkah/tutup", &[]).await.redirects();
        maju(site, 5 * 366 + 1).await;
        maju(site, 1).await;
        maju(site, 5 * 366).await;
        let lakon = Lakon::baru(site).await;
        let href = usulkan(&lakon.operator, "musnah", berkas).await;
        lakon.operator.get(&href).await.ok().lacks_text("langkah/setujui");
        kirim(&lakon.operator, &href, "langkah/ajukan", &[]).await.redirects();
        kirim(&lakon.arsiparis, &href, "langkah/nilai", &[]).await.is(409).has_text("belum dinilai");
        nilai_semua(&lakon.arsiparis, &href, &[("nilai", "setuju"), ("alasan", "")]).await;
        kirim(&lakon.arsiparis, &href, "langkah/nilai", &[]).await.redirects();
        lakon.pegawai.post(&format!("{href}/langkah/setujui"), &[("_versi", "1")]).await.is(403);
        lakon.tetangga.get(&href).await.is(404);
        kirim(&lakon.kepala, &href, "langkah/setujui", &[]).await.redirects();
        let isian = [("pejabat", "bupati"), ("nomor_persetujuan", "1"), ("tanggal_persetujuan", "1-1-2027")];
        kirim(&lakon.arsiparis, &href, "langkah/sahkan", &isian).await.is(422).has_text("ANRI");
        let isian = [("pejabat", "anri"), ("nomor_persetujuan", ""), ("tanggal_persetujuan", "kapan")];
        kirim(&lakon.arsiparis, &href, "langkah/sahkan", &isian).await.is(422);
        let isian = [("pejabat", "anri"), ("nomor_persetujuan", "B-1"), ("tanggal_persetujuan", "1-1-2027")];
        kirim(&lakon.arsiparis, &href, "langkah/sahkan", &isian).await.redirects();
    });
}

#[test]
fn what_the_assessors_keep_goes_back_with_a_later_day() {
    on_both(&[&register::MODULE, &SURAT, &MODULE], async |site| {
        let (lakon, _, berkas) = satu_berkas(site, "dinilai_kembali").await;
        let lakon = sampai_habis(site, lakon, berkas).await;
        let href = usulkan(&lakon.operator, "musnah", berkas).await;
        kirim(&lakon.operator, &href, "langkah/ajukan", &[]).await.redirects();
        nilai_semua(&lakon.arsiparis, &href, &[("nilai", "tunda"), ("sampai", "31-12-2035")]).await;
        kirim(&lakon.arsiparis, &href, "langkah/nilai", &[]).await.redirects();
        kirim(&lakon.kepala, &href, "langkah/setujui", &[]).await.redirects();
        let isian = [("pejabat", "bupati"), ("nomor_persetujuan", "1"), ("tanggal_persetujuan", "1-11-2028")];
        kirim(&lakon.arsiparis, &href, "langkah/sahkan", &isian).await.redirects();
        kirim(&lakon.arsiparis, &href, "langkah/acara", &ACARA).await.redirects();
        kirim(&lakon.arsiparis, &href, "langkah/tandatangan", &[("alasan", "basah")]).await.redirects();
        kirim(&lakon.arsiparis, &href, "langkah/laksanakan", &[]).await.redirects();
        assert_eq!(nilai::<String>(site, "berkas_arsip", "status", berkas).await, "inaktif");
        lakon.operator.get(&format!("/berkas_arsip/{berkas}")).await.ok().has_text("31 Desember 2035");
    });
}

#[test]
fn a_letter_without_a_code_waits_for_the_archivist() {
    on_both(&[&register::MODULE, &SURAT, &MODULE], async |site| {
        let lakon = Lakon::baru(site).await;
        kode(site, "500", Some(1), Some(1), Some("musnah")).await;
        for (kode, nomor) in [(None, "a/1"), (Some("tidak.sah"), "a/2"), (Some("700.1"), "a/3")] {
            let id = surat(site, kode, nomor, Security::Biasa, lakon.pegawai.account, nomor.as_bytes()).await;
            assert_eq!(nilai::<String>(site, "arsip", "status", id).await, "belum", "{kode:?}");
        }
        lakon.operator.get("/tugas").await.ok().has_text("Berkaskan arsip: Perihal surat a/1");
        lakon.tetangga.get("/tugas").await.ok().lacks_text("Perihal surat a/1");
        let unit = UNIT.to_string();
        let isian = [("unit", unit.as_str()), ("kode", "500"), ("tahun", "2026"), ("uraian", "Kumpulan")];
        let berkas = lakon.operator.post("/berkas_arsip/baru", &isian).await.redirects().location();
        let isian = [("unit", unit.as_str()), ("kode", "501"), ("tahun", "x"), ("uraian", "")];
        lakon.operator.post("/berkas_arsip/baru", &isian).await.is(422);
        let id: Uuid =
            site.app.db.one("select id from arsip where nomor = 'a/1'", args![]).await.unwrap().get("id").unwrap();
        let tujuan = berkas.rsplit('/').next().unwrap();
        kirim(&lakon.operator, &format!("/arsip/{id}"), "berkas", &[("berkas", tujuan)]).await.redirects();
        lakon.operator.get(&berkas).await.ok().has_text("Perihal surat a/1");
        lakon.pegawai.get(&berkas).await.ok();
        lakon.tetangga.get(&berkas).await.is(404);
    });
}

#[test]
fn witnesses_sign_one_after_the_other() {
    on_both(&[&register::MODULE, &SURAT_BERTANDA, &MODULE], async |site| {
        let (lakon, _, berkas) = satu_berkas(site, "musnah").await;
        let lakon = sampai_habis(site, lakon, berkas).await;
        let href = usulkan(&lakon.operator, "musnah", berkas).await;
        setujui(&lakon, &href).await;
        let dengan = |satu: &'static str, dua: &'static str| {
            let mut isian = ACARA.to_vec();
            isian.extend([("saksi_1", satu), ("jabatan_saksi_1", "Kepala Bagian Hukum"), ("saksi_2", dua)]);
            isian
        };
        for (satu, dua, kata) in [
            ("tiada", "", "Tidak ada akun"),
            ("arsiparis", "", "Pilih orang lain"),
            ("hukum", "hukum", "Pilih orang lain"),
        ] {
            kirim(&lakon.arsiparis, &href, "langkah/acara", &dengan(satu, dua)).await.is(422).has_text(kata);
        }
        kirim(&lakon.arsiparis, &href, "langkah/acara", &dengan("hukum", "kepala")).await.redirects();
        let pdf = lakon.arsiparis.get(&format!("{href}/acara")).await.ok();
        let teks = teks_pdf(&pdf.bytes);
        for bagian in ["Yang melaksanakan", "Saksi 1", "Kepala Bagian Hukum", "Saksi 2"] {
            assert!(teks.contains(bagian), "{bagian}: {teks}");
        }
        lakon.operator.get(&href).await.ok().has_text("Kepala Bagian Hukum");
        let usul: Uuid = href.rsplit('/').next().unwrap().parse().unwrap();
        let mut sudah = vec![];
        for harap in ["ditandatangani", "ditandatangani", "siap"] {
            let permintaan: Uuid = nilai(site, "usul_arsip", "permintaan", usul).await;
            assert!(!sudah.contains(&permintaan), "each signs by a request of their own");
            sudah.push(permintaan);
            // Told twice, it moves on once.
            for _ in 0..2 {
                let mut write = Write::system(&site.app, "tanda_tangan.uji").await.unwrap();
                write.event("tanda_tangan.selesai", selesai(usul, permintaan));
                write.commit(&Subject::new("tanda_tangan", permintaan, "/")).await.unwrap();
                site.settle().await;
            }
            assert_eq!(nilai::<String>(site, "usul_arsip", "status", usul).await, harap);
        }
        let n: i64 = site.app.db.one("select count(*) as n from tanda", args![]).await.unwrap().get("n").unwrap();
        assert_eq!(n, 3);
        kirim(&lakon.arsiparis, &href, "langkah/laksanakan", &[]).await.redirects();
        site.settle().await;
    });
}

#[test]
fn the_proof_of_destruction_does_not_tell_of_secret_items() {
    on_both(&[&register::MODULE, &SURAT, &MODULE], async |site| {
        let (lakon, _, berkas) = satu_berkas(site, "musnah").await;
        let unit = UNIT.to_string();
        let isian = [
            ("unit", unit.as_str()),
            ("judul", "Pemeriksaan tersembunyi"),
            ("nomor", "X/77/R"),
            ("jenis", "Laporan"),
            ("tanggal", "2-11-2026"),
            ("kode", "500.12"),
            ("keamanan", "rahasia"),
            ("perkembangan", "asli"),
            ("media", "elektronik"),
            ("jumlah", "1"),
            ("satuan", "berkas"),
        ];
        let scan: &[(&str, &str, &[u8])] = &[("isi", "nama-pelapor.txt", b"isi yang tersembunyi")];
        let rahasia = lakon.operator.upload("/arsip/baru", &isian, scan).await.redirects().location();
        let sha: String = site
            .app
            .db
            .one("select sha256 from file where seal is not null", args![])
            .await
            .unwrap()
            .get("sha256")
            .unwrap();
        let lakon = sampai_habis(site, lakon, berkas).await;
        let href = usulkan(&lakon.operator, "musnah", berkas).await;
        let csv = lakon.kepala.get(&format!("{href}/unduh/csv")).await.ok().text();
        assert!(csv.contains("Perihal surat 500.12/1/X/2026") && !csv.contains("tersembunyi"), "{csv}");
        let csv = lakon.operator.get(&format!("{href}/unduh/csv")).await.ok().text();
        assert!(csv.contains("Pemeriksaan tersembunyi"), "its owner reads it there too: {csv}");
        lakon.tetangga.get(&format!("{href}/unduh/csv")).await.is(404);
        setujui(&lakon, &href).await;
        kirim(&lakon.arsiparis, &href, "langkah/acara", &ACARA).await.redirects();
        kirim(&lakon.arsiparis, &href, "langkah/tandatangan", &[("alasan", "basah")]).await.redirects();
        kirim(&lakon.arsiparis, &href, "langkah/laksanakan", &[]).await.redirects();
        site.settle().await;
        for siapa in [&lakon.operator, &lakon.kepala, &lakon.arsiparis, &lakon.admin] {
            let halaman = siapa.get(&href).await.ok().has_text("Arsip rahasia").has_text(&sha);
            let teks = halaman.text();
            for kata in ["tersembunyi", "X/77/R", "nama-pelapor"] {
                assert!(!teks.contains(kata), "{kata}");
            }
        }
        assert!(site.app.files.content(&sha).await.unwrap().is_none());
        lakon.operator.get(&rahasia).await.ok().has_text("Dimusnahkan").has_text("Pemeriksaan tersembunyi");
        lakon.operator.get("/cari?q=pemeriksaan").await.ok().lacks_text("Pemeriksaan tersembunyi");
        lakon.kepala.get(&rahasia).await.is(404);
    });
}

#[test]
fn all_files_are_agreed_to_at_once() {
    on_both(&[&register::MODULE, &SURAT, &MODULE], async |site| {
        let (lakon, _, berkas) = satu_berkas(site, "musnah").await;
        let lakon = sampai_habis(site, lakon, berkas).await;
        let href = usulkan(&lakon.operator, "musnah", berkas).await;
        kirim(&lakon.operator, &href, "langkah/ajukan", &[]).await.redirects();
        let halaman = lakon.arsiparis.get(&href).await.ok();
        let satu = halaman.attribute(&format!("form[action^='{href}/nilai/']"), "action").unwrap();
        let satu = satu.strip_prefix(&format!("{href}/")).unwrap().to_owned();
        kirim(&lakon.arsiparis, &href, &satu, &[("nilai", "")]).await.is(422).has_text("Pilih hasil penilaian");
        let tanpa = [("nilai", "tunda"), ("sampai", "1-1-2020")];
        kirim(&lakon.arsiparis, &href, &satu, &tanpa).await.is(422).has_text("sesudah hari ini");
        lakon.operator.post(&format!("{href}/nilai"), &[("_versi", "2")]).await.is(403);
        kirim(&lakon.arsiparis, &href, "nilai", &[]).await.redirects();
        kirim(&lakon.arsiparis, &href, "langkah/nilai", &[]).await.redirects();
        lakon.kepala.get(&href).await.ok().has_text("Menunggu pimpinan").has_text("Sesuai usul");
    });
}

/// The words of a PDF with white space folded.
fn teks_pdf(bytes: &[u8]) -> String {
    let dokumen = lopdf::Document::load_mem(bytes).unwrap();
    let halaman: Vec<u32> = dokumen.get_pages().keys().copied().collect();
    let teks = dokumen.extract_text(&halaman).unwrap();
    teks.replace('\u{200B}', "").split_whitespace().collect::<Vec<_>>().join(" ")
}
