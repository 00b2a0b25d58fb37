//! Chores of the project: `cargo xtask`.
use std::process::ExitCode;

use xtask::{Findings, docs, licences, new_module, new_register, rules, tree};

const USE: &str = "\
cargo xtask check                       the invariants of the source
cargo xtask licences                    licences and banned crates, as deny.toml says
cargo xtask docs [--check]              writes docs/ACCESS.md and docs/REGISTERS.md, or compares them; follows links
cargo xtask bench [..]                  measures pages against a bare handler; `bench --help` tells more
cargo xtask bench naskah [..]           the same for letters, with a letter to PDF and a batch of signatures
cargo xtask new-module NAME             a module with nothing in it
cargo xtask new-register MODULE NAME    a register in a module, ready to be filled with fields";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["bench", rest @ ..] => return bench(rest),
        ["check"] => tree::root().and_then(|root| rules::check(&root)),
        ["licences"] => tree::root().and_then(|root| licences::check(&root)),
        ["docs"] => tree::root().and_then(|root| docs::write(&root)),
        ["docs", "--check"] => tree::root().and_then(|root| docs::check(&root)),
        ["new-module", name] => tree::root().and_then(|root| new_module::make(&root, name)),
        ["new-register", module, name] => tree::root().and_then(|root| new_register::make(&root, module, name)),
        _ => Err(anyhow::anyhow!("use:\n{USE}")),
    };
    match outcome {
        Ok(Findings { notes, faults }) => {
            for note in notes {
                say(&note);
            }
            for fault in &faults {
                say(&format!("fault: {fault}"));
            }
            if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(cause) => {
            say(&format!("xtask: {cause:#}"));
            ExitCode::FAILURE
        }
    }
}

/// Builds the program and the benchmark as they are installed, and runs it.
fn bench(arguments: &[&str]) -> ExitCode {
    let run = || -> anyhow::Result<bool> {
        let root = tree::root()?;
        let cargo = |words: &[&str]| -> anyhow::Result<bool> {
            Ok(std::process::Command::new(env!("CARGO")).current_dir(&root).args(words).status()?.success())
        };
        anyhow::ensure!(cargo(&["build", "--release", "--package", "pendopo", "--package", "bench"])?, "not built");
        // Not by `cargo run`: for one package alone it would choose other features and build everything a second time.
        let folder = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), std::path::PathBuf::from);
        let program = root.join(folder).join("release").join("bench");
        Ok(std::process::Command::new(program).current_dir(&root).args(arguments).status()?.success())
    };
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(cause) => {
            say(&format!("xtask: {cause:#}"));
            ExitCode::FAILURE
        }
    }
}

fn say(text: &str) {
    use std::io::Write as _;
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}
