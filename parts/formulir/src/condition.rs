//! When a field is asked: tests over earlier answers, which JSON Schema can express too.

use indonesia::{angka, kalimat};
use serde_json::{Map, Value as Json, json};

use crate::kind::Kind;
use crate::model::Field;

/// Tests, all or one of which must hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Condition {
    /// All must hold; else one is enough.
    pub all: bool,
    /// The tests, at least one.
    pub tests: Vec<Test>,
}

/// One test of an earlier answer. An answer that is not there meets none but [`Is::Empty`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Test {
    /// The field that it looks at.
    pub field: String,
    /// What must hold.
    pub is: Is,
}

/// What a test asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Is {
    /// The choice is one of these.
    OneOf(Vec<String>),
    /// The choice is none of these.
    NoneOf(Vec<String>),
    /// One of these is among the ticked ones.
    Contains(Vec<String>),
    /// The answer is yes.
    Yes,
    /// The answer is no.
    No,
    /// The number is within these limits.
    Between {
        /// Smallest.
        from: Option<i64>,
        /// Largest.
        to: Option<i64>,
    },
    /// There is an answer.
    Filled,
    /// There is none.
    Empty,
}

impl Condition {
    /// A single test.
    pub fn of(field: impl Into<String>, is: Is) -> Condition {
        Condition { all: true, tests: vec![Test { field: field.into(), is }] }
    }

    /// Whether it holds for these answers.
    pub fn holds(&self, answers: &Map<String, Json>) -> bool {
        let mut tests = self.tests.iter().map(|test| test.holds(answers));
        if self.all { tests.all(|held| held) } else { tests.any(|held| held) }
    }

    /// As JSON Schema over the object that holds the fields.
    pub(crate) fn schema(&self) -> Json {
        let tests: Vec<Json> = self.tests.iter().map(Test::schema).collect();
        match <[Json; 1]>::try_from(tests) {
            Ok([single]) => single,
            Err(tests) => json!({ if self.all { "allOf" } else { "anyOf" }: tests }),
        }
    }

    /// As it stands in the document.
    pub(crate) fn json(&self) -> Json {
        let tests: Vec<Json> = self.tests.iter().map(Test::json).collect();
        json!({ if self.all { "semua" } else { "salah_satu" }: tests })
    }

    /// In words, for the builder: `Pemohon adalah “Badan usaha”`.
    pub fn words<'a>(&self, field: impl Fn(&str) -> Option<&'a Field>) -> String {
        let tests: Vec<String> = self.tests.iter().map(|test| test.words(field(&test.field))).collect();
        if self.all { kalimat::daftar_dan(&tests) } else { kalimat::daftar_atau(&tests) }
    }
}

fn text_of(json: &Json) -> &str {
    json.as_str().unwrap_or_default()
}

impl Test {
    fn holds(&self, answers: &Map<String, Json>) -> bool {
        let answer = answers.get(&self.field);
        let Some(answer) = answer else { return self.is == Is::Empty };
        match &self.is {
            Is::OneOf(values) => answer.as_str().is_some_and(|text| values.iter().any(|value| value == text)),
            Is::NoneOf(values) => answer.as_str().is_none_or(|text| !values.iter().any(|value| value == text)),
            Is::Contains(values) => answer
                .as_array()
                .is_some_and(|list| list.iter().any(|one| values.iter().any(|value| value == text_of(one)))),
            Is::Yes => *answer == json!(true),
            Is::No => *answer == json!(false),
            Is::Between { from, to } => crate::value::whole(answer)
                .is_some_and(|number| from.is_none_or(|from| number >= from) && to.is_none_or(|to| number <= to)),
            Is::Filled => true,
            Is::Empty => false,
        }
    }

    fn schema(&self) -> Json {
        let with = |rule: Json| json!({ "required": [self.field], "properties": { self.field.as_str(): rule } });
        match &self.is {
            Is::OneOf(values) => with(json!({ "enum": values })),
            Is::NoneOf(values) => with(json!({ "not": { "enum": values } })),
            Is::Contains(values) => with(json!({ "contains": { "enum": values } })),
            Is::Yes => with(json!({ "const": true })),
            Is::No => with(json!({ "const": false })),
            Is::Between { from, to } => {
                let mut rule = Map::new();
                if let Some(from) = from {
                    rule.insert("minimum".into(), json!(from));
                }
                if let Some(to) = to {
                    rule.insert("maximum".into(), json!(to));
                }
                with(Json::Object(rule))
            }
            Is::Filled => json!({ "required": [self.field] }),
            Is::Empty => json!({ "not": { "required": [self.field] } }),
        }
    }

    fn json(&self) -> Json {
        let mut test = Map::from_iter([("isian".to_owned(), json!(self.field))]);
        let mut put = |key: &str, value: Json| test.insert(key.to_owned(), value);
        match &self.is {
            Is::OneOf(values) => drop(put("adalah", json!(values))),
            Is::NoneOf(values) => drop(put("bukan", json!(values))),
            Is::Contains(values) => drop(put("memuat", json!(values))),
            Is::Yes => drop(put("adalah", json!(true))),
            Is::No => drop(put("adalah", json!(false))),
            Is::Between { from, to } => {
                if let Some(from) = from {
                    put("dari", json!(from));
                }
                if let Some(to) = to {
                    put("sampai", json!(to));
                }
            }
            Is::Filled => drop(put("terisi", json!(true))),
            Is::Empty => drop(put("terisi", json!(false))),
        }
        Json::Object(test)
    }

    /// In words. A field that is not known is called by its key.
    pub fn words(&self, field: Option<&Field>) -> String {
        let name = format!("“{}”", field.map_or(self.field.as_str(), |field| &field.label));
        let choices = field.map_or(&[][..], |field| field.kind.choices());
        let labels = |values: &[String]| {
            let found: Vec<String> = values
                .iter()
                .map(|value| {
                    let label =
                        choices.iter().find(|choice| choice.value == *value).map_or(value, |choice| &choice.label);
                    format!("“{label}”")
                })
                .collect();
            kalimat::daftar_atau(&found)
        };
        let is_money = field.is_some_and(|field| matches!(field.kind, Kind::Money { .. }));
        let number = |number: i64| {
            if is_money { format!("Rp{}", angka::bulat(number)) } else { angka::bulat(number) }
        };
        match &self.is {
            Is::OneOf(values) => format!("{name} adalah {}", labels(values)),
            Is::NoneOf(values) => format!("{name} bukan {}", labels(values)),
            Is::Contains(values) => format!("{name} memuat {}", labels(values)),
            Is::Yes => format!("{name} dijawab ya"),
            Is::No => format!("{name} dijawab tidak"),
            Is::Between { from: Some(from), to: Some(to) } => {
                format!("{name} antara {} dan {}", number(*from), number(*to))
            }
            Is::Between { from: Some(from), to: None } => format!("{name} paling kecil {}", number(*from)),
            Is::Between { from: None, to: Some(to) } => format!("{name} paling besar {}", number(*to)),
            Is::Between { from: None, to: None } | Is::Filled => format!("{name} diisi"),
            Is::Empty => format!("{name} tidak diisi"),
        }
    }
}
