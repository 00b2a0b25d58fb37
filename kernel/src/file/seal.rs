//! Contents that are sealed where they lie, each under a key of its own.
//!
//! A sealed content is a row of pieces of 64 KiB, each encrypted with AES-256-GCM; the nonce of a piece is its place and
//! whether it is the last (the STREAM construction), so that pieces can be neither exchanged nor cut off. The key is random,
//! and lies in the row of the file, sealed with the key of the installation: who takes it away there has destroyed the content
//! everywhere, in backups made later too.
use ring::aead;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::keys::{Keys, hex};
use crate::{Error, Result};

/// Bytes of a piece before it is sealed.
pub(super) const PIECE: usize = 64 * 1024;
/// What sealing adds to a piece.
const TAG: usize = 16;
/// Purpose of the key that seals the keys of files.
const PURPOSE: &str = "berkas";

/// A content that has been sealed and lies in the store, and awaits its row.
#[derive(Debug)]
pub struct Sealed {
    pub(super) name: String,
    pub(super) media_type: &'static str,
    pub(super) size: u64,
    pub(super) sha256: String,
    pub(super) key: Vec<u8>,
}

/// One key.
pub(super) struct Cipher(aead::LessSafeKey);

impl Cipher {
    /// A new key, and what of it goes into the row.
    pub fn fresh(keys: &Keys) -> Result<(Cipher, Vec<u8>)> {
        let key = keys.random::<32>()?;
        Ok((Cipher::new(&key)?, keys.seal(PURPOSE, &key)?))
    }

    /// The key of a row.
    pub fn of(keys: &Keys, sealed: &[u8]) -> Result<Cipher> {
        Cipher::new(&keys.unseal(PURPOSE, sealed)?)
    }

    fn new(key: &[u8]) -> Result<Cipher> {
        let key = aead::UnboundKey::new(&aead::AES_256_GCM, key).map_err(|_| Error::internal("bad key of a file"))?;
        Ok(Cipher(aead::LessSafeKey::new(key)))
    }

    fn nonce(place: u64, last: bool) -> aead::Nonce {
        let mut bytes = [0_u8; 12];
        for (to, from) in bytes.iter_mut().zip(place.to_be_bytes()) {
            *to = from;
        }
        if let Some(end) = bytes.last_mut() {
            *end = u8::from(last);
        }
        aead::Nonce::assume_unique_for_key(bytes)
    }

    fn close(&self, place: u64, last: bool, piece: &mut Vec<u8>) -> Result<()> {
        self.0
            .seal_in_place_append_tag(Cipher::nonce(place, last), aead::Aad::empty(), piece)
            .map_err(|_| Error::internal("sealing a file failed"))
    }

    /// Opens one piece.
    pub fn open(&self, place: u64, last: bool, piece: &mut Vec<u8>) -> Result<()> {
        let opened = self
            .0
            .open_in_place(Cipher::nonce(place, last), aead::Aad::empty(), piece)
            .map_err(|_| Error::internal("a sealed file was changed where it lies"))?
            .len();
        piece.truncate(opened);
        Ok(())
    }

    /// Seals bytes in memory.
    pub fn seal(&self, bytes: &[u8]) -> Result<Vec<u8>> {
        let mut out = Vec::with_capacity(usize::try_from(sealed_size(bytes.len() as u64)).unwrap_or(0));
        let mut place = 0;
        let mut rest = bytes;
        loop {
            let (head, tail) = rest.split_at(rest.len().min(PIECE));
            let mut piece = head.to_vec();
            self.close(place, tail.is_empty(), &mut piece)?;
            out.append(&mut piece);
            if tail.is_empty() {
                return Ok(out);
            }
            rest = tail;
            place += 1;
        }
    }

    /// Seals one file on this machine into another; returns the hash of what was written.
    pub async fn seal_path(&self, from: &std::path::Path, to: &std::path::Path) -> Result<String> {
        use sha2::{Digest as _, Sha256};
        let mut input = tokio::io::BufReader::new(tokio::fs::File::open(from).await?);
        let mut output = tokio::fs::File::create_new(to).await?;
        let mut hash = Sha256::new();
        let (mut place, mut piece) = (0, read_piece(&mut input).await?);
        loop {
            // Whether a piece is the last one is only known by looking for the next.
            let next = if piece.len() == PIECE { read_piece(&mut input).await? } else { vec![] };
            self.close(place, next.is_empty(), &mut piece)?;
            hash.update(&piece);
            output.write_all(&piece).await?;
            if next.is_empty() {
                output.flush().await?;
                return Ok(hex(&hash.finalize()));
            }
            piece = next;
            place += 1;
        }
    }
}

async fn read_piece(input: &mut (impl tokio::io::AsyncRead + Unpin)) -> Result<Vec<u8>> {
    let mut piece = Vec::with_capacity(PIECE + TAG);
    input.take(PIECE as u64).read_to_end(&mut piece).await?;
    Ok(piece)
}

