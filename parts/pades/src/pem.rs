//! The textual form of certificates and keys (RFC 7468).
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::{Error, Result};

/// The most blocks that are read from one text.
const MAX_BLOCKS: usize = 1_000;

/// Wraps bytes between `-----BEGIN LABEL-----` and its end.
#[must_use]
pub fn encode(label: &str, der: &[u8]) -> String {
    let mut out = format!("-----BEGIN {label}-----\n");
    let mut column = 0;
    for letter in STANDARD.encode(der).chars() {
        out.push(letter);
        column += 1;
        if column == 64 {
            out.push('\n');
            column = 0;
        }
    }
    if column > 0 {
        out.push('\n');
    }
    out.push_str(&format!("-----END {label}-----\n"));
    out
}

/// All blocks of one of these labels, in the order of the text. Words around the blocks are passed over.
///
/// # Errors
/// [`Error::Malformed`] when a block is not ended or holds no base64, [`Error::TooLarge`] when there are too many.
pub fn decode(text: &[u8], labels: &[&str]) -> Result<Vec<Vec<u8>>> {
    let text = String::from_utf8_lossy(text);
    let mut found = Vec::new();
    let mut block: Option<(&str, String)> = None;
    for line in text.lines().map(str::trim) {
        if let Some(label) = line.strip_prefix("-----BEGIN ").and_then(|line| line.strip_suffix("-----")) {
            if block.is_some() {
                return Err(Error::Malformed("PEM"));
            }
            block = Some((label, String::new()));
        } else if let Some(label) = line.strip_prefix("-----END ").and_then(|line| line.strip_suffix("-----")) {
            let (open, body) = block.take().ok_or(Error::Malformed("PEM"))?;
            if open != label {
                return Err(Error::Malformed("PEM"));
            }
            if labels.contains(&label) {
                found.push(STANDARD.decode(body).map_err(|_| Error::Malformed("PEM"))?);
            }
            if found.len() > MAX_BLOCKS {
                return Err(Error::TooLarge { what: "PEM blocks", size: found.len() as u64, limit: MAX_BLOCKS as u64 });
            }
        } else if let Some((_, body)) = block.as_mut() {
            body.push_str(line);
        }
    }
    if block.is_some() { Err(Error::Malformed("PEM")) } else { Ok(found) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_go_there_and_back_among_other_words() {
        let bytes: Vec<u8> = (0..=200).collect();
        let text = format!("subject=CN=x\n{}\n{}", encode("A", &bytes), encode("B", &[1]));
        assert!(text.lines().all(|line| line.len() <= 64));
        assert_eq!(decode(text.as_bytes(), &["A"]), Ok(vec![bytes.clone()]));
        assert_eq!(decode(text.replace('\n', "\r\n").as_bytes(), &["A", "B"]), Ok(vec![bytes, vec![1]]));
        assert_eq!(decode(b"nothing", &["A"]), Ok(vec![]));
    }

    #[test]
    fn broken_blocks_are_refused() {
        for text in [
            "-----BEGIN A-----\nAA==\n",
            "-----END A-----\n",
            "-----BEGIN A-----\nAA==\n-----END B-----\n",
            "-----BEGIN A-----\n-----BEGIN A-----\n",
            "-----BEGIN A-----\n!!!\n-----END A-----\n",
        ] {
            assert_eq!(decode(text.as_bytes(), &["A"]), Err(Error::Malformed("PEM")), "{text}");
        }
    }
}
