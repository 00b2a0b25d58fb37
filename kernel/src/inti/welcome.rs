//! The home page of a visitor: what a citizen looks for, from what the modules offer.
use maud::{Markup, html};
use page::{Control, Text};

use crate::module::Offer;
use crate::{Ctx, Response, Result};

/// The search over everything that is open, then what each module offers.
pub async fn show(ctx: Ctx) -> Result<Response> {
    let mut offers: Vec<Offer> = vec![];
    for module in ctx.app.modules() {
        if let Some(read) = module.welcome {
            offers.extend(read(ctx.clone()).await?);
        }
    }
    offers.sort_by_key(|offer| offer.order);
    let name = ctx.app.profile.name();
    let body = html! {
        div.sambutan {
            p.govuk-caption-l { "Layanan dan informasi pemerintah daerah" }
            h1.govuk-heading-xl { (name) }
            (page::search_form("/cari", html! {
                div.cari-di-sini {
                    (page::text_input(&Control { name: "q", id: "cari-sambutan", label: "Apa yang Anda cari?", ..Control::default() }, "", &Text::default()))
                    (page::submit("Cari"))
                }
            }))
        }
        @if !offers.is_empty() {
            div.tawaran { @for (place, offer) in offers.iter().enumerate() { (one(offer, place)) } }
        }
        (super::citizen::offer(&ctx)?)
        p.sambutan__pegawai { "Anda pegawai? " a.govuk-link href="/masuk" { "Masuk untuk pegawai" } }
    };
    ctx.page(&name, body)
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
