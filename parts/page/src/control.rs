//! What every form control shares: name, label, hint and error, tied together for screen readers.

use maud::{Markup, html};

/// How large a label or legend is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LabelSize {
    /// As body text, half bold: the usual size.
    #[default]
    Normal,
    /// Larger than body text.
    Medium,
    /// The label is the heading of the page: it is put into an `h1`.
    Heading,
    /// Read by screen readers, not seen: for filters and tables where the place says what it is.
    Hidden,
}

/// Name, label, hint and error of a control. `..Control::default()` fills the rest.
#[derive(Clone, Copy, Debug, Default)]
pub struct Control<'a> {
    /// Name under which the form sends the value.
    pub name: &'a str,
    /// What is asked.
    pub label: &'a str,
    /// How to answer; empty for none.
    pub hint: &'a str,
    /// What is wrong with the value that was typed. See [`crate::error_of`].
    pub error: Option<&'a str>,
    /// Adds "(tidak wajib)" to the label. Everything else is understood as asked for.
    pub optional: bool,
    /// Size of the label.
    pub size: LabelSize,
    /// The control is shown and cannot be changed; its value is not sent.
    pub disabled: bool,
    /// Id of the element; empty: [`control_id`] of the name.
    pub id: &'a str,
}

/// The id that a control gets from its name: letters, digits, `-` and `_` stay, everything else becomes `-`; an id that
/// would not begin with a letter gets `f-` in front. The error summary uses the same rule, so its links meet their control.
pub fn control_id(name: &str) -> String {
    let id: String =
        name.chars().map(|letter| if letter.is_ascii_alphanumeric() || letter == '_' { letter } else { '-' }).collect();
    if id.starts_with(|letter: char| letter.is_ascii_alphabetic()) { id } else { format!("f-{id}") }
}

/// Class names in one attribute; empty ones are left out.
pub(crate) fn classes(names: &[&str]) -> String {
    names.iter().copied().filter(|name| !name.is_empty()).collect::<Vec<_>>().join(" ")
}

impl Control<'_> {
    pub(crate) fn id(&self) -> String {
        if self.id.is_empty() { control_id(self.name) } else { self.id.to_owned() }
    }

    /// Value of `aria-describedby`: hint, error, then what the control adds itself.
    pub(crate) fn described_by(&self, own: Option<&str>) -> Option<String> {
        let id = self.id();
        let mut ids = Vec::new();
        if !self.hint.is_empty() {
            ids.push(format!("{id}-petunjuk"));
        }
        if self.error.is_some() {
            ids.push(format!("{id}-kesalahan"));
        }
        ids.extend(own.map(str::to_owned));
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    pub(crate) fn invalid(&self) -> Option<&'static str> {
        self.error.map(|_| "true")
    }

    fn label_text(&self) -> Markup {
        html! { (self.label) @if self.optional { " " span.opsional { "(tidak wajib)" } } }
    }

    fn hint_and_error(&self) -> Markup {
        let id = self.id();
        html! {
            @if !self.hint.is_empty() { div.govuk-hint id={ (id) "-petunjuk" } { (self.hint) } }
            @if let Some(error) = self.error {
                p.govuk-error-message id={ (id) "-kesalahan" } {
                    span.govuk-visually-hidden { "Kesalahan: " } (error)
                }
            }
        }
    }

    /// Label, hint, error and a single control.
    pub(crate) fn group(&self, control: &Markup) -> Markup {
        let id = self.id();
        let label = |class: &str| html! { label class={ "govuk-label " (class) } for=(id) { (self.label_text()) } };
        html! {
            div.govuk-form-group.govuk-form-group--error[self.error.is_some()] {
                @match self.size {
                    LabelSize::Normal => (label("")),
                    LabelSize::Medium => (label("govuk-label--m")),
                    LabelSize::Heading => h1.govuk-label-wrapper { (label("govuk-label--l")) },
                    LabelSize::Hidden => (label("govuk-visually-hidden")),
                }
                (self.hint_and_error())
                (control)
            }
        }
    }

    /// Legend, hint, error and a group of controls.
    pub(crate) fn fieldset(&self, controls: &Markup) -> Markup {
        let described_by = self.described_by(None);
        html! {
            div.govuk-form-group.govuk-form-group--error[self.error.is_some()] {
                fieldset.govuk-fieldset aria-describedby=[described_by] disabled[self.disabled] {
                    @match self.size {
                        LabelSize::Normal => legend.govuk-fieldset__legend { (self.label_text()) },
                        LabelSize::Medium => legend.govuk-fieldset__legend.govuk-fieldset__legend--m { (self.label_text()) },
                        LabelSize::Heading => legend.govuk-fieldset__legend.govuk-fieldset__legend--l {
                            h1.govuk-fieldset__heading { (self.label_text()) }
                        },
                        LabelSize::Hidden => legend.govuk-visually-hidden { (self.label_text()) },
                    }
                    (self.hint_and_error())
                    (controls)
                }
            }
        }
    }
}
