//! The targets of the register, and its section.
use std::fmt::Write as _;
use std::time::Duration;

use super::load::{CONNECTIONS, Load};
use super::weight::Weight;
use crate::case::Kind;
use crate::figures::{self, Figures, Target, thousands};

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
    /// Pages.
    pub figures: Figures,
    /// Load.
    pub load: Load,
    /// Bytes.
    pub weight: Weight,
    /// Start-up.
    pub start: Duration,
}

impl Findings {
    fn targets(&self) -> Vec<Target> {
        let mut targets: Vec<Target> = self.figures.bare_target().into_iter().collect();
        let grow = [(Kind::List, "lists"), (Kind::Search, "search"), (Kind::Detail, "detail")];
        targets.extend(self.figures.growth_targets(&grow));
        let most = self.figures.statements_of_lists();
        let mut add = |what: &str, wanted: String, found: String, met: bool| {
            targets.push(Target::new(what, wanted, found, met));
        };
        add("statements of a list page", format!("at most {STATEMENTS}"), most.to_string(), most <= STATEMENTS);
        let size = self.figures.sizes().last().map_or(String::new(), |size| thousands(*size));
        add(
            &format!("memory of the server at {size} records under load"),
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
        figures::missed(&self.targets())
    }

    /// The section of this database in the document.
    pub fn section(&self) -> String {
        let (figures, targets) = (&self.figures, figures::target_table(&self.targets()));
        let Figures { database, machine, runs, .. } = figures;
        let mut out = format!("## {database}\n\n{machine}; {runs} requests per row and side.\n\n{targets}");
        out.push_str(&figures.tables());
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::Timed;
    use crate::figures::tests::{figures, timed};

    fn findings(timed: Vec<Timed>) -> Findings {
        Findings {
            figures: figures(timed),
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
}
