//! The panel beside a list that narrows it.

use crate::form::search_form;
use crate::href::{Link, safe_href};
use maud::{Markup, html};

/// A filter panel. `..Filter::default()` fills the rest.
#[derive(Clone, Debug, Default)]
pub struct Filter<'a> {
    /// Address of the list (GET).
    pub action: &'a str,
    /// Filters in use; each link leads to the list without it.
    pub active: Vec<Link<'a>>,
    /// Address of the list without any filter.
    pub clear: &'a str,
}

/// The filter panel: the filters in use, then the controls, closed on narrow screens and open on wide ones. `fields` are
/// small controls; hidden fields for the order and the like belong among them.
pub fn filter_panel(filter: &Filter<'_>, fields: Markup) -> Markup {
    html! {
        (active_filters(filter))
        details.saring data-lebar {
            summary { h2 { "Saring" @if !filter.active.is_empty() { " (" (filter.active.len()) " dipakai)" } } }
            div.saring__isi {
                (search_form(filter.action, html! {
                    (fields)
                    button.govuk-button type="submit" { "Terapkan saringan" }
                }))
            }
        }
    }
}

/// The filters in use, each with a way to drop it: also for a place of its own. Empty if there are none.
pub fn active_filters(filter: &Filter<'_>) -> Markup {
    html! {
        @if !filter.active.is_empty() {
            div.saring__dipakai {
                ul {
                    @for link in &filter.active {
                        li { a href=(safe_href(&link.href)) {
                            span.govuk-visually-hidden { "Hapus saringan " } (link.label) span aria-hidden="true" { " ×" }
                        } }
                    }
                }
                @if !filter.clear.is_empty() { a.govuk-link href=(safe_href(filter.clear)) { "Hapus semua saringan" } }
            }
        }
    }
}
