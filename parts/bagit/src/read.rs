//! Reading a bag that somebody sent.
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Seek, Write};

use sha2::{Digest as _, Sha256, Sha512};
use zip::ZipArchive;

use crate::{Fault, Hash, Result, hex, manifest, name};

/// What a bag may take.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Most entries of the zip.
    pub entries: usize,
    /// Most bytes of all contents, unpacked.
    pub total: u64,
    /// Most times that a content may be larger unpacked; texts and scans stay far below.
    pub ratio: u64,
    /// Most bytes of one list or text beside the payload.
    pub tag: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { entries: 100_000, total: 8 * 1024 * 1024 * 1024, ratio: 200, tag: 64 * 1024 * 1024 }
    }
}

/// One file of the payload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Below `data/`, such as `berkas/surat.pdf`.
    pub path: String,
    /// Bytes.
    pub size: u64,
    /// SHA-256, hexadecimal.
    pub sha256: String,
}

/// A bag whose names, lists and contents were all checked.
pub struct Bag<R: Read + Seek> {
    zip: ZipArchive<R>,
    places: BTreeMap<String, usize>,
    entries: Vec<Entry>,
    info: Vec<(String, String)>,
    limits: Limits,
}

impl<R: Read + Seek> std::fmt::Debug for Bag<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Bag({} files)", self.entries.len())
    }
}

/// Contents smaller than this may swell as they like: a small file of blanks is no bomb.
const SMALL: u64 = 1024 * 1024;

impl<R: Read + Seek> Bag<R> {
    /// Reads everything once and checks it: names, both kinds of manifest, `Payload-Oxum`.
    ///
    /// # Errors
    /// The first [`Fault`] found; nothing has been written anywhere.
    pub fn check(source: R, limits: Limits) -> Result<Bag<R>> {
        let mut zip = ZipArchive::new(source)?;
        let places = names(&mut zip, &limits)?;
        let mut bag = Bag { zip, places, entries: vec![], info: vec![], limits };
        if bag.places.contains_key("fetch.txt") {
            return Err(Fault::Fetch);
        }
        bag.version()?;
        let tags = bag.lists("tagmanifest-")?;
        let payload = bag.lists("manifest-")?;
        if payload.is_empty() {
            return Err(Fault::NoManifest);
        }
        let mut left = limits.total;
        let mut sums: BTreeMap<String, [String; 2]> = BTreeMap::new();
        for path in bag.places.keys().cloned().collect::<Vec<_>>() {
            let (size, both) = bag.sums(&path, left)?;
            left = left.saturating_sub(size);
            if let Some(below) = path.strip_prefix("data/") {
                bag.entries.push(Entry { path: below.to_owned(), size, sha256: both[0].clone() });
            }
            sums.insert(path, both);
        }
        for (hash, entries) in payload.iter().chain(&tags) {
            compare(entries, *hash, &sums)?;
        }
        for (_, entries) in &payload {
            if let Some(path) = bag.places.keys().find(|path| path.starts_with("data/") && !entries.contains_key(*path))
            {
                return Err(Fault::Unlisted(path.clone()));
            }
        }
        if bag.places.contains_key("bag-info.txt") {
            bag.info = manifest::read_info(&bag.text("bag-info.txt")?);
        }
        bag.oxum()?;
        Ok(bag)
    }

    /// The files of the payload, in the order of their paths.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }
    /// The facts of `bag-info.txt`, in order.
    pub fn info(&self) -> &[(String, String)] {
        &self.info
    }

    /// Copies a file of the payload out; it is compared with its hash once more.
    ///
    /// # Errors
    /// [`Fault::Lost`] when there is no such file, [`Fault::Changed`] when the source changed meanwhile.
    pub fn copy(&mut self, path: &str, out: &mut dyn Write) -> Result<u64> {
        let whole = format!("data/{path}");
        let entry = self.entries.iter().find(|entry| entry.path == path).cloned();
        let entry = entry.ok_or_else(|| Fault::Lost(whole.clone()))?;
        let place = *self.places.get(&whole).ok_or_else(|| Fault::Lost(whole.clone()))?;
        let mut content = self.zip.by_index(place)?.take(entry.size + 1);
        let (mut hash, mut chunk, mut size) = (Sha256::new(), vec![0_u8; 64 * 1024], 0_u64);
        loop {
            let read = content.read(&mut chunk)?;
            let Some(bytes) = chunk.get(..read).filter(|bytes| !bytes.is_empty()) else { break };
            hash.update(bytes);
            size += bytes.len() as u64;
            out.write_all(bytes)?;
        }
        if hex(&hash.finalize()) == entry.sha256 { Ok(size) } else { Err(Fault::Changed(whole)) }
    }

    /// A small file of the payload as text.
    ///
    /// # Errors
    /// [`Fault::Lost`], [`Fault::TooLarge`]; bytes that are no UTF-8 are [`Fault::Changed`].
    pub fn payload_text(&mut self, path: &str) -> Result<String> {
        self.text(&format!("data/{path}"))
    }

