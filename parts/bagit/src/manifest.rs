//! Lists of hashes and of facts.
use std::collections::BTreeMap;

use crate::name::{decode, encode};
use crate::{Fault, Hash, Result};

/// The lines of a manifest, in the order of their paths.
pub(crate) fn write(entries: &BTreeMap<String, String>) -> String {
    entries.iter().fold(String::new(), |mut text, (path, hash)| {
        text.push_str(hash);
        text.push_str("  ");
        text.push_str(&encode(path));
        text.push('\n');
        text
    })
}

/// Reads a manifest: path to hash, lower case.
pub(crate) fn read(name: &str, text: &str, hash: Hash) -> Result<BTreeMap<String, String>> {
    let digits = match hash {
        Hash::Sha256 => 64,
        Hash::Sha512 => 128,
    };
    let mut found = BTreeMap::new();
    for (place, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let wrong = || Fault::Line(name.to_owned(), place + 1);
        let (sum, path) = line.split_once([' ', '\t']).ok_or_else(wrong)?;
        // Some tools put a star before the path, as sha256sum does.
        let path = decode(path.trim_start_matches([' ', '\t']).trim_start_matches('*'));
        let path = path.strip_prefix("./").unwrap_or(&path).to_owned();
        if sum.len() != digits || !sum.bytes().all(|byte| byte.is_ascii_hexdigit()) || path.is_empty() {
            return Err(wrong());
        }
        if found.insert(path.clone(), sum.to_ascii_lowercase()).is_some() {
            return Err(Fault::Twice(path));
        }
    }
    Ok(found)
}

/// `Label: value` lines; a line that begins with a blank goes on with the value above.
pub(crate) fn read_info(text: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = found.last_mut() {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let Some((label, value)) = line.split_once(':') {
            found.push((label.trim().to_owned(), value.trim().to_owned()));
        }
    }
    found
}

/// The same as text; line breaks inside a value become blanks.
pub(crate) fn write_info(info: &[(String, String)]) -> String {
    info.iter().fold(String::new(), |mut text, (label, value)| {
        let value: Vec<&str> = value.split_whitespace().collect();
        text.push_str(label);
        text.push_str(": ");
        text.push_str(&value.join(" "));
        text.push('\n');
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_reads_back_as_written() {
        let entries: BTreeMap<String, String> =
            [("data/a b.pdf", "ab"), ("data/100%.txt", "cd")].map(|(p, h)| (p.to_owned(), h.repeat(32))).into();
        assert_eq!(read("m", &write(&entries), Hash::Sha256).unwrap(), entries);
    }

    #[test]
    fn broken_lines_are_named() {
        let sum = "0".repeat(64);
        for (text, place) in [("zz  data/a", 1), ("\n0123  data/a", 2)] {
            assert!(matches!(read("m", text, Hash::Sha256), Err(Fault::Line(_, at)) if at == place), "{text}");
        }
        let twice = format!("{sum}  data/a\n{sum} *data/a\n");
        assert!(matches!(read("m", &twice, Hash::Sha256), Err(Fault::Twice(_))));
    }

    #[test]
    fn facts_may_go_on_in_the_next_line() {
        let info = read_info("Source-Organization: Dinas\n  Kearsipan\nX: 1\n");
        assert_eq!(info, [("Source-Organization".into(), "Dinas Kearsipan".into()), ("X".into(), "1".into())]);
        assert_eq!(read_info(&write_info(&[("A".into(), "b\nc".into())])), [("A".into(), "b c".into())]);
    }
}
