//! Hashing as in RFC 6962, section 2.1: SHA-256, a leaf prefixed with 0, a node with 1.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::digest::{Context, SHA256};

use crate::{Error, Result};

/// A SHA-256 hash of a leaf, a node or a whole tree. Its text form (`Display`, `FromStr`) is 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash([u8; 32]);

impl Hash {
    /// Bytes in a hash.
    pub const LEN: usize = 32;
    /// The root of the empty tree: SHA-256 of nothing.
    pub const EMPTY_TREE: Hash = Hash([
        0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9, 0x24, 0x27, 0xae,
        0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55,
    ]);

    /// A hash from its 32 bytes.
    pub const fn new(bytes: [u8; 32]) -> Hash {
        Hash(bytes)
    }

    /// A hash from a slice, as read from storage. Fails unless it is exactly 32 bytes.
    pub fn from_slice(bytes: &[u8]) -> Result<Hash> {
        bytes.try_into().map(Hash).map_err(|_| Error::Hash)
    }

    /// The 32 bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Standard base64 with padding, as in checkpoints: 44 characters.
    pub fn to_base64(&self) -> String {
        STANDARD.encode(self.0)
    }

    /// Reads standard base64 with padding; anything else is refused, also non-canonical spellings of the same bytes.
    pub fn from_base64(text: &str) -> Result<Hash> {
        let bytes = STANDARD.decode(text).map_err(|_| Error::Hash)?;
        Hash::from_slice(&bytes)
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl FromStr for Hash {
    type Err = Error;

    fn from_str(text: &str) -> Result<Hash> {
        let mut bytes = [0; 32];
        if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(Error::Hash);
        }
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
            let digits = std::str::from_utf8(pair).map_err(|_| Error::Hash)?;
            *byte = u8::from_str_radix(digits, 16).map_err(|_| Error::Hash)?;
        }
        Ok(Hash(bytes))
    }
}

fn sha256(parts: &[&[u8]]) -> Hash {
    let mut context = Context::new(&SHA256);
    for part in parts {
        context.update(part);
    }
    let mut bytes = [0; 32];
    for (byte, computed) in bytes.iter_mut().zip(context.finish().as_ref()) {
        *byte = *computed;
    }
    Hash(bytes)
}

/// The hash of one entry as a leaf: SHA-256 of 0x00 and the entry.
pub fn leaf_hash(entry: &[u8]) -> Hash {
    sha256(&[&[0], entry])
}

/// The hash of a node over its two children: SHA-256 of 0x01, left and right.
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    sha256(&[&[1], &left.0, &right.0])
}

/// The Merkle tree hash over the given leaf (or equal-sized subtree) hashes. The last one may stand for a smaller
/// subtree: pairing row by row and passing an odd last hash up gives the same tree as the splits of RFC 6962.
pub fn tree_hash(hashes: &[Hash]) -> Hash {
    let mut row = hashes.to_vec();
    while row.len() > 1 {
        row = row
            .chunks(2)
            .filter_map(|pair| match pair {
                [left, right] => Some(node_hash(left, right)),
                odd => odd.first().copied(),
            })
            .collect();
    }
    row.first().copied().unwrap_or(Hash::EMPTY_TREE)
}

/// First four bytes of SHA-256, big-endian: the key id of signed notes.
pub(crate) fn short_id(parts: &[&[u8]]) -> u32 {
    let [first, second, third, fourth, ..] = sha256(parts).0;
    u32::from_be_bytes([first, second, third, fourth])
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// The definition of RFC 6962, section 2.1, word for word: the slow reference for everything else.
    pub(crate) fn naive_root(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => Hash::EMPTY_TREE,
            [leaf] => *leaf,
            more => {
                let split = more.len().next_power_of_two() / 2;
                node_hash(&naive_root(&more[..split]), &naive_root(&more[split..]))
            }
        }
    }

    /// The eight inputs that the test vectors of Certificate Transparency implementations share.
    pub(crate) fn known_entries() -> Vec<Vec<u8>> {
        let long: Vec<u8> = (0x60..0x70).collect();
        vec![
            vec![],
            vec![0x00],
            vec![0x10],
            vec![0x20, 0x21],
            vec![0x30, 0x31],
            vec![0x40, 0x41, 0x42, 0x43],
            (0x50..0x58).collect(),
            long,
        ]
    }

    const KNOWN_ROOTS: [&str; 8] = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    #[test]
    fn known_roots() {
        let leaves: Vec<Hash> = known_entries().iter().map(|entry| leaf_hash(entry)).collect();
        for (size, root) in (1..).zip(KNOWN_ROOTS) {
            assert_eq!(tree_hash(&leaves[..size]).to_string(), root, "size {size}");
            assert_eq!(naive_root(&leaves[..size]).to_string(), root, "size {size}");
        }
        assert_eq!(tree_hash(&[]), sha256(&[]));
    }

    #[test]
    fn text_forms() {
        let hash = leaf_hash(b"x");
        assert_eq!(hash.to_string().parse::<Hash>().unwrap(), hash);
        assert_eq!(hash.to_string().to_uppercase().parse::<Hash>().unwrap(), hash);
        assert_eq!(Hash::from_base64(&hash.to_base64()).unwrap(), hash);
        assert_eq!(Hash::from_slice(hash.as_bytes()).unwrap(), hash);
        for bad in ["", "00", "+f", &"g".repeat(64), &"é".repeat(32), &format!("{hash}0")] {
            assert!(bad.parse::<Hash>().is_err(), "{bad}");
        }
        for bad in ["", "AAAA", &hash.to_base64()[..43], &format!("{} ", hash.to_base64())] {
            assert!(Hash::from_base64(bad).is_err(), "{bad}");
        }
    }
}
