use proptest::prelude::*;

use super::*;
use crate::hash::tests::naive_root;
use crate::{Tree, leaf_hash};

fn stored(count: u64) -> (MemoryTiles, Vec<Hash>) {
    let leaves: Vec<Hash> = (0..count).map(|index| leaf_hash(&index.to_be_bytes())).collect();
    let mut store = MemoryTiles::new();
    store.put_all(Tree::new().append(&leaves).unwrap().tiles);
    (store, leaves)
}

/// PATH of RFC 6962, section 2.1.1.
fn naive_path(index: usize, leaves: &[Hash]) -> Vec<Hash> {
    if leaves.len() < 2 {
        return vec![];
    }
    let split = leaves.len().next_power_of_two() / 2;
    let (left, right) = leaves.split_at(split);
    let (mut path, other) =
        if index < split { (naive_path(index, left), right) } else { (naive_path(index - split, right), left) };
    path.push(naive_root(other));
    path
}

/// SUBPROOF of RFC 6962, section 2.1.2.
fn naive_subproof(first: usize, leaves: &[Hash], whole: bool) -> Vec<Hash> {
    if first == leaves.len() {
        return if whole { vec![] } else { vec![naive_root(leaves)] };
    }
    let split = leaves.len().next_power_of_two() / 2;
    let (left, right) = leaves.split_at(split);
    let (mut proof, other) = if first <= split {
        (naive_subproof(first, left, whole), right)
    } else {
        (naive_subproof(first - split, right, false), left)
    };
    proof.push(naive_root(other));
    proof
}

#[test]
fn roots_of_all_earlier_sizes() {
    let (store, leaves) = stored(600);
    let mut view = View::new(&store, 600).unwrap();
    for size in 0..=600u64 {
        assert_eq!(view.root(size).unwrap(), naive_root(&leaves[..size as usize]), "size {size}");
    }
}

#[test]
fn all_proofs_up_to_some_size() {
    let (store, leaves) = stored(70);
    let mut view = View::new(&store, 70).unwrap();
    for size in 1..=70u64 {
        let prefix = &leaves[..size as usize];
        let root = naive_root(prefix);
        for index in 0..size {
            let proof = view.inclusion(index, size).unwrap();
            assert_eq!(proof.hashes, naive_path(index as usize, prefix), "{index} of {size}");
            proof.verify(&prefix[index as usize], &root).unwrap();
        }
        for first in 0..=size {
            let proof = view.consistency(first, size).unwrap();
            if first > 0 {
                assert_eq!(proof.hashes, naive_subproof(first as usize, prefix, true), "{first} to {size}");
            }
            proof.verify(&naive_root(&leaves[..first as usize]), &root).unwrap();
        }
    }
}

#[test]
fn out_of_range() {
    let (store, _) = stored(10);
    let mut view = View::new(&store, 10).unwrap();
    assert!(view.root(11).is_err());
    assert!(view.inclusion(10, 10).is_err());
    assert!(view.inclusion(0, 11).is_err());
    assert!(view.inclusion(0, 0).is_err());
    assert!(view.consistency(5, 11).is_err());
    assert!(view.consistency(6, 5).is_err());
    assert!(view.leaf(10).is_err());
    assert!(View::new(&store, u64::MAX).is_err());
    assert_eq!(view.size(), 10);
}

#[test]
fn a_view_with_the_wrong_root_is_refused() {
    let (store, leaves) = stored(300);
    let root = naive_root(&leaves);
    View::with_root(&store, 300, root).unwrap();
    assert!(matches!(View::with_root(&store, 299, root), Err(Error::RootMismatch { .. })));
}

#[test]
fn damaged_storage_is_an_error() {
    let (mut store, _) = stored(600);
    let data = store.remove(0, 0).unwrap();
    let mut view = View::new(&store, 600).unwrap();
    assert!(matches!(view.inclusion(3, 600), Err(Error::TileMissing(Tile { level: 0, index: 0, width: 256 }))));
    for wrong in [data[1..].to_vec(), data[32..].to_vec(), [&data[..], &data[..32]].concat(), vec![]] {
        store.put(0, 0, wrong);
        let mut view = View::new(&store, 600).unwrap();
        assert!(matches!(view.inclusion(3, 600), Err(Error::TileLength { .. })));
    }
}

struct Broken;

impl TileSource for Broken {
    fn tile(&self, _: Tile) -> std::result::Result<Option<Vec<u8>>, SourceError> {
        Err("disk".into())
    }
}

#[test]
fn a_failing_source_is_passed_on() {
    assert!(matches!(View::new(Broken, 5).unwrap().root(5), Err(Error::Source(_))));
}

#[test]
fn few_tiles_are_needed() {
    assert_eq!(tiles_for_append(70_000).len(), 3);
    assert_eq!(tiles_for_root(70_000, 70_000).unwrap(), tiles_for_append(70_000));
    assert!(tiles_for_inclusion(5, 10_000_000, 10_000_000).unwrap().len() <= 8);
    assert!(tiles_for_consistency(123_456, MAX_SIZE, MAX_SIZE).unwrap().len() <= 16);
    assert!(tiles_for_inclusion(5, 5, 5).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn proofs_from_planned_tiles(stored_size in 1u64..1500, a: u64, b: u64) {
        let (store, leaves) = stored(stored_size);
        let size = 1 + a % stored_size;
        let index = b % size;
        let planned = |tiles: Vec<Tile>| {
            let mut fetched = MemoryTiles::new();
            for tile in tiles {
                fetched.put(tile.level, tile.index, store.tile(tile).unwrap().unwrap());
            }
            fetched
        };
        let root = naive_root(&leaves[..size as usize]);
        let tiles = planned(tiles_for_inclusion(index, size, stored_size).unwrap());
        let proof = View::new(&tiles, stored_size).unwrap().inclusion(index, size).unwrap();
        prop_assert_eq!(&proof.hashes, &naive_path(index as usize, &leaves[..size as usize]));
        proof.verify(&leaves[index as usize], &root).unwrap();

        let tiles = planned(tiles_for_consistency(index, size, stored_size).unwrap());
        let proof = View::new(&tiles, stored_size).unwrap().consistency(index, size).unwrap();
        proof.verify(&naive_root(&leaves[..index as usize]), &root).unwrap();

        let tiles = planned(tiles_for_root(size, stored_size).unwrap());
        prop_assert_eq!(View::new(&tiles, stored_size).unwrap().root(size).unwrap(), root);
        let tiles = planned(tiles_for_append(stored_size));
        prop_assert_eq!(Tree::load(&tiles, stored_size).unwrap().root(), naive_root(&leaves));
    }
}
