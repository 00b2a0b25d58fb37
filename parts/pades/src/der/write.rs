//! Writing.
use time::{OffsetDateTime, UtcOffset};

use super::read::{dotted, only};
use super::{BIT_STRING, BOOLEAN, GENERALIZED_TIME, INTEGER, NULL, OCTET_STRING, OID, SEQUENCE, SET, UTC_TIME};

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
        let century = utc.year() % 100;
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
