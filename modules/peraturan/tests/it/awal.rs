//! From an upload to a public pasal.
use uuid::Uuid;

pub const HUKUM: Uuid = Uuid::from_u128(1);
pub const CONTOH: &[u8] = include_bytes!("../contoh/perbup-contoh.txt");

#[test]
fn an_uploaded_text_is_reviewed_published_and_read() {
    testkit::on_both(&[&peraturan::MODULE], async |site| {
        let hukum = site.person("hukum", &[("hukum", HUKUM)]).await;
        hukum.get("/jdih/kelola/baru").await.ok();
        let kelola =
            hukum.upload("/jdih/kelola", &[], &[("berkas", "contoh.txt", CONTOH)]).await.redirects().location();
        hukum.get(&kelola).await.ok().has_text("Peraturan Bupati Nomor 7 Tahun 2031").has_text("catatan pengurai");
        let visitor = site.visitor();
        visitor.get("/jdih/perbup-7-2031").await.is(404);
        visitor.get("/jdih/perbup-7-2031/pasal-1").await.is(404);
        let tinjau = hukum.get(&format!("{kelola}/tinjau")).await.ok();
        let jenis: Vec<String> = tinjau.attributes(".keping a", "href");
        assert!(!jenis.is_empty());
        for href in jenis {
            let Some((_, kode)) = href.split_once("&jenis=") else { continue };
            if kode.is_empty() || kode.contains('&') {
                continue;
            }
            hukum
                .post(&format!("{kelola}/putusan"), &[("macam", "keraguan"), ("jenis", kode), ("putusan", "catat")])
                .await
                .redirects();
        }
        hukum.post(&format!("{kelola}/putusan"), &[("macam", "perbaikan"), ("putusan", "terima")]).await.redirects();
        let page = hukum.get(&kelola).await.ok();
        let versi = page.attribute("input[name=_versi]", "value").unwrap();
        hukum
            .post(&format!("{kelola}/alur"), &[("aksi", "tinjau"), ("_versi", &versi)])
            .await
            .is(422)
            .has_text("orang kedua");
        hukum
            .post(&format!("{kelola}/alur"), &[("aksi", "tinjau"), ("_versi", &versi), ("alasan", "kantor satu orang")])
            .await
            .redirects();
        let versi = hukum.get(&kelola).await.ok().attribute("input[name=_versi]", "value").unwrap();
        hukum.post(&format!("{kelola}/alur"), &[("aksi", "terbitkan"), ("_versi", &versi)]).await.redirects();
        visitor.get("/jdih").await.ok().has_text("Tata Cara Pinjam Pakai Sepeda Dinas");
        visitor.get("/jdih/perbup-7-2031").await.ok().has_text("Belum berlaku");
        visitor.get("/jdih/perbup-7-2031/pasal-2/ayat-1/huruf-c").await.ok().has_text("tertib");
        visitor.get("/cari?q=sepeda").await.ok().has_text("Pasal");
        visitor.get("/jdih/integrasi.json").await.ok();
        for path in ["lengkap", "istilah", "rujukan", "pembukaan", "unduh"] {
            visitor.get(&format!("/jdih/perbup-7-2031/{path}")).await.ok();
        }
        visitor.get("/jdih/perbup-7-2031.json").await.ok().json();
        visitor.get("/jdih/perbup-7-2031.xml").await.ok();
    });
}
