//! From a file to rows of cells, whatever a person uploads. Every fault is a sentence for the person.
use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::path::Path;

use calamine::{DataRef, Reader as _, SheetType, Xlsx};
use kernel::indonesia::csv_deteksi::csv_deteksi;
use time::{Date, Month, PrimitiveDateTime, Time};

use super::{MOST_BYTES, MOST_COLUMNS, MOST_ROWS};
use crate::value::cell::Cell;

/// Most bytes that a spreadsheet may unfold to.
const UNFOLDED: u64 = 300 * 1024 * 1024;
/// Most parts of a spreadsheet file.
const PARTS: usize = 2000;

/// A table as read from a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// The heading.
    pub header: Vec<String>,
    /// Rows with their number in the file (the heading is 1).
    pub rows: Vec<(usize, Vec<Cell>)>,
    /// How the file was understood, for the person.
    pub note: String,
}

/// Reads a file by its content, not by its name.
///
/// # Errors
/// What is wrong with the file and what to do.
pub fn read(path: &Path) -> Result<Sheet, String> {
    let unread = |_| "Berkas tidak dapat dibaca. Unggah lagi.".to_owned();
    let mut file = File::open(path).map_err(unread)?;
    let size = file.metadata().map_err(unread)?.len();
    if size > MOST_BYTES {
        return Err(format!(
            "Berkas terlalu besar: paling besar {} MB. Bagi menjadi beberapa berkas.",
            MOST_BYTES / 1024 / 1024
        ));
    }
    let mut head = [0_u8; 4];
    let got = file.read(&mut head).map_err(unread)?;
    match head.get(..got).unwrap_or_default() {
        b"PK\x03\x04" => {
            file.rewind().map_err(unread)?;
            bounded(&mut file, UNFOLDED)?;
            file.rewind().map_err(unread)?;
            spreadsheet(file)
        }
        [0xd0, 0xcf, 0x11, 0xe0] => Err(
            "Berkas ini lembar kerja lama atau berkata sandi. Simpan sebagai XLSX tanpa kata sandi, lalu unggah lagi."
                .into(),
        ),
        _ => {
            let mut bytes = Vec::new();
            file.rewind().map_err(unread)?;
            file.read_to_end(&mut bytes).map_err(unread)?;
            text(&bytes)
        }
    }
}

/// Unfolds every part of an archive once, counting: a small file that unfolds to gigabytes is refused before any
/// library keeps it in memory. What an archive says of its own sizes is not believed.
fn bounded(file: &mut File, most: u64) -> Result<(), String> {
    let broken = |_| "Berkas XLSX ini rusak. Buka di aplikasi lembar kerja, simpan ulang, lalu unggah lagi.".to_owned();
    let mut archive = zip::ZipArchive::new(BufReader::new(file)).map_err(broken)?;
    if archive.len() > PARTS {
        return Err("Berkas XLSX ini berisi terlalu banyak bagian. Salin tabelnya ke lembar kerja baru.".into());
    }
    let mut left = most;
    for place in 0..archive.len() {
        let part = archive.by_index(place).map_err(broken)?;
        let read = std::io::copy(&mut part.take(left + 1), &mut std::io::sink()).map_err(|_| {
            "Berkas XLSX ini rusak. Buka di aplikasi lembar kerja, simpan ulang, lalu unggah lagi.".to_owned()
        })?;
        if read > left {
            return Err(
                "Isi berkas XLSX ini terlalu besar setelah dibuka. Salin hanya tabelnya ke lembar kerja baru.".into()
            );
        }
        left -= read;
    }
    Ok(())
}

/// The first visible sheet, cell by cell: a sheet with one cell at its far end costs no more than that cell.
fn spreadsheet(file: File) -> Result<Sheet, String> {
    let broken =
        "Berkas XLSX ini tidak terbaca. Buka di aplikasi lembar kerja, simpan ulang sebagai XLSX, lalu unggah lagi.";
    let mut book: Xlsx<_> = Xlsx::new(BufReader::new(file)).map_err(|_| broken.to_owned())?;
    let sheets = book.sheets_metadata().to_vec();
    let visible = |sheet: &&calamine::Sheet| {
        sheet.typ == SheetType::WorkSheet && sheet.visible == calamine::SheetVisible::Visible
    };
    let name = sheets
        .iter()
        .find(visible)
        .map(|sheet| sheet.name.clone())
        .ok_or("Berkas XLSX ini tidak memuat lembar kerja.")?;
    let mut cells = book.worksheet_cells_reader(&name).map_err(|_| broken.to_owned())?;
    let mut lines: Vec<(usize, Vec<Cell>)> = Vec::new();
    while let Some(found) = cells.next_cell().map_err(|_| broken.to_owned())? {
        let cell = cell(found.get_value());
        if cell == Cell::Empty {
            continue;
        }
        let (row, column) = found.get_position();
        let (line, place) = (row as usize + 1, column as usize);
        if place >= MOST_COLUMNS {
            return Err(format!(
                "Lembar kerja memuat lebih dari {MOST_COLUMNS} kolom. Hapus kolom yang tidak dipakai."
            ));
        }
        if lines.last().is_none_or(|(last, _)| *last != line) {
            if lines.len() > MOST_ROWS {
                return Err(too_many());
            }
            lines.push((line, Vec::new()));
        }
        if let Some((_, row)) = lines.last_mut() {
            if row.len() <= place {
                row.resize(place + 1, Cell::Empty);
            }
            if let Some(slot) = row.get_mut(place) {
                *slot = cell;
            }
        }
    }
    sheet(lines, format!("XLSX, lembar \"{name}\""))
}

