//! Checking a whole log: every entry against the tiles, the tiles against each other, and all against the signed root.

use std::fmt;
use std::ops::Range;

use crate::tile::WIDTH;
use crate::view::read_tile;
use crate::{Checkpoint, Error, Hash, MAX_SIZE, Result, Tile, TileSource, edge_tiles, leaf_hash, tree_hash};

/// Findings that a report lists; more are only counted.
pub const MAX_FINDINGS: usize = 100;

/// Something in the log that is not as it was signed. Its `Display` is the sentence for the administrator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// The entry is not the one that was logged: it does not hash to its leaf in the tile.
    Entry {
        /// Index of the entry.
        index: u64,
        /// The tile with its leaf hash.
        tile: Tile,
        /// The leaf hash in the tile.
        stored: Hash,
        /// The leaf hash of the entry as it is now.
        computed: Hash,
    },
    /// These entries were not handed over.
    Missing {
        /// Their indexes.
        entries: Range<u64>,
    },
    /// There are entries past the end of the signed log.
    Extra {
        /// Index of the first of them.
        index: u64,
    },
    /// A hash in a stored tile is not what the entries and the rest of the tree give.
    Tile {
        /// The tile.
        tile: Tile,
        /// Position of the hash in it.
        position: u16,
        /// The entries below that hash.
        entries: Range<u64>,
    },
    /// The tile is not stored.
    TileMissing {
        /// The tile.
        tile: Tile,
    },
    /// The stored tile is not a whole number of hashes, or too short.
    TileLength {
        /// The tile.
        tile: Tile,
        /// Bytes that are stored.
        length: usize,
    },
    /// Entries and tile were changed together: they agree, but not with the tree above them.
    Rewritten {
        /// The tile.
        tile: Tile,
        /// The entries below it.
        entries: Range<u64>,
    },
    /// Something among these entries was changed; which one cannot be told, because their tile is missing too.
    Unclear {
        /// The entries below the missing tile.
        entries: Range<u64>,
    },
    /// Entries and all tiles agree with each other, but not with the signed root: the whole log was rewritten, or the
    /// checkpoint is not of this log.
    Root {
        /// The signed root.
        signed: Hash,
        /// The root of the entries.
        computed: Hash,
    },
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let span = |entries: &Range<u64>| match entries.end.saturating_sub(entries.start) {
            0 | 1 => format!("entri {}", entries.start),
            _ => format!("entri {} sampai {}", entries.start, entries.end - 1),
        };
        match self {
            Finding::Entry { index, tile, .. } => {
                write!(formatter, "isi entri {index} berubah: tidak cocok dengan ubin {tile}")
            }
            Finding::Missing { entries } => write!(formatter, "{} hilang", span(entries)),
            Finding::Extra { index } => {
                write!(formatter, "ada entri mulai nomor {index} di luar log yang ditandatangani")
            }
            Finding::Tile { tile, position, entries } => {
                write!(formatter, "ubin {tile} rusak pada hash ke-{} ({})", position + 1, span(entries))
            }
            Finding::TileMissing { tile } => write!(formatter, "ubin {tile} hilang"),
            Finding::TileLength { tile, length } => {
                write!(formatter, "ubin {tile} berisi {length} bita, seharusnya {}", tile.byte_len())
            }
            Finding::Rewritten { tile, entries } => {
                write!(formatter, "{} dan ubin {tile} diubah bersama-sama setelah ditandatangani", span(entries))
            }
            Finding::Unclear { entries } => {
                write!(formatter, "ada perubahan pada {}, dan ubin yang menunjukkan tempatnya hilang", span(entries))
            }
            Finding::Root { signed, computed } => write!(
                formatter,
                "akar log {computed} tidak sama dengan akar yang ditandatangani {signed}: seluruh log ditulis ulang atau titik periksa milik log lain"
            ),
        }
    }
}

/// The outcome of checking a whole log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Leaves in the signed log.
    pub size: u64,
    /// Entries that were read and belong to the signed log.
    pub read: u64,
    /// What is wrong, in the order of the log, at most [`MAX_FINDINGS`].
    pub findings: Vec<Finding>,
    /// All that is wrong, listed or not.
    pub found: u64,
    /// The signed root.
    pub signed_root: Hash,
    /// The root of the entries as they are now, missing ones taken from the tiles.
    pub computed_root: Hash,
}

