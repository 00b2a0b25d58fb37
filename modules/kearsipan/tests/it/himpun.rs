//! Files that collect by a rule, what is corrected by hand, what is borrowed.
use kearsipan::MODULE;
use kernel::port::Security;
use kernel::{Subject, Write, args};
use serde_json::json;
use testkit::{Client, on_both};
use uuid::Uuid;

use crate::lakon::{LAIN, Lakon, SURAT, Surat, UNIT, kirim, kode, nilai, surat, surat_di, versi};

/// Opens a file with these fields beside unit, code, year and description.
async fn buka(siapa: &Client, kode: &str, lebih: &[(&str, &str)]) -> Uuid {
    let unit = UNIT.to_string();
    let mut isian = vec![("unit", unit.as_str()), ("kode", kode), ("tahun", "2026"), ("uraian", "Kumpulan")];
    isian.extend_from_slice(lebih);
    let href = siapa.post("/berkas_arsip/baru", &isian).await.redirects().location();
    href.rsplit('/').next().unwrap().parse().unwrap()
}

#[test]
fn letters_go_into_the_file_whose_rule_says_most() {
    on_both(&[&register::MODULE, &SURAT, &MODULE], async |site| {
        let lakon = Lakon::baru(site).await;
        for satu in ["500", "500.12", "600"] {
            kode(site, satu, Some(1), Some(1), Some("musnah")).await;
        }
        let buat = async |kode: Option<&str>, nomor: &str, judul: &str, kelas| {
            let pemilik = lakon.pegawai.account;
            let isi = nomor.as_bytes();
            let surat = Surat { unit: UNIT, kode, nomor, judul, kelas, pemilik, isi, tersegel: false };
            surat_di(site, &surat).await
        };
        // What waits is taken in when a rule comes that fits it.
        let menunggu = buat(None, "w/1", "Pengadaan laptop tahap satu", Security::Biasa).await;
        let lain = buat(None, "w/2", "Rapat biasa", Security::Biasa).await;
        let aturan = [("menampung", "ya"), ("saring_kata", "laptop pengadaan"), ("lintas_tahun", "ya")];
        let laptop = buka(&lakon.operator, "500", &aturan).await;
        assert_eq!(nilai::<Option<Uuid>>(site, "arsip", "berkas", menunggu).await, Some(laptop));
        assert_eq!(nilai::<String>(site, "arsip", "kode", menunggu).await, "500");
        assert_eq!(nilai::<Option<Uuid>>(site, "arsip", "berkas", lain).await, None);
        let semua = buka(&lakon.operator, "500", &[("menampung", "ya")]).await;
        for (kode, nomor, judul, harap) in [
            (Some("500.12"), "k/1", "Undangan pengadaan tiga laptop", Some(laptop)),
            (Some("500.12"), "k/2", "Undangan rapat", Some(semua)),
            (Some("500"), "k/3", "Undangan rapat", Some(semua)),
            (None, "k/4", "Laptop pengadaan lama", Some(laptop)),
            (None, "k/5", "Undangan rapat", None),
        ] {
            let id = buat(kode, nomor, judul, Security::Biasa).await;
            assert_eq!(nilai::<Option<Uuid>>(site, "arsip", "berkas", id).await, harap, "{nomor}");
        }
        // Another code still gets the file that is opened for it; another unit's letters do not come in.
        let id = buat(Some("600"), "k/6", "Pengadaan laptop", Security::Biasa).await;
        assert_eq!(nilai::<String>(site, "arsip", "kode", id).await, "600");
        let pemilik = lakon.tetangga.account;
        let asing = Surat {
            unit: LAIN,
            kode: Some("500"),
            nomor: "k/7",
            judul: "Pengadaan laptop",
            kelas: Security::Biasa,
            pemilik,
            isi: b"asing",
            tersegel: false,
        };
        let asing = surat_di(site, &asing).await;
        assert_ne!(nilai::<Option<Uuid>>(site, "arsip", "berkas", asing).await, Some(laptop));
        // A closed file collects nothing any more.
        kirim(&lakon.operator, &format!("/berkas_arsip/{laptop}"), "langkah/tutup", &[]).await.redirects();
        let id = buat(Some("500.12"), "k/8", "Pengadaan laptop terakhir", Security::Biasa).await;
        assert_eq!(nilai::<Option<Uuid>>(site, "arsip", "berkas", id).await, Some(semua));
        let halaman = lakon.operator.get(&format!("/berkas_arsip/{semua}")).await.ok();
        halaman
            .has_text("Sendiri: arsip berkode 500 dan di bawahnya, tahun 2026")
            .has_text("Pengadaan laptop terakhir");
    });
}

