//! Files as offices have them: text in several encodings, DOCX, PDF; and files that are broken or mean harm.

use std::io::{Cursor, Write};

use peraturan::urai::{BATAS_BERKAS, GalatBerkas, Jenis, berkas_ke_teks, urai};

const TEKS: &str = include_str!("../contoh/perbup-contoh.txt");
const PDF: &[u8] = include_bytes!("../contoh/perbup-contoh.pdf");
const PDF_CID: &[u8] = include_bytes!("../contoh/perbup-contoh-cid.pdf");
const PDF_TERKUNCI: &[u8] = include_bytes!("../contoh/terkunci.pdf");

fn arsip(isi: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (nama, teks) in isi {
        let _ = zip.start_file(*nama, zip::write::SimpleFileOptions::default());
        let _ = zip.write_all(teks.as_bytes());
    }
    zip.finish().map(Cursor::into_inner).unwrap_or_default()
}

fn dokumen(isi: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{isi}</w:body></w:document>"
    )
}

fn alinea(teks: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{teks}</w:t></w:r></w:p>")
}

fn butir(daftar: u8, tingkat: u8, teks: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{tingkat}\"/><w:numId w:val=\"{daftar}\"/></w:numPr></w:pPr><w:r><w:t>{teks}</w:t></w:r></w:p>"
    )
}

const ANGKA: &str = r#"<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="(%1)"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2."/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Pasal %1"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>
</w:numbering>"#;

#[test]
fn encodings_of_plain_text() {
    let kalimat = "Pasal 1\nBupati – “menetapkan” café.\n";
    let utf16 = |le: bool| -> Vec<u8> {
        let awal: &[u8] = if le { &[0xFF, 0xFE] } else { &[0xFE, 0xFF] };
        awal.iter()
            .copied()
            .chain(kalimat.encode_utf16().flat_map(|satu| if le { satu.to_le_bytes() } else { satu.to_be_bytes() }))
            .collect()
    };
    assert_eq!(berkas_ke_teks(kalimat.as_bytes(), "a.txt").as_deref(), Ok(kalimat));
    assert_eq!(
        berkas_ke_teks(&[b"\xEF\xBB\xBF".as_slice(), kalimat.as_bytes()].concat(), "a.txt").as_deref(),
        Ok(kalimat)
    );
    for le in [true, false] {
        assert_eq!(berkas_ke_teks(&utf16(le), "a.txt").as_deref(), Ok(kalimat));
        assert_eq!(berkas_ke_teks(&utf16(le)[2..], "a.txt").as_deref(), Ok(kalimat));
    }
    let latin = b"Pasal 1\nBupati \x96 \x93menetapkan\x94 caf\xE9.\n";
    assert_eq!(berkas_ke_teks(latin, "a.txt").as_deref(), Ok(kalimat));
}

#[test]
fn the_content_decides_and_not_the_name() {
    assert!(berkas_ke_teks(PDF, "naskah.txt").unwrap().contains("Pasal 3"));
    assert!(berkas_ke_teks(b"Pasal 1\nIsi.", "naskah.pdf").unwrap().contains("Isi."));
}

#[test]
fn a_docx_gives_its_paragraphs_numbers_and_tables() {
    let isi = [
        alinea("PERATURAN BUPATI CONTOH &amp; &lt;UJI&gt; &#233;"),
        butir(3, 0, ""),
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"3\"/></w:numPr></w:pPr><w:r><w:br/></w:r></w:p>".to_owned(),
        alinea("BAB I"),
        alinea("UMUM"),
        alinea("Pasal 1"),
        butir(1, 0, "Satu terdiri atas:"),
        butir(1, 1, "alfa; dan"),
        butir(1, 1, "beta."),
        butir(1, 0, "Dua."),
        alinea("Pasal 2"),
        butir(2, 0, "Satu."),
        butir(2, 0, "<w:t/>Dua.").replace("<w:t><w:t/>", "<w:t>"),
        "<w:p><w:del><w:r><w:t>dihapus</w:t></w:r></w:del><w:r><w:t>tetap</w:t><w:tab/><w:t>ada</w:t></w:r></w:p>".to_owned(),
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>kiri</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>kanan</w:t></w:r></w:p></w:tc></w:tr></w:tbl>".to_owned(),
    ]
    .concat();
    let berkas = arsip(&[
        ("[Content_Types].xml", "<Types/>"),
        ("word/document.xml", &dokumen(&isi)),
        ("word/numbering.xml", ANGKA),
    ]);
    let teks = berkas_ke_teks(&berkas, "naskah.docx").unwrap();
    for baris in [
        "PERATURAN BUPATI CONTOH & <UJI> é",
        "(1) Satu terdiri atas:",
        "a. alfa; dan",
        "b. beta.",
        "(2) Dua.",
        "tetap ada",
        "kiri\tkanan",
    ] {
        assert!(teks.lines().any(|satu| satu == baris), "{baris}\n{teks}");
    }
    assert!(!teks.contains("dihapus"));
    let naskah = urai(&teks);
    let ayat: Vec<_> = naskah.pasal().iter().map(|pasal| pasal.anak_jenis(Jenis::Ayat).count()).collect();
    assert_eq!(ayat, [2, 2]);
}

