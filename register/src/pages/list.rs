//! The page of a list.
use kernel::page::{self, ButtonKind, Choice, ChoiceLayout, Control, Filter, Form, LabelSize, Sorted};
use kernel::{Ctx, Result, Scope};
use maud::{Markup, html};

use crate::codes::Lists;
use crate::filter::{self, PAGE_PARAMETERS};
use crate::store::Page;
use crate::value::show::{self, Lens};
use crate::view::Furniture;
use crate::web::list::{State, active, cursor_text, kept_query, link};
use crate::{Direction, Field, Kind, Record, Register};

/// Up to so many codes of a list are boxes in the filter; more are a list to search in.
const MOST_BOXES: usize = 8;

/// The whole list.
pub(crate) fn list(
    ctx: &Ctx,
    register: &'static Register,
    scope: &Scope,
    state: &State,
    furniture: &Furniture,
    found: &Page,
    lens: &Lens,
) -> Result<Markup> {
    let can_write = ctx.actor.can(register.write);
    let acts = html! {
        @if can_write {
            (page::button_link(&format!("Tambah {}", register.singular), &format!("/{}/baru", register.key), ButtonKind::Primary))
        }
    };
    let signed_in = ctx.actor.account().is_some();
    Ok(html! {
        (page::heading("", register.title, acts))
        (kernel::web::tabs(ctx))
        p.govuk-body { (register.about) " " a.govuk-link.layar href={ "/" (register.key) "/bantuan" } { "Bantuan dan alur" } }
        @if !furniture.views.is_empty() { (views(ctx, register, furniture)?) }
        (page::with_side(
            html! {
                (panel(ctx, register, scope, state))
                @if signed_in { (keep(ctx, register)?) }
            },
            html! {
                (page::error_summary(&super::errors(&state.filters.errors)))
                (content(ctx, register, scope, state, found, lens, can_write))
                (tools(ctx, register, can_write))
            },
        ))
    })
}

fn content(
    ctx: &Ctx,
    register: &'static Register,
    scope: &Scope,
    state: &State,
    found: &Page,
    lens: &Lens,
    can_write: bool,
) -> Markup {
    if found.records.is_empty() {
        let text = if state.filters.active.is_empty() {
            "Catatan yang boleh Anda lihat akan tampil di sini."
        } else {
            "Tidak ada catatan yang cocok dengan saringan. Ubah atau hapus saringan."
        };
        let next = page::Link::new(format!("Tambah {}", register.singular), format!("/{}/baru", register.key));
        let offered = (can_write && state.filters.active.is_empty()).then_some(&next);
        return page::empty(&format!("Belum ada {}", register.singular), text, offered);
    }
    let mut columns = Vec::new();
    for (place, field) in state.columns.iter().enumerate() {
        columns.push(column(ctx, register, scope, state, field));
        if place == 0 {
            columns.extend(flow_columns(register));
        }
    }
    if state.columns.is_empty() {
        columns.push(page::Column::new(register.singular));
        columns.extend(flow_columns(register));
    }
    let rows = found.records.iter().map(|record| row(ctx, state, record, lens)).collect();
    let previous = found
        .previous
        .as_ref()
        .map(|cursor| link(ctx, &[("sebelum", Some(&cursor_text(ctx, register, state.query.sort, cursor)))]));
    let next = found
        .next
        .as_ref()
        .map(|cursor| link(ctx, &[("sesudah", Some(&cursor_text(ctx, register, state.query.sort, cursor)))]));
    let shown = match (found.records.len(), previous.is_none() && next.is_none()) {
        (count, true) => format!("{count} catatan"),
        (count, false) => format!("{count} catatan di halaman ini"),
    };
    let title = shown_place(register, title_place(register, state));
    html! {
        (page::table(&page::Table { caption: register.title.into(), caption_hidden: true, columns, rows, title, ..page::Table::default() }))
        (page::pagination(previous.as_deref(), next.as_deref(), &shown))
    }
}

/// The field among the chosen columns that says what a record is called: its label, else the first one.
fn title_place(register: &Register, state: &State) -> usize {
    let named = |field: &&'static Field| register.label.first().is_some_and(|label| *label == field.name);
    state.columns.iter().position(named).unwrap_or(0)
}

/// The place of a field in the table: state and deadline stand behind the first one.
fn shown_place(register: &Register, place: usize) -> usize {
    if place == 0 { 0 } else { place + flow_columns(register).len() }
}

fn flow_columns(register: &Register) -> Vec<page::Column<'static>> {
    let mut columns = Vec::new();
    if register.flow.is_some() {
        columns.push(page::Column::new("Status"));
    }
    if register.has_deadline() {
        columns.push(page::Column::new("Tenggat"));
    }
    columns
}

