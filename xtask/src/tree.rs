//! The files of the project.
use std::path::{Path, PathBuf};

use anyhow::Context as _;

/// Folders that hold nothing of ours.
const FOREIGN: &[&str] = &["target", "node_modules", ".git", "dist"];

/// The root of the project: the nearest folder upwards with a workspace.
pub fn root() -> anyhow::Result<PathBuf> {
    let mut folder = std::env::current_dir()?;
    loop {
        if std::fs::read_to_string(folder.join("Cargo.toml")).is_ok_and(|text| text.contains("[workspace]")) {
            return Ok(folder);
        }
        anyhow::ensure!(folder.pop(), "run this inside the project");
    }
}

/// All files below a folder with one of these endings, sorted, as paths relative to the root. A folder that is missing
/// has none.
pub fn files(root: &Path, below: &str, endings: &[&str]) -> anyhow::Result<Vec<String>> {
    let mut found = Vec::new();
    let mut open = vec![root.join(below)];
    while let Some(folder) = open.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for entry in entries {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if entry.file_type()?.is_dir() {
                if !FOREIGN.contains(&name.as_str()) {
                    open.push(entry.path());
                }
            } else if endings.iter().any(|ending| name.ends_with(ending)) {
                let path = entry.path();
                let relative = path.strip_prefix(root).unwrap_or(&path);
                found.push(relative.to_string_lossy().into_owned());
            }
        }
    }
    found.sort();
    Ok(found)
}

/// The text of a file.
pub fn read(root: &Path, path: &str) -> anyhow::Result<String> {
    std::fs::read_to_string(root.join(path)).with_context(|| path.to_owned())
}

/// A file as TOML.
pub fn toml(root: &Path, path: &str) -> anyhow::Result<toml::Table> {
    read(root, path)?.parse().with_context(|| path.to_owned())
}

/// Names of the folders directly in a folder, sorted.
pub fn folders(root: &Path, below: &str) -> anyhow::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(root.join(below)).with_context(|| below.to_owned())? {
        let entry = entry?;
        if entry.path().join("Cargo.toml").exists() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

/// Whether a name fits a module, a table and a file: small letters, digits, `_`; a letter first.
pub fn is_plain(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}
