//! The page with every entry of the menu.
use maud::html;
use page::{Control, Link, Text};

use crate::web::{Options, menu};
use crate::{Ctx, Response, Result};

/// Every page that the person may open, in groups; `q` narrows it. Without an account: what is open to everybody.
pub async fn show(ctx: Ctx) -> Result<Response> {
    let q: String = ctx.query("q").chars().take(100).collect();
    let groups = menu::groups(&ctx, &q);
    let own: Vec<(&str, &str)> =
        if ctx.actor.person().is_some() && q.is_empty() { crate::web::shell::OWN.to_vec() } else { vec![] };
    let body = html! {
        (page::heading("", "Semua menu", html! {}))
        (page::search_form(menu::ALL, html! {
            div.cari-di-sini {
                (page::text_input(&Control { name: "q", label: "Cari menu", ..Control::default() }, &q, &Text::default()))
                (page::submit("Cari"))
            }
        }))
        @if groups.is_empty() {
            (page::empty("Tidak ada menu yang cocok", "Coba kata lain, atau cari catatannya di kotak pencarian di atas.", Some(&Link::new("Tampilkan semua menu", menu::ALL))))
        }
        @for (group, parts) in &groups {
            section.menu-semua {
                h2.govuk-heading-m { (group.title()) }
                ul.menu-semua__bagian {
                    @for part in parts {
                        li {
                            h3.govuk-heading-s {
                                @match part.href { Some(href) => a.govuk-link href=(href) { (part.title) }, None => (part.title) }
                            }
                            @if !part.links.is_empty() { ul.govuk-list {
                                @for (label, href) in &part.links {
                                    li { a.govuk-link href=(page::safe_href(href)) { (label) } }
                                }
                            } }
                        }
                    }
                }
            }
        }
        @if !own.is_empty() {
            section.menu-semua {
                h2.govuk-heading-m { "Milik saya" }
                ul.govuk-list { @for (label, href) in &own { li { a.govuk-link href=(href) { (label) } } } }
            }
        }
    };
    let breadcrumbs = vec![Link::new("Beranda", "/")];
    ctx.framed(http::StatusCode::OK, Options { title: "Semua menu", breadcrumbs, ..Options::default() }, body)
}
