//! Reading a CSV file as it comes from a spreadsheet: which encoding, which delimiter.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Records that are looked at to find the delimiter.
const CONTOH_BARIS: usize = 200;
/// Characters that are looked at.
const CONTOH_HURUF: usize = 256 * 1024;

/// How the file was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Penyandian {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// Windows-1252, which contains Latin-1.
    Windows1252,
}

impl Penyandian {
    /// Name for people.
    pub fn nama(self) -> &'static str {
        match self {
            Penyandian::Utf8 => "UTF-8",
            Penyandian::Utf16Le => "UTF-16 LE",
            Penyandian::Utf16Be => "UTF-16 BE",
            Penyandian::Windows1252 => "Windows-1252",
        }
    }

    fn tabel(self) -> &'static Encoding {
        match self {
            Penyandian::Utf8 => UTF_8,
            Penyandian::Utf16Le => UTF_16LE,
            Penyandian::Utf16Be => UTF_16BE,
            Penyandian::Windows1252 => WINDOWS_1252,
        }
    }
}

/// A file that can be handed to a CSV reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Csv {
    /// The text, without byte order mark and without a `sep=` line.
    pub teks: String,
    /// The delimiter: comma, semicolon, tab or bar. Comma for a file of one column.
    pub pemisah: char,
    /// How it was written; worth showing, since Windows-1252 is a guess.
    pub penyandian: Penyandian,
}

/// Why a file is refused; `Display` is the sentence for the person who chose it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KesalahanCsv {
    /// Nothing in it.
    #[error("Berkas itu kosong.")]
    Kosong,
    /// A spreadsheet, a PDF, a picture or another file that is not text.
    #[error("Berkas itu bukan CSV. Simpan tabel sebagai CSV, lalu unggah lagi.")]
    BukanTeks,
    /// Its byte order mark promises an encoding that the bytes do not keep.
    #[error("Huruf dalam berkas itu tidak terbaca. Simpan ulang sebagai CSV UTF-8.")]
    Rusak,
}

/// Decodes a CSV file and finds its delimiter.
pub fn csv_deteksi(bytes: &[u8]) -> Result<Csv, KesalahanCsv> {
    let (penyandian, rest) = penyandian(bytes)?;
    let teks = penyandian.tabel().decode_without_bom_handling_and_without_replacement(rest);
    let teks = teks.ok_or(KesalahanCsv::Rusak)?;
    if teks
        .chars()
        .take(CONTOH_HURUF)
        .any(|sign| sign.is_control() && !matches!(sign, '\t' | '\n' | '\r' | '\u{85}' | '\u{1a}'))
    {
        return Err(KesalahanCsv::BukanTeks);
    }
    // Old DOS programs end a file with this.
    let teks = teks.trim_end_matches('\u{1a}');
    if teks.trim().is_empty() {
        return Err(KesalahanCsv::Kosong);
    }
    let (said, teks) = baris_sep(teks);
    Ok(Csv { pemisah: said.unwrap_or_else(|| pemisah(teks)), teks: teks.to_owned(), penyandian })
}

/// The encoding and the bytes after a byte order mark.
fn penyandian(bytes: &[u8]) -> Result<(Penyandian, &[u8]), KesalahanCsv> {
    if bytes.is_empty() {
        return Err(KesalahanCsv::Kosong);
    }
    let marks: [(&[u8], Penyandian); 3] =
        [(b"\xef\xbb\xbf", Penyandian::Utf8), (b"\xff\xfe", Penyandian::Utf16Le), (b"\xfe\xff", Penyandian::Utf16Be)];
    if let Some((rest, encoding)) =
        marks.iter().find_map(|(mark, encoding)| Some((bytes.strip_prefix(*mark)?, *encoding)))
    {
        // An odd number of bytes is a cut-off file, which the decoder reports.
        return Ok((encoding, rest));
    }
    const OTHERS: [&[u8]; 5] = [b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"\x89PNG"];
    if OTHERS.iter().any(|start| bytes.starts_with(start)) {
        return Err(KesalahanCsv::BukanTeks);
    }
    if bytes.contains(&0) {
        return utf16_tanpa_tanda(bytes).map(|encoding| (encoding, bytes)).ok_or(KesalahanCsv::BukanTeks);
    }
    match std::str::from_utf8(bytes) {
        Ok(_) => Ok((Penyandian::Utf8, bytes)),
        Err(_) => Ok((Penyandian::Windows1252, bytes)),
    }
}

