//! CSV: UTF-8 with a mark that spreadsheets understand, machine forms, text that a spreadsheet would take for a formula
//! defused.
use bytes::Bytes;
use futures_util::stream;
use kernel::indonesia::tanggal::Zona;
use kernel::{Result, Val};

use super::{Column, Rows, is_seen};
use crate::value::cell::defused;
use crate::value::show::Lens;
use crate::value::{Style, parse, when};
use crate::{Kind, Record, extra};

/// The first bytes of a file.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// One line of a file.
fn line(separator: u8, cells: &[String]) -> Result<Vec<u8>> {
    let mut writer =
        csv::WriterBuilder::new().delimiter(separator).terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(cells).map_err(kernel::Error::internal)?;
    writer.into_inner().map_err(kernel::Error::internal)
}

/// The heading of a file, with its mark.
pub fn heading(columns: &[Column], separator: u8) -> Result<Vec<u8>> {
    let names: Vec<String> = columns.iter().map(Column::name).collect();
    Ok([MARK.to_vec(), line(separator, &names)?].concat())
}

fn cell(column: &Column, record: &Record, held: bool, lens: &Lens) -> String {
    if !is_seen(column, held) {
        return String::new();
    }
    match column {
        Column::Id => record.id.to_string(),
        Column::Status => record.status.clone(),
        Column::Deadline => record.tenggat.map(when::iso_day).unwrap_or_default(),
        Column::Extra(extra) => defused_unless_number(&extra.write(extra::value(record, extra), Style::File)),
        Column::Label(field) => defused(&super::name_of(field, record, lens)),
        Column::Field(field) => {
            let text = machine(&field.kind, &record.shown(field), lens.zone);
            if field.shown_kind().is_text() || matches!(field.kind, Kind::Code { .. }) { defused(&text) } else { text }
        }
    }
}

fn machine(kind: &Kind, value: &Val, zone: Zona) -> String {
    parse::machine(kind, value, zone)
}

fn defused_unless_number(text: &str) -> String {
    if text.parse::<f64>().is_ok() { text.to_owned() } else { defused(text) }
}

/// All rows as a stream of lines. A fault on the way cuts the answer off, so no half file looks whole.
pub fn stream(
    rows: Rows,
    columns: Vec<Column>,
    separator: u8,
) -> impl futures_util::Stream<Item = Result<Bytes, std::io::Error>> {
    stream::try_unfold((rows, columns, false), move |(mut rows, columns, begun)| async move {
        let mut out = if begun { Vec::new() } else { heading(&columns, separator).map_err(std::io::Error::other)? };
        match rows.next().await {
            Ok(Some((records, lens))) => {
                for record in &records {
                    let held = rows.is_held(record);
                    let cells: Vec<String> = columns.iter().map(|column| cell(column, record, held, &lens)).collect();
                    out.extend(line(separator, &cells).map_err(std::io::Error::other)?);
                }
                Ok(Some((Bytes::from(out), (rows, columns, true))))
            }
            Ok(None) if begun => Ok(None),
            Ok(None) => Ok(Some((Bytes::from(out), (rows, columns, true)))),
            Err(cause) => {
                tracing::error!(%cause, "an export was cut off");
                Err(std::io::Error::other(cause))
            }
        }
    })
}
