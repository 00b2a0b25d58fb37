//! C2SP checkpoints: the signed statement of a log's size and root.

use crate::{Error, Hash, KeyKind, Note, Result, SignerKey, VerifiedSignature, VerifierKey};

/// Bytes that a checkpoint's text may have.
pub const MAX_CHECKPOINT_LEN: usize = 100_000;

/// The size and root of a log. Checkpoints made here have no extension lines, since monitors cannot audit them; those of
/// others are kept as they are, so that [`Checkpoint::text`] gives the signed text again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The log's own name, such as `spbe.contoh.go.id/log`.
    pub origin: String,
    /// Leaves in the tree.
    pub size: u64,
    /// Its root.
    pub root: Hash,
    /// Lines after the root: opaque, never empty, without meaning here.
    pub extensions: Vec<String>,
}

/// A checkpoint whose signatures were checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedCheckpoint {
    /// What was signed.
    pub checkpoint: Checkpoint,
    /// By whom; at least one is the log itself.
    pub signatures: Vec<VerifiedSignature>,
}

impl Checkpoint {
    /// A checkpoint without extension lines. The origin is refused if it is empty or has control characters.
    pub fn new(origin: &str, size: u64, root: Hash) -> Result<Checkpoint> {
        if origin.is_empty() || origin.contains(char::is_control) {
            return Err(Error::Checkpoint("asal kosong atau memuat karakter kendali"));
        }
        Ok(Checkpoint { origin: origin.to_owned(), size, root, extensions: Vec::new() })
    }

    /// The text that is signed.
    pub fn text(&self) -> String {
        let mut text = format!("{}\n{}\n{}\n", self.origin, self.size, self.root.to_base64());
        for line in &self.extensions {
            text.push_str(line);
            text.push('\n');
        }
        text
    }

    /// Reads a note text. Anything but the one canonical form is refused.
    pub fn parse(text: &str) -> Result<Checkpoint> {
        if text.len() > MAX_CHECKPOINT_LEN {
            return Err(Error::Checkpoint("terlalu besar"));
        }
        let body = text.strip_suffix('\n').ok_or(Error::Checkpoint("tidak berakhir dengan baris baru"))?;
        let mut lines = body.split('\n');
        let (Some(origin), Some(size), Some(root)) = (lines.next(), lines.next(), lines.next()) else {
            return Err(Error::Checkpoint("kurang dari tiga baris"));
        };
        let extensions: Vec<String> = lines.map(str::to_owned).collect();
        if extensions.iter().any(String::is_empty) {
            return Err(Error::Checkpoint("baris tambahan kosong"));
        }
        let number: u64 = size.parse().map_err(|_| Error::Checkpoint("ukuran bukan bilangan"))?;
        if number.to_string() != size {
            return Err(Error::Checkpoint("ukuran tidak ditulis baku"));
        }
        let root = Hash::from_base64(root).map_err(|_| Error::Checkpoint("akar bukan hash"))?;
        if number == 0 && root != Hash::EMPTY_TREE {
            return Err(Error::Checkpoint("akar log kosong salah"));
        }
        Ok(Checkpoint { extensions, ..Checkpoint::new(origin, number, root)? })
    }

    /// The checkpoint as a note signed by the log.
    pub fn sign(&self, key: &SignerKey) -> Result<Note> {
        let mut note = Note::new(self.text())?;
        note.sign(key)?;
        Ok(note)
    }

