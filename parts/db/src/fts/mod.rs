//! Full-text search over documents of all modules, with the same results on both databases.
//!
//! The words come in already stemmed. Here they are cut at everything that is no letter or digit and put in lower case, and
//! that is what both databases index, so neither applies rules of its own. A hit has all the words; hits come in the
//! order in which documents were last put, newest first, without ranking, so a page of hits costs the same however
//! many there are.

mod branch;
mod filter;
mod part;

pub use filter::{Filter, Group, Whose};
pub use part::{Candidates, FEW};

pub(crate) use filter::MARK;

use crate::{Db, Engine, Result, Row, Tx, Val, args};
use std::collections::HashSet;
use time::OffsetDateTime;
use uuid::Uuid;

/// A document that can be found.
#[derive(Clone, Debug)]
pub struct Doc {
    /// Of the thing that the document shows; putting the same id again replaces it.
    pub id: Uuid,
    /// What it is, for filters and labels.
    pub kind: String,
    /// The unit that it belongs to.
    pub unit: Option<Uuid>,
    /// The person whose it is.
    pub owner: Option<Uuid>,
    /// Further units and people who may read it.
    pub readers: Vec<Uuid>,
    /// Shown as the link.
    pub title: String,
    /// Shown below.
    pub summary: String,
    /// Where it is read.
    pub url: String,
    /// The stemmed words, separated by anything that is no letter or digit.
    pub stems: String,
    /// Texts of which any part can be looked for by [`Candidates`]; none when nobody will.
    pub parts: Option<String>,
    /// When it last changed.
    pub updated: OffsetDateTime,
}

/// A document that was found.
#[derive(Clone, Debug)]
pub struct Hit {
    /// The place in the order; pass the last one as `before` for the next page.
    pub seq: i64,
    /// As in [`Doc`].
    pub id: Uuid,
    /// As in [`Doc`].
    pub kind: String,
    /// As in [`Doc`].
    pub unit: Option<Uuid>,
    /// As in [`Doc`].
    pub owner: Option<Uuid>,
    /// As in [`Doc`].
    pub title: String,
    /// As in [`Doc`].
    pub summary: String,
    /// As in [`Doc`].
    pub url: String,
    /// As in [`Doc`].
    pub updated: OffsetDateTime,
}

/// Characters of a word that count.
const WORD: usize = 64;
/// Bytes of all different words of a document that count. PostgreSQL's limit is 1 MiB, and each word is kept twice, the
/// second time with its unit.
const WORDS: usize = 200_000;

/// The words of a text in lower case; what is no letter or digit separates them.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|ch: char| !ch.is_alphanumeric()).filter(|word| !word.is_empty()).map(|word| {
        // Lower case can bring marks that are no letters (a dot above an i), which must not separate anything.
        let lower = word.chars().flat_map(char::to_lowercase).filter(|ch| ch.is_alphanumeric());
        lower.take(WORD).collect()
    })
}

/// Each word once, separated by one space.
fn index(stems: &str) -> String {
    let mut seen = HashSet::new();
    let mut out = String::new();
    for word in words(stems) {
        if out.len() + word.len() < WORDS && seen.insert(word.clone()) {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(&word);
        }
    }
    out
}

/// The search for all of the words in the language of one database; `None` if there is no word. Nothing but letters
/// and digits comes from outside. Each word is looked for behind any of the marks; `[""]` for the bare word.
fn expression<'a>(terms: &[String], marks: impl IntoIterator<Item = &'a str> + Clone, sqlite: bool) -> Option<String> {
    let (and, or) = if sqlite { (" AND ", " OR ") } else { (" & ", " | ") };
    let parts: Vec<String> = terms
        .iter()
        .filter_map(|term| {
            let under = |mark| term.split('|').filter_map(move |choice| all_words(choice, mark, sqlite, and));
            let choices: Vec<String> = marks.clone().into_iter().flat_map(under).collect();
            if choices.len() > 1 { Some(format!("({})", choices.join(or))) } else { choices.into_iter().next() }
        })
        .collect();
    if parts.is_empty() { None } else { Some(parts.join(and)) }
}

/// All the words of one choice; the last one may be a beginning.
fn all_words(choice: &str, mark: &str, sqlite: bool, and: &str) -> Option<String> {
    let begins = choice.ends_with('*');
    let found: Vec<String> = words(choice).collect();
    let last = found.len().checked_sub(1)?;
    let parts = found.iter().enumerate().map(|(place, word)| {
        let begun = match (sqlite, begins && place == last) {
            (_, false) => "",
            (true, true) => " *",
            (false, true) => ":*",
        };
        format!("{}{begun}", quoted(&format!("{mark}{word}"), sqlite))
    });
    Some(parts.collect::<Vec<_>>().join(and))
}

/// A word or a mark in the language of one index.
pub(crate) fn quoted(word: &str, sqlite: bool) -> String {
    if sqlite {
        format!("\"{}\"", word.replace('"', "\"\""))
    } else {
        format!("'{}'", word.replace('\\', "\\\\").replace('\'', "''"))
    }
}

/// Puts a document in, or in place of the one with its id; it becomes the newest. Two transactions
/// that put the same id at the same moment exclude each other: the later one gets [`Error::Unique`](crate::Error::Unique)
/// unless both have locked the row that the document shows.
pub async fn put(tx: &mut Tx, doc: &Doc) -> Result<()> {
    put_all(tx, std::slice::from_ref(doc)).await
}

