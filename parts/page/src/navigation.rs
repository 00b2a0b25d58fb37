//! Ways from page to page: breadcrumbs, back, tabs, side navigation, previous and next, steps.

use crate::href::{Link, safe_href};
use crate::layout::NavItem;
use maud::{Markup, html};

/// The way from the home page to here.
pub fn breadcrumbs(links: &[Link<'_>]) -> Markup {
    html! {
        nav.govuk-breadcrumbs aria-label="Remah jalan" {
            ol.govuk-breadcrumbs__list {
                @for link in links {
                    li.govuk-breadcrumbs__list-item {
                        a.govuk-breadcrumbs__link href=(safe_href(&link.href)) { (link.label) }
                    }
                }
            }
        }
    }
}

/// One step back.
pub fn back_link(link: &Link<'_>) -> Markup {
    html! { a.govuk-back-link href=(safe_href(&link.href)) { (link.label) } }
}

/// Views of one thing, side by side. They are links: each view has its address.
pub fn tabs(label: &str, items: &[NavItem<'_>]) -> Markup {
    html! {
        nav.moj-sub-navigation aria-label=(label) {
            ul.moj-sub-navigation__list {
                @for item in items {
                    li.moj-sub-navigation__item {
                        a.moj-sub-navigation__link href=(safe_href(&item.href)) aria-current=[item.active.then_some("page")] {
                            (item.label)
                        }
                    }
                }
            }
        }
    }
}

/// A choice within one view, such as open and closed: it stands below the [`tabs`] of a page and does not look like them.
pub fn segments(label: &str, items: &[NavItem<'_>]) -> Markup {
    html! {
        nav.pilah aria-label=(label) {
            ul {
                @for item in items {
                    li { a href=(safe_href(&item.href)) aria-current=[item.active.then_some("true")] { (item.label) } }
                }
            }
        }
    }
}

/// Pages of one module, in the side column, in groups with a title (an empty title is not shown).
pub fn side_navigation(label: &str, groups: &[(&str, Vec<NavItem<'_>>)]) -> Markup {
    html! {
        nav.moj-side-navigation aria-label=(label) {
            @for (title, items) in groups {
                @if !title.is_empty() { h2.moj-side-navigation__title { (title) } }
                ul.moj-side-navigation__list {
                    @for item in items {
                        li.moj-side-navigation__item.moj-side-navigation__item--active[item.active] {
                            a href=(safe_href(&item.href)) aria-current=[item.active.then_some("location")] { (item.label) }
                        }
                    }
                }
            }
        }
    }
}

/// Previous and next page of a list that is paged by its last row; `shown` says what is seen, such as `50 dari 1.234`.
/// Empty when there is neither.
pub fn pagination(previous: Option<&str>, next: Option<&str>, shown: &str) -> Markup {
    html! {
        @if previous.is_some() || next.is_some() || !shown.is_empty() {
            nav.govuk-pagination.halaman aria-label="Halaman daftar" {
                @if let Some(href) = previous {
                    div.govuk-pagination__prev {
                        a.govuk-link.govuk-pagination__link href=(safe_href(href)) rel="prev" {
                            span aria-hidden="true" { "← " } "Sebelumnya"
                        }
                    }
                }
                @if !shown.is_empty() { p.halaman__jumlah { (shown) } }
                @if let Some(href) = next {
                    div.govuk-pagination__next {
                        a.govuk-link.govuk-pagination__link href=(safe_href(href)) rel="next" {
                            "Berikutnya" span aria-hidden="true" { " →" }
                        }
                    }
                }
            }
        }
    }
}

/// How far a step of a journey is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StepState {
    /// Behind us.
    Done,
    /// Here.
    Current,
    /// Ahead.
    #[default]
    Ahead,
}

/// The steps of a journey in order; a step with an address can be gone back to.
pub fn steps(label: &str, steps: &[(Link<'_>, StepState)]) -> Markup {
    html! {
        nav aria-label=(label) {
            ol.langkah {
                @for (link, state) in steps {
                    @let (class, said) = match state {
                        StepState::Done => ("langkah__sudah", "sudah"),
                        StepState::Current => ("langkah__kini", "sedang"),
                        StepState::Ahead => ("langkah__nanti", "belum"),
                    };
                    li class=(class) aria-current=[(*state == StepState::Current).then_some("step")] {
                        @if link.href.is_empty() { span { (link.label) } }
                        @else { a href=(safe_href(&link.href)) { (link.label) } }
                        span.govuk-visually-hidden { " (" (said) ")" }
                    }
                }
            }
        }
    }
}
