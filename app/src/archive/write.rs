//! Writing a backup.
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

use anyhow::Context as _;
use flate2::Compression;
use flate2::write::GzEncoder;
use kernel::file::{Content, Store};
use kernel::keys::hex;
use sha2::{Digest as _, Sha256};

use super::lock::Lock;
use super::{CLOSING, Closing, FILES, KEYS, MANIFEST, Manifest, ROWS};

/// Bytes of rows in one piece, before compression.
const PIECE: usize = 4 * 1024 * 1024;

type Sealed = age::stream::StreamWriter<BufWriter<File>>;

/// A backup that is being written: to a file with another name, until it is whole.
pub struct Archive {
    tar: tar::Builder<Sealed>,
    path: PathBuf,
    partial: PathBuf,
    seconds: u64,
    closing: Closing,
}

impl Archive {
    /// Begins a backup. The file must not be there yet; only its owner may read it.
    pub fn create(path: &Path, lock: &Lock, manifest: &Manifest, seconds: u64) -> anyhow::Result<Archive> {
        use std::os::unix::fs::OpenOptionsExt as _;
        anyhow::ensure!(!path.exists(), "Berkas {} sudah ada.", path.display());
        let mut name = path.as_os_str().to_owned();
        name.push(".belum-selesai");
        let partial = PathBuf::from(name);
        let file = File::options()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(&partial)
            .with_context(|| format!("Berkas {} tidak dapat ditulis", partial.display()))?;
        let sealed = lock.encryptor()?.wrap_output(BufWriter::with_capacity(256 * 1024, file))?;
        let tar = tar::Builder::new(sealed);
        let mut archive = Archive { tar, path: path.to_owned(), partial, seconds, closing: Closing::default() };
        archive.entry(MANIFEST, &serde_json::to_vec_pretty(manifest)?)?;
        Ok(archive)
    }

    fn entry(&mut self, name: &str, bytes: &[u8]) -> std::io::Result<()> {
        self.stream(name, bytes.len() as u64, bytes)
    }

    fn stream(&mut self, name: &str, size: u64, content: impl Read) -> std::io::Result<()> {
        let mut header = tar::Header::new_gnu();
        header.set_size(size);
        header.set_mode(0o600);
        header.set_mtime(self.seconds);
        header.set_entry_type(tar::EntryType::Regular);
        self.tar.append_data(&mut header, name, content)
    }

    /// Adds a key file.
    pub fn key(&mut self, name: &str, bytes: &[u8]) -> anyhow::Result<()> {
        self.entry(&format!("{KEYS}{name}"), bytes)?;
        self.closing.kunci.insert(name.to_owned(), hex(&Sha256::digest(bytes)));
        Ok(())
    }

    fn piece(&mut self, rows: &[u8]) -> std::io::Result<()> {
        let mut gzip = GzEncoder::new(Vec::with_capacity(rows.len() / 4), Compression::new(4));
        gzip.write_all(rows)?;
        let bytes = gzip.finish()?;
        self.closing.potongan += 1;
        let name = format!("{ROWS}{:08}.gz", self.closing.potongan);
        self.entry(&name, &bytes)
    }

    /// What the dump said when it was whole.
    pub fn rows(&mut self, summary: db::dump::Summary) {
        self.closing.tabel = summary.tables;
        self.closing.baris = summary.rows;
        self.closing.sha256 = summary.sha256;
    }

    /// Adds the content of a stored file, or notes that it is gone or no longer what it was. Blocks: call it where
    /// blocking is allowed.
    pub fn content(&mut self, runtime: &tokio::runtime::Handle, store: &Store, sha256: &str) -> anyhow::Result<()> {
        let Some(content) = runtime.block_on(store.content(sha256)).map_err(crate::command::plain)? else {
            self.closing.hilang.push(sha256.to_owned());
            return Ok(());
        };
        let size = content.size();
        let mut reader = Blocking { runtime, content, piece: vec![], at: 0, hash: Sha256::new(), read: 0 };
        self.stream(&format!("{FILES}{sha256}"), size, (&mut reader).take(size))?;
        anyhow::ensure!(reader.read == size, "berkas {sha256} berubah ukuran ketika dibaca");
        self.closing.berkas += 1;
        self.closing.bita += size;
        if hex(&reader.hash.finalize()) != sha256 {
            self.closing.rusak.push(sha256.to_owned());
        }
        Ok(())
    }

    /// Writes the end, waits until the disk has it all, and gives the file its name.
    pub fn finish(mut self) -> anyhow::Result<Closing> {
        let closing = self.closing.clone();
        self.entry(CLOSING, &serde_json::to_vec_pretty(&closing)?)?;
        let file = self.tar.into_inner()?.finish()?.into_inner().map_err(std::io::IntoInnerError::into_error)?;
        file.sync_all()?;
        anyhow::ensure!(!self.path.exists(), "Berkas {} sudah ada.", self.path.display());
        std::fs::rename(&self.partial, &self.path)?;
        if let Some(folder) = self.path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            File::open(folder)?.sync_all()?;
        }
        Ok(closing)
    }

    /// The name that the file has until it is whole.
    pub fn partial(&self) -> PathBuf {
        self.partial.clone()
    }
}

/// A stored content as something that can be read in a blocking way.
struct Blocking<'a> {
    runtime: &'a tokio::runtime::Handle,
    content: Content,
    piece: Vec<u8>,
    at: usize,
    hash: Sha256,
    read: u64,
}

