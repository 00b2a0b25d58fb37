//! The targets of the letters, and their section.
use std::fmt::Write as _;

use super::batch::{self, Batch};
use super::paper::{self, Paper};
use crate::case::Kind;
use crate::figures::{self, Figures, Target, ms};

/// A letter to PDF, at most so many times the bare call.
const TYPST: f64 = 1.5;
/// Memory at the end of a batch, at most so many times that after its first letters.
const FLAT: f64 = 1.1;

/// Everything that a run found out.
pub struct Findings {
    /// Pages.
    pub figures: Figures,
    /// A letter to PDF.
    pub paper: Paper,
    /// A batch of signatures.
    pub batch: Batch,
}

fn megabytes(bytes: u64) -> String {
    format!("{:.0} MB", bytes as f64 / 1e6)
}

impl Findings {
    fn targets(&self) -> Vec<Target> {
        let mut targets = self.figures.growth_targets(&[
            (Kind::Inbox, "an agency's inbox"),
            (Kind::Outgoing, "its outgoing letters"),
            (Kind::Agenda, "the books of a month"),
            (Kind::Search, "search in the letters"),
            (Kind::Detail, "the page of a letter"),
        ]);
        targets.extend(self.figures.bare_target());
        let ratio = self.paper.program.0.as_secs_f64() / self.paper.bare.0.as_secs_f64();
        let (program, bare) = (ms(self.paper.program.0), ms(self.paper.bare.0));
        targets.push(Target::new(
            "a letter of one page to PDF, against the bare call of Typst",
            format!("at most {TYPST} times"),
            format!("{ratio:.2} times ({program} ms, bare {bare} ms)"),
            ratio <= TYPST,
        ));
        let [_, first, signed, issued] = self.batch.memory;
        let most = signed.max(issued);
        let grown = most as f64 / first.max(1) as f64;
        targets.push(Target::new(
            format!("memory at the end of a batch of {}, against that after {}", self.batch.letters, batch::FIRST),
            format!("at most {FLAT} times"),
            format!("{grown:.2} times ({}, {})", megabytes(first), megabytes(most)),
            grown <= FLAT,
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
        let mut out = format!("## Letters on {database}\n\n{machine}; {runs} requests per row and side.\n\n{targets}");
        let _ = writeln!(
            out,
            "\n### A letter to PDF\n\nFrom its rows to a tagged PDF/A-2a of {:.0} kB, and the bare call of Typst with the same \
             template and data: {} letters each, every one another. The signature is PAdES B-B with a key in the same process.\n",
            self.paper.bytes as f64 / 1e3,
            paper::LETTERS
        );
        let _ = writeln!(out, "| | median | p95 |\n|---|--:|--:|");
        let rows = [
            ("letter to PDF", self.paper.program),
            ("bare Typst", self.paper.bare),
            ("signature, PAdES B-B", self.paper.signature),
        ];
        for (what, (median, most)) in rows {
            let _ = writeln!(out, "| {what} | {} | {} |", ms(median), ms(most));
        }
        let Batch { letters, signed, issued, memory, told } = self.batch;
        let [before, first, last, delivered] = memory.map(megabytes);
        let _ = writeln!(
            out,
            "\n### A batch of {letters} letters\n\nSigned by the regency's own authority with one passphrase, with panel and time stamp, in \
             {:.1} s ({} figures of progress told); delivered to all in {:.1} s. Memory of the server: {before} before, {first} \
             after {}, {last} at the last signature, {delivered} when all were delivered.",
            signed.as_secs_f64(),
            told,
            issued.as_secs_f64(),
            batch::FIRST
        );
        out.push_str(&self.figures.tables());
        out
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::figures::tests::{figures, timed};

    fn findings(program: u64, memory: [u64; 4]) -> Findings {
        let time = |ms| (Duration::from_millis(ms), Duration::from_millis(ms));
        Findings {
            figures: figures(vec![timed(10_000, 20, "a"), timed(1_000_000, 30, "a")]),
            paper: Paper { program: time(program), bare: time(10), signature: time(1), bytes: 1 },
            batch: Batch {
                letters: 500,
                signed: Duration::from_secs(9),
                issued: Duration::from_secs(12),
                memory,
                told: 40,
            },
        }
    }

    #[test]
    fn what_is_missed_is_named() {
        assert_eq!(findings(15, [1, 100, 110, 105]).missed(), Vec::<String>::new());
        let missed = findings(16, [1, 100, 105, 111]).missed();
        assert!(
            missed.len() == 2 && missed[0].contains("1.60 times") && missed[1].contains("1.11 times"),
            "{missed:?}"
        );
        let section = findings(15, [1_000_000, 2_000_000, 3_000_000, 2_000_000]).section();
        assert!(section.starts_with("## Letters on SQLite\n"), "{section}");
        assert!(section.contains("2 MB after 50, 3 MB at the last signature"), "{section}");
    }
}