    fn text(&mut self, path: &str) -> Result<String> {
        let place = *self.places.get(path).ok_or_else(|| Fault::Lost(path.to_owned()))?;
        let mut bytes = Vec::new();
        self.zip.by_index(place)?.take(self.limits.tag + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > self.limits.tag {
            return Err(Fault::TooLarge(self.limits.tag));
        }
        let text = String::from_utf8(bytes).map_err(|_| Fault::Changed(path.to_owned()))?;
        Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
    }

    fn version(&mut self) -> Result<()> {
        if !self.places.contains_key("bagit.txt") {
            return Err(Fault::Missing("bagit.txt"));
        }
        let lines = manifest::read_info(&self.text("bagit.txt")?);
        let says = |label: &str| lines.iter().find(|(own, _)| own == label).map_or("", |(_, value)| value);
        let known = matches!(says("BagIt-Version"), "1.0" | "0.97");
        if known && says("Tag-File-Character-Encoding").eq_ignore_ascii_case("utf-8") {
            Ok(())
        } else {
            Err(Fault::Version)
        }
    }

    fn lists(&mut self, prefix: &str) -> Result<Vec<(Hash, BTreeMap<String, String>)>> {
        let mut found = vec![];
        for hash in Hash::ALL {
            let path = format!("{prefix}{}.txt", hash.name());
            if self.places.contains_key(&path) {
                let text = self.text(&path)?;
                found.push((hash, manifest::read(&path, &text, hash)?));
            }
        }
        Ok(found)
    }

    /// Both hashes of one content, of which at most `left` bytes are read.
    fn sums(&mut self, path: &str, left: u64) -> Result<(u64, [String; 2])> {
        let place = *self.places.get(path).ok_or_else(|| Fault::Lost(path.to_owned()))?;
        let mut entry = self.zip.by_index(place)?;
        let most = entry.compressed_size().saturating_mul(self.limits.ratio).max(SMALL);
        let (mut short, mut long, mut size) = (Sha256::new(), Sha512::new(), 0_u64);
        let mut chunk = vec![0_u8; 64 * 1024];
        loop {
            let read = entry.read(&mut chunk).map_err(|_| Fault::Changed(path.to_owned()))?;
            let Some(bytes) = chunk.get(..read).filter(|bytes| !bytes.is_empty()) else { break };
            short.update(bytes);
            long.update(bytes);
            size += bytes.len() as u64;
            if size > left {
                return Err(Fault::TooLarge(self.limits.total));
            }
            if size > most {
                return Err(Fault::Swells(path.to_owned()));
            }
        }
        Ok((size, [hex(&short.finalize()), hex(&long.finalize())]))
    }

    fn oxum(&self) -> Result<()> {
        let Some((_, said)) = self.info.iter().find(|(label, _)| label.eq_ignore_ascii_case("Payload-Oxum")) else {
            return Ok(());
        };
        let octets: u64 = self.entries.iter().map(|entry| entry.size).sum();
        if *said == format!("{octets}.{}", self.entries.len()) { Ok(()) } else { Err(Fault::Oxum) }
    }
}

/// Every file by its path below the one folder of the bag.
fn names<R: Read + Seek>(zip: &mut ZipArchive<R>, limits: &Limits) -> Result<BTreeMap<String, usize>> {
    if zip.len() > limits.entries {
        return Err(Fault::TooMany(limits.entries));
    }
    let (mut places, mut folded, mut base) = (BTreeMap::new(), BTreeSet::new(), None::<String>);
    let mut declared = 0_u64;
    for place in 0..zip.len() {
        let entry = zip.by_index_raw(place)?;
        let path = entry.name().to_owned();
        // 0o170000 masks the kind of a Unix file; 0o100000 is a plain one, 0o040000 a folder.
        let kind = entry.unix_mode().map_or(0, |mode| mode & 0o170_000);
        name::check(path.trim_end_matches('/'))?;
        if !matches!(kind, 0 | 0o100_000 | 0o040_000) {
            return Err(Fault::Special(path));
        }
        if entry.is_dir() {
            continue;
        }
        declared = declared.saturating_add(entry.size());
        if declared > limits.total {
            return Err(Fault::TooLarge(limits.total));
        }
        // A bag lies in one folder; some tools pack what is in it without the folder.
        let below = match path.split_once('/') {
            Some((folder, below)) if folder != "data" && base.as_deref().is_none_or(|base| base == folder) => {
                base = Some(folder.to_owned());
                below.to_owned()
            }
            Some(_) | None if base.is_none() => path.clone(),
            Some(_) | None => return Err(Fault::Name(path)),
        };
        if !folded.insert(below.to_lowercase()) {
            return Err(Fault::Twice(below));
        }
        places.insert(below, place);
    }
    Ok(places)
}

fn compare(entries: &BTreeMap<String, String>, hash: Hash, sums: &BTreeMap<String, [String; 2]>) -> Result<()> {
    for (path, sum) in entries {
        let [short, long] = sums.get(path).ok_or_else(|| Fault::Lost(path.clone()))?;
        let own = match hash {
            Hash::Sha256 => short,
            Hash::Sha512 => long,
        };
        if own != sum {
            return Err(Fault::Changed(path.clone()));
        }
    }
    Ok(())
}
