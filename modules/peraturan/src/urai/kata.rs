//! Words of a text with their places, for the readers of citations and references.

/// A word with its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kata<'a> {
    /// First byte in the text.
    pub awal: usize,
    /// The word as written, with its punctuation.
    pub teks: &'a str,
    /// A comma, semicolon, colon or full stop ends it.
    pub pisah: bool,
}

impl Kata<'_> {
    /// Lower case, without the punctuation around it.
    pub fn kecil(&self) -> String {
        self.teks.trim_matches([',', ';', ':', '.', '(', ')', '"', '“', '”']).to_lowercase()
    }
}

/// All words of a text.
pub(super) fn kata(teks: &str) -> Vec<Kata<'_>> {
    let mut hasil = Vec::new();
    let mut mulai = None;
    for (letak, c) in teks.char_indices().chain([(teks.len(), ' ')]) {
        if c.is_whitespace() {
            if let Some(awal) = mulai.take()
                && let Some(isi) = teks.get(awal..letak)
            {
                hasil.push(Kata { awal, teks: isi, pisah: isi.ends_with([',', ';', ':', '.']) });
            }
        } else if mulai.is_none() {
            mulai = Some(letak);
        }
    }
    hasil
}
