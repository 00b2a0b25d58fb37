//! Cross-reference tables and streams (ISO 32000-1 section 7.5.4 to 7.5.8): where each object of a file stands.
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::MAX_OBJECTS;
use super::filter;
use super::lexer::Lexer;
use super::value::{Dict, Value};
use crate::{Error, Result};

/// The most revisions of one file.
const MAX_SECTIONS: usize = 2_000;

/// How far from the end of the file its last pointer may stand.
const TAIL: usize = 2_048;

/// Where an object stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// Nowhere.
    Free,
    /// At this byte.
    At { offset: usize, generation: u16 },
    /// In an object stream, at this place of its table.
    In { stream: u32, index: usize },
}

/// How a section is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Table,
    Stream,
}

/// One section: of one revision.
#[derive(Debug, Clone)]
pub struct Section {
    /// Its bytes: table and trailer, or the object of the stream.
    pub span: Range<usize>,
    pub form: Form,
    pub trailer: Dict,
    pub entries: BTreeMap<u32, Entry>,
}

/// All sections of a file, the newest first.
#[derive(Debug)]
pub struct Sections {
    pub list: Vec<Section>,
    /// Where the newest stands, as the file says.
    pub start: usize,
    /// Where the last `%%EOF` ends, its end of line included.
    pub end: usize,
}

/// Reads the sections from the last pointer on.
pub fn read(bytes: &[u8]) -> Result<Sections> {
    let tail = bytes.len().saturating_sub(TAIL);
    let last = bytes.get(tail..).and_then(|tail| tail.windows(9).rposition(|window| window == b"startxref"));
    let mut lexer = Lexer::new(bytes, tail + last.ok_or(Error::Broken("no pointer to the cross-references"))?);
    lexer.take(b"startxref");
    let start = lexer.digits().and_then(|start| usize::try_from(start).ok());
    let start = start.ok_or(Error::Broken("no pointer to the cross-references"))?;
    let end = end_of_file(bytes, lexer.at()).ok_or(Error::Broken("the file has no end mark"))?;

    let mut list = Vec::new();
    let mut seen = BTreeSet::new();
    let mut waiting = vec![start];
    while let Some(at) = waiting.pop() {
        if !seen.insert(at) || list.len() >= MAX_SECTIONS {
            return Err(Error::Broken("the cross-references go in a circle"));
        }
        let section = section(bytes, at)?;
        // Of a hybrid file the stream comes before what is older.
        if let Some(previous) = pointer(&section.trailer, "Prev")? {
            waiting.push(previous);
        }
        if section.form == Form::Table
            && let Some(stream) = pointer(&section.trailer, "XRefStm")?
        {
            let extra = self::section(bytes, stream)?;
            if extra.form != Form::Stream || !seen.insert(stream) {
                return Err(Error::Broken("the cross-references go in a circle"));
            }
            list.push(hybrid(section, extra));
        } else {
            list.push(section);
        }
    }
    Ok(Sections { list, start, end })
}

/// In a hybrid file, what the table calls free may stand in the stream (ISO 32000-1 section 7.5.8.4).
fn hybrid(mut table: Section, stream: Section) -> Section {
    for (number, entry) in stream.entries {
        let place = table.entries.entry(number).or_insert(Entry::Free);
        if *place == Entry::Free {
            *place = entry;
        }
    }
    table
}

/// The byte after `%%EOF` and its end of line, when it comes next.
fn end_of_file(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = bytes.get(at..)?;
    let blank = rest.iter().position(|byte| !matches!(byte, b'\r' | b'\n' | b' '))?;
    let rest = rest.get(blank..)?.strip_prefix(b"%%EOF")?;
    let eol = if rest.starts_with(b"\r\n") { 2 } else { usize::from(matches!(rest.first(), Some(b'\r' | b'\n'))) };
    Some(at + blank + 5 + eol)
}

fn pointer(trailer: &Dict, key: &str) -> Result<Option<usize>> {
    match trailer.get(key) {
        None => Ok(None),
        Some(value) => {
            let at = value.int().and_then(|at| usize::try_from(at).ok());
            at.map(Some).ok_or(Error::Broken("the cross-references point to nothing"))
        }
    }
}

fn section(bytes: &[u8], at: usize) -> Result<Section> {
    if at >= bytes.len() {
        return Err(Error::Broken("the cross-references point to nothing"));
    }
    let mut lexer = Lexer::new(bytes, at);
    if lexer.keyword(b"xref") { table(bytes, at, lexer) } else { stream(bytes, at) }
}

fn too_many(number: u64) -> Error {
    Error::TooLarge { what: "objects", size: number, limit: u64::from(MAX_OBJECTS) }
}

