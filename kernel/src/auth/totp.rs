//! The second factor: time-based codes (RFC 6238) from an app, and recovery codes on paper.
use totp_rs::{Builder, Secret, Totp};

use crate::keys::Keys;
use crate::{Error, Result};

/// Recovery codes given at a time.
pub const RECOVERY_CODES: usize = 10;
const PURPOSE: &str = "totp";

fn totp(secret: &[u8]) -> Totp {
    Builder::new().with_secret(Secret::new(secret.into())).with_skew(1).build_noncompliant()
}

/// A fresh secret of 20 bytes, sealed for the database.
pub fn fresh(keys: &Keys) -> Result<Vec<u8>> {
    keys.seal(PURPOSE, &keys.random::<20>()?)
}

/// Whether the code fits now (or one step of 30 seconds around it). Returns the step, which counts once.
pub fn check(keys: &Keys, sealed: &[u8], code: &str, now: time::OffsetDateTime) -> Result<Option<i64>> {
    let digits: String = code.chars().filter(char::is_ascii_digit).collect();
    if digits.len() != 6 {
        return Ok(None);
    }
    let seconds = u64::try_from(now.unix_timestamp()).map_err(Error::internal)?;
    let step = totp(&keys.unseal(PURPOSE, sealed)?).check(&digits, seconds);
    Ok(step.and_then(|step| i64::try_from(step).ok()))
}

/// The code of this instant; for tests and for nobody else.
pub fn code_at(keys: &Keys, sealed: &[u8], now: time::OffsetDateTime) -> Result<String> {
    let seconds = u64::try_from(now.unix_timestamp()).map_err(Error::internal)?;
    Ok(totp(&keys.unseal(PURPOSE, sealed)?).generate(seconds).to_string())
}

/// The secret as people type it (base32) and the `otpauth` address for a QR code.
pub fn provisioning(keys: &Keys, sealed: &[u8], issuer: &str, login: &str) -> Result<(String, String)> {
    use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
    let text = Secret::new(keys.unseal(PURPOSE, sealed)?.into()).to_base32();
    let issuer = utf8_percent_encode(issuer, NON_ALPHANUMERIC).to_string();
    let login = utf8_percent_encode(login, NON_ALPHANUMERIC);
    let address =
        format!("otpauth://totp/{issuer}:{login}?secret={text}&issuer={issuer}&algorithm=SHA1&digits=6&period=30");
    Ok((text, address))
}

/// Fresh recovery codes such as `k7wq-4mzt-9xpd`: about 59 bits each, without letters that look alike.
pub fn recovery_codes(keys: &Keys) -> Result<Vec<String>> {
    const LETTERS: &[u8; 31] = b"23456789abcdefghjkmnpqrstuvwxyz";
    let mut codes = Vec::new();
    while codes.len() < RECOVERY_CODES {
        let mut code = String::new();
        while code.chars().filter(|c| *c != '-').count() < 12 {
            // Bytes above the last multiple of 31 would favour some letters.
            let [byte] = keys.random::<1>()?;
            if byte >= 248 {
                continue;
            }
            if let Some(letter) = LETTERS.get(usize::from(byte) % LETTERS.len()) {
                if !code.is_empty() && code.chars().filter(|c| *c != '-').count() % 4 == 0 && !code.ends_with('-') {
                    code.push('-');
                }
                code.push(char::from(*letter));
            }
        }
        codes.push(code);
    }
    Ok(codes)
}

/// What is kept of a recovery code: its keyed hash, spaces, dashes and case aside.
pub fn recovery_hash(keys: &Keys, code: &str) -> Result<Vec<u8>> {
    let plain: String = code.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    keys.mac("kode-pemulihan", plain.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_fits_its_time_and_the_step_beside_it() {
        let keys = Keys::from_master(&[1; 32]);
        let sealed = fresh(&keys).unwrap();
        let now = time::macros::datetime!(2026-11-21 02:00:00 UTC);
        let code = code_at(&keys, &sealed, now).unwrap();
        let step = check(&keys, &sealed, &code, now).unwrap();
        assert!(step.is_some());
        assert_eq!(check(&keys, &sealed, &code, now + time::Duration::seconds(30)).unwrap(), step);
        assert_eq!(check(&keys, &sealed, &code, now + time::Duration::minutes(5)).unwrap(), None);
        assert_eq!(check(&keys, &sealed, "bukan", now).unwrap(), None);
    }

    #[test]
    fn the_rfc_vector_holds() {
        // RFC 6238, appendix B, SHA-1, 59 seconds: 94287082, of which six digits are shown.
        let keys = Keys::from_master(&[1; 32]);
        let sealed = keys.seal(PURPOSE, b"12345678901234567890").unwrap();
        let at = time::OffsetDateTime::from_unix_timestamp(59).unwrap();
        assert_eq!(code_at(&keys, &sealed, at).unwrap(), "287082");
    }

    #[test]
    fn recovery_codes_differ_and_forgive_how_they_are_typed() {
        let keys = Keys::from_master(&[1; 32]);
        let codes = recovery_codes(&keys).unwrap();
        assert_eq!(codes.len(), 10);
        let code = &codes[0];
        assert_eq!(code.len(), 14);
        assert_eq!(
            recovery_hash(&keys, code).unwrap(),
            recovery_hash(&keys, &code.to_uppercase().replace('-', " ")).unwrap()
        );
        assert_ne!(recovery_hash(&keys, code).unwrap(), recovery_hash(&keys, &codes[1]).unwrap());
    }
}
