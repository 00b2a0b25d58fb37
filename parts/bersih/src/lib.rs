//! Takes out of files what tells of the one who made them: names, places, times, devices, previews, earlier versions.
//!
//! * [`gambar`]: JPEG, PNG, WebP and GIF. Nothing is decoded: only the parts without which a picture looks different stay.
//! * [`pdf`]: written anew from the pages down, so that information, metadata, attachments, scripts, names of who annotated or
//!   signed, and all older versions are left behind.
//! * [`kantor`]: documents, sheets and slides of Office Open XML and OpenDocument. Parts that are known are kept without what names
//!   people, programs and machines; a part that is not known makes the whole file one that is not understood.
//!
//! What the content itself says stays: a name in a text, a face, the grain of a sensor. The crate does no I/O, never panics on what it
//! reads and bounds what it unpacks. The rule everywhere is a list of what is kept; what is not on it goes, or the file is refused.
pub mod gambar;
pub mod kantor;
pub mod pdf;

/// Media types that [`bersih`] may understand; each file is still judged by its content.
pub const JENIS: [&str; 13] = [
    "image/jpeg",
    "image/png",
    "image/webp",
    "image/gif",
    "application/pdf",
    kantor::DOCX,
    kantor::XLSX,
    kantor::PPTX,
    kantor::ODT,
    kantor::ODS,
    kantor::ODP,
    kantor::ODG,
    "text/plain",
];

/// The file without its metadata. `kind` is the media type told from its content. `None`: the kind is not known, or the file holds
/// something that is not understood to its end; it must then be treated as one that tells of its maker.
pub fn bersih(kind: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    match kind {
        "image/jpeg" => gambar::jpeg::bersih(bytes),
        "image/png" => gambar::png::bersih(bytes),
        "image/webp" => gambar::webp::bersih(bytes),
        "image/gif" => gambar::gif::bersih(bytes),
        "application/pdf" => pdf::bersih(bytes),
        // There is nothing around the text of a text.
        "text/plain" => std::str::from_utf8(bytes).is_ok().then(|| bytes.to_vec()),
        other => kantor::bersih(other, bytes),
    }
}

/// Whether the type is that of an office document, which names its authors unless it is cleaned.
pub fn is_kantor(kind: &str) -> bool {
    kantor::JENIS.contains(&kind)
}
