//! Everything that is read from and written to the database. Reads take a scope; changes go through [`kernel::Write`].
mod baca;
mod catatan;
mod dokumen;
mod hubungan;
mod naskah;

pub use baca::*;
pub use catatan::*;
pub use dokumen::*;
pub use hubungan::*;
pub use naskah::*;

use kernel::db::Tx;
use kernel::{Result, Scope, Table, Val};

use crate::model;

/// The tables whose rows the log watches, beside that of documents.
pub fn tables() -> Vec<Table> {
    vec![model::naskah_table(), model::putusan_table(), model::hubungan_table()]
}

/// The condition under which the scope opens a row of `peraturan_dokumen d`: what is published is open to everybody.
fn terlihat(scope: &Scope, args: &mut Vec<Val>) -> String {
    let inside = scope.filter(&model::BARIS, args);
    if scope.is_all() || scope.is_public() { inside } else { format!("({inside} or {})", model::BARIS.public) }
}

/// `$n, $n+1, ..` for a list of values appended to `args`.
fn marks<T: Into<Val> + Clone>(args: &mut Vec<Val>, values: &[T]) -> String {
    let mut text = String::new();
    for value in values {
        args.push(value.clone().into());
        if !text.is_empty() {
            text.push(',');
        }
        text.push('$');
        text.push_str(&args.len().to_string());
    }
    text
}

/// Inserts many rows with few statements. For rows that can be made again from a record, never for records.
async fn banyak(tx: &mut Tx, table: &str, columns: &[&str], rows: Vec<Vec<Val>>) -> Result<()> {
    let at_once = (12_000 / columns.len().max(1)).max(1);
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let mut args: Vec<Val> = vec![];
        let mut values = String::new();
        for row in rows.by_ref().take(at_once) {
            if !values.is_empty() {
                values.push(',');
            }
            values.push('(');
            values.push_str(&marks(&mut args, &row));
            values.push(')');
        }
        tx.exec(&format!("insert into {table} ({}) values {values}", columns.join(", ")), args).await?;
    }
    Ok(())
}