#[test]
fn a_file_is_changed_while_it_may_be() {
    on_both(&[&register::MODULE, &SURAT, &MODULE], async |site| {
        let lakon = Lakon::baru(site).await;
        kode(site, "500", Some(1), Some(1), Some("musnah")).await;
        let berkas = buka(&lakon.operator, "500", &[]).await;
        let halaman = format!("/berkas_arsip/{berkas}");
        let lokasi = [("gedung", "Depo"), ("rak", "R1"), ("aktif", "ya")];
        let lokasi = lakon.operator.post("/lokasi_arsip", &lokasi).await.redirects().location();
        let lokasi = lokasi.rsplit('/').next().unwrap();
        let ubah = format!("{halaman}/ubah");
        let kini = async || versi(&lakon.operator, &ubah, &ubah).await;
        let versi_awal = kini().await;
        let isian = |versi: &str, lebih: &[(&'static str, &'static str)]| {
            let mut isian = vec![("_versi", versi.to_owned()), ("lokasi", lokasi.to_owned())];
            isian.extend(lebih.iter().map(|(nama, nilai)| (*nama, (*nilai).to_owned())));
            isian
        };
        let kirim_ubah = async |isian: Vec<(&str, String)>| {
            let isian: Vec<(&str, &str)> = isian.iter().map(|(nama, nilai)| (*nama, nilai.as_str())).collect();
            lakon.operator.post(&ubah, &isian).await
        };
        kirim_ubah(isian(&versi_awal, &[("uraian", "")])).await.is(422).has_text("Isi dahulu");
        let salah = isian(&versi_awal, &[("uraian", "x"), ("saring_kata", "laptop")]);
        kirim_ubah(salah).await.is(422).has_text("Centang ini");
        let salah = isian(&versi_awal, &[("uraian", "x"), ("menampung", "ya"), ("saring_kata", "!!")]);
        kirim_ubah(salah).await.is(422).has_text("sedikitnya satu kata");
        let benar =
            isian(&versi_awal, &[("uraian", "Kegiatan baru"), ("menampung", "ya"), ("saring_jenis", "Undangan")]);
        kirim_ubah(benar.clone()).await.redirects();
        kirim_ubah(benar).await.is(409);
        let tampil = lakon.pegawai.get(&halaman).await.ok().has_text("Kegiatan baru").has_text("Depo R1");
        tampil.has_text("jenis Undangan").has_text("Berkas diubah");
        lakon.operator.get(&format!("/berkas_arsip?lokasi={lokasi}")).await.ok().has_text("Kegiatan baru");
        lakon.operator.get(&format!("/berkas_arsip?lokasi={}", Uuid::nil())).await.ok().lacks_text("Kegiatan baru");
        lakon.pegawai.get(&ubah).await.is(403);
        lakon.tetangga.get(&ubah).await.is(404);
        lakon.hukum.post(&format!("{halaman}/penahanan"), &[("alasan", "Perkara")]).await.redirects();
        lakon.operator.get(&ubah).await.is(409).has_text("ditahan");
    });
}

#[test]
fn what_was_filed_or_written_wrongly_is_put_right() {
    on_both(&[&register::MODULE, &SURAT, &MODULE], async |site| {
        let lakon = Lakon::baru(site).await;
        kode(site, "500", Some(1), Some(1), Some("musnah")).await;
        let id = surat(site, Some("500"), "500/1", Security::Biasa, lakon.pegawai.account, b"x").await;
        let (halaman, salah) = (format!("/arsip/{id}"), nilai::<Uuid>(site, "arsip", "berkas", id).await);
        let benar = buka(&lakon.operator, "500", &[]).await;
        let isian = [("berkas", benar.to_string())];
        let isian: Vec<(&str, &str)> = isian.iter().map(|(nama, nilai)| (*nama, nilai.as_str())).collect();
        kirim(&lakon.operator, &halaman, "berkas", &[("berkas", "x")]).await.is(422).has_text("Pilih berkas");
        kirim(&lakon.operator, &halaman, "berkas", &isian).await.redirects();
        assert_eq!(nilai::<Uuid>(site, "arsip", "berkas", id).await, benar);
        let versi_arsip = nilai::<i64>(site, "arsip", "version", id).await.to_string();
        kirim(&lakon.operator, &format!("/berkas_arsip/{benar}"), "langkah/tutup", &[]).await.redirects();
        // Out of a closed file nothing moves.
        let salah = salah.to_string();
        let kembali = [("_versi", versi_arsip.as_str()), ("berkas", salah.as_str())];
        lakon.operator.post(&format!("{halaman}/berkas"), &kembali).await.is(409).has_text("sudah ditutup");
        // A letter's own words are changed in the letter; what keeps it is changed here.
        let ubah = format!("{halaman}/ubah");
        let form = lakon.operator.get(&ubah).await.ok().has_text("mengikuti naskahnya");
        assert!(form.attributes("input[name=judul]", "name").is_empty());
        let versi_arsip = versi(&lakon.operator, &ubah, &ubah).await;
        let isian = [
            ("_versi", versi_arsip.as_str()),
            ("media", "kertas"),
            ("jumlah", "4"),
            ("satuan", "lembar"),
            ("judul", "Lain"),
        ];
        lakon.operator.post(&ubah, &isian).await.redirects();
        let tampil = lakon.operator.get(&halaman).await.ok().has_text("kertas, 4 lembar").lacks_text("Lain");
        // Its history speaks of what other modules did in their words.
        tampil
            .has_text("Surat selesai")
            .has_text("Keterangan diubah")
            .has_text("Diberkaskan")
            .lacks_text("surat.final");
        lakon.pegawai.get(&ubah).await.ok();
        lakon.kepala.get(&ubah).await.is(403);
    });
}

