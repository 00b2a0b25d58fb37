//! Documents as programs write them, marked.
use std::io::{Cursor, Write as _};

use bersih::kantor::{DOCX, ODT, PPTX, XLSX};

use crate::{ISI, RAHASIA, jpeg};

const W: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:w14="urn:w14" xmlns:wp="urn:wp" xmlns:pic="urn:pic" xmlns:v="urn:v" xmlns:o="urn:o""#;
const REL: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A zip of these parts.
pub fn zip(parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(vec![]));
    for (name, isi) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(isi).unwrap();
    }
    zip.set_comment(RAHASIA).unwrap();
    zip.finish().unwrap().into_inner()
}

/// All parts of a zip, one after the other.
pub fn unzip(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|place| {
            let mut file = zip.by_index(place).unwrap();
            let mut isi = vec![];
            std::io::Read::read_to_end(&mut file, &mut isi).unwrap();
            (file.name().to_owned(), isi)
        })
        .collect()
}

fn xml(body: &str) -> Vec<u8> {
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><!-- {RAHASIA} --><?mso {RAHASIA}?>{body}").into_bytes()
}

fn rels(all: &[(&str, &str, &str)]) -> Vec<u8> {
    let all: String = all
        .iter()
        .map(|(id, kind, target)| {
            let mode = if target.contains(':') { " TargetMode=\"External\"" } else { "" };
            format!("<Relationship Id=\"{id}\" Type=\"{REL}/{kind}\" Target=\"{target}\"{mode}/>")
        })
        .collect();
    xml(&format!("<Relationships xmlns=\"urn:r\">{all}</Relationships>"))
}

fn types(parts: &[&str]) -> Vec<u8> {
    let all: String =
        parts.iter().map(|part| format!("<Override PartName=\"/{part}\" ContentType=\"a/b\"/>")).collect();
    xml(&format!("<Types xmlns=\"urn:t\"><Default Extension=\"xml\" ContentType=\"a/b\"/>{all}</Types>"))
}

/// A text of Word, marked.
pub fn docx() -> Vec<u8> {
    let document = format!(
        "<w:document {W}><w:body><w:p w:rsidR=\"{RAHASIA}\" w14:paraId=\"{RAHASIA}\"><w:r><w:t>{ISI} &amp; lain</w:t></w:r>\
         <w:ins w:id=\"1\" w:author=\"{RAHASIA}\" w:date=\"{RAHASIA}\"><w:r><w:t>sisipan</w:t></w:r></w:ins>\
         <w:del w:id=\"2\" w:author='{RAHASIA}'><w:r><w:delText>hapusan</w:delText></w:r></w:del>\
         <w:r><wp:docPr id=\"1\" name=\"{RAHASIA}.jpg\" descr=\"C:\\{RAHASIA}\"/><pic:cNvPr id=\"1\" name=\"{RAHASIA}\" title=\"{RAHASIA}\"/></w:r>\
         <w:r><w:instrText> INCLUDEPICTURE \"C:\\{RAHASIA}.jpg\" </w:instrText></w:r>\
         <w:sdt><w:sdtPr><w:dataBinding w:xpath=\"{RAHASIA}\"/></w:sdtPr></w:sdt>\
         <v:shape alt=\"{RAHASIA}\" o:gfxdata=\"{RAHASIA}\"><v:imagedata r:id=\"rId3\" o:title=\"{RAHASIA}\"/></v:shape>\
         </w:p></w:body></w:document>"
    );
    let settings = format!(
        "<w:settings {W}><w:attachedTemplate r:id=\"rId1\"/><w:rsids><w:rsid w:val=\"{RAHASIA}\"/></w:rsids>\
         <w:docVars><w:docVar w:name=\"x\" w:val=\"{RAHASIA}\"/></w:docVars><w14:docId w14:val=\"{RAHASIA}\"/><w:zoom/></w:settings>"
    );
    let comments = format!(
        "<w:comments {W}><w:comment w:id=\"0\" w:author=\"{RAHASIA}\" w:initials=\"{RAHASIA}\" w:date=\"{RAHASIA}\">\
         <w:p><w:r><w:t>komentar</w:t></w:r></w:p></w:comment></w:comments>"
    );
    let core = format!("<core><creator>{RAHASIA}</creator></core>");
    zip(&[
        ("[Content_Types].xml", types(&["word/document.xml", "docProps/core.xml", "word/people.xml"])),
        (
            "_rels/.rels",
            rels(&[("rId1", "officeDocument", "word/document.xml"), ("rId2", "core-properties", "docProps/core.xml")]),
        ),
        ("docProps/core.xml", xml(&core)),
        ("docProps/app.xml", xml(&core)),
        ("docProps/custom.xml", xml(&core)),
        ("docProps/thumbnail.jpeg", jpeg()),
        ("customXml/item1.xml", xml(&core)),
        ("word/document.xml", xml(&document)),
        (
            "word/_rels/document.xml.rels",
            rels(&[
                ("rId1", "settings", "settings.xml"),
                ("rId2", "people", "people.xml"),
                ("rId3", "image", "media/image1.jpeg"),
                ("rId4", "customXml", "../customXml/item1.xml"),
                ("rId5", "hyperlink", "https://contoh.test/"),
                ("rId6", "hyperlink", &format!("file:///C:/{RAHASIA}")),
            ]),
        ),
        ("word/settings.xml", xml(&settings)),
        (
            "word/_rels/settings.xml.rels",
            rels(&[("rId1", "attachedTemplate", &format!("file:///C:/Users/{RAHASIA}/Normal.dotm"))]),
        ),
        ("word/people.xml", xml(&core)),
        ("word/comments.xml", xml(&comments)),
        ("word/commentsExtended.xml", xml(&core)),
        ("word/media/image1.jpeg", jpeg()),
    ])
}

