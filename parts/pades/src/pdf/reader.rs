//! A file and its objects.
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::rc::Rc;

use super::lexer::Lexer;
use super::value::{Dict, Id, Stream, Value};
use super::xref::{self, Entry, Section};
use super::{MAX_FILE, MAX_WALK, filter};
use crate::{Error, Result};

/// How many references may lead to one another before a value.
const MAX_HOPS: usize = 16;

/// How many bytes may be unpacked from one file in all.
const MAX_UNPACKED: usize = 256 * 1024 * 1024;

/// An object stream, unpacked: the numbers of its objects and where each begins.
#[derive(Debug)]
struct Packed {
    data: Vec<u8>,
    index: Vec<(u32, usize)>,
}

/// A PDF whose objects are read when they are asked for.
#[derive(Debug)]
pub struct Pdf<'a> {
    bytes: &'a [u8],
    pub sections: Vec<Section>,
    entries: BTreeMap<u32, Entry>,
    /// Where the newest cross-references stand.
    pub start: usize,
    /// Where the last end mark ends.
    pub end: usize,
    packed: RefCell<BTreeMap<u32, Rc<Packed>>>,
    unpacked: Cell<usize>,
}

impl<'a> Pdf<'a> {
    /// Reads the cross-references of a file.
    pub fn open(bytes: &'a [u8]) -> Result<Pdf<'a>> {
        if bytes.len() > MAX_FILE {
            return Err(Error::TooLarge { what: "PDF", size: bytes.len() as u64, limit: MAX_FILE as u64 });
        }
        if !bytes.starts_with(b"%PDF-") {
            let head = bytes.get(..bytes.len().min(1_024)).unwrap_or_default();
            let later = head.windows(5).any(|window| window == b"%PDF-");
            return Err(if later { Error::Broken("something stands before its header") } else { Error::NotPdf });
        }
        let xref::Sections { list: sections, start, end } = xref::read(bytes)?;
        let mut entries = BTreeMap::new();
        for section in &sections {
            for (number, entry) in &section.entries {
                entries.entry(*number).or_insert(*entry);
            }
        }
        let (packed, unpacked) = (RefCell::default(), Cell::new(0));
        let pdf = Pdf { bytes, sections, entries, start, end, packed, unpacked };
        if pdf.trailer()?.get("Encrypt").is_some() {
            return Err(Error::Encrypted);
        }
        Ok(pdf)
    }

    pub fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// The newest trailer.
    pub fn trailer(&self) -> Result<&Dict> {
        self.sections.first().map(|section| &section.trailer).ok_or(Error::Broken("no trailer"))
    }

    /// The newest entry of each object.
    pub fn entries(&self) -> &BTreeMap<u32, Entry> {
        &self.entries
    }

    /// The entry of an object.
    pub fn entry(&self, number: u32) -> Entry {
        self.entries.get(&number).copied().unwrap_or(Entry::Free)
    }

    /// A number that no object bears yet, nor any above it.
    pub fn next_number(&self) -> Result<u32> {
        let last = self.entries.last_key_value().map_or(0, |(number, _)| *number);
        let size = self.trailer()?.get("Size").and_then(Value::int).and_then(|size| u32::try_from(size).ok());
        let next = size.ok_or(Error::Broken("the trailer tells no size"))?.max(last.saturating_add(1));
        let limit = super::MAX_OBJECTS;
        if next >= limit {
            return Err(Error::TooLarge { what: "objects", size: u64::from(next), limit: u64::from(limit) });
        }
        Ok(next)
    }

    /// An object; one that does not exist is null.
    pub fn get(&self, id: Id) -> Result<Value> {
        self.get_at(id, 0)
    }

    fn get_at(&self, id: Id, hops: usize) -> Result<Value> {
        if hops > MAX_HOPS {
            return Err(Error::TooDeep);
        }
        match self.entry(id.number) {
            Entry::At { offset, generation } if generation == id.generation => Ok(self.object(offset, id, hops)?.0),
            Entry::In { stream, index } if id.generation == 0 => self.packed_object(stream, index, id.number, hops),
            Entry::Free | Entry::At { .. } | Entry::In { .. } => Ok(Value::Null),
        }
    }

    /// The object at a place of the file, and where it ends.
    pub fn object(&self, offset: usize, id: Id, hops: usize) -> Result<(Value, usize)> {
        let mut lexer = Lexer::new(self.bytes, offset);
        if lexer.object()? != id {
            return Err(Error::Broken("another object stands where one should"));
        }
        let value = lexer.value()?;
        if lexer.keyword(b"endobj") {
            return Ok((value, lexer.at()));
        }
        let Value::Dict(dict) = value else { return Err(Error::Broken("an object does not end")) };
        let broken = Error::Broken("a stream has no length");
        let mut length = dict.get("Length").cloned().ok_or(broken.clone())?;
        if let Value::Ref(id) = length {
            length = self.get_at(id, hops + 1)?;
        }
        let length = length.int().and_then(|length| usize::try_from(length).ok()).ok_or(broken)?;
        let (data, end) = stream_bytes(self.bytes, &mut lexer, length)?;
        Ok((Value::Stream(Stream { dict, data }), end))
    }

    fn packed_object(&self, stream: u32, index: usize, number: u32, hops: usize) -> Result<Value> {
        let packed = self.packed(stream, hops)?;
        let broken = Error::Broken("an object stream lacks an object");
        let (found, at) = packed.index.get(index).ok_or(broken.clone())?;
        if *found != number {
            return Err(broken);
        }
        Lexer::new(&packed.data, *at).value()
    }

    fn packed(&self, number: u32, hops: usize) -> Result<Rc<Packed>> {
        if let Some(packed) = self.packed.borrow().get(&number) {
            return Ok(Rc::clone(packed));
        }
        let broken = || Error::Broken("a broken object stream");
        // An object stream stands in the file itself, never in another one.
        let Entry::At { offset, generation } = self.entry(number) else { return Err(broken()) };
        let (value, _) = self.object(offset, Id { number, generation }, hops + 1)?;
        let Value::Stream(stream) = value else { return Err(broken()) };
        if !stream.dict.is("Type", "ObjStm") {
            return Err(broken());
        }
        let data = self.unpack(&stream)?;
        let whole =
            |key: &str| stream.dict.get(key).and_then(Value::int).and_then(|number| usize::try_from(number).ok());
        let (count, first) = (whole("N").ok_or_else(broken)?, whole("First").ok_or_else(broken)?);
        if count > data.len() || first > data.len() {
            return Err(broken());
        }
        let mut lexer = Lexer::new(&data, 0);
        let mut index = Vec::new();
        for _ in 0..count {
            let number = lexer.digits().and_then(|number| u32::try_from(number).ok()).ok_or_else(broken)?;
            let at = lexer.digits().and_then(|at| usize::try_from(at).ok()).ok_or_else(broken)?;
            index.push((number, first.checked_add(at).filter(|at| *at <= data.len()).ok_or_else(broken)?));
        }
        let packed = Rc::new(Packed { data, index });
        self.packed.borrow_mut().insert(number, Rc::clone(&packed));
        Ok(packed)
    }

    /// The unpacked bytes of a stream.
    pub fn unpack(&self, stream: &Stream) -> Result<Vec<u8>> {
        let data = self.raw(stream)?;
        let left = MAX_UNPACKED.saturating_sub(self.unpacked.get());
        // Filters may be written as references; they are few and small.
        let mut dict = Dict::default();
        for key in ["Filter", "DecodeParms"] {
            if let Some(value) = stream.dict.get(key) {
                dict.set(key, self.resolve(value)?);
            }
        }
        let data = filter::unpack(&dict, data, left)?;
        self.unpacked.set(self.unpacked.get() + data.len());
        Ok(data)
    }

    /// The bytes of a stream as they stand.
    pub fn raw(&self, stream: &Stream) -> Result<&'a [u8]> {
        self.bytes.get(stream.data.clone()).ok_or(Error::Broken("a stream lies outside of the file"))
    }

