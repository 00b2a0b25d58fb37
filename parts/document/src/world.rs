//! The closed world of one document: its source, the shared library, its data, our fonts and a fixed clock.
//!
//! Invariant: nothing here reads a file, a socket, the environment or the clock.

use time::OffsetDateTime;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook, FontFamily, FontList, Lang, TextElem};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use crate::fonts::{FONTS, MONO, TEXT};
use crate::templat::LIBRARY;
use crate::{Error, Template};

/// The path of the main source in diagnostics.
pub(crate) const MAIN: &str = "/main.typ";
const DATA: &str = "/data.json";

pub(crate) struct Closed {
    library: LazyHash<Library>,
    main: FileId,
    sources: Vec<Source>,
    data_id: FileId,
    data: Bytes,
    now: OffsetDateTime,
}

impl Closed {
    /// `data` is the JSON text; `now` is local to the regency.
    pub(crate) fn new(template: &Template, data: Vec<u8>, now: OffsetDateTime) -> Result<Self, Error> {
        let main = file_id(MAIN)?;
        let mut sources = vec![Source::new(main, template.source().to_string())];
        for (path, text) in LIBRARY {
            sources.push(Source::new(file_id(path)?, (*text).to_string()));
        }
        Ok(Closed {
            library: LazyHash::new(library()),
            main,
            sources,
            data_id: file_id(DATA)?,
            data: Bytes::new(data),
            now,
        })
    }

    fn local(&self, offset: Option<Duration>) -> Option<OffsetDateTime> {
        match offset {
            None => Some(self.now),
            Some(offset) => self.now.to_offset(time::UtcOffset::UTC).checked_add(offset.into()),
        }
    }
}

/// Typst's library with our defaults: Indonesian, and our fonts.
fn library() -> Library {
    let mut library = Library::builder().build();
    library.styles.set(TextElem::lang, Lang::INDONESIAN);
    library.styles.set(TextElem::font, FontList(vec![FontFamily::new(TEXT), FontFamily::new(MONO)]));
    library
}

fn file_id(path: &str) -> Result<FileId, Error> {
    let path = VirtualPath::new(path).map_err(|cause| Error::Internal(format!("path {path}: {cause:?}")))?;
    Ok(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
}

/// A moment as Typst knows it.
pub(crate) fn datetime(moment: OffsetDateTime) -> Option<Datetime> {
    Datetime::from_ymd_hms(
        moment.year(),
        u8::from(moment.month()),
        moment.day(),
        moment.hour(),
        moment.minute(),
        moment.second(),
    )
}

impl World for Closed {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &FONTS.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.sources.iter().find(|source| source.id() == id).cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data_id {
            return Ok(self.data.clone());
        }
        self.source(id).map(|source| Bytes::from_string(source.text().to_string()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.fonts.get(index).cloned()
    }

    fn today(&self, offset: Option<Duration>) -> Option<Datetime> {
        let day = self.local(offset)?;
        Datetime::from_ymd(day.year(), u8::from(day.month()), day.day())
    }
}