/// Sheets of Excel, marked.
pub fn xlsx() -> Vec<u8> {
    let book = format!(
        "<workbook xmlns:x15ac=\"urn:x\" xmlns:xr=\"urn:xr\" xmlns:r=\"urn:r\"><fileSharing userName=\"{RAHASIA}\"/>\
         <x15ac:absPath url=\"C:\\{RAHASIA}\"/><xr:revisionPtr documentId=\"{RAHASIA}\"/>\
         <customWorkbookViews><customWorkbookView name=\"{RAHASIA}\"/></customWorkbookViews>\
         <sheets><sheet name=\"{ISI}\" r:id=\"rId1\"/></sheets></workbook>"
    );
    let sheet = format!(
        "<worksheet xmlns:r=\"urn:r\" xmlns:xr=\"urn:xr\" xr:uid=\"{RAHASIA}\"><sheetData/><pageSetup r:id=\"rId1\"/></worksheet>"
    );
    let comments = format!(
        "<comments><authors><author>{RAHASIA}</author></authors><commentList><comment><text><t>{ISI}</t></text></comment></commentList></comments>"
    );
    zip(&[
        ("[Content_Types].xml", types(&["xl/workbook.xml", "xl/persons/person.xml"])),
        ("_rels/.rels", rels(&[("rId1", "officeDocument", "xl/workbook.xml")])),
        ("xl/workbook.xml", xml(&book)),
        ("xl/_rels/workbook.xml.rels", rels(&[("rId1", "worksheet", "worksheets/sheet1.xml")])),
        ("xl/worksheets/sheet1.xml", xml(&sheet)),
        (
            "xl/worksheets/_rels/sheet1.xml.rels",
            rels(&[("rId1", "printerSettings", "../printerSettings/printerSettings1.bin")]),
        ),
        ("xl/printerSettings/printerSettings1.bin", RAHASIA.as_bytes().to_vec()),
        ("xl/comments1.xml", xml(&comments)),
        ("xl/persons/person.xml", xml(&format!("<p displayName=\"{RAHASIA}\"/>"))),
        ("docProps/app.xml", xml(&format!("<a>{RAHASIA}</a>"))),
    ])
}

