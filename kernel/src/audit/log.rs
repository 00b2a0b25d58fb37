//! Gives committed leaves their place in the Merkle tree, keeps its tiles, signs checkpoints, hands out proofs.
use std::time::Duration;

use db::{Row, Tx, args};
use tlog::{Checkpoint, Hash, InclusionProof, MemoryTiles, SignerKey, Tile, Tree, View};
use uuid::Uuid;

use crate::{App, Error, Result};

/// Leaves placed in one transaction.
const BATCH: i64 = 1000;

/// Name of this log in its checkpoints: the address of the installation without scheme.
pub fn origin(app: &App) -> String {
    let address = app.config.url.split_once("://").map_or(app.config.url.as_str(), |(_, rest)| rest);
    format!("{}/log", address.trim_end_matches('/'))
}

/// The key that signs checkpoints, derived from the master key.
pub fn signer(app: &App) -> Result<SignerKey> {
    let seed = <[u8; 32]>::try_from(app.keys.derive("log", 32)?).map_err(|_| Error::internal("short key"))?;
    SignerKey::from_seed(&origin(app), seed).map_err(Error::internal)
}

/// The last signed checkpoint as a signed note; nothing while the log is empty.
pub async fn checkpoint(app: &App) -> Result<Option<String>> {
    let row = app.db.optional("select note from audit_checkpoint order by size desc limit 1", vec![]).await?;
    Ok(row.map(|row| row.get("note")).transpose()?)
}

fn number(value: u64) -> Result<i64> {
    i64::try_from(value).map_err(Error::internal)
}

fn tile_key(level: u8, index: u64) -> String {
    format!("{level}/{index}")
}

async fn load_tiles(tx: &mut Tx, tiles: &[Tile]) -> Result<MemoryTiles> {
    let mut found = MemoryTiles::new();
    for tile in tiles {
        let row =
            tx.optional("select data from audit_tile where id = $1", args![tile_key(tile.level, tile.index)]).await?;
        if let Some(row) = row {
            found.put(tile.level, tile.index, row.get("data")?);
        }
    }
    Ok(found)
}

/// Places all waiting leaves. Returns how many were placed. Safe to call from several processes at once.
pub async fn integrate(app: &App) -> Result<usize> {
    let mut total = 0;
    loop {
        let placed = integrate_batch(app).await?;
        total += placed;
        if placed < usize::try_from(BATCH).unwrap_or(usize::MAX) {
            return Ok(total);
        }
    }
}

async fn integrate_batch(app: &App) -> Result<usize> {
    let waiting = app.db.optional("select id from audit_leaf where seq is null limit 1", vec![]).await?;
    if waiting.is_none() {
        return Ok(0);
    }
    let mut tx = app.db.begin().await?;
    db::lock::exclusive(&mut tx, "audit").await?;
    let leaves =
        tx.query("select id, hash from audit_leaf where seq is null order by id limit $1", args![BATCH]).await?;
    if leaves.is_empty() {
        return Ok(0);
    }
    let last = tx.optional("select size, root from audit_checkpoint order by size desc limit 1", vec![]).await?;
    let (size, root) = match last {
        Some(row) => {
            (u64::try_from(row.get::<i64>("size")?).map_err(Error::internal)?, Some(row.get::<Vec<u8>>("root")?))
        }
        None => (0, None),
    };
    let source = load_tiles(&mut tx, &tlog::tiles_for_append(size)).await?;
    let mut tree = match root {
        Some(root) => Tree::load_with_root(&source, size, Hash::from_slice(&root).map_err(Error::internal)?)
            .map_err(Error::internal)?,
        None => Tree::new(),
    };
    let hashes = leaves
        .iter()
        .map(|row| Hash::from_slice(&row.get::<Vec<u8>>("hash")?).map_err(Error::internal))
        .collect::<Result<Vec<_>>>()?;
    let appended = tree.append(&hashes).map_err(Error::internal)?;
    for (row, seq) in leaves.iter().zip(appended.first..) {
        tx.exec("update audit_leaf set seq = $2 where id = $1", args![row.get::<Uuid>("id")?, number(seq)?]).await?;
    }
    for stored in &appended.tiles {
        let text = "insert into audit_tile (id, level, idx, width, data) values ($1, $2, $3, $4, $5) on conflict (id) do update set width = $4, data = $5";
        let tile = stored.tile;
        let row = args![
            tile_key(tile.level, tile.index),
            i64::from(tile.level),
            number(tile.index)?,
            i64::from(tile.width),
            stored.data.clone()
        ];
        tx.exec(text, row).await?;
    }
    let note = Checkpoint::new(&origin(app), appended.size, appended.root)
        .and_then(|checkpoint| checkpoint.sign(&signer(app).map_err(|_| tlog::Error::Hash)?))
        .and_then(|note| note.encode())
        .map_err(Error::internal)?;
    let text = "insert into audit_checkpoint (id, size, root, note, at) values ($1, $2, $3, $4, $5)";
    tx.exec(text, args![Uuid::now_v7(), number(appended.size)?, appended.root.as_bytes().to_vec(), note, app.now()])
        .await?;
    let count = leaves.len();
    tx.commit().await?;
    Ok(count)
}

