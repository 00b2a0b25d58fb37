//! Reading a tree from its tiles: roots of any earlier size, proofs, and which tiles each needs.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::tile::WIDTH;
use crate::{
    ConsistencyProof, Error, Hash, InclusionProof, MAX_SIZE, Result, SourceError, Tile, TileData, edge_tiles,
    node_hash, tree_hash,
};

/// Where tiles come from: a table, a folder, memory.
pub trait TileSource {
    /// The content of a tile, or `None` if it is not stored. A wider version of the same tile (same level and index) may
    /// be returned, so storage needs to keep only the latest version of each.
    fn tile(&self, tile: Tile) -> std::result::Result<Option<Vec<u8>>, SourceError>;
}

impl<S: TileSource + ?Sized> TileSource for &S {
    fn tile(&self, tile: Tile) -> std::result::Result<Option<Vec<u8>>, SourceError> {
        (**self).tile(tile)
    }
}

/// Tiles held in memory, the latest version of each: for tests, and for tiles fetched beforehand.
#[derive(Clone, Debug, Default)]
pub struct MemoryTiles {
    tiles: BTreeMap<(u8, u64), Vec<u8>>,
}

impl MemoryTiles {
    /// An empty store.
    pub fn new() -> MemoryTiles {
        MemoryTiles::default()
    }

    /// Stores a tile's content over an earlier version of it.
    pub fn put(&mut self, level: u8, index: u64, data: Vec<u8>) {
        self.tiles.insert((level, index), data);
    }

    /// Stores what an append returned.
    pub fn put_all(&mut self, tiles: Vec<TileData>) {
        for stored in tiles {
            self.put(stored.tile.level, stored.tile.index, stored.data);
        }
    }

    /// Takes a tile away and returns its content.
    pub fn remove(&mut self, level: u8, index: u64) -> Option<Vec<u8>> {
        self.tiles.remove(&(level, index))
    }
}

impl TileSource for MemoryTiles {
    fn tile(&self, tile: Tile) -> std::result::Result<Option<Vec<u8>>, SourceError> {
        Ok(self.tiles.get(&(tile.level, tile.index)).cloned())
    }
}

/// The hashes of a tile as the source has them, cut to the tile's width; `None` if the tile is not stored.
pub(crate) fn read_tile<S: TileSource + ?Sized>(source: &S, tile: Tile) -> Result<Option<Vec<Hash>>> {
    let Some(data) = source.tile(tile).map_err(Error::Source)? else { return Ok(None) };
    let too_long = data.len() > usize::from(WIDTH) * Hash::LEN;
    let Some(bytes) = data.get(..tile.byte_len()).filter(|_| !too_long && data.len().is_multiple_of(Hash::LEN)) else {
        return Err(Error::TileLength { tile, length: data.len() });
    };
    bytes.chunks(Hash::LEN).map(Hash::from_slice).collect::<Result<Vec<_>>>().map(Some)
}

/// Tiles kept by a [`View`] between reads; a proof needs at most two at each of eight levels.
const CACHED_TILES: usize = 64;

/// A tree of a given size, read from tiles as they are asked for.
pub struct View<S> {
    source: S,
    size: u64,
    cache: BTreeMap<Tile, Vec<Hash>>,
}

impl<S: TileSource> View<S> {
    /// A tree of `size` leaves, believed as stored. Check a proof made from it against a signed root before use.
    pub fn new(source: S, size: u64) -> Result<View<S>> {
        if size > MAX_SIZE {
            return Err(Error::TooLarge);
        }
        Ok(View { source, size, cache: BTreeMap::new() })
    }

    /// A tree of `size` leaves whose right edge leads to `root`, usually that of a signed checkpoint. Tiles further left
    /// are still believed as stored; the proofs themselves show whether they fit.
    pub fn with_root(source: S, size: u64, root: Hash) -> Result<View<S>> {
        let mut view = View::new(source, size)?;
        let computed = view.root(size)?;
        if computed != root {
            return Err(Error::RootMismatch { expected: root, computed });
        }
        Ok(view)
    }

    /// The number of leaves.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The root when the tree had `size` leaves.
    pub fn root(&mut self, size: u64) -> Result<Hash> {
        self.check_size(size)?;
        let mut rest = None;
        for edge in edge_tiles(size) {
            let mut row: Vec<Hash> = self.hashes(edge.level, edge.index, 0, usize::from(edge.width))?.to_vec();
            row.extend(rest);
            rest = Some(tree_hash(&row));
        }
        Ok(rest.unwrap_or(Hash::EMPTY_TREE))
    }

    /// The hash of one leaf.
    pub fn leaf(&mut self, index: u64) -> Result<Hash> {
        self.check_index(index, self.size)?;
        self.subtree(0, index)
    }

    /// The proof that leaf `index` is in the tree of `size` leaves.
    pub fn inclusion(&mut self, index: u64, size: u64) -> Result<InclusionProof> {
        self.check_size(size)?;
        self.check_index(index, size)?;
        let mut hashes = Vec::new();
        let (mut low, mut high) = (0, size);
        while high - low > 1 {
            let middle = low + split(high - low);
            if index < middle {
                hashes.push(self.range(middle, high)?);
                high = middle;
            } else {
                hashes.push(self.range(low, middle)?);
                low = middle;
            }
        }
        hashes.reverse();
        Ok(InclusionProof { index, size, hashes })
    }

