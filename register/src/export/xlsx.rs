//! XLSX: typed cells, a frozen heading, written row by row to a file on disk.
use std::path::{Path, PathBuf};

use kernel::indonesia::tanggal::Zona;
use kernel::{Error, Result, Val};
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, Workbook, Worksheet};
use serde_json::Value as Json;
use tokio::sync::mpsc;

use super::{Column, Rows, is_seen};
use crate::value::show::{self, Lens};
use crate::value::{Style, parse};
use crate::{Kind, Record, extra};

/// Rows that a sheet holds beside its heading.
pub const MOST: usize = 1_048_575;
/// Whole numbers up to here are exact in a spreadsheet; larger ones are written as text.
const EXACT: i64 = 9_007_199_254_740_992;
/// Characters that a cell holds.
const CELL: usize = 32_767;

/// One cell of a file.
enum Cell {
    Empty,
    Text(String),
    Number(f64),
    Money(f64),
    Bool(bool),
    Date(i32, u8, u8),
    Moment(i32, u8, u8, u16, u8, u8),
}

/// Writes all rows into `path`. The caller removes the file.
///
/// # Errors
/// [`Error::Refused`] past the limit of a sheet.
pub async fn write(mut rows: Rows, columns: Vec<Column>, title: &str, folder: &Path, path: PathBuf) -> Result<()> {
    let (sender, mut receiver) = mpsc::channel::<Vec<Vec<Cell>>>(2);
    let heads: Vec<(String, f64)> = columns.iter().map(|column| (column.label(), width(column))).collect();
    let (title, folder) = (sheet_name(title), folder.to_path_buf());
    let writer = tokio::task::spawn_blocking(move || -> Result<()> {
        let mut book = Workbook::new();
        book.set_tempdir(&folder).map_err(Error::internal)?;
        let sheet = book.add_worksheet_with_constant_memory().map_err(Error::internal)?;
        sheet.set_name(&title).map_err(Error::internal)?;
        heading(sheet, &heads)?;
        let formats = Formats::new();
        let mut line = 1_u32;
        while let Some(block) = receiver.blocking_recv() {
            for cells in block {
                for (place, cell) in cells.iter().enumerate() {
                    put(sheet, line, u16::try_from(place).unwrap_or(u16::MAX), cell, &formats)?;
                }
                line += 1;
            }
        }
        book.save(&path).map_err(full)
    });
    let mut count = 0;
    while let Some((records, lens)) = rows.next().await? {
        count += records.len();
        if count > MOST {
            return Err(Error::refused(
                "Daftar ini lebih dari 1.048.575 baris, batas satu lembar XLSX. Persempit saringan atau unduh sebagai CSV.",
            ));
        }
        let block = records
            .iter()
            .map(|record| {
                let held = rows.is_held(record);
                columns
                    .iter()
                    .map(|column| if is_seen(column, held) { cell(column, record, &lens) } else { Cell::Empty })
                    .collect()
            })
            .collect();
        if sender.send(block).await.is_err() {
            break;
        }
    }
    drop(sender);
    writer.await.map_err(Error::internal)?
}

/// The disk is full, or the folder is gone.
fn full(cause: rust_xlsxwriter::XlsxError) -> Error {
    Error::from(std::io::Error::other(cause.to_string()))
}

struct Formats {
    money: Format,
    date: Format,
    moment: Format,
}

impl Formats {
    fn new() -> Formats {
        Formats {
            money: Format::new().set_num_format("#,##0.00"),
            date: Format::new().set_num_format("dd-mm-yyyy"),
            moment: Format::new().set_num_format("dd-mm-yyyy hh:mm:ss"),
        }
    }
}

/// The heading: bold, frozen, with widths.
pub(crate) fn heading(sheet: &mut Worksheet, heads: &[(String, f64)]) -> Result<()> {
    let bold = Format::new().set_bold().set_align(FormatAlign::Top).set_text_wrap();
    for (place, (label, width)) in heads.iter().enumerate() {
        let place = u16::try_from(place).unwrap_or(u16::MAX);
        sheet.set_column_width(place, *width).map_err(Error::internal)?;
        sheet.write_string_with_format(0, place, label, &bold).map_err(Error::internal)?;
    }
    sheet.set_freeze_panes(1, 0).map_err(Error::internal)?;
    Ok(())
}

pub(crate) fn width(column: &Column) -> f64 {
    match column {
        Column::Id => 38.0,
        Column::Label(_) => 30.0,
        Column::Status | Column::Deadline | Column::Extra(_) => 16.0,
        Column::Field(field) => match field.kind {
            Kind::Text { .. } | Kind::Code { .. } | Kind::Reference { .. } | Kind::Person | Kind::Unit | Kind::File => {
                30.0
            }
            Kind::LongText { .. } | Kind::Table(_) | Kind::Location | Kind::ManyChoice(_) => 45.0,
            Kind::Integer { .. }
            | Kind::Money
            | Kind::Decimal { .. }
            | Kind::Date
            | Kind::DateTime
            | Kind::YesNo
            | Kind::Choice(_)
            | Kind::Computed { .. } => 18.0,
        },
    }
}

