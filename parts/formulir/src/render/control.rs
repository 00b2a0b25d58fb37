//! The control of one field.

use indonesia::kalimat;
use maud::{Markup, html};
use page::{ButtonKind, ChoiceLayout, Control, Text, TextKind, Width, control_id};
use serde_json::{Map, Value as Json};

use super::{Page, group};
use crate::answers::FileRef;
use crate::kind::{FileType, Kind, Landmark};
use crate::model::{Choice, Field};
use crate::{control, value};

/// More choices than this are a list that opens, else each has a circle of its own.
const CIRCLES: usize = 8;

/// The control of a field with its answer. `prefix` is the path of the row that it is in; `kept` are the answers that branches
/// look at.
pub(super) fn of_field(
    field: &Field,
    prefix: &str,
    answers: &Map<String, Json>,
    kept: &Map<String, Json>,
    page: &Page<'_>,
) -> Markup {
    let name = control(&format!("{prefix}{}", field.key));
    let error = page.error(&name);
    let value = answers.get(&field.key);
    let text = value::typed(&field.kind, value);
    let shared = Control {
        name: &name,
        label: &field.label,
        hint: &field.hint,
        error,
        optional: !field.required,
        ..Control::default()
    };
    match &field.kind {
        Kind::Text { max, completion, .. } => {
            let width = match max {
                0..=10 => Width::Chars10,
                11..=30 => Width::Chars20,
                31.. => Width::Full,
            };
            let autocomplete = completion.filter(|_| prefix.is_empty()).map_or("", |completion| completion.attribute());
            page::text_input(&shared, &text, &Text { width, autocomplete, ..Text::default() })
        }
        Kind::LongText { max, .. } => page::textarea(&shared, &text, 5, Some(*max)),
        Kind::Integer { unit, .. } => page::number(&shared, &text, false, unit),
        Kind::Money { .. } => page::money(&shared, &text),
        Kind::Date { .. } => page::date(&shared, &text),
        Kind::Time => page::time(&shared, &text),
        Kind::One(choices) => one(&shared, &text, choices),
        Kind::Many { choices, .. } => {
            let ticked: Vec<&str> =
                value.and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str).collect();
            let choices: Vec<page::Choice<'_>> = choices.iter().map(choice).collect();
            html! { (page::hidden(&name, "")) (page::checkboxes(&shared, &ticked, &choices, ChoiceLayout::Stacked)) }
        }
        Kind::YesNo => html! { (page::hidden(&name, "")) (page::yes_no(&shared, value.and_then(Json::as_bool))) },
        Kind::Consent => {
            html! { (page::hidden(&name, "")) (page::checkbox(&shared, value.and_then(Json::as_bool) == Some(true))) }
        }
        Kind::Email => {
            typed(&shared, &text, TextKind::Email, Width::Full, if prefix.is_empty() { "email" } else { "" })
        }
        Kind::Phone => {
            typed(&shared, &text, TextKind::Telephone, Width::Chars20, if prefix.is_empty() { "tel" } else { "" })
        }
        Kind::Nik => typed(&shared, &text, TextKind::Digits, Width::Chars20, ""),
        Kind::Upload { types, max_bytes, max, .. } => upload(&shared, value, (types, *max_bytes, *max)),
        Kind::Location(landmark) => location(&shared, value, *landmark, page),
        Kind::Group { fields, min, max, one } => {
            let least = if field.required { *min as usize } else { 0 };
            let group = group::Group { fields, least, most: *max as usize, one, key: &field.key };
            group::of(&shared, &group, (value, kept.get(&field.key)), page)
        }
    }
}

fn typed(shared: &Control<'_>, text: &str, kind: TextKind, width: Width, autocomplete: &str) -> Markup {
    page::text_input(shared, text, &Text { kind, width, autocomplete, ..Text::default() })
}

fn choice(choice: &Choice) -> page::Choice<'_> {
    page::Choice::new(&*choice.value, &*choice.label).with_hint(&*choice.hint)
}

fn one(shared: &Control<'_>, text: &str, choices: &[Choice]) -> Markup {
    let few = choices.len() <= CIRCLES;
    let choices: Vec<page::Choice<'_>> = choices.iter().map(choice).collect();
    if few {
        html! { (page::hidden(shared.name, "")) (page::radios(shared, text, &choices, ChoiceLayout::Stacked)) }
    } else {
        page::select(shared, text, &choices, "Pilih …")
    }
}

