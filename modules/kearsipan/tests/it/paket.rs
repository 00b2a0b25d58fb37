//! Packages: what goes out comes in as the same records; the reference implementation of BagIt accepts them; hostile ones are
//! refused and change nothing.
use std::io::{Cursor, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use kearsipan::MODULE;
use kernel::args;
use kernel::port::Security;
use testkit::{Site, on_both};
use uuid::Uuid;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::lakon::{Lakon, SURAT, UNIT, kirim, kode, nilai, surat};

/// A closed file with two items, as a package.
async fn kemas(site: &Site, lakon: &Lakon) -> (Vec<u8>, Uuid) {
    kode(site, "500", Some(1), Some(2), Some("permanen")).await;
    let arsip = surat(site, Some("500"), "500/1", Security::Biasa, lakon.pegawai.account, b"isi satu").await;
    surat(site, Some("500"), "500/2", Security::Terbatas, lakon.pegawai.account, "isi dua é".as_bytes()).await;
    surat(site, Some("500"), "500/3", Security::Rahasia, lakon.pegawai.account, b"isi rahasia").await;
    let berkas: Uuid = nilai(site, "arsip", "berkas", arsip).await;
    kirim(&lakon.operator, &format!("/berkas_arsip/{berkas}"), "langkah/tutup", &[]).await.redirects();
    let jawab = lakon.operator.get(&format!("/berkas_arsip/{berkas}/paket")).await.ok();
    (jawab.bytes.to_vec(), berkas)
}

fn isi_zip(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|nomor| {
            let mut satu = zip.by_index(nomor).unwrap();
            let mut isi = vec![];
            satu.read_to_end(&mut isi).unwrap();
            (satu.name().to_owned(), isi)
        })
        .collect()
}

