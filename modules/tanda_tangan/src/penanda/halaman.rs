//! The height of a page: the national service measures from the top, PDF from the bottom.
use lopdf::{Document, LoadOptions, Object, ObjectId};

/// What loading may unpack.
const BATAS: usize = 32 * 1024 * 1024;

/// Height of page `nomor` (from 1) in points; nothing when the file cannot tell.
pub(super) fn tinggi(pdf: &[u8], nomor: usize) -> Option<f64> {
    let dokumen = Document::load_mem_with_options(pdf, LoadOptions::with_max_decompressed_size(BATAS)).ok()?;
    let mut id: ObjectId = *dokumen.get_pages().get(&u32::try_from(nomor).ok()?)?;
    // The box may stand at any node above the page.
    for _ in 0..64 {
        let simpul = dokumen.get_dictionary(id).ok()?;
        if let Ok(kotak) = simpul.get(b"MediaBox") {
            let kotak = dokumen.dereference(kotak).ok()?.1.as_array().ok()?;
            let angka = |tempat: usize| angka(&dokumen, kotak.get(tempat)?);
            return Some((angka(3)? - angka(1)?).abs());
        }
        id = simpul.get(b"Parent").ok()?.as_reference().ok()?;
    }
    None
}

fn angka(dokumen: &Document, objek: &Object) -> Option<f64> {
    dokumen.dereference(objek).ok()?.1.as_float().ok().map(f64::from)
}
