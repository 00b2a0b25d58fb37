//! PDF, written anew from what its pages show.
//!
//! What is reached from the catalog through a list of known keys is kept, everything else stays behind: information dictionary, XMP,
//! attachments, scripts, forms behind their looks, signatures, structure, thumbnails, private data of programs, and every object of an
//! older version. Pictures inside lose their own metadata. A locked or broken file is not understood.
mod pohon;
mod saring;

use std::panic::{AssertUnwindSafe, catch_unwind};

use lopdf::xref::XrefType;
use lopdf::{Dictionary, Document, LoadOptions, Object};

/// Longest stream that may be unpacked, in bytes.
const ALIRAN: usize = 16 * 1024 * 1024;
/// All object streams together, and all pictures that are packed twice, in bytes.
const ALIRAN_SEMUA: usize = 64 * 1024 * 1024;
/// Object streams in a file; each is unpacked while the file is loaded.
const ALIRAN_OBJEK: usize = 400;
/// Pages.
const HALAMAN: usize = 5_000;
/// Objects.
const OBJEK: usize = 400_000;

/// The PDF as its pages show it.
pub fn bersih(isi: &[u8]) -> Option<Vec<u8>> {
    // The reader is of others; whatever a broken file makes it do ends here.
    catch_unwind(AssertUnwindSafe(|| tulis_ulang(isi))).ok().flatten()
}

fn tulis_ulang(isi: &[u8]) -> Option<Vec<u8>> {
    let streams = isi.windows(7).filter(|seven| *seven == b"/ObjStm").count();
    if !isi.starts_with(b"%PDF-") || streams > ALIRAN_OBJEK {
        return None;
    }
    let limit = ALIRAN.min(ALIRAN_SEMUA / (streams + 1));
    let mut lama = Document::load_mem_with_options(isi, LoadOptions::with_max_decompressed_size(limit)).ok()?;
    let locked = lama.is_encrypted() || lama.was_encrypted();
    if locked || lama.xref_recovery.is_some() || lama.objects.len() > OBJEK {
        return None;
    }
    let root = lama.trailer.get(b"Root").and_then(Object::as_reference).ok()?;
    pohon::katalog(&mut lama, root)?;
    let mut jatah = ALIRAN_SEMUA;
    let mut baru = Document::with_version("1.7");
    for id in saring::terjangkau(&lama, root)? {
        let mut object = lama.objects.remove(&id)?;
        saring::bersihkan(&mut object, &mut jatah)?;
        baru.objects.insert(id, object);
    }
    let mut trailer = Dictionary::new();
    trailer.set("Root", root);
    baru.trailer = trailer;
    baru.max_id = baru.objects.keys().map(|(id, _)| *id).max()?;
    baru.reference_table.cross_reference_type = XrefType::CrossReferenceTable;
    let mut out = vec![];
    baru.save_to(&mut out).ok()?;
    // What was written opens again, with all its pages.
    let lagi = Document::load_mem_with_options(&out, LoadOptions::with_max_decompressed_size(limit)).ok()?;
    (lagi.get_pages().len() == baru.get_pages().len()).then_some(out)
}
