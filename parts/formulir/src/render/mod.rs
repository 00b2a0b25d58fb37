//! A page of a form as HTML: what stands inside the `<form>`, without its buttons.

mod control;
mod group;

use maud::{Markup, html};
use serde_json::{Map, Value as Json};

use crate::answers::{Answers, Choices};
use crate::model::{Fault, Form, Item, Note};
use crate::walk::{holds, kept};

/// What every control needs to know.
pub(crate) struct Page<'a> {
    faults: Vec<page::FormError>,
    choices: &'a Choices,
}

impl Page<'_> {
    fn error(&self, name: &str) -> Option<&str> {
        page::error_of(&self.faults, name)
    }
}

impl Form {
    /// The questions of one page with the answers so far and the faults beside them. It goes inside [`page::form`] (multipart
    /// when [`Form::step_has_uploads`]); heading, error summary and buttons are the caller's. Questions that depend on others of
    /// the same page appear when it is sent ([`Next::Again`](crate::Next::Again)).
    pub fn render(&self, step: usize, answers: &Answers, faults: &[Fault], choices: &Choices) -> Markup {
        let page = Page { faults: crate::form_errors(faults), choices };
        let kept = kept(self, answers, false);
        let items = self.steps.get(step).map_or(&[][..], |step| &step.items);
        html! {
            @for item in items {
                @match item {
                    Item::Note(note) => { @if holds(note.when.as_ref(), &kept) { (self::note(note)) } }
                    Item::Field(field) => {
                        @if holds(field.when.as_ref(), &kept) {
                            (control::of_field(field, "", &answers.0, &kept, &page))
                        }
                    }
                }
            }
        }
    }
}

/// A heading and paragraphs.
fn note(note: &Note) -> Markup {
    html! {
        @if !note.title.is_empty() { h2.govuk-heading-m { (note.title) } }
        (paragraphs(&note.text))
    }
}

/// Paragraphs are parted by empty lines; other line breaks stay.
pub(crate) fn paragraphs(text: &str) -> Markup {
    let text = text.replace("\r\n", "\n");
    html! {
        @for paragraph in text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()) {
            p.govuk-body {
                @for (number, line) in paragraph.lines().enumerate() { @if number > 0 { br; } (line) }
            }
        }
    }
}

/// The object of a row.
pub(crate) fn row_of(rows: Option<&Json>, number: usize) -> Map<String, Json> {
    rows.and_then(|rows| rows.get(number)).and_then(Json::as_object).cloned().unwrap_or_default()
}
