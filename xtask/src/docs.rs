//! Documents that come from the code, and the links between all of them.
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context as _;

use crate::{Findings, tree};

/// A generated document and the words that make the program print it.
const GENERATED: &[(&str, &[&str])] =
    &[("docs/ACCESS.md", &["dokumen", "akses"]), ("docs/REGISTERS.md", &["dokumen", "register"])];

/// Where the pages of the manual lie.
const MANUAL: &str = "docs/manual/src";

/// Writes the generated documents.
pub fn write(root: &Path) -> anyhow::Result<Findings> {
    let mut findings = Findings::default();
    for (path, words) in GENERATED {
        std::fs::write(root.join(path), printed(root, words)?)?;
        findings.notes.push(format!("{path} written"));
    }
    Ok(findings)
}

/// Compares the generated documents with what the program prints, and follows the links of all documents.
pub fn check(root: &Path) -> anyhow::Result<Findings> {
    let mut findings = Findings::default();
    for (path, words) in GENERATED {
        if tree::read(root, path).unwrap_or_default() != printed(root, words)? {
            findings
                .faults
                .push(format!("{path} is not what the program says; run cargo xtask docs and review what changed"));
        }
    }
    let mut files = tree::files(root, "docs", &[".md"])?;
    for name in ["README.md", "README.id.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"] {
        files.push(name.to_owned());
    }
    for path in &files {
        findings.faults.extend(broken_links(root, path, &tree::read(root, path)?));
    }
    findings.faults.extend(summary(root)?);
    findings.notes.push(format!("{} documents looked at", files.len()));
    Ok(findings)
}

/// What the program prints: the one in `PENDOPO_BIN`, or one built now.
fn printed(root: &Path, words: &[&str]) -> anyhow::Result<String> {
    let mut command = match std::env::var_os("PENDOPO_BIN") {
        Some(program) => Command::new(program),
        None => {
            let mut cargo = Command::new(env!("CARGO"));
            cargo.args(["run", "--quiet", "--package", "pendopo", "--"]);
            cargo
        }
    };
    let output = command.args(words).current_dir(root).output().context("the program does not run")?;
    anyhow::ensure!(
        output.status.success(),
        "pendopo {}: {}",
        words.join(" "),
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(String::from_utf8(output.stdout)?)
}

/// Links and pictures of a Markdown text that lead to no file of the project.
pub fn broken_links(root: &Path, path: &str, text: &str) -> Vec<String> {
    let folder = PathBuf::from(path).parent().map(Path::to_owned).unwrap_or_default();
    let mut faults = Vec::new();
    let mut fenced = false;
    for (number, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        if fenced {
            continue;
        }
        for target in targets(line) {
            let (file, place) = target.split_once('#').unwrap_or((target, ""));
            if target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            let whole = root.join(&folder).join(file);
            if !file.is_empty() && !whole.exists() {
                faults.push(format!("{path}:{}: a link leads nowhere: {target}", number + 1));
                continue;
            }
            // The book of the manual holds no other files than its own.
            if path.starts_with(MANUAL) && file.contains('/') {
                faults.push(format!("{path}:{}: a link leads out of the manual: {target}", number + 1));
            }
            let there = if file.is_empty() { Ok(text.to_owned()) } else { std::fs::read_to_string(&whole) };
            if !place.is_empty() && there.is_ok_and(|text| !headings(&text).iter().any(|own| own == place)) {
                faults.push(format!("{path}:{}: no heading is called so: {target}", number + 1));
            }
        }
    }
    faults
}

/// The names under which links reach the headings of a Markdown text: small letters, hyphens for spaces.
fn headings(text: &str) -> Vec<String> {
    let mut fenced = false;
    let mut found = Vec::new();
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        if let Some(title) = line.strip_prefix('#').filter(|_| !fenced) {
            let title = title.trim_start_matches('#').trim().to_lowercase();
            let kept = title.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
            found.push(kept.map(|c| if c == ' ' { '-' } else { c }).collect());
        }
    }
    found
}

/// What stands in the round brackets of `[text](target)`.
fn targets(line: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = line;
    while let Some((_, after)) = rest.split_once("](") {
        let Some((target, tail)) = after.split_once(')') else { break };
        found.push(target.split_whitespace().next().unwrap_or_default());
        rest = tail;
    }
    found
}

/// Every page of the manual stands in its table of contents.
fn summary(root: &Path) -> anyhow::Result<Vec<String>> {
    let below = MANUAL;
    let contents = tree::read(root, &format!("{below}/SUMMARY.md"))?;
    let listed: Vec<&str> = contents.lines().flat_map(targets).collect();
    let mut faults = Vec::new();
    for path in tree::files(root, below, &[".md"])? {
        let name = path.trim_start_matches(&format!("{below}/")).to_owned();
        if name != "SUMMARY.md" && !listed.contains(&name.as_str()) {
            faults.push(format!("{path} does not stand in SUMMARY.md"));
        }
    }
    Ok(faults)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_that_lead_nowhere_are_found() {
        let root = tree::root().unwrap();
        let text = "[a](Cargo.toml) and [b](tidak-ada.md#x) [c](https://example.org/x) [d](CONTRIBUTING.md#set-up)\n```\n[e](juga-tidak.md)\n```\n![f](gambar/x.png \"judul\")";
        let faults = broken_links(&root, "README.md", text);
        assert_eq!(faults.len(), 2, "{faults:?}");
        assert!(faults[0].contains("README.md:1") && faults[0].contains("tidak-ada.md#x"));
        assert!(faults[1].contains("README.md:5") && faults[1].contains("gambar/x.png"));
        assert!(broken_links(&root, "docs/X.md", "[a](../Cargo.toml)").is_empty());
    }

    #[test]
    fn places_in_a_page_and_the_edge_of_the_manual_are_watched() {
        let root = tree::root().unwrap();
        let text = "# Satu hal, dua\n```sh\n# bukan judul\n```\n[a](#satu-hal-dua) [b](#bukan-judul) [c](README.md#try-it) [d](README.md#tidak)";
        let faults = broken_links(&root, "X.md", text);
        assert_eq!(faults.len(), 2, "{faults:?}");
        assert!(faults[0].contains("#bukan-judul") && faults[1].contains("README.md#tidak"), "{faults:?}");
        let out = broken_links(&root, "docs/manual/src/x.md", "[a](../../ACCESS.md) [b](pembuka.md)");
        assert!(out.len() == 1 && out[0].contains("out of the manual"), "{out:?}");
    }
}
