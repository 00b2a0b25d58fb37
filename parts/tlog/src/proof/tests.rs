use proptest::prelude::*;

use super::*;
use crate::hash::tests::{known_entries, naive_root};
use crate::{MemoryTiles, Tree, View, leaf_hash};

fn known() -> (MemoryTiles, Vec<Hash>) {
    let leaves: Vec<Hash> = known_entries().iter().map(|entry| leaf_hash(entry)).collect();
    let mut store = MemoryTiles::new();
    store.put_all(Tree::new().append(&leaves).unwrap().tiles);
    (store, leaves)
}

#[test]
fn known_paths() {
    let (store, leaves) = known();
    let mut view = View::new(&store, 8).unwrap();
    let rows: [(u64, u64, &[&str]); 4] = [
        (0, 1, &[]),
        (
            0,
            8,
            &[
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ],
        ),
        (
            5,
            8,
            &[
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ],
        ),
        (2, 3, &["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
    ];
    for (index, size, path) in rows {
        let proof = view.inclusion(index, size).unwrap();
        assert_eq!(proof.hashes.iter().map(Hash::to_string).collect::<Vec<_>>(), path);
        proof.verify(&leaves[index as usize], &naive_root(&leaves[..size as usize])).unwrap();
    }
}

#[test]
fn known_consistency() {
    let (store, leaves) = known();
    let mut view = View::new(&store, 8).unwrap();
    let rows: [(u64, u64, &[&str]); 3] = [
        (1, 1, &[]),
        (
            6,
            8,
            &[
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ],
        ),
        (
            2,
            5,
            &[
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            ],
        ),
    ];
    for (first, second, hashes) in rows {
        let proof = view.consistency(first, second).unwrap();
        assert_eq!(proof.hashes.iter().map(Hash::to_string).collect::<Vec<_>>(), hashes);
        proof.verify(&naive_root(&leaves[..first as usize]), &naive_root(&leaves[..second as usize])).unwrap();
    }
}

#[test]
fn edge_cases_of_consistency() {
    let root = leaf_hash(b"a");
    let none = |first, second| ConsistencyProof { first, second, hashes: vec![] };
    none(0, 5).verify(&Hash::EMPTY_TREE, &root).unwrap();
    assert!(none(0, 5).verify(&root, &root).is_err());
    none(3, 3).verify(&root, &root).unwrap();
    assert!(none(3, 3).verify(&root, &Hash::EMPTY_TREE).is_err());
    assert!(none(3, 5).verify(&root, &root).is_err());
    assert!(none(4, 5).verify(&root, &root).is_err());
    assert!(none(5, 4).verify(&root, &root).is_err());
    assert!(ConsistencyProof { first: 3, second: 3, hashes: vec![root] }.verify(&root, &root).is_err());
    assert!(ConsistencyProof { first: 0, second: 3, hashes: vec![root] }.verify(&Hash::EMPTY_TREE, &root).is_err());
}

/// Every way to spoil a list of hashes by one step.
fn spoiled(hashes: &[Hash]) -> Vec<Vec<Hash>> {
    let mut all = vec![[hashes, &[Hash::EMPTY_TREE]].concat(), [&[Hash::EMPTY_TREE], hashes].concat()];
    for position in 0..hashes.len() {
        let mut changed = hashes.to_vec();
        changed[position] = leaf_hash(changed[position].as_bytes());
        all.push(changed);
        let mut shorter = hashes.to_vec();
        shorter.remove(position);
        all.push(shorter);
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_change_breaks_the_proof(size in 1u64..600, a: u64, b: u64) {
        let leaves: Vec<Hash> = (0..size).map(|index| leaf_hash(&index.to_be_bytes())).collect();
        let mut store = MemoryTiles::new();
        store.put_all(Tree::new().append(&leaves).unwrap().tiles);
        let mut view = View::new(&store, size).unwrap();
        let root = naive_root(&leaves);

        let index = a % size;
        let leaf = leaves[index as usize];
        let proof = view.inclusion(index, size).unwrap();
        proof.verify(&leaf, &root).unwrap();
        prop_assert!(proof.verify(&leaf_hash(b"other"), &root).is_err());
        prop_assert!(proof.verify(&leaf, &leaf).is_err() || size == 1);
        for hashes in spoiled(&proof.hashes) {
            let bad = InclusionProof { hashes, ..proof.clone() };
            prop_assert!(bad.verify(&leaf, &root).is_err());
        }
        let other = b % size;
        if other != index {
            let bad = InclusionProof { index: other, ..proof.clone() };
            prop_assert!(bad.verify(&leaf, &root).is_err());
        }

        let first = 1 + b % size;
        let proof = view.consistency(first, size).unwrap();
        let first_root = naive_root(&leaves[..first as usize]);
        proof.verify(&first_root, &root).unwrap();
        prop_assert!(proof.verify(&leaf_hash(b"other"), &root).is_err());
        prop_assert!(proof.verify(&first_root, &leaf_hash(b"other")).is_err());
        for hashes in spoiled(&proof.hashes) {
            let bad = ConsistencyProof { hashes, ..proof.clone() };
            prop_assert!(bad.verify(&first_root, &root).is_err());
        }
    }

    #[test]
    fn checking_never_panics(index: u64, size: u64, count in 0usize..70) {
        let hashes = vec![Hash::EMPTY_TREE; count];
        let leaf = Hash::EMPTY_TREE;
        let _ = InclusionProof { index, size, hashes: hashes.clone() }.verify(&leaf, &leaf);
        let _ = ConsistencyProof { first: index, second: size, hashes }.verify(&leaf, &leaf);
    }
}
