//! Entry bundles: up to 256 entries, each behind its length as two big-endian bytes.

use crate::tile::WIDTH;
use crate::{Error, Hash, Result, leaf_hash};

/// The longest entry that a bundle can hold, in bytes.
pub const MAX_ENTRY_LEN: usize = u16::MAX as usize;

/// Refuses an entry that no bundle could hold. Call it before an entry is logged.
pub fn check_entry(entry: &[u8]) -> Result<()> {
    if entry.len() > MAX_ENTRY_LEN { Err(Error::EntryTooLong { length: entry.len() }) } else { Ok(()) }
}

/// The entries below one level 0 tile.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bundle {
    /// The entries in order, 1 to 256 of them.
    pub entries: Vec<Vec<u8>>,
}

impl Bundle {
    /// The bundle as served. Fails on no entries, more than 256, or one longer than [`MAX_ENTRY_LEN`].
    pub fn encode(&self) -> Result<Vec<u8>> {
        check_count(self.entries.len())?;
        let mut bytes = Vec::with_capacity(self.entries.iter().map(|entry| entry.len() + 2).sum());
        for entry in &self.entries {
            let length = u16::try_from(entry.len()).map_err(|_| Error::EntryTooLong { length: entry.len() })?;
            bytes.extend_from_slice(&length.to_be_bytes());
            bytes.extend_from_slice(entry);
        }
        Ok(bytes)
    }

    /// Reads a bundle of `width` entries; a cut-off entry, bytes after the last or another number of entries is refused.
    pub fn decode(bytes: &[u8], width: u16) -> Result<Bundle> {
        let mut entries = Vec::new();
        let mut rest = bytes;
        while let Some((length, after)) = rest.split_first_chunk::<2>() {
            let length = usize::from(u16::from_be_bytes(*length));
            let (entry, after) = after.split_at_checked(length).ok_or(Error::Bundle("entri terpotong"))?;
            entries.push(entry.to_vec());
            check_count(entries.len())?;
            rest = after;
        }
        if !rest.is_empty() {
            return Err(Error::Bundle("panjang entri terpotong"));
        }
        if entries.len() != usize::from(width) {
            return Err(Error::Bundle("jumlah entri tidak sesuai lebar ubin"));
        }
        check_count(entries.len())?;
        Ok(Bundle { entries })
    }

    /// The leaf hashes of the entries: what the level 0 tile must hold.
    pub fn leaf_hashes(&self) -> Vec<Hash> {
        self.entries.iter().map(|entry| leaf_hash(entry)).collect()
    }
}

fn check_count(count: usize) -> Result<()> {
    match count {
        0 => Err(Error::Bundle("bundel kosong")),
        count if count > usize::from(WIDTH) => Err(Error::Bundle("lebih dari 256 entri")),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn layout() {
        let bundle = Bundle { entries: vec![b"ab".to_vec(), vec![], vec![7; 256]] };
        let bytes = bundle.encode().unwrap();
        assert_eq!(bytes[..7], [0, 2, b'a', b'b', 0, 0, 1]);
        assert_eq!(bytes.len(), 4 + 2 + 258);
        assert_eq!(Bundle::decode(&bytes, 3).unwrap(), bundle);
        assert_eq!(bundle.leaf_hashes()[1], leaf_hash(b""));
    }

    #[test]
    fn limits() {
        check_entry(&vec![0; 65_535]).unwrap();
        assert!(matches!(check_entry(&vec![0; 65_536]), Err(Error::EntryTooLong { length: 65_536 })));
        Bundle { entries: vec![vec![1; 65_535]] }.encode().unwrap();
        assert!(matches!(Bundle { entries: vec![vec![1; 65_536]] }.encode(), Err(Error::EntryTooLong { .. })));
        assert!(Bundle::default().encode().is_err());
        assert!(Bundle { entries: vec![vec![]; 257] }.encode().is_err());
        Bundle { entries: vec![vec![]; 256] }.encode().unwrap();
    }

    #[test]
    fn damaged_bundles() {
        for (bytes, width) in [(&b""[..], 0), (b"", 1), (b"\0", 1), (b"\0\x02a", 1), (b"\0\0\0", 1), (b"\0\0\0\0", 1)] {
            assert!(Bundle::decode(bytes, width).is_err(), "{bytes:?} {width}");
        }
        assert!(Bundle::decode(&[0; 2 * 257], 257).is_err());
    }

    proptest! {
        #[test]
        fn decoding_never_panics_and_round_trips(bytes: Vec<u8>, width in 0u16..300) {
            if let Ok(bundle) = Bundle::decode(&bytes, width) {
                prop_assert_eq!(bundle.encode().unwrap(), bytes);
            }
        }
    }
}
