//! Reading a backup from its first byte to its last, whoever takes the parts.
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use anyhow::Context as _;
use flate2::read::GzDecoder;
use kernel::keys::hex;
use sha2::{Digest as _, Sha256};

use super::{CLOSING, Closing, FILES, FORMAT, KEYS, MANIFEST, Manifest, ROWS};

/// Bytes of an entry that is read at once.
const SMALL: u64 = 64 * 1024 * 1024;
/// Bytes of rows handed on at a time.
const CHUNK: usize = 256 * 1024;

/// Takes the parts of a backup as they come.
pub trait Taker {
    /// A key file.
    fn key(&mut self, name: &str, bytes: &[u8]) -> anyhow::Result<()>;
    /// The next rows, cut anywhere.
    fn rows(&mut self, bytes: Vec<u8>) -> anyhow::Result<()>;
    /// The content of a stored file; it may be read or left.
    fn content(&mut self, sha256: &str, content: &mut dyn Read) -> anyhow::Result<()>;
}

/// Reads an opened backup and checks everything that it says of itself but the rows, which `db::dump` checks.
///
/// # Errors
/// When the file was cut off or changed, or is not whole in any other way.
pub fn walk(opened: impl Read, taker: &mut dyn Taker) -> anyhow::Result<(Manifest, Closing)> {
    let mut archive = tar::Archive::new(opened);
    let mut counted = Counted::default();
    let (mut manifest, mut closing) = (None::<Manifest>, None::<Closing>);
    for entry in archive.entries()? {
        let mut entry = entry.map_err(damaged)?;
        let name = String::from_utf8(entry.path_bytes().into_owned()).context("nama isi cadangan bukan UTF-8")?;
        anyhow::ensure!(closing.is_none(), "Cadangan rusak: ada isi sesudah penutup.");
        if manifest.is_none() {
            anyhow::ensure!(name == MANIFEST, "Berkas ini bukan cadangan Pendopo.");
            let found: Manifest = serde_json::from_slice(&small(&mut entry)?).context("manifes cadangan")?;
            anyhow::ensure!(
                found.pendopo_cadangan == FORMAT,
                "Cadangan ini berbentuk {}; program ini membaca bentuk {FORMAT}.",
                found.pendopo_cadangan
            );
            manifest = Some(found);
        } else if name == CLOSING {
            closing = Some(serde_json::from_slice(&small(&mut entry)?).context("penutup cadangan")?);
        } else if let Some(key) = name.strip_prefix(KEYS).filter(|key| is_plain(key)) {
            let bytes = small(&mut entry)?;
            counted.keys.insert(key.to_owned(), hex(&Sha256::digest(&bytes)));
            taker.key(key, &bytes)?;
        } else if name.starts_with(ROWS) {
            counted.pieces += 1;
            anyhow::ensure!(
                name == format!("{ROWS}{:08}.gz", counted.pieces),
                "Cadangan rusak: potongan {name} tidak urut."
            );
            unpack(&mut entry, taker)?;
        } else if let Some(sha256) = name.strip_prefix(FILES).filter(|name| is_hash(name)) {
            counted.files += 1;
            counted.bytes += entry.size();
            let mut hashed = Hashed { from: &mut entry, hash: Sha256::new() };
            taker.content(sha256, &mut hashed)?;
            std::io::copy(&mut hashed, &mut std::io::sink()).map_err(damaged)?;
            if hex(&hashed.hash.finalize()) != sha256 {
                counted.broken.insert(sha256.to_owned());
            }
        } else {
            anyhow::bail!("Cadangan rusak: isi {name} tidak dikenal.");
        }
    }
    // Only the last bytes prove that nothing was cut off.
    std::io::copy(&mut archive.into_inner(), &mut std::io::sink()).map_err(damaged)?;
    let manifest = manifest.context("Cadangan ini kosong.")?;
    let closing = closing.context("Cadangan terpotong: penutupnya tidak ada.")?;
    counted.compare(&closing)?;
    Ok((manifest, closing))
}

