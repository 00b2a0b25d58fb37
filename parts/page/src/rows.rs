//! A field that is a table of rows: each cell a small control of its own.

use crate::control::Control;
use crate::form::{Button, ButtonKind, button};
use maud::{Markup, html};

/// Name of the button that asks for one more row; its value is the name of the field.
pub const ADD_ROW_FIELD: &str = "_tambah";
/// Name of the button that takes a row away; its value is `FIELD.NUMBER`.
pub const REMOVE_ROW_FIELD: &str = "_hapus";

/// A table of rows to fill in. `rows` hold one control per column, made by the caller with the names `FIELD.NUMBER.COLUMN`,
/// the heading as label and [`crate::LabelSize::Hidden`].
///
/// Without JavaScript "Tambah baris" ([`ADD_ROW_FIELD`]) and "Hapus" ([`REMOVE_ROW_FIELD`]) send the whole form: the
/// server changes the number of rows, saves nothing, and shows the form again with everything that was typed. Rows left
/// empty should not count.
pub fn rows(control: &Control<'_>, columns: &[&str], rows: &[Vec<Markup>]) -> Markup {
    let id = control.id();
    control.fieldset(&html! {
        @if !rows.is_empty() {
            table.govuk-table.tabel.tabel--isian role="table" {
                thead.govuk-table__head role="rowgroup" {
                    tr.govuk-table__row role="row" {
                        @for column in columns {
                            th.govuk-table__header scope="col" role="columnheader" { span { (column) } }
                        }
                        td.govuk-table__header role="cell" {}
                    }
                }
                tbody.govuk-table__body role="rowgroup" {
                    @for (number, row) in rows.iter().enumerate() {
                        tr.govuk-table__row role="row" {
                            @for (column, cell) in columns.iter().zip(row) {
                                td.govuk-table__cell role="cell" data-label=(column) { (cell) }
                            }
                            td.govuk-table__cell role="cell" {
                                @let value = format!("{}.{number}", control.name);
                                @let about = format!("baris {}", number + 1);
                                (button(&Button { label: "Hapus", kind: ButtonKind::Text, name: REMOVE_ROW_FIELD, value: &value,
                                    about: &about, ..Button::default() }))
                            }
                        }
                    }
                }
            }
        }
        button class=(ButtonKind::Secondary.class()) type="submit" id=(id) name=(ADD_ROW_FIELD) value=(control.name) { "Tambah baris" }
    })
}
