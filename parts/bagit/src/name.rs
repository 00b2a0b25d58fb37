//! Which names may stand in a bag.
use crate::{Fault, Result};

/// Longest name of one file or folder, in bytes: what file systems take.
const PART: usize = 255;
/// Longest path, in bytes.
const PATH: usize = 1000;

/// Names that mean devices on Windows, whatever follows the dot.
const DEVICES: [&str; 4] = ["CON", "PRN", "AUX", "NUL"];

/// A path inside the bag that leads nowhere else: parts separated by `/`, none empty, `.` or `..`, no backslash, colon or
/// control character.
pub(crate) fn check(path: &str) -> Result<()> {
    let refuse = || Err(Fault::Name(path.chars().filter(|c| !c.is_control()).take(200).collect()));
    if path.is_empty() || path.len() > PATH || path.starts_with('/') {
        return refuse();
    }
    if path.chars().any(|c| c.is_control() || matches!(c, '\\' | ':')) {
        return refuse();
    }
    for part in path.split('/') {
        let stem = part.split('.').next().unwrap_or_default();
        let device = DEVICES.iter().any(|name| stem.eq_ignore_ascii_case(name));
        if part.is_empty() || part == "." || part == ".." || part.len() > PART || device {
            return refuse();
        }
    }
    Ok(())
}

/// What a manifest writes for a path (RFC 8493, 2.1.3).
pub(crate) fn encode(path: &str) -> String {
    path.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The path that a manifest means.
pub(crate) fn decode(text: &str) -> String {
    let text = text.replace("%0D", "\r").replace("%0d", "\r").replace("%0A", "\n").replace("%0a", "\n");
    text.replace("%25", "%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_in_the_folder() {
        let table = [
            ("data/surat.pdf", true),
            ("data/a b/Édaran 1.pdf", true),
            ("data/..a", true),
            ("", false),
            ("/etc/passwd", false),
            ("data/../../x", false),
            ("data//x", false),
            ("./x", false),
            ("data\\x", false),
            ("C:/x", false),
            ("data/x\n", false),
            ("data/nul.txt", false),
            ("data/", false),
        ];
        for (path, expected) in table {
            assert_eq!(check(path).is_ok(), expected, "{path:?}");
        }
        assert!(check(&"x".repeat(256)).is_err());
    }

    #[test]
    fn manifests_encode_what_would_break_their_lines() {
        for path in ["data/100%.txt", "data/a\nb", "data/%0A"] {
            assert_eq!(decode(&encode(path)), path);
        }
    }
}
