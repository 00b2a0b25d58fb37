//! Reading.
use time::{Date, Month, OffsetDateTime, Time};

use super::{BIT_STRING, GENERALIZED_TIME, INTEGER, OCTET_STRING, OID, SEQUENCE, UTC_TIME, tlv};
use crate::{Error, Result};

/// The largest encoding that is read: certificates, CMS and lists of revoked certificates alike.
pub const MAX_LEN: usize = 64 * 1024 * 1024;

/// How deep indefinite encodings may be nested.
const MAX_DEPTH: usize = 24;

/// One element: tag, contents, and both with the header.
#[derive(Debug, Clone, Copy)]
pub struct Element<'a> {
    pub tag: u8,
    pub value: &'a [u8],
    pub whole: &'a [u8],
}

impl<'a> Element<'a> {
    /// The elements inside.
    pub fn inside(self) -> Reader<'a> {
        Reader { rest: self.value }
    }
}

/// Reads elements one after the other.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    rest: &'a [u8],
}

/// The fault of every reader here; the caller says of what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault;

/// The result of reading.
pub type Read<T> = std::result::Result<T, Fault>;

/// Names what could not be read.
pub trait Named<T> {
    /// Turns the fault into an error about `what`.
    fn of(self, what: &'static str) -> Result<T>;
}

impl<T> Named<T> for Read<T> {
    fn of(self, what: &'static str) -> Result<T> {
        self.map_err(|Fault| Error::Malformed(what))
    }
}

impl<'a> Reader<'a> {
    pub fn new(bytes: &'a [u8]) -> Reader<'a> {
        Reader { rest: bytes }
    }

    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// What has not been read yet.
    pub fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// The tag of the next element.
    pub fn tag(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    /// The next element. Tags of one byte, definite and shortest lengths only.
    pub fn any(&mut self) -> Read<Element<'a>> {
        let (tag, header, len) = header(self.rest)?;
        let len = len.ok_or(Fault)?;
        let end = header.checked_add(len).ok_or(Fault)?;
        let whole = self.rest.get(..end).ok_or(Fault)?;
        let value = whole.get(header..).ok_or(Fault)?;
        self.rest = self.rest.get(end..).ok_or(Fault)?;
        Ok(Element { tag, value, whole })
    }

    /// The next element, which must bear this tag.
    pub fn expect(&mut self, tag: u8) -> Read<Element<'a>> {
        if self.tag() == Some(tag) { self.any() } else { Err(Fault) }
    }

    /// The next element if it bears this tag.
    pub fn optional(&mut self, tag: u8) -> Read<Option<Element<'a>>> {
        if self.tag() == Some(tag) { self.any().map(Some) } else { Ok(None) }
    }

    /// The inside of a sequence.
    pub fn sequence(&mut self) -> Read<Reader<'a>> {
        Ok(self.expect(SEQUENCE)?.inside())
    }

    /// Nothing may follow.
    pub fn end(self) -> Read<()> {
        if self.rest.is_empty() { Ok(()) } else { Err(Fault) }
    }

    /// An object identifier with dots.
    pub fn oid(&mut self) -> Read<String> {
        dotted(self.expect(OID)?.value)
    }

    /// An integer as its contents (two's complement, shortest form).
    pub fn integer(&mut self) -> Read<&'a [u8]> {
        integer(self.expect(INTEGER)?.value)
    }

    /// A small integer that is not negative.
    pub fn small(&mut self) -> Read<u64> {
        small(self.integer()?)
    }

    /// A bit string of whole bytes.
    pub fn bits(&mut self) -> Read<&'a [u8]> {
        match self.expect(BIT_STRING)?.value.split_first() {
            Some((0, bytes)) => Ok(bytes),
            _ => Err(Fault),
        }
    }

    /// UTCTime or GeneralizedTime.
    pub fn time(&mut self) -> Read<OffsetDateTime> {
        let element = self.any()?;
        instant(element.tag, element.value)
    }

    /// All remaining elements.
    pub fn all(mut self) -> Read<Vec<Element<'a>>> {
        let mut found = Vec::new();
        while !self.is_empty() {
            found.push(self.any()?);
        }
        Ok(found)
    }
}

/// The one element that these bytes are.
pub fn only(bytes: &[u8], tag: u8) -> Read<Element<'_>> {
    let mut reader = Reader::new(bytes);
    let element = reader.expect(tag)?;
    reader.end()?;
    Ok(element)
}

/// Tag, length of the header, length of the contents (`None`: indefinite).
fn header(bytes: &[u8]) -> Read<(u8, usize, Option<usize>)> {
    let tag = *bytes.first().ok_or(Fault)?;
    if tag & 0x1f == 0x1f {
        return Err(Fault);
    }
    let first = *bytes.get(1).ok_or(Fault)?;
    if first < 0x80 {
        return Ok((tag, 2, Some(usize::from(first))));
    }
    if first == 0x80 {
        return if tag & 0x20 == 0 { Err(Fault) } else { Ok((tag, 2, None)) };
    }
    let count = usize::from(first & 0x7f);
    let digits = bytes.get(2..2 + count).filter(|_| count <= 4).ok_or(Fault)?;
    let len = digits.iter().fold(0usize, |len, digit| (len << 8) | usize::from(*digit));
    let shortest = digits.first().is_some_and(|digit| *digit != 0) && len >= 0x80;
    if !shortest || len > MAX_LEN {
        return Err(Fault);
    }
    Ok((tag, 2 + count, Some(len)))
}

