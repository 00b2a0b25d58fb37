//! Office documents: parts of XML and pictures in a zip.
mod arsip;
mod odf;
mod ooxml;
mod xml;

/// Text of Office Open XML.
pub const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
/// Sheets of Office Open XML.
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// Slides of Office Open XML.
pub const PPTX: &str = "application/vnd.openxmlformats-officedocument.presentationml.presentation";
/// Text of OpenDocument.
pub const ODT: &str = "application/vnd.oasis.opendocument.text";
/// Sheets of OpenDocument.
pub const ODS: &str = "application/vnd.oasis.opendocument.spreadsheet";
/// Slides of OpenDocument.
pub const ODP: &str = "application/vnd.oasis.opendocument.presentation";
/// Drawings of OpenDocument.
pub const ODG: &str = "application/vnd.oasis.opendocument.graphics";

/// All of them.
pub const JENIS: [&str; 7] = [DOCX, XLSX, PPTX, ODT, ODS, ODP, ODG];

/// What stands in place of the name of an author.
const PENULIS: &str = "Penulis";
/// How deep documents may lie in documents.
const DALAM: u8 = 2;

/// A document of this type without its metadata.
pub(crate) fn bersih(kind: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    dalam(kind, bytes, 0, &mut arsip::Jatah::default())
}

fn dalam(kind: &str, bytes: &[u8], dalam: u8, jatah: &mut arsip::Jatah) -> Option<Vec<u8>> {
    if dalam > DALAM {
        return None;
    }
    let parts = arsip::baca(bytes, jatah)?;
    let parts = match kind {
        DOCX | XLSX | PPTX => ooxml::bersih(kind, parts, dalam, jatah)?,
        ODT | ODS | ODP | ODG => odf::bersih(kind, parts)?,
        _ => return None,
    };
    arsip::tulis(&parts)
}

/// A picture inside a document, told by the end of its name; nothing when its kind is not understood.
fn gambar(name: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    let (_, end) = name.rsplit_once('.')?;
    match end.to_ascii_lowercase().as_str() {
        "jpg" | "jpeg" | "jpe" => crate::gambar::jpeg::bersih(bytes),
        "png" => crate::gambar::png::bersih(bytes),
        "webp" => crate::gambar::webp::bersih(bytes),
        "gif" => crate::gambar::gif::bersih(bytes),
        _ => None,
    }
}

/// The type of a document, told from the parts in its zip; nothing when it is none of [`JENIS`]. First bytes alone do not tell: each program
/// puts the parts in an order of its own.
pub fn kenali(bytes: &[u8]) -> Option<&'static str> {
    let (names, first) = arsip::nama(bytes)?;
    if let Some(kind) = JENIS.iter().find(|kind| first == kind.as_bytes()) {
        return Some(kind);
    }
    let has = |name: &str| names.iter().any(|own| own == name);
    let main = [("word/document.xml", DOCX), ("xl/workbook.xml", XLSX), ("ppt/presentation.xml", PPTX)];
    main.into_iter().find(|(part, _)| has("[Content_Types].xml") && has(part)).map(|(_, kind)| kind)
}
