//! Sealing for people instead of for machines: what is sealed here opens with a key that somebody holds, and with nothing
//! else that lies on the machine.
//!
//! - [`Secret`] and [`Public`]: a pair of keys. Whoever has the public one seals, only the holder of the secret one opens:
//!   HPKE (RFC 9180) in base mode with X25519, HKDF-SHA-256 and ChaCha20-Poly1305.
//! - [`Key`]: one key for both ways (XChaCha20-Poly1305), such as one made from a password by [`stretch`] (Argon2id).
//! - [`shares`]: a secret cut into shares of which some suffice (Shamir).
//! - [`padded`]: lengths that tell little.
//!
//! Every sealing has a purpose (a constant text) and what it is about (such as the id of a record): what was sealed for one
//! opens for no other, so that rows cannot be exchanged behind the back of those who read them. Secrets are wiped from memory
//! when they are dropped.
mod key;
mod pad;
mod pair;
pub mod shares;
mod stretch;

pub use key::Key;
pub use pad::{padded, unpadded};
pub use pair::{Public, SEALED_OVERHEAD, Secret};
pub use stretch::{Cost, stretch};
pub use zeroize::{Zeroize, Zeroizing};

/// Why something did not open or could not be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Another key, another purpose, or changed on the way. Which of them is not told.
    #[error("tidak terbuka dengan kunci ini")]
    Closed,
    /// Not of the form that it should have: lengths, numbers.
    #[error("bukan bentuk yang dikenal")]
    Malformed,
    /// The machine gives no randomness or no memory.
    #[error("mesin tidak memberi keacakan atau memori")]
    Machine,
}

/// The result of everything here.
pub type Result<T> = std::result::Result<T, Error>;

/// Fresh random bytes of the system.
///
/// # Errors
/// [`Error::Machine`].
pub fn random(into: &mut [u8]) -> Result<()> {
    use rand_core::RngCore as _;
    rand_core::OsRng.try_fill_bytes(into).map_err(|_| Error::Machine)
}