impl Read for Blocking<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        while self.at >= self.piece.len() {
            match self.runtime.block_on(self.content.next()).map_err(std::io::Error::other)? {
                None => return Ok(0),
                Some(piece) => {
                    self.hash.update(&piece);
                    self.read += piece.len() as u64;
                    self.piece = piece.to_vec();
                    self.at = 0;
                }
            }
        }
        let rest = self.piece.get(self.at..).unwrap_or_default();
        let count = rest.len().min(into.len());
        if let (Some(to), Some(from)) = (into.get_mut(..count), rest.get(..count)) {
            to.copy_from_slice(from);
        }
        self.at += count;
        Ok(count)
    }
}

/// What a dump is written to: it cuts the rows into pieces of the archive, and notes which stored files they name.
pub struct Pieces {
    archive: Arc<Mutex<Archive>>,
    files: Arc<Mutex<Named>>,
    buffer: Vec<u8>,
}

impl Pieces {
    /// Writes into this archive and notes the files here.
    pub fn new(archive: Arc<Mutex<Archive>>, files: Arc<Mutex<Named>>) -> Pieces {
        Pieces { archive, files, buffer: Vec::with_capacity(PIECE) }
    }

    fn cut(&mut self) -> std::io::Result<()> {
        held(&self.archive).piece(&self.buffer)?;
        self.buffer.clear();
        Ok(())
    }
}

/// The lock; whoever held it when it panicked has left nothing half-done that would still be used.
pub fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let room = PIECE - self.buffer.len();
        let (now, _) = bytes.split_at(bytes.len().min(room));
        held(&self.files).read(now).map_err(std::io::Error::other)?;
        self.buffer.extend_from_slice(now);
        if self.buffer.len() >= PIECE {
            self.cut()?;
        }
        Ok(now.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        if self.buffer.is_empty() { Ok(()) } else { self.cut() }
    }
}

/// Reads along with a dump and notes the hashes in the column `sha256` of the table `file`.
#[derive(Default)]
pub struct Named {
    /// The hashes: 32 bytes for each content, whatever its size.
    pub hashes: BTreeSet<[u8; 32]>,
    line: Vec<u8>,
    /// The rest of this line is of no interest.
    skip: bool,
    /// Inside the table: the place of the column.
    column: Option<usize>,
}

impl Named {
    fn read(&mut self, bytes: &[u8]) -> anyhow::Result<()> {
        for part in bytes.split_inclusive(|byte| *byte == b'\n') {
            let starts = self.line.is_empty() && !self.skip;
            // Rows of other tables are passed over, however long they are.
            if starts && self.column.is_none() && part.first() == Some(&b'[') {
                self.skip = true;
            }
            if !self.skip {
                self.line.extend_from_slice(part);
            }
            if part.last() == Some(&b'\n') {
                if !self.skip {
                    let line = std::mem::take(&mut self.line);
                    self.line(&line)?;
                }
                self.skip = false;
            }
        }
        Ok(())
    }

    fn line(&mut self, line: &[u8]) -> anyhow::Result<()> {
        let line: serde_json::Value = serde_json::from_slice(line)?;
        if let Some(row) = line.as_array() {
            let hash = self.column.and_then(|column| row.get(column)?.as_str()).and_then(kernel::keys::unhex);
            let hash = hash.and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
            self.hashes.insert(hash.context("sebuah baris berkas tidak menyebut hash isinya")?);
        } else if line.get("end").is_some() {
            self.column = None;
        } else if line.get("table").and_then(serde_json::Value::as_str) == Some("file") {
            let columns = line.get("columns").and_then(serde_json::Value::as_array);
            self.column = columns.and_then(|columns| columns.iter().position(|name| name == "sha256"));
            anyhow::ensure!(self.column.is_some(), "tabel berkas tidak punya kolom sha256");
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_that_rows_name_are_found_however_the_bytes_are_cut() {
        let (one, two) = ("11".repeat(32), "ab".repeat(32));
        let text = format!(
            "{{\"pendopo-dump\":1,\"migrations\":[]}}\n{{\"table\":\"catatan\",\"columns\":[\"sha256\"]}}\n[\"{}\"]\n{{\"end\":\"catatan\",\"rows\":1}}\n\
             {{\"columns\":[\"id\",\"sha256\"],\"table\":\"file\"}}\n[1,\"{one}\"]\n[2,\"{two}\"]\n[3,\"{one}\"]\n{{\"end\":\"file\",\"rows\":3}}\n\
             {{\"table\":\"surat\",\"columns\":[\"a\"]}}\n[\"x\"]\n{{\"end\":\"surat\",\"rows\":1}}\n{{\"tables\":3,\"rows\":5,\"sha256\":\"\"}}\n",
            "22".repeat(32)
        );
        for cut in [1, 2, 3, 7, 64, 1000, 100_000] {
            let mut named = Named::default();
            for part in text.as_bytes().chunks(cut) {
                named.read(part).unwrap();
            }
            let found: Vec<String> = named.hashes.iter().map(|hash| hex(hash)).collect();
            assert_eq!(found, [one.as_str(), two.as_str()], "cut into {cut}");
        }
        assert!(Named::default().read(b"{\"table\":\"file\",\"columns\":[\"id\"]}\n").is_err());
    }
}
