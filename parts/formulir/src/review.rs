//! What was answered, for people: the review before sending, and the summary for officers, documents and mail.

use indonesia::kalimat;
use maud::{Markup, html};
use page::{Fact, Link};
use serde_json::{Map, Value as Json};

use crate::answers::{Answers, Choices, FileRef};
use crate::kind::Kind;
use crate::model::{Field, Form};
use crate::value;
use crate::walk::{holds, is_asked, kept};

/// The answers of one page of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Number of the page.
    pub step: usize,
    /// Its heading.
    pub title: String,
    /// Its questions, in order; a group has the lines of each of its rows.
    pub lines: Vec<Line>,
}

/// One question with its answer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    /// Path of the answer, such as `nama` or `anggota.0.nik`.
    pub path: String,
    /// What was asked; inside a group with the row in front: `Anggota 1: Nama`.
    pub label: String,
    /// The answer as people read it; line breaks stay. Empty when it was not answered; of files their names.
    pub value: String,
    /// The files of an upload.
    pub files: Vec<FileRef>,
}

impl Form {
    /// The questions that are asked with their answers, page by page; also those that were left empty.
    pub fn parts(&self, answers: &Answers, choices: &Choices) -> Vec<Part> {
        let kept = kept(self, answers, true);
        let asked =
            |step: &crate::Step| is_asked(step, &kept) && step.fields().any(|field| holds(field.when.as_ref(), &kept));
        let part = |(step, of): (usize, &crate::Step)| {
            let mut lines = Vec::new();
            for field in of.fields() {
                push(field, "", "", &kept, choices, &mut lines);
            }
            Part { step, title: of.title.clone(), lines }
        };
        self.steps.iter().enumerate().filter(|(_, step)| asked(step)).map(part).collect()
    }

    /// What was answered as label and value, without what was left empty: for the officer, the document, the mail.
    pub fn summary(&self, answers: &Answers, choices: &Choices) -> Vec<(String, String)> {
        let lines = self.parts(answers, choices).into_iter().flat_map(|part| part.lines);
        lines.filter(|line| !line.value.is_empty()).map(|line| (line.label, line.value)).collect()
    }

    /// The review page: a card for each page of the form, with a link "Ubah" to the address that `href` gives for its number.
    pub fn review(&self, answers: &Answers, choices: &Choices, href: impl Fn(usize) -> String) -> Markup {
        html! {
            @for part in self.parts(answers, choices) {
                (page::card(&part.title, &[Link::new("Ubah", href(part.step))], page::summary_list(&facts(&part.lines, |_| None))))
            }
        }
    }

    /// The answers for who reads them: cards without links; `file` gives the address from which a file is loaded down.
    pub fn shown(&self, answers: &Answers, choices: &Choices, file: impl Fn(&FileRef) -> Option<String>) -> Markup {
        html! {
            @for part in self.parts(answers, choices) {
                (page::card(&part.title, &[], page::summary_list(&facts(&part.lines, &file))))
            }
        }
    }
}

fn facts<'a>(lines: &'a [Line], file: impl Fn(&FileRef) -> Option<String>) -> Vec<Fact<'a>> {
    let value = |line: &Line| {
        html! {
            @if line.files.is_empty() {
                @for (number, text) in line.value.lines().enumerate() { @if number > 0 { br; } (text) }
            } @else {
                @for (number, one) in line.files.iter().enumerate() {
                    @if number > 0 { br; }
                    @match file(one) {
                        Some(href) => a.govuk-link href=(page::safe_href(&href)) download { (one.name) },
                        None => (one.name),
                    }
                    " (" (kalimat::ukuran(one.size)) ")"
                }
            }
        }
    };
    lines.iter().map(|line| Fact::new(&*line.label, value(line))).collect()
}

fn push(field: &Field, prefix: &str, row: &str, kept: &Map<String, Json>, choices: &Choices, lines: &mut Vec<Line>) {
    if !holds(field.when.as_ref(), kept) {
        return;
    }
    let path = format!("{prefix}{}", field.key);
    let label = if row.is_empty() { field.label.clone() } else { format!("{row}: {}", field.label) };
    let value = kept.get(&field.key);
    match (&field.kind, value) {
        (Kind::Group { fields, one, .. }, Some(Json::Array(rows))) => {
            let one = if one.is_empty() { &field.label } else { one };
            for (number, inner) in rows.iter().enumerate() {
                let Some(map) = inner.as_object() else { continue };
                let row = capital(&format!("{one} {}", number + 1));
                for inner in fields {
                    push(inner, &format!("{path}.{number}."), &row, map, choices, lines);
                }
            }
        }
        (Kind::Upload { .. }, Some(Json::Array(list))) => {
            let files: Vec<FileRef> = list.iter().filter_map(FileRef::from_json).collect();
            let value = files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>().join(", ");
            lines.push(Line { path, label, value, files });
        }
        (kind, value) => {
            let value = value.map(|value| value::shown(kind, value, choices)).unwrap_or_default();
            lines.push(Line { path, label, value, files: vec![] });
        }
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
