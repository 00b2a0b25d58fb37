//! Words for searching: tokens, stems, highlighted snippets, likeness, addresses.
//!
//! Texts and queries go through the same steps (fold, split, drop stop words, stem), so that the index of either
//! database only has to compare whole stems.

mod akar;
mod cuplikan;
mod henti;
mod mirip;

use std::collections::HashMap;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

pub use cuplikan::{Piece, cuplikan, sorotan};
pub use mirip::kemiripan;

/// Characters of a text that are looked at; the rest is not searchable. About 300 pages.
pub const MAX_TEXT_CHARS: usize = 1_000_000;
/// Characters of a query that are looked at.
pub const MAX_QUERY_CHARS: usize = 400;
/// Terms of a query that are used.
pub const MAX_QUERY_TERMS: usize = 16;
/// Characters of a word that are kept; longer ones are cut.
pub const MAX_WORD_CHARS: usize = 40;

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Lower-case, without diacritics: letters and digits only.
    pub word: String,
    /// Where it stands in the text, in bytes.
    pub span: Range<usize>,
}

/// What a person typed into the search box.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// Stems that must all be found, each once; the last word's stem stands last.
    pub stems: Vec<String>,
    /// The last word as typed (folded, not stemmed) while it may still be unfinished, that is, when no space or sign
    /// follows it. A record then matches with the last of `stems` *or* any word beginning with this.
    pub last_prefix: Option<String>,
}

impl Terms {
    /// Whether there is nothing to search for.
    pub fn is_empty(&self) -> bool {
        self.stems.is_empty()
    }
}

/// Whether a character belongs to words, before folding.
fn is_word(character: char) -> bool {
    character.is_alphanumeric() || is_combining_mark(character)
}

/// Marks that stand inside a word without parting it: Jum'at, Al-Qur’an's apostrophe, a soft hyphen.
fn is_joiner(character: char) -> bool {
    matches!(character, '\'' | '’' | '‘' | 'ʼ' | '\u{ad}' | '\u{200c}' | '\u{200d}')
}

/// Lower-case, compatibility-decomposed, without diacritics and without anything that is neither letter nor digit.
fn fold(text: &str, out: &mut String) {
    for character in text.nfkd().flat_map(char::to_lowercase).nfkd() {
        if character.is_alphanumeric() && !is_combining_mark(character) {
            out.push(character);
        }
    }
}

/// The words of a text in order, stop words included. Looks at the first [`MAX_TEXT_CHARS`] characters.
pub fn tokens(text: &str) -> impl Iterator<Item = Token> + '_ {
    let mut characters = text.char_indices().take(MAX_TEXT_CHARS).peekable();
    std::iter::from_fn(move || {
        loop {
            let (start, first) = characters.by_ref().find(|(_, character)| is_word(*character))?;
            let mut end = start + first.len_utf8();
            while let Some((position, character)) = characters.next_if(|(_, next)| is_word(*next) || is_joiner(*next)) {
                // A joiner counts only if more of the word follows it.
                if is_word(character) {
                    end = position + character.len_utf8();
                }
            }
            let mut word = String::new();
            fold(text.get(start..end).unwrap_or_default(), &mut word);
            if let Some((cut, _)) = word.char_indices().nth(MAX_WORD_CHARS) {
                word.truncate(cut);
            }
            if !word.is_empty() {
                return Some(Token { word, span: start..end });
            }
        }
    })
}

/// Stems words one after another; make one per text.
pub struct Stemmer(frostem::Stemmer);

impl Default for Stemmer {
    fn default() -> Stemmer {
        Stemmer::new()
    }
}

impl Stemmer {
    /// The Indonesian Snowball stemmer, with a list of roots that its rules miss.
    pub fn new() -> Stemmer {
        Stemmer(frostem::Stemmer::new(frostem::Algorithm::Indonesian))
    }

    /// The stem of a folded word; words with a digit, and words of fewer than four letters, stay as they are.
    pub fn stem(&self, word: &str) -> String {
        if word.chars().count() < 4 || !word.chars().all(|letter| letter.is_ascii_lowercase()) {
            return word.to_owned();
        }
        akar::akar(word, self.0.stem(word).into_owned())
    }
}

/// The words of a text that carry meaning, each with its stem. Every different word is stemmed once.
fn stemmed(text: &str) -> impl Iterator<Item = (String, String)> {
    let stemmer = Stemmer::new();
    let mut known: HashMap<String, String> = HashMap::new();
    tokens(text).filter(|token| !henti::is_stop_word(&token.word)).map(move |token| {
        let stem = match known.get(&token.word) {
            Some(stem) => stem.clone(),
            None => {
                let stem = stemmer.stem(&token.word);
                known.insert(token.word.clone(), stem.clone());
                stem
            }
        };
        (token.word, stem)
    })
}

/// The stems of a text in order, repeated as often as they occur, without stop words: join them with spaces and index.
pub fn stems(text: &str) -> Vec<String> {
    stemmed(text).map(|(_, stem)| stem).collect()
}

/// What to index so that both stems and beginnings of words are found: each stem of [`stems`], and after it the word itself
/// where the two differ. With this, [`Terms::last_prefix`] finds `pembangunan` from `pembang`.
pub fn index_terms(text: &str) -> Vec<String> {
    let mut terms = Vec::new();
    for (word, stem) in stemmed(text) {
        let differs = stem != word;
        terms.push(stem);
        if differs {
            terms.push(word);
        }
    }
    terms
}

/// Reads a query. Stop words are dropped unless nothing else was typed.
pub fn query_terms(text: &str) -> Terms {
    let cut = text.char_indices().nth(MAX_QUERY_CHARS).map_or(text.len(), |(position, _)| position);
    let text = text.get(..cut).unwrap_or(text);
    let words: Vec<Token> = tokens(text).collect();
    let stemmer = Stemmer::new();
    let keep_all = words.iter().all(|token| henti::is_stop_word(&token.word));
    let mut stems: Vec<String> = Vec::new();
    let mut last_prefix = None;
    for token in words.iter().filter(|token| keep_all || !henti::is_stop_word(&token.word)).take(MAX_QUERY_TERMS) {
        let stem = stemmer.stem(&token.word);
        stems.retain(|earlier| *earlier != stem);
        stems.push(stem);
        // One letter alone would match far too much.
        let unfinished = token.span.end == text.len() && token.word.chars().count() > 1;
        last_prefix = unfinished.then(|| token.word.clone());
    }
    Terms { stems, last_prefix }
}

/// A name for an address: lower-case ASCII letters and digits joined by single hyphens, at most 80 characters, cut between
/// words where possible. Empty if the text has no letter or digit that ASCII can show.
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    for token in tokens(text) {
        let word: String = token.word.chars().filter(char::is_ascii_alphanumeric).collect();
        if word.is_empty() {
            continue;
        }
        if !slug.is_empty() {
            if slug.len() + 1 + word.len() > 80 {
                break;
            }
            slug.push('-');
        }
        slug.push_str(&word);
    }
    slug
}

#[cfg(test)]
mod tests;
