//! Writing a bag.
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Seek, Write};

use sha2::{Digest as _, Sha256, Sha512};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::{Fault, Hash, Result, hex, manifest, name};

/// A file that was added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Added {
    /// Bytes.
    pub size: u64,
    /// SHA-256, hexadecimal.
    pub sha256: String,
}

/// Writes a bag as a zip, file by file, without holding any of them in memory.
pub struct Writer<W: Write + Seek> {
    zip: ZipWriter<W>,
    base: String,
    names: BTreeSet<String>,
    payload: [BTreeMap<String, String>; 2],
    octets: u64,
}

impl<W: Write + Seek> std::fmt::Debug for Writer<W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Writer({}, {} files)", self.base, self.names.len())
    }
}

struct Sums {
    size: u64,
    sha256: String,
    sha512: String,
}

impl<W: Write + Seek> Writer<W> {
    /// Begins a bag whose folder is called `base`.
    ///
    /// # Errors
    /// [`Fault::Name`] when `base` is not a plain name.
    pub fn new(out: W, base: &str) -> Result<Self> {
        name::check(base)?;
        if base.contains('/') {
            return Err(Fault::Name(base.to_owned()));
        }
        Ok(Writer {
            zip: ZipWriter::new(out),
            base: base.to_owned(),
            names: BTreeSet::new(),
            payload: [BTreeMap::new(), BTreeMap::new()],
            octets: 0,
        })
    }

    /// Adds a file under `data/`; `path` is relative to it.
    ///
    /// # Errors
    /// [`Fault::Name`], [`Fault::Twice`] (also when names differ in case only), [`Fault::Io`].
    pub fn add(&mut self, path: &str, content: &mut dyn Read) -> Result<Added> {
        let path = format!("data/{path}");
        name::check(&path)?;
        if !self.names.insert(path.to_lowercase()) {
            return Err(Fault::Twice(path));
        }
        let sums = self.put(&path, content)?;
        self.octets = self.octets.saturating_add(sums.size);
        let [sha256, sha512] = &mut self.payload;
        sha256.insert(path.clone(), sums.sha256.clone());
        sha512.insert(path, sums.sha512);
        Ok(Added { size: sums.size, sha256: sums.sha256 })
    }

    fn put(&mut self, path: &str, content: &mut dyn Read) -> Result<Sums> {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).large_file(true);
        self.zip.start_file(format!("{}/{path}", self.base), options)?;
        let (mut short, mut long, mut size) = (Sha256::new(), Sha512::new(), 0_u64);
        let mut chunk = vec![0_u8; 64 * 1024];
        loop {
            let read = content.read(&mut chunk)?;
            let Some(bytes) = chunk.get(..read).filter(|bytes| !bytes.is_empty()) else { break };
            short.update(bytes);
            long.update(bytes);
            size += bytes.len() as u64;
            self.zip.write_all(bytes)?;
        }
        Ok(Sums { size, sha256: hex(&short.finalize()), sha512: hex(&long.finalize()) })
    }

    /// Writes the facts and the manifests and ends the bag. `Payload-Oxum` is added to `info`.
    pub fn finish(mut self, info: &[(String, String)]) -> Result<W> {
        let mut info = info.to_vec();
        let streams = self.names.len();
        info.push(("Payload-Oxum".into(), format!("{}.{streams}", self.octets)));
        let mut tags = vec![
            ("bagit.txt".to_owned(), "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n".to_owned()),
            ("bag-info.txt".to_owned(), manifest::write_info(&info)),
        ];
        for (hash, entries) in Hash::ALL.iter().zip(&self.payload) {
            tags.push((format!("manifest-{}.txt", hash.name()), manifest::write(entries)));
        }
        let (mut short, mut long) = (BTreeMap::new(), BTreeMap::new());
        for (path, text) in &tags {
            let sums = self.put(path, &mut text.as_bytes())?;
            short.insert(path.clone(), sums.sha256);
            long.insert(path.clone(), sums.sha512);
        }
        for (hash, entries) in Hash::ALL.iter().zip([short, long]) {
            self.put(&format!("tagmanifest-{}.txt", hash.name()), &mut manifest::write(&entries).as_bytes())?;
        }
        Ok(self.zip.finish()?)
    }
}