fn zip(daftar: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(vec![]));
    for (nama, isi) in daftar {
        zip.start_file(nama.as_str(), SimpleFileOptions::default()).unwrap();
        zip.write_all(isi).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

async fn ringkas(site: &Site, berkas: Uuid) -> Vec<String> {
    let text = "select a.id, a.nomor, a.judul, a.jenis, a.tanggal, a.keamanan, a.perkembangan, i.nama, i.sha256 \
                from arsip a left join arsip_isi i on i.arsip = a.id where a.berkas = $1 and a.rahasia = false order by a.id, i.id";
    let rows = site.app.db.query(text, args![berkas]).await.unwrap();
    let mut semua: Vec<String> = rows
        .iter()
        .map(|row| {
            let teks = |nama: &str| row.get::<Option<String>>(nama).unwrap().unwrap_or_default();
            let (id, hari): (Uuid, time::Date) = (row.get("id").unwrap(), row.get("tanggal").unwrap());
            let kolom = ["nomor", "judul", "jenis", "keamanan", "perkembangan", "nama", "sha256"].map(teks);
            format!("{id} {hari} {}", kolom.join("|"))
        })
        .collect();
    let text = "select kode, tahun, uraian, dibuka, ditutup, aktif_sampai, inaktif_sampai, nasib_akhir, status, nomor from berkas_arsip where id = $1";
    let row = site.app.db.one(text, args![berkas]).await.unwrap();
    for kolom in ["dibuka", "ditutup", "aktif_sampai", "inaktif_sampai"] {
        semua.push(row.get::<Option<time::Date>>(kolom).unwrap().unwrap().to_string());
    }
    for kolom in ["kode", "uraian", "nasib_akhir", "status", "nomor"] {
        semua.push(row.get::<String>(kolom).unwrap());
    }
    semua
}

#[test]
fn a_package_comes_in_as_the_same_records_once() {
    let paket = std::sync::Mutex::new(None);
    on_both(&[&register::MODULE, &SURAT, &MODULE], async |site| {
        let lakon = Lakon::baru(site).await;
        let (bytes, berkas) = kemas(site, &lakon).await;
        assert!(isi_zip(&bytes).iter().all(|(_, isi)| isi != b"isi rahasia"), "secret items stay behind");
        *paket.lock().unwrap() = Some((bytes, ringkas(site, berkas).await, berkas));
    });
    let (bytes, harap, berkas) = paket.into_inner().unwrap().unwrap();
    on_both(&[&register::MODULE, &SURAT, &MODULE], async |site| {
        let lakon = Lakon::baru(site).await;
        let unit = UNIT.to_string();
        let muat = async || {
            lakon.operator.upload("/berkas_arsip/paket", &[("unit", &unit)], &[("paket", "p.zip", &bytes)]).await
        };
        muat().await.is(422).has_text("Kode klasifikasi 500 tidak ada");
        kode(site, "500", Some(9), Some(9), Some("musnah")).await;
        muat().await.redirects();
        assert_eq!(ringkas(site, berkas).await, harap);
        muat().await.redirects();
        assert_eq!(ringkas(site, berkas).await, harap, "the same package again changes nothing");
        let halaman = lakon.operator.get(&format!("/berkas_arsip/{berkas}")).await.ok().has_text("Perihal surat 500/2");
        let arsip = halaman.attribute("main table a", "href").unwrap();
        lakon.operator.get(&arsip).await.ok().has_text("surat.txt");
        // Whoever brings it to another unit takes nothing over.
        let lain = crate::lakon::LAIN.to_string();
        let jawab =
            lakon.tetangga.upload("/berkas_arsip/paket", &[("unit", &lain)], &[("paket", "p.zip", &bytes)]).await;
        jawab.is(422).has_text("sudah ada pada unit lain");
        lakon.operator.upload("/berkas_arsip/paket", &[("unit", &lain)], &[("paket", "p.zip", &bytes)]).await.is(422);
    });
}

#[test]
fn a_held_file_stays_held_where_it_is_taken_in() {
    let paket = std::sync::Mutex::new(None);
    on_both(&[&register::MODULE, &SURAT, &MODULE], async |site| {
        let lakon = Lakon::baru(site).await;
        let (_, berkas) = kemas(site, &lakon).await;
        let halaman = format!("/berkas_arsip/{berkas}");
        for alasan in ["Perkara nomor 1", "Pemeriksaan selesai"] {
            lakon.hukum.post(&format!("{halaman}/penahanan"), &[("alasan", alasan)]).await.redirects();
        }
        // The newest one is lifted, the other goes along.
        let angkat = lakon.hukum.get(&halaman).await.ok();
        let angkat = angkat.attribute(&format!("form[action^='{halaman}/penahanan/']"), "action").unwrap();
        lakon.hukum.post(&angkat, &[("alasan", "Selesai")]).await.redirects();
        let bytes = lakon.operator.get(&format!("{halaman}/paket")).await.ok().bytes.to_vec();
        *paket.lock().unwrap() = Some((bytes, berkas));
    });
    let (bytes, berkas) = paket.into_inner().unwrap().unwrap();
    on_both(&[&register::MODULE, &SURAT, &MODULE], async |site| {
        let lakon = Lakon::baru(site).await;
        kode(site, "500", Some(1), Some(2), Some("permanen")).await;
        let unit = UNIT.to_string();
        for _ in 0..2 {
            let jawab =
                lakon.operator.upload("/berkas_arsip/paket", &[("unit", &unit)], &[("paket", "p.zip", &bytes)]).await;
            jawab.redirects();
        }
        let halaman = lakon.operator.get(&format!("/berkas_arsip/{berkas}")).await.ok();
        halaman.has_text("Perkara nomor 1").has_text("Ditahan").lacks_text("Pemeriksaan selesai");
        let n: i64 =
            site.app.db.one("select count(*) as n from penahanan_arsip", args![]).await.unwrap().get("n").unwrap();
        assert_eq!(n, 1, "taken in twice, held once");
    });
}

#[test]
fn hostile_packages_change_nothing() {
    on_both(&[&register::MODULE, &SURAT, &MODULE], async |site| {
        let lakon = Lakon::baru(site).await;
        let (bytes, _) = kemas(site, &lakon).await;
        let asli = isi_zip(&bytes);
        let dasar = asli[0].0.split('/').next().unwrap().to_owned();
        let ubah = |nama: &str, isi: &[u8]| {
            let mut semua = asli.clone();
            semua.iter_mut().filter(|(satu, _)| satu.ends_with(nama)).for_each(|(_, lama)| *lama = isi.to_vec());
            zip(&semua)
        };
        let tambah = |nama: &str| {
            let mut semua = asli.clone();
            semua.push((nama.to_owned(), b"x".to_vec()));
            zip(&semua)
        };
        let mut bom = bagit::Writer::new(Cursor::new(vec![]), "bom").unwrap();
        bom.add("arsip.json", &mut std::io::repeat(b' ').take(64 * 1024 * 1024)).unwrap();
        let bom = bom.finish(&[]).unwrap().into_inner();
        let mut asing = bagit::Writer::new(Cursor::new(vec![]), "asing").unwrap();
        asing.add("arsip.json", &mut &br#"{"bentuk":"lain/1","pencipta":"","berkas":[]}"#[..]).unwrap();
        let asing = asing.finish(&[]).unwrap().into_inner();
        let mut tanpa = bagit::Writer::new(Cursor::new(vec![]), "tanpa").unwrap();
        tanpa.add("x.txt", &mut &b"x"[..]).unwrap();
        let tanpa = tanpa.finish(&[]).unwrap().into_inner();
        let table: [(Vec<u8>, &str); 8] = [
            (b"bukan".to_vec(), "bukan berkas ZIP"),
            (ubah("arsip.json", b"{}"), "berbeda dari yang tercantum"),
            (tambah("../../jahat.txt"), "nama berkas yang tidak boleh"),
            (tambah(&format!("{dasar}/data/lebih.txt")), "tidak tercantum dalam manifest"),
            (tambah(&format!("{dasar}/fetch.txt")), "fetch.txt"),
            (bom, "mengembang tidak wajar"),
            (asing, "tidak dikenal"),
            (tanpa, "tercantum dalam manifest tetapi tidak ada"),
        ];
        let hitung = async || -> i64 {
            site.app
                .db
                .one("select (select count(*) from arsip) + (select count(*) from file) as n", args![])
                .await
                .unwrap()
                .get("n")
                .unwrap()
        };
        let mula = hitung().await;
        let unit = UNIT.to_string();
        for (bytes, pesan) in table {
            let jawab =
                lakon.operator.upload("/berkas_arsip/paket", &[("unit", &unit)], &[("paket", "p.zip", &bytes)]).await;
            jawab.is(422).has_text(pesan);
        }
        assert_eq!(hitung().await, mula);
        let sisa = std::fs::read_dir(site.folder.join("paket")).map(Iterator::count).unwrap_or(0);
        assert_eq!(sisa, 0, "unpacked files are gone");
    });
}

/// Where the reference implementation lies: the folder of a Python environment in `PENDOPO_JUDGES`.
fn hakim() -> Option<PathBuf> {
    std::env::var_os("PENDOPO_JUDGES").map(PathBuf::from)
}

fn menurut_hakim(venv: &Path, folder: &Path) -> (bool, String) {
    let bin = venv.join("bin");
    let mut perintah = Command::new(bin.join("python"));
    if bin.join("bagit.py").is_file() {
        perintah.arg(bin.join("bagit.py"));
    } else {
        perintah.args(["-m", "bagit"]);
    }
    let hasil = perintah.arg("--validate").arg(folder).output();
    let hasil = hasil.unwrap_or_else(|cause| panic!("PENDOPO_JUDGES has no bin/python: {cause}"));
    let kata = format!("{}{}", String::from_utf8_lossy(&hasil.stdout), String::from_utf8_lossy(&hasil.stderr));
    assert!(!kata.contains("No module named"), "PENDOPO_JUDGES has no bagit: {kata}");
    (hasil.status.success(), kata)
}

#[test]
fn the_reference_implementation_accepts_our_packages_and_refuses_a_changed_byte() {
    let Some(venv) = hakim() else {
        println!("left out: PENDOPO_JUDGES is not set, so the reference implementation of BagIt was not asked");
        return;
    };
    on_both(&[&register::MODULE, &SURAT, &MODULE], async |site| {
        let lakon = Lakon::baru(site).await;
        let (bytes, _) = kemas(site, &lakon).await;
        let folder = site.folder.join("hakim");
        ZipArchive::new(Cursor::new(&bytes)).unwrap().extract(&folder).unwrap();
        let bag = std::fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path();
        let (sah, kata) = menurut_hakim(&venv, &bag);
        assert!(sah, "{kata}");
        let daftar = bag.join("data").join("arsip.json");
        let mut isi = std::fs::read(&daftar).unwrap();
        isi[0] ^= 1;
        std::fs::write(&daftar, isi).unwrap();
        assert!(!menurut_hakim(&venv, &bag).0, "one changed byte");
    });
}