#[test]
fn nothing_is_lent_twice_or_destroyed_while_it_is_away() {
    on_both(&[&register::MODULE, &SURAT, &MODULE], async |site| {
        let lakon = Lakon::baru(site).await;
        kode(site, "500", Some(0), Some(0), Some("musnah")).await;
        let arsip = surat(site, Some("500"), "p/1", Security::Biasa, lakon.pegawai.account, b"x").await;
        let dua = surat(site, Some("500"), "p/2", Security::Biasa, lakon.pegawai.account, b"y").await;
        let berkas: Uuid = nilai(site, "arsip", "berkas", arsip).await;
        let pinjam = async |apa: &str, id: Uuid| {
            let id = id.to_string();
            let isian = [
                (apa, id.as_str()),
                ("peminjam", "Budi Contoh"),
                ("keperluan", "Pemeriksaan"),
                ("pinjam", "20-11-2026"),
                ("sampai", "27-11-2026"),
            ];
            lakon.pegawai.post("/peminjaman_arsip", &isian).await.redirects().location()
        };
        let form = lakon.pegawai.get(&format!("/arsip/{arsip}")).await.ok();
        let pinjam_href = form.attribute("main a[href^='/peminjaman_arsip/baru']", "href").unwrap();
        let isian = lakon.pegawai.get(&pinjam_href).await.ok();
        assert_eq!(isian.attribute("input[name=pinjam]", "value").as_deref(), Some("20-11-2026"), "{pinjam_href}");
        assert!(isian.text().contains(&arsip.to_string()), "what is borrowed is filled in");
        let satu = pinjam("arsip", arsip).await;
        let lagi = pinjam("arsip", arsip).await;
        let seluruhnya = pinjam("berkas", berkas).await;
        let lain = pinjam("arsip", dua).await;
        let serah = async |href: &str| lakon.operator.post(&format!("{href}/alur/serahkan"), &[]).await;
        serah(&satu).await.redirects();
        serah(&lagi).await.is(409).has_text("Masih dipinjam orang lain");
        serah(&seluruhnya).await.is(409).has_text("Masih dipinjam orang lain");
        serah(&lain).await.redirects();
        lakon.pegawai.get(&format!("/arsip/{arsip}")).await.ok().has_text("Sedang dipinjam");
        lakon.operator.get(&format!("/berkas_arsip/{berkas}")).await.ok().has_text("Sedang dipinjam");
        let halaman = format!("/berkas_arsip/{berkas}");
        kirim(&lakon.operator, &halaman, "langkah/tutup", &[]).await.redirects();
        crate::lakon::maju(site, 1).await;
        kearsipan::jobs::retensi(site.app.clone()).await.unwrap();
        let (unit, id) = (UNIT.to_string(), berkas.to_string());
        let usul = [("jenis", "musnah"), ("unit", unit.as_str()), ("uraian", "Usul"), ("berkas", id.as_str())];
        crate::lakon::maju(site, 1).await;
        let lakon = Lakon::baru(site).await;
        lakon.operator.post("/arsip/usul/baru", &usul).await.is(409).has_text("sedang dipinjam");
        for href in [&satu, &lain] {
            lakon.operator.post(&format!("{href}/alur/terima_kembali"), &[]).await.redirects();
        }
        lakon.operator.post("/arsip/usul/baru", &usul).await.redirects();
        site.settle().await;
    });
}

