//! The chores on the project itself, and on a copy of a module.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
use std::path::{Path, PathBuf};

use xtask::{new_module, new_register, source, tree};

fn root() -> PathBuf {
    tree::root().unwrap()
}

/// A project with the lists that a new module is added to.
fn project(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("xtask-{name}-{}", std::process::id()));
    for path in ["Cargo.toml", "app/Cargo.toml", "app/src/modules.rs"] {
        std::fs::create_dir_all(folder.join(path).parent().unwrap()).unwrap();
        std::fs::copy(root().join(path), folder.join(path)).unwrap();
    }
    std::fs::create_dir_all(folder.join("modules")).unwrap();
    folder
}

/// Whether rustfmt takes the source: it parses.
fn parses(path: &Path) -> bool {
    std::process::Command::new("rustfmt")
        .args(["--edition", "2024", "--emit", "stdout"])
        .arg(path)
        .output()
        .unwrap()
        .status
        .success()
}

#[test]
fn a_new_module_and_its_registers_are_sound_source() {
    let root = project("baru");
    new_module::make(&root, "surat_masuk").unwrap();
    for (name, files) in [("surat", 3), ("lembar_disposisi", 3), ("buku_agenda", 3)] {
        let findings = new_register::make(&root, "surat_masuk", name).unwrap();
        assert_eq!(findings.notes.iter().filter(|note| note.starts_with("modules/")).count(), files);
    }
    let lib = tree::read(&root, "modules/surat_masuk/src/lib.rs").unwrap();
    for text in
        ["&SURAT", "&LEMBAR_DISPOSISI", "&BUKU_AGENDA", "0001_surat", "0002_lembar_disposisi", "0003_buku_agenda"]
    {
        assert!(lib.contains(text), "{text}: {lib}");
    }
    let sources = tree::files(&root, "modules", &[".rs"]).unwrap();
    assert_eq!(sources.len(), 3);
    for path in &sources {
        assert!(parses(&root.join(path)), "{path}: {}", tree::read(&root, path).unwrap());
        assert_eq!(xtask::rules::source_faults(path, &tree::read(&root, path).unwrap(), &[]), Vec::<String>::new());
    }
    for path in ["Cargo.toml", "app/Cargo.toml", "modules/surat_masuk/Cargo.toml"] {
        tree::toml(&root, path).unwrap();
    }
    assert!(tree::read(&root, "app/src/modules.rs").unwrap().contains("&surat_masuk::MODULE"));
    // Nothing is made twice, and nothing half.
    assert!(new_module::make(&root, "surat_masuk").is_err());
    assert!(new_register::make(&root, "surat_masuk", "surat").is_err());
    assert!(new_register::make(&root, "tidak_ada", "apa").is_err());
    for name in ["", "Surat", "surat-masuk", "1surat", "../x", "kernel"] {
        assert!(new_module::make(&root, name).is_err(), "{name}");
    }
    std::fs::remove_dir_all(root).unwrap();
}

#[test]
fn every_source_of_the_project_can_be_cut_into_parts() {
    let root = root();
    for below in ["app", "kernel", "register", "modules", "parts", "testkit", "xtask"] {
        for path in tree::files(&root, below, &[".rs"]).unwrap() {
            let text = tree::read(&root, &path).unwrap();
            let parts = source::parts(&text);
            let quotes = parts.iter().filter(|(part, _, text)| *part == source::Part::Code && text.contains('"'));
            // A quotation mark in code is only the character '"'.
            for (_, line, code) in quotes {
                assert!(code.contains("'\"'") || code.contains("b'\"'"), "{path}:{line}: {code}");
            }
        }
    }
}
