//! What can go wrong, in words for the administrator who reads them.

use crate::{Hash, Tile};

/// The result of every fallible act of this crate.
pub type Result<T> = std::result::Result<T, Error>;

/// Whatever the caller's storage reports; it is passed on unchanged inside [`Error::Source`].
pub type SourceError = Box<dyn std::error::Error + Send + Sync>;

/// Every error of this crate. Findings about a damaged log are not errors: see [`crate::Finding`].
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// An entry is longer than the two length bytes of an entry bundle can say.
    #[error("entri sepanjang {length} bita melebihi batas 65535 bita")]
    EntryTooLong {
        /// Length of the refused entry in bytes.
        length: usize,
    },
    /// The tree would grow past [`crate::MAX_SIZE`] leaves.
    #[error("log melampaui ukuran terbesar")]
    TooLarge,
    /// A leaf index or an earlier size that the tree does not have.
    #[error("{what} {value} di luar log yang berisi {size} entri")]
    OutOfRange {
        /// What was out of range, in Indonesian.
        what: &'static str,
        /// The value asked for.
        value: u64,
        /// The number of leaves there are.
        size: u64,
    },
    /// The source does not have a tile that a tree of this size must have.
    #[error("ubin {0} tidak ada")]
    TileMissing(Tile),
    /// The source's data for a tile is not a whole number of hashes, or fewer than the tile's width.
    #[error("ubin {tile} berisi {length} bita, seharusnya {expected}", expected = usize::from(tile.width) * 32)]
    TileLength {
        /// The tile that was read.
        tile: Tile,
        /// The number of bytes that came back.
        length: usize,
    },
    /// The stored tiles do not lead to the expected root.
    #[error("akar pohon {computed} tidak sama dengan akar yang diharapkan {expected}")]
    RootMismatch {
        /// The root that was expected.
        expected: Hash,
        /// The root that the tiles give.
        computed: Hash,
    },
    /// A proof does not prove what it should.
    #[error("bukti tidak sah: {0}")]
    Proof(&'static str),
    /// A hash is not 32 bytes, or its text is not valid base64 or hexadecimal.
    #[error("nilai hash tidak sah")]
    Hash,
    /// A tile or bundle path that is not in its one canonical form.
    #[error("jalur ubin tidak sah: {0:?}")]
    Path(String),
    /// An entry bundle that is cut off, empty, too long or followed by other bytes.
    #[error("bundel entri tidak sah: {0}")]
    Bundle(&'static str),
    /// A key in text form that cannot be read.
    #[error("kunci tidak sah: {0}")]
    Key(&'static str),
    /// A signed note that cannot be read.
    #[error("nota bertanda tangan tidak sah: {0}")]
    Note(&'static str),
    /// A note body that is not a checkpoint.
    #[error("titik periksa tidak sah: {0}")]
    Checkpoint(&'static str),
    /// No signature on the note is by one of the trusted keys.
    #[error("nota tidak ditandatangani oleh kunci yang dipercaya")]
    Unsigned,
    /// A signature claims to be by a trusted key but does not verify.
    #[error("tanda tangan atas nama {0} salah")]
    BadSignature(String),
    /// Entries reached the verifier out of order.
    #[error("entri {got} datang setelah entri {expected} ditunggu")]
    Order {
        /// The index that was expected next.
        expected: u64,
        /// The index that came.
        got: u64,
    },
    /// The caller's storage failed.
    #[error("penyimpanan ubin gagal dibaca")]
    Source(#[source] SourceError),
}
