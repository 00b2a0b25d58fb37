//! Reading a finished document back.

use document::Pdf;
use lopdf::{Document, Object};

/// A document opened for judging.
pub struct Read {
    pub document: Document,
    pub metadata: String,
}

pub fn read(pdf: &Pdf) -> Read {
    let document = Document::load_mem(&pdf.bytes).unwrap();
    let metadata = document.catalog().unwrap().get(b"Metadata").unwrap();
    let stream = document.dereference(metadata).unwrap().1.as_stream().unwrap();
    let bytes = stream.get_plain_content().unwrap();
    let metadata = String::from_utf8(bytes).unwrap();
    Read { document, metadata }
}

impl Read {
    /// The text of all pages with every run of white space made one blank.
    pub fn text(&self) -> String {
        let pages: Vec<u32> = self.document.get_pages().keys().copied().collect();
        let text = self.document.extract_text(&pages).unwrap();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    pub fn page_text(&self, page: u32) -> String {
        let text = self.document.extract_text(&[page]).unwrap();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    pub fn language(&self) -> String {
        let language = self.document.catalog().unwrap().get(b"Lang").unwrap();
        String::from_utf8_lossy(language.as_str().unwrap()).into_owned()
    }

    /// How many structure elements of the type the document has.
    pub fn tags(&self, name: &str) -> usize {
        let is_tag = |object: &&Object| {
            object
                .as_dict()
                .is_ok_and(|dict| dict.get(b"S").and_then(Object::as_name).is_ok_and(|tag| tag == name.as_bytes()))
        };
        self.document.objects.values().filter(is_tag).count()
    }
}
