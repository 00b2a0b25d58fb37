//! The one test binary of the module.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

mod agenda;
mod disposisi;
mod imap;
mod loket;
mod masuk;
