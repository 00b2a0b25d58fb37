//! The menu: the bar that every page has, and the page that holds all of it. A program of fifty modules has more entries
//! than any bar: the bar shows the daily work of the person's roles, the page shows everything in groups.
use maud::Markup;
use page::{Link, NavItem};

use crate::Ctx;
use crate::module::{Group, Menu, Module};

/// Where the page with all entries is.
pub(crate) const ALL: &str = "/menu";
/// What leads to it.
const ALL_LABEL: &str = "Semua menu";
/// How many letters the bar holds in one row of a page 980 px wide, where each entry costs [`BETWEEN`] more.
const ROOM: usize = 112;
/// What the space beside an entry is worth, in letters.
const BETWEEN: usize = 4;

/// What is asked of an entry to find its place in the bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Entry {
    label: &'static str,
    href: &'static str,
    order: u32,
    /// Daily work of a role that the person holds.
    daily: bool,
    /// The page belongs to it.
    here: bool,
}

/// One module on the menu page.
pub(crate) struct Part {
    /// What it is called.
    pub title: &'static str,
    /// Where its name leads, when its first entry is called the same.
    pub href: Option<&'static str>,
    /// Label and address of its other entries, then of its registers.
    pub links: Vec<(&'static str, String)>,
}

fn may_see(ctx: &Ctx, entry: &Menu) -> bool {
    entry.perm.is_none_or(|perm| ctx.actor.can(perm))
}

/// The bar of the person: what fits of what they may see, then the way to everything.
///
/// `way`: the breadcrumbs of the page, which name the entry of a page whose address says less.
pub(super) fn bar(ctx: &Ctx, way: &[Link<'_>]) -> Vec<NavItem<'static>> {
    let path = ctx.uri_path();
    let mut entries: Vec<Entry> = vec![];
    for module in ctx.app.modules() {
        for entry in module.menu.iter().filter(|entry| may_see(ctx, entry)) {
            let roles = module.daily.iter().find(|(href, _)| *href == entry.href).map(|(_, roles)| *roles);
            let daily = roles.unwrap_or_default().iter().any(|role| ctx.actor.has_role(role));
            let Menu { label, href, order, .. } = *entry;
            entries.push(Entry { label, href, order, daily, here: false });
        }
    }
    let way: Vec<&str> = way.iter().map(|link| link.href.as_ref()).collect();
    mark(&mut entries, path, &way);
    let all = entries.len();
    let shown = fitting(entries, ROOM);
    let mut items: Vec<_> = shown.iter().map(|entry| NavItem::new(entry.label, entry.href, entry.here)).collect();
    // Registers have no entry of their own, so staff always need the whole; a visitor only when something is left out.
    if ctx.actor.person().is_some() || shown.len() < all {
        items.push(NavItem::new(ALL_LABEL, ALL, path == ALL));
    }
    items
}

/// Marks the entry of the page itself, else the last one on the way to it, else that with the longest address that the page
/// lies under.
fn mark(entries: &mut [Entry], path: &str, way: &[&str]) {
    let under =
        |href: &str| path == href || (href != "/" && path.strip_prefix(href).is_some_and(|rest| rest.starts_with('/')));
    let nearest =
        entries.iter().filter(|entry| under(entry.href)).map(|entry| entry.href).max_by_key(|href| href.len());
    let has = |href: &str| href != "/" && entries.iter().any(|entry| entry.href == href);
    let named = entries
        .iter()
        .map(|entry| entry.href)
        .find(|href| if has(path) { *href == path } else { way.iter().rev().find(|link| has(link)) == Some(href) });
    let marked = named.or(nearest);
    for entry in entries {
        entry.here = Some(entry.href) == marked;
    }
}

/// The entries that fit, in their order: the first one and the one of this page always, then daily work, then the others.
fn fitting(mut entries: Vec<Entry>, room: usize) -> Vec<Entry> {
    entries.sort_by_key(|entry| entry.order);
    let first = entries.first().map(|entry| entry.href);
    let mut ranked = entries.clone();
    ranked.sort_by_key(|entry| (Some(entry.href) != first, !entry.here, !entry.daily, entry.order));
    let mut left = room.saturating_sub(ALL_LABEL.chars().count() + BETWEEN);
    let mut taken = vec![];
    for entry in ranked {
        let cost = entry.label.chars().count() + BETWEEN;
        if cost > left {
            break;
        }
        left -= cost;
        taken.push(entry.href);
    }
    entries.retain(|entry| taken.contains(&entry.href));
    entries
}

/// Everything that the person may open, in groups; only what holds all words of `q` in its label or its module's name.
pub(crate) fn groups(ctx: &Ctx, q: &str) -> Vec<(Group, Vec<Part>)> {
    let words: Vec<String> = q.to_lowercase().split_whitespace().map(str::to_owned).collect();
    let of = |group: Group| {
        let modules = ctx.app.modules().iter().filter(move |module| module.group == group);
        modules.filter_map(|module| part(ctx, module, &words)).collect::<Vec<_>>()
    };
    Group::ALL.into_iter().map(|group| (group, of(group))).filter(|(_, parts)| !parts.is_empty()).collect()
}

fn part(ctx: &Ctx, module: &Module, words: &[String]) -> Option<Part> {
    let mut entries: Vec<&Menu> = module.menu.iter().filter(|entry| entry.href != "/" && may_see(ctx, entry)).collect();
    entries.sort_by_key(|entry| entry.order);
    let first = entries.first().filter(|entry| entry.label == module.title).map(|entry| entry.href);
    let others = entries.into_iter().filter(|entry| Some(entry.href) != first);
    let mut links: Vec<(&'static str, String)> = vec![];
    for (label, href) in others.map(|entry| (entry.label, entry.href.to_owned())).chain(registers(ctx, module)) {
        if !links.iter().any(|(_, other)| *other == href) {
            links.push((label, href));
        }
    }
    let fits = |label: &str| {
        let text = format!("{} {}", label.to_lowercase(), module.title.to_lowercase());
        words.iter().all(|word| text.contains(word.as_str()))
    };
    links.retain(|(label, _)| fits(label));
    let href = first.filter(|_| fits(""));
    (href.is_some() || !links.is_empty()).then_some(Part { title: module.title, href, links })
}

/// The lists of a module's registers that the person may open: those that they may read, or that hold open records.
fn registers(ctx: &Ctx, module: &Module) -> Vec<(&'static str, String)> {
    let open = |resource: &&'static dyn crate::Resource| {
        ctx.actor.can(resource.read()) || resource.rows().public != crate::Rows::PLAIN.public
    };
    let readable = module.resources.iter().filter(|resource| open(resource));
    readable.filter_map(|resource| Some((resource.title(), resource.list_href()?))).collect()
}

/// Pages of the menu whose label holds these words, for the search: at most `limit`.
pub(crate) fn pages(ctx: &Ctx, q: &str, limit: usize) -> Vec<(&'static str, String)> {
    let words: Vec<String> = q.to_lowercase().split_whitespace().map(str::to_owned).collect();
    if words.is_empty() {
        return vec![];
    }
    let parts = groups(ctx, "").into_iter().flat_map(|(_, parts)| parts);
    let links = parts.flat_map(|part| {
        let named = part.href.map(|href| (part.title, href.to_owned()));
        named.into_iter().chain(part.links)
    });
    let holds = |label: &str| {
        let label = label.to_lowercase();
        words.iter().all(|word| label.contains(word.as_str()))
    };
    links.filter(|(label, _)| holds(label)).take(limit).collect()
}

/// The one row of tabs on the list of a register: what its module says, else the other registers of the module.
pub fn tabs(ctx: &Ctx) -> Markup {
    let here = ctx.uri_path().split('/').nth(1).unwrap_or_default();
    let owner = ctx.app.modules().iter().find(|module| module.resources.iter().any(|each| each.key() == here));
    let Some(module) = owner else { return Markup::default() };
    if let Some(tabs) = module.tabs {
        return tabs(ctx);
    }
    let here = format!("/{here}");
    let items: Vec<_> = registers(ctx, module)
        .into_iter()
        .map(|(label, href)| {
            let active = href == here;
            NavItem::new(label, href, active)
        })
        .collect();
    if items.len() > 1 { page::tabs("Bagian lain", &items) } else { Markup::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(label: &'static str, href: &'static str, order: u32, daily: bool) -> Entry {
        Entry { label, href, order, daily, here: false }
    }

    fn shown(entries: &[Entry], room: usize) -> Vec<&'static str> {
        fitting(entries.to_vec(), room).iter().map(|entry| entry.href).collect()
    }

    #[test]
    fn daily_work_comes_before_the_others_and_the_order_stays() {
        let entries = [
            entry("Beranda", "/", 0, false),
            entry("Naskah", "/n", 10, false),
            entry("Arsip", "/a", 30, false),
            entry("Evaluasi", "/e", 40, true),
        ];
        // "Semua menu" takes 14, "Beranda" 11, "Evaluasi" 12, "Naskah" 10, "Arsip" 9.
        assert_eq!(shown(&entries, 14 + 11 + 12), ["/", "/e"]);
        assert_eq!(shown(&entries, 14 + 11 + 12 + 10), ["/", "/n", "/e"]);
        assert_eq!(shown(&entries, 14 + 11 + 12 + 10 + 9), ["/", "/n", "/a", "/e"]);
        assert_eq!(shown(&entries, 0), Vec::<&str>::new());
    }

    #[test]
    fn the_entry_of_the_page_is_always_there_and_the_nearest_one_is_marked() {
        let mut entries = vec![
            entry("Beranda", "/", 0, false),
            entry("Naskah", "/n", 10, true),
            entry("Jauh", "/n/jauh", 900, false),
        ];
        for (path, here) in [("/n/jauh/1", Some("/n/jauh")), ("/n/1", Some("/n")), ("/nn", None), ("/", Some("/"))] {
            mark(&mut entries, path, &[]);
            let marked: Vec<_> = entries.iter().filter(|entry| entry.here).map(|entry| entry.href).collect();
            assert_eq!(marked, here.into_iter().collect::<Vec<_>>(), "{path}");
        }
        mark(&mut entries, "/n/1", &["/", "/n/jauh"]);
        assert!(
            entries.iter().any(|entry| entry.here && entry.href == "/n/jauh"),
            "the way says more than the address"
        );
        mark(&mut entries, "/n", &["/n/jauh"]);
        assert!(entries.iter().any(|entry| entry.here && entry.href == "/n"), "its own page is nobody else's");
        mark(&mut entries, "/n/jauh", &[]);
        assert_eq!(shown(&entries, 14 + 11 + 8), ["/", "/n/jauh"]);
    }

    #[test]
    fn fifty_entries_stay_in_one_row() {
        let entries: Vec<_> = (0..50)
            .map(|order| entry("Perangkat daerah", Box::leak(format!("/{order}").into_boxed_str()), order, false))
            .collect();
        let shown = fitting(entries, ROOM);
        let letters: usize = shown.iter().map(|entry| entry.label.chars().count() + BETWEEN).sum();
        assert_eq!(shown.len(), 4);
        assert!(letters + ALL_LABEL.chars().count() + BETWEEN <= ROOM);
    }
}