fn column(
    ctx: &Ctx,
    register: &Register,
    scope: &Scope,
    state: &State,
    field: &'static Field,
) -> page::Column<'static> {
    let plain = if field.shown_kind().is_number() {
        page::Column::numeric(field.label)
    } else {
        page::Column::new(field.label)
    };
    if !field.kind.is_ordered() || !filter::may_ask(register, field, scope) {
        return plain;
    }
    let sorted = (state.query.sort == field.name).then_some(match state.query.direction {
        Direction::Asc => Sorted::Ascending,
        Direction::Desc => Sorted::Descending,
    });
    let order = if sorted == Some(Sorted::Ascending) { format!("-{}", field.name) } else { field.name.to_owned() };
    plain.sortable(link(ctx, &[("urut", Some(&order))]), sorted)
}

fn row(ctx: &Ctx, state: &State, record: &Record, lens: &Lens) -> page::Row<'static> {
    let held = crate::web::is_held(ctx, record);
    let mut cells = Vec::new();
    let named = |text: &str| html! { a.govuk-link href=(record.href()) { @if text.is_empty() { (record.label()) } @else { (text) } } };
    let title = title_place(record.register, state);
    for (place, field) in state.columns.iter().enumerate() {
        let seen = held || field.class == kernel::Class::Public;
        let value = if seen { record.shown(field) } else { kernel::Val::Null };
        let text = show::text(&field.kind, &value, lens);
        cells.push(if place == title {
            named(&text)
        } else {
            html! { (text) }
        });
        if place == 0 {
            cells.extend(flow_cells(record, held, lens));
        }
    }
    if state.columns.is_empty() {
        cells.push(named(""));
        cells.extend(flow_cells(record, held, lens));
    }
    page::Row::new(cells)
}

fn flow_cells(record: &Record, held: bool, lens: &Lens) -> Vec<Markup> {
    let Some(flow) = record.register.flow else { return vec![] };
    let mut cells =
        vec![html! { @if held { (page::tag(flow.label(&record.status), super::tone(flow, &record.status))) } }];
    if flow.has_deadline() {
        let due = record.tenggat.filter(|_| held).map(|day| show::text(&Kind::Date, &day.into(), lens));
        cells.push(html! { (due.unwrap_or_default()) });
    }
    cells
}

fn views(ctx: &Ctx, register: &Register, furniture: &Furniture) -> Result<Markup> {
    let csrf = ctx.csrf()?;
    Ok(page::details(
        &format!("Tampilan tersimpan ({})", furniture.views.len()),
        html! {
            ul.govuk-list {
                @for view in &furniture.views {
                    li {
                        a.govuk-link href={ "/" (register.key) "?" (view.query) } { (view.title) }
                        @if !view.mine { span.pudar { " (dibagikan unit)" } }
                        @if view.mine {
                            (page::act(&Form { action: &format!("/{}/tampilan/{}/hapus", register.key, view.id), csrf: &csrf, ..Form::default() },
                                &format!("Hapus tampilan {}", view.title), ButtonKind::Text))
                        }
                    }
                }
            }
        },
    ))
}

fn keep(ctx: &Ctx, register: &Register) -> Result<Markup> {
    Ok(page::details("Simpan tampilan ini", keep_form(ctx, register, &kept_query(ctx), &[])?))
}

/// Asks for the name of a view; after an error with what was typed.
pub(crate) fn keep_form(ctx: &Ctx, register: &Register, query: &str, errors: &[page::FormError]) -> Result<Markup> {
    let csrf = ctx.csrf()?;
    let (action, key) = (format!("/{}/tampilan", register.key), ctx.new_form_key());
    let form = Form { action: &action, csrf: &csrf, key: &key, ..Form::default() };
    let (title, shared) = (ctx.form().get("judul"), ctx.form().get("bersama") == page::YES);
    let name =
        Control { name: "judul", label: "Nama tampilan", error: page::error_of(errors, "judul"), ..Control::default() };
    Ok(page::form(
        &form,
        html! {
            (page::hidden("saringan", query))
            (page::text_input(&name, title, &page::Text { max_length: Some(80), ..page::Text::default() }))
            (page::checkbox(&Control { name: "bersama", label: "Bagikan kepada unit saya", optional: true, ..Control::default() }, shared))
            (page::submit("Simpan tampilan"))
        },
    ))
}

fn tools(ctx: &Ctx, register: &Register, can_write: bool) -> Markup {
    let export = |form: &str, separator: &str| {
        let with = link(ctx, &[("bentuk", Some(form)), ("pemisah", (!separator.is_empty()).then_some(separator))]);
        with.replacen(ctx.uri_path(), &format!("/{}/ekspor", register.key), 1)
    };
    html! {
        p.govuk-body.layar {
            "Unduh daftar ini: "
            a.govuk-link href=(export("xlsx", "")) { "XLSX" } ", "
            a.govuk-link href=(export("csv", "titik-koma")) { "CSV (titik koma)" } ", "
            a.govuk-link href=(export("csv", "koma")) { "CSV (koma)" }
            @if can_write {
                " · " a.govuk-link href={ "/" (register.key) "/impor" } { "Impor dari CSV atau XLSX" }
                @for (teks, href) in register.ways { " · " a.govuk-link href=(href) { (teks) } }
            }
        }
    }
}

