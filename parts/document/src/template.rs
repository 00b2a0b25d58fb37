//! A template: its name, its Typst text, and who wrote it.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// Who wrote a template; decides where it may run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Comes with the program and is covered by its tests.
    BuiltIn,
    /// Written or changed by a user: runs only in a bounded child process.
    Supplied,
}

/// The main source of a document. It reads its data with `json("/data.json")` and may import the shared library
/// (`/lib/naskah.typ` and its neighbours).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Template {
    name: Cow<'static, str>,
    source: Cow<'static, str>,
    origin: Origin,
}

impl Template {
    /// A template that comes with the program.
    pub(crate) const fn built_in(name: &'static str, source: &'static str) -> Self {
        Template { name: Cow::Borrowed(name), source: Cow::Borrowed(source), origin: Origin::BuiltIn }
    }

    /// A template that a user wrote; `name` appears in diagnostics and logs only.
    pub fn supplied(name: impl Into<String>, source: impl Into<String>) -> Self {
        Template { name: Cow::Owned(name.into()), source: Cow::Owned(source.into()), origin: Origin::Supplied }
    }

    /// The name for logs and messages.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The Typst text.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Who wrote it.
    pub fn origin(&self) -> Origin {
        self.origin
    }
}