fn table(bytes: &[u8], start: usize, mut lexer: Lexer<'_>) -> Result<Section> {
    let broken = || Error::Broken("a broken cross-reference table");
    let mut entries = BTreeMap::new();
    while !lexer.keyword(b"trailer") {
        let first = lexer.digits().ok_or_else(broken)?;
        let count = lexer.digits().ok_or_else(broken)?;
        let end = first.checked_add(count).ok_or_else(broken)?;
        if end > u64::from(MAX_OBJECTS) {
            return Err(too_many(end));
        }
        for number in first..end {
            let offset = lexer.digits().and_then(|offset| usize::try_from(offset).ok()).ok_or_else(broken)?;
            let generation = lexer.digits().and_then(|generation| u16::try_from(generation).ok()).ok_or_else(broken)?;
            let entry = if lexer.keyword(b"n") {
                Entry::At { offset, generation }
            } else if lexer.keyword(b"f") {
                Entry::Free
            } else {
                return Err(broken());
            };
            if entry != Entry::Free && offset >= bytes.len() {
                return Err(broken());
            }
            let number = u32::try_from(number).map_err(|_| broken())?;
            if entries.insert(number, entry).is_some() {
                return Err(broken());
            }
        }
    }
    let Value::Dict(trailer) = lexer.value()? else { return Err(broken()) };
    Ok(Section { span: start..lexer.at(), form: Form::Table, trailer, entries })
}

fn stream(bytes: &[u8], start: usize) -> Result<Section> {
    let broken = || Error::Broken("a broken cross-reference stream");
    let mut lexer = Lexer::new(bytes, start);
    lexer.object().map_err(|_| broken())?;
    let Value::Dict(dict) = lexer.value()? else { return Err(broken()) };
    if !dict.is("Type", "XRef") {
        return Err(broken());
    }
    // Its length must be direct: nothing can be looked up before it is read.
    let length = dict.get("Length").and_then(Value::int).and_then(|length| usize::try_from(length).ok());
    let (data, end) = super::reader::stream_bytes(bytes, &mut lexer, length.ok_or_else(broken)?)?;
    let data = filter::unpack(&dict, bytes.get(data).ok_or_else(broken)?, filter::MAX_UNPACKED)?;

    let list = |key: &str| -> Option<Vec<u64>> {
        let values = dict.get(key)?.array()?;
        values.iter().map(|value| value.int().and_then(|number| u64::try_from(number).ok())).collect()
    };
    let widths = list("W").ok_or_else(broken)?;
    let &[kind_width, second_width, third_width] = widths.as_slice() else { return Err(broken()) };
    if widths.iter().any(|width| *width > 8) || widths.iter().sum::<u64>() == 0 {
        return Err(broken());
    }
    let size = dict.get("Size").and_then(Value::int).and_then(|size| u64::try_from(size).ok()).ok_or_else(broken)?;
    let index = if dict.get("Index").is_some() { list("Index").ok_or_else(broken)? } else { vec![0, size] };
    let mut rest = data.as_slice();
    let mut field = |width: u64, or: u64| -> Option<u64> {
        let (digits, after) = rest.split_at_checked(usize::try_from(width).ok()?)?;
        rest = after;
        if width == 0 { Some(or) } else { Some(digits.iter().fold(0, |sum, digit| (sum << 8) | u64::from(*digit))) }
    };
    let mut entries = BTreeMap::new();
    for pair in index.chunks(2) {
        let [first, count] = pair else { return Err(broken()) };
        let end = first.checked_add(*count).ok_or_else(broken)?;
        if end > u64::from(MAX_OBJECTS) {
            return Err(too_many(end));
        }
        for number in *first..end {
            let kind = field(kind_width, 1).ok_or_else(broken)?;
            let second = usize::try_from(field(second_width, 0).ok_or_else(broken)?).map_err(|_| broken())?;
            let third = field(third_width, 0).ok_or_else(broken)?;
            let entry = match kind {
                0 => Entry::Free,
                1 if second < bytes.len() => {
                    Entry::At { offset: second, generation: u16::try_from(third).map_err(|_| broken())? }
                }
                2 => {
                    let stream = u32::try_from(second).map_err(|_| broken())?;
                    Entry::In { stream, index: usize::try_from(third).map_err(|_| broken())? }
                }
                _ => return Err(broken()),
            };
            if entries.insert(u32::try_from(number).map_err(|_| broken())?, entry).is_some() {
                return Err(broken());
            }
        }
    }
    Ok(Section { span: start..end, form: Form::Stream, trailer: dict, entries })
}
