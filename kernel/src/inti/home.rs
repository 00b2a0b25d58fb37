//! The home page of staff, and all tasks.
use maud::{Markup, html};
use page::Link;
use time::Date;

use crate::module::{News, Task, Unit};
use crate::{Ctx, Response, Result, notify};

/// Most pieces of news on the home page.
const MOST_NEWS: usize = 8;
/// Most unread notifications among them.
const MOST_UNREAD: i64 = 3;

/// Most tasks on the home page; the page `/tugas` has all.
const MOST_TASKS: usize = 10;

/// What awaits the actor, then the own unit, then what is new; for a visitor, what the site offers.
pub async fn show(ctx: Ctx) -> Result<Response> {
    let Some(person) = ctx.actor.person() else { return super::welcome::show(ctx).await };
    if person.must_change {
        return ctx.redirect("/akun/sandi");
    }
    if person.citizen {
        return citizen(&ctx, &person.name);
    }
    let tasks = tasks(&ctx).await?;
    let name = person.name.clone();
    let shown = tasks.get(..MOST_TASKS).unwrap_or(&tasks);
    let body = html! {
        (page::heading(&name, "Tugas saya", html! {}))
        @if ctx.actor.assignments().is_empty() {
            (page::inset(html! { "Akun Anda belum terhubung dengan jabatan. Minta pengelola kepegawaian perangkat daerah Anda menautkannya." }))
        }
        div.beranda {
            div.beranda__tugas {
                (in_short(&tasks, ctx.today()))
                (task_list(shown, ctx.today()))
                @if shown.len() < tasks.len() {
                    p { a.govuk-link href="/tugas" { "Lihat semua tugas (" (tasks.len()) ")" } }
                }
                (positions(&ctx))
            }
            div.beranda__kabar {
                (unit_figures(&ctx).await?)
                (news(&ctx).await?)
            }
        }
    };
    ctx.page("Tugas saya", body)
}

/// What a citizen does here: the own cases, as the modules offer them.
fn citizen(ctx: &Ctx, name: &str) -> Result<Response> {
    let mut mine: Vec<_> = ctx.app.modules().iter().flat_map(|module| module.mine).collect();
    mine.retain(|entry| entry.perm.is_none_or(|perm| ctx.actor.can(perm)));
    mine.sort_by_key(|entry| entry.order);
    let body = html! {
        (page::heading(name, "Urusan saya", html! {}))
        @if mine.is_empty() {
            (page::empty("Belum ada urusan", "Permohonan dan pengaduan yang Anda kirim dengan akun ini muncul di sini.", None))
        } @else {
            ul.govuk-list.govuk-list--spaced {
                @for entry in mine { li { a.govuk-link.govuk-body-l href=(page::safe_href(entry.href)) { (entry.label) } } }
            }
        }
        p { a.govuk-link href="/pemberitahuan" { "Pemberitahuan" } " · " a.govuk-link href="/akun" { "Akun saya" } }
    };
    ctx.page("Urusan saya", body)
}

/// Every task of the actor, by kind if wished.
pub async fn all_tasks(ctx: Ctx) -> Result<Response> {
    let mut tasks = tasks(&ctx).await?;
    let mut kinds: Vec<&str> = tasks.iter().map(|task| task.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let kind = ctx.query("jenis").to_owned();
    let links: Vec<(String, &str)> = kinds
        .iter()
        .map(|kind| {
            let mut address = form_urlencoded::Serializer::for_suffix("/tugas?".to_owned(), "/tugas?".len());
            (address.append_pair("jenis", kind).finish(), *kind)
        })
        .collect();
    let tabs: Vec<page::NavItem<'_>> = std::iter::once(page::NavItem::new("Semua", "/tugas", kind.is_empty()))
        .chain(links.iter().map(|(href, each)| page::NavItem::new(*each, href.as_str(), *each == kind)))
        .collect();
    let tabs = (kinds.len() > 1).then(|| page::tabs("Jenis tugas", &tabs));
    if !kind.is_empty() {
        tasks.retain(|task| task.kind == kind);
    }
    let body = html! {
        (page::heading("", "Semua tugas saya", html! {}))
        @if let Some(tabs) = tabs { (tabs) }
        (in_short(&tasks, ctx.today()))
        (task_list(&tasks, ctx.today()))
    };
    let breadcrumbs = vec![Link::new("Beranda", "/")];
    let options = crate::web::Options { title: "Semua tugas saya", breadcrumbs, ..Default::default() };
    ctx.framed(http::StatusCode::OK, options, body)
}

/// What all modules have for the actor, the earliest deadline first.
async fn tasks(ctx: &Ctx) -> Result<Vec<Task>> {
    let mut tasks = vec![];
    for module in ctx.app.modules() {
        if let Some(read) = module.tasks {
            tasks.extend(read(ctx.clone()).await?);
        }
    }
    tasks.sort_by_key(|task| (task.due.is_none(), task.due));
    Ok(tasks)
}

/// How urgent a task is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Urgency {
    Late,
    Soon,
    Later,
}

