//! The control of a field. What it holds comes from the form as it was typed, so nothing is lost when something is wrong.
use std::collections::BTreeMap;

use kernel::module::Code;
use kernel::page::{self, Choice, ChoiceLayout, Control, FormError, Reference, Text};
use kernel::web::Form;
use maud::{Markup, html};
use uuid::Uuid;

use crate::codes::Lists;
use crate::extra::{Extra, ExtraKind};
use crate::value::form::row_count;
use crate::value::show::Label;
use crate::{Field, Kind};

/// Empty rows that a table field offers beside the filled ones.
const SPARE_ROWS: usize = 3;

/// What the controls of a form need to know.
pub(crate) struct Sheet<'a> {
    /// What was typed, or what the record holds.
    pub form: &'a Form,
    /// What is wrong.
    pub errors: &'a [FormError],
    /// Registers with few records: all of them, to choose from a list.
    pub small: BTreeMap<&'static str, Vec<(Uuid, String)>>,
    /// The code lists that fields of the form are chosen from.
    pub codes: Lists,
    /// Names of what is chosen now.
    pub labels: BTreeMap<Uuid, Label>,
    /// The control whose search button was pressed, and what was found.
    pub found: Option<(String, Vec<(Uuid, String)>)>,
    /// Names of the files that the record holds now.
    pub files: BTreeMap<&'static str, String>,
}

/// The control of a field under its own name.
pub(crate) fn field(field: &'static Field, sheet: &Sheet<'_>) -> Markup {
    single(field, field.name, field.label, sheet)
}

fn single(field: &'static Field, name: &str, label: &str, sheet: &Sheet<'_>) -> Markup {
    let control = Control {
        name,
        label,
        hint: field.hint,
        error: page::error_of(sheet.errors, name),
        optional: !field.required,
        ..Control::default()
    };
    let value = sheet.form.get(name);
    match &field.kind {
        Kind::Text { max } => {
            let hint = if field.is_shown() { field.hint } else { "Kosongkan bila tidak berubah." };
            let kind = if field.is_shown() { page::TextKind::Plain } else { page::TextKind::Password };
            let max_length = (*max > 200).then(|| u32::try_from(*max).unwrap_or(u32::MAX));
            page::text_input(&Control { hint, ..control }, value, &Text { kind, max_length, ..Text::default() })
        }
        Kind::LongText { max } => page::textarea(&control, value, 5, u32::try_from(*max).ok()),
        Kind::Integer { .. } => page::number(&control, value, false, ""),
        Kind::Decimal { .. } => page::number(&control, value, true, ""),
        Kind::Money => page::money(&control, value),
        Kind::Date => page::date(&control, value),
        Kind::DateTime => page::date_time(&control, value),
        Kind::YesNo => page::yes_no(
            &control,
            match value {
                page::YES => Some(true),
                page::NO => Some(false),
                _ => None,
            },
        ),
        Kind::Choice(options) => {
            let choices: Vec<Choice<'_>> = options.iter().map(|(key, label)| Choice::new(*key, *label)).collect();
            if field.required && options.len() <= 5 {
                page::radios(&control, value, &choices, ChoiceLayout::Stacked)
            } else {
                page::select(&control, value, &choices, "Pilih …")
            }
        }
        Kind::Code { list } => code(list, &control, value, sheet),
        Kind::ManyChoice(options) => {
            let choices: Vec<Choice<'_>> = options.iter().map(|(key, label)| Choice::new(*key, *label)).collect();
            let chosen: Vec<&str> = sheet.form.all(name).collect();
            page::checkboxes(&control, &chosen, &choices, ChoiceLayout::Stacked)
        }
        Kind::Reference { .. } | Kind::Person | Kind::Unit => {
            reference(field.kind.target().unwrap_or_default(), &control, sheet)
        }
        Kind::File => file(field, &control, sheet),
        Kind::Table(columns) => table(field, columns, sheet),
        Kind::Location => location(field, sheet),
        Kind::Computed { .. } => html! {},
    }
}

/// A code of a list; one that is not in use any more says so.
pub(crate) fn code_choice(code: &Code) -> Choice<'_> {
    if code.active {
        Choice::new(code.code.as_str(), code.name.as_str())
    } else {
        Choice::new(code.code.as_str(), format!("{} (tidak dipakai lagi)", code.name))
    }
}

/// The codes that may be chosen, and the one that the record holds, whatever became of it.
fn code(list: &str, control: &Control<'_>, value: &str, sheet: &Sheet<'_>) -> Markup {
    let known = sheet.codes.get(list).map_or(&[][..], Vec::as_slice);
    let offered = known.iter().filter(|code| code.active || code.code == value);
    let mut choices: Vec<Choice<'_>> = offered.map(code_choice).collect();
    if !value.is_empty() && !choices.iter().any(|choice| choice.value == value) {
        choices.push(Choice::new(value, format!("{value} (tidak ada dalam daftar)")));
    }
    page::select(control, value, &choices, "Pilih …")
}

