//! Which bytes a signature covers. Everything here is exact: tricks with signatures in PDF live from ranges that are nearly
//! right (a gap wider than the signature, a signature that another object replaces, a revision that is none).
use crate::pdf::{Dict, Entry, Lexer, Pdf, Value};
use crate::sign::field::Field;
use crate::verify::report::{Integrity, RangeFault};

/// A signature dictionary and the bytes that it covers.
#[derive(Debug)]
pub struct Covered {
    pub dict: Dict,
    pub contents: Vec<u8>,
    /// Where the gap begins, delimiter included.
    pub gap: usize,
    /// Where the second part begins.
    pub after: usize,
    /// Where the second part ends.
    pub end: usize,
}

/// Reads the signature of a field and checks its range within the file; whether the range is a whole revision is another
/// question ([`is_revision`]).
pub fn covered(pdf: &Pdf<'_>, field: &Field) -> Result<Covered, Integrity> {
    let id = field.value.as_ref().and_then(Value::reference).ok_or(Integrity::Unreadable)?;
    let Entry::At { offset, .. } = pdf.entry(id.number) else { return Err(Integrity::Range(RangeFault::Gap)) };
    let Ok(Value::Dict(dict)) = pdf.get(id) else { return Err(Integrity::Unreadable) };
    let mut lexer = Lexer::new(pdf.bytes(), offset);
    let spans = lexer.object().and_then(|_| lexer.spans()).map_err(|_| Integrity::Unreadable)?;
    let span = spans.iter().find(|(key, _)| key == b"Contents").map(|(_, span)| span.clone());
    let (Some(Value::Text(contents, true)), Some(span)) = (dict.get("Contents"), span) else {
        return Err(Integrity::Unreadable);
    };

    let numbers = Integrity::Range(RangeFault::Numbers);
    let range: Option<Vec<usize>> = dict.get("ByteRange").and_then(Value::array).and_then(|range| {
        range.iter().map(|number| number.int().and_then(|number| usize::try_from(number).ok())).collect()
    });
    let Some(&[start, before, after, rest]) = range.as_deref() else { return Err(numbers) };
    let gap = start.checked_add(before).ok_or(numbers)?;
    let end = after.checked_add(rest).filter(|end| *end <= pdf.bytes().len()).ok_or(numbers)?;
    if before == 0 || rest == 0 || gap >= after {
        return Err(numbers);
    }
    if start != 0 {
        return Err(Integrity::Range(RangeFault::Start));
    }
    // The gap is this signature and nothing else; inside only digits, no space that could hide something.
    let digits = pdf.bytes().get(gap + 1..after - 1).unwrap_or_default();
    if span != (gap..after) || digits.len() % 2 != 0 || !digits.iter().all(u8::is_ascii_hexdigit) {
        return Err(Integrity::Range(RangeFault::Gap));
    }
    Ok(Covered { contents: contents.clone(), gap, after, end, dict })
}

/// Whether what a signature covers is a PDF of its own that holds this very signature in this very field. `old` is the file
/// up to the end of the range.
pub fn is_revision(old: &Pdf<'_>, new: &Pdf<'_>, field: &Field, covered: &Covered) -> Result<(), RangeFault> {
    let bytes = old.bytes();
    let tail = bytes.get(old.end..).ok_or(RangeFault::Revision)?;
    // The end mark itself is signed, and nothing follows it.
    if !tail.iter().all(|byte| matches!(byte, b'\r' | b'\n' | b' ')) || old.end <= covered.after {
        return Err(RangeFault::Revision);
    }
    let fields = crate::sign::field::fields(old).map_err(|_| RangeFault::Revision)?;
    let same = fields.iter().any(|other| other.id == field.id && other.value == field.value && other.is_signature);
    let id = field.value.as_ref().and_then(Value::reference).ok_or(RangeFault::Shadowed)?;
    if !same || old.entry(id.number) != new.entry(id.number) {
        return Err(RangeFault::Shadowed);
    }
    Ok(())
}
