//! What administrators see to: accounts and the queue.
pub(super) mod accounts;
pub(super) mod queue;

use http::StatusCode;
use maud::{Markup, html};
use page::{FormError, Link, NavItem, Tile, Tone};

use super::{AKUN, PEKERJAAN};
use crate::auth::Perm;
use crate::web::Options;
use crate::{Ctx, Response, Result};
use db::args;

const PAGES: [(&str, &str, Perm); 2] =
    [("Akun", "/admin/akun", AKUN), ("Antrean pekerjaan", "/admin/pekerjaan", PEKERJAAN)];

/// One page of administration, with the others beside it. `way` are the pages between "Admin" and this one.
fn framed(
    ctx: &Ctx,
    status: StatusCode,
    title: &str,
    errors: &[FormError],
    way: &[(&'static str, &'static str)],
    content: Markup,
) -> Result<Response> {
    let here = ctx.uri_path();
    let inside = |href: &str| here == href || here.strip_prefix(href).is_some_and(|rest| rest.starts_with('/'));
    let pages = PAGES.iter().filter(|(_, _, perm)| ctx.actor.can(*perm));
    let mut items = vec![NavItem::new("Keadaan sistem", "/admin", here == "/admin")];
    items.extend(pages.map(|&(label, href, _)| NavItem::new(label, href, inside(href))));
    let mut breadcrumbs = vec![Link::new("Beranda", "/")];
    if here != "/admin" {
        breadcrumbs.push(Link::new("Admin", "/admin"));
    }
    breadcrumbs.extend(way.iter().map(|&(label, href)| Link::new(label, href)));
    let body = page::with_side(
        page::side_navigation("Admin", &[("", items)]),
        html! { (page::error_summary(errors)) (content) },
    );
    ctx.framed(status, Options { title, breadcrumbs, has_errors: !errors.is_empty(), ..Options::default() }, body)
}

/// How the program is doing.
pub async fn show(ctx: Ctx) -> Result<Response> {
    let count = async |text: &str| -> Result<i64> { Ok(ctx.app.db.one(text, args![]).await?.at::<i64>(0)?) };
    let open = count("select count(*) from account where active and not warga").await?;
    let first = count("select count(*) from account where active and must_change and not warga").await?;
    let waiting = count("select count(*) from job where state = 'siap'").await?;
    let dead = count("select count(*) from job where state = 'mati'").await?;
    let unplaced = count("select count(*) from audit_leaf where seq is null").await?;
    let size = ctx.app.db.size_bytes().await?;
    let figure = |label: &'static str, value: i64, note: String, href: &'static str, tone: Tone| Tile {
        label: label.into(),
        value: indonesia::angka::bulat(value).into(),
        note: note.into(),
        href: href.into(),
        tone,
    };
    let tiles = [
        figure("Akun aktif", open, format!("{first} belum mengganti kata sandi awal"), "/admin/akun", Tone::Neutral),
        figure("Pekerjaan menunggu", waiting, String::new(), "/admin/pekerjaan", Tone::Neutral),
        figure(
            "Pekerjaan gagal",
            dead,
            if dead > 0 { "perlu dijalankan lagi atau dibuang".into() } else { String::new() },
            "/admin/pekerjaan?keadaan=gagal",
            if dead > 0 { Tone::Bad } else { Tone::Good },
        ),
        figure("Catatan menunggu tempat di log", unplaced, String::new(), "/log", Tone::Neutral),
        Tile {
            label: "Ukuran basis data".into(),
            value: indonesia::kalimat::ukuran(u64::try_from(size).unwrap_or(0)).into(),
            ..Tile::default()
        },
    ];
    let mail = match &ctx.app.config.mail {
        Some(mail) => html! { "Surel dikirim lewat " strong { (mail.server) } " dari " strong { (mail.from) } "." },
        None => html! { "Surel belum disiapkan: pemberitahuan hanya tampil di dalam Pendopo." },
    };
    let body = html! {
        (page::heading("Admin", "Keadaan sistem", html! {}))
        (page::tiles(&tiles))
        p.govuk-body { (mail) }
        p.govuk-body { "Versi " (env!("CARGO_PKG_VERSION")) ", profil " (ctx.app.profile.key) "." }
    };
    framed(&ctx, StatusCode::OK, "Keadaan sistem", &[], &[], body)
}
