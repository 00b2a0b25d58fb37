//! Reads values (ISO 32000-1 section 7.2 and 7.3).
use std::ops::Range;

use super::value::{Dict, Id, Value};
use super::{MAX_DEPTH, MAX_VALUES};
use crate::{Error, Result};

const fn space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0c | b'\r' | b' ')
}

const fn delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

/// A place in the bytes of a file or of an object stream.
#[derive(Debug, Clone)]
pub struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
    values: usize,
}

/// Where the values of a dictionary stand in the bytes.
pub type Spans = Vec<(Vec<u8>, Range<usize>)>;

impl<'a> Lexer<'a> {
    pub fn new(bytes: &'a [u8], at: usize) -> Lexer<'a> {
        Lexer { bytes, at, values: 0 }
    }

    pub fn at(&self) -> usize {
        self.at
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// Passes over white space and comments.
    pub fn skip(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                let line = self.rest().iter().position(|byte| matches!(byte, b'\r' | b'\n'));
                self.at += line.unwrap_or(self.rest().len());
            } else if space(byte) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    /// Passes over exactly these bytes, if they come next.
    pub fn take(&mut self, word: &[u8]) -> bool {
        let there = self.rest().starts_with(word);
        if there {
            self.at += word.len();
        }
        there
    }

    /// Passes over white space and a keyword that nothing follows directly.
    pub fn keyword(&mut self, word: &[u8]) -> bool {
        let mut ahead = self.clone();
        ahead.skip();
        if ahead.take(word) && ahead.peek().is_none_or(|next| space(next) || delimiter(next)) {
            self.at = ahead.at;
            return true;
        }
        false
    }

    /// A run of bytes that are neither space nor delimiter.
    fn regular(&mut self) -> &'a [u8] {
        let rest = self.rest();
        let len = rest.iter().position(|byte| space(*byte) || delimiter(*byte)).unwrap_or(rest.len());
        self.at += len;
        rest.get(..len).unwrap_or_default()
    }

    /// A whole number without a sign.
    pub fn digits(&mut self) -> Option<u64> {
        self.skip();
        let start = self.at;
        let word = self.regular();
        let number = std::str::from_utf8(word).ok().filter(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
        let number = number.and_then(|word| word.parse().ok());
        if number.is_none() {
            self.at = start;
        }
        number
    }

    /// `12 0 obj`: the name of the object that begins here.
    pub fn object(&mut self) -> Result<Id> {
        let broken = Error::Broken("an object does not begin where it should");
        let number = self.digits().and_then(|number| u32::try_from(number).ok()).ok_or(broken.clone())?;
        let generation = self.digits().and_then(|number| u16::try_from(number).ok()).ok_or(broken.clone())?;
        if self.keyword(b"obj") { Ok(Id { number, generation }) } else { Err(broken) }
    }

    /// The next value.
    pub fn value(&mut self) -> Result<Value> {
        self.nested(0)
    }

    /// The dictionary that comes next, and where its values stand.
    pub fn spans(&mut self) -> Result<Spans> {
        self.skip();
        let mut spans = Spans::new();
        if !self.take(b"<<") {
            return Err(Error::Broken("no dictionary"));
        }
        self.dict(0, Some(&mut spans))?;
        Ok(spans)
    }

    fn nested(&mut self, depth: usize) -> Result<Value> {
        if depth > MAX_DEPTH {
            return Err(Error::TooDeep);
        }
        self.values += 1;
        if self.values > MAX_VALUES {
            return Err(Error::TooLarge { what: "object", size: self.values as u64, limit: MAX_VALUES as u64 });
        }
        self.skip();
        match self.peek().ok_or(Error::Broken("it ends within an object"))? {
            b'/' => {
                self.at += 1;
                Ok(Value::Name(self.name()?))
            }
            b'(' => self.literal(),
            b'<' if self.take(b"<<") => Ok(Value::Dict(self.dict(depth, None)?)),
            b'<' => self.hexadecimal(),
            b'[' => {
                self.at += 1;
                let mut list = Vec::new();
                loop {
                    self.skip();
                    if self.take(b"]") {
                        return Ok(Value::Array(list));
                    }
                    list.push(self.nested(depth + 1)?);
                }
            }
            b'0'..=b'9' | b'+' | b'-' | b'.' => self.number(),
            _ => match self.regular() {
                b"true" => Ok(Value::Bool(true)),
                b"false" => Ok(Value::Bool(false)),
                b"null" => Ok(Value::Null),
                _ => Err(Error::Broken("an unknown word")),
            },
        }
    }

    fn dict(&mut self, depth: usize, mut spans: Option<&mut Spans>) -> Result<Dict> {
        let mut dict = Dict::default();
        let mut keys = std::collections::HashSet::new();
        loop {
            self.skip();
            if self.take(b">>") {
                return Ok(dict);
            }
            if !self.take(b"/") {
                return Err(Error::Broken("a dictionary has no key"));
            }
            let key = self.name()?;
            // Readers disagree which one of two counts, so a file with both shows different things to different people.
            if !keys.insert(key.clone()) {
                return Err(Error::Broken("a dictionary has a key twice"));
            }
            self.skip();
            let start = self.at;
            let value = self.nested(depth + 1)?;
            if let Some(spans) = spans.as_deref_mut() {
                spans.push((key.clone(), start..self.at));
            }
            dict.0.push((key, value));
        }
    }

    fn name(&mut self) -> Result<Vec<u8>> {
        let mut bytes = self.regular().iter();
        let mut name = Vec::new();
        while let Some(byte) = bytes.next() {
            if *byte == b'#' {
                let digits = [bytes.next(), bytes.next()];
                let [Some(high), Some(low)] =
                    digits.map(|digit| digit.and_then(|digit| char::from(*digit).to_digit(16)))
                else {
                    return Err(Error::Broken("a name has a broken escape"));
                };
                name.push((high * 16 + low) as u8);
            } else {
                name.push(*byte);
            }
        }
        Ok(name)
    }

    fn number(&mut self) -> Result<Value> {
        let broken = Error::Broken("a broken number");
        let word = self.regular();
        let text = std::str::from_utf8(word).map_err(|_| broken.clone())?;
        let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
        let dots = unsigned.bytes().filter(|byte| *byte == b'.').count();
        let digits = unsigned.bytes().filter(u8::is_ascii_digit).count();
        if dots > 1 || digits == 0 || digits + dots != unsigned.len() {
            return Err(broken);
        }
        if dots == 1 {
            return Ok(Value::Real(word.to_vec()));
        }
        let number: i64 = text.parse().map_err(|_| broken)?;
        // `12 0 R` is a reference.
        if let (Ok(number), true) = (u32::try_from(number), text == unsigned) {
            let mut ahead = self.clone();
            if let Some(generation) = ahead.digits().and_then(|generation| u16::try_from(generation).ok())
                && ahead.keyword(b"R")
            {
                self.at = ahead.at;
                return Ok(Value::Ref(Id { number, generation }));
            }
        }
        Ok(Value::Int(number))
    }

    fn literal(&mut self) -> Result<Value> {
        self.at += 1;
        let mut text = Vec::new();
        let mut open = 1u32;
        loop {
            let byte = self.peek().ok_or(Error::Broken("a string does not end"))?;
            self.at += 1;
            match byte {
                b'(' => {
                    open += 1;
                    text.push(byte);
                }
                b')' => {
                    open -= 1;
                    if open == 0 {
                        return Ok(Value::Text(text, false));
                    }
                    text.push(byte);
                }
                b'\\' => self.escape(&mut text)?,
                b'\r' => {
                    // An end of line counts as a line feed.
                    self.take(b"\n");
                    text.push(b'\n');
                }
                byte => text.push(byte),
            }
        }
    }

    fn escape(&mut self, text: &mut Vec<u8>) -> Result<()> {
        let byte = self.peek().ok_or(Error::Broken("a string does not end"))?;
        self.at += 1;
        match byte {
            b'n' => text.push(b'\n'),
            b'r' => text.push(b'\r'),
            b't' => text.push(b'\t'),
            b'b' => text.push(8),
            b'f' => text.push(12),
            b'\n' => {}
            b'\r' => {
                self.take(b"\n");
            }
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit @ b'0'..=b'7') = self.peek() else { break };
                    code = code * 8 + u32::from(digit - b'0');
                    self.at += 1;
                }
                text.push((code & 0xff) as u8);
            }
            byte => text.push(byte),
        }
        Ok(())
    }

    fn hexadecimal(&mut self) -> Result<Value> {
        self.at += 1;
        let mut text = Vec::new();
        let mut half: Option<u32> = None;
        loop {
            let byte = self.peek().ok_or(Error::Broken("a string does not end"))?;
            self.at += 1;
            if byte == b'>' {
                text.extend(half.map(|high| (high * 16) as u8));
                return Ok(Value::Text(text, true));
            }
            if space(byte) {
                continue;
            }
            let digit = char::from(byte).to_digit(16).ok_or(Error::Broken("a broken hexadecimal string"))?;
            match half.take() {
                Some(high) => text.push((high * 16 + digit) as u8),
                None => half = Some(digit),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Value> {
        Lexer::new(text.as_bytes(), 0).value()
    }

    #[test]
    fn values_go_there_and_back() {
        for text in [
            "null",
            "true",
            "-12",
            "+.5",
            "3.",
            "/Nama#20Panjang",
            "/",
            "(a\\(b\\)\\\\c\\012)",
            "<00FF>",
            "[1 2 R /A]",
            "[1 0 R 2]",
            "<</A [1 2 0 R]/B <</C (x)>>>>",
        ] {
            let value = read(text).unwrap();
            let mut out = Vec::new();
            value.write(&mut out);
            assert_eq!(read(std::str::from_utf8(&out).unwrap()).unwrap(), value, "{text}");
        }
        assert_eq!(read("(a(b)\\\r\nc\\t\\101\r\nd)").unwrap(), Value::Text(b"a(b)c\tA\nd".to_vec(), false));
        assert_eq!(read("<4 1 5>").unwrap(), Value::Text(b"AP".to_vec(), true));
        assert_eq!(read("% kata\n12 0 R").unwrap(), Value::Ref(Id { number: 12, generation: 0 }));
        assert_eq!(read("12 0 Rx").unwrap(), Value::Int(12));
    }

    #[test]
    fn broken_values_are_refused() {
        for text in [
            "",
            "(",
            "<",
            "<0g>",
            "[",
            "<<",
            "<</A>>",
            "<</A 1/A 2>>",
            "<<1 2>>",
            "1.2.3",
            "--1",
            "+",
            "/A#",
            "/A#0x",
            "]",
            "kata",
            "99999999999999999999",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
        assert_eq!(read(&"[".repeat(10_000)), Err(Error::TooDeep));
        assert_eq!(read(&"<</A ".repeat(10_000)), Err(Error::TooDeep));
        assert!(matches!(read(&format!("[{}", "0 ".repeat(MAX_VALUES + 1))), Err(Error::TooLarge { .. })));
    }

    #[test]
    fn spans_are_those_of_the_values() {
        let text = "  <</Contents <00> /ByteRange [0 1 2 3] >>";
        let spans = Lexer::new(text.as_bytes(), 0).spans().unwrap();
        let found: Vec<&str> = spans.iter().map(|(_, span)| &text[span.clone()]).collect();
        assert_eq!(found, ["<00>", "[0 1 2 3]"]);
    }
}
