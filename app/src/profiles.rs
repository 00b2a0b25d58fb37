//! The profiles that are built in; any other is a file.
use std::path::Path;

use kernel::profile::Profile;

const BUILT_IN: [(&str, &str, &str); 5] = [
    ("bulungan", include_str!("../../profiles/bulungan.toml"), include_str!("../../data/wilayah/bulungan.csv")),
    (
        "kuantan-singingi",
        include_str!("../../profiles/kuantan-singingi.toml"),
        include_str!("../../data/wilayah/kuantan-singingi.csv"),
    ),
    ("mukomuko", include_str!("../../profiles/mukomuko.toml"), include_str!("../../data/wilayah/mukomuko.csv")),
    ("natuna", include_str!("../../profiles/natuna.toml"), include_str!("../../data/wilayah/natuna.csv")),
    ("sigi", include_str!("../../profiles/sigi.toml"), include_str!("../../data/wilayah/sigi.csv")),
];

/// A built-in profile by name, or the profile in a file.
///
/// # Errors
/// When there is no such profile; the text lists those that are built in.
pub fn find(name: &str) -> kernel::Result<Profile> {
    if let Some((key, text, regions)) = BUILT_IN.iter().find(|(key, ..)| *key == name) {
        let mut profile = Profile::parse(key, text)?;
        profile.regions = (*regions).to_owned();
        return Ok(profile);
    }
    let path = Path::new(name);
    if path.exists() {
        return Profile::read(path);
    }
    let names: Vec<&str> = BUILT_IN.iter().map(|(key, ..)| *key).collect();
    Err(kernel::Error::refused(format!(
        "Profil \"{name}\" tidak ada. Profil bawaan: {}. Atau sebutkan berkas TOML.",
        names.join(", ")
    )))
}
