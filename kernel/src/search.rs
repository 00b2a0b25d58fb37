//! One search over everything that the actor may see.
use db::Val;

use crate::{Ctx, Result};

/// One found record.
#[derive(Debug, Clone)]
pub struct Hit {
    /// What it is.
    pub doc: db::fts::Doc,
    /// Plural name of its kind.
    pub kind_title: &'static str,
}

/// Finds records by words, newest first. `only` limits to one kind; `before` continues after the last hit of the page
/// before. A record that the actor may not read is not found, however well it fits.
pub async fn find(ctx: &Ctx, q: &str, only: Option<&str>, before: Option<i64>, limit: usize) -> Result<Vec<Hit>> {
    let terms = indonesia::kata::query_terms(q);
    let mut stems = terms.stems;
    if let Some(prefix) = terms.last_prefix {
        stems.push(format!("{prefix}*"));
    }
    if stems.is_empty() {
        return Ok(vec![]);
    }
    let mut args: Vec<Val> = vec![];
    let mut parts = vec![];
    for resource in ctx.app.resources() {
        if only.is_some_and(|only| only != resource.key()) {
            continue;
        }
        let scope = ctx.actor.scope(resource.read());
        let mut trial = args.clone();
        trial.push(Val::Text(resource.key().to_owned()));
        let mark = trial.len();
        let rows = crate::Rows { public: "terbuka", ..crate::Rows::PLAIN };
        let open = scope.filter(&rows, &mut trial);
        let condition = match open.as_str() {
            "false" => format!("(kind = ${mark} and terbuka)"),
            open => format!("(kind = ${mark} and ({open} or terbuka))"),
        };
        parts.push(condition);
        args = trial;
    }
    if parts.is_empty() {
        return Ok(vec![]);
    }
    let filter = db::fts::Filter { sql: format!("({})", parts.join(" or ")), args };
    let found = db::fts::find(&ctx.app.db, &stems, &filter, limit, before).await?;
    Ok(found
        .into_iter()
        .map(|doc| {
            let kind_title = ctx.app.resource(&doc.kind).map_or("", |resource| resource.title());
            Hit { doc, kind_title }
        })
        .collect())
}

/// What goes into the index of a record: its text reduced to stems.
pub fn stems(text: &str) -> String {
    indonesia::kata::stems(text).join(" ")
}
