//! The parts of a form.

use crate::condition::Condition;
use crate::kind::Kind;

/// Most fields of a form, those inside groups counted.
pub const MAX_FIELDS: usize = 200;

/// Something that is wrong with a document or with an answer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// Where: of an answer the path of the field, such as `nama` or `anggota.0.nik`; of a document a JSON path.
    pub path: String,
    /// What is wrong and how to mend it, one sentence for the person.
    pub message: String,
}

impl Fault {
    /// A fault from any two texts.
    pub fn new(path: impl Into<String>, message: impl Into<String>) -> Fault {
        Fault { path: path.into(), message: message.into() }
    }

    /// The name of the control that it stands beside.
    pub fn control(&self) -> String {
        crate::control(&self.path)
    }
}

/// Faults of answers as the error summary of a page takes them.
pub fn form_errors(faults: &[Fault]) -> Vec<page::FormError> {
    faults.iter().map(|fault| page::FormError::new(fault.control(), &fault.message)).collect()
}

/// A form. Made by [`Form::parse`]; whoever changes its parts asks [`Form::faults`] afterwards.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Form {
    /// What the form is called.
    pub title: String,
    /// What it is for; empty for nothing.
    pub about: String,
    /// Its pages, in order.
    pub steps: Vec<Step>,
}

/// One page of a form.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Step {
    /// Its name in addresses: small letters, digits and `_`.
    pub key: String,
    /// Heading of the page.
    pub title: String,
    /// What the page is about; empty for nothing.
    pub about: String,
    /// Only then it is asked; looks at earlier pages.
    pub when: Option<Condition>,
    /// What stands on it, in order.
    pub items: Vec<Item>,
}

/// What stands on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// A question.
    Field(Field),
    /// A heading or an explanation.
    Note(Note),
}

/// A heading, an explanation, or both.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Note {
    /// Heading; empty for none.
    pub title: String,
    /// Paragraphs, parted by empty lines; empty for none.
    pub text: String,
    /// Only then it is shown.
    pub when: Option<Condition>,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its name in the answers: small letters, digits and `_`.
    pub key: String,
    /// What is asked.
    pub label: String,
    /// How to answer; empty for nothing.
    pub hint: String,
    /// It must be answered (when it is asked at all).
    pub required: bool,
    /// Only then it is asked.
    pub when: Option<Condition>,
    /// What it holds.
    pub kind: Kind,
}

/// One thing to choose.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choice {
    /// What is stored: letters, digits, `_`, `.` and `-`.
    pub value: String,
    /// What people read.
    pub label: String,
    /// More about it; empty for nothing.
    pub hint: String,
}

impl Step {
    /// Its questions.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.items.iter().filter_map(|item| match item {
            Item::Field(field) => Some(field),
            Item::Note(_) => None,
        })
    }
}

impl Field {
    /// The fields of a group; none of all others.
    pub fn inner(&self) -> &[Field] {
        if let Kind::Group { fields, .. } = &self.kind { fields } else { &[] }
    }
}

impl Form {
    /// Its questions, page by page, with the number of their page; those inside groups are in [`Field::inner`].
    pub fn fields(&self) -> impl Iterator<Item = (usize, &Field)> {
        self.steps.iter().enumerate().flat_map(|(number, step)| step.fields().map(move |field| (number, field)))
    }

    /// The question of this name outside groups.
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.fields().map(|(_, field)| field).find(|field| field.key == key)
    }

    /// The question at the path of an answer, such as `nama`, `anggota.0.nama` or `lokasi.desa`.
    pub fn field_at(&self, path: &str) -> Option<&Field> {
        let mut parts = path.split('.');
        let field = self.field(parts.next()?)?;
        let Kind::Group { fields, .. } = &field.kind else { return Some(field) };
        match (parts.next(), parts.next()) {
            (Some(_), Some(inner)) => fields.iter().find(|field| field.key == inner),
            (_, None) | (None, _) => Some(field),
        }
    }

    /// The number of the page of this name.
    pub fn step(&self, key: &str) -> Option<usize> {
        self.steps.iter().position(|step| step.key == key)
    }

    /// Whether files are asked for anywhere, so that the form must be sent as `multipart/form-data`.
    pub fn has_uploads(&self) -> bool {
        self.fields().any(|(_, field)| takes_files(field))
    }

    /// The same for one page.
    pub fn step_has_uploads(&self, step: usize) -> bool {
        self.steps.get(step).is_some_and(|step| step.fields().any(takes_files))
    }
}

fn takes_files(field: &Field) -> bool {
    matches!(field.kind, Kind::Upload { .. }) || field.inner().iter().any(takes_files)
}
