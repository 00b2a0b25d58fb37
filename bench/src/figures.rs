//! Times of pages as targets and tables.
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::time::Duration;

use crate::case::{Kind, Timed};

/// At most so many times the bare handler.
pub const BARE: f64 = 3.0;
/// At most so many times the smallest size.
pub const GROWTH: f64 = 1.5;

/// What a benchmark found out about pages.
pub struct Figures {
    /// `SQLite` or `PostgreSQL 15`.
    pub database: String,
    /// The machine.
    pub machine: String,
    /// Timed requests per case.
    pub runs: usize,
    /// Times.
    pub timed: Vec<Timed>,
    /// What the records are called.
    pub records: &'static str,
}

/// One target.
pub struct Target {
    /// What is looked at.
    pub what: String,
    /// What it may be.
    pub wanted: String,
    /// What it is.
    pub found: String,
    /// It is.
    pub met: bool,
}

impl Target {
    /// From words and whether it is met.
    pub fn new(what: impl Into<String>, wanted: impl Into<String>, found: impl Into<String>, met: bool) -> Target {
        Target { what: what.into(), wanted: wanted.into(), found: found.into(), met }
    }
}

/// The targets that were missed, in words.
pub fn missed(targets: &[Target]) -> Vec<String> {
    let missed = targets.iter().filter(|target| !target.met);
    missed.map(|target| format!("{}: {}, found {}", target.what, target.wanted, target.found)).collect()
}

/// The targets as a table.
pub fn target_table(targets: &[Target]) -> String {
    let mut out = "| target | wanted | found | |\n|---|---|---|---|\n".to_owned();
    for target in targets {
        let mark = if target.met { "met" } else { "**missed**" };
        let _ = writeln!(out, "| {} | {} | {} | {mark} |", target.what, target.wanted, target.found);
    }
    out
}

/// Milliseconds.
pub fn ms(time: Duration) -> String {
    format!("{:.2}", time.as_secs_f64() * 1000.0)
}

/// `100 k`, `1 M`.
pub fn thousands(number: usize) -> String {
    match number {
        0..1_000_000 => format!("{} k", number / 1000),
        _ => format!("{} M", number / 1_000_000),
    }
}

impl Figures {
    /// The sizes, smallest first.
    pub fn sizes(&self) -> Vec<usize> {
        self.timed.iter().map(|timed| timed.size).collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// The smallest and the largest size, when there are two.
    fn ends(&self) -> Option<(usize, usize)> {
        let sizes = self.sizes();
        let (small, large) = (*sizes.first()?, *sizes.last()?);
        (small != large).then_some((small, large))
    }

    /// How many times as long a page of the largest size takes as at the smallest one.
    fn growth(&self, timed: &Timed, small: usize) -> Option<f64> {
        let like = |other: &&Timed| other.size == small && other.name == timed.name && other.who == timed.who;
        let before = self.timed.iter().find(like)?;
        Some(timed.real.0.as_secs_f64() / before.real.0.as_secs_f64())
    }

    /// Every request against the bare handler.
    pub fn bare_target(&self) -> Option<Target> {
        let worst = self.timed.iter().max_by(|a, b| a.ratio().total_cmp(&b.ratio()))?;
        let over = self.timed.iter().filter(|timed| timed.ratio() > BARE).count();
        let (ratio, size) = (worst.ratio(), thousands(worst.size));
        let found = format!("{ratio:.2} times ({}, {}, {size}); {over} above", worst.name, worst.who);
        let what = "every request, against the bare handler";
        Some(Target::new(what, format!("at most {BARE} times"), found, ratio <= BARE))
    }

    /// The growth of pages of these kinds, each kind under its name.
    pub fn growth_targets(&self, kinds: &[(Kind, &str)]) -> Vec<Target> {
        let Some((small, large)) = self.ends() else { return vec![] };
        let mut targets = Vec::new();
        for (kind, what) in kinds {
            let grown = self.timed.iter().filter(|timed| timed.kind == *kind && timed.size == large);
            let worst =
                grown.filter_map(|timed| Some((self.growth(timed, small)?, timed))).max_by(|a, b| a.0.total_cmp(&b.0));
            if let Some((growth, timed)) = worst {
                targets.push(Target::new(
                    format!("{what}, {} against {} {}", thousands(large), thousands(small), self.records),
                    format!("at most {GROWTH} times"),
                    format!("{growth:.2} times ({}, {})", timed.name, timed.who),
                    growth <= GROWTH,
                ));
            }
        }
        targets
    }

    /// Most statements of a list.
    pub fn statements_of_lists(&self) -> usize {
        self.timed.iter().filter(|timed| timed.kind.is_list()).map(|timed| timed.statements).max().unwrap_or(0)
    }

    /// Tables of all pages: one for each size, and the growth.
    pub fn tables(&self) -> String {
        let mut out = String::new();
        for size in self.sizes() {
            let _ = writeln!(out, "\n### {} {}\n", thousands(size), self.records);
            let _ =
                writeln!(out, "| page | who | median | p95 | bare, median | bare, p95 | ratio | statements | bytes |");
            let _ = writeln!(out, "|---|---|--:|--:|--:|--:|--:|--:|--:|");
            for timed in self.timed.iter().filter(|timed| timed.size == size) {
                let _ = writeln!(
                    out,
                    "| {} | {} | {} | {} | {} | {} | {:.2} | {} | {} |",
                    timed.name,
                    timed.who,
                    ms(timed.real.0),
                    ms(timed.real.1),
                    ms(timed.bare.0),
                    ms(timed.bare.1),
                    timed.ratio(),
                    timed.statements,
                    timed.bytes
                );
            }
        }
        let Some((small, large)) = self.ends() else { return out };
        let _ = writeln!(
            out,
            "\n### {} against {} {}\n\n| page | who | growth |\n|---|---|--:|",
            thousands(large),
            thousands(small),
            self.records
        );
        for timed in self.timed.iter().filter(|timed| timed.size == large) {
            if let Some(growth) = self.growth(timed, small) {
                let _ = writeln!(out, "| {} | {} | {growth:.2} |", timed.name, timed.who);
            }
        }
        out
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;

    pub fn timed(size: usize, real: u64, name: &'static str) -> Timed {
        let times = |ms| (Duration::from_millis(ms), Duration::from_millis(ms));
        let (real, bare) = (times(real), times(10));
        Timed { kind: Kind::List, name, who: "admin", size, real, bare, statements: 5, bytes: 1 }
    }

    pub fn figures(timed: Vec<Timed>) -> Figures {
        Figures { database: "SQLite".into(), machine: "2 cores".into(), runs: 9, timed, records: "records" }
    }

    #[test]
    fn growth_is_told_of_the_worst_page_of_a_kind() {
        let found = figures(vec![
            timed(10_000, 20, "a"),
            timed(10_000, 20, "b"),
            timed(1_000_000, 30, "a"),
            timed(1_000_000, 31, "b"),
        ]);
        let targets = found.growth_targets(&[(Kind::List, "lists"), (Kind::Search, "search")]);
        assert_eq!(
            missed(&targets),
            ["lists, 1 M against 10 k records: at most 1.5 times, found 1.55 times (b, admin)"]
        );
        assert!(figures(vec![timed(10_000, 20, "a")]).growth_targets(&[(Kind::List, "lists")]).is_empty());
    }
}