fn panel(ctx: &Ctx, register: &'static Register, scope: &Scope, state: &State) -> Markup {
    let errors = super::errors(&state.filters.errors);
    let first = |name: &str| ctx.query(name).to_owned();
    let kept = ctx
        .queries()
        .iter()
        .filter(|(name, value)| name == "urut" && PAGE_PARAMETERS.contains(&name.as_str()) && !value.is_empty());
    let open_states = register.flow.filter(|_| !scope.is_public());
    let clear = register.href();
    let panel = Filter { action: &clear, active: active(ctx, state), clear: &clear };
    page::filter_panel(
        &panel,
        html! {
            @for (name, value) in kept { (page::hidden(name, value)) }
            (page::text_input(&small("q", "Memuat kata", &errors), &first("q"), &page::Text::default()))
            @if let Some(flow) = open_states {
                @let choices: Vec<Choice<'_>> = flow.states.iter().map(|state| Choice::new(state.key, state.label)).collect();
                (boxes(ctx, "status", "Status", &choices, &errors))
            }
            @for field in filter::fields(register, scope) { (control(ctx, field, &state.codes, &errors)) }
            (columns(register, scope, state))
        },
    )
}

fn small<'a>(name: &'a str, label: &'a str, errors: &'a [page::FormError]) -> Control<'a> {
    Control { name, label, error: page::error_of(errors, name), ..Control::default() }
}

fn boxes(ctx: &Ctx, name: &str, label: &str, choices: &[Choice<'_>], errors: &[page::FormError]) -> Markup {
    let chosen: Vec<&str> =
        ctx.queries().iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str()).collect();
    page::checkboxes(&small(name, label, errors), &chosen, choices, ChoiceLayout::Small)
}

fn control(ctx: &Ctx, field: &'static Field, codes: &Lists, errors: &[page::FormError]) -> Markup {
    let (name, label) = (field.name, field.label);
    let plain = |hint: &str| {
        page::text_input(&Control { hint, ..small(name, label, errors) }, ctx.query(name), &page::Text::default())
    };
    match &field.kind {
        Kind::Text { .. } | Kind::LongText { .. } => plain(""),
        Kind::Reference { .. } | Kind::Person | Kind::Unit => plain("Sebagian nama."),
        Kind::Choice(options) | Kind::ManyChoice(options) => {
            let choices: Vec<Choice<'_>> = options.iter().map(|(key, label)| Choice::new(*key, *label)).collect();
            boxes(ctx, name, label, &choices, errors)
        }
        Kind::Code { list } => {
            let known = codes.get(list).map_or(&[][..], Vec::as_slice);
            let choices: Vec<Choice<'_>> = known.iter().map(super::control::code_choice).collect();
            if choices.len() > MOST_BOXES {
                page::select(&small(name, label, errors), ctx.query(name), &choices, "Semua")
            } else {
                boxes(ctx, name, label, &choices, errors)
            }
        }
        Kind::YesNo => boxes(ctx, name, label, &[Choice::new(page::YES, "Ya"), Choice::new(page::NO, "Tidak")], errors),
        Kind::Integer { .. } | Kind::Money | Kind::Decimal { .. } | Kind::Date | Kind::DateTime => {
            let (from, to) = (format!("{name}.dari"), format!("{name}.sampai"));
            let one = |name: &str, label: &str| {
                let control = small(name, label, errors);
                if matches!(field.kind, Kind::Date | Kind::DateTime) {
                    page::date(&control, ctx.query(name))
                } else if matches!(field.kind, Kind::Money) {
                    page::money(&control, ctx.query(name))
                } else {
                    page::number(&control, ctx.query(name), matches!(field.kind, Kind::Decimal { .. }), "")
                }
            };
            page::fieldset(label, page::beside(&[one(&from, "Dari"), one(&to, "Sampai")]))
        }
        Kind::Table(_) | Kind::File | Kind::Location | Kind::Computed { .. } => html! {},
    }
}

fn columns(register: &'static Register, scope: &Scope, state: &State) -> Markup {
    let may = |field: &&Field| field.is_shown() && (!scope.is_public() || field.class == kernel::Class::Public);
    let choices: Vec<Choice<'_>> =
        register.fields.iter().filter(may).map(|field| Choice::new(field.name, field.label)).collect();
    let shown: Vec<&str> = if state.chosen { state.columns.iter().map(|field| field.name).collect() } else { vec![] };
    page::details(
        "Pilih kolom",
        page::checkboxes(
            &Control { name: "kolom", label: "Kolom yang ditampilkan", size: LabelSize::Hidden, ..Control::default() },
            &shown,
            &choices,
            ChoiceLayout::Small,
        ),
    )
}
