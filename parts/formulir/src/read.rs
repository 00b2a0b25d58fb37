//! Fields of an HTML form to answers, and what comes next.

use serde_json::{Map, Value as Json, json};

use crate::answers::{Answers, Choices, FileRef, PREFIX};
use crate::kind::Kind;
use crate::model::{Fault, Field, Form};
use crate::walk::{holds, kept};
use crate::{control, value};

/// Most rows and choices that are read; more than any form allows.
const MOST: usize = 400;
/// Longest typed text that is kept, in bytes; far beyond what any field allows, and told as too long.
const TYPED: usize = 200_000;

/// What follows when a page was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// The same page again, without faults: a row or a file came or went, or an answer opened further questions on it.
    Again,
    /// The same page with what is wrong.
    Faults(Vec<Fault>),
    /// This page.
    Step(usize),
    /// The review.
    Review,
}

/// The pairs of one form, by name.
struct Pairs<'a>(&'a [(String, String)]);

impl<'a> Pairs<'a> {
    /// Values of a control.
    fn all(&self, path: &str) -> impl Iterator<Item = &'a str> {
        let name = control(path);
        self.0.iter().filter(move |(own, _)| *own == name).map(|(_, value)| value.as_str())
    }
    /// What was typed: the last that is not empty, since a hidden empty one stands before controls that may send nothing.
    fn typed(&self, path: &str) -> &'a str {
        self.all(path).filter(|value| !value.trim().is_empty()).last().unwrap_or_default()
    }
    /// Whether the control was on the page.
    fn has(&self, path: &str) -> bool {
        let name = control(path);
        let inner = format!("{name}.");
        self.0.iter().any(|(own, _)| *own == name || own.starts_with(&inner))
    }
    /// How many rows of a group were on the page.
    fn rows(&self, path: &str) -> usize {
        let inner = format!("{}.", control(path));
        let number = |name: &str| name.strip_prefix(&inner)?.split('.').next()?.parse::<usize>().ok();
        self.0.iter().filter_map(|(name, _)| number(name)).max().map_or(0, |last| last.saturating_add(1).min(MOST))
    }
    /// The value of a button, as the path of what it is about.
    fn pressed(&self, name: &str) -> Option<&'a str> {
        self.0.iter().find(|(own, _)| own == name).and_then(|(_, value)| value.strip_prefix(PREFIX))
    }
}

