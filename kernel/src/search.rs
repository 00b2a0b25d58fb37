//! One search over everything that the actor may see.
use db::Val;

use crate::{Ctx, Result};

/// One found record.
#[derive(Debug, Clone)]
pub struct Hit {
    /// What it is.
    pub doc: db::fts::Hit,
    /// Plural name of its kind.
    pub kind_title: &'static str,
}

/// The kind under which a record goes into the index: one that anybody may read carries a mark.
pub fn kind(key: &str, open: bool) -> String {
    if open { format!("{key}!") } else { key.to_owned() }
}

/// Finds records by words, newest first. `only` limits to one kind; `before` continues after the last hit of the page
/// before. A record that the actor may not read is not found, however well it fits.
pub async fn find(ctx: &Ctx, q: &str, only: Option<&str>, before: Option<i64>, limit: i64) -> Result<Vec<Hit>> {
    let terms = indonesia::kata::query_terms(q);
    let mut stems = terms.stems;
    // The last word may be unfinished: what begins like it fits too.
    if let (Some(begun), Some(last)) = (terms.last_prefix, stems.last_mut()) {
        *last = format!("{last}|{begun}*");
    }
    let mut args: Vec<Val> = vec![];
    let mut parts = vec![];
    let rows = crate::Rows { unit: "d.unit", owner: "d.owner", public: "false" };
    for resource in ctx.app.resources().filter(|resource| only.is_none_or(|only| only == resource.key())) {
        args.push(kind(resource.key(), true).into());
        parts.push(format!("d.kind = ${}", args.len()));
        let scope = ctx.actor.scope(resource.read());
        if !scope.is_nothing() {
            args.push(resource.key().into());
            let mark = args.len();
            let inside = scope.filter(&rows, &mut args);
            parts.push(format!("(d.kind = ${mark} and {inside})"));
        }
    }
    if parts.is_empty() {
        return Ok(vec![]);
    }
    let filter = db::fts::Filter { sql: parts.join(" or "), args };
    let found = db::fts::find(&ctx.app.db, &stems, &filter, limit, before).await?;
    Ok(found
        .into_iter()
        .map(|doc| {
            let kind_title = ctx.app.resource(doc.kind.trim_end_matches('!')).map_or("", |resource| resource.title());
            Hit { doc, kind_title }
        })
        .collect())
}

/// What goes into the index of a record: its words, each with its stem.
pub fn stems(text: &str) -> String {
    indonesia::kata::index_terms(text).join(" ")
}
