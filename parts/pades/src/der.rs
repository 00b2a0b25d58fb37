//! Distinguished encoding (X.690): as much as certificates, CMS, time stamps and revocation data need. Reading keeps the
//! bytes as they stand, because signatures are over bytes; nothing that is verified is ever encoded again.
use time::{Date, Month, OffsetDateTime, Time, UtcOffset};

use crate::{Error, Result};

pub const BOOLEAN: u8 = 0x01;
pub const INTEGER: u8 = 0x02;
pub const BIT_STRING: u8 = 0x03;
pub const OCTET_STRING: u8 = 0x04;
pub const NULL: u8 = 0x05;
pub const OID: u8 = 0x06;
pub const ENUMERATED: u8 = 0x0a;
pub const UTF8_STRING: u8 = 0x0c;
pub const PRINTABLE_STRING: u8 = 0x13;
pub const T61_STRING: u8 = 0x14;
pub const IA5_STRING: u8 = 0x16;
pub const UTC_TIME: u8 = 0x17;
pub const GENERALIZED_TIME: u8 = 0x18;
pub const UNIVERSAL_STRING: u8 = 0x1c;
pub const BMP_STRING: u8 = 0x1e;
pub const SEQUENCE: u8 = 0x30;
pub const SET: u8 = 0x31;

/// Context tag, constructed: `[n]` of an explicit tag or of an implicit one over a sequence.
pub const fn context(n: u8) -> u8 {
    0xa0 | n
}

/// Context tag, primitive: `[n]` implicit over a string or an integer.
pub const fn context_plain(n: u8) -> u8 {
    0x80 | n
}

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

fn dotted(value: &[u8]) -> Read<String> {
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

/// An element of this tag.
pub fn tlv(tag: u8, value: &[u8]) -> Vec<u8> {
    let mut out = vec![tag];
    let len = value.len();
    match u8::try_from(len) {
        Ok(short) if short < 0x80 => out.push(short),
        _ => {
            let digits: Vec<u8> = len.to_be_bytes().into_iter().skip_while(|digit| *digit == 0).collect();
            out.push(0x80 | u8::try_from(digits.len()).unwrap_or(8));
            out.extend(digits);
        }
    }
    out.extend_from_slice(value);
    out
}

pub fn sequence<T: AsRef<[u8]>>(parts: &[T]) -> Vec<u8> {
    constructed(SEQUENCE, parts)
}

/// An element around others.
pub fn constructed<T: AsRef<[u8]>>(tag: u8, parts: &[T]) -> Vec<u8> {
    let body: Vec<u8> = parts.iter().flat_map(|part| part.as_ref().iter().copied()).collect();
    tlv(tag, &body)
}

/// A SET OF, sorted as DER asks.
pub fn set_of(mut parts: Vec<Vec<u8>>) -> Vec<u8> {
    parts.sort();
    constructed(SET, &parts)
}

/// An object identifier from its dotted form; ours are constants, so a part that is no number does not occur.
pub fn oid(text: &str) -> Vec<u8> {
    let arcs: Vec<u64> = text.split('.').filter_map(|arc| arc.parse().ok()).collect();
    let mut body = Vec::new();
    let (top, rest) = match arcs.as_slice() {
        [first, second, rest @ ..] => (first * 40 + second, rest),
        _ => (0, [].as_slice()),
    };
    for arc in std::iter::once(&top).chain(rest) {
        let mut digits = vec![(arc & 0x7f) as u8];
        let mut left = arc >> 7;
        while left > 0 {
            digits.push(0x80 | (left & 0x7f) as u8);
            left >>= 7;
        }
        body.extend(digits.into_iter().rev());
    }
    tlv(OID, &body)
}

/// Whether a text is an object identifier that [`oid`] writes as it reads.
pub fn is_oid(text: &str) -> bool {
    only(&oid(text), OID).and_then(|element| dotted(element.value)).is_ok_and(|read| read == text)
}

/// An integer from big-endian bytes without a sign.
pub fn unsigned(bytes: &[u8]) -> Vec<u8> {
    let mut digits: Vec<u8> = bytes.iter().copied().skip_while(|byte| *byte == 0).collect();
    if digits.first().is_none_or(|first| *first >= 0x80) {
        digits.insert(0, 0);
    }
    tlv(INTEGER, &digits)
}

pub fn number_of(value: u64) -> Vec<u8> {
    unsigned(&value.to_be_bytes())
}

pub fn octets(bytes: &[u8]) -> Vec<u8> {
    tlv(OCTET_STRING, bytes)
}

pub fn null() -> Vec<u8> {
    vec![NULL, 0]
}

pub fn truth() -> Vec<u8> {
    vec![BOOLEAN, 1, 0xff]
}

/// A bit string of whole bytes.
pub fn bits(bytes: &[u8]) -> Vec<u8> {
    let mut body = vec![0];
    body.extend_from_slice(bytes);
    tlv(BIT_STRING, &body)
}

/// A bit string of named bits: the numbers of the bits that are set, trailing zeros cut as DER asks.
pub fn named_bits(set: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0u8; usize::from(set.iter().max().map_or(0, |last| last / 8 + 1))];
    for bit in set {
        if let Some(byte) = bytes.get_mut(usize::from(bit / 8)) {
            *byte |= 0x80 >> (bit % 8);
        }
    }
    let unused = bytes.last().map_or(0, |last| last.trailing_zeros() as u8);
    let mut body = vec![unused];
    body.extend(bytes);
    tlv(BIT_STRING, &body)
}