fn integer(value: &[u8]) -> Read<&[u8]> {
    match value {
        [] | [0, 0..=0x7f, ..] | [0xff, 0x80..=0xff, ..] => Err(Fault),
        value => Ok(value),
    }
}

fn small(value: &[u8]) -> Read<u64> {
    if value.first().is_none_or(|first| *first >= 0x80) || value.len() > 8 {
        return Err(Fault);
    }
    Ok(value.iter().fold(0, |sum, byte| (sum << 8) | u64::from(*byte)))
}

pub(super) fn dotted(value: &[u8]) -> Read<String> {
    if value.len() > 64 || value.last().is_none_or(|last| last & 0x80 != 0) {
        return Err(Fault);
    }
    let mut text = String::new();
    let mut arc: u64 = 0;
    let mut first = true;
    for byte in value {
        if arc == 0 && *byte == 0x80 {
            return Err(Fault);
        }
        arc = arc.checked_mul(128).ok_or(Fault)? + u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            if first {
                let top = (arc / 40).min(2);
                text = format!("{top}.{}", arc - top * 40);
                first = false;
            } else {
                text.push('.');
                text.push_str(&arc.to_string());
            }
            arc = 0;
        }
    }
    Ok(text)
}

/// Reads a time of X.509 and of time stamps: UTC, seconds, fractions allowed in GeneralizedTime.
fn instant(tag: u8, value: &[u8]) -> Read<OffsetDateTime> {
    let text = std::str::from_utf8(value).map_err(|_| Fault)?;
    let text = text.strip_suffix('Z').ok_or(Fault)?;
    let (year, rest, fraction) = match tag {
        UTC_TIME => {
            let year: i32 = number(text.get(..2))?;
            (if year < 50 { 2000 + year } else { 1900 + year }, text.get(2..).ok_or(Fault)?, None)
        }
        GENERALIZED_TIME => {
            let rest = text.get(4..).ok_or(Fault)?;
            let (rest, fraction) = match rest.split_once('.') {
                Some((rest, fraction)) => (rest, Some(fraction)),
                None => (rest, None),
            };
            (number(text.get(..4))?, rest, fraction)
        }
        _ => return Err(Fault),
    };
    if rest.len() != 10 {
        return Err(Fault);
    }
    let part = |from: usize| number::<u8>(rest.get(from..from + 2));
    let month = Month::try_from(part(0)?).map_err(|_| Fault)?;
    let date = Date::from_calendar_date(year, month, part(2)?).map_err(|_| Fault)?;
    let nanos = match fraction {
        None => 0,
        Some(digits) if (1..=9).contains(&digits.len()) => {
            let digits = format!("{digits:0<9}");
            number(Some(digits.as_str()))?
        }
        Some(_) => return Err(Fault),
    };
    let time = Time::from_hms_nano(part(4)?, part(6)?, part(8)?, nanos).map_err(|_| Fault)?;
    Ok(date.with_time(time).assume_utc())
}

fn number<T: std::str::FromStr>(text: Option<&str>) -> Read<T> {
    let text = text.filter(|text| text.bytes().all(|byte| byte.is_ascii_digit())).ok_or(Fault)?;
    text.parse().map_err(|_| Fault)
}

/// CMS may come in BER (RFC 5652 section 5.1 asks for DER only where something is signed). Lengths that are not told and
/// strings in pieces become definite ones; what is DER already stays byte for byte. Only zeros may follow the element.
pub fn definite(bytes: &[u8]) -> Read<Vec<u8>> {
    if bytes.len() > MAX_LEN {
        return Err(Fault);
    }
    let mut out = Vec::new();
    let end = rewrite(bytes, 0, &mut out)?;
    let filled = bytes.get(end..).ok_or(Fault)?;
    if filled.iter().all(|byte| *byte == 0) { Ok(out) } else { Err(Fault) }
}

/// Writes the first element of `bytes` anew and returns how many bytes it took.
fn rewrite(bytes: &[u8], depth: usize, out: &mut Vec<u8>) -> Read<usize> {
    if depth > MAX_DEPTH {
        return Err(Fault);
    }
    let (tag, start, len) = header(bytes)?;
    if tag & 0x20 == 0 {
        let end = start + len.ok_or(Fault)?;
        out.extend_from_slice(bytes.get(..end).ok_or(Fault)?);
        return Ok(end);
    }
    let mut at = start;
    let mut inside = Vec::new();
    match len {
        Some(len) => {
            let end = start + len;
            let body = bytes.get(..end).ok_or(Fault)?;
            while at < end {
                at += rewrite(body.get(at..).ok_or(Fault)?, depth + 1, &mut inside)?;
            }
        }
        None => {
            while bytes.get(at..at + 2).ok_or(Fault)? != [0, 0] {
                at += rewrite(bytes.get(at..).ok_or(Fault)?, depth + 1, &mut inside)?;
            }
            at += 2;
        }
    }
    if tag == OCTET_STRING | 0x20 {
        let mut whole = Vec::new();
        for piece in Reader::new(&inside).all()? {
            if piece.tag != OCTET_STRING {
                return Err(Fault);
            }
            whole.extend_from_slice(piece.value);
        }
        out.extend(tlv(OCTET_STRING, &whole));
    } else {
        out.extend(tlv(tag, &inside));
    }
    Ok(at)
}