impl Report {
    /// Whether the log is exactly what was signed.
    pub fn is_intact(&self) -> bool {
        self.found == 0
    }

    /// Whether every signed entry is there and unchanged, so that damaged tiles can be made anew from the entries.
    pub fn entries_are_intact(&self) -> bool {
        self.read == self.size && self.computed_root == self.signed_root
    }
}

/// A stored tile on the way from the current leaf up to the edge.
struct Step {
    index: u64,
    /// `None` if missing or unreadable.
    hashes: Option<Vec<Hash>>,
    /// Whether the signed root vouches for these hashes.
    trusted: bool,
}

/// Checks a log entry by entry, with memory for one tile per level. For a whole iterator use [`verify_all`]; push entries
/// by hand where they come from an asynchronous reader.
pub struct Verifier {
    size: u64,
    root: Hash,
    edge_trusted: bool,
    next: u64,
    read: u64,
    extra: bool,
    /// Leaf hashes of the current level 0 tile; `None` for an entry that is missing.
    block: Vec<Option<Hash>>,
    /// Recomputed hashes of the current tile at level 1 and up.
    rows: Vec<Vec<Hash>>,
    /// Findings there were when the current child of each level began.
    marks: Vec<u64>,
    path: Vec<Option<Step>>,
    findings: Vec<Finding>,
    found: u64,
    missing: Option<Range<u64>>,
}

impl Verifier {
    /// Begins a check against a signed checkpoint, reading the right edge of the tree.
    pub fn start<S: TileSource + ?Sized>(source: &S, checkpoint: &Checkpoint) -> Result<Verifier> {
        if checkpoint.size > MAX_SIZE {
            return Err(Error::TooLarge);
        }
        let mut verifier = Verifier {
            size: checkpoint.size,
            root: checkpoint.root,
            edge_trusted: false,
            next: 0,
            read: 0,
            extra: false,
            block: Vec::new(),
            rows: Vec::new(),
            marks: Vec::new(),
            path: Vec::new(),
            findings: Vec::new(),
            found: 0,
            missing: None,
        };
        let mut rest = None;
        for tile in edge_tiles(checkpoint.size) {
            // What is wrong with the edge is reported when the entries below it are reached.
            let Ok(hashes) = stored(source, tile)? else { return Ok(verifier) };
            let row: Vec<Hash> = hashes.into_iter().chain(rest).collect();
            rest = Some(tree_hash(&row));
        }
        verifier.edge_trusted = rest.unwrap_or(Hash::EMPTY_TREE) == checkpoint.root;
        Ok(verifier)
    }

    /// Entries that were pushed and belong to the signed log; for showing progress.
    pub fn read(&self) -> u64 {
        self.read
    }

    /// Takes the next entry. Indexes must ascend; a gap counts as missing entries.
    pub fn push<S: TileSource + ?Sized>(&mut self, source: &S, index: u64, entry: &[u8]) -> Result<()> {
        if index >= self.size {
            if !self.extra {
                self.extra = true;
                self.skip_to(source, self.size)?;
                self.report(Finding::Extra { index });
            }
            return Ok(());
        }
        if index < self.next {
            return Err(Error::Order { expected: self.next, got: index });
        }
        self.skip_to(source, index)?;
        self.read += 1;
        self.take(source, Some(leaf_hash(entry)))
    }

    /// Ends the check.
    pub fn finish<S: TileSource + ?Sized>(mut self, source: &S) -> Result<Report> {
        self.skip_to(source, self.size)?;
        self.flush_missing();
        let root = self.computed_root();
        if self.found == 0 && root != self.root {
            self.report(Finding::Root { signed: self.root, computed: root });
        }
        Ok(Report {
            size: self.size,
            read: self.read,
            findings: self.findings,
            found: self.found,
            signed_root: self.root,
            computed_root: root,
        })
    }

    fn skip_to<S: TileSource + ?Sized>(&mut self, source: &S, index: u64) -> Result<()> {
        while self.next < index {
            self.take(source, None)?;
        }
        Ok(())
    }

    fn take<S: TileSource + ?Sized>(&mut self, source: &S, leaf: Option<Hash>) -> Result<()> {
        self.block.push(leaf);
        self.next += 1;
        if self.block.len() == usize::from(WIDTH) || self.next == self.size {
            self.settle(source)?;
        }
        Ok(())
    }

