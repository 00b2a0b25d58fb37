//! Licences and banned crates, as `deny.toml` says, read from what the lock file resolves to. It is the part of
//! `cargo deny` that needs nothing from outside; a list of known vulnerabilities does.
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use anyhow::Context as _;
use serde_json::Value as Json;

use crate::{Findings, tree};

/// Whether an SPDX expression can be satisfied with allowed licences.
pub fn satisfied(expression: &str, allowed: &BTreeSet<String>) -> bool {
    // The old way of writing a choice.
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut place = 0;
    let found = choice(&words, &mut place, allowed);
    found && place == words.len()
}

fn choice(words: &[&str], place: &mut usize, allowed: &BTreeSet<String>) -> bool {
    let mut found = all(words, place, allowed);
    while words.get(*place) == Some(&"OR") {
        *place += 1;
        let other = all(words, place, allowed);
        found |= other;
    }
    found
}

fn all(words: &[&str], place: &mut usize, allowed: &BTreeSet<String>) -> bool {
    let mut found = one(words, place, allowed);
    while words.get(*place) == Some(&"AND") {
        *place += 1;
        let other = one(words, place, allowed);
        found &= other;
    }
    found
}

fn one(words: &[&str], place: &mut usize, allowed: &BTreeSet<String>) -> bool {
    let Some(word) = words.get(*place) else { return false };
    *place += 1;
    if *word == "(" {
        let found = choice(words, place, allowed);
        let closed = words.get(*place) == Some(&")");
        *place += 1;
        return found && closed;
    }
    let mut name = (*word).to_owned();
    if words.get(*place) == Some(&"WITH") {
        name = format!("{word} WITH {}", words.get(*place + 1).unwrap_or(&""));
        *place += 2;
    }
    allowed.contains(&name)
}

fn texts(table: &toml::Table, section: &str, key: &str) -> anyhow::Result<Vec<toml::Value>> {
    let list = table.get(section).and_then(|part| part.get(key)).and_then(toml::Value::as_array);
    list.cloned().with_context(|| format!("deny.toml: [{section}] {key} is missing"))
}

/// Checks every crate that the lock file resolves to, on every platform.
pub fn check(root: &Path) -> anyhow::Result<Findings> {
    let deny = tree::toml(root, "deny.toml")?;
    let text = |value: &toml::Value| value.as_str().map(str::to_owned);
    let allowed: BTreeSet<String> = texts(&deny, "licenses", "allow")?.iter().filter_map(text).collect();
    let mut exceptions: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for entry in texts(&deny, "licenses", "exceptions")? {
        let name = entry.get("crate").and_then(toml::Value::as_str).unwrap_or_default();
        let more = entry.get("allow").and_then(toml::Value::as_array).cloned().unwrap_or_default();
        exceptions.insert(name.to_owned(), more.iter().filter_map(text).collect());
    }
    let banned: BTreeSet<String> = texts(&deny, "bans", "deny")?
        .iter()
        .filter_map(|entry| entry.get("crate").and_then(toml::Value::as_str).map(str::to_owned))
        .collect();

    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(root)
        .output()
        .context("cargo metadata")?;
    anyhow::ensure!(output.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
    let metadata: Json = serde_json::from_slice(&output.stdout)?;
    let packages = metadata.get("packages").and_then(Json::as_array).context("cargo metadata without packages")?;
    let mut faults = Vec::new();
    let mut versions: BTreeMap<&str, u32> = BTreeMap::new();
    for package in packages {
        let field = |name: &str| package.get(name).and_then(Json::as_str).unwrap_or_default();
        let (name, version, licence) = (field("name"), field("version"), field("license"));
        if field("source").is_empty() {
            if licence != "Apache-2.0" {
                faults.push(format!("{name} is ours and says licence {licence:?}"));
            }
            continue;
        }
        *versions.entry(name).or_default() += 1;
        if !field("source").starts_with("registry+") {
            faults.push(format!("{name} {version} does not come from the registry"));
        }
        if banned.contains(name) {
            faults.push(format!("{name} {version} is banned by deny.toml"));
        }
        let mut may = allowed.clone();
        may.extend(exceptions.get(name).cloned().unwrap_or_default());
        if !satisfied(licence, &may) {
            faults.push(format!("{name} {version}: licence {licence:?} is not allowed by deny.toml"));
        }
    }
    let twice = versions.values().filter(|count| **count > 1).count();
    let notes = vec![
        format!("{} crates of others, {twice} of them in more than one version", versions.len()),
        "known vulnerabilities are not looked up: their list has to be fetched (cargo deny check advisories)"
            .to_owned(),
    ];
    Ok(Findings { notes, faults })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_read_as_spdx_says() {
        let allowed: BTreeSet<String> =
            ["MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSD-3-Clause"].map(str::to_owned).into();
        for (expression, expected) in [
            ("MIT", true),
            ("GPL-3.0", false),
            ("MIT OR GPL-3.0", true),
            ("MIT AND GPL-3.0", false),
            ("(MIT OR GPL-3.0) AND BSD-3-Clause", true),
            ("(GPL-3.0 OR LGPL-3.0) AND MIT", false),
            ("GPL-3.0 OR MIT AND BSD-3-Clause", true),
            ("MIT/Apache-2.0", true),
            ("GPL-3.0/LGPL-3.0", false),
            ("Apache-2.0 WITH LLVM-exception", true),
            ("MIT WITH something", false),
            ("", false),
            ("MIT MIT", false),
            ("(MIT", false),
        ] {
            assert_eq!(satisfied(expression, &allowed), expected, "{expression}");
        }
    }
}
