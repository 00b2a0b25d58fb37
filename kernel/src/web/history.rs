//! The history of a record of a typed module as part of its page; registers draw their own from their fields.
use indonesia::tanggal::{Zona, waktu_pendek};
use maud::{Markup, html};
use page::{Moment, TimelineItem};
use serde_json::Value as Json;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::audit::history::Entry;

/// The words of one kind of record. What has no word: an action is called as its module calls it (see
/// [`Module::actions`](crate::module::Module::actions)), else shown by its name, a column not at all, a value as it stands.
pub struct Words<'a> {
    /// What an action is called, such as `Akun ditutup`.
    pub action: &'a dyn Fn(&str) -> Option<&'static str>,
    /// What a column is called.
    pub column: &'a dyn Fn(&str) -> Option<&'static str>,
    /// What a value of a column is called; the value is in the form of [`crate::audit::plain`].
    pub value: &'a dyn Fn(&str, &Json) -> Option<String>,
}

/// An instant for a page.
pub fn moment(at: OffsetDateTime, zone: Zona) -> Moment<'static> {
    let local = at.to_offset(zone.selisih());
    Moment::new(local.format(&Rfc3339).unwrap_or_default(), waktu_pendek(at, zone))
}

/// Entries as a time line, each with the way to its proof in the log.
pub fn view(entries: &[Entry], zone: Zona, words: &Words<'_>) -> Markup {
    let items: Vec<TimelineItem<'_>> = entries
        .iter()
        .map(|entry| TimelineItem {
            title: (words.action)(&entry.action)
                .or(entry.label)
                .map_or_else(|| entry.action.clone(), str::to_owned)
                .into(),
            by: entry.actor.as_deref().unwrap_or("sistem").into(),
            at: moment(entry.at, zone),
            content: content(entry, words),
        })
        .collect();
    page::timeline(&items)
}

fn content(entry: &Entry, words: &Words<'_>) -> Markup {
    let changes = entry.changes.as_object().into_iter().flatten();
    let lines: Vec<(&str, Option<(String, String)>)> = changes
        .filter_map(|(column, pair)| {
            let label = (words.column)(column)?;
            // A secret has no values here, only the fact that it changed.
            let sides =
                pair.get(0).zip(pair.get(1)).map(|(old, new)| (shown(words, column, old), shown(words, column, new)));
            Some((label, sides))
        })
        .collect();
    html! {
        @if !lines.is_empty() {
            ul.govuk-list {
                @for (label, sides) in &lines {
                    li {
                        (label)
                        @match sides {
                            Some((old, new)) => { ": " @if old.is_empty() { (new) } @else { (old) " → " @if new.is_empty() { "(kosong)" } @else { (new) } } },
                            None => { ": (tidak ditampilkan)" },
                        }
                    }
                }
            }
        }
        p.pudar {
            @match entry.seq {
                Some(seq) => { a.govuk-link href={ "/log/entri/" (entry.leaf) } { "Bukti nomor " (seq) " di log" } },
                None => { "Menunggu tempat di log" },
            }
        }
    }
}

fn shown(words: &Words<'_>, column: &str, value: &Json) -> String {
    if let Some(word) = (words.value)(column, value) {
        return word;
    }
    match value {
        Json::Null => String::new(),
        Json::String(text) => indonesia::kalimat::potong(text, 200),
        Json::Bool(_) | Json::Number(_) | Json::Array(_) | Json::Object(_) => value.to_string(),
    }
}
