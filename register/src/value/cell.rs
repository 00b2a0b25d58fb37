//! Cells of a spreadsheet, after the reading library: what kind a cell has and how a field understands it.
use kernel::Val;
use kernel::indonesia::tanggal::Zona;
use time::PrimitiveDateTime;

use super::{Style, parse, when};
use crate::{Field, Kind};

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Text, from every format.
    Text(String),
    /// A number, from a spreadsheet.
    Number(f64),
    /// Yes or no, from a spreadsheet.
    Bool(bool),
    /// A day or moment without zone, from a spreadsheet.
    When(PrimitiveDateTime),
    /// `#N/A` and the like.
    Fault(String),
}

/// Whole numbers up to here are exact in a spreadsheet.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Reads a cell.
///
/// # Errors
/// What is wrong, with the label of the field.
pub fn parse(field: &Field, cell: &Cell, zone: Zona) -> Result<Val, String> {
    let label = field.label;
    match (&field.kind, cell) {
        (_, Cell::Empty) => Ok(Val::Null),
        (_, Cell::Fault(text)) => {
            Err(format!("{label} memuat kesalahan rumus {text}. Perbaiki sel itu di lembar kerja."))
        }
        (_, Cell::Text(text)) => parse::text(field, undefused(text), Style::File, zone),
        (Kind::Money, Cell::Number(number)) => scaled(label, *number, 2, i64::MIN, i64::MAX),
        (Kind::Decimal { scale, min, max }, Cell::Number(number)) => scaled(label, *number, *scale, *min, *max),
        (Kind::Integer { min, max }, Cell::Number(number)) => scaled(label, *number, 0, *min, *max),
        (Kind::YesNo, Cell::Bool(yes)) => Ok(Val::Bool(*yes)),
        (Kind::Date, Cell::When(at)) => parse::text(field, &when::iso_day(at.date()), Style::File, zone),
        (Kind::DateTime, Cell::When(at)) => {
            Ok(Val::Time(zone.saat(at.date(), at.time()).to_offset(time::UtcOffset::UTC)))
        }
        (Kind::Date | Kind::DateTime, Cell::Number(_)) => {
            Err(format!("{label} berupa angka. Beri sel itu format tanggal, atau tulis misalnya 31-12-2026."))
        }
        (_, Cell::Number(number)) => parse::text(field, &plain_number(*number), Style::File, zone),
        (_, Cell::Bool(yes)) => parse::text(field, if *yes { "ya" } else { "tidak" }, Style::File, zone),
        (_, Cell::When(at)) => parse::text(field, &when::iso_day(at.date()), Style::File, zone),
    }
}

/// A number that a spreadsheet made of digits (a code, a year): without `.0`.
fn plain_number(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < EXACT { format!("{number:.0}") } else { number.to_string() }
}

fn scaled(label: &str, number: f64, scale: u8, min: i64, max: i64) -> Result<Val, String> {
    let factor = 10_f64.powi(i32::from(scale));
    let scaled = (number * factor).round();
    if !scaled.is_finite() || scaled.abs() > EXACT {
        return Err(format!("{label} terlalu besar untuk dibaca tepat dari lembar kerja. Beri sel itu format teks."));
    }
    if (number * factor - scaled).abs() > 1e-4 {
        return Err(if scale == 0 {
            format!("{label} harus bilangan bulat.")
        } else {
            format!("{label} paling banyak {scale} angka di belakang koma.")
        });
    }
    parse::bounded(label, scaled as i64, scale, min, max)
}

/// Text for a CSV cell that a spreadsheet must not take for a formula: an apostrophe goes before it.
pub fn defused(text: &str) -> String {
    let starts = |text: &str| text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    // One that begins with an apostrophe and such a sign gets another, so that reading takes away exactly one.
    let inner = text.trim_start_matches('\'');
    if starts(inner) { format!("'{text}") } else { text.to_owned() }
}

/// Takes away the apostrophe of [`defused`].
pub fn undefused(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if rest.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r']) => rest,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_defused_and_read_back() {
        let table = [
            ("=1+1", "'=1+1"),
            ("+62", "'+62"),
            ("-", "'-"),
            ("@a", "'@a"),
            ("'=x", "''=x"),
            ("'biasa", "'biasa"),
            ("biasa", "biasa"),
            ("", ""),
        ];
        for (text, expected) in table {
            assert_eq!(defused(text), expected);
            assert_eq!(undefused(expected), text);
        }
    }

    #[test]
    fn cells_are_read_by_the_kind_of_their_field() {
        let money = Field::money("m", "Nilai");
        let code = Field::text("k", "Kode");
        let count = Field::integer("j", "Jumlah", 0, 100);
        let day = Field::date("t", "Tanggal");
        let at = time::macros::datetime!(2026-08-17 14:30);
        let table = [
            (&money, Cell::Number(1250.5), Ok(Val::Int(125_050))),
            (&money, Cell::Number(0.1 + 0.2), Ok(Val::Int(30))),
            (&money, Cell::Text("1.250,50".into()), Ok(Val::Int(125_050))),
            (&code, Cell::Number(1409.0), Ok(Val::Text("1409".into()))),
            (&code, Cell::Text("'=1".into()), Ok(Val::Text("=1".into()))),
            (&count, Cell::Number(7.0), Ok(Val::Int(7))),
            (&day, Cell::When(at), Ok(Val::Date(at.date()))),
            (&day, Cell::Empty, Ok(Val::Null)),
        ];
        for (field, cell, expected) in table {
            assert_eq!(parse(field, &cell, Zona::Wib), expected, "{cell:?}");
        }
        for (field, cell) in [
            (&count, Cell::Number(7.5)),
            (&count, Cell::Number(101.0)),
            (&money, Cell::Number(1e17)),
            (&money, Cell::Number(f64::NAN)),
            (&money, Cell::Number(1.005)),
            (&day, Cell::Number(46000.0)),
            (&code, Cell::Fault("#N/A".into())),
        ] {
            assert!(parse(field, &cell, Zona::Wib).is_err(), "{cell:?}");
        }
    }
}
