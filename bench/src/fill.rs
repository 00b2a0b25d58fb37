//! Filling tables directly: many rows in one statement, many records in one transaction.
use std::ops::Range;

use kernel::{App, Val, db};

/// Records in one transaction.
const STEP: usize = 2_000;
/// Parameters of one statement.
const PARAMETERS: usize = 16_000;

/// Rows on their way into one table.
pub struct Bulk {
    table: &'static str,
    columns: &'static [&'static str],
    values: Vec<Val>,
}

impl Bulk {
    /// For these columns of a table.
    pub fn new(table: &'static str, columns: &'static [&'static str]) -> Bulk {
        Bulk { table, columns, values: Vec::new() }
    }

    /// Adds a row: a value for each column.
    pub fn push(&mut self, row: Vec<Val>) -> anyhow::Result<()> {
        let (got, wanted) = (row.len(), self.columns.len());
        anyhow::ensure!(got == wanted, "{}: {got} values for {wanted} columns", self.table);
        self.values.extend(row);
        Ok(())
    }

    /// Writes what was added.
    pub async fn write(&mut self, tx: &mut db::Tx) -> anyhow::Result<()> {
        let width = self.columns.len();
        let mut values = std::mem::take(&mut self.values);
        while !values.is_empty() {
            let rest = values.split_off(values.len().min(PARAMETERS / width * width));
            let mut rows = String::new();
            for place in 0..values.len() {
                rows.push_str(match (place % width, place) {
                    (0, 0) => "($",
                    (0, _) => "), ($",
                    (_, _) => ", $",
                });
                rows.push_str(&(place + 1).to_string());
            }
            let text = format!("insert into {} ({}) values {rows})", self.table, self.columns.join(", "));
            tx.exec(&text, values).await?;
            values = rest;
        }
        Ok(())
    }
}

/// Adds the records of a range, so many in each transaction, telling how far it is; then does what the program does every
/// night.
pub async fn grow(
    app: &App,
    numbers: Range<usize>,
    mut tell: impl FnMut(usize),
    mut add: impl AsyncFnMut(&mut db::Tx, Range<usize>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let mut start = numbers.start;
    while start < numbers.end {
        let end = (start + STEP).min(numbers.end);
        let mut tx = app.db.begin().await?;
        for from in (start..end).step_by(500) {
            add(&mut tx, from..(from + 500).min(end)).await?;
        }
        tx.commit().await?;
        start = end;
        tell(start);
    }
    app.db.tune().await?;
    app.db.tidy().await?;
    Ok(())
}
