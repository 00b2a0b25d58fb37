//! Office documents.
use bersih::bersih;
use bersih::kantor::{DOCX, ODT, PPTX, XLSX};

use crate::contoh::{docx, odt, pptx, semua, unzip, xlsx, zip};
use crate::{ISI, RAHASIA, holds, jpeg};

/// All that a document holds, unpacked; documents inside it too.
fn isi(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut all = vec![];
    for (name, part) in unzip(bytes) {
        if name.ends_with(".xlsx") {
            all.extend(isi(&part));
        }
        all.push((name, part));
    }
    all
}

#[test]
fn documents_keep_their_content_and_name_nobody() {
    for (kind, marked) in semua() {
        assert!(isi(&marked).iter().any(|(_, part)| holds(part, RAHASIA)));
        let clean = bersih(kind, &marked).unwrap();
        let parts = isi(&clean);
        for (name, part) in &parts {
            assert!(!holds(part, RAHASIA), "{kind}: {name}: {}", String::from_utf8_lossy(part));
            assert!(!holds(name.as_bytes(), RAHASIA));
        }
        assert!(!holds(&clean, RAHASIA));
        assert!(parts.iter().any(|(_, part)| holds(part, ISI)), "{kind}");
        // Cleaned once more it is the same.
        assert_eq!(bersih(kind, &clean), Some(clean));
    }
}

#[test]
fn documents_are_known_by_their_parts() {
    for (kind, bytes) in semua() {
        assert_eq!(bersih::kantor::kenali(&bytes), Some(kind));
        assert_eq!(bersih::kantor::kenali(&bersih(kind, &bytes).unwrap()), Some(kind));
        for cut in [0, 3, 40, bytes.len() / 2] {
            assert_eq!(bersih::kantor::kenali(&bytes[..cut]), None);
        }
    }
    assert_eq!(bersih::kantor::kenali(&zip(&[("a.txt", b"a".to_vec())])), None);
}

#[test]
fn what_is_gone_is_not_referred_to() {
    let part = |bytes: &[u8], name: &str| {
        let found = unzip(bytes).into_iter().find(|(own, _)| own == name).unwrap();
        String::from_utf8(found.1).unwrap()
    };
    let clean = bersih(DOCX, &docx()).unwrap();
    let names: Vec<String> = unzip(&clean).into_iter().map(|(name, _)| name).collect();
    assert!(!names.iter().any(|name| name.starts_with("docProps/") || name.starts_with("customXml/")));
    let rels = part(&clean, "word/_rels/document.xml.rels");
    assert!(
        rels.contains("settings.xml") && rels.contains("media/image1.jpeg") && rels.contains("https://contoh.test/")
    );
    assert!(!rels.contains("people") && !rels.contains("customXml") && rels.contains("about:blank"));
    assert!(!part(&clean, "[Content_Types].xml").contains("people"));
    let text = part(&clean, "word/document.xml");
    for there in
        ["<w:t>Isi yang tinggal &amp; lain</w:t>", "sisipan", "hapusan", "w:author=\"Penulis\"", "r:id=\"rId3\""]
    {
        assert!(text.contains(there), "{there} in {text}");
    }
    assert!(!text.contains("w:date") && !text.contains("rsid"));
    let sheet = part(&bersih(XLSX, &xlsx()).unwrap(), "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<pageSetup/>"), "{sheet}");
    let manifest = part(&bersih(ODT, &odt()).unwrap(), "META-INF/manifest.xml");
    assert!(manifest.contains("content.xml") && !manifest.contains("Thumbnails"));
    // The first part of an OpenDocument is not packed.
    assert_eq!(&bersih(ODT, &odt()).unwrap()[30..38], b"mimetype");
}

fn dengan(asal: &[u8], name: &str, isi: &[u8]) -> Vec<u8> {
    let mut parts: Vec<(String, Vec<u8>)> = unzip(asal).into_iter().filter(|(own, _)| own != name).collect();
    parts.push((name.to_owned(), isi.to_vec()));
    zip(&parts.iter().map(|(name, isi)| (name.as_str(), isi.clone())).collect::<Vec<_>>())
}

#[test]
fn what_is_not_understood_is_refused() {
    let emf = [1, 0, 0, 0];
    for (kind, bytes) in [
        (DOCX, dengan(&docx(), "word/vbaProject.bin", b"x")),
        (DOCX, dengan(&docx(), "word/media/gambar.emf", &emf)),
        (DOCX, dengan(&docx(), "word/media/rusak.jpg", b"\xff\xd8rusak")),
        (DOCX, dengan(&docx(), "word/embeddings/objek.bin", b"x")),
        (DOCX, dengan(&docx(), "word/baru/asing.xml", b"<a/>")),
        (DOCX, dengan(&docx(), "../luar.xml", b"<a/>")),
        (DOCX, dengan(&docx(), "word/document.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")),
        (DOCX, dengan(&docx(), "word/document.xml", b"<a><b></a>")),
        (DOCX, dengan(&docx(), "word/document.xml", "<?xml version='1.0' encoding='utf-16'?><a/>".as_bytes())),
        (XLSX, dengan(&xlsx(), "xl/connections.xml", b"<a/>")),
        (ODT, dengan(&odt(), "Basic/Standard/Modul.xml", b"<a/>")),
        (ODT, dengan(&odt(), "META-INF/manifest.xml", b"<m><encryption-data/></m>")),
        (ODT, docx()),
        (DOCX, odt()),
        (DOCX, b"PK\x03\x04".to_vec()),
        ("application/zip", docx()),
        ("application/msword", b"\xd0\xcf\x11\xe0".to_vec()),
    ] {
        assert!(bersih(kind, &bytes).is_none(), "{kind}");
    }
    // Deeper than documents lie in documents.
    let mut deep = pptx();
    for _ in 0..4 {
        deep = dengan(&pptx(), "ppt/embeddings/Dalam.pptx", &deep);
    }
    assert!(bersih(PPTX, &deep).is_none());
}

#[test]
fn what_would_grow_too_long_is_refused() {
    let long = vec![b' '; 40 * 1024 * 1024];
    let mut body = b"<a>".to_vec();
    body.extend(&long);
    body.extend(b"</a>");
    let one = dengan(&docx(), "word/footnotes.xml", &body);
    assert!(one.len() < 200_000);
    assert!(bersih(DOCX, &one).is_some());
    let three = dengan(&dengan(&one, "word/endnotes.xml", &body), "word/numbering.xml", &body);
    assert!(bersih(DOCX, &three).is_none());
    let many: Vec<(String, Vec<u8>)> = (0..5_000).map(|place| (format!("word/header{place}.xml"), vec![])).collect();
    let many: Vec<(&str, Vec<u8>)> = many.iter().map(|(name, isi)| (name.as_str(), isi.clone())).collect();
    assert!(bersih(DOCX, &zip(&many)).is_none());
}

#[test]
fn a_text_has_nothing_around_it() {
    assert_eq!(bersih("text/plain", b"halo"), Some(b"halo".to_vec()));
    assert_eq!(bersih("text/plain", &[0xff, 0xfe]), None);
    assert_eq!(bersih("audio/mpeg", b"ID3"), None);
    assert!(!holds(&bersih("image/jpeg", &jpeg()).unwrap(), RAHASIA));
    assert!(bersih::is_kantor(DOCX) && !bersih::is_kantor("application/pdf"));
}