fn cell(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::Empty => Cell::Empty,
        DataRef::Int(number) => Cell::Number(*number as f64),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text_cell(text),
        DataRef::SharedString(text) => text_cell(text),
        DataRef::Bool(yes) => Cell::Bool(*yes),
        DataRef::DateTime(at) if at.is_datetime() => {
            let (year, month, day, hour, minute, second, milli) = at.to_ymd_hms_milli();
            let date = Month::try_from(month)
                .ok()
                .and_then(|month| Date::from_calendar_date(i32::from(year), month, day).ok());
            let time = Time::from_hms_milli(hour, minute, second, if milli < 1000 { milli } else { 0 }).ok();
            match (date, time) {
                (Some(date), Some(time)) => Cell::When(PrimitiveDateTime::new(date, time)),
                _ => Cell::Number(at.as_f64()),
            }
        }
        DataRef::DateTime(at) => Cell::Number(at.as_f64()),
        DataRef::Error(fault) => Cell::Fault(fault.to_string()),
    }
}

fn text_cell(text: &str) -> Cell {
    if text.trim().is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) }
}

fn too_many() -> String {
    format!("Paling banyak {MOST_ROWS} baris dalam satu berkas. Bagi menjadi beberapa berkas.")
}

/// A CSV file in whatever encoding and with whatever separator a spreadsheet wrote it.
fn text(bytes: &[u8]) -> Result<Sheet, String> {
    let found = csv_deteksi(bytes).map_err(|fault| fault.to_string())?;
    let separator = u8::try_from(found.pemisah).unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(found.teks.as_bytes());
    let mut lines = Vec::new();
    let mut record = csv::StringRecord::new();
    let mut line = 0;
    loop {
        match reader.read_record(&mut record) {
            Ok(false) => break,
            Ok(true) => {}
            Err(_) => return Err("Berkas CSV ini rusak. Simpan ulang sebagai CSV UTF-8, lalu unggah lagi.".into()),
        }
        if record.len() > MOST_COLUMNS {
            return Err(format!("Berkas memuat lebih dari {MOST_COLUMNS} kolom."));
        }
        // The number that a spreadsheet shows: line breaks inside quotes do not count.
        line += 1;
        let cells: Vec<Cell> = record.iter().map(text_cell).collect();
        if cells.iter().any(|cell| *cell != Cell::Empty) {
            if lines.len() > MOST_ROWS {
                return Err(too_many());
            }
            lines.push((line, cells));
        }
    }
    let separator = match found.pemisah {
        ';' => "titik koma",
        '\t' => "tab",
        '|' => "garis tegak",
        _ => "koma",
    };
    sheet(lines, format!("CSV, huruf {}, pemisah {separator}", found.penyandian.nama()))
}

