//! The profiles that are built in; any other is a file.
use std::path::Path;

use kernel::profile::Profile;

const BUILT_IN: [(&str, &str); 5] = [
    ("bulungan", include_str!("../../profiles/bulungan.toml")),
    ("kuantan-singingi", include_str!("../../profiles/kuantan-singingi.toml")),
    ("mukomuko", include_str!("../../profiles/mukomuko.toml")),
    ("natuna", include_str!("../../profiles/natuna.toml")),
    ("sigi", include_str!("../../profiles/sigi.toml")),
];

/// A built-in profile by name, or the profile in a file.
///
/// # Errors
/// When there is no such profile; the text lists those that are built in.
pub fn find(name: &str) -> kernel::Result<Profile> {
    if let Some((key, text)) = BUILT_IN.iter().find(|(key, _)| *key == name) {
        return Profile::parse(key, text);
    }
    let path = Path::new(name);
    if path.exists() {
        return Profile::read(path);
    }
    let names: Vec<&str> = BUILT_IN.iter().map(|(key, _)| *key).collect();
    Err(kernel::Error::refused(format!("Profil \"{name}\" tidak ada. Profil bawaan: {}. Atau sebutkan berkas TOML.", names.join(", "))))
}