#[test]
fn a_letter_that_is_cancelled_says_so_in_the_archive() {
    on_both(&[&register::MODULE, &SURAT, &MODULE], async |site| {
        let lakon = Lakon::baru(site).await;
        let arsip = surat(site, None, "b/1", Security::Biasa, lakon.pegawai.account, b"x").await;
        let surat: Uuid = nilai(site, "arsip", "subjek", arsip).await;
        for _ in 0..2 {
            let mut write = Write::system(&site.app, "surat.batal").await.unwrap();
            write.event("naskah_dinas.dibatalkan", json!({ "jenis": "surat_dinas" }));
            write.commit(&Subject::new("surat", surat, format!("/surat/{surat}"))).await.unwrap();
            site.settle().await;
        }
        let halaman = lakon.operator.get(&format!("/arsip/{arsip}")).await.ok();
        halaman.has_text("Naskah ini dibatalkan pada 20 November 2026").has_text("Naskahnya dibatalkan");
        lakon.operator.get("/arsip").await.ok().has_text("Dibatalkan");
        let n: i64 = site
            .app
            .db
            .one("select count(*) as n from audit_leaf where action = 'arsip.naskah_dibatalkan'", args![])
            .await
            .unwrap()
            .get("n")
            .unwrap();
        assert_eq!(n, 1, "heard twice, written once");
    });
}

#[test]
fn codes_are_updated_by_import_and_what_is_wrong_is_told() {
    on_both(&[&register::MODULE, &SURAT, &MODULE], async |site| {
        let lakon = Lakon::baru(site).await;
        kode(site, "500", Some(2), Some(3), Some("dinilai_kembali")).await;
        let impor = async |csv: &str| {
            lakon.admin.upload("/klasifikasi_arsip/impor", &[], &[("berkas", "jra.csv", csv.as_bytes())]).await
        };
        let csv = "kode;uraian;retensi_aktif;retensi_inaktif;nasib_akhir;keamanan;akses;aktif\n\
                   500;Perekonomian;4;6;permanen;terbatas;terbatas;ya\n500.1;Perdagangan;1;;;;;ya\n00.15;Rusak;1;1;musnah;;;ya\n";
        let muatan = impor(csv).await.redirects().location();
        let pratinjau = lakon.admin.get(&muatan).await.ok().has_text("Ditolak (1)").has_text("tiga angka");
        lakon.operator.upload("/klasifikasi_arsip/impor", &[], &[("berkas", "jra.csv", csv.as_bytes())]).await.is(403);
        let sidik = pratinjau.attribute("input[name=sidik]", "value").unwrap();
        lakon.admin.post(&muatan, &[("sidik", &sidik)]).await.redirects();
        let rows = site.app.db.query("select kode, retensi_aktif from klasifikasi_arsip order by kode", args![]).await;
        let semua: Vec<(String, Option<i64>)> =
            rows.unwrap().iter().map(|row| (row.get("kode").unwrap(), row.get("retensi_aktif").unwrap())).collect();
        assert_eq!(semua, [("500".to_owned(), Some(4)), ("500.1".to_owned(), Some(1))]);
        // What is closed from now on follows the new schedule, with what it inherits.
        let berkas = buka(&lakon.operator, "500.1", &[]).await;
        let halaman = format!("/berkas_arsip/{berkas}");
        lakon.operator.get(&halaman).await.ok().has_text("6 tahun (menurut jadwal sekarang)");
        kirim(&lakon.operator, &halaman, "langkah/tutup", &[]).await.redirects();
        lakon.operator.get(&halaman).await.ok().has_text("20 November 2033").has_text("Permanen");
    });
}

#[test]
fn a_letter_comes_into_the_archive_with_few_statements() {
    on_both(&[&register::MODULE, &SURAT, &MODULE], async |site| {
        let lakon = Lakon::baru(site).await;
        kode(site, "500", Some(1), Some(1), Some("musnah")).await;
        let pemilik = lakon.pegawai.account;
        // The first one opens the file.
        surat(site, Some("500"), "500/0", Security::Biasa, pemilik, b"0").await;
        let mut semua = vec![];
        for nomor in 1..=20 {
            let (nomor, isi) = (format!("500/{nomor}"), format!("isi {nomor}"));
            let (_, banyak) =
                kernel::db::counted(surat(site, Some("500"), &nomor, Security::Biasa, pemilik, isi.as_bytes())).await;
            semua.push(banyak);
        }
        assert!(semua.iter().all(|satu| *satu == semua[0]), "the same however many there are: {semua:?}");
        println!("{} statements", semua[0]);
        assert!(semua[0] <= 30, "with the letter's own row, its file, the log and the events: {}", semua[0]);
    });
}
