//! Values that a person could type, for every kind.
use uuid::Uuid;

use crate::value::form::Pairs;
use crate::{Field, Kind, Register};

/// Controls of a whole form. `round` makes one filling differ from another; references are taken from `given` (fields
/// with ids), and stay empty where there is none.
pub fn form(
    register: &'static Register,
    round: u32,
    given: &[(&'static str, Uuid)],
    values: &[(&'static str, &'static str)],
) -> Pairs {
    let mut pairs = Vec::new();
    for field in register.fields {
        if let Some((_, text)) = values.iter().find(|(name, _)| *name == field.name) {
            pairs.push((field.name.to_owned(), text.replace("{n}", &round.to_string())));
            continue;
        }
        match field.kind {
            Kind::ManyChoice(options) => {
                let kept = 1 + round as usize % options.len();
                pairs.extend(options.iter().take(kept).map(|(key, _)| (field.name.to_owned(), (*key).to_owned())));
            }
            Kind::Table(columns) => {
                for place in 0..2 {
                    for column in columns {
                        let name = format!("{}.{place}.{}", field.name, column.name);
                        pairs.push((name, one(column, round + place, given)));
                    }
                }
            }
            Kind::Location => {
                pairs.push((format!("{}.wilayah", field.name), "14.09.01".into()));
                pairs.push((format!("{}.lintang", field.name), format!("-0,{:06}", round % 1_000_000)));
                pairs.push((format!("{}.bujur", field.name), "101,5".into()));
            }
            Kind::Text { .. }
            | Kind::LongText { .. }
            | Kind::Integer { .. }
            | Kind::Money
            | Kind::Decimal { .. }
            | Kind::Date
            | Kind::DateTime
            | Kind::YesNo
            | Kind::Choice(_)
            | Kind::Code { .. }
            | Kind::Reference { .. }
            | Kind::Person
            | Kind::Unit
            | Kind::File
            | Kind::Computed { .. } => pairs.push((field.name.to_owned(), one(field, round, given))),
        }
    }
    pairs
}

fn one(field: &Field, round: u32, given: &[(&'static str, Uuid)]) -> String {
    let number = i64::from(round);
    let within = |min: i64, max: i64| {
        let (low, high) = (min.max(-1_000_000), max.min(1_000_000));
        low.saturating_add(number % (high - low + 1).max(1)).clamp(min, max)
    };
    match field.kind {
        Kind::Text { max } => {
            let text = format!("{} \"={round}\"; é", field.label);
            if text.chars().count() <= max { text } else { format!("u{round}").chars().take(max).collect() }
        }
        Kind::LongText { .. } => format!("=Baris satu {round}\nbaris dua; 'kutip' <b>tebal</b>"),
        Kind::Integer { min, max } => within(min, max).to_string(),
        Kind::Money => format!("{}.000,25", 1 + round % 900),
        Kind::Decimal { scale, min, max } => kernel::indonesia::angka::desimal(within(min, max), scale),
        Kind::Date => format!("{:02}-0{}-2026", 1 + round % 28, 1 + round % 9),
        Kind::DateTime => format!("{:02}-06-2026 {:02}.30", 1 + round % 28, round % 24),
        Kind::YesNo => if round.is_multiple_of(2) { "tidak" } else { "ya" }.into(),
        Kind::Choice(options) => options[round as usize % options.len()].0.to_owned(),
        Kind::Reference { .. } | Kind::Person | Kind::Unit => {
            given.iter().find(|(name, _)| *name == field.name).map(|(_, id)| id.to_string()).unwrap_or_default()
        }
        Kind::Code { .. }
        | Kind::ManyChoice(_)
        | Kind::Table(_)
        | Kind::Location
        | Kind::File
        | Kind::Computed { .. } => String::new(),
    }
}
