//! Files: cleaned, refused with a word, or sent as they are by who says so.
use std::io::{Cursor, Write as _};

use crate::adegan::{buka, daftar, kirim, lacak, pada_keduanya, tentang};

fn docx(extra: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(vec![]));
    let w = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    let body = format!(
        "<w:document {w}><w:body><w:p><w:ins w:author=\"TANDA-PENULIS\"><w:r><w:t>Isi surat</w:t></w:r></w:ins></w:p></w:body></w:document>"
    );
    let parts: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", b"<Relationships/>"),
        ("word/document.xml", body.as_bytes()),
        ("docProps/core.xml", b"<core>TANDA-PENULIS</core>"),
    ];
    for (name, isi) in parts.into_iter().chain(extra.iter().copied()) {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(isi).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn what_cannot_be_cleaned_is_refused_or_sent_on_purpose() {
    pada_keduanya(async |site| {
        let saluran = buka(site).await;
        let tamu = site.visitor();
        tamu.get("/wbs/lapor").await.ok().has_text("Suara dan video tidak dapat dibersihkan");
        let form = tamu.get("/wbs/lapor").await.ok();
        let resi = form.attribute("input[name=resi]", "value").unwrap();
        let isian =
            [tentang("Surat", "Suratnya saya lampirkan."), vec![("jenis", "lain"), ("resi", resi.as_str())]].concat();
        let (baik, macro_) = (docx(&[]), docx(&[("word/vbaProject.bin", b"x")]));
        let suara = [b"ID3\x04\0\0\0\0\0\x0a".as_slice(), &[0; 600]].concat();
        // Its first bytes do not tell.
        assert_ne!(kernel::file::media_type(&baik), bersih::kantor::DOCX);
        let page = kirim(&tamu, &form, "/wbs/lapor", &isian, &[("a.docx", &baik), ("b.docx", &macro_)]).await.is(422);
        page.has_text("Berkas ke-2 ditolak").has_text("Simpan sebagai PDF").has_text("Suratnya saya lampirkan.");
        let page = kirim(&tamu, &form, "/wbs/lapor", &isian, &[("a.docx", &baik), ("b.mp3", &suara)]).await.is(422);
        page.has_text("Berkas ke-2 tidak dapat dibersihkan");
        assert!(daftar(&saluran.indah).await.is_empty());
        let setuju = [isian, vec![("apa_adanya", "ya")]].concat();
        // Saying so does not help a document that names its authors.
        kirim(&tamu, &form, "/wbs/lapor", &setuju, &[("b.docx", &macro_)])
            .await
            .is(422)
            .has_text("Berkas ke-1 ditolak");
        let sent =
            kirim(&tamu, &form, "/wbs/lapor", &setuju, &[("Surat Wati.docx", &baik), ("b.mp3", &suara)]).await.ok();
        let kode = crate::adegan::kode(&sent);

        let ruang = lacak(&tamu, &kode).await.ok().has_text("berkas-1.docx").has_text("salinan tanpa nama penulis");
        ruang.has_text("b.mp3").has_text("apa adanya: tidak dibersihkan");
        let href = daftar(&saluran.indah).await.remove(0);
        let page = saluran.indah.get(&href).await.ok().has_text("Salinan tanpa nama penulis");
        let page = page.has_text("tidak dapat dibersihkan").lacks_text("Surat Wati");
        let links = page.attributes("main a", "href");
        let files: Vec<&String> = links.iter().filter(|link| link.contains("/berkas/")).collect();
        let copy = saluran.indah.get(files[0]).await.ok();
        let mut zip = zip::ZipArchive::new(Cursor::new(copy.bytes.clone())).unwrap();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut zip.by_name("word/document.xml").unwrap(), &mut text).unwrap();
        assert!(text.contains("Isi surat") && !text.contains("TANDA-PENULIS"));
        assert!(zip.by_name("docProps/core.xml").is_err());
        assert_eq!(saluran.indah.get(files[1]).await.ok().bytes, baik);

        // In the room it is the same.
        let token = lacak(&tamu, &kode).await.ok().attribute("input[name=ruang]", "value").unwrap();
        let pesan = [("ruang", token.as_str()), ("pesan", "Ini suaranya.")];
        let page = kirim(&tamu, &form, "/wbs/ruang", &pesan, &[("b.mp3", &suara)]).await.is(422);
        page.has_text("Berkas ke-1 tidak dapat dibersihkan").has_text("Ini suaranya.");
    });
}
