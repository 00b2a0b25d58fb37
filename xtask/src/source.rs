//! Rust source cut into code, texts and comments; enough to ask what is written where.

/// A part of a source file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Everything else.
    Code,
    /// The inside of a string literal, as written.
    Text,
    /// A comment with its marks.
    Comment,
}

/// Cuts a source into parts, each with the line on which it begins (from 1).
pub fn parts(source: &str) -> Vec<(Part, usize, String)> {
    let chars: Vec<char> = source.chars().collect();
    let at = |place: usize| chars.get(place).copied().unwrap_or('\0');
    let (mut found, mut place, mut line) = (Vec::new(), 0, 1);
    let mut code = (1, String::new());
    let close = |code: &mut (usize, String), found: &mut Vec<(Part, usize, String)>| {
        if !code.1.is_empty() {
            found.push((Part::Code, code.0, std::mem::take(&mut code.1)));
        }
    };
    while place < chars.len() {
        let (kind, end, skip) = match at(place) {
            '/' if at(place + 1) == '/' => (Part::Comment, until(&chars, place, |c, _| c == '\n'), 0),
            '/' if at(place + 1) == '*' => (Part::Comment, block_end(&chars, place), 0),
            '"' => (Part::Text, text_end(&chars, place + 1), 1),
            'r' | 'b' if !is_word(at(place.wrapping_sub(1))) && raw_marks(&chars, place).is_some() => {
                let (start, marks) = raw_marks(&chars, place).unwrap_or((place, 0));
                let end = until(&chars, start, |c, place| c == '"' && (1..=marks).all(|step| at(place + step) == '#'));
                (Part::Text, end + marks, start - place)
            }
            '\'' => {
                // A character, or the name of a lifetime.
                let end = match (at(place + 1), at(place + 2)) {
                    ('\\', _) => until(&chars, place + 3, |c, _| c == '\'') + 1,
                    (_, '\'') => place + 3,
                    _ => place + 1,
                };
                let taken: String = chars.get(place..end.min(chars.len())).unwrap_or_default().iter().collect();
                if code.1.is_empty() {
                    code.0 = line;
                }
                code.1.push_str(&taken);
                place = end;
                continue;
            }
            other => {
                if code.1.is_empty() {
                    code.0 = line;
                }
                code.1.push(other);
                line += usize::from(other == '\n');
                place += 1;
                continue;
            }
        };
        close(&mut code, &mut found);
        let end = end.min(chars.len());
        let inner_end = if kind == Part::Text { end - raw_tail(&chars, place) } else { end };
        let inside: String = chars.get(place + skip..inner_end.max(place + skip)).unwrap_or_default().iter().collect();
        let lines = chars.get(place..end).unwrap_or_default().iter().filter(|c| **c == '\n').count();
        found.push((kind, line, inside));
        line += lines;
        place = if kind == Part::Text { end + 1 } else { end };
    }
    close(&mut code, &mut found);
    found
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn until(chars: &[char], from: usize, stop: impl Fn(char, usize) -> bool) -> usize {
    (from..chars.len()).find(|place| chars.get(*place).is_some_and(|c| stop(*c, *place))).unwrap_or(chars.len())
}

fn text_end(chars: &[char], mut place: usize) -> usize {
    while let Some(c) = chars.get(place) {
        match c {
            '\\' => place += 2,
            '"' => return place,
            _ => place += 1,
        }
    }
    chars.len()
}

fn block_end(chars: &[char], from: usize) -> usize {
    let (mut depth, mut place) = (0_usize, from);
    while place < chars.len() {
        match (chars.get(place), chars.get(place + 1)) {
            (Some('/'), Some('*')) => {
                depth += 1;
                place += 2;
            }
            (Some('*'), Some('/')) => {
                depth -= 1;
                place += 2;
                if depth == 0 {
                    return place;
                }
            }
            _ => place += 1,
        }
    }
    chars.len()
}

/// Where the inside of `r"..."`, `r#"..."#`, `b"..."` or `br#"..."#` begins, and how many `#` end it.
fn raw_marks(chars: &[char], from: usize) -> Option<(usize, usize)> {
    let mut place = from;
    if chars.get(place) == Some(&'b') {
        place += 1;
    }
    if chars.get(place) != Some(&'r') {
        return None;
    }
    place += 1;
    let mut marks = 0;
    while chars.get(place) == Some(&'#') {
        marks += 1;
        place += 1;
    }
    (chars.get(place) == Some(&'"')).then_some((place + 1, marks))
}

fn raw_tail(chars: &[char], place: usize) -> usize {
    raw_marks(chars, place).map_or(0, |(_, marks)| marks)
}

/// The source up to its unit tests, which by custom stand at the end.
pub fn without_tests(source: &str) -> &str {
    source.split_once("#[cfg(test)]\nmod tests {").map_or(source, |(before, _)| before)
}

/// Whether a text holds a word, that is, not as a part of a longer one.
pub fn has_word(text: &str, word: &str) -> bool {
    let mut rest = text;
    let mut before = '\0';
    while let Some(at) = rest.find(word) {
        let (head, tail) = rest.split_at(at);
        let left = head.chars().next_back().unwrap_or(before);
        let after = tail.get(word.len()..).unwrap_or_default();
        let right = after.chars().next().unwrap_or('\0');
        let open = |c: char, edge: Option<char>| !edge.is_some_and(is_word) || !is_word(c);
        if open(left, word.chars().next()) && open(right, word.chars().next_back()) {
            return true;
        }
        before = tail.chars().next().unwrap_or('\0');
        rest = tail.get(before.len_utf8()..).unwrap_or_default();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(source: &str) -> Vec<(usize, String)> {
        parts(source).into_iter().filter(|(part, ..)| *part == Part::Text).map(|(_, line, text)| (line, text)).collect()
    }

    #[test]
    fn strings_are_told_from_comments_and_characters() {
        let source = "let a = \"satu\"; // \"bukan\"\n/* \"juga /* \"bukan\" */ \" */ let b = 'x'; let c = '\"';\nlet d = r#\"dua \"kata\"\"#; fn f<'a>(x: &'a str) { g(\"tiga \\\" kutip\", b\"empat\") }\n\"lima\nbaris\" \"enam\"";
        let expected =
            [(1, "satu"), (3, "dua \"kata\""), (3, "tiga \\\" kutip"), (3, "empat"), (4, "lima\nbaris"), (5, "enam")];
        let expected: Vec<_> = expected.iter().map(|(line, text)| (*line, (*text).to_owned())).collect();
        assert_eq!(texts(source), expected);
    }

    #[test]
    fn words_are_whole() {
        for (text, word, found) in [
            ("order by rowid", "rowid", true),
            ("growids", "rowid", false),
            ("x::text", "::text", true),
            ("x::texts", "::text", false),
            ("now()", "now()", true),
            ("cannow() now()", "now()", true),
            ("rowidrowid", "rowid", false),
            ("", "a", false),
        ] {
            assert_eq!(has_word(text, word), found, "{text} / {word}");
        }
    }

    #[test]
    fn every_character_of_a_source_has_its_place() {
        let source = include_str!("source.rs");
        let lines = source.lines().count();
        assert!(parts(source).iter().all(|(_, line, _)| *line <= lines));
        assert!(parts(source).len() > 50);
    }
}
