//! The form itself: hidden fields, error summary, fieldset, buttons.

use crate::control::control_id;
use crate::href::safe_href;
use maud::{Markup, html};

/// Name of the hidden field that carries the token against forged requests.
pub const CSRF_FIELD: &str = "_csrf";
/// Name of the hidden field that carries the idempotency key.
pub const KEY_FIELD: &str = "_kunci";
/// Name of the hidden field that carries the version of the record that the person saw.
pub const VERSION_FIELD: &str = "_versi";

/// A form that changes something. `..Form::default()` fills the rest.
#[derive(Clone, Copy, Debug, Default)]
pub struct Form<'a> {
    /// Where it is sent (POST).
    pub action: &'a str,
    /// Token against forged requests.
    pub csrf: &'a str,
    /// Key of this filled-in form: sent twice, it counts once. Empty for none.
    pub key: &'a str,
    /// Version of the record that is shown, for optimistic locking. Empty for none.
    pub version: &'a str,
    /// The form carries files.
    pub multipart: bool,
    /// Id of the form, for buttons that stand outside it. Empty for none.
    pub id: &'a str,
}

/// One error: the name of the field and what is wrong. An empty field name is an error of the whole form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormError {
    /// Name of the control.
    pub field: String,
    /// What is wrong and how to mend it, as one sentence.
    pub message: String,
}

impl FormError {
    /// An error from any two texts.
    pub fn new(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self { field: field.into(), message: message.into() }
    }
}

/// The first error of a field, ready for [`crate::Control::error`].
pub fn error_of<'a>(errors: &'a [FormError], field: &str) -> Option<&'a str> {
    errors.iter().find(|error| error.field == field).map(|error| error.message.as_str())
}

/// A form sent with POST. The browser's own checks are off: ours say it in Indonesian and keep what was typed.
///
/// The Enter key presses the first button of a form, which may be "Cari" or "Hapus" of a field: an unseen button without
/// a name comes before them, so that Enter sends the form and nothing else. Where every button has a name, a form without
/// any of them was sent by Enter.
pub fn form(form: &Form<'_>, content: Markup) -> Markup {
    let by_enter = html! { button.govuk-visually-hidden type="submit" tabindex="-1" aria-hidden="true" {} };
    post(form, html! { (by_enter) (content) })
}

fn post(form: &Form<'_>, content: Markup) -> Markup {
    let enctype = form.multipart.then_some("multipart/form-data");
    let id = (!form.id.is_empty()).then_some(form.id);
    html! {
        form action=(safe_href(form.action)) method="post" enctype=[enctype] id=[id] novalidate {
            (hidden(CSRF_FIELD, form.csrf))
            @if !form.key.is_empty() { (hidden(KEY_FIELD, form.key)) }
            @if !form.version.is_empty() { (hidden(VERSION_FIELD, form.version)) }
            (content)
        }
    }
}

/// A form sent with GET, for searching and filtering. It changes nothing and carries no token.
pub fn search_form(action: &str, content: Markup) -> Markup {
    html! { form action=(safe_href(action)) method="get" novalidate { (content) } }
}

/// A hidden field.
pub fn hidden(name: &str, value: &str) -> Markup {
    html! { input type="hidden" name=(name) value=(value); }
}

/// The list of everything that is wrong, at the top of the page; each line leads to its control. Empty for no errors.
/// Set [`crate::Shell::has_errors`] too, so that the title says it.
pub fn error_summary(errors: &[FormError]) -> Markup {
    html! {
        @if !errors.is_empty() {
            div.govuk-error-summary data-fokus="awal" {
                div role="alert" {
                    h2.govuk-error-summary__title { "Ada yang perlu diperbaiki" }
                    div.govuk-error-summary__body {
                        ul.govuk-list.govuk-error-summary__list {
                            @for error in errors {
                                li {
                                    @if error.field.is_empty() { (error.message) }
                                    @else { a href={ "#" (control_id(&error.field)) } { (error.message) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A group of controls that belong together, under one legend.
pub fn fieldset(legend: &str, content: Markup) -> Markup {
    html! {
        fieldset.govuk-fieldset.kelompok {
            legend.govuk-fieldset__legend.govuk-fieldset__legend--m { (legend) }
            (content)
        }
    }
}

/// What a button means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one thing this page is for.
    #[default]
    Primary,
    /// Everything else.
    Secondary,
    /// Takes something away.
    Warning,
    /// Looks like a link, sends the form.
    Text,
}

impl ButtonKind {
    pub(crate) fn class(self) -> &'static str {
        match self {
            Self::Primary => "govuk-button",
            Self::Secondary => "govuk-button govuk-button--secondary",
            Self::Warning => "govuk-button govuk-button--warning",
            Self::Text => "tombol-teks",
        }
    }
}

/// A button that sends its form. `..Button::default()` fills the rest.
#[derive(Clone, Copy, Debug, Default)]
pub struct Button<'a> {
    /// What it does, as a verb.
    pub label: &'a str,
    /// What it means.
    pub kind: ButtonKind,
    /// Name and value sent along; empty name for none.
    pub name: &'a str,
    /// See `name`.
    pub value: &'a str,
    /// Sends the form elsewhere; empty: to the form's action.
    pub form_action: &'a str,
    /// Id of the form if the button stands outside it; empty if inside.
    pub form: &'a str,
    /// Words for screen readers after the label, such as the record's name. Empty for none.
    pub about: &'a str,
}

/// A button.
pub fn button(button: &Button<'_>) -> Markup {
    let name = (!button.name.is_empty()).then_some(button.name);
    let value = name.map(|_| button.value);
    let action = (!button.form_action.is_empty()).then(|| safe_href(button.form_action));
    let form = (!button.form.is_empty()).then_some(button.form);
    html! {
        button class=(button.kind.class()) type="submit" name=[name] value=[value] formaction=[action] form=[form] data-sekali {
            (button.label)
            @if !button.about.is_empty() { span.govuk-visually-hidden { " " (button.about) } }
        }
    }
}

/// The primary button of a form.
pub fn submit(label: &str) -> Markup {
    button(&Button { label, ..Button::default() })
}

/// A link that looks like a button: it leads somewhere and changes nothing.
pub fn button_link(label: &str, href: &str, kind: ButtonKind) -> Markup {
    html! { a class=(kind.class()) href=(safe_href(href)) draggable="false" { (label) } }
}

/// Buttons and links side by side.
pub fn buttons(content: Markup) -> Markup {
    html! { div.govuk-button-group { (content) } }
}

/// A form that is nothing but its button: one act on one record.
pub fn act(to: &Form<'_>, label: &str, kind: ButtonKind) -> Markup {
    post(to, button(&Button { label, kind, ..Button::default() }))
}
