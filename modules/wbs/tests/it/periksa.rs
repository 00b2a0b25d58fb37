//! The check of the module's own database says what is wrong, and nothing else.
use kernel::args;
use testkit::Site;

use crate::adegan::{buka, daftar, lapor, pada_keduanya, tentang};

async fn rusak(site: &Site, text: &str) -> Vec<String> {
    let db = site.app.apart("wbs").await.unwrap();
    let mut tx = db.begin().await.unwrap();
    assert!(tx.exec(text, args![]).await.unwrap() > 0, "{text}");
    tx.commit().await.unwrap();
    wbs::periksa::jalankan(&site.app).await.unwrap().salah
}

#[test]
fn what_is_whole_is_whole() {
    pada_keduanya(async |site| {
        assert_eq!(wbs::periksa::jalankan(&site.app).await.unwrap().salah, Vec::<String>::new());
        let saluran = buka(site).await;
        lapor(&site.visitor(), &tentang("Satu", "Ceritanya cukup panjang."), &[("a.txt", b"isi")]).await;
        lapor(&site.visitor(), &tentang("Dua", "Ceritanya cukup panjang."), &[]).await;
        let hasil = wbs::periksa::jalankan(&site.app).await.unwrap();
        assert_eq!((hasil.laporan, hasil.salah), (2, vec![]));
        assert!(hasil.jejak > 5);
        let href = daftar(&saluran.indah).await.remove(0);
        saluran.indah.post(&format!("{href}/alur/tolak"), &[("alasan", "Bukan lingkup saluran.")]).await.redirects();
        let nomor = saluran.indah.get("/meja-wbs").await.ok().all("table a").remove(0);
        saluran.indah.post(&format!("{href}/hapus"), &[("nomor", &nomor)]).await.redirects();
        let hasil = wbs::periksa::jalankan(&site.app).await.unwrap();
        assert_eq!((hasil.laporan, hasil.salah), (1, vec![]));
    });
}

#[test]
fn what_is_missing_or_changed_is_found() {
    pada_keduanya(async |site| {
        let saluran = buka(site).await;
        lapor(&site.visitor(), &tentang("Satu", "Ceritanya cukup panjang."), &[("a.txt", b"isi")]).await;
        let found =
            rusak(site, "delete from wbs_segel where kunci in (select id from wbs_kunci where peran = 'penangan')")
                .await;
        assert!(found.iter().any(|each| each.starts_with("1 laporan belum disegel untuk kunci")), "{found:?}");
        let found = rusak(site, "delete from wbs_segel").await;
        assert!(found.contains(&"1 laporan tanpa segel kunci cadangan".to_owned()), "{found:?}");
        let found = rusak(
            site,
            "delete from wbs_potong where berkas = (select berkas from wbs_potong order by berkas limit 1)",
        )
        .await;
        assert!(found.contains(&"1 berkas tanpa isi".to_owned()), "{found:?}");
        let found = rusak(site, "update wbs_potong set urut = 1").await;
        assert!(found.contains(&"1 berkas dengan potongan yang hilang".to_owned()), "{found:?}");
        let found = rusak(site, "delete from wbs_isi where jenis = 'laporan'").await;
        assert!(found.contains(&"1 laporan tanpa naskahnya".to_owned()), "{found:?}");
        assert!(found.contains(&"1 laporan dengan baris isi yang hilang".to_owned()), "{found:?}");
        let found = rusak(site, "update wbs_jejak set tindakan = 'lain' where tindakan = 'laporan_masuk'").await;
        assert!(found.iter().any(|each| each.contains("rantai catatan tindakan putus")), "{found:?}");
        assert!(found.iter().any(|each| each.contains("menyebut 0 laporan, basis data memuat 1")), "{found:?}");
        drop(saluran);
    });
}