    /// Compares the leaf hashes of one level 0 tile with the stored tile and hands their root up.
    fn settle<S: TileSource + ?Sized>(&mut self, source: &S) -> Result<()> {
        let block = std::mem::take(&mut self.block);
        let index = (self.next - 1) / u64::from(WIDTH);
        let Some(tile) = Tile::of_size(0, index, self.size) else { return Ok(()) };
        self.load(source, 0, index)?;
        let parent = if tile.is_full() { self.stored_hash(source, 1, index)? } else { None };
        let (kept, trusted) = self.step(0).map_or((None, false), |step| (step.hashes.clone(), step.trusted));
        let kept = kept.unwrap_or_default();
        let first = tile.leaves().start;
        // A missing entry is taken to have been what its tile says, so that it does not taint its neighbours.
        let computed: Vec<Hash> = block
            .iter()
            .enumerate()
            .map(|(position, leaf)| leaf.or_else(|| kept.get(position).copied()).unwrap_or(Hash::EMPTY_TREE))
            .collect();
        let entries_fit = !trusted && parent.is_some_and(|(hash, trusted)| trusted && hash == tree_hash(&computed));
        for (position, (leaf, hash)) in (0u16..).zip(block.iter().zip(&computed)) {
            let index = first + u64::from(position);
            let Some(leaf) = leaf else {
                self.miss(index);
                continue;
            };
            match kept.get(usize::from(position)) {
                Some(stored) if stored != leaf && entries_fit => {
                    self.report(Finding::Tile { tile, position, entries: index..index + 1 });
                }
                Some(stored) if stored != leaf => {
                    self.report(Finding::Entry { index, tile, stored: *stored, computed: *hash });
                }
                Some(_) | None => {}
            }
        }
        let gone = kept.is_empty() && block.iter().all(Option::is_some);
        if gone && parent.is_some_and(|(hash, trusted)| trusted && hash != tree_hash(&computed)) {
            self.report(Finding::Unclear { entries: tile.leaves() });
        }
        if tile.is_full() {
            self.rise(source, 1, index, tree_hash(&computed))?;
        } else {
            self.rows.resize(self.rows.len().max(1), Vec::new());
            self.block = computed.into_iter().map(Some).collect();
        }
        Ok(())
    }

    /// Takes the recomputed hash number `index` of `level` (1 and up), compares it, and goes on up when a tile is full.
    fn rise<S: TileSource + ?Sized>(&mut self, source: &S, level: u8, index: u64, hash: Hash) -> Result<()> {
        let slot = usize::from(level);
        self.rows.resize(self.rows.len().max(slot + 1), Vec::new());
        self.marks.resize(self.marks.len().max(slot + 1), 0);
        let clean = self.marks.get(slot) == Some(&self.pending());
        let kept = self.stored_hash(source, level, index)?;
        if let (Some((stored, trusted)), true) = (kept, clean)
            && stored != hash
        {
            let child = Tile { level: level - 1, index, width: WIDTH };
            if trusted {
                self.report(Finding::Rewritten { tile: child, entries: child.leaves() });
            } else if let Some(tile) = Tile::of_size(level, index / u64::from(WIDTH), self.size) {
                let position = u16::try_from(index % u64::from(WIDTH)).unwrap_or(u16::MAX);
                self.report(Finding::Tile { tile, position, entries: child.leaves() });
            }
        }
        let pending = self.pending();
        if let Some(mark) = self.marks.get_mut(slot) {
            *mark = pending;
        }
        let Some(row) = self.rows.get_mut(slot) else { return Ok(()) };
        row.push(hash);
        if row.len() == usize::from(WIDTH) {
            let hash = tree_hash(row);
            row.clear();
            self.rise(source, level + 1, index / u64::from(WIDTH), hash)?;
        }
        Ok(())
    }

    /// The stored hash number `index` of `level` and whether the signed root vouches for it.
    fn stored_hash<S: TileSource + ?Sized>(
        &mut self,
        source: &S,
        level: u8,
        index: u64,
    ) -> Result<Option<(Hash, bool)>> {
        self.load(source, level, index / u64::from(WIDTH))?;
        let position = usize::try_from(index % u64::from(WIDTH)).unwrap_or(usize::MAX);
        let step = self.step(level);
        Ok(step.and_then(|step| Some((*step.hashes.as_ref()?.get(position)?, step.trusted))))
    }

