//! The home page of a visitor: what a citizen looks for, from what the modules offer.
use maud::{Markup, html};
use page::{Control, Text};

use super::receipts;
use crate::module::{Front, Offer, Place, Quick};
use crate::{Ctx, Response, Result};

/// Most quick ways.
const MOST_QUICK: usize = 9;
/// So many there should be; entries of the menu make up for what modules do not name.
const ENOUGH_QUICK: usize = 6;

/// The search over everything that is open, the quick ways, the status of a receipt, then what each module offers.
pub async fn show(ctx: Ctx) -> Result<Response> {
    let (mut offers, mut fronts): (Vec<Offer>, Vec<Front>) = (vec![], vec![]);
    for module in ctx.app.modules() {
        if let Some(read) = module.welcome {
            offers.extend(read(ctx.clone()).await?);
        }
        if let Some(read) = module.front {
            fronts.push(read(ctx.clone()).await?);
        }
    }
    offers.sort_by_key(|offer| offer.order);
    let name = ctx.app.profile.name();
    let quick = quick_ways(&ctx);
    let body = html! {
        (placed(&fronts, Place::Top))
        div.sambutan {
            p.govuk-caption-l { "Layanan dan informasi pemerintah daerah" }
            h1.govuk-heading-xl { (name) }
            (placed(&fronts, Place::Greeting))
            (page::search_form("/cari", html! {
                div.cari-di-sini {
                    (page::text_input(&Control { name: "q", id: "cari-sambutan", label: "Apa yang Anda cari?", ..Control::default() }, "", &Text::default()))
                    (page::submit("Cari"))
                }
            }))
        }
        @if !quick.is_empty() { (quick_list(&quick)) }
        @if !receipts::doors(&ctx).is_empty() {
            section.cek-status aria-labelledby="cek-status" {
                h2.govuk-heading-m #cek-status { "Cek status" }
                p { "Sudah mengajukan sesuatu? Ketik nomor pada resi Anda." }
                (receipts::form("", None, "nomor-resi"))
            }
        }
        @if !offers.is_empty() {
            div.tawaran { @for (place, offer) in offers.iter().enumerate() { (one(offer, place)) } }
        }
        (placed(&fronts, Place::Bottom))
        p.sambutan__pegawai { "Anda pegawai? " a.govuk-link href="/masuk" { "Masuk untuk pegawai" } }
    };
    let head = html! { @for front in &fronts { (front.head) } };
    let options = crate::web::Options { title: &name, ..Default::default() };
    ctx.framed_with_head(http::StatusCode::OK, options, head, body)
}

/// What modules put at a place, in their order.
fn placed(fronts: &[Front], place: Place) -> Markup {
    let mut parts: Vec<_> = fronts.iter().flat_map(|front| &front.parts).filter(|part| part.place == place).collect();
    parts.sort_by_key(|part| part.order);
    html! { @for part in parts { (part.content) } }
}

/// The quick ways that modules name, then the entries of the menu that anybody sees.
fn quick_ways(ctx: &Ctx) -> Vec<Quick> {
    let mut ways: Vec<Quick> = ctx.app.modules().iter().flat_map(|module| module.quick).copied().collect();
    ways.sort_by_key(|way| way.order);
    let entries = ctx.app.modules().iter().flat_map(|module| module.menu);
    let mut open: Vec<_> = entries.filter(|entry| entry.perm.is_none() && entry.href != "/").collect();
    open.sort_by_key(|entry| entry.order);
    for entry in open {
        if ways.len() >= ENOUGH_QUICK {
            break;
        }
        if !ways.iter().any(|way| way.href == entry.href) {
            ways.push(Quick { label: entry.label, about: "", href: entry.href, order: u32::MAX });
        }
    }
    ways.truncate(MOST_QUICK);
    ways
}

fn quick_list(ways: &[Quick]) -> Markup {
    html! {
        nav aria-label="Jalan pintas" {
            ul.pintas {
                @for way in ways {
                    li { a.pintas__satu href=(page::safe_href(way.href)) {
                        strong { (way.label) }
                        @if !way.about.is_empty() { span { (way.about) } }
                    } }
                }
            }
        }
    }
}

fn one(offer: &Offer, place: usize) -> Markup {
    let heading = format!("tawaran-{place}");
    let field = format!("tawaran-{place}-cari");
    html! {
        section.tawaran__satu aria-labelledby=(heading) {
            h2.govuk-heading-m id=(heading) { (offer.title) }
            p { (offer.about) }
            @if let Some(search) = &offer.search {
                (page::search_form(search.action, html! {
                    div.cari-di-sini {
                        (page::text_input(&Control { name: search.field, id: &field, label: search.label, ..Control::default() }, "", &Text::default()))
                        (page::submit("Cari"))
                    }
                }))
            }
            @if !offer.newest.is_empty() { (super::home::news_list(&offer.newest)) }
            @if let Some((label, href)) = offer.more { p { a.govuk-link href=(page::safe_href(href)) { (label) } } }
        }
    }
}