fn upload(shared: &Control<'_>, value: Option<&Json>, rules: (&[FileType], u64, u32)) -> Markup {
    let (types, max_bytes, most) = rules;
    let files: Vec<FileRef> =
        value.and_then(Json::as_array).into_iter().flatten().filter_map(FileRef::from_json).collect();
    let names: Vec<&str> = types.iter().map(|kind| kind.name()).collect();
    let accept: Vec<&str> = types.iter().map(|kind| kind.accept()).collect();
    let count = if most > 1 { format!("paling banyak {most} berkas, masing-masing ") } else { String::new() };
    let limits = format!("{}, {count}paling besar {}.", kalimat::daftar_atau(&names), kalimat::ukuran(max_bytes));
    let full = files.len() >= most as usize;
    let id = control_id(shared.name);
    html! {
        (page::hidden(shared.name, ""))
        @if full {
            // The control is gone, the links of an error summary still need a place to lead to.
            div.govuk-form-group.govuk-form-group--error[shared.error.is_some()] id=(id) {
                p.govuk-label { (shared.label) }
                @if let Some(error) = shared.error {
                    p.govuk-error-message { span.govuk-visually-hidden { "Kesalahan: " } (error) }
                }
                (chosen(shared.name, &files))
            }
        } @else {
            (page::upload(shared, &page::Upload {
                accept: &accept.join(","), multiple: most > 1, limits: &limits, max_bytes: Some(max_bytes),
            }))
            (chosen(shared.name, &files))
        }
    }
}

/// The files that are there, each with a button that takes it away.
fn chosen(name: &str, files: &[FileRef]) -> Markup {
    html! {
        @if !files.is_empty() {
            ul.govuk-list {
                @for (number, file) in files.iter().enumerate() {
                    li {
                        (file.name) " (" (kalimat::ukuran(file.size)) ") "
                        (page::button(&page::Button {
                            label: "Hapus", kind: ButtonKind::Text, name: page::REMOVE_ROW_FIELD,
                            value: &format!("{name}.{number}"), about: &file.name, ..page::Button::default()
                        }))
                    }
                }
            }
        }
    }
}

fn location(shared: &Control<'_>, value: Option<&Json>, landmark: Landmark, page: &Page<'_>) -> Markup {
    let part = |key: &str| value.and_then(|value| value.get(key)).and_then(Json::as_str).unwrap_or_default();
    let (village_name, landmark_name) = (format!("{}.desa", shared.name), format!("{}.patokan", shared.name));
    let village = Control {
        name: &village_name,
        label: "Desa atau kelurahan",
        error: page.error(&village_name),
        ..Control::default()
    };
    let near = Control {
        name: &landmark_name,
        label: "Patokan",
        hint: "Nama jalan, nomor rumah, RT/RW, atau bangunan yang mudah ditemukan di dekatnya.",
        error: page.error(&landmark_name),
        optional: landmark == Landmark::Asked,
        ..Control::default()
    };
    let id = control_id(shared.name);
    let hint = (!shared.hint.is_empty()).then(|| format!("{id}-petunjuk"));
    let wrong = shared.error.map(|_| format!("{id}-kesalahan"));
    let described: Vec<String> = hint.clone().into_iter().chain(wrong.clone()).collect();
    let described = (!described.is_empty()).then(|| described.join(" "));
    html! {
        div.govuk-form-group.govuk-form-group--error[shared.error.is_some()] id=(id) {
            fieldset.govuk-fieldset aria-describedby=[described] {
                legend.govuk-fieldset__legend {
                    (shared.label) @if shared.optional { " " span.opsional { "(tidak wajib)" } }
                }
                @if let Some(hint) = &hint { div.govuk-hint id=(hint) { (shared.hint) } }
                @if let (Some(wrong), Some(error)) = (&wrong, shared.error) {
                    p.govuk-error-message id=(wrong) { span.govuk-visually-hidden { "Kesalahan: " } (error) }
                }
                @if page.choices.districts.is_empty() {
                    (page::text_input(&village, part("desa"), &Text::default()))
                } @else {
                    (villages(&village, part("desa"), page))
                }
                @if landmark != Landmark::None { (page::text_input(&near, part("patokan"), &Text::default())) }
            }
        }
    }
}

/// One list of villages, grouped by district. A village that is not in it any more stays chosen, so that it is seen and said.
fn villages(control: &Control<'_>, code: &str, page: &Page<'_>) -> Markup {
    let id = control_id(control.name);
    let wrong = control.error.map(|_| format!("{id}-kesalahan"));
    let unknown = !code.is_empty() && page.choices.village(code).is_none();
    html! {
        div.govuk-form-group.govuk-form-group--error[control.error.is_some()] {
            label.govuk-label for=(id) { (control.label) }
            @if let (Some(wrong), Some(error)) = (&wrong, control.error) {
                p.govuk-error-message id=(wrong) { span.govuk-visually-hidden { "Kesalahan: " } (error) }
            }
            select.govuk-select.govuk-select--error[control.error.is_some()] id=(id) name=(control.name)
                aria-describedby=[wrong.as_deref()] aria-invalid=[control.error.map(|_| "true")] {
                option value="" { "Pilih …" }
                @if unknown { option value=(code) selected { (code) } }
                @for district in &page.choices.districts {
                    optgroup label=(district.name) {
                        @for village in &district.villages {
                            option value=(village.code) selected[village.code == code] { (village.name) }
                        }
                    }
                }
            }
        }
    }
}
