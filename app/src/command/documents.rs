//! `pendopo dokumen`: what the documents of the project say of the code, as Markdown.
use std::collections::BTreeMap;
use std::fmt::Write as _;

use clap::Subcommand;
use kernel::{Access, Module, Reach};

/// Which document.
#[derive(Subcommand)]
pub enum Document {
    /// Alamat dan hak
    Akses,
    /// Register dan tabel
    Register,
}

impl Document {
    pub fn run(self) -> anyhow::Result<std::process::ExitCode> {
        let text = match self {
            Document::Akses => access(),
            Document::Register => registers(),
        };
        super::say(text?.trim_end());
        Ok(std::process::ExitCode::SUCCESS)
    }
}

fn modules() -> Vec<&'static Module> {
    std::iter::once(&kernel::inti::MODULE).chain(crate::modules::all()).collect()
}

/// A text inside a cell.
/// A text as it stands in a cell of a table: its own signs are no signs of Markdown.
fn cell(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        match letter {
            '|' | '[' | ']' | '*' => out.extend(['\\', letter]),
            '\n' => out.push(' '),
            _ => out.push(letter),
        }
    }
    out
}

fn access() -> Result<String, anyhow::Error> {
    let mut out = String::from(
        "# Hak akses\n\nDibuat dari kode dengan `cargo xtask docs`; jangan disunting. Setiap perubahan di sini ditinjau: alamat tidak dapat\n\
         ditulis tanpa menyatakan siapa yang boleh memakainya.\n",
    );
    let (mut all, mut open) = (0, 0);
    for module in modules() {
        let own = (module.routes)().table();
        let table: Vec<_> =
            own.into_iter().chain(module.resources.iter().flat_map(|resource| resource.routes().table())).collect();
        if table.is_empty() {
            continue;
        }
        write!(out, "\n## {}\n\n| Metode | Alamat | Syarat |\n|---|---|---|\n", module.title)?;
        for route in table {
            all += 1;
            let demand = match route.access {
                Access::Public(why) => {
                    open += 1;
                    format!("terbuka: {}", cell(why))
                }
                Access::SignedIn => "masuk".to_owned(),
                Access::Can(perm) => format!("`{}`", perm.0),
                Access::Token(perm) => format!("token dengan `{}`", perm.0),
            };
            writeln!(out, "| {} | `{}` | {demand} |", route.method, route.path)?;
        }
    }
    write!(out, "\nSeluruhnya {all} alamat, {open} di antaranya terbuka.\n\n# Hak per peran\n\n")?;
    let reach = |reach: Reach| match reach {
        Reach::Own => "milik sendiri",
        Reach::Unit => "unit sendiri",
        Reach::Tree => "unit sendiri dan di bawahnya",
        Reach::All => "semua",
    };
    let mut holders: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for grant in modules().iter().flat_map(|module| module.grants) {
        let title =
            kernel::module::ROLES.iter().find(|(role, _)| *role == grant.role).map_or(grant.role, |(_, title)| title);
        holders.entry(grant.perm.0).or_default().push(format!("{title} ({})", reach(grant.reach)));
    }
    out.push_str("| Hak | Isinya | Peran dan jangkauannya |\n|---|---|---|\n");
    for (perm, label) in modules().iter().flat_map(|module| module.perms) {
        let list = holders
            .get(perm.0)
            .map_or_else(|| "belum diberikan kepada peran mana pun".to_owned(), |list| list.join("; "));
        writeln!(out, "| `{}` | {} | {} |", perm.0, cell(label), cell(&list))?;
    }
    Ok(out)
}

fn registers() -> Result<String, anyhow::Error> {
    let mut out = String::from(
        "# Register dan model data\n\nDibuat dari kode dengan `cargo xtask docs`; jangan disunting. Setiap kolom punya golongan: publik, internal,\n\
         pribadi, atau rahasia. Golongan menentukan ekspor, log, dan riwayat.\n",
    );
    for module in modules() {
        let mut told = Vec::new();
        for resource in module.resources {
            write!(
                out,
                "\n## {} (`{}`)\n\nModul {}; dibaca dengan `{}`.\n\n",
                resource.title(),
                resource.key(),
                module.title,
                resource.read().0
            )?;
            out.push_str("| Isian | Kolom | Jenis | Golongan | Wajib | Keterangan |\n|---|---|---|---|---|---|\n");
            for field in resource.dictionary() {
                let must = if field.required { "ya" } else { "" };
                let (label, kind, hint) = (cell(field.label), cell(&field.kind), cell(field.hint));
                writeln!(out, "| {label} | `{}` | {kind} | {} | {must} | {hint} |", field.name, field.class.word())?;
            }
            told.extend(resource.tables());
        }
        for table in (module.tables)().into_iter().filter(|table| !told.contains(table)) {
            write!(out, "\n## Tabel `{}`\n\nModul {}.\n\n| Kolom | Golongan |\n|---|---|\n", table.name, module.title)?;
            for column in table.columns {
                writeln!(out, "| `{}` | {} |", column.name, column.class.word())?;
            }
        }
    }
    Ok(out)
}
