//! Controls into which people type. All are text fields: what was typed stays, even when it is wrong, and the server says
//! what is wrong with it. Formats that the server is expected to read stand at each function.

use crate::control::{Control, classes};
use maud::{Markup, PreEscaped, html};

/// What kind of text is typed: keyboard and checks of the browser follow it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextKind {
    /// Any text.
    #[default]
    Plain,
    /// E-mail address.
    Email,
    /// Telephone number.
    Telephone,
    /// Web address.
    Url,
    /// Digits that are not a quantity: NIP, NIK, a code from an app.
    Digits,
    /// Password: never filled in again.
    Password,
}

/// How wide a text field is: a hint at how much is expected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Width {
    /// As wide as the column.
    #[default]
    Full,
    /// About two thirds.
    TwoThirds,
    /// About twenty letters.
    Chars20,
    /// About ten letters.
    Chars10,
    /// About five letters.
    Chars5,
    /// About three letters.
    Chars3,
}

impl Width {
    pub(crate) fn class(self) -> &'static str {
        match self {
            Self::Full => "",
            Self::TwoThirds => "lebar-dua-pertiga",
            Self::Chars20 => "govuk-input--width-20",
            Self::Chars10 => "govuk-input--width-10",
            Self::Chars5 => "govuk-input--width-5",
            Self::Chars3 => "govuk-input--width-3",
        }
    }
}

/// Details of a text field. `..Text::default()` fills the rest.
#[derive(Clone, Copy, Debug, Default)]
pub struct Text<'a> {
    /// What kind of text.
    pub kind: TextKind,
    /// How wide.
    pub width: Width,
    /// Value of the `autocomplete` attribute (WCAG 1.3.5), such as `name`, `email`, `username`; empty for none.
    pub autocomplete: &'a str,
    /// Text in front, such as `Rp`; empty for none.
    pub prefix: &'a str,
    /// Text behind, such as `hari kerja`; empty for none.
    pub suffix: &'a str,
    /// Longest text in characters, counted while typing; the browser does not cut it off.
    pub max_length: Option<u32>,
    /// Words to choose from while typing; any other text may be typed too.
    pub suggestions: &'a [&'a str],
    /// The value is shown, sent and cannot be changed.
    pub read_only: bool,
}

/// A text field of one line.
pub fn text_input(control: &Control<'_>, value: &str, text: &Text<'_>) -> Markup {
    let (kind, mode) = match text.kind {
        TextKind::Plain => ("text", None),
        TextKind::Email => ("email", Some("email")),
        TextKind::Telephone => ("tel", Some("tel")),
        TextKind::Url => ("url", Some("url")),
        TextKind::Digits => ("text", Some("numeric")),
        TextKind::Password => ("password", None),
    };
    let value = if text.kind == TextKind::Password { "" } else { value };
    let spelled = matches!(text.kind, TextKind::Plain);
    typed(control, value, &Typed { kind, mode, spelled, text: *text, picker: None })
}

/// A whole number or a decimal, typed with a comma and with or without dots: `1.250` or `2,75`.
pub fn number(control: &Control<'_>, value: &str, decimal: bool, suffix: &str) -> Markup {
    let text = Text { width: Width::Chars10, suffix, ..Text::default() };
    let mode = Some(if decimal { "decimal" } else { "numeric" });
    typed(control, value, &Typed { kind: "text", mode, spelled: false, text, picker: None })
}

/// An amount in rupiah, typed with or without dots, cents after a comma: `1.250.000` or `1.250.000,50`.
pub fn money(control: &Control<'_>, value: &str) -> Markup {
    let text = Text { width: Width::Chars20, prefix: "Rp", ..Text::default() };
    typed(control, value, &Typed { kind: "text", mode: Some("decimal"), spelled: false, text, picker: None })
}

/// A date, typed as day, month, year: `31-12-2026`. With JavaScript a calendar button writes the same text.
///
/// One text field and not the browser's date field: that one drops what it does not understand, shows the order of the
/// browser's language and not ours, and cannot be pasted into. The server should read `-`, `/`, `.` or a blank between
/// the parts, and may read the ISO form `2026-12-31`.
pub fn date(control: &Control<'_>, value: &str) -> Markup {
    let hint = example(control.hint, "31-12-2026");
    let control = Control { hint: &hint, ..*control };
    let text = Text { width: Width::Chars10, ..Text::default() };
    typed(&control, value, &Typed { kind: "text", mode: Some("numeric"), spelled: false, text, picker: Some("date") })
}

