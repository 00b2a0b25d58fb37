//! What differs between two texts, word by word.

use maud::{Markup, html};

/// A run of text that both have or that only one has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// In both.
    Same(&'a str),
    /// Only in the old text.
    Removed(&'a str),
    /// Only in the new text.
    Added(&'a str),
}

/// Work that one comparison may cost, in cells of its table; past it, whole lines are compared, then the rest as one.
const LIMIT: usize = 2_000_000;

/// The pieces of the two texts in order. Words and the blanks between them are compared; texts too long for that are
/// compared by lines, and the longest as a whole. Joining what is not `Added` gives `old` again; what is not `Removed`, `new`.
pub fn compare<'a>(old: &'a str, new: &'a str) -> Vec<Piece<'a>> {
    let pieces = common(&words(old), &words(new))
        .or_else(|| common(&lines(old), &lines(new)))
        .unwrap_or_else(|| vec![Piece::Removed(old), Piece::Added(new)]);
    joined(old, new, &pieces)
}

/// The same pieces with neighbours of one kind as one piece, each a part of the text it came from.
fn joined<'a>(old: &'a str, new: &'a str, pieces: &[Piece<'a>]) -> Vec<Piece<'a>> {
    let (mut old_rest, mut new_rest) = (old, new);
    let same_kind = |a: &Piece<'_>, b: &Piece<'_>| std::mem::discriminant(a) == std::mem::discriminant(b);
    pieces
        .chunk_by(same_kind)
        .filter_map(|run| {
            let length = run.iter().map(|piece| text(*piece).len()).sum::<usize>();
            let taken = |rest: &mut &'a str| {
                let (run, after) = rest.split_at_checked(length)?;
                *rest = after;
                (!run.is_empty()).then_some(run)
            };
            match run.first()? {
                Piece::Same(_) => {
                    taken(&mut new_rest);
                    taken(&mut old_rest).map(Piece::Same)
                }
                Piece::Removed(_) => taken(&mut old_rest).map(Piece::Removed),
                Piece::Added(_) => taken(&mut new_rest).map(Piece::Added),
            }
        })
        .collect()
}

fn text(piece: Piece<'_>) -> &str {
    match piece {
        Piece::Same(text) | Piece::Removed(text) | Piece::Added(text) => text,
    }
}

fn words(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let blank = first.is_whitespace();
        let end = rest.find(|letter: char| letter.is_whitespace() != blank).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        found.push(word);
        rest = after;
    }
    found
}

fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// The longest common run of tokens; `None` if finding it costs too much.
fn common<'a>(old: &[&'a str], new: &[&'a str]) -> Option<Vec<Piece<'a>>> {
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (start, old_rest) = old.split_at_checked(head)?;
    let (_, new_rest) = new.split_at_checked(head)?;
    let tail = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(a, b)| a == b).count();
    let (old_middle, end) = old_rest.split_at_checked(old_rest.len() - tail)?;
    let (new_middle, _) = new_rest.split_at_checked(new_rest.len() - tail)?;
    if old_middle.len().saturating_mul(new_middle.len()) > LIMIT {
        return None;
    }
    // lengths[i * width + j]: length of the longest common run of old[i..] and new[j..].
    let width = new_middle.len() + 1;
    let mut lengths = vec![0_u32; (old_middle.len() + 1) * width];
    let at = |lengths: &[u32], i: usize, j: usize| lengths.get(i * width + j).copied().unwrap_or(0);
    for (i, a) in old_middle.iter().enumerate().rev() {
        for (j, b) in new_middle.iter().enumerate().rev() {
            let best = if a == b {
                at(&lengths, i + 1, j + 1) + 1
            } else {
                at(&lengths, i + 1, j).max(at(&lengths, i, j + 1))
            };
            if let Some(cell) = lengths.get_mut(i * width + j) {
                *cell = best;
            }
        }
    }
    let mut pieces: Vec<Piece<'a>> = start.iter().map(|word| Piece::Same(word)).collect();
    let (mut i, mut j) = (0, 0);
    loop {
        match (old_middle.get(i), new_middle.get(j)) {
            (Some(a), Some(b)) if a == b => {
                pieces.push(Piece::Same(a));
                i += 1;
                j += 1;
            }
            (Some(a), Some(_)) if at(&lengths, i + 1, j) >= at(&lengths, i, j + 1) => {
                pieces.push(Piece::Removed(a));
                i += 1;
            }
            (_, Some(b)) => {
                pieces.push(Piece::Added(b));
                j += 1;
            }
            (Some(a), None) => {
                pieces.push(Piece::Removed(a));
                i += 1;
            }
            (None, None) => break,
        }
    }
    pieces.extend(end.iter().map(|word| Piece::Same(word)));
    Some(pieces)
}

/// Two texts side by side (one below the other on narrow screens), with what was taken out and what was put in marked.
pub fn diff(old_title: &str, old: &str, new_title: &str, new: &str) -> Markup {
    let pieces = compare(old, new);
    html! {
        div.beda {
            section {
                h3.govuk-heading-s { (old_title) }
                p.beda__teks {
                    @for piece in &pieces {
                        @match piece {
                            Piece::Same(text) => (text),
                            Piece::Removed(text) => del { (text) },
                            Piece::Added(_) => {}
                        }
                    }
                }
            }
            section {
                h3.govuk-heading-s { (new_title) }
                p.beda__teks {
                    @for piece in &pieces {
                        @match piece {
                            Piece::Same(text) => (text),
                            Piece::Added(text) => ins { (text) },
                            Piece::Removed(_) => {}
                        }
                    }
                }
            }
        }
    }
}
