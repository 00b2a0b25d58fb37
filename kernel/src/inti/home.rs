//! The home page and the search.
use maud::{Markup, html};
use page::{Column, Link, Row, Table, Tile};
use time::Date;

use crate::module::Task;
use crate::notify::{self, Notification};
use crate::web::history;
use crate::{Ctx, Response, Result, search};

/// Notifications on the home page.
const NEWS: i64 = 5;

/// What awaits the actor, how the actor's units stand, what happened; for a visitor, what the site offers.
pub async fn show(ctx: Ctx) -> Result<Response> {
    let Some(person) = ctx.actor.person() else { return visitor(&ctx) };
    if person.must_change {
        return ctx.redirect("/akun/sandi");
    }
    let account = person.account;
    let mut tasks = vec![];
    let mut figures = vec![];
    for module in ctx.app.modules() {
        if let Some(read) = module.tasks {
            tasks.extend(read(ctx.clone()).await?);
        }
        if let Some(read) = module.figures {
            figures.extend(read(ctx.clone()).await?);
        }
    }
    tasks.sort_by_key(|task| (task.due.is_none(), task.due));
    let news = notify::list(&ctx.app, account, false, None, NEWS).await?;
    let body = html! {
        (page::heading("", "Tugas saya", html! {}))
        @if ctx.actor.assignments().is_empty() {
            (page::inset(html! { "Akun Anda belum terhubung dengan jabatan. Minta pengelola kepegawaian perangkat daerah Anda menautkannya." }))
        }
        (task_list(&tasks, ctx.today()))
        (my_unit(&ctx, &figures))
        (latest(&ctx, &news))
    };
    ctx.page("Tugas saya", body)
}

fn task_list(tasks: &[Task], today: Date) -> Markup {
    if tasks.is_empty() {
        return page::empty(
            "Tidak ada tugas",
            "Tugas muncul di sini begitu ada kewajiban, penilaian, atau berkas yang menunggu Anda.",
            None,
        );
    }
    let late = tasks.iter().filter(|task| task.due.is_some_and(|due| due < today)).count();
    let rows = tasks
        .iter()
        .map(|task| {
            Row::new(vec![
                html! { a.govuk-link href=(page::safe_href(&task.href)) { (task.title) } },
                html! { (task.kind) },
                due(task.due, today),
            ])
        })
        .collect();
    html! {
        p.govuk-body {
            (tasks.len()) " tugas menurut tenggat"
            @if late > 0 { ", " span.terlambat { (late) " melewati tenggat" } }
            "."
        }
        (page::table(&Table {
            caption: "Tugas menurut tenggat".into(),
            caption_hidden: true,
            columns: vec![Column::new("Tugas"), Column::new("Jenis"), Column::new("Tenggat")],
            rows,
            ..Table::default()
        }))
    }
}

/// A due date with its distance, in one element: narrow screens lay a cell out as one.
fn due(due: Option<Date>, today: Date) -> Markup {
    html! {
        @match due {
            Some(due) => {
                div {
                    time datetime=(due) { (indonesia::tanggal::panjang(due)) }
                    br;
                    span.(if due < today { "terlambat" } else { "pudar" }) { (indonesia::tanggal::relatif(due, today)) }
                }
            }
            None => span.pudar { "Tanpa tenggat" },
        }
    }
}