/// Bytes in the store of a content of `size` bytes.
pub(super) fn sealed_size(size: u64) -> u64 {
    size + pieces(size) * TAG as u64
}

/// How many pieces a content of `size` bytes has; an empty one has one.
fn pieces(size: u64) -> u64 {
    size.div_ceil(PIECE as u64).max(1)
}

/// Where the pieces lie that hold a part of a content: the place of the first, and the bytes in the store.
pub(super) fn around(part: &std::ops::Range<u64>, size: u64) -> (u64, std::ops::Range<u64>) {
    let (piece, closed) = (PIECE as u64, (PIECE + TAG) as u64);
    let first = part.start / piece;
    let after = part.end.div_ceil(piece).max(first + 1).min(pieces(size));
    (first, first * closed..(after * closed).min(sealed_size(size)))
}

/// A stream of sealed bytes from a piece's beginning on, opened and cut to a part.
pub(super) struct Opening {
    pub cipher: Cipher,
    /// Place of the next piece.
    pub place: u64,
    /// Places of the whole content.
    pub size: u64,
    /// Bytes to pass over in the first piece.
    pub skip: usize,
    /// Bytes to give still.
    pub left: u64,
    /// Sealed bytes that have come and make no whole piece yet.
    pub waiting: Vec<u8>,
}

impl Opening {
    /// Takes sealed bytes and gives what they open.
    pub fn push(&mut self, bytes: &[u8]) -> Result<Vec<u8>> {
        self.waiting.extend_from_slice(bytes);
        let mut out = Vec::new();
        while self.left > 0 {
            let last = self.place + 1 == pieces(self.size);
            let length = if last {
                usize::try_from(self.size - self.place * PIECE as u64).unwrap_or(PIECE) + TAG
            } else {
                PIECE + TAG
            };
            if self.waiting.len() < length {
                break;
            }
            let rest = self.waiting.split_off(length);
            let mut piece = std::mem::replace(&mut self.waiting, rest);
            self.cipher.open(self.place, last, &mut piece)?;
            let piece = piece.get(self.skip..).unwrap_or_default();
            let take = piece.len().min(usize::try_from(self.left).unwrap_or(usize::MAX));
            out.extend_from_slice(piece.get(..take).unwrap_or_default());
            self.left -= take as u64;
            self.skip = 0;
            self.place += 1;
        }
        Ok(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cipher() -> Cipher {
        Cipher::new(&[7; 32]).unwrap()
    }

    fn opened(cipher: Cipher, sealed: &[u8], part: std::ops::Range<u64>, size: u64, step: usize) -> Result<Vec<u8>> {
        let (place, range) = around(&part, size);
        let skip = usize::try_from(part.start - place * PIECE as u64).unwrap();
        let mut opening = Opening { cipher, place, size, skip, left: part.end - part.start, waiting: vec![] };
        let slice = &sealed[usize::try_from(range.start).unwrap()..usize::try_from(range.end).unwrap()];
        let mut out = vec![];
        for bytes in slice.chunks(step) {
            out.extend(opening.push(bytes)?);
        }
        Ok(out)
    }

    #[test]
    fn every_part_of_every_size_opens_to_what_it_was() {
        for size in [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 17] {
            let plain: Vec<u8> = (0..size).map(|n| u8::try_from(n % 251).unwrap()).collect();
            let sealed = cipher().seal(&plain).unwrap();
            assert_eq!(sealed.len() as u64, sealed_size(size as u64), "{size}");
            for (from, to) in
                [(0, size), (0, size.min(1)), (size / 2, size), (size / 3, size / 2), (size.saturating_sub(1), size)]
            {
                let part = from as u64..to as u64;
                for step in [PIECE + TAG, 1000] {
                    let found = opened(cipher(), &sealed, part.clone(), size as u64, step).unwrap();
                    assert_eq!(found, plain[from..to], "{size} {from}..{to}");
                }
            }
        }
    }

    #[test]
    fn pieces_that_were_changed_exchanged_or_cut_off_do_not_open() {
        let plain = vec![5_u8; 2 * PIECE + 100];
        let size = plain.len() as u64;
        let sealed = cipher().seal(&plain).unwrap();
        let mut changed = sealed.clone();
        changed[PIECE + 40] ^= 1;
        assert!(opened(cipher(), &changed, 0..size, size, 4096).is_err());
        let closed = PIECE + TAG;
        let exchanged = [&sealed[closed..2 * closed], &sealed[..closed], &sealed[2 * closed..]].concat();
        assert!(opened(cipher(), &exchanged, 0..size, size, 4096).is_err());
        // Cut behind the first piece and told to be that short.
        assert!(opened(cipher(), &sealed[..closed], 0..PIECE as u64, PIECE as u64, 4096).is_err());
        assert!(opened(Cipher::new(&[8; 32]).unwrap(), &sealed, 0..size, size, 4096).is_err());
    }
}
