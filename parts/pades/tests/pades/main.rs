//! The crate through its public functions: with keys and certificates made here, on PDFs made here.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a test that finds something unexpected stops"
)]

mod authority;
mod changed;
mod foreign;
mod hostile;
mod judges;
mod kit;
mod levels;
mod pages;
mod refused;