    /// The value behind references.
    pub fn resolve(&self, value: &Value) -> Result<Value> {
        let mut value = value.clone();
        for _ in 0..MAX_HOPS {
            let Value::Ref(id) = value else { return Ok(value) };
            value = self.get(id)?;
        }
        Err(Error::TooDeep)
    }

    /// The value of a key, behind references; null when it is not there.
    pub fn at(&self, dict: &Dict, key: &str) -> Result<Value> {
        dict.get(key).map_or(Ok(Value::Null), |value| self.resolve(value))
    }

    /// The dictionary of a key, if there is one.
    pub fn dict_at(&self, dict: &Dict, key: &str) -> Result<Option<Dict>> {
        Ok(match self.at(dict, key)? {
            Value::Dict(dict) => Some(dict),
            Value::Stream(stream) => Some(stream.dict),
            Value::Null
            | Value::Bool(_)
            | Value::Int(_)
            | Value::Real(_)
            | Value::Name(_)
            | Value::Text(..)
            | Value::Array(_)
            | Value::Ref(_) => None,
        })
    }

    /// The list of a key; empty when it is not there.
    pub fn array_at(&self, dict: &Dict, key: &str) -> Result<Vec<Value>> {
        Ok(if let Value::Array(list) = self.at(dict, key)? { list } else { Vec::new() })
    }

