//! What can go wrong, for the template's author, for the log, and in a sentence for people.

use std::fmt;

use serde::{Deserialize, Serialize};
use typst::diag::{Severity, SourceDiagnostic};
use typst::syntax::DiagSpan;
use typst::{World, WorldExt};

/// A place in a template, counted from 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// `/main.typ` is the template itself; `/lib/..` the shared library.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// One message of Typst, for the template's author.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// Where, unless it concerns the whole document.
    pub place: Option<Place>,
    /// Typst's words.
    pub message: String,
    /// Typst's advice.
    pub hints: Vec<String>,
    /// Where it was called from, innermost first: leads from the library to the author's own line.
    pub trace: Vec<Place>,
    /// False for a warning.
    pub fatal: bool,
}

impl Diagnostic {
    pub(crate) fn from_typst(world: &dyn World, source: &SourceDiagnostic) -> Self {
        let mut trace: Vec<Place> = source.trace.iter().filter_map(|point| place(world, point.span.into())).collect();
        // A fault inside one of Typst's own functions has no place but the call.
        let own = place(world, source.span);
        let place = if own.is_none() && !trace.is_empty() { Some(trace.remove(0)) } else { own };
        Diagnostic {
            place,
            message: source.message.to_string(),
            hints: source.hints.iter().map(|hint| hint.v.to_string()).collect(),
            trace,
            fatal: source.severity == Severity::Error,
        }
    }
}

fn place(world: &dyn World, span: DiagSpan) -> Option<Place> {
    let id = span.id()?;
    let source = world.source(id).ok()?;
    let (line, column) = source.lines().byte_to_line_column(world.range(span)?.start)?;
    Some(Place { file: id.get().vpath().get_with_slash().to_string(), line: line + 1, column: column + 1 })
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(out, "{}:{}:{}: ", place.file, place.line, place.column)?;
        }
        out.write_str(&self.message)?;
        for hint in &self.hints {
            write!(out, " ({hint})")?;
        }
        for place in &self.trace {
            write!(out, ", from {}:{}:{}", place.file, place.line, place.column)?;
        }
        Ok(())
    }
}

/// Why a child process was stopped or ended without an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// Processor or wall time used up.
    Time,
    /// Address space used up.
    Memory,
    /// The document grew past the output limit.
    Output,
    /// It ended otherwise: nesting too deep for the stack, or a fault in the typesetter.
    Crash,
}

/// Why there is no document.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The template is wrong, or does not fit its data or the standard; at least one diagnostic.
    #[error("template {name}: {}", join(.diagnostics))]
    Template {
        /// The template's name.
        name: String,
        /// Typst's messages.
        diagnostics: Vec<Diagnostic>,
    },
    /// The data could not be written as JSON.
    #[error("document data: {0}")]
    Data(#[from] serde_json::Error),
    /// The request is larger than the limit.
    #[error("document request of {size} bytes, at most {limit}")]
    TooLarge {
        /// Its size in bytes.
        size: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// A child process was stopped.
    #[error("document child stopped: {0:?}")]
    Stopped(Stop),
    /// A supplied template was handed to a renderer without child processes.
    #[error("template {0} is supplied by a user and needs a child process")]
    NeedsChild(String),
    /// The child could not be started or talked to.
    #[error("document child: {0}")]
    Child(#[from] std::io::Error),
    /// A fault of ours: a broken font, an answer that cannot be read, a panic in the typesetter.
    #[error("document: {0}")]
    Internal(String),
}

fn join(diagnostics: &[Diagnostic]) -> String {
    diagnostics.iter().map(Diagnostic::to_string).collect::<Vec<_>>().join("; ")
}

impl Error {
    /// One sentence for the person who asked for the document, without inner words.
    pub fn public(&self) -> &'static str {
        match self {
            Error::Template { .. } => "Dokumen tidak dapat dibuat karena templatnya mengandung kesalahan.",
            Error::TooLarge { .. } => "Data terlalu besar untuk dibuat menjadi satu dokumen.",
            Error::Stopped(Stop::Time) => "Pembuatan dokumen dihentikan karena melampaui batas waktu.",
            Error::Stopped(Stop::Memory) => "Pembuatan dokumen dihentikan karena melampaui batas memori.",
            Error::Stopped(Stop::Output) => "Pembuatan dokumen dihentikan karena hasilnya terlalu besar.",
            Error::Data(_)
            | Error::Stopped(Stop::Crash)
            | Error::NeedsChild(_)
            | Error::Child(_)
            | Error::Internal(_) => "Dokumen tidak dapat dibuat karena gangguan pada sistem.",
        }
    }
}
