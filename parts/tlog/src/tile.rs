//! Tiles: runs of up to 256 hashes at every eighth level of the tree, and the paths under which they are served.

use std::fmt;

use crate::{Error, Hash, Result};

/// Hashes in a full tile, and entries in a full bundle.
pub(crate) const WIDTH: u16 = 256;
/// Tile levels that a tree of up to [`MAX_SIZE`] leaves can have.
const LEVELS: u8 = 8;
/// The largest number of leaves that a tree may hold; keeps every index within an `i64` column.
pub const MAX_SIZE: u64 = 1 << 62;

/// The place of a tile: `width` hashes at tree height `8 * level`, the first being number `256 * index` at that height.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tile {
    /// 0 holds leaf hashes; each hash at level n+1 is the root of a full tile of level n.
    pub level: u8,
    /// Number of the tile within its level.
    pub index: u64,
    /// Hashes in the tile: 256 when full, 1 to 255 at the right edge of the tree.
    pub width: u16,
}

/// A tile with its content, ready to be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TileData {
    /// Where it belongs.
    pub tile: Tile,
    /// `32 * width` bytes.
    pub data: Vec<u8>,
}

/// What a path under the log's address names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TilePath {
    /// `checkpoint`
    Checkpoint,
    /// `tile/<level>/<index>[.p/<width>]`
    Hashes(Tile),
    /// `tile/entries/<index>[.p/<width>]`; the level is 0.
    Entries(Tile),
}

impl Tile {
    /// The tile at `level` and `index` as wide as a tree of `size` leaves makes it; `None` where it would be empty.
    pub fn of_size(level: u8, index: u64, size: u64) -> Option<Tile> {
        let hashes = size.checked_shr(8 * u32::from(level)).unwrap_or(0);
        let width = hashes.checked_sub(index.checked_mul(u64::from(WIDTH))?)?.min(u64::from(WIDTH));
        let width = u16::try_from(width).unwrap_or(WIDTH);
        (width > 0).then_some(Tile { level, index, width })
    }

    /// Whether the tile has all 256 hashes and so will never change.
    pub fn is_full(&self) -> bool {
        self.width == WIDTH
    }

    /// Whether a tree of `size` leaves has this tile at least this wide: answer requests only for such tiles.
    pub fn is_within(&self, size: u64) -> bool {
        Tile::of_size(self.level, self.index, size).is_some_and(|tile| self.width <= tile.width)
    }

    /// The content of this tile out of that of a wider version of it, as when an earlier partial tile is asked for and
    /// only the latest is kept. `None` if the data is too short.
    pub fn cut<'data>(&self, data: &'data [u8]) -> Option<&'data [u8]> {
        data.get(..self.byte_len())
    }

    /// Bytes of its content.
    pub fn byte_len(&self) -> usize {
        usize::from(self.width) * Hash::LEN
    }

    /// The leaves below this tile as a half-open range.
    pub fn leaves(&self) -> std::ops::Range<u64> {
        let each = 1u64.checked_shl(8 * u32::from(self.level)).unwrap_or(u64::MAX);
        let first = self.index.saturating_mul(u64::from(WIDTH)).saturating_mul(each);
        first..first.saturating_add(each.saturating_mul(u64::from(self.width)))
    }

    /// The path of the tile's hashes, such as `tile/0/x001/234.p/5`.
    pub fn path(&self) -> String {
        format!("tile/{}/{}", self.level, self.index_path())
    }

    /// The path of the entry bundle for this level 0 tile, such as `tile/entries/x001/234.p/5`.
    pub fn entries_path(&self) -> String {
        format!("tile/entries/{}", self.index_path())
    }

    fn index_path(&self) -> String {
        let mut path = format!("{:03}", self.index % 1000);
        let mut rest = self.index / 1000;
        while rest > 0 {
            path = format!("x{:03}/{path}", rest % 1000);
            rest /= 1000;
        }
        if self.is_full() { path } else { format!("{path}.p/{}", self.width) }
    }
}

impl fmt::Display for Tile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.path())
    }
}

impl TileData {
    /// A tile's content from its hashes.
    pub(crate) fn new(tile: Tile, hashes: &[Hash]) -> TileData {
        TileData { tile, data: hashes.iter().flat_map(|hash| hash.as_bytes()).copied().collect() }
    }
}

impl TilePath {
    /// Reads a path as requested from the log, without a leading slash. Only the canonical spelling is accepted, so a
    /// path can be answered from a folder of files without meeting `..` or two names for one thing.
    pub fn parse(path: &str) -> Result<TilePath> {
        let refuse = || Error::Path(path.chars().take(200).collect());
        if path == "checkpoint" {
            return Ok(TilePath::Checkpoint);
        }
        let (level, rest) = path.strip_prefix("tile/").and_then(|rest| rest.split_once('/')).ok_or_else(refuse)?;
        let (digits, width) = match rest.split_once(".p/") {
            Some((digits, width)) => (digits, width.parse::<u16>().map_err(|_| refuse())?),
            None => (rest, WIDTH),
        };
        let mut index: u64 = 0;
        for element in digits.split('/') {
            let number: u64 = element.trim_start_matches('x').parse().map_err(|_| refuse())?;
            index = index.checked_mul(1000).and_then(|index| index.checked_add(number)).ok_or_else(refuse)?;
        }
        let read = if level == "entries" {
            TilePath::Entries(Tile { level: 0, index, width })
        } else {
            TilePath::Hashes(Tile { level: level.parse().map_err(|_| refuse())?, index, width })
        };
        let fits = |tile: &Tile| tile.level < 64 && (1..=WIDTH).contains(&tile.width);
        let canonical = match &read {
            TilePath::Checkpoint => false,
            TilePath::Hashes(tile) => fits(tile) && tile.path() == path,
            TilePath::Entries(tile) => fits(tile) && tile.entries_path() == path,
        };
        if canonical { Ok(read) } else { Err(refuse()) }
    }
}

