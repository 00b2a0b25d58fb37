//! A key from what a person knows.
use argon2::{Algorithm, Argon2, Params, Version};
use zeroize::Zeroizing;

use crate::{Error, Result};

/// What one try costs: memory in KiB and passes over it, on one core.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Memory in KiB.
    pub memory: u32,
    /// Passes.
    pub passes: u32,
}

impl Cost {
    /// About a second of one core of a small server (measured: 93 ms a pass).
    pub const SECOND: Cost = Cost { memory: 128 * 1024, passes: 10 };
}

/// 64 bytes from a secret and a salt (Argon2id, one lane). Takes as long as [`Cost`] says: run it where nobody else waits.
///
/// # Errors
/// [`Error::Malformed`] for a cost or a salt that Argon2 does not know (salts have 8 bytes or more), [`Error::Machine`] without memory.
pub fn stretch(secret: &[u8], salt: &[u8], cost: Cost) -> Result<Zeroizing<[u8; 64]>> {
    let params = Params::new(cost.memory, cost.passes, 1, Some(64)).map_err(|_| Error::Malformed)?;
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let mut out = Zeroizing::new([0; 64]);
    argon
        .hash_password_into(secret, salt, out.as_mut())
        .map_err(|cause| if cause == argon2::Error::OutOfMemory { Error::Machine } else { Error::Malformed })?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHEAP: Cost = Cost { memory: 64, passes: 1 };

    #[test]
    fn secret_salt_and_cost_all_count() {
        let key = stretch(b"rahasia", b"garamgaram", CHEAP).unwrap();
        assert_eq!(key, stretch(b"rahasia", b"garamgaram", CHEAP).unwrap());
        assert_ne!(key, stretch(b"rahasib", b"garamgaram", CHEAP).unwrap());
        assert_ne!(key, stretch(b"rahasia", b"garamgarem", CHEAP).unwrap());
        assert_ne!(key, stretch(b"rahasia", b"garamgaram", Cost { passes: 2, ..CHEAP }).unwrap());
        assert_eq!(stretch(b"rahasia", b"", CHEAP), Err(Error::Malformed));
        assert_eq!(stretch(b"rahasia", b"garamgaram", Cost { memory: 1, passes: 1 }), Err(Error::Malformed));
    }
}
