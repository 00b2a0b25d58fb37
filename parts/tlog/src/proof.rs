//! Proofs and how they are checked, by anyone who has only a signed root.

use crate::{Error, Hash, Result, node_hash};

/// Shows that a leaf is in a tree: the sibling hashes from the leaf up to the root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InclusionProof {
    /// Index of the leaf, from 0.
    pub index: u64,
    /// Leaves in the tree.
    pub size: u64,
    /// Sibling hashes, the leaf's own sibling first.
    pub hashes: Vec<Hash>,
}

/// Shows that one tree is the beginning of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsistencyProof {
    /// Leaves in the earlier tree.
    pub first: u64,
    /// Leaves in the later tree.
    pub second: u64,
    /// The hashes in the order of RFC 6962, section 2.1.2.
    pub hashes: Vec<Hash>,
}

impl InclusionProof {
    /// Checks that the leaf with this hash stands at `index` in the tree with this root.
    pub fn verify(&self, leaf: &Hash, root: &Hash) -> Result<()> {
        if self.index >= self.size {
            return Err(Error::OutOfRange { what: "entri", value: self.index, size: self.size });
        }
        let (mut node, mut last) = (self.index, self.size - 1);
        let mut computed = *leaf;
        for hash in &self.hashes {
            if last == 0 {
                return Err(Error::Proof("terlalu panjang"));
            }
            if node & 1 == 1 || node == last {
                computed = node_hash(hash, &computed);
                (node, last) = skip_left_edges(node, last);
            } else {
                computed = node_hash(&computed, hash);
            }
            (node, last) = (node >> 1, last >> 1);
        }
        if last != 0 {
            return Err(Error::Proof("terlalu pendek"));
        }
        if computed == *root { Ok(()) } else { Err(Error::RootMismatch { expected: *root, computed }) }
    }
}

impl ConsistencyProof {
    /// Checks that the tree with `first_root` is the beginning of the tree with `second_root`.
    pub fn verify(&self, first_root: &Hash, second_root: &Hash) -> Result<()> {
        if self.first > self.second {
            return Err(Error::OutOfRange { what: "ukuran", value: self.first, size: self.second });
        }
        if self.first == self.second || self.first == 0 {
            let expected = if self.first == 0 { &Hash::EMPTY_TREE } else { second_root };
            return match (self.hashes.is_empty(), first_root == expected) {
                (true, true) => Ok(()),
                (false, _) => Err(Error::Proof("terlalu panjang")),
                (true, false) => Err(Error::RootMismatch { expected: *expected, computed: *first_root }),
            };
        }
        let (mut node, mut last) = (self.first - 1, self.second - 1);
        while node & 1 == 1 {
            (node, last) = (node >> 1, last >> 1);
        }
        // A whole first tree is its own starting point; otherwise the proof begins with one.
        let (start, rest) = if self.first.is_power_of_two() {
            (*first_root, self.hashes.as_slice())
        } else {
            let (start, rest) = self.hashes.split_first().ok_or(Error::Proof("terlalu pendek"))?;
            (*start, rest)
        };
        let (mut first, mut second) = (start, start);
        for hash in rest {
            if last == 0 {
                return Err(Error::Proof("terlalu panjang"));
            }
            if node & 1 == 1 || node == last {
                first = node_hash(hash, &first);
                second = node_hash(hash, &second);
                (node, last) = skip_left_edges(node, last);
            } else {
                second = node_hash(&second, hash);
            }
            (node, last) = (node >> 1, last >> 1);
        }
        if last != 0 {
            return Err(Error::Proof("terlalu pendek"));
        }
        if first != *first_root {
            return Err(Error::RootMismatch { expected: *first_root, computed: first });
        }
        if second == *second_root {
            Ok(())
        } else {
            Err(Error::RootMismatch { expected: *second_root, computed: second })
        }
    }
}

/// Where the node is the last of its row and a left child, it has no sibling: climb until it is a right child.
fn skip_left_edges(mut node: u64, mut last: u64) -> (u64, u64) {
    while node & 1 == 0 && node != 0 {
        (node, last) = (node >> 1, last >> 1);
    }
    (node, last)
}

#[cfg(test)]
mod tests;
