//! Whether answers are right, with sentences for the person.

use serde_json::{Map, Value as Json, json};

use crate::answers::{Answers, Choices};
use crate::kind::Kind;
use crate::model::{Fault, Field, Form};
use crate::value;
use crate::walk::{holds, kept};

/// Most faults that an answer of the API lists.
const MOST: usize = 100;

impl Form {
    /// What is wrong with these answers, in the order of the form; each path leads to its control by [`Fault::control`]. Questions that
    /// are not asked, empty answers and empty rows do not count.
    pub fn check(&self, answers: &Answers, choices: &Choices) -> Vec<Fault> {
        (0..self.steps.len()).flat_map(|step| self.check_step(step, answers, choices)).collect()
    }

    /// The same for one page.
    pub fn check_step(&self, step: usize, answers: &Answers, choices: &Choices) -> Vec<Fault> {
        let kept = kept(self, answers, false);
        let mut faults = Vec::new();
        let Some(step) = self.steps.get(step).filter(|step| holds(step.when.as_ref(), &kept)) else { return faults };
        for field in step.fields() {
            judge_field(field, &kept, "", false, choices, &mut faults);
        }
        faults
    }

    /// The first page on which something is missing or wrong.
    pub fn first_faulty(&self, answers: &Answers, choices: &Choices) -> Option<usize> {
        (0..self.steps.len()).find(|step| !self.check_step(*step, answers, choices).is_empty())
    }

    /// Takes the JSON of an API call: exactly what [`Form::schema`] takes, and what no schema can know besides (days counted from
    /// today, codes of villages). Nothing is dropped or guessed.
    ///
    /// # Errors
    /// What is wrong, at most a hundred; paths as in [`Form::check`].
    pub fn accept(&self, json: &Json, choices: &Choices) -> Result<Answers, Vec<Fault>> {
        let Json::Object(map) = json else { return Err(vec![Fault::new("", "Isian harus berupa objek JSON.")]) };
        let mut faults = Vec::new();
        for step in &self.steps {
            let asked = holds(step.when.as_ref(), map);
            for field in step.fields() {
                if asked {
                    judge_field(field, map, "", true, choices, &mut faults);
                } else if map.contains_key(&field.key) {
                    faults.push(hidden(field, &field.key));
                }
            }
        }
        let known: Vec<&str> = self.fields().map(|(_, field)| field.key.as_str()).collect();
        unknown(map, &known, "", &mut faults);
        faults.truncate(MOST);
        if faults.is_empty() { Ok(Answers(regular(self.fields().map(|(_, field)| field), map))) } else { Err(faults) }
    }
}

fn hidden(field: &Field, path: &str) -> Fault {
    Fault::new(path, format!("“{}” tidak ditanyakan untuk jawaban sebelumnya. Hapus isian ini.", field.label))
}

fn unknown(map: &Map<String, Json>, known: &[&str], prefix: &str, faults: &mut Vec<Fault>) {
    for key in map.keys().filter(|key| !known.contains(&key.as_str())) {
        faults.push(Fault::new(format!("{prefix}{key}"), "Isian ini tidak ada pada formulir."));
    }
}

fn judge_field(
    field: &Field,
    map: &Map<String, Json>,
    prefix: &str,
    strict: bool,
    choices: &Choices,
    faults: &mut Vec<Fault>,
) {
    let path = format!("{prefix}{}", field.key);
    let value = map.get(&field.key);
    if !holds(field.when.as_ref(), map) {
        if strict && value.is_some() {
            faults.push(hidden(field, &path));
        }
        return;
    }
    match (value, &field.kind) {
        (None, _) => {
            if field.required {
                faults.push(value::missing(field, &path));
            }
        }
        (Some(Json::Array(rows)), Kind::Group { fields, .. }) => {
            let empty = |row: &Json| row.as_object().is_some_and(Map::is_empty);
            let count = if strict { rows.len() } else { rows.iter().filter(|row| !empty(row)).count() };
            if count == 0 && !strict {
                if field.required {
                    faults.push(value::missing(field, &path));
                }
                return;
            }
            value::count_rows(field, &path, count, faults);
            for (number, row) in rows.iter().enumerate() {
                let Json::Object(row_map) = row else {
                    faults
                        .push(Fault::new(format!("{path}.{number}"), format!("“{}” harus berisi objek.", field.label)));
                    continue;
                };
                if empty(row) {
                    if strict {
                        faults.push(Fault::new(
                            format!("{path}.{number}"),
                            format!("“{}” memuat baris kosong.", field.label),
                        ));
                    }
                    continue;
                }
                let prefix = format!("{path}.{number}.");
                for inner in fields {
                    judge_field(inner, row_map, &prefix, strict, choices, faults);
                }
                if strict {
                    let known: Vec<&str> = fields.iter().map(|field| field.key.as_str()).collect();
                    unknown(row_map, &known, &prefix, faults);
                }
                if faults.len() > MOST {
                    return;
                }
            }
        }
        (Some(_), Kind::Group { .. }) => {
            faults.push(Fault::new(path, format!("“{}” harus berupa daftar.", field.label)));
        }
        (Some(value), _) => value::judge(field, value, &path, choices, faults),
    }
}

/// Whole numbers that came as `3.0` become `3`.
fn regular<'a>(fields: impl Iterator<Item = &'a Field>, map: &Map<String, Json>) -> Map<String, Json> {
    let mut out = Map::new();
    for field in fields {
        let Some(value) = map.get(&field.key) else { continue };
        let value = match (&field.kind, value) {
            (Kind::Integer { .. } | Kind::Money { .. }, number) => {
                value::whole(number).map_or_else(|| number.clone(), |whole| json!(whole))
            }
            (Kind::Group { fields, .. }, Json::Array(rows)) => {
                let empty = Map::new();
                let row = |row: &Json| Json::Object(regular(fields.iter(), row.as_object().unwrap_or(&empty)));
                Json::Array(rows.iter().map(row).collect())
            }
            (_, value) => value.clone(),
        };
        out.insert(field.key.clone(), value);
    }
    out
}
