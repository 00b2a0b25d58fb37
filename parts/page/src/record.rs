//! What stands on the page of one record: facts, tasks, history, comments, files.

use crate::href::{Link, safe_href};
use maud::{Markup, html};
use std::borrow::Cow;

/// One fact.
#[derive(Clone, Debug, Default)]
pub struct Fact<'a> {
    /// What it is.
    pub key: Cow<'a, str>,
    /// Its value; empty markup is shown as "Belum diisi".
    pub value: Markup,
    /// What can be done with it; its label is read together with the key.
    pub act: Option<Link<'a>>,
}

impl<'a> Fact<'a> {
    /// A fact that cannot be changed from here.
    pub fn new(key: impl Into<Cow<'a, str>>, value: Markup) -> Self {
        Self { key: key.into(), value, act: None }
    }
}

/// The facts of a record.
pub fn summary_list(facts: &[Fact<'_>]) -> Markup {
    let any = facts.iter().any(|fact| fact.act.is_some());
    html! {
        dl.govuk-summary-list {
            @for fact in facts {
                div.govuk-summary-list__row.govuk-summary-list__row--no-actions[any && fact.act.is_none()] {
                    dt.govuk-summary-list__key { (fact.key) }
                    dd.govuk-summary-list__value {
                        @if fact.value.0.is_empty() { span.pudar { "Belum diisi" } } @else { (fact.value) }
                    }
                    @if let Some(act) = &fact.act {
                        dd.govuk-summary-list__actions {
                            a.govuk-link href=(safe_href(&act.href)) {
                                (act.label) span.govuk-visually-hidden { " " (fact.key) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A card with a title around anything: a part of a record.
pub fn card(title: &str, acts: &[Link<'_>], content: Markup) -> Markup {
    html! {
        section.kartu {
            div.kartu__kepala {
                h2.kartu__judul { (title) }
                @if !acts.is_empty() {
                    ul.kartu__tindakan {
                        @for act in acts {
                            li { a.govuk-link href=(safe_href(&act.href)) {
                                (act.label) span.govuk-visually-hidden { " (" (title) ")" }
                            } }
                        }
                    }
                }
            }
            div.kartu__isi { (content) }
        }
    }
}

/// Few short facts in a row, under the heading of a page.
pub fn metadata(facts: &[Fact<'_>]) -> Markup {
    html! {
        dl.fakta { @for fact in facts { div { dt { (fact.key) } dd { (fact.value) } } } }
    }
}

/// One task.
#[derive(Clone, Debug, Default)]
pub struct Task<'a> {
    /// What is to be done and where.
    pub link: Link<'a>,
    /// For which record, until when; empty for none.
    pub hint: Cow<'a, str>,
    /// How it stands, usually a [`crate::tag`].
    pub status: Markup,
}

/// Tasks, each with its state. A task without an address cannot be begun yet.
pub fn task_list(tasks: &[Task<'_>]) -> Markup {
    html! {
        ul.govuk-task-list {
            @for task in tasks {
                li.govuk-task-list__item.govuk-task-list__item--with-link[!task.link.href.is_empty()] {
                    div.govuk-task-list__name-and-hint {
                        @if task.link.href.is_empty() { div { (task.link.label) } }
                        @else { a.govuk-link.govuk-task-list__link href=(safe_href(&task.link.href)) { (task.link.label) } }
                        @if !task.hint.is_empty() { div.govuk-task-list__hint { (task.hint) } }
                    }
                    div.govuk-task-list__status { (task.status) }
                }
            }
        }
    }
}

/// A moment in two forms.
#[derive(Clone, Debug, Default)]
pub struct Moment<'a> {
    /// For machines, such as `2026-12-31T14:30:00+07:00`.
    pub iso: Cow<'a, str>,
    /// For people, such as `31 Desember 2026 14.30 WIB`.
    pub text: Cow<'a, str>,
}

impl<'a> Moment<'a> {
    /// A moment from any two texts.
    pub fn new(iso: impl Into<Cow<'a, str>>, text: impl Into<Cow<'a, str>>) -> Self {
        Self { iso: iso.into(), text: text.into() }
    }
}

/// A moment as an element.
pub fn moment(moment: &Moment<'_>) -> Markup {
    html! { time datetime=(moment.iso) { (moment.text) } }
}

/// One entry of a history.
#[derive(Clone, Debug, Default)]
pub struct TimelineItem<'a> {
    /// What happened.
    pub title: Cow<'a, str>,
    /// Who did it; empty for none.
    pub by: Cow<'a, str>,
    /// When.
    pub at: Moment<'a>,
    /// More: what changed, the proof. Empty markup for none.
    pub content: Markup,
}

/// A history, newest first as given.
pub fn timeline(items: &[TimelineItem<'_>]) -> Markup {
    html! {
        ol.moj-timeline {
            @for item in items {
                li.moj-timeline__item {
                    div.moj-timeline__header {
                        h3.moj-timeline__title { (item.title) }
                        @if !item.by.is_empty() { p.moj-timeline__byline { " oleh " (item.by) } }
                    }
                    p.moj-timeline__date { (moment(&item.at)) }
                    @if !item.content.0.is_empty() { div.moj-timeline__description { (item.content) } }
                }
            }
        }
    }
}

/// One comment.
#[derive(Clone, Debug, Default)]
pub struct Comment<'a> {
    /// Who wrote it.
    pub author: Cow<'a, str>,
    /// As what; empty for none.
    pub position: Cow<'a, str>,
    /// When.
    pub at: Moment<'a>,
    /// Plain text; its line breaks are kept.
    pub text: Cow<'a, str>,
}

/// Comments, oldest first as given.
pub fn comments(comments: &[Comment<'_>]) -> Markup {
    html! {
        ol.komentar {
            @for comment in comments {
                li {
                    p.komentar__siapa {
                        strong { (comment.author) }
                        @if !comment.position.is_empty() { ", " (comment.position) }
                        span.pudar { " · " (moment(&comment.at)) }
                    }
                    p.komentar__isi { (comment.text) }
                }
            }
        }
    }
}

/// One file of a record.
#[derive(Clone, Debug, Default)]
pub struct Attachment<'a> {
    /// Name of the file and where to load it down.
    pub link: Link<'a>,
    /// Kind in words, such as `PDF`.
    pub kind: Cow<'a, str>,
    /// Size in words, such as `1,2 MB`.
    pub size: Cow<'a, str>,
    /// Who added it when, classification, and so on; empty for none.
    pub note: Cow<'a, str>,
    /// What can be done with it: buttons, tags. Empty markup for none.
    pub acts: Markup,
}

/// Files of a record, to load down.
pub fn attachments(files: &[Attachment<'_>]) -> Markup {
    html! {
        ul.lampiran {
            @for file in files {
                li {
                    span.lampiran__jenis aria-hidden="true" { (file.kind) }
                    div.lampiran__isi {
                        a.govuk-link href=(safe_href(&file.link.href)) download { (file.link.label) }
                        span.pudar { " (" (file.kind) @if !file.size.is_empty() { ", " (file.size) } ")" }
                        @if !file.note.is_empty() { div.pudar { (file.note) } }
                    }
                    @if !file.acts.0.is_empty() { div.lampiran__tindakan { (file.acts) } }
                }
            }
        }
    }
}
