//! What closes and opens a backup: a passphrase, or a pair of keys of which the server has only the public one.
use std::path::{Path, PathBuf};

use age::secrecy::SecretString;
use age::{scrypt, x25519};
use anyhow::Context as _;
use clap::Args;

/// The fewest characters of a passphrase for a new backup.
const SHORTEST: usize = 12;
/// The most work that opening may take (2^22: some seconds and 4 GiB), so that a forged file cannot take the machine.
const MOST_WORK: u8 = 22;

/// Options that say who can open a new backup.
#[derive(Args)]
pub struct Closing {
    /// Berkas yang baris pertamanya sandi cadangan
    #[arg(long)]
    sandi_berkas: Option<PathBuf>,
    /// Kunci publik age (age1…) yang boleh membuka; dapat disebut beberapa kali
    #[arg(long)]
    kunci_publik: Vec<String>,
}

impl Closing {
    /// See [`Lock::new`].
    pub fn lock(&self) -> anyhow::Result<Lock> {
        Lock::new(self.sandi_berkas.as_deref(), &self.kunci_publik)
    }
}

/// Options that say with what a backup is opened.
#[derive(Args)]
pub struct Opening {
    /// Berkas yang baris pertamanya sandi cadangan
    #[arg(long)]
    sandi_berkas: Option<PathBuf>,
    /// Berkas kunci age (AGE-SECRET-KEY-1…)
    #[arg(long)]
    kunci_berkas: Option<PathBuf>,
}

impl Opening {
    /// See [`Unlock::new`].
    pub fn unlock(&self) -> anyhow::Result<Unlock> {
        Unlock::new(self.sandi_berkas.as_deref(), self.kunci_berkas.as_ref())
    }
}

/// Who can open the backup.
pub enum Lock {
    /// Whoever knows the passphrase.
    Passphrase(SecretString),
    /// Holders of any of these keys.
    Recipients(Vec<x25519::Recipient>),
}

/// What opens it.
pub enum Unlock {
    /// The passphrase.
    Passphrase(SecretString),
    /// Any of these keys.
    Identities(Vec<x25519::Identity>),
}

fn passphrase(path: &Path) -> anyhow::Result<String> {
    let text =
        std::fs::read_to_string(path).with_context(|| format!("Berkas sandi {} tidak terbaca", path.display()))?;
    let line = text.lines().next().unwrap_or_default().trim();
    anyhow::ensure!(!line.is_empty(), "Baris pertama berkas sandi {} kosong.", path.display());
    Ok(line.to_owned())
}

impl Lock {
    /// From the options of the command; exactly one of both must be given.
    pub fn new(file: Option<&Path>, keys: &[String]) -> anyhow::Result<Lock> {
        match (file, keys) {
            (Some(path), []) => {
                let text = passphrase(path)?;
                anyhow::ensure!(text.chars().count() >= SHORTEST, "Sandi cadangan paling sedikit {SHORTEST} karakter.");
                Ok(Lock::Passphrase(SecretString::from(text)))
            }
            (None, [_, ..]) => {
                let parsed = keys.iter().map(|key| {
                    key.parse().map_err(|cause| {
                        anyhow::anyhow!("Kunci publik {key} tidak dikenali ({cause}); bentuknya age1…")
                    })
                });
                Ok(Lock::Recipients(parsed.collect::<anyhow::Result<_>>()?))
            }
            (None, []) => anyhow::bail!("Sebutkan --sandi-berkas BERKAS atau --kunci-publik age1…"),
            (Some(_), [_, ..]) => {
                anyhow::bail!("Sebutkan salah satu: --sandi-berkas atau --kunci-publik, bukan keduanya.")
            }
        }
    }

    /// What encrypts.
    pub fn encryptor(&self) -> anyhow::Result<age::Encryptor> {
        match self {
            Lock::Passphrase(secret) => Ok(age::Encryptor::with_user_passphrase(secret.clone())),
            Lock::Recipients(keys) => {
                Ok(age::Encryptor::with_recipients(keys.iter().map(|key| key as &dyn age::Recipient))?)
            }
        }
    }
}