/// Slides of PowerPoint, marked, with sheets inside.
pub fn pptx() -> Vec<u8> {
    let show = format!(
        "<p:presentation xmlns:p=\"urn:p\"><p:modifyVerifier x=\"{RAHASIA}\"/><p:custDataLst><p:tags r:id=\"{RAHASIA}\"/></p:custDataLst></p:presentation>"
    );
    let authors = format!(
        "<p:cmAuthorLst xmlns:p=\"urn:p\" xmlns:p15=\"urn:p15\"><p:cmAuthor id=\"1\" name=\"{RAHASIA}\" initials=\"{RAHASIA}\"><p:extLst>\
         <p:ext uri=\"{{19B8F6BF-5375-455C-9EA6-DF929625EA0E}}\"><p15:presenceInfo userId=\"{RAHASIA}\"/></p:ext></p:extLst></p:cmAuthor></p:cmAuthorLst>"
    );
    zip(&[
        ("[Content_Types].xml", types(&["ppt/presentation.xml"])),
        ("_rels/.rels", rels(&[("rId1", "officeDocument", "ppt/presentation.xml")])),
        ("ppt/presentation.xml", xml(&show)),
        ("ppt/slides/slide1.xml", xml(&format!("<p:sld xmlns:p=\"urn:p\"><a>{ISI}</a></p:sld>"))),
        ("ppt/commentAuthors.xml", xml(&authors)),
        (
            "ppt/comments/comment1.xml",
            xml(&format!("<p:cmLst xmlns:p=\"urn:p\"><p:cm dt=\"{RAHASIA}\"><p:text>{ISI}</p:text></p:cm></p:cmLst>")),
        ),
        ("ppt/embeddings/Lembar.xlsx", xlsx()),
        ("ppt/tags/tag1.xml", xml(&format!("<t x=\"{RAHASIA}\"/>"))),
    ])
}

/// A text of OpenDocument, marked.
pub fn odt() -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office=\"urn:o\" xmlns:text=\"urn:t\" xmlns:dc=\"urn:dc\" xmlns:draw=\"urn:d\" xmlns:xlink=\"urn:x\" \
         xmlns:svg=\"urn:s\" xmlns:officeooo=\"urn:oo\" xmlns:loext=\"urn:l\"><office:body><office:text><text:tracked-changes><office:change-info>\
         <dc:creator>{RAHASIA}</dc:creator><dc:date>{RAHASIA}</dc:date></office:change-info></text:tracked-changes>\
         <text:p officeooo:rsid=\"{RAHASIA}\">{ISI}<office:annotation><dc:creator>{RAHASIA}</dc:creator>\
         <loext:sender-initials>{RAHASIA}</loext:sender-initials><text:p>komentar</text:p></office:annotation></text:p>\
         <draw:frame draw:name=\"{RAHASIA}\"><draw:image xlink:href=\"Pictures/1.jpg\"/><svg:desc>{RAHASIA}</svg:desc></draw:frame>\
         <text:a xlink:href=\"file:///home/{RAHASIA}\">tautan</text:a><text:a xlink:href=\"../../{RAHASIA}.odt\">tautan</text:a>\
         </office:text></office:body></office:document-content>"
    );
    let meta = format!("<m><creator>{RAHASIA}</creator></m>");
    let manifest = "<manifest:manifest xmlns:manifest=\"urn:m\"><manifest:file-entry manifest:full-path=\"content.xml\"/>\
        <manifest:file-entry manifest:full-path=\"Thumbnails/thumbnail.png\"/></manifest:manifest>";
    zip(&[
        ("mimetype", ODT.as_bytes().to_vec()),
        ("content.xml", xml(&content)),
        ("styles.xml", xml("<office:document-styles xmlns:office=\"urn:o\"/>")),
        ("meta.xml", xml(&meta)),
        ("settings.xml", xml(&meta)),
        ("Thumbnails/thumbnail.png", RAHASIA.as_bytes().to_vec()),
        ("Pictures/1.jpg", jpeg()),
        ("META-INF/manifest.xml", xml(manifest)),
        ("META-INF/documentsignatures.xml", xml(&meta)),
    ])
}

/// Every document by its type.
pub fn semua() -> Vec<(&'static str, Vec<u8>)> {
    vec![(DOCX, docx()), (XLSX, xlsx()), (PPTX, pptx()), (ODT, odt())]
}