/// The positions of the actor, which name their units, and how these stand.
fn my_unit(ctx: &Ctx, figures: &[Tile<'_>]) -> Markup {
    let mut titles: Vec<&str> = ctx.actor.assignments().iter().map(|assignment| assignment.title.as_str()).collect();
    titles.dedup();
    html! {
        @if !titles.is_empty() {
            h2.govuk-heading-m { "Unit saya" }
            ul.govuk-list { @for title in titles { li { (title) } } }
            @if !figures.is_empty() { (page::tiles(figures)) }
        }
    }
}

/// What happened lately to what is the actor's.
fn latest(ctx: &Ctx, news: &[Notification]) -> Markup {
    let zone = ctx.app.profile.zone();
    html! {
        h2.govuk-heading-m { "Kabar terbaru" }
        @if news.is_empty() {
            p.pudar { "Belum ada kabar." }
        } @else {
            ul.govuk-list.govuk-list--spaced {
                @for notice in news {
                    li {
                        a.govuk-link href={ "/pemberitahuan/" (notice.id) } {
                            @if notice.read.is_none() { strong { (notice.title) } } @else { (notice.title) }
                        }
                        div.pudar { (page::moment(&history::moment(notice.created, zone))) }
                    }
                }
            }
            p { a.govuk-link href="/pemberitahuan" { "Semua pemberitahuan" } }
        }
    }
}

fn visitor(ctx: &Ctx) -> Result<Response> {
    let entries: Vec<_> = ctx
        .app
        .modules()
        .iter()
        .flat_map(|module| module.menu)
        .filter(|entry| entry.perm.is_none() && entry.href != "/")
        .collect();
    let name = ctx.app.profile.name();
    let body = html! {
        (page::heading("Sistem pemerintahan berbasis elektronik", &name, html! {}))
        p.govuk-body-l { "Peraturan, kewajiban, dan penilaian penyelenggaraan SPBE dalam satu tempat." }
        @if !entries.is_empty() {
            ul.govuk-list { @for entry in entries { li { a.govuk-link href=(entry.href) { (entry.label) } } } }
        }
        p { a.govuk-button href="/masuk" { "Masuk untuk pegawai" } }
    };
    ctx.page(&name, body)
}

/// One box over everything that the person may see.
pub async fn search(ctx: Ctx) -> Result<Response> {
    let q: String = ctx.query("q").chars().take(200).collect();
    let only = Some(ctx.query("jenis")).filter(|text| !text.is_empty());
    let before = ctx.query("sebelum").parse::<i64>().ok();
    let limit = 20_usize;
    let mut hits = search::find(&ctx, &q, only, before, 21).await?;
    let more = hits.len() > limit;
    hits.truncate(limit);
    let next = hits.last().filter(|_| more).map(|hit| {
        let mut address = form_urlencoded::Serializer::for_suffix("/cari?".to_owned(), "/cari?".len());
        address
            .append_pair("q", &q)
            .append_pair("jenis", only.unwrap_or(""))
            .append_pair("sebelum", &hit.doc.seq.to_string());
        address.finish()
    });
    let terms = indonesia::kata::query_terms(&q);
    let body = html! {
        h1.govuk-heading-l { "Pencarian" }
        @if q.is_empty() {
            p { "Ketik satu kata atau lebih di kotak pencarian di atas." }
        } @else if hits.is_empty() {
            (page::empty(&format!("Tidak ada yang cocok dengan \"{q}\""), "Coba kata yang lebih umum, atau periksa ejaannya. Anda hanya menemukan yang berhak Anda lihat.", None))
        } @else {
            p aria-live="polite" { "Hasil untuk \"" strong { (q) } "\", terbaru dahulu." }
            ol.govuk-list.hasil {
                @for hit in &hits {
                    li {
                        p.pudar { (hit.kind_title) }
                        h2.govuk-heading-s { a.govuk-link href=(page::safe_href(&hit.doc.url)) { (hit.doc.title) } }
                        p { @for piece in indonesia::kata::cuplikan(&hit.doc.summary, &terms, 240) { @if piece.hit { mark { (piece.text) } } @else { (piece.text) } } }
                    }
                }
            }
            (page::pagination(None, next.as_deref(), ""))
        }
    };
    let breadcrumbs = vec![Link::new("Beranda", "/")];
    ctx.framed(
        http::StatusCode::OK,
        crate::web::Options { title: "Pencarian", breadcrumbs, ..Default::default() },
        body,
    )
}
