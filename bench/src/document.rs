//! The document of the figures: a section for each benchmark and database.
use std::path::Path;

/// How the sections begin, in their order.
const SECTIONS: [&str; 6] = [
    "SQLite",
    "PostgreSQL",
    "Letters on SQLite",
    "Letters on PostgreSQL",
    "Public pages on SQLite",
    "Public pages on PostgreSQL",
];

const HEAD: &str = "# Benchmark

Written by `cargo xtask bench --write`, for the letters by `cargo xtask bench naskah --write`, and for the public pages by
`cargo xtask bench publik --write` (`--postgres URL` for the other database; `--sizes 10000,100000` for a quick run). All fill in records directly, start the program as it is installed, sign in
over HTTP, and ask for each page on one connection that is kept alive. The **bare handler** is an axum server
with nothing but the same database layer: it runs the statements that the program ran for the same request, with the same parameters,
on a copy of the data, and returns the same bytes. Both are asked by turns. Times are in milliseconds, from sending
the request to the last byte; pages are compressed, as a browser asks for, and the bare handler has them ready compressed.

The records of the first benchmark are those of the register `penugasan`, of all units, together with their rows of the search.
`admin` may see all records, `unit` those of one unit and what is below it (about one in forty).

The **letters** come in from outside, go from one agency to others, or leave the regency, with their readers, addressees, steps,
numbers, versions, places in the books, dispositions, items of the archive and rows of the search, one every five minutes.
`head` decides about the letters of an agency that gets one in forty of them, `desk` registers them and receives dispositions. To
open a letter writes down that it was read, so that page holds a transaction.

The **complaints** came every two minutes; seven in ten are published, one in fifty is under way. A `visitor` has no cookie, the
`coordinator` sees all complaints, `agency` those of one agency (one in forty).

What is filled in directly has no entries in the log; records that `create` makes have.
";

/// Puts a section into the document, in place of the one that begins alike.
///
/// # Errors
/// When the section is none of ours or the document cannot be written.
pub fn write(path: &Path, section: &str) -> anyhow::Result<()> {
    let old = std::fs::read_to_string(path).unwrap_or_default();
    let begins = |text: &str, name: &str| text.starts_with(&format!("## {name}"));
    anyhow::ensure!(SECTIONS.iter().any(|name| begins(section, name)), "a section without its place");
    let mut sections: Vec<String> = Vec::new();
    for name in SECTIONS {
        if begins(section, name) {
            sections.push(section.to_owned());
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

    #[test]
    fn the_other_sections_stay() {
        let folder = std::env::temp_dir().join(format!("bench-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("BENCHMARK.md");
        for section in [
            "## Letters on SQLite\n\nsurat\n",
            "## SQLite\n\nlama\n",
            "## PostgreSQL 15\n\nlain\n",
            "## SQLite\n\nbaru\n",
        ] {
            write(&path, section).unwrap();
        }
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        assert!(write(&path, "## Oracle\n").is_err());
        let sections: Vec<&str> = text.split("\n## ").skip(1).map(str::trim).collect();
        assert_eq!(sections, ["SQLite\n\nbaru", "PostgreSQL 15\n\nlain", "Letters on SQLite\n\nsurat"], "{text}");
    }
}