#[test]
fn a_style_brings_its_numbers() {
    let gaya = r#"<w:styles xmlns:w="x"><w:style w:styleId="Dasar"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="Ayat"><w:basedOn w:val="Dasar"/></w:style><w:style w:styleId="Putar"><w:basedOn w:val="Putar"/></w:style></w:styles>"#;
    let isi = "<w:p><w:pPr><w:pStyle w:val=\"Ayat\"/></w:pPr><w:r><w:t>Satu.</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val=\"Putar\"/></w:pPr><w:r><w:t>Polos.</w:t></w:r></w:p>";
    let berkas =
        arsip(&[("word/document.xml", &dokumen(isi)), ("word/numbering.xml", ANGKA), ("word/styles.xml", gaya)]);
    let teks = berkas_ke_teks(&berkas, "naskah.docx").unwrap();
    assert_eq!(teks.split_whitespace().collect::<Vec<_>>().join(" "), "(1) Satu. Polos.");
}

#[test]
fn a_pdf_gives_the_same_pasal_as_the_text() {
    let asli: Vec<_> = urai(TEKS).pasal().iter().map(|pasal| pasal.nomor.clone()).collect();
    for (nama, berkas) in [("fonts of the standard", PDF), ("embedded font with two-byte codes", PDF_CID)] {
        let teks = berkas_ke_teks(berkas, "naskah.pdf").unwrap();
        let naskah = urai(&teks);
        assert_eq!(naskah.pasal().iter().map(|pasal| pasal.nomor.clone()).collect::<Vec<_>>(), asli, "{nama}");
        assert!(teks.contains("berdasarkan pertimbangan sebagaimana dimaksud dalam huruf a"), "{nama}\n{teks}");
        assert_eq!(naskah.kepala.nomor, "7");
    }
}

#[test]
fn files_that_cannot_be_read_say_why() {
    let bom = "a".repeat(60 * 1024 * 1024);
    let entitas = "<?xml version=\"1.0\"?><!DOCTYPE w [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><w:document><w:p><w:t>&x;</w:t></w:p></w:document>";
    let tanpa_deklarasi = dokumen("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>");
    let dalam = dokumen(&"<w:p>".repeat(5_000));
    let tabel: [(&str, Vec<u8>, GalatBerkas); 17] = [
        ("empty", Vec::new(), GalatBerkas::Kosong),
        ("blank", b" \n\t".to_vec(), GalatBerkas::Kosong),
        ("100 MB", vec![b'a'; 100 * 1024 * 1024], GalatBerkas::TerlaluBesar),
        ("just too big", vec![b'a'; BATAS_BERKAS + 1], GalatBerkas::TerlaluBesar),
        ("picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01".to_vec(), GalatBerkas::JenisTidakDikenal("x".into())),
        ("old Word", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(), GalatBerkas::PerluDiubah("Word lama (.doc)")),
        ("RTF", b"{\\rtf1 halo}".to_vec(), GalatBerkas::PerluDiubah("RTF")),
        ("ODT", arsip(&[("content.xml", "<x/>")]), GalatBerkas::PerluDiubah("ODT")),
        ("other zip", arsip(&[("a.txt", "x")]), GalatBerkas::DocxRusak),
        ("half a zip", arsip(&[("word/document.xml", &dokumen(&alinea("x")))])[..40].to_vec(), GalatBerkas::DocxRusak),
        ("broken XML", arsip(&[("word/document.xml", "<a><b></a>")]), GalatBerkas::DocxRusak),
        ("zip bomb", arsip(&[("word/document.xml", &bom)]), GalatBerkas::IsiTerlaluBesar),
        ("external entity", arsip(&[("word/document.xml", entitas)]), GalatBerkas::DocxBerentitas),
        ("unknown entity", arsip(&[("word/document.xml", &tanpa_deklarasi)]), GalatBerkas::DocxBerentitas),
        ("nested paragraphs", arsip(&[("word/document.xml", &dalam)]), GalatBerkas::DocxRusak),
        ("broken PDF", b"%PDF-1.7\nini bukan PDF".to_vec(), GalatBerkas::PdfRusak),
        ("locked PDF", PDF_TERKUNCI.to_vec(), GalatBerkas::PdfTerkunci),
    ];
    for (nama, berkas, harap) in tabel {
        let galat = berkas_ke_teks(&berkas, "x").unwrap_err();
        assert_eq!(galat, harap, "{nama}");
        assert!(!galat.to_string().is_empty());
    }
}

