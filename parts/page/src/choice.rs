//! Controls in which people choose: radios, checkboxes, lists, references to another record.

use crate::control::{Control, classes};
use crate::form::{Button, ButtonKind, button};
use maud::{Markup, html};
use std::borrow::Cow;

/// Value that [`yes_no`] and [`checkbox`] send for yes.
pub const YES: &str = "ya";
/// Value that [`yes_no`] sends for no.
pub const NO: &str = "tidak";
/// Name of the button with which [`reference_search`] asks for matches; its value is the name of the control.
pub const SEARCH_FIELD: &str = "_cari";

/// One thing to choose.
#[derive(Clone, Debug, Default)]
pub struct Choice<'a> {
    /// What the form sends.
    pub value: Cow<'a, str>,
    /// What the person reads.
    pub label: Cow<'a, str>,
    /// More about it; empty for none. In a list (`select`) it follows the label.
    pub hint: Cow<'a, str>,
    /// Shown and not to be chosen.
    pub disabled: bool,
}

impl<'a> Choice<'a> {
    /// A choice without a hint.
    pub fn new(value: impl Into<Cow<'a, str>>, label: impl Into<Cow<'a, str>>) -> Self {
        Self { value: value.into(), label: label.into(), ..Self::default() }
    }

    /// The same choice with a hint.
    pub fn with_hint(self, hint: impl Into<Cow<'a, str>>) -> Self {
        Self { hint: hint.into(), ..self }
    }
}

/// How radios and checkboxes are laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ChoiceLayout {
    /// One below the other.
    #[default]
    Stacked,
    /// Side by side while they fit: for two or three short ones.
    Inline,
    /// Small, one below the other: for filters and long lists.
    Small,
}

/// One of several. `value` is what was chosen, empty for nothing yet.
pub fn radios(control: &Control<'_>, value: &str, choices: &[Choice<'_>], layout: ChoiceLayout) -> Markup {
    let look = match layout {
        ChoiceLayout::Stacked => "",
        ChoiceLayout::Inline => "govuk-radios--inline",
        ChoiceLayout::Small => "govuk-radios--small",
    };
    control.fieldset(&html! {
        div class=(classes(&["govuk-radios", look])) {
            @for (place, choice) in choices.iter().enumerate() {
                (item(control, choice, place, "radio", choice.value == value))
            }
        }
    })
}

/// Yes or no, sent as [`YES`] or [`NO`]; `None` for no answer yet.
pub fn yes_no(control: &Control<'_>, value: Option<bool>) -> Markup {
    let chosen = match value {
        Some(true) => YES,
        Some(false) => NO,
        None => "",
    };
    radios(control, chosen, &[Choice::new(YES, "Ya"), Choice::new(NO, "Tidak")], ChoiceLayout::Inline)
}

/// Any of several, each sent under the same name.
pub fn checkboxes(control: &Control<'_>, values: &[&str], choices: &[Choice<'_>], layout: ChoiceLayout) -> Markup {
    let look = match layout {
        ChoiceLayout::Stacked => "",
        ChoiceLayout::Inline => "sebaris",
        ChoiceLayout::Small => "govuk-checkboxes--small",
    };
    control.fieldset(&html! {
        div class=(classes(&["govuk-checkboxes", look])) {
            @for (place, choice) in choices.iter().enumerate() {
                (item(control, choice, place, "checkbox", values.contains(&choice.value.as_ref())))
            }
        }
    })
}

/// A single box to tick, sent as [`YES`] or not at all. Its label stands beside it; hint and error as everywhere.
pub fn checkbox(control: &Control<'_>, checked: bool) -> Markup {
    let id = control.id();
    let described_by = control.described_by(None);
    html! {
        div.govuk-form-group.govuk-form-group--error[control.error.is_some()] {
            @if let Some(error) = control.error {
                p.govuk-error-message id={ (id) "-kesalahan" } { span.govuk-visually-hidden { "Kesalahan: " } (error) }
            }
            div.govuk-checkboxes {
                div.govuk-checkboxes__item {
                    input.govuk-checkboxes__input id=(id) name=(control.name) type="checkbox" value=(YES) checked[checked]
                        aria-describedby=[described_by] aria-invalid=[control.invalid()] disabled[control.disabled];
                    label.govuk-label.govuk-checkboxes__label for=(id) { (control.label) }
                    @if !control.hint.is_empty() {
                        div.govuk-hint.govuk-checkboxes__hint id={ (id) "-petunjuk" } { (control.hint) }
                    }
                }
            }
        }
    }
}

fn item(control: &Control<'_>, choice: &Choice<'_>, place: usize, kind: &str, checked: bool) -> Markup {
    // The first one bears the id of the control: the error summary leads to it.
    let id = if place == 0 { control.id() } else { format!("{}-{}", control.id(), place + 1) };
    let hint = (!choice.hint.is_empty()).then(|| format!("{id}-keterangan"));
    let base = if kind == "radio" { "govuk-radios" } else { "govuk-checkboxes" };
    html! {
        div class={ (base) "__item" } {
            input class={ (base) "__input" } id=(id) name=(control.name) type=(kind) value=(choice.value) checked[checked]
                aria-describedby=[hint.as_deref()] disabled[choice.disabled];
            label class={ "govuk-label " (base) "__label" } for=(id) { (choice.label) }
            @if let Some(hint) = &hint { div class={ "govuk-hint " (base) "__hint" } id=(hint) { (choice.hint) } }
        }
    }
}

