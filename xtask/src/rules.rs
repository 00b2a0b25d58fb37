//! What must stay true of the source and no compiler sees.
use std::collections::BTreeSet;
use std::path::Path;

use crate::source::{self, Part, has_word};
use crate::{Findings, tree};

/// Words of one database only. They may stand in `parts/db`, nowhere else.
const DIALECT: &[&str] = &[
    "pragma",
    "rowid",
    "sqlite_master",
    "autoincrement",
    "fts5",
    "json_extract",
    "json_each",
    "strftime",
    "julianday",
    "group_concat",
    "glob",
    "ilike",
    "jsonb_agg",
    "jsonb_build_object",
    "jsonb_array_elements",
    "jsonb_each",
    "pg_class",
    "pg_catalog",
    "pg_advisory_lock",
    "pg_advisory_xact_lock",
    "to_tsvector",
    "tsvector",
    "tsquery",
    "string_agg",
    "array_agg",
    "unnest",
    "generate_series",
    "distinct on",
    "now()",
    "current_timestamp",
    "datetime('now')",
    "::text",
    "::jsonb",
    "::json",
    "::uuid",
    "::bigint",
    "::int",
    "::date",
    "::timestamptz",
    "::boolean",
    "= any(",
    "bigserial",
    "to_char",
    "date_trunc",
    "extract(",
];

/// Crates that speak to one database.
const DRIVERS: &[&str] =
    &["rusqlite", "tokio-postgres", "deadpool-postgres", "tokio-postgres-rustls", "sqlx", "diesel"];

/// Crates outside `parts/db` that make and drop databases, for tests and benchmarks.
const MAY_USE_DRIVERS: &[&str] = &["testkit", "app", "bench"];

/// Files that may name regencies in code, with the reason.
const MAY_NAME_REGENCIES: &[(&str, &str)] = &[
    ("app/src/profiles.rs", "the list of profiles that are built in"),
    ("kernel/src/config.rs", "the profile that a configuration without one gets"),
];

/// Names of files that say nothing of what is in them.
const EMPTY_NAMES: &[&str] =
    &["utils", "util", "helpers", "helper", "common", "service", "services", "manager", "misc"];

/// Longest source file, in lines.
const LONGEST: usize = 500;

/// Checks all rules.
pub fn check(root: &Path) -> anyhow::Result<Findings> {
    let mut faults = Vec::new();
    faults.extend(dependencies(root)?);
    faults.extend(drivers(root)?);
    faults.extend(migrations(root)?);
    let names = regencies(root)?;
    let mut files = Vec::new();
    for below in ["app", "bench", "kernel", "register", "modules", "parts", "testkit", "xtask"] {
        files.extend(tree::files(root, below, &[".rs"])?);
    }
    for path in &files {
        faults.extend(source_faults(path, &tree::read(root, path)?, &names));
    }
    faults.extend(machine_paths(root)?);
    Ok(Findings { notes: vec![format!("{} source files looked at", files.len())], faults })
}

/// Names of crates that a manifest asks for, in any of its sections.
fn wanted(manifest: &toml::Table) -> BTreeSet<String> {
    let sections = ["dependencies", "dev-dependencies", "build-dependencies"];
    sections
        .iter()
        .filter_map(|section| manifest.get(*section)?.as_table())
        .flat_map(|table| table.keys().cloned())
        .collect()
}

