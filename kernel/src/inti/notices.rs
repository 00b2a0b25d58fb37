//! The page "Pemberitahuan".
use http::StatusCode;
use maud::html;
use page::{ButtonKind, Form, Link, NavItem, Tone};
use uuid::Uuid;

use crate::web::{Options, history};
use crate::{Ctx, Response, Result, notify};

const HOME: &str = "/pemberitahuan";
/// Notifications on a page.
const LIMIT: usize = 30;

/// The list, newest first.
pub async fn list(ctx: Ctx) -> Result<Response> {
    let unread = ctx.query("hanya") == "belum";
    let before: Option<Uuid> = ctx.query("sebelum").parse().ok();
    let mut notices = notify::list(&ctx.app, ctx.account()?, unread, before, 31).await?;
    let more = notices.len() > LIMIT;
    notices.truncate(LIMIT);
    let zone = ctx.app.profile.zone();
    let csrf = ctx.csrf()?;
    let only = if unread { "hanya=belum&" } else { "" };
    let next = notices.last().filter(|_| more).map(|last| format!("{HOME}?{only}sebelum={}", last.id));
    let count = ctx.actor.person().map_or(0, |person| person.unread);
    let acts = if count > 0 {
        page::act(
            &Form { action: "/pemberitahuan/dibaca", csrf: &csrf, ..Form::default() },
            "Tandai semua dibaca",
            ButtonKind::Secondary,
        )
    } else {
        html! {}
    };
    let tabs = [
        NavItem::new("Semua", HOME, !unread),
        NavItem::new(format!("Belum dibaca ({count})"), "/pemberitahuan?hanya=belum", unread),
    ];
    let body = html! {
        (page::heading("", "Pemberitahuan", acts))
        (page::tabs("Pilihan pemberitahuan", &tabs))
        @if notices.is_empty() {
            @let title = if unread { "Semua sudah dibaca" } else { "Belum ada pemberitahuan" };
            (page::empty(title, "Pemberitahuan muncul di sini bila ada yang perlu Anda ketahui atau kerjakan.", None))
        } @else {
            ul.govuk-task-list {
                @for notice in &notices {
                    li.govuk-task-list__item {
                        div.govuk-task-list__name-and-hint {
                            a.govuk-link.pemberitahuan href={ (HOME) "/" (notice.id) } {
                                @if notice.read.is_none() { strong { (notice.title) } } @else { (notice.title) }
                            }
                            @if !notice.body.is_empty() { p.komentar__isi { (notice.body) } }
                            div.govuk-task-list__hint { (page::moment(&history::moment(notice.created, zone))) }
                            @if notice.read.is_none() {
                                @let action = format!("{HOME}/{}/dibaca", notice.id);
                                (page::act(&Form { action: &action, csrf: &csrf, ..Form::default() }, "Tandai dibaca", ButtonKind::Text))
                            }
                        }
                        div.govuk-task-list__status { @if notice.read.is_none() { (page::tag("Baru", Tone::Attention)) } }
                    }
                }
            }
            (page::pagination(before.map(|_| HOME), next.as_deref(), ""))
        }
        p.govuk-body { a.govuk-link href="/akun/pemberitahuan" { "Atur pengiriman lewat surel" } }
    };
    ctx.framed(
        StatusCode::OK,
        Options { title: "Pemberitahuan", breadcrumbs: vec![Link::new("Beranda", "/")], ..Options::default() },
        body,
    )
}

/// Goes where a notification leads and marks it as read on the way.
pub async fn open(ctx: Ctx) -> Result<Response> {
    let account = ctx.account()?;
    let notice = notify::find(&ctx.app, account, ctx.id("id")?).await?;
    if notice.read.is_none() {
        notify::mark_read(&ctx.app, account, Some(notice.id)).await?;
    }
    ctx.redirect(&notice.href)
}

/// Marks one as read.
pub async fn read(ctx: Ctx) -> Result<Response> {
    let account = ctx.account()?;
    let notice = notify::find(&ctx.app, account, ctx.id("id")?).await?;
    notify::mark_read(&ctx.app, account, Some(notice.id)).await?;
    ctx.redirect(HOME)
}

/// Marks all as read.
pub async fn read_all(ctx: Ctx) -> Result<Response> {
    notify::mark_read(&ctx.app, ctx.account()?, None).await?;
    ctx.redirect_with(HOME, "Semua pemberitahuan ditandai dibaca.")
}
