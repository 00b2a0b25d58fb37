//! A register in a module: its constant, its migration, its line in the module. Three files.
use std::path::Path;

use anyhow::Context as _;

use crate::new_module::title;
use crate::{Findings, tree};

/// Adds the register `name` to the module.
pub fn make(root: &Path, module: &str, name: &str) -> anyhow::Result<Findings> {
    anyhow::ensure!(tree::is_plain(name), "{name:?} is no name for a register: small letters, digits and _");
    let folder = format!("modules/{module}");
    let lib_path = format!("{folder}/src/lib.rs");
    let lib = tree::read(root, &lib_path)?;
    for path in tree::files(root, "modules", &[".rs"])? {
        let taken = format!("key: \"{name}\"");
        anyhow::ensure!(!tree::read(root, &path)?.contains(&taken), "a register {name} is there already, in {path}");
    }
    let registers_path = format!("{folder}/src/registers.rs");
    let registers = tree::read(root, &registers_path).unwrap_or_default();
    let number = tree::files(root, &format!("{folder}/migrations"), &[".sql"])?.len() + 1;
    let script = format!("{number:04}_{name}");
    let (read, write) = permissions(&lib)?;
    let texts = [
        (lib_path, joined(&lib, name, &script, registers.is_empty())?),
        (registers_path, with_constant(&registers, name, &read, &write)),
        (format!("{folder}/migrations/{script}.sql"), DDL.replace("NAME", name)),
    ];
    for (path, text) in &texts {
        if let Some(parent) = root.join(path).parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(root.join(path), text)?;
    }
    Ok(Findings {
        notes: texts
            .iter()
            .map(|(path, _)| path.clone())
            .chain(["next: its fields, then cargo xtask docs".to_owned()])
            .collect(),
        faults: vec![],
    })
}

/// The constants for reading and changing: those named so, or the first two.
fn permissions(lib: &str) -> anyhow::Result<(String, String)> {
    let names: Vec<&str> = lib
        .lines()
        .filter_map(|line| line.trim().strip_prefix("pub const ")?.split_once(": Perm =").map(|(name, _)| name))
        .collect();
    let chosen = |wanted: &str, place: usize| {
        let found = names.iter().find(|name| **name == wanted).or_else(|| names.get(place));
        found.map(|name| (*name).to_owned()).with_context(|| format!("the module has no permission {wanted}"))
    };
    Ok((chosen("LIHAT", 0)?, chosen("UBAH", 1)?))
}

fn with_constant(registers: &str, name: &str, read: &str, write: &str) -> String {
    let head = if registers.is_empty() { HEAD.to_owned() } else { registers.to_owned() };
    // What the constant needs and an existing file may not import yet is written out.
    let constant = CONSTANT.replace("CONST", &name.to_uppercase()).replace("NAME", name).replace("TITLE", &title(name));
    let constant = constant.replace("SINGULAR", &name.replace('_', " "));
    let constant =
        constant.replace("crate::READ", &format!("crate::{read}")).replace("crate::WRITE", &format!("crate::{write}"));
    format!("{head}\n{constant}")
}

/// The module's table of contents with the register in it.
fn joined(lib: &str, name: &str, script: &str, first: bool) -> anyhow::Result<String> {
    let constant = name.to_uppercase();
    let mut text = lib.to_owned();
    if first {
        let place = text.find("use ").context("lib.rs without a use")?;
        text.insert_str(place, "mod registers;\n\n");
    }
    let place = text.find("/// ").filter(|_| !text.contains("pub use registers::"));
    match (text.find("pub use registers::{"), text.find("pub use registers::"), place) {
        (Some(at), _, _) => text.insert_str(at + "pub use registers::{".len(), &format!("{constant}, ")),
        (None, Some(at), _) => {
            let end = text.get(at..).and_then(|rest| rest.find(';')).context("lib.rs: pub use without end")?;
            let known = text.get(at + "pub use registers::".len()..at + end).unwrap_or_default().to_owned();
            text.replace_range(at..at + end, &format!("pub use registers::{{{constant}, {known}}}"));
        }
        (None, None, Some(at)) => text.insert_str(at, &format!("pub use registers::{constant};\n\n")),
        (None, None, None) => anyhow::bail!("lib.rs: there is no place for pub use"),
    }
    let script = format!("(\"{script}\", include_str!(\"../migrations/{script}.sql\"))");
    text = listed(&text, "migrations: &[", &script)?;
    listed(&text, "resources: &[", &format!("&{constant}"))
}

/// Adds an item to a list of the module's constant, or the list itself.
fn listed(text: &str, list: &str, item: &str) -> anyhow::Result<String> {
    let Some((before, after)) = text.split_once(list) else {
        let end = "    ..Module::EMPTY";
        anyhow::ensure!(text.contains(end), "lib.rs: MODULE does not end in ..Module::EMPTY");
        return Ok(text.replacen(end, &format!("    {list}{item}],\n{end}"), 1));
    };
    let mut depth = 0_i32;
    let end = after.char_indices().find(|(_, c)| {
        depth += i32::from(*c == '[') - i32::from(*c == ']');
        depth < 0
    });
    let (end, _) = end.context("lib.rs: a list does not end")?;
    let (inside, rest) = after.split_at(end);
    let inside = inside.trim_end().trim_end_matches(',');
    let comma = if inside.trim().is_empty() { "" } else { ", " };
    Ok(format!("{before}{list}{inside}{comma}{item}{rest}"))
}

const HEAD: &str = "//! The registers of the module.\n";

const CONSTANT: &str = r#"/// TITLE.
pub static CONST: register::Register = register::Register {
    key: "NAME",
    table: "NAME",
    title: "TITLE",
    singular: "SINGULAR",
    about: "TITLE.",
    read: crate::READ,
    write: crate::WRITE,
    fields: &[
        register::Field::text("nama", "Nama").required().in_list().filtered().max(200),
        register::Field::long_text("keterangan", "Keterangan"),
    ],
    label: &["nama"],
    ..register::Register::EMPTY
};
"#;

/// As `Register::ddl` writes it.
const DDL: &str = "create table NAME (
    id uuid primary key,
    version bigint not null,
    created timestamptz not null,
    updated timestamptz not null,
    unit uuid,
    owner uuid,
    extra jsonb not null,
    nama text not null,
    keterangan text
);
create index NAME_unit on NAME (unit, id);
create index NAME_owner on NAME (owner, id);
create index NAME_nama on NAME (nama, id);
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_gets_its_item_wherever_it_stands() {
        for (before, after) in [
            ("resources: &[],", "resources: &[&B],"),
            ("resources: &[&A],", "resources: &[&A, &B],"),
            ("resources: &[\n    &A,\n    &C[0],\n],", "resources: &[\n    &A,\n    &C[0], &B],"),
            ("M {\n    ..Module::EMPTY\n}", "M {\n    resources: &[&B],\n    ..Module::EMPTY\n}"),
        ] {
            assert_eq!(listed(before, "resources: &[", "&B").unwrap(), after);
        }
        assert!(listed("nothing", "resources: &[", "&B").is_err());
        assert!(listed("resources: &[", "resources: &[", "&B").is_err());
    }

    #[test]
    fn the_permissions_are_found() {
        let lib = "pub const TULIS: Perm = Perm(\"a.tulis\");\npub const LIHAT: Perm = Perm(\"a.lihat\");";
        assert_eq!(permissions(lib).unwrap(), ("LIHAT".into(), "LIHAT".into()));
        assert!(permissions("pub const X: u8 = 1;").is_err());
    }
}
