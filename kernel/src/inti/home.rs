//! The home page and the search.
use maud::{Markup, html};
use page::Link;
use time::Date;

use crate::module::Task;
use crate::{Ctx, Response, Result, search};

/// What awaits the actor; for a visitor, what the site offers.
pub async fn show(ctx: Ctx) -> Result<Response> {
    let Some(person) = ctx.actor.person() else { return visitor(&ctx) };
    if person.must_change {
        return ctx.redirect("/akun/sandi");
    }
    let mut tasks = vec![];
    for module in ctx.app.modules() {
        if let Some(read) = module.tasks {
            tasks.extend(read(ctx.clone()).await?);
        }
    }
    tasks.sort_by_key(|task| (task.due.is_none(), task.due));
    let name = person.name.clone();
    let body = html! {
        (page::heading(&name, "Tugas saya", html! {}))
        @if ctx.actor.assignments().is_empty() {
            (page::inset(html! { "Akun Anda belum terhubung dengan jabatan. Minta pengelola kepegawaian perangkat daerah Anda menautkannya." }))
        }
        (task_list(&tasks, ctx.today()))
        (positions(&ctx))
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
    html! {
        table.govuk-table.tabel {
            caption.govuk-visually-hidden { "Tugas menurut tenggat" }
            thead {
                tr {
                    @for title in ["Tugas", "Jenis", "Tenggat"] { th.govuk-table__header scope="col" { (title) } }
                }
            }
            tbody {
                @for task in tasks {
                    tr {
                        td data-label="Tugas" { a href=(page::safe_href(&task.href)) { (task.title) } }
                        td data-label="Jenis" { (task.kind) }
                        td data-label="Tenggat" {
                            @match task.due {
                                Some(due) => {
                                    (indonesia::tanggal::panjang(due)) " "
                                    span.(if due < today { "terlambat" } else { "redup" }) { "(" (indonesia::tanggal::relatif(due, today)) ")" }
                                }
                                None => { "–" }
                            }
                        }
                    }
                }
            }
        }
    }
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
                        p.redup { (hit.kind_title) }
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
