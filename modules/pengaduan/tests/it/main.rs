//! Complaints through their door, on both databases.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "the helpers of tests panic like the tests"
)]

mod dunia_kanal;
mod kanal_gerbang;
mod kanal_lapor;
mod kanal_surel;
mod open311;
mod open311_skema;
