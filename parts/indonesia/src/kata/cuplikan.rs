//! Highlighting what was found.

use std::ops::Range;

use super::{MAX_TEXT_CHARS, Stemmer, Terms, tokens};

/// A run of text, found or not. The text is raw: the page escapes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The text as it stands in the source.
    pub text: String,
    /// Whether it matches the query.
    pub hit: bool,
}

impl Piece {
    fn plain(text: impl Into<String>) -> Piece {
        Piece { text: text.into(), hit: false }
    }
}

/// Where the query matches in the text, in bytes, with the number of the matching term.
fn hits(text: &str, terms: &Terms) -> Vec<(Range<usize>, usize)> {
    let stemmer = Stemmer::new();
    tokens(text)
        .filter_map(|token| {
            let stem = stemmer.stem(&token.word);
            let prefix = terms.last_prefix.as_deref();
            let begins = || prefix.is_some_and(|prefix| token.word.starts_with(prefix));
            let term = terms.stems.iter().position(|wanted| *wanted == stem);
            term.or_else(|| begins().then_some(terms.stems.len().saturating_sub(1))).map(|term| (token.span, term))
        })
        .collect()
}

fn pieces(text: &str, window: Range<usize>, hits: &[(Range<usize>, usize)]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut position = window.start;
    for (span, _) in hits.iter().filter(|(span, _)| window.start <= span.start && span.end <= window.end) {
        pieces.push(Piece::plain(text.get(position..span.start).unwrap_or_default()));
        pieces.push(Piece { text: text.get(span.clone()).unwrap_or_default().to_owned(), hit: true });
        position = span.end;
    }
    pieces.push(Piece::plain(text.get(position..window.end).unwrap_or_default()));
    pieces.retain(|piece| !piece.text.is_empty());
    pieces
}

/// The whole text with the matches marked; for titles. The pieces joined give the text again.
pub fn sorotan(text: &str, terms: &Terms) -> Vec<Piece> {
    pieces(text, 0..text.len(), &hits(text, terms))
}

/// About `length` characters of the text around the place where most different terms match, cut between words, with "…"
/// where text is left out and every run of blanks shown as one space. Without a match: the beginning.
pub fn cuplikan(text: &str, terms: &Terms, length: usize) -> Vec<Piece> {
    let hits = hits(text, terms);
    let window = window(text, &hits, length.max(1));
    let mut found = pieces(text, window.clone(), &hits);
    for piece in &mut found {
        piece.text = single_spaces(&piece.text);
    }
    if let Some(first) = found.first_mut().filter(|piece| !piece.hit) {
        first.text = first.text.trim_start().to_owned();
    }
    if let Some(last) = found.last_mut().filter(|piece| !piece.hit) {
        last.text = last.text.trim_end().to_owned();
    }
    found.retain(|piece| !piece.text.is_empty());
    let more = |text: Option<&str>| text.is_some_and(|text| text.chars().any(|character| !character.is_whitespace()));
    if more(text.get(..window.start)) {
        found.insert(0, Piece::plain("… "));
    }
    if more(text.get(window.end..)) {
        found.push(Piece::plain(" …"));
    }
    found
}

fn single_spaces(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len());
    for character in text.chars() {
        match (character.is_whitespace(), spaced.ends_with(' ')) {
            (true, true) => {}
            (true, false) => spaced.push(' '),
            (false, _) => spaced.push(character),
        }
    }
    spaced
}

/// The bytes to show: the window of `length` characters with most different terms, then widened or narrowed to whole words.
fn window(text: &str, hits: &[(Range<usize>, usize)], length: usize) -> Range<usize> {
    // Byte offsets of all characters looked at, and the end.
    let offsets: Vec<usize> =
        text.char_indices().map(|(offset, _)| offset).take(MAX_TEXT_CHARS).chain(std::iter::once(text.len())).collect();
    let count = offsets.len().saturating_sub(1);
    if count <= length {
        return 0..offsets.get(count).copied().unwrap_or(text.len());
    }
    let number = |byte: usize| offsets.partition_point(|offset| *offset < byte);
    let start = best_start(hits, length, &number).saturating_sub(length / 4).min(count - length);
    let byte = |number: usize| offsets.get(number).copied().unwrap_or(text.len());
    let (low, high) = (byte(start), byte(start + length));
    let low = if start == 0 { 0 } else { next_gap(text, low, high, hits) };
    low..last_gap(text, low, high)
}

/// The character number of the hit from which a window of three quarters of `length` covers most different terms.
fn best_start(hits: &[(Range<usize>, usize)], length: usize, number: &dyn Fn(usize) -> usize) -> usize {
    let mut best = (0, 0);
    for (position, (span, _)) in hits.iter().enumerate().take(500) {
        let start = number(span.start);
        let inside =
            hits.iter().skip(position).take(64).take_while(|(other, _)| number(other.end) <= start + length * 3 / 4);
        let mut terms: Vec<usize> = inside.map(|(_, term)| *term).collect();
        terms.sort_unstable();
        terms.dedup();
        if terms.len() > best.0 {
            best = (terms.len(), start);
        }
    }
    best.1
}

/// The first place at or after `low` where a word begins; `low` itself if a hit or no gap comes first.
fn next_gap(text: &str, low: usize, high: usize, hits: &[(Range<usize>, usize)]) -> usize {
    let before = text.get(..low).and_then(|before| before.chars().next_back());
    if before.is_none_or(char::is_whitespace) {
        return low;
    }
    let limit = hits.iter().map(|(span, _)| span.start).find(|start| *start >= low).unwrap_or(high);
    let shown = text.get(low..limit).unwrap_or_default();
    shown.char_indices().find(|(_, character)| character.is_whitespace()).map_or(low, |(offset, _)| low + offset)
}

/// The last place at or before `high` where a word ends; `high` itself if the window is one word.
fn last_gap(text: &str, low: usize, high: usize) -> usize {
    let after = text.get(high..).and_then(|after| after.chars().next());
    if after.is_none_or(char::is_whitespace) {
        return high;
    }
    let shown = text.get(low..high).unwrap_or_default();
    shown.char_indices().rfind(|(_, character)| character.is_whitespace()).map_or(high, |(offset, _)| low + offset)
}
