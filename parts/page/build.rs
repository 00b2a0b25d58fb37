//! Embeds `ui/dist` (made by `npm run build` in `ui/`): writes a table of its files for `src/asset.rs`.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> Result<ExitCode, std::io::Error> {
    match embed() {
        Ok(()) => Ok(ExitCode::SUCCESS),
        Err(message) => writeln!(std::io::stderr(), "{message}").map(|()| ExitCode::FAILURE),
    }
}

fn embed() -> Result<(), String> {
    let crate_folder = PathBuf::from(variable("CARGO_MANIFEST_DIR")?);
    let dist = crate_folder.join("../../ui/dist");
    tell(&format!("cargo::rerun-if-changed={}", dist.display()))?;
    tell("cargo::rerun-if-changed=build.rs")?;
    let table = table(&dist)?;
    let target = PathBuf::from(variable("OUT_DIR")?).join("assets.rs");
    std::fs::write(&target, table).map_err(|error| format!("cannot write {}: {error}", target.display()))
}

fn table(dist: &Path) -> Result<String, String> {
    let missing = || {
        format!(
            "the styles and scripts are not built: {} is missing or incomplete.\n\
             Run `npm ci && npm run build` in the folder ui/ first (Node.js 20 or newer).",
            dist.display()
        )
    };
    let mut names = Vec::new();
    for entry in std::fs::read_dir(dist).map_err(|_| missing())? {
        let name = entry.map_err(|error| error.to_string())?.file_name();
        names.push(name.into_string().map_err(|name| format!("{name:?} in ui/dist is not UTF-8"))?);
    }
    names.sort();
    let mut text = String::from("static ASSETS: &[Asset] = &[\n");
    let mut constants = String::new();
    for (role, stem, extension, content_type) in [
        ("APP_CSS", "app", "css", "text/css; charset=utf-8"),
        ("APP_JS", "app", "js", "text/javascript; charset=utf-8"),
        ("HTMX_JS", "htmx", "js", "text/javascript; charset=utf-8"),
        ("ICON", "ikon", "svg", "image/svg+xml"),
        ("LICENSES", "lisensi", "txt", "text/plain; charset=utf-8"),
    ] {
        let is_it = |name: &&String| name.starts_with(&format!("{stem}-")) && name.ends_with(&format!(".{extension}"));
        let mut found = names.iter().filter(is_it);
        let (Some(name), None) = (found.next(), found.next()) else { return Err(missing()) };
        let etag = name.trim_start_matches(&format!("{stem}-")).trim_end_matches(&format!(".{extension}"));
        let path = |suffix: &str| format!("{:?}", dist.join(format!("{name}{suffix}")));
        for suffix in [".gz", ".br"] {
            if !names.contains(&format!("{name}{suffix}")) {
                return Err(missing());
            }
        }
        writeln!(
            text,
            "    Asset {{ name: {name:?}, bytes: include_bytes!({}), gzip: include_bytes!({}), brotli: include_bytes!({}), \
             content_type: {content_type:?}, etag: \"\\\"{etag}\\\"\" }},",
            path(""),
            path(".gz"),
            path(".br"),
        )
        .map_err(|error| error.to_string())?;
        writeln!(constants, "/// Address of the embedded file.\npub const {role}: &str = \"/aset/{name}\";")
            .map_err(|error| error.to_string())?;
    }
    text.push_str("];\n");
    Ok(text + &constants)
}

fn variable(name: &str) -> Result<String, String> {
    std::env::var(name).map_err(|error| format!("{name}: {error}"))
}

fn tell(line: &str) -> Result<(), String> {
    writeln!(std::io::stdout(), "{line}").map_err(|error| error.to_string())
}
