//! How something stands: tags, counts, tiles with figures, progress.

use crate::href::safe_href;
use maud::{Markup, html};
use std::borrow::Cow;

/// What a colour means. It never stands alone: the text says it too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Not begun, not in force, without meaning.
    #[default]
    Neutral,
    /// In work.
    Working,
    /// Done, in force, good.
    Good,
    /// Soon due, to be looked at.
    Attention,
    /// Late, refused, in danger.
    Bad,
    /// Set apart: draft, secret, from elsewhere.
    Special,
}

impl Tone {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Neutral => "netral",
            Self::Working => "proses",
            Self::Good => "baik",
            Self::Attention => "awas",
            Self::Bad => "buruk",
            Self::Special => "khusus",
        }
    }
}

/// A state in one or two words.
pub fn tag(text: &str, tone: Tone) -> Markup {
    html! { strong class={ "govuk-tag tanda tanda--" (tone.name()) } { (text) } }
}

/// A count beside a word; `about` says for screen readers what is counted.
pub fn badge(count: u64, about: &str) -> Markup {
    html! { span.lencana { (count) span.govuk-visually-hidden { " " (about) } } }
}

/// One figure of a dashboard.
#[derive(Clone, Debug, Default)]
pub struct Tile<'a> {
    /// What is counted.
    pub label: Cow<'a, str>,
    /// The figure, written out.
    pub value: Cow<'a, str>,
    /// What it means or since when; empty for none.
    pub note: Cow<'a, str>,
    /// The list behind it; empty for none.
    pub href: Cow<'a, str>,
    /// What the figure means.
    pub tone: Tone,
}

/// Figures of a dashboard, as many beside each other as fit.
pub fn tiles(tiles: &[Tile<'_>]) -> Markup {
    html! {
        ul.ubin {
            @for tile in tiles {
                li class={ "ubin__satu ubin--" (tile.tone.name()) } {
                    p.ubin__nilai { (tile.value) }
                    p.ubin__label {
                        @if tile.href.is_empty() { (tile.label) } @else { a href=(safe_href(&tile.href)) { (tile.label) } }
                    }
                    @if !tile.note.is_empty() { p.ubin__ket { (tile.note) } }
                }
            }
        }
    }
}

/// Long work.
#[derive(Clone, Copy, Debug, Default)]
pub struct Progress<'a> {
    /// Id of the element; unique on its page.
    pub id: &'a str,
    /// What is being done.
    pub label: &'a str,
    /// How much is done.
    pub done: u64,
    /// How much there is; 0: not known yet.
    pub total: u64,
    /// The same in words, such as `340 dari 1.200 baris`.
    pub text: &'a str,
    /// Address that answers with this component again (only it, not a whole page); empty when the work is over. Without
    /// JavaScript set [`crate::Shell::refresh`].
    pub poll: &'a str,
}

/// How far long work is. With JavaScript it asks for itself every two seconds.
pub fn progress(progress: &Progress<'_>) -> Markup {
    let poll = (!progress.poll.is_empty()).then(|| safe_href(progress.poll));
    let trigger = poll.map(|_| "every 2s");
    let swap = poll.map(|_| "outerHTML");
    let known = (progress.total > 0).then_some(progress.done.min(progress.total));
    html! {
        div.kemajuan id=(progress.id) hx-get=[poll] hx-trigger=[trigger] hx-swap=[swap] {
            label.govuk-label for={ (progress.id) "-ukur" } { (progress.label) }
            progress id={ (progress.id) "-ukur" } max=[known.map(|_| progress.total)] value=[known] { (progress.text) }
            p.govuk-body-s role="status" { (progress.text) }
        }
    }
}
