//! One search over everything that the actor may see.
use db::fts::{Candidates, Filter, Group, Whose};
use uuid::Uuid;

use crate::{App, Ctx, Result, Scope};

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

/// Among what a search looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Among<'a> {
    /// Records of work: everything but code lists.
    Records,
    /// Code lists; see [`crate::Resource::is_code_list`].
    Codes,
    /// One kind, by the key of its resource.
    Kind(&'a str),
}

impl Among<'_> {
    fn holds(self, resource: &dyn crate::Resource) -> bool {
        match self {
            Among::Records => !resource.is_code_list(),
            Among::Codes => resource.is_code_list(),
            Among::Kind(key) => key == resource.key(),
        }
    }
}

/// The kind under which a record goes into the index that only its owner and its readers find, whatever else anybody's
/// right opens.
pub fn kind_named(key: &str) -> String {
    format!("{key}?")
}

/// The key of the resource behind a kind of the index.
fn key_of(kind: &str) -> &str {
    kind.trim_end_matches(['!', '?'])
}

/// Finds records by words, newest first; `before` continues after the last hit of the page before. A record that the actor
/// may not read is not found, however well it fits.
pub async fn find(ctx: &Ctx, q: &str, among: Among<'_>, before: Option<i64>, limit: i64) -> Result<Vec<Hit>> {
    let terms = indonesia::kata::query_terms(q);
    let mut stems = terms.stems;
    // The last word may be unfinished: what begins like it fits too.
    if let (Some(begun), Some(last)) = (terms.last_prefix, stems.last_mut()) {
        *last = format!("{last}|{begun}*");
    }
    let mut groups: Vec<Group> = vec![];
    for resource in ctx.app.resources().filter(|resource| among.holds(*resource)) {
        let open = (Some(Whose::Anyones), kind(resource.key(), true));
        let held = (ctx.actor.scope(resource.read()).whose(), kind(resource.key(), false));
        let named = resource.read_named().and_then(|perm| ctx.actor.scope(perm).whose());
        let named = (named, kind_named(resource.key()));
        for (whose, kind) in [open, held, named] {
            let Some(whose) = whose else { continue };
            match groups.iter_mut().find(|group| group.whose == whose) {
                Some(group) => group.kinds.push(kind),
                None => groups.push(Group { kinds: vec![kind], whose }),
            }
        }
    }
    let filter = Filter::any(groups);
    let found = db::fts::find(&ctx.app.db, &stems, &filter, limit, before).await?;
    Ok(found
        .into_iter()
        .map(|doc| {
            let kind_title = ctx.app.resource(key_of(&doc.kind)).map_or("", |resource| resource.title());
            Hit { doc, kind_title }
        })
        .collect())
}

/// The records of one kind that can hold these parts of a text, among those that the scope opens and those that are open
/// to everybody; see [`db::fts::Candidates`].
pub fn candidates(app: &App, key: &str, scope: &Scope, parts: &[&str]) -> Option<Candidates> {
    let mut groups = vec![Group { kinds: vec![kind(key, true)], whose: Whose::Anyones }];
    if let Some(whose) = scope.whose() {
        groups.push(Group { kinds: vec![kind(key, false)], whose });
    }
    Candidates::new(&app.db, parts, &Filter::any(groups))
}

/// What goes into the index of a record: its words, each with its stem.
pub fn stems(text: &str) -> String {
    indonesia::kata::index_terms(text).join(" ")
}

/// A record with a page of its own, to which others can point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Key of its resource.
    pub kind: String,
    /// The record.
    pub id: Uuid,
    /// Its page.
    pub href: String,
    /// What it is called.
    pub label: String,
    /// Plural name of its kind.
    pub kind_title: &'static str,
}

/// Records of any kind by words, newest first, for choosing one: code lists are not among them. What has no record page of
/// its own (a section of a text) is left out.
pub async fn records(ctx: &Ctx, q: &str, limit: i64) -> Result<Vec<Found>> {
    let hits = find(ctx, q, Among::Records, None, limit).await?;
    let found = hits.into_iter().filter_map(|hit| {
        let kind = key_of(&hit.doc.kind);
        let resource = ctx.app.resource(kind).filter(|resource| resource.href(hit.doc.id) == hit.doc.url)?;
        Some(Found {
            kind: kind.to_owned(),
            id: hit.doc.id,
            href: hit.doc.url,
            label: hit.doc.title,
            kind_title: resource.title(),
        })
    });
    Ok(found.collect())
}

/// The record whose page an address leads to: a path of this site, or the whole address. Nothing when there is none, or the
/// actor may not read it.
pub async fn record_at(ctx: &Ctx, address: &str) -> Result<Option<Found>> {
    let path = address.strip_prefix(ctx.app.config.url.trim_end_matches('/')).unwrap_or(address);
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let Some(id) = path.rsplit('/').next().and_then(|text| text.parse::<Uuid>().ok()) else { return Ok(None) };
    for resource in ctx.app.resources().filter(|resource| resource.href(id) == path) {
        let labels = resource.labels(ctx.app.clone(), ctx.scope_of(resource.read()), vec![id]).await?;
        if let Some((_, label)) = labels.into_iter().next() {
            let (kind, href) = (resource.key().to_owned(), path.to_owned());
            return Ok(Some(Found { kind, id, href, label, kind_title: resource.title() }));
        }
    }
    Ok(None)
}