fn cut(text: &str) -> &str {
    let mut end = text.len().min(TYPED);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

fn put(map: &mut Map<String, Json>, key: &str, value: Option<Json>) {
    match value {
        Some(value) => drop(map.insert(key.to_owned(), value)),
        None => drop(map.remove(key)),
    }
}

fn read_field(field: &Field, prefix: &str, pairs: &Pairs<'_>, into: &mut Map<String, Json>) {
    let path = format!("{prefix}{}", field.key);
    if !pairs.has(&path) {
        return;
    }
    match &field.kind {
        // Files come beside the pairs; those that are there stay until they are taken away.
        Kind::Upload { .. } => {}
        Kind::Many { .. } => {
            let mut ticked: Vec<Json> = Vec::new();
            for value in pairs.all(&path).map(value::tidy).filter(|value| !value.is_empty()).take(MOST) {
                if !ticked.contains(&json!(value)) {
                    ticked.push(json!(value));
                }
            }
            put(into, &field.key, (!ticked.is_empty()).then_some(Json::Array(ticked)));
        }
        Kind::Location(_) => {
            let mut place = Map::new();
            for part in ["desa", "patokan"] {
                let text = value::tidy(cut(pairs.typed(&format!("{path}.{part}"))));
                put(&mut place, part, (!text.is_empty()).then(|| json!(text)));
            }
            put(into, &field.key, (!place.is_empty()).then_some(Json::Object(place)));
        }
        Kind::Group { fields, .. } => {
            let before = into.remove(&field.key);
            let mut rows = Vec::new();
            for number in 0..pairs.rows(&path) {
                let own = before.as_ref().and_then(|before| before.get(number)).and_then(Json::as_object);
                let mut row = own.cloned().unwrap_or_default();
                for inner in fields {
                    read_field(inner, &format!("{path}.{number}."), pairs, &mut row);
                }
                rows.push(Json::Object(row));
            }
            put(into, &field.key, (!rows.is_empty()).then_some(Json::Array(rows)));
        }
        Kind::Text { .. }
        | Kind::LongText { .. }
        | Kind::Integer { .. }
        | Kind::Money { .. }
        | Kind::Date { .. }
        | Kind::Time
        | Kind::One(_)
        | Kind::YesNo
        | Kind::Consent
        | Kind::Email
        | Kind::Phone
        | Kind::Nik => put(into, &field.key, value::read(&field.kind, cut(pairs.typed(&path)))),
    }
}

/// Whether a question is asked now that was not on the page that was sent, because an answer on it opened it.
fn opens(fields: &[&Field], prefix: &str, kept: &Map<String, Json>, pairs: &Pairs<'_>) -> bool {
    fields.iter().any(|field| {
        let path = format!("{prefix}{}", field.key);
        let asked = holds(field.when.as_ref(), kept);
        let is_new = field.when.is_some() && asked && !pairs.has(&path);
        let inside = || {
            let rows = kept.get(&field.key).and_then(Json::as_array).into_iter().flatten().enumerate();
            let inner: Vec<&Field> = field.inner().iter().collect();
            !inner.is_empty()
                && rows.filter_map(|(number, row)| Some((number, row.as_object()?))).any(|(number, row)| {
                    pairs.has(&format!("{path}.{number}")) && opens(&inner, &format!("{path}.{number}."), row, pairs)
                })
        };
        is_new || (asked && inside())
    })
}

fn add(map: &mut Map<String, Json>, field: &Field) {
    let Kind::Group { max, min, .. } = &field.kind else { return };
    let rows = map.entry(field.key.clone()).or_insert_with(|| json!([]));
    if !rows.is_array() {
        *rows = json!([]);
    }
    if let Json::Array(rows) = rows {
        // What is shown for none at all is there once somebody adds to it.
        let shown = if field.required { *min as usize } else { 0 };
        while rows.len() < shown {
            rows.push(json!({}));
        }
        if rows.len() < *max as usize {
            rows.push(json!({}));
        }
    }
}

/// Takes a row or a file away, by a path such as `anggota.1` or `anggota.1.ktp.0`.
fn remove(map: &mut Map<String, Json>, path: &str) -> Option<()> {
    let mut parts: Vec<&str> = path.split('.').collect();
    let last: usize = parts.pop()?.parse().ok()?;
    let (first, rest) = parts.split_first()?;
    let mut target = map.get_mut(*first)?;
    for part in rest {
        target = match target {
            Json::Object(map) => map.get_mut(*part)?,
            Json::Array(list) => list.get_mut(part.parse::<usize>().ok()?)?,
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => return None,
        };
    }
    let list = target.as_array_mut()?;
    (last < list.len()).then(|| drop(list.remove(last)))
}

impl Form {
    /// The answers after a page was sent: what was on it is taken from the pairs, everything else stays as it was. Rows are not
    /// counted yet, so that files can be put to theirs ([`Answers::attach`]); [`Form::next`] does the rest.
    pub fn read(&self, step: usize, before: &Answers, pairs: &[(String, String)]) -> Answers {
        let mut answers = before.clone();
        for field in self.steps.get(step).into_iter().flat_map(|step| step.fields()) {
            read_field(field, "", &Pairs(pairs), &mut answers.0);
        }
        answers
    }

    /// What follows after a page was read: rows come and go, empty ones are dropped when the page is done.
    pub fn next(&self, step: usize, answers: &mut Answers, pairs: &[(String, String)], choices: &Choices) -> Next {
        let pairs = Pairs(pairs);
        let fields: Vec<&Field> = self.steps.get(step).into_iter().flat_map(|step| step.fields()).collect();
        if let Some(path) = pairs.pressed(page::ADD_ROW_FIELD) {
            if let Some(field) = fields.iter().find(|field| field.key == path) {
                add(&mut answers.0, field);
            }
            return Next::Again;
        }
        if let Some(path) = pairs.pressed(page::REMOVE_ROW_FIELD) {
            if fields.iter().any(|field| path.split('.').next() == Some(field.key.as_str())) {
                remove(&mut answers.0, path);
            }
            return Next::Again;
        }
        if opens(&fields, "", &kept(self, answers, false), &pairs) {
            return Next::Again;
        }
        for field in &fields {
            if let (Kind::Group { .. }, Some(Json::Array(rows))) = (&field.kind, answers.0.get_mut(&field.key)) {
                let mark = |row: &Json| row.as_object().is_some_and(|row| row.values().any(is_answer));
                rows.retain(mark);
                if rows.is_empty() {
                    answers.0.remove(&field.key);
                }
            }
        }
        let faults = self.check_step(step, answers, choices);
        if !faults.is_empty() {
            return Next::Faults(faults);
        }
        self.step_after(step, answers).map_or(Next::Review, Next::Step)
    }

    /// Judges a file before it is stored, for the upload control of this name. `count` files are there already.
    ///
    /// # Errors
    /// The fault beside the control; one without a path when the form asks for no such file.
    pub fn file_fault(&self, control: &str, count: usize, file: &FileRef) -> Result<(), Fault> {
        let path = control.strip_prefix(PREFIX).unwrap_or(control);
        let Some(field) = self.field_at(path) else { return Err(Fault::new("", "Berkas ini tidak diminta.")) };
        let Kind::Upload { types, max_bytes, max, .. } = &field.kind else {
            return Err(Fault::new(path, "Berkas ini tidak diminta."));
        };
        if count >= *max as usize {
            return Err(Fault::new(
                path,
                format!("“{}” paling banyak {max} berkas. Hapus salah satu lebih dahulu.", field.label),
            ));
        }
        match value::file_fault(&field.label, types, *max_bytes, &file.name, file.size, &file.media) {
            Some(message) => Err(Fault::new(path, message)),
            None => Ok(()),
        }
    }
}

fn is_answer(answer: &Json) -> bool {
    match answer {
        Json::Null => false,
        Json::String(text) => !value::is_blank(text),
        Json::Array(list) => !list.is_empty(),
        Json::Object(map) => map.values().any(is_answer),
        Json::Bool(_) | Json::Number(_) => true,
    }
}
