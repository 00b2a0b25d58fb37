//! C2SP signed notes: a text, an empty line, and signature lines.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::key::check_name;
use crate::{Error, KeyKind, Result, SignerKey, VerifierKey};

/// Signatures that a note may carry; the specification demands at least 16.
pub const MAX_SIGNATURES: usize = 64;
/// Bytes that a note may have.
const MAX_NOTE_LEN: usize = 1_000_000;

/// One signature line, not yet checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// Name of the key that is said to have signed.
    pub name: String,
    /// Its key id.
    pub key_id: u32,
    /// What follows the key id: 64 bytes for Ed25519.
    pub bytes: Vec<u8>,
}

/// A signature that was checked against a trusted key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedSignature {
    /// Name of the key.
    pub name: String,
    /// Its key id.
    pub key_id: u32,
    /// Whether it is the log's or a witness's.
    pub kind: KeyKind,
    /// When a witness signed, in seconds since 1970; `None` for the log's own signature.
    pub time: Option<u64>,
}

/// A text with signatures. The text is not to be trusted before [`Note::verify`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<Signature>,
}

impl Note {
    /// An unsigned note. The text must end in a newline and hold no other control character.
    pub fn new(text: impl Into<String>) -> Result<Note> {
        let text = text.into();
        if !text.ends_with('\n') {
            return Err(Error::Note("teks tidak berakhir dengan baris baru"));
        }
        check_characters(&text)?;
        Ok(Note { text, signatures: Vec::new() })
    }

    /// The signed text, with its last newline.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The signature lines, not checked.
    pub fn signatures(&self) -> &[Signature] {
        &self.signatures
    }

    /// Adds a signature by this key, in place of an earlier one by the same key.
    pub fn sign(&mut self, key: &SignerKey) -> Result<()> {
        let bytes = key.sign(&self.text);
        self.add(Signature { name: key.verifier().name().to_owned(), key_id: key.verifier().id(), bytes })
    }

    /// Adds a signature made elsewhere, such as a witness's, in place of an earlier one by the same key. Not checked.
    pub fn add(&mut self, signature: Signature) -> Result<()> {
        check_name(&signature.name)?;
        self.signatures.retain(|other| (&other.name, other.key_id) != (&signature.name, signature.key_id));
        if self.signatures.len() >= MAX_SIGNATURES {
            return Err(Error::Note("terlalu banyak tanda tangan"));
        }
        self.signatures.push(signature);
        Ok(())
    }

    /// The note as it is stored and served. Fails without a signature: a note has at least one.
    pub fn encode(&self) -> Result<String> {
        if self.signatures.is_empty() {
            return Err(Error::Unsigned);
        }
        let mut note = format!("{}\n", self.text);
        for signature in &self.signatures {
            note.push_str(&signature.line());
        }
        Ok(note)
    }

    /// Reads a note. Nothing is checked but the form.
    pub fn parse(bytes: &[u8]) -> Result<Note> {
        if bytes.len() > MAX_NOTE_LEN {
            return Err(Error::Note("lebih besar dari 1 MB"));
        }
        let whole = std::str::from_utf8(bytes).map_err(|_| Error::Note("bukan UTF-8"))?;
        check_characters(whole)?;
        let split = whole.rfind("\n\n").ok_or(Error::Note("tanpa tanda tangan"))?;
        let (text, lines) = whole.split_at_checked(split + 1).ok_or(Error::Note("tanpa tanda tangan"))?;
        let lines = lines.strip_prefix('\n').and_then(|lines| lines.strip_suffix('\n'));
        let lines = lines.ok_or(Error::Note("baris tanda tangan tidak berakhir"))?;
        let mut signatures = Vec::new();
        for line in lines.split('\n') {
            signatures.push(Signature::parse_line(line)?);
            if signatures.len() > MAX_SIGNATURES {
                return Err(Error::Note("terlalu banyak tanda tangan"));
            }
        }
        Ok(Note { text: text.to_owned(), signatures })
    }

    /// Checks the signatures of the given keys and returns them. Signatures by other keys are ignored; a wrong signature
    /// by one of these keys refuses the whole note, and so does having none of theirs.
    pub fn verify(&self, keys: &[VerifierKey]) -> Result<Vec<VerifiedSignature>> {
        let mut verified: Vec<VerifiedSignature> = Vec::new();
        for signature in &self.signatures {
            let is_theirs = |key: &&VerifierKey| key.id() == signature.key_id && key.name() == signature.name;
            let Some(key) = keys.iter().find(is_theirs) else { continue };
            let time = key.verify(&self.text, &signature.bytes)?;
            let (name, key_id) = (signature.name.clone(), signature.key_id);
            let seen = verified.iter().any(|other| (&other.name, other.key_id) == (&name, key_id));
            if !seen {
                verified.push(VerifiedSignature { name, key_id, kind: key.kind(), time });
            }
        }
        if verified.is_empty() { Err(Error::Unsigned) } else { Ok(verified) }
    }
}

impl Signature {
    fn line(&self) -> String {
        let bytes: Vec<u8> = self.key_id.to_be_bytes().into_iter().chain(self.bytes.iter().copied()).collect();
        format!("— {} {}\n", self.name, STANDARD.encode(bytes))
    }

    /// Reads one signature line without its newline, such as a witness returns.
    pub fn parse_line(line: &str) -> Result<Signature> {
        const BAD: Error = Error::Note("baris tanda tangan tidak terbaca");
        let (name, encoded) = line.strip_prefix("— ").and_then(|rest| rest.split_once(' ')).ok_or(BAD)?;
        check_name(name).map_err(|_| BAD)?;
        let bytes = STANDARD.decode(encoded).map_err(|_| BAD)?;
        let (key_id, bytes) = bytes.split_first_chunk::<4>().ok_or(BAD)?;
        if bytes.is_empty() {
            return Err(BAD);
        }
        Ok(Signature { name: name.to_owned(), key_id: u32::from_be_bytes(*key_id), bytes: bytes.to_vec() })
    }
}

fn check_characters(text: &str) -> Result<()> {
    if text.bytes().any(|byte| byte < 0x20 && byte != b'\n') {
        return Err(Error::Note("memuat karakter kendali"));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
