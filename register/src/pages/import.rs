//! Pages of an import.
use kernel::page::{self, ButtonKind, Column, Control, Form, FormError, NavItem, Row, Table, Tone};
use kernel::{Ctx, Result, Val};
use maud::{Markup, html};

use crate::extra::{self, Extra};
use crate::import::cargo::Cargo;
use crate::import::plan::{Action, Line, Plan};
use crate::import::{MOST_BYTES, MOST_ROWS};
use crate::value::show::{self, Lens};
use crate::{Record, Register, labels};

/// Rows that the page shows.
const SHOWN: usize = 500;

/// Asks for the file.
pub(crate) fn ask(register: &Register, to: &Form<'_>, errors: &[FormError]) -> Markup {
    page::column(html! {
        (page::error_summary(errors))
        (page::heading(register.title, &format!("Impor {}", register.title), html! {}))
        p.govuk-body { "Unggah berkas CSV atau XLSX. Sebelum ada yang disimpan, Anda melihat apa yang akan berubah, baris demi baris." }
        p.govuk-body { "Mulai dari templat "
            a.govuk-link href={ "/" (register.key) "/impor/templat?bentuk=xlsx" } { "XLSX" } " atau "
            a.govuk-link href={ "/" (register.key) "/impor/templat?bentuk=csv" } { "CSV" } ", atau dari berkas ekspor. "
            "Baris dengan id mengubah catatan itu"
            @if let Some(key) = register.unique_key() { "; tanpa id, catatan dicari menurut " (key.label) }
            ". Judul kolom boleh nama atau label."
        }
        (page::form(to, html! {
            (page::upload(&Control { name: "berkas", label: "Berkas", error: page::error_of(errors, "berkas"), ..Control::default() },
                &page::Upload { accept: ".csv,.xlsx,.txt", limits: &format!("Paling banyak {MOST_ROWS} baris dan {} MB.", MOST_BYTES / 1024 / 1024), max_bytes: Some(MOST_BYTES), ..page::Upload::default() }))
            (page::buttons(html! { (page::submit("Lihat pratinjau")) (page::button_link("Batal", &register.href(), ButtonKind::Secondary)) }))
        }))
    })
}

/// What is needed to show the rows.
pub(crate) async fn lens(ctx: &Ctx, register: &'static Register, plan: &Plan) -> Result<Lens> {
    let mut records = Vec::new();
    for line in plan.lines.iter().take(5000) {
        match &line.action {
            Action::New(record) => records.push(record.as_ref().clone()),
            Action::Change { before, after } => records.extend([before.as_ref().clone(), after.as_ref().clone()]),
            Action::Same(_) | Action::Refused(_) => {}
        }
    }
    let fields: Vec<_> = register.fields.iter().collect();
    labels::lens(&ctx.app, &ctx.actor, &records, &fields, false).await
}

