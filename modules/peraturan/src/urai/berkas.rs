//! From a file to text: plain text, DOCX or PDF, told apart by content. Bounded in memory, and an error instead of a panic.

mod docx;
mod pdf;

/// Largest file read, in bytes.
pub const BATAS_BERKAS: usize = 30 * 1024 * 1024;

/// Longest text taken out of a file, in bytes.
pub const BATAS_TEKS: usize = 32 * 1024 * 1024;

/// Why a file gave no text; each message is for the person who uploads.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GalatBerkas {
    /// Nothing in it.
    #[error("berkas kosong")]
    Kosong,
    /// More than [`BATAS_BERKAS`].
    #[error("berkas terlalu besar; paling besar {} MB", BATAS_BERKAS / 1024 / 1024)]
    TerlaluBesar,
    /// It unpacks to more than a regulation can have.
    #[error("isi berkas setelah dibuka terlalu besar; berkas ditolak")]
    IsiTerlaluBesar,
    /// Neither text nor DOCX nor PDF.
    #[error("jenis berkas \"{0}\" tidak dikenal; unggah naskah sebagai teks, DOCX, atau PDF")]
    JenisTidakDikenal(String),
    /// Old Word, RTF or ODT.
    #[error("berkas {0} tidak dapat dibaca; simpan dahulu sebagai DOCX atau PDF")]
    PerluDiubah(&'static str),
    /// The ZIP or the XML in it is broken.
    #[error("berkas DOCX rusak atau tidak lengkap")]
    DocxRusak,
    /// The XML declares entities or a document type.
    #[error("berkas DOCX memuat deklarasi dokumen atau entitas, yang tidak diizinkan")]
    DocxBerentitas,
    /// The PDF cannot be read.
    #[error("berkas PDF rusak dan tidak dapat dibaca")]
    PdfRusak,
    /// The PDF needs a password.
    #[error("berkas PDF terkunci kata sandi; buka kuncinya dahulu")]
    PdfTerkunci,
    /// The PDF is a scan.
    #[error("berkas PDF tidak memuat lapisan teks (hasil pindai); lakukan pengenalan teks (OCR) dahulu")]
    PdfTanpaTeks,
    /// The PDF has text whose letters cannot be told.
    #[error("huruf dalam berkas PDF tidak dapat dikenali; buat ulang PDF dari naskah aslinya, atau unggah DOCX")]
    PdfHurufAsing,
}

/// The text of a file. The content decides what it is; the name is only used in the message when it cannot be told.
///
/// # Errors
/// See [`GalatBerkas`]; nothing is kept of a refused file.
pub fn berkas_ke_teks(bytes: &[u8], nama: &str) -> Result<String, GalatBerkas> {
    if bytes.len() > BATAS_BERKAS {
        return Err(GalatBerkas::TerlaluBesar);
    }
    let awal = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(GalatBerkas::Kosong);
    }
    // A panic in a foreign decoder must not take the request down.
    let aman = |kerja: &dyn Fn() -> Result<String, GalatBerkas>, rusak: GalatBerkas| {
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(kerja)).unwrap_or(Err(rusak))
    };
    if awal.windows(5).any(|lima| lima == b"%PDF-") {
        return aman(&|| pdf::baca(bytes), GalatBerkas::PdfRusak);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return aman(&|| docx::baca(bytes), GalatBerkas::DocxRusak);
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(GalatBerkas::PerluDiubah("Word lama (.doc)"));
    }
    if bytes.starts_with(b"{\\rtf") {
        return Err(GalatBerkas::PerluDiubah("RTF"));
    }
    teks(bytes)
        .ok_or_else(|| GalatBerkas::JenisTidakDikenal(nama.chars().filter(|c| !c.is_control()).take(80).collect()))
}

/// Plain text in UTF-8, UTF-16 or Latin-1; `None` if it is none of these.
fn teks(bytes: &[u8]) -> Option<String> {
    if let Some(sisa) = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]) {
        return std::str::from_utf8(sisa).ok().map(str::to_owned);
    }
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        let (hasil, _, rusak) = encoding_rs::UTF_16LE.decode(bytes);
        return (!rusak).then(|| hasil.into_owned());
    }
    let nol = bytes.iter().filter(|b| **b == 0).count();
    if nol > 0 {
        return tanpa_bom(bytes, nol);
    }
    let kendali = bytes.iter().filter(|b| **b < 0x20 && !matches!(**b, b'\t' | b'\n' | b'\r' | 0x0C)).count();
    if kendali * 200 > bytes.len() {
        return None;
    }
    match std::str::from_utf8(bytes) {
        Ok(teks) => Some(teks.to_owned()),
        Err(_) => {
            let huruf = bytes.iter().filter(|b| b.is_ascii_alphabetic() || **b == b' ').count();
            (huruf * 2 > bytes.len()).then(|| encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned())
        }
    }
}

/// UTF-16 without a mark: every other byte is nought.
fn tanpa_bom(bytes: &[u8], nol: usize) -> Option<String> {
    if nol * 3 < bytes.len() || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let genap = bytes.iter().step_by(2).filter(|b| **b == 0).count();
    let sandi = if genap * 2 > nol { encoding_rs::UTF_16BE } else { encoding_rs::UTF_16LE };
    let hasil = sandi.decode_without_bom_handling_and_without_replacement(bytes)?;
    (!hasil.contains('\0')).then(|| hasil.into_owned())
}