/// The tiles at the right edge of a tree, lowest level first: at each level the one tile that is not full yet. Full
/// tiles are not among them; a level whose hashes fill whole tiles has none.
pub fn edge_tiles(size: u64) -> Vec<Tile> {
    (0..LEVELS)
        .filter_map(|level| {
            let hashes = size >> (8 * u32::from(level));
            Tile::of_size(level, hashes / u64::from(WIDTH), size)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn paths() {
        let rows = [
            (Tile { level: 0, index: 0, width: 256 }, "tile/0/000"),
            (Tile { level: 0, index: 0, width: 1 }, "tile/0/000.p/1"),
            (Tile { level: 1, index: 999, width: 255 }, "tile/1/999.p/255"),
            (Tile { level: 2, index: 1000, width: 256 }, "tile/2/x001/000"),
            (Tile { level: 63, index: 1_234_067, width: 8 }, "tile/63/x001/x234/067.p/8"),
        ];
        for (tile, path) in rows {
            assert_eq!(tile.path(), path);
            assert_eq!(TilePath::parse(path).unwrap(), TilePath::Hashes(tile));
        }
        let bundle = Tile { level: 0, index: 1_234_067, width: 8 };
        assert_eq!(bundle.entries_path(), "tile/entries/x001/x234/067.p/8");
        assert_eq!(TilePath::parse(&bundle.entries_path()).unwrap(), TilePath::Entries(bundle));
        assert_eq!(TilePath::parse("checkpoint").unwrap(), TilePath::Checkpoint);
    }

    #[test]
    fn paths_with_a_second_spelling_are_refused() {
        let bad = [
            "",
            "tile",
            "tile/",
            "tile/0",
            "tile/0/",
            "tile/0/0",
            "tile/0/00",
            "tile/0/0000",
            "tile/00/000",
            "tile/+1/000",
            "tile/64/000",
            "tile/0/x000/001",
            "tile/0/001/001",
            "tile/0/x001/x001",
            "tile/0/xx1/001",
            "tile/0/000.p/0",
            "tile/0/000.p/256",
            "tile/0/000.p/01",
            "tile/0/000.p/",
            "tile/0/000.p/5.p/5",
            "tile/0/../000",
            "/tile/0/000",
            "tile/0/000/",
            "tile/entries/0",
            "tile/data/000",
            "checkpoint/",
            "tile/0/x999/x999/x999/x999/x999/x999/x999/999",
            "tile/0/-01",
            "tile/256/000",
            "tile/0/٠٠٠",
        ];
        for path in bad {
            assert!(TilePath::parse(path).is_err(), "{path}");
        }
    }

    #[test]
    fn edges_from_the_specification() {
        let widths =
            |size| edge_tiles(size).iter().map(|tile| (tile.level, tile.index, tile.width)).collect::<Vec<_>>();
        assert_eq!(widths(0), []);
        assert_eq!(widths(256), [(1, 0, 1)]);
        assert_eq!(widths(70_000), [(0, 273, 112), (1, 1, 17), (2, 0, 1)]);
        assert_eq!(Tile::of_size(0, 272, 70_000).unwrap().width, 256);
        assert_eq!(Tile::of_size(0, 274, 70_000), None);
        assert_eq!(Tile::of_size(9, 0, u64::MAX), None);
        let tile = Tile { level: 0, index: 273, width: 112 };
        assert!(tile.is_within(70_000) && !tile.is_within(69_999) && tile.is_within(80_000));
        assert_eq!(tile.cut(&[1; 8192]).unwrap().len(), 112 * 32);
        assert_eq!(tile.cut(&[1; 3583]), None);
        assert_eq!(Tile::of_size(0, u64::MAX, u64::MAX), None);
    }

    #[test]
    fn leaves_below() {
        assert_eq!(Tile { level: 1, index: 1, width: 2 }.leaves(), 65_536..66_048);
        assert_eq!(Tile { level: 63, index: u64::MAX, width: 256 }.leaves().end, u64::MAX);
    }

    proptest! {
        #[test]
        fn any_tile_round_trips(level in 0u8..64, index: u64, width in 1u16..=256) {
            let tile = Tile { level, index, width };
            prop_assert_eq!(TilePath::parse(&tile.path()).unwrap(), TilePath::Hashes(tile));
        }

        #[test]
        fn any_path_is_refused_or_canonical(path in "(tile|checkpoint)?/?[0-9a-z]{0,3}/?[x0-9./p]{0,12}") {
            match TilePath::parse(&path) {
                Ok(TilePath::Hashes(tile)) => prop_assert_eq!(tile.path(), path),
                Ok(TilePath::Entries(tile)) => prop_assert_eq!(tile.entries_path(), path),
                Ok(TilePath::Checkpoint) => prop_assert_eq!("checkpoint", path),
                Err(_) => {}
            }
        }
    }
}