/// One of many in a list that opens. `empty` is the first line that stands for no choice, such as `Pilih …`; empty text
/// for none. With JavaScript, a list of more than twelve can be searched by typing.
pub fn select(control: &Control<'_>, value: &str, choices: &[Choice<'_>], empty: &str) -> Markup {
    let id = control.id();
    let wrong = if control.error.is_some() { "govuk-select--error" } else { "" };
    let described_by = control.described_by(None);
    let searched = (choices.len() > 12).then_some("");
    control.group(&html! {
        select class=(classes(&["govuk-select", wrong])) id=(id) name=(control.name) aria-describedby=[described_by]
            aria-invalid=[control.invalid()] disabled[control.disabled] data-saring=[searched] {
            @if !empty.is_empty() { option value="" selected[value.is_empty()] { (empty) } }
            @for choice in choices {
                option value=(choice.value) selected[choice.value == value] disabled[choice.disabled] {
                    (choice.label) @if !choice.hint.is_empty() { " – " (choice.hint) }
                }
            }
        }
    })
}

/// A reference to one record of a large register.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reference<'a> {
    /// What is chosen now, if anything.
    pub chosen: Option<&'a Choice<'a>>,
    /// What was typed into the search field.
    pub query: &'a str,
    /// What the search found; `None` if nothing was searched yet.
    pub matches: Option<&'a [Choice<'a>]>,
    /// Address that answers `?q=TEXT` with JSON `[{"value":"..","label":"..","hint":".."}]`, at most twenty; empty for none.
    pub source: &'a str,
}

/// A reference with search. It sends the id under `NAME` and the typed text under `NAME.cari`.
///
/// Without JavaScript the button "Cari" sends the whole form with [`SEARCH_FIELD`] = `NAME`: the server finds matches for
/// the typed text, changes nothing, and shows the form again with `matches` to choose from. With JavaScript the field
/// suggests while typing.
pub fn reference_search(control: &Control<'_>, reference: &Reference<'_>) -> Markup {
    let id = control.id();
    let query_name = format!("{}.cari", control.name);
    let matches = reference.matches.unwrap_or_default();
    let listed = reference
        .chosen
        .into_iter()
        .chain(matches.iter().filter(|found| reference.chosen.is_none_or(|chosen| chosen.value != found.value)));
    let nothing = reference.matches.is_some_and(<[Choice<'_>]>::is_empty);
    let search_id = format!("{id}-cari");
    let source = (!reference.source.is_empty()).then_some(reference.source);
    let first = if reference.chosen.is_some() || !matches.is_empty() { search_id.clone() } else { id };
    control.fieldset(&html! {
        div.acuan data-acuan=[source] data-nama=(control.name) {
            div.govuk-radios.govuk-radios--small {
                @for (place, choice) in listed.enumerate() {
                    @let chosen = reference.chosen.is_some_and(|chosen| chosen.value == choice.value);
                    (item(control, choice, place, "radio", chosen))
                }
                @if control.optional && reference.chosen.is_some() {
                    (item(control, &Choice::new("", "Tidak ada"), 1 + matches.len(), "radio", false))
                }
            }
            @if nothing { p.govuk-body role="status" { "Tidak ada yang cocok dengan “" (reference.query) "”." } }
            div.acuan__cari {
                label.govuk-visually-hidden for=(first) { "Cari " (control.label) }
                input.govuk-input id=(first) name=(query_name) type="text" value=(reference.query) autocomplete="off"
                    disabled[control.disabled] aria-invalid=[control.invalid()];
                (button(&Button { label: "Cari", kind: ButtonKind::Secondary, name: SEARCH_FIELD, value: control.name,
                    about: control.label, ..Button::default() }))
            }
        }
    })
}

/// Details of a file control. `..Upload::default()` fills the rest.
#[derive(Clone, Copy, Debug, Default)]
pub struct Upload<'a> {
    /// Value of the `accept` attribute, such as `.pdf,.docx`; empty for all. The server still checks the content.
    pub accept: &'a str,
    /// Several files at once.
    pub multiple: bool,
    /// What is taken, in words, such as `PDF atau DOCX, paling besar 20 MB.`; added to the hint.
    pub limits: &'a str,
    /// Largest file in bytes, checked by the browser before sending if JavaScript is on.
    pub max_bytes: Option<u64>,
}

/// A file to send. The form needs [`crate::Form::multipart`].
pub fn upload(control: &Control<'_>, upload: &Upload<'_>) -> Markup {
    let hint = [control.hint, upload.limits].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let control = Control { hint: &hint, ..*control };
    let id = control.id();
    let accept = (!upload.accept.is_empty()).then_some(upload.accept);
    let wrong = if control.error.is_some() { "berkas--salah" } else { "" };
    control.group(&html! {
        input class=(classes(&["berkas", wrong])) id=(id) name=(control.name) type="file" accept=[accept]
            multiple[upload.multiple] aria-describedby=[control.described_by(None)] aria-invalid=[control.invalid()]
            data-terbesar=[upload.max_bytes] disabled[control.disabled];
    })
}

/// Controls side by side on wide screens, one below the other on narrow ones: for "dari" and "sampai" and the like.
pub fn beside(controls: &[Markup]) -> Markup {
    html! { div.berdampingan { @for control in controls { div { (control) } } } }
}
