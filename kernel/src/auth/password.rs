//! Passwords: Argon2id, a length that people can keep, and no list of silly rules.
use std::sync::LazyLock;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use crate::{Error, FieldError, Result};

/// Shortest password, in characters (NIST SP 800-63B asks for 8; without other rules 12 is kinder than symbols).
pub const SHORTEST: usize = 12;
/// Longest password, in bytes, so that hashing stays bounded.
pub const LONGEST: usize = 256;
/// Hashes at a time: each takes 19 MiB and a core.
static AT_ONCE: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(2));
/// Checked against when the account does not exist, so that both answers take the same time.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$8Vw0uS8cK7S3Xw4X7yqV0w0m0m0aV1q0r8n8f6m2bGk";

fn argon() -> Result<Argon2<'static>> {
    let params = Params::new(19 * 1024, 2, 1, None).map_err(Error::internal)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Hashes a password for the database (PHC string). OWASP: 19 MiB, two passes, one lane.
pub async fn hash(password: String) -> Result<String> {
    let _turn = AT_ONCE.acquire().await.map_err(Error::internal)?;
    let work =
        move || argon()?.hash_password(password.as_bytes()).map(|hash| hash.to_string()).map_err(Error::internal);
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
}

/// Whether the password is that of the hash; without a hash it takes as long and says no.
pub async fn matches(password: String, stored: Option<String>) -> Result<bool> {
    if password.len() > LONGEST {
        return Ok(false);
    }
    let _turn = AT_ONCE.acquire().await.map_err(Error::internal)?;
    let known = stored.is_some();
    let work = move || -> Result<bool> {
        let text = stored.as_deref().unwrap_or(NOBODY);
        let hash = PasswordHash::new(text).map_err(Error::internal)?;
        Ok(argon()?.verify_password(password.as_bytes(), &hash).is_ok() && known)
    };
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
}

/// A first password that an administrator hands over: short enough to read aloud, about 59 bits, used once.
pub fn first(keys: &crate::keys::Keys) -> Result<String> {
    let codes = super::totp::recovery_codes(keys)?;
    codes.into_iter().next().ok_or_else(|| Error::internal("no code"))
}

/// What is wrong with a new password, for the person who chose it.
pub fn problem(password: &str, login: &str, name: &str) -> Option<FieldError> {
    let field = |text: &str| Some(FieldError::new("sandi_baru", text.to_owned()));
    let folded = password.to_lowercase();
    let mut letters: Vec<char> = folded.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    if password.chars().count() < SHORTEST {
        return field(
            "Kata sandi paling sedikit 12 huruf. Beberapa kata yang Anda ingat lebih baik daripada satu kata yang rumit",
        );
    }
    if password.len() > LONGEST {
        return field("Kata sandi terlalu panjang: paling banyak 256 huruf");
    }
    if letters.len() < 5 {
        return field("Kata sandi terlalu mudah ditebak: pakai lebih banyak huruf yang berbeda");
    }
    let own = [login, name].into_iter().map(str::to_lowercase).any(|word| word.len() >= 4 && folded.contains(&word));
    if own {
        return field("Kata sandi tidak boleh memuat nama atau nama pengguna Anda");
    }
    let common = [
        "123456789012",
        "password1234",
        "qwertyuiopas",
        "kata sandi saya",
        "rahasia12345",
        "indonesia123",
        "bismillah123",
    ];
    if common.iter().any(|word| folded.starts_with(word)) {
        return field("Kata sandi ini terlalu umum dipakai orang. Pilih yang lain");
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_matches_its_own_hash_only() {
        let stored = hash("gajah makan durian".into()).await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(matches("gajah makan durian".into(), Some(stored.clone())).await.unwrap());
        assert!(!matches("gajah makan rambutan".into(), Some(stored)).await.unwrap());
        assert!(!matches("gajah makan durian".into(), None).await.unwrap());
    }

    #[test]
    fn weak_passwords_are_refused_in_words() {
        let table = [
            ("pendek", false),
            ("aaaaaaaaaaaaaaaa", false),
            ("sari.lestari menari", false),
            ("gajah makan durian", true),
        ];
        for (password, good) in table {
            assert_eq!(problem(password, "sari.lestari", "Sari Lestari").is_none(), good, "{password}");
        }
    }
}
