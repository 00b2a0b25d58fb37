//! The targets of the public pages, and their section.
use std::fmt::Write as _;

use super::send::{PHOTO, REPORTS, Sent};
use crate::case::Kind;
use crate::figures::{self, Figures, Target, ms};

/// A page while codes are tried, at most so many times the page at rest, and at most so many milliseconds more.
const BESIDE: (f64, f64) = (3.0, 50.0);

/// Everything that a run found out.
pub struct Findings {
    /// Pages.
    pub figures: Figures,
    /// What was sent.
    pub sent: Sent,
}

impl Findings {
    fn targets(&self) -> Vec<Target> {
        let mut targets = self.figures.growth_targets(&[
            (Kind::Home, "home"),
            (Kind::Service, "services"),
            (Kind::Complaints, "lists of complaints"),
            (Kind::Complaint, "a complaint"),
            (Kind::Open311, "Open311"),
        ]);
        targets.extend(self.figures.bare_target());
        let (quiet, beside) = (self.sent.quiet.0.as_secs_f64() * 1e3, self.sent.beside.0.as_secs_f64() * 1e3);
        targets.push(Target::new(
            "a page while codes of reports in confidence are tried without a pause",
            format!("at most {} times, or {} ms more", BESIDE.0, BESIDE.1),
            format!("{quiet:.2} ms at rest, {beside:.2} ms"),
            beside <= quiet * BESIDE.0 || beside - quiet <= BESIDE.1,
        ));
        targets
    }

    /// The targets that were missed.
    pub fn missed(&self) -> Vec<String> {
        figures::missed(&self.targets())
    }

    /// The section of this database in the document.
    pub fn section(&self) -> String {
        let Figures { database, machine, runs, .. } = &self.figures;
        let targets = figures::target_table(&self.targets());
        let mut out =
            format!("## Public pages on {database}\n\n{machine}; {runs} requests per row and side.\n\n{targets}");
        let _ = writeln!(
            out,
            "\n### What visitors send\n\nA complaint with a photograph of {:.1} MB, {runs} times; a report in confidence and looking one up, \
             {REPORTS} times each: codes are stretched with Argon2id, about a second of one core, one at a time.\n",
            PHOTO as f64 / 1e6
        );
        let _ = writeln!(out, "| | median | p95 |\n|---|--:|--:|");
        let rows = [
            ("complaint with a photograph", self.sent.complaint),
            ("report in confidence", self.sent.report),
            ("looking one up", self.sent.open),
            ("list of complaints, at rest", self.sent.quiet),
            ("list of complaints, while codes are tried", self.sent.beside),
        ];
        for (what, (median, most)) in rows {
            let _ = writeln!(out, "| {what} | {} | {} |", ms(median), ms(most));
        }
        out.push_str(&self.figures.tables());
        out
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::figures::tests::{figures, timed};

    fn findings(quiet: u64, beside: u64) -> Findings {
        let time = |ms| (Duration::from_millis(ms), Duration::from_millis(ms));
        let sent = Sent {
            complaint: time(30),
            report: time(1000),
            open: time(1000),
            quiet: time(quiet),
            beside: time(beside),
        };
        Findings { figures: figures(vec![timed(10_000, 20, "a"), timed(1_000_000, 30, "a")]), sent }
    }

    #[test]
    fn a_page_that_starves_is_named() {
        assert_eq!(findings(4, 12).missed(), Vec::<String>::new());
        assert_eq!(findings(4, 54).missed(), Vec::<String>::new());
        let missed = findings(4, 60).missed();
        assert!(missed.len() == 1 && missed[0].contains("60.00 ms"), "{missed:?}");
        let section = findings(4, 12).section();
        assert!(section.starts_with("## Public pages on SQLite\n"), "{section}");
        assert!(section.contains("| report in confidence | 1000.00 | 1000.00 |"), "{section}");
    }
}