fn sheet(lines: Vec<(usize, Vec<Cell>)>, note: String) -> Result<Sheet, String> {
    let mut lines = lines.into_iter();
    let (_, first) = lines.next().ok_or("Berkas itu kosong.")?;
    let header = first
        .into_iter()
        .map(|cell| match cell {
            Cell::Text(text) => text.trim().to_owned(),
            Cell::Number(number) => number.to_string(),
            Cell::Empty | Cell::Bool(_) | Cell::When(_) | Cell::Fault(_) => String::new(),
        })
        .collect();
    let rows: Vec<_> = lines.collect();
    if rows.is_empty() {
        return Err("Berkas itu hanya memuat judul kolom. Isi paling sedikit satu baris.".into());
    }
    Ok(Sheet { header, rows, note })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    fn of(bytes: &[u8]) -> Result<Sheet, String> {
        let path = std::env::temp_dir().join(format!("pendopo-baca-{}", uuid::Uuid::now_v7()));
        std::fs::write(&path, bytes).unwrap();
        let read = read(&path);
        std::fs::remove_file(&path).unwrap();
        read
    }

    fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, bytes) in parts {
            out.start_file(
                *name,
                zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated),
            )
            .unwrap();
            out.write_all(bytes).unwrap();
        }
        out.finish().unwrap().into_inner()
    }

    #[test]
    fn csv_comes_in_every_usual_dress() {
        let expected = vec![(2, vec![Cell::Text("Café".into()), Cell::Empty, Cell::Text("2".into())])];
        for (bytes, note) in [
            ("Nama,Kode,Jumlah\nCafé,,2\n".as_bytes().to_vec(), "UTF-8, pemisah koma"),
            ("\u{feff}Nama;Kode;Jumlah\r\nCafé;;2\r\n".as_bytes().to_vec(), "UTF-8, pemisah titik koma"),
            (b"Nama;Kode;Jumlah\r\nCaf\xe9;;2\r\n".to_vec(), "Windows-1252, pemisah titik koma"),
            ("Nama\tKode\tJumlah\nCafé\t\t2".as_bytes().to_vec(), "pemisah tab"),
        ] {
            let sheet = of(&bytes).unwrap();
            assert_eq!(sheet.header, ["Nama", "Kode", "Jumlah"]);
            assert_eq!(sheet.rows, expected);
            assert!(sheet.note.contains(note), "{} in {}", note, sheet.note);
        }
    }

    #[test]
    fn a_spreadsheet_gives_typed_cells() {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write_string(0, 0, "Nama").unwrap();
        sheet.write_string(0, 2, "Tanggal").unwrap();
        sheet.write_string(4, 0, "A").unwrap();
        sheet.write_number(4, 1, 2.5).unwrap();
        let day = rust_xlsxwriter::ExcelDateTime::from_ymd(2026, 8, 17).unwrap();
        sheet
            .write_datetime_with_format(4, 2, &day, &rust_xlsxwriter::Format::new().set_num_format("dd-mm-yyyy"))
            .unwrap();
        sheet.write_boolean(4, 3, true).unwrap();
        let read = of(&book.save_to_buffer().unwrap()).unwrap();
        assert_eq!(read.header, ["Nama", "", "Tanggal"]);
        let at = time::macros::datetime!(2026-08-17 00:00);
        assert_eq!(read.rows, [(5, vec![Cell::Text("A".into()), Cell::Number(2.5), Cell::When(at), Cell::Bool(true)])]);
    }

    #[test]
    fn strange_files_get_a_clear_answer() {
        let many: String = format!("a\n{}", "x\n".repeat(MOST_ROWS + 1));
        for (bytes, words) in [
            (b"".to_vec(), "kosong"),
            (b"%PDF-1.7\n\x00\x01\x02".to_vec(), "bukan CSV"),
            (b"PK\x03\x04 rusak".to_vec(), "rusak"),
            (archive(&[("word/document.xml", b"<x/>")]), "tidak terbaca"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(), "XLSX"),
            (b"Nama;Kode\n".to_vec(), "hanya memuat judul"),
            (many.into_bytes(), "20000 baris"),
        ] {
            let fault = of(&bytes).unwrap_err();
            assert!(fault.contains(words), "{words} in {fault}");
        }
    }

    #[test]
    fn an_archive_that_unfolds_to_too_much_is_refused() {
        let zeros = vec![0_u8; 3 * 1024 * 1024];
        let bomb = archive(&[("a.xml", &zeros), ("xl/worksheets/sheet1.xml", &zeros)]);
        assert!(bomb.len() < 64 * 1024);
        let path = std::env::temp_dir().join(format!("pendopo-baca-{}", uuid::Uuid::now_v7()));
        std::fs::write(&path, bomb).unwrap();
        let mut file = File::open(&path).unwrap();
        assert_eq!(bounded(&mut file, 6 * 1024 * 1024), Ok(()));
        assert!(bounded(&mut file, 5 * 1024 * 1024).unwrap_err().contains("terlalu besar"));
        std::fs::remove_file(&path).unwrap();
    }

    #[test]
    fn a_cell_at_the_far_end_costs_little() {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write_string(0, 0, "Nama").unwrap();
        sheet.write_string(1_048_575, 0, "A").unwrap();
        assert_eq!(of(&book.save_to_buffer().unwrap()).unwrap().rows.len(), 1);
        let mut book = rust_xlsxwriter::Workbook::new();
        book.add_worksheet().write_string(0, 16_383, "Nama").unwrap();
        assert!(of(&book.save_to_buffer().unwrap()).unwrap_err().contains("kolom"));
    }
}