/// A reference: a list when there are few records, else a search.
pub(crate) fn reference(target: &'static str, control: &Control<'_>, sheet: &Sheet<'_>) -> Markup {
    let value = sheet.form.get(control.name);
    if let Some(options) = sheet.small.get(target) {
        let mut choices: Vec<Choice<'_>> =
            options.iter().map(|(id, label)| Choice::new(id.to_string(), label.as_str())).collect();
        if !value.is_empty() && !choices.iter().any(|choice| choice.value == value) {
            let label = value
                .parse::<Uuid>()
                .ok()
                .and_then(|id| sheet.labels.get(&id))
                .map_or("tidak dapat dilihat", |label| label.text.as_str());
            choices.push(Choice::new(value, label));
        }
        return page::select(control, value, &choices, "Pilih …");
    }
    let chosen = (!value.is_empty()).then(|| {
        let label = value
            .parse::<Uuid>()
            .ok()
            .and_then(|id| sheet.labels.get(&id))
            .map_or("tidak dapat dilihat", |label| label.text.as_str());
        Choice::new(value, label)
    });
    let matches: Option<Vec<Choice<'_>>> = sheet
        .found
        .as_ref()
        .filter(|(name, _)| name == control.name)
        .map(|(_, found)| found.iter().map(|(id, label)| Choice::new(id.to_string(), label.as_str())).collect());
    let query = sheet.form.get(&format!("{}.cari", control.name)).to_owned();
    let source = format!("/{target}/pilihan");
    page::reference_search(
        control,
        &Reference { chosen: chosen.as_ref(), query: &query, matches: matches.as_deref(), source: &source },
    )
}

fn file(field: &Field, control: &Control<'_>, sheet: &Sheet<'_>) -> Markup {
    let drop = format!("{}.lepas", field.name);
    html! {
        (page::upload(control, &page::Upload::default()))
        @if let Some(name) = sheet.files.get(field.name) {
            p.govuk-body { "Tersimpan: " (name) ". Unggah berkas lain untuk menggantinya." }
            @if !field.required {
                (page::checkbox(&Control { name: &drop, label: "Lepas berkas ini", optional: true, ..Control::default() }, false))
            }
        }
    }
}

fn table(field: &'static Field, columns: &'static [Field], sheet: &Sheet<'_>) -> Markup {
    let filled = row_count(field, sheet.form);
    let rows = (filled + SPARE_ROWS).min(crate::field::TABLE_MAX);
    page::fieldset(
        field.label,
        html! {
            @if let Some(error) = page::error_of(sheet.errors, field.name) {
                p.govuk-error-message id=(page::control_id(field.name)) { (error) }
            }
            p.govuk-hint { (field.hint) " Baris yang dikosongkan tidak disimpan." }
            @for place in 0..rows {
                @let controls: Vec<Markup> = columns.iter().map(|column| {
                    single(column, &format!("{}.{place}.{}", field.name, column.name), column.label, sheet)
                }).collect();
                fieldset.govuk-fieldset {
                    legend.govuk-fieldset__legend { "Baris " (place + 1) }
                    (page::beside(&controls))
                }
            }
            (page::button(&page::Button { label: "Tambah baris", kind: page::ButtonKind::Secondary, name: "_tambah", value: field.name, ..page::Button::default() }))
        },
    )
}

fn location(field: &Field, sheet: &Sheet<'_>) -> Markup {
    let part = |part: &str, label: &str, hint: &str| {
        let name = format!("{}.{part}", field.name);
        // An error of the whole field is shown at its first part.
        let error = page::error_of(sheet.errors, &name)
            .or_else(|| if part == "wilayah" { page::error_of(sheet.errors, field.name) } else { None });
        page::text_input(
            &Control { name: &name, label, hint, error, optional: !field.required, ..Control::default() },
            sheet.form.get(&name),
            &Text { width: page::Width::Chars20, ..Text::default() },
        )
    };
    page::fieldset(
        field.label,
        html! {
            (part("wilayah", "Kode wilayah", "Kecamatan atau desa, misalnya 14.09.01.2001."))
            (page::beside(&[part("lintang", "Lintang", "Misalnya -0,512345."), part("bujur", "Bujur", "Misalnya 101,512345.")]))
        },
    )
}

/// The control of an extra field.
pub(crate) fn extra(extra: &Extra, sheet: &Sheet<'_>) -> Markup {
    let name = extra.control();
    let control = Control {
        name: &name,
        label: &extra.label,
        hint: &extra.hint,
        error: page::error_of(sheet.errors, &name),
        optional: !extra.required,
        ..Control::default()
    };
    let value = sheet.form.get(&name);
    match &extra.kind {
        ExtraKind::Text => page::textarea(&control, value, 2, None),
        ExtraKind::Integer => page::number(&control, value, false, ""),
        ExtraKind::Number => page::number(&control, value, true, ""),
        ExtraKind::YesNo => page::yes_no(
            &control,
            match value {
                page::YES => Some(true),
                page::NO => Some(false),
                _ => None,
            },
        ),
        ExtraKind::Date => page::date(&control, value),
        ExtraKind::Choice(options) => {
            let choices: Vec<Choice<'_>> =
                options.iter().map(|option| Choice::new(option.as_str(), option.as_str())).collect();
            page::select(&control, value, &choices, "Pilih …")
        }
    }
}
