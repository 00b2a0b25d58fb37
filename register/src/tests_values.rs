//! Every way out of a value is read back by its way in as the same value; the API's description describes itself well.
use std::collections::BTreeSet;

use kernel::Val;
use kernel::indonesia::tanggal::Zona;
use kernel::web::Form;
use proptest::prelude::*;
use serde_json::{Value as Json, json};
use testkit::{Site, on_both};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use crate::tests_register::{BARANG, UJI};
use crate::value::cell::{self, Cell};
use crate::value::{Style, form, json as value_json, parse, plain};
use crate::{Field, Kind, MODULE};

const ZONE: Zona = Zona::Wita;

fn text(max: usize) -> BoxedStrategy<String> {
    let most = max.min(60);
    prop::string::string_regex(&format!("[ -~é≥]{{1,{most}}}"))
        .unwrap()
        .prop_filter("trimmed and not empty", |text| !text.trim().is_empty())
        .prop_map(|text| text.trim().to_owned())
        .boxed()
}

fn day() -> impl Strategy<Value = Date> {
    (0..400_000_i32).prop_map(|days| Date::from_julian_day(2_378_497 + days).unwrap())
}

fn value(field: &'static Field) -> BoxedStrategy<Val> {
    match field.kind {
        Kind::Text { max } | Kind::LongText { max } => text(max).prop_map(Val::Text).boxed(),
        Kind::Integer { min, max } | Kind::Decimal { min, max, .. } => (min..=max).prop_map(Val::Int).boxed(),
        Kind::Money => any::<i64>().prop_map(Val::Int).boxed(),
        Kind::Date => day().prop_map(Val::Date).boxed(),
        Kind::DateTime => (day(), 0..1440_i64)
            .prop_map(|(day, minute)| Val::Time(day.midnight().assume_utc() + time::Duration::minutes(minute)))
            .prop_filter(
                "inside the years that are read, in every zone",
                |value| matches!(value, Val::Time(at) if (1801..2999).contains(&OffsetDateTime::year(*at))),
            )
            .boxed(),
        Kind::YesNo => any::<bool>().prop_map(Val::Bool).boxed(),
        Kind::Choice(options) => prop::sample::select(options).prop_map(|(key, _)| Val::Text(key.into())).boxed(),
        Kind::Code { .. } => text(40).prop_map(Val::Text).boxed(),
        Kind::ManyChoice(options) => prop::sample::subsequence(options, 1..=options.len())
            .prop_map(|keys| Val::Json(keys.into_iter().map(|(key, _)| Json::from(key)).collect()))
            .boxed(),
        Kind::Reference { .. } | Kind::Person | Kind::Unit | Kind::File => {
            any::<u128>().prop_map(|id| Val::Uuid(Uuid::from_u128(id))).boxed()
        }
        Kind::Table(columns) => {
            let row: Vec<_> =
                columns.iter().map(|column| (Just(column), prop::option::weighted(0.7, value(column)))).collect();
            let row = row.prop_map(|cells| {
                let cells = cells.into_iter().map(|(column, value)| {
                    // A required cell of a row is never empty.
                    let value = value.unwrap_or(if column.required { Val::Text("x".into()) } else { Val::Null });
                    (column.name.to_owned(), value_json::write(&column.kind, &value))
                });
                Json::Object(cells.collect())
            });
            prop::collection::vec(row, 1..4).prop_map(|rows| Val::Json(Json::Array(rows))).boxed()
        }
        Kind::Location => (-90_000_000..=90_000_000_i64, -180_000_000..=180_000_000_i64)
            .prop_map(|(latitude, longitude)| {
                value_json::place("", "14.09.01.2001", Some(latitude), Some(longitude)).unwrap()
            })
            .boxed(),
        Kind::Computed { .. } => Just(Val::Null).boxed(),
    }
}

fn any_value() -> impl Strategy<Value = (&'static Field, Val)> {
    let each = BARANG.fields.iter().filter(|field| field.is_stored()).map(|field| (Just(field), value(field)).boxed());
    prop::strategy::Union::new(each)
}

