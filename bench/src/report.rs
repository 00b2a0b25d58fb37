//! The figures, the targets, and the document.
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

use crate::load::{CONNECTIONS, Load};
use crate::measure::{Kind, Timed};
use crate::weight::Weight;

/// At most so many times the bare handler.
const BARE: f64 = 3.0;
/// At most so many times the smallest size, for lists, search and detail.
const GROWTH: f64 = 1.5;
/// Statements of a list page.
const STATEMENTS: usize = 6;
/// Memory of the server under load, in bytes.
const MEMORY: u64 = 150_000_000;
/// From the start to the first page, on the demonstration.
const START: Duration = Duration::from_secs(1);
/// The first visit, compressed.
const FIRST: usize = 100_000;
/// A later page, compressed.
const LATER: usize = 15_000;

/// Everything that a run found out.
pub struct Findings {
    /// `SQLite` or `PostgreSQL 15`.
    pub database: String,
    /// The machine.
    pub machine: String,
    /// Timed requests per case.
    pub runs: usize,
    /// Times.
    pub timed: Vec<Timed>,
    /// Load.
    pub load: Load,
    /// Bytes.
    pub weight: Weight,
    /// Start-up.
    pub start: Duration,
}

/// One target.
struct Target {
    what: String,
    wanted: String,
    found: String,
    met: bool,
}

fn ms(time: Duration) -> String {
    format!("{:.2}", time.as_secs_f64() * 1000.0)
}

fn thousands(number: usize) -> String {
    match number {
        0..1_000_000 => format!("{} k", number / 1000),
        _ => format!("{} M", number / 1_000_000),
    }
}

impl Findings {
    fn sizes(&self) -> Vec<usize> {
        self.timed.iter().map(|timed| timed.size).collect::<BTreeSet<_>>().into_iter().collect()
    }

    fn at(&self, like: &Timed, size: usize) -> Option<&Timed> {
        self.timed.iter().find(|timed| timed.size == size && timed.name == like.name && timed.who == like.who)
    }

    fn targets(&self) -> Vec<Target> {
        let mut targets = Vec::new();
        let worst = self.timed.iter().max_by(|a, b| a.ratio().total_cmp(&b.ratio()));
        if let Some(worst) = worst {
            let over = self.timed.iter().filter(|timed| timed.ratio() > BARE).count();
            targets.push(Target {
                what: "every request, against the bare handler".into(),
                wanted: format!("at most {BARE} times"),
                found: format!(
                    "{:.2} times ({}, {}, {}); {over} above",
                    worst.ratio(),
                    worst.name,
                    worst.who,
                    thousands(worst.size)
                ),
                met: worst.ratio() <= BARE,
            });
        }
        let sizes = self.sizes();
        if let (Some(&small), Some(&large)) = (sizes.first(), sizes.last())
            && small != large
        {
            for (kind, what) in [(Kind::List, "lists"), (Kind::Search, "search"), (Kind::Detail, "detail")] {
                let grown = self.timed.iter().filter(|timed| timed.kind == kind && timed.size == large);
                let worst = grown
                    .filter_map(|timed| {
                        let before = self.at(timed, small)?;
                        Some((timed.real.0.as_secs_f64() / before.real.0.as_secs_f64(), timed))
                    })
                    .max_by(|a, b| a.0.total_cmp(&b.0));
                if let Some((growth, timed)) = worst {
                    targets.push(Target {
                        what: format!("{what}, {} against {} records", thousands(large), thousands(small)),
                        wanted: format!("at most {GROWTH} times"),
                        found: format!("{growth:.2} times ({}, {})", timed.name, timed.who),
                        met: growth <= GROWTH,
                    });
                }
            }
        }
        let lists = self.timed.iter().filter(|timed| matches!(timed.kind, Kind::List | Kind::Filtered));
        let most = lists.map(|timed| timed.statements).max().unwrap_or(0);
        let mut add = |what: &str, wanted: String, found: String, met: bool| {
            targets.push(Target { what: what.into(), wanted, found, met });
        };
        add("statements of a list page", format!("at most {STATEMENTS}"), most.to_string(), most <= STATEMENTS);
        add(
            &format!(
                "memory of the server at {} records under load",
                sizes.last().map_or(String::new(), |size| thousands(*size))
            ),
            format!("under {} MB", MEMORY / 1_000_000),
            format!("{:.0} MB", self.load.most as f64 / 1e6),
            self.load.most < MEMORY,
        );
        add(
            "start-up on the demonstration",
            format!("under {} ms", START.as_millis()),
            format!("{} ms", self.start.as_millis()),
            self.start < START,
        );
        add(
            "first visit, compressed",
            format!("under {} kB", FIRST / 1000),
            format!("{:.1} kB", self.weight.first as f64 / 1e3),
            self.weight.first < FIRST,
        );
        let later = self.weight.later.iter().max_by_key(|(_, bytes)| *bytes);
        if let Some((name, bytes)) = later {
            add(
                "later pages, compressed",
                format!("under {} kB", LATER / 1000),
                format!("{:.1} kB ({name})", *bytes as f64 / 1e3),
                *bytes < LATER,
            );
        }
        targets
    }

    /// The targets that were missed.
    pub fn missed(&self) -> Vec<String> {
        let missed = self.targets().into_iter().filter(|target| !target.met);
        missed.map(|target| format!("{}: {}, found {}", target.what, target.wanted, target.found)).collect()
    }

