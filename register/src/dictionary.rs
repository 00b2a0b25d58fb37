//! The data dictionary: every kind of record with its fields, kinds and classes, as a page and as Markdown.
use kernel::page::{self, Column, Row, Table};
use kernel::web::Response;
use kernel::{App, Ctx, Result};
use maud::{Markup, html};

/// The page `/kamus-data`: all kinds of record, or one with `?register=`.
pub async fn show(ctx: Ctx) -> Result<Response> {
    let one = ctx.query("register");
    let shown: Vec<_> = ctx.app.resources().filter(|resource| one.is_empty() || resource.key() == one).collect();
    if shown.is_empty() {
        return Err(kernel::Error::NotFound);
    }
    let body = html! {
        (page::heading("", "Kamus data", html! {}))
        p.govuk-body-l { "Setiap jenis catatan dengan isian, jenis, dan kelas kerahasiaannya. Halaman ini dibuat dari program itu sendiri." }
        @if one.is_empty() {
            nav aria-label="Daftar isi" {
                ul.govuk-list { @for resource in &shown {
                    li { a.govuk-link href={ "#" (resource.key()) } { (resource.title()) } }
                } }
            }
        } @else {
            p.govuk-body { a.govuk-link href="/kamus-data" { "Semua jenis catatan" } }
        }
        @for resource in &shown { (section(*resource)) }
    };
    ctx.page("Kamus data", body)
}

fn section(resource: &dyn kernel::Resource) -> Markup {
    let schema = resource.schema();
    let about = schema.get("description").and_then(|text| text.as_str()).unwrap_or_default().to_owned();
    let rows = resource.dictionary().into_iter().map(|doc| {
        Row::new(vec![
            html! { (doc.label) br; code { (doc.name) } },
            html! { (doc.kind) },
            html! { @if doc.required { "wajib" } @else { "tidak wajib" } },
            html! { (doc.class.word()) },
            html! { (doc.hint) },
        ])
    });
    html! {
        section id=(resource.key()) {
            h2.govuk-heading-m { (resource.title()) }
            p.govuk-body { (about) " Kunci: " code { (resource.key()) } "." }
            (page::table(&Table {
                caption: format!("Isian {}", resource.title()).into(),
                caption_hidden: true,
                columns: ["Isian", "Jenis", "Wajib", "Kelas", "Keterangan"].into_iter().map(Column::new).collect(),
                rows: rows.collect(),
                ..Table::default()
            }))
        }
    }
}

/// The same as Markdown, for the documents.
pub fn markdown(app: &App) -> String {
    let mut out = String::from("# Kamus data\n");
    for resource in app.resources() {
        let schema = resource.schema();
        let about = schema.get("description").and_then(|text| text.as_str()).unwrap_or_default();
        out.push_str(&format!("\n## {} (`{}`)\n\n{about}\n\n", resource.title(), resource.key()));
        out.push_str("| Isian | Kolom | Jenis | Wajib | Kelas | Keterangan |\n|---|---|---|---|---|---|\n");
        for doc in resource.dictionary() {
            let must = if doc.required { "ya" } else { "tidak" };
            let name = format!("`{}`", doc.name);
            let cells = [doc.label, &name, &doc.kind, must, doc.class.word(), doc.hint].map(cell);
            out.push_str(&format!("| {} |\n", cells.join(" | ")));
        }
    }
    out
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}