    /// Makes tile `index` of `level` the current one of its level, and those above it.
    fn load<S: TileSource + ?Sized>(&mut self, source: &S, level: u8, index: u64) -> Result<()> {
        if self.step(level).is_some_and(|step| step.index == index) {
            return Ok(());
        }
        let Some(tile) = Tile::of_size(level, index, self.size) else { return Ok(()) };
        let parent = if tile.is_full() { self.stored_hash(source, level + 1, index)? } else { None };
        let hashes = match stored(source, tile)? {
            Ok(hashes) => Some(hashes),
            Err(finding) => {
                self.report(finding);
                None
            }
        };
        let fits = |hash: Hash| hashes.as_ref().is_some_and(|hashes| tree_hash(hashes) == hash);
        let trusted = match parent {
            Some((hash, trusted)) => trusted && fits(hash),
            None => !tile.is_full() && self.edge_trusted && hashes.is_some(),
        };
        let slot = usize::from(level);
        if self.path.len() <= slot {
            self.path.resize_with(slot + 1, || None);
        }
        if let Some(place) = self.path.get_mut(slot) {
            *place = Some(Step { index, hashes, trusted });
        }
        Ok(())
    }

    fn step(&self, level: u8) -> Option<&Step> {
        self.path.get(usize::from(level))?.as_ref()
    }

    /// Findings so far, with the missing entries that are still being collected.
    fn pending(&self) -> u64 {
        self.found + u64::from(self.missing.is_some())
    }

    fn miss(&mut self, index: u64) {
        match &mut self.missing {
            Some(range) if range.end == index => range.end += 1,
            Some(_) | None => {
                self.flush_missing();
                self.missing = Some(index..index + 1);
            }
        }
    }

    fn flush_missing(&mut self) {
        if let Some(entries) = self.missing.take() {
            self.add(Finding::Missing { entries });
        }
    }

    fn report(&mut self, finding: Finding) {
        self.flush_missing();
        self.add(finding);
    }

    fn add(&mut self, finding: Finding) {
        self.found += 1;
        if self.findings.len() < MAX_FINDINGS {
            self.findings.push(finding);
        }
    }

    fn computed_root(&self) -> Hash {
        let last: Vec<Hash> = self.block.iter().flatten().copied().collect();
        let mut rest = (!last.is_empty()).then(|| tree_hash(&last));
        for row in self.rows.iter().skip(1) {
            if rest.is_some() || !row.is_empty() {
                let row: Vec<Hash> = row.iter().copied().chain(rest).collect();
                rest = Some(tree_hash(&row));
            }
        }
        rest.unwrap_or(Hash::EMPTY_TREE)
    }
}

/// A stored tile's hashes, or what is wrong with it. Fails only where the storage itself fails.
fn stored<S: TileSource + ?Sized>(source: &S, tile: Tile) -> Result<std::result::Result<Vec<Hash>, Finding>> {
    match read_tile(source, tile) {
        Ok(Some(hashes)) => Ok(Ok(hashes)),
        Ok(None) => Ok(Err(Finding::TileMissing { tile })),
        Err(Error::TileLength { tile, length }) => Ok(Err(Finding::TileLength { tile, length })),
        Err(error) => Err(error),
    }
}

/// Reads all entries of a log in order and compares them with its tiles and a signed checkpoint. Entries come as
/// `(index, bytes)`, only those that the checkpoint covers: later ones are reported. An error of the iterator ends the check and is passed on as [`Error::Source`]. Memory stays the same
/// for any length of log.
pub fn verify_all<S, E, B, I>(source: &S, entries: I, checkpoint: &Checkpoint) -> Result<Report>
where
    S: TileSource + ?Sized,
    E: Into<crate::SourceError>,
    B: AsRef<[u8]>,
    I: IntoIterator<Item = std::result::Result<(u64, B), E>>,
{
    let mut verifier = Verifier::start(source, checkpoint)?;
    for entry in entries {
        let (index, bytes) = entry.map_err(|error| Error::Source(error.into()))?;
        verifier.push(source, index, bytes.as_ref())?;
    }
    verifier.finish(source)
}

#[cfg(test)]
mod tests;
