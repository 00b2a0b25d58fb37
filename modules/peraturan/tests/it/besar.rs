//! A regulation of ten thousand pasal.
use super::{lakukan, naskah, pengelola, unggah};

#[test]
fn ten_thousand_pasal_are_imported_published_and_read() {
    testkit::on_both(&[&peraturan::MODULE], async |site| {
        let hukum = pengelola(site).await;
        let mut isi = String::new();
        for n in 1..=10_000 {
            if n % 500 == 1 {
                let bab = kernel::indonesia::angka::romawi(n / 500 + 1).unwrap();
                isi.push_str(&format!("BAB {bab}\nKETENTUAN {n}\n"));
            }
            isi.push_str(&format!("Pasal {n}\n(1) Sepeda nomor {n} dipinjam.\n(2) Peminjaman sebagaimana dimaksud pada ayat (1) dicatat.\n"));
        }
        let kelola = unggah(&hukum, "besar.txt", naskah(1, 2020, "SEPEDA BANYAK", &isi).as_bytes()).await;
        hukum.get(&kelola).await.ok().has_text("10.000 pasal");
        super::putuskan_semua(&hukum, &kelola).await;
        lakukan(&hukum, &kelola, "tinjau", "sendiri").await.redirects();
        lakukan(&hukum, &kelola, "terbitkan", "").await.redirects();
        let warga = site.visitor();
        let page = warga.get("/jdih/perbup-1-2020").await.ok();
        assert_eq!(page.all(".isi-bab h3").len(), 20);
        assert!(page.text().len() < 200_000, "{} bytes", page.text().len());
        let lanjut = page.attributes(".isi-bab a[href*='dari=']", "href");
        assert_eq!(lanjut.len(), 100);
        let bagian = warga.get(&lanjut[99]).await.ok();
        assert!(bagian.main().contains("Pasal 10000"));
        let satu = warga.get("/jdih/perbup-1-2020/pasal-9999").await.ok().has_text("Sepeda nomor 9999 dipinjam");
        assert_eq!(satu.attribute("a[rel=next]", "href"), Some("/jdih/perbup-1-2020/pasal-10000".into()));
        assert_eq!(satu.statements, 6);
        assert!(warga.get("/cari?q=9999").await.ok().main().contains("Pasal 9999"));
    });
}