/// A name that a sheet may have: at most 31 characters, none of `[]:*?/\`.
pub(crate) fn sheet_name(title: &str) -> String {
    let name: String = title.chars().filter(|c| !"[]:*?/\\'".contains(*c)).take(31).collect();
    if name.trim().is_empty() { "Daftar".into() } else { name }
}

fn put(sheet: &mut Worksheet, line: u32, place: u16, cell: &Cell, formats: &Formats) -> Result<()> {
    let done = match cell {
        Cell::Empty => return Ok(()),
        Cell::Text(text) => sheet.write_string(line, place, text),
        Cell::Number(number) => sheet.write_number(line, place, *number),
        Cell::Money(number) => sheet.write_number_with_format(line, place, *number, &formats.money),
        Cell::Bool(yes) => sheet.write_boolean(line, place, *yes),
        Cell::Date(year, month, day) => {
            match u16::try_from(*year).ok().and_then(|year| ExcelDateTime::from_ymd(year, *month, *day).ok()) {
                Some(date) => sheet.write_datetime_with_format(line, place, &date, &formats.date),
                None => sheet.write_string(line, place, format!("{year:04}-{month:02}-{day:02}")),
            }
        }
        Cell::Moment(year, month, day, hour, minute, second) => {
            let date = u16::try_from(*year).ok().and_then(|year| ExcelDateTime::from_ymd(year, *month, *day).ok());
            match date.and_then(|date| date.and_hms(*hour, *minute, f64::from(*second)).ok()) {
                Some(at) => sheet.write_datetime_with_format(line, place, &at, &formats.moment),
                None => sheet.write_string(line, place, format!("{year:04}-{month:02}-{day:02} {hour:02}.{minute:02}")),
            }
        }
    };
    done.map(drop).map_err(Error::internal)
}

fn cell(column: &Column, record: &Record, lens: &Lens) -> Cell {
    match column {
        Column::Id => Cell::Text(record.id.to_string()),
        Column::Status => Cell::Text(record.register.flow.map_or("", |flow| flow.label(&record.status)).to_owned()),
        Column::Deadline => record.tenggat.map_or(Cell::Empty, date),
        Column::Extra(extra) => match extra::value(record, extra) {
            Json::Bool(yes) => Cell::Bool(*yes),
            Json::Number(number) => number.as_f64().map_or(Cell::Empty, Cell::Number),
            other @ (Json::Null | Json::String(_) | Json::Array(_) | Json::Object(_)) => {
                text(extra.write(other, Style::Person))
            }
        },
        Column::Label(field) => text(super::name_of(field, record, lens)),
        Column::Field(field) => value(field.shown_kind(), &record.shown(field), lens),
    }
}

fn date(day: time::Date) -> Cell {
    Cell::Date(day.year(), u8::from(day.month()), day.day())
}

fn text(text: String) -> Cell {
    if text.is_empty() { Cell::Empty } else { Cell::Text(text.chars().take(CELL).collect()) }
}

fn value(kind: &Kind, value: &Val, lens: &Lens) -> Cell {
    match (kind, value) {
        (_, Val::Null) => Cell::Empty,
        (Kind::Money, Val::Int(sen)) if sen.abs() < EXACT => Cell::Money(*sen as f64 / 100.0),
        (Kind::Decimal { scale, .. }, Val::Int(number)) if number.abs() < EXACT => {
            Cell::Number(*number as f64 / 10_f64.powi(i32::from(*scale)))
        }
        (Kind::Integer { .. }, Val::Int(number)) if number.abs() < EXACT => Cell::Number(*number as f64),
        (_, Val::Bool(yes)) => Cell::Bool(*yes),
        (_, Val::Date(day)) => date(*day),
        (_, Val::Time(at)) => moment(*at, lens.zone),
        (Kind::Choice(_), value) => text(show::text(kind, value, lens)),
        (kind, value) => text(parse::machine(kind, value, lens.zone)),
    }
}

/// A spreadsheet knows seconds; a moment with parts of one is written as text.
fn moment(at: time::OffsetDateTime, zone: Zona) -> Cell {
    if at.nanosecond() != 0 {
        return Cell::Text(crate::value::when::iso_moment(at, zone.selisih()));
    }
    let at = zone.di_sini(at);
    Cell::Moment(at.year(), u8::from(at.month()), at.day(), u16::from(at.hour()), at.minute(), at.second())
}
