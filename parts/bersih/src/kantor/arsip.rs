//! The zip around a document: read within bounds, written without times, owners or notes.
use std::collections::BTreeSet;
use std::io::{Cursor, Read as _, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// Parts of one document.
const BAGIAN: usize = 4_000;
/// Bytes of one part.
const SATU: u64 = 48 * 1024 * 1024;

/// What all parts of a document, and of documents in it, may be long together.
pub struct Jatah(u64);

impl Default for Jatah {
    fn default() -> Self {
        Jatah(96 * 1024 * 1024)
    }
}

/// A part: its name and its content.
pub struct Bagian {
    /// Name inside the zip.
    pub nama: String,
    /// Content, unpacked.
    pub isi: Vec<u8>,
}

/// All parts in their order. Nothing when one is locked, bears a name that leads elsewhere, is there twice, or is too long.
pub fn baca(bytes: &[u8], jatah: &mut Jatah) -> Option<Vec<Bagian>> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).ok()?;
    if zip.len() > BAGIAN {
        return None;
    }
    let (mut parts, mut seen) = (vec![], BTreeSet::new());
    for place in 0..zip.len() {
        let file = zip.by_index(place).ok()?;
        let nama = file.name().to_owned();
        if file.encrypted() || file.is_symlink() || !is_nama(&nama) || !seen.insert(nama.to_lowercase()) {
            return None;
        }
        if file.is_dir() {
            continue;
        }
        let limit = SATU.min(jatah.0);
        let mut isi = vec![];
        // What it claims to be long does not count, only what it is.
        file.take(limit + 1).read_to_end(&mut isi).ok()?;
        let length = u64::try_from(isi.len()).ok()?;
        if length > limit {
            return None;
        }
        jatah.0 -= length;
        parts.push(Bagian { nama, isi });
    }
    Some(parts)
}

/// The names of all parts, and what the one called `mimetype` says, if it is short and comes first.
pub fn nama(bytes: &[u8]) -> Option<(Vec<String>, Vec<u8>)> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).ok()?;
    if zip.len() > BAGIAN {
        return None;
    }
    let names: Vec<String> = zip.file_names().map(str::to_owned).collect();
    let mut first = vec![];
    let file = zip.by_index(0).ok()?;
    if file.name() == "mimetype" {
        file.take(200).read_to_end(&mut first).ok()?;
    }
    Some((names, first))
}

fn is_nama(nama: &str) -> bool {
    let plain = nama.chars().all(|sign| !sign.is_control() && sign != '\\' && sign != ':');
    plain && !nama.is_empty() && !nama.starts_with('/') && !nama.split('/').any(|step| step == "..")
}

/// The zip of these parts. The one called `mimetype` is not packed, as OpenDocument wants it.
pub fn tulis(parts: &[Bagian]) -> Option<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(vec![]));
    for part in parts {
        let method = if part.nama == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options = SimpleFileOptions::default().compression_method(method).last_modified_time(DateTime::default());
        zip.start_file(part.nama.as_str(), options).ok()?;
        zip.write_all(&part.isi).ok()?;
    }
    Some(zip.finish().ok()?.into_inner())
}