/// UTCTime up to 2049, GeneralizedTime afterwards (RFC 5280 section 4.1.2.5).
pub fn time(at: OffsetDateTime) -> Vec<u8> {
    let utc = at.to_offset(UtcOffset::UTC);
    if (1950..2050).contains(&utc.year()) {
        let (_, century) = (utc.year() / 100, utc.year() % 100);
        tlv(UTC_TIME, format!("{century:02}{}", after_year(utc)).as_bytes())
    } else {
        generalized(at)
    }
}

/// GeneralizedTime in whole seconds.
pub fn generalized(at: OffsetDateTime) -> Vec<u8> {
    let utc = at.to_offset(UtcOffset::UTC);
    tlv(GENERALIZED_TIME, format!("{:04}{}", utc.year(), after_year(utc)).as_bytes())
}

fn after_year(utc: OffsetDateTime) -> String {
    let month = u8::from(utc.month());
    format!("{month:02}{:02}{:02}{:02}{:02}Z", utc.day(), utc.hour(), utc.minute(), utc.second())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_go_there_and_back() {
        for text in
            ["1.2.840.113549.1.7.2", "2.16.840.1.101.3.4.2.1", "2.5.29.15", "0.9.2342.19200300.100.1.1", "2.999.3"]
        {
            let mut bytes = oid(text);
            assert_eq!(Reader::new(&bytes).oid().as_deref(), Ok(text));
            assert!(is_oid(text));
            bytes.pop();
            assert!(Reader::new(&bytes).oid().is_err());
        }
        assert!(!is_oid("1.2.x") && !is_oid("") && !is_oid("9"));
        assert_eq!(oid("1.2.840.113549"), [6, 6, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d]);
    }

    #[test]
    fn lengths_must_be_the_shortest() {
        for bad in
            [&[0x04, 0x81, 0x01, 0][..], &[0x04, 0x82, 0, 0x80], &[0x04, 0x80, 0, 0], &[0x1f, 1, 0], &[0x04, 0x85], &[]]
        {
            assert!(Reader::new(bad).any().is_err(), "{bad:?}");
        }
        for len in [0, 127, 128, 255, 256, 70_000] {
            let bytes = tlv(OCTET_STRING, &vec![7; len]);
            assert_eq!(only(&bytes, OCTET_STRING).map(|element| element.value.len()), Ok(len));
        }
    }

    #[test]
    fn integers_have_one_form() {
        assert_eq!(unsigned(&[0, 0, 0x80]), [2, 2, 0, 0x80]);
        assert_eq!(unsigned(&[]), [2, 1, 0]);
        assert_eq!(Reader::new(&[2, 2, 0, 0x7f]).integer(), Err(Fault));
        assert_eq!(Reader::new(&[2, 1, 0xff]).small(), Err(Fault));
        assert_eq!(Reader::new(&number_of(65_537)).small(), Ok(65_537));
    }

    #[test]
    fn times_are_utc_to_the_second() {
        let at = OffsetDateTime::from_unix_timestamp(1_795_334_400).unwrap();
        assert_eq!(Reader::new(&time(at)).time(), Ok(at));
        assert_eq!(Reader::new(&generalized(at)).time(), Ok(at));
        let far = at.replace_year(2051).unwrap();
        assert_eq!(time(far)[0], GENERALIZED_TIME);
        assert_eq!(Reader::new(&time(far)).time(), Ok(far));
        for (tag, bad) in [
            (UTC_TIME, "261122070000"),
            (UTC_TIME, "2611220700Z"),
            (UTC_TIME, "261322070000Z"),
            (GENERALIZED_TIME, "20261122070000.Z"),
            (GENERALIZED_TIME, "20261122070061Z"),
            (GENERALIZED_TIME, "2026112207+061Z"),
            (GENERALIZED_TIME, "2026"),
        ] {
            assert!(Reader::new(&tlv(tag, bad.as_bytes())).time().is_err(), "{bad}");
        }
        let tenth = Reader::new(&tlv(GENERALIZED_TIME, b"20261122070000.1Z")).time().unwrap();
        assert_eq!(tenth.nanosecond(), 100_000_000);
    }

    #[test]
    fn indefinite_lengths_become_definite() {
        let ber = [0x30, 0x80, 0x24, 0x80, 0x04, 1, 1, 0x04, 2, 2, 3, 0, 0, 0x02, 1, 5, 0, 0, 0, 0, 0];
        assert_eq!(definite(&ber), Ok(vec![0x30, 8, 0x04, 3, 1, 2, 3, 0x02, 1, 5]));
        let der = sequence(&[octets(&[1; 200]), oid("2.5.29.15")]);
        assert_eq!(definite(&der), Ok(der));
        assert_eq!(definite(&[0x30, 0x80, 0x04, 1]), Err(Fault));
        let bomb: Vec<u8> = [0x30, 0x80].repeat(1_000_000);
        assert_eq!(definite(&bomb), Err(Fault));
    }

    #[test]
    fn named_bits_lose_their_trailing_zeros() {
        assert_eq!(named_bits(&[0, 1]), [3, 2, 6, 0xc0]);
        assert_eq!(named_bits(&[5, 6]), [3, 2, 1, 0x06]);
        assert_eq!(named_bits(&[]), [3, 1, 0]);
        assert_eq!(named_bits(&[8]), [3, 3, 7, 0, 0x80]);
    }
}
