//! The text layer of a PDF, put back into lines by the place of each piece on the page.

mod halaman;
mod huruf;

use lopdf::{Document, LoadOptions};

use super::{BATAS_TEKS, GalatBerkas};

/// Longest stream that loading may unpack, in bytes.
const BATAS_ALIRAN: usize = 8 * 1024 * 1024;

/// All that the pages may unpack together, in bytes.
const BATAS_ISI: usize = 48 * 1024 * 1024;

/// Pages read at most.
const BATAS_HALAMAN: usize = 5_000;

/// Object streams unpack while the file is loaded; so many of them may stand in a file.
const BATAS_ALIRAN_OBJEK: usize = 400;

/// Reads all pages; a form feed stands between them.
pub(super) fn baca(bytes: &[u8]) -> Result<String, GalatBerkas> {
    let aliran_objek = bytes.windows(7).filter(|tujuh| *tujuh == b"/ObjStm").count();
    if aliran_objek > BATAS_ALIRAN_OBJEK {
        return Err(GalatBerkas::IsiTerlaluBesar);
    }
    // Many object streams share one allowance, so that all together stay bounded.
    let jatah = BATAS_ALIRAN.min(BATAS_ISI / (aliran_objek + 1));
    let dokumen = Document::load_mem_with_options(bytes, LoadOptions::with_max_decompressed_size(jatah))
        .map_err(|galat| galat_muat(&galat))?;
    if dokumen.is_encrypted() {
        return Err(GalatBerkas::PdfTerkunci);
    }
    let halaman = dokumen.get_pages();
    if halaman.is_empty() {
        return Err(GalatBerkas::PdfRusak);
    }
    if halaman.len() > BATAS_HALAMAN {
        return Err(GalatBerkas::IsiTerlaluBesar);
    }
    let mut hasil = String::new();
    let mut sisa = BATAS_ISI;
    for (urut, id) in halaman.values().enumerate() {
        if urut > 0 {
            hasil.push('\u{c}');
        }
        halaman::baca(&dokumen, *id, &mut sisa, &mut hasil)?;
        if hasil.len() > BATAS_TEKS {
            return Err(GalatBerkas::IsiTerlaluBesar);
        }
    }
    let huruf = hasil.chars().filter(|c| c.is_alphanumeric()).count();
    let asing = hasil.chars().filter(|c| matches!(c, '\u{fffd}' | '\u{e000}'..='\u{f8ff}')).count();
    if asing > huruf.max(20) / 4 {
        return Err(GalatBerkas::PdfHurufAsing);
    }
    // Scans often carry a stamp or a page number as text.
    if huruf < 20 * halaman.len().min(50) {
        return Err(GalatBerkas::PdfTanpaTeks);
    }
    Ok(hasil)
}

fn galat_muat(galat: &lopdf::Error) -> GalatBerkas {
    let isi = format!("{galat:?}").to_lowercase();
    if isi.contains("password") || isi.contains("encrypt") || isi.contains("decrypt") {
        GalatBerkas::PdfTerkunci
    } else if isi.contains("memorylimit") {
        GalatBerkas::IsiTerlaluBesar
    } else {
        GalatBerkas::PdfRusak
    }
}
