//! BagIt 1.0 (RFC 8493) in a zip file: a folder of files with a list of their hashes, in which others can check that
//! nothing was lost or changed on the way.
//!
//! Written are SHA-256 and SHA-512 manifests, `bag-info.txt` and a tag manifest. Read is what others write too, as long as one
//! of these two hashes is there; `fetch.txt` is refused, because a bag is to hold everything itself. A bag comes from strangers: names
//! that leave the folder, links, doubled names, too many entries and contents that swell are refused before anything is
//! kept. Messages are Indonesian, for whoever sent the file.
mod fault;
mod manifest;
mod name;
mod read;
mod write;

pub use fault::{Fault, Result};
pub use read::{Bag, Entry, Limits};
pub use write::{Added, Writer};

/// A hash that bags are listed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hash {
    Sha256,
    Sha512,
}

impl Hash {
    pub(crate) const ALL: [Hash; 2] = [Hash::Sha256, Hash::Sha512];
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Hash::Sha256 => "sha256",
            Hash::Sha512 => "sha512",
        }
    }
}

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests;