/// Days before a deadline from which it is near.
const SOON_DAYS: i64 = 7;

fn urgency(task: &Task, today: Date) -> Urgency {
    match task.due {
        Some(due) if due < today => Urgency::Late,
        Some(due) if due <= today.saturating_add(time::Duration::days(SOON_DAYS)) => Urgency::Soon,
        Some(_) | None => Urgency::Later,
    }
}

/// How many tasks there are and how many press, in one line.
fn in_short(tasks: &[Task], today: Date) -> Markup {
    let count = |which: Urgency| tasks.iter().filter(|task| urgency(task, today) == which).count();
    let (late, soon) = (count(Urgency::Late), count(Urgency::Soon));
    html! {
        @if !tasks.is_empty() {
            p {
                (tasks.len()) " tugas"
                @if late > 0 { ", " strong.terlambat { (late) " terlambat" } }
                @if soon > 0 { ", " (soon) " jatuh tempo dalam tujuh hari" }
                "."
            }
        }
    }
}

fn task_list(tasks: &[Task], today: Date) -> Markup {
    if tasks.is_empty() {
        return page::empty(
            "Tidak ada tugas",
            "Tugas muncul di sini begitu ada kewajiban, penilaian, atau berkas yang menunggu Anda.",
            None,
        );
    }
    let rows = tasks
        .iter()
        .map(|task| {
            page::Row::new(vec![
                html! { a.govuk-link href=(page::safe_href(&task.href)) { (task.title) } },
                html! { (task.kind) },
                html! {
                    @match task.due {
                        Some(due) => {
                            span {
                                time datetime=(due) { (indonesia::tanggal::panjang(due)) } " "
                                span.(if due < today { "terlambat" } else { "pudar" }) { "(" (indonesia::tanggal::relatif(due, today)) ")" }
                            }
                        }
                        None => { "Tanpa tenggat" }
                    }
                },
            ])
        })
        .collect();
    page::table(&page::Table {
        caption: "Tugas menurut tenggat".into(),
        caption_hidden: true,
        columns: vec![page::Column::new("Tugas"), page::Column::new("Jenis"), page::Column::new("Tenggat")],
        rows,
        ..Default::default()
    })
}

fn positions(ctx: &Ctx) -> Markup {
    let mut titles: Vec<&str> = ctx.actor.assignments().iter().map(|assignment| assignment.title.as_str()).collect();
    titles.dedup();
    html! {
        @if !titles.is_empty() {
            h2.govuk-heading-m { "Jabatan saya" }
            ul.govuk-list.govuk-list--bullet { @for title in titles { li { (title) } } }
        }
    }
}

/// The unit of the first position with its figures.
async fn unit_figures(ctx: &Ctx) -> Result<Markup> {
    let Some(unit) = ctx.actor.unit() else { return Ok(html! {}) };
    let units: Vec<Unit> = ctx.app.units().await?;
    let Some(unit) = units.into_iter().find(|each| each.id == unit) else { return Ok(html! {}) };
    let mut facts: Vec<page::Tile<'static>> = vec![];
    for module in ctx.app.modules() {
        if let Some(read) = module.unit_facts {
            facts.extend(read(ctx.clone(), unit.clone()).await?);
        }
    }
    if facts.is_empty() {
        return Ok(html! {});
    }
    Ok(html! {
        section aria-labelledby="unit-saya" {
            h2.govuk-heading-m #unit-saya { "Unit saya" }
            p { (unit.name) }
            (page::tiles(&facts))
        }
    })
}

/// The newest of what all modules have to say, and what the actor has been told and has not read.
async fn news(ctx: &Ctx) -> Result<Markup> {
    let zone = ctx.app.profile.zone();
    let unread = notify::list(&ctx.app, ctx.account()?, true, None, MOST_UNREAD).await?;
    let mut news: Vec<News> = unread
        .into_iter()
        .map(|notice| News {
            on: zone.tanggal(notice.created),
            title: notice.title,
            summary: String::new(),
            href: format!("/pemberitahuan/{}", notice.id),
            kind: "Pemberitahuan",
        })
        .collect();
    for module in ctx.app.modules() {
        if let Some(read) = module.news {
            news.extend(read(ctx.clone()).await?);
        }
    }
    news.sort_by_key(|each| std::cmp::Reverse(each.on));
    news.truncate(MOST_NEWS);
    Ok(html! {
        @if !news.is_empty() {
            section aria-labelledby="kabar" {
                h2.govuk-heading-m #kabar { "Kabar" }
                (news_list(&news))
            }
        }
    })
}

/// Pieces of news, each with its kind, its day and a sentence.
pub(super) fn news_list(news: &[News]) -> Markup {
    html! {
        ul.govuk-list.kabar {
            @for each in news {
                li {
                    p.pudar { (each.kind) " · " time datetime=(each.on) { (indonesia::tanggal::panjang(each.on)) } }
                    h3.govuk-heading-s { a.govuk-link href=(page::safe_href(&each.href)) { (each.title) } }
                    @if !each.summary.is_empty() { p { (each.summary) } }
                }
            }
        }
    }
}