/// Row by row what would change.
#[expect(clippy::too_many_arguments, reason = "one page shows all of it")]
pub(crate) fn preview(
    register: &Register,
    plan: &Plan,
    cargo: &Cargo,
    extras: &[Extra],
    lens: &Lens,
    to: &Form<'_>,
    stale: bool,
    only: &str,
) -> Markup {
    let [new, changed, same, refused] = plan.counts();
    let views = [
        ("", "Semua", plan.lines.len()),
        ("baru", "Baru", new),
        ("ubah", "Diubah", changed),
        ("sama", "Sama", same),
        ("tolak", "Ditolak", refused),
    ];
    let tabs: Vec<NavItem<'_>> = views
        .iter()
        .map(|(key, label, count)| {
            let href = if key.is_empty() { to.action.to_owned() } else { format!("{}?tampilkan={key}", to.action) };
            NavItem::new(format!("{label} ({count})"), href, *key == only)
        })
        .collect();
    let lines: Vec<&Line> = plan.lines.iter().filter(|line| only.is_empty() || word(&line.action) == only).collect();
    let rows = lines.iter().take(SHOWN).map(|line| {
        let (text, tone) = match line.action {
            Action::New(_) => ("Baru", Tone::Good),
            Action::Change { .. } => ("Diubah", Tone::Working),
            Action::Same(_) => ("Sama", Tone::Neutral),
            Action::Refused(_) => ("Ditolak", Tone::Bad),
        };
        Row::new(vec![html! { (line.number) }, page::tag(text, tone), told(register, extras, line, lens)])
    });
    let applied = new + changed;
    html! {
        (page::heading(register.title, &format!("Pratinjau impor {}", register.title), html! {}))
        @if stale { (page::warning("Ada catatan yang berubah sejak pratinjau. Belum ada yang diterapkan. Periksa lagi, lalu terapkan.")) }
        p.govuk-body { "Berkas " strong { (cargo.name) } ", dibaca sebagai " (plan.note) "." }
        @if !plan.ignored.is_empty() { p.govuk-body { "Kolom yang tidak diimpor: " (plan.ignored.join(", ")) "." } }
        (page::tabs("Baris", &tabs))
        (page::table(&Table {
            caption: "Yang akan terjadi per baris".into(),
            columns: vec![Column::numeric("Baris"), Column::new("Hasil"), Column::new("Rincian")],
            rows: rows.collect(),
            ..Table::default()
        }))
        @if lines.len() > SHOWN { p.govuk-body { "Ditampilkan " (SHOWN) " baris pertama dari " (lines.len()) "." } }
        @if applied == 0 {
            (page::inset(html! { p.govuk-body { "Tidak ada yang perlu diterapkan." } }))
            (page::button_link("Unggah berkas lain", &format!("/{}/impor", register.key), ButtonKind::Secondary))
        } @else {
            (page::form(to, html! {
                (crate::web::import::digest_field(plan))
                @if refused > 0 { p.govuk-body { (refused) " baris yang ditolak tidak ikut diterapkan." } }
                (page::buttons(html! {
                    (page::submit(&format!("Terapkan {applied} baris")))
                    (page::button_link("Unggah berkas lain", &format!("/{}/impor", register.key), ButtonKind::Secondary))
                }))
            }))
        }
    }
}

fn word(action: &Action) -> &'static str {
    match action {
        Action::New(_) => "baru",
        Action::Change { .. } => "ubah",
        Action::Same(_) => "sama",
        Action::Refused(_) => "tolak",
    }
}

fn told(register: &Register, extras: &[Extra], line: &Line, lens: &Lens) -> Markup {
    match &line.action {
        Action::Same(_) => html! { span.pudar { "Tidak berubah" } },
        Action::Refused(errors) => html! {
            ul.govuk-list { @for error in errors {
                li { @if let Some(field) = register.field(&error.field) { strong { (field.label) } ": " } (error.message) }
            } }
        },
        Action::New(record) => {
            let filled =
                record.fields().filter(|(field, value)| field.is_stored() && field.is_shown() && **value != Val::Null);
            let mut pairs: Vec<(String, String)> =
                filled.map(|(field, value)| (field.label.to_owned(), show::text(&field.kind, value, lens))).collect();
            pairs.extend(extra_pairs(record, extras).filter(|(_, text)| !text.is_empty()));
            html! { ul.govuk-list { @for (label, text) in &pairs { li { strong { (label) } ": " ins { (text) } } } } }
        }
        Action::Change { before, after } => {
            let mut changes: Vec<(String, String, String)> = crate::check::changed(before, after)
                .into_iter()
                .filter(|field| field.is_shown())
                .map(|field| {
                    let text = |record: &Record| show::text(&field.kind, record.get(field.name), lens);
                    (field.label.to_owned(), text(before), text(after))
                })
                .collect();
            let both = extra_pairs(before, extras).zip(extra_pairs(after, extras));
            changes.extend(
                both.filter(|((_, old), (_, new))| old != new).map(|((label, old), (_, new))| (label, old, new)),
            );
            html! {
                a.govuk-link href=(before.href()) { (before.label()) }
                ul.govuk-list { @for (label, old, new) in &changes {
                    li { strong { (label) } ": " @if old.is_empty() { ins { (new) } } @else { del { (old) } " → " ins { (new) } } }
                } }
            }
        }
    }
}

fn extra_pairs<'a>(record: &'a Record, extras: &'a [Extra]) -> impl Iterator<Item = (String, String)> + 'a {
    extras.iter().map(|each| (each.label.clone(), each.show(extra::value(record, each))))
}