/// Documents in one statement; more are parted.
const AT_ONCE: usize = 500;

/// Puts several documents in, as [`put`] does, the last one as the newest. No id may be among them twice.
pub async fn put_all(tx: &mut Tx, docs: &[Doc]) -> Result<()> {
    for some in docs.chunks(AT_ONCE) {
        let marks: Vec<String> = (1..=some.len()).map(|place| format!("${place}")).collect();
        let ids: Vec<Val> = some.iter().map(|doc| doc.id.into()).collect();
        tx.exec(&format!("delete from search_doc where id in ({})", marks.join(", ")), ids).await?;
        let (mut rows, mut values) = (Vec::new(), Vec::new());
        for doc in some {
            let row: Vec<Val> = args![
                doc.id,
                doc.kind.as_str(),
                doc.unit,
                doc.owner,
                filter::reader_marks(&doc.readers),
                doc.title.as_str(),
                doc.summary.as_str(),
                doc.url.as_str(),
                index(&doc.stems),
                doc.parts.as_deref().map(part::index),
                doc.updated
            ];
            let marks: Vec<String> = (1..=row.len()).map(|place| format!("${}", values.len() + place)).collect();
            rows.push(format!("({})", marks.join(", ")));
            values.extend(row);
        }
        let text = format!(
            "insert into search_doc (id, kind, unit, owner, readers, title, summary, url, stems, parts_text, updated) values {}",
            rows.join(", ")
        );
        tx.exec(&text, values).await?;
    }
    Ok(())
}

/// Takes a document out; nothing happens if it is not there.
pub async fn remove(tx: &mut Tx, id: Uuid) -> Result<()> {
    tx.exec("delete from search_doc where id = $1", args![id]).await.map(drop)
}

/// The newest `limit` documents that have all the terms and pass the filter, those older than `before` only.
///
/// A term is a stem, or with `*` at its end the beginning of one; with several words in it, all of them are asked for.
/// Choices separated by `|` are met by any one of them: `bangun|pembang*`.
/// Terms without a letter or digit are passed over; if none is left, nothing is found.
pub async fn find(db: &Db, terms: &[String], filter: &Filter, limit: i64, before: Option<i64>) -> Result<Vec<Hit>> {
    let before = before.unwrap_or(i64::MAX);
    if filter.is_nothing() {
        return Ok(Vec::new());
    }
    // What is hidden is passed over inside the index, however many of the words it has.
    let rows = match db.engine() {
        Engine::Sqlite(_) => {
            let Some(expression) = filter.search(terms) else { return Ok(Vec::new()) };
            on_sqlite(db, &expression, filter, limit, before).await?
        }
        Engine::Postgres(postgres) => branch::find(db, postgres, &filter.branches(terms), limit, before).await?,
    };
    let mut hits = Vec::new();
    for row in rows {
        hits.push(Hit {
            seq: row.get("seq")?,
            id: row.get("id")?,
            kind: row.get("kind")?,
            unit: row.get("unit")?,
            owner: row.get("owner")?,
            title: row.get("title")?,
            summary: row.get("summary")?,
            url: row.get("url")?,
            updated: row.get("updated")?,
        });
    }
    Ok(hits)
}

const COLUMNS: &str = "d.seq, d.id, d.kind, d.unit, d.owner, d.title, d.summary, d.url, d.updated";

/// Streams the matches from the newest on; `cross join` keeps the index of words outside.
async fn on_sqlite(db: &Db, expression: &str, filter: &Filter, limit: i64, before: i64) -> Result<Vec<Row>> {
    let mut values = args![expression, before, limit];
    let readable = filter.sql(&mut values);
    let sql = format!(
        "select {COLUMNS} from search_fts f cross join search_doc d on d.seq = f.rowid
         where f.search_fts match $1 and f.rowid < $2 and {readable} order by f.rowid desc limit $3"
    );
    db.query(&sql, values).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_letters_and_digits_in_lower_case() {
        assert_eq!(index("Jalan  rusak, jalan RT-05/02; é·İ"), "jalan rusak rt 05 02 é i");
        assert_eq!(index(&"x".repeat(100)).len(), WORD);
        assert_eq!(index("'\"* \0 -- $1"), "1");
        let many: String = (0..200_000).map(|n| format!("{n} ")).collect();
        assert!(index(&many).len() <= WORDS);
    }

    #[test]
    fn expressions_hold_words_only() {
        let of = |terms: &[&str], sqlite| {
            expression(&terms.iter().map(ToString::to_string).collect::<Vec<_>>(), [""], sqlite)
        };
        assert_eq!(of(&["jalan", "rus*"], true).unwrap(), "\"jalan\" AND \"rus\" *");
        assert_eq!(of(&["jalan", "rus*"], false).unwrap(), "'jalan' & 'rus':*");
        assert_eq!(of(&["a\" OR b*c*"], true).unwrap(), "\"a\" AND \"or\" AND \"b\" AND \"c\" *");
        assert_eq!(of(&["a' & !'b"], false).unwrap(), "'a' & 'b'");
        assert_eq!(of(&["jalan", "bangun|pembang*"], true).unwrap(), "\"jalan\" AND (\"bangun\" OR \"pembang\" *)");
        assert_eq!(of(&["jalan", "bangun|pembang*"], false).unwrap(), "'jalan' & ('bangun' | 'pembang':*)");
        assert_eq!(of(&["|'|", "a|"], false).unwrap(), "'a'");
        assert_eq!(of(&["", "*", "''", "\0"], true), None);
    }
}
