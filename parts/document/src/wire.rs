//! What parent and child say to each other: a length-prefixed JSON request on standard input; on standard output a
//! length-prefixed JSON answer, followed by the PDF when there is one.

use std::io::{Read, Write};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Area, Diagnostic, Error, Options, Pdf, Template};

/// Set by the parent in the child's otherwise empty environment: processor seconds.
pub(crate) const CPU_SECONDS: &str = "DOCUMENT_CPU_SECONDS";
/// Likewise: bytes of address space.
pub(crate) const MEMORY: &str = "DOCUMENT_MEMORY";

/// The length of a prefix: a little-endian u64.
const PREFIX: usize = 8;
/// An answer's JSON part is areas and diagnostics; more than this is not from our child.
const LARGEST_ANSWER: u64 = 4 * 1024 * 1024;

#[derive(Serialize)]
struct RequestRef<'a> {
    template: &'a Template,
    data: &'a Value,
    options: &'a Options,
}

#[derive(Deserialize)]
pub(crate) struct Request {
    pub(crate) template: Template,
    pub(crate) data: Value,
    pub(crate) options: Options,
}

#[derive(Serialize, Deserialize)]
enum Answer {
    Document { pages: usize, areas: Vec<Area>, warnings: Vec<Diagnostic>, length: usize },
    Template { diagnostics: Vec<Diagnostic> },
    Internal { message: String },
}

/// The bytes of a request.
pub(crate) fn request(template: &Template, data: &Value, options: &Options) -> Result<Vec<u8>, Error> {
    framed(&RequestRef { template, data, options })
}

fn framed(message: &impl Serialize) -> Result<Vec<u8>, Error> {
    let mut bytes = vec![0; PREFIX];
    serde_json::to_writer(&mut bytes, message)?;
    let length = (bytes.len() - PREFIX) as u64;
    for (place, byte) in bytes.iter_mut().zip(length.to_le_bytes()) {
        *place = byte;
    }
    Ok(bytes)
}

/// Reads one request; the child's memory limit bounds it.
pub(crate) fn read_request(input: &mut impl Read) -> Result<Request, Error> {
    let mut prefix = [0; PREFIX];
    input.read_exact(&mut prefix)?;
    let mut bytes = Vec::new();
    input.take(u64::from_le_bytes(prefix)).read_to_end(&mut bytes)?;
    Ok(serde_json::from_slice(&bytes)?)
}

/// Writes the outcome.
pub(crate) fn write_answer(output: &mut impl Write, outcome: &Result<Pdf, Error>) -> Result<(), Error> {
    let (answer, bytes): (Answer, &[u8]) = match outcome {
        Ok(pdf) => {
            let (areas, warnings) = (pdf.areas.clone(), pdf.warnings.clone());
            (Answer::Document { pages: pdf.pages, areas, warnings, length: pdf.bytes.len() }, &pdf.bytes)
        }
        Err(Error::Template { diagnostics, .. }) => (Answer::Template { diagnostics: diagnostics.clone() }, &[]),
        Err(cause) => (Answer::Internal { message: cause.to_string() }, &[]),
    };
    output.write_all(&framed(&answer)?)?;
    output.write_all(bytes)?;
    output.flush()?;
    Ok(())
}

/// Reads the outcome from everything that the child wrote; `None` when it is cut short.
pub(crate) fn parse_answer(name: &str, written: &[u8]) -> Option<Result<Pdf, Error>> {
    let (prefix, rest) = written.split_first_chunk::<PREFIX>()?;
    let length = u64::from_le_bytes(*prefix);
    if length > LARGEST_ANSWER {
        return None;
    }
    let (header, bytes) = rest.split_at_checked(usize::try_from(length).ok()?)?;
    match serde_json::from_slice(header).ok()? {
        Answer::Document { pages, areas, warnings, length } if length == bytes.len() => {
            Some(Ok(Pdf { bytes: bytes.to_vec(), pages, areas, warnings }))
        }
        Answer::Document { .. } => None,
        Answer::Template { diagnostics } => Some(Err(Error::Template { name: name.to_string(), diagnostics })),
        Answer::Internal { message } => Some(Err(Error::Internal(message))),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use time::macros::datetime;

    use super::*;

    #[test]
    fn a_request_arrives_as_sent() {
        let template = Template::supplied("uji", "#json(\"/data.json\").a");
        let options = Options::new(datetime!(2026-11-21 08:00 UTC), time::macros::offset!(+9)).ident("x-1");
        let bytes = request(&template, &json!({"a": "é"}), &options).unwrap();
        let read = read_request(&mut bytes.as_slice()).unwrap();
        assert_eq!(read.template.source(), template.source());
        assert_eq!(read.data, json!({"a": "é"}));
        assert_eq!(read.options, options);
    }

    #[test]
    fn a_cut_or_foreign_answer_is_refused() {
        let pdf = Pdf { bytes: b"%PDF-1.7".to_vec(), pages: 1, areas: Vec::new(), warnings: Vec::new() };
        let mut written = Vec::new();
        write_answer(&mut written, &Ok(pdf.clone())).unwrap();
        assert_eq!(parse_answer("uji", &written).unwrap().unwrap(), pdf);
        for length in 0..written.len() {
            assert!(parse_answer("uji", &written[..length]).is_none(), "cut at {length}");
        }
        written.push(0);
        assert!(parse_answer("uji", &written).is_none(), "something follows");
        assert!(parse_answer("uji", b"GET / HTTP/1.1\r\n\r\n").is_none());
    }
}
