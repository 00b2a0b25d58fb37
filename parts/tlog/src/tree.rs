//! Growing the tree: new leaf hashes in, changed tiles out.

use crate::bundle::check_entry;
use crate::tile::WIDTH;
use crate::view::read_tile;
use crate::{Error, Hash, MAX_SIZE, Result, Tile, TileData, TileSource, edge_tiles, leaf_hash, tree_hash};

/// The right edge of a tree: all that is needed to append. At most 8 levels of 255 hashes, 64 kB.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    size: u64,
    /// Hashes of the unfinished tile at each level.
    edge: Vec<Vec<Hash>>,
}

/// What an append did; store the tiles in the same transaction as the entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appended {
    /// Index of the first new leaf; the others follow it.
    pub first: u64,
    /// Leaves in the tree now.
    pub size: u64,
    /// The root now.
    pub root: Hash,
    /// New tiles and wider versions of the unfinished ones, one per level and index, ordered by level and index.
    pub tiles: Vec<TileData>,
}

impl Tree {
    /// The empty tree.
    pub fn new() -> Tree {
        Tree::default()
    }

    /// The tree of `size` leaves from its stored edge, believed as stored: see [`Tree::load_with_root`].
    pub fn load<S: TileSource + ?Sized>(source: &S, size: u64) -> Result<Tree> {
        if size > MAX_SIZE {
            return Err(Error::TooLarge);
        }
        let mut edge: Vec<Vec<Hash>> = Vec::new();
        for tile in edge_tiles(size) {
            edge.resize(usize::from(tile.level), Vec::new());
            edge.push(read_tile(source, tile)?.ok_or(Error::TileMissing(tile))?);
        }
        Ok(Tree { size, edge })
    }

    /// As [`Tree::load`], refusing an edge that does not lead to `root`: nothing is appended to a damaged log.
    pub fn load_with_root<S: TileSource + ?Sized>(source: &S, size: u64, root: Hash) -> Result<Tree> {
        let tree = Tree::load(source, size)?;
        let computed = tree.root();
        if computed != root { Err(Error::RootMismatch { expected: root, computed }) } else { Ok(tree) }
    }

    /// The number of leaves.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The root of the tree.
    pub fn root(&self) -> Hash {
        let mut rest = None;
        for hashes in &self.edge {
            if rest.is_some() || !hashes.is_empty() {
                let row: Vec<Hash> = hashes.iter().copied().chain(rest).collect();
                rest = Some(tree_hash(&row));
            }
        }
        rest.unwrap_or(Hash::EMPTY_TREE)
    }

    /// Appends entries by their content. Nothing is appended if one is longer than 65,535 bytes.
    pub fn append_entries<E: AsRef<[u8]>>(&mut self, entries: &[E]) -> Result<Appended> {
        let mut leaves = Vec::with_capacity(entries.len());
        for entry in entries {
            check_entry(entry.as_ref())?;
            leaves.push(leaf_hash(entry.as_ref()));
        }
        self.append(&leaves)
    }

    /// Appends leaf hashes. Clone the tree first if the transaction that stores the tiles may still fail.
    pub fn append(&mut self, leaves: &[Hash]) -> Result<Appended> {
        let first = self.size;
        let added = u64::try_from(leaves.len()).map_err(|_| Error::TooLarge)?;
        if added > MAX_SIZE - first {
            return Err(Error::TooLarge);
        }
        let mut tiles = Vec::new();
        let mut changed = 0;
        for leaf in leaves {
            changed = changed.max(self.push(*leaf, &mut tiles));
        }
        for (level, hashes) in (0..changed).zip(&self.edge) {
            let index = (self.size >> (8 * u32::from(level))) / u64::from(WIDTH);
            if let Some(tile) = Tile::of_size(level, index, self.size) {
                tiles.push(TileData::new(tile, hashes));
            }
        }
        tiles.sort_by_key(|stored| stored.tile);
        Ok(Appended { first, size: self.size, root: self.root(), tiles })
    }