    /// The proof that the tree of `first` leaves is the beginning of the tree of `second` leaves.
    pub fn consistency(&mut self, first: u64, second: u64) -> Result<ConsistencyProof> {
        self.check_size(second)?;
        if first > second {
            return Err(Error::OutOfRange { what: "ukuran", value: first, size: second });
        }
        let mut hashes = Vec::new();
        if first > 0 && first < second {
            // SUBPROOF of RFC 6962, section 2.1.2, walked down instead of recursed.
            let (mut low, mut high, mut whole) = (0, second, true);
            while first != high {
                let middle = low + split(high - low);
                if first <= middle {
                    hashes.push(self.range(middle, high)?);
                    high = middle;
                } else {
                    hashes.push(self.range(low, middle)?);
                    low = middle;
                    whole = false;
                }
            }
            if !whole {
                hashes.push(self.range(low, high)?);
            }
            hashes.reverse();
        }
        Ok(ConsistencyProof { first, second, hashes })
    }

    /// The Merkle tree hash over leaves `low..high`, where `low` is a multiple of a power of two not below the length.
    fn range(&mut self, low: u64, high: u64) -> Result<Hash> {
        let length = high - low;
        if length.is_power_of_two() {
            let height = length.trailing_zeros();
            return self.subtree(height, low >> height);
        }
        let middle = low + split(length);
        let left = self.range(low, middle)?;
        let right = self.range(middle, high)?;
        Ok(node_hash(&left, &right))
    }

    /// The root of the complete subtree number `index` of `1 << height` leaves.
    fn subtree(&mut self, height: u32, index: u64) -> Result<Hash> {
        let level = u8::try_from(height / 8).map_err(|_| Error::TooLarge)?;
        let first = index << (height % 8);
        let offset = usize::try_from(first % u64::from(WIDTH)).map_err(|_| Error::TooLarge)?;
        let hashes = self.hashes(level, first / u64::from(WIDTH), offset, 1 << (height % 8))?;
        Ok(tree_hash(hashes))
    }

    fn hashes(&mut self, level: u8, index: u64, offset: usize, count: usize) -> Result<&[Hash]> {
        let missing = Tile { level, index, width: WIDTH };
        let tile = Tile::of_size(level, index, self.size).ok_or(Error::TileMissing(missing))?;
        if !self.cache.contains_key(&tile) {
            let hashes = read_tile(&self.source, tile)?.ok_or(Error::TileMissing(tile))?;
            if self.cache.len() >= CACHED_TILES {
                self.cache.clear();
            }
            self.cache.insert(tile, hashes);
        }
        let cached = self.cache.get(&tile).and_then(|hashes| hashes.get(offset..offset + count));
        cached.ok_or(Error::TileMissing(tile))
    }

    fn check_size(&self, size: u64) -> Result<()> {
        if size > self.size {
            return Err(Error::OutOfRange { what: "ukuran", value: size, size: self.size });
        }
        Ok(())
    }

    fn check_index(&self, index: u64, size: u64) -> Result<()> {
        if index >= size { Err(Error::OutOfRange { what: "entri", value: index, size }) } else { Ok(()) }
    }
}

/// The largest power of two below `length`, which is at least 2.
fn split(length: u64) -> u64 {
    1 << (u64::BITS - 1 - (length - 1).leading_zeros())
}

/// Answers every tile with zeros and remembers what was asked: which tiles an act reads depends on sizes alone.
#[derive(Default)]
struct Recorder {
    asked: RefCell<BTreeSet<Tile>>,
}

impl TileSource for Recorder {
    fn tile(&self, tile: Tile) -> std::result::Result<Option<Vec<u8>>, SourceError> {
        self.asked.borrow_mut().insert(tile);
        Ok(Some(vec![0; tile.byte_len()]))
    }
}

fn recorded<T>(stored: u64, act: impl FnOnce(&mut View<&Recorder>) -> Result<T>) -> Result<Vec<Tile>> {
    let recorder = Recorder::default();
    act(&mut View::new(&recorder, stored)?)?;
    Ok(recorder.asked.into_inner().into_iter().collect())
}

/// The tiles that [`crate::Tree::load`] reads to go on from `size` leaves: at most eight.
pub fn tiles_for_append(size: u64) -> Vec<Tile> {
    edge_tiles(size)
}

/// The tiles that [`View::root`] of `size` reads from a tree of `stored` leaves.
pub fn tiles_for_root(size: u64, stored: u64) -> Result<Vec<Tile>> {
    recorded(stored, |view| view.root(size))
}

/// The tiles that [`View::inclusion`] of `index` in `size` reads from a tree of `stored` leaves.
pub fn tiles_for_inclusion(index: u64, size: u64, stored: u64) -> Result<Vec<Tile>> {
    recorded(stored, |view| view.inclusion(index, size))
}

/// The tiles that [`View::consistency`] from `first` to `second` reads from a tree of `stored` leaves.
pub fn tiles_for_consistency(first: u64, second: u64, stored: u64) -> Result<Vec<Tile>> {
    recorded(stored, |view| view.consistency(first, second))
}

#[cfg(test)]
mod tests;