    /// The name of the catalog.
    pub fn root(&self) -> Result<Id> {
        self.trailer()?.get("Root").and_then(Value::reference).ok_or(Error::Broken("no catalog"))
    }

    /// The catalog.
    pub fn catalog(&self) -> Result<Dict> {
        if let Value::Dict(dict) = self.get(self.root()?)?
            && dict.is("Type", "Catalog")
        {
            return Ok(dict);
        }
        Err(Error::Broken("no catalog"))
    }

    /// The pages in their order.
    pub fn pages(&self) -> Result<Vec<Id>> {
        let broken = || Error::Broken("a broken tree of pages");
        let root = self.catalog()?.get("Pages").and_then(Value::reference).ok_or_else(broken)?;
        let mut pages = Vec::new();
        let mut seen = BTreeSet::new();
        let mut waiting = vec![root];
        while let Some(id) = waiting.pop() {
            if !seen.insert(id) {
                return Err(broken());
            }
            if seen.len() > MAX_WALK {
                return Err(Error::TooLarge { what: "pages", size: seen.len() as u64, limit: MAX_WALK as u64 });
            }
            let Value::Dict(node) = self.get(id)? else { return Err(broken()) };
            if node.get("Kids").is_some() {
                let kids = self.array_at(&node, "Kids")?;
                let kids: Option<Vec<Id>> = kids.iter().rev().map(Value::reference).collect();
                waiting.extend(kids.ok_or_else(broken)?);
            } else {
                pages.push(id);
            }
        }
        Ok(pages)
    }

    /// A value of a page that it may have from a node above it.
    pub fn inherited(&self, page: &Dict, key: &str) -> Result<Value> {
        let mut node = page.clone();
        for _ in 0..64 {
            let value = self.at(&node, key)?;
            if value != Value::Null {
                return Ok(value);
            }
            match self.dict_at(&node, "Parent")? {
                Some(parent) => node = parent,
                None => return Ok(Value::Null),
            }
        }
        Err(Error::TooDeep)
    }
}

/// Where the bytes of a stream lie after its dictionary, and where its object ends.
pub fn stream_bytes(bytes: &[u8], lexer: &mut Lexer<'_>, length: usize) -> Result<(Range<usize>, usize)> {
    if !lexer.keyword(b"stream") {
        return Err(Error::Broken("an object does not end"));
    }
    if !lexer.take(b"\r\n") && !lexer.take(b"\n") {
        return Err(Error::Broken("a stream does not begin"));
    }
    let start = lexer.at();
    let end = start.checked_add(length).filter(|end| *end <= bytes.len());
    let end = end.ok_or(Error::Broken("a stream is longer than the file"))?;
    let mut lexer = Lexer::new(bytes, end);
    if !lexer.take(b"\r\n") && !lexer.take(b"\n") {
        lexer.take(b"\r");
    }
    if !lexer.take(b"endstream") || !lexer.keyword(b"endobj") {
        return Err(Error::Broken("a stream does not end where it says"));
    }
    Ok((start..end, lexer.at()))
}