    /// Reads a signed checkpoint and checks that it is of the log `origin` and signed by one of the log's keys. Keys of
    /// witnesses may stand among `keys`: their cosignatures are checked and returned, but do not replace the log's own.
    pub fn open(note: &[u8], origin: &str, keys: &[VerifierKey]) -> Result<VerifiedCheckpoint> {
        let note = Note::parse(note)?;
        let signatures = note.verify(keys)?;
        if !signatures.iter().any(|signature| signature.kind == KeyKind::Ed25519) {
            return Err(Error::Unsigned);
        }
        let checkpoint = Checkpoint::parse(note.text())?;
        if checkpoint.origin != origin {
            return Err(Error::Checkpoint("berasal dari log lain"));
        }
        Ok(VerifiedCheckpoint { checkpoint, signatures })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::leaf_hash;

    fn sample() -> Checkpoint {
        Checkpoint::new("contoh.go.id/log", 42, leaf_hash(b"x")).unwrap()
    }

    #[test]
    fn layout() {
        let text = sample().text();
        assert_eq!(text, format!("contoh.go.id/log\n42\n{}\n", leaf_hash(b"x").to_base64()));
        assert_eq!(Checkpoint::parse(&text).unwrap(), sample());
        let extended = format!("{text}satu baris lagi\n");
        let read = Checkpoint::parse(&extended).unwrap();
        assert_eq!(read.extensions, ["satu baris lagi"]);
        assert_eq!(read.text(), extended);
        let empty = Checkpoint::new("a", 0, Hash::EMPTY_TREE).unwrap();
        assert_eq!(Checkpoint::parse(&empty.text()).unwrap(), empty);
    }

    #[test]
    fn bad_bodies() {
        let root = leaf_hash(b"x").to_base64();
        let bad = [
            String::new(),
            "\n".to_owned(),
            "a\n1\n".to_owned(),
            format!("a\n1\n{root}"),
            format!("\n1\n{root}\n"),
            format!("a\n01\n{root}\n"),
            format!("a\n+1\n{root}\n"),
            format!("a\n-1\n{root}\n"),
            format!("a\n\n{root}\n"),
            format!("a\n18446744073709551616\n{root}\n"),
            format!("a\n1\n{}\n", &root[..40]),
            format!("a\n1\n{root}\n\n"),
            format!("a\n1\n{root}\n\nb\n"),
            format!("a\n0\n{root}\n"),
            format!("a\r\n1\n{root}\n"),
            format!("a\n1\n{root}\n{}\n", "b".repeat(MAX_CHECKPOINT_LEN)),
        ];
        for text in bad {
            assert!(Checkpoint::parse(&text).is_err(), "{text:?}");
        }
        assert!(Checkpoint::new("", 1, Hash::EMPTY_TREE).is_err());
        assert!(Checkpoint::new("a\nb", 1, Hash::EMPTY_TREE).is_err());
    }

    #[test]
    fn opening() {
        let key = SignerKey::from_seed("contoh.go.id/log", [1; 32]).unwrap();
        let other = SignerKey::from_seed("contoh.go.id/log", [2; 32]).unwrap();
        let note = sample().sign(&key).unwrap().encode().unwrap();
        let open = |note: &str, origin: &str, key: &SignerKey| {
            Checkpoint::open(note.as_bytes(), origin, &[key.verifier().clone()])
        };
        let opened = open(&note, "contoh.go.id/log", &key).unwrap();
        assert_eq!(opened.checkpoint, sample());
        assert_eq!((opened.signatures.len(), opened.signatures[0].time), (1, None));
        assert!(matches!(open(&note, "contoh.go.id/lain", &key), Err(Error::Checkpoint(_))));
        assert!(matches!(open(&note, "contoh.go.id/log", &other), Err(Error::Unsigned)));
        let forged = note.replace("\n42\n", "\n43\n");
        assert!(matches!(open(&forged, "contoh.go.id/log", &key), Err(Error::BadSignature(_))));
    }

    proptest! {
        #[test]
        fn any_checkpoint_round_trips(origin in "\\PC{1,30}", size in 1u64.., bytes: [u8; 32]) {
            let checkpoint = Checkpoint::new(&origin, size, Hash::new(bytes)).unwrap();
            prop_assert_eq!(Checkpoint::parse(&checkpoint.text()).unwrap(), checkpoint);
        }

        #[test]
        fn reading_never_panics(text: String) {
            if let Ok(checkpoint) = Checkpoint::parse(&text) {
                prop_assert_eq!(checkpoint.text(), text);
            }
        }
    }
}
