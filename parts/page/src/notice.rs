//! Texts that stand out: notices, warnings, empty states, things that open.

use crate::href::Link;
use crate::href::safe_href;
use maud::{Markup, html};

/// What a notice says about the last act.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FlashKind {
    /// It is done.
    Success,
    /// Good to know.
    #[default]
    Information,
    /// It was not done, or only in part.
    Problem,
}

/// A notice at the top of the next page.
#[derive(Clone, Copy, Debug, Default)]
pub struct Flash<'a> {
    /// What it says about the last act.
    pub kind: FlashKind,
    /// One or two sentences.
    pub text: &'a str,
}

/// A notice: what was done, what to know.
pub fn banner(flash: &Flash<'_>) -> Markup {
    let (class, role, title) = match flash.kind {
        FlashKind::Success => ("govuk-notification-banner govuk-notification-banner--success", "status", "Berhasil"),
        FlashKind::Information => ("govuk-notification-banner", "status", "Pemberitahuan"),
        FlashKind::Problem => ("govuk-notification-banner govuk-notification-banner--masalah", "alert", "Perhatian"),
    };
    html! {
        div class=(class) role=(role) {
            div.govuk-notification-banner__header { p.govuk-notification-banner__title { (title) } }
            div.govuk-notification-banner__content { p.govuk-notification-banner__heading { (flash.text) } }
        }
    }
}

/// A passage set apart from the text.
pub fn inset(content: Markup) -> Markup {
    html! { div.govuk-inset-text { (content) } }
}

/// A warning before an act that cannot be taken back or has consequences.
pub fn warning(text: &str) -> Markup {
    html! {
        div.govuk-warning-text {
            span.govuk-warning-text__icon aria-hidden="true" { "!" }
            strong.govuk-warning-text__text { span.govuk-visually-hidden { "Peringatan: " } (text) }
        }
    }
}

/// The end of a journey: what was done and the number to keep. It bears the `h1` of its page.
pub fn panel(title: &str, content: Markup) -> Markup {
    html! {
        div.govuk-panel.govuk-panel--confirmation {
            h1.govuk-panel__title { (title) }
            div.govuk-panel__body { (content) }
        }
    }
}

/// Text that opens when asked for.
pub fn details(summary: &str, content: Markup) -> Markup {
    html! {
        details.govuk-details {
            summary.govuk-details__summary { span.govuk-details__summary-text { (summary) } }
            div.govuk-details__text { (content) }
        }
    }
}

/// A list with nothing in it: says so, says why, and offers the next step if there is one.
pub fn empty(title: &str, text: &str, next: Option<&Link<'_>>) -> Markup {
    html! {
        div.kosong {
            p.kosong__judul { (title) }
            @if !text.is_empty() { p.govuk-body { (text) } }
            @if let Some(link) = next { a.govuk-button.govuk-button--secondary href=(safe_href(&link.href)) { (link.label) } }
        }
    }
}
