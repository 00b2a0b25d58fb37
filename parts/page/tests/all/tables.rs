use crate::seen::{seen, words};
use maud::{Markup, html};
use page::*;

fn risks() -> Table<'static> {
    Table {
        caption: "Risiko".into(),
        columns: vec![
            Column::new("Nama").sortable("?urut=nama", Some(Sorted::Descending)),
            Column::numeric("Nilai").sortable("?urut=nilai", None),
            Column::new("Status"),
        ],
        rows: vec![
            Row {
                cells: ["A", "1", "x"].map(|text| html! { (text) }).to_vec(),
                id: "a".into(),
                name: "risiko A".into(),
            },
            Row::new(["B", "2", "y"].map(|text| html! { (text) }).to_vec()),
        ],
        ..Table::default()
    }
}

#[test]
fn a_table_is_understood_in_any_layout() {
    let page = seen(&table(&risks()));
    assert_eq!(page.text("caption"), "Risiko");
    assert_eq!(page.count("[role=columnheader][scope=col]"), 3);
    assert_eq!(page.count("tbody [role=rowheader][scope=row]"), 2);
    let labels: Vec<_> =
        page.all("tbody tr:first-child [data-label]").iter().map(|cell| cell.attr("data-label").unwrap()).collect();
    assert_eq!(labels, ["Nama", "Nilai", "Status"], "cards name their values");
    assert_eq!(words(page.one("[aria-sort=descending]")), "Nama ▼");
    assert_eq!(page.count("[aria-sort]"), 1);
    assert_eq!(page.count("td.govuk-table__cell--numeric"), 2);
    assert_eq!(page.count("input"), 0);
}

#[test]
fn rows_are_ticked_for_the_bar() {
    let page = seen(&table(&Table { bulk: "massal".into(), ..risks() }));
    let box_ = page.one("tbody input");
    assert_eq!(
        (box_.attr("name"), box_.attr("value"), box_.attr("form")),
        (Some(PICK_FIELD), Some("a"), Some("massal"))
    );
    assert_eq!(words(page.one("tbody label")), "Pilih risiko A");
    assert_eq!(page.count("thead label[hidden]"), 1, "the box for all rows needs a script and waits for it");
    let bar = seen(&bulk_bar(&Form { action: "/x", csrf: "t", id: "massal", ..Form::default() }, submit("Hapus")));
    assert_eq!(bar.one("form").attr("id"), Some("massal"));
}

#[test]
fn filters_in_use_can_be_dropped() {
    let filter = Filter { action: "/r", active: vec![Link::new("Status: lambat", "/r")], clear: "/r" };
    let page = seen(&filter_panel(&filter, Markup::default()));
    assert_eq!(page.text("summary"), "Saring (1 dipakai)");
    assert_eq!(page.text("li a"), "Hapus saringan Status: lambat ×");
    assert_eq!(page.one("form").attr("method"), Some("get"));
    let page = seen(&filter_panel(&Filter { action: "/r", ..Filter::default() }, Markup::default()));
    assert_eq!(page.text("summary"), "Saring");
}

#[test]
fn only_cells_with_a_very_long_word_may_break_it() {
    let long = "500.12/27/PENGELOLAANDATADANINFORMASI/XI/2026";
    let cells = vec![
        html! { "Kecamatan" },
        html! { (long) },
        html! { @for part in ["400.3/", "PENGELOLAANDATA/", "2026"] { span { (part) } wbr; } },
        html! { a href="/alamat/yang/sangat/panjang/sekali" { "Dinas" } },
    ];
    let columns = ["A", "B", "C", "D"].map(Column::new).into();
    let page = seen(&table(&Table { columns, rows: vec![Row::new(cells)], ..Table::default() }));
    let broken: Vec<_> = page.all(".tabel__patah").iter().map(|cell| cell.attr("data-label")).collect();
    assert_eq!(broken, [Some("B")]);
}

#[test]
fn a_row_is_called_by_the_column_that_the_table_names() {
    let table = table(&Table {
        caption: "Agenda".into(),
        columns: ["Agenda", "Perihal", "Keadaan"].map(Column::new).into(),
        rows: vec![Row::new(vec![html! { "29" }, html! { "Undangan rapat" }, html! { "Selesai" }])],
        title: 1,
        ..Table::default()
    });
    let page = seen(&table);
    assert_eq!(page.text("tbody th"), "Undangan rapat");
    let labels: Vec<_> = page.all("tbody td").iter().map(|cell| cell.attr("data-label")).collect();
    assert_eq!(labels, [Some("Agenda"), Some("Keadaan")]);
}