    /// The section of this database in the document.
    pub fn section(&self) -> String {
        let mut out = String::new();
        let _ = writeln!(out, "## {}\n\n{}; {} requests per row and side.\n", self.database, self.machine, self.runs);
        let _ = writeln!(out, "| target | wanted | found | |\n|---|---|---|---|");
        for target in self.targets() {
            let mark = if target.met { "met" } else { "**missed**" };
            let _ = writeln!(out, "| {} | {} | {} | {mark} |", target.what, target.wanted, target.found);
        }
        for size in self.sizes() {
            let _ = writeln!(out, "\n### {} records\n", thousands(size));
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
        let sizes = self.sizes();
        if let (Some(&small), Some(&large)) = (sizes.first(), sizes.last())
            && small != large
        {
            let _ = writeln!(
                out,
                "\n### {} against {} records\n\n| page | who | growth |\n|---|---|--:|",
                thousands(large),
                thousands(small)
            );
            for timed in self.timed.iter().filter(|timed| timed.size == large) {
                if let Some(before) = self.at(timed, small) {
                    let growth = timed.real.0.as_secs_f64() / before.real.0.as_secs_f64();
                    let _ = writeln!(out, "| {} | {} | {growth:.2} |", timed.name, timed.who);
                }
            }
        }
        let _ = writeln!(
            out,
            "\nUnder load ({CONNECTIONS} connections, {} s, all pages above but `create`): {:.0} pages per second.",
            self.load.seconds, self.load.rate
        );
        let later: Vec<String> =
            self.weight.later.iter().map(|(name, bytes)| format!("{name} {:.1} kB", *bytes as f64 / 1e3)).collect();
        let _ = writeln!(out, "First visit: {} files. Later pages: {}.", self.weight.files, later.join(", "));
        if !self.weight.missing.is_empty() {
            let _ = writeln!(out, "Named by the styles and missing: {}.", self.weight.missing.join(", "));
        }
        out
    }
}

const HEAD: &str = "# Benchmark

Written by `cargo xtask bench --write` (`--postgres URL` for the second part; `--sizes 10000,100000` for a quick run). It fills
the register `penugasan` with records of all units, together with their rows of the search, starts the program as it is
installed, signs in over HTTP, and asks for each page on one connection that is kept alive. The **bare handler** is an axum server
with nothing but the same database layer: it runs the statements that the program ran for the same request, with the same parameters,
on a copy of the data, and returns the same bytes. Both are asked by turns. Times are in milliseconds, from sending
the request to the last byte; pages are compressed, as a browser asks for, and the bare handler has them ready compressed.

`admin` may see all records, `unit` those of one unit and what is below it (about one in forty).

What is filled in directly has no entries in the log; records that `create` makes have.
";

/// Puts the section into the document, in place of the one of the same database.
pub fn write(path: &Path, findings: &Findings) -> anyhow::Result<()> {
    let old = std::fs::read_to_string(path).unwrap_or_default();
    let kind = findings.database.split(' ').next().unwrap_or_default();
    let mut sections: Vec<String> = Vec::new();
    for name in ["SQLite", "PostgreSQL"] {
        if name == kind {
            sections.push(findings.section());
        } else if let Some((_, rest)) = old.split_once(&format!("\n## {name}")) {
            let body = rest.split("\n## ").next().unwrap_or_default();
            sections.push(format!("## {name}{}\n", body.trim_end()));
        }
    }
    std::fs::write(path, format!("{HEAD}\n{}", sections.join("\n")))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn timed(size: usize, real: u64, name: &'static str) -> Timed {
        let times = |ms| (Duration::from_millis(ms), Duration::from_millis(ms));
        Timed {
            kind: Kind::List,
            name,
            who: "admin",
            size,
            real: times(real),
            bare: times(10),
            statements: 5,
            bytes: 1,
        }
    }

    fn findings(timed: Vec<Timed>) -> Findings {
        Findings {
            database: "SQLite".into(),
            machine: "2 cores".into(),
            runs: 9,
            timed,
            load: Load { seconds: 1, rate: 1.0, most: 1 },
            weight: Weight { first: 1, files: 1, missing: vec![], later: vec![("list", 1)] },
            start: Duration::from_millis(1),
        }
    }

    #[test]
    fn what_is_missed_is_named() {
        assert_eq!(findings(vec![timed(10_000, 20, "a"), timed(1_000_000, 30, "a")]).missed(), Vec::<String>::new());
        let missed = findings(vec![timed(10_000, 20, "a"), timed(1_000_000, 31, "a")]).missed();
        assert!(missed.len() == 2 && missed[0].contains("3.10 times (a, admin, 1 M)"), "{missed:?}");
        assert!(missed[1].contains("1.55 times (a, admin)"), "{missed:?}");
        let heavy = Findings { load: Load { seconds: 1, rate: 1.0, most: MEMORY }, start: START, ..findings(vec![]) };
        assert_eq!(heavy.missed().len(), 2);
    }

    #[test]
    fn the_section_of_the_other_database_stays() {
        let folder = std::env::temp_dir().join(format!("bench-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("BENCHMARK.md");
        write(&path, &findings(vec![timed(10_000, 20, "a")])).unwrap();
        let postgres = Findings { database: "PostgreSQL 15".into(), ..findings(vec![timed(10_000, 21, "b")]) };
        write(&path, &postgres).unwrap();
        write(&path, &findings(vec![timed(10_000, 22, "c")])).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(text.matches("\n## ").count(), 2, "{text}");
        assert!(text.contains("| b |") && text.contains("| c |") && !text.contains("| a |"), "{text}");
    }
}