proptest! {
    #[test]
    fn what_is_written_is_read_back((field, value) in any_value()) {
        let sent = value_json::write(&field.kind, &value);
        prop_assert_eq!(value_json::parse(field, &sent, ZONE), Ok(value.clone()), "JSON of {}", field.name);
        let machine = parse::machine(&field.kind, &value, ZONE);
        prop_assert_eq!(parse::text(field, &machine, Style::File, ZONE), Ok(value.clone()), "file form of {}: {}", field.name, machine);
        if field.kind.is_text() {
            let defused = Cell::Text(cell::defused(&machine));
            prop_assert_eq!(cell::parse(field, &defused, ZONE), Ok(value.clone()), "cell of {}", field.name);
        }
        // A text that is JSON comes back from the log in its sorted form.
        if !matches!(&value, Val::Text(text) if text.starts_with(['{', '['])) {
            prop_assert_eq!(plain::read(&field.kind, &kernel::audit::plain(&value)), value.clone(), "log form of {}", field.name);
        }
        if !matches!(field.kind, Kind::File) {
            let mut pairs = vec![];
            form::write(field, &value, ZONE, &mut pairs);
            prop_assert_eq!(form::read(field, &Form::from_pairs(pairs), ZONE), Ok(value), "form of {}", field.name);
        }
    }

    #[test]
    fn no_text_makes_a_reader_panic(text in ".{0,40}", place in 0..20_usize) {
        let field = &BARANG.fields[place % BARANG.fields.len()];
        for style in [Style::Person, Style::File] {
            let _ = parse::text(field, &text, style, ZONE);
        }
        if let Ok(tree) = serde_json::from_str::<Json>(&text) {
            let _ = value_json::parse(field, &tree, ZONE);
        }
    }
}

fn references(tree: &Json, found: &mut BTreeSet<String>) {
    match tree {
        Json::Object(map) => {
            found.extend(map.get("$ref").and_then(Json::as_str).map(str::to_owned));
            map.values().for_each(|value| references(value, found));
        }
        Json::Array(items) => items.iter().for_each(|item| references(item, found)),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
    }
}

#[test]
fn the_description_of_the_api_is_whole() {
    on_both(&[&MODULE, &UJI], async |site: &mut Site| {
        let document = site.visitor().get("/api/v1/openapi.json").await.ok().json();
        assert_eq!(document["openapi"], json!("3.1.0"));
        let mut found = BTreeSet::new();
        references(&document, &mut found);
        for reference in found {
            assert!(document.pointer(reference.trim_start_matches('#')).is_some(), "{reference} leads nowhere");
        }
        let mut ids = BTreeSet::new();
        let mut described = BTreeSet::new();
        for (path, methods) in document["paths"].as_object().unwrap() {
            for (method, operation) in methods.as_object().unwrap() {
                assert!(ids.insert(operation["operationId"].as_str().unwrap().to_owned()), "{method} {path}");
                described.insert(format!("{} {path}", method.to_uppercase()));
                let inside: BTreeSet<&str> =
                    path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')).collect();
                let named =
                    operation["parameters"].as_array().unwrap().iter().filter(|parameter| parameter["in"] == "path");
                assert_eq!(
                    inside,
                    named.map(|parameter| parameter["name"].as_str().unwrap()).collect(),
                    "{method} {path}"
                );
                assert!(operation["responses"].as_object().unwrap().keys().any(|status| status.starts_with('2')));
            }
        }
        let real = site.app.routes().table().into_iter().filter(|info| matches!(info.access, kernel::Access::Token(_)));
        let real: BTreeSet<String> = real.map(|info| format!("{} {}", info.method, info.path)).collect();
        assert_eq!(described, real, "every route of the API is described, and nothing else");
        for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
            let mut alone = schema.clone();
            alone["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
            assert!(jsonschema::meta::is_valid(&alone), "schema {name}");
        }
        let record = &document["components"]["schemas"]["barang"];
        let admin = site.person("admin", &[("admin", crate::testing::UNIT)]).await;
        let pairs = crate::testing::form(&BARANG, 7, &[], &[("tanggal", "01-02-2026"), ("sampai", "03-04-2026")]);
        let fields: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let href = admin.upload("/barang", &fields, &[]).await.redirects().location();
        let bearer = crate::testing::token(site, &admin, &[crate::tests_register::LIHAT]).await;
        let served = bearer.get(&format!("/api/v1{href}")).await.ok().json();
        let validator = jsonschema::draft202012::new(record).unwrap();
        let faults: Vec<String> = validator.iter_errors(&served).map(|fault| fault.to_string()).collect();
        assert_eq!(faults, Vec::<String>::new(), "a served record fits its schema");
        let markdown = crate::dictionary::markdown(&site.app);
        assert!(markdown.contains("## Barang (`barang`)") && markdown.contains("| Nama | `nama` |"));
    });
}
