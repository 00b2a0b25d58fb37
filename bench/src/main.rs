//! `cargo xtask bench`: how long pages take at ten thousand, a hundred thousand and a million records, against a bare handler.
//!
//! - [`register`], [`letters`] and [`public`]: the three benchmarks, each with what it fills in, asks for and reports.
//! - [`stage`], [`place`], [`server`], [`client`], [`bare`]: the program, its data and the bare handler.
//! - [`dice`], [`fill`]: invented data. [`case`], [`measure`], [`slow`]: asking. [`figures`], [`document`]: what is told.
mod bare;
mod case;
mod client;
mod dice;
mod document;
mod figures;
mod fill;
mod letters;
mod machine;
mod measure;
#[path = "../../app/src/modules.rs"]
mod modules;
mod options;
mod place;
#[path = "../../app/src/profiles.rs"]
mod profiles;
mod public;
mod register;
mod server;
mod slow;
mod stage;

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use crate::options::Options;

/// What a benchmark tells.
pub struct Outcome {
    /// Its section of the document.
    pub section: String,
    /// Targets that were missed.
    pub missed: Vec<String>,
}

pub(crate) fn say(text: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = options::read(&arguments).and_then(|options| {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        // Whoever interrupts the run leaves nothing behind.
        runtime.block_on(async {
            tokio::select! {
                found = run(&options) => found,
                _ = tokio::signal::ctrl_c() => anyhow::bail!("interrupted"),
            }
        })
    });
    match done {
        Ok(missed) if missed.is_empty() => {
            say("every target is met");
            ExitCode::SUCCESS
        }
        Ok(missed) => {
            for each in missed {
                say(&format!("missed: {each}"));
            }
            ExitCode::FAILURE
        }
        Err(cause) => {
            say(&format!("bench: {cause:#}"));
            ExitCode::FAILURE
        }
    }
}

/// Measures and returns the targets that were missed.
async fn run(options: &Options) -> anyhow::Result<Vec<String>> {
    let found = match (options.letters, options.public) {
        (true, _) => letters::run(options).await?,
        (false, true) => public::run(options).await?,
        (false, false) => register::run(options).await?,
    };
    say(&format!("\n{}", found.section));
    if options.write {
        document::write(Path::new("docs/BENCHMARK.md"), &found.section)?;
    }
    Ok(found.missed)
}
