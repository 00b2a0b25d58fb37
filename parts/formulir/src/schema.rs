//! A form as JSON Schema (2020-12).

use serde_json::{Map, Value as Json, json};

use crate::condition::Condition;
use crate::kind::{Kind, Landmark};
use crate::model::{Choice, Field, Form, Item, Note, Step};
use crate::{pattern, value};

/// The dialect.
pub(crate) const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

impl Form {
    /// The whole document: schema and presentation. [`Form::parse`] reads it back.
    pub fn document(&self) -> Json {
        let fields: Vec<(&Field, Vec<&Condition>)> = self
            .steps
            .iter()
            .flat_map(|step| step.fields().map(|field| (field, step.when.iter().chain(&field.when).collect())))
            .collect();
        let mut map = object(&fields);
        map.insert("$schema".into(), json!(DIALECT));
        put_text(&mut map, "title", &self.title);
        put_text(&mut map, "description", &self.about);
        map.insert("x-langkah".into(), self.steps.iter().map(step).collect());
        Json::Object(map)
    }

    /// The plain JSON Schema of the answers, for the API.
    pub fn schema(&self) -> Json {
        plain(self.document())
    }
}

/// The same without presentation. No field begins with `x-`, since its name has no `-`.
fn plain(json: Json) -> Json {
    match json {
        Json::Object(map) => {
            map.into_iter().filter(|(key, _)| !key.starts_with("x-")).map(|(key, value)| (key, plain(value))).collect()
        }
        Json::Array(list) => list.into_iter().map(plain).collect(),
        other @ (Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_)) => other,
    }
}

fn put_text(map: &mut Map<String, Json>, key: &str, text: &str) {
    if !text.is_empty() {
        map.insert(key.to_owned(), json!(text));
    }
}

fn put_condition(map: &mut Map<String, Json>, when: Option<&Condition>) {
    if let Some(when) = when {
        map.insert("x-bila".into(), when.json());
    }
}

fn step(step: &Step) -> Json {
    let mut map = Map::from_iter([("kunci".to_owned(), json!(step.key)), ("judul".to_owned(), json!(step.title))]);
    put_text(&mut map, "keterangan", &step.about);
    put_condition(&mut map, step.when.as_ref());
    let item = |item: &Item| match item {
        Item::Field(field) => json!(field.key),
        Item::Note(note) => self::note(note),
    };
    map.insert("isi".into(), step.items.iter().map(item).collect());
    Json::Object(map)
}

fn note(note: &Note) -> Json {
    let mut map = Map::new();
    put_text(&mut map, "judul", &note.title);
    put_text(&mut map, "teks", &note.text);
    put_condition(&mut map, note.when.as_ref());
    Json::Object(map)
}

/// An object with these fields, each with the conditions under which it is asked: branches become `if`, `then`, `else`, one
/// for each condition.
fn object(fields: &[(&Field, Vec<&Condition>)]) -> Map<String, Json> {
    let mut branches: Vec<(Json, Vec<&Field>)> = Vec::new();
    for (field, conditions) in fields {
        let schemas: Vec<Json> = conditions.iter().map(|condition| condition.schema()).collect();
        let schema = match <[Json; 1]>::try_from(schemas) {
            Ok([single]) => single,
            Err(none) if none.is_empty() => continue,
            Err(several) => json!({ "allOf": several }),
        };
        match branches.iter_mut().find(|(known, _)| *known == schema) {
            Some((_, fields)) => fields.push(field),
            None => branches.push((schema, vec![field])),
        }
    }
    let branch = |(condition, fields): (Json, Vec<&Field>)| {
        let mut map = Map::from_iter([("if".to_owned(), condition)]);
        let required: Vec<&str> =
            fields.iter().filter(|field| field.required).map(|field| field.key.as_str()).collect();
        if !required.is_empty() {
            map.insert("then".into(), json!({ "required": required }));
        }
        let none: Map<String, Json> = fields.iter().map(|field| (field.key.clone(), json!(false))).collect();
        map.insert("else".into(), json!({ "properties": none }));
        Json::Object(map)
    };
    let branches: Vec<Json> = branches.into_iter().map(branch).collect();
    let always = |(field, conditions): &&(&Field, Vec<&Condition>)| field.required && conditions.is_empty();
    let required: Vec<&str> = fields.iter().filter(always).map(|(field, _)| field.key.as_str()).collect();
    let mut map = Map::from_iter([
        ("type".to_owned(), json!("object")),
        ("properties".to_owned(), fields.iter().map(|(field, _)| (field.key.clone(), property(field))).collect()),
        ("additionalProperties".to_owned(), json!(false)),
    ]);
    if !required.is_empty() {
        map.insert("required".into(), json!(required));
    }
    if !branches.is_empty() {
        map.insert("allOf".into(), json!(branches));
    }
    map
}

/// The schema of one field with its presentation.
pub(crate) fn property(field: &Field) -> Json {
    let Json::Object(mut map) = of_kind(&field.kind) else { return Json::Null };
    map.insert("title".into(), json!(field.label));
    put_text(&mut map, "description", &field.hint);
    map.insert("x-jenis".into(), json!(field.kind.word()));
    if field.required {
        map.insert("x-wajib".into(), json!(true));
    }
    put_condition(&mut map, field.when.as_ref());
    Json::Object(map)
}

