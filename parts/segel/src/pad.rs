//! Lengths that tell little of a text: filled up to the next step.
use zeroize::Zeroizing;

use crate::{Error, Result};

/// Text, the byte 0x80, and zeros up to a multiple of `step` (ISO/IEC 7816-4).
pub fn padded(plain: &[u8], step: usize) -> Zeroizing<Vec<u8>> {
    let step = step.max(1);
    let length = (plain.len() + 1).next_multiple_of(step);
    // Room for all of it at once, so that no half-filled copy stays behind in memory.
    let mut out = Zeroizing::new(Vec::with_capacity(length));
    out.extend_from_slice(plain);
    out.push(0x80);
    out.resize(length, 0);
    out
}

/// The text inside.
///
/// # Errors
/// [`Error::Malformed`] when there is no end to be found.
pub fn unpadded(padded: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
    let end = padded.iter().rposition(|byte| *byte != 0).ok_or(Error::Malformed)?;
    match padded.split_at_checked(end) {
        Some((plain, [0x80, ..])) => Ok(Zeroizing::new(plain.to_vec())),
        Some(_) | None => Err(Error::Malformed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_length_comes_back() {
        for length in [0, 1, 254, 255, 256, 257, 1000] {
            let plain = vec![0x80; length];
            let filled = padded(&plain, 256);
            assert_eq!(filled.len() % 256, 0);
            assert!(filled.len() > length);
            assert_eq!(*unpadded(&filled).unwrap(), plain);
        }
        assert_eq!(padded(b"a", 256).len(), padded(&[7; 255], 256).len());
        for bad in [[].as_slice(), &[0, 0], &[1, 0], &[1]] {
            assert!(unpadded(bad).is_err());
        }
    }
}
