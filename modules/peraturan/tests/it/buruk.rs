//! Files as they should not be: each is refused in plain words, and nothing is kept.
use std::io::Write as _;

use super::{banyak, contoh, naskah, pengelola};

fn docx(isi: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(isi.as_bytes()).unwrap();
    zip.finish().unwrap().into_inner()
}

#[test]
fn bad_files_change_nothing() {
    testkit::on_both(&[&peraturan::MODULE], async |site| {
        let hukum = pengelola(site).await;
        let rusak = b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\ntrailer << >>\n%%EOF".to_vec();
        let bom = docx(&"a".repeat(60 * 1024 * 1024));
        let tabel: [(&str, Vec<u8>, &str); 8] = [
            ("rusak.pdf", rusak, "PDF"),
            ("bom.docx", bom, "terlalu besar"),
            ("kosong.txt", vec![], "kosong"),
            ("gambar.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0".to_vec(), "tidak dikenal"),
            ("lama.doc", vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0], "simpan dahulu"),
            ("kunci.pdf", include_bytes!("../contoh/terkunci.pdf").to_vec(), "kata sandi"),
            (
                "surat.txt",
                b"Kepada Yth. Kepala Dinas, bersama ini kami sampaikan laporan.".to_vec(),
                "tidak tampak seperti naskah peraturan",
            ),
            ("arsip.docx", docx("<x/>")[..20].to_vec(), "rusak"),
        ];
        for (nama, isi, harap) in tabel {
            let page = hukum.upload("/jdih/kelola", &[], &[("berkas", nama, &isi)]).await.is(422);
            let galat = page.all(".govuk-error-message").join(" ");
            assert!(galat.contains(harap), "{nama}: {galat}");
            assert_eq!(page.attributes(".govuk-error-summary a", "href"), ["#berkas"]);
        }
        hukum.upload("/jdih/kelola", &[], &[]).await.is(422).has_text("Pilih berkas");
        for table in
            ["peraturan_dokumen", "peraturan_naskah", "peraturan_simpul", "peraturan_catatan", "file", "search_doc"]
        {
            assert_eq!(banyak(site, table).await, 0, "{table}");
        }
        // A bad new text leaves the old one.
        let kelola = super::unggah(&hukum, "contoh.txt", contoh().as_bytes()).await;
        hukum.upload(&format!("{kelola}/naskah"), &[], &[("berkas", "x.pdf", b"%PDF-1.7 rusak")]).await.is(422);
        assert_eq!(banyak(site, "peraturan_naskah").await, 1);
    });
}

#[test]
fn an_upload_over_the_limit_is_refused_while_it_comes() {
    let config = kernel::config::Config { max_upload: 300_000, ..kernel::config::Config::default() };
    let options = testkit::Options { config, ..testkit::Options::default() };
    testkit::on_both_with(&[&peraturan::MODULE], options, async |site| {
        let hukum = pengelola(site).await;
        hukum.get("/jdih/kelola/baru").await.ok().has_text("paling besar 300");
        let besar = vec![b'a'; 400_000];
        hukum.upload("/jdih/kelola", &[], &[("berkas", "besar.txt", &besar)]).await.is(413).has_text("terlalu besar");
        assert_eq!(banyak(site, "peraturan_dokumen").await, 0);
        assert_eq!(
            std::fs::read_dir(site.folder.join("sementara")).map_or(0, Iterator::count),
            0,
            "nothing is left of it"
        );
    });
}

#[test]
fn a_text_without_a_number_is_kept_as_a_draft_until_its_facts_are_filled_in() {
    testkit::on_both(&[&peraturan::MODULE], async |site| {
        let hukum = pengelola(site).await;
        let isi = naskah(3, 2020, "SEPEDA", "Pasal 1\nSepeda <script>alert(1)</script> dipinjam.")
            .replace("NOMOR 3 TAHUN 2020\n", "");
        let kelola = super::unggah(&hukum, "tanpa.txt", isi.as_bytes()).await;
        super::putuskan_semua(&hukum, &kelola).await;
        super::lakukan(&hukum, &kelola, "tinjau", "sendiri").await.is(422).has_text("Lengkapi dahulu data dokumen");
        let versi = super::versi(&hukum, &kelola).await;
        let form = [
            ("jenis", "perbup"),
            ("nomor", "3"),
            ("tahun", "2020"),
            ("judul", "Sepeda"),
            ("status_khusus", "tidak"),
            ("_versi", versi.as_str()),
        ];
        hukum.post(&format!("{kelola}/data"), &form).await.redirects();
        super::lakukan(&hukum, &kelola, "tinjau", "sendiri").await.redirects();
        super::lakukan(&hukum, &kelola, "terbitkan", "").await.redirects();
        let page = site.visitor().get("/jdih/perbup-3-2020/pasal-1").await.ok();
        assert!(page.all("article script").is_empty() && page.main().contains("<script>"));
    });
}