#[derive(Default)]
struct Counted {
    pieces: u64,
    files: u64,
    bytes: u64,
    broken: BTreeSet<String>,
    keys: BTreeMap<String, String>,
}

impl Counted {
    fn compare(&self, closing: &Closing) -> anyhow::Result<()> {
        anyhow::ensure!(self.keys == closing.kunci, "Cadangan rusak: kuncinya bukan yang dicatat penutup.");
        anyhow::ensure!(self.pieces == closing.potongan, "Cadangan rusak: jumlah potongan basis data tidak cocok.");
        anyhow::ensure!(
            (self.files, self.bytes) == (closing.berkas, closing.bita),
            "Cadangan rusak: jumlah atau ukuran berkas tidak cocok."
        );
        // What had rotted before the backup was made is told there, and is no fault of the backup.
        let known: BTreeSet<String> = closing.rusak.iter().cloned().collect();
        match self.broken.difference(&known).next() {
            Some(sha256) => anyhow::bail!("Cadangan rusak: isi berkas {sha256} tidak cocok dengan hash-nya."),
            None => Ok(()),
        }
    }
}

fn small(entry: &mut impl Read) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    entry.take(SMALL + 1).read_to_end(&mut bytes).map_err(damaged)?;
    anyhow::ensure!(bytes.len() as u64 <= SMALL, "Cadangan rusak: sebuah isinya terlalu besar.");
    Ok(bytes)
}

fn unpack(entry: &mut impl Read, taker: &mut dyn Taker) -> anyhow::Result<()> {
    let mut gzip = GzDecoder::new(entry);
    loop {
        let mut chunk = Vec::with_capacity(CHUNK);
        (&mut gzip).take(CHUNK as u64).read_to_end(&mut chunk).map_err(damaged)?;
        if chunk.is_empty() {
            return Ok(());
        }
        taker.rows(chunk)?;
    }
}

fn damaged(cause: std::io::Error) -> anyhow::Error {
    anyhow::anyhow!("Cadangan rusak atau terpotong ({cause}).")
}

/// A name without folders.
fn is_plain(name: &str) -> bool {
    !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\', '\0'])
}

fn is_hash(name: &str) -> bool {
    name.len() == 64 && name.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

struct Hashed<'a, R> {
    from: &'a mut R,
    hash: Sha256,
}

impl<R: Read> Read for Hashed<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let count = self.from.read(into)?;
        self.hash.update(into.get(..count).unwrap_or_default());
        Ok(count)
    }
}

/// Rows on their way from the thread that reads the backup to the one that reads the dump.
pub fn pipe() -> (SyncSender<Vec<u8>>, Pipe) {
    let (sender, chunks) = sync_channel(4);
    (sender, Pipe { chunks, chunk: vec![], at: 0 })
}

/// The end that is read; it is over when the sender is dropped.
pub struct Pipe {
    chunks: Receiver<Vec<u8>>,
    chunk: Vec<u8>,
    at: usize,
}

impl Read for Pipe {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        while self.at >= self.chunk.len() {
            match self.chunks.recv() {
                Ok(chunk) => (self.chunk, self.at) = (chunk, 0),
                Err(_) => return Ok(0),
            }
        }
        let rest = self.chunk.get(self.at..).unwrap_or_default();
        let count = rest.len().min(into.len());
        if let (Some(to), Some(from)) = (into.get_mut(..count), rest.get(..count)) {
            to.copy_from_slice(from);
        }
        self.at += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_lead_elsewhere_are_no_key_files() {
        for name in ["", ".", "..", "../induk", "a/b", ".x", "a\\b"] {
            assert!(!is_plain(name), "{name}");
        }
        assert!(is_plain("induk"));
        assert!(is_hash(&"0a".repeat(32)));
        assert!(!is_hash(&"0A".repeat(32)));
        assert!(!is_hash("../../etc/passwd"));
    }
}
