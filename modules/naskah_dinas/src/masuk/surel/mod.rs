//! Letters that come by e-mail: mailboxes are read, what is new waits for the front desk. Reading itself is the part `surel`.
pub mod kerja;
pub mod store;

/// What went wrong at a mailbox, as a refusal with the same words.
pub fn tolak(galat: ::surel::Galat) -> kernel::Error {
    kernel::Error::refused(galat.0)
}
