//! JSON Schema (2020-12) of fields and registers, for the API's description.
use serde_json::{Map, Value as Json, json};

use crate::extra::Extra;
use crate::{Field, Kind, Register};

/// The schema of a field's value as the API sends it.
pub fn of_field(field: &Field) -> Json {
    let mut schema = of_kind(&field.kind);
    if let Some(map) = schema.as_object_mut() {
        map.insert("title".into(), json!(field.label));
        if !field.hint.is_empty() {
            map.insert("description".into(), json!(field.hint));
        }
        if !field.required {
            nullable(map);
        }
        if matches!(field.kind, Kind::Computed { .. }) {
            map.insert("readOnly".into(), json!(true));
        }
        if !field.is_shown() {
            map.insert("writeOnly".into(), json!(true));
        }
        map.insert("x-kelas".into(), json!(field.class.word()));
    }
    schema
}

fn nullable(map: &mut Map<String, Json>) {
    if let Some(Json::String(kind)) = map.get("type").cloned() {
        map.insert("type".into(), json!([kind, "null"]));
    }
    if let Some(Json::Array(options)) = map.get_mut("enum") {
        options.push(Json::Null);
    }
}

fn of_kind(kind: &Kind) -> Json {
    match kind {
        Kind::Text { max } | Kind::LongText { max } => json!({ "type": "string", "maxLength": max }),
        Kind::Integer { min, max } => {
            let mut schema =
                Map::from_iter([("type".to_owned(), json!("integer")), ("format".to_owned(), json!("int64"))]);
            if *min != i64::MIN {
                schema.insert("minimum".into(), json!(min));
            }
            if *max != i64::MAX {
                schema.insert("maximum".into(), json!(max));
            }
            Json::Object(schema)
        }
        Kind::Money => {
            json!({ "type": "string", "pattern": "^-?[0-9]{1,17}(\\.[0-9]{1,2})?$", "examples": ["1250000.50"] })
        }
        Kind::Decimal { scale, .. } => {
            json!({ "type": "string", "pattern": format!("^-?[0-9]{{1,{}}}(\\.[0-9]{{1,{scale}}})?$", 18 - u32::from(*scale)) })
        }
        Kind::Date => json!({ "type": "string", "format": "date" }),
        Kind::DateTime => json!({ "type": "string", "format": "date-time" }),
        Kind::YesNo => json!({ "type": "boolean" }),
        Kind::Choice(options) => json!({ "type": "string", "enum": keys(options) }),
        Kind::Code { list } => {
            json!({ "type": "string", "maxLength": crate::value::parse::CODE_MAX, "x-daftar-kode": list })
        }
        Kind::ManyChoice(options) => {
            json!({ "type": "array", "uniqueItems": true, "items": { "type": "string", "enum": keys(options) } })
        }
        Kind::Reference { .. } | Kind::Person | Kind::Unit => {
            json!({ "type": "string", "format": "uuid", "x-rujukan": kind.target() })
        }
        Kind::File => json!({ "type": "string", "format": "uuid", "x-rujukan": "file" }),
        Kind::Table(columns) => {
            let properties: Map<String, Json> =
                columns.iter().map(|column| (column.name.to_owned(), of_field(column))).collect();
            let required: Vec<&str> =
                columns.iter().filter(|column| column.required).map(|column| column.name).collect();
            json!({
                "type": "array",
                "maxItems": crate::field::TABLE_MAX,
                "items": { "type": "object", "properties": properties, "required": required, "additionalProperties": false },
            })
        }
        Kind::Location => json!({
            "type": "object",
            "properties": {
                "wilayah": { "type": "string", "pattern": "^[0-9.]+$" },
                "lintang": { "type": "number", "minimum": -90, "maximum": 90 },
                "bujur": { "type": "number", "minimum": -180, "maximum": 180 },
            },
            "additionalProperties": false,
        }),
        Kind::Computed { shown_as, .. } => of_kind(shown_as),
    }
}

fn keys(options: crate::Options) -> Vec<&'static str> {
    options.iter().map(|(key, _)| *key).collect()
}

/// The schema of a record as the API answers with it.
pub fn of_record(register: &Register) -> Json {
    let mut properties = Map::new();
    let read_only = |mut schema: Json| {
        if let Some(map) = schema.as_object_mut() {
            map.insert("readOnly".into(), json!(true));
        }
        schema
    };
    properties.insert("id".into(), read_only(json!({ "type": "string", "format": "uuid" })));
    properties.insert("version".into(), read_only(json!({ "type": "integer", "minimum": 1 })));
    properties.insert("created".into(), read_only(json!({ "type": "string", "format": "date-time" })));
    properties.insert("updated".into(), read_only(json!({ "type": "string", "format": "date-time" })));
    properties.insert(
        "unit".into(),
        json!({ "type": ["string", "null"], "format": "uuid", "x-rujukan": "perangkat_daerah" }),
    );
    if let Some(flow) = register.flow {
        let states: Vec<&str> = flow.states.iter().map(|state| state.key).collect();
        properties.insert("status".into(), read_only(json!({ "type": "string", "enum": states })));
        if flow.has_deadline() {
            properties.insert("tenggat".into(), read_only(json!({ "type": ["string", "null"], "format": "date" })));
        }
    }
    for field in register.fields {
        properties.insert(field.name.to_owned(), of_field(field));
    }
    properties.insert("tambahan".into(), json!({ "type": "object", "description": "Isian tambahan kabupaten." }));
    let filters: Vec<&str> = register.fields.iter().filter(|field| field.filter).map(|field| field.name).collect();
    let sortable = |field: &&Field| field.kind.is_ordered() && field.class != crate::Class::Secret;
    let sorts: Vec<&str> =
        ["id"].into_iter().chain(register.fields.iter().filter(sortable).map(|field| field.name)).collect();
    json!({
        "type": "object",
        "title": register.singular,
        "description": register.about,
        "properties": properties,
        "required": ["id", "version"],
        "x-saring": filters,
        "x-urut": sorts,
        "x-wajib": register.fields.iter().filter(|field| field.required).map(|field| field.name).collect::<Vec<_>>(),
    })
}

/// The schema of what a client sends: without what the system sets; `whole` for a new record, else only what changes.
pub fn of_input(record: &Json, whole: bool) -> Json {
    let mut properties = Map::new();
    if let Some(Json::Object(all)) = record.get("properties") {
        for (name, schema) in all {
            let fixed = schema.get("readOnly") == Some(&Json::Bool(true)) || (name == "unit" && !whole);
            if !fixed {
                properties.insert(name.clone(), schema.clone());
            }
        }
    }
    let mut schema = json!({ "type": "object", "properties": properties, "additionalProperties": false });
    if whole && let (Some(map), Some(required)) = (schema.as_object_mut(), record.get("x-wajib")) {
        map.insert("required".into(), required.clone());
    }
    schema
}

/// The schemas of extra fields as one object.
pub fn of_extras(extras: &[Extra]) -> Json {
    let properties: Map<String, Json> = extras.iter().map(|extra| (extra.name.clone(), extra.schema())).collect();
    json!({ "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "properties": properties, "additionalProperties": true })
}
