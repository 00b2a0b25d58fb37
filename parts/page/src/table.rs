//! Tables that become cards on narrow screens, and acts on several rows at once.

use crate::form::{Form, form};
use crate::href::safe_href;
use maud::{Markup, html};
use std::borrow::Cow;

/// The order in which a column is sorted now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sorted {
    /// Smallest first.
    Ascending,
    /// Largest first.
    Descending,
}

/// One column.
#[derive(Clone, Debug, Default)]
pub struct Column<'a> {
    /// Its heading.
    pub label: Cow<'a, str>,
    /// Address of the same list sorted by this column (or the other way round); empty: not sortable.
    pub sort_href: Cow<'a, str>,
    /// How it is sorted now.
    pub sorted: Option<Sorted>,
    /// Figures: set right, with figures of one width.
    pub numeric: bool,
}

impl<'a> Column<'a> {
    /// A column of text that cannot be sorted by.
    pub fn new(label: impl Into<Cow<'a, str>>) -> Self {
        Self { label: label.into(), ..Self::default() }
    }

    /// A column of figures that cannot be sorted by.
    pub fn numeric(label: impl Into<Cow<'a, str>>) -> Self {
        Self { label: label.into(), numeric: true, ..Self::default() }
    }

    /// The same column, to be sorted by.
    pub fn sortable(self, href: impl Into<Cow<'a, str>>, sorted: Option<Sorted>) -> Self {
        Self { sort_href: href.into(), sorted, ..self }
    }
}

/// One row. Its cell at [`Table::title`] is its heading.
#[derive(Clone, Debug, Default)]
pub struct Row<'a> {
    /// One cell per column.
    pub cells: Vec<Markup>,
    /// What the row's box sends when the table has a [`Table::bulk`]; empty: the row cannot be ticked.
    pub id: Cow<'a, str>,
    /// What the row's box is called by a screen reader; empty: the id.
    pub name: Cow<'a, str>,
}

impl Row<'_> {
    /// A row that cannot be ticked.
    pub fn new(cells: Vec<Markup>) -> Self {
        Self { cells, ..Self::default() }
    }
}

/// A table. `..Table::default()` fills the rest.
#[derive(Clone, Debug, Default)]
pub struct Table<'a> {
    /// What the table shows. Every table has one.
    pub caption: Cow<'a, str>,
    /// The caption is read and not seen: a heading above says the same.
    pub caption_hidden: bool,
    /// Its columns.
    pub columns: Vec<Column<'a>>,
    /// Its rows.
    pub rows: Vec<Row<'a>>,
    /// The column that names a row: its heading for screen readers, and the title of its card on narrow screens. A number
    /// or a date says little there; take what people call the row by.
    pub title: usize,
    /// Id of the [`bulk_bar`] whose acts are for the ticked rows; empty: rows cannot be ticked.
    pub bulk: Cow<'a, str>,
}

/// Name under which the ticked rows are sent.
pub const PICK_FIELD: &str = "pilih";

/// A table. The roles are written out because a table laid out as cards loses its own in some browsers.
pub fn table(table: &Table<'_>) -> Markup {
    let bulk = (!table.bulk.is_empty()).then_some(table.bulk.as_ref());
    let sortable = table.columns.iter().any(|column| !column.sort_href.is_empty());
    html! {
        table.govuk-table.tabel.tabel--urut[sortable] role="table" data-tindakan=[bulk] {
            caption.govuk-table__caption.govuk-table__caption--m.govuk-visually-hidden[table.caption_hidden] { (table.caption) }
            thead.govuk-table__head role="rowgroup" {
                tr.govuk-table__row role="row" {
                    @if bulk.is_some() {
                        td.govuk-table__header.tabel__pilih role="cell" {
                            label hidden { input type="checkbox" data-semua; span.govuk-visually-hidden { "Pilih semua baris" } }
                        }
                    }
                    @for column in &table.columns { (header_cell(column)) }
                }
            }
            tbody.govuk-table__body role="rowgroup" { @for row in &table.rows { (body_row(table, row, bulk)) } }
        }
    }
}

fn header_cell(column: &Column<'_>) -> Markup {
    let class = if column.numeric { "govuk-table__header govuk-table__header--numeric" } else { "govuk-table__header" };
    let (order, arrow) = match column.sorted {
        Some(Sorted::Ascending) => (Some("ascending"), "▲"),
        Some(Sorted::Descending) => (Some("descending"), "▼"),
        None => (None, "↕"),
    };
    html! {
        th class=(class) scope="col" role="columnheader" aria-sort=[order] {
            @if column.sort_href.is_empty() { span { (column.label) } }
            @else {
                a href=(safe_href(&column.sort_href)) { (column.label) span.tabel__urutan aria-hidden="true" { " " (arrow) } }
            }
        }
    }
}

/// Words of more letters than this break where the column ends; shorter ones set how narrow it may get.
const LONG_WORD: usize = 22;

/// Whether the text of a cell holds such a word. Tags do not part a word, but `br` and `wbr` do.
fn has_long_word(cell: &str) -> bool {
    let mut length = 0_usize;
    let mut rest = cell;
    while let Some(letter) = rest.chars().next() {
        if letter == '<' {
            let (tag, after) = rest.split_once('>').unwrap_or((rest, ""));
            if tag.starts_with("<br") || tag.starts_with("<wbr") {
                length = 0;
            }
            rest = after;
            continue;
        }
        length = if letter.is_whitespace() || letter == '-' { 0 } else { length + 1 };
        if length > LONG_WORD {
            return true;
        }
        rest = rest.get(letter.len_utf8()..).unwrap_or_default();
    }
    false
}

fn body_row(table: &Table<'_>, row: &Row<'_>, bulk: Option<&str>) -> Markup {
    let name = if row.name.is_empty() { &row.id } else { &row.name };
    html! {
        tr.govuk-table__row role="row" {
            @if let Some(form) = bulk {
                td.govuk-table__cell.tabel__pilih role="cell" {
                    @if !row.id.is_empty() {
                        label {
                            input type="checkbox" name=(PICK_FIELD) value=(row.id) form=(form) data-baris;
                            span.govuk-visually-hidden { "Pilih " (name) }
                        }
                    }
                }
            }
            @for (place, (column, cell)) in table.columns.iter().zip(&row.cells).enumerate() {
                @if place == table.title {
                    th.govuk-table__header.tabel__nama.tabel__patah[has_long_word(&cell.0)] scope="row" role="rowheader" data-label=(column.label) { (cell) }
                } @else {
                    td.govuk-table__cell.govuk-table__cell--numeric[column.numeric].tabel__patah[has_long_word(&cell.0)] role="cell" data-label=(column.label) { (cell) }
                }
            }
        }
    }
}

/// The bar of acts for the ticked rows. `to.id` is the id that [`Table::bulk`] names; `acts` are buttons with a name and
/// value, or with their own `form_action`. It sends the ticked ids under [`PICK_FIELD`].
pub fn bulk_bar(to: &Form<'_>, acts: Markup) -> Markup {
    form(
        to,
        html! {
            div.massal {
                p.massal__jumlah role="status" data-terpilih { "Untuk baris yang dicentang:" }
                div.massal__tindakan { (acts) }
            }
        },
    )
}
