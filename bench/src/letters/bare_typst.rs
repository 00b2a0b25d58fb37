//! The bare call of the typesetter: the same template, data, fonts and settings, and nothing around it.
use std::sync::LazyLock;

use document::Template;
use time::OffsetDateTime;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook, FontFamily, FontList, Lang, TextElem};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

/// The shared library of the templates.
const LIBRARY: [(&str, &str); 7] = [
    ("/lib/bilangan.typ", include_str!("../../../data/templat/lib/bilangan.typ")),
    ("/lib/grafik.typ", include_str!("../../../data/templat/lib/grafik.typ")),
    ("/lib/kop.typ", include_str!("../../../data/templat/lib/kop.typ")),
    ("/lib/naskah.typ", include_str!("../../../data/templat/lib/naskah.typ")),
    ("/lib/surat.typ", include_str!("../../../data/templat/lib/surat.typ")),
    ("/lib/tabel.typ", include_str!("../../../data/templat/lib/tabel.typ")),
    ("/lib/tanda_tangan.typ", include_str!("../../../data/templat/lib/tanda_tangan.typ")),
];

struct Ready {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    sources: Vec<Source>,
}

/// What is the same for all letters, made once.
static READY: LazyLock<Option<Ready>> = LazyLock::new(|| {
    let files: [&[u8]; 5] = [
        include_bytes!("../../../parts/document/fonts/texgyreheros-regular.otf"),
        include_bytes!("../../../parts/document/fonts/texgyreheros-bold.otf"),
        include_bytes!("../../../parts/document/fonts/texgyreheros-italic.otf"),
        include_bytes!("../../../parts/document/fonts/texgyreheros-bolditalic.otf"),
        include_bytes!("../../../parts/document/fonts/DejaVuSansMono.ttf"),
    ];
    let fonts: Vec<Font> = files.iter().flat_map(|data| Font::iter(Bytes::new(*data))).collect();
    let mut library = Library::builder().build();
    library.styles.set(TextElem::lang, Lang::INDONESIAN);
    let families = ["TeX Gyre Heros", "DejaVu Sans Mono"].map(FontFamily::new);
    library.styles.set(TextElem::font, FontList(families.to_vec()));
    let sources = LIBRARY.iter().map(|(path, text)| Some(Source::new(file_id(path)?, (*text).to_owned())));
    let sources = sources.collect::<Option<_>>()?;
    let book = LazyHash::new(FontBook::from_fonts(&fonts));
    Some(Ready { library: LazyHash::new(library), book, fonts, sources })
});

fn file_id(path: &str) -> Option<FileId> {
    Some(FileId::new(RootedPath::new(VirtualRoot::Project, VirtualPath::new(path).ok()?)))
}

/// A letter that is ready to be set.
pub struct Bare {
    ready: &'static Ready,
    main: Source,
    data_id: FileId,
    data: Bytes,
    now: Datetime,
    options: PdfOptions,
}

impl Bare {
    /// From a template, its data and its instant.
    pub fn new(template: &Template, data: &serde_json::Value, now: OffsetDateTime, name: &str) -> Option<Bare> {
        let (hour, minute, second) = (now.hour(), now.minute(), now.second());
        let now = Datetime::from_ymd_hms(now.year(), u8::from(now.month()), now.day(), hour, minute, second)?;
        let options = PdfOptions {
            ident: Smart::Custom(name.to_owned()),
            creator: Smart::Custom(Some("Pendopo".into())),
            timestamp: Some(Timestamp::new_utc(now)),
            standards: PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1]).ok()?,
            ..PdfOptions::default()
        };
        Some(Bare {
            ready: READY.as_ref()?,
            main: Source::new(file_id("/main.typ")?, template.source().to_owned()),
            data_id: file_id("/data.json")?,
            data: Bytes::new(serde_json::to_vec(data).ok()?),
            now,
            options,
        })
    }

    /// Sets it: what is timed.
    pub fn pdf(&self) -> anyhow::Result<Vec<u8>> {
        let document = typst::compile::<PagedDocument>(self).output;
        let document = document.map_err(|faults| anyhow::anyhow!("not set: {faults:?}"))?;
        typst_pdf::pdf(&document, &self.options).map_err(|faults| anyhow::anyhow!("not written: {faults:?}"))
    }
}

impl World for Bare {
    fn library(&self) -> &LazyHash<Library> {
        &self.ready.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.ready.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let mut all = self.ready.sources.iter().chain([&self.main]);
        all.find(|source| source.id() == id).cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data_id { Ok(self.data.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.ready.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        Some(self.now)
    }
}
