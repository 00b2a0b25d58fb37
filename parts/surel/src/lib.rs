//! E-mail that comes in: the address of a server, reading a mailbox over IMAP without changing it, and what a message says.
//!
//! - [`alamat::Alamat`]: `imaps://server`, `imap+starttls://server`, `imap://localhost`.
//! - [`imap::Kotak`]: an open mailbox; [`imap::Masukan`] is what opens it.
//! - [`urai::urai`]: any bytes become a [`urai::Surel`].
//!
//! Nothing here knows a database or what the messages are for.
pub mod alamat;
pub mod imap;
#[cfg(feature = "server")]
pub mod server;
pub mod urai;

/// What went wrong, one Indonesian sentence for who looks after the mailbox.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Galat(pub String);

impl Galat {
    pub(crate) fn baru(teks: impl Into<String>) -> Galat {
        Galat(teks.into())
    }
}

/// The result of everything that speaks to a server.
pub type Result<T, E = Galat> = std::result::Result<T, E>;