    /// Adds one leaf, hands over the tiles that it filled, and says how many levels it touched.
    fn push(&mut self, leaf: Hash, full: &mut Vec<TileData>) -> u8 {
        let mut index = self.size;
        self.size += 1;
        let mut hash = leaf;
        let mut level = 0;
        loop {
            if self.edge.len() <= usize::from(level) {
                self.edge.push(Vec::new());
            }
            // The row was just made, so there is always one.
            let Some(row) = self.edge.get_mut(usize::from(level)) else { return level };
            row.push(hash);
            if row.len() < usize::from(WIDTH) {
                return level + 1;
            }
            index /= u64::from(WIDTH);
            full.push(TileData::new(Tile { level, index, width: WIDTH }, row));
            hash = tree_hash(row);
            row.clear();
            level += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::MemoryTiles;
    use crate::hash::tests::naive_root;

    pub(crate) fn leaves(count: u64) -> Vec<Hash> {
        (0..count).map(|index| leaf_hash(&index.to_be_bytes())).collect()
    }

    #[test]
    fn every_size_has_the_naive_root() {
        let leaves = leaves(700);
        let mut tree = Tree::new();
        assert_eq!(tree.root(), Hash::EMPTY_TREE);
        for (size, leaf) in (1..).zip(&leaves) {
            tree.append(&[*leaf]).unwrap();
            assert_eq!(tree.root(), naive_root(&leaves[..size]), "size {size}");
        }
    }

    #[test]
    fn a_tree_of_70000_has_the_tiles_of_the_specification() {
        let appended = Tree::new().append(&leaves(70_000)).unwrap();
        let count = |level, width| {
            appended.tiles.iter().filter(|stored| stored.tile.level == level && stored.tile.width == width).count()
        };
        assert_eq!((count(0, 256), count(0, 112), count(1, 256), count(1, 17), count(2, 1)), (273, 1, 1, 1, 1));
        assert_eq!(appended.tiles.len(), 277);
        assert!(appended.tiles.iter().all(|stored| stored.data.len() == stored.tile.byte_len()));
        assert_eq!((appended.first, appended.size), (0, 70_000));
    }

    #[test]
    fn only_changed_tiles_come_back() {
        let mut tree = Tree::new();
        tree.append(&leaves(300)).unwrap();
        let tiles =
            |appended: Appended| -> Vec<String> { appended.tiles.iter().map(|stored| stored.tile.path()).collect() };
        assert_eq!(tiles(tree.append(&leaves(1)).unwrap()), ["tile/0/001.p/45"]);
        assert_eq!(tiles(tree.append(&leaves(211)).unwrap()), ["tile/0/001", "tile/1/000.p/2"]);
        assert_eq!(tiles(tree.append(&[]).unwrap()), Vec::<String>::new());
    }

    #[test]
    fn loading_refuses_what_does_not_fit() {
        let mut store = MemoryTiles::new();
        let appended = Tree::new().append(&leaves(300)).unwrap();
        let root = appended.root;
        store.put_all(appended.tiles);
        assert_eq!(Tree::load_with_root(&store, 300, root).unwrap().root(), root);
        assert!(matches!(Tree::load_with_root(&store, 299, root), Err(Error::RootMismatch { .. })));
        assert!(matches!(Tree::load(&store, 301), Err(Error::TileLength { .. })));
        assert!(matches!(Tree::load(&store, 65_536 * 2), Err(Error::TileMissing(_))));
        assert!(matches!(Tree::load(&store, u64::MAX), Err(Error::TooLarge)));
        store.put(1, 0, vec![0; 33]);
        assert!(matches!(Tree::load(&store, 300), Err(Error::TileLength { .. })));
        assert_eq!(Tree::load(&store, 0).unwrap(), Tree::new());
    }

    #[test]
    fn a_long_entry_leaves_the_tree_as_it_was() {
        let mut tree = Tree::new();
        tree.append_entries(&[b"a"]).unwrap();
        let before = tree.clone();
        assert!(tree.append_entries(&[vec![], vec![0; 65_536]]).is_err());
        assert_eq!(tree, before);
    }

    #[test]
    fn the_tree_has_an_end() {
        struct Zeros;
        impl TileSource for Zeros {
            fn tile(&self, tile: Tile) -> std::result::Result<Option<Vec<u8>>, crate::SourceError> {
                Ok(Some(vec![0; tile.byte_len()]))
            }
        }
        let mut tree = Tree::load(&Zeros, MAX_SIZE - 1).unwrap();
        assert!(matches!(tree.append(&leaves(2)), Err(Error::TooLarge)));
        let appended = tree.append(&leaves(1)).unwrap();
        assert_eq!(appended.size, MAX_SIZE);
        assert_eq!(Tree::load(&Zeros, MAX_SIZE).unwrap().size(), MAX_SIZE);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn batches_and_reloads_make_the_same_tree(batches in prop::collection::vec(0u64..400, 1..8)) {
            let total: u64 = batches.iter().sum();
            let leaves = leaves(total);
            let mut store = MemoryTiles::new();
            let mut size = 0;
            for batch in batches {
                let mut tree = Tree::load(&store, size).unwrap();
                let (from, to) = (size as usize, (size + batch) as usize);
                let appended = tree.append(&leaves[from..to]).unwrap();
                prop_assert_eq!(appended.first, size);
                prop_assert_eq!(appended.root, naive_root(&leaves[..to]));
                size = appended.size;
                store.put_all(appended.tiles);
            }
            let mut at_once = MemoryTiles::new();
            at_once.put_all(Tree::new().append(&leaves).unwrap().tiles);
            prop_assert_eq!(format!("{store:?}"), format!("{at_once:?}"));
        }
    }
}
