//! A proof file that anybody can check without the log (C2SP `tlog-proof`, extension `.tlog-proof`).

use crate::{Checkpoint, Error, Hash, InclusionProof, Result, VerifiedCheckpoint, VerifierKey, leaf_hash};

const HEADER: &str = "c2sp.org/tlog-proof@v1";

/// An inclusion proof together with the signed checkpoint that it leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogProof {
    /// Index of the entry in the log.
    pub index: u64,
    /// Sibling hashes as in [`InclusionProof`].
    pub hashes: Vec<Hash>,
    /// The signed checkpoint as served.
    pub checkpoint: String,
}

impl LogProof {
    /// Joins a proof with a checkpoint, which must be of the proof's tree size.
    pub fn new(proof: &InclusionProof, checkpoint: &str) -> Result<LogProof> {
        let note = crate::Note::parse(checkpoint.as_bytes())?;
        if Checkpoint::parse(note.text())?.size != proof.size {
            return Err(Error::Proof("ukuran titik periksa lain"));
        }
        Ok(LogProof { index: proof.index, hashes: proof.hashes.clone(), checkpoint: checkpoint.to_owned() })
    }

    /// The text of the file.
    pub fn encode(&self) -> String {
        let mut text = format!("{HEADER}\nindex {}\n", self.index);
        for hash in &self.hashes {
            text.push_str(&hash.to_base64());
            text.push('\n');
        }
        format!("{text}\n{}", self.checkpoint)
    }

    /// Reads the file; the optional `extra` line, which nothing vouches for, is skipped.
    pub fn parse(text: &str) -> Result<LogProof> {
        let (head, checkpoint) = text.split_once("\n\n").ok_or(Error::Proof("titik periksa tidak ada"))?;
        let mut lines = head.split('\n');
        if lines.next() != Some(HEADER) {
            return Err(Error::Proof("bukan berkas bukti log"));
        }
        let mut line = lines.next();
        if line.is_some_and(|line| line.starts_with("extra ")) {
            line = lines.next();
        }
        let number = line.and_then(|line| line.strip_prefix("index ")).ok_or(Error::Proof("nomor entri tidak ada"))?;
        let index: u64 = number.parse().map_err(|_| Error::Proof("nomor entri bukan bilangan"))?;
        if index.to_string() != number {
            return Err(Error::Proof("nomor entri tidak ditulis baku"));
        }
        let hashes: Vec<Hash> = lines.map(Hash::from_base64).collect::<Result<_>>()?;
        if hashes.len() > 63 {
            return Err(Error::Proof("terlalu panjang"));
        }
        Ok(LogProof { index, hashes, checkpoint: checkpoint.to_owned() })
    }

    /// Checks signatures and proof: this entry stands at [`LogProof::index`] in the log `origin`.
    pub fn verify(&self, entry: &[u8], origin: &str, keys: &[VerifierKey]) -> Result<VerifiedCheckpoint> {
        let opened = Checkpoint::open(self.checkpoint.as_bytes(), origin, keys)?;
        let proof = InclusionProof { index: self.index, size: opened.checkpoint.size, hashes: self.hashes.clone() };
        proof.verify(&leaf_hash(entry), &opened.checkpoint.root)?;
        Ok(opened)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{MemoryTiles, SignerKey, Tree, View};

    fn sample() -> (LogProof, Vec<VerifierKey>) {
        let entries: Vec<String> = (0..300).map(|number| format!("entri {number}")).collect();
        let mut store = MemoryTiles::new();
        let appended = Tree::new().append_entries(&entries).unwrap();
        store.put_all(appended.tiles);
        let key = SignerKey::from_seed("contoh.go.id/log", [1; 32]).unwrap();
        let note = Checkpoint::new("contoh.go.id/log", 300, appended.root).unwrap().sign(&key).unwrap();
        let proof = View::new(&store, 300).unwrap().inclusion(257, 300).unwrap();
        (LogProof::new(&proof, &note.encode().unwrap()).unwrap(), vec![key.verifier().clone()])
    }

    #[test]
    fn from_log_to_file_and_back() {
        let (proof, keys) = sample();
        let text = proof.encode();
        assert!(text.starts_with("c2sp.org/tlog-proof@v1\nindex 257\n"), "{text}");
        let read = LogProof::parse(&text).unwrap();
        assert_eq!(read, proof);
        let with_extra = text.replacen("\nindex", "\nextra AAAA\nindex", 1);
        assert_eq!(LogProof::parse(&with_extra).unwrap(), proof);
        assert_eq!(read.verify(b"entri 257", "contoh.go.id/log", &keys).unwrap().checkpoint.size, 300);
        assert!(read.verify(b"entri 258", "contoh.go.id/log", &keys).is_err());
        assert!(read.verify(b"entri 257", "contoh.go.id/lain", &keys).is_err());
        assert!(read.verify(b"entri 257", "contoh.go.id/log", &[]).is_err());
        let moved = LogProof { index: 258, ..read };
        assert!(moved.verify(b"entri 257", "contoh.go.id/log", &keys).is_err());
    }

    #[test]
    fn bad_files() {
        let (proof, _) = sample();
        let text = proof.encode();
        let bad = [
            String::new(),
            text.replace("@v1", "@v2"),
            text.replace("index 257", "index 0257"),
            text.replace("index 257", "index x"),
            text.replace("index 257\n", ""),
            text.replace("\nindex 257", "\nextra A\nextra B\nindex 257"),
            text.replace("index 257\n", "index 257\nAAAA\n"),
            text.replace("\n\n", "\n"),
        ];
        for text in bad {
            assert!(LogProof::parse(&text).is_err(), "{text}");
        }
        let other = InclusionProof { index: 0, size: 299, hashes: vec![] };
        assert!(LogProof::new(&other, &proof.checkpoint).is_err());
    }
}