/// A time of day, typed as `14.30` or `14:30`.
pub fn time(control: &Control<'_>, value: &str) -> Markup {
    let hint = example(control.hint, "14.30");
    let control = Control { hint: &hint, ..*control };
    let text = Text { width: Width::Chars5, ..Text::default() };
    typed(&control, value, &Typed { kind: "text", mode: None, spelled: false, text, picker: None })
}

/// A date and a time of day in one field, typed as `31-12-2026 14.30` (the time with `.` or `:`).
pub fn date_time(control: &Control<'_>, value: &str) -> Markup {
    let hint = example(control.hint, "31-12-2026 14.30");
    let control = Control { hint: &hint, ..*control };
    let text = Text { width: Width::Chars20, ..Text::default() };
    let picker = Some("datetime-local");
    typed(&control, value, &Typed { kind: "text", mode: None, spelled: false, text, picker })
}

/// A text of several lines, with a count of the characters left if `max_length` is given.
pub fn textarea(control: &Control<'_>, value: &str, rows: u8, max_length: Option<u32>) -> Markup {
    let id = control.id();
    let count = max_length.map(|_| format!("{id}-jumlah"));
    let described_by = control.described_by(count.as_deref());
    // HTML drops the first line break of a textarea: one more keeps the text as it was typed.
    let first = if value.starts_with('\n') || value.starts_with("\r\n") { "\n" } else { "" };
    let area = html! {
        textarea.govuk-textarea.govuk-textarea--error[control.error.is_some()] id=(id) name=(control.name) rows=(rows)
            aria-describedby=[described_by] aria-invalid=[control.invalid()] data-paling=[max_length]
            disabled[control.disabled] { (PreEscaped(first)) (value) }
        (count_message(count.as_deref(), max_length))
    };
    control.group(&area)
}

fn count_message(id: Option<&str>, max_length: Option<u32>) -> Markup {
    html! {
        @if let (Some(id), Some(most)) = (id, max_length) {
            div.govuk-hint.govuk-character-count__message id=(id) { "Paling banyak " (most) " karakter." }
        }
    }
}

fn example(hint: &str, example: &str) -> String {
    if hint.is_empty() { format!("Contoh: {example}") } else { format!("{hint} Contoh: {example}") }
}

struct Typed<'a> {
    kind: &'a str,
    mode: Option<&'a str>,
    spelled: bool,
    text: Text<'a>,
    picker: Option<&'a str>,
}

fn typed(control: &Control<'_>, value: &str, typed: &Typed<'_>) -> Markup {
    let id = control.id();
    let text = &typed.text;
    let count = text.max_length.map(|_| format!("{id}-jumlah"));
    let described_by = control.described_by(count.as_deref());
    let wrong = if control.error.is_some() { "govuk-input--error" } else { "" };
    let class = classes(&["govuk-input", text.width.class(), wrong]);
    let autocomplete = match (text.autocomplete, typed.spelled) {
        ("", true) => None,
        ("", false) => Some("off"),
        (given, _) => Some(given),
    };
    let list = (!text.suggestions.is_empty()).then(|| format!("{id}-saran"));
    let spelled = (!typed.spelled).then_some("false");
    let field = html! {
        input class=(class) id=(id) name=(control.name)
            type=(typed.kind) value=(value) inputmode=[typed.mode] autocomplete=[autocomplete] spellcheck=[spelled]
            aria-describedby=[described_by] aria-invalid=[control.invalid()] list=[list.as_deref()]
            data-paling=[text.max_length] data-pemilih=[typed.picker]
            readonly[text.read_only] disabled[control.disabled];
    };
    let wrapped = html! {
        @if text.prefix.is_empty() && text.suffix.is_empty() { (field) }
        @else {
            div.govuk-input__wrapper {
                @if !text.prefix.is_empty() { div.govuk-input__prefix aria-hidden="true" { (text.prefix) } }
                (field)
                @if !text.suffix.is_empty() { div.govuk-input__suffix aria-hidden="true" { (text.suffix) } }
            }
        }
        @if let Some(list) = &list {
            datalist id=(list) { @for word in text.suggestions { option value=(word) {} } }
        }
        (count_message(count.as_deref(), text.max_length))
    };
    control.group(&wrapped)
}
