//! Contents that the program made or unpacked on this machine, stored before the change that names them.
use std::path::Path;

use sha2::{Digest as _, Sha256};
use tokio::io::AsyncReadExt as _;
use uuid::Uuid;

use super::{Owner, Store, media_type};
use crate::{Result, Write};

/// A content that lies in the store and that no row names yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Put {
    /// Its hash.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
    /// Type told from the content.
    pub media_type: &'static str,
}

impl Store {
    /// Stores the content of a file on this machine, before the transaction that names it with [`Store::keep_put`].
    pub async fn put_file(&self, path: &Path) -> Result<Put> {
        let mut file = tokio::fs::File::open(path).await?;
        let (mut hash, mut size, mut head) = (Sha256::new(), 0_u64, Vec::new());
        let mut chunk = vec![0_u8; 256 * 1024];
        loop {
            let read = file.read(&mut chunk).await?;
            let Some(bytes) = chunk.get(..read).filter(|bytes| !bytes.is_empty()) else { break };
            if head.is_empty() {
                head = bytes.get(..bytes.len().min(8192)).unwrap_or_default().to_vec();
            }
            hash.update(bytes);
            size += bytes.len() as u64;
        }
        let sha256 = crate::keys::hex(&hash.finalize());
        self.put_path(&sha256, path).await?;
        Ok(Put { sha256, size, media_type: media_type(&head) })
    }

    /// Writes the row of a content that was stored before.
    pub async fn keep_put(&self, write: &mut Write, name: &str, put: &Put, owner: &Owner) -> Result<Uuid> {
        self.row(write, name, put.media_type, put.size, &put.sha256, None, owner).await
    }
}
