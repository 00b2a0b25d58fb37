//! A module with nothing in it but its name, two permissions and its tests.
use std::path::Path;

use anyhow::Context as _;

use crate::{Findings, tree};

/// Makes `modules/NAME` and registers it.
pub fn make(root: &Path, name: &str) -> anyhow::Result<Findings> {
    anyhow::ensure!(tree::is_plain(name), "{name:?} is no name for a module: small letters, digits and _");
    let folder = root.join("modules").join(name);
    anyhow::ensure!(!folder.exists(), "modules/{name} is there already");
    let taken =
        ["kernel", "register", "testkit", "xtask", "app", "pendopo", "db", "page", "tlog", "document", "indonesia"];
    anyhow::ensure!(!taken.contains(&name), "{name} is the name of another crate");
    let edits = [
        ("Cargo.toml", workspace(&tree::read(root, "Cargo.toml")?, name)?),
        ("app/Cargo.toml", dependency(&tree::read(root, "app/Cargo.toml")?, name)?),
        ("app/src/modules.rs", registered(&tree::read(root, "app/src/modules.rs")?, name)?),
    ];
    std::fs::create_dir_all(folder.join("src"))?;
    std::fs::create_dir_all(folder.join("migrations"))?;
    std::fs::create_dir_all(folder.join("tests/it"))?;
    std::fs::write(folder.join("Cargo.toml"), MANIFEST.replace("NAME", name))?;
    std::fs::write(folder.join("src/lib.rs"), LIB.replace("NAME", name).replace("TITLE", &title(name)))?;
    std::fs::write(folder.join("tests/it/main.rs"), TESTS.replace("NAME", name))?;
    for (path, text) in edits {
        std::fs::write(root.join(path), text)?;
    }
    Ok(Findings::note(format!(
        "modules/{name} made; next: cargo xtask new-register {name} NAME, then cargo xtask docs"
    )))
}

/// A name as a title.
pub fn title(name: &str) -> String {
    let spaced = name.replace('_', " ");
    let mut chars = spaced.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

fn workspace(text: &str, name: &str) -> anyhow::Result<String> {
    let mark = "\n# the web\n";
    anyhow::ensure!(text.contains(mark), "Cargo.toml: the comment \"# the web\" after our own crates is gone");
    let line = format!("{name} = {{ path = \"modules/{name}\" }}\n");
    let (before, after) = text.split_once(mark).context("Cargo.toml")?;
    Ok(format!("{}{line}{mark}{after}", ended(before)))
}

fn dependency(text: &str, name: &str) -> anyhow::Result<String> {
    let mark = "db.workspace = true\n";
    let (before, after) = text.split_once(mark).context("app/Cargo.toml: db is no dependency any more")?;
    Ok(format!("{before}{name}.workspace = true\n{mark}{after}"))
}

fn registered(text: &str, name: &str) -> anyhow::Result<String> {
    let (before, after) = text.split_once("vec![").context("app/src/modules.rs: there is no list")?;
    let (list, after) = after.split_once(']').context("app/src/modules.rs: the list does not end")?;
    let list = list.trim_end().trim_end_matches(',');
    let comma = if list.trim().is_empty() { "" } else { ", " };
    Ok(format!("{before}vec![{list}{comma}&{name}::MODULE]{after}"))
}

fn ended(text: &str) -> String {
    if text.ends_with('\n') { text.to_owned() } else { format!("{text}\n") }
}

const MANIFEST: &str = r#"[package]
name = "NAME"
version.workspace = true
edition.workspace = true
license.workspace = true
publish.workspace = true

[lints]
workspace = true

[dependencies]
kernel.workspace = true
register.workspace = true

[dev-dependencies]
testkit.workspace = true

[[test]]
name = "it"
path = "tests/it/main.rs"
"#;

const LIB: &str = r#"//! TITLE.
use kernel::module::{Grant, Module};
use kernel::{Perm, Reach};

/// See its records.
pub const LIHAT: Perm = Perm("NAME.lihat");
/// Change them.
pub const UBAH: Perm = Perm("NAME.ubah");

/// The module.
pub const MODULE: Module = Module {
    name: "NAME",
    title: "TITLE",
    perms: &[(LIHAT, "Melihat TITLE"), (UBAH, "Mengubah TITLE")],
    grants: &[
        Grant { role: "operator_pd", perm: LIHAT, reach: Reach::Tree },
        Grant { role: "operator_pd", perm: UBAH, reach: Reach::Tree },
    ],
    migrations: &[],
    resources: &[],
    ..Module::EMPTY
};
"#;

const TESTS: &str = r#"//! The module through its door, on both databases.
use NAME::MODULE;
use kernel::args;
use testkit::on_both;

#[test]
fn its_permissions_bear_its_name() {
    for (perm, label) in MODULE.perms {
        assert!(perm.0.starts_with("NAME.") && !label.is_empty(), "{perm:?}");
    }
}

#[test]
fn its_tables_fit_what_it_says_of_them() {
    on_both(&[&register::MODULE, &MODULE], async |site| {
        for table in MODULE.resources.iter().flat_map(|resource| resource.tables()) {
            let columns: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
            let text = format!("select id, version, created, updated, {} from {}", columns.join(", "), table.name);
            assert!(site.app.db.query(&text, args![]).await.unwrap().is_empty());
        }
    });
}

#[test]
fn lists_open_for_who_may_see_them_and_for_nobody_else() {
    on_both(&[&register::MODULE, &MODULE], async |site| {
        let unit = "00000000-0000-7000-8000-000000000001".parse().unwrap();
        let operator = site.person("sari", &[("operator_pd", unit)]).await;
        let stranger = site.person("tamu", &[]).await;
        for resource in MODULE.resources {
            let list = format!("/{}", resource.key());
            operator.get(&list).await.ok();
            stranger.get(&list).await.is(403);
        }
    });
}
"#;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_is_added_once_to_each_list() {
        assert_eq!(title("surat_masuk"), "Surat masuk");
        let text = "fn all() {\n    vec![&a::MODULE, &b::MODULE]\n}\n";
        assert_eq!(registered(text, "c").unwrap(), "fn all() {\n    vec![&a::MODULE, &b::MODULE, &c::MODULE]\n}\n");
        assert_eq!(registered("vec![]", "c").unwrap(), "vec![&c::MODULE]");
        assert!(registered("fn all() {}", "c").is_err());
        assert_eq!(
            workspace("a = 1\n\n# the web\nb = 2\n", "c").unwrap(),
            "a = 1\nc = { path = \"modules/c\" }\n\n# the web\nb = 2\n"
        );
    }
}