fn options(choices: &[Choice]) -> Json {
    let option = |choice: &Choice| {
        let mut map =
            Map::from_iter([("const".to_owned(), json!(choice.value)), ("title".to_owned(), json!(choice.label))]);
        put_text(&mut map, "description", &choice.hint);
        Json::Object(map)
    };
    choices.iter().map(option).collect()
}

fn of_kind(kind: &Kind) -> Json {
    match kind {
        Kind::Text { min, max, pattern: wanted, message, completion } => {
            let mut json = json!({ "type": "string", "minLength": min, "maxLength": max, "allOf": [{ "pattern": pattern::line() }] });
            if let Some(map) = json.as_object_mut() {
                put_text(map, "pattern", wanted.as_deref().unwrap_or_default());
                put_text(map, "x-pesan", message);
                put_text(map, "x-otomatis", completion.map_or("", |completion| completion.word()));
            }
            json
        }
        Kind::LongText { min, max } => {
            json!({ "type": "string", "minLength": min, "maxLength": max, "pattern": pattern::lines() })
        }
        Kind::Integer { min, max, unit } => {
            let mut json = json!({ "type": "integer", "minimum": min, "maximum": max });
            if let Some(map) = json.as_object_mut() {
                put_text(map, "x-satuan", unit);
            }
            json
        }
        Kind::Money { min, max } => json!({ "type": "integer", "minimum": min, "maximum": max }),
        Kind::Date { from, to } => {
            let mut json = json!({ "type": "string", "format": "date", "pattern": pattern::DATE });
            if let Some(map) = json.as_object_mut() {
                put_text(map, "x-dari", &from.map(|from| from.word()).unwrap_or_default());
                put_text(map, "x-sampai", &to.map(|to| to.word()).unwrap_or_default());
            }
            json
        }
        Kind::Time => json!({ "type": "string", "pattern": pattern::TIME }),
        Kind::One(choices) => json!({ "type": "string", "oneOf": options(choices) }),
        Kind::Many { choices, min, max } => json!({
            "type": "array", "uniqueItems": true, "minItems": min, "maxItems": max,
            "items": { "type": "string", "oneOf": options(choices) },
        }),
        Kind::YesNo => json!({ "type": "boolean" }),
        Kind::Consent => json!({ "type": "boolean", "const": true }),
        Kind::Email => json!({
            "type": "string", "format": "email", "maxLength": pattern::EMAIL_MAX, "pattern": pattern::EMAIL,
            "allOf": [{ "pattern": pattern::EMAIL_LOCAL }],
        }),
        Kind::Phone => json!({ "type": "string", "pattern": pattern::PHONE }),
        Kind::Nik => json!({ "type": "string", "pattern": pattern::NIK }),
        Kind::Upload { types, max_bytes, min, max } => {
            let words: Vec<&str> = types.iter().map(|kind| kind.word()).collect();
            let media: Vec<&str> = types.iter().map(|kind| kind.media()).collect();
            json!({
                "type": "array", "minItems": min, "maxItems": max, "x-berkas": words, "x-terbesar": max_bytes,
                "items": {
                    "type": "object", "additionalProperties": false, "required": ["id", "nama", "ukuran", "jenis"],
                    "properties": {
                        "id": { "type": "string", "pattern": pattern::UUID },
                        "nama": { "type": "string", "minLength": 1, "maxLength": value::FILE_NAME, "pattern": pattern::unhidden() },
                        "ukuran": { "type": "integer", "minimum": 1, "maximum": max_bytes },
                        "jenis": { "enum": media },
                    },
                },
            })
        }
        Kind::Location(landmark) => {
            let line = |most: usize| json!({ "type": "string", "minLength": 1, "maxLength": most, "pattern": pattern::line() });
            let mut properties = Map::from_iter([("desa".to_owned(), line(value::VILLAGE))]);
            if *landmark != Landmark::None {
                properties.insert("patokan".into(), line(value::LANDMARK));
            }
            let required = if *landmark == Landmark::Required { json!(["desa", "patokan"]) } else { json!(["desa"]) };
            json!({
                "type": "object", "properties": properties, "required": required, "additionalProperties": false,
                "x-patokan": landmark.word(),
            })
        }
        Kind::Group { fields, min, max, one } => {
            let pairs: Vec<(&Field, Vec<&Condition>)> =
                fields.iter().map(|field| (field, field.when.iter().collect())).collect();
            let mut items = object(&pairs);
            // A row without any answer is none.
            items.insert("minProperties".into(), json!(1));
            items.insert("x-urutan".into(), fields.iter().map(|field| json!(field.key)).collect());
            let mut json = json!({ "type": "array", "minItems": min, "maxItems": max, "items": items });
            if let Some(map) = json.as_object_mut() {
                put_text(map, "x-satuan", one);
            }
            json
        }
    }
}