/// A PDF with one page of these operators.
fn pdf(isi: &[u8], padat: bool) -> Vec<u8> {
    use lopdf::{Document, Stream, dictionary};
    let mut dokumen = Document::with_version("1.5");
    let pohon = dokumen.new_object_id();
    let huruf = dokumen.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding" });
    let isi = dokumen.add_object(Stream::new(dictionary! {}, isi.to_vec()));
    let sumber = dokumen.add_object(dictionary! { "Font" => dictionary! { "F1" => huruf } });
    let halaman = dokumen
        .add_object(dictionary! { "Type" => "Page", "Parent" => pohon, "Contents" => isi, "Resources" => sumber });
    dokumen
        .objects
        .insert(pohon, dictionary! { "Type" => "Pages", "Kids" => vec![halaman.into()], "Count" => 1 }.into());
    let akar = dokumen.add_object(dictionary! { "Type" => "Catalog", "Pages" => pohon });
    dokumen.trailer.set("Root", akar);
    if padat {
        dokumen.compress();
    }
    let mut hasil = Vec::new();
    let _ = dokumen.save_to(&mut hasil);
    hasil
}

#[test]
fn a_scan_and_a_bomb_are_told_apart_from_a_text() {
    assert_eq!(berkas_ke_teks(&pdf(b"0 0 100 100 re f", false), "x"), Err(GalatBerkas::PdfTanpaTeks));
    let teks = b"BT /F1 12 Tf 50 700 Td (Pasal 1) Tj 0 -14 Td [(Bupati) -300 (me) 20 (netapkan)] TJ T* ET BT /F1 12 Tf 1 0 0 1 50 600 Tm (perangkat daerah.) Tj ET";
    let hasil = berkas_ke_teks(&pdf(teks, true), "x").unwrap();
    assert_eq!(hasil, "Pasal 1\nBupati menetapkan\n\nperangkat daerah.\n");
    let bom = b"0 0 m ".repeat(9 * 1024 * 1024);
    let berkas = pdf(&bom, true);
    assert!(berkas.len() < BATAS_BERKAS);
    assert_eq!(berkas_ke_teks(&berkas, "x"), Err(GalatBerkas::IsiTerlaluBesar));
}

#[test]
fn damaged_files_never_panic() {
    let docx = arsip(&[("word/document.xml", &dokumen(&alinea("Pasal 1"))), ("word/numbering.xml", ANGKA)]);
    for asli in [PDF, PDF_CID, PDF_TERKUNCI, &docx] {
        let langkah = (asli.len() / 60).max(1);
        for letak in (0..asli.len()).step_by(langkah) {
            let _ = berkas_ke_teks(&asli[..letak], "x");
            let mut rusak = asli.to_vec();
            rusak[letak] ^= 0x55;
            let _ = berkas_ke_teks(&rusak, "x");
        }
    }
}
