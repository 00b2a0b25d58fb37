//! Values as people read them.
use std::collections::BTreeMap;

use kernel::Val;
use kernel::indonesia::angka;
use kernel::indonesia::tanggal::{self, Zona};
use kernel::page;
use maud::{Markup, html};
use serde_json::Value as Json;
use uuid::Uuid;

use super::json;
use crate::field::option_label;
use crate::{Field, Kind, codes};

/// What pages need to show references and times.
#[derive(Debug, Clone)]
pub struct Lens {
    /// Zone of the regency.
    pub zone: Zona,
    /// The code lists that the shown fields are chosen from.
    pub codes: codes::Lists,
    /// Labels of the records that the shown ones refer to; one that the actor may not see has none.
    pub labels: BTreeMap<Uuid, Label>,
}

/// What a record is called and where it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Label {
    /// Its name.
    pub text: String,
    /// Its page.
    pub href: String,
}

impl Lens {
    /// Without any label.
    pub fn new(zone: Zona) -> Lens {
        Lens { zone, codes: codes::Lists::new(), labels: BTreeMap::new() }
    }
    /// What a record is called: a dash for one that is gone or that the actor may not see.
    pub fn label(&self, id: Uuid) -> &str {
        self.labels.get(&id).map_or("–", |label| label.text.as_str())
    }
}

/// As text, such as for a list, a change in a history or a message.
pub fn text(kind: &Kind, value: &Val, lens: &Lens) -> String {
    match (kind, value) {
        (_, Val::Null) => String::new(),
        (Kind::Computed { shown_as, .. }, value) => text(shown_as, value, lens),
        (Kind::Money, Val::Int(number)) => angka::rupiah_ringkas(*number),
        (Kind::Decimal { scale, .. }, Val::Int(number)) => angka::desimal(*number, *scale),
        (_, Val::Int(number)) => angka::bulat(*number),
        (_, Val::Bool(yes)) => if *yes { "Ya" } else { "Tidak" }.into(),
        (_, Val::Date(day)) => tanggal::panjang(*day),
        (_, Val::Time(at)) => tanggal::waktu_pendek(*at, lens.zone),
        (_, Val::Uuid(id)) => lens.label(*id).to_owned(),
        (Kind::Choice(options), Val::Text(key)) => option_label(options, key).to_owned(),
        (Kind::Code { list }, Val::Text(code)) => codes::name(&lens.codes, list, code).to_owned(),
        (_, Val::Text(text)) => text.clone(),
        (Kind::ManyChoice(options), Val::Json(Json::Array(keys))) => {
            keys.iter().filter_map(Json::as_str).map(|key| option_label(options, key)).collect::<Vec<_>>().join(", ")
        }
        (Kind::Location, Val::Json(parts)) => location(parts),
        (Kind::Table(columns), Val::Json(Json::Array(rows))) => {
            rows.iter().map(|row| row_text(columns, row, lens)).collect::<Vec<_>>().join("; ")
        }
        (_, Val::Json(tree)) => tree.to_string(),
        (_, Val::Real(number)) => angka::pecahan(*number, 2),
        (_, Val::Blob(_)) => String::new(),
    }
}

fn row_text(columns: &[Field], row: &Json, lens: &Lens) -> String {
    let cells = columns.iter().map(|column| text(&column.kind, &cell(column, row, lens.zone), lens));
    cells.filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(", ")
}

/// A cell of a table field as a value; null where it cannot be read any more.
pub fn cell(column: &Field, row: &Json, zone: Zona) -> Val {
    json::parse(column, row.get(column.name).unwrap_or(&Json::Null), zone).unwrap_or(Val::Null)
}

fn location(parts: &Json) -> String {
    let mut found = Vec::new();
    if let Some(region) = parts.get("wilayah").and_then(Json::as_str) {
        found.push(region.to_owned());
    }
    if let (Some(latitude), Some(longitude)) =
        (parts.get("lintang").and_then(Json::as_f64), parts.get("bujur").and_then(Json::as_f64))
    {
        found.push(format!("{latitude:.6}, {longitude:.6}"));
    }
    found.join(" · ")
}

/// As it stands on a page: with links, line breaks and tables.
pub fn markup(field: &Field, value: &Val, lens: &Lens) -> Markup {
    match (field.shown_kind(), value) {
        (_, Val::Null) => html! {},
        (Kind::LongText { .. }, Val::Text(text)) => html! { span.teks-panjang { (lines(text)) } },
        (_, Val::Uuid(id)) => match lens.labels.get(id) {
            Some(label) if !label.href.is_empty() => {
                html! { a.govuk-link href=(page::safe_href(&label.href)) { (label.text) } }
            }
            Some(label) => html! { (label.text) },
            None => html! { span.pudar { "tidak dapat dilihat" } },
        },
        (Kind::Table(columns), Val::Json(Json::Array(rows))) => table(field, columns, rows, lens),
        (kind, value) => html! { (text(kind, value, lens)) },
    }
}

fn lines(text: &str) -> Markup {
    html! { @for (place, line) in text.lines().enumerate() { @if place > 0 { br; } (line) } }
}

fn table(field: &Field, columns: &[Field], rows: &[Json], lens: &Lens) -> Markup {
    let heads = columns.iter().map(|column| {
        if column.kind.is_number() { page::Column::numeric(column.label) } else { page::Column::new(column.label) }
    });
    let body = rows.iter().map(|row| {
        page::Row::new(
            columns.iter().map(|column| html! { (text(&column.kind, &cell(column, row, lens.zone), lens)) }).collect(),
        )
    });
    page::table(&page::Table {
        caption: field.label.into(),
        caption_hidden: true,
        columns: heads.collect(),
        rows: body.collect(),
        ..page::Table::default()
    })
}

/// Every record that a value refers to, with the register it belongs to.
pub fn references(kind: &Kind, value: &Val, found: &mut Vec<(&'static str, Uuid)>) {
    match (kind, value) {
        (Kind::Computed { shown_as, .. }, value) => references(shown_as, value, found),
        (kind, Val::Uuid(id)) => found.extend(kind.target().map(|target| (target, *id))),
        (Kind::Table(columns), Val::Json(Json::Array(rows))) => {
            for row in rows {
                for column in *columns {
                    let id = row.get(column.name).and_then(Json::as_str).and_then(|text| text.parse::<Uuid>().ok());
                    if let (Some(target), Some(id)) = (column.kind.target(), id) {
                        found.push((target, id));
                    }
                }
            }
        }
        (
            _,
            Val::Null
            | Val::Bool(_)
            | Val::Int(_)
            | Val::Real(_)
            | Val::Text(_)
            | Val::Blob(_)
            | Val::Json(_)
            | Val::Time(_)
            | Val::Date(_),
        ) => {}
    }
}
