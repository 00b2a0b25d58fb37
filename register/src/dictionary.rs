//! The data dictionary: every kind of record with its fields, kinds and classes, as a page and as Markdown.
use kernel::page::{self, Column, Row, Table};
use kernel::web::Response;
use kernel::{App, Ctx, Result};
use maud::{Markup, html};

/// The page `/kamus-data`: what kinds of record there are; with `?register=` the fields of one.
pub async fn show(ctx: Ctx) -> Result<Response> {
    let one = ctx.query("register");
    let shown = ctx.app.resources().find(|resource| resource.key() == one);
    if shown.is_none() && !one.is_empty() {
        return Err(kernel::Error::NotFound);
    }
    let body = html! {
        (page::heading("", "Kamus data", html! {}))
        p.govuk-body-l { "Setiap jenis catatan dengan isian, jenis, dan kelas kerahasiaannya. Halaman ini dibuat dari program itu sendiri." }
        @match shown {
            Some(resource) => {
                p.govuk-body { a.govuk-link href="/kamus-data" { "Semua jenis catatan" } }
                (section(resource))
            }
            None => (contents(&ctx.app)),
        }
    };
    ctx.page("Kamus data", body)
}

/// Kinds of record by module, each with the way to its fields.
fn contents(app: &App) -> Markup {
    html! {
        @for module in app.modules().iter().filter(|module| !module.resources.is_empty()) {
            h2.govuk-heading-s { (module.title) }
            ul.govuk-list.govuk-list--bullet { @for resource in module.resources {
                li {
                    a.govuk-link href={ "/kamus-data?register=" (resource.key()) } { (resource.title()) }
                    " (" (resource.dictionary().len()) " isian)"
                }
            } }
        }
    }
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
