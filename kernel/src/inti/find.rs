//! One box over everything that the person may see, and the choice of a record while typing.
use maud::{Markup, html};
use page::{Link, NavItem};

use crate::search::{self, Among, Hit};
use crate::web::menu;
use crate::{Ctx, Response, Result};

/// Hits on a page.
const PER_PAGE: usize = 20;
/// Longest text that is searched for, in characters.
const LONGEST: usize = 200;
/// Most pages of the menu that are named above the hits.
const MOST_PAGES: usize = 5;
/// The value of `jenis` that asks for code lists.
const CODES: &str = "kode";

/// The page with what was found: records; code lists under a filter of their own, for there are thousands of codes.
pub async fn search(ctx: Ctx) -> Result<Response> {
    let q: String = ctx.query("q").chars().take(LONGEST).collect();
    let kind = ctx.query("jenis").to_owned();
    let among = match kind.as_str() {
        "" => Among::Records,
        CODES => Among::Codes,
        kind => Among::Kind(kind),
    };
    let before = ctx.query("sebelum").parse::<i64>().ok();
    let mut hits = search::find(&ctx, &q, among, before, 21).await?;
    let more = hits.len() > PER_PAGE;
    hits.truncate(PER_PAGE);
    let next = hits
        .last()
        .filter(|_| more)
        .map(|hit| address(&[("q", &q), ("jenis", &kind), ("sebelum", &hit.doc.seq.to_string())]));
    // Who finds little among the records is told that there are codes.
    let codes = among == Among::Records
        && before.is_none()
        && !more
        && !q.is_empty()
        && !search::find(&ctx, &q, Among::Codes, None, 1).await?.is_empty();
    let pages = if kind.is_empty() && before.is_none() { menu::pages(&ctx, &q, MOST_PAGES) } else { vec![] };
    let body = html! {
        h1.govuk-heading-l { "Pencarian" }
        @if q.is_empty() {
            p { "Ketik satu kata atau lebih di kotak pencarian di atas." }
        } @else {
            (narrow(&ctx, &q, &kind))
            @if !pages.is_empty() {
                p { "Halaman menu: "
                    @for (place, (label, href)) in pages.iter().enumerate() {
                        @if place > 0 { ", " } a.govuk-link href=(page::safe_href(href)) { (label) }
                    }
                }
            }
            @if hits.is_empty() {
                (page::empty(&format!("Tidak ada yang cocok dengan \"{q}\""), "Coba kata yang lebih umum, atau periksa ejaannya. Anda hanya menemukan yang berhak Anda lihat.", None))
            } @else {
                p aria-live="polite" { "Hasil untuk \"" strong { (q) } "\", terbaru dahulu." }
                (results(&q, &hits))
                (page::pagination(None, next.as_deref(), ""))
            }
            @if codes {
                p { "Ada juga yang cocok di antara kode dan rujukan: " a.govuk-link href=(address(&[("q", &q), ("jenis", CODES)])) { "lihat kode dan rujukan" } "." }
            }
        }
    };
    let breadcrumbs = vec![Link::new("Beranda", "/")];
    ctx.framed(
        http::StatusCode::OK,
        crate::web::Options { title: "Pencarian", breadcrumbs, ..Default::default() },
        body,
    )
}

fn address(pairs: &[(&str, &str)]) -> String {
    let mut address = form_urlencoded::Serializer::for_suffix("/cari?".to_owned(), "/cari?".len());
    for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
        address.append_pair(name, value);
    }
    address.finish()
}

/// Records or codes; and the one kind to which the search is narrowed.
fn narrow(ctx: &Ctx, q: &str, kind: &str) -> Markup {
    let one = ctx.app.resource(kind);
    let (all, codes) = (address(&[("q", q)]), address(&[("q", q), ("jenis", CODES)]));
    let here = address(&[("q", q), ("jenis", kind)]);
    let mut items = vec![
        NavItem::new("Catatan", all.as_str(), kind.is_empty()),
        NavItem::new("Kode dan rujukan", codes.as_str(), kind == CODES),
    ];
    items.extend(one.map(|resource| NavItem::new(format!("Hanya {}", resource.title()), here.as_str(), true)));
    page::segments("Cari di antara", &items)
}

fn results(q: &str, hits: &[Hit]) -> Markup {
    let terms = indonesia::kata::query_terms(q);
    html! {
        ol.govuk-list.hasil {
            @for hit in hits {
                @let kind = hit.doc.kind.trim_end_matches(['!', '?']);
                li {
                    p.pudar { a.govuk-link.govuk-link--no-visited-state href=(address(&[("q", q), ("jenis", kind)])) {
                        span.govuk-visually-hidden { "Cari hanya di " } (hit.kind_title)
                    } }
                    h2.govuk-heading-s { a.govuk-link href=(page::safe_href(&hit.doc.url)) { (hit.doc.title) } }
                    p { @for piece in indonesia::kata::cuplikan(&hit.doc.summary, &terms, 240) { @if piece.hit { mark { (piece.text) } } @else { (piece.text) } } }
                }
            }
        }
    }
}

/// Records to choose from while typing, for controls that point to a record of any kind: no code lists.
pub async fn choices(ctx: Ctx) -> Result<Response> {
    let q: String = ctx.query("q").chars().take(LONGEST).collect();
    let found = search::records(&ctx, &q, 20).await?;
    let list: Vec<_> = found
        .iter()
        .map(|each| serde_json::json!({ "value": each.href, "label": each.label, "hint": each.kind_title }))
        .collect();
    Ok(crate::web::json(http::StatusCode::OK, &serde_json::json!(list)))
}
