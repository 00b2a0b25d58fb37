//! What a run was told.
use std::path::PathBuf;

use anyhow::Context as _;

/// How to call it.
pub const USE: &str = "\
cargo xtask bench [naskah|publik] [--sizes 10000,100000,1000000] [--runs 40] [--load SECONDS] [--postgres URL] [--slow MS] [--batch 500] [--write]
  naskah      letters instead of the register: boxes, books, search, a letter to PDF, a batch of signatures
  publik      what everybody opens and sends: home, services, complaints, Open311, reports in confidence
  --sizes     records at which is measured, smallest first
  --runs      requests per case and side
  --load      seconds of load, for the memory (the register only)
  --postgres  a server on which databases may be made and dropped, instead of the embedded database
  --batch     letters that are signed with one passphrase (letters only)
  --slow      names statements that take longer, and how the database runs them
  --write     puts the figures into docs/BENCHMARK.md";

/// What a run was told.
pub struct Options {
    /// Measure letters.
    pub letters: bool,
    /// Measure public pages.
    pub public: bool,
    /// Records at which is measured.
    pub sizes: Vec<usize>,
    /// Requests per case and side.
    pub runs: usize,
    /// Seconds of load.
    pub load: u64,
    /// Letters of a batch of signatures.
    pub batch: usize,
    /// Server of databases.
    pub postgres: Option<String>,
    /// Statements that take longer are named.
    pub slow: Option<f64>,
    /// Write the document.
    pub write: bool,
    /// The program.
    pub program: PathBuf,
}

/// Reads the words of the command.
pub fn read(arguments: &[String]) -> anyhow::Result<Options> {
    let own = std::env::current_exe()?;
    let program = own.parent().context("no folder")?.join("pendopo");
    let sizes = vec![10_000, 100_000, 1_000_000];
    let mut found = Options {
        letters: false,
        public: false,
        sizes,
        runs: 40,
        load: 20,
        batch: 500,
        postgres: None,
        slow: None,
        write: false,
        program,
    };
    let mut rest = arguments.iter();
    while let Some(word) = rest.next() {
        let mut value = || rest.next().with_context(|| format!("{word} needs a value\n{USE}"));
        match word.as_str() {
            "naskah" => found.letters = true,
            "publik" => found.public = true,
            "--sizes" => {
                found.sizes = value()?.split(',').map(str::parse).collect::<Result<_, _>>()?;
                found.sizes.sort_unstable();
                found.sizes.dedup();
            }
            "--runs" => found.runs = value()?.parse()?,
            "--load" => found.load = value()?.parse()?,
            "--batch" => found.batch = value()?.parse()?,
            "--postgres" => found.postgres = Some(value()?.clone()),
            "--slow" => found.slow = Some(value()?.parse()?),
            "--write" => found.write = true,
            _ => anyhow::bail!("{word}?\n{USE}"),
        }
    }
    anyhow::ensure!(!(found.letters && found.public), "one of naskah and publik");
    anyhow::ensure!(found.sizes.first().is_some_and(|size| *size >= 1000), "sizes are at least 1000");
    anyhow::ensure!(found.runs >= 5, "at least 5 runs");
    anyhow::ensure!((100..=1000).contains(&found.batch), "a batch has 100 to 1000 letters");
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<String> {
        line.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn words_are_read_or_refused() {
        let found = read(&words("naskah --sizes 100000,10000,10000 --runs 7 --write")).unwrap();
        assert!(found.letters && found.write && found.postgres.is_none());
        assert_eq!((found.sizes, found.runs), (vec![10_000, 100_000], 7));
        for wrong in ["naskah publik", "--sizes", "--sizes 10", "--runs 1", "surat", "--slow quick", "--batch 50"] {
            assert!(read(&words(wrong)).is_err(), "{wrong}");
        }
    }
}
