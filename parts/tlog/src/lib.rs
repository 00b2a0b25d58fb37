//! An append-only Merkle log: the tree of RFC 6962, stored and served as the tiles of C2SP `tlog-tiles`, with checkpoints
//! as C2SP signed notes (Ed25519).
//!
//! The crate does no I/O of its own. A caller stores [`TileData`] in a table `(level, index, width, data)` or as files
//! under [`Tile::path`], and lends them back through [`TileSource`]. Whoever reads asynchronously asks first which tiles
//! an operation needs ([`tiles_for_append`], [`tiles_for_inclusion`], [`tiles_for_consistency`], [`tiles_for_root`]),
//! fetches them, and hands them over as [`MemoryTiles`].
//!
//! All comparisons here are between public values (hashes, key ids); the one comparison with a secret in it, the
//! Ed25519 signature check, is done by `ring`. Time and randomness are parameters.

mod bundle;
mod checkpoint;
mod error;
mod hash;
mod key;
mod logproof;
mod note;
mod proof;
mod tile;
mod tree;
mod verify;
mod view;

pub use bundle::{Bundle, MAX_ENTRY_LEN, check_entry};
pub use checkpoint::{Checkpoint, MAX_CHECKPOINT_LEN, VerifiedCheckpoint};
pub use error::{Error, Result, SourceError};
pub use hash::{Hash, leaf_hash, node_hash, tree_hash};
pub use key::{KeyKind, SignerKey, VerifierKey};
pub use logproof::LogProof;
pub use note::{MAX_SIGNATURES, Note, Signature, VerifiedSignature};
pub use proof::{ConsistencyProof, InclusionProof};
pub use tile::{MAX_SIZE, Tile, TileData, TilePath, edge_tiles};
pub use tree::{Appended, Tree};
pub use verify::{Finding, MAX_FINDINGS, Report, Verifier, verify_all};
pub use view::{
    MemoryTiles, TileSource, View, tiles_for_append, tiles_for_consistency, tiles_for_inclusion, tiles_for_root,
};