/// A module never depends on a module; what is below never depends on what is above.
fn dependencies(root: &Path) -> anyhow::Result<Vec<String>> {
    let mut faults = Vec::new();
    let modules: BTreeSet<String> = tree::folders(root, "modules")?.into_iter().collect();
    let parts: BTreeSet<String> = tree::folders(root, "parts")?.into_iter().collect();
    let above_kernel: BTreeSet<String> =
        modules.iter().cloned().chain(["register".to_owned(), "pendopo".to_owned()]).collect();
    let above_parts: BTreeSet<String> =
        above_kernel.iter().cloned().chain(["kernel".to_owned(), "testkit".to_owned()]).collect();
    let mut look = |path: String, forbidden: &BTreeSet<String>| -> anyhow::Result<()> {
        for name in wanted(&tree::toml(root, &path)?).intersection(forbidden) {
            faults.push(format!("{path} depends on {name}"));
        }
        Ok(())
    };
    for module in &modules {
        let others = modules.iter().filter(|other| *other != module).cloned().chain(["pendopo".to_owned()]).collect();
        look(format!("modules/{module}/Cargo.toml"), &others)?;
    }
    for part in &parts {
        look(format!("parts/{part}/Cargo.toml"), &above_parts)?;
    }
    look("kernel/Cargo.toml".into(), &above_kernel)?;
    look("register/Cargo.toml".into(), &modules)?;
    look("testkit/Cargo.toml".into(), &above_kernel)?;
    Ok(faults)
}

fn drivers(root: &Path) -> anyhow::Result<Vec<String>> {
    let mut faults = Vec::new();
    let drivers: BTreeSet<String> = DRIVERS.iter().map(|name| (*name).to_owned()).collect();
    for path in tree::files(root, "", &["Cargo.toml"])? {
        let allowed = path == "Cargo.toml"
            || path == "parts/db/Cargo.toml"
            || MAY_USE_DRIVERS.iter().any(|crate_name| path == format!("{crate_name}/Cargo.toml"));
        if !allowed {
            for name in wanted(&tree::toml(root, &path)?).intersection(&drivers) {
                faults.push(format!("{path} asks for {name}; only parts/db speaks to a database"));
            }
        }
    }
    Ok(faults)
}

/// One text for both databases.
fn migrations(root: &Path) -> anyhow::Result<Vec<String>> {
    let mut faults = Vec::new();
    for below in ["kernel", "register", "modules"] {
        for path in tree::files(root, below, &[".sql"])? {
            for (number, line) in tree::read(root, &path)?.lines().enumerate() {
                let line = line.trim().to_lowercase();
                if line.starts_with("-- sqlite:") || line.starts_with("-- postgres:") {
                    faults.push(format!("{path}:{}: a part for one database only", number + 1));
                }
                let code = line.split("--").next().unwrap_or_default();
                for word in DIALECT.iter().filter(|word| has_word(code, word)) {
                    faults.push(format!("{path}:{}: {word} is a word of one database", number + 1));
                }
            }
        }
    }
    Ok(faults)
}

/// How the regencies of the profiles are called, in small letters.
fn regencies(root: &Path) -> anyhow::Result<Vec<String>> {
    let mut names = BTreeSet::new();
    for path in tree::files(root, "profiles", &[".toml"])? {
        if let Some(stem) = Path::new(&path).file_stem() {
            let stem = stem.to_string_lossy().to_lowercase();
            names.insert(stem.replace('-', "_"));
            names.insert(stem.replace('-', " "));
            names.insert(stem);
        }
    }
    Ok(names.into_iter().collect())
}

/// What is wrong with one source file.
pub fn source_faults(path: &str, source: &str, regencies: &[String]) -> Vec<String> {
    let mut faults = Vec::new();
    let file = path.rsplit('/').next().unwrap_or_default();
    let is_test = path.contains("/tests/")
        || path.contains("/examples/")
        || path.starts_with("testkit/")
        || file.starts_with("tests");
    let product = source::without_tests(source);
    let lines = source.lines().count();
    if lines > LONGEST {
        faults.push(format!("{path}: {lines} lines; past {LONGEST} a file becomes a folder, one file per noun"));
    }
    for part in path.trim_end_matches(".rs").split('/') {
        if EMPTY_NAMES.contains(&part) {
            faults.push(format!("{path}: {part} does not say what is in it"));
        }
    }
    let may_name = MAY_NAME_REGENCIES.iter().any(|(allowed, _)| *allowed == path) || path.starts_with("xtask/");
    let speaks_sql = !path.starts_with("parts/db/") && !path.starts_with("xtask/") && !is_test;
    for (part, line, text) in source::parts(product) {
        let lower = text.to_lowercase();
        if speaks_sql && part == Part::Text {
            for word in DIALECT.iter().filter(|word| has_word(&lower, word)) {
                faults.push(format!("{path}:{line}: {word} is a word of one database"));
            }
        }
        if !is_test && !may_name && part != Part::Comment {
            for name in regencies.iter().filter(|name| has_word(&lower, name)) {
                faults.push(format!(
                    "{path}:{line}: {name} is named; what differs between regencies stands in profiles/"
                ));
            }
        }
        if part == Part::Comment {
            for word in ["TODO", "FIXME", "XXX", "HACK"].iter().filter(|word| has_word(&text, word)) {
                faults.push(format!("{path}:{line}: {word}; what is unfinished is left out"));
            }
        }
        if part == Part::Code && text.contains("#[ignore") && !path.starts_with("xtask/") {
            faults.push(format!("{path}:{line}: an ignored test"));
        }
    }
    faults
}

