//! What is deleted is gone from the files, by hand, by time, and when the program died in between.
use std::path::Path;

use kernel::args;
use testkit::Site;

use crate::adegan::{buka, daftar, kirim, lacak, lapor, pada_keduanya, tentang};

fn there(folder: &Path, marks: &[Vec<u8>]) -> usize {
    let mut found = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found += there(&path, marks);
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        found += marks.iter().filter(|mark| bytes.windows(mark.len()).any(|part| part == mark.as_slice())).count();
    }
    found
}

/// A piece of each sealed row of all reports, as it lies in the database: text, messages, names and contents of files, seals, identity.
async fn marks(site: &Site) -> Vec<Vec<u8>> {
    let db = site.app.apart("wbs").await.unwrap();
    let mut marks = vec![];
    for table in ["wbs_isi", "wbs_potong", "wbs_segel", "wbs_identitas", "wbs_minta_isi"] {
        for row in db.query(&format!("select isi from {table}"), vec![]).await.unwrap() {
            let sealed: Vec<u8> = row.get("isi").unwrap();
            marks.push(sealed.get(8..40).unwrap().to_vec());
        }
    }
    for row in db.query("select pelapor, tanda from wbs_laporan", vec![]).await.unwrap() {
        marks.push(row.get::<Vec<u8>>("tanda").unwrap());
        marks.push(row.get::<Vec<u8>>("pelapor").unwrap().get(8..40).unwrap().to_vec());
    }
    marks
}

/// A report with everything a report can have, closed.
async fn selesai(site: &Site) -> Vec<Vec<u8>> {
    let saluran = buka(site).await;
    let tamu = site.visitor();
    let isian = [tentang("Satu", "Ceritanya cukup panjang."), vec![("nama", "Wati"), ("kontak", "pasar")]].concat();
    let kode = lapor(&tamu, &isian, &[("a.txt", &[b'a'; 4000])]).await;
    let ruang = lacak(&tamu, &kode).await.ok();
    let token = ruang.attribute("input[name=ruang]", "value").unwrap();
    kirim(&tamu, &ruang, "/wbs/ruang", &[("ruang", &token), ("pesan", "Ada lagi.")], &[]).await.ok();
    let href = daftar(&saluran.indah).await.remove(0);
    let alasan = [("alasan_identitas", "Saksi harus diperiksa.")];
    saluran.indah.post(&format!("{href}/identitas"), &alasan).await.redirects();
    saluran.indah.post(&format!("{href}/pesan"), &[("pesan", "Terima kasih.")]).await.redirects();
    saluran.indah.post(&format!("{href}/alur/tolak"), &[("alasan", "Bukan lingkup saluran.")]).await.redirects();
    marks(site).await
}

#[test]
fn when_its_time_is_over_nothing_of_a_report_is_left_in_the_files() {
    pada_keduanya(async |site| {
        let marks = selesai(site).await;
        assert!(marks.len() > 12, "{}", marks.len());
        if site.keeps_its_database() {
            assert!(there(&site.folder, &marks) >= marks.len());
        }
        site.settle().await;
        site.app.clock.advance(time::Duration::days(40));
        site.settle().await;
        let left = site.app.apart("wbs").await.unwrap().query("select id from wbs_laporan", vec![]).await.unwrap();
        assert!(left.is_empty());
        assert_eq!(there(&site.folder, &marks), 0);
        assert!(!wbs::store::sapu::is_perlu(&site.app).await.unwrap());
    });
}

#[test]
fn what_a_handler_deletes_is_gone_from_the_files_at_once() {
    pada_keduanya(async |site| {
        let marks = selesai(site).await;
        let indah = site.person("indah", &[(wbs::APIP, crate::adegan::INSPEKTORAT)]).await;
        crate::adegan::buka_kunci(&indah).await;
        let href = daftar(&indah).await.remove(0);
        let nomor = indah.get("/meja-wbs").await.ok().all("table a").remove(0);
        indah.post(&format!("{href}/hapus"), &[("nomor", "0000-0000")]).await.is(422);
        indah.post(&format!("{href}/hapus"), &[("nomor", &nomor)]).await.redirects();
        assert_eq!(there(&site.folder, &marks), 0);
    });
}

#[test]
fn a_death_between_deleting_and_overwriting_leaves_it_to_the_next_night() {
    pada_keduanya(async |site| {
        let marks = selesai(site).await;
        let db = site.app.apart("wbs").await.unwrap();
        let id = db.one("select id from wbs_laporan", args![]).await.unwrap().get("id").unwrap();
        let mut tx = db.begin().await.unwrap();
        wbs::store::laporan::hapus(&mut tx, id).await.unwrap();
        wbs::store::sapu::perlu(&mut tx, site.app.today()).await.unwrap();
        tx.commit().await.unwrap();
        let salah = wbs::periksa::jalankan(&site.app).await.unwrap().salah;
        assert!(salah.iter().any(|each| each.contains("belum disapu")), "{salah:?}");
        site.settle().await;
        site.app.clock.advance(time::Duration::days(2));
        site.settle().await;
        assert_eq!(there(&site.folder, &marks), 0);
        assert!(!wbs::store::sapu::is_perlu(&site.app).await.unwrap());
    });
}