impl Unlock {
    /// From the options of the command; exactly one of both must be given.
    pub fn new(file: Option<&Path>, key_file: Option<&PathBuf>) -> anyhow::Result<Unlock> {
        match (file, key_file) {
            (Some(path), None) => Ok(Unlock::Passphrase(SecretString::from(passphrase(path)?))),
            (None, Some(path)) => {
                let text = std::fs::read_to_string(path)
                    .with_context(|| format!("Berkas kunci {} tidak terbaca", path.display()))?;
                let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
                let keys: Vec<x25519::Identity> = lines
                    .map(|line| {
                        line.parse().map_err(|cause| {
                            anyhow::anyhow!("Berkas kunci {}: {cause}; bentuknya AGE-SECRET-KEY-1…", path.display())
                        })
                    })
                    .collect::<anyhow::Result<_>>()?;
                anyhow::ensure!(!keys.is_empty(), "Berkas kunci {} tidak berisi kunci.", path.display());
                Ok(Unlock::Identities(keys))
            }
            (None, None) => anyhow::bail!("Sebutkan --sandi-berkas BERKAS atau --kunci-berkas BERKAS."),
            (Some(_), Some(_)) => {
                anyhow::bail!("Sebutkan salah satu: --sandi-berkas atau --kunci-berkas, bukan keduanya.")
            }
        }
    }

    /// What decrypts.
    ///
    /// # Errors
    /// When the file is no age file, or this does not open it.
    pub fn reader<R: std::io::Read>(&self, file: R) -> anyhow::Result<age::stream::StreamReader<R>> {
        let decryptor = age::Decryptor::new(file).map_err(|cause| told(&cause))?;
        match self {
            Unlock::Passphrase(secret) => {
                anyhow::ensure!(
                    decryptor.is_scrypt(),
                    "Cadangan ini dikunci dengan kunci publik: pakai --kunci-berkas."
                );
                let mut identity = scrypt::Identity::new(secret.clone());
                identity.set_max_work_factor(MOST_WORK);
                decryptor.decrypt(std::iter::once(&identity as &dyn age::Identity)).map_err(|cause| told(&cause))
            }
            Unlock::Identities(keys) => {
                anyhow::ensure!(!decryptor.is_scrypt(), "Cadangan ini dikunci dengan sandi: pakai --sandi-berkas.");
                decryptor.decrypt(keys.iter().map(|key| key as &dyn age::Identity)).map_err(|cause| told(&cause))
            }
        }
    }
}

fn told(cause: &age::DecryptError) -> anyhow::Error {
    use age::DecryptError as E;
    if matches!(cause, E::DecryptionFailed | E::KeyDecryptionFailed | E::NoMatchingKeys) {
        return anyhow::anyhow!("Sandi atau kunci tidak cocok dengan cadangan ini.");
    }
    if let E::Io(cause) = cause {
        return anyhow::anyhow!("Berkas cadangan tidak terbaca atau terpotong: {cause}");
    }
    anyhow::anyhow!("Berkas ini bukan cadangan Pendopo, atau kepalanya rusak ({cause}).")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_lock_and_only_one_must_be_named() {
        let file = std::env::temp_dir().join(format!("sandi-{}", uuid::Uuid::now_v7()));
        std::fs::write(&file, "pendek\n").unwrap();
        let public = x25519::Identity::generate().to_public().to_string();
        let refused = |file: Option<&Path>, keys: &[String]| Lock::new(file, keys).err().unwrap().to_string();
        assert!(refused(None, &[]).contains("--sandi-berkas"));
        assert!(refused(Some(&file), std::slice::from_ref(&public)).contains("salah satu"));
        assert!(refused(Some(&file), &[]).contains("12 karakter"));
        assert!(refused(None, &["age1x".into()]).contains("age1x"));
        std::fs::write(&file, "sandi yang panjang sekali\nbaris kedua tidak dibaca").unwrap();
        assert!(Lock::new(Some(&file), &[]).is_ok());
        assert!(Lock::new(None, &[public]).is_ok());
        std::fs::write(&file, "# kosong\n").unwrap();
        assert!(Unlock::new(None, Some(&file)).is_err());
        std::fs::remove_file(&file).unwrap();
        assert!(Unlock::new(Some(&file), None).is_err());
    }
}
