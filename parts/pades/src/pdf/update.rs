//! Writes an incremental update (ISO 32000-1 section 7.5.6): what is there stays byte for byte.
use std::collections::BTreeMap;

use super::reader::Pdf;
use super::value::{Dict, Id, Value};
use super::xref::Form;
use crate::{Error, Result};

/// An update that grows after a file.
#[derive(Debug)]
pub struct Update<'p, 'a> {
    pub pdf: &'p Pdf<'a>,
    out: Vec<u8>,
    places: BTreeMap<u32, (usize, u16)>,
    next: u32,
}

impl<'p, 'a> Update<'p, 'a> {
    /// Begins an update after the file.
    pub fn new(pdf: &'p Pdf<'a>) -> Result<Update<'p, 'a>> {
        let mut out = pdf.bytes().to_vec();
        if !matches!(out.last(), Some(b'\n' | b'\r')) {
            out.push(b'\n');
        }
        Ok(Update { pdf, out, places: BTreeMap::new(), next: pdf.next_number()? })
    }

    /// The name of a new object.
    pub fn allocate(&mut self) -> Id {
        let id = Id { number: self.next, generation: 0 };
        self.next += 1;
        id
    }

    /// Writes an object.
    pub fn put(&mut self, id: Id, value: &Value) {
        let mut body = Vec::new();
        value.write(&mut body);
        self.put_raw(id, &body);
    }

    /// Writes an object from its bytes and says where they begin in the file.
    pub fn put_raw(&mut self, id: Id, body: &[u8]) -> usize {
        self.places.insert(id.number, (self.out.len(), id.generation));
        self.out.extend(format!("{} {} obj\n", id.number, id.generation).bytes());
        let at = self.out.len();
        self.out.extend(body);
        self.out.extend(b"\nendobj\n");
        at
    }

    /// Writes a stream whose bytes are as its dictionary says.
    pub fn put_stream(&mut self, id: Id, dict: Dict, data: &[u8]) {
        let mut body = Vec::new();
        dict.with("Length", data.len() as i64).write(&mut body);
        body.extend(b"\nstream\n");
        body.extend(data);
        body.extend(b"\nendstream");
        self.put_raw(id, &body);
    }

    /// Ends the update with cross-references of the same form as the newest of the file.
    pub fn finish(mut self) -> Result<Vec<u8>> {
        let form = self.pdf.sections.first().map(|section| section.form).ok_or(Error::Broken("no trailer"))?;
        let old = self.pdf.trailer()?;
        let mut trailer = Dict::default();
        for key in ["Root", "Info", "ID"] {
            if let Some(value) = old.get(key) {
                trailer.set(key, value.clone());
            }
        }
        trailer.set("Prev", i64::try_from(self.pdf.start).map_err(|_| Error::Broken("no trailer"))?);
        let start = self.out.len();
        match form {
            Form::Table => {
                trailer.set("Size", i64::from(self.next));
                self.table(&trailer);
            }
            Form::Stream => {
                let id = self.allocate();
                self.places.insert(id.number, (start, 0));
                trailer.set("Size", i64::from(self.next));
                self.stream(id, trailer);
            }
        }
        self.out.extend(format!("startxref\n{start}\n%%EOF\n").bytes());
        Ok(self.out)
    }

    /// Consecutive numbers together.
    fn runs(&self) -> Vec<Vec<(u32, usize, u16)>> {
        let mut runs: Vec<Vec<(u32, usize, u16)>> = Vec::new();
        for (number, (offset, generation)) in &self.places {
            let place = (*number, *offset, *generation);
            match runs.last_mut() {
                Some(run) if run.last().is_some_and(|last| last.0 + 1 == *number) => run.push(place),
                _ => runs.push(vec![place]),
            }
        }
        runs
    }

    fn table(&mut self, trailer: &Dict) {
        self.out.extend(b"xref\n");
        for run in self.runs() {
            let first = run.first().map_or(0, |place| place.0);
            self.out.extend(format!("{first} {}\n", run.len()).bytes());
            for (_, offset, generation) in run {
                self.out.extend(format!("{offset:010} {generation:05} n\r\n").bytes());
            }
        }
        self.out.extend(b"trailer\n");
        trailer.write(&mut self.out);
        self.out.push(b'\n');
    }

    fn stream(&mut self, id: Id, trailer: Dict) {
        let (mut index, mut data) = (Vec::new(), Vec::new());
        for run in self.runs() {
            let first = run.first().map_or(0, |place| place.0);
            index.push(Value::from(i64::from(first)));
            index.push(Value::from(run.len() as i64));
            for (_, offset, generation) in run {
                data.push(1);
                // Files are smaller than 2^32 bytes: see MAX_FILE.
                data.extend((offset as u32).to_be_bytes());
                data.extend(generation.to_be_bytes());
            }
        }
        let widths: Vec<Value> = [1, 4, 2].map(Value::Int).to_vec();
        let dict =
            trailer.with("Type", "XRef").with("W", widths).with("Index", index).with("Length", data.len() as i64);
        self.out.extend(format!("{} 0 obj\n", id.number).bytes());
        dict.write(&mut self.out);
        self.out.extend(b"\nstream\n");
        self.out.extend(data);
        self.out.extend(b"\nendstream\nendobj\n");
    }
}