/// Places leaves as they come, until the program ends.
pub async fn run(app: App) {
    loop {
        if let Err(cause) = integrate(&app).await {
            tracing::warn!(%cause, "the log cannot be continued; trying again");
            tokio::time::sleep(Duration::from_secs(5)).await;
            continue;
        }
        let wake = app.signals.log.notified();
        let _ = tokio::time::timeout(Duration::from_secs(10), wake).await;
        // Several changes in a moment share one checkpoint.
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// A leaf with the proof that it is in the signed log.
#[derive(Debug, Clone)]
pub struct Proven {
    /// Its number.
    pub index: u64,
    /// Its text, exactly as hashed.
    pub body: String,
    /// The way from the leaf to the root.
    pub proof: InclusionProof,
    /// The signed checkpoint with that root.
    pub checkpoint: String,
}

/// The proof of one leaf; nothing while it awaits its place.
pub async fn prove(app: &App, leaf: Uuid) -> Result<Option<Proven>> {
    let mut tx = app.db.begin().await?;
    let row = tx.one("select seq, body from audit_leaf where id = $1", args![leaf]).await?;
    let Some(seq) = row.get::<Option<i64>>("seq")? else { return Ok(None) };
    let index = u64::try_from(seq).map_err(Error::internal)?;
    let last = tx.one("select size, root, note from audit_checkpoint order by size desc limit 1", vec![]).await?;
    let size = u64::try_from(last.get::<i64>("size")?).map_err(Error::internal)?;
    let tiles = tlog::tiles_for_inclusion(index, size, size).map_err(Error::internal)?;
    let source = load_tiles(&mut tx, &tiles).await?;
    let mut view = View::new(&source, size).map_err(Error::internal)?;
    let proof = view.inclusion(index, size).map_err(Error::internal)?;
    let body: String = row.get("body")?;
    let root = Hash::from_slice(&last.get::<Vec<u8>>("root")?).map_err(Error::internal)?;
    proof.verify(&tlog::leaf_hash(body.as_bytes()), &root).map_err(Error::internal)?;
    Ok(Some(Proven { index, body, proof, checkpoint: last.get("note")? }))
}

/// A stored tile, at most as wide as asked: what `tile/<level>/<index>[.p/<width>]` serves.
pub async fn tile(app: &App, tile: Tile) -> Result<Vec<u8>> {
    let row: Row =
        app.db.one("select data from audit_tile where id = $1", args![tile_key(tile.level, tile.index)]).await?;
    let data: Vec<u8> = row.get("data")?;
    data.get(..tile.byte_len()).map(<[u8]>::to_vec).ok_or(Error::NotFound)
}

/// The leaves of a bundle: what `tile/entries/<index>[.p/<width>]` serves.
pub async fn entries(app: &App, tile: Tile) -> Result<Vec<u8>> {
    let leaves = tile.leaves();
    let text = "select body from audit_leaf where seq >= $1 and seq < $2 order by seq";
    let rows = app.db.query(text, args![number(leaves.start)?, number(leaves.end)?]).await?;
    let entries = rows.iter().map(|row| Ok(row.get::<String>("body")?.into_bytes())).collect::<Result<Vec<_>>>()?;
    if u64::try_from(entries.len()).ok() != Some(leaves.end - leaves.start) {
        return Err(Error::NotFound);
    }
    tlog::Bundle { entries }.encode().map_err(Error::internal)
}
