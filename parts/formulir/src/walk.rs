//! Which questions are asked: branches followed from the first page on.

use serde_json::{Map, Value as Json};

use crate::answers::Answers;
use crate::condition::Condition;
use crate::kind::Kind;
use crate::model::{Field, Form, Item, Step};

pub(crate) fn holds(when: Option<&Condition>, kept: &Map<String, Json>) -> bool {
    when.is_none_or(|when| when.holds(kept))
}

/// A value without what is empty in it; `None` when nothing is left. Rows without any answer go, or stay as `{}`.
fn full(field: &Field, value: &Json, drop_rows: bool) -> Option<Json> {
    match (value, &field.kind) {
        (Json::Null, _) => None,
        (Json::String(text), _) => (!crate::value::is_blank(text)).then(|| value.clone()),
        (Json::Array(list), Kind::Group { fields, .. }) => {
            let rows: Vec<Json> = list
                .iter()
                .map(|row| Json::Object(kept_row(fields, row, drop_rows)))
                .filter(|row| !drop_rows || row.as_object().is_some_and(|row| !row.is_empty()))
                .collect();
            (!rows.is_empty()).then_some(Json::Array(rows))
        }
        (Json::Array(list), _) => (!list.is_empty()).then(|| value.clone()),
        (Json::Object(map), Kind::Location(_)) => {
            let map: Map<String, Json> = map
                .iter()
                .filter(|(_, part)| !part.as_str().is_some_and(crate::value::is_blank))
                .map(|(key, part)| (key.clone(), part.clone()))
                .collect();
            (!map.is_empty()).then_some(Json::Object(map))
        }
        (Json::Bool(_) | Json::Number(_) | Json::Object(_), _) => Some(value.clone()),
    }
}

fn kept_row(fields: &[Field], row: &Json, drop_rows: bool) -> Map<String, Json> {
    let mut kept = Map::new();
    let empty = Map::new();
    let answers = row.as_object().unwrap_or(&empty);
    for field in fields {
        if holds(field.when.as_ref(), &kept)
            && let Some(value) = answers.get(&field.key).and_then(|value| full(field, value, drop_rows))
        {
            kept.insert(field.key.clone(), value);
        }
    }
    kept
}

/// The answers that count, with rows at their places.
pub(crate) fn kept(form: &Form, answers: &Answers, drop_rows: bool) -> Map<String, Json> {
    let mut kept = Map::new();
    for step in form.steps.iter() {
        if !holds(step.when.as_ref(), &kept) {
            continue;
        }
        for field in step.fields() {
            if holds(field.when.as_ref(), &kept)
                && let Some(value) = answers.0.get(&field.key).and_then(|value| full(field, value, drop_rows))
            {
                kept.insert(field.key.clone(), value);
            }
        }
    }
    kept
}

/// Whether something stands on the page.
pub(crate) fn is_asked(step: &Step, kept: &Map<String, Json>) -> bool {
    let shown = |item: &Item| match item {
        Item::Field(field) => holds(field.when.as_ref(), kept),
        Item::Note(note) => holds(note.when.as_ref(), kept),
    };
    holds(step.when.as_ref(), kept) && step.items.iter().any(shown)
}

impl Form {
    /// The answers that count: of questions that are asked, without empty ones and without empty rows. This is what is kept in
    /// the end, and when [`Form::check`] finds nothing it meets [`Form::schema`].
    pub fn kept(&self, answers: &Answers) -> Answers {
        Answers(kept(self, answers, true))
    }

    /// The numbers of the pages that are asked after these answers.
    pub fn steps_asked(&self, answers: &Answers) -> Vec<usize> {
        let kept = kept(self, answers, false);
        self.steps.iter().enumerate().filter(|(_, step)| is_asked(step, &kept)).map(|(number, _)| number).collect()
    }

    /// The page after this one; `None` when the review follows.
    pub fn step_after(&self, step: usize, answers: &Answers) -> Option<usize> {
        self.steps_asked(answers).into_iter().find(|number| *number > step)
    }

    /// The page before this one.
    pub fn step_before(&self, step: usize, answers: &Answers) -> Option<usize> {
        self.steps_asked(answers).into_iter().rfind(|number| *number < step)
    }
}