/// Addresses of somebody's own machine mean nothing to others.
fn machine_paths(root: &Path) -> anyhow::Result<Vec<String>> {
    let endings =
        [".rs", ".md", ".toml", ".sh", ".mjs", ".js", ".json", ".typ", ".sql", ".scss", ".service", ".conf", ".timer"];
    let foreign: Vec<String> = ["work", "root", "home"].iter().map(|folder| format!("/{folder}/")).collect();
    let mut faults = Vec::new();
    for path in tree::files(root, "", &endings)? {
        for (number, line) in tree::read(root, &path)?.lines().enumerate() {
            let begins = |place: usize| {
                let before = line.get(..place).and_then(|head| head.chars().next_back());
                before.is_none_or(|c| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '(' | '='))
            };
            for folder in &foreign {
                if line.find(folder.as_str()).is_some_and(begins) {
                    faults.push(format!("{path}:{}: a path of one machine ({folder})", number + 1));
                }
            }
        }
    }
    Ok(faults)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_finds_its_fault_and_nothing_else() {
        let names = vec!["natuna".to_owned(), "kuantan singingi".to_owned()];
        let table: &[(&str, &str, &str)] = &[
            ("modules/a/src/store.rs", "let q = \"select rowid from a\";", "rowid"),
            ("modules/a/src/store.rs", "let q = \"select id::text from a\";", "::text"),
            ("modules/a/src/store.rs", "let q = \"select id from a where x = now()\"; // jam", "now()"),
            ("modules/a/src/store.rs", "// rowid is not for us\nlet now = clock.now();", ""),
            ("parts/db/src/sql.rs", "let q = \"select rowid from a\";", ""),
            ("modules/a/tests/it/main.rs", "let q = \"pragma x\"; let natuna = 1;", ""),
            ("modules/a/src/rules/tests.rs", "assert_eq!(\"natuna\", name);", ""),
            ("modules/a/src/rules.rs", "if key == \"natuna\" {}", "natuna"),
            ("modules/a/src/rules.rs", "fn natuna() {}", "natuna"),
            (
                "modules/a/src/rules.rs",
                "/// Such as Natuna.\nfn f() { \"Kabupaten Kuantan Singingi\"; }",
                "kuantan singingi",
            ),
            ("modules/a/src/rules.rs", "/// Such as Natuna.\nfn f() {}", ""),
            ("modules/a/src/rules.rs", "fn f() {}\n#[cfg(test)]\nmod tests {\n const X: &str = \"natuna\";\n}", ""),
            ("app/src/profiles.rs", "(\"natuna\", 1)", ""),
            ("modules/a/src/utils.rs", "", "utils"),
            ("modules/a/src/rules.rs", "// TODO later", "TODO"),
            ("modules/a/tests/it/main.rs", "#[test]\n#[ignore]\nfn f() {}", "ignored"),
        ];
        for (path, source, expected) in table {
            let faults = source_faults(path, source, &names);
            match expected.is_empty() {
                true => assert!(faults.is_empty(), "{path}: {source}: {faults:?}"),
                false => assert!(faults.len() == 1 && faults[0].contains(expected), "{path}: {source}: {faults:?}"),
            }
        }
        assert_eq!(source_faults("kernel/src/a.rs", &"\n".repeat(501), &names).len(), 1);
    }
}