/// UTF-16 without a mark: text in Latin letters has a zero in nearly every second byte, always on the same side.
fn utf16_tanpa_tanda(bytes: &[u8]) -> Option<Penyandian> {
    if !bytes.len().is_multiple_of(2) {
        return None;
    }
    let sample = bytes.get(..bytes.len().min(4096))?;
    let zeros = |side: usize| sample.iter().skip(side).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), sample.len() / 2);
    if odd * 10 >= pairs * 7 && even == 0 {
        Some(Penyandian::Utf16Le)
    } else if even * 10 >= pairs * 7 && odd == 0 {
        Some(Penyandian::Utf16Be)
    } else {
        None
    }
}

/// The line `sep=;` that spreadsheets write and read, and the text after it.
fn baris_sep(text: &str) -> (Option<char>, &str) {
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    let line = line.trim_end_matches('\r').trim_matches('"');
    let mut signs = line
        .get(..4)
        .filter(|word| word.eq_ignore_ascii_case("sep="))
        .map_or("", |_| line.get(4..).unwrap_or(""))
        .chars();
    match (signs.next(), signs.next()) {
        (Some(sign @ (',' | ';' | '\t' | '|')), None) => (Some(sign), rest),
        _ => (None, text),
    }
}

/// The delimiter that parts most records into the same number of columns. A title above the table does not disturb. On a
/// tie the comma comes last, since it also stands in numbers (`1,5;2,5`) and sentences; in a single record the sign that
/// stands there most often wins.
fn pemisah(text: &str) -> char {
    let mut best = (',', (0, 0));
    for sign in ['\t', ';', '|', ','] {
        let columns = kolom(text, sign);
        let same = |wanted: usize| columns.iter().filter(|count| **count == wanted).count();
        let Some(usual) = columns.iter().copied().filter(|count| *count > 1).max_by_key(|count| same(*count)) else {
            continue;
        };
        let score = (same(usual) * 1000 / columns.len(), if columns.len() == 1 { usual } else { 0 });
        if score > best.1 {
            best = (sign, score);
        }
    }
    best.0
}

/// Columns of the first records, quoted fields respected, empty lines left out.
fn kolom(text: &str, sign: char) -> Vec<usize> {
    let mut counts = Vec::new();
    let (mut columns, mut quoted, mut field_start, mut blank) = (1, false, true, true);
    for character in text.chars().take(CONTOH_HURUF).chain(std::iter::once('\n')) {
        match character {
            '"' if quoted => quoted = false,
            // A quote opens a field at its beginning, or goes on with it when doubled.
            '"' if field_start => quoted = true,
            '\n' if !quoted => {
                if !blank {
                    counts.push(columns);
                    if counts.len() == CONTOH_BARIS {
                        return counts;
                    }
                }
                (columns, field_start, blank) = (1, true, true);
                continue;
            }
            '\r' => continue,
            // A quote after any of the signs opens a field, whichever sign is tried: what is quoted never parts.
            ',' | ';' | '\t' | '|' if !quoted => {
                (columns, field_start, blank) = (columns + usize::from(character == sign), true, false);
                continue;
            }
            _ => {}
        }
        // Right after a closing quote a second quote means one inside the field, so the field may open again.
        (field_start, blank) = (character == '"' && !quoted, false);
    }
    if quoted && !blank {
        counts.push(columns);
    }
    counts
}

#[cfg(test)]
mod tests;
