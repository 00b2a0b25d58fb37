//! A group that repeats: a fieldset for each row, and buttons that work without JavaScript.

use maud::{Markup, html};
use page::{Button, ButtonKind, Control, control_id};
use serde_json::Value as Json;

use super::control::of_field;
use super::{Page, row_of};
use crate::control;
use crate::model::Field;
use crate::walk::holds;

/// What a group is made of.
pub(super) struct Group<'a> {
    pub fields: &'a [Field],
    /// Rows that are shown from the start.
    pub least: usize,
    pub most: usize,
    /// What a row is called; empty for the label of the group.
    pub one: &'a str,
    pub key: &'a str,
}

/// The rows with their answers and what branches look at.
pub(super) fn of(
    shared: &Control<'_>,
    group: &Group<'_>,
    rows: (Option<&Json>, Option<&Json>),
    page: &Page<'_>,
) -> Markup {
    let id = control_id(shared.name);
    let (answers, kept) = rows;
    let given = answers.and_then(Json::as_array).map_or(0, Vec::len);
    let count = given.max(group.least);
    let one = if group.one.is_empty() { "isian" } else { group.one };
    let hint = (!shared.hint.is_empty()).then(|| format!("{id}-petunjuk"));
    let wrong = shared.error.map(|_| format!("{id}-kesalahan"));
    let described: Vec<String> = hint.clone().into_iter().chain(wrong.clone()).collect();
    let described = (!described.is_empty()).then(|| described.join(" "));
    html! {
        div.govuk-form-group.govuk-form-group--error[shared.error.is_some()] {
            fieldset.govuk-fieldset aria-describedby=[described] {
                legend.govuk-fieldset__legend.govuk-fieldset__legend--m {
                    (shared.label) @if shared.optional { " " span.opsional { "(tidak wajib)" } }
                }
                @if let Some(hint) = &hint { div.govuk-hint id=(hint) { (shared.hint) } }
                @if let (Some(wrong), Some(error)) = (&wrong, shared.error) {
                    p.govuk-error-message id=(wrong) { span.govuk-visually-hidden { "Kesalahan: " } (error) }
                }
                (page::hidden(shared.name, ""))
                @for number in 0..count { (row(group, number, one, (answers, kept), given, page)) }
                @if count < group.most {
                    button.govuk-button.govuk-button--secondary type="submit" id=(id) name=(page::ADD_ROW_FIELD)
                        value=(shared.name) { "Tambah " (one) }
                } @else {
                    p.govuk-hint id=(id) tabindex="-1" { "Paling banyak " (group.most) " " (one) "." }
                }
            }
        }
    }
}

fn row(
    group: &Group<'_>,
    number: usize,
    one: &str,
    rows: (Option<&Json>, Option<&Json>),
    given: usize,
    page: &Page<'_>,
) -> Markup {
    let path = format!("{}.{number}", group.key);
    let (answers, kept) = (row_of(rows.0, number), row_of(rows.1, number));
    let title = format!("{} {}", capital(one), number + 1);
    html! {
        fieldset.govuk-fieldset.kelompok {
            legend.govuk-fieldset__legend.govuk-fieldset__legend--s { (title) }
            @for field in group.fields {
                @if holds(field.when.as_ref(), &kept) { (of_field(field, &format!("{path}."), &answers, &kept, page)) }
            }
            @if number < given {
                (page::button(&Button {
                    label: "Hapus", kind: ButtonKind::Text, name: page::REMOVE_ROW_FIELD, value: &control(&path),
                    about: &title, ..Button::default()
                }))
            }
        }
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
